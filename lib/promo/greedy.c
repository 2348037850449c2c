/*
 * greedy.c - what most tills do: lane by lane, rule by rule, the more
 * important one first, and keep what lowers the price at that moment.
 *
 * The search starts from it, so that no answer is worse.
 */
#include <string.h>

#include "promo/price_inside.h"

struct choice {
	const struct pos_plan *plan;
	struct pos_left *left;
	struct pos_trial *trial;
};

/* Dearest units first into each slot; false: too few are free. */
static bool
build(const struct choice *c, size_t turn, const int64_t *free,
    struct pos_set *set)
{
	const struct pos_plan *plan = c->plan;
	const struct pos_turn *t = &plan->turn[turn];
	struct pos_set_part part[POS_SET_PARTS_MAX], *parts;
	int64_t want, units, used[POS_PRICE_LINES_MAX] = { 0 };
	size_t slot, i, k, line, count = 0;
	bool distinct;

	for (slot = 0; slot < t->rule->slots_count; slot++) {
		want = t->rule->slots[slot].units;
		distinct = t->rule->slots[slot].distinct;
		for (i = 0; i < plan->lines && want > 0; i++) {
			line = plan->dearest[i];
			units = free[line] - used[line];
			if (units <= 0 || !t->slot[slot][line] ||
			    count == POS_SET_PARTS_MAX)
				continue;
			for (k = 0; distinct && k < count; k++)
				if (part[k].slot == slot &&
				    strcmp(plan->line[part[k].line]->item,
					plan->line[line]->item) == 0)
					break;
			if (distinct && k < count)
				continue;
			if (units > (distinct ? 1 : want))
				units = distinct ? 1 : want;
			part[count++] =
			    (struct pos_set_part){ slot, line, units };
			used[line] += units;
			want -= units;
		}
		if (want > 0)
			return false;
	}
	parts = pos_pool_alloc(plan->pool, count * sizeof(*parts));
	memcpy(parts, part, count * sizeof(*parts));
	*set = (struct pos_set){ turn, parts, count, 0 };
	return true;
}

static int64_t
play_up_to(const struct choice *c)
{
	pos_left_start(c->plan, c->left);
	for (size_t i = 0; i < c->plan->turns; i++)
		if (c->trial->taken[i])
			pos_play_turn(c->plan, c->left, c->trial, i);
	return c->left->total;
}

/*
 * All sets of the turn that there are units for, dearest first.  Whether they
 * pay is seen by the whole: one by one would take too long for an order of
 * thousands.
 */
static void
add_sets(const struct choice *c, size_t turn)
{
	int64_t free[POS_PRICE_LINES_MAX];
	struct pos_set set;
	size_t i, k;

	for (i = 0; i < c->plan->lines; i++)
		free[i] = c->plan->line[i]->qty_milli / POS_QTY_ONE;
	for (i = 0; i < c->trial->sets_count; i++)
		for (k = 0; k < c->trial->sets[i].parts_count; k++)
			free[c->trial->sets[i].parts[k].line] -=
			    c->trial->sets[i].parts[k].units;
	while (build(c, turn, free, &set)) {
		pos_trial_push(c->plan, c->trial, &set);
		for (k = 0; k < set.parts_count; k++)
			free[set.parts[k].line] -= set.parts[k].units;
	}
}

/* Of the last ones, those that take something off. */
static void
drop_idle(struct pos_trial *trial, size_t from)
{
	size_t i, kept = from;

	for (i = from; i < trial->sets_count; i++)
		if (trial->sets[i].off_minor > 0)
			trial->sets[kept++] = trial->sets[i];
	trial->sets_count = kept;
}

static void
consider(const struct choice *c, size_t turn, int64_t *pay)
{
	size_t sets = c->trial->sets_count;
	int64_t now;

	if (!pos_may_take(c->plan, c->trial, turn))
		return;
	c->trial->taken[turn] = true;
	if (c->plan->turn[turn].slots)
		add_sets(c, turn);
	now = play_up_to(c);
	drop_idle(c->trial, sets);
	if (!c->trial->done[turn].applied || now > *pay ||
	    (now == *pay && c->trial->done[turn].off_minor > 0)) {
		c->trial->taken[turn] = false;
		c->trial->sets_count = sets;
		return;
	}
	*pay = now;
}

void
pos_greedy(const struct pos_plan *plan, struct pos_trial *trial)
{
	struct choice c = { plan, pos_left_new(plan), trial };
	size_t order[POS_PRICE_RULES_MAX], i, k;
	int64_t pay = plan->list_minor;
	const struct pos_turn *turn = plan->turn;

	for (i = 0; i < plan->turns; i++) {
		for (k = i; k > 0; k--) {
			if (turn[order[k - 1]].lane < turn[i].lane ||
			    turn[order[k - 1]].rule->priority >=
				turn[i].rule->priority)
				break;
			order[k] = order[k - 1];
		}
		order[k] = i;
	}
	for (i = 0; i < plan->turns; i++)
		consider(&c, order[i], &pay);
	pos_play(plan, c.left, trial);
}
