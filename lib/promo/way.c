/*
 * way.c - the best way through several automata at once.
 *
 * Forward over the units, dearest first.  A node is the states of all rules;
 * of two with the same states the better one stays.  A node goes where even
 * its bound (lagrange.c) does not beat the best way known.  A narrow pass
 * finds a good way, a wide one proves or betters it.  Where even that is too
 * narrow, the best of what was dropped is the bound.
 */
#include <stdlib.h>
#include <string.h>

#include "promo/way_inside.h"

#define NARROW 40
#define MIDDLE 300
#define WIDE 4000
#define SPEND 4 /* of the work that is left, at a time */
#define FAR 32  /* of the bound, from which a way is poor */
#define NEVER (INT64_MIN / 4)

/* A unit that none of these rules reads is no layer. */
static bool
read_by_any(const struct pos_way_search *s, size_t position)
{
	const struct pos_automaton *a;
	size_t i;

	for (i = 0; i < s->count; i++) {
		a = &s->pack->rule[s->rule[i]];
		if (s->read[i] < a->reads && a->at[s->read[i]] == position)
			return true;
	}
	return false;
}

/* The move of a rule into a slot. */
static const struct pos_pack_move *
move_of(const struct pos_automaton *a, size_t state, size_t slot)
{
	const struct pos_pack_move *m = &a->move[a->state[state].first];

	while (m->slot != slot)
		m++;
	return m;
}

/*
 * Write down which rule took which unit on the way to a node of the layer that
 * so many lead to.  Sets that are not complete are taken back.  What remains
 * is gained.
 */
static int64_t
trace(const struct pos_way_search *s, size_t at, const size_t *layers,
    size_t count, struct pos_way *way, bool write)
{
	size_t state[POS_PRICE_RULES_MAX] = { 0 }, done[POS_PRICE_RULES_MAX];
	int64_t now[POS_PRICE_RULES_MAX] = { 0 }, kept[POS_PRICE_RULES_MAX];
	size_t *node = pos_alloc((count + 1) * sizeof(*node)), i, r;
	const struct pos_pack_move *m;
	const struct pos_automaton *a;
	int64_t sum = 0;

	for (i = count; i-- > 0; at = s->node[at].parent)
		node[i] = at;
	for (i = 0; i < s->count; i++)
		kept[i] = done[i] = 0;
	for (i = 0; i < count; i++) {
		r = s->node[node[i]].rule;
		if (r == s->count)
			continue;
		a = &s->pack->rule[s->rule[r]];
		m = move_of(a, state[r], s->node[node[i]].slot);
		state[r] = m->to;
		now[r] +=
		    m->gain + (m->off ? a->gain[s->pack->unit[layers[i]]] : 0);
		if (a->state[m->to].rest || a->lump) {
			done[r] = i + 1;
			kept[r] = now[r];
		}
	}
	for (i = 0; i < s->count; i++)
		sum += kept[i] * POS_PACK_SCALE;
	for (i = 0; write && i < count; i++) {
		r = s->node[node[i]].rule;
		way->rule[layers[i]] = SIZE_MAX;
		if (r == s->count || done[r] <= i)
			continue;
		way->rule[layers[i]] = s->rule[r];
		way->slot[layers[i]] = s->node[node[i]].slot;
	}
	free(node);
	return sum;
}

/*
 * Ways that cannot be finished may be good without their last sets.  So the
 * most promising one of each layer is tried, and all of the last.
 */
static void
conclude(struct pos_way_search *s, const size_t *layers, const size_t *begin,
    size_t reached, size_t count, struct pos_way *way)
{
	size_t i, k, at = SIZE_MAX, at_layer = 0;
	int64_t gain, most;

	for (i = s->begin; reached == count && i < s->end; i++)
		if (s->node[i].missing == 0 && s->node[i].gain > s->best) {
			s->best = s->node[i].gain;
			at = i;
			at_layer = count;
		}
	for (k = 1; k <= reached; k++) {
		size_t top = begin[k];

		for (i = begin[k]; i < begin[k + 1]; i++)
			if (s->node[i].bound > s->node[top].bound)
				top = i;
		most = s->node[top].gain;
		gain =
		    most > s->best ? trace(s, top, layers, k, way, false) : 0;
		if (gain > s->best) {
			s->best = gain;
			at = top;
			at_layer = k;
		}
	}
	if (at == SIZE_MAX)
		return;
	trace(s, at, layers, at_layer, way, true);
	for (i = at_layer; i < count; i++)
		way->rule[layers[i]] = SIZE_MAX;
}

/* The states at the start, and all that can be gained from there. */
static void
start(struct pos_way_search *s)
{
	const struct pos_automaton *a;
	struct pos_way_node node = { .parent = POS_WAY_NONE };
	size_t i;

	s->dropped = NEVER;
	s->begin = 0;
	s->end = s->nodes = 1;
	memset(s->read, 0, s->count * sizeof(*s->read));
	memset(s->state[0], 0, s->count * sizeof(uint16_t));
	for (i = 0; i < s->count; i++) {
		a = &s->pack->rule[s->rule[i]];
		node.bound += a->best[0];
		node.hash += pos_way_mix(i, 0);
	}
	s->node[0] = node;
}

/* So wide that what is left of the work lasts to the end. */
static size_t
affordable(const struct pos_way_search *s, size_t width)
{
	int64_t most = s->work * SPEND / (int64_t)(s->units_left + 1);

	if (most < NARROW)
		most = NARROW;
	return (size_t)most < width ? (size_t)most : width;
}

static void
pass(struct pos_way_search *s, size_t width, size_t open_most, size_t quarters,
    struct pos_way *way)
{
	size_t *layers = pos_alloc((2 * s->pack->units + 3) * sizeof(*layers));
	size_t *begin = layers + s->pack->units; /* of each layer's nodes */
	const size_t *unit = s->pack->unit;
	size_t i, count = 0;

	start(s);
	for (i = 0; i < s->pack->units; i++)
		if (read_by_any(s, i)) {
			layers[count++] = i;
			s->node[0].bound += s->pack->price[unit[i]];
			pos_way_readers(s, i);
		}
	memset(s->read, 0, s->count * sizeof(*s->read));
	for (i = 0; i < count; i++) {
		s->units_left = count - i - 1;
		s->width = affordable(s, width);
		s->open_most = s->units_left * quarters / 4;
		if (s->open_most > open_most)
			s->open_most = open_most;
		if (!pos_way_layer(s, layers[i],
			i > 0 && unit[layers[i]] == unit[layers[i - 1]]))
			break;
		begin[i + 1] = s->begin;
		begin[i + 2] = s->end;
	}
	conclude(s, layers, begin, i, count, way);
	free(layers);
}

/*
 * Wider and wider, until the best is proved or the work is done; returns what
 * no way can exceed.  Many open sets end by waiting for the same units, so
 * that only the widest pass goes into all of that.
 */
static int64_t
widen(struct pos_way_search *s, int64_t bound, struct pos_way *way)
{
	int64_t high = bound, prices = bound;
	size_t few = s->count / 2 + 1, i;
	const size_t width[] = { NARROW, NARROW, MIDDLE, WIDE };
	/* open sets may wait for: so many units, and quarters of the rest */
	const size_t most[] = { few, few, few + 4, SIZE_MAX };
	const size_t quarters[] = { 4, 1, 4, 4 };

	for (i = 0; i < 4 && high > s->best && !pos_way_hopeless(s, high);
	     i++) {
		if (i == 1 && s->best > high - high / FAR)
			continue; /* it is good already */
		if (i == 2 && s->count > 1)
			prices = pos_pack_prices(s->pack, s->rule, s->count,
			    s->best);
		if (prices < high)
			high = prices;
		pass(s, width[i], most[i], quarters[i], way);
		if (s->dropped < high)
			high = s->dropped;
	}
	return high;
}

void
pos_pack_way(struct pos_pack *pack, const size_t *rule, size_t count,
    int64_t scaled_bound, int64_t *nodes, struct pos_way *way)
{
	struct pos_way_search s = { .pack = pack,
		.rule = rule,
		.count = count,
		.hash_size = 256,
		.work = *nodes };
	int64_t high;

	s.state_cap[0] = s.state_cap[1] = count;
	s.state[0] = pos_alloc(count * sizeof(uint16_t) + 1);
	s.state[1] = pos_alloc(count * sizeof(uint16_t) + 1);
	s.read = pos_alloc((count + 1) * sizeof(*s.read));
	s.reader = pos_alloc((count + 1) * sizeof(*s.reader));
	s.hash = pos_alloc(s.hash_size * sizeof(*s.hash));
	s.node = pos_grow(NULL, &s.nodes_cap, 1024, sizeof(*s.node));
	high = widen(&s, scaled_bound, way);
	way->gain = s.best / POS_PACK_SCALE;
	way->bound = high > s.best ? high / POS_PACK_SCALE : way->gain;
	*nodes = s.work;
	free(s.state[0]);
	free(s.state[1]);
	free(s.order);
	free(s.read);
	free(s.reader);
	free(s.hash);
	free(s.node);
}
