/*
 * topup.h - money paid onto an account: stored value, gift cards.
 *
 * A top-up is no sale: nothing is revenue until it is spent.  It has a number
 * of its day, cash of it goes into the drawer of the till as "in" where a
 * shift is open, and reports show it apart.
 *
 * A plan gives a bonus from some amount on, at once or in instalments (the
 * first at once, each other a period later; posted by whoever runs
 * pos_topup_post() once a day), and points, coupons, a level.
 *
 * Refunds: what goes back is principal, never more than the top-up brought
 * and than is there.  Its bonus goes with it: in proportion, and all that is
 * left of it with the last of the principal; instalments to come lapse.
 * Points it gave are taken back likewise (see owed in ledger.h).  Coupons and
 * levels stay.
 */
#ifndef POS_SHOP_TOPUP_H
#define POS_SHOP_TOPUP_H

#include "shop/ledger.h"
#include "shop/staff.h"

#define POS_INSTALMENTS_MAX 120

struct pos_topup_plan { /* type "plan" */
	const char *code;
	const char *name;
	int64_t pay_minor; /* from this amount on */
	int64_t bonus_minor;
	int64_t points;
	const char *coupons; /* batch of coupons */
	int64_t coupons_each;
	int64_t instalments; /* of the bonus; 0 or 1: at once */
	const char *every;   /* "day", "week", "month" */
	const char *level;   /* that it gives */
	bool manual;         /* only where it is named */
	bool removed;
};
#define POS_PLAN_EVERY "day|week|month"
extern const struct pos_record pos_topup_plan_record;
extern const struct pos_event_kind pos_topup_plan_set;
/* Right to change the menu. */
POS_MUST enum pos_status pos_topup_plan_put(struct pos_shop *shop,
    const struct pos_topup_plan *plan, struct pos_err *err);
/* POS_DATA: none with this code. */
POS_MUST enum pos_status
pos_topup_plan_find(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_topup_plan *plan, struct pos_err *err);
POS_MUST enum pos_status
pos_topup_plan_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_topup_plan **plans, size_t *count, struct pos_err *err);

struct pos_topup {           /* type "topup" */
	const char *topup;   /* "2026-11-27/3", of the branch */
	const char *account; /* code of the member, or "c17" */
	int64_t at, day;
	const char *method;
	const char *currency;
	int64_t amount_minor; /* negative: given back */
	int64_t bonus_minor;  /* at once; negative: taken back */
	int64_t points;
	int64_t to_come_minor; /* bonus in later instalments */
	const char *plan;
	const char *of; /* the top-up that is given back */
	const char *reason;
	const char *till, *staff;
	int64_t back_minor; /* given back of it so far */
	bool has_balance;   /* answers: what is there now */
	int64_t principal_minor, balance_bonus_minor;
};
extern const struct pos_record pos_topup_record;
extern const struct pos_event_kind pos_topup_made, pos_topup_posted,
    pos_topup_refunded;

struct pos_topup_want {
	int64_t amount_minor; /* 0: that of the plan */
	const char *method;
	const char *plan; /* NULL: the best that the amount reaches */
	bool no_plan;
	const char *reference;
};
/* What would refuse it whatever the account: before something else is
 * recorded. */
POS_MUST enum pos_status pos_topup_ready(struct pos_shop *shop,
    const struct pos_topup_want *want, struct pos_err *err);
/* owner as in ledger.h (inside a change). */
POS_MUST enum pos_status pos_topup(struct pos_shop *shop, int64_t owner,
    const struct pos_topup_want *want, struct pos_pool *pool,
    struct pos_topup *topup, struct pos_err *err);
/* amount 0: all that may go back.  method NULL: as it was paid. */
POS_MUST enum pos_status
pos_topup_refund(struct pos_shop *shop, const char *topup, int64_t amount_minor,
    const char *method, const char *reason, const struct pos_approval *approval,
    struct pos_pool *pool, struct pos_topup *back, struct pos_err *err);

struct pos_topup_due { /* type "topup.due" */
	int64_t due;   /* day */
	const char *topup;
	const char *account;
	int64_t n; /* which instalment */
	int64_t bonus_minor;
	const char *currency;
	int64_t branch_no, day, number, owner; /* events only */
};
extern const struct pos_record pos_topup_due_record;
POS_MUST enum pos_status pos_topup_dues(struct pos_shop *shop, int64_t to,
    enum pos_status (
	*each)(void *, const struct pos_topup_due *, struct pos_err *),
    void *arg, struct pos_err *err);
struct pos_posted { /* type "topup.post" */
	int64_t to;
	int64_t instalments;
	int64_t bonus_minor;
	const char *currency;
	bool more;                        /* there are more: call again */
	const struct pos_topup_due *dues; /* events only */
	size_t dues_count;
};
extern const struct pos_record pos_posted_record;
/* Those that fell due on `to` or before, of all branches, at most 5,000 in
 * one change; what is posted is gone, so doing it again does nothing. */
POS_MUST enum pos_status pos_topup_post(struct pos_shop *shop, int64_t to,
    struct pos_pool *pool, struct pos_posted *done, struct pos_err *err);

POS_MUST enum pos_status
pos_topup_list(struct pos_shop *shop, int64_t from, int64_t to,
    enum pos_status (*each)(void *, const struct pos_topup *, struct pos_err *),
    void *arg, struct pos_err *err);
struct pos_topup_sum { /* type "topup.sum": one method over days */
	const char *method;
	const char *currency;
	int64_t topups, amount_minor;
	int64_t refunds, refund_minor;
};
extern const struct pos_record pos_topup_sum_record;
extern const struct pos_record pos_topup_sum_part; /* inside others */
POS_MUST enum pos_status pos_topup_sums(struct pos_shop *shop, int64_t from,
    int64_t to, struct pos_pool *pool, struct pos_topup_sum **sums,
    size_t *count, struct pos_err *err);

#endif
