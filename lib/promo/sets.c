/*
 * sets.c - what a rule with slots takes off for the sets that were made.
 */
#include <string.h>

#include "promo/price_inside.h"

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

int64_t
pos_unit_worth(const struct pos_left *left, size_t line)
{
	return left->free_milli[line] <= 0 ?
	    0 :
	    pos_half_up((__int128)left->free_minor[line] * POS_QTY_ONE,
		left->free_milli[line]);
}

static struct pos_fraction
exact_worth(const struct pos_left *left, size_t line, int64_t units)
{
	return left->free_milli[line] <= 0 ?
	    pos_fraction(0, 1) :
	    pos_fraction_of(left->free_minor[line], units * POS_QTY_ONE,
		left->free_milli[line]);
}

/* What the discount is reckoned from. */
static struct pos_fraction
exact_base(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn, size_t line, int64_t units)
{
	const struct pos_cart_line *l = plan->line[line];

	return turn->base_list ? pos_fraction_of(l->amount_minor,
				     units * POS_QTY_ONE, l->qty_milli) :
				 exact_worth(left, line, units);
}

/* Is a unit of one line worth less than a unit of the other? */
static bool
cheaper(const struct pos_left *left, size_t a, size_t b)
{
	return (__int128)left->free_minor[a] * left->free_milli[b] <
	    (__int128)left->free_minor[b] * left->free_milli[a];
}

static bool
is_target(const struct pos_turn *turn, const struct pos_set_part *part)
{
	return !is(turn->rule->slots[part->slot].role, "qualifier");
}

/* Off k units of a line, each rounded for itself. */
static int64_t
off_units(const struct pos_turn *turn, struct pos_fraction worth,
    struct pos_fraction base, int64_t k, int64_t rate, int64_t amount)
{
	int64_t off = 0, most = pos_fraction_round(worth, 1, 1);

	if (turn->kind == POS_TURN_PERCENT)
		off = pos_fraction_round(base, rate, POS_RATE_MAX);
	else if (turn->kind == POS_TURN_NEW_PRICE)
		return pos_fraction_round(worth, k, 1) > amount * k ?
		    pos_fraction_round(worth, k, 1) - amount * k :
		    0;
	else if (turn->kind == POS_TURN_AMOUNT)
		off = amount;
	return k * (off < most ? off : most);
}

/* Take the next units of the set by worth, from the end that is meant. */
static const struct pos_set_part *
next_part(const struct pos_left *left, const struct pos_turn *turn,
    const struct pos_set *set, bool *used)
{
	bool dearest = is(turn->rule->effect->on, "dearest");
	size_t i, at = SIZE_MAX, line, best;

	for (i = 0; i < set->parts_count; i++) {
		if (used[i] || !is_target(turn, &set->parts[i]))
			continue;
		line = set->parts[i].line;
		best = at == SIZE_MAX ? line : set->parts[at].line;
		if (at == SIZE_MAX ||
		    (dearest ? cheaper(left, best, line) :
			       cheaper(left, line, best)))
			at = i;
	}
	if (at == SIZE_MAX)
		return NULL;
	used[at] = true;
	return &set->parts[at];
}

int64_t
pos_set_off(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn, const struct pos_set *set, int64_t rate,
    int64_t amount, int64_t *units)
{
	const struct pos_rule_effect *e = turn->rule->effect;
	const struct pos_set_part *part;
	struct pos_fraction sum = { 0, 1 }, base = { 0, 1 };
	int64_t count, k, off = 0, room = 0, free;
	bool used[POS_SET_PARTS_MAX] = { false };
	size_t i;

	*units = 0;
	count = e->on == NULL || is(e->on, "all") ? INT64_MAX :
	    e->count > 0                          ? e->count :
						    1;
	while (count > 0 && (part = next_part(left, turn, set, used)) != NULL) {
		k = part->units < count ? part->units : count;
		sum = pos_fraction_add(sum, exact_worth(left, part->line, k));
		base = pos_fraction_add(base,
		    exact_base(plan, left, turn, part->line, k));
		off += off_units(turn, exact_worth(left, part->line, 1),
		    exact_base(plan, left, turn, part->line, 1), k, rate,
		    amount);
		count -= k;
		*units += k;
	}
	if (turn->per != POS_PER_UNIT && turn->kind == POS_TURN_PERCENT)
		off = pos_fraction_round(base, rate, POS_RATE_MAX);
	else if (turn->per != POS_PER_UNIT && turn->kind == POS_TURN_AMOUNT)
		off = amount;
	else if (turn->per != POS_PER_UNIT)
		off = pos_fraction_round(sum, 1, 1) - amount;
	for (i = 0; i < set->parts_count; i++) {
		part = &set->parts[i];
		free = pos_fraction_round(exact_worth(left, part->line,
					      part->units),
			   1, 1) -
		    part->units * plan->line[part->line]->floor_minor;
		if (is_target(turn, part) && free > 0)
			room += free;
	}
	if (off > room)
		off = room;
	return off < 0 ? 0 : off;
}

/* Units of the targets by line, lines ascending; returns how many lines. */
static size_t
target_lines(const struct pos_turn *turn, const struct pos_set *set,
    size_t *line, int64_t *units)
{
	const struct pos_set_part *part;
	size_t i, k, count = 0;

	for (i = 0; i < set->parts_count; i++) {
		part = &set->parts[i];
		if (!is_target(turn, part))
			continue;
		for (k = count; k > 0 && line[k - 1] > part->line; k--)
			;
		if (k > 0 && line[k - 1] == part->line) {
			units[k - 1] += part->units;
			continue;
		}
		memmove(&line[k + 1], &line[k], (count - k) * sizeof(*line));
		memmove(&units[k + 1], &units[k], (count - k) * sizeof(*units));
		line[k] = part->line;
		units[k] = part->units;
		count++;
	}
	return count;
}

/*
 * Spread over the targets, and use the units up.  By lines, not by slots: the
 * odd ones go to the earlier line, whatever slot it is in.
 */
static int64_t
apply_set(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn, const struct pos_set *set,
    int64_t off)
{
	int64_t weight[POS_SET_PARTS_MAX] = { 0 },
		cap[POS_SET_PARTS_MAX] = { 0 };
	int64_t share[POS_SET_PARTS_MAX], units[POS_SET_PARTS_MAX], used, room;
	size_t line[POS_SET_PARTS_MAX], i, count, at;
	const struct pos_cart_line *l;

	count = target_lines(&plan->turn[turn], set, line, units);
	for (i = 0; i < count; i++) {
		l = plan->line[line[i]];
		weight[i] =
		    pos_fraction_round(exact_worth(left, line[i], units[i]), 1,
			1);
		cap[i] = weight[i] - l->floor_minor * units[i];
		room = left->minor[line[i]] - pos_floor(l, l->qty_milli);
		if (cap[i] > room)
			cap[i] = room;
	}
	off = pos_spread(off, weight, cap, count, share);
	for (i = 0; i < set->parts_count; i++) {
		at = set->parts[i].line;
		used = set->parts[i].units * POS_QTY_ONE;
		left->free_minor[at] -=
		    pos_half_up((__int128)left->free_minor[at] * used,
			left->free_milli[at]);
		left->free_milli[at] -= used;
	}
	for (i = 0; i < count; i++) {
		left->minor[line[i]] -= share[i];
		left->total -= share[i];
		trial->off[turn * plan->lines + line[i]] += share[i];
	}
	return off;
}

/* Units may be missing when the sets were made for another state. */
static bool
possible(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, size_t turn, const struct pos_set *set)
{
	const struct pos_set_part *part;
	const struct pos_turn *t = &plan->turn[turn];
	const struct pos_select *s;
	int64_t units;
	size_t i, k;

	for (i = 0; i < set->parts_count; i++) {
		part = &set->parts[i];
		s = t->rule->slots[part->slot].select;
		units = 0;
		for (k = 0; k < set->parts_count; k++)
			if (set->parts[k].line == part->line)
				units += set->parts[k].units;
		if (units * POS_QTY_ONE > left->free_milli[part->line])
			return false;
		if (s != NULL && s->not_discounted &&
		    left->lane_minor[part->line] !=
			plan->line[part->line]->amount_minor)
			return false;
		if (!pos_acts_on(plan, left, trial, turn, part->line))
			return false;
	}
	return true;
}

void
pos_play_sets(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn)
{
	const struct pos_turn *t = &plan->turn[turn];
	struct pos_turn_done *done = &trial->done[turn];
	int64_t times = t->cap_times, rate, amount, off, units;
	size_t i;

	if (t->rule->conditions_count > 0)
		times = pos_times(plan, left, t);
	if (t->rule->conditions_count > 0 && times == 1)
		times = t->cap_times; /* it only has to hold */
	if (times == 0 || !pos_value(plan, left, t, &rate, &amount))
		return;
	for (i = 0; i < trial->sets_count && times > 0; i++) {
		struct pos_set *set = &trial->sets[i];

		if (set->rule != turn)
			continue;
		set->off_minor = 0;
		if (!possible(plan, left, trial, turn, set))
			continue;
		off = pos_set_off(plan, left, t, set, rate, amount, &units);
		if (off > t->cap_minor - done->off_minor)
			off = t->cap_minor - done->off_minor;
		if (off <= 0 ||
		    (units * POS_QTY_ONE >
			t->cap_units_milli - done->units_milli))
			continue;
		off = apply_set(plan, left, trial, turn, set, off);
		set->off_minor = off;
		done->applied = true;
		done->off_minor += off;
		done->units_milli += units * POS_QTY_ONE;
		done->times++;
		times--;
	}
}
