/*
 * by.c - pos-report by, trend: sums over a range of days.
 */
#include <string.h>

#include "report.h"

static int64_t from_day, to_day, top;

#define RANGE(h) \
	POS_OPT_DAY(0, "from", &from_day, "DAY", h), \
	    POS_OPT_DAY(0, "to", &to_day, "DAY", \
		"last day; else the open one"), \
	    POS_OPT_GROUP(pos_read_options), POS_OPT_END

const struct pos_opt report_by_options[] = {
	POS_OPT_INT(0, "top", &top, 1, 1000000, "N", "only the first N"),
	RANGE("first day; else the last day alone"),
};
const struct pos_opt report_trend_options[] = {
	RANGE("first day; else four weeks back"),
};

#define TREND_DAYS 27 /* before the last */

static enum pos_status
range(const struct pos_shop *shop, int back, int32_t *from, int32_t *to,
    struct pos_err *err)
{
	char text[2][POS_TIME_TEXT];

	*to = to_day != 0 ? (int32_t)to_day : shop->day;
	*from = from_day != 0 ? (int32_t)from_day : pos_day_add(*to, -back);
	if (*from > *to)
		return pos_fail(err, POS_USAGE, "--from %s is after --to %s",
		    pos_day_text(text[0], *from), pos_day_text(text[1], *to));
	return POS_OK;
}

static bool
is_by(const char *what)
{
	size_t n, len = strlen(what);
	const char *p;

	for (p = POS_DAY_BY;; p += n + 1) {
		n = strcspn(p, "|");
		if (n == len && memcmp(p, what, n) == 0)
			return true;
		if (p[n] == '\0')
			return false;
	}
}

static enum pos_status
print_by(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const char *what = arg;
	struct pos_day_by *rows = NULL;
	size_t count = 0, i;
	enum pos_status st;
	int32_t from, to;

	st = range(shop, 0, &from, &to, err);
	if (st == POS_OK)
		st = pos_day_by(shop, what, from, to, pool, &rows, &count, err);
	if (top > 0 && count > (size_t)top)
		count = (size_t)top;
	for (i = 0; st == POS_OK && i < count; i++)
		st = pos_out_record(pos_day_by_columns(what), &rows[i], err);
	return st;
}

enum pos_status
report_by(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	if (!is_by(argv[0]))
		return pos_fail(err, POS_USAGE, "'%s' is none of %s", argv[0],
		    POS_DAY_BY);
	return pos_cmd_look(print_by, argv[0], err);
}

static enum pos_status
print_day(void *arg, const struct pos_day_trend *day, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_day_trend_record, day, err);
}

static enum pos_status
print_trend(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	enum pos_status st;
	int32_t from, to;

	(void)pool;
	(void)arg;
	st = range(shop, TREND_DAYS, &from, &to, err);
	if (st == POS_OK)
		st = pos_day_trend(shop, from, to, print_day, NULL, err);
	return st;
}

enum pos_status
report_trend(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(print_trend, NULL, err);
}
