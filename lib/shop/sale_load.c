/*
 * sale_load.c - a whole sale from its rows.
 */
#include <assert.h>
#include <string.h>

#include "shop/ledger.h"
#include "shop/pay.h"
#include "shop/sale_inside.h"
#include "shop/sale_more.h"

/* One table each: a sale is loaded by programs that do little else, and a
 * join costs more to plan than these to run.  See sale_codes.c. */
POS_SQL(sql_sale, "SELECT till, at, state, order_type, staff, total_minor, "
    "took_ms, done_day, method, tendered_minor, more FROM sale "
    "WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_lines, "SELECT n, item, qty_milli, price_minor, tax, more "
    "FROM line WHERE branch = $1 AND day = $2 AND number = $3 ORDER BY n");
POS_SQL(sql_backs, "SELECT n, qty_milli, total_minor FROM line_back "
    "WHERE branch = $1 AND day = $2 AND number = $3 ORDER BY n");
POS_SQL(sql_pays, "SELECT n, at, pay_day, method, amount_minor, "
    "tendered_minor, change_minor, tip_minor, rounding_minor, till, staff, "
    "reference, more FROM pay "
    "WHERE branch = $1 AND day = $2 AND number = $3 ORDER BY n");
POS_SQL(sql_refunded, "SELECT amount_minor FROM refunded "
    "WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_name_then, "SELECT name FROM item_name "
    "WHERE item = $1 AND until > $2 ORDER BY until LIMIT 1");

/* An item renamed since is shown under the name it was sold by. */
static enum pos_status
name_then(struct pos_shop *shop, const struct pos_item *item, int64_t at,
    struct pos_pool *pool, const char **name, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_name_then);
	enum pos_status st;

	pos_bind_int(q, 1, item->item_no);
	pos_bind_int(q, 2, at);
	st = pos_step(q, err);
	*name = pos_pool_text(pool,
	    st == POS_OK ? pos_text(q, "name") : item->name);
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
finish_line(struct pos_shop *shop, int64_t at, struct pos_pool *pool,
    struct pos_sale_line *line, struct pos_err *err)
{
	const struct pos_item *item;
	const struct pos_tax *tax;
	enum pos_status st;

	st = pos_item_by_no(shop, line->item_no, &item, err);
	if (st == POS_END)
		return pos_fail(err, POS_BUG, "no item number %lld",
		    (long long)line->item_no);
	if (st != POS_OK)
		return st;
	line->item = pos_pool_text(pool, item->code);
	line->variant = pos_pool_text(pool, item->variant);
	line->station = pos_pool_text(pool, item->station);
	st = name_then(shop, item, at, pool, &line->name, err);
	if (st == POS_OK && line->tax_no != 0) {
		st = pos_tax_by_no(shop, line->tax_no, &tax, err);
		if (st == POS_OK)
			line->tax = pos_pool_text(pool, tax->code);
	}
	return st == POS_OK ? pos_line_total(line, err) : st;
}

/* What came back of each line. */
static enum pos_status
load_backs(struct pos_shop *shop, const struct pos_id *id,
    struct pos_sale_line *lines, size_t count, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_backs);
	enum pos_status st;
	size_t i = 0;

	pos_bind_sale(q, id);
	while ((st = pos_step(q, err)) == POS_OK) {
		while (i < count && lines[i].n < pos_int(q, "n"))
			i++;
		if (i == count || lines[i].n != pos_int(q, "n"))
			continue;
		lines[i].back_milli = pos_int(q, "qty_milli");
		lines[i].back_minor = pos_int(q, "total_minor");
	}
	return st == POS_END ? POS_OK : st;
}

/* Nothing comes back of a sale that is not finished. */
static bool
may_be_back(const struct pos_sale *sale)
{
	return sale->state_no != POS_SALE_OPEN &&
	    sale->state_no != POS_SALE_HELD;
}

static enum pos_status
load_lines(struct pos_shop *shop, const struct pos_id *id,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_sale_line *lines = NULL, *line;
	struct pos_query *q = pos_query(shop->store, &sql_lines);
	enum pos_status st;
	size_t n = 0, i;

	pos_bind_sale(q, id);
	while ((st = pos_step(q, err)) == POS_OK) {
		lines = pos_pool_push(pool, lines, n, sizeof(*lines));
		line = &lines[n++];
		line->n = pos_int(q, "n");
		line->item_no = pos_int(q, "item");
		line->qty_milli = pos_int(q, "qty_milli");
		line->price_minor = pos_int(q, "price_minor");
		line->tax_no = pos_int(q, "tax");
		st = pos_line_more_read(line, pos_text(q, "more"), pool, err);
		if (st != POS_OK)
			return st;
	}
	if (st != POS_END)
		return st;
	st = may_be_back(sale) ? load_backs(shop, id, lines, n, err) : POS_OK;
	for (i = 0; st == POS_OK && i < n; i++)
		st = finish_line(shop, id->ms, pool, &lines[i], err);
	sale->lines = lines;
	sale->lines_count = n;
	if (sale->last_n == 0 && n > 0)
		sale->last_n = lines[n - 1].n;
	return st;
}

/* The payment that a sale's own row holds: the whole, at once, and plain. */
static struct pos_payment *
own_payment(struct pos_query *q, struct pos_pool *pool,
    const struct pos_sale *sale)
{
	struct pos_payment *p;
	struct pos_money change;

	if (pos_null(q, "method"))
		return NULL;
	p = pos_pool_push(pool, NULL, 0, sizeof(*p)); /* more may follow */
	*p = (struct pos_payment){ .n = 1 };
	p->at = sale->done_at;
	p->day = pos_null(q, "done_day") ? sale->day : pos_int(q, "done_day");
	p->method_no = pos_int(q, "method");
	p->amount_minor = sale->total_minor;
	p->tendered_minor = pos_int(q, "tendered_minor");
	if (p->tendered_minor != 0 &&
	    pos_money_sub(&change, pos_minor(p->tendered_minor),
		pos_minor(p->amount_minor)))
		p->change_minor = change.minor;
	p->till_no = sale->till_no;
	p->staff_no = sale->staff_no;
	return p;
}

static enum pos_status
load_payments(struct pos_shop *shop, const struct pos_id *id,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_pays);
	struct pos_payment *all = (struct pos_payment *)sale->payments, *p;
	size_t n = sale->payments_count, i;
	enum pos_status st;

	pos_bind_sale(q, id);
	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		p = &all[n++];
		p->n = pos_int(q, "n");
		p->at = pos_int(q, "at");
		p->day = pos_int(q, "pay_day");
		p->method_no = pos_int(q, "method");
		p->amount_minor = pos_int(q, "amount_minor");
		p->tendered_minor = pos_int(q, "tendered_minor");
		p->change_minor = pos_int(q, "change_minor");
		p->tip_minor = pos_int(q, "tip_minor");
		p->rounding_minor = pos_int(q, "rounding_minor");
		p->till_no = pos_int(q, "till");
		p->staff_no = pos_int(q, "staff");
		p->reference = pos_pool_text(pool, pos_text(q, "reference"));
		st = pos_pay_more_read(p, pos_text(q, "more"), pool, err);
		if (st != POS_OK)
			return st;
	}
	sale->payments = all;
	sale->payments_count = n;
	for (i = 0, st = st == POS_END ? POS_OK : st; st == POS_OK && i < n;
	     i++)
		st = pos_payment_codes(shop, id->branch, pool, &all[i], err);
	return st;
}

static enum pos_status
load_refunded(struct pos_shop *shop, const struct pos_id *id,
    struct pos_sale *sale, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_refunded);
	enum pos_status st;

	pos_bind_sale(q, id);
	st = pos_step(q, err);
	if (st == POS_OK)
		sale->refunded_minor = pos_int(q, "amount_minor");
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
load_head(struct pos_shop *shop, const struct pos_id *id, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_sale);
	char text[POS_ID_TEXT];
	enum pos_status st;

	pos_bind_sale(q, id);
	st = pos_step(q, err);
	if (st == POS_OK &&
	    (pos_int(q, "at") != id->ms || pos_int(q, "till") != id->till)) {
		pos_query_done(q);
		st = POS_END;
	}
	if (st != POS_OK)
		return st == POS_END ? pos_fail(err, POS_DATA, "no sale '%s'",
					   pos_id_text(text, id)) :
				       st;
	sale->id = pos_pool_text(pool, pos_id_text(text, id));
	sale->day = pos_id_day(id);
	sale->number = pos_id_number(id);
	sale->at = id->ms;
	sale->branch_no = id->branch;
	sale->till_no = id->till;
	sale->staff_no = pos_int(q, "staff");
	sale->state_no = pos_int(q, "state");
	sale->order_type_no = pos_int(q, "order_type");
	sale->order_type = pos_order_type_name(sale->order_type_no);
	sale->total_minor = pos_int(q, "total_minor");
	if (!pos_null(q, "took_ms"))
		sale->done_at = id->ms + pos_int(q, "took_ms");
	sale->currency = pos_pool_text(pool, shop->currency);
	sale->payments = own_payment(q, pool, sale);
	sale->payments_count = sale->payments != NULL;
	st = pos_sale_more_read(sale, pos_text(q, "more"), pool, err);
	pos_query_done(q);
	if (st == POS_OK)
		st = pos_sale_codes(shop, pool, sale, err);
	if (st == POS_OK && may_be_back(sale))
		st = load_refunded(shop, id, sale, err);
	return st;
}

enum pos_status
pos_sale_load(struct pos_shop *shop, const struct pos_id *id,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	enum pos_status st;
	int64_t total;

	memset(sale, 0, sizeof(*sale));
	st = load_head(shop, id, pool, sale, err);
	if (st == POS_OK)
		st = load_lines(shop, id, pool, sale, err);
	if (st == POS_OK)
		st = load_payments(shop, id, pool, sale, err);
	total = sale->total_minor;
	if (st == POS_OK)
		st = pos_sale_total(shop, sale, pool, err);
	if (st != POS_OK)
		return st;
	if (total != sale->total_minor)
		return pos_fail(err, POS_DATA,
		    "sale %lld of %d does not add "
		    "up: its lines come to %lld, its row says %lld (see "
		    "'pos-admin verify')",
		    (long long)sale->number, pos_id_day(id),
		    (long long)sale->total_minor, (long long)total);
	pos_sale_derive(sale, pool, id);
	return pos_sale_earned(shop, sale, err);
}
