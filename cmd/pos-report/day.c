/*
 * day.c - pos-report day, x.
 */
#include <stdlib.h>
#include <string.h>

#include "report.h"

static bool show;

const struct pos_opt report_day_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt report_x_options[] = {
	POS_OPT_GROUP(pos_till_options),
	POS_OPT_FLAG(0, "show", &show,
	    "show what should be in the drawer (right to close the day)"),
	POS_OPT_GROUP(pos_who_options),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct report_asked {
	const char *day; /* NULL: the open one */
	const char *kind;
};

enum pos_status
report_day_of(const struct pos_shop *shop, const char *text, int32_t *day,
    struct pos_err *err)
{
	*day = shop->day;
	if (text == NULL)
		return POS_OK;
	if (pos_day_parse(day, text, err) == POS_OK)
		return POS_OK;
	return pos_fail(err, POS_USAGE, "'%s' is no day: write YYYY-MM-DD",
	    text);
}

enum pos_status
report_print(const struct pos_shop *shop, const struct pos_day_report *report,
    struct pos_pool *pool, struct pos_err *err)
{
	const char *text;

	if (!pos_out_table())
		return pos_out_record(&pos_day_report_record, report, err);
	text = report_paper(shop, report, pool);
	return pos_out_text(text, strlen(text), err);
}

static enum pos_status
print_day(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const struct report_asked *asked = arg;
	struct pos_day_report report;
	enum pos_status st;
	int32_t day;

	st = report_day_of(shop, asked->day, &day, err);
	if (st == POS_OK)
		st = pos_day_report(shop, day, asked->kind, pool, &report, err);
	if (st == POS_OK)
		st = report_print(shop, &report, pool, err);
	return st;
}

enum pos_status
report_show(const char *day, const char *kind, struct pos_err *err)
{
	struct report_asked asked = { .day = day, .kind = kind };

	return pos_cmd_look(print_day, &asked, err);
}

enum pos_status
report_day(int argc, char **argv, struct pos_err *err)
{
	return report_show(argc > 0 ? argv[0] : NULL, "day", err);
}

static enum pos_status
print_drawer(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_shift shift;
	enum pos_status st = POS_OK;

	(void)arg;
	if (show)
		st = pos_staff_may(shop, POS_RIGHT_CLOSE, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	st = pos_shift_load(shop, 0, pool, &shift, err);
	if (st == POS_END)
		st = pos_fail(err, POS_REFUSED,
		    "till '%s' has had no shift yet", shop->till_code);
	if (st == POS_OK) {
		if (!show)
			pos_shift_blind(&shift);
		st = pos_out_record(&pos_shift_record, &shift, err);
	}
	return st;
}

enum pos_status
report_x(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	if (pos_cmd_till() == NULL && (show || pos_cmd_who() != NULL))
		return pos_fail(err, POS_USAGE,
		    "--show and --staff want --till: whose drawer is it?");
	if (pos_cmd_till() != NULL)
		return pos_cmd_look(print_drawer, NULL, err);
	return report_show(NULL, "x", err);
}
