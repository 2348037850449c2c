/*
 * pack.c - the best sets of a lane: collapse the units, take apart what has
 * no unit in common, find the best way through each part, and make its sets.
 */
#include <string.h>

#include "promo/pack_inside.h"

/* Do two rules read a type in common? */
static bool
meet(const struct pos_pack *pack, const struct pos_automaton *a,
    const struct pos_automaton *b)
{
	size_t i = 0, k = 0;

	while (i < a->reads && k < b->reads) {
		if (pack->unit[a->at[i]] == pack->unit[b->at[k]])
			return true;
		if (a->at[i] < b->at[k])
			i++;
		else
			k++;
	}
	return false;
}

/* Rules that hang together with the first, which has no part yet. */
static size_t
component(const struct pos_pack *pack, size_t first, size_t *part, size_t mark,
    size_t *rule)
{
	size_t count = 1, head, i;

	rule[0] = first;
	part[first] = mark;
	for (head = 0; head < count; head++)
		for (i = 0; i < pack->rules; i++)
			if (part[i] == 0 &&
			    meet(pack, &pack->rule[rule[head]],
				&pack->rule[i])) {
				part[i] = mark;
				rule[count++] = i;
			}
	return count;
}

/* --- from units to sets -------------------------------------------------- */

struct writer {
	struct pos_pack *pack;
	const struct pos_way *way;
	struct pos_packing *out;
	size_t cap;
	int64_t *taken;                /* [lines] units that sets have */
	size_t *queue[POS_PACK_SLOTS]; /* units of a rule, by slot */
	size_t count[POS_PACK_SLOTS], next[POS_PACK_SLOTS];
};

/* A line of the type that still has a unit. */
static size_t
line_of(struct writer *w, size_t type)
{
	const struct pos_pack_type *t = &w->pack->type[type];
	size_t i;

	for (i = 0; i + 1 < t->lines; i++)
		if (w->taken[t->line[i]] < t->units[i])
			break;
	w->taken[t->line[i]]++;
	return t->line[i];
}

static void
put(struct pos_set *set, size_t slot, size_t line)
{
	struct pos_set_part *parts = (struct pos_set_part *)set->parts;
	size_t i;

	for (i = 0; i < set->parts_count; i++)
		if (parts[i].slot == slot && parts[i].line == line) {
			parts[i].units++;
			return;
		}
	parts[set->parts_count++] = (struct pos_set_part){ slot, line, 1 };
}

static bool
twice(const struct pos_pack *pack, const struct pos_set *set)
{
	const struct pos_rule *rule = pack->plan->turn[set->rule].rule;
	const struct pos_set_part *p = set->parts;
	size_t i, k;

	for (i = 0; i < set->parts_count; i++) {
		if (!rule->slots[p[i].slot].distinct)
			continue;
		if (p[i].units > 1)
			return true;
		for (k = 0; k < i; k++)
			if (p[k].slot == p[i].slot &&
			    strcmp(pack->plan->line[p[k].line]->item,
				pack->plan->line[p[i].line]->item) == 0)
				return true;
	}
	return false;
}

static void
keep(struct writer *w, const struct pos_set *set)
{
	struct pos_set *more;

	if (w->out->count == w->cap) {
		w->cap = 2 * w->cap + 16;
		more =
		    pos_pool_alloc(w->pack->plan->pool, w->cap * sizeof(*more));
		if (w->out->count > 0)
			memcpy(more, w->out->sets,
			    w->out->count * sizeof(*more));
		w->out->sets = more;
	}
	w->out->sets[w->out->count++] = *set;
}

/*
 * One set: units go to the real slots that were joined, in their order.  Of
 * heads and fillers the targets are filled first.
 */
static void
write_set(struct writer *w, const struct pos_automaton *a)
{
	const struct pos_rule *rule = w->pack->plan->turn[a->turn].rule;
	struct pos_set set = { .rule = a->turn };
	int64_t all = 0, n, room[POS_PACK_SLOTS] = { 0 };
	size_t k, slot, order, units;
	bool q;

	for (k = 0; k < a->slots; k++)
		all += a->units[k];
	set.parts = pos_pool_alloc(w->pack->plan->pool,
	    (size_t)all * sizeof(*set.parts));
	for (slot = 0; slot < rule->slots_count; slot++)
		room[slot] = rule->slots[slot].units;
	for (k = 0; k < a->slots; k++)
		for (n = 0; n < a->units[k]; n++) {
			units = w->queue[k][w->next[k]++];
			/* targets, then qualifiers, of those it fits */
			for (order = 0; order < 2 * rule->slots_count;
			     order++) {
				slot = order % rule->slots_count;
				q = rule->slots[slot].role != NULL &&
				    strcmp(rule->slots[slot].role,
					"qualifier") == 0;
				if (room[slot] > 0 &&
				    a->joined[slot] == (a->split ? 0 : k) &&
				    q == (order >= rule->slots_count))
					break;
			}
			if (order == 2 * rule->slots_count)
				return;
			room[slot]--;
			put(&set, slot, line_of(w, w->pack->unit[units]));
		}
	if (set.parts_count <= POS_SET_PARTS_MAX && !twice(w->pack, &set))
		keep(w, &set);
}

static const char *
item_of(const struct writer *w, size_t unit)
{
	const struct pos_pack *pack = w->pack;

	return pack->plan->line[pack->type[pack->unit[unit]].line[0]]->item;
}

/*
 * Different items in each set: deal them out, all of an item in a row, one to
 * each set in turn.  That succeeds if anything does.
 */
static void
deal(struct writer *w, const struct pos_automaton *a)
{
	size_t n = w->count[0], sets = n / (size_t)a->units[0], i, k, unit;
	size_t *order = w->queue[0], *dealt = w->queue[1];

	for (i = 1; i < n; i++) {
		unit = order[i];
		for (k = i; k > 0 &&
		     strcmp(item_of(w, order[k - 1]), item_of(w, unit)) > 0;
		     k--)
			order[k] = order[k - 1];
		order[k] = unit;
	}
	for (i = 0; i < sets * (size_t)a->units[0]; i++)
		dealt[i % sets * (size_t)a->units[0] + i / sets] = order[i];
	memcpy(order, dealt, sets * (size_t)a->units[0] * sizeof(*order));
}

static void
write_rule(struct writer *w, size_t rule)
{
	const struct pos_automaton *a = &w->pack->rule[rule];
	size_t i, k;

	for (k = 0; k < POS_PACK_SLOTS; k++)
		w->count[k] = w->next[k] = 0;
	for (i = 0; i < w->pack->units; i++)
		if (w->way->rule[i] == rule) {
			k = w->way->slot[i];
			w->queue[k][w->count[k]++] = i;
		}
	if (w->pack->plan->turn[a->turn].rule->slots_count == 1 &&
	    w->pack->plan->turn[a->turn].rule->slots[0].distinct &&
	    a->slots == 1)
		deal(w, a);
	while (a->slots > 0) {
		for (k = 0; k < a->slots; k++)
			if (w->next[k] + (size_t)a->units[k] > w->count[k])
				break;
		if (k < a->slots)
			break;
		write_set(w, a);
	}
}

static void
write_all(struct pos_pack *pack, const struct pos_way *way,
    struct pos_packing *out)
{
	struct pos_pool *pool = pack->plan->pool;
	struct writer w = { .pack = pack, .way = way, .out = out };
	size_t i;

	w.taken =
	    pos_pool_alloc(pool, (pack->plan->lines + 1) * sizeof(*w.taken));
	for (i = 0; i < POS_PACK_SLOTS; i++)
		w.queue[i] =
		    pos_pool_alloc(pool, (pack->units + 1) * sizeof(size_t));
	for (i = 0; i < pack->rules; i++)
		write_rule(&w, i);
}

/* --- all of it ------------------------------------------------------------ */

/* Automata of the turns; what has none counts as much as its units could. */
static void
make_rules(struct pos_pack *pack, const size_t *turns, size_t count)
{
	size_t i;

	pack->rule =
	    pos_pool_alloc(pack->plan->pool, (count + 1) * sizeof(*pack->rule));
	for (i = 0; i < count; i++)
		if (!pos_automaton_make(pack, turns[i],
			&pack->rule[pack->rules]))
			pack->bound += pack->plan->turn[turns[i]].most;
		else if (pack->rule[pack->rules].reads > 0)
			pack->rules++;
}

void
pos_pack(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, const size_t *turns, size_t count,
    int64_t *nodes, struct pos_packing *out)
{
	struct pos_pack pack = { .plan = plan, .left = left, .trial = trial };
	size_t part[POS_PRICE_RULES_MAX] = { 0 }, rule[POS_PRICE_RULES_MAX];
	struct pos_way way = { 0 };
	size_t i, n, mark = 0;

	*out = (struct pos_packing){ 0 };
	pos_pack_types(&pack, turns, count);
	if (pack.units > POS_PACK_UNITS) {
		for (i = 0; i < count; i++)
			out->bound += plan->turn[turns[i]].most;
		return;
	}
	make_rules(&pack, turns, count);
	pack.price =
	    pos_pool_alloc(plan->pool, (pack.types + 1) * sizeof(*pack.price));
	way.rule =
	    pos_pool_alloc(plan->pool, (pack.units + 1) * sizeof(*way.rule));
	way.slot =
	    pos_pool_alloc(plan->pool, (pack.units + 1) * sizeof(*way.slot));
	for (i = 0; i < pack.units; i++)
		way.rule[i] = SIZE_MAX;
	for (i = 0; i < pack.rules; i++) {
		if (part[i] != 0)
			continue;
		n = component(&pack, i, part, ++mark, rule);
		pos_pack_way(&pack, rule, n, pos_pack_prices(&pack, rule, n, 0),
		    nodes, &way);
		pack.bound += way.bound;
	}
	write_all(&pack, &way, out);
	out->bound = pack.bound;
}
