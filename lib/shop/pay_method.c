/*
 * pay_method.c - numbers of payment methods, which rows keep instead of
 * their codes.
 *
 * "cash" is 1.  A new method gets its number with its first payment, whose
 * event carries it, so that replay gives the same.
 */
#include <string.h>

#include "shop/pay_inside.h"
#include "shop/rollup_inside.h"

POS_SQL(method_by_code, "SELECT method FROM pay_method WHERE code = $1");
POS_SQL(method_last,
    "SELECT CAST(COALESCE(MAX(method), 1) AS BIGINT) AS last"
    " FROM pay_method");
POS_SQL(method_keep,
    "INSERT INTO pay_method (method, code, cash) VALUES ($1, $2, $3)"
    " ON CONFLICT (method) DO NOTHING");

enum pos_status
pay_method_no(struct pos_shop *shop, const struct pos_sale *sale,
    const char *code, int64_t *no, struct pos_err *err)
{
	int64_t most = PAY_CASH;
	struct pos_query *q;
	enum pos_status st;
	size_t i;

	*no = PAY_CASH;
	if (strcmp(code, "cash") == 0)
		return POS_OK;
	for (i = 0; i < sale->payments_count; i++) {
		const struct pos_payment *before = &sale->payments[i];

		*no = before->method_no;
		if (*no > 0 && strcmp(before->method, code) == 0)
			return POS_OK;
		most = *no > most ? *no : most;
	}
	q = pos_query(shop->store, &method_by_code);
	pos_bind_text(q, 1, code);
	st = pos_step(q, err);
	if (st == POS_OK) {
		*no = pos_int(q, "method");
		pos_query_done(q);
	}
	if (st != POS_END)
		return st;
	q = pos_query(shop->store, &method_last);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	*no = pos_int(q, "last");
	pos_query_done(q);
	*no = (*no > most ? *no : most) + 1;
	return POS_OK;
}

enum pos_status
pay_method_keep(struct pos_shop *shop, const struct pos_payment *pay,
    struct pos_err *err)
{
	struct pos_rollup *known = rollup_of(shop);
	uint64_t bit = pay->method_no < 64 ? UINT64_C(1) << pay->method_no : 0;
	struct pos_query *q;
	enum pos_status st;

	if ((known->methods & bit) != 0)
		return POS_OK;
	q = pos_query(shop->store, &method_keep);
	pos_bind_int(q, 1, pay->method_no);
	pos_bind_text(q, 2, pay->method);
	pos_bind_int(q, 3, pay->is_cash);
	st = pos_run(q, err);
	if (st == POS_OK)
		known->methods |= bit;
	return st;
}
