/*
 * draw_open.c - a draw is opened, with its commitment, and closed.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "shop/draw_inside.h"
#include "shop/keys.h"
#include "shop/staff.h"

#define NONCE_LEN 16

POS_SQL(sql_next, "SELECT value FROM counter "
    "WHERE branch = $1 AND name = 'draw'");
POS_SQL(sql_code, "SELECT draw_no FROM draw WHERE code = $1");

static enum pos_status
check_draw(struct pos_shop *shop, struct pos_draw *draw, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_code);
	const char *wrong = pos_code_wrong(draw->code);
	enum pos_status st;

	/* '|' parts the label, '/' the tickets */
	if (wrong == NULL && strpbrk(draw->code, "|/") != NULL)
		wrong = pos_tr("has a '|' or '/'");
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "code '%s': %s", draw->code,
		    wrong);
	if (draw->until != 0 && draw->until <= shop->now)
		return pos_fail(err, POS_DATA,
		    "a draw ends after it begins: say a later --until");
	if (draw->per_order && draw->cost_points != 0)
		return pos_fail(err, POS_DATA,
		    "a ticket is for an order or costs points, not both");
	pos_bind_text(q, 1, draw->code);
	st = pos_step(q, err);
	pos_query_done(q);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "draw '%s' exists already: take another code", draw->code);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
draw_seed(struct pos_shop *shop, const struct pos_draw *draw, bool make,
    unsigned char seed[DRAW_SEED_LEN], struct pos_err *err)
{
	char commitment[2 * POS_SHA256_LEN + 1];
	unsigned char key[POS_KEY_LEN];
	struct pos_buf text = { 0 };
	enum pos_status st;

	st = pos_key(shop, POS_KEY_DRAW, make, key, err);
	if (st != POS_OK)
		return st;
	pos_buf_printf(&text, "seed|%s|%s", draw->code, draw->nonce);
	pos_hmac(seed, key, sizeof(key), text.text, text.len);
	pos_buf_release(&text);
	explicit_bzero(key, sizeof(key));
	draw_commit(commitment, seed);
	if (draw->commitment != NULL &&
	    strcmp(commitment, draw->commitment) != 0)
		return pos_fail(err, POS_CONFIG,
		    "draw '%s' was opened with another key file: put that "
		    "back",
		    draw->code);
	return POS_OK;
}

static enum pos_status
commit(struct pos_shop *shop, struct pos_draw *draw, struct pos_pool *pool,
    struct pos_err *err)
{
	unsigned char nonce[NONCE_LEN], seed[DRAW_SEED_LEN];
	char hex[2 * POS_SHA256_LEN + 1];
	enum pos_status st;

	st = pos_random(nonce, sizeof(nonce), err);
	if (st != POS_OK)
		return st;
	draw->nonce = pos_pool_text(pool, pos_hex(hex, nonce, sizeof(nonce)));
	draw->commitment = NULL;
	st = draw_seed(shop, draw, true, seed, err);
	if (st != POS_OK)
		return st;
	draw_commit(hex, seed);
	explicit_bzero(seed, sizeof(seed));
	draw->commitment = pos_pool_text(pool, hex);
	return POS_OK;
}

enum pos_status
pos_draw_open(struct pos_shop *shop, struct pos_draw *draw,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = check_draw(shop, draw, err);
	if (strcmp(draw->kind, "scratch") == 0)
		draw->exact = true;
	if (st == POS_OK)
		st = draw_prizes_check(shop, draw, pool, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_next);
	pos_bind_int(q, 1, shop->branch);
	st = pos_step(q, err);
	if (st != POS_OK && st != POS_END)
		return st;
	draw->draw_no =
	    shop->branch << 32 | ((st == POS_OK ? pos_int(q, "value") : 0) + 1);
	pos_query_done(q);
	draw->opened_at = shop->now;
	draw->state = "open";
	st = commit(shop, draw, pool, err);
	return st == POS_OK ? pos_record(shop, &pos_draw_opened, draw, err) :
			      st;
}

enum pos_status
pos_draw_close(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_draw *draw, struct pos_err *err)
{
	struct draw_event event = { .code = code };
	unsigned char seed[DRAW_SEED_LEN];
	char hex[2 * DRAW_SEED_LEN + 1];
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_draw_load(shop, code, pool, draw, err);
	if (st != POS_OK)
		return st;
	if (draw->seed != NULL)
		return pos_fail(err, POS_REFUSED, "draw '%s' is closed",
		    draw->code);
	st = draw_seed(shop, draw, false, seed, err);
	if (st != POS_OK)
		return st;
	event.seed = pos_hex(hex, seed, sizeof(seed));
	/* trying it must not tell what is kept secret until it is done */
	if (shop->dry_run)
		memset(hex, '*', sizeof(hex) - 1);
	st = pos_record(shop, &pos_draw_closed, &event, err);
	return st == POS_OK ? pos_draw_load(shop, code, pool, draw, err) : st;
}
