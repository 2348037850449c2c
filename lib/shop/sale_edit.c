/*
 * sale_edit.c - changes of a sale that is not paid yet.
 *
 * However many steps an edit has, it is one event with the document as it
 * then is; apply replaces the rows and what is reserved.
 */
#include <string.h>

#include "base/text.h"
#include "shop/offer.h"
#include "shop/sale_inside.h"
#include "shop/sale_more.h"
#include "shop/staff.h"

struct change {
	const struct pos_sale *sale;
	const char *approved_by;
};

static const struct pos_field change_fields[] = {
	POS_OBJECT(change, sale, 0, &pos_sale_data, "the sale as it now is"),
	POS_TEXT(change, approved_by, POS_F_OPTIONAL, 64, "who approved it"),
	{ 0 },
};
static const struct pos_record change_record = {
	.size = sizeof(struct change), .fields = change_fields,
	.help = "a change of an open sale",
};

/* Uses, coupons and points, from what the row says to what it will say. */
static enum pos_status
apply_offers(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_id *id, const struct pos_sale *sale, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_sale before = { .id = sale->id, .day = sale->day };
	enum pos_status st;

	st = pos_sale_more_load(shop->store, id, pool, &before, err);
	if (st == POS_OK)
		st = pos_offer_apply(shop, entry, &before, sale, err);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
apply_change(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	struct pos_sale sale = *((const struct change *)data)->sale;
	struct pos_needs needs = { 0 };
	struct pos_id id;
	enum pos_status st;

	if (!pos_id_parse(&id, sale.id))
		return pos_fail(err, POS_DATA, "'%s' is no id", sale.id);
	sale.state_no =
	    strcmp(sale.state, "held") == 0 ? POS_SALE_HELD : POS_SALE_OPEN;
	st = apply_offers(shop, entry, &id, &sale, err);
	if (st == POS_OK)
		st = pos_sale_rows_replace(shop->store, &id, &sale, err);
	if (st == POS_OK)
		st = pos_sale_release(shop->store, &id, &needs, err);
	pos_needs_clear(&needs);
	if (st == POS_OK)
		st = pos_sale_needs(shop, &sale, 1, &needs, err);
	if (st == POS_OK)
		st = pos_sale_reserve(shop->store, &id, &needs, err);
	pos_needs_release(&needs);
	return st;
}

const struct pos_event_kind pos_sale_changed = {
	.kind = "sale.put",
	.v = 1,
	.record = &change_record,
	.apply = apply_change,
	.help = "an open sale was changed",
};

enum pos_status
pos_sale_must_be_open(const struct pos_sale *sale, struct pos_err *err)
{
	if (sale->state_no == POS_SALE_VOID)
		return pos_fail(err, POS_REFUSED, "sale %lld is void",
		    (long long)sale->number);
	if (sale->state_no == POS_SALE_COMPLETED)
		return pos_fail(err, POS_REFUSED,
		    "sale %lld is paid already "
		    "(use 'pos-sale return')",
		    (long long)sale->number);
	return POS_OK;
}

/* The edit at work: a copy of the lines that may grow. */
struct work {
	struct pos_shop *shop;
	struct pos_pool *pool;
	const struct pos_approval *approval;
	struct pos_sale *sale;
	struct pos_sale_line *lines;
};

static enum pos_status
find_line(const struct work *w, int64_t n, struct pos_sale_line **line,
    struct pos_err *err)
{
	size_t i;

	*line = NULL;
	for (i = 0; i < w->sale->lines_count; i++)
		if (w->lines[i].n == n) {
			*line = &w->lines[i];
			return POS_OK;
		}
	return pos_fail(err, POS_DATA, "sale %lld has no line %lld",
	    (long long)w->sale->number, (long long)n);
}

static enum pos_status
add(struct work *w, const struct pos_order_line *want, struct pos_err *err)
{
	struct pos_sale *sale = w->sale;
	struct pos_sale_line *all;

	if (sale->lines_count >= POS_SALE_LINES_MAX)
		return pos_fail(err, POS_DATA, "more than %d lines",
		    POS_SALE_LINES_MAX);
	all = pos_pool_alloc(w->pool, (sale->lines_count + 1) * sizeof(*all));
	if (sale->lines_count > 0)
		memcpy(all, w->lines, sale->lines_count * sizeof(*all));
	w->lines = all;
	sale->lines = all;
	all[sale->lines_count].n = ++sale->last_n;
	return pos_line_make(w->shop, sale, want, w->approval, false, w->pool,
	    &all[sale->lines_count++], err);
}

static enum pos_status
drop(struct work *w, int64_t n, struct pos_err *err)
{
	struct pos_sale_line *line;
	enum pos_status st = find_line(w, n, &line, err);
	size_t at;

	if (st != POS_OK)
		return st;
	if (w->sale->lines_count == 1)
		return pos_fail(err, POS_REFUSED,
		    "line %lld is the last of "
		    "sale %lld (use 'pos-sale void')",
		    (long long)n, (long long)w->sale->number);
	at = (size_t)(line - w->lines);
	memmove(line, line + 1,
	    (w->sale->lines_count - at - 1) * sizeof(*line));
	w->sale->lines_count--;
	return POS_OK;
}

/* A discount in money stays, one that no longer fits goes down with it. */
static enum pos_status
set_qty(struct work *w, struct pos_sale_line *line, int64_t qty_milli,
    struct pos_err *err)
{
	const struct pos_item *item;
	struct pos_money gross;
	enum pos_status st;

	st = pos_item_by_no(w->shop, line->item_no, &item, err);
	if (st != POS_OK)
		return st;
	st = pos_line_set_qty(item, qty_milli, line, err);
	if (st != POS_OK)
		return st;
	st = pos_line_gross(line, &gross, err);
	if (st != POS_OK)
		return st;
	if (pos_money_cmp(pos_minor(line->discount_minor), gross) > 0)
		line->discount_minor = gross.minor;
	return pos_line_total(line, err);
}

static enum pos_status
set_options(struct work *w, struct pos_sale_line *line,
    const struct pos_order_line *want, struct pos_err *err)
{
	const struct pos_item *item;
	enum pos_status st;

	st = pos_item_by_no(w->shop, line->item_no, &item, err);
	if (st == POS_OK)
		st = pos_line_choose(w->shop, item, want->options,
		    want->options_count, w->pool, line, err);
	return st == POS_OK ? set_qty(w, line, line->qty_milli, err) : st;
}

static enum pos_status
set_price(struct work *w, struct pos_sale_line *line, int64_t price_minor,
    struct pos_err *err)
{
	enum pos_status st;

	st = pos_staff_may(w->shop, POS_RIGHT_PRICE, 0, w->approval, NULL, err);
	if (st != POS_OK)
		return st;
	line->price_minor = price_minor;
	return set_qty(w, line, line->qty_milli, err);
}

static enum pos_status
take_off(struct work *w, struct pos_sale_line *line,
    const struct pos_edit *edit, struct pos_err *err)
{
	struct pos_money off = pos_minor(edit->amount_minor);
	enum pos_status st = POS_OK;

	line->gift = false;
	if (edit->kind == POS_EDIT_PERCENT) {
		st = pos_line_gross(line, &off, err);
		if (st == POS_OK &&
		    !pos_money_ratio(&off, off, edit->rate_ppm, POS_RATE_MAX,
			POS_ROUND_HALF_UP))
			return pos_fail(err, POS_DATA,
			    "the amount is too large");
	}
	return st == POS_OK ?
	    pos_line_discount(w->shop, line, off, w->approval, false, err) :
	    st;
}

static enum pos_status
give(struct work *w, struct pos_sale_line *line, struct pos_err *err)
{
	enum pos_status st;

	st = pos_staff_may(w->shop, POS_RIGHT_DISCOUNT, POS_RATE_MAX,
	    w->approval, NULL, err);
	if (st != POS_OK)
		return st;
	line->gift = true;
	return pos_line_total(line, err);
}

/* Prices by order type: a line keeps the price that somebody gave it. */
static enum pos_status
set_type(struct work *w, const char *type, struct pos_err *err)
{
	const struct pos_item *item;
	struct pos_sale before = *w->sale;
	struct pos_sale_line *line, was;
	enum pos_status st;
	size_t i;

	w->sale->order_type = pos_pool_text(w->pool, type);
	w->sale->order_type_no = pos_order_type_no(type);
	for (i = 0; i < w->sale->lines_count; i++) {
		line = &w->lines[i];
		was = *line;
		st = pos_item_by_no(w->shop, line->item_no, &item, err);
		if (st != POS_OK)
			return st;
		if (item->open_price ||
		    pos_line_price(&before, &was, item, err) != POS_OK ||
		    was.price_minor != line->price_minor)
			continue;
		st = pos_line_price(w->sale, line, item, err);
		if (st == POS_OK)
			st = set_qty(w, line, line->qty_milli, err);
		if (st != POS_OK)
			return st;
	}
	return POS_OK;
}

static enum pos_status
edit_line(struct work *w, const struct pos_edit *edit, struct pos_err *err)
{
	struct pos_sale_line *line;
	enum pos_status st = find_line(w, edit->n, &line, err);

	if (st != POS_OK)
		return st;
	switch (edit->kind) {
	case POS_EDIT_QTY:
		return set_qty(w, line, edit->qty_milli, err);
	case POS_EDIT_OPTIONS:
		return set_options(w, line, &edit->line, err);
	case POS_EDIT_PRICE:
		return set_price(w, line, edit->amount_minor, err);
	case POS_EDIT_OFF:
	case POS_EDIT_PERCENT:
		return take_off(w, line, edit, err);
	case POS_EDIT_GIFT:
		return give(w, line, err);
	case POS_EDIT_NOTE:
		line->note = edit->text;
		return POS_OK;
	case POS_EDIT_ADD:
	case POS_EDIT_REMOVE:
	case POS_EDIT_TABLE:
	case POS_EDIT_GUESTS:
	case POS_EDIT_TYPE:
	case POS_EDIT_HOLD:
	case POS_EDIT_RECALL:
	case POS_EDIT_MEMBER:
	case POS_EDIT_PROMOTE:
	case POS_EDIT_CODE:
	case POS_EDIT_COUPON:
	case POS_EDIT_UNCODE:
	case POS_EDIT_PAY_BY:
	case POS_EDIT_POINTS:
	case POS_EDIT_GROUP:
		break;
	}
	return pos_fail(err, POS_BUG, "no edit of a line");
}

static enum pos_status
check_text(const struct pos_edit *edit, size_t max, struct pos_err *err)
{
	const char *wrong;

	wrong = edit->text != NULL ? pos_text_wrong(edit->text, max) : NULL;
	return wrong == NULL ?
	    POS_OK :
	    pos_fail(err, POS_DATA, "'%s' is %s", edit->text, wrong);
}

static enum pos_status
step(struct work *w, const struct pos_edit *edit, struct pos_err *err)
{
	struct pos_sale *sale = w->sale;
	enum pos_status st = POS_OK;

	switch (edit->kind) {
	case POS_EDIT_ADD:
		return add(w, &edit->line, err);
	case POS_EDIT_REMOVE:
		return drop(w, edit->n, err);
	case POS_EDIT_NOTE:
		st = check_text(edit, 500, err);
		if (st == POS_OK && edit->n == 0)
			sale->note = edit->text;
		else if (st == POS_OK)
			st = edit_line(w, edit, err);
		return st;
	case POS_EDIT_TABLE:
		st = check_text(edit, 64, err);
		sale->table = edit->text;
		return st;
	case POS_EDIT_GUESTS:
		sale->guests = edit->qty_milli;
		return POS_OK;
	case POS_EDIT_TYPE:
		return set_type(w, edit->text, err);
	case POS_EDIT_HOLD:
		st = check_text(edit, 200, err);
		if (sale->state_no == POS_SALE_HELD)
			return pos_fail(err, POS_REFUSED,
			    "sale %lld is held already",
			    (long long)sale->number);
		sale->label = edit->text;
		sale->state_no = POS_SALE_HELD;
		return st;
	case POS_EDIT_RECALL:
		if (sale->state_no != POS_SALE_HELD)
			return pos_fail(err, POS_REFUSED,
			    "sale %lld is not held", (long long)sale->number);
		sale->label = NULL;
		sale->state_no = POS_SALE_OPEN;
		return POS_OK;
	case POS_EDIT_QTY:
	case POS_EDIT_OPTIONS:
	case POS_EDIT_PRICE:
	case POS_EDIT_OFF:
	case POS_EDIT_PERCENT:
	case POS_EDIT_GIFT:
		break;
	case POS_EDIT_MEMBER:
	case POS_EDIT_PROMOTE:
	case POS_EDIT_CODE:
	case POS_EDIT_COUPON:
	case POS_EDIT_UNCODE:
	case POS_EDIT_PAY_BY:
	case POS_EDIT_POINTS:
	case POS_EDIT_GROUP:
		return pos_sale_enter(w->shop, sale, edit, w->pool, err);
	}
	return edit_line(w, edit, err);
}

/* Only what is wanted beyond what is reserved already must be there. */
static enum pos_status
check_stock(struct work *w, const struct pos_sale *before, struct pos_err *err)
{
	struct pos_needs needs = { 0 };
	const char *warning = NULL;
	enum pos_status st;

	st = pos_sale_needs(w->shop, w->sale, 1, &needs, err);
	if (st == POS_OK)
		st = pos_sale_needs(w->shop, before, -1, &needs, err);
	if (st == POS_OK)
		st = pos_stock_allows(w->shop, &needs, w->pool, &warning, err);
	if (warning != NULL)
		w->sale->warning = warning;
	pos_needs_release(&needs);
	return st;
}

static enum pos_status
check_paid(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_err *err)
{
	char text[POS_DECIMAL_MAX];

	if (sale->paid_minor == 0 ||
	    pos_money_cmp(pos_minor(sale->total_minor),
		pos_minor(sale->paid_minor)) > 0)
		return POS_OK;
	return pos_fail(err, POS_REFUSED,
	    "sale %lld has %s paid already, "
	    "which is all of what is left of it: give it back first with "
	    "'pos-pay refund'",
	    (long long)sale->number,
	    pos_shop_money_text(shop, text, pos_minor(sale->paid_minor)));
}

enum pos_status
pos_sale_edit(struct pos_shop *shop, const struct pos_id *id,
    const struct pos_edit *edits, size_t count,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	struct work w = { shop, pool, approval, sale, NULL };
	struct pos_sale before, as_recorded;
	struct change change = { .sale = &as_recorded };
	enum pos_status st;
	size_t i;

	st = pos_staff_may(shop, POS_RIGHT_SELL, 0, approval, NULL, err);
	if (st == POS_OK)
		st = pos_sale_load(shop, id, pool, sale, err);
	if (st == POS_OK)
		st = pos_sale_must_be_open(sale, err);
	if (st == POS_OK && sale->of != NULL)
		st = pos_fail(err, POS_REFUSED,
		    "return %lld cannot be "
		    "changed: void it and make another",
		    (long long)sale->number);
	if (st != POS_OK)
		return st;
	before = *sale;
	/* The edit is one of the sale at list prices. */
	st = pos_offer_strip(sale, pool, err);
	w.lines = (struct pos_sale_line *)sale->lines;
	for (i = 0; st == POS_OK && i < count; i++)
		st = step(&w, &edits[i], err);
	if (st == POS_OK && sale->promoted)
		st = pos_offer_price(shop, sale, &before, pool, NULL, err);
	else if (st == POS_OK)
		st = pos_sale_total(shop, sale, pool, err);
	if (st == POS_OK)
		st = check_paid(shop, sale, err);
	if (st == POS_OK)
		st = check_stock(&w, &before, err);
	if (st != POS_OK)
		return st;
	sale->state = pos_sale_state_name(sale->state_no);
	if (approval != NULL && approval->staff != NULL)
		change.approved_by = approval->staff;
	/* What came with the order is in its own event already. */
	as_recorded = *sale;
	as_recorded.payments_count = 0;
	st = pos_record(shop, &pos_sale_changed, &change, err);
	if (st == POS_OK)
		pos_sale_derive(sale, pool, id);
	return st;
}
