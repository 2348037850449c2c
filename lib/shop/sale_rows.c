/*
 * sale_rows.c - the rows of a sale, as apply writes them.
 *
 * There are millions of these rows, so they hold nothing that follows: a
 * line's total follows from its price, quantity and discount, the taxes from
 * its lines, the id from its instant, branch, till, day and number.
 */
#include "shop/sale_inside.h"
#include "shop/sale_more.h"

POS_SQL(sql_sale_add, "INSERT INTO sale (branch, day, number, till, at, "
    "state, order_type, staff, total_minor, more) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
POS_SQL(sql_sale_set, "UPDATE sale SET state = $4, order_type = $5, "
    "total_minor = $6, more = $7 "
    "WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_line_add, "INSERT INTO line (branch, day, number, n, item, "
    "qty_milli, price_minor, tax, more) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
POS_SQL(sql_lines_drop, "DELETE FROM line "
    "WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_open_add, "INSERT INTO open_sale (branch, day, number) "
    "VALUES ($1, $2, $3)");
POS_SQL(sql_open_drop, "DELETE FROM open_sale "
    "WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_outside_add, "INSERT INTO outside "
    "(branch, channel, external, day, number, asked) "
    "VALUES ($1, $2, $3, $4, $5, $6)");
POS_SQL(sql_back_add, "INSERT INTO line_back "
    "(branch, day, number, n, qty_milli, total_minor) "
    "VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (branch, day, number, n) DO UPDATE SET "
    "qty_milli = line_back.qty_milli + $5, "
    "total_minor = line_back.total_minor + $6");

enum pos_status
pos_open_sale_mark(struct pos_store *store, const struct pos_id *id, bool open,
    struct pos_err *err)
{
	struct pos_query *q =
	    pos_query(store, open ? &sql_open_add : &sql_open_drop);

	pos_bind_sale(q, id);
	return pos_run(q, err);
}

static enum pos_status
add_lines(struct pos_store *store, const struct pos_id *id,
    const struct pos_sale *sale, struct pos_err *err)
{
	const struct pos_sale_line *line;
	struct pos_buf more = { 0 };
	struct pos_query *q;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < sale->lines_count; i++) {
		line = &sale->lines[i];
		q = pos_query(store, &sql_line_add);
		pos_bind_sale(q, id);
		pos_bind_int(q, 4, line->n);
		pos_bind_int(q, 5, line->item_no);
		pos_bind_int(q, 6, line->qty_milli);
		pos_bind_int(q, 7, line->price_minor);
		pos_bind_some(q, 8, line->tax_no);
		pos_bind_text(q, 9, pos_line_more_text(&more, line));
		st = pos_run(q, err);
	}
	pos_buf_release(&more);
	return st;
}

static enum pos_status
add_outside(struct pos_store *store, const struct pos_id *id,
    const struct pos_sale *sale, struct pos_err *err)
{
	struct pos_query *q;

	if (sale->asked == NULL)
		return POS_OK;
	q = pos_query(store, &sql_outside_add);
	pos_bind_int(q, 1, id->branch);
	pos_bind_text(q, 2, sale->channel);
	pos_bind_text(q, 3, sale->external);
	pos_bind_int(q, 4, pos_id_day(id));
	pos_bind_int(q, 5, pos_id_number(id));
	pos_bind_text(q, 6, sale->asked);
	return pos_run(q, err);
}

enum pos_status
pos_sale_rows_add(struct pos_store *store, const struct pos_id *id,
    const struct pos_sale *sale, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	struct pos_query *q;
	enum pos_status st;

	q = pos_query(store, &sql_sale_add);
	pos_bind_sale(q, id);
	pos_bind_int(q, 4, id->till);
	pos_bind_int(q, 5, id->ms);
	pos_bind_int(q, 6, POS_SALE_OPEN);
	pos_bind_int(q, 7, pos_order_type_no(sale->order_type));
	pos_bind_some(q, 8, sale->staff_no);
	pos_bind_int(q, 9, sale->total_minor);
	pos_bind_text(q, 10, pos_sale_more_text(&more, sale));
	st = pos_run(q, err);
	pos_buf_release(&more);
	if (st == POS_OK)
		st = add_lines(store, id, sale, err);
	if (st == POS_OK)
		st = add_outside(store, id, sale, err);
	return st;
}

enum pos_status
pos_sale_rows_replace(struct pos_store *store, const struct pos_id *id,
    const struct pos_sale *sale, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	struct pos_query *q;
	enum pos_status st;

	q = pos_query(store, &sql_sale_set);
	pos_bind_sale(q, id);
	pos_bind_int(q, 4, sale->state_no);
	pos_bind_int(q, 5, pos_order_type_no(sale->order_type));
	pos_bind_int(q, 6, sale->total_minor);
	pos_bind_text(q, 7, pos_sale_more_text(&more, sale));
	st = pos_run(q, err);
	pos_buf_release(&more);
	if (st != POS_OK)
		return st;
	q = pos_query(store, &sql_lines_drop);
	pos_bind_sale(q, id);
	st = pos_run(q, err);
	return st == POS_OK ? add_lines(store, id, sale, err) : st;
}

/* What a return takes back from the lines of its original; sign -1 undoes. */
enum pos_status
pos_line_back_add(struct pos_store *store, const struct pos_id *of,
    const struct pos_sale *back, int sign, struct pos_err *err)
{
	const struct pos_sale_line *line;
	struct pos_query *q;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < back->lines_count; i++) {
		line = &back->lines[i];
		q = pos_query(store, &sql_back_add);
		pos_bind_sale(q, of);
		pos_bind_int(q, 4, line->of_n);
		pos_bind_int(q, 5, -line->qty_milli * sign);
		pos_bind_int(q, 6, -line->total_minor * sign);
		st = pos_run(q, err);
	}
	return st;
}
