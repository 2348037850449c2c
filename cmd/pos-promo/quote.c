/*
 * quote.c - quote: what a cart would cost, nothing stored.
 */
#include <string.h>

#include "price.h"

const struct pos_opt promo_quote_options[] = {
	POS_OPT_GROUP(promo_cart_options),
	POS_OPT_END,
};

static enum pos_status
print(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_offer_case *c, struct pos_pool *pool, struct pos_err *err)
{
	static bool again;
	const char *text;
	enum pos_status st = POS_OK;

	(void)c;
	if (!pos_out_table())
		return pos_out_record(&pos_quote_record, sale, err);
	if (again)
		st = pos_out_text("\n", 1, err);
	again = true;
	text = pos_sale_as_text(shop, sale, pool);
	return st == POS_OK ? pos_out_text(text, strlen(text), err) : st;
}

enum pos_status
promo_quote_run(int argc, char **argv, struct pos_err *err)
{
	return promo_carts(argc, argv, print, err);
}
