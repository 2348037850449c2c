/*
 * sale_list.h - many sales, in the order of their numbers.
 */
#ifndef POS_SHOP_SALE_LIST_H
#define POS_SHOP_SALE_LIST_H

#include "shop/sale.h"

#define POS_SALE_STATES "open|held|completed|void"

struct pos_sale_filter { /* of shop's branch; zeroed: all of them */
	int64_t from, to;    /* business days; 0: without bound */
	const char *state;   /* NULL: any */
	bool open;           /* only those open or held */
	const char *table;   /* NULL: any */
	const char *label;
	const char *channel;
};

/*
 * By day and number.  What each() is given lives until it returns; memory
 * does not grow with the list.  each() may return POS_END to stop early.
 */
POS_MUST enum pos_status pos_sale_list(struct pos_shop *shop,
    const struct pos_sale_filter *filter, enum pos_status (*each)(void *,
    const struct pos_sale *, struct pos_err *), void *arg,
    struct pos_err *err);

/* The sale that is held under a label.  POS_DATA: none; POS_REFUSED: several
 * are (the message has their numbers). */
POS_MUST enum pos_status pos_sale_labelled(struct pos_shop *shop,
    const char *label, struct pos_id *id, struct pos_err *err);

#endif
