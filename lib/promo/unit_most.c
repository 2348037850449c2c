/*
 * unit_most.c - what one unit could bring in a set, whatever the others are.
 *
 * A set takes off at most the sum of this over its units, and a unit is in
 * one set only: so the units that are free bound what sets can still bring.
 */
#include <string.h>

#include "promo/price_inside.h"

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

static int64_t
up(__int128 num, __int128 den)
{
	return (int64_t)((num + den - 1) / den);
}

static void
top(const struct pos_rule_effect *e, int64_t *rate, int64_t *most,
    int64_t *least)
{
	size_t i;

	*rate = e->rate_ppm;
	*most = *least = e->amount_minor;
	for (i = 0; i < e->tiers_count; i++) {
		if (e->tiers[i].rate_ppm > *rate)
			*rate = e->tiers[i].rate_ppm;
		if (e->tiers[i].amount_minor > *most)
			*most = e->tiers[i].amount_minor;
		if (*least == 0 || e->tiers[i].amount_minor < *least)
			*least = e->tiers[i].amount_minor;
	}
}

static int64_t
of_unit(const struct pos_turn *t, int64_t worth, bool target)
{
	const struct pos_rule_effect *e = t->rule->effect;
	int64_t rate, most, least, all = 0, targets = 0, n;
	size_t i;

	for (i = 0; i < t->rule->slots_count; i++) {
		n = t->rule->slots[i].units;
		all += n;
		if (!is(t->rule->slots[i].role, "qualifier"))
			targets += n;
	}
	if (e->on != NULL && !is(e->on, "all") &&
	    targets > (e->count > 0 ? e->count : 1))
		targets = e->count > 0 ? e->count : 1;
	top(e, &rate, &most, &least);
	if (t->kind == POS_TURN_PERCENT)
		return target ? up((__int128)worth * rate, POS_RATE_MAX) : 0;
	if (t->kind == POS_TURN_AMOUNT && t->per != POS_PER_UNIT)
		return all > 0 ? up(most, all) : 0;
	if (!target)
		return 0;
	if (t->kind == POS_TURN_AMOUNT)
		return most < worth ? most : worth;
	n = t->per == POS_PER_UNIT || targets == 0 ? least : least / targets;
	return worth > n ? worth - n : 0;
}

int64_t *
pos_unit_most(const struct pos_plan *plan)
{
	size_t n = plan->lines, turn, line, k;
	int64_t *most = pos_pool_alloc(plan->pool,
	    ((plan->turns + 1) * n + 1) * sizeof(*most));
	const struct pos_turn *t;
	int64_t worth, unit;
	bool in, target;

	for (turn = plan->turns; turn-- > 0;) {
		t = &plan->turn[turn];
		for (line = 0; line < n; line++) {
			most[turn * n + line] = most[(turn + 1) * n + line];
			in = target = false;
			for (k = 0; !t->dead && k < t->rule->slots_count; k++) {
				if (!t->slot[k][line])
					continue;
				in = true;
				if (!is(t->rule->slots[k].role, "qualifier"))
					target = true;
			}
			if (!in)
				continue;
			worth = up((__int128)plan->line[line]->amount_minor *
				POS_QTY_ONE,
			    plan->line[line]->qty_milli);
			unit = of_unit(t, worth, target);
			if (unit > most[turn * n + line])
				most[turn * n + line] = unit;
		}
	}
	return most;
}
