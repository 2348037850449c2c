/*
 * stored_topup.c - a top-up is decided: which plan it reaches, what that
 * gives, and when.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "shop/coupon.h"
#include "shop/gift.h"
#include "shop/level.h"
#include "shop/member.h"
#include "shop/pay_inside.h"
#include "shop/shift_inside.h"
#include "shop/topup_inside.h"

POS_SQL(sql_last,
    "SELECT number FROM topup WHERE branch = $1 AND day = $2"
    " ORDER BY number DESC LIMIT 1");

char *
topup_text(char *text, int64_t day, int64_t number)
{
	char day_text[POS_TIME_TEXT];

	snprintf(text, TOPUP_TEXT, "%.10s/%lld",
	    pos_day_text(day_text, (int32_t)day), (long long)number);
	return text;
}

enum pos_status
topup_number(struct pos_shop *shop, int64_t *number, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_last);
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, shop->day);
	st = pos_step(q, err);
	*number = st == POS_OK ? pos_int(q, "number") + 1 : 1;
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
topup_drawer(struct pos_shop *shop, const char *method, int64_t amount_minor,
    const char *why, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_shift shift;
	enum pos_status st;

	if (strcmp(method, "cash") != 0)
		return POS_OK;
	st = shift_demanded(shop, err);
	if (st == POS_OK)
		st = shift_find(shop, SHIFT_TAKING, 0, pool, &shift, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	return pos_shift_move(shop, amount_minor > 0 ? "in" : "out",
	    amount_minor > 0 ? amount_minor : -amount_minor,
	    pos_pool_printf(pool, "top-up %s", why), pool, &shift, err);
}

/* The plan that gives from the highest amount on that is reached. */
static enum pos_status
best_plan(struct pos_shop *shop, int64_t amount, struct pos_pool *pool,
    const struct pos_topup_plan **best, struct pos_err *err)
{
	struct pos_topup_plan *plans;
	enum pos_status st;
	size_t i, count;

	*best = NULL;
	st = pos_topup_plan_list(shop, pool, &plans, &count, err);
	for (i = 0; st == POS_OK && i < count; i++)
		if (!plans[i].manual && plans[i].pay_minor <= amount &&
		    (*best == NULL || plans[i].pay_minor > (*best)->pay_minor))
			*best = &plans[i];
	return st;
}

static enum pos_status
choose(struct pos_shop *shop, int64_t owner, const struct pos_topup_want *want,
    struct pos_pool *pool, const struct pos_topup_plan **plan, int64_t *amount,
    struct pos_err *err)
{
	struct pos_topup_plan *named;
	char text[2][POS_DECIMAL_MAX];
	enum pos_status st;

	*plan = NULL;
	*amount = want->amount_minor;
	if (owner < 0 || want->no_plan) {
		if (want->plan != NULL)
			return pos_fail(err, POS_DATA,
			    "plans are for members' stored value");
	} else if (want->plan != NULL) {
		named = pos_pool_alloc(pool, sizeof(*named));
		st = pos_topup_plan_find(shop, want->plan, pool, named, err);
		if (st != POS_OK)
			return st;
		*plan = named;
		if (*amount == 0)
			*amount = named->pay_minor;
		if (*amount < named->pay_minor)
			return pos_fail(err, POS_REFUSED,
			    "plan '%s' begins at %s, not %s", want->plan,
			    pos_shop_money_text(shop, text[0],
				pos_minor(named->pay_minor)),
			    pos_shop_money_text(shop, text[1],
				pos_minor(*amount)));
	} else {
		st = best_plan(shop, *amount, pool, plan, err);
		if (st != POS_OK)
			return st;
	}
	if (*amount <= 0)
		return pos_fail(err, POS_DATA, "how much is paid?");
	return POS_OK;
}

static int64_t
due_day(const char *every, int64_t day, int64_t n)
{
	struct pos_earn months = { .months = n };

	if (every != NULL && strcmp(every, "day") == 0)
		return pos_day_add((int32_t)day, (int)n);
	if (every != NULL && strcmp(every, "week") == 0)
		return pos_day_add((int32_t)day, (int)n * 7);
	return earn_until(&months, day);
}

/* The bonus, the first part of it at once. */
static enum pos_status
instalments(struct pos_shop *shop, const struct pos_topup_plan *plan,
    struct topup_event *event, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_money parts[POS_INSTALMENTS_MAX];
	int64_t even[POS_INSTALMENTS_MAX] = { 0 };
	struct topup_due *dues;
	size_t i, n = (size_t)plan->instalments;

	event->bonus_minor = plan->bonus_minor;
	if (n < 2)
		return POS_OK;
	if (!pos_money_spread(pos_minor(plan->bonus_minor), even, n, parts))
		return pos_fail(err, POS_DATA, "the amount is too large");
	event->bonus_minor = parts[0].minor;
	dues = pos_pool_alloc(pool, n * sizeof(*dues));
	for (i = 1; i < n; i++)
		dues[i - 1] = (struct topup_due){
			.n = (int64_t)i + 1,
			.due = due_day(plan->every, shop->day, (int64_t)i),
			.bonus_minor = parts[i].minor,
		};
	event->dues = dues;
	event->dues_count = n - 1;
	return POS_OK;
}

static enum pos_status
give_points(struct pos_shop *shop, const struct pos_topup_plan *plan,
    struct topup_event *event, struct pos_err *err)
{
	event->points = plan->points;
	return plan->points > 0 ? pos_earn_until(shop, &event->until, err) :
				  POS_OK;
}

/*
 * Coupons and the level of a plan: who set the plan had the right to give
 * them, so whoever takes the money need not have it.
 */
static enum pos_status
give_rest(struct pos_shop *shop, const struct pos_topup_plan *plan,
    int64_t member, struct pos_pool *pool, struct pos_err *err)
{
	const char *staff_code = shop->staff_code;
	struct pos_coupon_issue issue;
	struct pos_level_move move;
	struct pos_grade level;
	enum pos_status st = POS_OK;

	if (plan->level != NULL)
		st = pos_level_find(shop, plan->level, pool, &level, err);
	shop->staff_code = NULL;
	if (st == POS_OK && plan->coupons != NULL)
		st = pos_coupon_issue(shop, plan->coupons, &member, 1,
		    plan->coupons_each > 0 ? plan->coupons_each : 1, NULL, pool,
		    &issue, err);
	if (st == POS_OK && plan->level != NULL)
		st = pos_level_grant(shop, member, plan->level,
		    pos_pool_printf(pool, "plan %s", plan->code), pool, &move,
		    err);
	shop->staff_code = staff_code;
	return st;
}

enum pos_status
pos_topup_ready(struct pos_shop *shop, const struct pos_topup_want *want,
    struct pos_err *err)
{
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_SELL, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	if (pos_code_wrong(want->method) != NULL)
		return pos_fail(err, POS_DATA, "method '%s': %s", want->method,
		    pos_code_wrong(want->method));
	if (pos_account_method(want->method))
		return pos_fail(err, POS_DATA,
		    "no account is filled from another: --by cash, card, ...");
	if (want->reference != NULL &&
	    pos_text_wrong(want->reference, 200) != NULL)
		return pos_fail(err, POS_DATA, "reference: %s",
		    pos_text_wrong(want->reference, 200));
	return strcmp(want->method, "cash") == 0 ? shift_demanded(shop, err) :
						   POS_OK;
}

static enum pos_status
check(struct pos_shop *shop, int64_t owner, const struct pos_topup_want *want,
    struct pos_pool *pool, struct topup_event *event, struct pos_err *err)
{
	struct pos_member member;
	struct pos_card card;
	char text[24];
	enum pos_status st;

	st = pos_topup_ready(shop, want, err);
	if (st != POS_OK)
		return st;
	if (owner < 0) {
		st = pos_card_find(shop, pos_card_code(text, -owner), pool,
		    &card, err);
		if (st == POS_OK && card.blocked)
			st = pos_fail(err, POS_REFUSED, "card %s is blocked",
			    card.card);
	} else {
		st = pos_member_by_no(shop, owner, pool, &member, err);
		if (st == POS_OK && member.erased)
			st = pos_fail(err, POS_REFUSED, "member %s is erased",
			    pos_member_code(text, owner));
		pos_member_code(text, owner);
	}
	event->account = pos_pool_text(pool, text);
	return st == POS_END ?
	    pos_fail(err, POS_DATA, "no account '%s'", text) :
	    st;
}

static enum pos_status
fits(struct pos_shop *shop, int64_t owner, const struct topup_event *event,
    struct pos_err *err)
{
	struct pos_balance balance;
	struct pos_money sum;
	enum pos_status st;

	st = pos_balance_of(shop, owner, &balance, err);
	if (st != POS_OK)
		return st;
	if (!pos_money_add(&sum, pos_minor(balance.principal_minor),
		pos_minor(balance.bonus_minor)) ||
	    !pos_money_add(&sum, sum, pos_minor(event->amount_minor)) ||
	    !pos_money_add(&sum, sum, pos_minor(event->bonus_minor)))
		return pos_fail(err, POS_REFUSED,
		    "that is more than an account can hold");
	return POS_OK;
}

enum pos_status
pos_topup(struct pos_shop *shop, int64_t owner,
    const struct pos_topup_want *want, struct pos_pool *pool,
    struct pos_topup *topup, struct pos_err *err)
{
	struct topup_event event = {
		.owner = owner,
		.method = want->method,
		.reference = want->reference,
	};
	const struct pos_topup_plan *plan = NULL;
	char text[TOPUP_TEXT];
	enum pos_status st;

	st = check(shop, owner, want, pool, &event, err);
	if (st == POS_OK)
		st = choose(shop, owner, want, pool, &plan, &event.amount_minor,
		    err);
	if (st == POS_OK && plan != NULL) {
		event.plan = plan->code;
		st = instalments(shop, plan, &event, pool, err);
		if (st == POS_OK)
			st = give_points(shop, plan, &event, err);
	}
	if (st == POS_OK)
		st = fits(shop, owner, &event, err);
	if (st == POS_OK)
		st = topup_number(shop, &event.number, err);
	if (st == POS_OK && plan != NULL)
		st = give_rest(shop, plan, owner, pool, err);
	if (st == POS_OK)
		st = topup_drawer(shop, want->method, event.amount_minor,
		    topup_text(text, shop->day, event.number), pool, err);
	if (st == POS_OK)
		st = pos_record(shop, &pos_topup_made, &event, err);
	return st == POS_OK ? topup_answer(shop, &event, pool, topup, err) : st;
}
