/*
 * ledger_merge.c - two accounts become one: for apply of a merge of members.
 *
 * What one has moves to the other, lot by lot, with a row in both ledgers;
 * the sales of a member move too.  From then on the old account leads to its
 * heir; its rows stay, so that what it paid can still come back.
 */
#include "shop/ledger_inside.h"
#include "shop/member.h"

POS_SQL(sql_heir, "UPDATE account SET heir = $2 WHERE owner = $1");
POS_SQL(sql_sales, "UPDATE member_sale SET member = $2 WHERE member = $1");
POS_SQL(sql_sums,
    "INSERT INTO member_sum (member, month, branch, sales, returns,"
    " total_minor) SELECT $2, month, branch, sales, returns, total_minor"
    " FROM member_sum WHERE member = $1"
    " ON CONFLICT (member, month, branch) DO UPDATE SET"
    " sales = member_sum.sales + excluded.sales,"
    " returns = member_sum.returns + excluded.returns,"
    " total_minor = member_sum.total_minor + excluded.total_minor");
POS_SQL(sql_sums_drop, "DELETE FROM member_sum WHERE member = $1");
POS_SQL(sql_topups, "UPDATE topup SET owner = $2 WHERE owner = $1");

static enum pos_status
run(struct pos_shop *shop, const struct pos_sql *sql, int64_t from,
    int64_t into, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, sql);

	pos_bind_int(q, 1, from);
	if (into != 0)
		pos_bind_int(q, 2, into);
	return pos_run(q, err);
}

/* What a has leaves it; in lots, what it was. */
static enum pos_status
give(struct pos_shop *shop, const struct pos_entry *entry,
    struct ledger_account *a, const char *ref, struct ledger_lots *lots,
    struct pos_err *err)
{
	struct ledger_row row = {
		.kind = "merge",
		.ref = ref,
		.owed = -a->owed,
		.principal_minor = -a->principal_minor,
		.bonus_minor = -a->bonus_minor,
	};
	enum pos_status st;
	size_t i;

	st = ledger_lots_load(shop, a->owner, lots, err);
	for (i = 0; st == POS_OK && i < lots->count; i++) {
		st = ledger_lot_change(shop, a->owner, lots->lot[i].until,
		    -lots->lot[i].points, &row, err);
		row.points -= lots->lot[i].points;
	}
	if (st == POS_OK)
		return ledger_add(shop, entry, a, &row, err);
	pos_buf_release(&row.lots);
	return st;
}

/* A debt of either is paid by the points of both. */
static enum pos_status
get(struct pos_shop *shop, const struct pos_entry *entry,
    struct ledger_account *a, const struct ledger_account *from,
    const char *ref, const struct ledger_lots *lots, struct pos_err *err)
{
	struct ledger_row row = {
		.kind = "merge",
		.ref = ref,
		.principal_minor = from->principal_minor,
		.bonus_minor = from->bonus_minor,
	};
	enum pos_status st;
	int64_t owed = from->owed;

	st = ledger_lots_put(shop, a, lots, &row, err);
	if (st == POS_OK && owed > 0)
		st = ledger_lots_take(shop, a->owner, entry->day, owed, &row,
		    &owed, err);
	row.owed += owed;
	if (st == POS_OK)
		return ledger_add(shop, entry, a, &row, err);
	pos_buf_release(&row.lots);
	return st;
}

static enum pos_status
move(struct pos_shop *shop, const struct pos_entry *entry,
    struct ledger_account *from, struct ledger_account *into,
    struct pos_err *err)
{
	struct ledger_account had = *from;
	struct ledger_lots lots = { 0 };
	char ref[24];
	enum pos_status st;

	st = give(shop, entry, from, pos_member_code(ref, into->owner), &lots,
	    err);
	if (st == POS_OK)
		st = get(shop, entry, into, &had,
		    pos_member_code(ref, had.owner), &lots, err);
	ledger_lots_release(&lots);
	if (st == POS_OK)
		st = run(shop, &sql_heir, had.owner, into->owner, err);
	if (st == POS_OK)
		st = run(shop, &sql_sales, had.owner, into->owner, err);
	if (st == POS_OK)
		st = run(shop, &sql_sums, had.owner, into->owner, err);
	if (st == POS_OK)
		st = run(shop, &sql_sums_drop, had.owner, 0, err);
	if (st == POS_OK)
		st = run(shop, &sql_topups, had.owner, into->owner, err);
	return st;
}

enum pos_status
pos_ledger_merge_apply(struct pos_shop *shop, const struct pos_entry *entry,
    int64_t from, int64_t into, struct pos_err *err)
{
	struct ledger_account a, b;
	enum pos_status st;

	st = ledger_load(shop, from, &a, err);
	if (st == POS_OK)
		st = ledger_load(shop, into, &b, err);
	if (st != POS_OK || a.owner == b.owner)
		return st;
	return move(shop, entry, &a, &b, err);
}
