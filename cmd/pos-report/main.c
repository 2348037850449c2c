/*
 * main.c - pos-report: what was sold.  It reads the sums that every sale
 * keeps up to date, so a report costs the same however much was sold; only z
 * writes.
 */
#include "report.h"

static const struct pos_verb verbs[] = {
	{ "day", "[DAY]", "the report of a business day",
	    report_day_options, 0, 1, report_day },
	{ "x", "", "interim report of the open day, or of one drawer",
	    report_x_options, 0, 0, report_x },
	{ "z", "[DAY]", "close the open day",
	    report_z_options, 0, 1, report_z },
	{ "by", "WHAT", "sums by " POS_DAY_BY,
	    report_by_options, 1, 1, report_by },
	{ "trend", "", "day by day",
	    report_trend_options, 0, 0, report_trend },
	{ 0 },
};

static const struct pos_program program = {
	.name = "pos-report",
	.help = "what was sold: by day, item, hour, tender",
	.verbs = verbs,
};

int
main(int argc, char **argv)
{
	return pos_main(&program, argc, argv);
}
