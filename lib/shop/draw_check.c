/*
 * draw_check.c - a closed draw, drawn again from its seed.
 */
#include <string.h>

#include "shop/draw_inside.h"

struct check {
	struct pos_draw *draw;
	struct pos_draw_prize *prizes; /* given: so far, by what was drawn */
	unsigned char seed[DRAW_SEED_LEN];
	const int *deck;
	int64_t deck_size;
	struct pos_draw_check *out;
};

static enum pos_status
check_ticket(void *arg, const struct pos_draw_ticket *ticket,
    struct pos_err *err)
{
	struct check *c = arg;
	int64_t n = ++c->out->tickets;
	int want;

	(void)err;
	if (c->deck == NULL)
		want = draw_pick(c->draw, c->seed, ticket->ticket);
	else
		want = n <= c->deck_size ? c->deck[n - 1] : -1;
	if (ticket->n != n || want + 1 != ticket->prize_n) {
		if (c->out->wrong++ == 0)
			c->out->first_wrong = ticket->n;
	}
	c->prizes[ticket->prize_n - 1].given++;
	return POS_OK;
}

enum pos_status
pos_draw_check(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_draw_check *check, struct pos_err *err)
{
	char commitment[2 * POS_SHA256_LEN + 1];
	struct pos_draw draw;
	struct check c = { .draw = &draw, .out = check };
	enum pos_status st;
	size_t i;

	*check = (struct pos_draw_check){ 0 };
	st = pos_draw_load(shop, code, pool, &draw, err);
	if (st != POS_OK)
		return st;
	check->code = draw.code;
	if (draw.seed == NULL)
		return pos_fail(err, POS_REFUSED,
		    "draw '%s' is still open: its seed is revealed by "
		    "'pos-promo draw close'",
		    draw.code);
	c.prizes = (struct pos_draw_prize *)draw.prizes;
	for (i = 0; i < draw.prizes_count; i++)
		c.prizes[i].given = 0;
	if (draw_seed_read(c.seed, draw.seed)) {
		draw_commit(commitment, c.seed);
		check->seed_ok = strcmp(commitment, draw.commitment) == 0;
	}
	if (strcmp(draw.kind, "scratch") == 0)
		c.deck = draw_deck(&draw, c.seed, pool, &c.deck_size);
	st = pos_draw_tickets(shop, &draw, check_ticket, &c, err);
	if (st == POS_OK && check->tickets != draw.tickets &&
	    check->wrong++ == 0)
		check->first_wrong = check->tickets + 1;
	check->ok = check->seed_ok && check->wrong == 0;
	return st;
}
