/*
 * stored_refund.c - money of a top-up goes back.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "shop/pay_inside.h"
#include "shop/topup_inside.h"

/* What of `given` goes with amount of the top-up's money: in proportion, and
 * all that is left of it with the last of the money. */
static enum pos_status
share(const struct topup_row *row, int64_t given, int64_t taken, int64_t amount,
    bool last, int64_t *out, struct pos_err *err)
{
	int64_t left = given - taken;

	*out = left;
	if (!last &&
	    !pos_div_round(out, (__int128)given * amount, row->amount_minor,
		POS_ROUND_UP))
		return pos_fail(err, POS_DATA, "the amount is too large");
	if (*out > left)
		*out = left;
	return POS_OK;
}

static enum pos_status
amounts(struct pos_shop *shop, const struct topup_row *row, int64_t asked,
    const struct pos_balance *b, struct topup_event *event, struct pos_err *err)
{
	int64_t most = row->amount_minor - row->back_minor, amount;
	char text[2][POS_DECIMAL_MAX];
	int64_t bonus, points = 0;
	enum pos_status st;

	if (most > b->principal_minor)
		most = b->principal_minor;
	if (most <= 0)
		return pos_fail(err, POS_REFUSED,
		    "nothing of the top-up is left");
	amount = asked > 0 ? asked : most;
	if (amount > most)
		return pos_fail(err, POS_REFUSED,
		    "%s is more than what is left of the top-up: %s",
		    pos_shop_money_text(shop, text[0], pos_minor(amount)),
		    pos_shop_money_text(shop, text[1], pos_minor(most)));
	st = share(row, row->bonus_minor, row->back_bonus_minor, amount,
	    amount == most, &bonus, err);
	if (st == POS_OK)
		st = share(row, row->points, row->back_points, amount,
		    amount == row->amount_minor - row->back_minor, &points,
		    err);
	if (st != POS_OK)
		return st;
	if (bonus > b->bonus_minor)
		bonus = b->bonus_minor; /* the rest was spent with its part */
	event->amount_minor = -amount;
	event->bonus_minor = -bonus;
	event->points = -points;
	return POS_OK;
}

static enum pos_status
check(struct pos_shop *shop, const struct topup_row *row, const char *method,
    const char *reason, struct pos_err *err)
{
	(void)shop;
	if (row->is_back)
		return pos_fail(err, POS_REFUSED, "that is a refund itself");
	if (pos_code_wrong(method) != NULL)
		return pos_fail(err, POS_DATA, "method '%s': %s", method,
		    pos_code_wrong(method));
	if (pos_account_method(method))
		return pos_fail(err, POS_DATA,
		    "a top-up does not go back to an account");
	if (reason != NULL && pos_text_wrong(reason, 500) != NULL)
		return pos_fail(err, POS_DATA, "reason: %s",
		    pos_text_wrong(reason, 500));
	return POS_OK;
}

enum pos_status
pos_topup_refund(struct pos_shop *shop, const char *topup, int64_t amount_minor,
    const char *method, const char *reason, const struct pos_approval *approval,
    struct pos_pool *pool, struct pos_topup *back, struct pos_err *err)
{
	struct topup_event event = { .reason = reason };
	struct pos_balance balance;
	struct pos_earn rule;
	char text[TOPUP_TEXT];
	struct topup_row row;
	enum pos_status st;

	st = topup_find(shop, topup, pool, &row, err);
	if (st != POS_OK)
		return st;
	event.method = method != NULL ? method : row.method;
	st = check(shop, &row, event.method, reason, err);
	if (st == POS_OK)
		st = pos_balance_of(shop, row.owner, &balance, err);
	if (st == POS_OK)
		st = amounts(shop, &row, amount_minor, &balance, &event, err);
	if (st == POS_OK)
		st = pos_staff_may(shop, POS_RIGHT_REFUND, -event.amount_minor,
		    approval, &event.approved_by, err);
	if (st == POS_OK)
		st = topup_number(shop, &event.number, err);
	if (st != POS_OK)
		return st;
	if (row.points != 0) {
		st = earn_rule_get(shop, "", pool, &rule, err);
		if (st == POS_OK)
			event.until = earn_until(&rule, row.day);
	}
	event.owner = row.owner;
	event.account = topup_account(row.owner, pool);
	event.of = pos_pool_text(pool, topup_text(text, row.day, row.number));
	event.of_branch = row.branch;
	event.of_day = row.day;
	event.of_number = row.number;
	st = topup_drawer(shop, event.method, event.amount_minor, event.of,
	    pool, err);
	if (st == POS_OK)
		st = pos_record(shop, &pos_topup_refunded, &event, err);
	return st == POS_OK ? topup_answer(shop, &event, pool, back, err) : st;
}
