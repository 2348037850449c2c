/*
 * rollup_verify.c - the sums computed again from the sales, and compared.
 *
 * Day by day, so that memory is that of one day.  What belongs to another
 * day than the sale's own (completed or paid later) is few, and listed first.
 * The day that counts is the one stored with each payment, never computed
 * again: zone and cut-off may have been others then.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shop/ledger.h"
#include "shop/rollup_inside.h"

POS_SQL(verify_branches, "SELECT branch FROM branch ORDER BY branch");
POS_SQL(verify_late,
    "SELECT done_day AS target, day, number FROM sale"
    " WHERE branch = $1 AND done_day IS NOT NULL"
    " UNION SELECT pay_day AS target, day, number FROM pay"
    " WHERE branch = $1 AND pay_day <> day ORDER BY 1, 2, 3");
#define NEXT(table) \
	"SELECT COALESCE(MIN(day), 0) AS day FROM " table \
	" WHERE branch = $1 AND day > $2"
POS_SQL(next_sale, NEXT("sale"));
POS_SQL(next_day, NEXT("day_sum"));
POS_SQL(next_hour, NEXT("hour_sum"));
POS_SQL(next_item, NEXT("item_sum"));
POS_SQL(next_pay, NEXT("pay_sum"));
POS_SQL(next_tax, NEXT("tax_sum"));
POS_SQL(next_part, NEXT("part_sum"));
static const struct pos_sql *const nexts[] = { &next_sale, &next_day,
	&next_hour, &next_item, &next_pay, &next_tax, &next_part };

POS_SQL(verify_sales,
    "SELECT number, till, at, state, done_day FROM sale"
    " WHERE branch = $1 AND day = $2 ORDER BY number");
POS_SQL(verify_sale,
    "SELECT number, till, at, state, done_day FROM sale"
    " WHERE branch = $1 AND day = $2 AND number = $3");

struct late {
	int64_t target;
	int64_t day;
	int64_t number;
};
struct check {
	struct pos_shop *shop;
	struct pos_pool *pool; /* of one sale */
	int64_t branch;
	int64_t day; /* whose sums are being computed */
	struct late *late;
	size_t late_count, late_cap, late_next;
};

static enum pos_status
read_late(struct check *c, struct pos_err *err)
{
	struct pos_query *q = pos_query(c->shop->store, &verify_late);
	enum pos_status st;

	c->late_count = c->late_next = 0;
	pos_bind_int(q, 1, c->branch);
	while ((st = pos_step(q, err)) == POS_OK) {
		c->late = pos_grow(c->late, &c->late_cap, c->late_count + 1,
		    sizeof(*c->late));
		c->late[c->late_count++] = (struct late){
			.target = pos_int(q, "target"),
			.day = pos_int(q, "day"),
			.number = pos_int(q, "number"),
		};
	}
	return st == POS_END ? POS_OK : st;
}

/* The next day on which something is, in any table; 0: none. */
static enum pos_status
next(struct check *c, int64_t *day, struct pos_err *err)
{
	int64_t after = c->day, found;
	enum pos_status st = POS_OK;
	struct pos_query *q;
	size_t i;

	*day = 0;
	if (c->late_next < c->late_count)
		*day = c->late[c->late_next].target;
	for (i = 0; st == POS_OK && i < sizeof(nexts) / sizeof(*nexts); i++) {
		q = pos_query(c->shop->store, nexts[i]);
		pos_bind_int(q, 1, c->branch);
		pos_bind_int(q, 2, after);
		st = pos_step(q, err);
		if (st != POS_OK)
			break;
		found = pos_int(q, "day");
		pos_query_done(q);
		if (found != 0 && (*day == 0 || found < *day))
			*day = found;
	}
	return st;
}

/* What this sale adds to the day, by the days of its payments. */
static enum pos_status
add_sale(struct check *c, const struct pos_sale *sale, int64_t state,
    int64_t done_day, struct pos_err *err)
{
	int64_t left = sale->total_minor;
	enum pos_status st = POS_OK;
	bool done = false;
	size_t i;

	for (i = 0; st == POS_OK && i < sale->payments_count; i++) {
		const struct pos_payment *pay = &sale->payments[i];
		bool today = pay->day == c->day;

		if (today)
			st = pos_rollup_payment(c->shop, c->branch, pay, err);
		if (st == POS_OK && done && today)
			st = pos_rollup_refund(c->shop, sale,
			    -pay->amount_minor, pay->day, 0, err);
		left -= pay->amount_minor;
		if (done || left != 0 || state != POS_SALE_COMPLETED)
			continue;
		done = true;
		if (st == POS_OK && today)
			st = pos_rollup_sale(c->shop, sale, pay->day, 0, err);
		if (st == POS_OK && today)
			st = pos_ledger_verify_sale(c->shop, sale, err);
	}
	if (st == POS_OK && state == POS_SALE_COMPLETED && !done)
		return pos_fail(err, POS_DATA,
		    "sale %lld of %lld is "
		    "completed, but its payments do not come to its total",
		    (long long)sale->number, (long long)sale->day);
	if (st == POS_OK && state == POS_SALE_VOID && sale->of == NULL &&
	    (done_day != 0 ? done_day : sale->day) == c->day)
		st = pos_rollup_void(c->shop, c->branch, c->day,
		    sale->total_minor, err);
	return st;
}

static enum pos_status
add_row(struct check *c, struct pos_query *q, int64_t day, struct pos_err *err)
{
	int64_t state = pos_int(q, "state");
	int64_t done_day = pos_int(q, "done_day");
	struct pos_sale sale;
	struct pos_id id;
	enum pos_status st;

	pos_sale_id(&id, pos_int(q, "at"), c->branch, pos_int(q, "till"),
	    (int32_t)day, pos_int(q, "number"));
	pos_pool_clear(c->pool);
	st = pos_sale_load(c->shop, &id, c->pool, &sale, err);
	return st == POS_OK ? add_sale(c, &sale, state, done_day, err) : st;
}

static enum pos_status
add_day(struct check *c, struct pos_err *err)
{
	struct pos_query *q = pos_query(c->shop->store, &verify_sales);
	enum pos_status st;

	pos_bind_int(q, 1, c->branch);
	pos_bind_int(q, 2, c->day);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = add_row(c, q, c->day, err);
		if (st != POS_OK)
			return st;
	}
	if (st != POS_END)
		return st;
	for (; c->late_next < c->late_count &&
	     c->late[c->late_next].target == c->day;
	     c->late_next++) {
		const struct late *late = &c->late[c->late_next];

		if (late->day == c->day)
			continue;
		q = pos_query(c->shop->store, &verify_sale);
		pos_bind_int(q, 1, c->branch);
		pos_bind_int(q, 2, late->day);
		pos_bind_int(q, 3, late->number);
		st = pos_step(q, err);
		if (st == POS_OK)
			st = add_row(c, q, late->day, err);
		pos_query_done(q);
		if (st != POS_OK && st != POS_END)
			return st;
	}
	return POS_OK;
}

static enum pos_status
differs(const struct check *c, const struct rollup_row *row, const char *column,
    int64_t is, int64_t should, struct pos_err *err)
{
	const struct rollup_table *table = &rollup_tables[row->kind];
	char day[POS_TIME_TEXT], number[48] = "";

	if (table->number != NULL)
		snprintf(number, sizeof(number), ", %s %lld", table->number,
		    (long long)row->number);
	return pos_fail(err, POS_DATA,
	    "%s of branch %lld on %s%s%s%s: %s is "
	    "%lld, the sales come to %lld",
	    table->name, (long long)c->branch,
	    pos_day_text(day, (int32_t)c->day), number,
	    row->text[0] != '\0' ? ", " : "", row->text, column, (long long)is,
	    (long long)should);
}

static int64_t
key_number(const struct rollup_table *table, enum rollup_kind kind,
    struct pos_query *q)
{
	int part;

	if (kind == ROLLUP_PART) {
		for (part = 0; part < PARTS; part++)
			if (strcmp(pos_text(q, "part"), rollup_parts[part]) ==
			    0)
				return part;
		return PARTS;
	}
	return table->number != NULL ? pos_int(q, table->number) : 0;
}

static enum pos_status
compare_table(struct check *c, enum rollup_kind kind, struct pos_err *err)
{
	const struct rollup_table *table = &rollup_tables[kind];
	struct pos_query *q = pos_query(c->shop->store, table->rows);
	struct rollup_row *row;
	enum pos_status st;
	int64_t is;
	int i;

	pos_bind_int(q, 1, c->branch);
	pos_bind_int(q, 2, c->day);
	while ((st = pos_step(q, err)) == POS_OK) {
		/* A row that the sales do not have comes to zero. */
		row = rollup_row(rollup_of(c->shop), kind, c->branch, c->day,
		    key_number(table, kind, q),
		    table->text != NULL ? pos_text(q, table->text) : NULL);
		row->seen = true;
		for (i = 0; table->sums[i] != NULL; i++) {
			is = pos_int(q, table->sums[i]);
			if (is != row->sum[i])
				return differs(c, row, table->sums[i], is,
				    row->sum[i], err);
		}
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
compare(struct check *c, struct pos_err *err)
{
	struct pos_rollup *rollup = rollup_of(c->shop);
	enum pos_status st = POS_OK;
	size_t r;
	int i, kind;

	for (kind = 0; st == POS_OK && kind < ROLLUP_SHIFT; kind++)
		st = compare_table(c, (enum rollup_kind)kind, err);
	if (st != POS_OK)
		return st;
	qsort(rollup->row, rollup->count, sizeof(*rollup->row), rollup_order);
	for (r = 0; r < rollup->count; r++) {
		const struct rollup_row *row = &rollup->row[r];
		const struct rollup_table *table = &rollup_tables[row->kind];

		if (row->seen || row->kind == ROLLUP_SHIFT)
			continue;
		for (i = 0; table->sums[i] != NULL; i++)
			if (row->sum[i] != 0)
				return differs(c, row, table->sums[i], 0,
				    row->sum[i], err);
	}
	return POS_OK;
}

static enum pos_status
check_branch(struct check *c, struct pos_err *err)
{
	enum pos_status st;
	int64_t day;

	st = read_late(c, err);
	c->day = 0;
	while (st == POS_OK) {
		st = next(c, &day, err);
		if (st != POS_OK || day == 0)
			break;
		c->day = day;
		st = add_day(c, err);
		if (st == POS_OK)
			st = compare(c, err);
		rollup_clear(rollup_of(c->shop));
	}
	return st;
}

enum pos_status
pos_rollup_verify(struct pos_shop *shop, struct pos_err *err)
{
	/* Computed with the same code, into rows that are never written. */
	struct pos_rollup *kept = shop->rollup;
	struct check c = { .shop = shop };
	struct pos_query *q;
	enum pos_status st;

	shop->rollup = NULL;
	c.pool = pos_pool_new();
	q = pos_query(shop->store, &verify_branches);
	while ((st = pos_step(q, err)) == POS_OK) {
		c.branch = pos_int(q, "branch");
		st = check_branch(&c, err);
		if (st != POS_OK)
			break;
	}
	free(c.late);
	pos_pool_free(c.pool);
	rollup_release(shop->rollup);
	shop->rollup = kept;
	return st == POS_END ? POS_OK : st;
}
