/*
 * promo_certify.c - the certificate refuses what is not so.
 *
 * Each answer to a random cart is spoilt in every way that fits it: sums that
 * do not agree, a unit in two sets, or a cart whose limits, groups or
 * thresholds forbid what was done.
 */
#include <stdlib.h>

#include "promo/decision.h"
#include "promorandom.h"
#include "tap.h"

static struct pos_pool *pool, *scratch;

/* A cart and its answer, free to be changed. */
struct spoil {
	struct pos_cart cart;
	struct pos_cart_line *lines;
	struct pos_price_rule *rules;
	struct pos_priced priced;
	struct pos_decision decision;
	size_t r, l; /* a rule that took off, and a line of it */
};

static void *
copy_of(const void *from, size_t size)
{
	void *to = pos_pool_alloc(scratch, size + 1);

	if (size > 0)
		memcpy(to, from, size);
	return to;
}

#define COPY(array, count) copy_of((array), (count) * sizeof(*(array)))

static struct pos_price_part *
part_of(struct spoil *s)
{
	const struct pos_priced_line *line = &s->priced.lines[s->l];
	size_t i;

	for (i = 0; i < line->parts_count; i++)
		if (line->parts[i].rule == s->r && line->parts[i].off_minor > 0)
			return (struct pos_price_part *)&line->parts[i];
	return NULL;
}

/* False where no rule took anything off. */
static bool
spoil_new(struct spoil *s, const struct pos_cart *cart,
    const struct pos_priced *priced)
{
	size_t n = cart->lines_count, m = cart->rules_count, i;

	s->cart = *cart;
	s->cart.lines = s->lines = COPY(cart->lines, n);
	s->cart.rules = s->rules = COPY(cart->rules, m);
	s->priced = *priced;
	s->priced.lines = COPY(priced->lines, n);
	s->priced.rules = COPY(priced->rules, m);
	for (i = 0; i < n; i++) {
		s->priced.lines[i].parts =
		    COPY(priced->lines[i].parts, priced->lines[i].parts_count);
		s->priced.lines[i].shares = COPY(priced->lines[i].shares,
		    priced->lines[i].shares_count);
	}
	s->decision = *priced->decision;
	s->priced.decision = &s->decision;
	s->decision.taken = COPY(priced->decision->taken, m);
	s->decision.left = COPY(priced->decision->left, n * m);
	s->decision.off = COPY(priced->decision->off, n * m);
	s->decision.sets =
	    COPY(priced->decision->sets, priced->decision->sets_count);
	for (i = 0; i < n * m * 4; i++) {
		s->r = rnd((uint32_t)m);
		s->l = rnd((uint32_t)n);
		if (part_of(s) != NULL)
			return true;
	}
	return false;
}

static struct pos_rule *
own_rule(struct spoil *s, size_t r)
{
	struct pos_rule *rule = COPY(s->rules[r].rule, 1);

	s->rules[r].rule = rule;
	return rule;
}

static struct pos_rule_limit *
own_limit(struct spoil *s)
{
	struct pos_rule *rule = own_rule(s, s->r);
	struct pos_rule_limit *limit;

	limit = rule->limit != NULL ? COPY(rule->limit, 1) :
				      pos_pool_alloc(scratch, sizeof(*limit));
	rule->limit = limit;
	return limit;
}

static struct pos_rule_stacking *
own_stacking(struct spoil *s, size_t r)
{
	struct pos_rule *rule = own_rule(s, r);
	struct pos_rule_stacking *stacking;

	stacking = rule->stacking != NULL ?
	    COPY(rule->stacking, 1) :
	    pos_pool_alloc(scratch, sizeof(*stacking));
	rule->stacking = stacking;
	return stacking;
}

/* Another rule that took something off. */
static bool
another(struct spoil *s, size_t *other)
{
	for (*other = 0; *other < s->cart.rules_count; ++*other)
		if (*other != s->r && s->priced.rules[*other].off_minor > 0)
			return true;
	return false;
}

/* --- sums ---------------------------------------------------------------- */

static bool
spoil_pay(struct spoil *s)
{
	s->priced.pay_minor--;
	return true;
}

static bool
spoil_off(struct spoil *s)
{
	s->priced.off_minor++;
	s->priced.pay_minor--;
	return true;
}

static bool
spoil_line(struct spoil *s)
{
	s->priced.lines[s->l].off_minor++;
	return true;
}

static bool
spoil_rule(struct spoil *s)
{
	s->priced.rules[s->r].off_minor++;
	return true;
}

static bool
spoil_part(struct spoil *s)
{
	part_of(s)->off_minor++;
	return true;
}

static bool
spoil_share(struct spoil *s)
{
	const struct pos_priced_line *line = &s->priced.lines[s->l];

	if (line->shares_count == 0)
		return false;
	((struct pos_price_share *)&line->shares[line->shares_count - 1])
	    ->off_minor++;
	return true;
}

static bool
spoil_gift(struct spoil *s)
{
	s->priced.rules[s->r].gift_milli += 1000;
	return true;
}

/* Everything agrees, and one cent too much is given. */
static bool
spoil_cent(struct spoil *s)
{
	struct pos_priced_line *line = &s->priced.lines[s->l];

	if (line->off_minor >= s->lines[s->l].amount_minor)
		return false;
	spoil_share(s);
	spoil_part(s);
	spoil_line(s);
	spoil_rule(s);
	spoil_off(s);
	((int64_t *)s->decision.off)[s->r * s->cart.lines_count + s->l]++;
	return true;
}

static bool
spoil_taken(struct spoil *s)
{
	((bool *)s->decision.taken)[s->r] = false;
	return true;
}

/* --- units --------------------------------------------------------------- */

/* So often that some unit must be in two of them. */
static bool
spoil_set_twice(struct spoil *s)
{
	size_t n = s->decision.sets_count, i;
	struct pos_set *sets;
	int64_t often;

	if (n == 0)
		return false;
	often = s->lines[s->decision.sets[0].parts[0].line].qty_milli / 1000;
	sets = pos_pool_alloc(scratch, (n + (size_t)often) * sizeof(*sets));
	memcpy(sets, s->decision.sets, n * sizeof(*sets));
	for (i = 0; i < (size_t)often; i++)
		sets[n + i] = sets[0];
	s->decision.sets = sets;
	s->decision.sets_count = n + (size_t)often;
	return true;
}

/* As many units as the line has, and one more. */
static bool
spoil_set_units(struct spoil *s)
{
	struct pos_set *set;
	struct pos_set_part *part;

	if (s->decision.sets_count == 0)
		return false;
	set = (struct pos_set *)&s->decision.sets[0];
	part = COPY(set->parts, set->parts_count);
	part->units = s->lines[part->line].qty_milli / 1000 + 1;
	set->parts = part;
	return true;
}

static bool
spoil_select(struct spoil *s)
{
	static const char *nothing[] = { "nothing" };
	struct pos_select *select = pos_pool_alloc(scratch, sizeof(*select));
	struct pos_rule_target *target;
	struct pos_rule_slot *slots;
	struct pos_rule *rule = own_rule(s, s->r);
	size_t i;

	select->items = nothing;
	select->items_count = 1;
	if (rule->slots_count > 0) {
		slots = COPY(rule->slots, rule->slots_count);
		for (i = 0; i < rule->slots_count; i++)
			slots[i].select = select;
		rule->slots = slots;
		return true;
	}
	target = rule->target != NULL ?
	    COPY(rule->target, 1) :
	    pos_pool_alloc(scratch, sizeof(*target));
	target->select = select;
	rule->target = target;
	return true;
}

static bool
spoil_floor(struct spoil *s)
{
	struct pos_cart_line *line = &s->lines[s->l];

	line->floor_minor = line->amount_minor / (line->qty_milli / 1000);
	return line->floor_minor * (line->qty_milli / 1000) >
	    line->amount_minor - s->priced.lines[s->l].off_minor;
}

/* --- limits -------------------------------------------------------------- */

static bool
spoil_max(struct spoil *s)
{
	own_limit(s)->max_discount_minor = s->priced.rules[s->r].off_minor - 1;
	return s->priced.rules[s->r].off_minor > 1;
}

static bool
spoil_budget(struct spoil *s)
{
	s->rules[s->r].room.budget_minor = s->priced.rules[s->r].off_minor - 1;
	return true;
}

static bool
spoil_uses(struct spoil *s)
{
	s->rules[s->r].room.uses = 0;
	return true;
}

static bool
spoil_units(struct spoil *s)
{
	s->rules[s->r].room.units_milli = 0;
	return strcmp(s->rules[s->r].rule->effect->kind, "points_pay") != 0;
}

static bool
spoil_applications(struct spoil *s)
{
	own_limit(s)->max_applications = 1;
	return s->rules[s->r].rule->slots_count > 0 &&
	    s->priced.rules[s->r].applications > 1;
}

static bool
spoil_points(struct spoil *s)
{
	s->cart.points = 0;
	return s->priced.rules[s->r].points > 0;
}

/* --- conditions and stacking --------------------------------------------- */

static bool
spoil_threshold(struct spoil *s)
{
	struct pos_rule_condition *c = pos_pool_alloc(scratch, sizeof(*c));
	struct pos_rule *rule = own_rule(s, s->r);

	if (rule->slots_count > 0 ||
	    (rule->conditions_count > 0 && rule->conditions[0].consume))
		return false;
	c->measure = "amount";
	c->min_minor = s->priced.list_minor + 1;
	rule->conditions = c;
	rule->conditions_count = 1;
	return true;
}

static bool
spoil_group(struct spoil *s)
{
	struct pos_rule_stacking *a, *b;
	size_t other;

	if (!another(s, &other))
		return false;
	a = own_stacking(s, s->r);
	b = own_stacking(s, other);
	a->group = b->group = "both";
	a->scope = b->scope = NULL;
	return true;
}

static bool
spoil_not_with(struct spoil *s)
{
	struct pos_rule_stacking *a;
	const char **words;
	size_t other;

	if (!another(s, &other))
		return false;
	words = pos_pool_alloc(scratch, sizeof(*words));
	words[0] = s->rules[other].rule->code;
	a = own_stacking(s, s->r);
	a->not_with = words;
	a->not_with_count = 1;
	a->scope = NULL;
	return true;
}

static bool
spoil_alone(struct spoil *s)
{
	size_t other;

	if (!another(s, &other))
		return false;
	own_stacking(s, s->r)->mode = "exclusive_order";
	return true;
}

static bool
spoil_alone_in_lane(struct spoil *s)
{
	size_t other;

	if (!another(s, &other) ||
	    twin_lane(s->rules[other].rule) != twin_lane(s->rules[s->r].rule))
		return false;
	own_stacking(s, s->r)->mode = "exclusive";
	return true;
}

static struct {
	const char *name;
	bool (*spoil)(struct spoil *s);
	long tried, passed;
} ways[] = {
	{ "pays a cent less", spoil_pay, 0, 0 },
	{ "another total", spoil_off, 0, 0 },
	{ "another sum of a line", spoil_line, 0, 0 },
	{ "another sum of a rule", spoil_rule, 0, 0 },
	{ "another part of a line", spoil_part, 0, 0 },
	{ "another share of a unit", spoil_share, 0, 0 },
	{ "a gift that nothing gives", spoil_gift, 0, 0 },
	{ "a cent too much everywhere", spoil_cent, 0, 0 },
	{ "a rule that was not taken", spoil_taken, 0, 0 },
	{ "a set twice", spoil_set_twice, 0, 0 },
	{ "more units than there are", spoil_set_units, 0, 0 },
	{ "units that are not meant", spoil_select, 0, 0 },
	{ "below the floor", spoil_floor, 0, 0 },
	{ "over max_discount", spoil_max, 0, 0 },
	{ "over the budget", spoil_budget, 0, 0 },
	{ "no use is left", spoil_uses, 0, 0 },
	{ "no unit is left", spoil_units, 0, 0 },
	{ "over max_applications", spoil_applications, 0, 0 },
	{ "points that nobody has", spoil_points, 0, 0 },
	{ "a broken threshold", spoil_threshold, 0, 0 },
	{ "two of a group", spoil_group, 0, 0 },
	{ "two that exclude each other", spoil_not_with, 0, 0 },
	{ "company for one that is alone", spoil_alone, 0, 0 },
	{ "or alone in its lane", spoil_alone_in_lane, 0, 0 },
};
#define WAYS (sizeof(ways) / sizeof(ways[0]))

static long answers;

static void
spoil_all(const struct pos_cart *cart, const struct pos_priced *priced)
{
	struct pos_err err = { 0 };
	struct spoil s;
	size_t w;

	for (w = 0; w < WAYS; w++) {
		memset(&s, 0, sizeof(s));
		if (spoil_new(&s, cart, priced) && ways[w].spoil(&s)) {
			ways[w].tried++;
			if (pos_price_certify(&s.cart, &s.priced, scratch,
				&err) == POS_OK)
				ways[w].passed++;
		}
		pos_pool_clear(scratch);
	}
}

int
main(void)
{
	const char *text = getenv("PROMO_CASES");
	long i, count = text != NULL ? strtol(text, NULL, 10) : 2000;
	struct pos_priced priced;
	struct pos_cart cart;
	size_t w;

	pool = pos_pool_new();
	scratch = pos_pool_new();
	for (i = 0; i < count; i++) {
		memset(&priced, 0, sizeof(priced));
		random_cart(&cart, 1 + (int)rnd(8), pool);
		if (pos_price(&cart, pool, &priced, NULL) == POS_OK) {
			answers++;
			spoil_all(&cart, &priced);
		}
		pos_pool_clear(pool);
	}
	ok(answers == count, "%ld carts priced", answers);
	for (w = 0; w < WAYS; w++)
		ok(ways[w].tried > 0 && ways[w].passed == 0,
		    "%s: %ld, %ld passed", ways[w].name, ways[w].tried,
		    ways[w].passed);
	pos_pool_free(pool);
	pos_pool_free(scratch);
	return tap_done();
}
