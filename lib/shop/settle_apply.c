/*
 * settle_apply.c - the ledgers, and the table of a member's sales, of a sale
 * that is completed, or of money given back on one.
 *
 * Sums by month follow from the sales: a sale counts in the month of its
 * completion, and so does what is given back on it without a return.
 */
#include "shop/ledger_inside.h"
#include "shop/sale_inside.h"

POS_SQL(sql_get,
    "SELECT earned, until, back_earned, back_spent FROM member_sale"
    " WHERE member = $1 AND day = $2 AND branch = $3 AND number = $4");
POS_SQL(sql_add,
    "INSERT INTO member_sale (member, day, branch, number, done_day, back,"
    " total_minor, earned, until, back_earned, back_spent)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)");
POS_SQL(sql_back,
    "UPDATE member_sale SET back_earned = back_earned + $5,"
    " back_spent = back_spent + $6, total_minor = total_minor - $7"
    " WHERE member = $1 AND day = $2 AND branch = $3 AND number = $4");
POS_SQL(sql_done_day,
    "SELECT done_day FROM member_sale"
    " WHERE member = $1 AND day = $2 AND branch = $3 AND number = $4");
POS_SQL(sql_sum,
    "INSERT INTO member_sum (member, month, branch, sales, returns,"
    " total_minor) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (member, month, branch) DO UPDATE SET"
    " sales = member_sum.sales + excluded.sales,"
    " returns = member_sum.returns + excluded.returns,"
    " total_minor = member_sum.total_minor + excluded.total_minor");
POS_SQL(sql_any, "SELECT number FROM member_sale WHERE member = $1 LIMIT 1");

static void
bind(struct pos_query *q, int64_t member, const struct pos_id *id)
{
	pos_bind_int(q, 1, member);
	pos_bind_int(q, 2, pos_id_day(id));
	pos_bind_int(q, 3, id->branch);
	pos_bind_int(q, 4, pos_id_number(id));
}

enum pos_status
member_sale_get(struct pos_shop *shop, int64_t member_no,
    const struct pos_id *id, struct member_sale *row, struct pos_err *err)
{
	struct ledger_account account;
	struct pos_query *q;
	enum pos_status st;

	*row = (struct member_sale){ 0 };
	st = ledger_load(shop, member_no, &account, err);
	if (st != POS_OK)
		return st;
	row->member_no = account.owner;
	q = pos_query(shop->store, &sql_get);
	bind(q, account.owner, id);
	st = pos_step(q, err);
	if (st == POS_OK) {
		row->there = true;
		row->earned = pos_int(q, "earned");
		row->until = pos_int(q, "until");
		row->back_earned = pos_int(q, "back_earned");
		row->back_spent = pos_int(q, "back_spent");
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
add_sum(struct pos_shop *shop, int64_t member, int64_t day,
    const struct pos_id *id, int64_t sales, int64_t returns, int64_t total,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_sum);

	pos_bind_int(q, 1, member);
	pos_bind_int(q, 2, day / 100);
	pos_bind_int(q, 3, id->branch);
	pos_bind_int(q, 4, sales);
	pos_bind_int(q, 5, returns);
	pos_bind_int(q, 6, total);
	return pos_run(q, err);
}

static enum pos_status
add_sale(struct pos_shop *shop, int64_t member, const struct pos_id *id,
    const struct pos_sale *sale, const struct pos_payment *pay,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_add);
	bool back = sale->of != NULL;
	enum pos_status st;

	bind(q, member, id);
	pos_bind_int(q, 5, pay->day);
	pos_bind_int(q, 6, back);
	pos_bind_int(q, 7, sale->total_minor);
	pos_bind_int(q, 8, pay->earned_points);
	pos_bind_some(q, 9, pay->earned_until);
	st = pos_run(q, err);
	return st == POS_OK ? add_sum(shop, member, pay->day, id, !back, back,
				  sale->total_minor, err) :
			      st;
}

/* Money given back on the sale itself makes it smaller. */
static enum pos_status
less(struct pos_shop *shop, int64_t member, const struct pos_id *id,
    int64_t amount, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_done_day);
	enum pos_status st;
	int64_t day;

	bind(q, member, id);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	day = pos_int(q, "done_day");
	pos_query_done(q);
	return add_sum(shop, member, day, id, 0, 0, -amount, err);
}

/* of: the sale that had earned; sale NULL: a refund on itself. */
static enum pos_status
undo(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *of, const struct pos_sale *sale,
    const struct pos_payment *pay, struct pos_err *err)
{
	int64_t refund = sale == NULL ? -pay->amount_minor : 0;
	struct settle_part part;
	struct member_sale row;
	struct pos_query *q;
	enum pos_status st;
	struct pos_id id;

	if (!pos_id_parse(&id, of->id))
		return pos_fail(err, POS_DATA, "'%s' is no id", of->id);
	st = member_sale_get(shop, of->member_no, &id, &row, err);
	if (st != POS_OK || !row.there)
		return st;
	st = settle_part(of, sale, refund, row.earned, &part, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_back);
	bind(q, row.member_no, &id);
	pos_bind_int(q, 5, part.earned);
	pos_bind_int(q, 6, part.spent);
	pos_bind_int(q, 7, refund);
	st = pos_run(q, err);
	if (st == POS_OK && refund != 0)
		st = less(shop, row.member_no, &id, refund, err);
	if (st == POS_OK)
		st = pos_points_back_apply(shop, entry, of->member_no,
		    -pay->earned_points, row.until, of->id, err);
	if (st == POS_OK && pay->spent_back > 0)
		st = pos_points_apply(shop, entry, of->member_no,
		    pay->spent_back, "spend", of->id, err);
	return st;
}

static enum pos_status
apply_return(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_id *id,
    const struct pos_payment *pay, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct ledger_account account;
	struct pos_sale original;
	enum pos_status st;
	struct pos_id of;

	st = pos_id_parse(&of, sale->of) ?
	    pos_sale_load(shop, &of, pool, &original, err) :
	    pos_fail(err, POS_DATA, "'%s' is no id", sale->of);
	if (st == POS_OK && original.member_no != 0) {
		st = ledger_load(shop, original.member_no, &account, err);
		if (st == POS_OK)
			st = add_sale(shop, account.owner, id, sale, pay, err);
		if (st == POS_OK)
			st = undo(shop, entry, &original, sale, pay, err);
	}
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_member_settle_apply(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_payment *pay,
    struct pos_err *err)
{
	struct ledger_account account;
	enum pos_status st;
	struct pos_id id;

	if (sale->of == NULL && sale->member_no == 0)
		return POS_OK;
	if (!pos_id_parse(&id, sale->id))
		return pos_fail(err, POS_DATA, "'%s' is no id", sale->id);
	if (sale->of != NULL)
		return apply_return(shop, entry, sale, &id, pay, err);
	if (sale->state_no == POS_SALE_COMPLETED)
		return undo(shop, entry, sale, NULL, pay, err);
	st = ledger_load(shop, sale->member_no, &account, err);
	if (st == POS_OK)
		st = add_sale(shop, account.owner, &id, sale, pay, err);
	if (st == POS_OK)
		st = pos_points_lot_apply(shop, entry, sale->member_no,
		    pay->earned_points, pay->earned_until, "earn", sale->id,
		    err);
	return st;
}

enum pos_status
pos_member_first_order(struct pos_shop *shop, int64_t member_no, bool *first,
    struct pos_err *err)
{
	struct ledger_account account;
	struct pos_query *q;
	enum pos_status st;

	st = ledger_load(shop, member_no, &account, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_any);
	pos_bind_int(q, 1, account.owner);
	st = pos_step(q, err);
	pos_query_done(q);
	*first = st == POS_END;
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_sale_earned(struct pos_shop *shop, struct pos_sale *sale,
    struct pos_err *err)
{
	struct member_sale row;
	enum pos_status st;
	struct pos_id id;

	if (sale->member_no == 0 || sale->state_no != POS_SALE_COMPLETED ||
	    !pos_id_parse(&id, sale->id))
		return POS_OK;
	st = member_sale_get(shop, sale->member_no, &id, &row, err);
	if (st == POS_OK)
		sale->points_earned = row.earned;
	return st;
}
