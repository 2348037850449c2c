/*
 * pos-print - receipts and reports on paper, as text, or as a page.
 */
#include "print.h"

static const struct pos_verb verbs[] = {
	{ "receipt", "", "print sales as receipts, from input or --sale",
	    receipt_options, 0, 0, receipt_run },
	{ "report", "", "print the report of a day, from input or --day",
	    report_options, 0, 0, report_run },
	{ .name = NULL },
};

static const struct pos_program program = {
	.name = "pos-print",
	.help = "receipts and reports on paper",
	.verbs = verbs,
};

int
main(int argc, char **argv)
{
	return pos_main(&program, argc, argv);
}
