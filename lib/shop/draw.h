/*
 * draw.h - lucky draws and scratch tickets that anybody can check afterwards.
 *
 * A draw has a secret seed of 32 bytes.  When it is opened, SHA-256 of the
 * seed is published and recorded; when it is closed, the seed is.  Until then
 * it stands nowhere: it is HMAC(key, nonce), the key being in the key file
 * (keys.h) and the nonce a random one in the journal.
 *
 * Random numbers are taken from HMAC-SHA-256(seed, LABEL|0), (seed, LABEL|1)
 * and so on, in hex, five numbers of 12 digits a block (the last 4 digits are
 * not used).  A number below n is the first one under the largest multiple of
 * n up to 2^48, modulo n: none is likelier than another.
 *
 *   kind "draw"     LABEL is CODE|TICKET, where TICKET is fixed before the
 *                   seed meets it: the id of the sale, or "m17/3", the third
 *                   ticket of a member.  The number is below the sum of the
 *                   prizes' weights and falls on one, in their order.  A
 *                   prize that has been given `count` times weighs nothing;
 *                   where all is counted (exact), it weighs what is left.
 *   kind "scratch"  LABEL is CODE|deck.  All prizes, as often as their count,
 *                   lie in a row in their order, and are shuffled: for i from
 *                   the last down to 1 (from 0), swap i with a number below
 *                   i + 1 (Fisher and Yates, after Durstenfeld 1964).  Ticket
 *                   n gets the n-th.
 *
 * So of weights, a result hangs on nothing but seed and ticket; of counts, on
 * the tickets before it, too, whose list is published.
 */
#ifndef POS_SHOP_DRAW_H
#define POS_SHOP_DRAW_H

#include "shop/sale.h"
#include "shop/spine.h"

#define POS_DRAW_KINDS "draw|scratch"
#define POS_DRAW_STATES "open|closed"
#define POS_DRAW_PRIZES "none|text|item|points|coupon"
#define POS_DRAW_PRIZES_MAX 100
#define POS_DRAW_WEIGHT_MAX INT64_C(1000000000) /* of one */
#define POS_DRAW_DECK_MAX 100000                /* scratch tickets */

struct pos_draw_prize {
	const char *name;
	const char *kind;
	const char *item; /* code */
	int64_t points;
	const char *batch; /* of coupons */
	int64_t weight;
	int64_t count; /* given at most so often; 0: no such limit */
	int64_t given; /* output only */
};

struct pos_draw { /* type "draw" */
	const char *code;
	const char *kind;
	const char *state;
	bool exact; /* weights are what is left of the counts */
	const struct pos_draw_prize *prizes;
	size_t prizes_count;
	bool per_order; /* a ticket for each order of at least */
	int64_t per_order_over_minor;
	int64_t cost_points; /* a ticket costs */
	int64_t opened_at;
	int64_t until;          /* not included; 0: no end */
	int64_t points_until;   /* last day of points that are won; 0: as of
	                         * those that are earned */
	const char *commitment; /* hex of SHA-256 of the seed */
	int64_t tickets;        /* drawn so far */
	int64_t closed_at;
	const char *seed;  /* hex; NULL: not closed */
	const char *nonce; /* events only */
	int64_t draw_no;
};
extern const struct pos_record pos_draw_record;

struct pos_draw_ticket { /* type "draw.ticket" */
	const char *id;  /* "SPRING/17" */
	const char *draw;
	int64_t n;
	const char *ticket; /* that the result was drawn by */
	const char *prize;  /* name */
	int64_t prize_n;    /* from 1 */
	const char *kind;   /* of the prize */
	const char *item;
	int64_t points;
	const char *coupon; /* number of the coupon that was given */
	const char *state;  /* "nothing", "won", "given" */
	const char *member; /* code */
	int64_t at;
	int64_t given_at;
	bool again; /* it had been drawn before */
};
extern const struct pos_record pos_draw_ticket_record;

struct pos_draw_check { /* type "draw.check" */
	const char *code;
	int64_t tickets;
	int64_t wrong;       /* results that are not what they should be */
	int64_t first_wrong; /* n; 0: none */
	bool seed_ok;        /* it is what was committed to */
	bool ok;
};
extern const struct pos_record pos_draw_check_record;

extern const struct pos_event_kind pos_draw_opened, pos_draw_played,
    pos_draw_claimed, pos_draw_closed;

/* "coffee:5", "points=100:5", "coupon=SPRING:3:50", "item=latte:2",
 * "none:95": what, its weight (or count, where counts says so), and how
 * often at most. */
POS_MUST enum pos_status pos_draw_prize_parse(struct pos_draw_prize *prize,
    const char *text, bool counts, struct pos_pool *pool, struct pos_err *err);
/* A line of a file of prizes: type "prize". */
extern const struct pos_record pos_draw_prize_record;

/* POS_DATA: none such. */
POS_MUST enum pos_status pos_draw_load(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_draw *draw, struct pos_err *err);
POS_MUST enum pos_status pos_draw_list(struct pos_shop *shop, const char *state,
    enum pos_status (*each)(void *, const struct pos_draw *, struct pos_err *),
    void *arg, struct pos_err *err);
/* Its tickets, by number; what each() is given lives until it returns. */
POS_MUST enum pos_status
pos_draw_tickets(struct pos_shop *shop, const struct pos_draw *draw,
    enum pos_status (
	*each)(void *, const struct pos_draw_ticket *, struct pos_err *),
    void *arg, struct pos_err *err);

/* Changes (inside a change).  Open and close need POS_RIGHT_MENU. */
POS_MUST enum pos_status pos_draw_open(struct pos_shop *shop,
    struct pos_draw *draw, struct pos_pool *pool, struct pos_err *err);
/* By sale or by member (the other NULL).  The ticket of a sale, and the free
 * one of a member, is drawn once: again, it is the same. */
POS_MUST enum pos_status pos_draw_play(struct pos_shop *shop, const char *code,
    const struct pos_id *sale, const char *member, struct pos_pool *pool,
    struct pos_draw_ticket *ticket, struct pos_err *err);
/* Hand out what was won: POS_REFUSED when it was, or when there is nothing.
 * member (may be NULL): to whom, where the ticket knows nobody. */
POS_MUST enum pos_status
pos_draw_claim(struct pos_shop *shop, const char *ticket_id, const char *member,
    struct pos_pool *pool, struct pos_draw_ticket *ticket, struct pos_err *err);
POS_MUST enum pos_status pos_draw_close(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_draw *draw, struct pos_err *err);
/* Draw every ticket again from the revealed seed.  POS_REFUSED: not closed. */
POS_MUST enum pos_status pos_draw_check(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_draw_check *check, struct pos_err *err);

#endif
