/*
 * rollup_flush.c - rows of roll-ups into their tables, one statement a row.
 *
 * Rows go in the order of their keys: neighbours share pages, and writers of
 * a shared store take their locks in one order.
 */
#include <stdlib.h>

#include "shop/rollup_inside.h"

POS_SQL(add_day,
    "INSERT INTO day_sum (branch, day, sales, returns, items_milli,"
    " sold_minor, returned_minor, discount_minor, tax_minor, guests, voids,"
    " void_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    " ON CONFLICT (branch, day) DO UPDATE SET"
    " sales = day_sum.sales + excluded.sales,"
    " returns = day_sum.returns + excluded.returns,"
    " items_milli = day_sum.items_milli + excluded.items_milli,"
    " sold_minor = day_sum.sold_minor + excluded.sold_minor,"
    " returned_minor = day_sum.returned_minor + excluded.returned_minor,"
    " discount_minor = day_sum.discount_minor + excluded.discount_minor,"
    " tax_minor = day_sum.tax_minor + excluded.tax_minor,"
    " guests = day_sum.guests + excluded.guests,"
    " voids = day_sum.voids + excluded.voids,"
    " void_minor = day_sum.void_minor + excluded.void_minor");
POS_SQL(add_hour,
    "INSERT INTO hour_sum (branch, day, hour, sales, total_minor)"
    " VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (branch, day, hour) DO UPDATE SET"
    " sales = hour_sum.sales + excluded.sales,"
    " total_minor = hour_sum.total_minor + excluded.total_minor");
POS_SQL(add_item,
    "INSERT INTO item_sum (branch, day, item, qty_milli, total_minor)"
    " VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (branch, day, item) DO UPDATE SET"
    " qty_milli = item_sum.qty_milli + excluded.qty_milli,"
    " total_minor = item_sum.total_minor + excluded.total_minor");
POS_SQL(add_pay,
    "INSERT INTO pay_sum (branch, day, method, payments, amount_minor,"
    " refunds, refund_minor, tip_minor, rounding_minor)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " ON CONFLICT (branch, day, method) DO UPDATE SET"
    " payments = pay_sum.payments + excluded.payments,"
    " amount_minor = pay_sum.amount_minor + excluded.amount_minor,"
    " refunds = pay_sum.refunds + excluded.refunds,"
    " refund_minor = pay_sum.refund_minor + excluded.refund_minor,"
    " tip_minor = pay_sum.tip_minor + excluded.tip_minor,"
    " rounding_minor = pay_sum.rounding_minor + excluded.rounding_minor");
POS_SQL(add_tax,
    "INSERT INTO tax_sum (branch, day, rate_ppm, rate, net_minor, tax_minor)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (branch, day, rate, rate_ppm) DO UPDATE SET"
    " net_minor = tax_sum.net_minor + excluded.net_minor,"
    " tax_minor = tax_sum.tax_minor + excluded.tax_minor");
POS_SQL(add_part,
    "INSERT INTO part_sum (branch, day, part, value, sales, total_minor)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (branch, day, part, value) DO UPDATE SET"
    " sales = part_sum.sales + excluded.sales,"
    " total_minor = part_sum.total_minor + excluded.total_minor");
/* The last shift of the till, while it takes money; else nothing. */
POS_SQL(add_shift,
    "UPDATE shift SET payments = payments + $3,"
    " sales_minor = sales_minor + $4, refunds_minor = refunds_minor + $5"
    " WHERE branch = $1 AND till = $2 AND shift = (SELECT MAX(s.shift)"
    " FROM shift s WHERE s.branch = $1 AND s.till = $2)"
    " AND pulled_at IS NULL AND closed_at IS NULL");

/*
 * What a row nearly always needs: it is there.  Only the columns that grow
 * are named, and to compile an UPDATE costs half of an upsert, which a
 * program that makes one sale pays for each of them.
 */
POS_SQL(grow_day,
    "UPDATE day_sum SET sales = sales + $3, returns = returns + $4,"
    " items_milli = items_milli + $5, sold_minor = sold_minor + $6,"
    " returned_minor = returned_minor + $7,"
    " discount_minor = discount_minor + $8, tax_minor = tax_minor + $9,"
    " guests = guests + $10, voids = voids + $11,"
    " void_minor = void_minor + $12 WHERE branch = $1 AND day = $2");
POS_SQL(grow_hour,
    "UPDATE hour_sum SET sales = sales + $4, total_minor = total_minor + $5"
    " WHERE branch = $1 AND day = $2 AND hour = $3");
POS_SQL(grow_item,
    "UPDATE item_sum SET qty_milli = qty_milli + $4,"
    " total_minor = total_minor + $5"
    " WHERE branch = $1 AND day = $2 AND item = $3");
POS_SQL(grow_pay,
    "UPDATE pay_sum SET payments = payments + $4,"
    " amount_minor = amount_minor + $5, refunds = refunds + $6,"
    " refund_minor = refund_minor + $7, tip_minor = tip_minor + $8,"
    " rounding_minor = rounding_minor + $9"
    " WHERE branch = $1 AND day = $2 AND method = $3");
POS_SQL(grow_tax,
    "UPDATE tax_sum SET net_minor = net_minor + $5,"
    " tax_minor = tax_minor + $6 WHERE branch = $1 AND day = $2"
    " AND rate = $4 AND rate_ppm = $3");
POS_SQL(grow_part,
    "UPDATE part_sum SET sales = sales + $5, total_minor = total_minor + $6"
    " WHERE branch = $1 AND day = $2 AND part = $3 AND value = $4");

POS_SQL(day_rows,
    "SELECT sales, returns, items_milli, sold_minor, returned_minor,"
    " discount_minor, tax_minor, guests, voids, void_minor"
    " FROM day_sum WHERE branch = $1 AND day = $2");
/*
 * Hours as one: which hour an instant fell in depends on the zone that the
 * branch had then, which the tables do not keep (the journal does).
 */
POS_SQL(hour_rows,
    "SELECT CAST(COALESCE(SUM(sales), 0) AS BIGINT) AS sales,"
    " CAST(COALESCE(SUM(total_minor), 0) AS BIGINT) AS total_minor"
    " FROM hour_sum WHERE branch = $1 AND day = $2");
POS_SQL(item_rows,
    "SELECT item, qty_milli, total_minor FROM item_sum"
    " WHERE branch = $1 AND day = $2 ORDER BY item");
POS_SQL(pay_rows,
    "SELECT method, payments, amount_minor, refunds, refund_minor,"
    " tip_minor, rounding_minor FROM pay_sum"
    " WHERE branch = $1 AND day = $2 ORDER BY method");
POS_SQL(tax_rows,
    "SELECT rate_ppm, rate, net_minor, tax_minor FROM tax_sum"
    " WHERE branch = $1 AND day = $2 ORDER BY rate, rate_ppm");
POS_SQL(part_rows,
    "SELECT part, value, sales, total_minor FROM part_sum"
    " WHERE branch = $1 AND day = $2 ORDER BY part, value");

static const char *const day_sums[] = { "sales", "returns", "items_milli",
	"sold_minor", "returned_minor", "discount_minor", "tax_minor", "guests",
	"voids", "void_minor", NULL };
static const char *const part_sums[] = { "sales", "total_minor", NULL };
static const char *const item_sums[] = { "qty_milli", "total_minor", NULL };
static const char *const pay_sums[] = { "payments", "amount_minor", "refunds",
	"refund_minor", "tip_minor", "rounding_minor", NULL };
static const char *const tax_sums[] = { "net_minor", "tax_minor", NULL };
static const char *const shift_sums[] = { "payments", "sales_minor",
	"refunds_minor", NULL };

const struct rollup_table rollup_tables[ROLLUP_KINDS] = {
	[ROLLUP_DAY] = { "day_sum", &grow_day, &add_day, &day_rows, NULL, NULL,
	    day_sums },
	[ROLLUP_HOUR] = { "hour_sum", &grow_hour, &add_hour, &hour_rows, NULL,
	    NULL, part_sums },
	[ROLLUP_ITEM] = { "item_sum", &grow_item, &add_item, &item_rows, "item",
	    NULL, item_sums },
	[ROLLUP_PAY] = { "pay_sum", &grow_pay, &add_pay, &pay_rows, "method",
	    NULL, pay_sums },
	[ROLLUP_TAX] = { "tax_sum", &grow_tax, &add_tax, &tax_rows, "rate_ppm",
	    "rate", tax_sums },
	[ROLLUP_PART] = { "part_sum", &grow_part, &add_part, &part_rows, NULL,
	    "value", part_sums },
	[ROLLUP_SHIFT] = { "shift", NULL, &add_shift, NULL, NULL, NULL,
	    shift_sums },
};

static enum pos_status
write_row(struct pos_store *store, const struct pos_sql *sql,
    const struct rollup_row *row, struct pos_err *err)
{
	const struct rollup_table *table = &rollup_tables[row->kind];
	struct pos_query *q = pos_query(store, sql);
	int n = 1, i;

	pos_bind_int(q, n++, row->branch);
	if (row->kind == ROLLUP_SHIFT) {
		pos_bind_int(q, n++, row->number);
	} else {
		pos_bind_int(q, n++, row->day);
		if (row->kind == ROLLUP_PART)
			pos_bind_text(q, n++, rollup_parts[row->number]);
		else if (row->kind != ROLLUP_DAY)
			pos_bind_int(q, n++, row->number);
	}
	if (table->text != NULL)
		pos_bind_text(q, n++, row->text);
	for (i = 0; table->sums[i] != NULL; i++)
		pos_bind_int(q, n++, row->sum[i]);
	return pos_run(q, err);
}

static enum pos_status
flush_row(struct pos_store *store, const struct rollup_row *row,
    struct pos_err *err)
{
	const struct rollup_table *table = &rollup_tables[row->kind];
	enum pos_status st;

	if (table->grow != NULL) {
		st = write_row(store, table->grow, row, err);
		if (st != POS_OK || pos_changed(store) > 0)
			return st;
	}
	return write_row(store, table->add, row, err);
}

enum pos_status
pos_rollup_flush(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_rollup *rollup = shop->rollup;
	enum pos_status st = POS_OK;
	size_t i;

	if (rollup == NULL)
		return POS_OK;
	if (rollup->count == 0)
		return POS_OK;
	qsort(rollup->row, rollup->count, sizeof(*rollup->row), rollup_order);
	for (i = 0; st == POS_OK && i < rollup->count; i++)
		st = flush_row(shop->store, &rollup->row[i], err);
	rollup_clear(rollup);
	return st;
}
