/*
 * lagrange.c - a bound on what a packing can gain.
 *
 * That each unit is used once is what makes packing hard.  So each unit gets
 * a price, and may be used by all who pay it; then every rule finds its best
 * alone.  What they gain beyond the prices, and the prices of all units, is
 * never less than the best packing, whatever the prices are.  Subgradient
 * steps raise those of units that are used more often than they are there,
 * and lower those of others.  The tables that fall off on the way tell how
 * much a state can still gain, and prune the search of way.c.
 */
#include <string.h>

#include "promo/pack_inside.h"

#define STEPS 60
#define NEVER (INT64_MIN / 4)

int64_t
pos_automaton_read(const struct pos_pack *pack, const struct pos_automaton *a)
{
	const struct pos_pack_move *m;
	int64_t *now, *next, gain;
	size_t i, s, type;
	unsigned k;

	if (a->reads == 0)
		return 0;
	next = &a->best[a->reads * a->states];
	for (s = 0; s < a->states; s++)
		next[s] = a->state[s].rest ? 0 : NEVER;
	for (i = a->reads; i-- > 0; next = now) {
		now = &a->best[i * a->states];
		type = pack->unit[a->at[i]];
		for (s = 0; s < a->states; s++) {
			now[s] = next[s];
			m = &a->move[a->state[s].first];
			for (k = 0; k < a->state[s].count; k++, m++) {
				if (!a->fits[m->slot * pack->types + type] ||
				    next[m->to] <= NEVER)
					continue;
				gain =
				    (m->gain + (m->off ? a->gain[type] : 0)) *
					POS_PACK_SCALE -
				    pack->price[type] + next[m->to];
				if (gain > now[s])
					now[s] = gain;
			}
		}
	}
	return a->best[0];
}

/* Count the units that its best way uses. */
static void
usage(const struct pos_pack *pack, const struct pos_automaton *a, int64_t *used)
{
	const struct pos_pack_move *m;
	const int64_t *now, *next;
	size_t i, s = 0, type;
	unsigned k;

	for (i = 0; i < a->reads; i++) {
		now = &a->best[i * a->states];
		next = now + a->states;
		type = pack->unit[a->at[i]];
		if (now[s] == next[s])
			continue;
		m = &a->move[a->state[s].first];
		for (k = 0; k < a->state[s].count; k++, m++)
			if (a->fits[m->slot * pack->types + type] &&
			    next[m->to] > NEVER &&
			    now[s] ==
				(m->gain + (m->off ? a->gain[type] : 0)) *
					POS_PACK_SCALE -
				    pack->price[type] + next[m->to]) {
				used[type]++;
				s = m->to;
				break;
			}
	}
}

struct ascent {
	struct pos_pack *pack;
	const size_t *rule;
	size_t count;
	bool *mine;           /* [types] of these rules */
	int64_t *used, *keep; /* [types] */
	int64_t single;       /* the best of one rule alone */
};

static int64_t
value(struct ascent *x)
{
	int64_t sum = 0, one;
	size_t i;

	x->single = 0;
	memset(x->used, 0, x->pack->types * sizeof(*x->used));
	for (i = 0; i < x->count; i++) {
		one = pos_automaton_read(x->pack, &x->pack->rule[x->rule[i]]);
		x->single = one > x->single ? one : x->single;
		usage(x->pack, &x->pack->rule[x->rule[i]], x->used);
		sum += one;
	}
	for (i = 0; i < x->pack->types; i++)
		if (x->mine[i])
			sum += x->pack->price[i] * x->pack->type[i].count;
	return sum;
}

/* Move the prices; false: nothing is used too often, or wasted at a price. */
static bool
move(struct ascent *x, int64_t ahead, int64_t part)
{
	int64_t square = 0, g, step;
	size_t i;

	for (i = 0; i < x->pack->types; i++) {
		g = x->used[i] - x->pack->type[i].count;
		if (x->mine[i] && (g > 0 || x->pack->price[i] > 0))
			square += g * g;
	}
	if (square == 0)
		return false;
	step = ahead / (square * part);
	if (step == 0)
		step = 1;
	for (i = 0; i < x->pack->types; i++) {
		if (!x->mine[i])
			continue;
		g = x->used[i] - x->pack->type[i].count;
		x->pack->price[i] += step * g;
		if (x->pack->price[i] < 0)
			x->pack->price[i] = 0;
	}
	return true;
}

static void
reads_of(struct ascent *x)
{
	const struct pos_automaton *a;
	size_t i, k;

	for (i = 0; i < x->count; i++) {
		a = &x->pack->rule[x->rule[i]];
		for (k = 0; k < a->reads; k++)
			x->mine[x->pack->unit[a->at[k]]] = true;
	}
}

int64_t
pos_pack_prices(struct pos_pack *pack, const size_t *rule, size_t count,
    int64_t known)
{
	struct pos_pool *pool = pack->plan->pool;
	struct ascent x = { .pack = pack, .rule = rule, .count = count };
	int64_t best = INT64_MAX, low = known, now, part = 1;
	size_t size = (pack->types + 1) * sizeof(int64_t);
	int step, stuck = 0;

	x.mine = pos_pool_alloc(pool, pack->types + 1);
	x.used = pos_pool_alloc(pool, size);
	x.keep = pos_pool_alloc(pool, size);
	reads_of(&x);
	for (step = 0; step < STEPS; step++) {
		now = value(&x);
		if (step == 0 && low < x.single)
			low = x.single;
		if (now < best) {
			best = now;
			memcpy(x.keep, pack->price, size);
			stuck = 0;
		} else if (++stuck == 4) {
			part *= 2;
			stuck = 0;
			memcpy(pack->price, x.keep, size);
			value(&x);
		}
		if (count == 1 || part > 64 || best < low + POS_PACK_SCALE ||
		    !move(&x, best - low, part))
			break;
	}
	memcpy(pack->price, x.keep, size);
	return value(&x);
}
