/*
 * rule_check_effect.c - does a rule contradict itself: its effect, its steps
 * and its limits.
 *
 * Each kind of effect has its numbers.  One that belongs to another kind is
 * refused, since its author expects it to do something.
 */
#include <string.h>

#include "base/money.h"
#include "promo/rule_inside.h"

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

/* Lowers the price of units: percent, amount or new_price. */
static bool
lowers(const struct pos_rule_effect *e)
{
	return is(e->kind, "percent") || is(e->kind, "amount") ||
	    is(e->kind, "new_price");
}

static enum pos_status
foreign(const struct pos_rule_effect *e, const char *field, struct pos_err *err)
{
	return pos_fail(err, POS_DATA,
	    "effect.%s: is no part of kind '%s': leave it out", field, e->kind);
}

/* What other kinds have and this one has not. */
static enum pos_status
check_foreign(const struct pos_rule_effect *e, struct pos_err *err)
{
	bool gift = is(e->kind, "gift"), earn = is(e->kind, "points_earn");
	bool pay = is(e->kind, "points_pay");

	if (e->rate_ppm != 0 && !is(e->kind, "percent") && !earn)
		return foreign(e, "rate_ppm", err);
	if (e->amount_minor != 0 && !is(e->kind, "amount") &&
	    !is(e->kind, "new_price"))
		return foreign(e, "amount_minor", err);
	if (e->tiers_count > 0 && !lowers(e))
		return foreign(e, "tiers", err);
	if (e->per != NULL && !lowers(e))
		return foreign(e, "per", err);
	if (e->on != NULL && !lowers(e))
		return foreign(e, "on", err);
	if (e->base != NULL && !lowers(e))
		return foreign(e, "base", err);
	if (e->item != NULL && !gift)
		return foreign(e, "item", err);
	if (e->qty_milli != 0 && !gift)
		return foreign(e, "qty_milli", err);
	if (e->points != 0 && !earn)
		return foreign(e, "points", err);
	if (e->value_minor != 0 && !pay)
		return foreign(e, "value_minor", err);
	if (e->value_points != 0 && !pay)
		return foreign(e, "value_points", err);
	if (e->keep_one && !pay)
		return foreign(e, "keep_one", err);
	return POS_OK;
}

static enum pos_status
check_number(const char *where, const char *kind, int64_t rate_ppm,
    int64_t amount_minor, struct pos_err *err)
{
	if (!is(kind, "percent") && amount_minor == 0)
		return pos_fail(err, POS_DATA,
		    is(kind, "new_price") ?
			"%s.amount_minor: must be more than 0 (for nothing is"
			" percent with rate_ppm 1000000)" :
			POS_TR("%s.amount_minor: must be more than 0"),
		    where);
	if (!is(kind, "percent") && rate_ppm != 0)
		return pos_fail(err, POS_DATA,
		    "%s.rate_ppm: is no part of kind '%s': leave it out", where,
		    kind);
	if (is(kind, "percent") && amount_minor != 0)
		return pos_fail(err, POS_DATA,
		    "%s.amount_minor: is no part of kind '%s': leave it out",
		    where, kind);
	if (is(kind, "percent") && rate_ppm == 0)
		return pos_fail(err, POS_DATA,
		    "%s.rate_ppm: must be more than 0 (20 %% is 200000)",
		    where);
	if (is(kind, "percent") && rate_ppm > POS_RATE_MAX)
		return pos_fail(err, POS_DATA,
		    "%s.rate_ppm: more than 100 %% (20 %% is 200000)", where);
	return POS_OK;
}

/* What steps are measured by. */
static bool
by_quantity(const struct pos_rule *rule)
{
	const struct pos_rule_effect *e = rule->effect;

	if (e->tier_measure != NULL)
		return is(e->tier_measure->measure, "quantity");
	return rule->conditions_count > 0 &&
	    is(rule->conditions[0].measure, "quantity");
}

static enum pos_status
check_tiers(const struct pos_rule *rule, struct pos_err *err)
{
	const struct pos_rule_effect *e = rule->effect;
	bool quantity = by_quantity(rule);
	int64_t from, before = -1;
	enum pos_status st = POS_OK;
	char where[40];
	size_t i;

	if (e->rate_ppm != 0 || e->amount_minor != 0)
		return pos_rule_bad(err, "effect.tiers",
		    POS_TR("have the numbers: leave those beside them out"));
	for (i = 0; i < e->tiers_count && st == POS_OK; i++) {
		const struct pos_rule_tier *t = &e->tiers[i];

		snprintf(where, sizeof(where), "effect.tiers[%zu]", i);
		if (quantity && t->min_minor != 0)
			return pos_rule_bad(err, where,
			    POS_TR("measures quantity: its numbers end in"
				   " _milli"));
		if (!quantity && t->min_milli != 0)
			return pos_rule_bad(err, where,
			    POS_TR("measures amount: its numbers end in"
				   " _minor"));
		from = quantity ? t->min_milli : t->min_minor;
		if (from <= before)
			return pos_rule_bad(err, where,
			    POS_TR("begins no higher than the step before:"
				   " order them by what they want"));
		before = from;
		st = check_number(where, e->kind, t->rate_ppm, t->amount_minor,
		    err);
	}
	return st;
}

static enum pos_status
check_tier_measure(const struct pos_rule_effect *e, struct pos_err *err)
{
	const struct pos_rule_condition *m = e->tier_measure;

	if (m == NULL)
		return POS_OK;
	if (e->tiers_count == 0)
		return pos_rule_bad(err, "effect.tier_measure",
		    POS_TR("there are no tiers to measure: leave it out"));
	if (m->measure == NULL)
		return pos_rule_bad(err, "effect.tier_measure.measure",
		    POS_TR("missing: 'quantity' or 'amount'"));
	if (m->min_milli != 0 || m->min_minor != 0 || m->max_milli != 0 ||
	    m->max_minor != 0 || m->every_milli != 0 || m->every_minor != 0 ||
	    m->consume || m->units_milli != 0)
		return pos_rule_bad(err, "effect.tier_measure",
		    POS_TR("has only select, measure, basis and tax: the"
			   " tiers have the numbers"));
	if (m->tax != NULL && is(m->measure, "quantity"))
		return pos_rule_bad(err, "effect.tier_measure",
		    POS_TR("tax says how an amount is measured, and this"
			   " measures quantity"));
	return pos_rule_check_select("effect.tier_measure.select", m->select,
	    err);
}

/* Units that a set of slots discounts. */
static int64_t
set_units(const struct pos_rule *rule)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < rule->slots_count; i++)
		if (!is(rule->slots[i].role, "qualifier"))
			sum += rule->slots[i].units;
	if (rule->effect->count > 0 && rule->effect->count < sum)
		return rule->effect->count;
	return sum;
}

static enum pos_status
check_on(const struct pos_rule *rule, struct pos_err *err)
{
	const struct pos_rule_effect *e = rule->effect;
	bool some = e->on != NULL && !is(e->on, "all");

	if (rule->slots_count == 0 && (e->on != NULL || e->count != 0))
		return pos_rule_bad(err,
		    e->on != NULL ? "effect.on" : "effect.count",
		    POS_TR("chooses within slots, and there are none (target"
			   " has pick and units_milli)"));
	if (some && e->count == 0)
		return pos_rule_bad(err, "effect.count",
		    POS_TR("missing: how many of a set are discounted"));
	if (!some && e->count != 0)
		return pos_rule_bad(err, "effect.count",
		    POS_TR("goes with on 'cheapest' or 'dearest'"));
	if (rule->slots_count > 0 && lowers(e) && set_units(rule) == 0)
		return pos_rule_bad(err, "slots",
		    POS_TR("all are qualifiers: one of role 'target' must be"
			   " there for the discount"));
	if (e->count > set_units(rule))
		return pos_rule_bad(err, "effect.count",
		    POS_TR("more than the slots of role 'target' hold"));
	return POS_OK;
}

static enum pos_status
check_kind(const struct pos_rule *rule, struct pos_err *err)
{
	const struct pos_rule_effect *e = rule->effect;

	if (!lowers(e) && rule->target != NULL && is(e->kind, "gift"))
		return pos_rule_bad(err, "target",
		    POS_TR("a gift acts on no unit of the cart: say with"
			   " conditions what must be in it"));
	if (is(e->kind, "gift") && e->item == NULL)
		return pos_rule_bad(err, "effect.item",
		    POS_TR("missing: code of the gift"));
	if (is(e->kind, "gift") && e->qty_milli == 0)
		return pos_rule_bad(err, "effect.qty_milli",
		    POS_TR("missing: 1000 is one"));
	if (is(e->kind, "points_earn") &&
	    (e->points != 0) == (e->rate_ppm != 0))
		return pos_rule_bad(err, "effect",
		    POS_TR("points_earn wants either points, or rate_ppm more"
			   " (1000000 doubles them)"));
	if (!is(e->kind, "points_pay"))
		return POS_OK;
	if (e->value_minor == 0)
		return pos_rule_bad(err, "effect.value_minor",
		    POS_TR("missing: what value_points are worth"));
	if (rule->slots_count > 0)
		return pos_rule_bad(err, "slots",
		    POS_TR("points pay no set: give target or conditions"));
	if (rule->stacking != NULL &&
	    pos_rule_lane(rule) < POS_RULE_LANE_POINTS)
		return pos_rule_bad(err, "stacking.lane",
		    POS_TR("points pay after all discounts: 40 or more"));
	return POS_OK;
}

enum pos_status
pos_rule_check_effect(const struct pos_rule *rule, struct pos_err *err)
{
	const struct pos_rule_effect *e = rule->effect;
	enum pos_status st = check_foreign(e, err);

	if (st == POS_OK)
		st = check_kind(rule, err);
	if (st == POS_OK)
		st = check_tier_measure(e, err);
	if (st == POS_OK && e->tiers_count > 0)
		st = check_tiers(rule, err);
	else if (st == POS_OK && lowers(e))
		st = check_number("effect", e->kind, e->rate_ppm,
		    e->amount_minor, err);
	return st == POS_OK ? check_on(rule, err) : st;
}

enum pos_status
pos_rule_check_limit(const struct pos_rule *rule, struct pos_err *err)
{
	const struct pos_rule_limit *l = rule->limit;
	int64_t set = set_units(rule) * POS_QTY_ONE;
	bool pay = is(rule->effect->kind, "points_pay");

	if (l == NULL)
		return POS_OK;
	if (l->max_share_ppm != 0 && !pay)
		return pos_rule_bad(err, "limit.max_share_ppm",
		    POS_TR("is of points_pay alone: leave it out"));
	if (l->max_points != 0 && !pay)
		return pos_rule_bad(err, "limit.max_points",
		    POS_TR("is of points_pay alone: leave it out"));
	if (l->points_cost != 0 && pay)
		return pos_rule_bad(err, "limit.points_cost",
		    POS_TR("points_pay spends points by itself: leave it"
			   " out"));
	if (!pay && !lowers(rule->effect) &&
	    (l->max_discount_minor != 0 || l->budget_minor != 0))
		return pos_rule_bad(err,
		    l->budget_minor != 0 ? "limit.budget_minor" :
					   "limit.max_discount_minor",
		    POS_TR("takes no amount off: limit how often it applies"));
	if (set == 0)
		return POS_OK;
	if (l->max_units_milli != 0 && l->max_units_milli < set)
		return pos_rule_bad(err, "limit.max_units_milli",
		    POS_TR("less than one set discounts: it could never"
			   " apply"));
	if (l->total_units_milli != 0 && l->total_units_milli < set)
		return pos_rule_bad(err, "limit.total_units_milli",
		    POS_TR("less than one set discounts: it could never"
			   " apply"));
	if (l->member_units_milli != 0 && l->member_units_milli < set)
		return pos_rule_bad(err, "limit.member_units_milli",
		    POS_TR("less than one set discounts: it could never"
			   " apply"));
	return POS_OK;
}
