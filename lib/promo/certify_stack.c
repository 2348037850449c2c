/*
 * certify_stack.c - no two rules of a result may exclude each other.
 */
#include <string.h>

#include "promo/certify_inside.h"

/* Is the rule, or one of its tags, in the list? */
static bool
meant(const char *const *list, size_t count, const struct pos_rule *rule)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		if (strcmp(list[i], rule->code) == 0)
			return true;
		if (rule->stacking == NULL)
			continue;
		for (k = 0; k < rule->stacking->tags_count; k++)
			if (strcmp(list[i], rule->stacking->tags[k]) == 0)
				return true;
	}
	return false;
}

static bool
share_a_line(const struct pos_check *c, size_t a, size_t b)
{
	size_t i;

	for (i = 0; i < c->cart->lines_count; i++)
		if (pos_check_off(c, a, i) > 0 && pos_check_off(c, b, i) > 0)
			return true;
	return false;
}

/* What a says about b. */
static const char *
wrong_pair(const struct pos_check *c, size_t a, size_t b)
{
	const struct pos_rule *x = c->cart->rules[a].rule;
	const struct pos_rule *y = c->cart->rules[b].rule;
	const struct pos_rule_stacking *s = x->stacking, *t = y->stacking;
	bool line;

	if (s == NULL)
		return NULL;
	line = pos_check_word(s->scope, "line");
	if (pos_check_word(s->mode, "exclusive_order"))
		return "is not alone";
	if (pos_check_word(s->mode, "exclusive") &&
	    pos_check_lane(x) == pos_check_lane(y))
		return "is not alone in its lane";
	if (s->group != NULL && t != NULL &&
	    pos_check_word(t->group, s->group) &&
	    (!line || !pos_check_word(t->scope, "line") ||
		share_a_line(c, a, b)))
		return "is not the only one of its group";
	if (meant(s->not_with, s->not_with_count, y) &&
	    (!line || share_a_line(c, a, b)))
		return "is with one that it excludes";
	return NULL;
}

/* Does a say that b may not have the same line? */
static bool
by_line(const struct pos_check *c, size_t a, size_t b)
{
	const struct pos_rule *x = c->cart->rules[a].rule;
	const struct pos_rule *y = c->cart->rules[b].rule;
	const struct pos_rule_stacking *s = x->stacking, *t = y->stacking;

	return s != NULL && pos_check_word(s->scope, "line") &&
	    ((t != NULL && s->group != NULL &&
		 pos_check_word(t->group, s->group)) ||
		meant(s->not_with, s->not_with_count, y));
}

/* only_on: some other must have acted (on each line of it). */
static bool
follows(const struct pos_check *c, size_t rule)
{
	const struct pos_rule_stacking *s = c->cart->rules[rule].rule->stacking;
	bool line, any = false, here;
	size_t i, k;

	if (s == NULL || s->only_on_count == 0)
		return true;
	line = pos_check_word(s->scope, "line");
	for (k = 0; k < c->cart->rules_count; k++)
		any = any ||
		    (k != rule && c->d->taken[k] &&
			meant(s->only_on, s->only_on_count,
			    c->cart->rules[k].rule));
	for (i = 0; line && any && i < c->cart->lines_count; i++) {
		if (pos_check_off(c, rule, i) == 0)
			continue;
		here = false;
		for (k = 0; k < c->cart->rules_count; k++)
			here = here ||
			    (k != rule && pos_check_off(c, k, i) > 0 &&
				meant(s->only_on, s->only_on_count,
				    c->cart->rules[k].rule));
		any = here;
	}
	return any;
}

/* A line is left only to another rule, which may not share it and takes it. */
static bool
left_well(const struct pos_check *c, size_t rule)
{
	size_t i, k, n = c->cart->lines_count;

	for (i = 0; i < n; i++) {
		if (!c->d->left[rule * n + i])
			continue;
		for (k = 0; k < c->cart->rules_count; k++)
			if (k != rule && pos_check_off(c, k, i) > 0 &&
			    (by_line(c, rule, k) || by_line(c, k, rule)))
				break;
		if (k == c->cart->rules_count)
			return false;
	}
	return true;
}

enum pos_status
pos_check_stacking(const struct pos_check *c, struct pos_err *err)
{
	const char *what;
	size_t a, b;

	for (a = 0; a < c->cart->rules_count; a++) {
		if (!c->d->taken[a])
			continue;
		for (b = 0; b < c->cart->rules_count; b++) {
			if (a == b || !c->d->taken[b])
				continue;
			what = wrong_pair(c, a, b);
			if (what != NULL)
				return pos_fail(err, POS_BUG,
				    "promotions: %s: %s: %s",
				    c->cart->rules[a].rule->code, what,
				    c->cart->rules[b].rule->code);
		}
		if (!left_well(c, a))
			return pos_fail(err, POS_BUG,
			    "promotions: %s: leaves a line to nobody",
			    c->cart->rules[a].rule->code);
		if (!follows(c, a))
			return pos_fail(err, POS_BUG,
			    "promotions: %s: acts where nothing that it"
			    " follows does",
			    c->cart->rules[a].rule->code);
	}
	return POS_OK;
}
