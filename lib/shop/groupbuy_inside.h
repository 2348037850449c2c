/*
 * groupbuy_inside.h - what the files about group buys share.
 */
#ifndef POS_SHOP_GROUPBUY_INSIDE_H
#define POS_SHOP_GROUPBUY_INSIDE_H

#include "shop/groupbuy.h"

enum groupbuy_state { /* numbers are stored */
	GROUPBUY_OPEN = 1,
	GROUPBUY_FORMED = 2,
	GROUPBUY_FAILED = 3,
};
const char *groupbuy_state_name(int64_t state);

/* "g1-17" and back; 0: no id of a group. */
char *groupbuy_id(char text[POS_GROUPBUY_ID], int64_t group_no);
int64_t groupbuy_no(const char *id);

/* An event about one order, or about the group alone. */
struct groupbuy_event {
	const char *group;
	const char *sale;
	int64_t member_no;
	const char *member;
};

/* The row of a group with its counts; POS_END: none. */
POS_MUST enum pos_status groupbuy_row(struct pos_shop *shop, int64_t group_no,
    struct pos_pool *pool, struct pos_groupbuy *group, struct pos_err *err);
/* Its orders, in their sales' order. */
POS_MUST enum pos_status groupbuy_orders(struct pos_shop *shop,
    struct pos_pool *pool, struct pos_groupbuy *group, struct pos_err *err);
/* The group that a sale stands in, its member (0: none); POS_END: none. */
POS_MUST enum pos_status
groupbuy_of_sale(struct pos_shop *shop, const struct pos_id *sale,
    int64_t *group_no, int64_t *member_no, struct pos_err *err);

#endif
