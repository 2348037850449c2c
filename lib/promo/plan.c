/*
 * plan.c - a cart and its rules made ready: lines by number, rules by turn,
 * and which lines each part of a rule means.
 *
 * After this nothing depends on the order in which lines and rules came.
 */
#include <stdlib.h>
#include <string.h>

#include "promo/price_inside.h"

static bool
listed(const char *const *list, size_t count, const char *word)
{
	size_t i;

	for (i = 0; word != NULL && i < count; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

static bool
any_tag(const struct pos_select *s, const struct pos_cart_line *line)
{
	size_t i;

	for (i = 0; i < line->tags_count; i++)
		if (listed(s->tags, s->tags_count, line->tags[i]))
			return true;
	return false;
}

static bool
line_listed(const struct pos_select *s, int64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)n);
	return listed(s->lines, s->lines_count, text);
}

bool
pos_select_has(const struct pos_select *s, const struct pos_cart_line *line)
{
	if (s == NULL)
		return true;
	if (s->items_count > 0 &&
	    !listed(s->items, s->items_count, line->item) &&
	    !listed(s->items, s->items_count, line->parent))
		return false;
	if (listed(s->not_items, s->not_items_count, line->item) ||
	    listed(s->not_items, s->not_items_count, line->parent))
		return false;
	if (s->categories_count > 0 &&
	    !listed(s->categories, s->categories_count, line->category))
		return false;
	if (listed(s->not_categories, s->not_categories_count, line->category))
		return false;
	if (s->tags_count > 0 && !any_tag(s, line))
		return false;
	if (s->lines_count > 0 && !line_listed(s, line->n))
		return false;
	if (s->has_price_min && line->price_minor < s->price_min_minor)
		return false;
	if (s->has_price_max && line->price_minor > s->price_max_minor)
		return false;
	return !s->not_discounted || !line->discounted;
}

static bool *
matches(const struct pos_plan *plan, const struct pos_select *select)
{
	bool *match = pos_pool_alloc(plan->pool, plan->lines + 1);
	size_t i;

	for (i = 0; i < plan->lines; i++)
		match[i] = pos_select_has(select, plan->line[i]);
	return match;
}

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

static void
ready_effect(struct pos_turn *turn)
{
	static const char *const kinds[] = { "percent", "new_price", "amount",
		"points_pay", "gift", "points_earn" };
	const struct pos_rule *rule = turn->rule;
	const struct pos_rule_effect *e = rule->effect;
	size_t i;

	turn->dead = true;
	for (i = 0; e != NULL && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (is(e->kind, kinds[i])) {
			turn->kind = (enum pos_turn_kind)i;
			turn->dead = false;
		}
	if (turn->dead)
		return;
	turn->base_list = is(e->base, "list");
	if (is(e->per, "unit"))
		turn->per = POS_PER_UNIT;
	else if (is(e->per, "line"))
		turn->per = POS_PER_LINE;
	else if (is(e->per, "target"))
		turn->per = POS_PER_TARGET;
	else if (turn->slots || turn->kind == POS_TURN_AMOUNT ||
	    turn->lane >= 25)
		turn->per = POS_PER_TARGET;
	else
		turn->per = turn->lane == POS_RULE_LANE_PRICE ? POS_PER_UNIT :
								POS_PER_LINE;
}

static void
least(int64_t *cap, int64_t limit)
{
	if (limit < *cap)
		*cap = limit;
}

static void
ready_limit(struct pos_turn *turn, const struct pos_price_room *room)
{
	const struct pos_rule_limit *limit = turn->rule->limit;

	turn->cap_minor = turn->cap_units_milli = turn->cap_times = INT64_MAX;
	if (limit != NULL) {
		if (limit->max_discount_minor > 0)
			turn->cap_minor = limit->max_discount_minor;
		if (limit->max_units_milli > 0)
			turn->cap_units_milli = limit->max_units_milli;
		if (limit->max_applications > 0)
			turn->cap_times = limit->max_applications;
	}
	if (room->uses == 0)
		turn->dead = true;
	if (room->units_milli >= 0 && turn->kind != POS_TURN_POINTS)
		least(&turn->cap_units_milli, room->units_milli);
	if (room->budget_minor >= 0)
		least(&turn->cap_minor, room->budget_minor);
	if (turn->cap_minor == 0 || turn->cap_units_milli == 0)
		turn->dead = true;
}

static void
ready_matches(struct pos_plan *plan, struct pos_turn *turn)
{
	const struct pos_rule *rule = turn->rule;
	const struct pos_rule_condition *measure = rule->effect->tier_measure;
	const bool **when, **slot;
	size_t i;

	turn->target =
	    matches(plan, rule->target != NULL ? rule->target->select : NULL);
	when = pos_pool_alloc(plan->pool,
	    (rule->conditions_count + 1) * sizeof(*when));
	for (i = 0; i < rule->conditions_count; i++)
		when[i] = matches(plan, rule->conditions[i].select);
	turn->when = when;
	slot =
	    pos_pool_alloc(plan->pool, (rule->slots_count + 1) * sizeof(*slot));
	for (i = 0; i < rule->slots_count; i++)
		slot[i] = matches(plan, rule->slots[i].select);
	turn->slot = slot;
	if (measure != NULL)
		turn->step = matches(plan, measure->select);
}

/* Sets first, then what picks units, then what takes all. */
static int
width(const struct pos_turn *turn)
{
	const struct pos_rule_target *target = turn->rule->target;

	return turn->slots                            ? 0 :
	    target != NULL && target->units_milli > 0 ? 1 :
							2;
}

static int
by_turn(const void *a, const void *b)
{
	const struct pos_turn *x = a, *y = b;

	if (x->lane != y->lane)
		return x->lane < y->lane ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (width(x) != width(y))
		return width(x) - width(y);
	return strcmp(x->rule->code, y->rule->code);
}

static void
ready_turns(struct pos_plan *plan)
{
	const struct pos_cart *cart = plan->cart;
	struct pos_turn *turn;
	size_t i;

	plan->turns = cart->rules_count;
	plan->turn =
	    pos_pool_alloc(plan->pool, (plan->turns + 1) * sizeof(*plan->turn));
	for (i = 0; i < plan->turns; i++) {
		turn = &plan->turn[i];
		turn->rule = cart->rules[i].rule;
		turn->index = i;
		turn->lane = POS_RULE_LANE_ITEM;
		if (turn->rule->stacking != NULL &&
		    turn->rule->stacking->lane != 0)
			turn->lane = turn->rule->stacking->lane;
		turn->slots = turn->rule->slots_count > 0;
		ready_effect(turn);
		ready_limit(turn, &cart->rules[i].room);
	}
	qsort(plan->turn, plan->turns, sizeof(*plan->turn), by_turn);
	for (i = 0; i < plan->turns; i++)
		if (plan->turn[i].rule->effect != NULL)
			ready_matches(plan, &plan->turn[i]);
}

static int
by_number(const void *a, const void *b)
{
	const struct pos_cart_line *x = *(const struct pos_cart_line *const *)a;
	const struct pos_cart_line *y = *(const struct pos_cart_line *const *)b;

	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void
ready_order(struct pos_plan *plan, size_t *order, bool dearest)
{
	size_t i, k;
	int64_t price;

	for (i = 0; i < plan->lines; i++) {
		price = plan->line[i]->price_minor;
		for (k = i; k > 0; k--) {
			int64_t other = plan->line[order[k - 1]]->price_minor;

			if (dearest ? other >= price : other <= price)
				break;
			order[k] = order[k - 1];
		}
		order[k] = i;
	}
}

static enum pos_status
ready_lines(struct pos_plan *plan, struct pos_err *err)
{
	const struct pos_cart *cart = plan->cart;
	const struct pos_cart_line *line;
	__int128 sum = 0;
	size_t i;

	plan->lines = cart->lines_count;
	plan->line = pos_pool_alloc(plan->pool,
	    (plan->lines + 1) * sizeof(const struct pos_cart_line *));
	plan->line_index =
	    pos_pool_alloc(plan->pool, (plan->lines + 1) * sizeof(size_t));
	for (i = 0; i < plan->lines; i++) {
		line = plan->line[i] = &cart->lines[i];
		if (line->qty_milli <= 0 || line->amount_minor < 0 ||
		    line->amount_minor > POS_MONEY_MAX)
			return pos_fail(err, POS_DATA,
			    "line %lld: quantity or amount is out of range",
			    (long long)line->n);
		sum += line->amount_minor;
		plan->units +=
		    (line->qty_milli + POS_QTY_ONE - 1) / POS_QTY_ONE;
	}
	if (sum > POS_MONEY_MAX)
		return pos_fail(err, POS_DATA, "the amounts are too large");
	plan->list_minor = (int64_t)sum;
	qsort(plan->line, plan->lines, sizeof(const struct pos_cart_line *),
	    by_number);
	for (i = 0; i < plan->lines; i++)
		plan->line_index[i] = (size_t)(plan->line[i] - cart->lines);
	plan->cheapest =
	    pos_pool_alloc(plan->pool, (plan->lines + 1) * sizeof(size_t));
	plan->dearest =
	    pos_pool_alloc(plan->pool, (plan->lines + 1) * sizeof(size_t));
	ready_order(plan, plan->cheapest, false);
	ready_order(plan, plan->dearest, true);
	return POS_OK;
}

enum pos_status
pos_plan_make(struct pos_plan *plan, const struct pos_cart *cart,
    struct pos_pool *pool, struct pos_err *err)
{
	enum pos_status st;

	*plan = (struct pos_plan){ .cart = cart, .pool = pool };
	if (cart->lines_count > POS_PRICE_LINES_MAX)
		return pos_fail(err, POS_DATA,
		    "%zu lines: promotions take at most %d", cart->lines_count,
		    POS_PRICE_LINES_MAX);
	if (cart->rules_count > POS_PRICE_RULES_MAX)
		return pos_fail(err, POS_DATA,
		    "%zu promotions are open: at most %d may be",
		    cart->rules_count, POS_PRICE_RULES_MAX);
	st = ready_lines(plan, err);
	if (st != POS_OK)
		return st;
	ready_turns(plan);
	pos_plan_clashes(plan);
	pos_plan_most(plan);
	return POS_OK;
}
