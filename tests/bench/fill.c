/*
 * fill.c - years of counter sales, for the reports and the size of a store.
 *
 *	fill STORE COUNT PER_DAY
 *
 * The same sales that `orders list` draws, made by the library as a till
 * makes them, each at its own time: no channel and no number from outside,
 * which would count for orders of a platform only.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "draw.h"
#include "shop/sale.h"
#include "shop/spine.h"

#define GROUP 1000

static enum pos_status
sell(struct pos_shop *shop, int64_t i, int64_t per_day, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_order_line lines[LINES] = { 0 };
	struct pos_order_payment card = { .method = "card" };
	struct pos_order order = { .lines = lines,
		.lines_count = LINES,
		.payments = &card,
		.payments_count = 1 };
	char code[LINES][16];
	struct pos_sale sale;
	struct drawn d;
	enum pos_status st;
	int n;

	draw(&d, i, per_day);
	for (n = 0; n < LINES; n++) {
		snprintf(code[n], sizeof(code[n]), "I%03d", d.item[n]);
		lines[n].item = code[n];
		lines[n].qty_milli = d.qty_milli[n];
	}
	st = pos_shop_set_time(shop, d.at * 1000, err);
	return st == POS_OK ?
	    pos_sale_new(shop, &order, NULL, pool, &sale, err) :
	    st;
}

static enum pos_status
fill(struct pos_shop *shop, int64_t count, int64_t per_day, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st = POS_OK;
	int64_t i = 0, end;

	while (st == POS_OK && i < count) {
		st = pos_change_begin(shop, err);
		end = i + GROUP < count ? i + GROUP : count;
		for (; st == POS_OK && i < end; i++)
			st = sell(shop, i, per_day, pool, err);
		st = pos_change_end(shop, st, err);
		pos_pool_clear(pool);
	}
	pos_pool_free(pool);
	return st;
}

int
main(int argc, char **argv)
{
	struct pos_shop_options options = { 0 };
	struct pos_shop shop;
	struct pos_err err;
	enum pos_status st;

	if (argc != 4) {
		fputs("usage: fill STORE COUNT PER_DAY\n", stderr);
		return 64;
	}
	options.location = argv[1];
	st = pos_shop_open(&shop, &options, POS_STORE_WRITE, &err);
	if (st == POS_OK) {
		st = fill(&shop, strtoll(argv[2], NULL, 10),
		    strtoll(argv[3], NULL, 10), &err);
		pos_shop_close(&shop);
	}
	if (st != POS_OK)
		fprintf(stderr, "fill: %s\n", err.text);
	return pos_status_exit(st);
}
