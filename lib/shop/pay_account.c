/*
 * pay_account.c - points, stored value and gift cards as money: what a
 * payment takes from an account.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "shop/gift.h"
#include "shop/ledger_inside.h"
#include "shop/member.h"
#include "shop/pay_inside.h"
#include "shop/place.h"

#define VALUE_OF 100 /* the setting points_value says what these are worth */

bool
pos_account_method(const char *method)
{
	return strcmp(method, "points") == 0 || strcmp(method, "stored") == 0 ||
	    strcmp(method, "gift") == 0;
}

bool
pos_account_paid(const struct pos_sale *sale)
{
	size_t i, j;

	for (i = 0; i < sale->payments_count; i++) {
		const struct pos_payment *p = &sale->payments[i];
		int64_t net = 0;

		for (j = 0; p->account != NULL && j < sale->payments_count; j++)
			if (sale->payments[j].account != NULL &&
			    strcmp(sale->payments[j].account, p->account) == 0)
				net += sale->payments[j].amount_minor;
		if (net > 0)
			return true;
	}
	return false;
}

int64_t
pay_account_owner(const char *account)
{
	int64_t card = pos_card_no(account);

	return card != 0 ? -card : pos_member_no(account);
}

enum pos_status
pay_points_value(struct pos_shop *shop, int64_t *value, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_money worth = { 0 };
	const char *text;
	enum pos_status st;

	st = pos_setting_get(shop->store, shop->branch, "points_value", pool,
	    &text, err);
	if (st == POS_OK && text != NULL)
		st = pos_money_parse(&worth, text, shop->places, err);
	pos_pool_free(pool);
	*value = worth.minor;
	if (st == POS_OK && *value <= 0)
		return pos_fail(err, POS_REFUSED,
		    "points are no money here: 'pos-admin config set "
		    "points_value 1.00' says what %d are worth",
		    VALUE_OF);
	return st;
}

/* Spent in a document that is not in the tables yet. */
static void
spent_before(const struct pos_sale *sale, const char *method,
    const char *account, struct pos_balance *b)
{
	size_t i;

	if (sale->id != NULL)
		return;
	for (i = 0; i < sale->payments_count; i++) {
		const struct pos_payment *p = &sale->payments[i];

		if (p->account == NULL || strcmp(p->account, account) != 0 ||
		    strcmp(p->method, method) != 0)
			continue;
		b->points -= p->points;
		b->principal_minor -= p->principal_minor;
		b->bonus_minor -= p->bonus_minor;
	}
	for (i = 0; i < sale->offers_count; i++)
		b->points -= sale->offers[i].points;
}

static enum pos_status
lacks(struct pos_shop *shop, const struct pos_payment *pay, int64_t there,
    struct pos_err *err)
{
	char text[2][POS_DECIMAL_MAX];

	if (there <= 0)
		return pos_fail(err, POS_REFUSED,
		    "there is nothing to pay with on %s ('%s')", pay->account,
		    pay->method);
	return pos_fail(err, POS_REFUSED,
	    "%s has %s to pay with ('%s'), not %s: --partial pays what there "
	    "is",
	    pay->account, pos_shop_money_text(shop, text[0], pos_minor(there)),
	    pay->method,
	    pos_shop_money_text(shop, text[1], pos_minor(pay->amount_minor)));
}

/* so many points are worth floor(n * value / 100), and an amount costs
 * ceil(amount * 100 / value) */
static enum pos_status
by_points(struct pos_shop *shop, const struct pos_balance *b, bool partial,
    struct pos_payment *pay, struct pos_err *err)
{
	int64_t value, need, worth;
	enum pos_status st;

	st = pay_points_value(shop, &value, err);
	if (st != POS_OK)
		return st;
	if (b->points == 0)
		return lacks(shop, pay, 0, err);
	if (pay->points > b->points && !partial)
		return pos_fail(err, POS_REFUSED,
		    "%s has %" PRId64 " points, not %" PRId64
		    ": --partial pays what there is",
		    pay->account, b->points, pay->points);
	if (pay->points > 0) {
		if (pay->points > b->points)
			pay->points = b->points;
		if (!pos_div_round(&worth, (__int128)pay->points * value,
			VALUE_OF, POS_ROUND_DOWN))
			worth = pay->amount_minor;
		if (worth < pay->amount_minor)
			pay->amount_minor = worth;
	}
	if (!pos_div_round(&need, (__int128)pay->amount_minor * VALUE_OF, value,
		POS_ROUND_UP))
		return pos_fail(err, POS_DATA, "the amount is too large");
	if (need > b->points) {
		if (!pos_div_round(&worth, (__int128)b->points * value,
			VALUE_OF, POS_ROUND_DOWN))
			return pos_fail(err, POS_DATA,
			    "the amount is too large");
		if (!partial || worth <= 0)
			return lacks(shop, pay, worth, err);
		pay->amount_minor = worth;
		if (!pos_div_round(&need, (__int128)worth * VALUE_OF, value,
			POS_ROUND_UP))
			return pos_fail(err, POS_DATA,
			    "the amount is too large");
	}
	if (need > POS_POINTS_MAX)
		return pos_fail(err, POS_REFUSED,
		    "at most %" PRId64 " points pay at once", POS_POINTS_MAX);
	if (need == 0)
		return pos_fail(err, POS_REFUSED,
		    "%" PRId64 " points are worth nothing", pay->points);
	pay->points = need;
	return POS_OK;
}

/* Principal and bonus in the proportion in which they are there, or the
 * principal first, by the setting. */
static enum pos_status
by_value(struct pos_shop *shop, const struct pos_balance *b, bool partial,
    struct pos_payment *pay, struct pos_err *err)
{
	int64_t all = b->principal_minor + b->bonus_minor, part;
	struct pos_pool *pool;
	const char *order;
	enum pos_status st;
	bool first;

	if (pay->amount_minor > all) {
		if (!partial || all <= 0)
			return lacks(shop, pay, all, err);
		pay->amount_minor = all;
	}
	pool = pos_pool_new();
	st = pos_setting_get(shop->store, shop->branch, "stored_spend", pool,
	    &order, err);
	first =
	    st == POS_OK && order != NULL && strcmp(order, "principal") == 0;
	pos_pool_free(pool);
	if (st != POS_OK)
		return st;
	part = pay->amount_minor < b->principal_minor ? pay->amount_minor :
							b->principal_minor;
	if (!first &&
	    !pos_div_round(&part,
		(__int128)pay->amount_minor * b->principal_minor, all,
		POS_ROUND_HALF_UP))
		return pos_fail(err, POS_DATA, "the amount is too large");
	pay->principal_minor = part;
	pay->bonus_minor = pay->amount_minor - part;
	return POS_OK;
}

static enum pos_status
whose(struct pos_shop *shop, const struct pos_sale *sale, const char *card,
    struct pos_payment *pay, struct pos_err *err)
{
	char text[POS_CARD_TEXT];
	enum pos_status st;
	int64_t card_no;

	if (strcmp(pay->method, "gift") == 0) {
		if (card == NULL)
			return pos_fail(err, POS_DATA,
			    "which gift card? --card NUMBER says it");
		st = pos_card_pays(shop, card, &card_no, err);
		if (st != POS_OK)
			return st;
		pay->account =
		    pos_pool_text(shop->pool, pos_card_code(text, card_no));
		return POS_OK;
	}
	if (sale->member_no == 0)
		return pos_fail(err, POS_DATA,
		    "%s has no member to pay by '%s': 'pos-member attach' "
		    "says whose it is",
		    pay_what((char[32]){ 0 }, sale), pay->method);
	pay->account = pos_pool_text(shop->pool,
	    pos_member_code((char[24]){ 0 }, sale->member_no));
	return POS_OK;
}

enum pos_status
pos_account_decide(struct pos_shop *shop, const struct pos_sale *sale,
    const char *account, bool partial, struct pos_payment *pay,
    struct pos_err *err)
{
	struct pos_balance balance;
	enum pos_status st;

	if (pay->tip_minor != 0)
		return pos_fail(err, POS_DATA, "no tip is paid by '%s'",
		    pay->method);
	if (pay->amount_minor < 0)
		return pay_account_back(shop, sale, account, pay, err);
	st = whose(shop, sale, account, pay, err);
	if (st != POS_OK)
		return st;
	if (pay->amount_minor == 0)
		return pos_fail(err, POS_REFUSED,
		    "there is nothing to pay by '%s'", pay->method);
	st = pos_balance_of(shop, pay_account_owner(pay->account), &balance,
	    err);
	if (st != POS_OK)
		return st;
	spent_before(sale, pay->method, pay->account, &balance);
	return strcmp(pay->method, "points") == 0 ?
	    by_points(shop, &balance, partial, pay, err) :
	    by_value(shop, &balance, partial, pay, err);
}
