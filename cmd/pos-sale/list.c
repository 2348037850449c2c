/*
 * list.c - list: sales in the order of their numbers.
 *
 * Without days it shows the open business day, or, where only sales that are
 * not finished can fit, those of any day.
 */
#include <string.h>

#include "cmd/pos-sale/sale.h"
#include "shop/sale_list.h"

static struct pos_sale_filter filter;
static int64_t day;

const struct pos_opt pos_sale_list_options[] = {
	POS_OPT_DAY('d', "day", &day, "DAY",
	    "of this business day; today, where no day is said"),
	POS_OPT_DAY(0, "from", &filter.from, "DAY", "of this day and later"),
	POS_OPT_DAY(0, "to", &filter.to, "DAY", "of this day and before"),
	POS_OPT_FLAG(0, "open", &filter.open,
	    "not finished: open or held, of any day"),
	POS_OPT_CHOICE(0, "state", &filter.state, POS_SALE_STATES,
	    "only in this state"),
	POS_OPT_TEXT('t', "table", &filter.table, "TABLE",
	    "only of this table"),
	POS_OPT_TEXT('l', "label", &filter.label, "TEXT",
	    "only held under this name"),
	POS_OPT_TEXT(0, "channel", &filter.channel, "CODE",
	    "only of this channel"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_sale *sale, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_sale_record, sale, err);
}

static bool
of_any_day(void)
{
	return filter.open || filter.label != NULL ||
	    (filter.state != NULL &&
		(strcmp(filter.state, "open") == 0 ||
		    strcmp(filter.state, "held") == 0));
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	(void)arg;
	if (day == 0 && filter.from == 0 && filter.to == 0 && !of_any_day())
		day = shop->day;
	if (day != 0)
		filter.from = filter.to = day;
	return pos_sale_list(shop, &filter, print, NULL, err);
}

enum pos_status
pos_sale_cmd_list(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	if (day != 0 && (filter.from != 0 || filter.to != 0))
		return pos_fail(err, POS_USAGE,
		    "--day or --from and --to, not both");
	return pos_cmd_look(look, NULL, err);
}
