/*
 * most.c - what a rule could take off at the most, whatever others do.
 *
 * What is left only sinks, so that a discount on what is there at the
 * beginning is never exceeded, save for rounding: half a unit of money for
 * each place where it is rounded.
 */
#include <string.h>

#include "promo/price_inside.h"

bool
pos_has_max(const struct pos_rule *rule)
{
	size_t i;

	for (i = 0; i < rule->conditions_count; i++)
		if (rule->conditions[i].max_milli > 0 ||
		    rule->conditions[i].max_minor > 0)
			return true;
	return false;
}

/* What it could act on, all together. */
static int64_t
reach(const struct pos_plan *plan, const struct pos_turn *t, int64_t *units)
{
	int64_t sum = 0;
	size_t i, k;
	bool in;

	*units = 0;
	for (i = 0; i < plan->lines; i++) {
		in = !t->slots && t->target[i];
		for (k = 0; k < t->rule->slots_count; k++)
			in = in || t->slot[k][i];
		sum += in ? plan->line[i]->amount_minor : 0;
		*units += !in ?
		    0 :
		    (plan->line[i]->qty_milli + POS_QTY_ONE - 1) / POS_QTY_ONE;
	}
	return sum;
}

static void
number(const struct pos_rule_effect *e, int64_t *rate, int64_t *amount)
{
	size_t i;

	*rate = e->rate_ppm;
	*amount = e->amount_minor;
	for (i = 0; i < e->tiers_count; i++) {
		if (e->tiers[i].rate_ppm > *rate)
			*rate = e->tiers[i].rate_ppm;
		if (e->tiers[i].amount_minor > *amount)
			*amount = e->tiers[i].amount_minor;
	}
}

static int64_t
most_of(const struct pos_plan *plan, const struct pos_left *left,
    struct pos_turn *t)
{
	int64_t rate, amount, units, base, off, times = 1, in_set = 0;
	size_t i;

	if (t->rule->conditions_count > 0) {
		times = pos_has_max(t->rule) ? POS_QTY_MAX :
					       pos_times(plan, left, t);
		if (times == 0)
			t->dead = true; /* nothing ever rises */
	}
	if (t->dead || t->kind == POS_TURN_GIFT || t->kind == POS_TURN_EARN)
		return 0;
	base = off = reach(plan, t, &units);
	number(t->rule->effect, &rate, &amount);
	for (i = 0; i < t->rule->slots_count; i++)
		in_set += t->rule->slots[i].units;
	if (t->slots && in_set > 0)
		times = units / in_set;
	if (t->slots && times > t->cap_times)
		times = t->cap_times;
	if (t->kind == POS_TURN_PERCENT)
		off = pos_half_up((__int128)base * rate, POS_RATE_MAX) + units +
		    1;
	else if (t->kind == POS_TURN_AMOUNT &&
	    (t->per == POS_PER_TARGET || (t->slots && t->per == POS_PER_LINE)))
		off = amount > POS_MONEY_MAX / (times + 1) ? base :
							     amount * times;
	else if (t->kind == POS_TURN_AMOUNT && t->per == POS_PER_UNIT)
		off = amount > POS_MONEY_MAX / (units + 1) ? base :
							     amount * units;
	if (off > base)
		off = base;
	return off < t->cap_minor ? off : t->cap_minor;
}

static bool
one_of(const struct pos_plan *plan, size_t a, size_t b)
{
	return a != b && pos_clash(plan, a, b) == POS_CLASH_ORDER;
}

/*
 * All from a turn on: of rules that exclude each other only one counts.  A
 * rule joins the first clique of such rules that it fits in.
 */
static void
add_up(struct pos_plan *plan)
{
	size_t n = plan->turns, i, k, c, cliques = 0;
	size_t *of = pos_pool_alloc(plan->pool, (n + 1) * sizeof(*of));
	int64_t *top = pos_pool_alloc(plan->pool, (n + 1) * sizeof(*top));
	int64_t sum = 0;

	for (i = n; i-- > 0;) {
		for (c = 0; c < cliques; c++) {
			for (k = i + 1; k < n; k++)
				if (of[k] == c && !one_of(plan, i, k))
					break;
			if (k == n)
				break;
		}
		of[i] = c;
		if (c == cliques)
			cliques++;
		if (plan->turn[i].most > top[c]) {
			sum += plan->turn[i].most - top[c];
			top[c] = plan->turn[i].most;
		}
		plan->most_after[i] = sum;
	}
}

void
pos_plan_most(struct pos_plan *plan)
{
	struct pos_left *left = pos_left_new(plan);
	size_t i;

	pos_left_start(plan, left);
	for (i = 0; i < plan->turns; i++)
		plan->turn[i].most = plan->turn[i].dead ?
		    0 :
		    most_of(plan, left, &plan->turn[i]);
	plan->most_after = pos_pool_alloc(plan->pool,
	    (plan->turns + 1) * sizeof(*plan->most_after));
	add_up(plan);
}
