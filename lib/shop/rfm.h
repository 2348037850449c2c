/*
 * rfm.h - members by recency, frequency and money.
 *
 * Members with a completed sale in the time are scored from 1 to the number
 * of quantiles, on the day of their last visit (later is better), their number
 * of visits, and what they paid less what they got back.  A score is
 *
 *   1 + floor(quantiles * members strictly worse / members)
 *
 * so that equal values get equal scores, the lowest of their group's: where
 * everybody came once, everybody scores 1.  A score is high when it is above
 * the middle; high and low of the three make eight classes:
 *
 *   R F M high: champion    F low: develop     R low: keep   R F low: win-back
 *   M low:      regular     F M low: new       R M low: drifting   all: lost
 */
#ifndef POS_SHOP_RFM_H
#define POS_SHOP_RFM_H

#include "shop/spine.h"

#define POS_RFM_SCORES 5 /* of segments; quantiles may be 2 to 10 */
#define POS_RFM_CLASSES \
	"champion|develop|keep|win-back|regular|new|drifting|lost"

struct pos_rfm {            /* type "rfm" */
	const char *member; /* code */
	int64_t member_no;
	int64_t last_day;
	int64_t visits;
	int64_t spent_minor;
	int64_t r, f, m;
	const char *class;
};
extern const struct pos_record pos_rfm_record;
/* Of the days from..to (0: without limit), by member number, in pool. */
POS_MUST enum pos_status pos_rfm(struct pos_shop *shop, int64_t from,
    int64_t to, int64_t quantiles, struct pos_pool *pool, struct pos_rfm **rows,
    size_t *count, struct pos_err *err);

#endif
