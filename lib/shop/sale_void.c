/*
 * sale_void.c - a sale, or a return not paid out, that shall not be.
 *
 * Its number and lines stay, for whoever looks at the day; what it had
 * reserved, or taken back from its original, is let go.
 */
#include <string.h>

#include "base/text.h"
#include "shop/groupbuy.h"
#include "shop/offer.h"
#include "shop/rollup.h"
#include "shop/sale_inside.h"
#include "shop/staff.h"

struct void_event {
	const char *sale;
	const char *reason;
	int64_t total_minor;
	const char *approved_by;
};

static const struct pos_field void_fields[] = {
	POS_TEXT(void_event, sale, 0, 36, "id of the sale"),
	POS_TEXT(void_event, reason, POS_F_OPTIONAL, 500, "why"),
	POS_MONEY(void_event, total_minor, 0, "what it came to"),
	POS_TEXT(void_event, approved_by, POS_F_OPTIONAL, 64,
	    "who approved it"),
	{ 0 },
};
static const struct pos_record void_record = {
	.size = sizeof(struct void_event), .fields = void_fields,
	.help = "a sale was made void",
};

POS_SQL(sql_void, "UPDATE sale SET took_ms = $4, done_day = $5 "
    "WHERE branch = $1 AND day = $2 AND number = $3");

static enum pos_status
mark(struct pos_store *store, const struct pos_entry *entry,
    const struct pos_id *id, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_void);

	pos_bind_sale(q, id);
	pos_bind_int(q, 4, entry->at - id->ms);
	pos_bind_some(q, 5, entry->day != pos_id_day(id) ? entry->day : 0);
	return pos_run(q, err);
}

static enum pos_status
undo(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_id *id, struct pos_err *err)
{
	struct pos_needs needs = { 0 };
	struct pos_id of;
	enum pos_status st;

	if (sale->of != NULL && pos_id_parse(&of, sale->of))
		return pos_line_back_add(shop->store, &of, sale, -1, err);
	st = pos_offer_apply(shop, entry, sale, NULL, err);
	if (st == POS_OK && sale->group_buy != NULL)
		st = pos_groupbuy_void_apply(shop, sale, err);
	if (st != POS_OK)
		return st;
	st = pos_sale_release(shop->store, id, &needs, err);
	pos_needs_release(&needs);
	return st == POS_OK ? pos_rollup_void(shop, id->branch, entry->day,
				  sale->total_minor, err) :
			      st;
}

static enum pos_status
apply_loaded(struct pos_shop *shop, const struct pos_entry *entry,
    const struct void_event *event, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_sale sale;
	struct pos_id id;
	enum pos_status st;

	if (!pos_id_parse(&id, event->sale))
		return pos_fail(err, POS_DATA, "'%s' is no id", event->sale);
	st = pos_sale_load(shop, &id, pool, &sale, err);
	if (st != POS_OK)
		return st;
	sale.state_no = POS_SALE_VOID;
	if (event->reason != NULL)
		sale.reason = event->reason;
	st = pos_sale_rows_replace(shop->store, &id, &sale, err);
	if (st == POS_OK)
		st = mark(shop->store, entry, &id, err);
	if (st == POS_OK)
		st = pos_open_sale_mark(shop->store, &id, false, err);
	return st == POS_OK ? undo(shop, entry, &sale, &id, err) : st;
}

static enum pos_status
apply_void(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st = apply_loaded(shop, entry, data, pool, err);

	pos_pool_free(pool);
	return st;
}

const struct pos_event_kind pos_sale_voided = {
	.kind = "sale.void",
	.v = 1,
	.record = &void_record,
	.apply = apply_void,
	.help = "a sale was made void",
};

enum pos_status
pos_sale_void(struct pos_shop *shop, const struct pos_id *id,
    const char *reason, const struct pos_approval *approval,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct void_event event = { .reason = reason };
	char text[POS_DECIMAL_MAX];
	enum pos_status st;

	st = pos_sale_load(shop, id, pool, sale, err);
	if (st == POS_OK)
		st = pos_sale_must_be_open(sale, err);
	if (st == POS_OK && reason != NULL &&
	    pos_text_wrong(reason, 500) != NULL)
		st = pos_fail(err, POS_DATA, "the reason is %s",
		    pos_text_wrong(reason, 500));
	if (st == POS_OK && sale->paid_minor != 0)
		st = pos_fail(err, POS_REFUSED,
		    "sale %lld has %s paid: give "
		    "it back first with 'pos-pay refund'",
		    (long long)sale->number,
		    pos_shop_money_text(shop, text,
			pos_minor(sale->paid_minor)));
	if (st == POS_OK && sale->of == NULL)
		st = pos_staff_may(shop, POS_RIGHT_VOID, sale->total_minor,
		    approval, &event.approved_by, err);
	if (st != POS_OK)
		return st;
	event.sale = sale->id;
	event.total_minor = sale->total_minor;
	st = pos_record(shop, &pos_sale_voided, &event, err);
	return st == POS_OK ? pos_sale_load(shop, id, pool, sale, err) : st;
}
