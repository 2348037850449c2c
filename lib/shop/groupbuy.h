/*
 * groupbuy.h - group buys: a price for so many orders within so many hours.
 *
 * A group belongs to a rule whose trigger is "group_buy".  Orders join while
 * it is open and has a place; each is priced by the rule at once, as if the
 * group were formed.  It forms when `size` of them are paid; when its time is
 * over before that, it fails, and what was paid is to be given back.  A void
 * or fully returned order leaves its place, but not a formed group.  Places,
 * payments and state follow from what happens to the sales, in their own
 * transactions.
 *
 * Its number is branch * 2^32 + n, its id "g1-17" made of it.
 */
#ifndef POS_SHOP_GROUPBUY_H
#define POS_SHOP_GROUPBUY_H

#include "shop/sale.h"
#include "shop/spine.h"

#define POS_GROUPBUY_MAX 1000 /* orders of one group */
#define POS_GROUPBUY_STATES "open|formed|failed"
#define POS_GROUPBUY_ID 24 /* room for an id and NUL */

struct pos_groupbuy_order {
	const char *sale; /* id */
	int64_t number;
	const char *member; /* code; NULL: not known */
	bool paid;
};

struct pos_groupbuy { /* type "group" */
	const char *id;
	const char *promo; /* code of the rule */
	const char *state;
	int64_t size;
	int64_t joined;
	int64_t paid;
	int64_t opened_at;
	int64_t until;      /* not included */
	int64_t over_at;    /* formed or failed; 0: not yet */
	const char *member; /* who opened it; NULL: the shop */
	bool anyone;        /* orders without a member may join, too */
	const char **items; /* an order must hold one of; none: any */
	size_t items_count;
	const struct pos_groupbuy_order *orders; /* of load, not of list */
	size_t orders_count;
	int64_t group_no;
};
extern const struct pos_record pos_groupbuy_record;

/* What was paid into a group that failed: type "group.refund". */
struct pos_groupbuy_refund {
	const char *group;
	const char *sale; /* id */
	int64_t number;
	const char *member;
	const char *method;   /* it was paid by */
	int64_t amount_minor; /* not given back yet */
	const char *currency;
};
extern const struct pos_record pos_groupbuy_refund_record;

extern const struct pos_event_kind pos_groupbuy_opened, pos_groupbuy_joined,
    pos_groupbuy_left, pos_groupbuy_failed;

/* POS_DATA: none such. */
POS_MUST enum pos_status
pos_groupbuy_load(struct pos_shop *shop, const char *id, struct pos_pool *pool,
    struct pos_groupbuy *group, struct pos_err *err);
/* By number, without their orders; state and promo NULL: any. */
POS_MUST enum pos_status
pos_groupbuy_list(struct pos_shop *shop, const char *state, const char *promo,
    enum pos_status (
	*each)(void *, const struct pos_groupbuy *, struct pos_err *),
    void *arg, struct pos_err *err);

/*
 * Changes (inside a change).  Open wants promo, size, until, member, anyone,
 * items of *group, and fills the rest.  Join and leave price the sale again.
 * POS_REFUSED: full, over, another group's, the member is in it already.
 */
POS_MUST enum pos_status pos_groupbuy_open(struct pos_shop *shop,
    struct pos_groupbuy *group, struct pos_pool *pool, struct pos_err *err);
POS_MUST enum pos_status pos_groupbuy_join(struct pos_shop *shop,
    const char *id, const struct pos_id *sale_id, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err);
POS_MUST enum pos_status
pos_groupbuy_leave(struct pos_shop *shop, const struct pos_id *sale_id,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err);
/* Mark those as failed whose time is over. */
POS_MUST enum pos_status
pos_groupbuy_expire(struct pos_shop *shop, struct pos_err *err);
/* What is still to be given back, over all failed groups. */
POS_MUST enum pos_status pos_groupbuy_refunds(struct pos_shop *shop,
    enum pos_status (
	*each)(void *, const struct pos_groupbuy_refund *, struct pos_err *),
    void *arg, struct pos_err *err);

/*
 * For pricing a sale of group `id`: the code of its rule, in pool, while the
 * group is open (or formed).  POS_END: it is no more, or never was.
 */
POS_MUST enum pos_status
pos_groupbuy_promo(struct pos_shop *shop, const char *id, struct pos_pool *pool,
    const char **promo, struct pos_err *err);
/* Before a payment is decided: POS_REFUSED when the sale has a price of a
 * group that is over, or another member than the one who joined. */
POS_MUST enum pos_status pos_groupbuy_may_pay(struct pos_shop *shop,
    const struct pos_sale *sale, struct pos_err *err);

/* For apply: a sale, or a return, was settled (an order leaves once all of
 * it came back); a sale was made void.  Cheap where no group is meant. */
POS_MUST enum pos_status
pos_groupbuy_paid_apply(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, struct pos_err *err);
POS_MUST enum pos_status pos_groupbuy_void_apply(struct pos_shop *shop,
    const struct pos_sale *sale, struct pos_err *err);

#endif
