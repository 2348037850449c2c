/*
 * pay_apply.c - a payment into the tables, and what follows when it settles
 * the sale: stock is taken, the sums of the day grow.
 *
 * A sale that one plain payment settles is the usual one, and keeps method
 * and tendered amount in its own row; everything else gets a row in pay.
 * Apply decides nothing: it uses the entry, its data and the tables only.
 */
#include <assert.h>
#include <stdio.h>

#include "shop/groupbuy.h"
#include "shop/ledger.h"
#include "shop/pay_inside.h"
#include "shop/rollup.h"
#include "shop/sale_inside.h"

POS_SQL(pay_insert,
    "INSERT INTO pay (branch, day, number, n, at, pay_day, method,"
    " amount_minor, tendered_minor, change_minor, tip_minor, rounding_minor,"
    " till, staff, reference, more) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
    " $9, $10, $11, $12, $13, $14, $15, $16)");
POS_SQL(sale_done,
    "UPDATE sale SET state = $4, took_ms = $5, done_day = $6, method = $7,"
    " tendered_minor = $8 WHERE branch = $1 AND day = $2 AND number = $3");

/* One payment that a sale's own row can hold. */
static bool
is_plain(const struct pos_sale *sale, const struct pos_payment *pay)
{
	return pay->n == 1 && pay->amount_minor == sale->total_minor &&
	    pay->tip_minor == 0 && pay->rounding_minor == 0 &&
	    pay->reference == NULL && pay->account == NULL &&
	    pay->till_no == sale->till_no && pay->staff_no == sale->staff_no;
}

static void
bind_sale(struct pos_query *q, const struct pos_sale *sale)
{
	pos_bind_int(q, 1, sale->branch_no);
	pos_bind_int(q, 2, sale->day);
	pos_bind_int(q, 3, sale->number);
}

static enum pos_status
insert(struct pos_store *store, const struct pos_sale *sale,
    const struct pos_payment *pay, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &pay_insert);
	struct pos_buf more = { 0 };
	enum pos_status st;

	bind_sale(q, sale);
	pos_bind_int(q, 4, pay->n);
	pos_bind_int(q, 5, pay->at);
	pos_bind_int(q, 6, pay->day);
	pos_bind_int(q, 7, pay->method_no);
	pos_bind_int(q, 8, pay->amount_minor);
	pos_bind_some(q, 9, pay->tendered_minor);
	pos_bind_some(q, 10, pay->change_minor);
	pos_bind_some(q, 11, pay->tip_minor);
	pos_bind_some(q, 12, pay->rounding_minor);
	pos_bind_int(q, 13, pay->till_no);
	pos_bind_some(q, 14, pay->staff_no);
	pos_bind_text(q, 15, pay->reference);
	pos_bind_text(q, 16, pay_more_text(&more, pay));
	st = pos_run(q, err);
	pos_buf_release(&more);
	return st;
}

/* pay NULL: its rows stand elsewhere. */
static enum pos_status
mark_done(struct pos_store *store, const struct pos_sale *sale, int64_t at,
    int64_t day, const struct pos_payment *pay, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sale_done);

	bind_sale(q, sale);
	pos_bind_int(q, 4, POS_SALE_COMPLETED);
	pos_bind_int(q, 5, at - sale->at);
	pos_bind_some(q, 6, day != sale->day ? day : 0);
	pos_bind_some(q, 7, pay != NULL ? pay->method_no : 0);
	pos_bind_some(q, 8, pay != NULL ? pay->tendered_minor : 0);
	return pos_run(q, err);
}

/* Onto the shelf or off it; what the open sale reserved is let go. */
static enum pos_status
move_stock(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_id *id, bool fresh,
    struct pos_err *err)
{
	struct pos_needs needs = { 0 };
	char day[POS_TIME_TEXT], ref[64];
	bool back = sale->of != NULL;
	enum pos_status st = POS_OK;
	int64_t n = 0;

	if (!fresh)
		st = pos_sale_release(shop->store, id, &needs, err);
	/* What was reserved is what is taken, whatever recipes say by now. */
	if (st == POS_OK && needs.count == 0 && (!back || sale->restock))
		st = pos_sale_needs(shop, sale, 1, &needs, err);
	if (st == POS_OK && needs.count > 0) {
		snprintf(ref, sizeof(ref), "%s/%lld",
		    pos_day_text(day, (int32_t)sale->day),
		    (long long)sale->number);
		st = pos_stock_take(shop->store, entry, &needs, back ? -1 : 1,
		    back ? "return" : "sale", ref, &n, err);
	}
	pos_needs_release(&needs);
	return st;
}

static enum pos_status
complete(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_id *id,
    const struct pos_payment *pay, bool fresh, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (!fresh)
		st = pos_open_sale_mark(shop->store, id, false, err);
	if (st == POS_OK)
		st = move_stock(shop, entry, sale, id, fresh, err);
	if (st == POS_OK)
		st = pos_rollup_sale(shop, sale, pay->day, pay->hour, err);
	if (st == POS_OK)
		st = pos_groupbuy_paid_apply(shop, entry, sale, err);
	return st;
}

/* What the payments before this one come to. */
static int64_t
paid_before(const struct pos_sale *sale, int64_t n)
{
	struct pos_money paid = pos_minor(0);
	size_t i;

	for (i = 0; i < sale->payments_count; i++)
		if (sale->payments[i].n < n &&
		    !pos_money_add(&paid, paid,
			pos_minor(sale->payments[i].amount_minor)))
			assert(!"payments were checked when they were decided");
	return paid.minor;
}

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_id *id,
    const struct pos_payment *pay, bool fresh, struct pos_err *err)
{
	bool done = sale->state_no == POS_SALE_COMPLETED;
	bool settles, plain;
	enum pos_status st;

	settles = !done &&
	    pay->amount_minor == sale->total_minor - paid_before(sale, pay->n);
	plain = settles && is_plain(sale, pay);
	st = pay_method_keep(shop, pay, err);
	if (st == POS_OK && !plain)
		st = insert(shop->store, sale, pay, err);
	if (st == POS_OK && settles)
		st = mark_done(shop->store, sale, pay->at, pay->day,
		    plain ? pay : NULL, err);
	if (st == POS_OK)
		st = pos_rollup_payment(shop, sale->branch_no, pay, err);
	if (st == POS_OK)
		st = pos_account_apply(shop, entry, sale, pay, err);
	if (st == POS_OK && (settles || done))
		st = pos_member_settle_apply(shop, entry, sale, pay, err);
	if (st == POS_OK && settles)
		st = complete(shop, entry, sale, id, pay, fresh, err);
	if (st == POS_OK && done)
		st = pos_rollup_refund(shop, sale, -pay->amount_minor, pay->day,
		    pay->hour, err);
	return st;
}

static enum pos_status
apply_doc(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_payment *pay, bool fresh,
    struct pos_err *err)
{
	struct pos_sale doc = *sale;
	struct pos_id id;

	if (!pos_id_parse(&id, sale->id))
		return pos_fail(err, POS_DATA, "'%s' is no id", sale->id);
	/* The document of an event has its codes, but not all numbers. */
	doc.branch_no = id.branch;
	doc.till_no = id.till;
	return apply(shop, entry, &doc, &id, pay, fresh, err);
}

enum pos_status
pos_pay_apply_doc(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_payment *pay,
    struct pos_err *err)
{
	return apply_doc(shop, entry, sale, pay, false, err);
}

enum pos_status
pos_pay_apply_fresh(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_payment *pay,
    struct pos_err *err)
{
	return apply_doc(shop, entry, sale, pay, true, err);
}

enum pos_status
pos_pay_apply(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_id *sale_id, const struct pos_payment *pay,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_sale sale;
	enum pos_status st;

	st = pos_sale_load(shop, sale_id, pool, &sale, err);
	if (st == POS_OK)
		st = pos_pay_apply_doc(shop, entry, &sale, pay, err);
	pos_pool_free(pool);
	return st;
}
