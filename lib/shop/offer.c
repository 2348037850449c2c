/*
 * offer.c - promotions onto a sale: what the engine decided, as lines,
 * gifts and offers of the document.
 */
#include <string.h>

#include "shop/offer_inside.h"
#include "shop/stock.h"

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "the amount is too large");
}

enum pos_status
pos_offer_strip(struct pos_sale *sale, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_sale_line *lines;
	enum pos_status st = POS_OK;
	size_t i, kept = 0;

	lines = pos_pool_alloc(pool, (sale->lines_count + 1) * sizeof(*lines));
	for (i = 0; st == POS_OK && i < sale->lines_count; i++) {
		if (sale->lines[i].given_by != NULL)
			continue;
		lines[kept] = sale->lines[i];
		if (lines[kept].offers_count > 0 || sale->taxes_kept) {
			lines[kept].discount_minor = lines[kept].hand_minor;
			lines[kept].hand_minor = 0;
			lines[kept].offers_count = 0;
			lines[kept].shares_count = 0;
			st = pos_line_total(&lines[kept], err);
		}
		kept++;
	}
	sale->lines = lines;
	sale->lines_count = kept;
	sale->offers = NULL;
	sale->offers_count = 0;
	sale->best = NULL;
	sale->taxes_kept = false;
	return st;
}

/* The line's part of what was decided. */
static void
put_line(const struct pos_offer_case *c, size_t at, struct pos_sale_line *line,
    struct pos_pool *pool)
{
	const struct pos_priced_line *priced = &c->priced.lines[at];
	struct pos_line_offer *offers;
	struct pos_line_share *shares;
	size_t i, count = 0;

	offers =
	    pos_pool_alloc(pool, (priced->parts_count + 1) * sizeof(*offers));
	for (i = 0; i < priced->parts_count; i++)
		if (priced->parts[i].off_minor > 0)
			offers[count++] = (struct pos_line_offer){
				c->cart.rules[priced->parts[i].rule].rule->code,
				priced->parts[i].off_minor,
			};
	shares =
	    pos_pool_alloc(pool, (priced->shares_count + 1) * sizeof(*shares));
	for (i = 0; i < priced->shares_count; i++)
		shares[i] = (struct pos_line_share){
			priced->shares[i].qty_milli,
			priced->shares[i].off_minor,
		};
	line->offers = offers;
	line->offers_count = count;
	line->shares = shares;
	/* Units that are all alike need no list of them. */
	line->shares_count =
	    priced->shares_count > 1 ? priced->shares_count : 0;
	line->hand_minor = line->discount_minor;
}

/* Onto the lines; with tax, also what is left of each, for the taxes. */
static enum pos_status
put_lines(struct pos_shop *shop, const struct pos_offer_case *c,
    struct pos_sale *sale, struct pos_sale_line *lines, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_money off, rest;
	struct pos_sale_line *line;
	enum pos_status st = POS_OK;
	int64_t *left;
	size_t i;

	left = pos_pool_alloc(pool, (sale->lines_count + 1) * sizeof(*left));
	for (i = 0; st == POS_OK && i < c->cart.lines_count; i++) {
		line = &lines[c->line_at[i]];
		if (!pos_money_sub(&rest,
			pos_minor(c->cart.lines[i].amount_minor),
			pos_minor(c->priced.lines[i].off_minor)) ||
		    !pos_money_add(&off, pos_minor(line->discount_minor),
			pos_minor(c->priced.lines[i].off_minor)))
			return too_large(err);
		left[c->line_at[i]] = rest.minor;
		if (c->priced.lines[i].off_minor == 0)
			continue;
		put_line(c, i, line, pool);
		line->discount_minor = off.minor;
		if (!c->gross || line->tax_no == 0)
			st = pos_line_total(line, err);
	}
	if (st == POS_OK && c->gross && c->priced.off_minor > 0)
		st = pos_offer_taxes(shop, sale, lines, left, pool, err);
	return st;
}

static void
put_offers(const struct pos_offer_case *c, struct pos_sale *sale,
    struct pos_pool *pool)
{
	const struct pos_priced_rule *priced;
	const struct pos_rule *rule;
	struct pos_offer *offers = NULL, *o;
	size_t i, count = 0;

	for (i = 0; i < c->rules_count; i++) {
		if (c->closed[i] != NULL)
			continue;
		rule = &c->rules[i];
		priced = &c->priced.rules[c->in_cart[i]];
		if (!priced->applied)
			continue;
		offers = pos_pool_push(pool, offers, count, sizeof(*offers));
		o = &offers[count++];
		o->promo = rule->code;
		o->version = rule->version;
		o->name = rule->name;
		o->amount_minor = priced->off_minor;
		o->applications = priced->applications;
		o->units_milli = priced->units_milli;
		o->points = priced->points;
		o->earn_points = priced->earn_points;
		o->earn_rate_ppm = priced->earn_rate_ppm;
		o->coupon = c->coupons != NULL ? c->coupons[i] : NULL;
		o->by_method = rule->methods_count > 0;
		o->by_member = rule->limit != NULL &&
		    (rule->limit->member_uses > 0 ||
			rule->limit->member_units_milli > 0);
		o->funded_by = rule->funded_by;
		if (priced->gift_milli > 0) {
			o->gift = rule->effect->item;
			o->gift_milli = priced->gift_milli;
		}
	}
	sale->offers = offers;
	sale->offers_count = count;
}

/* POS_REFUSED: there is not so much of it. */
static enum pos_status
gift_there(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_sale *before, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_needs needs = { 0 };
	const char *warning = NULL;
	enum pos_status st;

	st = pos_sale_needs(shop, sale, 1, &needs, err);
	if (st == POS_OK && before != NULL)
		st = pos_sale_needs(shop, before, -1, &needs, err);
	if (st == POS_OK)
		st = pos_stock_allows(shop, &needs, pool, &warning, err);
	pos_needs_release(&needs);
	return st;
}

/* One more line: what a promotion gives.  What is not there is not given:
 * a gift must not keep a sale from being paid.  offer->gift is then NULL, and
 * *missing says why. */
static enum pos_status
give(struct pos_shop *shop, struct pos_offer *offer, struct pos_sale *sale,
    const struct pos_sale *before, struct pos_pool *pool, const char **missing,
    struct pos_err *err)
{
	struct pos_order_line want = {
		.item = offer->gift,
		.qty_milli = offer->gift_milli,
		.gift = true,
	};
	struct pos_sale_line *lines, *line;
	struct pos_err why;
	enum pos_status st;

	if (sale->lines_count >= POS_SALE_LINES_MAX) {
		offer->gift = NULL;
		*missing = pos_pool_printf(pool, "more than %d lines",
		    POS_SALE_LINES_MAX);
		return POS_OK;
	}
	lines = pos_pool_alloc(pool, (sale->lines_count + 1) * sizeof(*lines));
	memcpy(lines, sale->lines, sale->lines_count * sizeof(*lines));
	line = &lines[sale->lines_count];
	line->n = sale->last_n + 1;
	st = pos_line_make(shop, sale, &want, NULL, true, pool, line, &why);
	if (st == POS_OK) {
		struct pos_sale more = *sale;

		line->given_by = offer->promo;
		more.lines = lines;
		more.lines_count++;
		st = gift_there(shop, &more, before, pool, &why);
	}
	if (st == POS_OK) {
		sale->lines = lines;
		sale->lines_count++;
		sale->last_n++;
	} else if (st == POS_REFUSED || st == POS_DATA) {
		offer->gift = NULL;
		*missing = pos_pool_printf(pool, "%s", why.text);
	} else {
		if (err != NULL)
			*err = why;
		return st;
	}
	return POS_OK;
}

/* A promotion whose gift is not there was not applied: it uses up no limit,
 * no coupon and no points. */
static void
not_given(struct pos_offer_case *c, const char *promo, const char *why,
    struct pos_sale *sale)
{
	size_t i;

	sale->warning = why;
	for (i = 0; i < c->rules_count; i++)
		if (strcmp(c->rules[i].code, promo) == 0)
			c->closed[i] = why;
}

static enum pos_status
give_all(struct pos_shop *shop, struct pos_offer_case *c, struct pos_sale *sale,
    const struct pos_sale *before, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_offer *offers = (struct pos_offer *)sale->offers;
	const char *missing = NULL;
	enum pos_status st = POS_OK;
	size_t i, kept = 0;

	for (i = 0; st == POS_OK && i < sale->offers_count; i++) {
		bool gift = offers[i].gift != NULL;

		if (gift)
			st = give(shop, &offers[i], sale, before, pool,
			    &missing, err);
		if (gift && offers[i].gift == NULL)
			not_given(c, offers[i].promo, missing, sale);
		else
			offers[kept++] = offers[i];
	}
	sale->offers_count = kept;
	if (kept == 0)
		sale->offers = NULL;
	return st;
}

/* Price the case, and write what came of it into the sale. */
static enum pos_status
settle(struct pos_shop *shop, struct pos_offer_case *c, struct pos_sale *sale,
    const struct pos_sale *before, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_sale_line *lines;
	struct pos_sale_best *best;
	struct pos_money gap;
	enum pos_status st;

	st = pos_price(&c->cart, pool, &c->priced, err);
	if (st != POS_OK)
		return st;
	lines = pos_pool_alloc(pool, (sale->lines_count + 1) * sizeof(*lines));
	memcpy(lines, sale->lines, sale->lines_count * sizeof(*lines));
	st = put_lines(shop, c, sale, lines, pool, err);
	if (st != POS_OK)
		return st;
	sale->lines = lines;
	put_offers(c, sale, pool);
	st = give_all(shop, c, sale, before, pool, err);
	if (st != POS_OK)
		return st;
	if (!pos_money_sub(&gap, pos_minor(c->priced.pay_minor),
		pos_minor(c->priced.bound_minor)))
		return too_large(err);
	best = pos_pool_alloc(pool, sizeof(*best));
	best->optimal = c->priced.optimal;
	best->gap_minor = c->priced.optimal ? 0 : gap.minor;
	best->list_minor = c->priced.list_minor;
	sale->best = best;
	return pos_sale_total(shop, sale, pool, err);
}

enum pos_status
pos_offer_price(struct pos_shop *shop, struct pos_sale *sale,
    const struct pos_sale *before, struct pos_pool *pool,
    struct pos_offer_case *out, struct pos_err *err)
{
	struct pos_offer_case own, *c = out != NULL ? out : &own;
	enum pos_status st;

	memset(c, 0, sizeof(*c));
	st = pos_offer_open(shop, sale, before, pool, c, err);
	if (st == POS_OK)
		st = pos_offer_cart(shop, sale, pool, c, err);
	return st == POS_OK ? settle(shop, c, sale, before, pool, err) : st;
}

enum pos_status
pos_offer_price_by(struct pos_shop *shop, struct pos_sale *sale,
    const struct pos_rule *rules, size_t count,
    const struct pos_price_room *rooms, const struct pos_rule_moment *moment,
    int64_t points, struct pos_pool *pool, struct pos_offer_case *out,
    struct pos_err *err)
{
	struct pos_offer_case own, *c = out != NULL ? out : &own;
	enum pos_status st;

	memset(c, 0, sizeof(*c));
	c->rules = rules;
	c->rules_count = count;
	c->closed = pos_pool_alloc(pool, (count + 1) * sizeof(*c->closed));
	c->in_cart = pos_pool_alloc(pool, (count + 1) * sizeof(*c->in_cart));
	c->cart.points = points;
	c->cart.want_points = sale->want_points;
	st = pos_offer_choose(c, moment, rooms, pool, err);
	if (st == POS_OK)
		st = pos_offer_cart(shop, sale, pool, c, err);
	return st == POS_OK ? settle(shop, c, sale, NULL, pool, err) : st;
}

enum pos_status
pos_offer_pay_allows(const struct pos_sale *sale, const char *method,
    struct pos_err *err)
{
	size_t i;

	for (i = 0; i < sale->offers_count; i++)
		if (sale->offers[i].by_method &&
		    (sale->pay_by == NULL || strcmp(sale->pay_by, method) != 0))
			return pos_fail(err, POS_REFUSED,
			    "'%s' holds only when paid by '%s' (price the "
			    "sale again: pos-promo apply --pay-by %s)",
			    sale->offers[i].promo,
			    sale->pay_by != NULL ? sale->pay_by : "?", method);
	return POS_OK;
}
