/*
 * stored_plan.c - plans of top-ups: event "plan.set".
 */
#include <string.h>

#include "base/text.h"
#include "shop/coupon.h"
#include "shop/level.h"
#include "shop/outreach_inside.h"
#include "shop/points.h"
#include "shop/topup.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN

static const struct pos_field plan_fields[] = {
	POS_TEXT(pos_topup_plan, code, POS_F_CODE | COL, 64, "of the plan"),
	POS_TEXT(pos_topup_plan, name, OPT | COL, 200, "for people"),
	POS_MONEY(pos_topup_plan, pay_minor, OPT | COL, "from this amount on"),
	POS_MONEY(pos_topup_plan, bonus_minor, OPT | COL, "given on top"),
	POS_INT(pos_topup_plan, points, OPT | COL, 1, POS_POINTS_MAX, "points"),
	POS_TEXT(pos_topup_plan, coupons, OPT | COL, 64, "batch of coupons"),
	POS_INT(pos_topup_plan, coupons_each, OPT, 1, 100, "so many of them"),
	POS_INT(pos_topup_plan, instalments, OPT | COL, 2, POS_INSTALMENTS_MAX,
	    "of the bonus; absent: all at once"),
	POS_CHOICE(pos_topup_plan, every, OPT, POS_PLAN_EVERY,
	    "their distance"),
	POS_TEXT(pos_topup_plan, level, OPT | COL, 64, "level that it gives"),
	POS_BOOL(pos_topup_plan, manual, OPT | COL, "only where it is named"),
	POS_BOOL(pos_topup_plan, removed, OPT, "it is gone"),
	{ 0 },
};
const struct pos_record pos_topup_plan_record = {
	.type = "plan", .v = 1, .size = sizeof(struct pos_topup_plan),
	.fields = plan_fields, .help = "a plan of top-ups",
};
POS_LIST_RECORD(pos_topup_plan_record);
static const struct pos_record plan_data = {
	.size = sizeof(struct pos_topup_plan),
	.fields = plan_fields, .help = "a plan of top-ups",
};

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct pos_topup_plan *plan = data;

	(void)entry;
	if (plan->removed)
		return pos_outreach_drop(shop, "plan", plan->code, err);
	return pos_outreach_write(shop, "plan", plan->code, &plan_data, plan,
	    err);
}

const struct pos_event_kind pos_topup_plan_set = {
	.kind = "plan.set", .v = 1, .record = &plan_data, .apply = apply,
	.help = "a plan of top-ups was set or removed",
};

enum pos_status
pos_topup_plan_find(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_topup_plan *plan, struct pos_err *err)
{
	enum pos_status st;

	st = pos_outreach_get(shop, "plan", code, &plan_data, pool, plan, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no plan '%s': 'pos-member plan list' shows them", code);
	return st;
}

enum pos_status
pos_topup_plan_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_topup_plan **plans, size_t *count, struct pos_err *err)
{
	void *all;
	enum pos_status st;

	st = pos_outreach_all(shop, "plan", &plan_data, pool, &all, count, err);
	*plans = all;
	return st;
}

static enum pos_status
check_amounts(const struct pos_topup_plan *plan, struct pos_err *err)
{
	if (plan->pay_minor <= 0)
		return pos_fail(err, POS_DATA,
		    "a plan wants --pay AMOUNT above 0");
	if (plan->bonus_minor < 0 || plan->points < 0 ||
	    plan->points > POS_POINTS_MAX)
		return pos_fail(err, POS_DATA,
		    "a plan gives no less than nothing");
	if (plan->bonus_minor == 0 && plan->points == 0 &&
	    plan->coupons == NULL && plan->level == NULL)
		return pos_fail(err, POS_DATA,
		    "the plan gives nothing: --bonus, --bonus-points, "
		    "--coupons or --level");
	if (plan->instalments > 1 && plan->bonus_minor < plan->instalments)
		return pos_fail(err, POS_DATA,
		    "a bonus in instalments wants at least so many of the "
		    "smallest coin");
	if (plan->every != NULL && plan->instalments < 2)
		return pos_fail(err, POS_DATA, "--every wants --instalments");
	return POS_OK;
}

static enum pos_status
check_rest(struct pos_shop *shop, const struct pos_topup_plan *plan,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_coupon_batch batch;
	struct pos_grade level;
	enum pos_status st = POS_OK;

	if (plan->name != NULL && pos_text_wrong(plan->name, 200) != NULL)
		st = pos_fail(err, POS_DATA, "the name is %s",
		    pos_text_wrong(plan->name, 200));
	if (st == POS_OK && plan->coupons != NULL) {
		st = pos_coupon_batch_find(shop, plan->coupons, pool, &batch,
		    err);
		if (st == POS_END)
			st = pos_fail(err, POS_DATA, "no batch of coupons '%s'",
			    plan->coupons);
	}
	if (st == POS_OK && plan->level != NULL)
		st = pos_level_find(shop, plan->level, pool, &level, err);
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_topup_plan_put(struct pos_shop *shop, const struct pos_topup_plan *plan,
    struct pos_err *err)
{
	struct pos_pool *pool;
	struct pos_topup_plan old;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	if (pos_code_wrong(plan->code) != NULL)
		return pos_fail(err, POS_DATA, "plan '%s': %s", plan->code,
		    pos_code_wrong(plan->code));
	if (plan->removed) {
		pool = pos_pool_new();
		st = pos_topup_plan_find(shop, plan->code, pool, &old, err);
		pos_pool_free(pool);
	} else {
		st = check_amounts(plan, err);
		if (st == POS_OK)
			st = check_rest(shop, plan, err);
	}
	return st == POS_OK ? pos_record(shop, &pos_topup_plan_set, plan, err) :
			      st;
}
