/*
 * offer_inside.h - what the files about offers share; others want offer.h.
 */
#ifndef POS_SHOP_OFFER_INSIDE_H
#define POS_SHOP_OFFER_INSIDE_H

#include "shop/offer.h"
#include "shop/sale_inside.h"

/* offer_cart.c: the lines that promotions may touch */
POS_MUST enum pos_status pos_offer_cart(struct pos_shop *shop,
    const struct pos_sale *sale, struct pos_pool *pool,
    struct pos_offer_case *c, struct pos_err *err);

/* offer_open.c: which rules are open for a sale, and how much of each is
 * left; fills c->rules to c->coupons, cart.rules and points */
POS_MUST enum pos_status pos_offer_open(struct pos_shop *shop,
    const struct pos_sale *sale, const struct pos_sale *before,
    struct pos_pool *pool, struct pos_offer_case *c, struct pos_err *err);
/* Of the rules in c, those open at the moment; rooms may be NULL. */
POS_MUST enum pos_status pos_offer_choose(struct pos_offer_case *c,
    const struct pos_rule_moment *moment, const struct pos_price_room *rooms,
    struct pos_pool *pool, struct pos_err *err);

/* offer_room.c: what is left of a rule's limits for this sale */
POS_MUST enum pos_status pos_offer_room(struct pos_shop *shop,
    const struct pos_rule *rule, const struct pos_sale *sale,
    const struct pos_sale *before, struct pos_price_room *room,
    struct pos_err *err);

/* offer_gross.c: promotions on prices with tax */
POS_MUST enum pos_status pos_offer_with_tax(struct pos_shop *shop,
    const struct pos_sale_line *line, int64_t amount_minor,
    int64_t *gross_minor, struct pos_err *err);
/* Amounts of the cart's lines become those with tax, in all what the sale
 * costs without promotions. */
POS_MUST enum pos_status pos_offer_gross(struct pos_shop *shop,
    const struct pos_sale *sale, const size_t *line_at,
    struct pos_cart_line *lines, size_t count, struct pos_pool *pool,
    struct pos_err *err);
/* Lines' totals (without exclusive tax) and taxes from what is left of the
 * amounts with tax: left[], parallel to the lines. */
POS_MUST enum pos_status pos_offer_taxes(struct pos_shop *shop,
    struct pos_sale *sale, struct pos_sale_line *lines, const int64_t *left,
    struct pos_pool *pool, struct pos_err *err);

/* The offer of a rule in a document; NULL: none. */
const struct pos_offer *pos_offer_of(const struct pos_sale *sale,
    const char *promo);

#endif
