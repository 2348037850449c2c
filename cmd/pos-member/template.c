/*
 * template.c - template set, list, remove: texts of messages.
 */
#include "shop/template.h"
#include "outreach.h"

static const char *lang, *channel, *subject, *text;

const struct pos_opt template_set_options[] = {
	POS_OPT_TEXT(0, "lang", &lang, "LANGUAGE",
	    "language, as en or zh-TW; without it: the shop's"),
	POS_OPT_CHOICE(0, "channel", &channel, POS_CHANNELS,
	    "by which it goes; sms"),
	POS_OPT_TEXT(0, "subject", &subject, "TEXT", "of a mail"),
	POS_OPT_TEXT(0, "text", &text, "TEXT",
	    "the text: {name} {member} {level} {points} {balance} {shop} "
	    "{day} {count} {benefits} {referral}; {{ is a brace"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt template_remove_options[] = {
	POS_OPT_TEXT(0, "lang", &lang, "LANGUAGE", "only in this language"),
	POS_OPT_CHOICE(0, "channel", &channel, POS_CHANNELS,
	    "only for this channel"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
set(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_template *t = pos_pool_alloc(pool, sizeof(*t));
	enum pos_status st;
	bool changed;

	*t = (struct pos_template){
		.code = arg,
		.channel = channel != NULL ? channel : "sms",
		.lang = lang != NULL ? lang : shop->language,
		.subject = subject,
		.text = text,
	};
	st = pos_template_put(shop, t, &changed, err);
	answer->record = &pos_template_record;
	answer->data = t;
	return st;
}

enum pos_status
template_set_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (text == NULL)
		return pos_fail(err, POS_USAGE, "--text: what does it say?");
	pos_cmd_asked_add(&more, "lang", lang);
	pos_cmd_asked_add(&more, "channel", channel);
	pos_cmd_asked_add(&more, "subject", subject);
	pos_cmd_asked_add(&more, "text", text);
	st = pos_cmd_once("template set", argc, argv, more.text, set, argv[0],
	    err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_template *all;
	enum pos_status st;
	size_t i, n;

	(void)arg;
	st = pos_template_list(shop, pool, &all, &n, err);
	for (i = 0; st == POS_OK && i < n; i++)
		st = pos_out_record(&pos_template_record, &all[i], err);
	return st;
}

enum pos_status
template_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

static enum pos_status
remove_it(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	int64_t removed;

	(void)answer;
	return pos_template_remove(shop, arg, channel, lang, pool, &removed,
	    err);
}

enum pos_status
template_remove_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "lang", lang);
	pos_cmd_asked_add(&more, "channel", channel);
	st = pos_cmd_once("template remove", argc, argv, more.text, remove_it,
	    argv[0], err);
	pos_buf_release(&more);
	return st;
}
