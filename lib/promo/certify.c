/*
 * certify.c - does a result keep to the rules?
 *
 * Sums, floors and shares of lines here; then each rule in its turn on what
 * the ones before it left, by what the decision says that they took.
 */
#include <stdlib.h>
#include <string.h>

#include "promo/certify_inside.h"

bool
pos_check_word(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

int64_t
pos_check_lane(const struct pos_rule *rule)
{
	return rule->stacking == NULL || rule->stacking->lane == 0 ?
	    POS_RULE_LANE_ITEM :
	    rule->stacking->lane;
}

int
pos_check_kind(const struct pos_rule *rule)
{
	static const char *const kinds[] = { "percent", "new_price", "amount",
		"points_pay", "gift", "points_earn" };
	int i;

	for (i = 0; i < 6; i++)
		if (rule->effect != NULL &&
		    pos_check_word(rule->effect->kind, kinds[i]))
			return i;
	return 6;
}

static enum pos_status
bug(struct pos_err *err, const char *what, const char *name)
{
	return pos_fail(err, POS_BUG, "promotions: %s: %s", name, what);
}

/* --- lines ---------------------------------------------------------------- */

static enum pos_status
check_line(const struct pos_check *c, size_t at, struct pos_err *err)
{
	const struct pos_cart_line *line = &c->cart->lines[at];
	const struct pos_priced_line *p = &c->priced->lines[at];
	int64_t rules = 0, parts = 0, shares = 0, qty = 0, one, floor;
	char name[40];
	size_t i;

	snprintf(name, sizeof(name), "line %lld", (long long)line->n);
	for (i = 0; i < c->cart->rules_count; i++) {
		one = pos_check_off(c, i, at);
		if (one < 0)
			return bug(err, "a price was raised", name);
		if (one > 0 && !c->d->taken[i])
			return bug(err, "a rule that was not taken acts", name);
		rules += one;
	}
	for (i = 0; i < p->parts_count; i++) {
		if (p->parts[i].rule >= c->cart->rules_count ||
		    p->parts[i].off_minor !=
			pos_check_off(c, p->parts[i].rule, at))
			return bug(err, "a part is not the decision's", name);
		parts += p->parts[i].off_minor;
	}
	for (i = 0; i < p->shares_count; i++) {
		shares += p->shares[i].off_minor;
		qty += p->shares[i].qty_milli;
	}
	if (rules != p->off_minor || parts != p->off_minor)
		return bug(err, "its parts do not add up", name);
	if (p->off_minor > 0 && (shares != rules || qty != line->qty_milli))
		return bug(err, "its shares do not add up", name);
	floor =
	    (int64_t)(((__int128)line->floor_minor * line->qty_milli + 999) /
		1000);
	if (rules > line->amount_minor ||
	    (rules > 0 && line->amount_minor - rules < floor))
		return bug(err, "below its floor", name);
	return POS_OK;
}

/* --- all rules, in their turns -------------------------------------------- */

static int
width(const struct pos_rule *rule)
{
	if (rule->slots_count > 0)
		return 0;
	return rule->target != NULL && rule->target->units_milli != 0 ? 1 : 2;
}

static int
before(const struct pos_rule *a, const struct pos_rule *b)
{
	if (pos_check_lane(a) != pos_check_lane(b))
		return pos_check_lane(a) < pos_check_lane(b) ? -1 : 1;
	if (pos_check_kind(a) != pos_check_kind(b))
		return pos_check_kind(a) - pos_check_kind(b);
	if (width(a) != width(b))
		return width(a) - width(b);
	return strcmp(a->code, b->code);
}

static void
put_in_order(struct pos_check *c)
{
	const struct pos_price_rule *rules = c->cart->rules;
	size_t i, k;

	for (i = 0; i < c->cart->rules_count; i++) {
		for (k = i; k > 0 &&
		     before(rules[i].rule, rules[c->order[k - 1]].rule) < 0;
		     k--)
			c->order[k] = c->order[k - 1];
		c->order[k] = i;
	}
}

static enum pos_status
check_totals(const struct pos_check *c, size_t rule, struct pos_err *err)
{
	const struct pos_priced_rule *p = &c->priced->rules[rule];
	const char *code = c->cart->rules[rule].rule->code;
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < c->cart->lines_count; i++)
		sum += pos_check_off(c, rule, i);
	if (sum != p->off_minor)
		return bug(err, "what it takes off does not add up", code);
	if (p->applied != c->d->taken[rule])
		return bug(err, "is not as it was decided", code);
	if (!p->applied &&
	    (p->gift_milli != 0 || p->points != 0 || p->earn_points != 0 ||
		p->earn_rate_ppm != 0 || p->applications != 0))
		return bug(err, "does something without being taken", code);
	return POS_OK;
}

static enum pos_status
check_rules(struct pos_check *c, struct pos_err *err)
{
	size_t i, k, rule, n = c->cart->lines_count;
	int64_t lane = INT64_MIN, mine;
	enum pos_status st = POS_OK;

	put_in_order(c);
	c->points = c->cart->points;
	for (k = 0; k < n; k++)
		c->left[k] = c->cart->lines[k].amount_minor;
	for (i = 0; i < c->cart->rules_count && st == POS_OK; i++) {
		rule = c->order[i];
		mine = pos_check_lane(c->cart->rules[rule].rule);
		if (mine != lane)
			memcpy(c->lane_left, c->left, n * sizeof(*c->left));
		lane = mine;
		st = check_totals(c, rule, err);
		if (st == POS_OK && c->d->taken[rule])
			st = pos_check_rule(c, rule, err);
		for (k = 0; k < n; k++)
			c->left[k] -= pos_check_off(c, rule, k);
		c->points -= c->priced->rules[rule].points;
		if (st == POS_OK && c->priced->rules[rule].points > 0 &&
		    c->points < 0)
			st = bug(err, "the member has not so many points",
			    c->cart->rules[rule].rule->code);
	}
	return st;
}

static enum pos_status
check_sums(const struct pos_check *c, struct pos_err *err)
{
	const struct pos_priced *p = c->priced;
	int64_t list = 0, off = 0;
	size_t i;

	for (i = 0; i < c->cart->lines_count; i++) {
		list += c->cart->lines[i].amount_minor;
		off += p->lines[i].off_minor;
	}
	if (list != p->list_minor || off != p->off_minor ||
	    p->pay_minor != list - off)
		return bug(err, "lines do not add up to it", "the total");
	if (p->bound_minor > p->pay_minor || p->pay_minor > p->greedy_minor)
		return bug(err, "is not between the bound and the greedy one",
		    "the total");
	return POS_OK;
}

enum pos_status
pos_price_certify(const struct pos_cart *cart, const struct pos_priced *priced,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_check c = { .cart = cart,
		.priced = priced,
		.d = priced->decision };
	enum pos_status st;
	size_t i;

	if (c.d == NULL)
		return bug(err, "there is none", "the decision");
	c.order =
	    pos_pool_alloc(pool, (cart->rules_count + 1) * sizeof(*c.order));
	c.left =
	    pos_pool_alloc(pool, (cart->lines_count + 1) * sizeof(*c.left));
	c.lane_left = pos_pool_alloc(pool,
	    (cart->lines_count + 1) * sizeof(*c.lane_left));
	st = check_sums(&c, err);
	for (i = 0; i < cart->lines_count && st == POS_OK; i++)
		st = check_line(&c, i, err);
	if (st == POS_OK)
		st = pos_check_stacking(&c, err);
	if (st == POS_OK)
		st = pos_check_sets(&c, pool, err);
	if (st == POS_OK)
		st = check_rules(&c, err);
	return st;
}
