/*
 * whatif.c - past sales, priced by other rules.
 *
 * Sums may leave what an amount of money may be: they are plain 64-bit
 * integers, and 2^63 is more than nine million times the largest amount.
 */
#include <string.h>

#include "shop/coupon.h"
#include "shop/groupbuy.h"
#include "shop/offer.h"
#include "shop/sale_list.h"
#include "shop/whatif_inside.h"

static void
start(struct whatif *w)
{
	const struct pos_rule *rule;
	size_t i;

	w->rules = pos_pool_alloc(w->pool,
	    (w->want->rules_count + 1) * sizeof(*w->rules));
	for (i = 0; i < w->want->rules_count; i++) {
		rule = &w->want->rules[i];
		w->rules[i].promo = rule->code;
		w->rules[i].name = rule->name;
		w->birthdays |=
		    rule->audience != NULL && rule->audience->birthday != NULL;
	}
	whatif_limits_start(w);
}

static void
add_code(struct whatif *w, struct pos_rule_moment *moment, const char *code)
{
	const char **codes = (const char **)moment->codes;

	codes = pos_pool_push(w->sale_pool, codes, moment->codes_count,
	    sizeof(*codes));
	codes[moment->codes_count++] = code;
	moment->codes = codes;
}

/* What was entered: codes, rules of coupons, the rule of a group. */
static enum pos_status
codes_of(struct whatif *w, const struct pos_sale *sale,
    struct pos_rule_moment *moment, struct pos_err *err)
{
	struct pos_groupbuy group;
	struct pos_coupon coupon;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < sale->promo_codes_count; i++)
		add_code(w, moment, sale->promo_codes[i]);
	for (i = 0; i < sale->coupons_count && st == POS_OK; i++) {
		st = pos_coupon_by_number(w->shop, sale->coupons[i],
		    w->sale_pool, &coupon, err);
		if (st == POS_OK)
			add_code(w, moment, coupon.promo);
		else if (st == POS_END)
			st = POS_OK;
	}
	if (st == POS_OK && sale->group_buy != NULL) {
		st = pos_groupbuy_load(w->shop, sale->group_buy, w->sale_pool,
		    &group, err);
		if (st == POS_DATA)
			return POS_OK;
		moment->group_buy = st == POS_OK;
		if (st == POS_OK)
			add_code(w, moment, group.promo);
	}
	return st;
}

/* The one method that paid for it; NULL: several. */
static const char *
method_of(const struct pos_sale *sale)
{
	size_t i;

	for (i = 1; i < sale->payments_count; i++)
		if (strcmp(sale->payments[i].method,
			sale->payments[0].method) != 0)
			return NULL;
	return sale->payments_count > 0 ? sale->payments[0].method : NULL;
}

static enum pos_status
moment_of(struct whatif *w, const struct pos_sale *sale,
    const struct whatif_member *member, struct pos_rule_moment *moment,
    struct pos_err *err)
{
	struct pos_local local;

	pos_local(&local, sale->at, w->shop->zone);
	*moment = (struct pos_rule_moment){
		.at = sale->at,
		.local_day = local.year * 10000 + local.month * 100 + local.day,
		.local_minute = local.hour * 60 + local.minute,
		.branch = w->shop->branch_code,
		.channel = sale->channel,
		.order_type = sale->order_type,
		.method = method_of(sale),
	};
	if (member != NULL) {
		moment->member = true;
		moment->tier = member->level;
		moment->segments = member->segments;
		moment->segments_count = member->segments_count;
		moment->birthday = member->birthday;
		moment->first_order = member->first_day == sale->day &&
		    member->first_number == sale->number &&
		    member->first_branch == sale->branch_no;
	}
	return codes_of(w, sale, moment, err);
}

static int64_t
points_spent(const struct pos_sale *sale)
{
	int64_t points = 0;
	size_t i;

	for (i = 0; i < sale->offers_count; i++)
		points += sale->offers[i].points;
	return points;
}

static void
count_rules(struct whatif *w, const struct pos_sale *sale,
    const struct pos_offer_case *c)
{
	const struct pos_priced_rule *priced;
	size_t i, at;

	for (i = 0; i < w->want->rules_count; i++) {
		if (c->closed[i] != NULL)
			continue;
		at = c->in_cart[i];
		priced = &c->priced.rules[at];
		if (!priced->applied)
			continue;
		w->rules[i].sales++;
		w->rules[i].applications += priced->applications;
		w->rules[i].off_minor += priced->off_minor;
		w->rules[i].points += priced->points;
		whatif_used(w, sale, i, priced);
	}
}

static void
count(struct whatif *w, const struct pos_sale *sale,
    struct whatif_member *member, int64_t before, int64_t after)
{
	struct pos_whatif *out = w->out;
	size_t i;

	out->sales++;
	out->revenue_before_minor += before;
	out->revenue_after_minor += after;
	out->pay_less += after < before;
	out->pay_more += after > before;
	out->pay_same += after == before;
	if (after < before)
		out->less_minor += before - after;
	else
		out->more_minor += after - before;
	whatif_part(w, &out->channels, &out->channels_count,
	    sale->channel != NULL ? sale->channel : "counter", before, after);
	whatif_part(w, &out->levels, &out->levels_count,
	    member == NULL            ? "guest" :
		member->level != NULL ? member->level :
					"-",
	    before, after);
	if (member == NULL)
		return;
	member->sales++;
	member->before += before;
	member->after += after;
	for (i = 0; i < member->segments_count; i++)
		whatif_part(w, &out->segments, &out->segments_count,
		    member->segments[i], before, after);
}

static enum pos_status
price(struct whatif *w, struct pos_sale *sale, struct whatif_member *member,
    struct pos_offer_case *c, struct pos_err *err)
{
	int64_t points = points_spent(sale);
	struct pos_rule_moment moment;
	enum pos_status st;

	if (member != NULL)
		points += member->points;
	st = moment_of(w, sale, member, &moment, err);
	if (st != POS_OK)
		return st;
	whatif_rooms(w, sale);
	st = pos_offer_strip(sale, w->sale_pool, err);
	if (st == POS_OK)
		st = pos_offer_price_by(w->shop, sale, w->want->rules,
		    w->want->rules_count, w->limits.rooms, &moment, points,
		    w->sale_pool, c, err);
	if (st != POS_OK)
		(void)pos_fail_at(err, "sale %lld of %lld",
		    (long long)sale->number, (long long)sale->day);
	return st;
}

static enum pos_status
each(void *arg, const struct pos_sale *loaded, struct pos_err *err)
{
	struct whatif *w = arg;
	struct pos_sale sale = *loaded;
	struct whatif_member *member;
	struct pos_offer_case c;
	enum pos_status st;

	if (sale.of != NULL) {
		w->out->returns++;
		return POS_OK;
	}
	pos_pool_clear(w->sale_pool);
	w->out->discount_before_minor += sale.discount_minor;
	st = whatif_member(w, sale.member_no, &member, err);
	if (st == POS_OK)
		st = price(w, &sale, member, &c, err);
	if (st != POS_OK)
		return st;
	w->out->discount_after_minor += sale.discount_minor;
	w->out->not_proved += !c.priced.optimal;
	count_rules(w, loaded, &c);
	count(w, &sale, member, loaded->total_minor, sale.total_minor);
	if (w->want->progress != NULL && w->out->sales % 1000 == 0)
		w->want->progress((long)w->out->sales);
	return POS_OK;
}

enum pos_status
pos_whatif(struct pos_shop *shop, const struct pos_whatif_want *want,
    struct pos_pool *pool, struct pos_whatif *out, struct pos_err *err)
{
	struct pos_sale_filter filter = { .from = want->from,
		.to = want->to,
		.state = "completed" };
	struct whatif w = { .shop = shop,
		.want = want,
		.pool = pool,
		.out = out };
	enum pos_status st;

	*out = (struct pos_whatif){ .from = want->from,
		.to = want->to,
		.branch = shop->branch_code,
		.currency = shop->currency };
	start(&w);
	w.sale_pool = pos_pool_new();
	st = pos_sale_list(shop, &filter, each, &w, err);
	pos_pool_free(w.sale_pool);
	out->rules = w.rules;
	out->rules_count = want->rules_count;
	whatif_top(&w);
	whatif_sort(out->channels, out->channels_count);
	whatif_sort(out->levels, out->levels_count);
	whatif_sort(out->segments, out->segments_count);
	whatif_members_release(&w.members);
	whatif_limits_release(&w.limits);
	return st;
}
