/*
 * day_by.c - sums over a range of days, by item, hour, tender...
 *
 * Items and hours are added up in arrays by their numbers, not by GROUP BY,
 * which would sort the rows of all days first.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shop/day_inside.h"

POS_SQL(by_item,
    "SELECT item, qty_milli, total_minor FROM item_sum"
    " WHERE branch = $1 AND day BETWEEN $2 AND $3");
POS_SQL(by_item_names,
    "SELECT i.item AS item, i.code AS code, i.category AS category,"
    " CASE WHEN i.variant IS NULL THEN i.name"
    " ELSE i.name || ' (' || i.variant || ')' END AS name"
    " FROM item i WHERE i.item BETWEEN $1 AND $2 ORDER BY i.item");
#define SUM(column) "CAST(COALESCE(SUM(" column "), 0) AS BIGINT)"
POS_SQL(by_hour,
    "SELECT hour, sales, total_minor FROM hour_sum"
    " WHERE branch = $1 AND day BETWEEN $2 AND $3");
POS_SQL(by_part,
    "SELECT p.value AS value, MAX(COALESCE(s.name, t.name)) AS name, "
    SUM("p.sales") " AS sales, " SUM("p.total_minor") " AS total_minor"
    " FROM part_sum p"
    " LEFT JOIN staff s ON p.part = 'staff' AND s.code = p.value"
    " LEFT JOIN till t ON p.part = 'till' AND t.branch = p.branch"
    " AND t.code = p.value"
    " WHERE p.branch = $1 AND p.day BETWEEN $2 AND $3 AND p.part = $4"
    " GROUP BY p.value ORDER BY 4 DESC, 1");
POS_SQL(by_tender,
    "SELECT m.code AS value, " SUM("p.payments") " AS payments, "
    SUM("p.refunds") " AS refunds, "
    SUM("p.amount_minor - p.refund_minor") " AS total_minor, "
    SUM("p.tip_minor") " AS tip_minor, "
    SUM("p.rounding_minor") " AS rounding_minor"
    " FROM pay_sum p JOIN pay_method m ON m.method = p.method"
    " WHERE p.branch = $1 AND p.day BETWEEN $2 AND $3"
    " GROUP BY m.code ORDER BY 4 DESC, 1");
POS_SQL(by_tax,
    "SELECT rate AS value, rate_ppm, " SUM("net_minor") " AS net_minor, "
    SUM("tax_minor") " AS tax_minor FROM tax_sum"
    " WHERE branch = $1 AND day BETWEEN $2 AND $3"
    " GROUP BY rate, rate_ppm ORDER BY rate, rate_ppm");
POS_SQL(trend_days,
    "SELECT day, sales, returns, items_milli, sold_minor, returned_minor,"
    " discount_minor, tax_minor, guests FROM day_sum"
    " WHERE branch = $1 AND day BETWEEN $2 AND $3 ORDER BY day");

#define HOURS 24

struct asked {
	struct pos_shop *shop;
	const char *by;
	int32_t from, to;
	struct pos_pool *pool;
	struct pos_day_by *rows;
	size_t count;
};

static struct pos_query *
query(const struct asked *a, const struct pos_sql *sql)
{
	struct pos_query *q = pos_query(a->shop->store, sql);

	pos_bind_int(q, 1, a->shop->branch);
	pos_bind_int(q, 2, a->from);
	pos_bind_int(q, 3, a->to);
	return q;
}

static struct pos_day_by *
push(struct asked *a, const char *value)
{
	struct pos_day_by *row;

	a->rows = pos_pool_push(a->pool, a->rows, a->count, sizeof(*a->rows));
	row = &a->rows[a->count++];
	row->by = a->by;
	row->value = pos_pool_text(a->pool, value);
	return row;
}

static int
largest_first(const void *a, const void *b)
{
	const struct pos_day_by *x = a, *y = b;

	if (x->total_minor != y->total_minor)
		return x->total_minor < y->total_minor ? 1 : -1;
	return strcmp(x->value, y->value);
}

static int
by_value(const void *a, const void *b)
{
	const struct pos_day_by *x = a, *y = b;

	return strcmp(x->value, y->value);
}

/* Rows of the same value (a category) into one. */
static void
merge(struct asked *a)
{
	struct pos_day_by *last = NULL, *row;
	size_t i, kept = 0;

	if (a->count > 0)
		qsort(a->rows, a->count, sizeof(*a->rows), by_value);
	for (i = 0; i < a->count; i++) {
		row = &a->rows[i];
		if (last != NULL && strcmp(last->value, row->value) == 0) {
			last->qty_milli += row->qty_milli;
			last->total_minor += row->total_minor;
			continue;
		}
		last = &a->rows[kept++];
		*last = *row;
	}
	a->count = kept;
}

struct item_sum {
	bool sold;
	int64_t qty_milli;
	int64_t total_minor;
};

static enum pos_status
not_there(size_t item, struct pos_err *err)
{
	return pos_fail(err, POS_DATA,
	    "item number %zu was sold but is not there", item);
}

/* Names of the items from..to, of which not many were not sold. */
static enum pos_status
name_run(struct asked *a, const struct item_sum *sums, size_t from, size_t to,
    struct pos_err *err)
{
	bool category = strcmp(a->by, "category") == 0;
	struct pos_query *q = pos_query(a->shop->store, &by_item_names);
	struct pos_day_by *row;
	const char *value;
	enum pos_status st;
	size_t item;

	pos_bind_int(q, 1, (int64_t)from);
	pos_bind_int(q, 2, (int64_t)to);
	while ((st = pos_step(q, err)) == POS_OK) {
		item = (size_t)pos_int(q, "item");
		for (; from < item; from++)
			if (sums[from].sold)
				return not_there(from, err);
		from = item + 1;
		if (!sums[item].sold)
			continue;
		value = pos_text(q, category ? "category" : "code");
		row = push(a, value != NULL ? value : DAY_NO_CATEGORY);
		if (!category)
			row->name = pos_pool_text(a->pool, pos_text(q, "name"));
		row->qty_milli = sums[item].qty_milli;
		row->total_minor = sums[item].total_minor;
	}
	if (st != POS_END)
		return st;
	for (; from <= to; from++)
		if (sums[from].sold)
			return not_there(from, err);
	return POS_OK;
}

#define NAME_GAP 16 /* reading on over so many is less than asking again */

static enum pos_status
name_items(struct asked *a, const struct item_sum *sums, size_t count,
    struct pos_err *err)
{
	size_t i, from = 0, to = 0;
	enum pos_status st = POS_OK;
	bool open = false;

	for (i = 0; i < count && st == POS_OK; i++) {
		if (!sums[i].sold)
			continue;
		if (open && i - to > NAME_GAP) {
			st = name_run(a, sums, from, to, err);
			open = false;
		}
		if (!open)
			from = i;
		open = true;
		to = i;
	}
	return st == POS_OK && open ? name_run(a, sums, from, to, err) : st;
}

static enum pos_status
items(struct asked *a, struct pos_err *err)
{
	struct pos_query *q = query(a, &by_item);
	struct item_sum *sums = NULL;
	size_t cap = 0, count = 0, item, old;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		item = (size_t)pos_int(q, "item");
		if (item >= count) {
			old = count;
			count = item + 1;
			sums = pos_grow(sums, &cap, count, sizeof(*sums));
			memset(&sums[old], 0, (count - old) * sizeof(*sums));
		}
		sums[item].sold = true;
		sums[item].qty_milli += pos_int(q, "qty_milli");
		sums[item].total_minor += pos_int(q, "total_minor");
	}
	if (st == POS_END)
		st = name_items(a, sums, count, err);
	free(sums);
	if (st != POS_OK)
		return st;
	if (strcmp(a->by, "category") == 0)
		merge(a);
	if (a->count > 0)
		qsort(a->rows, a->count, sizeof(*a->rows), largest_first);
	return POS_OK;
}

static enum pos_status
hours(struct asked *a, struct pos_err *err)
{
	struct pos_query *q = query(a, &by_hour);
	struct {
		bool open;
		int64_t sales, total_minor;
	} sums[HOURS] = { 0 };
	struct pos_day_by *row;
	enum pos_status st;
	char text[24];
	int64_t hour;
	int i;

	while ((st = pos_step(q, err)) == POS_OK) {
		hour = pos_int(q, "hour");
		assert(hour >= 0 && hour < HOURS);
		sums[hour].open = true;
		sums[hour].sales += pos_int(q, "sales");
		sums[hour].total_minor += pos_int(q, "total_minor");
	}
	if (st != POS_END)
		return st;
	/* As the day goes: from its cut-off on. */
	for (i = 0; i < HOURS; i++) {
		hour = (a->shop->cutoff_minutes / 60 + i) % HOURS;
		if (!sums[hour].open)
			continue;
		snprintf(text, sizeof(text), "%02lld", (long long)hour);
		row = push(a, text);
		row->sales = sums[hour].sales;
		row->total_minor = sums[hour].total_minor;
	}
	return POS_OK;
}

static enum pos_status
parts(struct asked *a, struct pos_err *err)
{
	struct pos_query *q = query(a, &by_part);
	struct pos_day_by *row;
	enum pos_status st;

	pos_bind_text(q, 4, a->by);
	while ((st = pos_step(q, err)) == POS_OK) {
		row = push(a, pos_text(q, "value"));
		row->name = pos_pool_text(a->pool, pos_text(q, "name"));
		row->sales = pos_int(q, "sales");
		row->total_minor = pos_int(q, "total_minor");
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
tenders(struct asked *a, struct pos_err *err)
{
	struct pos_query *q = query(a, &by_tender);
	struct pos_day_by *row;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		row = push(a, pos_text(q, "value"));
		row->payments = pos_int(q, "payments");
		row->refunds = pos_int(q, "refunds");
		row->total_minor = pos_int(q, "total_minor");
		row->tip_minor = pos_int(q, "tip_minor");
		row->rounding_minor = pos_int(q, "rounding_minor");
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
taxes(struct asked *a, struct pos_err *err)
{
	struct pos_query *q = query(a, &by_tax);
	struct pos_day_by *row;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		row = push(a, pos_text(q, "value"));
		row->rate_ppm = pos_int(q, "rate_ppm");
		row->net_minor = pos_int(q, "net_minor");
		row->tax_minor = pos_int(q, "tax_minor");
		row->total_minor = row->net_minor + row->tax_minor;
	}
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_day_by(struct pos_shop *shop, const char *by, int32_t from, int32_t to,
    struct pos_pool *pool, struct pos_day_by **rows, size_t *count,
    struct pos_err *err)
{
	struct asked a = { .shop = shop,
		.by = by,
		.from = from,
		.to = to,
		.pool = pool };
	enum pos_status st;

	if (strcmp(by, "item") == 0 || strcmp(by, "category") == 0)
		st = items(&a, err);
	else if (strcmp(by, "hour") == 0)
		st = hours(&a, err);
	else if (strcmp(by, "tender") == 0)
		st = tenders(&a, err);
	else if (strcmp(by, "tax") == 0)
		st = taxes(&a, err);
	else
		st = parts(&a, err);
	*rows = a.rows;
	*count = a.count;
	return st;
}

enum pos_status
pos_day_trend(struct pos_shop *shop, int32_t from, int32_t to,
    enum pos_status (
	*each)(void *, const struct pos_day_trend *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &trend_days);
	struct pos_day_trend day;
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, from);
	pos_bind_int(q, 3, to);
	while ((st = pos_step(q, err)) == POS_OK) {
		day = (struct pos_day_trend){
			.day = pos_int(q, "day"),
			.sales = pos_int(q, "sales"),
			.returns = pos_int(q, "returns"),
			.items_milli = pos_int(q, "items_milli"),
			.guests = pos_int(q, "guests"),
			.sold_minor = pos_int(q, "sold_minor"),
			.returned_minor = pos_int(q, "returned_minor"),
			.discount_minor = pos_int(q, "discount_minor"),
			.tax_minor = pos_int(q, "tax_minor"),
		};
		day.net_minor = day.sold_minor - day.returned_minor;
		st = day_average(&day.average_minor, day.net_minor, day.sales,
		    err);
		if (st == POS_OK)
			st = each(arg, &day, err);
		if (st != POS_OK) {
			pos_query_done(q);
			return st;
		}
	}
	return st == POS_END ? POS_OK : st;
}
