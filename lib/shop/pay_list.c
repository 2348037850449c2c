/*
 * pay_list.c - payments as they are listed.
 */
#include "shop/pay.h"

POS_SQL(sales_of_day,
    "SELECT s.number AS number, s.till AS till, s.at AS at FROM sale s"
    " WHERE s.branch = $1 AND s.day = $2 AND (s.method IS NOT NULL"
    " OR EXISTS (SELECT p.n FROM pay p WHERE p.branch = s.branch"
    " AND p.day = s.day AND p.number = s.number)) ORDER BY s.number");

enum pos_status
pos_paid_of(struct pos_shop *shop, const struct pos_id *id,
    enum pos_status (*each)(void *, const struct pos_paid *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_sale sale;
	struct pos_paid paid;
	enum pos_status st;
	size_t i;

	st = pos_sale_load(shop, id, pool, &sale, err);
	for (i = 0; st == POS_OK && i < sale.payments_count; i++) {
		paid = (struct pos_paid){
			.sale = sale.id,
			.number = sale.number,
			.currency = sale.currency,
			.pay = sale.payments[i],
		};
		st = each(arg, &paid, err);
	}
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_paid_day(struct pos_shop *shop, int32_t day,
    enum pos_status (*each)(void *, const struct pos_paid *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sales_of_day);
	enum pos_status st;
	struct pos_id id;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, day);
	while ((st = pos_step(q, err)) == POS_OK) {
		pos_sale_id(&id, pos_int(q, "at"), shop->branch,
		    pos_int(q, "till"), day, pos_int(q, "number"));
		st = pos_paid_of(shop, &id, each, arg, err);
		if (st != POS_OK)
			return st;
	}
	return st == POS_END ? POS_OK : st;
}
