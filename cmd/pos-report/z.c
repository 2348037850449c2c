/*
 * z.c - pos-report z: close the day, or show a close again as it was.
 */
#include "report.h"

static const char *again;

const struct pos_opt report_z_options[] = {
	POS_OPT_TEXT(0, "again", &again, "DAY",
	    "show the close of this day again, as it was recorded"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_day_report *report = pos_pool_alloc(pool, sizeof(*report));
	const char *text = arg;
	enum pos_status st;
	int32_t day;

	st = report_day_of(shop, text, &day, err);
	if (st == POS_OK)
		st = pos_day_close(shop, day, pool, report, err);
	answer->record = &pos_day_report_record;
	answer->data = report;
	if (st == POS_OK && pos_out_table())
		answer->text = report_paper(shop, report, pool);
	return st;
}

/* A shift that was forgotten does not hinder the close, but is said. */
static void
warn_open(struct pos_shop *shop)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_shift *shifts;
	size_t count, i;

	if (pos_shift_list(shop, 0, 0, pool, &shifts, &count, NULL) == POS_OK)
		for (i = 0; i < count; i++)
			pos_warn(pos_tr("shift %lld of till '%s' is not "
					"closed"),
			    (long long)shifts[i].shift, shifts[i].till);
	pos_pool_free(pool);
}

enum pos_status
report_z(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop;
	enum pos_status st;

	if (again != NULL && argc > 0)
		return pos_fail(err, POS_USAGE,
		    "DAY and --again are one too many");
	if (again != NULL)
		return report_show(again, "z", err);
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = pos_cmd_change(&shop,
	    pos_cmd_asked(shop.pool, "z", argc, argv, NULL), work,
	    argc > 0 ? argv[0] : NULL, err);
	if (st == POS_OK)
		warn_open(&shop);
	pos_shop_close(&shop);
	return st;
}
