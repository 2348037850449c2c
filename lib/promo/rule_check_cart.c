/*
 * rule_check_cart.c - does a rule contradict itself: what the cart must hold,
 * and on which units it acts.
 */
#include <string.h>

#include "promo/rule_inside.h"

#define SET_UNITS_MAX 1000 /* of all slots together */

static enum pos_status
check_apart(const char *where, const char *is, const char *const *in,
    size_t in_count, const char *const *out, size_t out_count,
    struct pos_err *err)
{
	size_t i, j;

	for (i = 0; i < in_count; i++)
		for (j = 0; j < out_count; j++)
			if (strcmp(in[i], out[j]) == 0)
				return pos_fail(err, POS_DATA,
				    "%s: '%s' is in %s and in not_%s: take it"
				    " out of one",
				    where, in[i], is, is);
	return POS_OK;
}

static enum pos_status
check_lines(const char *where, const struct pos_select *s, struct pos_err *err)
{
	enum pos_status st;
	size_t i, len;

	for (i = 0; i < s->lines_count; i++) {
		len = strlen(s->lines[i]);
		if (len == 0 || len > 7 || s->lines[i][0] == '0' ||
		    strspn(s->lines[i], "0123456789") != len)
			return pos_fail(err, POS_DATA,
			    "%s.lines: '%s' is no number of a line", where,
			    s->lines[i]);
	}
	st = pos_rule_check_once(where, s->lines, s->lines_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once(where, s->tags, s->tags_count, err);
	return st;
}

enum pos_status
pos_rule_check_select(const char *where, const struct pos_select *s,
    struct pos_err *err)
{
	enum pos_status st;

	if (s == NULL)
		return POS_OK;
	if (s->items_count + s->not_items_count + s->categories_count +
		    s->not_categories_count + s->tags_count + s->lines_count ==
		0 &&
	    !s->has_price_min && !s->has_price_max && !s->not_discounted)
		return pos_rule_bad(err, where,
		    POS_TR("says nothing: leave it out for every unit"));
	if (s->has_price_min && s->has_price_max &&
	    s->price_min_minor > s->price_max_minor)
		return pos_fail(err, POS_DATA,
		    "%s.price_max_minor: less than price_min_minor, no item"
		    " could match",
		    where);
	st = check_apart(where, "items", s->items, s->items_count, s->not_items,
	    s->not_items_count, err);
	if (st == POS_OK)
		st = check_apart(where, "categories", s->categories,
		    s->categories_count, s->not_categories,
		    s->not_categories_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once(where, s->items, s->items_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once(where, s->not_items,
		    s->not_items_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once(where, s->categories,
		    s->categories_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once(where, s->not_categories,
		    s->not_categories_count, err);
	return st == POS_OK ? check_lines(where, s, err) : st;
}

static enum pos_status
check_consume(const char *where, const struct pos_rule_condition *c,
    struct pos_err *err)
{
	if (c->units_milli == 0)
		return pos_rule_bad(err, where,
		    POS_TR("consume wants units_milli: how many each"
			   " application uses up"));
	if ((c->measure != NULL && strcmp(c->measure, "quantity") != 0) ||
	    c->min_milli != 0 || c->min_minor != 0 || c->max_milli != 0 ||
	    c->max_minor != 0 || c->every_milli != 0 || c->every_minor != 0)
		return pos_rule_bad(err, where,
		    POS_TR("consume goes with units_milli alone: put min, max"
			   " and every into a condition of their own"));
	return POS_OK;
}

static enum pos_status
check_measured(const char *where, const struct pos_rule_condition *c,
    struct pos_err *err)
{
	bool quantity = strcmp(c->measure, "quantity") == 0;
	int64_t min = quantity ? c->min_milli : c->min_minor;
	int64_t max = quantity ? c->max_milli : c->max_minor;
	int64_t every = quantity ? c->every_milli : c->every_minor;

	if (quantity &&
	    (c->min_minor != 0 || c->max_minor != 0 || c->every_minor != 0))
		return pos_rule_bad(err, where,
		    POS_TR("measures quantity: its numbers end in _milli"));
	if (!quantity &&
	    (c->min_milli != 0 || c->max_milli != 0 || c->every_milli != 0))
		return pos_rule_bad(err, where,
		    POS_TR("measures amount: its numbers end in _minor"));
	if (quantity && c->tax != NULL)
		return pos_rule_bad(err, where,
		    POS_TR("tax says how an amount is measured, and this"
			   " measures quantity"));
	if (min == 0 && max == 0 && every == 0)
		return pos_rule_bad(err, where,
		    POS_TR("says nothing: give min, max or every"));
	if (max != 0 && max < min)
		return pos_rule_bad(err, where,
		    POS_TR("max is less than min: it could never hold"));
	if (max != 0 && max < every)
		return pos_rule_bad(err, where,
		    POS_TR("max is less than every: it could never hold"));
	return POS_OK;
}

static enum pos_status
check_condition(const char *where, const struct pos_rule_condition *c,
    struct pos_err *err)
{
	char inside[60];
	enum pos_status st;

	snprintf(inside, sizeof(inside), "%s.select", where);
	st = pos_rule_check_select(inside, c->select, err);
	if (st != POS_OK)
		return st;
	if (c->consume)
		return check_consume(where, c, err);
	if (c->units_milli != 0)
		return pos_rule_bad(err, where,
		    POS_TR("units_milli goes with consume: true"));
	if (c->measure == NULL)
		return pos_rule_bad(err, where,
		    POS_TR("measure is missing: 'quantity' or 'amount'"));
	return check_measured(where, c, err);
}

static enum pos_status
check_target(const struct pos_rule_target *t, struct pos_err *err)
{
	enum pos_status st;

	st = pos_rule_check_select("target.select", t->select, err);
	if (st != POS_OK)
		return st;
	if (t->units_milli == 0 && t->units_per != NULL)
		return pos_rule_bad(err, "target.units_per",
		    POS_TR("wants units_milli: how many of each line"));
	if (t->units_milli == 0 && t->require_full)
		return pos_rule_bad(err, "target.require_full",
		    POS_TR("wants units_milli: how many there must be"));
	return POS_OK;
}

static enum pos_status
check_slots(const struct pos_rule *rule, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	int64_t sum = 0;
	char where[40];
	size_t i;

	if (rule->conditions_count > 0)
		return pos_rule_bad(err, "conditions",
		    POS_TR("a rule of slots has none: say with a slot of role"
			   " 'qualifier' what the cart must hold"));
	if (rule->target != NULL)
		return pos_rule_bad(err, "target",
		    POS_TR("a rule of slots has none: it acts on the slots of"
			   " role 'target'"));
	for (i = 0; i < rule->slots_count && st == POS_OK; i++) {
		snprintf(where, sizeof(where), "slots[%zu].select", i);
		st = pos_rule_check_select(where, rule->slots[i].select, err);
		if (st == POS_OK && rule->slots[i].units < 1)
			st = pos_rule_bad(err, "slots",
			    POS_TR("a slot takes one unit or more"));
		if (st == POS_OK && rule->slots[i].units <= SET_UNITS_MAX)
			sum += rule->slots[i].units;
		else if (st == POS_OK)
			sum = SET_UNITS_MAX + 1;
		if (st == POS_OK && sum > SET_UNITS_MAX)
			st = pos_fail(err, POS_DATA,
			    "slots: a set of more than %d units",
			    SET_UNITS_MAX);
	}
	return st;
}

enum pos_status
pos_rule_check_cart(const struct pos_rule *rule, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	char where[40];
	size_t i;

	if (rule->slots_count > 0)
		return check_slots(rule, err);
	for (i = 0; i < rule->conditions_count && st == POS_OK; i++) {
		snprintf(where, sizeof(where), "conditions[%zu]", i);
		st = check_condition(where, &rule->conditions[i], err);
	}
	if (st == POS_OK && rule->target != NULL)
		st = check_target(rule->target, err);
	return st;
}
