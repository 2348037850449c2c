/*
 * order.c - what may come off after the sets, and at which amount it breaks.
 *
 * The rules without slots that follow are taken in every way that their
 * stacking allows, each at each of its steps, as functions of the total
 * alone: how much may the sets take off so that every threshold on the whole
 * order still holds?  That much, and no more than the packing's bound, gives
 * a price that nobody gets below.  Thresholds on a part of the order are taken
 * as kept: the bound may be too low, never too high.
 */
#include <string.h>

#include "promo/order.h"

#define WAYS_MAX 20000

struct level {
	size_t turn;
	int64_t from; /* whole order, after what came before */
	int64_t rate, amount;
	bool exact; /* of the whole order; else amount is a most */
};

struct order {
	const struct pos_plan *plan;
	const struct pos_left *left;
	struct pos_trial *trial;
	int64_t sets_most;
	struct level at[POS_PRICE_RULES_MAX]; /* chosen */
	size_t count;
	struct pos_order *out;
	int64_t ways;
};

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

static bool
all_lines(const struct order *o, const bool *match,
    const struct pos_select *select)
{
	size_t i;

	if (select != NULL && select->not_discounted)
		return false;
	for (i = 0; i < o->plan->lines; i++)
		if (!match[i] && o->left->minor[i] > 0)
			return false;
	return true;
}

/* Does it act on the whole order, as a number rounded once? */
static bool
whole(const struct order *o, size_t turn)
{
	const struct pos_turn *t = &o->plan->turn[turn];
	const struct pos_rule *rule = t->rule;
	size_t i;

	if (t->per != POS_PER_TARGET || t->base_list || t->shares ||
	    (t->kind != POS_TURN_PERCENT && t->kind != POS_TURN_AMOUNT) ||
	    t->cap_units_milli != INT64_MAX ||
	    (rule->target != NULL && rule->target->units_milli > 0) ||
	    (rule->stacking != NULL && rule->stacking->only_on_count > 0))
		return false;
	for (i = 0; i < o->plan->turns; i++)
		if (pos_clash(o->plan, turn, i) == POS_CLASH_LINE)
			return false;
	for (i = 0; i < rule->conditions_count; i++)
		if (rule->conditions[i].consume)
			return false;
	return all_lines(o, t->target,
	    rule->target != NULL ? rule->target->select : NULL);
}

/* Does the condition measure what is left of the whole order? */
static bool
running(const struct order *o, const struct pos_rule_condition *c,
    const bool *match)
{
	return is(c->measure, "amount") && !is(c->basis, "list") &&
	    c->tax == NULL && all_lines(o, match, c->select);
}

/* --- a way: which rules, at which steps ----------------------------------- */

/* What is left after sets took this off; -1: a threshold breaks. */
static int64_t
after(const struct order *o, int64_t sets)
{
	int64_t high = o->left->total - sets, low = high, off, most;
	const struct level *l;
	size_t i;

	for (i = 0; i < o->count; i++) {
		l = &o->at[i];
		if (high < l->from)
			return -1;
		most = o->plan->turn[l->turn].cap_minor;
		off = l->rate > 0 ?
		    pos_half_up((__int128)high * l->rate, POS_RATE_MAX) :
		    l->amount;
		off = off < most ? off : most;
		low -= off;
		if (l->exact)
			high -= off < high ? off : high;
	}
	return low > 0 ? low : 0;
}

static void
weigh_way(struct order *o)
{
	int64_t low = 0, high = o->sets_most, mid, pay;
	struct pos_order *out = o->out;
	size_t i;

	if (high > o->left->total)
		high = o->left->total;
	if (after(o, 0) < 0)
		return;
	while (low < high) {
		mid = high - (high - low) / 2;
		if (after(o, mid) >= 0)
			low = mid;
		else
			high = mid - 1;
	}
	pay = after(o, low);
	if (pay < out->bound)
		out->bound = pay;
	if (low == o->sets_most)
		return;
	/* sets may have to give way: keep the most promising ones */
	for (i = 0; i < out->breaks; i++)
		if (out->most[i] == low)
			break;
	if (i < out->breaks) {
		if (pay < out->pay[i])
			out->pay[i] = pay;
		return;
	}
	if (out->breaks < POS_ORDER_BREAKS) {
		i = out->breaks++;
	} else {
		for (size_t k = i = 0; k < out->breaks; k++)
			if (out->pay[k] > out->pay[i])
				i = k;
		if (out->pay[i] <= pay)
			return;
	}
	out->most[i] = low;
	out->pay[i] = pay;
}

static void choose(struct order *o, size_t turn);

static void
at_level(struct order *o, const struct level *level)
{
	o->at[o->count++] = *level;
	o->trial->taken[level->turn] = true;
	choose(o, level->turn + 1);
	o->trial->taken[level->turn] = false;
	o->count--;
}

/* Its steps by the whole order's amount: each is a level of its own. */
static void
by_steps(struct order *o, struct level level)
{
	const struct pos_turn *t = &o->plan->turn[level.turn];
	const struct pos_rule_effect *e = t->rule->effect;
	int64_t from = level.from;
	size_t i;

	for (i = e->tiers_count; i-- > 0;) {
		level.from =
		    e->tiers[i].min_minor > from ? e->tiers[i].min_minor : from;
		level.rate = e->tiers[i].rate_ppm;
		level.amount = e->tiers[i].amount_minor;
		at_level(o, &level);
	}
}

static void
by_times(struct order *o, struct level level, int64_t every, int64_t times)
{
	int64_t from = level.from, amount = level.amount, n;

	for (n = times; n > 0; n--) {
		level.from = n * every > from ? n * every : from;
		level.amount = n * amount;
		at_level(o, &level);
	}
}

static void
take(struct order *o, size_t turn)
{
	const struct pos_turn *t = &o->plan->turn[turn];
	const struct pos_rule *rule = t->rule;
	const struct pos_rule_effect *e = rule->effect;
	const struct pos_rule_condition *c, *every = NULL;
	struct level level = { .turn = turn, .exact = whole(o, turn) };
	int64_t times = pos_times(o->plan, o->left, t);
	bool steps, first = rule->conditions_count > 0;
	size_t i;

	for (i = 0; i < rule->conditions_count; i++) {
		c = &rule->conditions[i];
		if (!running(o, c, t->when[i]))
			continue;
		if (c->min_minor > level.from)
			level.from = c->min_minor;
		if (c->every_minor > 0 &&
		    (every == NULL || every->every_minor < c->every_minor))
			every = c;
	}
	c = e->tier_measure != NULL ? e->tier_measure :
	    first                   ? &rule->conditions[0] :
				      NULL;
	steps = e->tiers_count > 0 &&
	    (c == NULL ? level.exact :
			 running(o, c,
			     e->tier_measure != NULL ? t->step : t->when[0]));
	if (!level.exact) {
		level.amount = t->most;
		at_level(o, &level);
	} else if (steps) {
		if (every != NULL) {
			level.exact = false;
			level.amount = t->most;
			at_level(o, &level);
		} else {
			by_steps(o, level);
		}
	} else if (!pos_value(o->plan, o->left, t, &level.rate,
		       &level.amount)) {
		return;
	} else if (t->kind == POS_TURN_AMOUNT) {
		level.rate = 0;
		if (every != NULL)
			by_times(o, level, every->every_minor, times);
		else {
			level.amount *= times;
			at_level(o, &level);
		}
	} else {
		at_level(o, &level);
	}
}

static void
choose(struct order *o, size_t turn)
{
	const struct pos_plan *plan = o->plan;

	if (o->ways-- <= 0)
		return;
	while (turn < plan->turns &&
	    (plan->turn[turn].slots || plan->turn[turn].most == 0 ||
		!pos_may_take(plan, o->trial, turn)))
		turn++;
	if (turn == plan->turns) {
		weigh_way(o);
		return;
	}
	if (plan->turn[turn].rule->conditions_count == 0 ||
	    pos_times(plan, o->left, &plan->turn[turn]) > 0 ||
	    pos_has_max(plan->turn[turn].rule))
		take(o, turn);
	choose(o, turn + 1);
}

void
pos_order(const struct pos_plan *plan, const struct pos_left *left,
    struct pos_trial *trial, size_t turn, int64_t sets_most, int64_t others,
    struct pos_order *out)
{
	struct order o = { .plan = plan,
		.left = left,
		.trial = trial,
		.sets_most = sets_most,
		.out = out,
		.ways = WAYS_MAX };

	*out = (struct pos_order){ .bound = INT64_MAX };
	choose(&o, turn);
	if (o.ways <= 0) /* too many: all of them, whatever breaks */
		out->bound = left->total - sets_most - others;
	if (out->bound < 0)
		out->bound = 0;
}
