/*
 * sale_return.c - things come back: a sale with negative quantities.
 *
 * What is given back for a line is what was paid for those units
 * (sale_worth.c), and computed as a difference: that of all that came back
 * so far and now, less that of what came back before.  So the parts of a
 * line add up to its total to the cent, in whatever steps they come.
 * Taxes likewise: those of everything that came back, less those of what
 * came back before.
 */
#include <string.h>

#include "base/text.h"
#include "shop/sale_inside.h"
#include "shop/staff.h"
#include "shop/tax.h"

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "the amount is too large");
}

static enum pos_status
make_line(const struct pos_sale_line *of, int64_t qty_milli, int64_t n,
    struct pos_sale_line *line, struct pos_err *err)
{
	struct pos_money back, gross, off;
	char text[2][POS_DECIMAL_MAX];
	int64_t left = of->qty_milli - of->back_milli;
	enum pos_status st;

	if (qty_milli == 0)
		qty_milli = left;
	if (qty_milli > left || qty_milli <= 0)
		return pos_fail(err, POS_REFUSED,
		    "line %lld ('%s'): %s to "
		    "return, %s left of it",
		    (long long)of->n, of->item,
		    pos_milli_text(text[0], qty_milli),
		    pos_milli_text(text[1], left));
	if (!pos_line_worth(of, of->back_milli + qty_milli, &back) ||
	    !pos_money_sub(&back, back, pos_minor(of->back_minor)))
		return too_large(err);
	*line = *of;
	line->n = n;
	line->of_n = of->n;
	line->qty_milli = -qty_milli;
	line->back_milli = line->back_minor = 0;
	line->gift = false;
	line->given_by = NULL;
	line->hand_minor = 0;
	line->offers_count = line->shares_count = 0;
	st = pos_line_gross(line, &gross, err);
	if (st != POS_OK)
		return st;
	if (!pos_money_add(&off, gross, back))
		return too_large(err);
	line->discount_minor = off.minor;
	return pos_line_total(line, err);
}

/* Half a cup does not come back; what is weighed does, in part. */
static enum pos_status
check_pieces(struct pos_shop *shop, const struct pos_sale_line *of,
    int64_t qty_milli, struct pos_err *err)
{
	const struct pos_item *item;
	enum pos_status st;

	if (qty_milli % POS_QTY_ONE == 0 || of->qty_milli % POS_QTY_ONE != 0)
		return POS_OK;
	st = pos_item_by_no(shop, of->item_no, &item, err);
	if (st == POS_OK && item->unit == NULL)
		st = pos_fail(err, POS_DATA, "'%s' is sold in whole pieces",
		    of->item);
	return st;
}

static const struct pos_sale_line *
line_of(const struct pos_sale *of, int64_t n)
{
	size_t i;

	for (i = 0; i < of->lines_count; i++)
		if (of->lines[i].n == n)
			return &of->lines[i];
	return NULL;
}

/* All that is left, where nothing is named. */
static size_t
whole(const struct pos_sale *of, struct pos_return_line *want)
{
	size_t i, count = 0;

	for (i = 0; i < of->lines_count; i++)
		if (of->lines[i].back_milli < of->lines[i].qty_milli)
			want[count++] =
			    (struct pos_return_line){ .n = of->lines[i].n };
	return count;
}

static enum pos_status
make_lines(struct pos_shop *shop, const struct pos_sale *of,
    const struct pos_return_line *want, size_t count, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	const struct pos_sale_line *line;
	struct pos_sale_line *lines;
	enum pos_status st;
	size_t i, j;

	lines = pos_pool_alloc(pool, count * sizeof(*lines));
	for (i = 0; i < count; i++) {
		for (j = 0; j < i; j++)
			if (want[j].n == want[i].n)
				return pos_fail(err, POS_DATA,
				    "line %lld is named twice",
				    (long long)want[i].n);
		line = line_of(of, want[i].n);
		if (line == NULL)
			return pos_fail(err, POS_DATA,
			    "sale %lld has no line %lld", (long long)of->number,
			    (long long)want[i].n);
		st = check_pieces(shop, line, want[i].qty_milli, err);
		if (st == POS_OK)
			st = make_line(line, want[i].qty_milli, (int64_t)i + 1,
			    &lines[i], err);
		if (st != POS_OK)
			return st;
	}
	sale->lines = lines;
	sale->lines_count = count;
	sale->last_n = (int64_t)count;
	return POS_OK;
}

/* The taxes as if only what has come back had been sold. */
static enum pos_status
taxes_back(struct pos_shop *shop, const struct pos_sale *of,
    const struct pos_sale *now, struct pos_pool *pool, struct pos_sale *out,
    struct pos_err *err)
{
	struct pos_sale_line *lines;
	struct pos_money sum;
	size_t i, j;

	lines = pos_pool_alloc(pool, of->lines_count * sizeof(*lines));
	for (i = 0; i < of->lines_count; i++) {
		lines[i] = of->lines[i];
		sum = pos_minor(of->lines[i].back_minor);
		for (j = 0; now != NULL && j < now->lines_count; j++)
			if (now->lines[j].of_n == of->lines[i].n &&
			    !pos_money_sub(&sum, sum,
				pos_minor(now->lines[j].total_minor)))
				return too_large(err);
		lines[i].total_minor = sum.minor;
	}
	memset(out, 0, sizeof(*out));
	out->lines = lines;
	out->lines_count = of->lines_count;
	return pos_tax_sale(shop, out, pool, err);
}

static bool
less(int64_t *amount, int64_t take)
{
	struct pos_money out;

	if (!pos_money_sub(&out, pos_minor(*amount), pos_minor(take)))
		return false;
	*amount = out.minor;
	return true;
}

static enum pos_status
make_taxes(struct pos_shop *shop, const struct pos_sale *of,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_sale before, after;
	struct pos_sale_tax *taxes;
	enum pos_status st;
	size_t i, count = 0;

	st = taxes_back(shop, of, NULL, pool, &before, err);
	if (st == POS_OK)
		st = taxes_back(shop, of, sale, pool, &after, err);
	if (st == POS_OK && of->taxes_kept)
		st = pos_return_taxes(shop, of, &before, pool, err);
	if (st == POS_OK && of->taxes_kept)
		st = pos_return_taxes(shop, of, &after, pool, err);
	if (st != POS_OK)
		return st;
	/* The same lines, so the same buckets in the same order. */
	taxes = pos_pool_alloc(pool, (after.taxes_count + 1) * sizeof(*taxes));
	for (i = 0; i < after.taxes_count; i++) {
		taxes[count] = before.taxes[i];
		if (!less(&taxes[count].net_minor, after.taxes[i].net_minor) ||
		    !less(&taxes[count].tax_minor, after.taxes[i].tax_minor))
			return too_large(err);
		if (taxes[count].net_minor != 0 || taxes[count].tax_minor != 0)
			count++;
	}
	sale->taxes = taxes;
	sale->taxes_count = count;
	return POS_OK;
}

static enum pos_status
check_original(const struct pos_sale *of, const char *reason,
    struct pos_err *err)
{
	if (of->of != NULL)
		return pos_fail(err, POS_REFUSED, "%lld is a return itself",
		    (long long)of->number);
	if (of->state_no != POS_SALE_COMPLETED)
		return pos_fail(err, POS_REFUSED,
		    "sale %lld is not paid: "
		    "change or void it",
		    (long long)of->number);
	if (reason != NULL && pos_text_wrong(reason, 500) != NULL)
		return pos_fail(err, POS_DATA, "the reason is %s",
		    pos_text_wrong(reason, 500));
	return POS_OK;
}

enum pos_status
pos_sale_return(struct pos_shop *shop, const struct pos_id *of_id,
    const struct pos_return_line *lines, size_t count, const char *reason,
    bool restock, const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	struct pos_return_line all[POS_SALE_LINES_MAX];
	struct pos_money value;
	struct pos_sale of;
	enum pos_status st;

	st = pos_sale_load(shop, of_id, pool, &of, err);
	if (st == POS_OK)
		st = check_original(&of, reason, err);
	if (st != POS_OK)
		return st;
	if (count == 0) {
		count = whole(&of, all);
		lines = all;
	}
	if (count == 0)
		return pos_fail(err, POS_REFUSED,
		    "sale %lld: all of it came "
		    "back already",
		    (long long)of.number);
	pos_sale_head(shop, sale);
	sale->of = of.id;
	sale->order_type = of.order_type;
	sale->channel = of.channel;
	sale->member = of.member;
	sale->member_no = of.member_no;
	sale->reason = reason;
	sale->restock = restock;
	st = make_lines(shop, &of, lines, count, pool, sale, err);
	if (st == POS_OK)
		st = make_taxes(shop, &of, pool, sale, err);
	if (st == POS_OK)
		st = pos_tax_add_up(sale, err);
	if (st != POS_OK)
		return st;
	if (!pos_money_sub(&value, pos_minor(0), pos_minor(sale->total_minor)))
		return too_large(err);
	st = pos_staff_may(shop, POS_RIGHT_REFUND, value.minor, approval, NULL,
	    err);
	return st == POS_OK ? pos_sale_make(shop, sale, NULL, pool, err) : st;
}
