/*
 * pack_inside.h - packing units into sets: what its files share.
 *
 * Units are sorted by worth, dearest first.  Each rule is an automaton that
 * reads them: at each unit it may take it or let it pass, and its state says
 * how full its open sets are.  That loses nothing: for sets of one selection
 * there is a best packing whose sets are consecutive, and of several slots
 * only the counts matter.  A packing is a way through all automata at once,
 * where each unit is taken by one of them at the most.
 *
 * The gain of a way is never less than what its sets take off, and mostly the
 * same; what the sets really take off is played afterwards.
 */
#ifndef POS_PROMO_PACK_INSIDE_H
#define POS_PROMO_PACK_INSIDE_H

#include "promo/price_inside.h"

#define POS_PACK_UNITS 400   /* beyond, only greedy sets are tried */
#define POS_PACK_STATES 3000 /* of one automaton */
#define POS_PACK_SLOTS 6

/* Units that are alike to every rule. */
struct pos_pack_type {
	int64_t worth, base; /* rounded up, of one */
	int64_t count;
	size_t *line;   /* [lines] */
	int64_t *units; /* of each line */
	size_t lines;
};

/* Take a unit into a slot: the next state, and what is gained. */
struct pos_pack_move {
	unsigned short to, slot;
	bool off;     /* the unit is discounted */
	int64_t gain; /* of the set, when it is complete */
};

struct pos_pack_state {
	unsigned first, count;  /* moves */
	bool rest;              /* no set is open */
	unsigned short missing; /* units that open sets wait for */
};

/* A rule as it reads units. */
struct pos_automaton {
	size_t turn;
	size_t slots; /* after equal ones were joined */
	int64_t units[POS_PACK_SLOTS];
	size_t joined[POS_PACK_SLOTS]; /* which of them a real one is in */
	bool consecutive;              /* sets fill one after another */
	bool split; /* slots 0 and 1 are of the same real ones */
	bool heads; /* slot 0 before slot 1 of each set */
	bool lump;  /* it gains by complete sets alone */
	struct pos_pack_state *state;
	struct pos_pack_move *move;
	size_t states, moves;
	bool *fits;    /* [slots][types] */
	int64_t *gain; /* [types] of a discounted unit */
	/* where it reads */
	size_t *at; /* positions, ascending */
	size_t reads;
	int64_t *best; /* [reads + 1][states] from there on */
};

/* Lanes of sets, connected by the units that they share. */
struct pos_pack {
	const struct pos_plan *plan;
	const struct pos_left *left;
	const struct pos_trial *trial;
	struct pos_pack_type *type;
	size_t types;
	size_t *unit; /* [units] type of each position */
	size_t units;
	struct pos_automaton *rule;
	size_t rules;
	int64_t *price; /* [types] of the Lagrangian, times SCALE */
	int64_t bound;  /* of all sets, minor */
};
#define POS_PACK_SCALE 64

/* automaton.c; false: it has too many states */
bool
pos_automaton_make(struct pos_pack *pack, size_t turn, struct pos_automaton *a);
/* types.c */
void pos_pack_types(struct pos_pack *pack, const size_t *turns, size_t count);
/* lagrange.c: what each could gain if units had these prices; from the prices
 * that there are to those that make the bound small; known: of a way that is
 * there; scaled */
int64_t
pos_automaton_read(const struct pos_pack *pack, const struct pos_automaton *a);
int64_t pos_pack_prices(struct pos_pack *pack, const size_t *rule, size_t count,
    int64_t known);

/* way.c: the best way through some automata together; where[] has the rule
 * (an index into pack->rule, or SIZE_MAX) and slot of each unit */
struct pos_way {
	size_t *rule, *slot; /* [units] */
	int64_t gain;        /* minor */
	int64_t bound;       /* minor; no way gains more */
};
void pos_pack_way(struct pos_pack *pack, const size_t *rule, size_t count,
    int64_t scaled_bound, int64_t *nodes, struct pos_way *way);

/* pack.c */
struct pos_packing {
	struct pos_set *sets;
	size_t count;
	int64_t bound; /* no sets take off more together */
};
/* The best sets of some turns of a lane; nodes is used up. */
void pos_pack(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, const size_t *turns, size_t count,
    int64_t *nodes, struct pos_packing *out);

#endif
