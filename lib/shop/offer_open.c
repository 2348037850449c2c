/*
 * offer_open.c - which promotions are open for a sale: when, where, for
 * whom, by which codes; and what is left of each.
 */
#include <string.h>

#include "shop/coupon.h"
#include "shop/groupbuy.h"
#include "shop/ledger.h"
#include "shop/member.h"
#include "shop/offer_inside.h"
#include "shop/place.h"
#include "shop/promo.h"

/* The open rules' places in the cart. */
enum pos_status
pos_offer_choose(struct pos_offer_case *c, const struct pos_rule_moment *moment,
    const struct pos_price_room *rooms, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_price_rule *open;
	struct pos_buf why = { 0 };
	size_t i;

	open = pos_pool_alloc(pool, (c->rules_count + 1) * sizeof(*open));
	for (i = 0; i < c->rules_count; i++) {
		pos_buf_clear(&why);
		if (c->closed[i] == NULL &&
		    pos_rule_closed(&why, &c->rules[i], moment) != NULL)
			c->closed[i] = pos_pool_textn(pool, why.text, why.len);
		if (c->closed[i] != NULL)
			continue;
		c->in_cart[i] = c->cart.rules_count;
		open[c->cart.rules_count].rule = &c->rules[i];
		open[c->cart.rules_count++].room = rooms != NULL ?
		    rooms[i] :
		    (struct pos_price_room){ -1, -1, -1 };
	}
	pos_buf_release(&why);
	c->cart.rules = open;
	if (c->cart.rules_count > POS_PRICE_RULES_MAX)
		return pos_fail(err, POS_REFUSED,
		    "%zu promotions are open at the same time, at most %d can "
		    "be (pause some with 'pos-promo set CODE --pause')",
		    c->cart.rules_count, POS_PRICE_RULES_MAX);
	return POS_OK;
}

struct codes {
	const char **list;
	size_t count;
};

static void
add_code(struct codes *codes, const char *code, struct pos_pool *pool)
{
	codes->list = pos_pool_push(pool, codes->list, codes->count,
	    sizeof(*codes->list));
	codes->list[codes->count++] = code;
}

/* Coupons that can be used open their rules; the first of a rule counts. */
static enum pos_status
from_coupons(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, struct pos_offer_case *c, struct codes *codes,
    struct pos_err *err)
{
	struct pos_coupon coupon;
	struct pos_err why;
	enum pos_status st;
	size_t i, r;

	for (i = 0; i < sale->coupons_count; i++) {
		st = pos_coupon_by_number(shop, sale->coupons[i], pool, &coupon,
		    err);
		if (st != POS_OK)
			return st == POS_END ?
			    pos_fail(err, POS_DATA, "no coupon '%s'",
				sale->coupons[i]) :
			    st;
		/* One that another sale took meanwhile opens nothing. */
		st = pos_coupon_usable(shop, &coupon, sale->member_no, sale->id,
		    &why);
		if (st == POS_REFUSED)
			continue;
		if (st != POS_OK) {
			if (err != NULL)
				*err = why;
			return st;
		}
		for (r = 0; r < c->rules_count; r++)
			if (strcmp(c->rules[r].code, coupon.promo) == 0 &&
			    c->coupons[r] == NULL) {
				c->coupons[r] = sale->coupons[i];
				add_code(codes, c->rules[r].code, pool);
			}
	}
	return POS_OK;
}

static void
by_clock(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_rule_moment *moment)
{
	struct pos_local local;

	moment->at = shop->promo_now || sale->at == 0 ? shop->now : sale->at;
	pos_local(&local, moment->at, shop->zone);
	moment->local_day = local.year * 10000 + local.month * 100 + local.day;
	moment->local_minute = local.hour * 60 + local.minute;
}

/* Of the member only what some rule asks about: a birthday is sealed, and
 * opening it takes time. */
static enum pos_status
by_member(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, const struct pos_offer_case *c,
    struct pos_rule_moment *moment, int64_t *points, struct pos_err *err)
{
	struct pos_member_facts facts = { 0 };
	const struct pos_rule_audience *a;
	bool birthday = false, segments = false;
	int64_t member_no = sale->member_no;
	enum pos_status st;
	size_t i;

	if (member_no == 0)
		return POS_OK;
	for (i = 0; i < c->rules_count; i++) {
		a = c->rules[i].audience;
		birthday |= a != NULL && a->birthday != NULL;
		segments |= a != NULL && a->segments_count > 0;
	}
	st = pos_member_heir(shop, &member_no, err);
	if (st == POS_OK)
		st = pos_member_facts(shop, member_no, birthday, segments, pool,
		    &facts, err);
	if (st != POS_OK)
		return st;
	moment->member = true;
	moment->tier = facts.level;
	moment->segments = facts.segments;
	moment->segments_count = facts.segments_count;
	moment->birthday = facts.birthday;
	moment->first_order = facts.first_order;
	*points = facts.points;
	return POS_OK;
}

/* A rule that needs no code, but a member, or a wish. */
static void
close_some(const struct pos_sale *sale, struct pos_offer_case *c)
{
	const struct pos_rule_limit *limit;
	size_t i;

	for (i = 0; i < c->rules_count; i++) {
		limit = c->rules[i].limit;
		if (strcmp(c->rules[i].effect->kind, "points_pay") == 0 &&
		    sale->want_points == 0)
			c->closed[i] = pos_tr("no points were asked to be "
					      "spent (see --points)");
		else if (sale->member_no == 0 && limit != NULL &&
		    (limit->member_uses > 0 || limit->member_units_milli > 0 ||
			limit->points_cost > 0))
			c->closed[i] = pos_tr("for members only");
	}
}

/* How it will be paid; NULL when a part is paid in another way already. */
static const char *
paid_by(const struct pos_sale *sale)
{
	struct pos_money other = pos_minor(0);
	size_t i;

	for (i = 0; sale->pay_by != NULL && i < sale->payments_count; i++)
		if (strcmp(sale->payments[i].method, sale->pay_by) != 0 &&
		    !pos_money_add(&other, other,
			pos_minor(sale->payments[i].amount_minor)))
			return NULL;
	return pos_money_cmp(other, pos_minor(0)) == 0 ? sale->pay_by : NULL;
}

static int64_t
spent_before(const struct pos_sale *sale, const struct pos_sale *before)
{
	int64_t points = 0;
	size_t i;

	if (before == NULL || before->member_no != sale->member_no)
		return 0;
	for (i = 0; i < before->offers_count; i++)
		points += before->offers[i].points;
	return points;
}

static enum pos_status
rooms_of(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_sale *before, struct pos_offer_case *c,
    struct pos_price_room *rooms, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < c->rules_count; i++) {
		if (c->closed[i] != NULL)
			continue;
		st = pos_offer_room(shop, &c->rules[i], sale, before, &rooms[i],
		    err);
		if (st == POS_OK &&
		    (rooms[i].uses == 0 || rooms[i].units_milli == 0 ||
			rooms[i].budget_minor == 0))
			c->closed[i] = pos_tr("used up");
	}
	return st;
}

enum pos_status
pos_offer_open(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_sale *before, struct pos_pool *pool,
    struct pos_offer_case *c, struct pos_err *err)
{
	struct pos_rule_moment moment = {
		.branch = shop->branch_code,
		.channel = sale->channel,
		.order_type = sale->order_type,
		.method = paid_by(sale),
	};
	struct codes codes = { 0 };
	struct pos_price_room *rooms;
	struct pos_rule *rules = NULL;
	enum pos_status st;
	const char *group = NULL;
	size_t n, i;

	st = pos_promo_all(shop, false, pool, &rules, &c->rules_count, err);
	if (st != POS_OK)
		return st;
	n = c->rules_count + 1;
	c->rules = rules;
	c->closed = pos_pool_alloc(pool, n * sizeof(*c->closed));
	c->in_cart = pos_pool_alloc(pool, n * sizeof(*c->in_cart));
	c->coupons = pos_pool_alloc(pool, n * sizeof(*c->coupons));
	rooms = pos_pool_alloc(pool, n * sizeof(*rooms));
	for (i = 0; i < sale->promo_codes_count; i++)
		add_code(&codes, sale->promo_codes[i], pool);
	st = from_coupons(shop, sale, pool, c, &codes, err);
	if (st == POS_OK && sale->group_buy != NULL) {
		st = pos_groupbuy_promo(shop, sale->group_buy, pool, &group,
		    err);
		if (st == POS_END)
			st = POS_OK;
	}
	if (group != NULL) {
		add_code(&codes, group, pool);
		moment.group_buy = true;
	}
	by_clock(shop, sale, &moment);
	if (st == POS_OK)
		st = by_member(shop, sale, pool, c, &moment, &c->cart.points,
		    err);
	moment.codes = codes.list;
	moment.codes_count = codes.count;
	close_some(sale, c);
	if (st == POS_OK)
		st = rooms_of(shop, sale, before, c, rooms, err);
	if (st == POS_OK)
		st = pos_offer_choose(c, &moment, rooms, pool, err);
	c->cart.points += spent_before(sale, before);
	c->cart.want_points = sale->want_points;
	return st;
}
