/*
 * groupbuy_record.c - group buys as records, and their small words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shop/groupbuy_inside.h"

#define N_BITS 32

static const char *const states[] = { NULL, "open", "formed", "failed" };

const char *
groupbuy_state_name(int64_t state)
{
	return state >= GROUPBUY_OPEN && state <= GROUPBUY_FAILED ?
	    states[state] :
	    "open";
}

char *
groupbuy_id(char text[POS_GROUPBUY_ID], int64_t group_no)
{
	snprintf(text, POS_GROUPBUY_ID, "g%lld-%lld",
	    (long long)(group_no >> N_BITS),
	    (long long)(group_no & UINT32_MAX));
	return text;
}

int64_t
groupbuy_no(const char *id)
{
	char text[POS_GROUPBUY_ID];
	const char *dash;
	int64_t branch, n;

	if (*id != 'g' || strlen(id) >= sizeof(text))
		return 0;
	dash = strchr(id, '-');
	if (dash == NULL)
		return 0;
	branch = strtoll(id + 1, NULL, 10);
	n = strtoll(dash + 1, NULL, 10);
	if (branch < 1 || branch > POS_BRANCH_MAX || n < 1 || n > UINT32_MAX)
		return 0;
	/* one way to write it, else two ids name one group */
	groupbuy_id(text, branch << N_BITS | n);
	return strcmp(text, id) == 0 ? branch << N_BITS | n : 0;
}

static const struct pos_record order_record = {
	.size = sizeof(struct pos_groupbuy_order),
	.help = "an order in a group",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_groupbuy_order, sale, 0, 36, "id of the sale"),
		POS_INT(pos_groupbuy_order, number, 0, 1, INT64_MAX,
		    "its number"),
		POS_TEXT(pos_groupbuy_order, member, POS_F_OPTIONAL, 64,
		    "code of its member"),
		POS_BOOL(pos_groupbuy_order, paid, 0, "it is paid"),
		{ 0 },
	},
};

const struct pos_record pos_groupbuy_record = {
	.type = "group", .v = 1, .size = sizeof(struct pos_groupbuy),
	.help = "a group buy: a price for so many orders within so many hours",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_groupbuy, id, POS_F_COLUMN, 24,
		    "id, to be told to others"),
		POS_TEXT(pos_groupbuy, promo, POS_F_COLUMN | POS_F_CODE, 64,
		    "code of the rule"),
		POS_CHOICE(pos_groupbuy, state, POS_F_COLUMN,
		    POS_GROUPBUY_STATES, "state"),
		POS_INT(pos_groupbuy, size, POS_F_COLUMN, 2, POS_GROUPBUY_MAX,
		    "paid orders that form it"),
		POS_INT(pos_groupbuy, joined, POS_F_COLUMN, 0,
		    POS_GROUPBUY_MAX, "orders in it"),
		POS_INT(pos_groupbuy, paid, POS_F_COLUMN, 0, POS_GROUPBUY_MAX,
		    "of these, paid"),
		POS_TIME(pos_groupbuy, opened_at, 0, "when it was opened"),
		POS_TIME(pos_groupbuy, until, POS_F_COLUMN,
		    "fails unless formed before"),
		POS_TIME(pos_groupbuy, over_at, POS_F_OPTIONAL,
		    "when it was formed, or failed"),
		POS_TEXT(pos_groupbuy, member, POS_F_OPTIONAL, 64,
		    "code of the member who opened it"),
		POS_BOOL(pos_groupbuy, anyone, POS_F_OPTIONAL,
		    "orders without a member may join"),
		POS_TEXTS(pos_groupbuy, items, items_count, POS_F_OPTIONAL,
		    "an order must hold one of these items"),
		POS_LIST(pos_groupbuy, orders, orders_count, POS_F_OPTIONAL,
		    &order_record, "orders in it"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_groupbuy_record);

const struct pos_record pos_groupbuy_refund_record = {
	.type = "group.refund", .v = 1,
	.size = sizeof(struct pos_groupbuy_refund),
	.help = "what was paid into a group that failed, to be given back",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_groupbuy_refund, group, POS_F_COLUMN, 24,
		    "id of the group"),
		POS_TEXT(pos_groupbuy_refund, sale, 0, 36, "id of the sale"),
		POS_INT(pos_groupbuy_refund, number, POS_F_COLUMN, 1,
		    INT64_MAX, "its number"),
		POS_TEXT(pos_groupbuy_refund, member,
		    POS_F_COLUMN | POS_F_OPTIONAL, 64, "code of its member"),
		POS_TEXT(pos_groupbuy_refund, method,
		    POS_F_COLUMN | POS_F_CODE, 64, "it was paid by"),
		POS_MONEY(pos_groupbuy_refund, amount_minor, POS_F_COLUMN,
		    "not given back yet"),
		POS_TEXT(pos_groupbuy_refund, currency, 0, 3, "ISO 4217"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_groupbuy_refund_record);
