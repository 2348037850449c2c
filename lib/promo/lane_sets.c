/*
 * lane_sets.c - the sets of a lane in a larger cart: packed, and repaired
 * where they would break a threshold that comes after them.
 *
 * Rules that exclude each other are tried in every combination that leaves
 * none of them out without need.
 */
#include <string.h>

#include "promo/order.h"
#include "promo/pack_inside.h"
#include "promo/walk.h"

#define COMBINATIONS 64

struct lane {
	struct pos_walk *w;
	size_t turn, end;
	size_t turns[POS_PRICE_RULES_MAX]; /* of this lane, with slots */
	bool out[POS_PRICE_RULES_MAX];
	size_t count;
	size_t tried;
};

/* Go on with these sets. */
static void
go_on(struct lane *l, const struct pos_set *sets, size_t count,
    const bool *keep)
{
	struct pos_walk *w = l->w;
	struct pos_walk saved = *w;
	size_t before = w->trial->sets_count, i;

	w->packed = true;
	w->packed_lane = w->plan->turn[l->turn].lane;
	w->packed_end = l->end;
	w->packed_sets = before;
	for (i = 0; i < count; i++)
		if (keep == NULL || keep[i])
			pos_trial_push(w->plan, w->trial, &sets[i]);
	pos_walk(w, l->turn);
	w->trial->sets_count = before;
	w->packed = saved.packed;
	w->packed_lane = saved.packed_lane;
	w->packed_end = saved.packed_end;
	w->packed_sets = saved.packed_sets;
}

/* What sets take off, each for itself. */
static int64_t
value(const struct pos_walk *w, const struct pos_left *left,
    const struct pos_packing *p)
{
	const struct pos_turn *t;
	int64_t sum = 0, rate, amount, units;
	size_t i;

	for (i = 0; i < p->count; i++) {
		t = &w->plan->turn[p->sets[i].rule];
		if (pos_value(w->plan, left, t, &rate, &amount))
			sum += pos_set_off(w->plan, left, t, &p->sets[i], rate,
			    amount, &units);
	}
	return sum;
}

static bool
amount_from(const struct pos_rule_condition *c, int64_t *from)
{
	*from = c->min_minor > c->every_minor ? c->min_minor : c->every_minor;
	return c->measure != NULL && strcmp(c->measure, "amount") == 0 &&
	    (c->basis == NULL || strcmp(c->basis, "list") != 0) && *from > 0;
}

/* Thresholds on a part of the order, each for itself. */
static void
repair_parts(struct lane *l, const struct pos_packing *p, bool *keep)
{
	const struct pos_plan *plan = l->w->plan;
	const struct pos_left *left = l->w->at[l->turn];
	const struct pos_rule_condition *c;
	const struct pos_turn *t;
	int64_t from, now;
	size_t i, k;

	for (i = l->turn; i < plan->turns; i++) {
		t = &plan->turn[i];
		for (k = 0;
		     !t->slots && !t->dead && k < t->rule->conditions_count;
		     k++) {
			c = &t->rule->conditions[k];
			if (!amount_from(c, &from))
				continue;
			now = pos_measure(plan, left, c, t->when[k]);
			if (now < from)
				continue;
			pos_repair(plan, left, p->sets, p->count, t->when[k],
			    now - from, keep);
			go_on(l, p->sets, p->count, keep);
		}
	}
}

static void
pack(struct lane *l)
{
	struct pos_walk *w = l->w;
	const struct pos_plan *plan = w->plan;
	const struct pos_left *left = w->at[l->turn];
	size_t turns[POS_PRICE_RULES_MAX] = { 0 }, i, k, count = 0;
	struct pos_packing p;
	struct pos_order order;
	int64_t later = 0, units = 0, reserve;
	bool *keep;

	for (i = 0; i < l->count; i++)
		if (!l->out[i])
			turns[count++] = l->turns[i];
	/* what follows needs some of the work, too */
	reserve = w->search->nodes / 4;
	w->search->nodes -= reserve;
	pos_pack(plan, left, w->trial, turns, count, &w->search->nodes, &p);
	w->search->nodes =
	    reserve + (w->search->nodes > 0 ? w->search->nodes : 0);
	for (i = 0; i < plan->lines; i++) { /* and of later lanes */
		units += left->free_milli[i] / POS_QTY_ONE *
		    w->unit_most[l->turn * plan->lines + i];
		later += left->free_milli[i] / POS_QTY_ONE *
		    w->unit_most[l->end * plan->lines + i];
	}
	if (units < p.bound)
		p.bound = units;
	pos_order(plan, left, w->trial, l->turn, p.bound + later,
	    w->others_after[l->turn], &order);
	if (!w->packed && order.bound < w->low)
		w->low = order.bound;
	w->any_packed = true;
	if (value(w, left, &p) < p.bound)
		w->loose = true;
	go_on(l, p.sets, p.count, NULL);
	keep = pos_pool_alloc(plan->pool, p.count + 1);
	for (i = 0; i < order.breaks; i++) {
		for (k = i + 1; k < order.breaks; k++)
			if (order.pay[k] < order.pay[i]) {
				int64_t swap = order.pay[i];

				order.pay[i] = order.pay[k];
				order.pay[k] = swap;
				swap = order.most[i];
				order.most[i] = order.most[k];
				order.most[k] = swap;
			}
		if (order.pay[i] >= w->search->best->pay)
			break;
		pos_repair(plan, left, p.sets, p.count, NULL, order.most[i],
		    keep);
		go_on(l, p.sets, p.count, keep);
	}
	if (order.bound < w->search->best->pay)
		repair_parts(l, &p, keep);
}

/* Without one of each pair that may not go together. */
static void
combine(struct lane *l)
{
	size_t i, k;

	if (l->tried >= COMBINATIONS || l->w->search->nodes <= 0) {
		pos_walk_cut(l->w);
		return;
	}
	for (i = 0; i < l->count; i++)
		for (k = i + 1; k < l->count; k++) {
			if (l->out[i] || l->out[k] ||
			    pos_clash(l->w->plan, l->turns[i], l->turns[k]) !=
				POS_CLASH_ORDER)
				continue;
			l->out[k] = true;
			combine(l);
			l->out[k] = false;
			l->out[i] = true;
			combine(l);
			l->out[i] = false;
			return;
		}
	l->tried++;
	pack(l);
}

void
pos_walk_packed(struct pos_walk *w, size_t turn)
{
	const struct pos_plan *plan = w->plan;
	struct lane *l = pos_pool_alloc(plan->pool, sizeof(*l));
	size_t i;

	l->w = w;
	l->turn = l->end = turn;
	for (i = turn;
	     i < plan->turns && plan->turn[i].lane == plan->turn[turn].lane;
	     i++) {
		if (!plan->turn[i].slots)
			continue;
		l->end = i + 1;
		if (pos_may_take(plan, w->trial, i))
			l->turns[l->count++] = i;
	}
	combine(l);
	go_on(l, NULL, 0, NULL);
}
