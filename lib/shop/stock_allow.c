/*
 * stock_allow.c - may this be ordered?  What is left against what is wanted.
 *
 * Reads stock inside the transaction that will reserve it, so it sees what
 * earlier orders of the same group reserved a moment ago.
 */
#include <string.h>

#include "base/mem.h"
#include "shop/stock.h"

POS_SQL(left_sql,
    "SELECT on_hand_milli - reserved_milli AS left_milli FROM stock"
    " WHERE branch = $1 AND item = $2 AND location = '" POS_LOCATION "'");

static enum pos_status
left(struct pos_shop *shop, int64_t item_no, int64_t *left_milli,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &left_sql);
	enum pos_status st;

	*left_milli = 0;
	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, item_no);
	st = pos_step(q, err);
	if (st == POS_OK)
		*left_milli = pos_int(q, "left_milli");
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

/* "latte", or "milk=oat"; NULL when nobody asks but the item itself. */
static enum pos_status
asker_name(struct pos_shop *shop, const struct pos_need *need,
    struct pos_buf *name, struct pos_err *err)
{
	const struct pos_item *item;
	enum pos_status st = POS_OK;

	if (need->group != NULL) {
		pos_buf_printf(name, "%s=%s", need->group, need->choice);
	} else if (need->of_no != 0) {
		st = pos_item_by_no(shop, need->of_no, &item, err);
		if (st == POS_OK)
			pos_buf_text(name, item->code);
	}
	return st;
}

static enum pos_status
say_short(struct pos_shop *shop, const struct pos_need *need,
    int64_t left_milli, struct pos_buf *text, struct pos_err *err)
{
	const struct pos_item *item;
	struct pos_buf by = { 0 };
	char wanted[POS_DECIMAL_MAX], rest[POS_DECIMAL_MAX];
	enum pos_status st;

	st = pos_item_by_no(shop, need->item_no, &item, err);
	if (st == POS_OK)
		st = asker_name(shop, need, &by, err);
	if (st == POS_OK) {
		pos_milli_text(wanted, need->qty_milli);
		pos_milli_text(rest, left_milli > 0 ? left_milli : 0);
		if (by.len > 0)
			pos_buf_printf(text,
			    pos_tr("'%s' needs '%s': %s wanted, %s left"),
			    by.text, item->code, wanted, rest);
		else
			pos_buf_printf(text,
			    pos_tr("'%s' is sold out: %s wanted, %s left"),
			    item->code, wanted, rest);
	}
	pos_buf_release(&by);
	return st;
}

static enum pos_status
refuse_flagged(struct pos_shop *shop, const struct pos_need *need,
    struct pos_err *err)
{
	const struct pos_item *item;
	struct pos_buf by = { 0 };
	enum pos_status st = POS_OK;

	if (need->item_no != 0)
		st = pos_item_by_no(shop, need->item_no, &item, err);
	if (st == POS_OK)
		st = asker_name(shop, need, &by, err);
	if (st != POS_OK)
		;
	else if (need->item_no == 0)
		st = pos_fail(err, POS_REFUSED, "'%s' is sold out", by.text);
	else if (by.len == 0)
		st = pos_fail(err, POS_REFUSED, "'%s' is sold out", item->code);
	else
		st = pos_fail(err, POS_REFUSED,
		    "'%s' needs '%s', which is sold out", by.text, item->code);
	pos_buf_release(&by);
	return st;
}

/* The first warning is the one that is told: one line fits a till. */
static enum pos_status
check(struct pos_shop *shop, const struct pos_need *need, struct pos_pool *pool,
    const char **warning, struct pos_err *err)
{
	struct pos_buf text = { 0 };
	enum pos_status st;
	int64_t left_milli;

	st = left(shop, need->item_no, &left_milli, err);
	if (st != POS_OK || need->qty_milli <= left_milli)
		return st;
	st = say_short(shop, need, left_milli, &text, err);
	if (st == POS_OK && need->policy == 'b')
		st = pos_fail(err, POS_REFUSED, "%s", text.text);
	else if (st == POS_OK && *warning == NULL)
		*warning = pos_pool_text(pool, text.text);
	pos_buf_release(&text);
	return st;
}

enum pos_status
pos_stock_allows(struct pos_shop *shop, const struct pos_needs *needs,
    struct pos_pool *pool, const char **warning, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	*warning = NULL;
	for (i = 0; i < needs->flagged_count; i++)
		if (needs->flagged[i].qty_milli > 0)
			return refuse_flagged(shop, &needs->flagged[i], err);
	for (i = 0; i < needs->count && st == POS_OK; i++) {
		const struct pos_need *need = &needs->need[i];

		if (need->qty_milli > 0 && need->policy != 'a')
			st = check(shop, need, pool, warning, err);
	}
	return st;
}
