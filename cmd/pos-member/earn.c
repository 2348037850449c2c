/*
 * earn.c - earn set, remove, list: how points are earned.
 */
#include <string.h>

#include "account.h"
#include "shop/points.h"

static const char *per, *level, *rate, *exclude, *also;
static int64_t points, months;
static bool year_end;

#define LEVEL \
	POS_OPT_TEXT(0, "level", &level, "CODE", \
	    "of this level; else everybody's rule")

const struct pos_opt earn_set_options[] = {
	POS_OPT_MONEY(0, "per", &per, "AMOUNT", "for each so much paid"),
	POS_OPT_INT(0, "points", &points, 1, POS_POINTS_MAX, "N",
	    "so many points; rounded down, once a sale"),
	POS_OPT_INT(0, "expire-months", &months, 1, 1200, "N",
	    "they can be used for so many months"),
	POS_OPT_FLAG(0, "year-end", &year_end,
	    "and until the end of that year"),
	POS_OPT_TEXT(0, "exclude", &exclude, "METHODS",
	    "methods that earn nothing, as stored,gift"),
	POS_OPT_TEXT(0, "also", &also, "bonus,points",
	    "count these as paid too"),
	LEVEL,
	POS_OPT_TEXT(0, "rate", &rate, "TIMES",
	    "with --level: times the usual, as 1.5"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt earn_remove_options[] = {
	LEVEL,
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt earn_list_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
read_set(struct pos_shop *shop, struct pos_pool *pool, struct pos_earn *earn,
    struct pos_err *err)
{
	enum pos_status st;
	int64_t milli;

	earn->level = level;
	if (level != NULL) {
		if (rate == NULL || per != NULL || points != 0)
			return pos_fail(err, POS_USAGE,
			    "--level goes with --rate alone");
		st = pos_milli_parse(&milli, rate, err);
		if (st != POS_OK)
			return pos_fail_at(err, "--rate"), POS_USAGE;
		earn->rate_ppm = milli <= 1000000 ? milli * 1000 : 0;
		return POS_OK;
	}
	if (rate != NULL)
		return pos_fail(err, POS_USAGE, "--rate wants --level");
	earn->points = points;
	earn->months = months;
	earn->year_end = year_end;
	earn->exclude = account_words(exclude, &earn->exclude_count, pool);
	earn->also = account_words(also, &earn->also_count, pool);
	return pos_cmd_amount(shop, "--per", per, &earn->per_minor, err);
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_earn *earn = pos_pool_alloc(pool, sizeof(*earn));
	const bool *removed = arg;
	enum pos_status st = POS_OK;

	if (*removed) {
		earn->level = level;
		earn->removed = true;
	} else {
		st = read_set(shop, pool, earn, err);
	}
	if (st == POS_OK)
		st = pos_earn_put(shop, earn, err);
	answer->record = &pos_earn_record;
	answer->data = earn;
	return st;
}

static enum pos_status
run(const char *verb, bool removed, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "per", per);
	pos_cmd_asked_add(&more, "level", level);
	pos_cmd_asked_add(&more, "rate", rate);
	pos_cmd_asked_add(&more, "exclude", exclude);
	pos_cmd_asked_add(&more, "also", also);
	pos_buf_printf(&more, " points=%lld months=%lld end=%d",
	    (long long)points, (long long)months, year_end);
	st = pos_cmd_once(verb, 0, NULL, more.text, work, &removed, err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
earn_set_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return run("earn set", false, err);
}

enum pos_status
earn_remove_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return run("earn remove", true, err);
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_earn *all;
	enum pos_status st;
	size_t i, count;

	(void)arg;
	st = pos_earn_list(shop, pool, &all, &count, err);
	for (i = 0; st == POS_OK && i < count; i++)
		st = pos_out_record(&pos_earn_record, &all[i], err);
	return st;
}

enum pos_status
earn_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(look, NULL, err);
}
