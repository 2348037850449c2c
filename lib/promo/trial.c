/*
 * trial.c - decisions while they are made, and which of two is better.
 */
#include <string.h>

#include "promo/price_inside.h"

struct pos_trial *
pos_trial_new(const struct pos_plan *plan)
{
	struct pos_trial *trial = pos_pool_alloc(plan->pool, sizeof(*trial));
	size_t cells = plan->turns * plan->lines;

	trial->taken = pos_pool_alloc(plan->pool, plan->turns + 1);
	trial->leave = pos_pool_alloc(plan->pool, cells + 1);
	trial->off =
	    pos_pool_alloc(plan->pool, (cells + 1) * sizeof(*trial->off));
	trial->wholly = pos_pool_alloc(plan->pool, cells + 1);
	trial->done = pos_pool_alloc(plan->pool,
	    (plan->turns + 1) * sizeof(*trial->done));
	trial->pay = plan->list_minor;
	return trial;
}

void
pos_trial_push(const struct pos_plan *plan, struct pos_trial *trial,
    const struct pos_set *set)
{
	struct pos_set *more;

	if (trial->sets_count == trial->sets_cap) {
		trial->sets_cap = 2 * trial->sets_cap + 16;
		more =
		    pos_pool_alloc(plan->pool, trial->sets_cap * sizeof(*more));
		if (trial->sets_count > 0)
			memcpy(more, trial->sets,
			    trial->sets_count * sizeof(*more));
		trial->sets = more;
	}
	trial->sets[trial->sets_count++] = *set;
}

/* The parts of its sets are shared: nobody changes them. */
void
pos_trial_copy(const struct pos_plan *plan, struct pos_trial *to,
    const struct pos_trial *from)
{
	size_t cells = plan->turns * plan->lines, i;

	memcpy(to->taken, from->taken, plan->turns);
	memcpy(to->leave, from->leave, cells);
	memcpy(to->off, from->off, cells * sizeof(*to->off));
	memcpy(to->wholly, from->wholly, cells);
	memcpy(to->done, from->done, plan->turns * sizeof(*to->done));
	to->sets_count = 0;
	for (i = 0; i < from->sets_count; i++)
		pos_trial_push(plan, to, &from->sets[i]);
	to->pay = from->pay;
}

struct merit {
	int64_t extras; /* gifts, points earned: not for money */
	int64_t rules;  /* that take money off */
	int64_t applications;
	int64_t points;
};

static struct merit
merit(const struct pos_plan *plan, const struct pos_trial *t)
{
	struct merit m = { 0 };
	size_t i;

	for (i = 0; i < plan->turns; i++) {
		if (!t->taken[i] || !t->done[i].applied)
			continue;
		if (t->done[i].off_minor == 0)
			m.extras++;
		else
			m.rules++;
		m.applications += t->done[i].times;
		m.points += t->done[i].points;
	}
	return m;
}

static int
less_first(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* At equal prices: the rules of higher priority, then of smaller code. */
static int
by_name(const struct pos_plan *plan, const struct pos_trial *a,
    const struct pos_trial *b)
{
	const struct pos_rule *rule, *best = NULL;
	size_t i;
	int order = 0;

	for (i = 0; i < plan->turns; i++) {
		if (a->taken[i] == b->taken[i])
			continue;
		rule = plan->turn[i].rule;
		if (best != NULL &&
		    (rule->priority < best->priority ||
			(rule->priority == best->priority &&
			    strcmp(rule->code, best->code) > 0)))
			continue;
		best = rule;
		order = a->taken[i] ? -1 : 1;
	}
	return order;
}

int
pos_trial_compare(const struct pos_plan *plan, const struct pos_trial *a,
    const struct pos_trial *b)
{
	struct merit x, y;
	int order = less_first(a->pay, b->pay);
	size_t i, cells = plan->turns * plan->lines;

	if (order != 0)
		return order;
	x = merit(plan, a);
	y = merit(plan, b);
	order = less_first(y.extras, x.extras);
	if (order == 0)
		order = less_first(x.rules, y.rules);
	if (order == 0)
		order = less_first(x.points, y.points);
	if (order == 0)
		order = by_name(plan, a, b);
	if (order == 0)
		order = less_first(x.applications, y.applications);
	for (i = 0; i < cells && order == 0; i++) /* to the earlier line */
		order = less_first(b->off[i], a->off[i]);
	return order;
}
