/*
 * promotwin_search.h - the twin's way through all decisions.
 */
#ifndef POS_TESTS_PROMOTWIN_SEARCH_H
#define POS_TESTS_PROMOTWIN_SEARCH_H

#include "promotwin_effect.h"

/* --- amounts that overlap ------------------------------------------------ */

/*
 * What amounts can take together: each may take so much in all, and from each
 * line as much as is there: the greatest flow, by augmenting paths.
 */
#define TWIN_NODES (2 + TWIN_RULES + TWIN_LINES)
struct twin_net {
	int64_t edge[TWIN_NODES][TWIN_NODES];
	bool seen[TWIN_NODES];
};

static inline int64_t
twin_push(struct twin_net *net, int from, int64_t most)
{
	int64_t got;
	int to;

	if (from == 1)
		return most;
	net->seen[from] = true;
	for (to = 0; to < TWIN_NODES; to++) {
		if (net->seen[to] || net->edge[from][to] == 0)
			continue;
		got = twin_push(net, to, twin_least(most, net->edge[from][to]));
		if (got == 0)
			continue;
		net->edge[from][to] -= got;
		net->edge[to][from] += got;
		return got;
	}
	return 0;
}

static inline int64_t
twin_flow(struct twin *t, const struct twin_state *s)
{
	struct twin_net net = { 0 };
	bool part[TWIN_LINES] = { false };
	int over[TWIN_LINES] = { 0 }, r, i, many;
	int64_t sum = 0, got;

	for (i = 0; i < t->lines; i++)
		net.edge[2 + TWIN_RULES + i][1] =
		    twin_room(t, s, twin_of_lines(t, 1u << i), i);
	for (r = 0; r < (int)t->cart->rules_count; r++) {
		if ((s->amounts & 1u << r) == 0)
			continue;
		net.edge[0][2 + r] = s->much[r];
		for (i = 0; i < t->lines; i++) {
			net.edge[2 + r][2 + TWIN_RULES + i] =
			    twin_room(t, s, s->where[r], i);
			many = twin_many(t, s->where[r], i);
			part[i] |= many > 0 && many < t->count[i];
			over[i] += many > 0;
		}
	}
	for (i = 0; i < t->lines; i++)
		if (part[i] && over[i] > 1)
			t->sure = false; /* the same units, or others? */
	do {
		memset(net.seen, 0, sizeof(net.seen));
		got = twin_push(&net, 0, INT64_MAX);
		sum += got;
	} while (got != 0);
	return sum;
}

/* An amount for all its units together, and nothing comes after its lane. */
static inline bool
twin_flows(const struct twin *t, int i)
{
	const struct pos_rule *rule = twin_rule(t, t->order[i]);
	size_t k;

	for (k = (size_t)i; k < t->cart->rules_count; k++) {
		rule = twin_rule(t, t->order[k]);
		if (twin_class(rule) == 4)
			continue;
		if (strcmp(rule->effect->kind, "amount") != 0 ||
		    rule->slots_count > 0 ||
		    strcmp(twin_per(rule), "target") != 0 ||
		    twin_lane(rule) != twin_lane(twin_rule(t, t->order[i])))
			return false;
	}
	return true;
}

/* --- the way ------------------------------------------------------------- */

static inline void
twin_points(struct twin *t, const struct twin_state *s, int i, int r)
{
	const struct pos_rule *rule = twin_rule(t, r);
	const struct pos_rule_limit *limit = rule->limit;
	struct twin_state next = *s;
	unsigned set = twin_select(t, s,
			   rule->target != NULL ? rule->target->select : NULL,
			   twin_lane(rule)) &
	    ~twin_of_lines(t, twin_barred(t, s, r));
	int64_t points = t->cart->points - s->points, off, per, total;

	if (t->cart->want_points >= 0)
		points = twin_least(points, t->cart->want_points - s->paid);
	if (limit != NULL && limit->max_points != 0)
		points = twin_least(points, limit->max_points);
	per = rule->effect->value_points != 0 ? rule->effect->value_points : 1;
	off = points * rule->effect->value_minor / per;
	total = twin_costs(t, s, set);
	if (limit != NULL && limit->max_share_ppm != 0)
		off = twin_least(off, total * limit->max_share_ppm / 1000000);
	off = twin_least(off, twin_ceiling(t, r));
	total = twin_costs(t, s, (1u << t->units) - 1);
	if (rule->effect->keep_one)
		off = twin_least(off, total - 1);
	/* only points that are worth something whole are given */
	points = (off * per + rule->effect->value_minor - 1) /
	    rule->effect->value_minor;
	if (off <= 0)
		return;
	off = twin_take(t, &next, set, off);
	next.points += points;
	next.paid += points;
	next.taken |= 1u << r;
	twin_mark(t, s, &next, r);
	t->next(t, &next, i + 1);
}

/*
 * Buy some and get others: as often as both are there, the last time with
 * fewer to get.  What cannot be got is bought first, then what would be got
 * last.
 */
static inline int64_t
twin_buy(const struct twin *t, const struct twin_state *s,
    const struct pos_rule *rule, int64_t times, unsigned *set)
{
	const struct pos_rule_condition *c = rule->conditions;
	const struct pos_rule_target *target = rule->target;
	unsigned from = twin_select(t, s, c->select, twin_lane(rule)), both;
	int64_t buy = c->units_milli / 1000, get = target->units_milli / 1000;
	int64_t k, need, lost = 0;

	both = from & *set;
	for (k = times; k > 0; k--) {
		need = target->require_full ? k * get : (k - 1) * get + 1;
		lost = k * buy - twin_count(from & ~both);
		lost = lost > 0 ? lost : 0;
		if (lost <= twin_count(both) && twin_count(*set) - lost >= need)
			break;
	}
	if (k == 0)
		*set = 0;
	*set &= ~twin_pick(t, both, lost, target->pick, true);
	*set = twin_pick(t, *set, k * get, target->pick, false);
	return k;
}

/*
 * Amounts of a lane that is not the last are sure where none can be stranded:
 * strangers, or the same units in the same way.
 */
static inline bool
twin_stranded(const struct twin *t, const struct twin_state *s, int r,
    unsigned set)
{
	const struct pos_rule *rule = twin_rule(t, r), *other;
	bool whole = strcmp(twin_per(rule), "target") == 0;
	int k;

	for (k = 0; k < (int)t->cart->rules_count; k++) {
		other = twin_rule(t, k);
		if (k == r || (s->taken & 1u << k) == 0 ||
		    other->slots_count > 0 || twin_class(other) != 2 ||
		    twin_lane(other) != twin_lane(rule) ||
		    (s->where[k] & set) == 0)
			continue;
		if (s->where[k] != set ||
		    strcmp(twin_per(rule), twin_per(other)) != 0 ||
		    (!whole &&
			(twin_ceiling(t, r) != INT64_MAX ||
			    twin_ceiling(t, k) != INT64_MAX)))
			return true;
	}
	return false;
}

/* A rule without sets takes these lines. */
static inline void
twin_act(struct twin *t, const struct twin_state *s, int i, int r,
    unsigned lines)
{
	const struct pos_rule *rule = twin_rule(t, r);
	const struct pos_rule_target *target = rule->target;
	struct twin_state next = *s;
	unsigned set, line;
	int64_t times = twin_times(t, s, rule), rate, amount, many;
	size_t l;

	if (times == 0)
		return;
	set = twin_of_lines(t, lines);
	if (rule->conditions_count > 0 && rule->conditions[0].consume) {
		times = twin_buy(t, s, rule, times, &set);
	} else if (target != NULL && target->units_milli != 0 &&
	    target->units_per == NULL) {
		if (target->require_full)
			times = twin_least(times,
			    twin_count(set) / (target->units_milli / 1000));
		set = twin_pick(t, set, target->units_milli / 1000 * times,
		    target->pick, false);
	} else if (target != NULL && target->units_milli != 0) {
		line = set;
		for (set = 0, l = 0; l < t->cart->lines_count; l++) {
			many = twin_many(t, line, (int)l);
			if (target->require_full)
				many -= many % (target->units_milli / 1000);
			set |= twin_pick(t, line & twin_of_lines(t, 1u << l),
			    twin_least(target->units_milli / 1000 * times,
				many),
			    target->pick, false);
		}
	}
	set = twin_pick(t, set, twin_units_room(t, r),
	    target != NULL ? target->pick : NULL, false);
	if (set == 0)
		return;
	next.taken |= 1u << r;
	next.where[r] = set;
	if (twin_class(rule) == 2 && !twin_flows(t, i) &&
	    twin_stranded(t, s, r, set)) {
		t->sure = false;
		return;
	}
	if (twin_flows(t, i)) {
		if (!twin_number(t, s, rule, &rate, &amount))
			return;
		next.amounts |= 1u << r;
		next.much[r] = twin_least(amount * times, twin_ceiling(t, r));
		next.flow = twin_flow(t, &next);
	} else {
		twin_effect(t, &next, r, set, times);
	}
	twin_mark(t, s, &next, r);
	t->next(t, &next, i + 1);
}

/* Amounts that are not spread yet: they may, wherever they could. */
static inline bool
twin_acts(const struct twin *t, const struct twin_state *s, int r, int line)
{
	return (s->on[line] & 1u << r) != 0 ||
	    ((s->amounts & 1u << r) != 0 &&
		twin_many(t, s->where[r], line) > 0);
}

/* A line that a rule left was taken by one that it may not share it with. */
static inline bool
twin_left_well(const struct twin *t, const struct twin_state *s)
{
	int l, r, k;
	bool other;

	for (r = 0; r < (int)t->cart->rules_count; r++)
		for (l = 0; l < t->lines; l++) {
			if ((s->leaves[r] & 1u << l) == 0)
				continue;
			other = false;
			for (k = 0; k < (int)t->cart->rules_count; k++)
				other |= k != r && twin_acts(t, s, k, l) &&
				    twin_clash(twin_rule(t, r),
					twin_rule(t, k)) == 1;
			if (!other)
				return false;
		}
	return true;
}

static inline void
twin_next(struct twin *t, const struct twin_state *s, int i)
{
	const struct pos_rule *rule;
	struct twin_state paid = *s;
	unsigned lines = 0, some;
	int64_t rate, amount;
	size_t l;
	int r;

	if (i == (int)t->cart->rules_count) {
		if (!twin_left_well(t, s))
			return;
		amount = twin_costs(t, s, (1u << t->units) - 1) - s->flow;
		t->best = twin_least(t->best, amount);
		t->sure &= ++t->leaves < TWIN_LEAVES;
		return;
	}
	twin_next(t, s, i + 1);
	r = t->order[i];
	rule = twin_rule(t, r);
	if (!t->sure || twin_class(rule) == 4 || !twin_allowed(t, s, r))
		return;
	if (rule->limit != NULL)
		paid.points += rule->limit->points_cost;
	if (paid.points > t->cart->points)
		return;
	if (twin_class(rule) == 3) {
		twin_points(t, &paid, i, r);
		return;
	}
	if (rule->slots_count > 0) {
		if (twin_number(t, s, rule, &rate, &amount))
			twin_fill((struct twin_pack){ .t = t,
				      .i = i,
				      .r = r,
				      .rate = rate,
				      .amount = amount,
				      .barred = twin_barred(t, s, r) },
			    &paid, 0, 0, 0, 0, 0, 0);
		return;
	}
	for (l = 0; l < t->cart->lines_count; l++)
		if (twin_selected(t, s,
			rule->target != NULL ? rule->target->select : NULL,
			(int)l, twin_lane(rule)))
			lines |= 1u << l;
	lines &= ~twin_barred(t, s, r);
	if (!twin_by_line(t, r)) {
		if (lines != 0)
			twin_act(t, &paid, i, r, lines);
		return;
	}
	for (some = lines; some != 0; some = (some - 1) & lines) {
		paid.leaves[r] = lines & ~some;
		twin_act(t, &paid, i, r, some);
	}
}

/* The lowest payment; false: not sure, or too many decisions. */
static inline bool
twin_best(const struct pos_cart *cart, int64_t *best)
{
	struct twin t = { .cart = cart,
		.next = twin_next,
		.sure = true,
		.best = INT64_MAX };
	struct twin_state s = { 0 };
	int i, k, swap;

	t.lines = (int)cart->lines_count;
	for (i = 0; i < t.lines; i++) {
		t.count[i] = (int)(cart->lines[i].qty_milli / 1000);
		s.left[i] = s.free[i] = cart->lines[i].amount_minor;
		for (k = 0; k < t.count[i]; k++)
			t.line[t.units++] = i;
	}
	for (i = 0; i < (int)cart->rules_count; i++) {
		t.order[i] = i;
		for (k = i; k > 0 &&
		     twin_before(cart->rules[t.order[k]].rule,
			 cart->rules[t.order[k - 1]].rule) < 0;
		     k--) {
			swap = t.order[k];
			t.order[k] = t.order[k - 1];
			t.order[k - 1] = swap;
		}
	}
	twin_next(&t, &s, 0);
	*best = t.best;
	return t.sure;
}

#endif
