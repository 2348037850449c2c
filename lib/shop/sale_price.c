/*
 * sale_price.c - the arithmetic of a line and of the sum over lines.
 */
#include <assert.h>

#include "shop/sale_inside.h"
#include "shop/tax.h"

static enum pos_status
too_large(const struct pos_sale_line *line, struct pos_err *err)
{
	return pos_fail(err, POS_DATA,
	    "'%s': the amount is past the limit of an amount", line->item);
}

/* The menu's price for how and where the sale is made. */
enum pos_status
pos_line_price(const struct pos_sale *sale, struct pos_sale_line *line,
    const struct pos_item *item, struct pos_err *err)
{
	if (item->open_price)
		return pos_fail(err, POS_DATA,
		    "'%s' has no fixed price: "
		    "say it, as '%s@12.50'",
		    item->code, item->code);
	line->price_minor =
	    pos_item_price(item, sale->order_type, sale->channel);
	return POS_OK;
}

enum pos_status
pos_line_gross(const struct pos_sale_line *line, struct pos_money *gross,
    struct pos_err *err)
{
	struct pos_money one = pos_minor(line->price_minor);
	size_t i;

	for (i = 0; i < line->choices_count; i++)
		if (!pos_money_add(&one, one,
			pos_minor(line->choices[i].price_minor)))
			return too_large(line, err);
	if (pos_money_cmp(one, pos_minor(0)) < 0)
		return pos_fail(err, POS_DATA,
		    "'%s' with these options costs less than nothing",
		    line->item);
	if (!pos_money_times(gross, one, line->qty_milli, POS_ROUND_HALF_UP))
		return too_large(line, err);
	return POS_OK;
}

/* A gift costs nothing: all of it is discount.  On a return quantity,
 * gross, discount and total all are negative. */
enum pos_status
pos_line_total(struct pos_sale_line *line, struct pos_err *err)
{
	struct pos_money gross, total;
	enum pos_status st = pos_line_gross(line, &gross, err);

	if (st != POS_OK)
		return st;
	if (line->gift)
		line->discount_minor = gross.minor;
	if (!pos_money_sub(&total, gross, pos_minor(line->discount_minor)))
		return too_large(line, err);
	assert(line->of_n != 0 || pos_money_cmp(total, pos_minor(0)) >= 0);
	line->total_minor = total.minor;
	return POS_OK;
}

enum pos_status
pos_sale_total(struct pos_shop *shop, struct pos_sale *sale,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_money off = pos_minor(0);
	size_t i;

	for (i = 0; i < sale->lines_count; i++)
		if (!pos_money_add(&off, off,
			pos_minor(sale->lines[i].discount_minor)))
			return too_large(&sale->lines[i], err);
	sale->discount_minor = off.minor;
	return sale->of != NULL || sale->taxes_kept ?
	    pos_tax_add_up(sale, err) :
	    pos_tax_sale(shop, sale, pool, err);
}
