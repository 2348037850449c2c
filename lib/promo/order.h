/*
 * order.h - rules without slots that follow the sets of a lane.
 */
#ifndef POS_PROMO_ORDER_H
#define POS_PROMO_ORDER_H

#include "promo/price_inside.h"

#define POS_ORDER_BREAKS 6

struct pos_order {
	int64_t bound;           /* nobody pays less */
	/* what sets may take off at the most, so that thresholds hold, and
	 * the price that it could lead to */
	int64_t most[POS_ORDER_BREAKS], pay[POS_ORDER_BREAKS];
	size_t breaks;
};

/*
 * From this turn on, after sets that take off sets_most or less.  others: most
 * of all the rules, for the case that there are too many ways.
 */
void pos_order(const struct pos_plan *plan, const struct pos_left *left,
    struct pos_trial *trial, size_t turn, int64_t sets_most, int64_t others,
    struct pos_order *out);

/* repair.c: which sets to keep so that those take off no more than most
 * (of the marked lines; NULL: of all); the best such choice */
void pos_repair(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_set *sets, size_t count, const bool *lines, int64_t most,
    bool *keep);

#endif
