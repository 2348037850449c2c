/*
 * explain.c - why a rule did not apply.
 *
 * The result is played again up to the rule's turn, and looked at with its
 * eyes; then it is taken against all advice, to see what would be lost.
 */
#include <string.h>

#include "promo/explain_inside.h"

const char *
pos_explain_money(const struct pos_story *s, int64_t minor)
{
	char text[POS_DECIMAL_MAX];

	return pos_pool_text(s->pool,
	    pos_money_text(text, pos_minor(minor), s->places));
}

const char *
pos_explain_units(const struct pos_story *s, int64_t milli)
{
	char text[POS_DECIMAL_MAX];

	return pos_pool_text(s->pool, pos_milli_text(text, milli));
}

/* --- the result, as a trial ----------------------------------------------- */

static size_t
turn_of(const struct pos_plan *plan, size_t rule)
{
	size_t i;

	for (i = 0; i < plan->turns; i++)
		if (plan->turn[i].index == rule)
			return i;
	return SIZE_MAX;
}

static struct pos_trial *
restore(const struct pos_plan *plan, const struct pos_decision *d)
{
	struct pos_trial *trial = pos_trial_new(plan);
	size_t back[POS_PRICE_LINES_MAX], turn, line, i, k;
	struct pos_set_part *parts;
	struct pos_set set;

	for (line = 0; line < plan->lines; line++)
		back[plan->line_index[line]] = line;
	for (turn = 0; turn < plan->turns; turn++) {
		trial->taken[turn] = d->taken[plan->turn[turn].index];
		for (line = 0; line < plan->lines; line++)
			trial->leave[turn * plan->lines + line] =
			    d->left[plan->turn[turn].index * plan->lines +
				plan->line_index[line]];
	}
	for (i = 0; i < d->sets_count; i++) {
		set = d->sets[i];
		set.rule = turn_of(plan, set.rule);
		parts = pos_pool_alloc(plan->pool,
		    set.parts_count * sizeof(*parts));
		for (k = 0; k < set.parts_count; k++) {
			parts[k] = set.parts[k];
			parts[k].line = back[parts[k].line];
		}
		set.parts = parts;
		pos_trial_push(plan, trial, &set);
	}
	return trial;
}

/* Play what was decided before the turn. */
static void
play_before(struct pos_story *s)
{
	size_t i;

	pos_left_start(s->plan, s->left);
	for (i = 0; i < s->turn; i++)
		if (s->best->taken[i])
			pos_play_turn(s->plan, s->left, s->best, i);
}

/* --- which units ---------------------------------------------------------- */

static const char *
units(const struct pos_story *s)
{
	const struct pos_cart_line *line;
	struct pos_buf buf = { 0 };
	const char *text;
	size_t i;

	for (i = 0; i < s->plan->lines; i++) {
		if (s->priced->decision
			->off[s->plan->turn[s->turn].index * s->plan->lines +
			    s->plan->line_index[i]] == 0)
			continue;
		line = s->plan->line[i];
		pos_buf_printf(&buf, "%s%s x%s", buf.len > 0 ? ", " : "",
		    line->item, pos_explain_units(s, line->qty_milli));
	}
	text = buf.len > 0 ? pos_pool_text(s->pool, buf.text) : NULL;
	pos_buf_release(&buf);
	return text;
}

/* --- reasons -------------------------------------------------------------- */

static bool
word(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* The first condition that does not hold. */
static void
condition(const struct pos_story *s, struct pos_why *why)
{
	const struct pos_turn *t = &s->plan->turn[s->turn];
	const struct pos_rule_condition *c;
	int64_t have, min, max;
	bool quantity;
	size_t i;

	why->reason = "condition";
	for (i = 0; i < t->rule->conditions_count; i++) {
		c = &t->rule->conditions[i];
		quantity = word(c->measure, "quantity") || c->consume;
		have = pos_measure(s->plan, s->left, c, t->when[i]);
		min = quantity ? c->min_milli : c->min_minor;
		max = quantity ? c->max_milli : c->max_minor;
		if (min < (quantity ? c->every_milli : c->every_minor))
			min = quantity ? c->every_milli : c->every_minor;
		if (c->consume && min < c->units_milli)
			min = c->units_milli;
		if (have < min)
			why->detail =
			    pos_pool_printf(s->pool, pos_tr("%s short of %s"),
				quantity ? pos_explain_units(s, min - have) :
					   pos_explain_money(s, min - have),
				quantity ? pos_explain_units(s, min) :
					   pos_explain_money(s, min));
		else if (max > 0 && have > max)
			why->detail =
			    pos_pool_printf(s->pool, pos_tr("%s more than %s"),
				quantity ? pos_explain_units(s, have - max) :
					   pos_explain_money(s, have - max),
				quantity ? pos_explain_units(s, max) :
					   pos_explain_money(s, max));
		else
			continue;
		return;
	}
}

/* The first of its steps, where that is not reached. */
static bool
first_step(const struct pos_story *s, struct pos_why *why)
{
	const struct pos_turn *t = &s->plan->turn[s->turn];
	const struct pos_rule_effect *e = t->rule->effect;
	int64_t have, min, from, rate, amount;
	bool quantity;
	size_t i;

	if (e->tiers_count == 0 ||
	    pos_value(s->plan, s->left, t, &rate, &amount))
		return false;
	have = pos_step_measure(s->plan, s->left, t, &quantity);
	min = INT64_MAX;
	for (i = 0; i < e->tiers_count; i++) {
		from = quantity ? e->tiers[i].min_milli : e->tiers[i].min_minor;
		min = from < min ? from : min;
	}
	if (have >= min)
		return false;
	why->reason = "condition";
	why->detail = pos_pool_printf(s->pool, pos_tr("%s short of %s"),
	    quantity ? pos_explain_units(s, min - have) :
		       pos_explain_money(s, min - have),
	    quantity ? pos_explain_units(s, min) : pos_explain_money(s, min));
	return true;
}

/* The price without the rules that exclude this one. */
static enum pos_status
group(const struct pos_story *s, size_t other, struct pos_why *why,
    struct pos_err *err)
{
	const struct pos_plan *plan = s->plan;
	struct pos_price_rule *rules =
	    pos_pool_alloc(s->pool, plan->turns * sizeof(*rules));
	struct pos_cart fewer = *plan->cart;
	struct pos_priced priced;
	enum pos_status st;
	size_t i;

	fewer.rules = rules;
	fewer.rules_count = 0;
	fewer.budget_us = 2000;
	for (i = 0; i < plan->turns; i++)
		if (pos_clash(plan, s->turn, i) != POS_CLASH_ORDER ||
		    !s->best->taken[i])
			rules[fewer.rules_count++] =
			    plan->cart->rules[plan->turn[i].index];
	st = pos_price(&fewer, s->pool, &priced, err);
	if (st != POS_OK)
		return st;
	why->reason = "group";
	why->detail = priced.pay_minor > s->priced->pay_minor ?
	    pos_pool_printf(s->pool, pos_tr("would lose %s: %s more"),
		plan->turn[other].rule->code,
		pos_explain_money(s, priced.pay_minor - s->priced->pay_minor)) :
	    pos_pool_printf(s->pool, pos_tr("%s is as good"),
		plan->turn[other].rule->code);
	return POS_OK;
}

/* Is there a set for it among the units that no set has? */
static void
force_set(const struct pos_story *s, struct pos_trial *trial)
{
	struct pos_sets sets;

	pos_candidates(s->plan, s->left, trial, s->turn, 200, &sets);
	if (sets.count > 0)
		pos_trial_push(s->plan, trial, &sets.sets[0]);
}

static bool
reaches(const struct pos_turn *t, size_t line)
{
	bool in = !t->slots && t->target[line];
	size_t k;

	for (k = 0; k < t->rule->slots_count; k++)
		in = in || t->slot[k][line];
	return in;
}

/* It could apply and takes nothing off: nothing there, or nothing left. */
static void
nothing(const struct pos_story *s, struct pos_why *why)
{
	const struct pos_turn *t = &s->plan->turn[s->turn];
	bool units_there = false, room = false, floor = false;
	const struct pos_cart_line *line;
	size_t i;

	for (i = 0; i < s->plan->lines; i++) {
		line = s->plan->line[i];
		if (!reaches(t, i) || s->left->minor[i] == 0)
			continue;
		units_there = true;
		if (s->left->minor[i] > pos_floor(line, line->qty_milli))
			room = true;
		else
			floor = true;
	}
	if (!units_there)
		why->reason = "no_units";
	else if (!room && floor)
		why->reason = "floor";
	else
		why->reason = t->slots ? "no_units" : "no_gain";
}

/* Take it beside all others, and see which of them is lost. */
static void
against_advice(const struct pos_story *s, struct pos_why *why)
{
	const struct pos_plan *plan = s->plan;
	struct pos_trial *trial = pos_trial_new(plan);
	struct pos_left *left = pos_left_new(plan);
	size_t i, lost = SIZE_MAX;

	pos_trial_copy(plan, trial, s->best);
	trial->taken[s->turn] = true;
	if (plan->turn[s->turn].slots)
		force_set(s, trial);
	pos_play(plan, left, trial);
	if (!trial->done[s->turn].applied) {
		nothing(s, why);
		return;
	}
	for (i = 0; i < plan->turns && lost == SIZE_MAX; i++)
		if (s->best->taken[i] &&
		    trial->done[i].off_minor < s->best->done[i].off_minor)
			lost = i;
	if (trial->pay <= s->priced->pay_minor && lost == SIZE_MAX) {
		why->reason = "no_gain";
		return;
	}
	why->reason = trial->pay > s->priced->pay_minor ? "better" : "no_gain";
	if (lost != SIZE_MAX && trial->pay > s->priced->pay_minor)
		why->detail = pos_pool_printf(s->pool,
		    pos_tr("would lose %s: %s more"),
		    plan->turn[lost].rule->code,
		    pos_explain_money(s, trial->pay - s->priced->pay_minor));
}

static enum pos_status
not_applied(const struct pos_story *s, struct pos_why *why, struct pos_err *err)
{
	const struct pos_plan *plan = s->plan;
	const struct pos_turn *t = &plan->turn[s->turn];
	const struct pos_price_room *room = &plan->cart->rules[t->index].room;
	const struct pos_rule_limit *limit = t->rule->limit;
	size_t i;

	if (room->uses == 0 || room->units_milli == 0 ||
	    room->budget_minor == 0) {
		why->reason = "limit";
		why->detail = pos_tr("used up");
		return POS_OK;
	}
	if (limit != NULL && limit->points_cost > s->left->points) {
		why->reason = "limit";
		why->detail = pos_pool_printf(s->pool,
		    pos_tr("%lld points short of %lld"),
		    (long long)(limit->points_cost - s->left->points),
		    (long long)limit->points_cost);
		return POS_OK;
	}
	if (pos_times(plan, s->left, t) == 0) {
		condition(s, why);
		return POS_OK;
	}
	if (first_step(s, why))
		return POS_OK;
	for (i = 0; i < plan->turns; i++)
		if (s->best->taken[i] &&
		    pos_clash(plan, i, s->turn) == POS_CLASH_ORDER)
			return group(s, i, why, err);
	against_advice(s, why);
	return POS_OK;
}

enum pos_status
pos_price_explain(const struct pos_cart *cart, const struct pos_priced *priced,
    int places, struct pos_pool *pool, struct pos_why *why, struct pos_err *err)
{
	struct pos_story s = { .priced = priced,
		.places = places,
		.pool = pool };
	struct pos_plan plan;
	enum pos_status st;
	size_t rule;

	st = pos_plan_make(&plan, cart, pool, err);
	if (st != POS_OK)
		return st;
	s.plan = &plan;
	s.left = pos_left_new(&plan);
	s.best = restore(&plan, priced->decision);
	pos_play(&plan, s.left, s.best);
	for (s.turn = 0; s.turn < plan.turns && st == POS_OK; s.turn++) {
		rule = plan.turn[s.turn].index;
		why[rule] = (struct pos_why){
			.rule = cart->rules[rule].rule->code,
			.applied = priced->rules[rule].applied,
			.off_minor = priced->rules[rule].off_minor,
		};
		play_before(&s);
		if (why[rule].applied)
			why[rule].units = units(&s);
		else
			st = not_applied(&s, &why[rule], err);
		pos_explain_more(&s, &why[rule]);
		/* flows may have moved what was played before */
		pos_play(&plan, s.left, s.best);
	}
	return st;
}
