/*
 * replay.c - what past sales would have come to under other rules.
 */
#include "games.h"
#include "rules.h"
#include "shop/whatif.h"

static const char *file;
static int64_t from, to, top = 10;

const struct pos_opt replay_options[] = {
	POS_OPT_TEXT('r', "rules", &file, "FILE",
	    "the rules, as 'pos-promo import' reads them; - is standard "
	    "input; must be given"),
	POS_OPT_DAY(0, "from", &from, "DAY", "sales of this day and later"),
	POS_OPT_DAY(0, "to", &to, "DAY", "sales of this day and before"),
	POS_OPT_INT(0, "top", &top, 0, 10000, "N",
	    "list so many members who gain most; 10"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static void
progress(long done)
{
	pos_progress(pos_tr("sales"), done, 0);
}

static enum pos_status
read_rules(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_whatif_want *want, struct pos_err *err)
{
	struct promo_docs docs = { 0 };
	struct pos_rule *rules;
	enum pos_status st;
	size_t i, j;

	st = promo_docs_read(shop, file, pool, &docs, NULL, err);
	if (st != POS_OK)
		return st;
	rules = pos_pool_alloc(pool, (docs.count + 1) * sizeof(*rules));
	for (i = 0; i < docs.count; i++) {
		if (docs.doc[i].wrong != NULL)
			return pos_fail(err, POS_DATA, "%s:%ld: %s", file,
			    docs.doc[i].line, docs.doc[i].wrong);
		if (pos_rule_check(&docs.doc[i].rule, err) != POS_OK)
			return pos_fail_at(err, "%s:%ld", file,
			    docs.doc[i].line);
		for (j = 0; j < want->rules_count; j++)
			if (strcmp(rules[j].code, docs.doc[i].rule.code) == 0)
				return pos_fail(err, POS_DATA,
				    "%s:%ld: a second rule '%s'", file,
				    docs.doc[i].line, rules[j].code);
		if (docs.doc[i].rule.paused)
			continue;
		rules[want->rules_count] = docs.doc[i].rule;
		pos_rule_default_stacking(&rules[want->rules_count++], pool);
	}
	want->rules = rules;
	return POS_OK;
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_whatif_want want = { .from = from,
		.to = to,
		.top = top,
		.progress = progress };
	struct pos_whatif out;
	enum pos_status st;

	(void)arg;
	st = read_rules(shop, pool, &want, err);
	if (st == POS_OK)
		st = pos_whatif(shop, &want, pool, &out, err);
	pos_progress_done();
	return st == POS_OK ? pos_out_record(&pos_whatif_record, &out, err) :
			      st;
}

enum pos_status
replay_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	if (file == NULL)
		return pos_fail(err, POS_USAGE, "which rules? say --rules");
	if (from != 0 && to != 0 && from > to)
		return pos_fail(err, POS_USAGE, "--from is after --to");
	return pos_cmd_look(look, NULL, err);
}
