/*
 * list.c - list, show and remove.
 */
#include "rules.h"

static bool paused;

const struct pos_opt promo_list_options[] = {
	POS_OPT_FLAG('a', "paused", &paused, "also those that are paused"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt promo_show_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt promo_remove_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

/* A table for people says what a rule means, instead of its parts. */
struct promo_means {
	const char *code, *name, *state, *means;
};
static const struct pos_record means_record = {
	.type = "promo.means", .v = 1, .size = sizeof(struct promo_means),
	.help = "what a promotion means: a row of the table of list",
	.fields = (const struct pos_field[]){
		POS_TEXT(promo_means, code, POS_F_CODE | POS_F_COLUMN, 64,
		    "its code"),
		POS_TEXT(promo_means, name, POS_F_COLUMN, 200,
		    "what the receipt calls it"),
		POS_CHOICE(promo_means, state, POS_F_COLUMN, "active|paused",
		    "whether it is open at all"),
		POS_TEXT(promo_means, means, POS_F_COLUMN, 4000,
		    "one sentence"),
		{ 0 },
	},
};
POS_LIST_RECORD(means_record);

static enum pos_status
print(struct pos_shop *shop, const struct pos_rule *rule, struct pos_pool *pool,
    struct pos_err *err)
{
	struct promo_means row = { rule->code, rule->name,
		rule->paused ? "paused" : "active", NULL };

	if (!pos_out_table())
		return pos_out_record(&pos_rule_record, rule, err);
	row.means = promo_sentence(shop, rule, pool);
	return pos_out_record(&means_record, &row, err);
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_rule *rules;
	enum pos_status st;
	size_t i, count;

	(void)arg;
	st = pos_promo_all(shop, paused, pool, &rules, &count, err);
	for (i = 0; i < count && st == POS_OK; i++)
		st = print(shop, &rules[i], pool, err);
	return st;
}

enum pos_status
promo_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

/* Code, name and sentence, then the whole document. */
static enum pos_status
page(struct pos_shop *shop, const struct pos_rule *rule, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_buf buf = { 0 };
	enum pos_status st;

	pos_buf_printf(&buf, "%s (%s%s)\n%s\n", rule->code, rule->name,
	    rule->paused ? pos_tr(", paused") : "",
	    promo_sentence(shop, rule, pool));
	pos_record_write(&buf, &pos_rule_record, rule);
	pos_buf_char(&buf, '\n');
	st = pos_out_text(buf.text, buf.len, err);
	pos_buf_release(&buf);
	return st;
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_rule rule;
	enum pos_status st = POS_OK;
	char **codes = arg;

	for (; *codes != NULL && st == POS_OK; codes++) {
		st = pos_promo_find(shop, *codes, pool, &rule, err);
		if (st == POS_END)
			st = pos_promo_unknown(shop, *codes, err);
		else if (st == POS_OK)
			st = pos_out_table() ?
			    page(shop, &rule, pool, err) :
			    pos_out_record(&pos_rule_record, &rule, err);
	}
	return st;
}

enum pos_status
promo_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv, err);
}

static enum pos_status
remove_all(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	struct pos_rule rule;
	char **codes;

	(void)answer;
	/* all of them are there, before the first goes */
	for (codes = arg; *codes != NULL && st == POS_OK; codes++) {
		st = pos_promo_find(shop, *codes, pool, &rule, err);
		if (st == POS_END)
			st = pos_promo_unknown(shop, *codes, err);
	}
	for (codes = arg; *codes != NULL && st == POS_OK; codes++)
		st = pos_promo_remove(shop, *codes, err);
	return st;
}

enum pos_status
promo_remove_run(int argc, char **argv, struct pos_err *err)
{
	return pos_cmd_once("remove", argc, argv, NULL, remove_all, argv, err);
}
