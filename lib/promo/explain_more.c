/*
 * explain_more.c - what could be added to a cart to get more of a rule: the
 * amount to the next step, or the units that make a set complete.
 */
#include <string.h>

#include "promo/explain_inside.h"

static bool
word(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* What the rule would take off with this number, about. */
static int64_t
worth(const struct pos_story *s, int64_t rate, int64_t amount, int64_t more)
{
	const struct pos_turn *t = &s->plan->turn[s->turn];
	int64_t sum = more, off;
	size_t i;

	for (i = 0; i < s->plan->lines; i++)
		sum += t->target[i] ? s->left->minor[i] : 0;
	if (t->kind == POS_TURN_PERCENT)
		off = pos_half_up((__int128)sum * rate, POS_RATE_MAX);
	else
		off = t->kind == POS_TURN_AMOUNT ? amount : 0;
	off = off < sum ? off : sum;
	return off < t->cap_minor ? off : t->cap_minor;
}

static void
say(const struct pos_story *s, struct pos_why *why, bool quantity, int64_t more,
    int64_t gain)
{
	if (more <= 0 || gain <= 0)
		return;
	if (quantity)
		why->more_milli = more;
	else
		why->more_minor = more;
	why->gain_minor = gain;
	why->more = pos_pool_printf(s->pool, pos_tr("%s more for %s off"),
	    quantity ? pos_explain_units(s, more) : pos_explain_money(s, more),
	    pos_explain_money(s, gain));
}

/* The next step above what is measured now. */
static bool
next_step(const struct pos_story *s, struct pos_why *why)
{
	const struct pos_turn *t = &s->plan->turn[s->turn];
	const struct pos_rule_effect *e = t->rule->effect;
	int64_t have, from, gain;
	bool quantity;
	size_t i;

	if (e->tiers_count == 0)
		return false;
	have = pos_step_measure(s->plan, s->left, t, &quantity);
	for (i = 0; i < e->tiers_count; i++) {
		from = quantity ? e->tiers[i].min_milli : e->tiers[i].min_minor;
		if (from <= have)
			continue;
		gain = worth(s, e->tiers[i].rate_ppm, e->tiers[i].amount_minor,
			   quantity ? 0 : from - have) -
		    why->off_minor;
		say(s, why, quantity, from - have, gain);
		return true;
	}
	return false;
}

/* The minimum that is missed, or once more of so much each. */
static void
next_time(const struct pos_story *s, struct pos_why *why)
{
	const struct pos_turn *t = &s->plan->turn[s->turn];
	const struct pos_rule *rule = t->rule;
	const struct pos_rule_condition *c;
	int64_t have, want, every, gain, rate, amount;
	bool quantity;

	if (rule->conditions_count != 1)
		return;
	c = &rule->conditions[0];
	if (c->max_milli > 0 || c->max_minor > 0 || c->consume)
		return;
	quantity = word(c->measure, "quantity");
	have = pos_measure(s->plan, s->left, c, t->when[0]);
	want = quantity ? c->min_milli : c->min_minor;
	every = quantity ? c->every_milli : c->every_minor;
	if (every > 0 && have >= want)
		want = (have / every + 1) * every;
	if (want <= have || (why->applied && every == 0))
		return;
	rate = rule->effect->rate_ppm;
	amount = rule->effect->amount_minor;
	if (why->applied && pos_times(s->plan, s->left, t) >= t->cap_times)
		return;
	if (every > 0 && t->kind == POS_TURN_AMOUNT)
		amount *= want / every;
	gain =
	    worth(s, rate, amount, quantity ? 0 : want - have) - why->off_minor;
	say(s, why, quantity, want - have, gain);
}

/* Units that are in no set, and how many more would make one. */
static void
next_set(const struct pos_story *s, struct pos_why *why)
{
	const struct pos_turn *t = &s->plan->turn[s->turn];
	const struct pos_rule_effect *e = t->rule->effect;
	int64_t free = 0, used = 0, need, gain = 0, least = INT64_MAX, price;
	size_t i, k;

	if (t->rule->slots_count != 1)
		return;
	need = t->rule->slots[0].units;
	for (i = 0; i < s->plan->lines; i++) {
		if (!t->slot[0][i])
			continue;
		free += s->plan->line[i]->qty_milli / POS_QTY_ONE;
		price = pos_half_up((__int128)s->plan->line[i]->amount_minor *
			POS_QTY_ONE,
		    s->plan->line[i]->qty_milli);
		least = price < least ? price : least;
	}
	for (i = 0; i < s->best->sets_count; i++)
		for (k = 0; k < s->best->sets[i].parts_count; k++)
			if (t->slot[0][s->best->sets[i].parts[k].line])
				used += s->best->sets[i].parts[k].units;
	free -= used;
	if (free <= 0 || free >= need)
		return;
	if (t->kind == POS_TURN_PERCENT && e->on != NULL)
		gain = pos_half_up((__int128)least * e->rate_ppm *
			(e->count > 0 ? e->count : 1),
		    POS_RATE_MAX);
	else if (t->kind == POS_TURN_PERCENT)
		gain = pos_half_up((__int128)least * e->rate_ppm * need,
		    POS_RATE_MAX);
	else if (t->kind == POS_TURN_AMOUNT)
		gain = e->amount_minor;
	say(s, why, true, (need - free) * POS_QTY_ONE, gain);
}

void
pos_explain_more(const struct pos_story *s, struct pos_why *why)
{
	const struct pos_turn *t = &s->plan->turn[s->turn];

	if (t->kind > POS_TURN_AMOUNT || s->plan->lines == 0 ||
	    (why->reason != NULL && strcmp(why->reason, "limit") == 0))
		return;
	if (t->slots)
		next_set(s, why);
	else if (!next_step(s, why))
		next_time(s, why);
}
