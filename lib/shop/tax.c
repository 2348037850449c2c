/*
 * tax.c - tax of a document, by rate; the formulas stand in tax.h.
 */
#include <string.h>

#include "shop/tax.h"

#define GROUPS_MAX 64 /* different sets of rates on one document */

struct group {
	const struct pos_tax *tax;
	struct pos_money total;
};

static bool
same_rates(const struct pos_tax *a, const struct pos_tax *b)
{
	size_t i;

	if (a == b)
		return true;
	if (a->rates_count != b->rates_count)
		return false;
	for (i = 0; i < a->rates_count; i++)
		if (a->rates[i].rate_ppm != b->rates[i].rate_ppm ||
		    a->rates[i].inclusive != b->rates[i].inclusive ||
		    strcmp(a->rates[i].name, b->rates[i].name) != 0)
			return false;
	return true;
}

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_DATA,
	    "the total is past the limit of an "
	    "amount");
}

static enum pos_status
into_groups(struct pos_shop *shop, const struct pos_sale *sale,
    struct group *groups, size_t *count, struct pos_err *err)
{
	const struct pos_sale_line *line;
	const struct pos_tax *tax;
	enum pos_status st;
	size_t i, g;

	for (i = 0; i < sale->lines_count; i++) {
		line = &sale->lines[i];
		if (line->tax_no == 0)
			continue;
		st = pos_tax_by_no(shop, line->tax_no, &tax, err);
		if (st != POS_OK)
			return st == POS_END ?
			    pos_fail(err, POS_BUG, "no tax class number %lld",
				(long long)line->tax_no) :
			    st;
		for (g = 0; g < *count && !same_rates(groups[g].tax, tax); g++)
			;
		if (g == *count) {
			if (g == GROUPS_MAX)
				return pos_fail(err, POS_DATA,
				    "more than %d "
				    "sets of taxes on one sale",
				    GROUPS_MAX);
			groups[g].tax = tax;
			groups[g].total = pos_minor(0);
			++*count;
		}
		if (!pos_money_add(&groups[g].total, groups[g].total,
			pos_minor(line->total_minor)))
			return too_large(err);
	}
	return POS_OK;
}

static bool
add_bucket(struct pos_sale *sale, struct pos_sale_tax *taxes,
    const struct pos_rate *rate, struct pos_money net, struct pos_money tax)
{
	struct pos_sale_tax *b;
	struct pos_money sum;
	size_t i;

	for (i = 0; i < sale->taxes_count; i++)
		if (taxes[i].rate_ppm == rate->rate_ppm &&
		    taxes[i].inclusive == rate->inclusive &&
		    strcmp(taxes[i].name, rate->name) == 0)
			break;
	b = &taxes[i];
	if (i == sale->taxes_count) {
		sale->taxes_count++;
		b->name = rate->name;
		b->rate_ppm = rate->rate_ppm;
		b->inclusive = rate->inclusive;
	}
	if (!pos_money_add(&sum, pos_minor(b->net_minor), net))
		return false;
	b->net_minor = sum.minor;
	if (!pos_money_add(&sum, pos_minor(b->tax_minor), tax))
		return false;
	b->tax_minor = sum.minor;
	return true;
}

#define RATES_MAX 16

static bool
tax_group(struct pos_sale *sale, struct pos_sale_tax *taxes,
    const struct group *g)
{
	int64_t weight[RATES_MAX] = { 0 }, inclusive = 0, whole;
	struct pos_money part[RATES_MAX], within, net;
	size_t i, n = g->tax->rates_count;

	for (i = 0; i < n; i++)
		if (g->tax->rates[i].inclusive) {
			weight[i] = g->tax->rates[i].rate_ppm;
			inclusive += weight[i];
		}
	whole = POS_RATE_MAX + inclusive;
	if (!pos_money_ratio(&within, g->total, inclusive, whole,
		POS_ROUND_HALF_UP) ||
	    !pos_money_sub(&net, g->total, within))
		return false;
	if (n > 0 && inclusive > 0 &&
	    !pos_money_spread(within, weight, n, part))
		return false;
	for (i = 0; i < n; i++) {
		if (!g->tax->rates[i].inclusive) {
			if (!pos_money_ratio(&part[i], g->total,
				g->tax->rates[i].rate_ppm, whole,
				POS_ROUND_HALF_UP))
				return false;
		} else if (inclusive == 0) {
			part[i] = pos_minor(0);
		}
		if (!add_bucket(sale, taxes, &g->tax->rates[i], net, part[i]))
			return false;
	}
	return true;
}

enum pos_status
pos_tax_add_up(struct pos_sale *sale, struct pos_err *err)
{
	struct pos_money total = pos_minor(0), tax = pos_minor(0), one;
	size_t i;

	for (i = 0; i < sale->lines_count; i++)
		if (!pos_money_add(&total, total,
			pos_minor(sale->lines[i].total_minor)))
			return too_large(err);
	for (i = 0; i < sale->taxes_count; i++) {
		one = pos_minor(sale->taxes[i].tax_minor);
		if (!pos_money_add(&tax, tax, one) ||
		    (!sale->taxes[i].inclusive &&
			!pos_money_add(&total, total, one)))
			return too_large(err);
	}
	sale->tax_minor = tax.minor;
	sale->total_minor = total.minor;
	return POS_OK;
}

enum pos_status
pos_tax_sale(struct pos_shop *shop, struct pos_sale *sale,
    struct pos_pool *pool, struct pos_err *err)
{
	struct group groups[GROUPS_MAX];
	struct pos_sale_tax *taxes = NULL;
	enum pos_status st;
	size_t count = 0, rates = 0, g;

	st = into_groups(shop, sale, groups, &count, err);
	if (st != POS_OK)
		return st;
	for (g = 0; g < count; g++) {
		if (groups[g].tax->rates_count > RATES_MAX)
			return pos_fail(err, POS_DATA,
			    "tax class '%s' has "
			    "more than %d rates",
			    groups[g].tax->code, RATES_MAX);
		rates += groups[g].tax->rates_count;
	}
	if (rates > 0)
		taxes = pos_pool_alloc(pool, rates * sizeof(*taxes));
	sale->taxes = taxes;
	sale->taxes_count = 0;
	for (g = 0; g < count; g++)
		if (!tax_group(sale, taxes, &groups[g]))
			return too_large(err);
	return pos_tax_add_up(sale, err);
}
