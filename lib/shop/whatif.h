/*
 * whatif.h - what past sales would have come to under other rules.
 *
 * Completed sales of the branch are taken in the order of their days and
 * numbers, without what promotions did to them, and priced by the given
 * rules as of their own time.  Limits over all sales (uses, units, budgets, of
 * a day, of a member) are used up in that order, from nothing.  Nothing is
 * written.
 *
 * What cannot be known is as now: level and segments of a member, its
 * points (with those that the sale spent), the menu's categories, tags and
 * floors.  Customers are taken to have bought the same.  Returns are counted
 * and left out.  Codes that were entered count, and a coupon opens the rule of
 * the code it belonged to.
 */
#ifndef POS_SHOP_WHATIF_H
#define POS_SHOP_WHATIF_H

#include "promo/rule.h"
#include "shop/shop.h"

/* Sales that have something in common. */
struct pos_whatif_part {
	const char *name;
	int64_t sales;
	int64_t before_minor;
	int64_t after_minor;
	int64_t gain_minor; /* before - after */
};

struct pos_whatif_rule {
	const char *promo;
	const char *name;
	int64_t sales; /* that it applied to */
	int64_t applications;
	int64_t off_minor;
	int64_t points; /* of members, spent on it */
	int64_t closed; /* sales that came when it was used up */
};

struct pos_whatif {       /* type "replay" */
	int64_t from, to; /* days */
	const char *branch;
	const char *currency;
	int64_t sales;
	int64_t returns; /* left out */
	int64_t revenue_before_minor, revenue_after_minor;
	int64_t discount_before_minor, discount_after_minor;
	int64_t pay_less; /* sales */
	int64_t pay_more;
	int64_t pay_same;
	int64_t less_minor; /* what those who pay less save */
	int64_t more_minor; /* what those who pay more lose */
	int64_t not_proved; /* prices that may not be the best */
	const struct pos_whatif_rule *rules; /* as given */
	size_t rules_count;
	const struct pos_whatif_part *channels;
	size_t channels_count;
	const struct pos_whatif_part *levels; /* "-": no level; "guest" */
	size_t levels_count;
	const struct pos_whatif_part *segments;
	size_t segments_count;
	const struct pos_whatif_part *members; /* that gain most */
	size_t members_count;
};
extern const struct pos_record pos_whatif_record;

struct pos_whatif_want {
	const struct pos_rule *rules;
	size_t rules_count;
	int64_t from, to;            /* days; 0: without bound */
	int64_t top;                 /* members that are listed */
	void (*progress)(long done); /* may be NULL */
};

/* In pool, whose size grows with members, not with sales. */
POS_MUST enum pos_status
pos_whatif(struct pos_shop *shop, const struct pos_whatif_want *want,
    struct pos_pool *pool, struct pos_whatif *out, struct pos_err *err);

#endif
