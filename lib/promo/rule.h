/*
 * rule.h - a promotion: eight orthogonal parts, from which every kind of
 * offer is put together.  No kind of offer has code of its own.
 *
 *   eligibility  when, where, for whom, by which code it is open at all
 *   conditions   what the cart must hold
 *   target       the units it acts on, or
 *   slots        sets of units that it uses up, each at most once
 *   effect       what happens to their price
 *   limit        how much, how often
 *   stacking     with what else it may be combined
 *   priority     breaks ties between equally good prices, nothing else
 *
 * Rates are millionths, quantities thousandths, amounts minor units.
 * Texts and lists belong to whoever made the struct (usually a pool).
 * The record is type "promo": the same document is read from JSON, printed by
 * `pos-promo show`, and kept in the store.
 */
#ifndef POS_PROMO_RULE_H
#define POS_PROMO_RULE_H

#include <stdbool.h>

#include "rec/field.h"

#define POS_RULE_LANE_PRICE 10  /* 限时折扣, 秒杀, 拼团, 会员价 */
#define POS_RULE_LANE_ITEM 20   /* 第二件半价, 买一送一, sets */
#define POS_RULE_LANE_ORDER 30  /* 满减, order percent */
#define POS_RULE_LANE_COUPON 35
#define POS_RULE_LANE_POINTS 40

/* Which units: all parts that are there must hold.  NULL: every unit. */
struct pos_select {
	const char **items;          /* codes, or parent codes of variants */
	size_t items_count;
	const char **not_items;
	size_t not_items_count;
	const char **categories;
	size_t categories_count;
	const char **not_categories;
	size_t not_categories_count;
	const char **tags;           /* any of them */
	size_t tags_count;
	const char **lines;          /* numbers of lines, as text */
	size_t lines_count;
	bool has_price_min, has_price_max;
	int64_t price_min_minor;     /* list price of one */
	int64_t price_max_minor;
	bool not_discounted;         /* marked down neither on the menu, nor by
	                              * hand, nor by an earlier lane */
};

struct pos_rule_window {     /* local time of the branch */
	const char *days;    /* "fri,sat", "mon-fri"; NULL: every day */
	const char *from;    /* "15:00"; NULL: start of the day */
	const char *to;      /* "17:00", not included; NULL: its end.  to
	                      * before from: past midnight, counted to the day
	                      * it began on */
	int64_t first_day;   /* yyyymmdd, local calendar day; 0: any */
	int64_t last_day;    /* included */
};

struct pos_rule_audience {   /* absent: everybody */
	bool members;                /* any member */
	const char **tiers;          /* levels, any of them */
	size_t tiers_count;
	const char **segments;       /* any of them */
	size_t segments_count;
	const char *birthday;        /* "day", "week", "month" */
	bool first_order;            /* member without a completed sale */
};

struct pos_rule_condition {
	const struct pos_select *select;
	const char *measure;     /* "quantity" or "amount" */
	int64_t min_milli, min_minor;     /* by measure */
	int64_t max_milli, max_minor;     /* 0: none */
	int64_t every_milli, every_minor; /* once per so much; 0: once */
	const char *basis;       /* "running" (NULL): after all rules before
	                          * it; "list": before any discount */
	const char *tax;         /* "incl", "excl"; NULL: as priced */
	bool consume;            /* buy X: units_milli of select are used up
	                          * for each application */
	int64_t units_milli;
};

struct pos_rule_target {     /* absent: every unit */
	const struct pos_select *select;
	const char *pick;        /* "cheapest" (NULL), "dearest", "listed" */
	int64_t units_milli;     /* per application; 0: all */
	const char *units_per;   /* "line": units_milli of each line; NULL:
	                          * of all together */
	bool require_full;       /* nothing rather than fewer */
};

struct pos_rule_slot {
	const struct pos_select *select;
	int64_t units;           /* whole units */
	const char *role;        /* "target" (NULL) or "qualifier": used up,
	                          * its price stays */
	bool distinct;           /* units of different items */
};

struct pos_rule_tier {
	int64_t min_milli, min_minor; /* by the measure of tiers */
	int64_t rate_ppm;
	int64_t amount_minor;
};

struct pos_rule_effect {
	const char *kind;        /* "percent" rate_ppm off; "amount"
	                          * amount_minor off; "new_price" amount_minor;
	                          * "gift" qty_milli of item; "points_earn"
	                          * points, or rate_ppm more; "points_pay" */
	int64_t rate_ppm;
	int64_t amount_minor;
	const struct pos_rule_tier *tiers; /* highest that is reached */
	size_t tiers_count;
	const struct pos_rule_condition *tier_measure; /* measure, select,
	                          * basis; NULL: that of the conditions, else
	                          * the amount of the target */
	const char *per;         /* what the number applies to and where it is
	                          * rounded: "unit", "line", "target"; NULL:
	                          * target for slots, amounts and lanes from 25
	                          * on, unit in lane 10, else line */
	const char *on;          /* within a set of slots: "cheapest",
	                          * "dearest", "all" (NULL) */
	int64_t count;           /* so many of them */
	const char *base;        /* "running" (NULL) or "list" */
	const char *item;        /* gift */
	int64_t qty_milli;       /* gift: for each application */
	int64_t points;          /* points_earn: per application */
	int64_t value_minor;     /* points_pay: worth of value_points */
	int64_t value_points;    /* 0: 1 */
	bool keep_one;           /* points_pay: the total stays above zero */
};

struct pos_rule_limit {          /* 0: none.  Of one sale: */
	int64_t max_discount_minor;
	int64_t max_applications;
	int64_t max_units_milli;
	int64_t max_share_ppm;   /* points_pay: of the amount */
	int64_t max_points;
	int64_t points_cost;     /* spent by the member when it applies */
	/* over all sales, taken in the sale's own transaction: */
	int64_t total_uses;      /* sales */
	int64_t total_units_milli;
	int64_t budget_minor;    /* discount */
	int64_t day_uses;        /* sales a business day */
	int64_t member_uses;     /* sales of one member; needs a member */
	int64_t member_units_milli;
};

struct pos_rule_stacking {
	int64_t lane;            /* 0: 20 */
	const char *group;       /* at most one of a group */
	const char *scope;       /* of group, not_with, only_on: "order" (NULL)
	                          * or "line" */
	const char *mode;        /* "exclusive": alone in its lane;
	                          * "exclusive_order": alone; NULL: neither */
	const char **tags;
	size_t tags_count;
	const char **not_with;   /* codes or tags of other rules */
	size_t not_with_count;
	const char **only_on;    /* acts only on lines that a rule of these
	                          * codes or tags discounted */
	size_t only_on_count;
};

struct pos_rule {
	const char *code;        /* identity */
	int64_t version;         /* of this text of it, from 1 */
	const char *name;        /* receipt label */
	const struct pos_name *names;
	size_t names_count;
	const char *funded_by;   /* who bears it: "shop" (NULL), a platform */
	bool paused;
	/* eligibility */
	int64_t valid_from;      /* ms; 0: open */
	int64_t valid_to;        /* ms, not included */
	const struct pos_rule_window *windows; /* any of them */
	size_t windows_count;
	const char *trigger;     /* "auto" (NULL), "code" (one of codes, or a
	                          * coupon of the rule), "group_buy" */
	const char **codes;
	size_t codes_count;
	const struct pos_rule_audience *audience;
	const char **channels;   /* "counter" for those without */
	size_t channels_count;
	const char **order_types;
	size_t order_types_count;
	const char **branches;
	size_t branches_count;
	const char **methods;    /* paid by one of these only */
	size_t methods_count;
	/* the rest */
	const struct pos_rule_condition *conditions; /* all of them */
	size_t conditions_count;
	const struct pos_rule_target *target;
	const struct pos_rule_slot *slots; /* instead of conditions, target */
	size_t slots_count;
	const struct pos_rule_effect *effect;
	const struct pos_rule_limit *limit;
	const struct pos_rule_stacking *stacking;
	int64_t priority;        /* higher first */
};

extern const struct pos_record pos_rule_record; /* type "promo" */
extern const struct pos_record pos_rule_data;   /* the same, inside others */

/*
 * POS_DATA: contradicts itself, or says something that could never apply; one
 * line that names the field and the remedy.
 */
POS_MUST enum pos_status pos_rule_check(const struct pos_rule *rule,
    struct pos_err *err);
/* Write its lane and the group of it, "lane30" for one, into a rule of an
 * author who said nothing about stacking; in pool.  Up to lane 20 the group
 * is of each line; gifts and earned points have groups of their own, "gift"
 * and "points", since they would lose against every discount. */
void pos_rule_default_stacking(struct pos_rule *rule, struct pos_pool *pool);
/* What it means, one sentence in the user's language; places: decimals of
 * the currency. */
void pos_rule_sentence(struct pos_buf *buf, const struct pos_rule *rule,
    int places);

/*
 * Is it open at all?  NULL, or why not: a few words in buf, as "only from
 * 15:00 to 17:00 on fri, sat".
 */
struct pos_rule_moment {
	int64_t at;              /* ms */
	int64_t local_day;       /* yyyymmdd by the branch's clock */
	int64_t local_minute;    /* of that day */
	const char *branch, *channel, *order_type, *method;
	const char *const *codes; /* entered, or rule codes of coupons */
	size_t codes_count;
	bool group_buy;          /* the order belongs to a formed group of this
	                          * rule: in codes */
	bool member;
	const char *tier;
	const char *const *segments;
	size_t segments_count;
	int64_t birthday;        /* mmdd; 0: unknown */
	bool first_order;
};
const char *pos_rule_closed(struct pos_buf *buf, const struct pos_rule *rule,
    const struct pos_rule_moment *moment);

#endif
