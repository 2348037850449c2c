/*
 * rollup.h - sums by day that reports read, kept by apply.
 *
 * Within a change the additions are held in memory, and written by
 * pos_rollup_flush(), which pos_change_end() calls before the commit: a
 * thousand sales of one group cost as many writes as one.
 */
#ifndef POS_SHOP_ROLLUP_H
#define POS_SHOP_ROLLUP_H

#include "shop/sale.h"

/* Values of sums by channel and staff where a sale has none. */
#define POS_NO_CHANNEL "counter"
#define POS_NOBODY "-"

/* A completed sale or return (negative quantities), day and hour of its
 * completion.  sale has lines with item_no, taxes, totals. */
POS_MUST enum pos_status pos_rollup_sale(struct pos_shop *shop,
    const struct pos_sale *sale, int64_t day, int64_t hour,
    struct pos_err *err);
/* Money given back on a completed sale without a return: counted as
 * returned, with its share of the taxes.  amount_minor is positive. */
POS_MUST enum pos_status pos_rollup_refund(struct pos_shop *shop,
    const struct pos_sale *sale, int64_t amount_minor, int64_t day,
    int64_t hour, struct pos_err *err);
/* Also to the drawer of the till, when it is cash. */
POS_MUST enum pos_status pos_rollup_payment(struct pos_shop *shop,
    int64_t branch, const struct pos_payment *pay, struct pos_err *err);
POS_MUST enum pos_status pos_rollup_void(struct pos_shop *shop,
    int64_t branch, int64_t day, int64_t total_minor, struct pos_err *err);
POS_MUST enum pos_status pos_rollup_flush(struct pos_shop *shop,
    struct pos_err *err);
void pos_rollup_drop(struct pos_shop *shop);  /* on rollback */
void pos_rollup_free(struct pos_shop *shop);
/* Recompute all from sale, line and pay; POS_DATA names the first row that
 * differs from the tables.  Memory is that of one day.  Inside a change, what
 * is held must have been flushed. */
POS_MUST enum pos_status pos_rollup_verify(struct pos_shop *shop,
    struct pos_err *err);

#endif
