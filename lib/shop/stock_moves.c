/*
 * stock_moves.c - the movements, read back: records of type "move".
 *
 * There are as many rows of them as of sold lines, so they hold numbers only;
 * who did it, and why, is read from the journal entry that made the row.
 */
#include <string.h>

#include "rec/json.h"
#include "shop/stock.h"

const struct pos_record pos_move_record = {
	.type = "move", .v = 1, .size = sizeof(struct pos_move),
	.help = "one movement of stock",
	.fields = (const struct pos_field[]){
		POS_TIME(pos_move, at, POS_F_COLUMN, "when"),
		POS_DAY(pos_move, day, 0, "business day"),
		POS_TEXT(pos_move, item, POS_F_CODE | POS_F_COLUMN, 0,
		    "code of the item"),
		POS_TEXT(pos_move, name, 0, 0, "its name"),
		POS_TEXT(pos_move, location, POS_F_CODE | POS_F_COLUMN, 0,
		    "where"),
		POS_CHOICE(pos_move, kind, POS_F_COLUMN, POS_MOVE_KINDS,
		    "what happened"),
		POS_INT(pos_move, qty_milli, POS_F_DECIMAL | POS_F_COLUMN,
		    INT64_MIN, INT64_MAX, "change of what is on hand"),
		POS_TEXT(pos_move, ref, POS_F_OPTIONAL | POS_F_COLUMN, 0,
		    "the sale, as DAY/NUMBER, or the delivery note"),
		POS_TEXT(pos_move, reason, POS_F_OPTIONAL | POS_F_COLUMN, 0,
		    "why"),
		POS_TEXT(pos_move, staff, POS_F_OPTIONAL | POS_F_COLUMN, 0,
		    "who"),
		POS_INT(pos_move, till, 0, 0, INT64_MAX,
		    "number of the till"),
		POS_INT(pos_move, seq, 0, 0, INT64_MAX,
		    "entry in the till's journal"),
		POS_INT(pos_move, n, 0, 0, INT64_MAX, "within the entry"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_move_record);

#define MOVE_COLUMNS \
	"SELECT m.till AS till, m.seq AS seq, m.n AS n, i.code AS code," \
	" i.name AS name, m.location AS location, m.kind AS kind," \
	" m.qty_milli AS qty_milli, m.at AS at, m.day AS day, m.ref AS ref" \
	" FROM move m JOIN item i ON i.item = m.item" \
	" WHERE m.branch = $1 AND m.at >= $2" \
	" AND m.at < $3 AND (CAST($4 AS BIGINT) IS NULL" \
	" OR m.day = CAST($4 AS BIGINT)) AND (CAST($5 AS TEXT) IS NULL" \
	" OR m.kind = CAST($5 AS TEXT))"
#define MOVE_ORDER " ORDER BY m.at, m.till, m.seq, m.n"

POS_SQL(all_sql, MOVE_COLUMNS MOVE_ORDER);
POS_SQL(one_sql, MOVE_COLUMNS " AND m.item = $6" MOVE_ORDER);
POS_SQL(entry_sql,
    "SELECT entry FROM journal WHERE branch = $1 AND till = $2 AND seq = $3");

/* The entry that made the rows at hand: parsed once for all of them. */
struct made_by {
	int64_t till, seq;
	struct pos_json *json;
	const char *staff;
	const char *reason;
};

static enum pos_status
find_entry(struct pos_shop *shop, struct made_by *by, int64_t till, int64_t seq,
    struct pos_err *err)
{
	struct pos_query *q;
	const struct pos_json *data;
	const char *entry;
	enum pos_status st;

	if (by->till == till && by->seq == seq)
		return POS_OK;
	pos_json_free(by->json);
	*by = (struct made_by){ .till = till, .seq = seq };
	q = pos_query(shop->store, &entry_sql);
	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, till);
	pos_bind_int(q, 3, seq);
	st = pos_step(q, err);
	if (st == POS_OK) {
		entry = pos_text(q, "entry");
		st = pos_json_parse(&by->json, entry, strlen(entry), err);
	}
	pos_query_done(q);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	by->staff = pos_json_text(by->json, "staff");
	data = pos_json_get(by->json, "data");
	if (data != NULL)
		by->reason = pos_json_text(data, "reason");
	return POS_OK;
}

static void
fill(struct pos_move *move, struct pos_query *q, const struct made_by *by)
{
	*move = (struct pos_move){
		.at = pos_int(q, "at"),
		.day = pos_int(q, "day"),
		.item = pos_text(q, "code"),
		.name = pos_text(q, "name"),
		.location = pos_text(q, "location"),
		.kind = pos_text(q, "kind"),
		.qty_milli = pos_int(q, "qty_milli"),
		.ref = pos_text(q, "ref"),
		.reason = by->reason,
		.staff = by->staff,
		.till = by->till,
		.seq = by->seq,
		.n = pos_int(q, "n"),
	};
}

enum pos_status
pos_moves(struct pos_shop *shop, const struct pos_move_filter *filter,
    enum pos_status (*each)(void *, const struct pos_move *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q =
	    pos_query(shop->store, filter->item_no != 0 ? &one_sql : &all_sql);
	struct made_by by = { 0 };
	struct pos_move move;
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, filter->since);
	pos_bind_int(q, 3, filter->until);
	pos_bind_some(q, 4, filter->day);
	pos_bind_text(q, 5, filter->kind);
	if (filter->item_no != 0)
		pos_bind_int(q, 6, filter->item_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = find_entry(shop, &by, pos_int(q, "till"),
		    pos_int(q, "seq"), err);
		if (st == POS_OK) {
			fill(&move, q, &by);
			st = each(arg, &move, err);
		}
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	pos_json_free(by.json);
	return st == POS_END ? POS_OK : st;
}
