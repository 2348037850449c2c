/*
 * way_layer.c - one unit more: from the nodes of a layer to those of the next.
 *
 * Of equal units the ones that are used come first, by rule: the order among
 * them changes nothing, and each choice of rules is met once.
 */
#include <string.h>

#include "promo/way_inside.h"

#define WORK_A_NODE 24 /* children and readers, about: of a counted one */
#define NEVER (INT64_MIN / 4)

static void
rehash(struct pos_way_search *s)
{
	size_t i, at;

	s->hash_size *= 2;
	s->hash = pos_realloc(s->hash, s->hash_size * sizeof(*s->hash));
	memset(s->hash, 0xff, s->hash_size * sizeof(*s->hash));
	for (i = s->end; i < s->nodes; i++) {
		at = (size_t)s->node[i].hash & (s->hash_size - 1);
		while (s->hash[at] != POS_WAY_NONE)
			at = (at + 1) & (s->hash_size - 1);
		s->hash[at] = (uint32_t)i;
	}
}

/* The better way to the same states; it goes on as either might have. */
static void
merge(struct pos_way_node *old, const struct pos_way_node *node)
{
	uint16_t from = old->from < node->from ? old->from : node->from;

	if (node->gain > old->gain)
		*old = *node;
	old->from = from;
}

static void
add(struct pos_way_search *s, const uint16_t *state,
    const struct pos_way_node *node)
{
	size_t at = (size_t)node->hash & (s->hash_size - 1), i, n = s->count;

	for (; (i = s->hash[at]) != POS_WAY_NONE;
	     at = (at + 1) & (s->hash_size - 1)) {
		if (s->node[i].hash != node->hash ||
		    memcmp(&s->state[1][(i - s->end) * n], state,
			n * sizeof(*state)) != 0)
			continue;
		merge(&s->node[i], node);
		return;
	}
	s->node =
	    pos_grow(s->node, &s->nodes_cap, s->nodes + 1, sizeof(*s->node));
	s->state[1] = pos_grow(s->state[1], &s->state_cap[1],
	    (s->nodes - s->end + 1) * n, sizeof(uint16_t));
	memcpy(&s->state[1][(s->nodes - s->end) * n], state,
	    n * sizeof(*state));
	s->node[s->nodes] = *node;
	s->hash[at] = (uint32_t)s->nodes++;
	if ((s->nodes - s->end) * 2 > s->hash_size)
		rehash(s);
}

/* Too few units are left for its open sets, or too many sets are open. */
static inline bool
too_open(struct pos_way_search *s, const struct pos_way_node *node)
{
	if (node->missing > s->units_left)
		return true;
	if (node->missing <= s->open_most)
		return false;
	if (node->bound > s->dropped)
		s->dropped = node->bound;
	return true;
}

/*
 * One rule takes the unit, into each slot that it fits.  others: gain of the
 * way so far, and what all other rules can still gain.
 */
static void
take(struct pos_way_search *s, size_t from, const struct pos_way_reader *r,
    size_t type, int64_t others, uint16_t *state)
{
	const struct pos_automaton *a = r->a;
	uint16_t old = state[r->rule];
	const struct pos_pack_move *m = &a->move[a->state[old].first];
	struct pos_way_node node = { .parent = (uint32_t)from,
		.rule = (uint16_t)r->rule,
		.from = (uint16_t)r->rule };
	int64_t gain;
	unsigned k;

	for (k = a->state[old].count; k > 0; k--, m++) {
		s->steps++;
		if (!a->fits[m->slot * s->pack->types + type] ||
		    r->after[m->to] <= NEVER)
			continue;
		gain =
		    (m->gain + (m->off ? a->gain[type] : 0)) * POS_PACK_SCALE;
		node.bound = others + gain + r->after[m->to];
		node.missing = (uint16_t)(s->node[from].missing -
		    a->state[old].missing + a->state[m->to].missing);
		if (pos_way_hopeless(s, node.bound) || too_open(s, &node))
			continue;
		node.gain = s->node[from].gain + gain;
		node.slot = m->slot;
		node.hash = s->node[from].hash - pos_way_mix(r->rule, old) +
		    pos_way_mix(r->rule, m->to);
		state[r->rule] = m->to;
		add(s, state, &node);
	}
	state[r->rule] = old;
}

/* All that can be done with the next unit; same: as the one before. */
static void
extend(struct pos_way_search *s, size_t type, bool same, size_t from)
{
	uint16_t *state = s->state[0] + (from - s->begin) * s->count;
	int64_t sum = s->node[from].bound - s->pack->price[type], after;
	struct pos_way_node node = { .gain = s->node[from].gain,
		.hash = s->node[from].hash,
		.parent = (uint32_t)from,
		.rule = (uint16_t)s->count,
		.from = (uint16_t)s->count,
		.missing = s->node[from].missing };
	size_t i, stuck = 0, first = same ? s->node[from].from : 0;
	const struct pos_way_reader *r;

	for (i = 0; i < s->readers; i++) {
		r = &s->reader[i];
		after = r->after[state[r->rule]];
		stuck += after <= NEVER;
		sum += (after <= NEVER ? 0 : after) - r->before[state[r->rule]];
	}
	s->steps += (int64_t)s->readers;
	node.bound = sum;
	if (stuck == 0 && !pos_way_hopeless(s, sum) && !too_open(s, &node))
		add(s, state, &node);
	for (i = 0; i < s->readers; i++) {
		r = &s->reader[i];
		after = r->after[state[r->rule]];
		if (r->rule < first || stuck > (after <= NEVER))
			continue;
		take(s, from, r, type, sum - (after <= NEVER ? 0 : after),
		    state);
	}
}

/* Put what is at a place where it is in order, as in sorting. */
static int64_t
nth_largest(int64_t *v, size_t count, size_t nth)
{
	size_t low = 0, high = count - 1, i, k;
	int64_t pivot, swap;

	while (low < high) {
		pivot = v[low + (high - low) / 2];
		i = low;
		k = high;
		while (i <= k) {
			while (v[i] > pivot)
				i++;
			while (v[k] < pivot)
				k--;
			if (i > k)
				break;
			swap = v[i];
			v[i++] = v[k];
			v[k] = swap;
			if (k-- == 0)
				break;
		}
		if (nth <= k && k < count)
			high = k;
		else if (nth >= i)
			low = i;
		else
			break;
	}
	return v[nth];
}

/*
 * The best one without an open set: it can always be finished, while others
 * might wait for the same units.
 */
static size_t
safe_one(const struct pos_way_search *s)
{
	size_t i, at = SIZE_MAX;

	for (i = s->end; i < s->nodes; i++)
		if (s->node[i].missing == 0 &&
		    (at == SIZE_MAX || s->node[i].gain > s->node[at].gain))
			at = i;
	return at;
}

/* Keep the most promising of a layer that is too wide. */
static void
narrow(struct pos_way_search *s)
{
	size_t count = s->nodes - s->end, i, n = s->count, ties = s->width;
	size_t kept = 0, safe = safe_one(s) - s->end;
	const struct pos_way_node *node = &s->node[s->end];
	int64_t least;

	if (count <= s->width)
		return;
	s->order = pos_grow(s->order, &s->order_cap, count, sizeof(*s->order));
	for (i = 0; i < count; i++)
		s->order[i] = node[i].bound;
	least = nth_largest(s->order, count, s->width - 1);
	for (i = 0; i < count; i++)
		ties -= node[i].bound > least;
	s->steps += (int64_t)count * 2;
	for (i = 0; i < count; i++) {
		if (i != safe &&
		    (node[i].bound < least ||
			(node[i].bound == least && ties == 0))) {
			if (node[i].bound > s->dropped)
				s->dropped = node[i].bound;
			continue;
		}
		ties -= node[i].bound == least && ties > 0;
		s->node[s->end + kept] = node[i];
		memmove(&s->state[1][kept++ * n], &s->state[1][i * n],
		    n * sizeof(*s->state[1]));
	}
	s->nodes = s->end + kept;
}

void
pos_way_readers(struct pos_way_search *s, size_t position)
{
	const struct pos_automaton *a;
	size_t i, at;

	s->readers = 0;
	for (i = 0; i < s->count; i++) {
		a = &s->pack->rule[s->rule[i]];
		at = s->read[i];
		if (at == a->reads || a->at[at] != position)
			continue;
		s->read[i]++;
		s->reader[s->readers++] =
		    (struct pos_way_reader){ i, a, &a->best[at * a->states],
			    &a->best[(at + 1) * a->states] };
	}
}

bool
pos_way_layer(struct pos_way_search *s, size_t position, bool same)
{
	size_t type = s->pack->unit[position], i, cap;
	uint16_t *swap;

	pos_way_readers(s, position);
	memset(s->hash, 0xff, s->hash_size * sizeof(*s->hash));
	s->steps = (int64_t)s->hash_size / 16;
	for (i = s->begin; i < s->end; i++)
		extend(s, type, same, i);
	narrow(s);
	s->work -= s->steps / WORK_A_NODE + 1;
	if (s->nodes == s->end)
		return false;
	s->begin = s->end;
	s->end = s->nodes;
	swap = s->state[0];
	s->state[0] = s->state[1];
	s->state[1] = swap;
	cap = s->state_cap[0];
	s->state_cap[0] = s->state_cap[1];
	s->state_cap[1] = cap;
	return true;
}
