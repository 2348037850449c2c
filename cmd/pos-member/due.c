/*
 * due.c - due birthdays, renewals, points, lapsed.
 */
#include "shop/due.h"
#include "outreach.h"

#define WITHIN 7

static const char *within;
static int64_t days = 90;

const struct pos_opt due_options[] = {
	POS_OPT_TEXT(0, "within", &within, "DAYS",
	    "from today on, as 7d or 2w; 0: today alone; without it: 7d"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

const struct pos_opt due_lapsed_options[] = {
	POS_OPT_INT(0, "days", &days, 1, 36600, "N",
	    "no visit for so many days; 90"),
	POS_OPT_TEXT(0, "within", &within, "DAYS",
	    "and came to that in the last so many days; without it: ever"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static void
progress(void *arg, int64_t done, int64_t total)
{
	(void)arg;
	pos_progress("members", (long)done, (long)total);
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_due_ask *ask = arg;
	struct pos_due *due;
	enum pos_status st;
	size_t i, n;

	ask->progress = progress;
	st = pos_due_list(shop, ask, pool, &due, &n, err);
	pos_progress_done();
	for (i = 0; st == POS_OK && i < n; i++)
		st = pos_out_record(&pos_due_record, &due[i], err);
	return st;
}

static enum pos_status
run(const char *what, int64_t preset, struct pos_err *err)
{
	struct pos_due_ask ask = { .what = what,
		.days = days,
		.within = preset };
	enum pos_status st = outreach_days("within", within, &ask.within, err);

	return st == POS_OK ? pos_cmd_look(look, &ask, err) : st;
}

enum pos_status
due_birthdays_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return run("birthdays", WITHIN, err);
}

enum pos_status
due_renewals_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return run("renewals", WITHIN, err);
}

enum pos_status
due_points_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return run("points", WITHIN, err);
}

enum pos_status
due_lapsed_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return run("lapsed", -1, err);
}
