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

#include "promo/pack_inside.h"

#define NARROW 40
#define MIDDLE 300
#define WIDE 2500
#define NODES_A_STEP 8 /* of work */
#define CHILDREN 6     /* of a node, about */
#define NEVER (INT64_MIN / 4)
#define NONE UINT32_MAX

struct node {
	int64_t gain, bound; /* scaled */
	uint32_t parent;
	uint16_t rule, slot; /* rule: count of rules: passed by */
};

struct search {
	struct pos_pack *pack;
	const size_t *rule;
	size_t count, width;
	struct node *node;
	size_t nodes, nodes_cap;
	uint16_t *state[2]; /* of this layer, and the next: [..][count] */
	size_t state_cap[2];
	uint32_t *hash;
	size_t hash_size;
	size_t *read;          /* [count] how far each has read */
	size_t begin, end;     /* this layer */
	int64_t ahead;         /* prices of the units from here on */
	int64_t best, dropped; /* scaled */
	uint32_t best_node;
	int64_t work;
};

/* Sums over the rules, so that one state's change is cheap. */
static uint64_t
mix(size_t rule, uint16_t state)
{
	uint64_t h = (uint64_t)(rule + 1) << 16 | state;

	h *= 0x9e3779b97f4a7c15u;
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	return h ^ h >> 32;
}

static uint64_t
hash_of(const uint16_t *state, size_t count)
{
	uint64_t h = 0;
	size_t i;

	for (i = 0; i < count; i++)
		h += mix(i, state[i]);
	return h;
}

/* What a rule could still gain in a state; NEVER: it cannot be finished. */
static int64_t
more(const struct search *s, size_t rule, uint16_t state)
{
	const struct pos_automaton *a = &s->pack->rule[s->rule[rule]];

	return a->best[s->read[rule] * a->states + state];
}

/* Better by a whole minor unit, or it is no better at all. */
static bool
hopeless(const struct search *s, int64_t reach)
{
	return reach < s->best + POS_PACK_SCALE;
}

static void
rehash(struct search *s)
{
	size_t i, at;

	s->hash_size *= 2;
	s->hash = pos_realloc(s->hash, s->hash_size * sizeof(*s->hash));
	memset(s->hash, 0xff, s->hash_size * sizeof(*s->hash));
	for (i = s->end; i < s->nodes; i++) {
		at = (size_t)hash_of(&s->state[1][(i - s->end) * s->count],
			 s->count) &
		    (s->hash_size - 1);
		while (s->hash[at] != NONE)
			at = (at + 1) & (s->hash_size - 1);
		s->hash[at] = (uint32_t)i;
	}
}

static void
add(struct search *s, const uint16_t *state, uint64_t hash, struct node node)
{
	size_t at, i, n = s->count;
	const uint16_t *other;

	if (hopeless(s, node.bound))
		return;
	at = (size_t)hash & (s->hash_size - 1);
	for (; (i = s->hash[at]) != NONE; at = (at + 1) & (s->hash_size - 1)) {
		other = &s->state[1][(i - s->end) * n];
		if (memcmp(other, state, n * sizeof(*state)) != 0)
			continue;
		if (node.gain > s->node[i].gain)
			s->node[i] = node;
		return;
	}
	s->node =
	    pos_grow(s->node, &s->nodes_cap, s->nodes + 1, sizeof(*s->node));
	s->state[1] = pos_grow(s->state[1], &s->state_cap[1],
	    (s->nodes - s->end + 1) * n, sizeof(uint16_t));
	memcpy(&s->state[1][(s->nodes - s->end) * n], state,
	    n * sizeof(*state));
	s->node[s->nodes] = node;
	s->hash[at] = (uint32_t)s->nodes++;
	if ((s->nodes - s->end) * 2 > s->hash_size)
		rehash(s);
}

/* One rule takes the unit, into each slot that it fits. */
static void
take(struct search *s, size_t from, size_t rule, size_t type, int64_t others,
    uint64_t hash, uint16_t *state)
{
	const struct pos_automaton *a = &s->pack->rule[s->rule[rule]];
	uint16_t old = state[rule];
	const struct pos_pack_move *m = &a->move[a->state[old].first];
	struct node node = { .parent = (uint32_t)from, .rule = (uint16_t)rule };
	int64_t then;
	unsigned k;

	for (k = a->state[old].count; k > 0; k--, m++) {
		if (!a->fits[m->slot * s->pack->types + type])
			continue;
		then = more(s, rule, m->to);
		if (then <= NEVER)
			continue;
		node.gain = s->node[from].gain +
		    (m->gain + (m->off ? a->gain[type] : 0)) * POS_PACK_SCALE;
		node.bound = node.gain + others + then;
		node.slot = m->slot;
		state[rule] = m->to;
		add(s, state, hash + mix(rule, m->to), node);
	}
	state[rule] = old;
}

/* All that can be done with the next unit. */
static void
extend(struct search *s, size_t position, size_t from)
{
	size_t type = s->pack->unit[position], n = s->count, i, stuck = 0;
	uint16_t state[POS_PRICE_RULES_MAX];
	struct node node = { .gain = s->node[from].gain,
		.parent = (uint32_t)from,
		.rule = (uint16_t)n };
	int64_t sum = s->ahead, one;
	const struct pos_automaton *a;
	uint64_t hash;

	memcpy(state, &s->state[0][(from - s->begin) * n], n * sizeof(*state));
	hash = hash_of(state, n);
	for (i = 0; i < n; i++) {
		one = more(s, i, state[i]);
		stuck += one <= NEVER;
		sum += one <= NEVER ? 0 : one;
	}
	node.bound = node.gain + sum;
	if (stuck == 0)
		add(s, state, hash, node);
	for (i = 0; i < n; i++) {
		a = &s->pack->rule[s->rule[i]];
		/* it was counted as read already */
		if (s->read[i] == 0 || a->at[s->read[i] - 1] != position)
			continue;
		one = more(s, i, state[i]);
		if (stuck > (one <= NEVER))
			continue;
		take(s, from, i, type, sum - (one <= NEVER ? 0 : one),
		    hash - mix(i, state[i]), state);
	}
}

static int
by_bound(const void *a, const void *b)
{
	const struct node *x = *(const struct node *const *)a;
	const struct node *y = *(const struct node *const *)b;

	if (x->bound != y->bound)
		return x->bound > y->bound ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Keep the most promising of a layer that is too wide. */
static void
narrow(struct search *s)
{
	size_t count = s->nodes - s->end, i, n = s->count, at;
	const struct node **order;
	struct node *kept;
	uint16_t *state;

	if (count <= s->width)
		return;
	order = pos_alloc(count * sizeof(const struct node *));
	for (i = 0; i < count; i++)
		order[i] = &s->node[s->end + i];
	qsort(order, count, sizeof(const struct node *), by_bound);
	if (order[s->width]->bound > s->dropped)
		s->dropped = order[s->width]->bound;
	kept = pos_alloc(s->width * sizeof(*kept));
	state = pos_alloc(s->width * n * sizeof(*state));
	for (i = 0; i < s->width; i++) {
		at = (size_t)(order[i] - &s->node[s->end]);
		kept[i] = *order[i];
		memcpy(&state[i * n], &s->state[1][at * n], n * sizeof(*state));
	}
	memcpy(&s->node[s->end], kept, s->width * sizeof(*kept));
	memcpy(s->state[1], state, s->width * n * sizeof(*state));
	s->nodes = s->end + s->width;
	free(order);
	free(kept);
	free(state);
}

static void
count_reads(struct search *s, size_t position)
{
	const struct pos_automaton *a;
	size_t i;

	for (i = 0; i < s->count; i++) {
		a = &s->pack->rule[s->rule[i]];
		if (s->read[i] < a->reads && a->at[s->read[i]] == position)
			s->read[i]++;
	}
}

static void
layer(struct search *s, size_t position)
{
	size_t i, cap;
	uint16_t *swap;

	s->ahead -= s->pack->price[s->pack->unit[position]];
	count_reads(s, position);
	memset(s->hash, 0xff, s->hash_size * sizeof(*s->hash));
	for (i = s->begin; i < s->end; i++)
		extend(s, position, i);
	s->work -= (int64_t)(s->nodes - s->end) / NODES_A_STEP + 1;
	narrow(s);
	s->begin = s->end;
	s->end = s->nodes;
	swap = s->state[0];
	s->state[0] = s->state[1];
	s->state[1] = swap;
	cap = s->state_cap[0];
	s->state_cap[0] = s->state_cap[1];
	s->state_cap[1] = cap;
}

/* A unit that none of these rules reads is no layer. */
static bool
read_by_any(const struct search *s, size_t position)
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

/* Write down which rule took which unit. */
static void
trace(const struct search *s, const size_t *layers, size_t count,
    struct pos_way *way)
{
	size_t i, at = s->best_node;

	for (i = count; i-- > 0; at = s->node[at].parent) {
		way->rule[layers[i]] = SIZE_MAX;
		if (s->node[at].rule == s->count)
			continue;
		way->rule[layers[i]] = s->rule[s->node[at].rule];
		way->slot[layers[i]] = s->node[at].slot;
	}
}

static void
pass(struct search *s, size_t width, struct pos_way *way)
{
	size_t *layers = pos_alloc((s->pack->units + 1) * sizeof(*layers));
	size_t i, count = 0;

	s->width = width;
	s->dropped = NEVER;
	s->begin = 0;
	s->end = s->nodes = 1;
	s->ahead = 0;
	memset(s->read, 0, s->count * sizeof(*s->read));
	memset(s->state[0], 0, s->count * sizeof(uint16_t));
	s->node[0] = (struct node){ .parent = NONE };
	for (i = 0; i < s->pack->units; i++)
		if (read_by_any(s, i)) {
			layers[count++] = i;
			s->ahead += s->pack->price[s->pack->unit[i]];
			count_reads(s, i);
		}
	memset(s->read, 0, s->count * sizeof(*s->read));
	/* the narrow pass is always finished */
	for (i = 0;
	     i < count && s->begin < s->end && (s->work > 0 || width == NARROW);
	     i++)
		layer(s, layers[i]);
	if (i < count && s->begin < s->end)
		s->dropped = INT64_MAX; /* out of work: nothing is proved */
	else if (i == count)
		for (i = s->begin; i < s->end; i++)
			if (s->node[i].gain > s->best) {
				s->best = s->node[i].gain;
				s->best_node = (uint32_t)i;
				trace(s, layers, count, way);
			}
	free(layers);
}

void
pos_pack_way(struct pos_pack *pack, const size_t *rule, size_t count,
    int64_t scaled_bound, int64_t *nodes, struct pos_way *way)
{
	struct search s = { .pack = pack,
		.rule = rule,
		.count = count,
		.hash_size = 1024,
		.work = *nodes };
	int64_t high, wide;
	size_t i;

	s.state_cap[0] = s.state_cap[1] = count;
	s.state[0] = pos_alloc(count * sizeof(uint16_t) + 1);
	s.state[1] = pos_alloc(count * sizeof(uint16_t) + 1);
	s.read = pos_alloc((count + 1) * sizeof(*s.read));
	s.hash = pos_alloc(s.hash_size * sizeof(*s.hash));
	s.node = pos_grow(NULL, &s.nodes_cap, 1024, sizeof(*s.node));
	pass(&s, NARROW, way);
	high = s.dropped;
	for (i = 0; i < 2 && high > s.best && !hopeless(&s, scaled_bound);
	     i++) {
		wide = s.work * NODES_A_STEP /
		    ((int64_t)(pack->units + 1) * CHILDREN);
		pass(&s,
		    i == 0          ? MIDDLE :
			wide < WIDE ? (size_t)(wide > NARROW ? wide : NARROW) :
				      WIDE,
		    way);
		high = s.dropped;
	}
	if (high > scaled_bound || high == INT64_MAX)
		high = scaled_bound;
	way->gain = s.best / POS_PACK_SCALE;
	way->bound = high > s.best ? high / POS_PACK_SCALE : way->gain;
	*nodes = s.work;
	free(s.state[0]);
	free(s.state[1]);
	free(s.read);
	free(s.hash);
	free(s.node);
}
