/*
 * groupbuy_refund.c - what was paid into groups that failed, and is still to
 * be given back: worked out from the sales, so that it is told until it was.
 */
#include <string.h>

#include "shop/groupbuy_inside.h"

POS_SQL(sql_failed, "SELECT DISTINCT g.group_no AS group_no FROM group_buy g "
    "JOIN group_order o ON o.group_no = g.group_no "
    "WHERE g.state = 3 AND o.paid = 1 ORDER BY g.group_no");

struct refunds {
	struct pos_shop *shop;
	struct pos_pool *pool;
	struct pos_groupbuy group; /* at work */
	enum pos_status (*each)(void *, const struct pos_groupbuy_refund *,
	    struct pos_err *);
	void *arg;
};

/* What a method brought, over the payments of the sale. */
static enum pos_status
by_method(const struct pos_sale *sale, size_t first, struct pos_money *sum,
    struct pos_err *err)
{
	size_t i;

	*sum = pos_minor(0);
	for (i = 0; i < sale->payments_count; i++)
		if (strcmp(sale->payments[i].method,
			sale->payments[first].method) == 0 &&
		    (i < first ||
			!pos_money_add(sum, *sum,
			    pos_minor(sale->payments[i].amount_minor))))
			return i < first ?
			    POS_END :
			    pos_fail(err, POS_DATA, "the amount is too large");
	return POS_OK;
}

/* By the methods it was paid with, less what came back by returns. */
static enum pos_status
of_sale(struct refunds *r, const struct pos_groupbuy_order *order,
    const struct pos_sale *sale, struct pos_err *err)
{
	struct pos_groupbuy_refund refund = {
		.group = r->group.id, .sale = sale->id,
		.number = sale->number, .member = order->member,
		.currency = sale->currency,
	};
	struct pos_money left, sum;
	enum pos_status st;
	size_t i;

	if (!pos_money_sub(&left, pos_minor(sale->total_minor),
		pos_minor(sale->refunded_minor)))
		return pos_fail(err, POS_DATA, "the amount is too large");
	for (i = 0; i < sale->payments_count; i++) {
		st = by_method(sale, i, &sum, err);
		if (st == POS_END)
			continue;
		if (st != POS_OK)
			return st;
		if (pos_money_cmp(sum, left) > 0)
			sum = left;
		if (pos_money_cmp(sum, pos_minor(0)) <= 0)
			continue;
		refund.method = sale->payments[i].method;
		refund.amount_minor = sum.minor;
		st = r->each(r->arg, &refund, err);
		if (st == POS_OK && !pos_money_sub(&left, left, sum))
			st = pos_fail(err, POS_DATA, "the amount is too large");
		if (st != POS_OK)
			return st;
	}
	return POS_OK;
}

static enum pos_status
of_group(struct refunds *r, int64_t group_no, struct pos_err *err)
{
	struct pos_groupbuy *group = &r->group;
	struct pos_sale sale;
	struct pos_id id;
	enum pos_status st;
	size_t i;

	st = groupbuy_row(r->shop, group_no, r->pool, group, err);
	if (st == POS_OK)
		st = groupbuy_orders(r->shop, r->pool, group, err);
	for (i = 0; st == POS_OK && i < group->orders_count; i++) {
		if (!group->orders[i].paid)
			continue;
		if (!pos_id_parse(&id, group->orders[i].sale))
			return pos_fail(err, POS_BUG, "'%s' is no id",
			    group->orders[i].sale);
		st = pos_sale_load(r->shop, &id, r->pool, &sale, err);
		if (st == POS_OK)
			st = of_sale(r, &group->orders[i], &sale, err);
	}
	return st;
}

enum pos_status
pos_groupbuy_refunds(struct pos_shop *shop,
    enum pos_status (
	*each)(void *, const struct pos_groupbuy_refund *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_failed);
	struct refunds r = { .shop = shop, .each = each, .arg = arg };
	enum pos_status st;

	r.pool = pos_pool_new();
	while ((st = pos_step(q, err)) == POS_OK) {
		st = of_group(&r, pos_int(q, "group_no"), err);
		if (st != POS_OK)
			break;
		pos_pool_clear(r.pool);
	}
	pos_query_done(q);
	pos_pool_free(r.pool);
	return st == POS_END ? POS_OK : st;
}
