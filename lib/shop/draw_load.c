/*
 * draw_load.c - draws and tickets from the tables.
 */
#include <stdio.h>
#include <string.h>

#include "rec/json.h"
#include "shop/draw_inside.h"
#include "shop/member.h"

#define DRAW_COLUMNS \
	"SELECT draw_no, state, tickets, setup, closed_at, seed " \
	"FROM draw "

POS_SQL(sql_draw, DRAW_COLUMNS "WHERE code = $1");
POS_SQL(sql_draws, DRAW_COLUMNS "WHERE (CAST($1 AS BIGINT) = 0 "
    "OR state = $1) ORDER BY draw_no");
POS_SQL(sql_given, "SELECT n, given FROM draw_prize WHERE draw_no = $1");

#define TICKET_COLUMNS \
	"SELECT n, ticket, prize, at, member, coupon, " \
	"given_at FROM ticket WHERE draw_no = $1 "

POS_SQL(sql_ticket, TICKET_COLUMNS "AND n = $2");
POS_SQL(sql_ticket_text, TICKET_COLUMNS "AND ticket = $2");
POS_SQL(sql_tickets, TICKET_COLUMNS "ORDER BY n");

static enum pos_status
read_given(struct pos_shop *shop, struct pos_draw *draw, struct pos_err *err)
{
	struct pos_draw_prize *prizes = (struct pos_draw_prize *)draw->prizes;
	struct pos_query *q = pos_query(shop->store, &sql_given);
	enum pos_status st;
	int64_t n;

	pos_bind_int(q, 1, draw->draw_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		n = pos_int(q, "n");
		if (n >= 1 && n <= (int64_t)draw->prizes_count)
			prizes[n - 1].given = pos_int(q, "given");
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
read_draw(struct pos_shop *shop, struct pos_query *q, struct pos_pool *pool,
    struct pos_draw *draw, struct pos_err *err)
{
	const char *setup = pos_text(q, "setup");
	enum pos_status st;

	*draw = (struct pos_draw){ 0 };
	st = pos_record_parse(draw, &draw_setup_record, setup, strlen(setup),
	    pool, POS_READ_EXTRA, err);
	if (st != POS_OK)
		return st;
	draw->state = pos_int(q, "state") == DRAW_OPEN ? "open" : "closed";
	draw->tickets = pos_int(q, "tickets");
	draw->closed_at = pos_int(q, "closed_at");
	draw->seed = pos_pool_text(pool, pos_text(q, "seed"));
	return read_given(shop, draw, err);
}

enum pos_status
pos_draw_load(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_draw *draw, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_draw);
	enum pos_status st;

	pos_bind_text(q, 1, code);
	st = pos_step(q, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no draw '%s' ('pos-promo draw list' lists them)", code);
	if (st == POS_OK)
		st = read_draw(shop, q, pool, draw, err);
	pos_query_done(q);
	return st;
}

enum pos_status
pos_draw_list(struct pos_shop *shop, const char *state,
    enum pos_status (*each)(void *, const struct pos_draw *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_draws);
	struct pos_pool *pool = pos_pool_new();
	struct pos_draw draw;
	enum pos_status st;

	pos_bind_int(q, 1,
	    state == NULL                  ? 0 :
		strcmp(state, "open") == 0 ? DRAW_OPEN :
					     DRAW_CLOSED);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = read_draw(shop, q, pool, &draw, err);
		if (st == POS_OK)
			st = each(arg, &draw, err);
		if (st != POS_OK)
			break;
		pos_pool_clear(pool);
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
read_ticket(struct pos_query *q, const struct pos_draw *draw,
    struct pos_pool *pool, struct pos_draw_ticket *ticket, struct pos_err *err)
{
	const struct pos_draw_prize *prize;
	char member[24];

	*ticket = (struct pos_draw_ticket){
		.draw = draw->code,
		.n = pos_int(q, "n"),
		.ticket = pos_pool_text(pool, pos_text(q, "ticket")),
		.prize_n = pos_int(q, "prize"),
		.coupon = pos_pool_text(pool, pos_text(q, "coupon")),
		.at = pos_int(q, "at"),
		.given_at = pos_int(q, "given_at"),
	};
	ticket->id =
	    pos_pool_printf(pool, "%s/%lld", draw->code, (long long)ticket->n);
	if (!pos_null(q, "member"))
		ticket->member = pos_pool_text(pool,
		    pos_member_code(member, pos_int(q, "member")));
	if (ticket->prize_n < 1 ||
	    ticket->prize_n > (int64_t)draw->prizes_count)
		return pos_fail(err, POS_DATA,
		    "ticket '%s' has a prize that is none of the draw",
		    ticket->id);
	prize = &draw->prizes[ticket->prize_n - 1];
	ticket->prize = prize->name;
	ticket->kind = prize->kind;
	ticket->item = prize->item;
	ticket->points = prize->points;
	ticket->state = strcmp(prize->kind, "none") == 0 ? "nothing" :
	    ticket->given_at != 0                        ? "given" :
							   "won";
	return POS_OK;
}

static enum pos_status
one_ticket(struct pos_query *q, const struct pos_draw *draw,
    struct pos_pool *pool, struct pos_draw_ticket *ticket, struct pos_err *err)
{
	enum pos_status st;

	pos_bind_int(q, 1, draw->draw_no);
	st = pos_step(q, err);
	if (st == POS_OK)
		st = read_ticket(q, draw, pool, ticket, err);
	pos_query_done(q);
	return st;
}

enum pos_status
draw_ticket_by_n(struct pos_shop *shop, const struct pos_draw *draw, int64_t n,
    struct pos_pool *pool, struct pos_draw_ticket *ticket, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_ticket);

	pos_bind_int(q, 2, n);
	return one_ticket(q, draw, pool, ticket, err);
}

enum pos_status
draw_ticket_by_text(struct pos_shop *shop, const struct pos_draw *draw,
    const char *text, struct pos_pool *pool, struct pos_draw_ticket *ticket,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_ticket_text);

	pos_bind_text(q, 2, text);
	return one_ticket(q, draw, pool, ticket, err);
}

enum pos_status
pos_draw_tickets(struct pos_shop *shop, const struct pos_draw *draw,
    enum pos_status (
	*each)(void *, const struct pos_draw_ticket *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_tickets);
	struct pos_pool *pool = pos_pool_new();
	struct pos_draw_ticket ticket;
	enum pos_status st;

	pos_bind_int(q, 1, draw->draw_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = read_ticket(q, draw, pool, &ticket, err);
		if (st == POS_OK)
			st = each(arg, &ticket, err);
		if (st != POS_OK)
			break;
		pos_pool_clear(pool);
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}
