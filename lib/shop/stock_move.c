/*
 * stock_move.c - deliveries, counts, adjustments, waste: event "stock.move".
 *
 * A count is recorded as the movement that makes on-hand what was counted,
 * zero included: that somebody looked is worth a row.  What is reserved is
 * still on the shelf, so it is counted too.
 */
#include <string.h>

#include "base/text.h"
#include "shop/staff.h"
#include "shop/stock.h"

const struct pos_record pos_stock_line_record = {
	.size = sizeof(struct pos_stock_line),
	.help = "one item of a stock movement",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_stock_line, item, POS_F_CODE, 0, "code"),
		POS_TEXT(pos_stock_line, name, 0, 0, "name"),
		POS_INT(pos_stock_line, expected_milli, POS_F_DECIMAL,
		    INT64_MIN, INT64_MAX, "on hand before"),
		POS_INT(pos_stock_line, qty_milli, POS_F_DECIMAL, INT64_MIN,
		    INT64_MAX, "change of what is on hand"),
		POS_INT(pos_stock_line, on_hand_milli, POS_F_DECIMAL,
		    INT64_MIN, INT64_MAX, "on hand after; what was counted"),
		{ 0 },
	},
};

const struct pos_record pos_stock_move_record = {
	.type = "stock.move", .v = 1, .size = sizeof(struct pos_stock_move),
	.help = "goods that came, went, or were counted",
	.fields = (const struct pos_field[]){
		POS_CHOICE(pos_stock_move, kind, POS_F_COLUMN,
		    POS_STOCK_KINDS, "what happened"),
		POS_TEXT(pos_stock_move, location,
		    POS_F_CODE | POS_F_COLUMN, 0, "where"),
		POS_TEXT(pos_stock_move, reason,
		    POS_F_OPTIONAL | POS_F_COLUMN, 0, "why"),
		POS_TEXT(pos_stock_move, reference,
		    POS_F_OPTIONAL | POS_F_COLUMN, 0, "delivery note"),
		POS_LIST(pos_stock_move, lines, lines_count, 0,
		    &pos_stock_line_record, "item by item"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_stock_move_record);

static const struct pos_record line_data = {
	.size = sizeof(struct pos_stock_line),
	.help = "one item of a stock movement",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_stock_line, item, POS_F_CODE, 0, "code"),
		POS_INT(pos_stock_line, item_no, 0, 1, INT64_MAX,
		    "number of the item"),
		POS_INT(pos_stock_line, qty_milli, 0, INT64_MIN, INT64_MAX,
		    "change of what is on hand"),
		POS_INT(pos_stock_line, counted_milli, POS_F_OPTIONAL, 0,
		    POS_STOCK_MAX, "what a count found"),
		{ 0 },
	},
};

static const struct pos_record move_data = {
	.size = sizeof(struct pos_stock_move),
	.help = "goods that came, went, or were counted",
	.fields = (const struct pos_field[]){
		POS_CHOICE(pos_stock_move, kind, 0, POS_STOCK_KINDS,
		    "what happened"),
		POS_TEXT(pos_stock_move, location, POS_F_CODE, 0, "where"),
		POS_TEXT(pos_stock_move, reason, POS_F_OPTIONAL, 0, "why"),
		POS_TEXT(pos_stock_move, reference, POS_F_OPTIONAL, 0,
		    "delivery note"),
		POS_LIST(pos_stock_move, lines, lines_count, 0, &line_data,
		    "item by item"),
		{ 0 },
	},
};

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct pos_stock_move *move = data;
	struct pos_move_row row = { .location = move->location,
		.kind = move->kind,
		.ref = move->reference };
	enum pos_status st = POS_OK;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < move->lines_count && st == POS_OK; i++) {
		row.item_no = move->lines[i].item_no;
		row.qty_milli = move->lines[i].qty_milli;
		st = pos_stock_move_add(shop->store, entry, &row, &n, err);
	}
	return st;
}

const struct pos_event_kind pos_stock_moved = {
	.kind = "stock.move", .v = 1, .record = &move_data, .apply = apply,
	.help = "goods came, went, or were counted",
};

POS_SQL(on_hand_sql,
    "SELECT on_hand_milli FROM stock"
    " WHERE branch = $1 AND item = $2 AND location = $3");

static enum pos_status
on_hand(struct pos_shop *shop, int64_t item_no, const char *location,
    int64_t *milli, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &on_hand_sql);
	enum pos_status st;

	*milli = 0;
	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, item_no);
	pos_bind_text(q, 3, location);
	st = pos_step(q, err);
	if (st == POS_OK)
		*milli = pos_int(q, "on_hand_milli");
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
has_stock(const struct pos_item *item, struct pos_err *err)
{
	if (item->recipe_count > 0)
		return pos_fail(err, POS_REFUSED,
		    "'%s' is made by a recipe and has no stock of its own"
		    " (its parts have)",
		    item->code);
	if (!item->tracked)
		return pos_fail(err, POS_REFUSED,
		    "stock of '%s' is not tracked (pos-stock menu set %s"
		    " --tracked yes)",
		    item->code, item->code);
	return POS_OK;
}

/* What an earlier line of the same entry did to the same item. */
static const struct pos_stock_line *
before(const struct pos_stock_line *lines, size_t count, int64_t item_no)
{
	while (count-- > 0)
		if (lines[count].item_no == item_no)
			return &lines[count];
	return NULL;
}

static enum pos_status
change(const char *kind, const struct pos_stock_line *asked,
    struct pos_stock_line *line, struct pos_err *err)
{
	if (strcmp(kind, "count") == 0) {
		if (asked->counted_milli < 0)
			return pos_fail(err, POS_DATA,
			    "nobody can count less than none of '%s'",
			    line->item);
		line->counted_milli = asked->counted_milli;
		line->qty_milli = asked->counted_milli - line->expected_milli;
	} else if (strcmp(kind, "adjust") == 0) {
		if (asked->qty_milli == 0)
			return pos_fail(err, POS_DATA,
			    "an adjustment of '%s' by 0 changes nothing",
			    line->item);
		line->qty_milli = asked->qty_milli;
	} else {
		if (asked->qty_milli <= 0)
			return pos_fail(err, POS_DATA,
			    "the quantity of '%s' must be above 0"
			    " (corrections: pos-stock adjust)",
			    line->item);
		line->qty_milli = strcmp(kind, "waste") == 0 ?
		    -asked->qty_milli :
		    asked->qty_milli;
	}
	line->on_hand_milli = line->expected_milli + line->qty_milli;
	if (line->on_hand_milli > POS_STOCK_MAX ||
	    line->on_hand_milli < -POS_STOCK_MAX)
		return pos_fail(err, POS_DATA,
		    "stock of '%s' would be past the limit", line->item);
	return POS_OK;
}

static enum pos_status
decide_line(struct pos_shop *shop, const struct pos_stock_move *move,
    const struct pos_stock_line *asked, struct pos_stock_line *lines,
    size_t count, struct pos_pool *pool, struct pos_err *err)
{
	const struct pos_item *item;
	const struct pos_stock_line *last;
	struct pos_stock_line *line = &lines[count];
	enum pos_status st;

	st = pos_item_find(shop, asked->item, &item, err);
	if (st == POS_OK)
		st = has_stock(item, err);
	if (st != POS_OK)
		return st;
	line->item_no = item->item_no;
	line->item = pos_pool_text(pool, item->code);
	line->name = pos_pool_text(pool, item->name);
	last = before(lines, count, item->item_no);
	if (last != NULL && strcmp(move->kind, "count") == 0)
		return pos_fail(err, POS_DATA,
		    "'%s' is counted twice (add the counts up)", item->code);
	if (last != NULL)
		line->expected_milli = last->on_hand_milli;
	else
		st = on_hand(shop, item->item_no, move->location,
		    &line->expected_milli, err);
	return st == POS_OK ? change(move->kind, asked, line, err) : st;
}

static enum pos_status
check_texts(const struct pos_stock_move *move, struct pos_err *err)
{
	const char *wrong = pos_code_wrong(move->location);

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "location '%s': %s",
		    move->location, wrong);
	if (move->reason != NULL &&
	    (wrong = pos_text_wrong(move->reason, POS_TEXT_MAX)) != NULL)
		return pos_fail(err, POS_DATA, "reason '%s': %s", move->reason,
		    wrong);
	if (move->reference != NULL &&
	    (wrong = pos_text_wrong(move->reference, POS_TEXT_MAX)) != NULL)
		return pos_fail(err, POS_DATA, "reference '%s': %s",
		    move->reference, wrong);
	if (move->lines_count > POS_STOCK_LINES_MAX)
		return pos_fail(err, POS_DATA,
		    "%zu lines are too many at once (at most %d)",
		    move->lines_count, POS_STOCK_LINES_MAX);
	return POS_OK;
}

enum pos_status
pos_stock_move(struct pos_shop *shop, const struct pos_stock_move *asked,
    struct pos_pool *pool, struct pos_stock_move *done, struct pos_err *err)
{
	struct pos_stock_line *lines;
	enum pos_status st;
	size_t i;

	st = pos_staff_may(shop, POS_RIGHT_STOCK, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = check_texts(asked, err);
	if (st != POS_OK)
		return st;
	lines = pos_pool_alloc(pool, asked->lines_count * sizeof(*lines) + 1);
	for (i = 0; i < asked->lines_count && st == POS_OK; i++) {
		st = decide_line(shop, asked, &asked->lines[i], lines, i, pool,
		    err);
		if (st != POS_OK && asked->lines[i].place != NULL)
			st = pos_fail_at(err, "%s", asked->lines[i].place);
	}
	if (st != POS_OK)
		return st;
	*done = *asked;
	done->lines = lines;
	return pos_record(shop, &pos_stock_moved, done, err);
}
