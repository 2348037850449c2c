/*
 * sale_people.c - who buys, and what may lower the price: edits of a sale
 * that touch no line.  What they lead to is decided when the sale is priced
 * again (offer.h).
 */
#include <string.h>

#include "base/text.h"
#include "shop/coupon.h"
#include "shop/ledger.h"
#include "shop/sale_inside.h"

#define TYPED_MAX 100 /* codes and coupons on one sale */

static bool
holds(const char *const *list, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

/* Lists of a loaded document are not ours to change: a copy is. */
static enum pos_status
add(const char ***list, size_t *count, const char *text, struct pos_pool *pool,
    struct pos_err *err)
{
	const char **all;

	if (holds(*list, *count, text))
		return POS_OK;
	if (*count >= TYPED_MAX)
		return pos_fail(err, POS_REFUSED,
		    "more than %d codes on one sale", TYPED_MAX);
	all = pos_pool_alloc(pool, (*count + 1) * sizeof(*all));
	if (*count > 0)
		memcpy(all, *list, *count * sizeof(*all));
	all[(*count)++] = pos_pool_text(pool, text);
	*list = all;
	return POS_OK;
}

static bool
drop(const char ***list, size_t *count, const char *text, struct pos_pool *pool)
{
	const char **all;
	size_t i, kept = 0;

	if (!holds(*list, *count, text))
		return false;
	all = pos_pool_alloc(pool, *count * sizeof(*all));
	for (i = 0; i < *count; i++)
		if (strcmp((*list)[i], text) != 0)
			all[kept++] = (*list)[i];
	*list = all;
	*count = kept;
	return true;
}

/* One that cannot be used is refused when it is entered; later changes of
 * the sale leave it aside instead. */
static enum pos_status
add_coupon(struct pos_shop *shop, struct pos_sale *sale, const char *number,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_coupon coupon;
	enum pos_status st;

	st = pos_coupon_by_number(shop, number, pool, &coupon, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no coupon '%s'", number);
	if (st == POS_OK)
		st = pos_coupon_usable(shop, &coupon, sale->member_no, sale->id,
		    err);
	return st == POS_OK ?
	    add(&sale->coupons, &sale->coupons_count, number, pool, err) :
	    st;
}

enum pos_status
pos_sale_enter(struct pos_shop *shop, struct pos_sale *sale,
    const struct pos_edit *edit, struct pos_pool *pool, struct pos_err *err)
{
	const char *text = pos_pool_text(pool, edit->text);

	if (edit->kind == POS_EDIT_MEMBER && edit->n != sale->member_no &&
	    pos_account_paid(sale))
		return pos_fail(err, POS_REFUSED,
		    "sale %lld is paid from an account: give that back first "
		    "with 'pos-pay refund'",
		    (long long)sale->number);
	if (edit->kind == POS_EDIT_MEMBER) {
		sale->member_no = edit->n;
		sale->member = edit->n != 0 ? text : NULL;
	} else if (edit->kind == POS_EDIT_PROMOTE) {
		sale->promoted = edit->n != 0;
	} else if (edit->kind == POS_EDIT_CODE) {
		return add(&sale->promo_codes, &sale->promo_codes_count, text,
		    pool, err);
	} else if (edit->kind == POS_EDIT_COUPON) {
		return add_coupon(shop, sale, text, pool, err);
	} else if (edit->kind == POS_EDIT_PAY_BY) {
		sale->pay_by = text;
	} else if (edit->kind == POS_EDIT_POINTS) {
		sale->want_points = edit->n;
	} else if (edit->kind == POS_EDIT_GROUP) {
		sale->group_buy = text;
	} else if (!drop(&sale->promo_codes, &sale->promo_codes_count, text,
		       pool) &&
	    !drop(&sale->coupons, &sale->coupons_count, text, pool)) {
		return pos_fail(err, POS_DATA, "sale %lld has no code '%s'",
		    (long long)sale->number, text);
	}
	return POS_OK;
}
