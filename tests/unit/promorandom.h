/*
 * promorandom.h - small carts with random rules: every kind, limit and way of
 * stacking, and thresholds that the cart just meets or just misses.
 */
#ifndef POS_TESTS_PROMORANDOM_H
#define POS_TESTS_PROMORANDOM_H

#include "promotwin.h"

#define RANDOM_LINES 9
#define RANDOM_LARGE INT64_C(19999999) /* times 12 units of 3000 */

static uint32_t random_state = 2463534242u;

static inline uint32_t
rnd(uint32_t n)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state % n;
}

static inline bool
chance(uint32_t percent)
{
	return rnd(100) < percent;
}

static const char *const random_items[] = { "i0", "i1", "i2", "i3", "i4" };
static const char *const random_categories[] = { "c0", "c1" };
static const char *const random_tags[] = { "t0", "t1" };

/* --- the cart ------------------------------------------------------------ */

static inline void
random_line(struct pos_cart_line *line, int64_t n, int64_t qty,
    struct pos_pool *pool)
{
	static const int64_t prices[] = { 1, 99, 100, 333, 999, 1000, 1050,
		2500 };
	const char **tag = pos_pool_alloc(pool, sizeof(*tag));
	uint32_t item = rnd(5);

	*tag = random_tags[rnd(2)];
	*line = (struct pos_cart_line){ .n = n,
		.item = random_items[item],
		.category = random_categories[item % 2],
		.tags = tag,
		.tags_count = chance(50),
		.qty_milli = qty * 1000,
		.discounted = chance(15) };
	line->price_minor = chance(50) ? prices[rnd(8)] : 1 + rnd(3000);
	line->amount_minor = line->price_minor * qty;
	if (qty == 1 && chance(10))
		line->amount_minor -= rnd((uint32_t)line->amount_minor);
	if (chance(15))
		line->floor_minor = rnd((uint32_t)line->price_minor + 1);
}

static inline void
random_lines(struct pos_cart *cart, int most, struct pos_pool *pool)
{
	static const int64_t taxes[] = { 0, 60000, 130000 };
	struct pos_cart_line *lines;
	int units = 0, count = most > 8 ? RANDOM_LINES : 1 + (int)rnd(5);
	int64_t tax = taxes[rnd(3)], qty;
	bool inclusive = chance(50), large = chance(4);
	size_t i;

	lines = pos_pool_alloc(pool, RANDOM_LINES * sizeof(*lines));
	while (count-- > 0 && units < most) {
		qty = chance(60) ? 1 : 1 + rnd(3);
		qty = twin_least(qty, most - units);
		random_line(&lines[cart->lines_count],
		    (int64_t)cart->lines_count + 1, qty, pool);
		lines[cart->lines_count].tax_ppm = tax;
		lines[cart->lines_count++].tax_inclusive = inclusive;
		units += (int)qty;
	}
	for (i = 0; large && i < cart->lines_count; i++) {
		lines[i].price_minor *= RANDOM_LARGE;
		lines[i].amount_minor *= RANDOM_LARGE;
		lines[i].floor_minor *= RANDOM_LARGE;
	}
	cart->lines = lines;
}

/* --- parts of a rule ----------------------------------------------------- */

static inline const char **
random_words(const char *const *from, uint32_t among, size_t *count,
    struct pos_pool *pool)
{
	const char **words = pos_pool_alloc(pool, 2 * sizeof(*words));
	uint32_t first = rnd(among);

	words[0] = from[first];
	words[1] = from[(first + 1) % among];
	*count = 1 + rnd(2);
	return words;
}

static inline const struct pos_select *
random_select(struct pos_pool *pool)
{
	struct pos_select *s;

	if (chance(35))
		return NULL;
	s = pos_pool_alloc(pool, sizeof(*s));
	switch (rnd(6)) {
	case 0:
	case 1:
		s->items = random_words(random_items, 5, &s->items_count, pool);
		break;
	case 2:
		s->not_items =
		    random_words(random_items, 5, &s->not_items_count, pool);
		break;
	case 3:
		s->categories = random_words(random_categories, 2,
		    &s->categories_count, pool);
		break;
	case 4:
		s->tags = random_words(random_tags, 2, &s->tags_count, pool);
		break;
	default:
		s->has_price_min = true;
		s->price_min_minor = rnd(1500);
		break;
	}
	if (chance(10))
		s->not_discounted = true;
	return s;
}

/* About what the whole cart is, a half, or a third of it: on the edge. */
static inline int64_t
random_edge(const struct pos_cart *cart, int64_t off)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < cart->lines_count; i++)
		if (chance(80))
			sum += cart->lines[i].amount_minor;
	if (chance(30))
		sum = sum / (1 + rnd(3));
	sum = sum - (chance(40) ? off : 0) + rnd(3) - 1;
	return sum < 1 ? 1 : sum;
}

static inline void
random_condition(struct pos_rule_condition *c, const struct pos_cart *cart,
    struct pos_pool *pool)
{
	c->select = random_select(pool);
	if (chance(40)) {
		c->measure = "quantity";
		c->min_milli = 1000 * (1 + rnd(4));
		if (chance(30))
			c->every_milli = c->min_milli;
		if (chance(5))
			c->max_milli = c->min_milli + 1000;
		return;
	}
	c->measure = "amount";
	c->min_minor = random_edge(cart, rnd(300));
	if (chance(20))
		c->every_minor = c->min_minor = 1 + c->min_minor / 2;
	if (chance(30))
		c->basis = "list";
	if (chance(20))
		c->tax = chance(50) ? "incl" : "excl";
	if (chance(5))
		c->max_minor = c->min_minor + 500;
}

static inline void
random_number(struct pos_rule_effect *e, const struct pos_cart *cart,
    struct pos_pool *pool)
{
	static const int64_t rates[] = { 100000, 150000, 333333, 500000,
		1000000 };
	struct pos_rule_tier *tiers;
	struct pos_rule_condition *measure;

	e->rate_ppm = e->amount_minor = 0;
	if (strcmp(e->kind, "percent") == 0)
		e->rate_ppm = rates[rnd(5)];
	else
		e->amount_minor = 1 + rnd(chance(70) ? 400 : 2500);
	if (!chance(12))
		return;
	tiers = pos_pool_alloc(pool, 2 * sizeof(*tiers));
	measure = pos_pool_alloc(pool, sizeof(*measure));
	measure->measure = "amount";
	measure->select = random_select(pool);
	if (chance(30))
		measure->basis = "list";
	tiers[0].min_minor = random_edge(cart, 0);
	if (chance(50))
		tiers[0].min_minor = 1 + tiers[0].min_minor / 2;
	tiers[1].min_minor = tiers[0].min_minor + 1 + rnd(500);
	tiers[0].rate_ppm = e->rate_ppm / 2;
	tiers[1].rate_ppm = e->rate_ppm;
	tiers[0].amount_minor = (e->amount_minor + 1) / 2;
	tiers[1].amount_minor = e->amount_minor;
	e->rate_ppm = e->amount_minor = 0;
	e->tiers = tiers;
	e->tiers_count = 2;
	e->tier_measure = measure;
}

static inline void
random_limit(struct pos_rule *rule, bool sets, struct pos_pool *pool)
{
	struct pos_rule_limit *l = pos_pool_alloc(pool, sizeof(*l));

	switch (rnd(5)) {
	case 0:
		l->max_discount_minor = 1 + rnd(500);
		break;
	case 1:
		if (!sets)
			return;
		l->max_applications = 1 + rnd(2);
		break;
	case 2:
		/* which units are left out: so of one item only */
		if (sets || rule->target == NULL ||
		    rule->target->select == NULL ||
		    rule->target->select->items_count != 1)
			return;
		l->max_units_milli = 1000 * (1 + rnd(2));
		break;
	case 3:
		l->points_cost = 1 + rnd(50);
		break;
	default:
		return;
	}
	rule->limit = l;
}

static inline void
random_stacking(struct pos_rule *rule, int64_t lane, struct pos_pool *pool)
{
	static const char *const codes[] = { "r0", "r1", "r2", "r3", "x", "y" };
	struct pos_rule_stacking *s = pos_pool_alloc(pool, sizeof(*s));

	s->lane = lane;
	if (chance(20))
		s->tags = random_words(&codes[4], 2, &s->tags_count, pool);
	switch (rnd(12)) {
	case 0:
	case 1:
		s->group = chance(50) ? "g" : "h";
		s->scope = chance(50) && rule->slots_count == 0 ? "line" : NULL;
		break;
	case 2:
		s->not_with = random_words(codes, 6, &s->not_with_count, pool);
		s->scope = chance(50) && rule->slots_count == 0 ? "line" : NULL;
		break;
	case 3:
		s->mode = "exclusive";
		break;
	case 4:
		s->mode = "exclusive_order";
		break;
	case 5:
		if (rule->slots_count > 0 || lane < 20)
			break;
		s->only_on = random_words(codes, 6, &s->only_on_count, pool);
		s->scope = "line";
		break;
	default:
		break;
	}
	rule->stacking = s;
}

/* --- kinds of rules ------------------------------------------------------ */

static inline void
random_sets(struct pos_rule *rule, struct pos_rule_effect *e,
    const struct pos_cart *cart, struct pos_pool *pool)
{
	struct pos_rule_slot *slots = pos_pool_alloc(pool, 2 * sizeof(*slots));

	rule->slots_count = 1 + rnd(2);
	slots[0].select = random_select(pool);
	slots[0].units = 1 + rnd(rule->slots_count == 1 ? 3 : 2);
	slots[1].select = random_select(pool);
	slots[1].units = 1;
	slots[0].distinct = chance(10);
	if (rule->slots_count == 2 && chance(50))
		slots[rnd(2)].role = "qualifier";
	rule->slots = slots;
	random_number(e, cart, pool);
	if (strcmp(e->kind, "percent") == 0 && chance(50)) {
		e->on = chance(80) ? "cheapest" : "dearest";
		e->count = 1;
	}
}

static inline void
random_target(struct pos_rule *rule, struct pos_pool *pool)
{
	static const char *const picks[] = { "cheapest", "dearest", "listed" };
	struct pos_rule_target *t = pos_pool_alloc(pool, sizeof(*t));

	t->select = random_select(pool);
	if (chance(30)) {
		t->units_milli = 1000 * (1 + rnd(3));
		t->pick = picks[rnd(3)];
		t->require_full = chance(10);
		if (chance(15))
			t->units_per = "line";
	}
	if (t->select != NULL || t->units_milli != 0)
		rule->target = t;
}

static inline void
random_buys(struct pos_rule *rule, struct pos_pool *pool)
{
	struct pos_rule_condition *c = pos_pool_alloc(pool, sizeof(*c));
	struct pos_rule_target *t = pos_pool_alloc(pool, sizeof(*t));
	struct pos_select *a = pos_pool_alloc(pool, 2 * sizeof(*a));
	const char **words = pos_pool_alloc(pool, 2 * sizeof(*words));

	words[0] = random_items[rnd(5)];
	words[1] = random_items[rnd(5)];
	a[0].items = &words[0];
	a[1].items = &words[1];
	a[0].items_count = a[1].items_count = 1;
	c->select = &a[0];
	c->consume = true;
	c->units_milli = 1000 * (1 + rnd(2));
	t->select = &a[1];
	t->units_milli = 1000 * (1 + rnd(2));
	t->require_full = chance(20);
	rule->conditions = c;
	rule->conditions_count = 1;
	rule->target = t;
}

static inline const struct pos_rule *
random_rule(const char *code, const struct pos_cart *cart, bool buys,
    struct pos_pool *pool)
{
	static const char *const kinds[] = { "percent", "percent", "amount",
		"amount", "new_price" };
	static const char *const pers[] = { NULL, "unit", "line", "target" };
	static const int64_t lanes[] = { 10, 20, 20, 30, 30, 35 };
	struct pos_rule *rule = pos_pool_alloc(pool, sizeof(*rule));
	struct pos_rule_effect *e = pos_pool_alloc(pool, sizeof(*e));
	struct pos_rule_condition *c;
	int64_t lane = lanes[rnd(6)];

	rule->code = rule->name = code;
	rule->effect = e;
	rule->priority = rnd(3);
	e->kind = kinds[rnd(5)];
	if (chance(4)) {
		e->kind = "points_pay";
		e->value_minor = 1;
		e->value_points = 1;
		e->keep_one = chance(50);
		lane = POS_RULE_LANE_POINTS;
		if (chance(50)) {
			struct pos_rule_limit *l =
			    pos_pool_alloc(pool, sizeof(*l));

			l->max_share_ppm = 500000;
			rule->limit = l;
		}
	} else if (chance(4)) {
		e->kind = "gift";
		e->item = "i0";
		e->qty_milli = 1000;
	} else if (buys && chance(30)) {
		lane = 20;
		random_buys(rule, pool);
		random_number(e, cart, pool);
		e->per = "unit";
	} else if (!buys && chance(30)) {
		lane = 20;
		random_sets(rule, e, cart, pool);
		random_limit(rule, true, pool);
	} else {
		e->per = pers[rnd(4)];
		if (strcmp(e->kind, "percent") == 0 && chance(15))
			e->base = "list";
		random_number(e, cart, pool);
		random_target(rule, pool);
		/* of units, or of all together?  Authors had better say */
		if (e->per == NULL &&
		    (lane == 10 ||
			(rule->target != NULL &&
			    rule->target->units_milli != 0)))
			e->per = pers[1 + rnd(3)];
		random_limit(rule, false, pool);
		if (chance(50)) {
			c = pos_pool_alloc(pool, sizeof(*c));
			random_condition(c, cart, pool);
			rule->conditions = c;
			rule->conditions_count = 1;
		}
	}
	random_stacking(rule, lane, pool);
	return rule;
}

/* A cart of at most so many units, with its rules. */
static inline void
random_cart(struct pos_cart *cart, int most, struct pos_pool *pool)
{
	static const char *const codes[] = { "r0", "r1", "r2", "r3", "r4" };
	struct pos_price_rule *rules;
	bool buys = chance(15);

	memset(cart, 0, sizeof(*cart));
	random_lines(cart, most, pool);
	rules = pos_pool_alloc(pool, 5 * sizeof(*rules));
	cart->rules_count = 1 + rnd(5);
	for (size_t i = 0; i < cart->rules_count; i++) {
		do {
			rules[i].rule = random_rule(codes[i], cart, buys, pool);
		} while (pos_rule_check(rules[i].rule, NULL) != POS_OK);
		rules[i].room = (struct pos_price_room){ chance(4) ? 0 : -1,
			chance(3) ? 1000 * (int)rnd(3) : -1,
			chance(5) ? (int)rnd(300) : -1 };
	}
	cart->rules = rules;
	cart->points = rnd(200);
	cart->want_points = chance(80) ? -1 : (int)rnd(100);
}

#endif
