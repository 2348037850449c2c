/*
 * sale_new.c - a sale is made: from a till, from outside, or as a return.
 *
 * One event holds the whole document, payments that came with it included,
 * so that an order that was paid elsewhere is complete in one entry.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "shop/member.h"
#include "shop/offer.h"
#include "shop/pay.h"
#include "shop/sale_inside.h"
#include "shop/staff.h"

static bool
settled(const struct pos_sale *sale)
{
	struct pos_money left = pos_minor(sale->total_minor);
	size_t i;

	for (i = 0; i < sale->payments_count; i++)
		if (!pos_money_sub(&left, left,
			pos_minor(sale->payments[i].amount_minor)))
			return false;
	return sale->payments_count > 0 &&
	    pos_money_cmp(left, pos_minor(0)) == 0;
}

static enum pos_status
reserve(struct pos_shop *shop, const struct pos_id *id,
    const struct pos_sale *sale, struct pos_err *err)
{
	struct pos_needs needs = { 0 };
	enum pos_status st;

	st = pos_sale_needs(shop, sale, 1, &needs, err);
	if (st == POS_OK)
		st = pos_sale_reserve(shop->store, id, &needs, err);
	pos_needs_release(&needs);
	return st;
}

static enum pos_status
apply_return(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_err *err)
{
	struct pos_id of;

	if (!pos_id_parse(&of, sale->of))
		return pos_fail(err, POS_DATA, "'%s' is no id", sale->of);
	return pos_line_back_add(shop->store, &of, sale, 1, err);
}

/* Order numbers are counted per branch and day. */
static const char *
counter_name(char name[64], int32_t day)
{
	char text[POS_TIME_TEXT];

	snprintf(name, 64, "order %s", pos_day_text(text, day));
	return name;
}

/* Only a day's first sale finds no row; see write_head() of the journal. */
POS_SQL(sql_number_move,
    "UPDATE counter SET value = $3 WHERE branch = $1 AND name = $2");
POS_SQL(sql_number_first,
    "INSERT INTO counter (branch, name, value) VALUES ($1, $2, $3)");

static enum pos_status
write_number(struct pos_store *store, const struct pos_sql *sql,
    const struct pos_id *id, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, sql);
	char name[64];

	pos_bind_int(q, 1, id->branch);
	pos_bind_text(q, 2, counter_name(name, pos_id_day(id)));
	pos_bind_int(q, 3, pos_id_number(id));
	return pos_run(q, err);
}

static enum pos_status
keep_number(struct pos_store *store, const struct pos_id *id,
    struct pos_err *err)
{
	enum pos_status st = write_number(store, &sql_number_move, id, err);

	if (st == POS_OK && pos_changed(store) == 0)
		st = write_number(store, &sql_number_first, id, err);
	return st;
}

static enum pos_status
apply_new(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	struct pos_sale sale = *(const struct pos_sale *)data;
	struct pos_id id;
	enum pos_status st;
	size_t i;

	if (!pos_id_parse(&id, sale.id))
		return pos_fail(err, POS_DATA, "'%s' is no id", sale.id);
	sale.state_no = POS_SALE_OPEN;
	sale.order_type_no = pos_order_type_no(sale.order_type);
	st = keep_number(shop->store, &id, err);
	if (st == POS_OK)
		st = pos_sale_rows_add(shop->store, &id, &sale, err);
	if (st == POS_OK && sale.of != NULL)
		st = apply_return(shop, &sale, err);
	if (st == POS_OK && !settled(&sale)) {
		st = pos_open_sale_mark(shop->store, &id, true, err);
		if (st == POS_OK && sale.of == NULL)
			st = reserve(shop, &id, &sale, err);
	}
	if (st == POS_OK && sale.offers_count > 0)
		st = pos_offer_apply(shop, entry, NULL, &sale, err);
	for (i = 0; st == POS_OK && i < sale.payments_count; i++)
		st = settled(&sale) ? pos_pay_apply_fresh(shop, entry, &sale,
					  &sale.payments[i], err) :
				      pos_pay_apply_doc(shop, entry, &sale,
					  &sale.payments[i], err);
	return st;
}

const struct pos_event_kind pos_sale_made = {
	.kind = "sale.new",
	.v = 1,
	.record = &pos_sale_data,
	.apply = apply_new,
	.help = "a sale was made",
};

void
pos_sale_head(const struct pos_shop *shop, struct pos_sale *sale)
{
	memset(sale, 0, sizeof(*sale));
	sale->branch = shop->branch_code;
	sale->till = shop->till_code;
	sale->staff = shop->staff_code;
	sale->staff_no = shop->staff;
	sale->branch_no = shop->branch;
	sale->till_no = shop->till;
	sale->currency = shop->currency;
	sale->day = shop->day;
	sale->at = shop->now;
	sale->state = "open";
	sale->state_no = POS_SALE_OPEN;
}

static enum pos_status
check_text(const char *what, const char *text, size_t max, struct pos_err *err)
{
	const char *wrong = text != NULL ? pos_text_wrong(text, max) : NULL;

	return wrong == NULL ?
	    POS_OK :
	    pos_fail(err, POS_DATA, "%s is %s", pos_tr(what), wrong);
}

static enum pos_status
head_from_order(struct pos_shop *shop, const struct pos_order *order,
    struct pos_sale *sale, struct pos_err *err)
{
	enum pos_status st;

	pos_sale_head(shop, sale);
	sale->order_type =
	    order->order_type != NULL ? order->order_type : shop->order_type;
	sale->order_type_no = pos_order_type_no(sale->order_type);
	if (sale->order_type_no == 0)
		return pos_fail(err, POS_DATA, "order type '%s' is none of %s",
		    sale->order_type, POS_ORDER_TYPES);
	sale->table = order->table;
	sale->guests = order->guests;
	sale->channel = order->channel;
	sale->external = order->external;
	if (order->at != shop->now) /* as with --backdate */
		sale->placed_at = order->at;
	sale->note = order->note;
	st = check_text("the table", order->table, 64, err);
	if (st == POS_OK)
		st = check_text("the note", order->note, 500, err);
	if (st == POS_OK)
		st = check_text("the external number", order->external, 200,
		    err);
	if (st == POS_OK && order->channel != NULL &&
	    pos_code_wrong(order->channel) != NULL)
		st = pos_fail(err, POS_DATA, "channel '%s' is %s",
		    order->channel, pos_code_wrong(order->channel));
	return st;
}

static enum pos_status
lines_from_order(struct pos_shop *shop, const struct pos_order *order,
    const struct pos_approval *approval, bool outside, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	struct pos_sale_line *lines;
	enum pos_status st = POS_OK;
	size_t i;

	if (order->lines_count == 0)
		return pos_fail(err, POS_DATA, "a sale without a line");
	if (order->lines_count > POS_SALE_LINES_MAX)
		return pos_fail(err, POS_DATA, "more than %d lines",
		    POS_SALE_LINES_MAX);
	lines = pos_pool_alloc(pool, order->lines_count * sizeof(*lines));
	for (i = 0; st == POS_OK && i < order->lines_count; i++) {
		lines[i].n = (int64_t)i + 1;
		st = pos_line_make(shop, sale, &order->lines[i], approval,
		    outside, pool, &lines[i], err);
	}
	sale->lines = lines;
	sale->lines_count = order->lines_count;
	sale->last_n = (int64_t)order->lines_count;
	return st;
}

static enum pos_status
check_stock(struct pos_shop *shop, struct pos_sale *sale, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_needs needs = { 0 };
	enum pos_status st;

	st = pos_sale_needs(shop, sale, 1, &needs, err);
	if (st == POS_OK)
		st = pos_stock_allows(shop, &needs, pool, &sale->warning, err);
	pos_needs_release(&needs);
	return st;
}

static enum pos_status
payments_from_order(struct pos_shop *shop, const struct pos_order *order,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	const struct pos_order_payment *p;
	struct pos_payment *pays;
	enum pos_status st;
	size_t i;

	if (order->payments_count == 0)
		return POS_OK;
	if (order->payments_count > POS_SALE_PAYMENTS_MAX)
		return pos_fail(err, POS_DATA, "more than %d payments",
		    POS_SALE_PAYMENTS_MAX);
	pays = pos_pool_alloc(pool, order->payments_count * sizeof(*pays));
	sale->payments = pays;
	for (i = 0; i < order->payments_count; i++) {
		p = &order->payments[i];
		st = pos_pay_decide(shop, sale,
		    &(struct pos_pay_want){ .method = p->method,
			.amount_minor = p->amount_minor,
			.tip_minor = p->tip_minor,
			.reference = p->reference },
		    &pays[i], err);
		if (st != POS_OK)
			return st;
		sale->payments_count = i + 1;
	}
	return POS_OK;
}

static enum pos_status
check_total(const struct pos_shop *shop, const struct pos_order *order,
    const struct pos_sale *sale, struct pos_err *err)
{
	char text[2][POS_DECIMAL_MAX];

	if (!order->has_total || order->total_minor == sale->total_minor)
		return POS_OK;
	return pos_fail(err, POS_REFUSED,
	    "the order says it comes to %s, "
	    "but its lines come to %s",
	    pos_shop_money_text(shop, text[0], pos_minor(order->total_minor)),
	    pos_shop_money_text(shop, text[1], pos_minor(sale->total_minor)));
}

POS_SQL(sql_number, "SELECT value FROM counter "
    "WHERE branch = $1 AND name = $2");

/* The number is drawn last, when nothing can refuse any more; the counter
 * itself moves when the sale is applied. */
static enum pos_status
draw_number(struct pos_shop *shop, struct pos_sale *sale, struct pos_pool *pool,
    struct pos_id *id, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_number);
	char name[64], id_text[POS_ID_TEXT];
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_text(q, 2, counter_name(name, shop->day));
	st = pos_step(q, err);
	if (st != POS_OK && st != POS_END)
		return st;
	sale->number = (st == POS_OK ? pos_int(q, "value") : 0) + 1;
	pos_query_done(q);
	pos_sale_id(id, sale->at, shop->branch, shop->till, shop->day,
	    sale->number);
	sale->id = pos_pool_text(pool, pos_id_text(id_text, id));
	return POS_OK;
}

/* Who ordered, found or enrolled.  Enrolling is recorded, so it comes when
 * nothing can refuse the order any more; what the payments earn is decided
 * again for the member. */
static enum pos_status
customer(struct pos_shop *shop, const struct pos_order *order,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	const struct pos_order_customer *c = order->customer;
	struct pos_member member;
	enum pos_status st;
	bool enrolled;

	st = pos_member_enrol_channel(shop, order->channel, c->id, c->phone,
	    c->name, pool, &member, &enrolled, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	sale->member_no = member.member_no;
	sale->member = member.code;
	sale->payments_count = 0;
	return payments_from_order(shop, order, pool, sale, err);
}

enum pos_status
pos_sale_make(struct pos_shop *shop, struct pos_sale *sale,
    const struct pos_order *order, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_id id;
	enum pos_status st;

	st = pos_sale_total(shop, sale, pool, err);
	if (st == POS_OK && order != NULL) {
		st = check_total(shop, order, sale, err);
		if (st == POS_OK)
			st = check_stock(shop, sale, pool, err);
		if (st == POS_OK)
			st = payments_from_order(shop, order, pool, sale, err);
		if (st == POS_OK && order->customer != NULL)
			st = customer(shop, order, pool, sale, err);
	}
	if (st == POS_OK)
		st = draw_number(shop, sale, pool, &id, err);
	if (st == POS_OK)
		st = pos_record(shop, &pos_sale_made, sale, err);
	if (st != POS_OK)
		return st;
	if (settled(sale)) {
		sale->state_no = POS_SALE_COMPLETED;
		sale->done_at = sale->payments[sale->payments_count - 1].at;
	}
	pos_sale_derive(sale, pool, &id);
	return POS_OK;
}

enum pos_status
pos_sale_new(struct pos_shop *shop, const struct pos_order *order,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_SELL, 0, approval, NULL, err);
	if (st == POS_OK)
		st = head_from_order(shop, order, sale, err);
	if (st == POS_OK)
		st = lines_from_order(shop, order, approval, false, pool, sale,
		    err);
	return st == POS_OK ? pos_sale_make(shop, sale, order, pool, err) : st;
}

enum pos_status
pos_sale_sketch(struct pos_shop *shop, const struct pos_order *order,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	enum pos_status st;

	st = head_from_order(shop, order, sale, err);
	if (st == POS_OK)
		st = lines_from_order(shop, order, NULL, true, pool, sale, err);
	return st == POS_OK ? pos_sale_total(shop, sale, pool, err) : st;
}

POS_SQL(sql_outside, "SELECT o.day AS day, o.number AS number, "
    "o.asked AS asked, s.at AS at, s.till AS till FROM outside o "
    "JOIN sale s ON s.branch = o.branch AND s.day = o.day "
    "AND s.number = o.number "
    "WHERE o.branch = $1 AND o.channel = $2 AND o.external = $3");

/* POS_END: it has not come before. */
static enum pos_status
came_before(struct pos_shop *shop, const struct pos_order *order,
    const char *asked, struct pos_id *id, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_outside);
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_text(q, 2, order->channel);
	pos_bind_text(q, 3, order->external);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	pos_sale_id(id, pos_int(q, "at"), shop->branch, pos_int(q, "till"),
	    (int32_t)pos_int(q, "day"), pos_int(q, "number"));
	if (strcmp(pos_text(q, "asked"), asked) != 0)
		st = pos_fail(err, POS_REFUSED,
		    "order '%s' of '%s' came "
		    "before with other content",
		    order->external, order->channel);
	pos_query_done(q);
	return st;
}

enum pos_status
pos_sale_import(struct pos_shop *shop, const struct pos_order *order,
    const char *asked, struct pos_pool *pool, struct pos_sale *sale,
    bool *again, struct pos_err *err)
{
	struct pos_id id;
	enum pos_status st;

	*again = false;
	if (order->channel == NULL || order->external == NULL)
		return pos_fail(err, POS_DATA,
		    "an order from outside needs "
		    "'channel' and 'external'");
	st = came_before(shop, order, asked, &id, err);
	if (st == POS_OK) {
		*again = true;
		return pos_sale_load(shop, &id, pool, sale, err);
	}
	if (st != POS_END)
		return st;
	st = pos_staff_may(shop, POS_RIGHT_SELL, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = head_from_order(shop, order, sale, err);
	if (st == POS_OK)
		st = lines_from_order(shop, order, NULL, true, pool, sale, err);
	if (st != POS_OK)
		return st;
	sale->asked = asked;
	return pos_sale_make(shop, sale, order, pool, err);
}
