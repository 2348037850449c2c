/*
 * ledger_verify.c - accounts summed up again from their ledgers, members'
 * months from their sales.
 */
#include <inttypes.h>

#include "shop/gift.h"
#include "shop/ledger_inside.h"
#include "shop/member.h"
#include "shop/sale_inside.h"

POS_SQL(sql_sums,
    "SELECT t.owner AS owner, CAST(SUM(t.points) AS BIGINT) AS points,"
    " CAST(SUM(t.owed) AS BIGINT) AS owed,"
    " CAST(SUM(t.principal) AS BIGINT) AS principal,"
    " CAST(SUM(t.bonus) AS BIGINT) AS bonus,"
    " CAST(SUM(t.rows) AS BIGINT) AS missing FROM ("
    "SELECT owner, points, owed, principal_minor AS principal,"
    " bonus_minor AS bonus, seq AS rows FROM account"
    " UNION ALL SELECT owner, -COALESCE(points, 0) AS points,"
    " -COALESCE(owed, 0) AS owed, -COALESCE(principal_minor, 0) AS"
    " principal, -COALESCE(bonus_minor, 0) AS bonus, -1 AS rows"
    " FROM ledger) t GROUP BY t.owner HAVING SUM(t.points) <> 0"
    " OR SUM(t.owed) <> 0 OR SUM(t.principal) <> 0 OR SUM(t.bonus) <> 0"
    " OR SUM(t.rows) <> 0 ORDER BY t.owner LIMIT 1");
POS_SQL(sql_below,
    "SELECT owner FROM account WHERE points < 0 OR owed < 0"
    " OR principal_minor < 0 OR bonus_minor < 0 ORDER BY owner LIMIT 1");
POS_SQL(sql_rows,
    "SELECT owner, lots FROM ledger WHERE lots IS NOT NULL"
    " ORDER BY owner, seq");
POS_SQL(sql_stray,
    "SELECT l.owner AS owner FROM lot l LEFT JOIN account a"
    " ON a.owner = l.owner GROUP BY l.owner, a.points"
    " HAVING a.points IS NULL OR SUM(l.points) <> a.points"
    " ORDER BY l.owner LIMIT 1");
POS_SQL(sql_months,
    "SELECT t.member AS member, t.month AS month FROM ("
    "SELECT member, month, branch, sales, returns, total_minor AS total"
    " FROM member_sum UNION ALL SELECT member, done_day / 100 AS month,"
    " branch, CASE WHEN back = 0 THEN -1 ELSE 0 END AS sales,"
    " CASE WHEN back = 0 THEN 0 ELSE -1 END AS returns,"
    " -total_minor AS total FROM member_sale) t"
    " GROUP BY t.member, t.month, t.branch HAVING SUM(t.sales) <> 0"
    " OR SUM(t.returns) <> 0 OR SUM(t.total) <> 0"
    " ORDER BY t.member, t.month LIMIT 1");
POS_SQL(sql_row,
    "SELECT total_minor FROM member_sale"
    " WHERE member = $1 AND day = $2 AND branch = $3 AND number = $4");

static const char *
name(char text[24], int64_t owner)
{
	return owner < 0 ? pos_card_code(text, -owner) :
			   pos_member_code(text, owner);
}

static enum pos_status
check_sums(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_sums);
	enum pos_status st = pos_step(q, err);
	char text[24];

	if (st == POS_OK)
		st = pos_fail(err, POS_DATA,
		    "account %s: its balances differ from its ledger by "
		    "%" PRId64 " points, %" PRId64 " owed, %" PRId64
		    " principal, %" PRId64 " bonus, %" PRId64 " rows",
		    name(text, pos_int(q, "owner")), pos_int(q, "points"),
		    pos_int(q, "owed"), pos_int(q, "principal"),
		    pos_int(q, "bonus"), pos_int(q, "missing"));
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
check_none(struct pos_shop *shop, const struct pos_sql *sql, const char *what,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, sql);
	enum pos_status st = pos_step(q, err);
	char text[24];

	if (st == POS_OK)
		st = pos_fail(err, POS_DATA, "account %s %s",
		    name(text, pos_int(q, "owner")), pos_tr(what));
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

/* What its rows came to, against its lots. */
static enum pos_status
compare(struct pos_shop *shop, int64_t owner, const struct ledger_lots *sum,
    struct pos_err *err)
{
	struct ledger_lots lots = { 0 };
	enum pos_status st;
	size_t i, j = 0;
	char text[24];
	bool same = true;

	st = ledger_lots_load(shop, owner, &lots, err);
	for (i = 0; i < sum->count; i++) {
		if (sum->lot[i].points == 0)
			continue;
		same = same && j < lots.count &&
		    lots.lot[j].until == sum->lot[i].until &&
		    lots.lot[j].points == sum->lot[i].points;
		j++;
	}
	same = same && j == lots.count;
	ledger_lots_release(&lots);
	if (st == POS_OK && !same)
		st = pos_fail(err, POS_DATA,
		    "account %s: its lots of points are not what its ledger "
		    "comes to",
		    name(text, owner));
	return st;
}

static enum pos_status
check_lots(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_rows);
	struct ledger_lots sum = { 0 };
	int64_t owner = 0, next;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		next = pos_int(q, "owner");
		if (next != owner && owner != 0)
			st = compare(shop, owner, &sum, err);
		if (next != owner)
			sum.count = 0;
		owner = next;
		if (st == POS_OK)
			st = ledger_lots_read(&sum, pos_text(q, "lots"), err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	if (st == POS_END)
		st = owner != 0 ? compare(shop, owner, &sum, err) : POS_OK;
	ledger_lots_release(&sum);
	return st;
}

static enum pos_status
check_months(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_months);
	enum pos_status st = pos_step(q, err);
	char text[24];

	if (st == POS_OK)
		st = pos_fail(err, POS_DATA,
		    "member %s: the sums of month %" PRId64
		    " are not those of the sales",
		    name(text, pos_int(q, "member")), pos_int(q, "month"));
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_ledger_verify(struct pos_shop *shop, struct pos_err *err)
{
	enum pos_status st = check_sums(shop, err);

	if (st == POS_OK)
		st = check_none(shop, &sql_below, POS_TR("is below zero"), err);
	if (st == POS_OK)
		st = check_lots(shop, err);
	if (st == POS_OK)
		st = check_none(shop, &sql_stray,
		    POS_TR("has lots that are not its points"), err);
	return st == POS_OK ? check_months(shop, err) : st;
}

/* Given back on the sale itself, after it was completed. */
static int64_t
refunded(const struct pos_sale *sale)
{
	int64_t left = sale->total_minor, back = 0;
	bool done = false;
	size_t i;

	for (i = 0; i < sale->payments_count; i++) {
		if (done)
			back -= sale->payments[i].amount_minor;
		left -= sale->payments[i].amount_minor;
		done = done || left == 0;
	}
	return back;
}

enum pos_status
pos_ledger_verify_sale(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_err *err)
{
	struct ledger_account account;
	int64_t should = sale->total_minor, is = 0;
	struct pos_query *q;
	enum pos_status st;
	struct pos_id id;
	char text[24];

	if (sale->member_no == 0 || !pos_id_parse(&id, sale->id))
		return POS_OK;
	st = ledger_load(shop, sale->member_no, &account, err);
	if (st != POS_OK)
		return st;
	if (sale->of == NULL)
		should -= refunded(sale);
	q = pos_query(shop->store, &sql_row);
	pos_bind_int(q, 1, account.owner);
	pos_bind_int(q, 2, pos_id_day(&id));
	pos_bind_int(q, 3, id.branch);
	pos_bind_int(q, 4, pos_id_number(&id));
	st = pos_step(q, err);
	if (st == POS_OK)
		is = pos_int(q, "total_minor");
	pos_query_done(q);
	if (st == POS_END || (st == POS_OK && is != should))
		return pos_fail(err, POS_DATA,
		    "sale %" PRId64 " of %" PRId64
		    " is not as it stands among those of member %s",
		    sale->number, sale->day, name(text, account.owner));
	return st;
}
