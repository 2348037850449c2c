/*
 * promotwin_effect.h - the twin's conditions, effects and sets.
 */
#ifndef POS_TESTS_PROMOTWIN_EFFECT_H
#define POS_TESTS_PROMOTWIN_EFFECT_H

#include "promotwin.h"

/* --- conditions ---------------------------------------------------------- */

/* What a condition measures, as a fraction. */
static inline void
twin_measure(struct twin *t, const struct twin_state *s,
    const struct pos_rule_condition *c, int64_t lane, __int128 *num,
    __int128 *den)
{
	unsigned set = twin_select(t, s, c->select, lane);
	const struct pos_cart_line *l;
	__int128 d = 1, part;
	int i;

	*num = 0;
	*den = 1;
	if (strcmp(c->measure, "quantity") == 0) {
		*num = (__int128)twin_count(set) * 1000;
		return;
	}
	if (s->flow > 0 && twin_count(set) < t->units)
		t->sure = false; /* how much of it is off these? */
	for (i = 0; i < t->lines; i++) {
		if (twin_many(t, set, i) == 0)
			continue;
		l = &t->cart->lines[i];
		part = c->basis != NULL && strcmp(c->basis, "list") == 0 ?
		    l->amount_minor :
		    s->left[i];
		d = 1;
		if (c->tax != NULL && strcmp(c->tax, "excl") == 0 &&
		    l->tax_inclusive) {
			part *= 1000000;
			d = 1000000 + l->tax_ppm;
		} else if (c->tax != NULL && strcmp(c->tax, "incl") == 0 &&
		    !l->tax_inclusive) {
			part *= 1000000 + l->tax_ppm;
			d = 1000000;
		}
		*num = *num * d + part * *den;
		*den *= d;
		if (*den > 1000000) { /* one tax in a cart: see promo_best.c */
			*num /= d;
			*den /= d;
		}
	}
	if (c->basis == NULL || strcmp(c->basis, "list") != 0)
		*num -= s->flow * *den;
}

/* How often the conditions let it apply; 0: not at all. */
static inline int64_t
twin_times(struct twin *t, const struct twin_state *s,
    const struct pos_rule *rule)
{
	const struct pos_rule_condition *c;
	int64_t min, max, every, times = -1;
	__int128 num, den;
	bool buys = false;
	size_t i;

	for (i = 0; i < rule->conditions_count; i++) {
		c = &rule->conditions[i];
		if (c->consume) {
			buys = true;
			continue;
		}
		twin_measure(t, s, c, twin_lane(rule), &num, &den);
		if (strcmp(c->measure, "quantity") == 0) {
			min = c->min_milli;
			max = c->max_milli;
			every = c->every_milli;
		} else {
			min = c->min_minor;
			max = c->max_minor;
			every = c->every_minor;
		}
		if (num < min * den || (max != 0 && num > max * den))
			return 0;
		if (every != 0 && (times < 0 || num / (every * den) < times))
			times = (int64_t)(num / (every * den));
	}
	if (times < 0)
		times = buys ? TWIN_UNITS : 1;
	if (rule->limit != NULL && rule->limit->max_applications != 0)
		times = twin_least(times, rule->limit->max_applications);
	return times;
}

/* The number of the effect; false: no step is reached. */
static inline bool
twin_number(struct twin *t, const struct twin_state *s,
    const struct pos_rule *rule, int64_t *rate, int64_t *amount)
{
	const struct pos_rule_effect *e = rule->effect;
	__int128 num, den;
	bool quantity;
	size_t i;

	*rate = e->rate_ppm;
	*amount = e->amount_minor;
	if (e->tiers_count == 0)
		return true;
	twin_measure(t, s, e->tier_measure, twin_lane(rule), &num, &den);
	quantity = strcmp(e->tier_measure->measure, "quantity") == 0;
	for (i = e->tiers_count; i-- > 0;) {
		if (num <
		    (quantity ? e->tiers[i].min_milli : e->tiers[i].min_minor) *
			den)
			continue;
		*rate = e->tiers[i].rate_ppm;
		*amount = e->tiers[i].amount_minor;
		return true;
	}
	return false;
}

/* What the rule may take at most, whatever its arithmetic says. */
static inline int64_t
twin_ceiling(const struct twin *t, int r)
{
	const struct pos_rule *rule = twin_rule(t, r);
	int64_t most = INT64_MAX;

	if (rule->limit != NULL && rule->limit->max_discount_minor != 0)
		most = rule->limit->max_discount_minor;
	if (t->cart->rules[r].room.budget_minor >= 0)
		most = twin_least(most, t->cart->rules[r].room.budget_minor);
	return most;
}

static inline int64_t
twin_units_room(const struct twin *t, int r)
{
	const struct pos_rule *rule = twin_rule(t, r);
	int64_t most = TWIN_UNITS;

	if (rule->limit != NULL && rule->limit->max_units_milli != 0)
		most = rule->limit->max_units_milli / 1000;
	if (t->cart->rules[r].room.units_milli >= 0)
		most =
		    twin_least(most, t->cart->rules[r].room.units_milli / 1000);
	return most;
}

/* --- effects ------------------------------------------------------------- */

static inline const char *
twin_per(const struct pos_rule *rule)
{
	const struct pos_rule_effect *e = rule->effect;

	if (e->per != NULL)
		return e->per;
	if (rule->slots_count > 0 || strcmp(e->kind, "amount") == 0 ||
	    twin_lane(rule) >= 25)
		return "target";
	return twin_lane(rule) == POS_RULE_LANE_PRICE ? "unit" : "line";
}

/* What the effect says of something that costs so much. */
static inline int64_t
twin_off(const struct pos_rule_effect *e, int64_t cost, int64_t rate,
    int64_t amount)
{
	if (strcmp(e->kind, "percent") == 0)
		return twin_part(cost, rate, 1000000);
	if (strcmp(e->kind, "amount") == 0)
		return amount;
	return cost > amount ? cost - amount : 0;
}

static inline bool
twin_last(const struct twin *t, int r)
{
	return t->order[t->cart->rules_count - 1] == r;
}

/*
 * The effect on units, each, each line, or together.  What each piece has
 * room for is known before anything is taken; a ceiling cuts the whole, which
 * is then one amount over all of them.
 */
static inline void
twin_effect(struct twin *t, struct twin_state *s, int r, unsigned set,
    int64_t times)
{
	const struct pos_rule *rule = twin_rule(t, r);
	const struct pos_rule_effect *e = rule->effect;
	const char *per = twin_per(rule);
	bool list = e->base != NULL && strcmp(e->base, "list") == 0;
	int64_t rate, amount, off[TWIN_UNITS], sum = 0;
	int64_t loss[TWIN_LINES] = { 0 };
	unsigned piece[TWIN_UNITS];
	int i, n = 0;

	if (set == 0 || !twin_number(t, s, rule, &rate, &amount))
		return;
	if (strcmp(per, "target") == 0) {
		piece[n++] = set;
		amount *= times;
	} else if (strcmp(per, "line") == 0) {
		for (i = 0; i < t->lines; i++)
			if ((set & twin_of_lines(t, 1u << i)) != 0)
				piece[n++] = set & twin_of_lines(t, 1u << i);
	} else {
		for (i = 0; i < t->units; i++)
			if ((set & 1u << i) != 0)
				piece[n++] = 1u << i;
	}
	for (i = 0; i < n; i++) {
		off[i] = twin_off(e,
		    list ? twin_lists(t, piece[i]) : twin_costs(t, s, piece[i]),
		    rate, amount);
		off[i] = twin_least(off[i], twin_rooms(t, s, piece[i]));
		sum += off[i];
	}
	if (sum > twin_ceiling(t, r)) {
		/* more by what it costs, or by what each piece would lose? */
		if (n > 1 && !twin_last(t, r))
			t->sure = false;
		twin_take(t, s, set, twin_ceiling(t, r));
		return;
	}
	if (strcmp(per, "target") == 0) {
		twin_take(t, s, set, off[0]);
		return;
	}
	for (i = 0; i < n; i++)
		loss[t->line[__builtin_ctz(piece[i])]] += off[i];
	for (i = 0; i < t->lines; i++)
		twin_take(t, s, set & twin_of_lines(t, 1u << i), loss[i]);
}

/* It acted on the lines that it took something off. */
static inline void
twin_mark(const struct twin *t, const struct twin_state *before,
    struct twin_state *s, int r)
{
	int i;

	for (i = 0; i < t->lines; i++)
		if (s->left[i] < before->left[i])
			s->on[i] |= 1u << r;
}

/* Lines that a rule by line may not touch any more. */
static inline unsigned
twin_barred(struct twin *t, const struct twin_state *s, int r)
{
	const struct pos_rule *rule = twin_rule(t, r);
	const struct pos_rule_stacking *x = rule->stacking;
	unsigned barred = 0;
	size_t l, k;
	bool on;

	for (l = 0; l < t->cart->lines_count; l++) {
		on = false;
		for (k = 0; k < t->cart->rules_count; k++) {
			if ((s->amounts & 1u << k) != 0 && (k != (size_t)r) &&
			    ((x != NULL && x->only_on_count > 0) ||
				twin_clash(rule, twin_rule(t, (int)k)) == 1))
				t->sure = false; /* not spread yet */
			if ((s->on[l] & 1u << k) == 0)
				continue;
			if (twin_clash(rule, twin_rule(t, (int)k)) == 1)
				barred |= 1u << l;
			on |= x != NULL &&
			    twin_named(twin_rule(t, (int)k), x->only_on,
				x->only_on_count);
		}
		if (x != NULL && x->only_on_count > 0 && !on)
			barred |= 1u << l;
	}
	return barred;
}

/* --- rules of sets ------------------------------------------------------- */

struct twin_pack {
	struct twin *t;
	int i; /* in the order */
	int r;
	int64_t rate, amount;
	int64_t sets;    /* so far */
	int64_t got;     /* off so far */
	int64_t units;   /* discounted so far */
	unsigned first;  /* lowest unit of the set before: no permutations */
	unsigned barred; /* lines */
};

static inline void
twin_pack_more(struct twin_pack p, const struct twin_state *s);

/* What a unit in no set is worth. */
static inline int64_t
twin_worth(struct twin *t, const struct twin_state *s, int line)
{
	int u, many = 0;

	for (u = 0; u < t->units; u++)
		many += t->line[u] == line && !s->used[u];
	if (many == 0)
		return 0;
	if (s->blurred[line] || s->free[line] % many != 0)
		t->sure = false;
	return s->free[line] / many;
}

/* Of the units of a set, those that it gives its number to. */
static inline unsigned
twin_chosen(const struct twin *t, const struct pos_rule_effect *e,
    const int64_t *worth, unsigned target)
{
	unsigned chosen = 0;
	int64_t n;
	int u, best;

	if (e->on == NULL || strcmp(e->on, "all") == 0)
		return target;
	for (n = e->count; n > 0; n--) {
		best = -1;
		for (u = 0; u < t->units; u++) {
			if ((target & ~chosen & 1u << u) == 0)
				continue;
			if (best < 0 ||
			    (strcmp(e->on, "cheapest") == 0 ?
				    worth[t->line[u]] < worth[t->line[best]] :
				    worth[t->line[u]] > worth[t->line[best]]))
				best = u;
		}
		if (best >= 0)
			chosen |= 1u << best;
	}
	return chosen;
}

/* Spread what a set takes off over its targets. */
static inline int64_t
twin_set_take(struct twin *t, struct twin_state *s, const int64_t *worth,
    unsigned target, int64_t off)
{
	int64_t weight[TWIN_UNITS] = { 0 }, cap[TWIN_UNITS] = { 0 }, all = 0;
	int64_t part[TWIN_UNITS], floor;
	int i, many;

	for (i = 0; i < t->lines; i++) {
		many = twin_many(t, target, i);
		floor = t->cart->lines[i].floor_minor;
		weight[i] = worth[i] * many;
		cap[i] = worth[i] > floor ? (worth[i] - floor) * many : 0;
		all += cap[i];
	}
	off = twin_least(off, all);
	twin_split(off, t->lines, weight, cap, part);
	for (i = 0; i < t->lines; i++)
		s->left[i] -= part[i];
	return off;
}

/* A set is complete: its discount, then further sets or further rules. */
static inline void
twin_pack_done(struct twin_pack p, const struct twin_state *s, unsigned target,
    unsigned all)
{
	const struct pos_rule_effect *e = twin_rule(p.t, p.r)->effect;
	struct twin_state next = *s;
	int64_t off = 0, sum = 0, worth[TWIN_LINES] = { 0 };
	unsigned chosen;
	int u;

	for (u = 0; u < p.t->lines; u++)
		if (twin_many(p.t, all, u) > 0)
			worth[u] = twin_worth(p.t, s, u);
	chosen = twin_chosen(p.t, e, worth, target);
	p.units += twin_count(chosen);
	if (p.units > twin_units_room(p.t, p.r))
		return;
	for (u = 0; u < p.t->units; u++) {
		if ((chosen & 1u << u) == 0)
			continue;
		sum += worth[p.t->line[u]];
		off += twin_off(e, worth[p.t->line[u]], p.rate, p.amount);
	}
	if (strcmp(twin_per(twin_rule(p.t, p.r)), "unit") != 0)
		off = twin_off(e, sum, p.rate, p.amount);
	sum = twin_ceiling(p.t, p.r) - p.got;
	if (off > sum && !twin_last(p.t, p.r))
		p.t->sure = false; /* which of the sets is cut? */
	p.got += twin_set_take(p.t, &next, worth, target, twin_least(off, sum));
	p.sets++;
	for (u = 0; u < p.t->units; u++) {
		if ((all & 1u << u) != 0) {
			next.used[u] = true;
			next.free[p.t->line[u]] -= worth[p.t->line[u]];
		}
	}
	twin_mark(p.t, s, &next, p.r);
	next.taken |= 1u << p.r;
	twin_pack_more(p, &next);
}

/* Fill slot by slot, each unit of a slot after the one before. */
static inline void
twin_fill(struct twin_pack p, const struct twin_state *s, size_t slot, int have,
    int from, unsigned mine, unsigned target, unsigned all)
{
	const struct pos_rule *rule = twin_rule(p.t, p.r);
	const struct pos_rule_slot *x;
	struct twin *t = p.t;
	int u, k;
	bool bad;

	if (slot == rule->slots_count) {
		/* sets in the order of their lowest unit */
		if ((all & -all) > p.first)
			twin_pack_done((struct twin_pack){ t, p.i, p.r, p.rate,
					   p.amount, p.sets, p.got, p.units,
					   all & -all, p.barred },
			    s, target, all);
		return;
	}
	x = &rule->slots[slot];
	if (have == x->units) {
		twin_fill(p, s, slot + 1, 0, 0, 0, target, all);
		return;
	}
	for (u = from; u < t->units; u++) {
		/* units of a line are alike: the first that is free */
		bad = s->used[u] || (all & 1u << u) != 0 ||
		    (p.barred & 1u << t->line[u]) != 0 ||
		    (u > 0 && t->line[u - 1] == t->line[u] && !s->used[u - 1] &&
			(all & 1u << (u - 1)) == 0) ||
		    !twin_selected(t, s, x->select, t->line[u],
			twin_lane(rule));
		for (k = 0; !bad && k < t->units; k++)
			bad = x->distinct && (mine & 1u << k) != 0 &&
			    strcmp(t->cart->lines[t->line[k]].item,
				t->cart->lines[t->line[u]].item) == 0;
		if (bad)
			continue;
		twin_fill(p, s, slot, have + 1, u + 1, mine | 1u << u,
		    x->role != NULL && strcmp(x->role, "qualifier") == 0 ?
			target :
			target | 1u << u,
		    all | 1u << u);
	}
}

static inline void
twin_pack_more(struct twin_pack p, const struct twin_state *s)
{
	const struct pos_rule_limit *limit = twin_rule(p.t, p.r)->limit;

	p.t->next(p.t, s, p.i + 1);
	if (!p.t->sure ||
	    (limit != NULL && limit->max_applications != 0 &&
		p.sets >= limit->max_applications))
		return;
	twin_fill(p, s, 0, 0, 0, 0, 0, 0);
}

#endif
