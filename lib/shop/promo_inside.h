/*
 * promo_inside.h - what the files of promotions share; for lib/shop/promo*.c.
 */
#ifndef POS_SHOP_PROMO_INSIDE_H
#define POS_SHOP_PROMO_INSIDE_H

#include "shop/promo.h"

enum pos_promo_state { /* column state */
	POS_PROMO_REMOVED = 0, /* kept, so that its versions go on */
	POS_PROMO_ACTIVE = 1,
	POS_PROMO_PAUSED = 2,
};

/* The last version of a rule, removed or not; POS_END: there was none. */
POS_MUST enum pos_status pos_promo_row(struct pos_shop *shop,
    const char *code, struct pos_pool *pool, struct pos_rule *rule,
    enum pos_promo_state *state, struct pos_err *err);
/* All that it names is there, and its codes are nobody else's. */
POS_MUST enum pos_status pos_promo_check(struct pos_shop *shop,
    const struct pos_rule *rule, struct pos_err *err);

#endif
