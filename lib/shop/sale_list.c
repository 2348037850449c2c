/*
 * sale_list.c - many sales, in the order of their numbers.
 *
 * Those that are open are few among millions, and are found through a table
 * of their own.  Table, label and channel are no columns: each sale of the
 * days that are asked for is loaded, and then looked at.
 */
#include <string.h>

#include "shop/sale_list.h"

#define DAY_MAX INT64_C(99991231)

POS_SQL(sql_sales, "SELECT day, number, at, till FROM sale "
    "WHERE branch = $1 AND day >= $2 AND day <= $3 "
    "AND ($4 = 0 OR state = $4) ORDER BY day, number");
POS_SQL(sql_open_sales, "SELECT s.day AS day, s.number AS number, "
    "s.at AS at, s.till AS till FROM open_sale o JOIN sale s "
    "ON s.branch = o.branch AND s.day = o.day AND s.number = o.number "
    "WHERE o.branch = $1 AND o.day >= $2 AND o.day <= $3 "
    "AND ($4 = 0 OR s.state = $4) ORDER BY o.day, o.number");

static int64_t
state_no(const char *name)
{
	int64_t no;

	if (name == NULL)
		return 0;
	for (no = POS_SALE_OPEN; no < POS_SALE_VOID; no++)
		if (strcmp(pos_sale_state_name(no), name) == 0)
			break;
	return no;
}

static bool
same(const char *want, const char *have)
{
	return want == NULL || (have != NULL && strcmp(want, have) == 0);
}

static bool
fits(const struct pos_sale_filter *filter, const struct pos_sale *sale)
{
	return same(filter->table, sale->table) &&
	    same(filter->label, sale->label) &&
	    same(filter->channel, sale->channel);
}

enum pos_status
pos_sale_list(struct pos_shop *shop, const struct pos_sale_filter *filter,
    enum pos_status (*each)(void *, const struct pos_sale *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	int64_t state = state_no(filter->state);
	bool open = filter->open || filter->label != NULL ||
	    state == POS_SALE_OPEN || state == POS_SALE_HELD;
	struct pos_query *q =
	    pos_query(shop->store, open ? &sql_open_sales : &sql_sales);
	struct pos_pool *pool = pos_pool_new();
	struct pos_sale sale;
	struct pos_id id;
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, filter->from);
	pos_bind_int(q, 3, filter->to != 0 ? filter->to : DAY_MAX);
	pos_bind_int(q, 4, state);
	while ((st = pos_step(q, err)) == POS_OK) {
		pos_sale_id(&id, pos_int(q, "at"), shop->branch,
		    pos_int(q, "till"), (int32_t)pos_int(q, "day"),
		    pos_int(q, "number"));
		st = pos_sale_load(shop, &id, pool, &sale, err);
		if (st == POS_OK && fits(filter, &sale))
			st = each(arg, &sale, err);
		if (st != POS_OK)
			break;
		pos_pool_clear(pool);
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

struct labelled {
	struct pos_id id;
	int count;
	struct pos_buf numbers;
};

static enum pos_status
found(void *arg, const struct pos_sale *sale, struct pos_err *err)
{
	struct labelled *l = arg;
	char day[POS_TIME_TEXT];

	if (!pos_id_parse(&l->id, sale->id))
		return pos_fail(err, POS_BUG, "'%s' is no id", sale->id);
	if (l->count++ < 5)
		pos_buf_printf(&l->numbers, "%s%s/%lld",
		    l->count > 1 ? ", " : "",
		    pos_day_text(day, (int32_t)sale->day),
		    (long long)sale->number);
	return POS_OK;
}

enum pos_status
pos_sale_labelled(struct pos_shop *shop, const char *label, struct pos_id *id,
    struct pos_err *err)
{
	struct pos_sale_filter filter = { .state = "held", .label = label };
	struct labelled l = { .count = 0 };
	enum pos_status st;

	st = pos_sale_list(shop, &filter, found, &l, err);
	if (st == POS_OK && l.count == 0)
		st = pos_fail(err, POS_DATA, "no sale is held as '%s'", label);
	else if (st == POS_OK && l.count > 1)
		st = pos_fail(err, POS_REFUSED,
		    "%d sales are held as '%s': "
		    "say which with --sale, of %s",
		    l.count, label, l.numbers.text);
	*id = l.id;
	pos_buf_release(&l.numbers);
	return st;
}
