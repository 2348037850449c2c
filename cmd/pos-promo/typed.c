/*
 * typed.c - what a customer brings to the till: codes, coupons, points, and
 * how it will be paid.
 */
#include <string.h>

#include "price.h"
#include "shop/coupon.h"
#include "shop/promo.h"

#define POINTS_MAX INT64_C(1000000000000)

struct pos_texts promo_codes;
const char *promo_pay_by;
static const char *points_text;

const struct pos_opt promo_typed_options[] = {
	POS_OPT_TEXTS('c', "code", &promo_codes, "CODE",
	    "a promotion code or coupon that was entered; repeatable"),
	POS_OPT_TEXT(0, "pay-by", &promo_pay_by, "METHOD",
	    "it will be paid by this method"),
	POS_OPT_TEXT(0, "points", &points_text, "N|all",
	    "points of the member to pay with, where a promotion says so"),
	POS_OPT_END,
};

enum pos_status
promo_points(bool *given, int64_t *points, struct pos_err *err)
{
	const char *p = points_text;

	*given = p != NULL;
	*points = 0;
	if (p == NULL)
		return POS_OK;
	if (strcmp(p, "all") == 0) {
		*points = -1;
		return POS_OK;
	}
	for (; *p >= '0' && *p <= '9' && *points < POINTS_MAX; p++)
		*points = *points * 10 + (*p - '0');
	return *p == '\0' && p != points_text ?
	    POS_OK :
	    pos_fail(err, POS_USAGE,
		"--points: expected a number or 'all', not '%s'", points_text);
}

/* The spelling of the rule, so that a document says the same whoever typed
 * it, and however. */
static const char *
spelling(const struct pos_rule *rule, const char *typed)
{
	size_t i;

	for (i = 0; i < rule->codes_count; i++)
		if (strcasecmp(rule->codes[i], typed) == 0)
			return rule->codes[i];
	return typed;
}

/*
 * A coupon by its number.  That is no secret, so it does for one that is held,
 * which no other member's sale can take; a bearer's is its code.
 */
static enum pos_status
by_number(struct pos_shop *shop, const char *number, struct pos_pool *pool,
    struct pos_edit *edit, struct pos_err *err)
{
	struct pos_coupon coupon;
	enum pos_status st;

	st = pos_coupon_by_number(shop, number, pool, &coupon, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no coupon '%s'", number);
	if (st != POS_OK)
		return st;
	if (coupon.member_no == 0)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' is held by nobody: its code is wanted",
		    number);
	edit->kind = POS_EDIT_COUPON;
	edit->text = coupon.number;
	return POS_OK;
}

enum pos_status
promo_typed(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_edit *edit, struct pos_err *err)
{
	struct pos_coupon coupon;
	struct pos_rule rule;
	struct pos_err why;
	enum pos_status st;

	*edit = (struct pos_edit){ .kind = POS_EDIT_CODE };
	st = pos_promo_by_code(shop, code, pool, &rule, err);
	if (st == POS_OK)
		edit->text = spelling(&rule, code);
	if (st != POS_END)
		return st;
	if (strchr(code, '/') != NULL)
		return by_number(shop, code, pool, edit, err);
	st = pos_coupon_find(shop, code, pool, &coupon, &why);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no promotion and no coupon has the code '%s'", code);
	if (st == POS_DATA)
		return pos_fail(err, POS_DATA,
		    "no promotion has the code '%s'; %s", code, why.text);
	if (st != POS_OK) {
		if (err != NULL)
			*err = why;
		return st;
	}
	edit->kind = POS_EDIT_COUPON;
	edit->text = coupon.number;
	return st;
}
