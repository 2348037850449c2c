/*
 * day_inside.h - what the files of the day share; others want day.h.
 */
#ifndef POS_SHOP_DAY_INSIDE_H
#define POS_SHOP_DAY_INSIDE_H

#include "shop/day.h"

#define DAY_NO_CATEGORY "-"

extern const struct pos_record pos_day_report_data; /* of the event */

/* The last close of the branch; day 0: none yet. */
struct day_last {
	int64_t day;
	int64_t z;
	int64_t grand_minor;
};
POS_MUST enum pos_status day_last_close(struct pos_shop *shop,
    struct day_last *last, struct pos_err *err);
/* Fill the report from the roll-ups, as they are now. */
POS_MUST enum pos_status day_sums(struct pos_shop *shop, int32_t day,
    struct pos_pool *pool, struct pos_day_report *report,
    struct pos_err *err);
/* net / sales, half up; 0 where nothing was sold */
POS_MUST enum pos_status day_average(int64_t *average, int64_t net_minor,
    int64_t sales, struct pos_err *err);

#endif
