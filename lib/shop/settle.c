/*
 * settle.c - what a sale that is settled does for its member.
 *
 * A return undoes it in proportion: what was earned by the value that came
 * back, points that promotions cost by the units they were spent on.  Parts
 * are counted in millionths of a point and given out whole, half up, so that
 * the parts of a whole return add up to all of it, in whatever steps and
 * order they come.
 */
#include <string.h>

#include "shop/ledger_inside.h"
#include "shop/sale_inside.h"

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_REFUSED, "the points are too many");
}

int64_t
settle_whole(int64_t millionths)
{
	return (millionths + SETTLE_ONE / 2) / SETTLE_ONE;
}

/* whole * part / all in millionths. */
static bool
share(int64_t *out, int64_t whole, int64_t part, int64_t all)
{
	*out = 0;
	return all <= 0 ||
	    pos_div_round(out, (__int128)whole * SETTLE_ONE * part, all,
		POS_ROUND_HALF_UP);
}

/* How much of a line of the original this return brings. */
static int64_t
brought(const struct pos_sale *sale, int64_t n)
{
	int64_t qty = 0;
	size_t i;

	for (i = 0; i < sale->lines_count; i++)
		if (sale->lines[i].of_n == n)
			qty -= sale->lines[i].qty_milli;
	return qty;
}

static int64_t
taken_off(const struct pos_sale_line *line, const char *promo)
{
	int64_t off = 0;
	size_t i;

	for (i = 0; i < line->offers_count; i++)
		if (strcmp(line->offers[i].promo, promo) == 0)
			off += line->offers[i].off_minor;
	return off;
}

/* Points of one promotion, by what it took off the lines that come back; one
 * that took nothing off, by quantity. */
static bool
spent_part(const struct pos_sale *of, const struct pos_sale *sale,
    const struct pos_offer *offer, int64_t *part)
{
	int64_t all = 0, one, qty, weight;
	size_t i;

	for (i = 0; i < of->lines_count; i++)
		all += taken_off(&of->lines[i], offer->promo);
	if (all > 0) {
		for (i = 0; i < of->lines_count; i++) {
			const struct pos_sale_line *line = &of->lines[i];

			qty = brought(sale, line->n);
			weight = taken_off(line, offer->promo);
			if (qty == 0 || weight == 0)
				continue;
			if (!pos_div_round(&one,
				(__int128)offer->points * SETTLE_ONE * weight /
				    all * qty,
				line->qty_milli, POS_ROUND_HALF_UP))
				return false;
			*part += one;
		}
		return true;
	}
	for (i = 0, qty = 0; i < of->lines_count; i++) {
		all += of->lines[i].qty_milli;
		qty += brought(sale, of->lines[i].n);
	}
	if (!share(&one, offer->points, qty, all))
		return false;
	*part += one;
	return true;
}

enum pos_status
settle_part(const struct pos_sale *of, const struct pos_sale *sale,
    int64_t refund_minor, int64_t earned, struct settle_part *part,
    struct pos_err *err)
{
	int64_t value = refund_minor, all = of->total_minor;
	size_t i;

	*part = (struct settle_part){ 0 };
	if (sale != NULL)
		value = -sale->total_minor;
	if (all == 0 && sale != NULL) {
		for (i = 0, value = 0; i < of->lines_count; i++) {
			all += of->lines[i].qty_milli;
			value += brought(sale, of->lines[i].n);
		}
	}
	if (!share(&part->earned, earned, value, all))
		return too_large(err);
	for (i = 0; sale != NULL && i < of->offers_count; i++)
		if (of->offers[i].points > 0 &&
		    !spent_part(of, sale, &of->offers[i], &part->spent))
			return too_large(err);
	return POS_OK;
}

static int64_t
spent_on(const struct pos_sale *sale)
{
	int64_t points = 0;
	size_t i;

	for (i = 0; i < sale->offers_count; i++)
		points += sale->offers[i].points;
	return points;
}

/* Whole points that go one way now, of which at most all go in the end. */
static int64_t
now(int64_t before, int64_t part, int64_t all)
{
	int64_t after = settle_whole(before + part);

	return (after < all ? after : all) -
	    (settle_whole(before) < all ? settle_whole(before) : all);
}

static enum pos_status
undo(struct pos_shop *shop, const struct pos_sale *of,
    const struct pos_sale *sale, struct pos_payment *pay, struct pos_err *err)
{
	struct settle_part part;
	struct member_sale row;
	enum pos_status st;
	struct pos_id id;

	if (of->member_no == 0)
		return POS_OK;
	if (!pos_id_parse(&id, of->id))
		return pos_fail(err, POS_BUG, "'%s' is no id", of->id);
	st = member_sale_get(shop, of->member_no, &id, &row, err);
	if (st == POS_OK && row.there)
		st = settle_part(of, sale, -pay->amount_minor, row.earned,
		    &part, err);
	if (st != POS_OK || !row.there)
		return st;
	pay->earned_points = -now(row.back_earned, part.earned, row.earned);
	pay->spent_back = now(row.back_spent, part.spent, spent_on(of));
	return POS_OK;
}

enum pos_status
pos_member_settle(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_payment *pay, struct pos_err *err)
{
	struct pos_sale original;
	struct pos_pool *pool;
	enum pos_status st;
	struct pos_id of;

	if (sale->of == NULL && sale->member_no == 0)
		return POS_OK;
	if (sale->of == NULL && sale->state_no == POS_SALE_COMPLETED)
		return undo(shop, sale, NULL, pay, err);
	if (sale->of == NULL)
		return earn_of(shop, sale, pay, &pay->earned_points,
		    &pay->earned_until, err);
	if (!pos_id_parse(&of, sale->of))
		return pos_fail(err, POS_BUG, "'%s' is no id", sale->of);
	pool = pos_pool_new();
	st = pos_sale_load(shop, &of, pool, &original, err);
	if (st == POS_OK)
		st = undo(shop, &original, sale, pay, err);
	pos_pool_free(pool);
	return st;
}
