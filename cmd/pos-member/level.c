/*
 * level.c - level set, list, review.
 *
 * What is not said of a level stays as it is; 0 or '' takes it back.
 */
#include <string.h>

#include "outreach.h"
#include "shop/level.h"
#include "shop/points.h"

#define UNSET (-1)

static const char *name, *min_spend, *keep_spend, *sold_as, *benefits;
static int64_t rank = UNSET, within = UNSET, min_points = UNSET,
	       min_visits = UNSET, keep_points = UNSET, keep_visits = UNSET,
	       grace = UNSET, term = UNSET, earn_milli = UNSET;
static bool remove_it, all;
static const char *member_text;

const struct pos_opt level_set_options[] = {
	POS_OPT_TEXT(0, "name", &name, "NAME", "name of the level"),
	POS_OPT_INT(0, "rank", &rank, 1, 1000, "N",
	    "the higher, the better; at first above all others"),
	POS_OPT_INT(0, "within-months", &within, 0, 1200, "N",
	    "sums of the last N calendar months, this one included; 0: of "
	    "all time"),
	POS_OPT_MONEY(0, "min-spend", &min_spend, "AMOUNT",
	    "reached by paying so much"),
	POS_OPT_INT(0, "min-points", &min_points, 0, INT64_MAX, "N",
	    "or by earning so many points"),
	POS_OPT_INT(0, "min-visits", &min_visits, 0, INT64_MAX, "N",
	    "or by so many visits"),
	POS_OPT_MONEY(0, "keep-spend", &keep_spend, "AMOUNT",
	    "kept by paying so much; no --keep at all: as it is reached"),
	POS_OPT_INT(0, "keep-points", &keep_points, 0, INT64_MAX, "N",
	    "or by earning so many points"),
	POS_OPT_INT(0, "keep-visits", &keep_visits, 0, INT64_MAX, "N",
	    "or by so many visits"),
	POS_OPT_INT(0, "grace-days", &grace, 0, 3660, "N",
	    "days below before it goes down"),
	POS_OPT_MILLI(0, "earn-rate", &earn_milli, "RATE",
	    "points earned, as 1.5 times the usual"),
	POS_OPT_TEXT(0, "sold-as", &sold_as, "ITEM",
	    "item of the menu by which it is bought"),
	POS_OPT_INT(0, "term", &term, 0, 1200, "MONTHS",
	    "how long what is bought lasts"),
	POS_OPT_TEXT(0, "benefits", &benefits, "TEXT",
	    "what its members get, for people"),
	POS_OPT_FLAG(0, "remove", &remove_it,
	    "nobody reaches it any more"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt level_list_options[] = {
	POS_OPT_FLAG(0, "all", &all, "removed ones too"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

const struct pos_opt level_review_options[] = {
	POS_OPT_TEXT(0, "member", &member_text, "MEMBER", "only this one"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static void
take(int64_t *to, int64_t given)
{
	if (given != UNSET)
		*to = given;
}

static void
take_text(const char **to, const char *given)
{
	if (given != NULL)
		*to = *given != '\0' ? given : NULL;
}

static enum pos_status
start(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_grade *level, struct pos_err *err)
{
	struct pos_grade *levels;
	enum pos_status st;
	size_t i, n;

	st = pos_level_list(shop, true, pool, &levels, &n, err);
	if (st != POS_OK)
		return st;
	*level = (struct pos_grade){ .code = code, .name = code, .rank = 1 };
	for (i = 0; i < n; i++) {
		if (strcmp(levels[i].code, code) == 0) {
			*level = levels[i];
			level->removed = false;
			return POS_OK;
		}
		if (levels[i].rank >= level->rank)
			level->rank = levels[i].rank + 1;
	}
	return POS_OK;
}

static enum pos_status
merge(struct pos_shop *shop, struct pos_grade *level, struct pos_err *err)
{
	enum pos_status st;

	if (name != NULL)
		level->name = name;
	take(&level->rank, rank);
	take(&level->within_months, within);
	take(&level->min_points, min_points);
	take(&level->min_visits, min_visits);
	take(&level->keep_points, keep_points);
	take(&level->keep_visits, keep_visits);
	take(&level->grace_days, grace);
	take(&level->term_months, term);
	take_text(&level->sold_as, sold_as);
	take_text(&level->benefits, benefits);
	level->removed = remove_it;
	st = outreach_money(shop, "min-spend", min_spend,
	    &level->min_spend_minor, err);
	if (st == POS_OK)
		st = outreach_money(shop, "keep-spend", keep_spend,
		    &level->keep_spend_minor, err);
	return st;
}

static enum pos_status
set(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_grade *level = pos_pool_alloc(pool, sizeof(*level));
	const char *code = arg;
	struct pos_earn earn = { .level = code };
	enum pos_status st;
	bool changed;

	st = start(shop, code, pool, level, err);
	if (st == POS_OK)
		st = merge(shop, level, err);
	if (st == POS_OK)
		st = pos_level_put(shop, level, &changed, err);
	if (st == POS_OK && earn_milli != UNSET) {
		earn.rate_ppm = earn_milli * 1000;
		st = pos_earn_put(shop, &earn, err);
	}
	answer->record = &pos_grade_record;
	answer->data = level;
	return st;
}

enum pos_status
level_set_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "name", name);
	outreach_asked_int(&more, "rank", rank, UNSET);
	outreach_asked_int(&more, "within-months", within, UNSET);
	pos_cmd_asked_add(&more, "min-spend", min_spend);
	outreach_asked_int(&more, "min-points", min_points, UNSET);
	outreach_asked_int(&more, "min-visits", min_visits, UNSET);
	pos_cmd_asked_add(&more, "keep-spend", keep_spend);
	outreach_asked_int(&more, "keep-points", keep_points, UNSET);
	outreach_asked_int(&more, "keep-visits", keep_visits, UNSET);
	outreach_asked_int(&more, "grace-days", grace, UNSET);
	outreach_asked_int(&more, "earn-rate", earn_milli, UNSET);
	pos_cmd_asked_add(&more, "sold-as", sold_as);
	outreach_asked_int(&more, "term", term, UNSET);
	pos_cmd_asked_add(&more, "benefits", benefits);
	pos_cmd_asked_add(&more, "remove", remove_it ? "1" : NULL);
	st =
	    pos_cmd_once("level set", argc, argv, more.text, set, argv[0], err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_grade *levels;
	enum pos_status st;
	size_t i, n;

	(void)arg;
	st = pos_level_list(shop, all, pool, &levels, &n, err);
	for (i = 0; st == POS_OK && i < n; i++)
		st = pos_out_record(&pos_grade_record, &levels[i], err);
	return st;
}

enum pos_status
level_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

static enum pos_status
review(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_level_reviewed *done = pos_pool_alloc(pool, sizeof(*done));
	struct pos_member m = { 0 };
	enum pos_status st = POS_OK;

	(void)arg;
	if (member_text != NULL)
		st = outreach_member(shop, member_text, pool, &m, err);
	if (st == POS_OK)
		st = pos_level_review(shop, m.member_no, pool, done, err);
	answer->record = &pos_level_reviewed_record;
	answer->data = done;
	return st;
}

enum pos_status
level_review_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_private(&more, "member", member_text);
	st = pos_cmd_once("level review", argc, argv, more.text, review, NULL,
	    err);
	pos_buf_release(&more);
	return st;
}
