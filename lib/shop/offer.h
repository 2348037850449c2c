/*
 * offer.h - promotions on a sale: priced, taken, given back.
 *
 * A sale that was promoted once is priced again by every later change of it
 * (sale_edit.c), so that no edit leaves a discount whose reason is gone.
 * What promotions did stands in the document (pos_sale.offers, and for each
 * line its offers and shares), and is recorded with it.  Uses of limited
 * rules, coupons and points follow from the document: apply takes what the
 * new one has more than the old, and gives back what it has less, in the same
 * transaction.
 *
 * With the setting discount_basis = gross, discounts act on prices with tax:
 * amounts of offers are then with tax, and the sale keeps its taxes, which
 * are those of the discounted prices.
 */
#ifndef POS_SHOP_OFFER_H
#define POS_SHOP_OFFER_H

#include "promo/price.h"
#include "shop/sale.h"
#include "shop/spine.h"

/* What a price was decided on; all in the pool. */
struct pos_offer_case {
	const struct pos_rule *rules; /* all that are not paused, by code */
	size_t rules_count;
	const char **closed;  /* why each is not open; NULL: it is */
	size_t *in_cart;      /* its place in cart.rules, if open */
	const char **coupons; /* number of the one it would take */
	struct pos_cart cart; /* lines that promotions may touch */
	size_t *line_at;      /* cart line -> line of the sale */
	struct pos_priced priced;
	bool gross; /* amounts are with tax */
};

/*
 * Decide the offers of a sale whose lines are there, stripped (with what was
 * taken off by hand): discounts and totals of the lines, gift lines,
 * sale->offers, taxes and sums.  before (NULL: none) is the document as it is
 * recorded, whose uses, coupons, points and gifts count as free again.
 * Changes nothing in the store.  out may be NULL.
 */
POS_MUST enum pos_status pos_offer_price(struct pos_shop *shop,
    struct pos_sale *sale, const struct pos_sale *before, struct pos_pool *pool,
    struct pos_offer_case *out, struct pos_err *err);
/* The sale as it is without promotions; its lines become a copy in pool. */
POS_MUST enum pos_status pos_offer_strip(struct pos_sale *sale,
    struct pos_pool *pool, struct pos_err *err);

/*
 * The same by rules that are not the store's, at another time (what-if): the
 * moment, without its codes, and points are the caller's; rooms (NULL: no
 * limits) are parallel to rules.  No coupons: rules with trigger "code" are
 * open when one of their codes is in moment->codes.
 */
POS_MUST enum pos_status pos_offer_price_by(struct pos_shop *shop,
    struct pos_sale *sale, const struct pos_rule *rules, size_t count,
    const struct pos_price_room *rooms, const struct pos_rule_moment *moment,
    int64_t points, struct pos_pool *pool, struct pos_offer_case *out,
    struct pos_err *err);

/* Each of the case's rules, in its order: what it did, or why it did not, and
 * what would make it do more; in pool.  Type "promo.why". */
struct pos_offer_why {
	const char *sale; /* id; NULL: a quote */
	const char *promo;
	const char *name;
	bool applied;
	int64_t off_minor;
	const char *units;  /* on which: "latte x2, cake" */
	const char *reason; /* "closed", "condition", ... (price.h) */
	const char *detail; /* in words */
	const char *more;   /* what could be added to get more, in words */
	int64_t more_minor; /* that amount, */
	int64_t more_milli; /* or so many units, */
	int64_t gain_minor; /* and what it would take off then */
};
extern const struct pos_record pos_offer_why_record;
POS_MUST enum pos_status pos_offer_explain(struct pos_shop *shop,
    const struct pos_sale *sale, const struct pos_offer_case *c,
    struct pos_pool *pool, struct pos_offer_why **why, struct pos_err *err);

/* POS_REFUSED: an offer of the sale holds only for another method. */
POS_MUST enum pos_status pos_offer_pay_allows(const struct pos_sale *sale,
    const char *method, struct pos_err *err);

/* For apply: from the offers of one document to those of the next; either may
 * be NULL (none).  entry names the sale's day for limits a day. */
POS_MUST enum pos_status pos_offer_apply(struct pos_shop *shop,
    const struct pos_entry *entry, const struct pos_sale *before,
    const struct pos_sale *after, struct pos_err *err);

/* For apply of a merge: what a member used counts for another from now on. */
POS_MUST enum pos_status pos_offer_merge_apply(struct pos_shop *shop,
    int64_t from_no, int64_t into_no, struct pos_err *err);

/* What a rule has been used: over all sales (member_no 0 and day 0), on a
 * day, or by a member (for rules with a limit per member). */
struct pos_promo_used {
	int64_t uses, units_milli, budget_minor;
};
POS_MUST enum pos_status
pos_promo_used(struct pos_shop *shop, const char *promo, int64_t day,
    int64_t member_no, struct pos_promo_used *used, struct pos_err *err);

#endif
