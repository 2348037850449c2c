/*
 * pay_decide.c - what one payment toward a sale comes to: its amount, the
 * change, and the rounding to the smallest coin.
 *
 * handed over = tendered - change = amount + tip + rounding, always.
 * Only the payment that settles a sale in cash is rounded, so that what is
 * rounded is once per sale and at most half a coin.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "shop/groupbuy.h"
#include "shop/ledger.h"
#include "shop/offer.h"
#include "shop/pay_inside.h"

#define REFERENCE_MAX 200

char *
pay_what(char *text, const struct pos_sale *sale)
{
	const char *what = sale->of != NULL ? pos_tr("return") : pos_tr("sale");

	if (sale->number > 0)
		snprintf(text, 32, "%s %lld", what, (long long)sale->number);
	else
		snprintf(text, 32, pos_tr("the %s"), what);
	return text;
}

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "the amount is too large");
}

enum pos_status
pay_due(const struct pos_sale *sale, struct pos_money *due, struct pos_err *err)
{
	size_t i;

	*due = pos_minor(sale->total_minor);
	for (i = 0; i < sale->payments_count; i++)
		if (!pos_money_sub(due, *due,
			pos_minor(sale->payments[i].amount_minor)))
			return too_large(err);
	return POS_OK;
}

/* A run of 13 to 19 digits with a good check digit: never to be stored. */
static bool
is_card_number(const char *text)
{
	int digits = 0, sum[2] = { 0, 0 }, d, twice;

	for (; *text != '\0'; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		if (*text < '0' || *text > '9')
			return false;
		/* Which digits are doubled depends on how many follow: keep
		 * both sums, and swap them with every digit. */
		d = *text - '0';
		twice = 2 * d > 9 ? 2 * d - 9 : 2 * d;
		twice += sum[0];
		sum[0] = sum[1] + d;
		sum[1] = twice;
		digits++;
	}
	return digits >= 13 && digits <= 19 && sum[0] % 10 == 0;
}

static enum pos_status
check_want(const struct pos_pay_want *want, struct pos_err *err)
{
	const char *wrong = pos_code_wrong(want->method);

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "method '%s': %s", want->method,
		    wrong);
	if (want->amount_minor < 0 || want->tendered_minor < 0 ||
	    want->tip_minor < 0)
		return pos_fail(err, POS_DATA,
		    "an amount of a payment cannot be negative");
	if (want->reference == NULL)
		return POS_OK;
	wrong = pos_text_wrong(want->reference, REFERENCE_MAX);
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "reference: %s", wrong);
	if (is_card_number(want->reference))
		return pos_fail(err, POS_DATA,
		    "the reference looks like a "
		    "card number, which is never stored: give the number of "
		    "the terminal's slip");
	return POS_OK;
}

static bool
has_state(const struct pos_sale *sale, enum pos_sale_state state)
{
	return sale->state != NULL &&
	    strcmp(sale->state, pos_sale_state_name(state)) == 0;
}

enum pos_status
pay_start(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_pay_want *want, struct pos_payment *pay,
    struct pos_err *err)
{
	struct pos_local local;
	enum pos_status st;
	char what[32];
	size_t i;

	st = check_want(want, err);
	if (st != POS_OK)
		return st;
	if (has_state(sale, POS_SALE_VOID))
		return pos_fail(err, POS_REFUSED, "%s is void",
		    pay_what(what, sale));
	if (sale->payments_count >= POS_SALE_PAYMENTS_MAX)
		return pos_fail(err, POS_REFUSED,
		    "%s has %d payments already: no more fit",
		    pay_what(what, sale), POS_SALE_PAYMENTS_MAX);
	pos_local(&local, shop->now, shop->zone);
	*pay = (struct pos_payment){
		.n = 1,
		.at = shop->now,
		.day = shop->day,
		.hour = local.hour,
		.method = want->method,
		.tip_minor = want->tip_minor,
		.reference = want->reference,
		.till = shop->till_code,
		.till_no = shop->till,
		.staff = shop->staff_code,
		.staff_no = shop->staff,
	};
	for (i = 0; i < sale->payments_count; i++)
		if (sale->payments[i].n >= pay->n)
			pay->n = sale->payments[i].n + 1;
	st = pay_method_no(shop, sale, want->method, &pay->method_no, err);
	pay->is_cash = pay->method_no == PAY_CASH;
	if (st == POS_OK && pay->is_cash)
		st = shift_demanded(shop, err);
	return st;
}

/* What is handed over for amount and tip; rounds it when it settles. */
static enum pos_status
cash_price(const struct pos_shop *shop, struct pos_money amount,
    struct pos_money tip, bool settles, struct pos_payment *pay,
    struct pos_money *hand, struct pos_err *err)
{
	struct pos_money whole, rounding;

	if (!pos_money_add(&whole, amount, tip))
		return too_large(err);
	*hand = whole;
	if (settles)
		*hand = pos_money_nearest(whole, shop->cash_step_minor,
		    POS_ROUND_HALF_UP);
	if (!pos_money_sub(&rounding, *hand, whole))
		return too_large(err);
	pay->rounding_minor = rounding.minor;
	return POS_OK;
}

static enum pos_status
cash(struct pos_shop *shop, const struct pos_pay_want *want,
    struct pos_money due, struct pos_payment *pay, struct pos_err *err)
{
	struct pos_money amount = due, hand, change;
	struct pos_money tendered = pos_minor(want->tendered_minor);
	char text[2][POS_DECIMAL_MAX];
	bool settles = true;
	enum pos_status st;

	if (want->amount_minor > 0) {
		amount = pos_minor(want->amount_minor);
		settles = pos_money_cmp(amount, due) == 0 ||
		    pos_money_cmp(amount,
			pos_money_nearest(due, shop->cash_step_minor,
			    POS_ROUND_HALF_UP)) == 0;
		if (settles)
			amount = due;
		else if (pos_money_cmp(amount, due) > 0)
			return pos_fail(err, POS_REFUSED,
			    "%s is more than what is due: %s",
			    pos_shop_money_text(shop, text[0], amount),
			    pos_shop_money_text(shop, text[1], due));
	}
	pay->amount_minor = amount.minor;
	st = cash_price(shop, amount, pos_minor(want->tip_minor), settles, pay,
	    &hand, err);
	if (st != POS_OK || want->tendered_minor == 0)
		return st;
	if (pos_money_cmp(tendered, hand) < 0)
		return pos_fail(err, POS_REFUSED, "%s tendered, %s due",
		    pos_shop_money_text(shop, text[0], tendered),
		    pos_shop_money_text(shop, text[1], hand));
	if (!pos_money_sub(&change, tendered, hand))
		return too_large(err);
	pay->tendered_minor = tendered.minor;
	pay->change_minor = change.minor;
	return POS_OK;
}

static enum pos_status
outside(struct pos_shop *shop, const struct pos_pay_want *want,
    struct pos_money due, struct pos_payment *pay, struct pos_err *err)
{
	struct pos_money amount = due;
	char text[2][POS_DECIMAL_MAX];

	if (want->tendered_minor > 0)
		amount = pos_minor(want->tendered_minor);
	if (want->amount_minor > 0)
		amount = pos_minor(want->amount_minor);
	if (pos_money_cmp(amount, due) > 0)
		return pos_fail(err, POS_REFUSED,
		    "'%s' gives no change: %s given, %s due", want->method,
		    pos_shop_money_text(shop, text[0], amount),
		    pos_shop_money_text(shop, text[1], due));
	pay->amount_minor = amount.minor;
	return POS_OK;
}

static enum pos_status
account(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_pay_want *want, struct pos_money due,
    struct pos_payment *pay, struct pos_err *err)
{
	enum pos_status st;

	if (strcmp(want->method, "gift") != 0 && want->card != NULL)
		return pos_fail(err, POS_DATA, "no card pays by '%s'",
		    want->method);
	st = outside(shop, want, due, pay, err);
	pay->points = want->points;
	return st == POS_OK ? pos_account_decide(shop, sale, want->card,
				  want->partial, pay, err) :
			      st;
}

enum pos_status
pos_pay_decide(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_pay_want *want, struct pos_payment *pay,
    struct pos_err *err)
{
	struct pos_money due;
	enum pos_status st;
	char what[32];

	if (has_state(sale, POS_SALE_COMPLETED))
		return pos_fail(err, POS_REFUSED, "%s is paid already",
		    pay_what(what, sale));
	st = pay_due(sale, &due, err);
	if (st == POS_OK)
		st = pay_start(shop, sale, want, pay, err);
	if (st != POS_OK)
		return st;
	if (due.minor < 0)
		return pos_fail(err, POS_REFUSED,
		    "%s is to be paid out: use 'pos-pay refund'",
		    pay_what(what, sale));
	/* What was given back, before all became free, settled nothing. */
	if (due.minor == 0 && sale->payments_count > 0 &&
	    sale->payments[sale->payments_count - 1].amount_minor >= 0)
		return pos_fail(err, POS_REFUSED, "%s is paid already",
		    pay_what(what, sale));
	st = pos_groupbuy_may_pay(shop, sale, err);
	if (st == POS_OK)
		st = pos_offer_pay_allows(sale, want->method, err);
	if (st != POS_OK)
		return st;
	if (pay->is_cash)
		st = cash(shop, want, due, pay, err);
	else if (pos_account_method(want->method))
		st = account(shop, sale, want, due, pay, err);
	else
		st = outside(shop, want, due, pay, err);
	return st == POS_OK && pay->amount_minor == due.minor ?
	    pos_member_settle(shop, sale, pay, err) :
	    st;
}
