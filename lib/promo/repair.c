/*
 * repair.c - drop the sets that cost least, so that a threshold holds again.
 *
 * A list of choices, each with what it takes from the threshold's lines and
 * what it takes off in all; of two the one that takes more of the first and
 * less of the second goes.  The list is kept short, since a choice that is
 * nearly as good will do.
 */
#include <stdlib.h>
#include <string.h>

#include "promo/order.h"

#define CHOICES 500
#define SETS 64 /* of which to choose; the rest is kept */

struct choice {
	int64_t cost, gain;
	uint64_t sets;
};

/* Those with and without one more set, by cost; of equal ones the better. */
static size_t
merge(const struct choice *c, size_t count, const struct choice *one,
    int64_t most, struct choice *out)
{
	size_t i = 0, k = 0, kept = 0;
	struct choice next;

	while (i < count || k < count) {
		if (i < count &&
		    (k == count || c[i].cost <= c[k].cost + one->cost)) {
			next = c[i++];
		} else {
			next = c[k++];
			next.cost += one->cost;
			next.gain += one->gain;
			next.sets |= one->sets;
			if (next.cost > most)
				break;
		}
		if (kept > 0 && out[kept - 1].gain >= next.gain)
			continue;
		if (kept > 0 && out[kept - 1].cost == next.cost)
			kept--;
		out[kept++] = next;
	}
	for (; i < count; i++)
		if (kept == 0 || out[kept - 1].gain < c[i].gain)
			out[kept++] = c[i];
	return kept;
}

/* Every so manieth where there are too many, and the last. */
static size_t
thin(struct choice *c, size_t count)
{
	size_t each = (count + CHOICES - 1) / CHOICES, i, kept = 0;

	if (count <= CHOICES)
		return count;
	for (i = 0; i < count; i++)
		if (i % each == 0 || i + 1 == count)
			c[kept++] = c[i];
	return kept;
}

/* What a set takes off, in all and of the lines. */
static void
weigh(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_set *set, const bool *lines, struct choice *one)
{
	const struct pos_turn *t = &plan->turn[set->rule];
	int64_t rate, amount, units, in = 0, all = 0, worth;
	size_t i;

	one->gain = 0;
	if (pos_value(plan, left, t, &rate, &amount))
		one->gain =
		    pos_set_off(plan, left, t, set, rate, amount, &units);
	one->cost = one->gain;
	if (lines == NULL)
		return;
	for (i = 0; i < set->parts_count; i++) {
		worth = pos_unit_worth(left, set->parts[i].line) *
		    set->parts[i].units;
		all += worth;
		in += lines[set->parts[i].line] ? worth : 0;
	}
	one->cost = all == 0 ?
	    0 :
	    (int64_t)(((__int128)one->gain * in + all - 1) / all);
}

void
pos_repair(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_set *sets, size_t count, const bool *lines, int64_t most,
    bool *keep)
{
	struct choice *c = pos_alloc(2 * (2 * CHOICES + 4) * sizeof(*c));
	struct choice *other = c + 2 * CHOICES + 4, *first = c, *swap, one;
	size_t i, choices = 1, n = count < SETS ? count : SETS;

	for (i = n; i < count; i++) {
		weigh(plan, left, &sets[i], lines, &one);
		most -= one.cost;
		keep[i] = true;
	}
	c[0] = (struct choice){ 0 };
	for (i = 0; i < n; i++) {
		weigh(plan, left, &sets[i], lines, &one);
		one.sets = UINT64_C(1) << i;
		choices = thin(other, merge(c, choices, &one, most, other));
		swap = c;
		c = other;
		other = swap;
	}
	for (i = 0; i < n; i++)
		keep[i] = (c[choices - 1].sets >> i & 1) != 0;
	free(first);
}
