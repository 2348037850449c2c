/*
 * target.c - how much of each line a rule without slots acts on.
 */
#include <string.h>

#include "promo/price_inside.h"

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

bool
pos_acts_on(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, size_t turn, size_t line)
{
	const struct pos_turn *t = &plan->turn[turn];
	const struct pos_rule_target *target = t->rule->target;
	size_t i;

	if (trial->leave[turn * plan->lines + line] ||
	    !pos_follows(plan, trial, turn, line))
		return false;
	if (!t->slots) {
		if (!t->target[line])
			return false;
		if (target != NULL && target->select != NULL &&
		    target->select->not_discounted &&
		    left->lane_minor[line] != plan->line[line]->amount_minor)
			return false;
	}
	for (i = 0; i < turn; i++)
		if (trial->taken[i] &&
		    pos_clash(plan, i, turn) == POS_CLASH_LINE &&
		    trial->off[i * plan->lines + line] > 0)
			return false;
	return true;
}

static const size_t *
order_of(const struct pos_plan *plan, const struct pos_rule_target *target)
{
	if (target != NULL && is(target->pick, "dearest"))
		return plan->dearest;
	if (target != NULL && is(target->pick, "listed"))
		return NULL;
	return plan->cheapest;
}

static int64_t
sum(const int64_t *values, size_t n)
{
	int64_t total = 0;
	size_t i;

	for (i = 0; i < n; i++)
		total += values[i];
	return total;
}

/* May it be applied so often, each using units of its condition? */
static bool
enough(int64_t times, int64_t units, int64_t apart, int64_t all,
    const struct pos_rule_target *target)
{
	__int128 want = (__int128)times * units;
	int64_t used = want > apart ? (int64_t)(want - apart) : 0;

	if (target == NULL || target->units_milli == 0)
		return true;
	if (used >= all)
		return false;
	if (target->require_full)
		return all - used >= times * target->units_milli;
	return all - used > (times - 1) * target->units_milli;
}

/* Use up what a condition takes; lowers qty, and returns how often. */
static int64_t
consume(const struct pos_plan *plan, const struct pos_turn *turn, size_t c,
    const size_t *order, int64_t times, int64_t *qty)
{
	const struct pos_rule_target *target = turn->rule->target;
	int64_t units = turn->rule->conditions[c].units_milli, part;
	int64_t apart = 0, low = 0, high = times, mid, used;
	size_t i, k;

	for (i = 0; i < plan->lines; i++)
		if (turn->when[c][i])
			apart += plan->line[i]->qty_milli - qty[i];
	while (low < high) {
		mid = high - (high - low) / 2;
		if (enough(mid, units, apart, sum(qty, plan->lines), target))
			low = mid;
		else
			high = mid - 1;
	}
	used = low * units > apart ? low * units - apart : 0;
	if (target == NULL || target->units_milli == 0)
		used = 0;
	for (i = plan->lines; i-- > 0 && used > 0;) {
		k = order != NULL ? order[i] : i;
		if (!turn->when[c][k])
			continue;
		part = qty[k] < used ? qty[k] : used;
		qty[k] -= part;
		used -= part;
	}
	return low;
}

/* No more than this in all, in the given order. */
static void
at_most(const struct pos_plan *plan, const size_t *order, int64_t limit,
    int64_t *qty)
{
	size_t i, k;

	for (i = 0; i < plan->lines; i++) {
		k = order != NULL ? order[i] : i;
		if (qty[k] > limit)
			qty[k] = limit;
		limit -= qty[k];
	}
}

static int64_t
times_of(int64_t times, int64_t units)
{
	return units > POS_MONEY_MAX / times ? POS_MONEY_MAX : times * units;
}

int64_t
pos_target(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, size_t turn, int64_t *qty)
{
	const struct pos_turn *t = &plan->turn[turn];
	const struct pos_rule_target *target = t->rule->target;
	int64_t times = pos_times(plan, left, t), units, all;
	const size_t *order;
	size_t i;

	units = target != NULL ? target->units_milli : 0;
	order = order_of(plan, target);
	for (i = 0; i < plan->lines; i++)
		qty[i] = times > 0 && pos_acts_on(plan, left, trial, turn, i) ?
		    plan->line[i]->qty_milli :
		    0;
	for (i = 0; i < t->rule->conditions_count && times > 0; i++)
		if (t->rule->conditions[i].consume)
			times = consume(plan, t, i, order, times, qty);
	if (times == 0)
		return 0;
	if (units > 0 && is(target->units_per, "line")) {
		for (i = 0; i < plan->lines; i++) {
			if (target->require_full)
				qty[i] -= qty[i] % units;
			if (qty[i] > times_of(times, units))
				qty[i] = times_of(times, units);
		}
	} else if (units > 0) {
		all = sum(qty, plan->lines);
		if (target->require_full && all / units < times)
			times = all / units;
		if (times == 0)
			return 0;
		at_most(plan, order, times_of(times, units), qty);
	}
	if (sum(qty, plan->lines) > t->cap_units_milli)
		at_most(plan, order, t->cap_units_milli, qty);
	return sum(qty, plan->lines) > 0 ? times : 0;
}
