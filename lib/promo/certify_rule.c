/*
 * certify_rule.c - one rule in its turn: its conditions hold on what is left,
 * it acts on its target, and takes off no more than it says.
 */
#include <string.h>

#include "promo/certify_inside.h"

static bool
among(const char *word, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; word != NULL && i < count; i++)
		if (strcmp(word, list[i]) == 0)
			return true;
	return false;
}

bool
pos_check_selected(const struct pos_check *c, const struct pos_select *s,
    size_t at)
{
	const struct pos_cart_line *line = &c->cart->lines[at];
	bool tag = false, number = false;
	char text[24];
	size_t i;

	if (s == NULL)
		return true;
	snprintf(text, sizeof(text), "%lld", (long long)line->n);
	number = among(text, s->lines, s->lines_count);
	for (i = 0; i < line->tags_count; i++)
		tag = tag || among(line->tags[i], s->tags, s->tags_count);
	if (s->not_discounted &&
	    (line->discounted || c->lane_left[at] != line->amount_minor))
		return false;
	return (s->items_count == 0 ||
		   among(line->item, s->items, s->items_count) ||
		   among(line->parent, s->items, s->items_count)) &&
	    !among(line->item, s->not_items, s->not_items_count) &&
	    !among(line->parent, s->not_items, s->not_items_count) &&
	    (s->categories_count == 0 ||
		among(line->category, s->categories, s->categories_count)) &&
	    !among(line->category, s->not_categories,
		s->not_categories_count) &&
	    (s->tags_count == 0 || tag) && (s->lines_count == 0 || number) &&
	    (!s->has_price_min || line->price_minor >= s->price_min_minor) &&
	    (!s->has_price_max || line->price_minor <= s->price_max_minor);
}

/*
 * What a condition measures.  A later amount of a lane may have moved earlier
 * ones to other lines, so that nobody knows any more what was left of a part
 * of the order: then these are not counted, and what is measured is the most
 * that it may have been.
 */
static int64_t
measured(const struct pos_check *c, const struct pos_rule_condition *when,
    bool quantity, bool moved)
{
	const struct pos_cart_line *line;
	int64_t sum = 0, one, rate;
	bool list = pos_check_word(when->basis, "list");
	__int128 parts[2] = { 0 }; /* whole, and of a million millionths */
	size_t i;

	for (i = 0; i < c->cart->lines_count; i++) {
		line = &c->cart->lines[i];
		if (!pos_check_selected(c, when->select, i))
			continue;
		one = quantity ? line->qty_milli :
		    list       ? line->amount_minor :
		    moved      ? c->lane_left[i] :
				 c->left[i];
		rate = 1000000 + line->tax_ppm;
		if (!quantity && pos_check_word(when->tax, "excl") &&
		    line->tax_inclusive)
			parts[1] += (__int128)one * 1000000 * 1000000 / rate;
		else if (!quantity && pos_check_word(when->tax, "incl") &&
		    !line->tax_inclusive)
			parts[1] += (__int128)one * rate;
		else
			sum += one;
	}
	/* rounded once a rate there: half a unit for each may be missing */
	return sum + (int64_t)((parts[1] + 999999) / 1000000) +
	    (parts[1] > 0 ? (int64_t)c->cart->lines_count : 0);
}

/* Does another amount of the lane share this rule's turn? */
static bool
may_have_moved(const struct pos_check *c, size_t rule)
{
	const struct pos_rule *r = c->cart->rules[rule].rule, *other;
	size_t i;

	for (i = 0; i < c->cart->rules_count; i++) {
		other = c->cart->rules[i].rule;
		if (i != rule && c->d->taken[i] && pos_check_kind(other) == 2 &&
		    pos_check_kind(r) >= 2 &&
		    pos_check_lane(other) == pos_check_lane(r))
			return true;
	}
	return false;
}

static int64_t
times(const struct pos_check *c, size_t rule)
{
	const struct pos_rule *r = c->cart->rules[rule].rule;
	const struct pos_rule_condition *w;
	int64_t most = INT64_MAX, have, min, max, every;
	bool quantity, moved = may_have_moved(c, rule);
	size_t i;

	for (i = 0; i < r->conditions_count; i++) {
		w = &r->conditions[i];
		quantity = w->consume || pos_check_word(w->measure, "quantity");
		have = measured(c, w, quantity, moved);
		min = quantity ? w->min_milli : w->min_minor;
		max = quantity ? w->max_milli : w->max_minor;
		every = quantity ? w->every_milli : w->every_minor;
		if (w->consume && every < w->units_milli)
			every = w->units_milli;
		if (have < min)
			return 0;
		if (max > 0 && have > max && w->tax == NULL && !moved)
			return 0;
		if (every > 0 && have / every < most)
			most = have / every;
	}
	return most == INT64_MAX ? 1 : most;
}

/* The highest number that the rule has. */
static void
numbers(const struct pos_rule_effect *e, int64_t *rate, int64_t *amount)
{
	size_t i;

	*rate = e->rate_ppm;
	*amount = e->amount_minor;
	for (i = 0; i < e->tiers_count; i++) {
		if (e->tiers[i].rate_ppm > *rate)
			*rate = e->tiers[i].rate_ppm;
		if (e->tiers[i].amount_minor > *amount)
			*amount = e->tiers[i].amount_minor;
	}
}

static const char *
check_most(const struct pos_check *c, size_t rule, int64_t often)
{
	const struct pos_rule *r = c->cart->rules[rule].rule;
	const struct pos_rule_effect *e = r->effect;
	int64_t rate, amount, off = c->priced->rules[rule].off_minor;
	int64_t lines = 0, units = 0, n;
	__int128 base = 0, most;
	size_t i;

	numbers(e, &rate, &amount);
	for (i = 0; i < c->cart->lines_count; i++) {
		/* what a floor keeps goes to other lines of the target */
		if (pos_check_off(c, rule, i) == 0 &&
		    (r->slots_count > 0 ||
			!pos_check_selected(c,
			    r->target != NULL ? r->target->select : NULL, i)))
			continue;
		base += pos_check_word(e->base, "list") ?
		    c->cart->lines[i].amount_minor :
		    c->left[i];
		units += (c->cart->lines[i].qty_milli + 999) / 1000;
		lines++;
	}
	most = base;
	n = r->slots_count > 0 ? c->priced->rules[rule].applications : often;
	if (pos_check_kind(r) == 0 && r->slots_count == 0)
		most = base * rate / 1000000 + units + 1;
	if (pos_check_kind(r) == 2) {
		if (pos_check_word(e->per, "unit"))
			most = (__int128)amount * units;
		else if (pos_check_word(e->per, "line") && r->slots_count == 0)
			most = (__int128)amount * lines;
		else
			most = (__int128)amount * n;
	}
	return off > most ? "takes off more than it says" : NULL;
}

static const char *
check_limits(const struct pos_check *c, size_t rule)
{
	const struct pos_price_rule *r = &c->cart->rules[rule];
	const struct pos_rule_limit *l = r->rule->limit;
	const struct pos_priced_rule *p = &c->priced->rules[rule];

	if (r->room.uses == 0)
		return "is used up";
	if (r->room.budget_minor >= 0 && p->off_minor > r->room.budget_minor)
		return "is over its budget";
	if (r->room.units_milli >= 0 && p->units_milli > r->room.units_milli &&
	    pos_check_kind(r->rule) != 3)
		return "is over its units";
	if (l == NULL)
		return NULL;
	if (l->max_discount_minor > 0 && p->off_minor > l->max_discount_minor)
		return "takes off more than its limit";
	if (l->max_applications > 0 && p->applications > l->max_applications)
		return "is applied more often than its limit";
	if (l->max_units_milli > 0 && p->units_milli > l->max_units_milli &&
	    pos_check_kind(r->rule) != 3)
		return "acts on more units than its limit";
	if (p->points < l->points_cost)
		return "does not cost its points";
	if (l->max_points > 0 && pos_check_kind(r->rule) == 3 &&
	    p->points - l->points_cost > l->max_points)
		return "spends more points than its limit";
	return NULL;
}

/* It acts on lines of its target alone, and on those that it did not leave. */
static const char *
check_target(const struct pos_check *c, size_t rule)
{
	const struct pos_rule *r = c->cart->rules[rule].rule;
	size_t i, k;
	bool in;

	for (i = 0; i < c->cart->lines_count; i++) {
		if (pos_check_off(c, rule, i) == 0)
			continue;
		if (c->d->left[rule * c->cart->lines_count + i])
			return "acts on a line that it left";
		in = r->slots_count == 0 &&
		    pos_check_selected(c,
			r->target != NULL ? r->target->select : NULL, i);
		for (k = 0; k < r->slots_count; k++)
			in = in ||
			    (!pos_check_word(r->slots[k].role, "qualifier") &&
				pos_check_selected(c, r->slots[k].select, i));
		if (!in)
			return "acts on a line that it does not mean";
	}
	return NULL;
}

/* Points that are worth what they took off, and no more than wanted. */
static const char *
check_points(const struct pos_check *c, size_t rule)
{
	const struct pos_rule *r = c->cart->rules[rule].rule;
	const struct pos_rule_effect *e = r->effect;
	const struct pos_priced_rule *p = &c->priced->rules[rule];
	int64_t points =
	    p->points - (r->limit != NULL ? r->limit->points_cost : 0);
	__int128 per = e->value_points > 0 ? e->value_points : 1;
	int64_t all = 0;
	size_t i;

	if (pos_check_kind(r) != 3)
		return NULL;
	if ((__int128)points * e->value_minor < (__int128)p->off_minor * per)
		return "takes off more than its points are worth";
	if ((__int128)(points - 1) * e->value_minor >=
	    (__int128)p->off_minor * per)
		return "takes more points than it needs";
	for (i = 0; i < c->cart->rules_count; i++)
		if (c->d->taken[i] &&
		    pos_check_kind(c->cart->rules[i].rule) == 3)
			all += c->priced->rules[i].points -
			    (c->cart->rules[i].rule->limit != NULL ?
				    c->cart->rules[i].rule->limit->points_cost :
				    0);
	if (c->cart->want_points >= 0 && all > c->cart->want_points)
		return "takes more points than were wanted";
	if (e->keep_one && c->priced->pay_minor < 1)
		return "leaves nothing to pay";
	return NULL;
}

/* Gifts and points earned: so many for each application, and no others. */
static const char *
check_extras(const struct pos_check *c, size_t rule, int64_t often)
{
	const struct pos_price_rule *r = &c->cart->rules[rule];
	const struct pos_rule_effect *e = r->rule->effect;
	const struct pos_priced_rule *p = &c->priced->rules[rule];
	int64_t each = e->qty_milli > 0 ? e->qty_milli : POS_QTY_ONE;
	int kind = pos_check_kind(r->rule);
	bool limited = r->room.units_milli >= 0 ||
	    (r->rule->limit != NULL && r->rule->limit->max_units_milli > 0);

	if (kind != 4 && p->gift_milli != 0)
		return "gives what it does not have";
	if (kind != 5 && (p->earn_points != 0 || p->earn_rate_ppm != 0))
		return "earns points that it does not have";
	if (kind < 4)
		return NULL;
	if (p->applications < 1 || p->applications > often)
		return "is applied more often than its conditions hold";
	if (kind == 4 &&
	    (limited ? p->gift_milli > p->applications * each :
		       p->gift_milli != p->applications * each))
		return "gives another quantity than it says";
	if (kind == 5 &&
	    (p->earn_points != p->applications * e->points ||
		p->earn_rate_ppm != e->rate_ppm))
		return "earns other points than it says";
	return NULL;
}

enum pos_status
pos_check_rule(const struct pos_check *c, size_t rule, struct pos_err *err)
{
	const char *what;
	int64_t often = times(c, rule);

	what =
	    often == 0 ? "its conditions do not hold" : check_target(c, rule);
	if (what == NULL)
		what = check_limits(c, rule);
	if (what == NULL)
		what = check_points(c, rule);
	if (what == NULL)
		what = check_extras(c, rule, often);
	if (what == NULL && pos_check_kind(c->cart->rules[rule].rule) < 3)
		what = check_most(c, rule, often);
	if (what != NULL)
		return pos_fail(err, POS_BUG, "promotions: %s: %s",
		    c->cart->rules[rule].rule->code, what);
	return POS_OK;
}
