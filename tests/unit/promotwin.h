/*
 * promotwin.h - the best price of a small cart by trying everything.
 *
 * A second opinion on lib/promo: it shares no code with it and knows no
 * trick.  Rules come in a fixed order (lane; percent, new price, amount,
 * points; those of sets, those on so many units, others; code), and at each
 * one every legal decision is tried: to leave it, to take it on any lines
 * (where it may not share them), every packing of its sets.
 *
 * Quantities are whole.  A line is so many units of its average price.  Where
 * that is not a whole number of minor units, or amounts of an early lane
 * compete, the outcome hangs on cents that no text settles: then the twin is
 * not sure, and says so.
 */
#ifndef POS_TESTS_PROMOTWIN_H
#define POS_TESTS_PROMOTWIN_H

#include <stdlib.h>
#include <string.h>

#include "promo/price.h"

#define TWIN_LINES 16
#define TWIN_UNITS 16
#define TWIN_RULES 8
#define TWIN_LEAVES 30000 /* decisions, then it gives up */

struct twin_state {
	int64_t left[TWIN_LINES];    /* what each line costs by now */
	int64_t free[TWIN_LINES];    /* and its units in no set */
	bool blurred[TWIN_LINES];    /* free is not known to the cent */
	bool used[TWIN_UNITS];       /* by a set */
	unsigned on[TWIN_LINES];     /* rules that acted on the line */
	unsigned leaves[TWIN_RULES]; /* lines that it left to another */
	unsigned taken;              /* rules */
	int64_t points;              /* spent, */
	int64_t paid;                /* and of these paid with */
	int64_t flow;                /* of amounts that are not spread yet */
	unsigned amounts;            /* those rules, */
	unsigned where[TWIN_RULES];  /* their units */
	int64_t much[TWIN_RULES];    /* and how much each may take */
};

struct twin {
	const struct pos_cart *cart;
	/* goes on with the rule in this place of the order */
	void (*next)(struct twin *t, const struct twin_state *s, int i);
	int lines, units;
	int line[TWIN_UNITS];  /* of a unit */
	int count[TWIN_LINES]; /* units of a line */
	int order[TWIN_RULES];
	long leaves;
	int64_t best;
	bool sure;
};

static inline int64_t
twin_least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* a * num / den, half up; nothing is negative here. */
static inline int64_t
twin_part(int64_t a, int64_t num, int64_t den)
{
	return (int64_t)((2 * (__int128)a * num + den) / (2 * (__int128)den));
}

/* --- who is who ---------------------------------------------------------- */

static inline const struct pos_rule *
twin_rule(const struct twin *t, int r)
{
	return t->cart->rules[r].rule;
}

static inline int64_t
twin_lane(const struct pos_rule *rule)
{
	return rule->stacking != NULL && rule->stacking->lane != 0 ?
	    rule->stacking->lane :
	    POS_RULE_LANE_ITEM;
}

static inline int
twin_class(const struct pos_rule *rule)
{
	static const char *const kinds[] = { "percent", "new_price", "amount",
		"points_pay" };
	int i;

	for (i = 0; i < 4; i++)
		if (strcmp(rule->effect->kind, kinds[i]) == 0)
			return i;
	return 4; /* costs nothing and takes nothing off */
}

static inline int
twin_width(const struct pos_rule *rule)
{
	if (rule->slots_count > 0)
		return 0;
	return rule->target != NULL && rule->target->units_milli != 0 ? 1 : 2;
}

static inline int
twin_before(const struct pos_rule *a, const struct pos_rule *b)
{
	if (twin_lane(a) != twin_lane(b))
		return twin_lane(a) < twin_lane(b) ? -1 : 1;
	if (twin_class(a) != twin_class(b))
		return twin_class(a) - twin_class(b);
	if (twin_width(a) != twin_width(b))
		return twin_width(a) - twin_width(b);
	return strcmp(a->code, b->code);
}

static inline bool
twin_among(const char *word, const char **words, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (word != NULL && strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* Does a list of codes or tags name the rule? */
static inline bool
twin_named(const struct pos_rule *rule, const char **words, size_t count)
{
	size_t i;

	if (twin_among(rule->code, words, count))
		return true;
	for (i = 0; rule->stacking != NULL && i < rule->stacking->tags_count;
	     i++)
		if (twin_among(rule->stacking->tags[i], words, count))
			return true;
	return false;
}

static inline bool
twin_line_scope(const struct pos_rule *rule)
{
	return rule->stacking->scope != NULL &&
	    strcmp(rule->stacking->scope, "line") == 0;
}

/* May two rules not both act: 2 on an order, 1 on a line, 0 they may. */
static inline int
twin_clash(const struct pos_rule *a, const struct pos_rule *b)
{
	const struct pos_rule_stacking *s = a->stacking, *o = b->stacking;
	int clash = 0, one;

	if (s != NULL && o != NULL && s->group != NULL && o->group != NULL &&
	    strcmp(s->group, o->group) == 0)
		clash = twin_line_scope(a) && twin_line_scope(b) ? 1 : 2;
	if (s != NULL && twin_named(b, s->not_with, s->not_with_count)) {
		one = twin_line_scope(a) ? 1 : 2;
		clash = one > clash ? one : clash;
	}
	if (o != NULL && twin_named(a, o->not_with, o->not_with_count)) {
		one = twin_line_scope(b) ? 1 : 2;
		clash = one > clash ? one : clash;
	}
	return clash;
}

/* Some other rule may not share a line with it. */
static inline bool
twin_by_line(const struct twin *t, int r)
{
	int k;

	for (k = 0; k < (int)t->cart->rules_count; k++)
		if (k != r && twin_clash(twin_rule(t, r), twin_rule(t, k)) == 1)
			return true;
	return false;
}

static inline bool
twin_mode(const struct pos_rule *rule, const char *mode)
{
	return rule->stacking != NULL && rule->stacking->mode != NULL &&
	    strcmp(rule->stacking->mode, mode) == 0;
}

/* Whether the order allows the rule beside those that are taken. */
static inline bool
twin_allowed(const struct twin *t, const struct twin_state *s, int r)
{
	const struct pos_rule *a = twin_rule(t, r), *b;
	size_t i;

	if (t->cart->rules[r].room.uses == 0)
		return false;
	for (i = 0; i < t->cart->rules_count; i++) {
		if ((s->taken & 1u << i) == 0)
			continue;
		b = twin_rule(t, (int)i);
		if (twin_mode(a, "exclusive_order") ||
		    twin_mode(b, "exclusive_order"))
			return false;
		if (twin_lane(a) == twin_lane(b) &&
		    (twin_mode(a, "exclusive") || twin_mode(b, "exclusive")))
			return false;
		if (twin_clash(a, b) == 2)
			return false;
	}
	return true;
}

/* --- which units --------------------------------------------------------- */

static inline bool
twin_selected(const struct twin *t, const struct twin_state *s,
    const struct pos_select *sel, int line, int64_t lane)
{
	const struct pos_cart_line *l = &t->cart->lines[line];
	bool tagged = false, earlier = false;
	size_t i;

	if (sel == NULL)
		return true;
	for (i = 0; i < l->tags_count; i++)
		tagged |= twin_among(l->tags[i], sel->tags, sel->tags_count);
	for (i = 0; i < t->cart->rules_count; i++)
		earlier |= (s->on[line] & 1u << i) != 0 &&
		    twin_lane(twin_rule(t, (int)i)) < lane;
	return (sel->items_count == 0 ||
		   twin_among(l->item, sel->items, sel->items_count)) &&
	    !twin_among(l->item, sel->not_items, sel->not_items_count) &&
	    (sel->categories_count == 0 ||
		twin_among(l->category, sel->categories,
		    sel->categories_count)) &&
	    !twin_among(l->category, sel->not_categories,
		sel->not_categories_count) &&
	    (sel->tags_count == 0 || tagged) &&
	    (!sel->has_price_min || l->price_minor >= sel->price_min_minor) &&
	    (!sel->has_price_max || l->price_minor <= sel->price_max_minor) &&
	    (!sel->not_discounted || (!l->discounted && !earlier));
}

/* Units as a set of bits. */
static inline unsigned
twin_select(const struct twin *t, const struct twin_state *s,
    const struct pos_select *sel, int64_t lane)
{
	unsigned set = 0;
	int u;

	for (u = 0; u < t->units; u++)
		if (twin_selected(t, s, sel, t->line[u], lane))
			set |= 1u << u;
	return set;
}

static inline unsigned
twin_of_lines(const struct twin *t, unsigned lines)
{
	unsigned set = 0;
	int u;

	for (u = 0; u < t->units; u++)
		if ((lines & 1u << t->line[u]) != 0)
			set |= 1u << u;
	return set;
}

/* Is the unit picked before the other?  The earlier of equals is. */
static inline bool
twin_sooner(const struct twin *t, int u, int other, const char *pick)
{
	int64_t a = t->cart->lines[t->line[u]].price_minor;
	int64_t b = t->cart->lines[t->line[other]].price_minor;

	if (a == b || (pick != NULL && strcmp(pick, "listed") == 0))
		return u < other;
	return pick != NULL && strcmp(pick, "dearest") == 0 ? a > b : a < b;
}

/* So many of a set: those that are picked first, or last. */
static inline unsigned
twin_pick(const struct twin *t, unsigned set, int64_t count, const char *pick,
    bool last)
{
	unsigned out = 0;
	int u, best;

	for (; count > 0 && set != 0; count--) {
		best = -1;
		for (u = 0; u < t->units; u++)
			if ((set & 1u << u) != 0 &&
			    (best < 0 || twin_sooner(t, u, best, pick) != last))
				best = u;
		out |= 1u << best;
		set &= ~(1u << best);
	}
	return out;
}

/* --- sums ---------------------------------------------------------------- */

static inline int
twin_count(unsigned set)
{
	return __builtin_popcount(set);
}

/* Units of a line that are in a set. */
static inline int
twin_many(const struct twin *t, unsigned set, int line)
{
	return twin_count(set & twin_of_lines(t, 1u << line));
}

/* What those units cost by now, by the average of the line. */
static inline int64_t
twin_cost(struct twin *t, const struct twin_state *s, unsigned set, int line)
{
	int many = twin_many(t, set, line);

	if (many == 0)
		return 0;
	if (many < t->count[line] && s->left[line] % t->count[line] != 0)
		t->sure = false;
	return s->left[line] * many / t->count[line];
}

static inline int64_t
twin_room(struct twin *t, const struct twin_state *s, unsigned set, int line)
{
	int64_t floor =
	    t->cart->lines[line].floor_minor * twin_many(t, set, line);
	int64_t cost = twin_cost(t, s, set, line);

	return cost > floor ? cost - floor : 0;
}

static inline int64_t
twin_costs(struct twin *t, const struct twin_state *s, unsigned set)
{
	int64_t sum = 0;
	int i;

	for (i = 0; i < t->lines; i++)
		sum += twin_cost(t, s, set, i);
	return sum;
}

/* Before the rules. */
static inline int64_t
twin_lists(struct twin *t, unsigned set)
{
	int64_t sum = 0, amount;
	int i, many;

	for (i = 0; i < t->lines; i++) {
		many = twin_many(t, set, i);
		amount = t->cart->lines[i].amount_minor;
		if (many < t->count[i] && amount % t->count[i] != 0)
			t->sure = false;
		sum += amount * many / t->count[i];
	}
	return sum;
}

static inline int64_t
twin_rooms(struct twin *t, const struct twin_state *s, unsigned set)
{
	int64_t sum = 0;
	int i;

	for (i = 0; i < t->lines; i++)
		sum += twin_room(t, s, set, i);
	return sum;
}

/*
 * Split off over n places: in proportion, by largest remainder, ties to the
 * earlier.  Whose exact share is more than it can take takes what it can, and
 * the others share the rest anew.
 */
static inline void
twin_split(int64_t off, int n, const int64_t *weight, const int64_t *cap,
    int64_t *out)
{
	bool full[TWIN_UNITS] = { false }, again = true;
	__int128 rest[TWIN_UNITS], all = 0;
	int64_t over = off;
	int i, k;

	while (again) {
		again = false;
		all = 0;
		over = off;
		for (i = 0; i < n; i++) {
			over -= full[i] ? cap[i] : 0;
			all += full[i] ? 0 : weight[i];
		}
		for (i = 0; i < n; i++)
			if (!full[i] &&
			    (__int128)over * weight[i] > (__int128)cap[i] * all)
				full[i] = again = true;
	}
	off = over;
	for (i = 0; i < n; i++) {
		out[i] = full[i] ? cap[i] : 0;
		rest[i] = -1;
		if (full[i] || all == 0)
			continue;
		out[i] = (int64_t)((__int128)off * weight[i] / all);
		rest[i] = (__int128)off * weight[i] % all;
		over -= out[i];
	}
	for (; over > 0 && all > 0; over--) {
		for (i = 1, k = 0; i < n; i++)
			if (rest[i] > rest[k])
				k = i;
		out[k]++;
		rest[k] = -1;
	}
}

/* Take off from some units, of any set of a line, each line by its share. */
static inline int64_t
twin_take(struct twin *t, struct twin_state *s, unsigned set, int64_t off)
{
	int64_t weight[TWIN_UNITS] = { 0 }, cap[TWIN_UNITS] = { 0 };
	int64_t part[TWIN_UNITS];
	int i, u, used;

	off = twin_least(off, twin_rooms(t, s, set));
	for (i = 0; i < t->lines; i++) {
		weight[i] = twin_cost(t, s, set, i);
		cap[i] = twin_room(t, s, set, i);
	}
	twin_split(off, t->lines, weight, cap, part);
	for (i = 0; i < t->lines; i++) {
		s->left[i] -= part[i];
		for (used = 0, u = 0; u < t->units; u++)
			used += t->line[u] == i && s->used[u];
		if (used == 0)
			s->free[i] = s->left[i];
		else if (part[i] > 0)
			s->blurred[i] = true;
	}
	return off;
}

#endif
