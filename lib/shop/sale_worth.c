/*
 * sale_worth.c - what was paid for a part of a sale.
 *
 * A line without promotions: its share by quantity.  With them, units cost
 * different amounts (the second at half price), and the line knows how much
 * was taken off each (shares).  The units with most taken off come back
 * first: who bought two for the price of one and keeps one has paid for it.
 *
 *   worth(q) = round_half_up((total + off) * q / qty) - off(q)
 *
 * where off is what promotions took off the line and off(q) what they took
 * off its last q units.  worth(qty) is the total, exactly; parts are
 * differences of worth, so they add up in whatever steps things come back.
 */
#include <string.h>

#include "shop/sale_inside.h"

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "the amount is too large");
}

/* What promotions took off the last q of the units, of all of it. */
static bool
off_last(const struct pos_sale_line *line, int64_t q, struct pos_money *off,
    struct pos_money *all)
{
	struct pos_money part;
	int64_t take, of;
	size_t i;

	*off = *all = pos_minor(0);
	for (i = 0; i < line->offers_count; i++)
		if (!pos_money_add(all, *all,
			pos_minor(line->offers[i].off_minor)))
			return false;
	if (line->shares_count == 0)
		return pos_money_ratio(off, *all, q, line->qty_milli,
		    POS_ROUND_HALF_UP);
	for (i = line->shares_count; i-- > 0 && q > 0; q -= take) {
		of = line->shares[i].qty_milli;
		take = q < of ? q : of;
		if (!pos_money_ratio(&part,
			pos_minor(line->shares[i].off_minor), take, of,
			POS_ROUND_HALF_UP) ||
		    !pos_money_add(off, *off, part))
			return false;
	}
	return true;
}

bool
pos_line_worth(const struct pos_sale_line *line, int64_t qty_milli,
    struct pos_money *worth)
{
	struct pos_money total = pos_minor(line->total_minor), promo, off, all;

	if (line->offers_count == 0 || qty_milli >= line->qty_milli)
		return pos_money_ratio(worth, total, qty_milli, line->qty_milli,
		    POS_ROUND_HALF_UP);
	/* With prices without tax, offers are with tax and the discount is
	 * not: off(q) is then scaled to it. */
	if (!pos_money_sub(&promo, pos_minor(line->discount_minor),
		pos_minor(line->hand_minor)) ||
	    !off_last(line, qty_milli, &off, &all))
		return false;
	if (pos_money_cmp(promo, all) != 0 && all.minor > 0 &&
	    !pos_money_ratio(&off, off, promo.minor, all.minor,
		POS_ROUND_HALF_UP))
		return false;
	if (!pos_money_add(worth, total, promo) ||
	    !pos_money_ratio(worth, *worth, qty_milli, line->qty_milli,
		POS_ROUND_HALF_UP) ||
	    !pos_money_sub(worth, *worth, off))
		return false;
	/* Rounding must neither take back what was given nor give more than
	 * there is. */
	if (pos_money_cmp(*worth, pos_minor(line->back_minor)) < 0)
		*worth = pos_minor(line->back_minor);
	if (pos_money_cmp(*worth, total) > 0)
		*worth = total;
	return true;
}

static enum pos_status
has_rate(struct pos_shop *shop, int64_t tax_no, const struct pos_sale_tax *rate,
    bool *has, struct pos_err *err)
{
	const struct pos_tax *tax;
	enum pos_status st;
	size_t i;

	*has = false;
	if (tax_no == 0)
		return POS_OK;
	st = pos_tax_by_no(shop, tax_no, &tax, err);
	for (i = 0; st == POS_OK && i < tax->rates_count; i++)
		*has |= tax->rates[i].rate_ppm == rate->rate_ppm &&
		    tax->rates[i].inclusive == rate->inclusive &&
		    strcmp(tax->rates[i].name, rate->name) == 0;
	return st;
}

/* Of the lines that pay this rate: what the part has, and the whole. */
static enum pos_status
sums_of(struct pos_shop *shop, const struct pos_sale *of,
    const struct pos_sale *part, const struct pos_sale_tax *rate,
    struct pos_money *here, struct pos_money *whole, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	bool has;
	size_t i;

	*here = *whole = pos_minor(0);
	for (i = 0; st == POS_OK && i < of->lines_count; i++) {
		st = has_rate(shop, of->lines[i].tax_no, rate, &has, err);
		if (st != POS_OK || !has)
			continue;
		if (!pos_money_add(whole, *whole,
			pos_minor(of->lines[i].total_minor)) ||
		    !pos_money_add(here, *here,
			pos_minor(part->lines[i].total_minor)))
			return too_large(err);
	}
	return st;
}

enum pos_status
pos_return_taxes(struct pos_shop *shop, const struct pos_sale *of,
    struct pos_sale *part, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_sale_tax *taxes;
	struct pos_money here, whole, net, tax;
	enum pos_status st;
	size_t i;

	taxes = pos_pool_alloc(pool, (of->taxes_count + 1) * sizeof(*taxes));
	for (i = 0; i < of->taxes_count; i++) {
		taxes[i] = of->taxes[i];
		st = sums_of(shop, of, part, &taxes[i], &here, &whole, err);
		if (st != POS_OK)
			return st;
		net = tax = pos_minor(0);
		if (whole.minor != 0 &&
		    (!pos_money_ratio(&net, pos_minor(taxes[i].net_minor),
			 here.minor, whole.minor, POS_ROUND_HALF_UP) ||
			!pos_money_ratio(&tax, pos_minor(taxes[i].tax_minor),
			    here.minor, whole.minor, POS_ROUND_HALF_UP)))
			return too_large(err);
		taxes[i].net_minor = net.minor;
		taxes[i].tax_minor = tax.minor;
	}
	part->taxes = taxes;
	part->taxes_count = of->taxes_count;
	return POS_OK;
}
