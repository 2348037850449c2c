/*
 * enrol.c - enrol and set: who a member is.
 *
 * enrol is idempotent by phone: the same again is refused, naming the member
 * there is, or with --or-find answered with it.
 */
#include <string.h>

#include "people.h"
#include "shop/referral.h"

static const char *phone, *name, *birthday, *email, *address, *gender,
    *language, *channel, *channel_id, *referred_by, *source;
static struct pos_texts cards, tags, no_cards, no_tags;
static bool consent, or_find;

#define PERSONAL_OPTIONS \
	POS_OPT_TEXT(0, "phone", &phone, "NUMBER", "phone number"), \
	    POS_OPT_TEXT(0, "name", &name, "NAME", "the member's name"), \
	    POS_OPT_TEXT(0, "birthday", &birthday, "DAY", \
		"YYYY-MM-DD, or MM-DD without the year"), \
	    POS_OPT_TEXT(0, "email", &email, "ADDRESS", "mail address"), \
	    POS_OPT_TEXT(0, "address", &address, "TEXT", "postal address"), \
	    POS_OPT_TEXT(0, "gender", &gender, "f|m|x", \
		"female, male, other"), \
	    POS_OPT_TEXTS(0, "card", &cards, "NUMBER", \
		"number of a card; may be given several times"), \
	    POS_OPT_TEXT(0, "language", &language, "LANG", \
		"language of messages, as en or zh"), \
	    POS_OPT_TEXTS(0, "tag", &tags, "TAG", \
		"a tag; may be given several times"), \
	    POS_OPT_TEXT(0, "channel", &channel, "CHANNEL", \
		"where the member came from"), \
	    POS_OPT_TEXT(0, "channel-id", &channel_id, "ID", \
		"how --channel knows the member"), \
	    POS_OPT_TEXT(0, "referred-by", &referred_by, "MEMBER", \
		"who brought the member, or a referral code")

const struct pos_opt member_enrol_options[] = {
	PERSONAL_OPTIONS,
	POS_OPT_FLAG(0, "consent", &consent, "the member wants messages"),
	POS_OPT_TEXT(0, "source", &source, "TEXT", "how that was said"),
	POS_OPT_FLAG(0, "or-find", &or_find,
	    "print the member there is, if there is one"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt member_set_options[] = {
	PERSONAL_OPTIONS,
	POS_OPT_TEXTS(0, "no-card", &no_cards, "NUMBER",
	    "a card that is none any more"),
	POS_OPT_TEXTS(0, "no-tag", &no_tags, "TAG",
	    "a tag to take away"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static void
asked_texts(struct pos_buf *more, const char *option,
    const struct pos_texts *texts)
{
	size_t i;

	for (i = 0; i < texts->count; i++)
		pos_cmd_asked_add(more, option, texts->text[i]);
}

/* That it was given; an empty text takes away, which tells nothing. */
static void
asked_if(struct pos_buf *more, const char *option, const char *text)
{
	if (text != NULL)
		pos_cmd_asked_add(more, option, *text != '\0' ? "1" : "");
}

static void
asked(struct pos_buf *more)
{
	pos_cmd_asked_private(more, "phone", phone);
	asked_if(more, "name", name);
	asked_if(more, "birthday", birthday);
	asked_if(more, "email", email);
	asked_if(more, "address", address);
	asked_if(more, "gender", gender);
	asked_if(more, "channel-id", channel_id);
	asked_if(more, "card", cards.count > 0 ? "1" : NULL);
	asked_if(more, "no-card", no_cards.count > 0 ? "1" : NULL);
	pos_cmd_asked_private(more, "referred-by", referred_by);
	pos_cmd_asked_add(more, "language", language);
	pos_cmd_asked_add(more, "channel", channel);
	pos_cmd_asked_add(more, "source", source);
	pos_cmd_asked_add(more, "consent", consent ? "1" : NULL);
	pos_cmd_asked_add(more, "or-find", or_find ? "1" : NULL);
	asked_texts(more, "tag", &tags);
	asked_texts(more, "no-tag", &no_tags);
}

static bool
among(const struct pos_texts *texts, const char *text)
{
	size_t i;

	for (i = 0; i < texts->count; i++)
		if (strcmp(texts->text[i], text) == 0)
			return true;
	return false;
}

/* The list without some, and with others; one that is in it stays once. */
static void
edit_list(struct pos_pool *pool, const char ***list, size_t *count,
    const struct pos_texts *more, const struct pos_texts *less)
{
	const char **old = *list;
	size_t had = *count, i;

	*list = NULL;
	*count = 0;
	for (i = 0; i < had; i++)
		if (!among(less, old[i]) && !among(more, old[i]))
			people_push(pool, list, count, old[i]);
	for (i = 0; i < more->count; i++)
		people_push(pool, list, count, more->text[i]);
}

static const char *
given(const char *option, const char *old)
{
	return option != NULL ? option : old;
}

static enum pos_status
referrer(struct pos_shop *shop, struct pos_member *m, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_member by;
	enum pos_status st;
	int64_t by_code;
	char code[24];

	if (referred_by == NULL)
		return POS_OK;
	by_code = pos_referral_member(referred_by);
	if (by_code != 0)
		st = people_find(shop, pos_member_code(code, by_code), pool,
		    &by, err);
	else
		st = people_find(shop, referred_by, pool, &by, err);
	if (st != POS_OK)
		return pos_fail_at(err, "--referred-by");
	if (by.member_no == m->member_no)
		return pos_fail(err, POS_REFUSED,
		    "nobody brings himself: --referred-by");
	m->referred_no = by.member_no;
	m->referred_by = by.code;
	return POS_OK;
}

/* What was said on the command line over what there is. */
static enum pos_status
take(struct pos_shop *shop, struct pos_member *m, struct pos_pool *pool,
    struct pos_err *err)
{
	enum pos_status st;

	if (channel_id != NULL && channel == NULL)
		return pos_fail(err, POS_USAGE, "--channel-id wants --channel");
	m->phone = given(phone, m->phone);
	m->name = given(name, m->name);
	m->email = given(email, m->email);
	m->address = given(address, m->address);
	m->gender = given(gender, m->gender);
	m->language = given(language, m->language);
	if (m->channel == NULL || channel_id == NULL)
		m->channel = given(channel, m->channel);
	if (channel_id != NULL)
		people_push(pool, &m->ids, &m->ids_count,
		    pos_pool_printf(pool, "%s:%s", channel, channel_id));
	edit_list(pool, &m->cards, &m->cards_count, &cards, &no_cards);
	edit_list(pool, &m->tags, &m->tags_count, &tags, &no_tags);
	if (birthday != NULL) {
		st = people_birthday(birthday, &m->birthday, err);
		if (st != POS_OK)
			return st;
	}
	st = referrer(shop, m, pool, err);
	return st == POS_OK ? pos_member_check(shop, m, pool, err) : st;
}

static enum pos_status
found(struct pos_shop *shop, const struct pos_member *want,
    struct pos_pool *pool, struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_member there;
	enum pos_status st;

	if (want->phone == NULL)
		return pos_fail(err, POS_USAGE, "--or-find wants --phone");
	st = pos_member_find(shop, want->phone, pool, &there, err);
	if (st == POS_OK)
		st = pos_member_open(shop, pool, &there, err);
	return st == POS_OK ? people_answer(shop, &there, pool, answer, err) :
			      st;
}

static enum pos_status
enrol(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_member m = { 0 };
	enum pos_status st;

	(void)arg;
	if (consent) {
		m.consent = true;
		m.consent_at = shop->now;
		m.consent_source = source;
	}
	st = take(shop, &m, pool, err);
	if (st == POS_OK && or_find) {
		st = found(shop, &m, pool, answer, err);
		if (st != POS_END)
			return st;
		st = POS_OK;
	}
	if (st == POS_OK)
		st = pos_member_enrol(shop, &m, pool, err);
	return st == POS_OK ? people_answer(shop, &m, pool, answer, err) : st;
}

enum pos_status
member_enrol_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (source != NULL && !consent)
		return pos_fail(err, POS_USAGE, "--source wants --consent");
	asked(&more);
	st = people_once("enrol", argc, argv, more.text, enrol, NULL, err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
set(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_member m;
	enum pos_status st;
	bool changed;

	st = people_find(shop, arg, pool, &m, err);
	if (st == POS_OK)
		st = pos_member_open(shop, pool, &m, err);
	if (st == POS_OK && m.opened)
		st = take(shop, &m, pool, err);
	if (st == POS_OK)
		st = pos_member_put(shop, &m, pool, &changed, err);
	return st == POS_OK ? people_answer(shop, &m, pool, answer, err) : st;
}

enum pos_status
member_set_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	asked(&more);
	if (more.len == 0)
		return pos_fail(err, POS_USAGE,
		    "set wants something to set (see --help)");
	st = people_once("set", argc, argv, more.text, set, argv[0], err);
	pos_buf_release(&more);
	return st;
}
