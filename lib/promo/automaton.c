/*
 * automaton.c - a rule with slots as something that reads units, dearest
 * first.
 *
 * Slots that fit the same units are joined.  Then there are three ways:
 *
 *   consecutive  one slot; a set is complete before the next begins, and the
 *                last so many of it are its cheapest ones
 *   heads        the dearest ones of a set: heads first, fillers later
 *   free         several slots: only the counts matter
 *
 * A state is what is in the open sets, and how many were begun if that is
 * limited.  Whole sets are taken out of the counts, so that there are few.
 */
#include <stdlib.h>
#include <string.h>

#include "promo/pack_inside.h"

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

struct shape {
	struct pos_pack *pack;
	struct pos_automaton *a;
	const struct pos_turn *t;
	int64_t targets, all; /* units of a set */
	int64_t off;          /* of them discounted */
	int64_t set_gain;     /* when it is complete */
	int64_t begun_most;   /* limit of sets; 0: none */
	int64_t sets_most;    /* that there are units for */
	bool qualifier[POS_PACK_SLOTS];
	int (*key)[POS_PACK_SLOTS + 1]; /* [states] counts, begun */
	size_t moves_cap;
	bool overflow;
};

/* What may be taken into a (real) slot of the type. */
static bool
fits(const struct shape *s, size_t slot, size_t type)
{
	const struct pos_rule_slot *x = &s->t->rule->slots[slot];
	size_t line = s->pack->type[type].line[0];

	if (!s->t->slot[slot][line])
		return false;
	if (x->select != NULL && x->select->not_discounted &&
	    s->pack->left->lane_minor[line] !=
		s->pack->plan->line[line]->amount_minor)
		return false;
	return pos_acts_on(s->pack->plan, s->pack->left, s->pack->trial,
	    s->a->turn, line);
}

/* Join slots of the same role that fit the same types. */
static bool
join(struct shape *s)
{
	const struct pos_rule *rule = s->t->rule;
	struct pos_automaton *a = s->a;
	size_t types = s->pack->types, i, k, t;
	bool q, *fit;

	a->fits =
	    pos_pool_alloc(s->pack->plan->pool, POS_PACK_SLOTS * types + 1);
	if (rule->slots_count > POS_PACK_SLOTS - 1)
		return false;
	for (i = 0; i < rule->slots_count; i++) {
		q = is(rule->slots[i].role, "qualifier");
		fit = &a->fits[a->slots * types];
		for (t = 0; t < types; t++)
			fit[t] = fits(s, i, t);
		for (k = 0; k < a->slots; k++)
			if (s->qualifier[k] == q &&
			    memcmp(&a->fits[k * types], fit, types) == 0)
				break;
		if (k == a->slots) {
			s->qualifier[k] = q;
			a->slots++;
		}
		a->joined[i] = k;
		a->units[k] += rule->slots[i].units;
		s->all += rule->slots[i].units;
		s->targets += q ? 0 : rule->slots[i].units;
	}
	return s->all > 0 && s->all <= 1000;
}

/*
 * One selection of which only some are discounted becomes two slots, unless
 * the sets are consecutive.  That needs gains that rise with the worth, which
 * a discount on the list price does not do: then any units may be the ones.
 */
static void
choose_way(struct shape *s)
{
	const struct pos_rule_effect *e = s->t->rule->effect;
	struct pos_automaton *a = s->a;
	size_t types = s->pack->types;

	s->off = s->targets;
	if (e->on != NULL && !is(e->on, "all")) {
		s->off = e->count > 0 ? e->count : 1;
		if (s->off > s->targets)
			s->off = s->targets;
	}
	if (a->slots != 1)
		return;
	if (s->off == s->targets ||
	    (is(e->on, "cheapest") && !s->t->base_list)) {
		a->consecutive = true;
		return;
	}
	memcpy(&a->fits[types], a->fits, types);
	a->slots = 2;
	a->split = true;
	a->heads = is(e->on, "dearest") && !s->t->base_list;
	a->units[0] = s->off;
	a->units[1] = s->all - s->off;
	s->qualifier[1] = true; /* no discount on fillers */
}

/* Gains of units and of a complete set; false: it takes nothing off. */
static bool
gains(struct shape *s)
{
	const struct pos_plan *plan = s->pack->plan;
	const struct pos_pack_type *type;
	bool each = s->t->per == POS_PER_UNIT;
	int64_t rate, amount, per, base, room;
	size_t i;

	if (!pos_value(plan, s->pack->left, s->t, &rate, &amount))
		return false;
	s->a->gain =
	    pos_pool_alloc(plan->pool, (s->pack->types + 1) * sizeof(int64_t));
	for (i = 0; i < s->pack->types; i++) {
		type = &s->pack->type[i];
		base = s->t->base_list ? type->base : type->worth;
		if (s->t->kind == POS_TURN_PERCENT && (each || s->off == 1))
			per = pos_half_up((__int128)base * rate, POS_RATE_MAX);
		else if (s->t->kind == POS_TURN_PERCENT)
			per = (int64_t)(((__int128)base * rate + POS_RATE_MAX -
					    1) /
			    POS_RATE_MAX);
		else if (s->t->kind == POS_TURN_NEW_PRICE)
			per = type->worth - (each ? amount : 0);
		else
			per = each ? amount : 0;
		/* of one target alone: no more than there is */
		if (s->targets == 1 && s->t->kind == POS_TURN_AMOUNT)
			per = amount;
		if (s->targets == 1 && s->t->kind == POS_TURN_NEW_PRICE)
			per = type->worth - amount;
		room = type->worth;
		if (s->targets == 1)
			room -= plan->line[type->line[0]]->floor_minor;
		if (per > room)
			per = room;
		s->a->gain[i] = per > 0 ? per : 0;
	}
	if (!each && s->t->kind == POS_TURN_NEW_PRICE && s->targets > 1)
		s->set_gain = -amount;
	if (!each && s->t->kind == POS_TURN_AMOUNT && s->targets > 1)
		s->set_gain = amount;
	/* of several slots, the cheapest few are at most their part of all */
	if (!s->a->consecutive && !s->a->split && s->off < s->targets &&
	    is(s->t->rule->effect->on, "cheapest"))
		for (i = 0; i < s->pack->types; i++)
			s->a->gain[i] =
			    (s->a->gain[i] * s->off + s->targets - 1) /
			    s->targets;
	s->a->lump = true;
	for (i = 0; i < s->pack->types; i++)
		if (s->a->gain[i] != 0)
			s->a->lump = false;
	return true;
}

static size_t
state_of(struct shape *s, const int *key)
{
	size_t i;

	for (i = 0; i < s->a->states; i++)
		if (memcmp(s->key[i], key, sizeof(s->key[i])) == 0)
			return i;
	if (i == POS_PACK_STATES) {
		s->overflow = true;
		return 0;
	}
	memcpy(s->key[i], key, sizeof(s->key[i]));
	s->a->states++;
	return i;
}

static void
add_move(struct shape *s, const int *key, size_t slot, bool off, int64_t gain)
{
	struct pos_automaton *a = s->a;
	struct pos_pack_move *more;

	if (a->moves == s->moves_cap) {
		s->moves_cap = 2 * s->moves_cap + 32;
		more = pos_pool_alloc(s->pack->plan->pool,
		    s->moves_cap * sizeof(*more));
		if (a->moves > 0)
			memcpy(more, a->move, a->moves * sizeof(*more));
		a->move = more;
	}
	a->move[a->moves++] = (struct pos_pack_move){
		(unsigned short)state_of(s, key),
		(unsigned short)slot,
		off,
		gain,
	};
}

/* Put a unit into a slot of the state; false: there is no place for it. */
static bool
put(const struct shape *s, size_t slot, int *key, bool *off, int64_t *gain)
{
	const struct pos_automaton *a = s->a;
	int64_t sets = INT64_MAX, begun = 0, n;
	size_t k;

	*gain = 0;
	*off = !s->qualifier[slot];
	if (a->consecutive)
		*off = key[0] >= s->all - s->off;
	if (a->heads && slot == 1 &&
	    key[0] / a->units[0] * a->units[1] <= key[1])
		return false; /* its heads come first */
	key[slot]++;
	for (k = 0; k < a->slots; k++) {
		n = (key[k] + a->units[k] - 1) / a->units[k];
		begun = n > begun ? n : begun;
		n = key[k] / a->units[k];
		sets = n < sets ? n : sets;
	}
	if (begun > s->sets_most ||
	    (s->begun_most > 0 && key[POS_PACK_SLOTS] + begun > s->begun_most))
		return false;
	if (sets > 0) {
		*gain = sets * s->set_gain;
		for (k = 0; k < a->slots; k++)
			key[k] -= (int)(sets * a->units[k]);
		if (s->begun_most > 0)
			key[POS_PACK_SLOTS] += (int)sets;
	}
	return true;
}

/* Units until all sets that were begun are complete. */
static unsigned short
missing(const struct pos_automaton *a, const int *key)
{
	int64_t begun = 0, n, sum = 0;
	size_t k;

	for (k = 0; k < a->slots; k++) {
		n = (key[k] + a->units[k] - 1) / a->units[k];
		begun = n > begun ? n : begun;
	}
	for (k = 0; k < a->slots; k++)
		sum += begun * a->units[k] - key[k];
	/* more than there are units is never found */
	return (
	    unsigned short)(sum <= POS_PACK_UNITS ? sum : POS_PACK_UNITS + 1);
}

static void
build(struct shape *s)
{
	struct pos_automaton *a = s->a;
	int key[POS_PACK_SLOTS + 1] = { 0 };
	int64_t gain;
	size_t i, k;
	bool off;

	state_of(s, key);
	for (i = 0; i < a->states && !s->overflow; i++) {
		a->state[i].missing = missing(a, s->key[i]);
		a->state[i].rest = a->state[i].missing == 0;
		a->state[i].first = (unsigned)a->moves;
		for (k = 0; k < a->slots; k++) {
			memcpy(key, s->key[i], sizeof(key));
			if (put(s, k, key, &off, &gain))
				add_move(s, key, k, off, gain);
		}
		a->state[i].count = (unsigned)a->moves - a->state[i].first;
	}
}

static void
limit_sets(struct shape *s)
{
	int64_t most = s->t->cap_times, by_units, units;
	size_t i, k;

	s->sets_most = (int64_t)s->pack->units / s->all;
	for (k = 0; k < s->a->slots; k++) {
		for (units = 0, i = 0; i < s->pack->types; i++)
			if (s->a->fits[k * s->pack->types + i])
				units += s->pack->type[i].count;
		if (units / s->a->units[k] < s->sets_most)
			s->sets_most = units / s->a->units[k];
	}
	if (s->t->cap_units_milli != INT64_MAX) {
		by_units = s->t->cap_units_milli / POS_QTY_ONE / s->off;
		most = by_units < most ? by_units : most;
	}
	if (most < s->sets_most)
		s->begun_most = most > 0 ? most : -1;
}

bool
pos_automaton_make(struct pos_pack *pack, size_t turn, struct pos_automaton *a)
{
	struct shape s = { .pack = pack, .a = a, .t = &pack->plan->turn[turn] };
	struct pos_pool *pool = pack->plan->pool;
	struct pos_pack_state *many;
	size_t i, k;

	*a = (struct pos_automaton){ .turn = turn };
	if (!join(&s))
		return false;
	choose_way(&s);
	if (!gains(&s))
		return true; /* reads nothing */
	limit_sets(&s);
	if (s.begun_most < 0)
		return true;
	/* most have few states: the room for many does not stay */
	s.key = pos_alloc(POS_PACK_STATES * sizeof(*s.key));
	many = a->state = pos_alloc(POS_PACK_STATES * sizeof(*a->state));
	build(&s);
	a->state = pos_pool_alloc(pool, a->states * sizeof(*a->state));
	memcpy(a->state, many, a->states * sizeof(*a->state));
	free(s.key);
	free(many);
	if (s.overflow)
		return false;
	if (a->moves == 0)
		return true; /* too few units for one set */
	a->at = pos_pool_alloc(pool, (pack->units + 1) * sizeof(*a->at));
	for (i = 0; i < pack->units; i++)
		for (k = 0; k < a->slots; k++)
			if (a->fits[k * pack->types + pack->unit[i]]) {
				a->at[a->reads++] = i;
				break;
			}
	a->best =
	    pos_pool_alloc(pool, (a->reads + 1) * a->states * sizeof(*a->best));
	return true;
}
