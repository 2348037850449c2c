/*
 * draw_apply.c - draws into the tables.  Results were decided before, so that
 * a replay needs no key.
 */
#include <stdio.h>

#include "rec/json.h"
#include "shop/draw_inside.h"
#include "shop/ledger.h"

POS_SQL(sql_counter, "INSERT INTO counter (branch, name, value) "
    "VALUES ($1, 'draw', $2) ON CONFLICT (branch, name) "
    "DO UPDATE SET value = $2");
POS_SQL(sql_open, "INSERT INTO draw (draw_no, code, state, tickets, setup) "
    "VALUES ($1, $2, 1, 0, $3)");
POS_SQL(sql_no, "SELECT draw_no FROM draw WHERE code = $1");
POS_SQL(sql_ticket, "INSERT INTO ticket (draw_no, n, ticket, prize, at, "
    "member, coupon, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
POS_SQL(sql_tickets, "UPDATE draw SET tickets = $2 WHERE draw_no = $1");
POS_SQL(sql_prize, "INSERT INTO draw_prize (draw_no, n, given) "
    "VALUES ($1, $2, 1) ON CONFLICT (draw_no, n) "
    "DO UPDATE SET given = draw_prize.given + 1");
POS_SQL(sql_claim, "UPDATE ticket SET given_at = $3, "
    "member = COALESCE(member, $4), coupon = $5 "
    "WHERE draw_no = $1 AND n = $2");
POS_SQL(sql_close, "UPDATE draw SET state = 2, closed_at = $2, seed = $3 "
    "WHERE draw_no = $1");

static enum pos_status
apply_open(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_draw *draw = data;
	struct pos_query *q = pos_query(shop->store, &sql_counter);
	struct pos_buf setup = { 0 };
	enum pos_status st;

	pos_bind_int(q, 1, entry->branch);
	pos_bind_int(q, 2, draw->draw_no & UINT32_MAX);
	st = pos_run(q, err);
	if (st != POS_OK)
		return st;
	pos_record_write(&setup, &draw_setup_record, draw);
	q = pos_query(shop->store, &sql_open);
	pos_bind_int(q, 1, draw->draw_no);
	pos_bind_text(q, 2, draw->code);
	pos_bind_text(q, 3, setup.text);
	st = pos_run(q, err);
	pos_buf_release(&setup);
	return st;
}

static enum pos_status
number_of(struct pos_shop *shop, const char *code, int64_t *draw_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_no);
	enum pos_status st;

	pos_bind_text(q, 1, code);
	st = pos_step(q, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no draw '%s'", code);
	if (st == POS_OK)
		*draw_no = pos_int(q, "draw_no");
	pos_query_done(q);
	return st;
}

/* A statement whose first value is the number of the draw. */
static enum pos_status
query_of(struct pos_shop *shop, const struct pos_sql *sql, const char *code,
    struct pos_query **q, struct pos_err *err)
{
	int64_t draw_no;
	enum pos_status st = number_of(shop, code, &draw_no, err);

	if (st != POS_OK)
		return st;
	*q = pos_query(shop->store, sql);
	pos_bind_int(*q, 1, draw_no);
	return POS_OK;
}

/* A coupon is given by its own event. */
static enum pos_status
give(struct pos_shop *shop, const struct pos_entry *entry,
    const struct draw_event *event, struct pos_err *err)
{
	char ref[DRAW_TICKET_ID];

	if (event->points == 0)
		return POS_OK;
	snprintf(ref, sizeof(ref), "%s/%lld", event->code, (long long)event->n);
	return pos_points_lot_apply(shop, entry, event->member_no,
	    event->points, event->points_until, "draw", ref, err);
}

static enum pos_status
add_ticket(struct pos_shop *shop, const struct pos_entry *entry,
    const struct draw_event *event, int64_t draw_no, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_ticket);
	enum pos_status st;

	pos_bind_int(q, 1, draw_no);
	pos_bind_int(q, 2, event->n);
	pos_bind_text(q, 3, event->ticket);
	pos_bind_int(q, 4, event->prize_n);
	pos_bind_int(q, 5, entry->at);
	pos_bind_some(q, 6, event->member_no);
	pos_bind_text(q, 7, event->coupon);
	pos_bind_some(q, 8, event->given ? entry->at : 0);
	st = pos_run(q, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_tickets);
	pos_bind_int(q, 1, draw_no);
	pos_bind_int(q, 2, event->n);
	st = pos_run(q, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_prize);
	pos_bind_int(q, 1, draw_no);
	pos_bind_int(q, 2, event->prize_n);
	return pos_run(q, err);
}

static enum pos_status
apply_play(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct draw_event *event = data;
	char ref[DRAW_TICKET_ID];
	enum pos_status st;
	int64_t draw_no;

	st = number_of(shop, event->code, &draw_no, err);
	if (st == POS_OK)
		st = add_ticket(shop, entry, event, draw_no, err);
	snprintf(ref, sizeof(ref), "%s/%lld", event->code, (long long)event->n);
	if (st == POS_OK && event->cost_points > 0)
		st = pos_points_apply(shop, entry, event->member_no,
		    -event->cost_points, "draw", ref, err);
	return st == POS_OK ? give(shop, entry, event, err) : st;
}

static enum pos_status
apply_claim(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct draw_event *event = data;
	struct pos_query *q;
	enum pos_status st;

	st = query_of(shop, &sql_claim, event->code, &q, err);
	if (st != POS_OK)
		return st;
	pos_bind_int(q, 2, event->n);
	pos_bind_int(q, 3, entry->at);
	pos_bind_some(q, 4, event->member_no);
	pos_bind_text(q, 5, event->coupon);
	st = pos_run(q, err);
	return st == POS_OK ? give(shop, entry, event, err) : st;
}

static enum pos_status
apply_close(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct draw_event *event = data;
	struct pos_query *q;
	enum pos_status st;

	st = query_of(shop, &sql_close, event->code, &q, err);
	if (st != POS_OK)
		return st;
	pos_bind_int(q, 2, entry->at);
	pos_bind_text(q, 3, event->seed);
	return pos_run(q, err);
}

#define TICKET_FIELDS \
	POS_TEXT(draw_event, code, POS_F_CODE, 64, "code of the draw"), \
	    POS_INT(draw_event, n, 0, 1, INT64_MAX, "number of the ticket"), \
	    POS_INT(draw_event, member_no, POS_F_OPTIONAL, 1, INT64_MAX, \
		"number of the member"), \
	    POS_TEXT(draw_event, member, POS_F_OPTIONAL, 64, \
		"code of the member"), \
	    POS_INT(draw_event, points, POS_F_OPTIONAL, 1, INT64_MAX, \
		"points that are given"), \
	    POS_DAY(draw_event, points_until, POS_F_OPTIONAL, \
		"day they can be used to"), \
	    POS_TEXT(draw_event, coupon, POS_F_OPTIONAL, 90, \
		"number of the coupon that is given")

static const struct pos_record play_data = {
	.size = sizeof(struct draw_event), .help = "a ticket was drawn",
	.fields = (const struct pos_field[]){
		TICKET_FIELDS,
		POS_TEXT(draw_event, ticket, 0, 64, "what it was drawn by"),
		POS_INT(draw_event, prize_n, 0, 1, POS_DRAW_PRIZES_MAX,
		    "its prize"),
		POS_INT(draw_event, cost_points, POS_F_OPTIONAL, 1, INT64_MAX,
		    "points that it cost"),
		POS_BOOL(draw_event, given, POS_F_OPTIONAL,
		    "the prize is handed out with it"),
		{ 0 },
	},
};

static const struct pos_record claim_data = {
	.size = sizeof(struct draw_event), .help = "a prize was handed out",
	.fields = (const struct pos_field[]){ TICKET_FIELDS, { 0 } },
};

static const struct pos_record close_data = {
	.size = sizeof(struct draw_event), .help = "a draw was closed",
	.fields = (const struct pos_field[]){
		POS_TEXT(draw_event, code, POS_F_CODE, 64, "code"),
		POS_TEXT(draw_event, seed, 0, 64, "its seed, in hex"),
		{ 0 },
	},
};

const struct pos_event_kind pos_draw_opened = {
	.kind = "draw.open", .v = 1, .record = &draw_setup_record,
	.apply = apply_open, .help = "a draw was opened",
};
const struct pos_event_kind pos_draw_played = {
	.kind = "draw.play", .v = 1, .record = &play_data,
	.apply = apply_play, .help = "a ticket was drawn",
};
const struct pos_event_kind pos_draw_claimed = {
	.kind = "draw.claim", .v = 1, .record = &claim_data,
	.apply = apply_claim, .help = "a prize was handed out",
};
const struct pos_event_kind pos_draw_closed = {
	.kind = "draw.close", .v = 1, .record = &close_data,
	.apply = apply_close, .help = "a draw was closed, its seed revealed",
};
