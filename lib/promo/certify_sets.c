/*
 * certify_sets.c - sets are complete, of units that fit, each used once.
 */
#include <string.h>

#include "promo/certify_inside.h"

static enum pos_status
bug(const struct pos_check *c, const struct pos_set *set, const char *what,
    struct pos_err *err)
{
	return pos_fail(err, POS_BUG, "promotions: %s: %s",
	    c->cart->rules[set->rule].rule->code, what);
}

static bool
fits(const struct pos_check *c, const struct pos_select *select, size_t line)
{
	struct pos_select plain;

	if (select == NULL)
		return true;
	plain = *select;
	plain.not_discounted = false; /* that is asked in its turn */
	return pos_check_selected(c, &plain, line) &&
	    !(select->not_discounted && c->cart->lines[line].discounted);
}

static enum pos_status
check_slot(const struct pos_check *c, const struct pos_set *set, size_t slot,
    struct pos_err *err)
{
	const struct pos_rule_slot *s =
	    &c->cart->rules[set->rule].rule->slots[slot];
	const struct pos_set_part *p, *q;
	int64_t units = 0;
	size_t i, k;

	for (i = 0; i < set->parts_count; i++) {
		p = &set->parts[i];
		if (p->slot != slot)
			continue;
		if (p->line >= c->cart->lines_count || p->units < 1 ||
		    !fits(c, s->select, p->line))
			return bug(c, set, "a unit does not fit its set", err);
		units += p->units;
		for (k = 0; s->distinct && k <= i; k++) {
			q = &set->parts[k];
			if (q->slot == slot && (k < i || p->units > 1) &&
			    strcmp(c->cart->lines[q->line].item,
				c->cart->lines[p->line].item) == 0)
				return bug(c, set,
				    "a set has twice the same item", err);
		}
	}
	if (units != s->units)
		return bug(c, set, "a set is not complete", err);
	return POS_OK;
}

enum pos_status
pos_check_sets(const struct pos_check *c, struct pos_pool *pool,
    struct pos_err *err)
{
	int64_t *units =
	    pos_pool_alloc(pool, (c->cart->lines_count + 1) * sizeof(*units));
	const struct pos_set *set;
	enum pos_status st;
	size_t i, k;

	for (i = 0; i < c->d->sets_count; i++) {
		set = &c->d->sets[i];
		if (set->rule >= c->cart->rules_count)
			return pos_fail(err, POS_BUG,
			    "promotions: a set of no rule");
		if (!c->d->taken[set->rule])
			return bug(c, set, "a set of what is not taken", err);
		for (k = 0; k < c->cart->rules[set->rule].rule->slots_count;
		     k++) {
			st = check_slot(c, set, k, err);
			if (st != POS_OK)
				return st;
		}
		for (k = 0; k < set->parts_count; k++) {
			const struct pos_set_part *p = &set->parts[k];

			if (p->slot >=
			    c->cart->rules[set->rule].rule->slots_count)
				return bug(c, set, "a unit in no slot", err);
			units[p->line] += p->units;
			if (units[p->line] >
			    c->cart->lines[p->line].qty_milli / 1000)
				return bug(c, set, "a unit is used twice", err);
		}
	}
	return POS_OK;
}
