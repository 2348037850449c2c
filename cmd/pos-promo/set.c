/*
 * set.c - set: change a rule, in what changes while it runs, or as a whole by
 * a document.
 *
 * An option that is not given leaves its part alone; an empty one clears it.
 * The words are read by the row that add and CSV use.
 */
#include "../change.h"
#include "base/ident.h"
#include "row.h"

static struct promo_row want;
static bool pause_it, resume;
static struct pos_texts names;

const struct pos_opt promo_set_options[] = {
	POS_OPT_FLAG(0, "pause", &pause_it, "close it for now"),
	POS_OPT_FLAG(0, "resume", &resume, "open it again"),
	POS_OPT_TEXT(0, "name", &want.name, "TEXT",
	    "what the receipt calls it"),
	POS_OPT_TEXTS(0, "name-in", &names, "LANG=TEXT",
	    "its name in a language"),
	POS_OPT_TEXT(0, "funded-by", &want.funded_by, "WHO", "who bears it"),
	POS_OPT_TEXT(0, "valid-from", &want.valid_from, "TIME",
	    "from this moment, or the start of a day"),
	POS_OPT_TEXT(0, "valid-to", &want.valid_to, "TIME",
	    "to this moment, or the end of a day"),
	POS_OPT_TEXT(0, "days", &want.days, "DAYS", "as fri,sat or mon-fri"),
	POS_OPT_TEXT(0, "from", &want.from, "HH:MM", "from this time of day"),
	POS_OPT_TEXT(0, "to", &want.to, "HH:MM", "to this time of day"),
	POS_OPT_TEXT(0, "first-day", &want.first_day, "DATE",
	    "from this day"),
	POS_OPT_TEXT(0, "last-day", &want.last_day, "DATE",
	    "to this day, included"),
	POS_OPT_TEXT(0, "cap", &want.max_discount, "AMOUNT",
	    "at most so much off a sale"),
	POS_OPT_TEXT(0, "times", &want.max_applications, "N",
	    "at most so often in a sale"),
	POS_OPT_TEXT(0, "max-units", &want.max_units, "QTY",
	    "at most so many units of a sale"),
	POS_OPT_TEXT(0, "max-uses", &want.total_uses, "N",
	    "for so many sales in all"),
	POS_OPT_TEXT(0, "total", &want.total_units, "QTY",
	    "for so many units in all"),
	POS_OPT_TEXT(0, "budget", &want.budget, "AMOUNT",
	    "until so much was taken off in all"),
	POS_OPT_TEXT(0, "per-day", &want.day_uses, "N", "sales of a day"),
	POS_OPT_TEXT(0, "per-member", &want.member_uses, "N",
	    "sales of one member"),
	POS_OPT_TEXT(0, "units-per-member", &want.member_units, "QTY",
	    "units of one member"),
	POS_OPT_TEXT(0, "priority", &want.priority, "N",
	    "of equally good ones the higher"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	const char *code;
	struct promo_docs docs; /* a document instead of options */
};

static const char *
either(const char *given, const char *old)
{
	if (given == NULL)
		return old;
	return *given != '\0' ? given : NULL;
}

static bool
sets_window(void)
{
	return want.days != NULL || want.from != NULL || want.to != NULL ||
	    want.first_day != NULL || want.last_day != NULL;
}

/* The row of what options may say, of the rule as it is where they do not. */
static void
merge(struct promo_row *row, const struct promo_row *old)
{
	*row = (struct promo_row){ .code = old->code,
		.name = old->name,
		.kind = "percent" };
	row->valid_from = either(want.valid_from, old->valid_from);
	row->valid_to = either(want.valid_to, old->valid_to);
	row->days = either(want.days, old->days);
	row->from = either(want.from, old->from);
	row->to = either(want.to, old->to);
	row->first_day = either(want.first_day, old->first_day);
	row->last_day = either(want.last_day, old->last_day);
	row->max_discount = either(want.max_discount, old->max_discount);
	row->max_applications =
	    either(want.max_applications, old->max_applications);
	row->max_units = either(want.max_units, old->max_units);
	row->max_share = old->max_share;
	row->max_points = old->max_points;
	row->points_cost = old->points_cost;
	row->total_uses = either(want.total_uses, old->total_uses);
	row->total_units = either(want.total_units, old->total_units);
	row->budget = either(want.budget, old->budget);
	row->day_uses = either(want.day_uses, old->day_uses);
	row->member_uses = either(want.member_uses, old->member_uses);
	row->member_units = either(want.member_units, old->member_units);
	row->priority = either(want.priority, old->priority);
}

static enum pos_status
set_names(struct pos_rule *rule, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_name *all = pos_pool_alloc(pool,
	    (rule->names_count + names.count + 1) * sizeof(*all));
	size_t i, j, n = 0;
	char *lang, *is;

	for (i = 0; i < rule->names_count; i++)
		all[n++] = rule->names[i];
	for (i = 0; i < names.count; i++) {
		lang = pos_pool_text(pool, names.text[i]);
		is = strchr(lang, '=');
		if (is == NULL || is == lang)
			return pos_fail(err, POS_USAGE,
			    "--name-in is LANGUAGE=TEXT, as zh=满减, not '%s'",
			    lang);
		*is = '\0';
		for (j = 0; j < n && strcmp(all[j].lang, lang) != 0; j++)
			;
		if (is[1] != '\0') {
			all[j] = (struct pos_name){ lang, is + 1 };
			n += j == n;
		} else if (j < n)
			all[j] = all[--n];
	}
	rule->names = all;
	rule->names_count = n;
	return POS_OK;
}

static enum pos_status
by_options(struct pos_shop *shop, struct pos_rule *rule, struct pos_pool *pool,
    struct pos_err *err)
{
	struct promo_row old, row;
	struct pos_rule said;
	enum pos_status st;

	if (sets_window() && rule->windows_count > 1)
		return pos_fail(err, POS_REFUSED,
		    "promotion '%s' has %zu windows: give its document",
		    rule->code, rule->windows_count);
	promo_row_of(shop, rule, pool, &old);
	merge(&row, &old);
	st = promo_row_rule(shop, &row, pool, &said, err);
	if (st != POS_OK)
		return st;
	rule->valid_from = said.valid_from;
	rule->valid_to = said.valid_to;
	if (sets_window()) {
		rule->windows = said.windows;
		rule->windows_count = said.windows_count;
	}
	rule->limit = said.limit;
	rule->priority = said.priority;
	rule->name = either(want.name, rule->name);
	rule->funded_by = either(want.funded_by, rule->funded_by);
	if (pause_it || resume)
		rule->paused = pause_it;
	return names.count > 0 ? set_names(rule, pool, err) : POS_OK;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	struct pos_rule *rule = pos_pool_alloc(pool, sizeof(*rule));
	enum pos_status st;
	bool changed;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_promo_find(shop, job->code, pool, rule, err);
	if (st == POS_END)
		st = pos_promo_unknown(shop, job->code, err);
	if (st == POS_OK && job->docs.count > 0) {
		*rule = job->docs.doc[0].rule;
		pos_rule_default_stacking(rule, pool);
	} else if (st == POS_OK)
		st = by_options(shop, rule, pool, err);
	if (st == POS_OK)
		st = pos_promo_put(shop, rule, &changed, err);
	if (st == POS_OK)
		st = pos_promo_find(shop, job->code, pool, rule, err);
	return st == POS_OK ? promo_answer(shop, rule, pool, answer, err) : st;
}

static bool
any_option(void)
{
	const struct promo_column *c;

	for (c = promo_columns; c->title != NULL; c++)
		if (*promo_cell(&want, c) != NULL)
			return true;
	return pause_it || resume || names.count > 0;
}

static enum pos_status
read_document(struct pos_shop *shop, struct job *job, const char *name,
    char *digest, struct pos_pool *pool, struct pos_err *err)
{
	enum pos_status st;

	st = promo_docs_read(shop, name, pool, &job->docs, digest, err);
	if (st != POS_OK)
		return st;
	if (job->docs.count != 1)
		return pos_fail(err, POS_DATA,
		    "'%s' holds %zu promotions: set takes one, import many",
		    name, job->docs.count);
	if (job->docs.doc[0].wrong != NULL)
		return pos_fail(err, POS_DATA, "%s:%ld: %s", name,
		    job->docs.doc[0].line, job->docs.doc[0].wrong);
	if (strcmp(job->docs.doc[0].rule.code, job->code) != 0)
		return pos_fail(err, POS_DATA,
		    "'%s' is of promotion '%s', not '%s'", name,
		    job->docs.doc[0].rule.code, job->code);
	return POS_OK;
}

static char *
asked(struct pos_pool *pool, int argc, char **argv, const char *digest)
{
	const struct promo_column *c;
	struct pos_buf more = { 0 };
	char *text;
	size_t i;

	pos_cmd_asked_add(&more, "content", digest);
	pos_cmd_asked_add(&more, "pause", pause_it ? "yes" : NULL);
	pos_cmd_asked_add(&more, "resume", resume ? "yes" : NULL);
	for (i = 0; i < names.count; i++)
		pos_cmd_asked_add(&more, "name-in", names.text[i]);
	for (c = promo_columns; c->title != NULL; c++)
		pos_cmd_asked_add(&more, c->title, *promo_cell(&want, c));
	text = pos_cmd_asked(pool, "set", argc, argv, more.text);
	pos_buf_release(&more);
	return text;
}

enum pos_status
promo_set_run(int argc, char **argv, struct pos_err *err)
{
	char digest[2 * POS_SHA256_LEN + 1];
	struct job job = { .code = argv[0] };
	struct pos_pool *pool;
	struct pos_shop shop;
	enum pos_status st;

	if (pause_it && resume)
		return pos_fail(err, POS_USAGE,
		    "--pause and --resume exclude each other");
	if (argc > 1 && any_option())
		return pos_fail(err, POS_USAGE,
		    "a document and options: give one of them");
	if (argc == 1 && !any_option())
		return pos_fail(err, POS_USAGE,
		    "nothing to change: give an option, or a document");
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	if (argc > 1)
		st = read_document(&shop, &job, argv[1], digest, pool, err);
	if (st == POS_OK)
		st = pos_cmd_change(&shop,
		    asked(pool, argc, argv, argc > 1 ? digest : NULL), work,
		    &job, err);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}
