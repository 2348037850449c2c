/*
 * day_sums.c - the report of one day, read from the roll-ups.
 *
 * What it costs depends on what is on the menu, not on how much was sold.
 */
#include <stdio.h>

#include "shop/day_inside.h"
#include "shop/topup.h"

POS_SQL(sums_day,
    "SELECT sales, returns, items_milli, sold_minor, returned_minor,"
    " discount_minor, tax_minor, guests, voids, void_minor"
    " FROM day_sum WHERE branch = $1 AND day = $2");
/* CROSS JOIN: from the few open sales to theirs, never over all sales. */
POS_SQL(sums_open,
    "SELECT CAST(COUNT(*) AS BIGINT) AS open,"
    " CAST(COALESCE(SUM(s.total_minor), 0) AS BIGINT) AS open_minor"
    " FROM open_sale o CROSS JOIN sale s WHERE s.branch = o.branch"
    " AND s.day = o.day AND s.number = o.number"
    " AND o.branch = $1 AND o.day <= $2");
POS_SQL(sums_tax,
    "SELECT rate, rate_ppm, net_minor, tax_minor FROM tax_sum"
    " WHERE branch = $1 AND day = $2 ORDER BY rate, rate_ppm");
POS_SQL(sums_tender,
    "SELECT m.code AS code, p.payments AS payments,"
    " p.amount_minor AS amount_minor, p.refunds AS refunds,"
    " p.refund_minor AS refund_minor, p.tip_minor AS tip_minor,"
    " p.rounding_minor AS rounding_minor"
    " FROM pay_sum p JOIN pay_method m ON m.method = p.method"
    " WHERE p.branch = $1 AND p.day = $2 ORDER BY p.method");
/* Hours in the order of the business day, which starts at the cut-off. */
POS_SQL(sums_hour,
    "SELECT hour, sales, total_minor FROM hour_sum"
    " WHERE branch = $1 AND day = $2"
    " ORDER BY CASE WHEN hour < $3 THEN 1 ELSE 0 END, hour");
POS_SQL(sums_item,
    "SELECT i.code AS code, CASE WHEN i.variant IS NULL THEN i.name"
    " ELSE i.name || ' (' || i.variant || ')' END AS name,"
    " s.qty_milli AS qty_milli,"
    " s.total_minor AS total_minor"
    " FROM item_sum s JOIN item i ON i.item = s.item"
    " WHERE s.branch = $1 AND s.day = $2"
    " ORDER BY s.total_minor DESC, i.code");
POS_SQL(sums_category,
    "SELECT COALESCE(i.category, '" DAY_NO_CATEGORY "') AS code,"
    " CAST(COALESCE(SUM(s.qty_milli), 0) AS BIGINT) AS qty_milli,"
    " CAST(COALESCE(SUM(s.total_minor), 0) AS BIGINT) AS total_minor"
    " FROM item_sum s JOIN item i ON i.item = s.item"
    " WHERE s.branch = $1 AND s.day = $2"
    " GROUP BY COALESCE(i.category, '" DAY_NO_CATEGORY "')"
    " ORDER BY 3 DESC, 1");
POS_SQL(sums_part,
    "SELECT p.part AS part, p.value AS value, p.sales AS sales,"
    " p.total_minor AS total_minor, COALESCE(s.name, t.name) AS name"
    " FROM part_sum p"
    " LEFT JOIN staff s ON p.part = 'staff' AND s.code = p.value"
    " LEFT JOIN till t ON p.part = 'till' AND t.branch = p.branch"
    " AND t.code = p.value"
    " WHERE p.branch = $1 AND p.day = $2"
    " ORDER BY p.part, p.total_minor DESC, p.value");

struct reading {
	struct pos_shop *shop;
	int32_t day;
	struct pos_pool *pool;
	struct pos_day_report *report;
	struct pos_day_part *parts;
};

static struct pos_query *
query(const struct reading *r, const struct pos_sql *sql)
{
	struct pos_query *q = pos_query(r->shop->store, sql);

	pos_bind_int(q, 1, r->shop->branch);
	pos_bind_int(q, 2, r->day);
	return q;
}

enum pos_status
day_average(int64_t *average, int64_t net_minor, int64_t sales,
    struct pos_err *err)
{
	struct pos_money out;

	*average = 0;
	if (sales == 0)
		return POS_OK;
	if (!pos_money_ratio(&out, pos_minor(net_minor), 1, sales,
		POS_ROUND_HALF_UP))
		return pos_fail(err, POS_DATA, "the sums are too large");
	*average = out.minor;
	return POS_OK;
}

static enum pos_status
read_head(struct reading *r, struct pos_err *err)
{
	struct pos_day_report *d = r->report;
	struct pos_query *q = query(r, &sums_day);
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK) {
		d->sales = pos_int(q, "sales");
		d->returns = pos_int(q, "returns");
		d->items_milli = pos_int(q, "items_milli");
		d->guests = pos_int(q, "guests");
		d->sold_minor = pos_int(q, "sold_minor");
		d->returned_minor = pos_int(q, "returned_minor");
		d->net_minor = d->sold_minor - d->returned_minor;
		d->discount_minor = pos_int(q, "discount_minor");
		d->tax_minor = pos_int(q, "tax_minor");
		d->voids = pos_int(q, "voids");
		d->void_minor = pos_int(q, "void_minor");
	}
	pos_query_done(q);
	if (st != POS_OK && st != POS_END)
		return st;
	st = day_average(&d->average_minor, d->net_minor, d->sales, err);
	if (st != POS_OK)
		return st;
	q = query(r, &sums_open);
	st = pos_step(q, err);
	if (st == POS_OK) {
		d->open = pos_int(q, "open");
		d->open_minor = pos_int(q, "open_minor");
	}
	pos_query_done(q);
	return st;
}

static enum pos_status
read_taxes(struct reading *r, struct pos_err *err)
{
	struct pos_query *q = query(r, &sums_tax);
	struct pos_sale_tax *taxes = NULL;
	size_t *n = &r->report->taxes_count;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		taxes = pos_pool_push(r->pool, taxes, *n, sizeof(*taxes));
		taxes[(*n)++] = (struct pos_sale_tax){
			.name = pos_pool_text(r->pool, pos_text(q, "rate")),
			.rate_ppm = pos_int(q, "rate_ppm"),
			.net_minor = pos_int(q, "net_minor"),
			.tax_minor = pos_int(q, "tax_minor"),
		};
	}
	r->report->taxes = taxes;
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
read_tenders(struct reading *r, struct pos_err *err)
{
	struct pos_query *q = query(r, &sums_tender);
	struct pos_day_tender *tenders = NULL;
	size_t *n = &r->report->tenders_count;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		tenders = pos_pool_push(r->pool, tenders, *n, sizeof(*tenders));
		tenders[(*n)++] = (struct pos_day_tender){
			.method = pos_pool_text(r->pool, pos_text(q, "code")),
			.payments = pos_int(q, "payments"),
			.amount_minor = pos_int(q, "amount_minor"),
			.refunds = pos_int(q, "refunds"),
			.refund_minor = pos_int(q, "refund_minor"),
			.tip_minor = pos_int(q, "tip_minor"),
			.rounding_minor = pos_int(q, "rounding_minor"),
		};
	}
	r->report->tenders = tenders;
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
read_topups(struct reading *r, int32_t day, struct pos_err *err)
{
	struct pos_topup_sum *topups;
	enum pos_status st;

	st = pos_topup_sums(r->shop, day, day, r->pool, &topups,
	    &r->report->topups_count, err);
	if (st == POS_OK)
		r->report->topups = topups;
	return st;
}

static struct pos_day_part *
push(struct reading *r, const char *part, const char *value)
{
	size_t n = r->report->parts_count++;

	r->parts = pos_pool_push(r->pool, r->parts, n, sizeof(*r->parts));
	r->report->parts = r->parts;
	r->parts[n].part = part;
	r->parts[n].value = pos_pool_text(r->pool, value);
	return &r->parts[n];
}

static enum pos_status
read_hours(struct reading *r, struct pos_err *err)
{
	struct pos_query *q = query(r, &sums_hour);
	struct pos_day_part *part;
	enum pos_status st;
	char hour[24];

	pos_bind_int(q, 3, r->shop->cutoff_minutes / 60);
	while ((st = pos_step(q, err)) == POS_OK) {
		snprintf(hour, sizeof(hour), "%02lld",
		    (long long)pos_int(q, "hour"));
		part = push(r, "hour", hour);
		part->sales = pos_int(q, "sales");
		part->total_minor = pos_int(q, "total_minor");
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
read_items(struct reading *r, const struct pos_sql *sql, const char *name,
    struct pos_err *err)
{
	struct pos_query *q = query(r, sql);
	struct pos_day_part *part;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		part = push(r, name, pos_text(q, "code"));
		if (sql == &sums_item)
			part->name =
			    pos_pool_text(r->pool, pos_text(q, "name"));
		part->qty_milli = pos_int(q, "qty_milli");
		part->total_minor = pos_int(q, "total_minor");
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
read_parts(struct reading *r, struct pos_err *err)
{
	struct pos_query *q = query(r, &sums_part);
	struct pos_day_part *part;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		part = push(r, pos_pool_text(r->pool, pos_text(q, "part")),
		    pos_text(q, "value"));
		part->name = pos_pool_text(r->pool, pos_text(q, "name"));
		part->sales = pos_int(q, "sales");
		part->total_minor = pos_int(q, "total_minor");
	}
	return st == POS_END ? POS_OK : st;
}

enum pos_status
day_sums(struct pos_shop *shop, int32_t day, struct pos_pool *pool,
    struct pos_day_report *report, struct pos_err *err)
{
	struct reading r = { .shop = shop,
		.day = day,
		.pool = pool,
		.report = report };
	struct pos_shift *shifts;
	enum pos_status st;

	report->branch = shop->branch_code;
	report->day = day;
	report->currency = shop->currency;
	st = read_head(&r, err);
	if (st == POS_OK)
		st = read_taxes(&r, err);
	if (st == POS_OK)
		st = read_tenders(&r, err);
	if (st == POS_OK)
		st = read_topups(&r, day, err);
	if (st == POS_OK)
		st = read_hours(&r, err);
	if (st == POS_OK)
		st = read_items(&r, &sums_item, "item", err);
	if (st == POS_OK)
		st = read_items(&r, &sums_category, "category", err);
	if (st == POS_OK)
		st = read_parts(&r, err);
	if (st == POS_OK)
		st = pos_shift_list(shop, day, day, pool, &shifts,
		    &report->shifts_count, err);
	if (st == POS_OK)
		report->shifts = shifts;
	return st;
}
