/*
 * draw_inside.h - what the files about draws share.
 */
#ifndef POS_SHOP_DRAW_INSIDE_H
#define POS_SHOP_DRAW_INSIDE_H

#include "base/ident.h"
#include "shop/draw.h"

#define DRAW_SEED_LEN 32
#define DRAW_OPEN 1
#define DRAW_CLOSED 2
#define DRAW_TICKET_ID 96 /* room for "CODE/17" and NUL */

/* The stream of numbers of a label (see draw.h). */
struct draw_stream {
	const unsigned char *seed;
	const char *label;
	int64_t block; /* of the next */
	char hex[2 * POS_SHA256_LEN + 1];
	int used; /* numbers of hex; 5: all */
};
void draw_stream_start(struct draw_stream *s, const unsigned char *seed,
    const char *label);
/* Below n, n from 1 to 2^47. */
int64_t draw_below(struct draw_stream *s, int64_t n);

/* The prize (from 0) of a ticket, by weights; -1: nothing is left. */
int draw_pick(const struct pos_draw *draw, const unsigned char *seed,
    const char *ticket);
/* The whole deck of scratch tickets: prizes (from 0), in pool. */
int *draw_deck(const struct pos_draw *draw, const unsigned char *seed,
    struct pos_pool *pool, int64_t *size);

/* Are there some, can all of them be given?  Fills kinds that are NULL. */
POS_MUST enum pos_status draw_prizes_check(struct pos_shop *shop,
    struct pos_draw *draw, struct pos_pool *pool, struct pos_err *err);

/* What is recorded of a ticket. */
struct draw_event {
	const char *code;
	int64_t n;
	const char *ticket;
	int64_t prize_n; /* from 1 */
	int64_t member_no;
	const char *member;
	int64_t cost_points;  /* spent on it */
	bool given;           /* the prize is handed out with it */
	int64_t points;       /* given */
	int64_t points_until; /* day; 0: for ever */
	const char *coupon;   /* number, given */
	const char *seed;     /* close: hex */
};

extern const struct pos_record draw_setup_record; /* as it was opened */
/* Bytes of the seed in hex; false: it is none. */
bool draw_seed_read(unsigned char seed[DRAW_SEED_LEN], const char *hex);
void draw_commit(char hex[2 * POS_SHA256_LEN + 1],
    const unsigned char seed[DRAW_SEED_LEN]);
/* The secret seed of an open draw, from key and nonce; POS_CONFIG: it is
 * not the one that was committed to. */
POS_MUST enum pos_status
draw_seed(struct pos_shop *shop, const struct pos_draw *draw, bool make,
    unsigned char seed[DRAW_SEED_LEN], struct pos_err *err);

/* A ticket by its number, or by what it was drawn by; POS_END: none. */
POS_MUST enum pos_status
draw_ticket_by_n(struct pos_shop *shop, const struct pos_draw *draw, int64_t n,
    struct pos_pool *pool, struct pos_draw_ticket *ticket, struct pos_err *err);
POS_MUST enum pos_status draw_ticket_by_text(struct pos_shop *shop,
    const struct pos_draw *draw, const char *text, struct pos_pool *pool,
    struct pos_draw_ticket *ticket, struct pos_err *err);

#endif
