/*
 * measure.c - what conditions and steps measure, and what they allow.
 */
#include <string.h>

#include "promo/price_inside.h"

#define PPM 1000000

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

/*
 * With or without tax, as an exact fraction, rounded down: it reaches a whole
 * number then, and only then, when the fraction does.
 */
static int64_t
converted(const struct pos_plan *plan, const int64_t *amount, bool excl)
{
	struct pos_fraction sum = pos_fraction(0, 1);
	const struct pos_cart_line *line;
	int64_t num, den;
	size_t i;

	for (i = 0; i < plan->lines; i++) {
		line = plan->line[i];
		num = den = 1;
		if (excl && line->tax_inclusive) {
			num = PPM;
			den = PPM + line->tax_ppm;
		} else if (!excl && !line->tax_inclusive) {
			num = PPM + line->tax_ppm;
			den = PPM;
		}
		sum =
		    pos_fraction_add(sum, pos_fraction_of(amount[i], num, den));
	}
	return (int64_t)(sum.n / sum.d);
}

int64_t
pos_measure(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_rule_condition *c, const bool *match)
{
	int64_t amount[POS_PRICE_LINES_MAX], sum = 0;
	bool quantity = is(c->measure, "quantity") || c->consume;
	bool list = is(c->basis, "list"), counts;
	size_t i;

	for (i = 0; i < plan->lines; i++) {
		counts = match[i] &&
		    (c->select == NULL || !c->select->not_discounted ||
			left->lane_minor[i] == plan->line[i]->amount_minor);
		amount[i] = !counts ? 0 :
		    quantity        ? plan->line[i]->qty_milli :
		    list            ? plan->line[i]->amount_minor :
				      left->minor[i];
		sum += amount[i];
	}
	if (!quantity && c->tax != NULL)
		return converted(plan, amount, is(c->tax, "excl"));
	return sum;
}

int64_t
pos_times(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn)
{
	const struct pos_rule *rule = turn->rule;
	const struct pos_rule_condition *c;
	int64_t times = INT64_MAX, value, min, max, every;
	bool quantity;
	size_t i;

	for (i = 0; i < rule->conditions_count; i++) {
		c = &rule->conditions[i];
		quantity = is(c->measure, "quantity") || c->consume;
		value = pos_measure(plan, left, c, turn->when[i]);
		min = quantity ? c->min_milli : c->min_minor;
		max = quantity ? c->max_milli : c->max_minor;
		every = quantity ? c->every_milli : c->every_minor;
		if (c->consume && c->units_milli > every)
			every = c->units_milli;
		if (value < min || (max > 0 && value > max))
			return 0;
		if (every > 0 && value / every < times)
			times = value / every;
	}
	if (times == INT64_MAX)
		times = 1;
	return times < turn->cap_times ? times : turn->cap_times;
}

/* The amount of the target, where steps have no measure of their own. */
static int64_t
target_amount(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn)
{
	int64_t sum = 0;
	size_t i, k;
	bool in;

	for (i = 0; i < plan->lines; i++) {
		in = !turn->slots && turn->target[i];
		for (k = 0; k < turn->rule->slots_count; k++)
			in = in || turn->slot[k][i];
		sum += in ? left->minor[i] : 0;
	}
	return sum;
}

int64_t
pos_step_measure(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn, bool *quantity)
{
	const struct pos_rule *rule = turn->rule;
	const struct pos_rule_condition *c = rule->effect->tier_measure;
	const bool *match = turn->step;

	if (c == NULL && rule->conditions_count > 0) {
		c = &rule->conditions[0];
		match = turn->when[0];
	}
	*quantity = c != NULL && (is(c->measure, "quantity") || c->consume);
	return c != NULL ? pos_measure(plan, left, c, match) :
			   target_amount(plan, left, turn);
}

bool
pos_value(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn, int64_t *rate_ppm, int64_t *amount_minor)
{
	const struct pos_rule_effect *e = turn->rule->effect;
	int64_t value;
	bool quantity;
	size_t i;

	*rate_ppm = e->rate_ppm;
	*amount_minor = e->amount_minor;
	if (e->tiers_count > 0) {
		value = pos_step_measure(plan, left, turn, &quantity);
		for (i = 0; i < e->tiers_count; i++)
			if (value >= (quantity ? e->tiers[i].min_milli :
						 e->tiers[i].min_minor)) {
				*rate_ppm = e->tiers[i].rate_ppm;
				*amount_minor = e->tiers[i].amount_minor;
			}
	}
	return turn->kind == POS_TURN_PERCENT ? *rate_ppm > 0 :
						*amount_minor > 0;
}

int64_t
pos_floor(const struct pos_cart_line *line, int64_t qty_milli)
{
	return (int64_t)(((__int128)line->floor_minor * qty_milli +
			     POS_QTY_ONE - 1) /
	    POS_QTY_ONE);
}
