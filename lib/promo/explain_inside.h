/*
 * explain_inside.h - telling why: what its files share.
 */
#ifndef POS_PROMO_EXPLAIN_INSIDE_H
#define POS_PROMO_EXPLAIN_INSIDE_H

#include "promo/price_inside.h"

struct pos_story {
	const struct pos_plan *plan;
	const struct pos_priced *priced;
	struct pos_trial *best;  /* the result, played */
	struct pos_left *left;   /* what was left when it was the turn */
	size_t turn;
	int places;
	struct pos_pool *pool;
};

/* What could be added to get (more of) it. */
void pos_explain_more(const struct pos_story *s, struct pos_why *why);
const char *pos_explain_money(const struct pos_story *s, int64_t minor);
const char *pos_explain_units(const struct pos_story *s, int64_t milli);

#endif
