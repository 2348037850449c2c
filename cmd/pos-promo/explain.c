/*
 * explain.c - explain: what each promotion did to a sale or cart, or why it
 * did nothing, and what would get more.
 *
 * A sale is priced again as if now for the first time: what it took itself,
 * uses, coupons and points, counts as free.
 */
#include <string.h>
#include <unistd.h>

#include "base/plain.h"
#include "price.h"

static const char *which;
static bool of_cart;

const struct pos_opt promo_explain_options[] = {
	POS_OPT_TEXT('s', "sale", &which, "SALE",
	    "which: an id, a number of today, or DAY/NUMBER"),
	POS_OPT_FLAG(0, "cart", &of_cart,
	    "standard input holds carts, not sales"),
	POS_OPT_GROUP(promo_cart_options),
	POS_OPT_END,
};

static enum pos_status
print(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_offer_case *c, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_offer_why *why;
	enum pos_status st;
	size_t i;

	st = pos_offer_explain(shop, sale, c, pool, &why, err);
	for (i = 0; st == POS_OK && i < c->rules_count; i++)
		st = pos_out_record(&pos_offer_why_record, &why[i], err);
	return st;
}

static enum pos_status
one(struct pos_shop *shop, const char *text, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_sale before, sale;
	struct pos_offer_case c;
	struct pos_id id;
	enum pos_status st;

	st = pos_read_begin(shop->store, err);
	if (st != POS_OK)
		return st;
	st = pos_sale_which(shop, text, &id, err);
	if (st == POS_OK)
		st = pos_sale_load(shop, &id, pool, &before, err);
	if (st == POS_OK && before.of != NULL)
		st = pos_fail(err, POS_REFUSED,
		    "%lld is a return: no promotion is applied to it",
		    (long long)before.number);
	sale = before;
	if (st == POS_OK)
		st = pos_offer_strip(&sale, pool, err);
	if (st == POS_OK)
		st = pos_offer_price(shop, &sale, &before, pool, &c, err);
	if (st == POS_OK)
		st = print(shop, &sale, &c, pool, err);
	pos_read_end(shop->store);
	return st;
}

static enum pos_status
from_input(struct pos_shop *shop, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_ids *ids = pos_ids_new(STDIN_FILENO, "sale");
	struct pos_id id;
	const char *text;
	enum pos_status st;

	while ((st = pos_ids_next(ids, &text, err)) == POS_OK) {
		st = pos_id_parse(&id, text) ?
		    one(shop, text, pool, err) :
		    pos_fail(err, POS_DATA, "'%s' is no id of a sale", text);
		if (st == POS_OK && !pos_ids_ready(ids))
			st = pos_out_flush(err);
		if (st != POS_OK)
			break;
		pos_pool_clear(pool);
	}
	pos_ids_free(ids);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
sales(struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct pos_pool *pool;
	enum pos_status st;

	if (which == NULL && isatty(STDIN_FILENO))
		return pos_fail(err, POS_USAGE,
		    "of what? say --sale, items, or pipe a sale in");
	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = which != NULL ? one(&shop, which, pool, err) :
			     from_input(&shop, pool, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
promo_explain_run(int argc, char **argv, struct pos_err *err)
{
	enum pos_status st;

	if (which != NULL && (argc > 0 || of_cart))
		return pos_fail(err, POS_USAGE,
		    "a sale or a cart: --sale goes with neither items nor "
		    "--cart");
	pos_tr_plain(!pos_out_table());
	st = argc > 0 || of_cart ? promo_carts(argc, argv, print, err) :
				   sales(err);
	pos_tr_plain(false);
	return st;
}
