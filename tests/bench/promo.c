/*
 * promo.c - how long the best price of a cart takes, and how often it is
 * proved.
 *
 * usage: promo [CARTS [SEED]]	(300 carts a row)
 *
 * Synthetic carts of two kinds, with pools, pools of the whole shop, bundles,
 * steps on the whole order and coupons:
 *
 *   dense  rules of a category or two of eight, so that a unit is in six or
 *          more of them, and large discounts: harder than a shop is
 *   few    each rule selects a few of the lines, three to eight
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "promo/price.h"

#define CATEGORIES 8
#define FEW_MOST 8

struct row {
	const char *name;
	uint32_t lines, per_line, rules, spanning;
	bool steps; /* thresholds on what is left */
	bool few;   /* each rule selects a few lines */
};

static const struct row rows[] = {
	{ "40 lines, 30 rules", 40, 1, 30, 0, false, false },
	{ "same, running thresholds", 40, 1, 30, 0, true, false },
	{ "same, one whole-shop pool", 40, 1, 30, 1, true, false },
	{ "same, two of them", 40, 1, 30, 2, true, false },
	{ "40 lines, 80 units, one", 40, 3, 30, 1, true, false },
	{ "40 lines, 80 units, two", 40, 3, 30, 2, true, false },
	{ "100 lines, 150 units, 50 rules", 100, 2, 50, 1, true, false },
	{ "few: 40 lines, 30 rules", 40, 1, 30, 0, true, true },
	{ "few: one whole-shop pool", 40, 1, 30, 1, true, true },
	{ "few: two of them", 40, 1, 30, 2, true, true },
	{ "few: 80 units, one", 40, 3, 30, 1, true, true },
	{ "few: 80 units, two", 40, 3, 30, 2, true, true },
	{ "few: 100 lines, 50 rules", 100, 2, 50, 1, true, true },
};

static uint64_t state = 1;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

static const char *
name(struct pos_pool *pool, const char *kind, uint32_t n)
{
	return pos_pool_printf(pool, "%s%u", kind, n);
}

/* A category or two, or a few lines by their items. */
static const struct pos_select *
some(const struct row *row, struct pos_pool *pool)
{
	struct pos_select *s = pos_pool_alloc(pool, sizeof(*s));
	const char **word = pos_pool_alloc(pool, FEW_MOST * sizeof(*word));
	size_t i;

	if (row->few) {
		s->items = word;
		s->items_count = 3 + rnd(FEW_MOST - 2);
		for (i = 0; i < s->items_count; i++)
			word[i] = name(pool, "i", rnd(row->lines));
		return s;
	}
	word[0] = name(pool, "c", rnd(CATEGORIES));
	word[1] = name(pool, "c", rnd(CATEGORIES));
	s->categories = word;
	s->categories_count = 1 + (rnd(4) == 0);
	return s;
}

static void
in_lane(struct pos_rule *rule, int64_t lane, const char *group,
    struct pos_pool *pool)
{
	struct pos_rule_stacking *s = pos_pool_alloc(pool, sizeof(*s));

	s->lane = lane;
	s->group = group;
	rule->stacking = s;
}

/* The cheapest so many of a set, n for a price, or a percentage of each. */
static void
pool_rule(struct pos_rule *rule, const struct pos_select *select,
    struct pos_pool *pool)
{
	struct pos_rule_slot *slot = pos_pool_alloc(pool, sizeof(*slot));
	struct pos_rule_effect *e = pos_pool_alloc(pool, sizeof(*e));

	slot->select = select;
	slot->units = 2 + rnd(3);
	rule->slots = slot;
	rule->slots_count = 1;
	rule->effect = e;
	switch (rnd(3)) {
	case 0:
		e->kind = "percent";
		e->rate_ppm = 500000 * (1 + rnd(2));
		e->on = "cheapest";
		e->count = 1;
		break;
	case 1:
		e->kind = "new_price";
		e->amount_minor = slot->units * (600 + 100 * rnd(15));
		break;
	default:
		e->kind = "percent";
		e->rate_ppm = 50000 * (1 + rnd(6));
		e->per = "unit";
		break;
	}
	in_lane(rule, 20, NULL, pool);
}

static void
bundle_rule(struct pos_rule *rule, const struct row *row, struct pos_pool *pool)
{
	struct pos_rule_slot *slot = pos_pool_alloc(pool, 2 * sizeof(*slot));
	struct pos_rule_effect *e = pos_pool_alloc(pool, sizeof(*e));

	slot[0].select = some(row, pool);
	slot[1].select = some(row, pool);
	slot[0].units = slot[1].units = 1;
	if (rnd(2) == 0)
		slot[0].role = "qualifier";
	rule->slots = slot;
	rule->slots_count = 2;
	rule->effect = e;
	e->kind = "amount";
	e->amount_minor = 100 * (1 + rnd(8));
	in_lane(rule, 20, NULL, pool);
}

static void
order_rule(struct pos_rule *rule, uint32_t n, int64_t total, bool running,
    struct pos_pool *pool)
{
	struct pos_rule_effect *e = pos_pool_alloc(pool, sizeof(*e));
	struct pos_rule_condition *c = pos_pool_alloc(pool, sizeof(*c));

	rule->effect = e;
	e->per = "target";
	if (n % 4 == 3) {
		e->kind = "percent";
		e->rate_ppm = 50000 * (1 + rnd(3));
	} else {
		e->kind = "amount";
		e->amount_minor = 500 + 100 * rnd(25);
	}
	c->measure = "amount";
	c->min_minor = total * (60 + rnd(35)) / 100;
	c->basis = running ? NULL : "list";
	rule->conditions = c;
	rule->conditions_count = 1;
	in_lane(rule, n % 4 == 3 ? 35 : 30, n % 4 == 3 ? "coupon" : "full",
	    pool);
}

static void
make(const struct row *row, struct pos_cart *cart, struct pos_pool *pool)
{
	struct pos_cart_line *lines =
	    pos_pool_alloc(pool, row->lines * sizeof(*lines));
	struct pos_price_rule *rules =
	    pos_pool_alloc(pool, row->rules * sizeof(*rules));
	struct pos_rule *rule;
	int64_t total = 0;
	uint32_t i, orders = row->rules / 5;

	*cart = (struct pos_cart){ .lines = lines,
		.lines_count = row->lines,
		.rules = rules,
		.rules_count = row->rules,
		.want_points = -1 };
	for (i = 0; i < row->lines; i++) {
		lines[i].n = i + 1;
		lines[i].item = name(pool, "i", i);
		lines[i].category = name(pool, "c", rnd(CATEGORIES));
		lines[i].qty_milli = 1000 * (1 + rnd(row->per_line));
		lines[i].price_minor = 300 + 10 * rnd(300) + 9 * rnd(2);
		lines[i].amount_minor =
		    lines[i].price_minor * lines[i].qty_milli / 1000;
		total += lines[i].amount_minor;
	}
	for (i = 0; i < row->rules; i++) {
		rule = pos_pool_alloc(pool, sizeof(*rule));
		rule->code = pos_pool_printf(pool, "r%02u", i);
		if (i < row->spanning)
			pool_rule(rule, NULL, pool);
		else if (i < row->spanning + orders)
			order_rule(rule, i, total, row->steps, pool);
		else if (rnd(3) == 0)
			bundle_rule(rule, row, pool);
		else
			pool_rule(rule, some(row, pool), pool);
		rules[i] = (struct pos_price_rule){ rule, { -1, -1, -1 } };
	}
}

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static int
run(const struct row *row, uint32_t carts, struct pos_pool *pool)
{
	double *ms = pos_alloc(carts * sizeof(*ms)), gap = 0, one, excess = 0;
	uint32_t i, proved = 0, packed = 0, worse = 0;
	struct pos_priced priced;
	struct pos_cart cart;
	struct pos_err err;

	for (i = 0; i < carts; i++) {
		make(row, &cart, pool);
		ms[i] = now_ms();
		if (pos_price(&cart, pool, &priced, &err) != POS_OK) {
			fprintf(stderr, "promo: %s\n", err.text);
			return 1;
		}
		ms[i] = now_ms() - ms[i];
		proved += priced.optimal;
		packed += strcmp(priced.method, "beam") != 0;
		one = (double)(priced.pay_minor - priced.bound_minor) * 100 /
		    (double)priced.pay_minor;
		gap = one > gap && !priced.optimal ? one : gap;
		one = (double)(priced.greedy_minor - priced.pay_minor) * 100 /
		    (double)priced.pay_minor;
		worse += priced.greedy_minor > priced.pay_minor;
		excess += one;
		pos_pool_clear(pool);
	}
	qsort(ms, carts, sizeof(*ms), by_value);
	printf("%-32s %6.2f %6.2f %6.2f %6.2f %5.1f %5.1f %5.2f %5.1f %5.2f\n",
	    row->name, ms[carts / 2], ms[carts * 95 / 100],
	    ms[carts * 99 / 100], ms[carts - 1], packed * 100.0 / carts,
	    proved * 100.0 / carts, gap, worse * 100.0 / carts, excess / carts);
	free(ms);
	return 0;
}

int
main(int argc, char **argv)
{
	uint32_t carts = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 300;
	struct pos_pool *pool = pos_pool_new();
	size_t i;
	int bad = 0;

	if (argc > 2)
		state = strtoull(argv[2], NULL, 10);
	printf("%-32s %6s %6s %6s %6s %5s %5s %5s %5s %5s\n", "cart, ms",
	    "median", "p95", "p99", "max", "pack%", "all%", "gap%", "grdy%",
	    "more%");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]) && bad == 0; i++)
		bad = run(&rows[i], carts == 0 ? 1 : carts, pool);
	pos_pool_free(pool);
	return bad;
}
