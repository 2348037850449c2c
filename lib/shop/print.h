/*
 * print.h - how often a sale was printed: there is one original.
 *
 * Only what is finished is counted (completed, void): an open sale may be
 * shown to the guests as often as they like, since it is no receipt.
 */
#ifndef POS_SHOP_PRINT_H
#define POS_SHOP_PRINT_H

#include "shop/sale.h"
#include "shop/spine.h"

struct pos_sale_print {
	const char *id;
	int64_t copy; /* 0: the original */
};
extern const struct pos_record pos_sale_print_data;
extern const struct pos_event_kind pos_sale_printed; /* "sale.print" */

/*
 * Count one printing (inside a change).  *copy is 0 for the first, which is
 * the original, then 1, 2...  With not_original the first is a copy too,
 * for when the original went out in another way.
 */
POS_MUST enum pos_status pos_sale_print(struct pos_shop *shop,
    const struct pos_id *id, bool not_original, int64_t *copy,
    struct pos_err *err);

#endif
