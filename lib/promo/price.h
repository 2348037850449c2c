/*
 * price.h - the best legal price of a cart under a set of rules, proved.
 *
 * Pure: no store, no clock.  Everybody who prices (apply, quote, explain,
 * replay) calls pos_price(); the result has passed a second, separate routine
 * (pos_price_certify) that trusts nothing of the search.
 *
 * Arithmetic: exact rationals inside, integers out, no floats.  Discounts are
 * rounded half up, where effect.per says; amounts are spread by largest
 * remainder with caps, ties to the earlier line.  Never raises a price, never
 * goes below a floor or zero.  Order of rules and lines does not matter.
 */
#ifndef POS_PROMO_PRICE_H
#define POS_PROMO_PRICE_H

#include "promo/rule.h"

#define POS_PRICE_LINES_MAX 500
#define POS_PRICE_RULES_MAX 200 /* open at the same time */

struct pos_cart_line {
	int64_t n; /* number; ties go to the smaller */
	const char *item;
	const char *parent;   /* NULL: none */
	const char *category; /* NULL: none */
	const char *const *tags;
	size_t tags_count;
	int64_t qty_milli;    /* > 0 */
	int64_t price_minor;  /* list price of one, choices with it */
	int64_t amount_minor; /* of the line before the rules; less than
	                          * price * qty after a discount by hand */
	int64_t floor_minor;  /* of one: never below; 0: none */
	bool discounted;      /* already, on the menu or by hand */
	int64_t tax_ppm;      /* sum of its rates */
	bool tax_inclusive;
};

/* What is left of a rule's limits over all sales; -1: no such limit. */
struct pos_price_room {
	int64_t uses; /* 0: closed */
	int64_t units_milli;
	int64_t budget_minor;
};

struct pos_price_rule {
	const struct pos_rule *rule; /* open: eligibility was checked */
	struct pos_price_room room;
};

struct pos_cart {
	const struct pos_cart_line *lines;
	size_t lines_count;
	const struct pos_price_rule *rules;
	size_t rules_count;
	int64_t points;      /* of the member; 0: none */
	int64_t want_points; /* points_pay: at most so many; -1: all */
	int64_t budget_us;   /* of the search, about; 0: 50,000, and
	                          * 14,000 up to 100 units and 30 rules.  Work
	                          * is counted, so that answers repeat */
};

struct pos_price_share {   /* units of a line, all alike, in a row */
	int64_t qty_milli; /* together */
	int64_t off_minor; /* together */
};
struct pos_price_part { /* of a line's discount */
	size_t rule;    /* index into cart->rules */
	int64_t off_minor;
};
struct pos_priced_line {
	int64_t off_minor;
	const struct pos_price_part *parts; /* by lane, then code */
	size_t parts_count;
	/* Unit by unit, for returns: sum of off_minor is that of the line,
	 * least off first. */
	const struct pos_price_share *shares;
	size_t shares_count;
};
struct pos_priced_rule { /* parallel to cart->rules */
	bool applied;
	int64_t off_minor;
	int64_t applications;
	int64_t units_milli; /* discounted by it */
	int64_t gift_milli;  /* of effect->item, to be added at price 0 */
	int64_t points;      /* spent (points_pay, points_cost) */
	int64_t earn_points;
	int64_t earn_rate_ppm; /* points_earn by rate: on top */
};
struct pos_priced {
	struct pos_priced_line *lines; /* parallel to cart->lines */
	struct pos_priced_rule *rules;
	int64_t list_minor; /* sum of amounts before */
	int64_t off_minor;
	int64_t pay_minor;    /* list - off */
	int64_t bound_minor;  /* nobody can pay less than this */
	bool optimal;         /* pay == bound, or all was enumerated */
	int64_t greedy_minor; /* what lane by lane, rule by rule would pay */
	const char *method;   /* "enumerated", "packed", "beam" */
	/* What was decided, for the certificate: see decision.h */
	const struct pos_decision *decision;
};

/* In pool.  POS_DATA: past a limit above, or an amount is too large. */
POS_MUST enum pos_status pos_price(const struct pos_cart *cart,
    struct pos_pool *pool, struct pos_priced *out, struct pos_err *err);
/*
 * Check a result against the cart by plain means: every rule's conditions,
 * uses of units, groups, limits and sums, recomputed from the decision.
 * POS_BUG says what does not hold.  pos_price() calls it before it returns.
 */
POS_MUST enum pos_status
pos_price_certify(const struct pos_cart *cart, const struct pos_priced *priced,
    struct pos_pool *pool, struct pos_err *err);

/* Why a rule did not apply, or what would make it give more. */
struct pos_why {
	const char *rule; /* code */
	bool applied;
	int64_t off_minor;
	const char *units;  /* on which: "latte x2, cake x1" */
	const char *reason; /* why not; NULL: applied.  One of a fixed
	                          * set of words: "closed", "condition",
	                          * "no_units", "group", "better", "limit",
	                          * "floor", "no_gain" */
	const char *detail; /* in words: "30.00 short of 300.00",
	                          * "would lose m300-50: 10.00 more" */
	const char *more;   /* what could be added to get more: "30.00
	                          * more for 50.00 off"; NULL: nothing */
	int64_t more_minor; /* that amount; 0: none or by units */
	int64_t more_milli; /* those units */
	int64_t gain_minor; /* and what it would take off then */
};
POS_MUST enum pos_status pos_price_explain(const struct pos_cart *cart,
    const struct pos_priced *priced, int places, struct pos_pool *pool,
    struct pos_why *why /* [rules_count] */, struct pos_err *err);

#endif
