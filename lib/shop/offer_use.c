/*
 * offer_use.c - what a sale's offers take: uses of promotions, coupons,
 * points; from one document to the next, in the transaction that changes it.
 */
#include <stdio.h>
#include <string.h>

#include "shop/coupon.h"
#include "shop/ledger.h"
#include "shop/member.h"
#include "shop/offer_inside.h"

POS_SQL(sql_use, "INSERT INTO promo_used "
    "(promo, scope, uses, units_milli, budget_minor) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (promo, scope) DO UPDATE SET "
    "uses = promo_used.uses + excluded.uses, "
    "units_milli = promo_used.units_milli + excluded.units_milli, "
    "budget_minor = promo_used.budget_minor + excluded.budget_minor");

/* What a member used counts for whom they became part of. */
POS_SQL(sql_merge, "INSERT INTO promo_used "
    "(promo, scope, uses, units_milli, budget_minor) "
    "SELECT promo, CAST($2 AS TEXT), uses, units_milli, budget_minor "
    "FROM promo_used WHERE scope = $1 ON CONFLICT (promo, scope) DO UPDATE SET "
    "uses = promo_used.uses + excluded.uses, "
    "units_milli = promo_used.units_milli + excluded.units_milli, "
    "budget_minor = promo_used.budget_minor + excluded.budget_minor");
POS_SQL(sql_merged, "DELETE FROM promo_used WHERE scope = $1");

enum pos_status
pos_offer_merge_apply(struct pos_shop *shop, int64_t from_no, int64_t into_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_merge);
	char from[32], into[32];
	enum pos_status st;

	snprintf(from, sizeof(from), "member %lld", (long long)from_no);
	snprintf(into, sizeof(into), "member %lld", (long long)into_no);
	pos_bind_text(q, 1, from);
	pos_bind_text(q, 2, into);
	st = pos_run(q, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_merged);
	pos_bind_text(q, 1, from);
	return pos_run(q, err);
}

static enum pos_status
use_one(struct pos_store *store, const struct pos_offer *o, const char *scope,
    int sign, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_use);

	pos_bind_text(q, 1, o->promo);
	pos_bind_text(q, 2, scope);
	pos_bind_int(q, 3, sign);
	pos_bind_int(q, 4, sign * o->units_milli);
	pos_bind_int(q, 5, sign * o->amount_minor);
	return pos_run(q, err);
}

static enum pos_status
use(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_offer *o, int sign, struct pos_err *err)
{
	struct pos_store *store = shop->store;
	int64_t member_no = sale->member_no;
	char scope[32];
	enum pos_status st = use_one(store, o, "all", sign, err);

	snprintf(scope, sizeof(scope), "day %lld", (long long)sale->day);
	if (st == POS_OK)
		st = use_one(store, o, scope, sign, err);
	if (st != POS_OK || !o->by_member || member_no == 0)
		return st;
	st = pos_member_heir(shop, &member_no, err);
	if (st != POS_OK)
		return st;
	snprintf(scope, sizeof(scope), "member %lld", (long long)member_no);
	return use_one(store, o, scope, sign, err);
}

static bool
same_use(const struct pos_sale *a, const struct pos_offer *x,
    const struct pos_sale *b, const struct pos_offer *y)
{
	return x != NULL && y != NULL && x->units_milli == y->units_milli &&
	    x->amount_minor == y->amount_minor && a->day == b->day &&
	    x->by_member == y->by_member &&
	    (!x->by_member || a->member_no == b->member_no);
}

static bool
same_coupon(const struct pos_offer *x, const struct pos_offer *y)
{
	return x != NULL && y != NULL && x->coupon != NULL &&
	    y->coupon != NULL && strcmp(x->coupon, y->coupon) == 0;
}

/* What `sale` has and `other` has not: taken (1) or given back (-1). */
static enum pos_status
one_way(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_sale *other, int sign,
    struct pos_err *err)
{
	const struct pos_offer *o, *theirs;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && sale != NULL && i < sale->offers_count;
	     i++) {
		o = &sale->offers[i];
		theirs = pos_offer_of(other, o->promo);
		if (!same_use(sale, o, other, theirs))
			st = use(shop, sale, o, sign, err);
		if (st != POS_OK || o->coupon == NULL || same_coupon(o, theirs))
			continue;
		st = sign > 0 ? pos_coupon_take_apply(shop, entry, o->coupon,
				    sale->id, err) :
				pos_coupon_release_apply(shop, entry, o->coupon,
				    sale->id, err);
	}
	return st;
}

static int64_t
points_of(const struct pos_sale *sale)
{
	int64_t points = 0;
	size_t i;

	for (i = 0; sale != NULL && i < sale->offers_count; i++)
		points += sale->offers[i].points;
	return points;
}

enum pos_status
pos_offer_apply(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *before, const struct pos_sale *after,
    struct pos_err *err)
{
	int64_t was = points_of(before), is = points_of(after);
	enum pos_status st;

	/* What is given back first can be taken again. */
	st = one_way(shop, entry, before, after, -1, err);
	if (st == POS_OK)
		st = one_way(shop, entry, after, before, 1, err);
	if (st != POS_OK ||
	    (was == is && (was == 0 || before->member_no == after->member_no)))
		return st;
	/* Only the difference, where it is the same member's: what comes back
	 * might have to pay what the account owes. */
	if (was > 0 && is > 0 && before->member_no == after->member_no)
		return pos_points_apply(shop, entry, after->member_no, was - is,
		    "spend", after->id, err);
	if (was > 0)
		st = pos_points_apply(shop, entry, before->member_no, was,
		    "spend", before->id, err);
	if (st == POS_OK && is > 0)
		st = pos_points_apply(shop, entry, after->member_no, -is,
		    "spend", after->id, err);
	return st;
}
