/*
 * uplift.h - what a campaign did: its members against its control group.
 *
 * Both groups were drawn by lot (campaign.h), so that what differs between
 * them is the campaign, and chance; the interval says how much chance can do.
 * All who were drawn count, whether the message reached them or not, and for
 * each what they paid in the window, returns taken off, 0 for those who
 * bought nothing.  Means are compared by Welch's method, shares by Newcombe's
 * (see stats/stats.h).  Members who became part of another since are left out
 * of both.
 *
 * Cost is what promotions took off the sales of the treated in the window
 * (all of them, or those that are named), points they gave on top at the worth
 * of a point, and what was spent besides, as on messages.  Revenue is
 * what was paid, discounts are off it already: return is what was gained in
 * revenue for each unit of cost.
 */
#ifndef POS_SHOP_UPLIFT_H
#define POS_SHOP_UPLIFT_H

#include "rec/field.h"
#include "shop/shop.h"

struct pos_uplift_group {
	int64_t members;
	int64_t buyers; /* with a sale in the window */
	int64_t sales;
	int64_t revenue_minor;
	int64_t conversion_ppm; /* buyers of members, */
	int64_t conversion_low_ppm, conversion_high_ppm;
	int64_t per_head_minor; /* revenue / members */
};

struct pos_uplift { /* type "results" */
	const char *campaign;
	int64_t from, to; /* days, both in the window */
	const char *currency;
	int64_t confidence_ppm;
	const struct pos_uplift_group *treated, *control;
	int64_t left_out; /* members that were merged */
	/* treated less control */
	int64_t conversion_ppm;
	int64_t conversion_low_ppm, conversion_high_ppm;
	int64_t per_head_minor;
	int64_t per_head_low_minor, per_head_high_minor;
	/* times the treated: what the campaign brought in all */
	int64_t gain_minor;
	int64_t gain_low_minor, gain_high_minor;
	bool known; /* enough members for the interval */
	bool sure;  /* it does not hold 0 */
	int64_t discount_minor;
	int64_t points;
	int64_t points_minor;
	int64_t spent_minor;
	int64_t cost_minor;
	int64_t return_ppm; /* gain / cost; 0 where nothing was spent */
};
extern const struct pos_record pos_uplift_record;

struct pos_uplift_want {
	const char *campaign;
	int64_t from; /* day; 0: that of the campaign */
	int64_t days;
	int64_t confidence_ppm;
	const char **promos; /* whose discounts are its cost; none: all */
	size_t promos_count;
	int64_t point_minor; /* worth of `points_per` points */
	int64_t points_per;
	int64_t spent_minor;
};

POS_MUST enum pos_status
pos_uplift(struct pos_shop *shop, const struct pos_uplift_want *want,
    struct pos_pool *pool, struct pos_uplift *out, struct pos_err *err);

#endif
