/*
 * sale_codes.c - the codes behind the numbers in a sale's rows: of branch,
 * till, staff and payment method.
 *
 * Nearly always they are those of the till that asks, which knows them.
 */
#include "shop/member.h"
#include "shop/sale_inside.h"

POS_SQL(sql_branch_code, "SELECT code FROM branch WHERE branch = $1");
POS_SQL(sql_till_code,
    "SELECT code FROM till WHERE branch = $1 AND till = $2");
POS_SQL(sql_staff_code, "SELECT code FROM staff WHERE staff = $1");
POS_SQL(sql_method, "SELECT code, cash FROM pay_method WHERE method = $1");

/* The code in the only row of q. */
static enum pos_status
only(struct pos_query *q, struct pos_pool *pool, const char **code,
    struct pos_err *err)
{
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK)
		*code = pos_pool_text(pool, pos_text(q, "code"));
	pos_query_done(q);
	return st == POS_END ?
	    pos_fail(err, POS_DATA,
		"a row of a sale names "
		"a branch, till or person that is not there (see 'pos-admin "
		"verify')") :
	    st;
}

static enum pos_status
branch_code(struct pos_shop *shop, int64_t branch, struct pos_pool *pool,
    const char **code, struct pos_err *err)
{
	struct pos_query *q;

	*code = shop->branch_code;
	if (branch == shop->branch && *code != NULL)
		return POS_OK;
	q = pos_query(shop->store, &sql_branch_code);
	pos_bind_int(q, 1, branch);
	return only(q, pool, code, err);
}

static enum pos_status
till_code(struct pos_shop *shop, int64_t branch, int64_t till,
    struct pos_pool *pool, const char **code, struct pos_err *err)
{
	struct pos_query *q;

	*code = shop->till_code;
	if (branch == shop->branch && till == shop->till && *code != NULL)
		return POS_OK;
	q = pos_query(shop->store, &sql_till_code);
	pos_bind_int(q, 1, branch);
	pos_bind_int(q, 2, till);
	return only(q, pool, code, err);
}

static enum pos_status
staff_code(struct pos_shop *shop, int64_t staff, struct pos_pool *pool,
    const char **code, struct pos_err *err)
{
	struct pos_query *q;

	*code = NULL;
	if (staff == 0)
		return POS_OK;
	*code = shop->staff_code;
	if (staff == shop->staff && *code != NULL)
		return POS_OK;
	q = pos_query(shop->store, &sql_staff_code);
	pos_bind_int(q, 1, staff);
	return only(q, pool, code, err);
}

enum pos_status
pos_sale_codes(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	char member[24];
	enum pos_status st;

	st = branch_code(shop, sale->branch_no, pool, &sale->branch, err);
	if (st == POS_OK)
		st = till_code(shop, sale->branch_no, sale->till_no, pool,
		    &sale->till, err);
	if (st == POS_OK)
		st = staff_code(shop, sale->staff_no, pool, &sale->staff, err);
	if (sale->member_no != 0)
		sale->member = pos_pool_text(pool,
		    pos_member_code(member, sale->member_no));
	return st;
}

enum pos_status
pos_payment_codes(struct pos_shop *shop, int64_t branch, struct pos_pool *pool,
    struct pos_payment *pay, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_method);
	enum pos_status st;

	pos_bind_int(q, 1, pay->method_no);
	st = pos_step(q, err);
	if (st == POS_OK) {
		pay->method = pos_pool_text(pool, pos_text(q, "code"));
		pay->is_cash = pos_int(q, "cash") != 0;
	}
	pos_query_done(q);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no payment method of number "
		    "%lld",
		    (long long)pay->method_no);
	if (st == POS_OK)
		st = till_code(shop, branch, pay->till_no, pool, &pay->till,
		    err);
	if (st == POS_OK)
		st = staff_code(shop, pay->staff_no, pool, &pay->staff, err);
	return st;
}
