/*
 * tax.h - tax of a document, by rate.
 *
 * Lines whose classes hold the same rates form a group, over the whole
 * document.  With T the sum of a group's line totals and I the sum of its
 * inclusive rates:
 *
 *   inclusive tax = round_half_up(T * I / (1 + I)), shared by largest
 *                   remainder where the group has several inclusive rates
 *   net           = T - inclusive tax
 *   exclusive tax = round_half_up(T * rate / (1 + I)), for each rate
 *
 * So each rate is rounded once per document, and net and taxes of a group
 * add up to what is paid for it, exactly.  Refunds mirror: all of this is odd
 * in T.  Buckets of the same name, rate and kind from several groups are added.
 */
#ifndef POS_SHOP_TAX_H
#define POS_SHOP_TAX_H

#include "shop/sale.h"

/*
 * Fill sale->taxes (in pool), tax_minor and total_minor from the lines'
 * total_minor and tax_no.  Buckets come in order of first use.
 * total = sum of line totals + exclusive tax.
 */
POS_MUST enum pos_status pos_tax_sale(struct pos_shop *shop,
    struct pos_sale *sale, struct pos_pool *pool, struct pos_err *err);

/* tax_minor and total_minor from the lines and the taxes that are there. */
POS_MUST enum pos_status pos_tax_add_up(struct pos_sale *sale,
    struct pos_err *err);

#endif
