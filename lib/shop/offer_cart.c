/*
 * offer_cart.c - the cart that promotions see: lines of a sale, with what
 * the menu says of their items.
 *
 * What is given away is no part of it: it neither counts toward a threshold
 * nor takes a share of a discount.
 */
#include "shop/offer_inside.h"

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "the amount is too large");
}

/* Price of one with its options, and what is left of the line. */
static enum pos_status
amounts(const struct pos_sale_line *line, struct pos_cart_line *out,
    struct pos_err *err)
{
	struct pos_sale_line one = *line;
	struct pos_money price, whole, left;
	enum pos_status st;

	one.qty_milli = POS_QTY_ONE;
	st = pos_line_gross(&one, &price, err);
	if (st == POS_OK)
		st = pos_line_gross(line, &whole, err);
	if (st != POS_OK)
		return st;
	if (!pos_money_sub(&left, whole, pos_minor(line->discount_minor)))
		return too_large(err);
	out->price_minor = price.minor;
	out->amount_minor = left.minor;
	return POS_OK;
}

static enum pos_status
rates(struct pos_shop *shop, const struct pos_sale_line *line, bool gross,
    struct pos_cart_line *out, struct pos_err *err)
{
	const struct pos_tax *tax;
	int64_t within = 0, on_top = 0;
	enum pos_status st;
	size_t i;

	if (line->tax_no == 0)
		return POS_OK;
	st = pos_tax_by_no(shop, line->tax_no, &tax, err);
	if (st != POS_OK)
		return st;
	for (i = 0; i < tax->rates_count; i++)
		if (tax->rates[i].inclusive)
			within += tax->rates[i].rate_ppm;
		else
			on_top += tax->rates[i].rate_ppm;
	/* A threshold without tax asks for one rate: what the amount holds,
	 * or, of prices without tax, what comes on top. */
	out->tax_inclusive = within > 0 || gross;
	out->tax_ppm = gross ? within + on_top : within > 0 ? within : on_top;
	return POS_OK;
}

static enum pos_status
from_item(struct pos_shop *shop, const struct pos_sale_line *line, bool gross,
    struct pos_cart_line *out, struct pos_err *err)
{
	const struct pos_item *item;
	enum pos_status st;

	st = pos_item_by_no(shop, line->item_no, &item, err);
	if (st != POS_OK)
		return st;
	out->parent = item->parent;
	out->category = item->category;
	out->tags = item->tags;
	out->tags_count = item->tags_count;
	out->floor_minor = item->floor_minor;
	out->discounted = item->discounted || line->discount_minor > 0;
	if (gross && item->floor_minor > 0)
		st = pos_offer_with_tax(shop, line, item->floor_minor,
		    &out->floor_minor, err);
	return st;
}

enum pos_status
pos_offer_cart(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, struct pos_offer_case *c, struct pos_err *err)
{
	const struct pos_sale_line *line;
	struct pos_cart_line *lines, *out;
	enum pos_status st = POS_OK;
	size_t i, count = 0;

	c->gross = shop->discount_gross;
	lines = pos_pool_alloc(pool, (sale->lines_count + 1) * sizeof(*lines));
	c->line_at =
	    pos_pool_alloc(pool, (sale->lines_count + 1) * sizeof(*c->line_at));
	for (i = 0; st == POS_OK && i < sale->lines_count; i++) {
		line = &sale->lines[i];
		if (line->gift || line->given_by != NULL ||
		    line->qty_milli <= 0)
			continue;
		c->line_at[count] = i;
		out = &lines[count++];
		out->n = line->n;
		out->item = line->item;
		out->qty_milli = line->qty_milli;
		st = amounts(line, out, err);
		if (st == POS_OK)
			st = rates(shop, line, c->gross, out, err);
		if (st == POS_OK)
			st = from_item(shop, line, c->gross, out, err);
	}
	/* "cheapest" goes by the price that is marked, in either case */
	if (st == POS_OK && c->gross)
		st = pos_offer_gross(shop, sale, c->line_at, lines, count, pool,
		    err);
	c->cart.lines = lines;
	c->cart.lines_count = count;
	return st;
}
