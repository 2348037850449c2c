/*
 * payshop.h - a shop in a temporary folder, for the unit programs of
 * payments and sums.
 */
#ifndef POS_TESTS_PAYSHOP_H
#define POS_TESTS_PAYSHOP_H

#include <stdlib.h>
#include <unistd.h>

#include "shop/day.h"
#include "shop/pay.h"
#include "shop/place.h"
#include "shop/rollup.h"
#include "shop/verify.h"
#include "tap.h"

static struct pos_shop shop;
static struct pos_pool *pool;
static struct pos_err err;
static char folder[] = "/tmp/payshop.XXXXXX";
static char location[64];

#define ITEMS 6
static const char *const codes[ITEMS] = { "latte", "cake", "tea", "bun",
	"juice", "cookie" };
static const int64_t prices[ITEMS] = { 1850, 3299, 1201, 507, 2003, 99 };

static inline uint32_t
rnd(uint32_t n)
{
	static uint32_t x = 88172645u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x % n;
}

static inline void
must(enum pos_status st, const char *what)
{
	if (st == POS_OK)
		return;
	printf("Bail out! %s: %s\n", what, err.text);
	exit(1);
}

static inline void
begin(void)
{
	must(pos_change_begin(&shop, &err), "begin");
}

static inline void
end(void)
{
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

static inline void
make_menu(void)
{
	const struct pos_rate vat = { .name = "VAT", .rate_ppm = 60000,
		.inclusive = true };
	const struct pos_rate gst[] = {
		{ .name = "State", .rate_ppm = 40000 },
		{ .name = "City", .rate_ppm = 8875 },
	};
	const struct pos_tax in = { .code = "vat", .name = "VAT",
		.rates = &vat, .rates_count = 1 };
	const struct pos_tax ex = { .code = "sales", .name = "Sales",
		.rates = gst, .rates_count = 2 };
	struct pos_item item;
	bool changed;
	int i;

	begin();
	must(pos_tax_put(&shop, &in, &changed, &err), "tax");
	must(pos_tax_put(&shop, &ex, &changed, &err), "tax");
	for (i = 0; i < ITEMS; i++) {
		item = (struct pos_item){ .code = codes[i], .name = codes[i],
			.price_minor = prices[i], .tracked = i == 1,
			.policy = "allow",
			.category = i < 3 ? "drinks" : i < 5 ? "food" : NULL,
			.tax = i == 5 ? NULL : i % 2 ? "sales" : "vat" };
		must(pos_item_put(&shop, &item, &changed, &err), "item");
	}
	end();
}

static inline void
open_shop(void)
{
	const struct pos_shop_new want = { .name = "Test",
		.currency = "USD", .zone = "America/New_York",
		.cutoff = "04:00", .tax_mode = "inclusive", .language = "en",
		.branch = "main", .till = "1" };
	struct pos_shop_options options = { .location = location };

	setenv("POS_NOW", "2026-03-07T15:00:00Z", 1);
	if (mkdtemp(folder) == NULL)
		exit(1);
	snprintf(location, sizeof(location), "%s/store.db", folder);
	must(pos_shop_create(location, &want, &err), "create");
	must(pos_shop_open(&shop, &options, POS_STORE_WRITE, &err), "open");
	pool = pos_pool_new();
	make_menu();
}

static inline void
close_shop(void)
{
	char command[128];

	pos_pool_free(pool);
	pos_shop_close(&shop);
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	if (system(command) != 0)
		exit(1);
}

/* A sale of random lines, discounts among them. */
static inline void
make_sale(struct pos_sale *sale)
{
	static const char *const types[] = { "dine-in", "takeaway",
		"pickup", "delivery" };
	struct pos_order_line lines[5];
	struct pos_order order = { .lines = lines,
		.lines_count = 1 + rnd(5), .order_type = types[rnd(4)],
		.guests = rnd(4), .channel = rnd(3) == 0 ? "app" : NULL };
	size_t i;

	for (i = 0; i < order.lines_count; i++)
		lines[i] = (struct pos_order_line){
			.item = codes[rnd(ITEMS)],
			.qty_milli = 1000 * (1 + rnd(4)),
			.gift = rnd(20) == 0,
		};
	must(pos_sale_new(&shop, &order, NULL, pool, sale, &err), "sale");
}

static inline struct pos_id
id_of(const struct pos_sale *sale)
{
	struct pos_id id;

	if (!pos_id_parse(&id, sale->id)) {
		printf("Bail out! no id\n");
		exit(1);
	}
	return id;
}

#endif
