/*
 * sale_inside.h - what the files about sales share.
 */
#ifndef POS_SHOP_SALE_INSIDE_H
#define POS_SHOP_SALE_INSIDE_H

#include "shop/sale.h"
#include "shop/spine.h"
#include "shop/stock.h"

extern const struct pos_record pos_line_choice_record, pos_sale_tax_record;
extern const struct pos_record pos_line_offer_record, pos_line_share_record,
    pos_offer_record, pos_sale_best_record;

/* sale_names.c: a sale's key, which leads all that is about it: $1 branch,
 * $2 day, $3 number */
void pos_bind_sale(struct pos_query *q, const struct pos_id *id);

/* sale_rows.c: rows of sale and line, as apply writes them */
POS_MUST enum pos_status pos_sale_rows_add(struct pos_store *store,
    const struct pos_id *id, const struct pos_sale *sale,
    struct pos_err *err);
POS_MUST enum pos_status pos_sale_rows_replace(struct pos_store *store,
    const struct pos_id *id, const struct pos_sale *sale,
    struct pos_err *err);
POS_MUST enum pos_status pos_line_back_add(struct pos_store *store,
    const struct pos_id *of, const struct pos_sale *back, int sign,
    struct pos_err *err);
POS_MUST enum pos_status pos_open_sale_mark(struct pos_store *store,
    const struct pos_id *id, bool open, struct pos_err *err);

/* sale_need.c: what the lines take from stock, reserved while it is open.
 * A return needs as much as the same sale would; sign -1 takes away. */
POS_MUST enum pos_status pos_sale_needs(struct pos_shop *shop,
    const struct pos_sale *sale, int sign, struct pos_needs *needs,
    struct pos_err *err);
POS_MUST enum pos_status pos_sale_reserve(struct pos_store *store,
    const struct pos_id *id, const struct pos_needs *needs,
    struct pos_err *err);
/* Let go of what was reserved; *needs (emptied first) tells what it was. */
POS_MUST enum pos_status pos_sale_release(struct pos_store *store,
    const struct pos_id *id, struct pos_needs *needs, struct pos_err *err);

/* sale_price.c */
POS_MUST enum pos_status pos_line_price(const struct pos_sale *sale,
    struct pos_sale_line *line, const struct pos_item *item,
    struct pos_err *err);
POS_MUST enum pos_status pos_line_total(struct pos_sale_line *line,
    struct pos_err *err);
/* (price + choices) * qty, before the discount */
POS_MUST enum pos_status pos_line_gross(const struct pos_sale_line *line,
    struct pos_money *gross, struct pos_err *err);
/* Sum of discounts, taxes and total, from the lines; a return brings its
 * taxes, and they are only added up. */
POS_MUST enum pos_status pos_sale_total(struct pos_shop *shop,
    struct pos_sale *sale, struct pos_pool *pool, struct pos_err *err);

/* sale_line.c: a line of a sale from a line of an order */
POS_MUST enum pos_status pos_line_make(struct pos_shop *shop,
    const struct pos_sale *sale, const struct pos_order_line *want,
    const struct pos_approval *approval, bool outside, struct pos_pool *pool,
    struct pos_sale_line *line, struct pos_err *err);
/* POS_DATA: past the limit, or part of a piece. */
POS_MUST enum pos_status pos_line_set_qty(const struct pos_item *item,
    int64_t qty_milli, struct pos_sale_line *line, struct pos_err *err);
POS_MUST enum pos_status pos_line_choose(struct pos_shop *shop,
    const struct pos_item *item, const char *const *options, size_t count,
    struct pos_pool *pool, struct pos_sale_line *line, struct pos_err *err);
POS_MUST enum pos_status pos_line_discount(struct pos_shop *shop,
    struct pos_sale_line *line, struct pos_money off,
    const struct pos_approval *approval, bool outside, struct pos_err *err);

/* sale_codes.c: the codes of the numbers that are in it */
POS_MUST enum pos_status pos_sale_codes(struct pos_shop *shop,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err);
POS_MUST enum pos_status pos_payment_codes(struct pos_shop *shop,
    int64_t branch, struct pos_pool *pool, struct pos_payment *pay,
    struct pos_err *err);

/* sale_derive.c: what is not stored but follows */
void pos_sale_derive(struct pos_sale *sale, struct pos_pool *pool,
    const struct pos_id *id);

/* sale_worth.c: what was paid for so much of a line, the most discounted
 * units first; false: past the limit of an amount */
POS_MUST bool pos_line_worth(const struct pos_sale_line *line,
    int64_t qty_milli, struct pos_money *worth);
/* For a sale that kept its taxes: those of part, whose lines are the sale's
 * with less in total_minor, in the sale's buckets and order. */
POS_MUST enum pos_status pos_return_taxes(struct pos_shop *shop,
    const struct pos_sale *of, struct pos_sale *part, struct pos_pool *pool,
    struct pos_err *err);

/* POS_REFUSED unless it is open or held. */
POS_MUST enum pos_status pos_sale_must_be_open(const struct pos_sale *sale,
    struct pos_err *err);
/* The rest of deciding, for a document whose head and lines are there: sums,
 * stock, number and id; then record and apply as sale.new. */
POS_MUST enum pos_status pos_sale_make(struct pos_shop *shop,
    struct pos_sale *sale, const struct pos_order *order,
    struct pos_pool *pool, struct pos_err *err);
void pos_sale_head(const struct pos_shop *shop, struct pos_sale *sale);

#endif
