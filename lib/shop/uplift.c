/*
 * uplift.c - the sales of a campaign's members, and what they cost.
 *
 * Sums of many sales are 64-bit integers, as in whatif.c.
 */
#include <string.h>

#include "shop/campaign.h"
#include "shop/member.h"
#include "shop/sale.h"
#include "shop/uplift.h"
#include "stats/stats.h"

POS_SQL(sql_sales, "SELECT m.branch AS branch, m.day AS day, "
    "m.number AS number, m.back AS back, m.total_minor AS total_minor, "
    "s.at AS at, s.till AS till FROM member_sale m JOIN sale s "
    "ON s.branch = m.branch AND s.day = m.day AND s.number = m.number "
    "WHERE m.member = $1 AND m.day >= $2 AND m.day <= $3 "
    "ORDER BY m.day, m.branch, m.number");

struct work {
	struct pos_shop *shop;
	const struct pos_uplift_want *want;
	struct pos_uplift *out;
	struct pos_pool *pool;             /* of one sale */
	struct pos_uplift_group groups[2]; /* control, treated */
	struct pos_stats_sum revenue[2];
};

static bool
counts(const struct pos_uplift_want *want, const char *promo)
{
	size_t i;

	for (i = 0; i < want->promos_count; i++)
		if (strcmp(want->promos[i], promo) == 0)
			return true;
	return want->promos_count == 0;
}

/* A return carries no offers, and gives the share of a discount back: what is
 * counted is what was given when it was sold. */
static enum pos_status
cost_of(struct work *w, const struct pos_id *id, struct pos_err *err)
{
	const struct pos_offer *offer;
	struct pos_sale sale;
	enum pos_status st;
	size_t i;

	pos_pool_clear(w->pool);
	st = pos_sale_load(w->shop, id, w->pool, &sale, err);
	if (st != POS_OK)
		return st;
	for (i = 0; i < sale.offers_count; i++) {
		offer = &sale.offers[i];
		if (!counts(w->want, offer->promo))
			continue;
		w->out->discount_minor += offer->amount_minor;
		w->out->points += offer->earn_points;
	}
	return POS_OK;
}

static enum pos_status
add_sales(struct work *w, int64_t member_no, bool treated, int64_t *revenue,
    int64_t *sales, struct pos_err *err)
{
	struct pos_query *q = pos_query(w->shop->store, &sql_sales);
	enum pos_status st;
	struct pos_id id;

	*revenue = *sales = 0;
	pos_bind_int(q, 1, member_no);
	pos_bind_int(q, 2, w->out->from);
	pos_bind_int(q, 3, w->out->to);
	while ((st = pos_step(q, err)) == POS_OK) {
		*revenue += pos_int(q, "total_minor");
		if (pos_int(q, "back") != 0)
			continue;
		++*sales;
		pos_sale_id(&id, pos_int(q, "at"), pos_int(q, "branch"),
		    pos_int(q, "till"), (int32_t)pos_int(q, "day"),
		    pos_int(q, "number"));
		st = treated ? cost_of(w, &id, err) : POS_OK;
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
each(void *arg, int64_t member_no, bool treated, int64_t at,
    struct pos_err *err)
{
	struct work *w = arg;
	struct pos_uplift_group *group = &w->groups[treated];
	struct pos_member member;
	int64_t revenue, sales;
	enum pos_status st;

	(void)at;
	pos_pool_clear(w->pool);
	st = pos_member_by_no(w->shop, member_no, w->pool, &member, err);
	if (st == POS_OK && member.merged_no != 0) {
		w->out->left_out++;
		return POS_OK;
	}
	if (st != POS_OK && st != POS_END && st != POS_DATA)
		return st;
	st = add_sales(w, member_no, treated, &revenue, &sales, err);
	if (st != POS_OK)
		return st;
	group->members++;
	group->buyers += sales > 0;
	group->sales += sales;
	group->revenue_minor += revenue;
	pos_stats_add(&w->revenue[treated], revenue);
	return POS_OK;
}

static void
group_of(struct work *w, int treated)
{
	struct pos_uplift_group *group = &w->groups[treated];
	struct pos_stats_interval share;

	pos_stats_share(group->buyers, group->members, w->want->confidence_ppm,
	    &share);
	group->conversion_ppm = share.value;
	group->conversion_low_ppm = share.low;
	group->conversion_high_ppm = share.high;
	group->per_head_minor = pos_stats_mean(&w->revenue[treated], 1);
}

static void
compare(struct work *w, struct pos_uplift *out)
{
	struct pos_stats_interval head, all, share;

	pos_stats_shares(w->groups[1].buyers, w->groups[1].members,
	    w->groups[0].buyers, w->groups[0].members, w->want->confidence_ppm,
	    &share);
	out->conversion_ppm = share.value;
	out->conversion_low_ppm = share.low;
	out->conversion_high_ppm = share.high;
	pos_stats_means(&w->revenue[1], &w->revenue[0], w->want->confidence_ppm,
	    1, &head);
	out->per_head_minor = head.value;
	out->per_head_low_minor = head.low;
	out->per_head_high_minor = head.high;
	pos_stats_means(&w->revenue[1], &w->revenue[0], w->want->confidence_ppm,
	    w->groups[1].members, &all);
	out->gain_minor = all.value;
	out->gain_low_minor = all.low;
	out->gain_high_minor = all.high;
	out->known = all.known;
	out->sure = all.known && (all.low > 0 || all.high < 0);
}

static enum pos_status
cost(const struct pos_uplift_want *want, struct pos_uplift *out,
    struct pos_err *err)
{
	if (!pos_div_round(&out->points_minor,
		(__int128)out->points * want->point_minor, want->points_per,
		POS_ROUND_HALF_UP))
		return pos_fail(err, POS_DATA, "the amount is too large");
	out->spent_minor = want->spent_minor;
	out->cost_minor =
	    out->discount_minor + out->points_minor + out->spent_minor;
	if (out->cost_minor > 0 &&
	    !pos_div_round(&out->return_ppm,
		(__int128)out->gain_minor * 1000000, out->cost_minor,
		POS_ROUND_HALF_UP))
		return pos_fail(err, POS_DATA, "the return is too large");
	return POS_OK;
}

enum pos_status
pos_uplift(struct pos_shop *shop, const struct pos_uplift_want *want,
    struct pos_pool *pool, struct pos_uplift *out, struct pos_err *err)
{
	struct work *w = pos_pool_alloc(pool, sizeof(*w));
	struct pos_campaign campaign;
	enum pos_status st;

	*w = (struct work){ .shop = shop, .want = want, .out = out };
	*out = (struct pos_uplift){ .currency = shop->currency,
		.confidence_ppm = want->confidence_ppm };
	st = pos_campaign_find(shop, want->campaign, pool, &campaign, err);
	if (st != POS_OK)
		return st;
	out->campaign = campaign.code;
	out->from = want->from != 0 ? want->from : campaign.day;
	out->to = pos_day_add((int32_t)out->from, (int)want->days - 1);
	w->pool = pos_pool_new();
	st = pos_campaign_each(shop, campaign.code, each, w, err);
	pos_pool_free(w->pool);
	if (st != POS_OK)
		return st;
	group_of(w, 0);
	group_of(w, 1);
	out->control = &w->groups[0];
	out->treated = &w->groups[1];
	compare(w, out);
	return cost(want, out, err);
}
