/*
 * price.h - apply, quote, explain: verbs that price a sale or a cart.
 */
#ifndef POS_CMD_PROMO_PRICE_H
#define POS_CMD_PROMO_PRICE_H

#include "../sale_job.h"
#include "shop/offer.h"

extern const struct pos_opt promo_apply_options[], promo_quote_options[],
    promo_explain_options[];
enum pos_status promo_apply_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_quote_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_explain_run(int argc, char **argv, struct pos_err *err);

/* typed.c: --code, --pay-by, --points */
extern const struct pos_opt promo_typed_options[];
extern struct pos_texts promo_codes;
extern const char *promo_pay_by;
/* What --points said: 0 nothing, -1 "all". */
POS_MUST enum pos_status promo_points(bool *given, int64_t *points,
    struct pos_err *err);
/* A code as an edit: of a promotion, or of a coupon.  POS_DATA: neither. */
POS_MUST enum pos_status promo_typed(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_edit *edit, struct pos_err *err);

/* cart.c: what could be sold, not stored: words, or a record "cart" (or
 * "order") from standard input, priced by promotions. */
extern const struct pos_opt promo_cart_options[];
POS_MUST enum pos_status promo_carts(int argc, char **argv,
    enum pos_status (*each)(struct pos_shop *, const struct pos_sale *,
    const struct pos_offer_case *, struct pos_pool *, struct pos_err *),
    struct pos_err *err);

#endif
