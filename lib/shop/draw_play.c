/*
 * draw_play.c - a ticket is drawn, a prize handed out: what is decided.
 *
 * Number and prizes left are read inside the change that takes them, so that
 * tills take turns at the tickets and no prize is given once too often.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shop/coupon.h"
#include "shop/draw_inside.h"
#include "shop/ledger.h"
#include "shop/member.h"
#include "shop/points.h"
#include "shop/staff.h"

/* "m17/" up to and without "m170": '0' follows '/' */
POS_SQL(sql_count, "SELECT COUNT(*) AS tickets FROM ticket "
    "WHERE draw_no = $1 AND ticket >= $2 AND ticket < $3");

struct play {
	struct pos_draw draw;
	struct draw_event event;
	struct pos_pool *pool;
};

static enum pos_status
find_member(struct pos_shop *shop, struct play *p, const char *what,
    struct pos_err *err)
{
	struct pos_member member;
	enum pos_status st;

	st = pos_member_find(shop, what, p->pool, &member, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no member '%s'", what);
	if (st != POS_OK)
		return st;
	p->event.member_no = member.member_no;
	p->event.member = member.code;
	return POS_OK;
}

static enum pos_status
check_open(struct pos_shop *shop, const struct pos_draw *draw,
    struct pos_err *err)
{
	char text[POS_TIME_TEXT];

	if (strcmp(draw->state, "open") != 0)
		return pos_fail(err, POS_REFUSED, "draw '%s' is closed",
		    draw->code);
	if (draw->until != 0 && draw->until <= shop->now)
		return pos_fail(err, POS_REFUSED, "draw '%s' ended at %s",
		    draw->code, pos_time_text(text, draw->until));
	return POS_OK;
}

static enum pos_status
by_sale(struct pos_shop *shop, struct play *p, const struct pos_id *id,
    struct pos_err *err)
{
	char text[2][POS_DECIMAL_MAX];
	struct pos_sale sale;
	enum pos_status st;

	if (p->draw.cost_points != 0)
		return pos_fail(err, POS_REFUSED,
		    "a ticket of draw '%s' costs points: say --member",
		    p->draw.code);
	st = pos_sale_load(shop, id, p->pool, &sale, err);
	if (st != POS_OK)
		return st;
	p->event.ticket = sale.id;
	p->event.member = sale.member;
	p->event.member_no = sale.member_no;
	if (sale.of != NULL || sale.state_no == POS_SALE_VOID)
		return pos_fail(err, POS_REFUSED,
		    "%lld is a return or void, which draws no ticket",
		    (long long)sale.number);
	if (sale.state_no != POS_SALE_COMPLETED)
		return pos_fail(err, POS_REFUSED, "sale %lld is not paid yet",
		    (long long)sale.number);
	if (sale.at < p->draw.opened_at)
		return pos_fail(err, POS_REFUSED,
		    "sale %lld was made before draw '%s' was opened",
		    (long long)sale.number, p->draw.code);
	if (p->draw.per_order &&
	    pos_money_cmp(pos_minor(sale.total_minor),
		pos_minor(p->draw.per_order_over_minor)) < 0)
		return pos_fail(err, POS_REFUSED,
		    "sale %lld comes to %s: draw '%s' is for orders of %s "
		    "and more",
		    (long long)sale.number,
		    pos_shop_money_text(shop, text[0],
			pos_minor(sale.total_minor)),
		    p->draw.code,
		    pos_shop_money_text(shop, text[1],
			pos_minor(p->draw.per_order_over_minor)));
	return POS_OK;
}

/* The free ticket of a member is "m17/1"; of those that cost, the next. */
static enum pos_status
by_member(struct pos_shop *shop, struct play *p, const char *what,
    struct pos_err *err)
{
	struct pos_balance balance = { 0 };
	struct pos_query *q;
	enum pos_status st;
	int64_t n = 1;

	if (p->draw.per_order)
		return pos_fail(err, POS_REFUSED,
		    "a ticket of draw '%s' is for an order: say --sale",
		    p->draw.code);
	st = find_member(shop, p, what, err);
	if (st == POS_OK && p->draw.cost_points != 0) {
		q = pos_query(shop->store, &sql_count);
		pos_bind_int(q, 1, p->draw.draw_no);
		pos_bind_text(q, 2,
		    pos_pool_printf(p->pool, "%s/", p->event.member));
		pos_bind_text(q, 3,
		    pos_pool_printf(p->pool, "%s0", p->event.member));
		st = pos_step(q, err);
		n = st == POS_OK ? pos_int(q, "tickets") + 1 : 0;
		pos_query_done(q);
		if (st == POS_OK)
			st = pos_balance_of(shop, p->event.member_no, &balance,
			    err);
	}
	if (st != POS_OK)
		return st;
	p->event.ticket =
	    pos_pool_printf(p->pool, "%s/%lld", p->event.member, (long long)n);
	p->event.cost_points = p->draw.cost_points;
	if (balance.points < p->draw.cost_points)
		return pos_fail(err, POS_REFUSED,
		    "a ticket costs %lld points, '%s' has %lld",
		    (long long)p->draw.cost_points, p->event.member,
		    (long long)balance.points);
	return POS_OK;
}

static enum pos_status
result(struct pos_shop *shop, struct play *p, struct pos_err *err)
{
	unsigned char seed[DRAW_SEED_LEN];
	const int *deck;
	enum pos_status st;
	int64_t size;
	int prize;

	p->event.code = p->draw.code;
	p->event.n = p->draw.tickets + 1;
	st = draw_seed(shop, &p->draw, false, seed, err);
	if (st != POS_OK)
		return st;
	if (strcmp(p->draw.kind, "scratch") == 0) {
		deck = draw_deck(&p->draw, seed, p->pool, &size);
		prize = p->event.n <= size ? deck[p->event.n - 1] : -1;
	} else {
		prize = draw_pick(&p->draw, seed, p->event.ticket);
	}
	explicit_bzero(seed, sizeof(seed));
	if (prize < 0)
		return pos_fail(err, POS_REFUSED,
		    "draw '%s' has no ticket left", p->draw.code);
	p->event.prize_n = prize + 1;
	return POS_OK;
}

/*
 * A coupon is handed out by the draw, not by who stands at the till: that
 * person's rights are not asked for.  Without one left in the batch the prize
 * is kept until it is claimed.
 */
static enum pos_status
give_coupon(struct pos_shop *shop, struct play *p, const char *batch,
    struct pos_err *err)
{
	struct pos_coupon_issue done = { 0 };
	const char *code = shop->staff_code;
	int64_t staff = shop->staff;
	enum pos_status st;

	shop->staff = 0;
	shop->staff_code = NULL;
	st = pos_coupon_issue(shop, batch, &p->event.member_no, 1, 1, NULL,
	    p->pool, &done, err);
	shop->staff = staff;
	shop->staff_code = code;
	if (st == POS_OK && done.holders_count > 0)
		p->event.coupon = done.holders[0].first;
	p->event.given = st == POS_OK;
	return st;
}

/* Points and coupons need a member, and nobody's hand. */
static enum pos_status
give(struct pos_shop *shop, struct play *p, const struct pos_draw_prize *prize,
    struct pos_err *err)
{
	if (prize->batch != NULL && p->event.member_no != 0)
		return give_coupon(shop, p, prize->batch, err);
	if (prize->points == 0 || p->event.member_no == 0)
		return POS_OK;
	p->event.points = prize->points;
	p->event.points_until = p->draw.points_until;
	p->event.given = true;
	return p->event.points_until != 0 ?
	    POS_OK :
	    pos_earn_until(shop, &p->event.points_until, err);
}

enum pos_status
pos_draw_play(struct pos_shop *shop, const char *code,
    const struct pos_id *sale, const char *member, struct pos_pool *pool,
    struct pos_draw_ticket *ticket, struct pos_err *err)
{
	struct play p = { .pool = pool };
	struct pos_draw *draw = pos_pool_alloc(pool, sizeof(*draw));
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_SELL, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_draw_load(shop, code, pool, &p.draw, err);
	if (st == POS_OK)
		st = sale != NULL ? by_sale(shop, &p, sale, err) :
				    by_member(shop, &p, member, err);
	*draw = p.draw; /* what the ticket points into */
	if (st != POS_OK)
		return st;
	st = draw_ticket_by_text(shop, draw, p.event.ticket, pool, ticket, err);
	ticket->again = st == POS_OK;
	if (st != POS_END)
		return st;
	st = check_open(shop, draw, err);
	if (st == POS_OK)
		st = result(shop, &p, err);
	if (st == POS_OK)
		st = give(shop, &p, &draw->prizes[p.event.prize_n - 1], err);
	if (st == POS_OK || st == POS_REFUSED)
		st = p.event.prize_n != 0 ?
		    pos_record(shop, &pos_draw_played, &p.event, err) :
		    st;
	if (st == POS_OK)
		st = draw_ticket_by_n(shop, draw, p.event.n, pool, ticket, err);
	return st;
}

static enum pos_status
find_ticket(struct pos_shop *shop, const char *id, struct play *p,
    struct pos_draw_ticket *ticket, struct pos_err *err)
{
	const char *slash = strrchr(id, '/');
	struct pos_draw *draw = pos_pool_alloc(p->pool, sizeof(*draw));
	enum pos_status st = POS_END;
	int64_t n = 0;

	if (slash != NULL && slash[1] != '\0' && strlen(slash + 1) <= 15 &&
	    strspn(slash + 1, "0123456789") == strlen(slash + 1))
		n = strtoll(slash + 1, NULL, 10);
	if (n == 0)
		return pos_fail(err, POS_DATA,
		    "'%s' is no ticket (expected DRAW/NUMBER, as SPRING/17)",
		    id);
	st = pos_draw_load(shop,
	    pos_pool_textn(p->pool, id, (size_t)(slash - id)), p->pool, draw,
	    err);
	if (st != POS_OK)
		return st;
	p->draw = *draw;
	p->event.code = draw->code;
	p->event.n = n;
	st = draw_ticket_by_n(shop, draw, n, p->pool, ticket, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "draw '%s' has no ticket %lld: %lld were drawn", draw->code,
		    (long long)n, (long long)draw->tickets);
	return st;
}

static enum pos_status
check_claim(struct pos_shop *shop, struct play *p, const char *member,
    const struct pos_draw_ticket *ticket, struct pos_err *err)
{
	char text[POS_TIME_TEXT];
	enum pos_status st;

	if (strcmp(ticket->state, "nothing") == 0)
		return pos_fail(err, POS_REFUSED, "ticket '%s' won nothing",
		    ticket->id);
	if (strcmp(ticket->state, "given") == 0)
		return pos_fail(err, POS_REFUSED,
		    "the prize of ticket '%s' was handed out at %s", ticket->id,
		    pos_time_text(text, ticket->given_at));
	if (ticket->member != NULL) {
		p->event.member = ticket->member;
		p->event.member_no = pos_member_no(ticket->member);
	}
	if (member != NULL) {
		st = find_member(shop, p, member, err);
		if (st != POS_OK)
			return st;
		if (ticket->member != NULL &&
		    strcmp(p->event.member, ticket->member) != 0)
			return pos_fail(err, POS_REFUSED,
			    "ticket '%s' is of member '%s'", ticket->id,
			    ticket->member);
	}
	if (p->event.member_no == 0 &&
	    (strcmp(ticket->kind, "points") == 0 ||
		strcmp(ticket->kind, "coupon") == 0))
		return pos_fail(err, POS_REFUSED,
		    "%s go to a member: say --member", ticket->prize);
	return POS_OK;
}

enum pos_status
pos_draw_claim(struct pos_shop *shop, const char *ticket_id, const char *member,
    struct pos_pool *pool, struct pos_draw_ticket *ticket, struct pos_err *err)
{
	struct play p = { .pool = pool };
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_SELL, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = find_ticket(shop, ticket_id, &p, ticket, err);
	if (st == POS_OK)
		st = check_claim(shop, &p, member, ticket, err);
	if (st == POS_OK)
		st = give(shop, &p, &p.draw.prizes[ticket->prize_n - 1], err);
	if (st == POS_OK)
		st = pos_record(shop, &pos_draw_claimed, &p.event, err);
	return st == POS_OK ? find_ticket(shop, ticket_id, &p, ticket, err) :
			      st;
}
