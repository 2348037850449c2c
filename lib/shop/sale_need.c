/*
 * sale_need.c - what an open sale has reserved.
 *
 * The amounts are kept with the sale, so that it lets go of what it took
 * even when a recipe was changed in between.
 */
#include "shop/sale_inside.h"

POS_SQL(sql_need_add, "INSERT INTO sale_need "
    "(branch, day, number, item, qty_milli) VALUES ($1, $2, $3, $4, $5)");
POS_SQL(sql_need_list, "SELECT item, qty_milli FROM sale_need "
    "WHERE branch = $1 AND day = $2 AND number = $3 ORDER BY item");
POS_SQL(sql_need_drop, "DELETE FROM sale_need "
    "WHERE branch = $1 AND day = $2 AND number = $3");

enum pos_status
pos_sale_needs(struct pos_shop *shop, const struct pos_sale *sale, int sign,
    struct pos_needs *needs, struct pos_err *err)
{
	const struct pos_sale_line *line;
	const struct pos_line_choice *choice;
	enum pos_status st = POS_OK;
	int64_t qty;
	size_t i, c;

	for (i = 0; st == POS_OK && i < sale->lines_count; i++) {
		line = &sale->lines[i];
		qty = line->qty_milli < 0 ? -line->qty_milli : line->qty_milli;
		qty *= sign;
		st = pos_needs_add(shop, needs, line->item_no, qty, err);
		for (c = 0; st == POS_OK && c < line->choices_count; c++) {
			choice = &line->choices[c];
			st = pos_needs_add_choice(shop, needs,
			    choice->option_group, choice->code, qty, err);
		}
	}
	return st;
}

enum pos_status
pos_sale_reserve(struct pos_store *store, const struct pos_id *id,
    const struct pos_needs *needs, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st = POS_OK;
	size_t i;

	if (needs->count == 0)
		return POS_OK;
	for (i = 0; st == POS_OK && i < needs->count; i++) {
		q = pos_query(store, &sql_need_add);
		pos_bind_sale(q, id);
		pos_bind_int(q, 4, needs->need[i].item_no);
		pos_bind_int(q, 5, needs->need[i].qty_milli);
		st = pos_run(q, err);
	}
	return st == POS_OK ?
	    pos_stock_reserve(store, id->branch, needs, 1, err) :
	    st;
}

enum pos_status
pos_sale_release(struct pos_store *store, const struct pos_id *id,
    struct pos_needs *needs, struct pos_err *err)
{
	struct pos_query *q;
	struct pos_need *need;
	enum pos_status st;

	pos_needs_clear(needs);
	q = pos_query(store, &sql_need_list);
	pos_bind_sale(q, id);
	while ((st = pos_step(q, err)) == POS_OK) {
		needs->need = pos_grow(needs->need, &needs->cap,
		    needs->count + 1, sizeof(*needs->need));
		need = &needs->need[needs->count++];
		*need = (struct pos_need){
			.item_no = pos_int(q, "item"),
			.qty_milli = pos_int(q, "qty_milli"),
		};
	}
	if (st != POS_END)
		return st;
	if (needs->count == 0)
		return POS_OK;
	q = pos_query(store, &sql_need_drop);
	pos_bind_sale(q, id);
	st = pos_run(q, err);
	return st == POS_OK ?
	    pos_stock_reserve(store, id->branch, needs, -1, err) :
	    st;
}
