/*
 * way_inside.h - the search for the best way: its layers (way_layer.c), and
 * the passes through all of them (way.c).
 */
#ifndef POS_PROMO_WAY_INSIDE_H
#define POS_PROMO_WAY_INSIDE_H

#include "promo/pack_inside.h"

#define POS_WAY_NONE UINT32_MAX

struct pos_way_node {
	int64_t gain, bound; /* scaled */
	uint64_t hash;       /* of its states */
	uint32_t parent;
	uint16_t rule, slot; /* rule: count of rules: passed by */
	uint16_t from;       /* of equal units the next rule is no earlier */
	uint16_t missing;    /* units of sets that are not complete */
};

/* A rule that reads the unit of this layer. */
struct pos_way_reader {
	size_t rule;
	const struct pos_automaton *a;
	const int64_t *before, *after; /* what a state can gain, by state */
};

struct pos_way_search {
	struct pos_pack *pack;
	const size_t *rule;
	size_t count, width;
	struct pos_way_node *node;
	size_t nodes, nodes_cap;
	uint16_t *state[2]; /* of this layer, and the next: [..][count] */
	size_t state_cap[2];
	uint32_t *hash;
	size_t hash_size;
	int64_t *order; /* bounds of a layer that is too wide */
	size_t order_cap;
	size_t *read; /* [count] how far each has read */
	struct pos_way_reader *reader;
	size_t readers;
	size_t begin, end;     /* this layer */
	int64_t best, dropped; /* scaled */
	int64_t work, steps;
	size_t units_left; /* after this layer */
	size_t open_most;  /* units that open sets may wait for */
};

/* Sums over the rules, so that one state's change is cheap. */
static inline uint64_t
pos_way_mix(size_t rule, uint16_t state)
{
	uint64_t h = (uint64_t)(rule + 1) << 16 | state;

	h *= 0x9e3779b97f4a7c15u;
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	return h ^ h >> 32;
}

/* Better by a whole minor unit, or it is no better at all. */
static inline bool
pos_way_hopeless(const struct pos_way_search *s, int64_t reach)
{
	return reach < s->best + POS_PACK_SCALE;
}

/* Those who read the unit at this position; each has read it then. */
void pos_way_readers(struct pos_way_search *s, size_t position);
/* All that can be done with the next unit; same: its type is that of the one
 * before.  false: nothing goes on, and the last layer stays. */
bool pos_way_layer(struct pos_way_search *s, size_t position, bool same);

#endif
