/*
 * day.h - the open business day, its report, and its close (Z).
 *
 * The open day of a branch is that of the clock, or the day after the last
 * closed one when that is later: a closed day stays closed, and what is
 * sold after its close belongs to the next.
 */
#ifndef POS_SHOP_DAY_H
#define POS_SHOP_DAY_H

#include "shop/pay.h"
#include "shop/spine.h"

/* Which day an instant belongs to, closes considered. */
POS_MUST enum pos_status pos_open_day(struct pos_shop *shop, int64_t at,
    int32_t *day, struct pos_err *err);

struct pos_day_part { /* by hour, item, category, type, channel, staff, till */
	const char *part;
	const char *value;
	const char *name;
	int64_t sales;
	int64_t qty_milli;
	int64_t total_minor;
};
struct pos_day_tender {
	const char *method;
	int64_t payments;
	int64_t amount_minor;
	int64_t refunds;
	int64_t refund_minor;
	int64_t tip_minor;
	int64_t rounding_minor;
};
struct pos_day_head { /* head of a till's chain, hex */
	const char *branch;
	const char *till;
	int64_t seq;
	const char *hash;
};
struct pos_topup_sum;
struct pos_day_report { /* type "report.day" */
	const char *kind;       /* day|x|z */
	const char *branch;
	int64_t day;
	int64_t z;              /* number of the close; 0: open */
	int64_t closed_at;
	const char *currency;
	int64_t sales;
	int64_t returns;
	int64_t items_milli;
	int64_t guests;
	int64_t sold_minor;     /* sales, taxes included */
	int64_t returned_minor; /* positive */
	int64_t net_minor;      /* sold - returned */
	int64_t discount_minor;
	int64_t tax_minor;
	int64_t average_minor;  /* net / sales, half up */
	int64_t voids;
	int64_t void_minor;
	int64_t open;           /* sales still open */
	int64_t open_minor;
	const struct pos_sale_tax *taxes;
	size_t taxes_count;
	const struct pos_day_tender *tenders;
	size_t tenders_count;
	const struct pos_topup_sum *topups; /* see topup.h: no revenue */
	size_t topups_count;
	const struct pos_day_part *parts;
	size_t parts_count;
	const struct pos_shift *shifts;
	size_t shifts_count;
	int64_t grand_minor;    /* Z: everything sold since the store began */
	const struct pos_day_head *heads; /* Z */
	size_t heads_count;
	const char *head;       /* Z: SHA-256 over the heads, for the paper */
};
extern const struct pos_record pos_day_report_record;
/* From the roll-ups; a closed day's Z comes as it was recorded. */
POS_MUST enum pos_status pos_day_report(struct pos_shop *shop, int32_t day,
    const char *kind, struct pos_pool *pool, struct pos_day_report *report,
    struct pos_err *err);
/*
 * Close a day (inside a change): event "day.close".  POS_REFUSED: closed
 * already, not begun yet, or a day before it that sold is still open.  Open
 * sales and open shifts do not hinder it.
 */
POS_MUST enum pos_status pos_day_close(struct pos_shop *shop, int32_t day,
    struct pos_pool *pool, struct pos_day_report *report, struct pos_err *err);
extern const struct pos_event_kind pos_day_closed;

#define POS_DAY_BY "item|category|hour|type|channel|staff|till|tender|tax"

struct pos_day_by { /* type "report.by": one value over some days */
	const char *by;       /* one of POS_DAY_BY */
	const char *value;    /* code, hour, method, name of the rate */
	const char *name;
	int64_t rate_ppm;     /* tax */
	int64_t sales;
	int64_t payments;     /* tender */
	int64_t refunds;      /* tender */
	int64_t qty_milli;    /* item, category */
	int64_t total_minor;  /* tender: less refunds; tax: with it */
	int64_t net_minor;    /* tax */
	int64_t tax_minor;    /* tax */
	int64_t tip_minor;    /* tender */
	int64_t rounding_minor; /* tender */
};
extern const struct pos_record pos_day_by_record;
/* The same record, showing the columns in a table that `by` fills. */
const struct pos_record *pos_day_by_columns(const char *by);
/* Of the days from..to; hours in order, all else largest total first. */
POS_MUST enum pos_status pos_day_by(struct pos_shop *shop, const char *by,
    int32_t from, int32_t to, struct pos_pool *pool, struct pos_day_by **rows,
    size_t *count, struct pos_err *err);

struct pos_day_trend { /* type "report.trend": one day */
	int64_t day;
	int64_t sales;
	int64_t returns;
	int64_t items_milli;
	int64_t guests;
	int64_t sold_minor;
	int64_t returned_minor;
	int64_t net_minor;
	int64_t discount_minor;
	int64_t tax_minor;
	int64_t average_minor;
};
extern const struct pos_record pos_day_trend_record;
/* Days from..to on which something happened, in order. */
POS_MUST enum pos_status pos_day_trend(struct pos_shop *shop, int32_t from,
    int32_t to, enum pos_status (*each)(void *, const struct pos_day_trend *,
    struct pos_err *), void *arg, struct pos_err *err);

#endif
