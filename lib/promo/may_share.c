/*
 * may_share.c - which rules may be taken together: groups, exclusive ones,
 * not_with and only_on.
 */
#include <string.h>

#include "promo/price_inside.h"

static bool
names(const char *const *list, size_t count, const struct pos_rule *rule)
{
	const struct pos_rule_stacking *s = rule->stacking;
	size_t i, k;

	for (i = 0; i < count; i++) {
		if (strcmp(list[i], rule->code) == 0)
			return true;
		for (k = 0; s != NULL && k < s->tags_count; k++)
			if (strcmp(list[i], s->tags[k]) == 0)
				return true;
	}
	return false;
}

static bool
by_line(const struct pos_rule_stacking *s)
{
	return s->scope != NULL && strcmp(s->scope, "line") == 0;
}

/* As a's stacking says; that of b is asked in its turn. */
static enum pos_clash
one_sided(const struct pos_turn *a, const struct pos_turn *b)
{
	const struct pos_rule_stacking *s = a->rule->stacking;
	const struct pos_rule_stacking *t = b->rule->stacking;
	enum pos_clash clash = POS_CLASH_NO;

	if (s == NULL)
		return POS_CLASH_NO;
	if (s->mode != NULL && strcmp(s->mode, "exclusive_order") == 0)
		return POS_CLASH_ORDER;
	if (s->mode != NULL && strcmp(s->mode, "exclusive") == 0 &&
	    a->lane == b->lane)
		return POS_CLASH_ORDER;
	if (s->group != NULL && t != NULL && t->group != NULL &&
	    strcmp(s->group, t->group) == 0)
		clash =
		    by_line(s) && by_line(t) ? POS_CLASH_LINE : POS_CLASH_ORDER;
	if (clash != POS_CLASH_ORDER &&
	    names(s->not_with, s->not_with_count, b->rule))
		clash = by_line(s) ? POS_CLASH_LINE : POS_CLASH_ORDER;
	return clash;
}

void
pos_plan_clashes(struct pos_plan *plan)
{
	const struct pos_rule_stacking *s;
	enum pos_clash ab, ba;
	size_t a, b, n = plan->turns;

	plan->clash = pos_pool_alloc(plan->pool, n * n + 1);
	plan->only_on = pos_pool_alloc(plan->pool, n * n + 1);
	for (a = 0; a < n; a++)
		for (b = 0; b < n; b++) {
			if (a == b)
				continue;
			ab = one_sided(&plan->turn[a], &plan->turn[b]);
			ba = one_sided(&plan->turn[b], &plan->turn[a]);
			plan->clash[a * n + b] = ab > ba ? ab : ba;
			s = plan->turn[a].rule->stacking;
			if (s != NULL &&
			    names(s->only_on, s->only_on_count,
				plan->turn[b].rule))
				plan->only_on[a * n + b] = true;
			if (plan->clash[a * n + b] == POS_CLASH_LINE && b > a)
				plan->turn[a].shares = true;
		}
}

bool
pos_may_take(const struct pos_plan *plan, const struct pos_trial *trial,
    size_t turn)
{
	size_t i;

	if (plan->turn[turn].dead)
		return false;
	for (i = 0; i < plan->turns; i++)
		if (trial->taken[i] && i != turn &&
		    pos_clash(plan, i, turn) == POS_CLASH_ORDER)
			return false;
	return true;
}

/* Has one of those that it follows done anything (to the line)? */
bool
pos_follows(const struct pos_plan *plan, const struct pos_trial *trial,
    size_t turn, size_t line)
{
	const struct pos_rule_stacking *s = plan->turn[turn].rule->stacking;
	size_t i;

	if (s == NULL || s->only_on_count == 0)
		return true;
	for (i = 0; i < turn; i++) {
		if (!plan->only_on[turn * plan->turns + i] ||
		    !trial->taken[i] || !trial->done[i].applied)
			continue;
		if (!by_line(s) || trial->off[i * plan->lines + line] > 0)
			return true;
	}
	return false;
}
