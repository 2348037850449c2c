/*
 * offer_gross.c - promotions that act on prices with tax, where the menu's
 * prices are without.
 *
 * Lines of the same rates form a group, as ever (tax.h).  Before promotions
 * a group costs what it would without any, tax and all; that is spread over
 * its lines, each G by largest remainder.  Were each rounded by itself, many
 * small lines would cost more with a promotion than without.  With I the sum
 * of the inclusive rates and E that of the exclusive ones, and T what is left
 * of the group's G after the promotions:
 *
 *   amount without exclusive tax  N = round_half_up(T * (1 + I) / (1 + I + E))
 *   exclusive tax                 T - N, over its rates by largest remainder
 *   inclusive tax                 round_half_up(N * I / (1 + I)), likewise
 *
 * so net and taxes come to T, exactly, which computing the taxes from N again
 * would not promise: hence the document keeps them (taxes_kept).
 */
#include <stdlib.h>
#include <string.h>

#include "shop/offer_inside.h"

#define RATES_MAX 16

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "the amount is too large");
}

static void
sums(const struct pos_tax *tax, int64_t *within, int64_t *on_top)
{
	size_t i;

	*within = *on_top = 0;
	for (i = 0; i < tax->rates_count; i++)
		*(tax->rates[i].inclusive ? within : on_top) +=
		    tax->rates[i].rate_ppm;
}

enum pos_status
pos_offer_with_tax(struct pos_shop *shop, const struct pos_sale_line *line,
    int64_t amount_minor, int64_t *gross_minor, struct pos_err *err)
{
	const struct pos_tax *tax;
	struct pos_money gross;
	int64_t within, on_top;
	enum pos_status st;

	*gross_minor = amount_minor;
	if (line->tax_no == 0)
		return POS_OK;
	st = pos_tax_by_no(shop, line->tax_no, &tax, err);
	if (st != POS_OK)
		return st;
	sums(tax, &within, &on_top);
	if (on_top == 0)
		return POS_OK;
	if (!pos_money_ratio(&gross, pos_minor(amount_minor),
		POS_RATE_MAX + within + on_top, POS_RATE_MAX + within,
		POS_ROUND_HALF_UP))
		return too_large(err);
	*gross_minor = gross.minor;
	return POS_OK;
}

static bool
same_rates(const struct pos_tax *a, const struct pos_tax *b)
{
	size_t i;

	if (a->rates_count != b->rates_count)
		return false;
	for (i = 0; i < a->rates_count; i++)
		if (a->rates[i].rate_ppm != b->rates[i].rate_ppm ||
		    a->rates[i].inclusive != b->rates[i].inclusive ||
		    strcmp(a->rates[i].name, b->rates[i].name) != 0)
			return false;
	return true;
}

struct group {
	const struct pos_tax *tax;
	struct pos_money left; /* T */
	struct pos_money net;  /* N */
};

/* Buckets of the same rate from several groups are one. */
static bool
add_bucket(struct pos_sale_tax *taxes, size_t *count,
    const struct pos_rate *rate, struct pos_money net, struct pos_money tax)
{
	struct pos_money sum;
	size_t i;

	for (i = 0; i < *count; i++)
		if (taxes[i].rate_ppm == rate->rate_ppm &&
		    taxes[i].inclusive == rate->inclusive &&
		    strcmp(taxes[i].name, rate->name) == 0)
			break;
	if (i == *count)
		taxes[(*count)++] = (struct pos_sale_tax){
			.name = rate->name,
			.rate_ppm = rate->rate_ppm,
			.inclusive = rate->inclusive,
		};
	if (!pos_money_add(&sum, pos_minor(taxes[i].net_minor), net))
		return false;
	taxes[i].net_minor = sum.minor;
	if (!pos_money_add(&sum, pos_minor(taxes[i].tax_minor), tax))
		return false;
	taxes[i].tax_minor = sum.minor;
	return true;
}

/* The taxes of one group, behind those that are there. */
static bool
tax_group(struct group *g, struct pos_sale_tax *taxes, size_t *count)
{
	int64_t weight[2][RATES_MAX] = { { 0 } }, within, on_top;
	struct pos_money part[2][RATES_MAX], inside, on, net;
	size_t i, n = g->tax->rates_count;
	bool inclusive;

	sums(g->tax, &within, &on_top);
	for (i = 0; i < n; i++) {
		inclusive = g->tax->rates[i].inclusive;
		weight[inclusive][i] = g->tax->rates[i].rate_ppm;
		part[0][i] = part[1][i] = pos_minor(0);
	}
	if (!pos_money_ratio(&g->net, g->left, POS_RATE_MAX + within,
		POS_RATE_MAX + within + on_top, POS_ROUND_HALF_UP) ||
	    !pos_money_sub(&on, g->left, g->net) ||
	    !pos_money_ratio(&inside, g->net, within, POS_RATE_MAX + within,
		POS_ROUND_HALF_UP) ||
	    !pos_money_sub(&net, g->net, inside) ||
	    (on_top > 0 && !pos_money_spread(on, weight[0], n, part[0])) ||
	    (within > 0 && !pos_money_spread(inside, weight[1], n, part[1])))
		return false;
	for (i = 0; i < n; i++)
		if (!add_bucket(taxes, count, &g->tax->rates[i], net,
			part[g->tax->rates[i].inclusive][i]))
			return false;
	return true;
}

/*
 * What is without exclusive tax, for each line of the group.  A line that no
 * promotion touched stays what it is, if the others can take up what was
 * rounded; else all of them share it.
 */
static bool
net_shares(struct pos_money net, const bool *in, const struct pos_sale *sale,
    const struct pos_sale_line *lines, const int64_t *left,
    struct pos_pool *pool, struct pos_money *share)
{
	size_t i, n = sale->lines_count;
	struct pos_money rest = net;
	int64_t *weight, sum = 0;
	bool fits = true;

	weight = pos_pool_alloc(pool, n * sizeof(*weight));
	for (i = 0; i < n; i++) {
		weight[i] = in[i] && lines[i].offers_count > 0 ? left[i] : 0;
		sum |= weight[i];
		if (in[i] && lines[i].offers_count == 0)
			fits &= pos_money_sub(&rest, rest,
			    pos_minor(lines[i].total_minor));
	}
	if (fits && sum > 0 && pos_money_cmp(rest, pos_minor(0)) >= 0) {
		if (!pos_money_spread(rest, weight, n, share))
			return false;
		for (i = 0; i < n; i++) {
			if (in[i] && lines[i].offers_count == 0)
				share[i] = pos_minor(lines[i].total_minor);
			/* no more than before: total is that still */
			fits &= pos_money_cmp(share[i],
				    pos_minor(lines[i].total_minor)) <= 0;
		}
		if (fits)
			return true;
	}
	for (i = 0; i < n; i++)
		weight[i] = in[i] ? left[i] : 0;
	return pos_money_spread(net, weight, n, share);
}

static enum pos_status
to_lines(const struct group *g, const size_t *group_of, size_t which,
    struct pos_sale *sale, struct pos_sale_line *lines, const int64_t *left,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_money *share, gross, off;
	enum pos_status st;
	size_t i, n = sale->lines_count;
	bool *in;

	in = pos_pool_alloc(pool, n * sizeof(*in));
	share = pos_pool_alloc(pool, n * sizeof(*share));
	for (i = 0; i < n; i++)
		in[i] = group_of[i] == which && !lines[i].gift;
	if (!net_shares(g->net, in, sale, lines, left, pool, share))
		return too_large(err);
	for (i = 0; i < n; i++) {
		if (!in[i])
			continue;
		st = pos_line_gross(&lines[i], &gross, err);
		if (st != POS_OK)
			return st;
		if (!pos_money_sub(&off, gross, share[i]))
			return too_large(err);
		lines[i].discount_minor = off.minor;
		st = pos_line_total(&lines[i], err);
		if (st != POS_OK)
			return st;
	}
	return POS_OK;
}

/* The group of each line: SIZE_MAX without taxes. */
static enum pos_status
group(struct pos_shop *shop, const struct pos_sale *sale, const int64_t *left,
    struct group *groups, size_t *count, size_t *group_of, size_t *rates,
    struct pos_err *err)
{
	const struct pos_tax *tax;
	enum pos_status st;
	size_t i, g;

	for (i = 0; i < sale->lines_count; i++) {
		group_of[i] = SIZE_MAX;
		if (sale->lines[i].tax_no == 0)
			continue;
		st = pos_tax_by_no(shop, sale->lines[i].tax_no, &tax, err);
		if (st != POS_OK)
			return st;
		if (tax->rates_count > RATES_MAX)
			return pos_fail(err, POS_DATA,
			    "tax class '%s' has more than %d rates", tax->code,
			    RATES_MAX);
		for (g = 0; g < *count && !same_rates(groups[g].tax, tax); g++)
			;
		if (g == *count) {
			groups[(*count)++].tax = tax;
			*rates += tax->rates_count;
		}
		group_of[i] = g;
		if (!pos_money_add(&groups[g].left, groups[g].left,
			pos_minor(left[i])))
			return too_large(err);
	}
	return POS_OK;
}

/* What a group costs with all taxes, as tax.h says. */
static bool
whole(const struct group *g, struct pos_money *gross)
{
	int64_t within, on_top;
	struct pos_money tax;
	size_t i;

	sums(g->tax, &within, &on_top);
	*gross = g->left;
	for (i = 0; i < g->tax->rates_count; i++)
		if (!g->tax->rates[i].inclusive &&
		    (!pos_money_ratio(&tax, g->left, g->tax->rates[i].rate_ppm,
			 POS_RATE_MAX + within, POS_ROUND_HALF_UP) ||
			!pos_money_add(gross, *gross, tax)))
			return false;
	return true;
}

/* Ties of the largest remainder go by what the lines are, not by their
 * order: that must not matter. */
static int
by_item(const void *a, const void *b)
{
	const struct pos_cart_line *x = *(struct pos_cart_line *const *)a;
	const struct pos_cart_line *y = *(struct pos_cart_line *const *)b;
	int c = strcmp(x->item, y->item);

	if (c == 0)
		c = (x->amount_minor > y->amount_minor) -
		    (x->amount_minor < y->amount_minor);
	return c != 0 ? c : (x->n > y->n) - (x->n < y->n);
}

static bool
spread_group(const struct group *g, struct pos_cart_line **lines, size_t count,
    struct pos_pool *pool)
{
	struct pos_money *share, gross;
	int64_t *weight;
	size_t i;

	weight = pos_pool_alloc(pool, (count + 1) * sizeof(*weight));
	share = pos_pool_alloc(pool, (count + 1) * sizeof(*share));
	qsort(lines, count, sizeof(struct pos_cart_line *), by_item);
	for (i = 0; i < count; i++)
		weight[i] = lines[i]->amount_minor;
	if (!whole(g, &gross) || !pos_money_spread(gross, weight, count, share))
		return false;
	for (i = 0; i < count; i++)
		lines[i]->amount_minor = share[i].minor;
	return true;
}

enum pos_status
pos_offer_gross(struct pos_shop *shop, const struct pos_sale *sale,
    const size_t *line_at, struct pos_cart_line *lines, size_t count,
    struct pos_pool *pool, struct pos_err *err)
{
	size_t n = sale->lines_count + 1, *group_of, groups_count = 0;
	size_t rates = 0, of_group, g, i;
	struct pos_cart_line **some;
	struct group *groups;
	enum pos_status st;
	int64_t *amounts;

	groups = pos_pool_alloc(pool, n * sizeof(*groups));
	group_of = pos_pool_alloc(pool, n * sizeof(*group_of));
	amounts = pos_pool_alloc(pool, n * sizeof(*amounts));
	some = pos_pool_alloc(pool, n * sizeof(struct pos_cart_line *));
	for (i = 0; i < count; i++)
		amounts[line_at[i]] = lines[i].amount_minor;
	st = group(shop, sale, amounts, groups, &groups_count, group_of, &rates,
	    err);
	for (g = 0; st == POS_OK && g < groups_count; g++) {
		of_group = 0;
		for (i = 0; i < count; i++)
			if (group_of[line_at[i]] == g)
				some[of_group++] = &lines[i];
		if (of_group > 0 &&
		    !spread_group(&groups[g], some, of_group, pool))
			return too_large(err);
	}
	return st;
}

enum pos_status
pos_offer_taxes(struct pos_shop *shop, struct pos_sale *sale,
    struct pos_sale_line *lines, const int64_t *left, struct pos_pool *pool,
    struct pos_err *err)
{
	size_t n = sale->lines_count, *group_of, count = 0, rates = 0, g;
	struct pos_sale_tax *taxes;
	struct group *groups;
	enum pos_status st;

	groups = pos_pool_alloc(pool, (n + 1) * sizeof(*groups));
	group_of = pos_pool_alloc(pool, (n + 1) * sizeof(*group_of));
	/* Any line may get a cent of the rounding: strip needs to know. */
	for (g = 0; g < n; g++)
		if (lines[g].offers_count == 0)
			lines[g].hand_minor = lines[g].discount_minor;
	st = group(shop, sale, left, groups, &count, group_of, &rates, err);
	taxes = pos_pool_alloc(pool, (rates + 1) * sizeof(*taxes));
	sale->taxes = taxes;
	sale->taxes_count = 0;
	for (g = 0; st == POS_OK && g < count; g++) {
		if (!tax_group(&groups[g], taxes, &sale->taxes_count))
			return too_large(err);
		st = to_lines(&groups[g], group_of, g, sale, lines, left, pool,
		    err);
	}
	sale->taxes_kept = true;
	return st;
}
