/*
 * groupbuy.c - a group buy is opened, joined, left, and over: what is decided.
 *
 * Places are counted inside the change that takes one, so that any number of
 * tills fill a group to its size and no further.
 */
#include <string.h>

#include "shop/groupbuy_inside.h"
#include "shop/member.h"
#include "shop/menu.h"
#include "shop/promo.h"
#include "shop/staff.h"

#define ITEMS_MAX 100

POS_SQL(sql_next, "SELECT value FROM counter "
    "WHERE branch = $1 AND name = 'group'");
POS_SQL(sql_due, "SELECT group_no FROM group_buy "
    "WHERE state = 1 AND until <= $1 ORDER BY group_no");
POS_SQL(sql_member, "SELECT number FROM group_order "
    "WHERE group_no = $1 AND member = $2");

static enum pos_status
check_rule(struct pos_shop *shop, const struct pos_groupbuy *group,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_rule rule;
	enum pos_status st;

	st = pos_promo_find(shop, group->promo, pool, &rule, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no promotion '%s' ('pos-promo list' lists them)",
		    group->promo);
	if (st != POS_OK)
		return st;
	if (rule.trigger == NULL || strcmp(rule.trigger, "group_buy") != 0)
		return pos_fail(err, POS_REFUSED,
		    "promotion '%s' is none for groups: its trigger has to be "
		    "group_buy",
		    rule.code);
	if (rule.paused)
		return pos_fail(err, POS_REFUSED, "promotion '%s' is paused",
		    rule.code);
	if (rule.valid_to != 0 && rule.valid_to <= shop->now)
		return pos_fail(err, POS_REFUSED, "promotion '%s' is over",
		    rule.code);
	return POS_OK;
}

static enum pos_status
check_open(struct pos_shop *shop, struct pos_groupbuy *group,
    struct pos_pool *pool, struct pos_err *err)
{
	const struct pos_item *item;
	struct pos_member member;
	enum pos_status st;
	size_t i;

	st = check_rule(shop, group, pool, err);
	if (st != POS_OK)
		return st;
	if (group->size < 2 || group->size > POS_GROUPBUY_MAX)
		return pos_fail(err, POS_DATA, "a group has 2 to %d orders",
		    POS_GROUPBUY_MAX);
	if (group->until <= shop->now)
		return pos_fail(err, POS_DATA,
		    "a group ends after it begins: say a later --until");
	if (group->items_count > ITEMS_MAX)
		return pos_fail(err, POS_DATA, "more than %d items", ITEMS_MAX);
	for (i = 0; i < group->items_count; i++) {
		st = pos_item_find(shop, group->items[i], &item, err);
		if (st != POS_OK)
			return st;
		group->items[i] = pos_pool_text(pool, item->code);
	}
	if (group->member == NULL)
		return POS_OK;
	st = pos_member_find(shop, group->member, pool, &member, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no member '%s'", group->member);
	group->member = member.code;
	return st;
}

enum pos_status
pos_groupbuy_open(struct pos_shop *shop, struct pos_groupbuy *group,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_query *q;
	char id[POS_GROUPBUY_ID];
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_SELL, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = check_open(shop, group, pool, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_next);
	pos_bind_int(q, 1, shop->branch);
	st = pos_step(q, err);
	if (st != POS_OK && st != POS_END)
		return st;
	group->group_no =
	    shop->branch << 32 | ((st == POS_OK ? pos_int(q, "value") : 0) + 1);
	pos_query_done(q);
	group->id = pos_pool_text(pool, groupbuy_id(id, group->group_no));
	st = pos_record(shop, &pos_groupbuy_opened, group, err);
	return st == POS_OK ?
	    pos_groupbuy_load(shop, group->id, pool, group, err) :
	    st;
}

static bool
holds_item(const struct pos_groupbuy *group, const struct pos_sale *sale)
{
	size_t i, j;

	for (i = 0; i < sale->lines_count; i++)
		for (j = 0; j < group->items_count; j++)
			if (strcmp(sale->lines[i].item, group->items[j]) == 0)
				return true;
	return group->items_count == 0;
}

/* Is the group open, and is there a place? */
static enum pos_status
check_group(struct pos_shop *shop, const struct pos_groupbuy *group,
    struct pos_err *err)
{
	char text[POS_TIME_TEXT];

	if (strcmp(group->state, "formed") == 0)
		return pos_fail(err, POS_REFUSED,
		    "group '%s' is complete: open another one", group->id);
	if (strcmp(group->state, "failed") == 0 || group->until <= shop->now)
		return pos_fail(err, POS_REFUSED, "group '%s' ended at %s",
		    group->id, pos_time_text(text, group->until));
	if (group->joined >= group->size)
		return pos_fail(err, POS_REFUSED,
		    "group '%s' is full: all %lld places are taken", group->id,
		    (long long)group->size);
	return POS_OK;
}

static enum pos_status
check_member(struct pos_shop *shop, const struct pos_groupbuy *group,
    const struct pos_sale *sale, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;
	int64_t number;

	if (sale->member_no == 0)
		return group->anyone ?
		    POS_OK :
		    pos_fail(err, POS_REFUSED,
			"sale %lld has no member, and this group is for "
			"members: attach one first ('pos-member attach')",
			(long long)sale->number);
	q = pos_query(shop->store, &sql_member);
	pos_bind_int(q, 1, group->group_no);
	pos_bind_int(q, 2, sale->member_no);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	number = pos_int(q, "number");
	pos_query_done(q);
	return pos_fail(err, POS_REFUSED,
	    "member '%s' is in group '%s' already, with sale %lld",
	    sale->member, group->id, (long long)number);
}

static enum pos_status
check_sale(struct pos_shop *shop, const struct pos_groupbuy *group,
    const struct pos_id *id, const struct pos_sale *sale, struct pos_err *err)
{
	char text[POS_GROUPBUY_ID];
	int64_t group_no, member_no;
	enum pos_status st;

	st = groupbuy_of_sale(shop, id, &group_no, &member_no, err);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "sale %lld is in group '%s' already",
		    (long long)sale->number, groupbuy_id(text, group_no));
	if (st != POS_END)
		return st;
	if (sale->of != NULL)
		return pos_fail(err, POS_REFUSED, "a return joins no group");
	if (sale->paid_minor != 0)
		return pos_fail(err, POS_REFUSED,
		    "sale %lld has payments already: join before",
		    (long long)sale->number);
	if (!holds_item(group, sale))
		return pos_fail(err, POS_REFUSED,
		    "sale %lld holds none of the items of group '%s'",
		    (long long)sale->number, group->id);
	return check_member(shop, group, sale, err);
}

/* The edit comes first, since it may refuse; nothing after it does. */
static enum pos_status
move(struct pos_shop *shop, const struct pos_id *id, const char *to,
    const struct pos_event_kind *kind, const char *group, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	const struct pos_edit edits[] = {
		{ .kind = POS_EDIT_GROUP, .text = to },
		{ .kind = POS_EDIT_PROMOTE, .n = 1 },
	};
	struct groupbuy_event event = { .group = group,
		.member_no = sale->member_no,
		.member = sale->member };
	enum pos_status st;

	st = pos_sale_edit(shop, id, edits, 2, NULL, pool, sale, err);
	event.sale = sale->id;
	return st == POS_OK ? pos_record(shop, kind, &event, err) : st;
}

enum pos_status
pos_groupbuy_join(struct pos_shop *shop, const char *id,
    const struct pos_id *sale_id, struct pos_pool *pool, struct pos_sale *sale,
    struct pos_err *err)
{
	struct pos_groupbuy group;
	enum pos_status st;

	st = pos_groupbuy_load(shop, id, pool, &group, err);
	if (st == POS_OK)
		st = pos_sale_load(shop, sale_id, pool, sale, err);
	if (st == POS_OK && sale->group_buy != NULL &&
	    strcmp(sale->group_buy, id) == 0 && sale->state_no != POS_SALE_VOID)
		return POS_OK; /* the same again: it is in */
	if (st == POS_OK)
		st = check_group(shop, &group, err);
	if (st == POS_OK)
		st = check_sale(shop, &group, sale_id, sale, err);
	return st == POS_OK ?
	    move(shop, sale_id, group.id, &pos_groupbuy_joined, group.id, pool,
		sale, err) :
	    st;
}

enum pos_status
pos_groupbuy_leave(struct pos_shop *shop, const struct pos_id *sale_id,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	char id[POS_GROUPBUY_ID];
	int64_t group_no, member_no;
	enum pos_status st;

	st = pos_sale_load(shop, sale_id, pool, sale, err);
	if (st != POS_OK)
		return st;
	st = groupbuy_of_sale(shop, sale_id, &group_no, &member_no, err);
	if (st == POS_END)
		return pos_fail(err, POS_REFUSED, "sale %lld is in no group",
		    (long long)sale->number);
	if (st == POS_OK && sale->paid_minor != 0)
		st = pos_fail(err, POS_REFUSED,
		    "sale %lld has payments already: return it instead",
		    (long long)sale->number);
	if (st != POS_OK)
		return st;
	return move(shop, sale_id, NULL, &pos_groupbuy_left,
	    groupbuy_id(id, group_no), pool, sale, err);
}

enum pos_status
pos_groupbuy_expire(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_due);
	struct pos_pool *pool = pos_pool_new();
	char id[POS_GROUPBUY_ID];
	int64_t *due = NULL;
	enum pos_status st;
	size_t n = 0, i;

	/* all of them first: a failing group changes the table that is read */
	pos_bind_int(q, 1, shop->now);
	while ((st = pos_step(q, err)) == POS_OK) {
		due = pos_pool_push(pool, due, n, sizeof(*due));
		due[n++] = pos_int(q, "group_no");
	}
	if (st == POS_END)
		st = POS_OK;
	for (i = 0; i < n && st == POS_OK; i++)
		st = pos_record(shop, &pos_groupbuy_failed,
		    &(struct groupbuy_event){
			.group = groupbuy_id(id, due[i]) },
		    err);
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_groupbuy_promo(struct pos_shop *shop, const char *id, struct pos_pool *pool,
    const char **promo, struct pos_err *err)
{
	int64_t group_no = groupbuy_no(id);
	struct pos_groupbuy group;
	enum pos_status st = POS_END;

	if (group_no != 0)
		st = groupbuy_row(shop, group_no, pool, &group, err);
	if (st != POS_OK)
		return st;
	if (strcmp(group.state, "failed") == 0 ||
	    (strcmp(group.state, "open") == 0 && group.until <= shop->now))
		return POS_END;
	*promo = group.promo;
	return POS_OK;
}

enum pos_status
pos_groupbuy_may_pay(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_err *err)
{
	int64_t group_no = 0, member_no = 0;
	struct pos_groupbuy group;
	struct pos_pool *pool;
	struct pos_id id;
	enum pos_status st;

	if (sale->group_buy == NULL || sale->of != NULL)
		return POS_OK;
	if (!pos_id_parse(&id, sale->id))
		return pos_fail(err, POS_BUG, "'%s' is no id", sale->id);
	st = groupbuy_of_sale(shop, &id, &group_no, &member_no, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	pool = pos_pool_new();
	st = groupbuy_row(shop, group_no, pool, &group, err);
	if (st == POS_OK &&
	    (strcmp(group.state, "failed") == 0 ||
		(strcmp(group.state, "open") == 0 && group.until <= shop->now)))
		st = pos_fail(err, POS_REFUSED,
		    "sale %lld has the price of group '%s', which has ended: "
		    "take it out with 'pos-promo group leave'",
		    (long long)sale->number, group.id);
	else if (st == POS_OK && member_no != sale->member_no)
		st = pos_fail(err, POS_REFUSED,
		    "another member joined group '%s' with sale %lld than it "
		    "has now: 'pos-promo group leave', then join again",
		    group.id, (long long)sale->number);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}
