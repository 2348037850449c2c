/*
 * groupbuy_load.c - group buys as they are now.
 */
#include <string.h>

#include "shop/groupbuy_inside.h"
#include "shop/member.h"
#include "shop/sale_inside.h"

#define GROUP_COLUMNS \
	"SELECT g.group_no AS group_no, g.promo AS promo, " \
	"g.state AS state, g.size AS size, g.at AS at, g.until AS until, " \
	"g.over_at AS over_at, g.member AS member, g.anyone AS anyone, " \
	"g.items AS items, " \
	"(SELECT COUNT(*) FROM group_order o " \
	"WHERE o.group_no = g.group_no) AS joined, " \
	"(SELECT CAST(COALESCE(SUM(o.paid), 0) AS BIGINT) FROM group_order o " \
	"WHERE o.group_no = g.group_no) AS paid FROM group_buy g "

POS_SQL(sql_group, GROUP_COLUMNS "WHERE g.group_no = $1");
POS_SQL(sql_groups, GROUP_COLUMNS "WHERE (CAST($1 AS BIGINT) = 0 "
    "OR g.state = $1) ORDER BY g.group_no");
POS_SQL(sql_orders, "SELECT o.branch AS branch, o.day AS day, "
    "o.number AS number, o.member AS member, o.paid AS paid, s.at AS at, "
    "s.till AS till FROM group_order o JOIN sale s "
    "ON s.branch = o.branch AND s.day = o.day AND s.number = o.number "
    "WHERE o.group_no = $1 ORDER BY o.branch, o.day, o.number");
POS_SQL(sql_of_sale, "SELECT group_no, member FROM group_order "
    "WHERE branch = $1 AND day = $2 AND number = $3");

static void
read_items(struct pos_groupbuy *group, const char *text, struct pos_pool *pool)
{
	char *rest = pos_pool_text(pool, text), *item;

	while (rest != NULL && (item = strsep(&rest, ",")) != NULL) {
		group->items = pos_pool_push(pool, group->items,
		    group->items_count, sizeof(*group->items));
		group->items[group->items_count++] = item;
	}
}

static void
read_group(struct pos_query *q, struct pos_pool *pool,
    struct pos_groupbuy *group)
{
	char id[POS_GROUPBUY_ID];

	*group = (struct pos_groupbuy){
		.group_no = pos_int(q, "group_no"),
		.promo = pos_pool_text(pool, pos_text(q, "promo")),
		.state = groupbuy_state_name(pos_int(q, "state")),
		.size = pos_int(q, "size"),
		.joined = pos_int(q, "joined"),
		.paid = pos_int(q, "paid"),
		.opened_at = pos_int(q, "at"),
		.until = pos_int(q, "until"),
		.over_at = pos_int(q, "over_at"),
		.member = pos_pool_text(pool, pos_text(q, "member")),
		.anyone = pos_int(q, "anyone") != 0,
	};
	group->id = pos_pool_text(pool, groupbuy_id(id, group->group_no));
	read_items(group, pos_text(q, "items"), pool);
}

enum pos_status
groupbuy_row(struct pos_shop *shop, int64_t group_no, struct pos_pool *pool,
    struct pos_groupbuy *group, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_group);
	enum pos_status st;

	pos_bind_int(q, 1, group_no);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	read_group(q, pool, group);
	pos_query_done(q);
	return POS_OK;
}

enum pos_status
groupbuy_orders(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_groupbuy *group, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_orders);
	struct pos_groupbuy_order *all = NULL, *order;
	char id_text[POS_ID_TEXT], member[24];
	struct pos_id id;
	enum pos_status st;
	size_t n = 0;

	pos_bind_int(q, 1, group->group_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		order = &all[n++];
		order->number = pos_int(q, "number");
		order->paid = pos_int(q, "paid") != 0;
		if (!pos_null(q, "member"))
			order->member = pos_pool_text(pool,
			    pos_member_code(member, pos_int(q, "member")));
		pos_sale_id(&id, pos_int(q, "at"), pos_int(q, "branch"),
		    pos_int(q, "till"), (int32_t)pos_int(q, "day"),
		    order->number);
		order->sale = pos_pool_text(pool, pos_id_text(id_text, &id));
	}
	group->orders = all;
	group->orders_count = n;
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_groupbuy_load(struct pos_shop *shop, const char *id, struct pos_pool *pool,
    struct pos_groupbuy *group, struct pos_err *err)
{
	int64_t group_no = groupbuy_no(id);
	enum pos_status st = POS_END;

	if (group_no != 0)
		st = groupbuy_row(shop, group_no, pool, group, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no group '%s' ('pos-promo group list' lists them)", id);
	return st == POS_OK ? groupbuy_orders(shop, pool, group, err) : st;
}

static int64_t
state_no(const char *name)
{
	int64_t no;

	if (name == NULL)
		return 0;
	for (no = GROUPBUY_OPEN; no < GROUPBUY_FAILED; no++)
		if (strcmp(groupbuy_state_name(no), name) == 0)
			break;
	return no;
}

enum pos_status
pos_groupbuy_list(struct pos_shop *shop, const char *state, const char *promo,
    enum pos_status (
	*each)(void *, const struct pos_groupbuy *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_groups);
	struct pos_pool *pool = pos_pool_new();
	struct pos_groupbuy group;
	enum pos_status st;

	pos_bind_int(q, 1, state_no(state));
	while ((st = pos_step(q, err)) == POS_OK) {
		read_group(q, pool, &group);
		if (promo == NULL || strcmp(promo, group.promo) == 0)
			st = each(arg, &group, err);
		if (st != POS_OK)
			break;
		pos_pool_clear(pool);
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
groupbuy_of_sale(struct pos_shop *shop, const struct pos_id *sale,
    int64_t *group_no, int64_t *member_no, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_of_sale);
	enum pos_status st;

	pos_bind_sale(q, sale);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	*group_no = pos_int(q, "group_no");
	*member_no = pos_int(q, "member");
	pos_query_done(q);
	return POS_OK;
}
