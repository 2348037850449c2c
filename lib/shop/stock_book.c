/*
 * stock_book.c - the writes of stock: reserve, take, move.  For apply only.
 *
 * A row of stock is made by the first that needs it.  On-hand is changed
 * here and nowhere else, and always beside the movement that explains it.
 */
#include "shop/stock.h"

/* Two plain statements: an upsert takes longer to prepare than both. */
POS_SQL(grow_sql,
    "UPDATE stock SET on_hand_milli = on_hand_milli + $4,"
    " reserved_milli = reserved_milli + $5"
    " WHERE branch = $1 AND item = $2 AND location = $3");
POS_SQL(first_sql,
    "INSERT INTO stock (branch, item, location, on_hand_milli,"
    " reserved_milli) VALUES ($1, $2, $3, $4, $5)");
POS_SQL(move_sql,
    "INSERT INTO move (branch, till, seq, n, item, location, kind,"
    " qty_milli, at, day, ref)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");

static enum pos_status
write_row(struct pos_store *store, const struct pos_sql *sql, int64_t branch,
    const struct pos_move_row *row, int64_t reserved_milli, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, sql);

	pos_bind_int(q, 1, branch);
	pos_bind_int(q, 2, row->item_no);
	pos_bind_text(q, 3, row->location);
	pos_bind_int(q, 4, row->qty_milli);
	pos_bind_int(q, 5, reserved_milli);
	return pos_run(q, err);
}

static enum pos_status
add(struct pos_store *store, int64_t branch, const struct pos_move_row *row,
    int64_t reserved_milli, struct pos_err *err)
{
	enum pos_status st;

	st = write_row(store, &grow_sql, branch, row, reserved_milli, err);
	if (st != POS_OK || pos_changed(store) > 0)
		return st;
	return write_row(store, &first_sql, branch, row, reserved_milli, err);
}

enum pos_status
pos_stock_reserve(struct pos_store *store, int64_t branch,
    const struct pos_needs *needs, int sign, struct pos_err *err)
{
	struct pos_move_row row = { .location = POS_LOCATION };
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < needs->count && st == POS_OK; i++) {
		if (needs->need[i].qty_milli == 0)
			continue;
		row.item_no = needs->need[i].item_no;
		st = add(store, branch, &row, sign * needs->need[i].qty_milli,
		    err);
	}
	return st;
}

enum pos_status
pos_stock_move_add(struct pos_store *store, const struct pos_entry *entry,
    const struct pos_move_row *row, int64_t *n, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &move_sql);
	enum pos_status st;

	pos_bind_int(q, 1, entry->branch);
	pos_bind_int(q, 2, entry->till);
	pos_bind_int(q, 3, entry->seq);
	pos_bind_int(q, 4, ++*n);
	pos_bind_int(q, 5, row->item_no);
	pos_bind_text(q, 6, row->location);
	pos_bind_text(q, 7, row->kind);
	pos_bind_int(q, 8, row->qty_milli);
	pos_bind_int(q, 9, entry->at);
	pos_bind_int(q, 10, entry->day);
	pos_bind_text(q, 11, row->ref);
	st = pos_run(q, err);
	return st == POS_OK ? add(store, entry->branch, row, 0, err) : st;
}

enum pos_status
pos_stock_take(struct pos_store *store, const struct pos_entry *entry,
    const struct pos_needs *needs, int sign, const char *kind, const char *ref,
    int64_t *n, struct pos_err *err)
{
	struct pos_move_row row = { .location = POS_LOCATION,
		.kind = kind,
		.ref = ref };
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < needs->count && st == POS_OK; i++) {
		if (needs->need[i].qty_milli == 0)
			continue;
		row.item_no = needs->need[i].item_no;
		row.qty_milli = -sign * needs->need[i].qty_milli;
		st = pos_stock_move_add(store, entry, &row, n, err);
	}
	return st;
}
