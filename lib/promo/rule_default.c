/*
 * rule_default.c - what stands in a rule whose author said nothing about
 * stacking.
 *
 * Offers that nobody thought of together must not add up: one of each lane,
 * written down, so that whoever reads the rule sees it and can take it away.
 * What is of single items excludes others on the same line only: a price for
 * coffee says nothing about one for cake.
 */
#include <string.h>

#include "promo/rule_inside.h"

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

/* The lane of a rule by what it is. */
static int64_t
lane_by_kind(const struct pos_rule *rule)
{
	const struct pos_rule_effect *effect = rule->effect;
	const struct pos_rule_target *target = rule->target;
	bool priced = is(effect->kind, "new_price");

	if (is(effect->kind, "points_pay"))
		return POS_RULE_LANE_POINTS;
	if (is(rule->trigger, "code"))
		return POS_RULE_LANE_COUPON;
	if (rule->slots_count > 0)
		return POS_RULE_LANE_ITEM;
	if (priced && (effect->per == NULL || is(effect->per, "unit")))
		return POS_RULE_LANE_PRICE;
	if (priced || is(effect->per, "unit") || is(effect->per, "line") ||
	    (target != NULL &&
		(target->select != NULL || target->units_milli > 0)))
		return POS_RULE_LANE_ITEM;
	return POS_RULE_LANE_ORDER;
}

void
pos_rule_default_stacking(struct pos_rule *rule, struct pos_pool *pool)
{
	struct pos_rule_stacking *stacking;

	if (rule->stacking != NULL || rule->effect == NULL)
		return;
	stacking = pos_pool_alloc(pool, sizeof(*stacking));
	stacking->lane = lane_by_kind(rule);
	/* These lower no price: in a group with one that does, they lose. */
	if (is(rule->effect->kind, "gift"))
		stacking->group = "gift";
	else if (is(rule->effect->kind, "points_earn"))
		stacking->group = "points";
	else
		stacking->group = pos_pool_printf(pool, "lane%lld",
		    (long long)stacking->lane);
	if (stacking->lane <= POS_RULE_LANE_ITEM)
		stacking->scope = "line";
	rule->stacking = stacking;
}

int64_t
pos_rule_lane(const struct pos_rule *rule)
{
	if (rule->stacking == NULL || rule->stacking->lane == 0)
		return POS_RULE_LANE_ITEM;
	return rule->stacking->lane;
}
