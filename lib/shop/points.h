/*
 * points.h - points: how they are earned, adjusted and expire.
 *
 * What a sale earns, once it is completed:
 *
 *   floor(counted / per * points * (rate of the level + rates of offers))
 *   + points of offers
 *
 * counted is what was paid by methods that earn: money, and the
 * principal of stored value and gift cards; not their bonus and not points,
 * unless the rule says so.  Tips and cash rounding do not count.
 */
#ifndef POS_SHOP_POINTS_H
#define POS_SHOP_POINTS_H

#include "shop/ledger.h"
#include "shop/staff.h"

#define POS_POINTS_MAX INT64_C(1000000000) /* in one step */

struct pos_earn {          /* type "earn" */
	const char *level; /* NULL: the rule; else a level's own rate */
	int64_t per_minor;
	int64_t points;
	int64_t rate_ppm;
	int64_t months;
	bool year_end;
	const char **exclude;
	size_t exclude_count;
	const char **also;
	size_t also_count;
	bool removed; /* events and answers: it is gone */
};
extern const struct pos_record pos_earn_record;
extern const struct pos_event_kind pos_earn_set;
/* Right to change the menu.  level NULL: the whole rule; else its rate. */
POS_MUST enum pos_status pos_earn_put(struct pos_shop *shop,
    const struct pos_earn *earn, struct pos_err *err);
POS_MUST enum pos_status
pos_earn_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_earn **list, size_t *count, struct pos_err *err);

/* Last day of what is earned on shop's day; 0: no end. */
POS_MUST enum pos_status
pos_earn_until(struct pos_shop *shop, int64_t *until, struct pos_err *err);

struct pos_lot {
	int64_t until; /* day; 0: no end */
	int64_t points;
};
struct pos_points { /* type "points": what a member has */
	const char *member;
	int64_t points; /* that can be used today */
	int64_t owed;
	int64_t principal_minor;
	int64_t bonus_minor;
	const char *currency;
	const struct pos_lot *lots;
	size_t lots_count;
};
extern const struct pos_record pos_points_record;
POS_MUST enum pos_status pos_points_of(struct pos_shop *shop, int64_t member_no,
    struct pos_pool *pool, struct pos_points *points, struct pos_err *err);

struct pos_ledger_row {      /* type "ledger" */
	const char *account; /* code of the member, or "c17" */
	int64_t seq;
	int64_t at;
	int64_t day;
	const char *kind;
	int64_t points;
	int64_t owed;
	int64_t principal_minor;
	int64_t bonus_minor;
	const char *ref;
	const char *staff;
};
extern const struct pos_record pos_ledger_record;
/* From the oldest; rows before a merge stand under the old account. */
POS_MUST enum pos_status pos_ledger_rows(struct pos_shop *shop, int64_t owner,
    enum pos_status (
	*each)(void *, const struct pos_ledger_row *, struct pos_err *),
    void *arg, struct pos_err *err);

/* Right to set another price, or approval; points negative: taken, never
 * more than are there.  until: last day of those given; 0: no end. */
extern const struct pos_event_kind pos_points_adjusted, pos_points_expired;
POS_MUST enum pos_status pos_points_adjust(struct pos_shop *shop,
    int64_t member_no, int64_t points, int64_t until, const char *reason,
    const struct pos_approval *approval, struct pos_err *err);

struct pos_expired {    /* type "points.expired" */
	int64_t before; /* lots whose last day is before this */
	int64_t members;
	int64_t points;
	bool more; /* there are more: call again */
};
extern const struct pos_record pos_expired_record;
/* Sweep the lots that have expired before a day (at most the open day):
 * what is swept once is gone, so doing it again does nothing.  At most
 * 5,000 accounts in one change. */
POS_MUST enum pos_status
pos_points_expire(struct pos_shop *shop, int64_t before, struct pos_pool *pool,
    struct pos_expired *done, struct pos_err *err);
struct pos_expiring { /* type "points.due" */
	const char *member;
	int64_t member_no;
	int64_t until;
	int64_t points;
};
extern const struct pos_record pos_expiring_record;
/* Lots whose last day is in from..to, by day. */
POS_MUST enum pos_status
pos_points_due(struct pos_shop *shop, int64_t from, int64_t to,
    enum pos_status (
	*each)(void *, const struct pos_expiring *, struct pos_err *),
    void *arg, struct pos_err *err);

#endif
