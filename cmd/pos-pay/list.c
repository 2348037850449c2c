/*
 * list.c - pos-pay list: payments of a sale, or of the sales of a day.
 */
#include <string.h>

#include "pay.h"

static const char *sale_text, *method;
static int64_t of_day;

const struct pos_opt pay_list_options[] = {
	POS_OPT_TEXT(0, "sale", &sale_text, "SALE",
	    "those of one sale: id, number of today, or DAY/NUMBER"),
	POS_OPT_DAY(0, "day", &of_day, "DAY",
	    "those of the sales of a business day; else of the open one"),
	POS_OPT_TEXT(0, "method", &method, "METHOD", "only by this method"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_paid *paid, struct pos_err *err)
{
	(void)arg;
	if (method != NULL && strcmp(method, paid->pay.method) != 0)
		return POS_OK;
	return pos_out_record(&pos_paid_record, paid, err);
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	int32_t day = of_day != 0 ? (int32_t)of_day : shop->day;
	enum pos_status st;
	struct pos_id id;

	(void)pool;
	(void)arg;
	if (sale_text == NULL)
		return pos_paid_day(shop, day, print, NULL, err);
	st = pay_which(shop, sale_text, &id, err);
	return st == POS_OK ? pos_paid_of(shop, &id, print, NULL, err) : st;
}

enum pos_status
pay_list(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	if (sale_text != NULL && of_day != 0)
		return pos_fail(err, POS_USAGE,
		    "--sale and --day are one too many");
	return pos_cmd_look(look, NULL, err);
}
