/*
 * groupbuy_apply.c - group buys into the tables: their own events, and what
 * follows for them from payments, voids and returns of their orders.
 */
#include <string.h>

#include "shop/groupbuy_inside.h"
#include "shop/sale_inside.h"

#define COUNTER "group"

POS_SQL(sql_counter, "INSERT INTO counter (branch, name, value) "
    "VALUES ($1, '" COUNTER "', $2) ON CONFLICT (branch, name) "
    "DO UPDATE SET value = $2");
POS_SQL(sql_open, "INSERT INTO group_buy (group_no, promo, state, size, at, "
    "until, member, anyone, items) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
POS_SQL(sql_join, "INSERT INTO group_order (branch, day, number, group_no, "
    "member, paid) VALUES ($1, $2, $3, $4, $5, 0)");
POS_SQL(sql_leave, "DELETE FROM group_order "
    "WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_over, "UPDATE group_buy SET state = $2, over_at = $3 "
    "WHERE group_no = $1");
POS_SQL(sql_paid, "UPDATE group_order SET paid = 1 "
    "WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_full, "SELECT g.size AS size, g.until AS until, "
    "(SELECT CAST(COALESCE(SUM(o.paid), 0) AS BIGINT) FROM group_order o "
    "WHERE o.group_no = g.group_no) AS paid "
    "FROM group_buy g WHERE g.group_no = $1 AND g.state = 1");
POS_SQL(sql_formed, "SELECT state FROM group_buy WHERE group_no = $1");
POS_SQL(sql_left, "SELECT "
    "(SELECT CAST(COALESCE(SUM(l.qty_milli), 0) AS BIGINT) FROM line l "
    "WHERE l.branch = $1 AND l.day = $2 AND l.number = $3) - "
    "(SELECT CAST(COALESCE(SUM(b.qty_milli), 0) AS BIGINT) FROM line_back b "
    "WHERE b.branch = $1 AND b.day = $2 AND b.number = $3) AS qty_milli");

static enum pos_status
run_sale(struct pos_shop *shop, const struct pos_sql *sql,
    const struct pos_id *sale, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, sql);

	pos_bind_sale(q, sale);
	return pos_run(q, err);
}

static enum pos_status
over(struct pos_shop *shop, int64_t group_no, enum groupbuy_state state,
    int64_t at, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_over);

	pos_bind_int(q, 1, group_no);
	pos_bind_int(q, 2, state);
	pos_bind_int(q, 3, at);
	return pos_run(q, err);
}

static void
bind_items(struct pos_query *q, int n, const struct pos_groupbuy *group)
{
	struct pos_buf text = { 0 };
	size_t i;

	for (i = 0; i < group->items_count; i++)
		pos_buf_printf(&text, "%s%s", i > 0 ? "," : "",
		    group->items[i]);
	pos_bind_text(q, n, group->items_count > 0 ? text.text : NULL);
	pos_buf_release(&text);
}

static enum pos_status
apply_open(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_groupbuy *group = data;
	int64_t group_no = groupbuy_no(group->id);
	struct pos_query *q = pos_query(shop->store, &sql_counter);
	enum pos_status st;

	if (group_no == 0)
		return pos_fail(err, POS_DATA, "'%s' is no id of a group",
		    group->id);
	pos_bind_int(q, 1, entry->branch);
	pos_bind_int(q, 2, group_no & UINT32_MAX);
	st = pos_run(q, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_open);
	pos_bind_int(q, 1, group_no);
	pos_bind_text(q, 2, group->promo);
	pos_bind_int(q, 3, GROUPBUY_OPEN);
	pos_bind_int(q, 4, group->size);
	pos_bind_int(q, 5, entry->at);
	pos_bind_int(q, 6, group->until);
	pos_bind_text(q, 7, group->member);
	pos_bind_int(q, 8, group->anyone);
	bind_items(q, 9, group);
	return pos_run(q, err);
}

static enum pos_status
apply_join(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct groupbuy_event *event = data;
	struct pos_query *q;
	struct pos_id id;

	(void)entry;
	if (!pos_id_parse(&id, event->sale))
		return pos_fail(err, POS_DATA, "'%s' is no id", event->sale);
	q = pos_query(shop->store, &sql_join);
	pos_bind_sale(q, &id);
	pos_bind_int(q, 4, groupbuy_no(event->group));
	pos_bind_some(q, 5, event->member_no);
	return pos_run(q, err);
}

static enum pos_status
apply_leave(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct groupbuy_event *event = data;
	struct pos_id id;

	(void)entry;
	if (!pos_id_parse(&id, event->sale))
		return pos_fail(err, POS_DATA, "'%s' is no id", event->sale);
	return run_sale(shop, &sql_leave, &id, err);
}

static enum pos_status
apply_fail(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct groupbuy_event *event = data;

	return over(shop, groupbuy_no(event->group), GROUPBUY_FAILED, entry->at,
	    err);
}

static const struct pos_record open_data = {
	.size = sizeof(struct pos_groupbuy),
	.help = "a group as it was opened",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_groupbuy, id, 0, 24, "id"),
		POS_TEXT(pos_groupbuy, promo, POS_F_CODE, 64,
		    "code of the rule"),
		POS_INT(pos_groupbuy, size, 0, 2, POS_GROUPBUY_MAX,
		    "paid orders that form it"),
		POS_TIME(pos_groupbuy, until, 0, "fails unless formed before"),
		POS_TEXT(pos_groupbuy, member, POS_F_OPTIONAL, 64,
		    "code of the member who opened it"),
		POS_BOOL(pos_groupbuy, anyone, POS_F_OPTIONAL,
		    "orders without a member may join"),
		POS_TEXTS(pos_groupbuy, items, items_count, POS_F_OPTIONAL,
		    "an order must hold one of these"),
		{ 0 },
	},
};

static const struct pos_record event_data = {
	.size = sizeof(struct groupbuy_event),
	.help = "what happened to a group",
	.fields = (const struct pos_field[]){
		POS_TEXT(groupbuy_event, group, 0, 24, "id of the group"),
		POS_TEXT(groupbuy_event, sale, POS_F_OPTIONAL, 36,
		    "id of the sale"),
		POS_INT(groupbuy_event, member_no, POS_F_OPTIONAL, 1,
		    INT64_MAX, "number of its member"),
		POS_TEXT(groupbuy_event, member, POS_F_OPTIONAL, 64,
		    "code of its member"),
		{ 0 },
	},
};

const struct pos_event_kind pos_groupbuy_opened = {
	.kind = "group.open", .v = 1, .record = &open_data,
	.apply = apply_open, .help = "a group buy was opened",
};
const struct pos_event_kind pos_groupbuy_joined = {
	.kind = "group.join", .v = 1, .record = &event_data,
	.apply = apply_join, .help = "an order joined a group buy",
};
const struct pos_event_kind pos_groupbuy_left = {
	.kind = "group.leave", .v = 1, .record = &event_data,
	.apply = apply_leave, .help = "an order left a group buy",
};
const struct pos_event_kind pos_groupbuy_failed = {
	.kind = "group.fail", .v = 1, .record = &event_data,
	.apply = apply_fail, .help = "the time of a group buy was over",
};

/* Leave, unless the group was formed with this order. */
static enum pos_status
drop(struct pos_shop *shop, const struct pos_id *sale, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;
	int64_t group_no, member_no, state;

	st = groupbuy_of_sale(shop, sale, &group_no, &member_no, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	q = pos_query(shop->store, &sql_formed);
	pos_bind_int(q, 1, group_no);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	state = pos_int(q, "state");
	pos_query_done(q);
	return state == GROUPBUY_FORMED ? POS_OK :
					  run_sale(shop, &sql_leave, sale, err);
}

/* A return was paid out: once all of its original is back, that has left. */
static enum pos_status
came_back(struct pos_shop *shop, const char *original, struct pos_err *err)
{
	struct pos_query *q;
	struct pos_id of;
	enum pos_status st;
	int64_t group_no, member_no, left;

	if (!pos_id_parse(&of, original))
		return pos_fail(err, POS_DATA, "'%s' is no id", original);
	st = groupbuy_of_sale(shop, &of, &group_no, &member_no, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	q = pos_query(shop->store, &sql_left);
	pos_bind_sale(q, &of);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	left = pos_int(q, "qty_milli");
	pos_query_done(q);
	return left > 0 ? POS_OK : drop(shop, &of, err);
}

enum pos_status
pos_groupbuy_paid_apply(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, struct pos_err *err)
{
	struct pos_query *q;
	struct pos_id id;
	enum pos_status st;
	int64_t group_no;
	bool formed;

	if (sale->of != NULL)
		return came_back(shop, sale->of, err);
	if (sale->group_buy == NULL)
		return POS_OK;
	if (!pos_id_parse(&id, sale->id))
		return pos_fail(err, POS_DATA, "'%s' is no id", sale->id);
	group_no = groupbuy_no(sale->group_buy);
	st = run_sale(shop, &sql_paid, &id, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_full);
	pos_bind_int(q, 1, group_no);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	formed = pos_int(q, "paid") >= pos_int(q, "size") &&
	    entry->at < pos_int(q, "until");
	pos_query_done(q);
	return formed ? over(shop, group_no, GROUPBUY_FORMED, entry->at, err) :
			POS_OK;
}

enum pos_status
pos_groupbuy_void_apply(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_err *err)
{
	struct pos_id id;

	if (sale->group_buy == NULL)
		return POS_OK;
	if (!pos_id_parse(&id, sale->id))
		return pos_fail(err, POS_DATA, "'%s' is no id", sale->id);
	/* A void order is no order of a formed group either: it was not paid
	 * when it formed, and is not counted. */
	return run_sale(shop, &sql_leave, &id, err);
}
