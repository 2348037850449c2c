/*
 * shift_apply.c - events of the drawer into its row.
 *
 * Payments held in memory belong to the shift that took them, so they are
 * written before its row changes.
 */
#include <string.h>

#include "shop/rollup.h"
#include "shop/shift_inside.h"

#define OPT POS_F_OPTIONAL
#define NUMBER \
	POS_INT(shift_event, shift, 0, 1, INT64_MAX, \
	    "number of the shift at its till")
#define STAFF(h) \
	POS_TEXT(shift_event, staff, OPT, 64, h), \
	    POS_INT(shift_event, staff_no, OPT, 1, INT64_MAX, \
		"number of the person")

static const struct pos_field open_fields[] = {
	NUMBER,
	POS_MONEY(shift_event, float_minor, 0, "cash at the start"),
	STAFF("whose shift it is"),
	{ 0 },
};
static const struct pos_field move_fields[] = {
	POS_INT(shift_event, shift, OPT, 1, INT64_MAX,
	    "number of the shift at its till; absent: none is open"),
	POS_CHOICE(shift_event, move, 0, "in|out|drawer", "what was done"),
	POS_MONEY(shift_event, amount_minor, OPT, "how much"),
	POS_TEXT(shift_event, reason, OPT, 500, "why"),
	{ 0 },
};
static const struct pos_field count_fields[] = {
	NUMBER,
	POS_BOOL(shift_event, counted, OPT, "it was counted"),
	POS_MONEY(shift_event, counted_minor, OPT, "what was in it"),
	{ 0 },
};
static const struct pos_field close_fields[] = {
	NUMBER,
	POS_MONEY(shift_event, counted_minor, 0, "what was in it"),
	POS_MONEY(shift_event, expected_minor, 0, "what should have been"),
	POS_MONEY(shift_event, difference_minor, 0,
	    "over, or short when negative"),
	STAFF("who closed it"),
	{ 0 },
};
#define RECORD(name, table, h) \
	static const struct pos_record name = { .size = sizeof( \
						    struct shift_event), \
		.fields = table, \
		.help = h }
RECORD(open_record, open_fields, "a drawer that is opened");
RECORD(move_record, move_fields, "cash in or out of a drawer");
RECORD(count_record, count_fields, "a drawer that is pulled or counted");
RECORD(close_record, close_fields, "a drawer that is closed");

POS_SQL(shift_add,
    "INSERT INTO shift (branch, till, shift, day, opened_at, opened_by,"
    " float_minor, sales_minor, refunds_minor, in_minor, out_minor,"
    " payments, no_sales) VALUES ($1, $2, $3, $4, $5, $6, $7,"
    " 0, 0, 0, 0, 0, 0)");
POS_SQL(shift_moved,
    "UPDATE shift SET in_minor = in_minor + $4, out_minor = out_minor + $5,"
    " no_sales = no_sales + $6"
    " WHERE branch = $1 AND till = $2 AND shift = $3");
POS_SQL(shift_pulled,
    "UPDATE shift SET pulled_at = COALESCE(pulled_at, $4),"
    " counted_minor = COALESCE($5, counted_minor)"
    " WHERE branch = $1 AND till = $2 AND shift = $3");
POS_SQL(shift_closed,
    "UPDATE shift SET pulled_at = COALESCE(pulled_at, $4), closed_at = $4,"
    " counted_minor = $5, closed_by = $6"
    " WHERE branch = $1 AND till = $2 AND shift = $3");

/* The statement about the event's shift, with what came before written. */
static enum pos_status
start(struct pos_shop *shop, const struct pos_sql *sql,
    const struct pos_entry *entry, const struct shift_event *event,
    struct pos_query **q, struct pos_err *err)
{
	enum pos_status st = pos_rollup_flush(shop, err);

	if (st != POS_OK)
		return st;
	*q = pos_query(shop->store, sql);
	pos_bind_int(*q, 1, entry->branch);
	pos_bind_int(*q, 2, entry->till);
	pos_bind_int(*q, 3, event->shift);
	return POS_OK;
}

static enum pos_status
apply_open(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct shift_event *event = data;
	struct pos_query *q;
	enum pos_status st;

	st = start(shop, &shift_add, entry, event, &q, err);
	if (st != POS_OK)
		return st;
	pos_bind_int(q, 4, entry->day);
	pos_bind_int(q, 5, entry->at);
	pos_bind_some(q, 6, event->staff_no);
	pos_bind_int(q, 7, event->float_minor);
	return pos_run(q, err);
}

static enum pos_status
apply_move(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct shift_event *event = data;
	bool in = strcmp(event->move, "in") == 0;
	bool out = strcmp(event->move, "out") == 0;
	struct pos_query *q;
	enum pos_status st;

	if (event->shift == 0)
		return POS_OK; /* nothing to add it to: the journal has it */
	st = start(shop, &shift_moved, entry, event, &q, err);
	if (st != POS_OK)
		return st;
	pos_bind_int(q, 4, in ? event->amount_minor : 0);
	pos_bind_int(q, 5, out ? event->amount_minor : 0);
	pos_bind_int(q, 6, !in && !out);
	return pos_run(q, err);
}

static enum pos_status
apply_count(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct shift_event *event = data;
	struct pos_query *q;
	enum pos_status st;

	st = start(shop, &shift_pulled, entry, event, &q, err);
	if (st != POS_OK)
		return st;
	pos_bind_int(q, 4, entry->at);
	if (event->counted)
		pos_bind_int(q, 5, event->counted_minor);
	else
		pos_bind_null(q, 5);
	return pos_run(q, err);
}

static enum pos_status
apply_close(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct shift_event *event = data;
	struct pos_query *q;
	enum pos_status st;

	st = start(shop, &shift_closed, entry, event, &q, err);
	if (st != POS_OK)
		return st;
	pos_bind_int(q, 4, entry->at);
	pos_bind_int(q, 5, event->counted_minor);
	pos_bind_some(q, 6, event->staff_no);
	return pos_run(q, err);
}

#define KIND(name, text, rec, fn, h) \
	const struct pos_event_kind name = { .kind = text, \
		.v = 1, \
		.record = &rec, \
		.apply = fn, \
		.help = h }
KIND(pos_shift_opened, "shift.open", open_record, apply_open,
    "a drawer was opened with its float");
KIND(pos_shift_moved, "shift.move", move_record, apply_move,
    "cash was paid in or out, or the drawer opened without a sale");
KIND(pos_shift_counted, "shift.count", count_record, apply_count,
    "a drawer was pulled, or counted");
KIND(pos_shift_closed, "shift.close", close_record, apply_close,
    "a drawer was closed: counted against expected");
