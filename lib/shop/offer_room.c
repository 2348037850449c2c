/*
 * offer_room.c - how often a promotion was used, and how much is left.
 *
 * One row counts a promotion over all sales, one each business day, and one
 * each member where it has a limit per member.  They are written by the event
 * that changes the sale, under the turnstile, so that two tills cannot take
 * the same last use.
 */
#include <stdio.h>
#include <string.h>

#include "shop/member.h"
#include "shop/offer_inside.h"

POS_SQL(sql_used, "SELECT uses, units_milli, budget_minor FROM promo_used "
    "WHERE promo = $1 AND scope = $2");

/* "all", "day 20260314", "member 4294967297" */
static const char *
scope(char text[32], int64_t day, int64_t member_no)
{
	if (member_no != 0)
		snprintf(text, 32, "member %lld", (long long)member_no);
	else if (day != 0)
		snprintf(text, 32, "day %lld", (long long)day);
	else
		snprintf(text, 32, "all");
	return text;
}

enum pos_status
pos_promo_used(struct pos_shop *shop, const char *promo, int64_t day,
    int64_t member_no, struct pos_promo_used *used, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_used);
	char text[32];
	enum pos_status st;

	*used = (struct pos_promo_used){ 0 };
	pos_bind_text(q, 1, promo);
	pos_bind_text(q, 2, scope(text, day, member_no));
	st = pos_step(q, err);
	if (st == POS_OK) {
		used->uses = pos_int(q, "uses");
		used->units_milli = pos_int(q, "units_milli");
		used->budget_minor = pos_int(q, "budget_minor");
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

const struct pos_offer *
pos_offer_of(const struct pos_sale *sale, const char *promo)
{
	size_t i;

	for (i = 0; sale != NULL && i < sale->offers_count; i++)
		if (strcmp(sale->offers[i].promo, promo) == 0)
			return &sale->offers[i];
	return NULL;
}

/* The smaller of what is left so far and what this limit leaves; own is what
 * the sale itself has taken of it already. */
static void
narrow(int64_t *left, int64_t limit, int64_t used, int64_t own)
{
	int64_t here;

	if (limit == 0)
		return;
	here = limit - used + own;
	if (here < 0)
		here = 0;
	if (*left < 0 || here < *left)
		*left = here;
}

enum pos_status
pos_offer_room(struct pos_shop *shop, const struct pos_rule *rule,
    const struct pos_sale *sale, const struct pos_sale *before,
    struct pos_price_room *room, struct pos_err *err)
{
	static const struct pos_offer none;
	const struct pos_offer *own = pos_offer_of(before, rule->code);
	const struct pos_rule_limit *limit = rule->limit;
	struct pos_promo_used used;
	int64_t day = sale->day != 0 ? sale->day : shop->day;
	int64_t member_no, owner_no;
	enum pos_status st = POS_OK;
	int64_t once = own != NULL;

	*room = (struct pos_price_room){ -1, -1, -1 };
	if (limit == NULL)
		return POS_OK;
	if (own == NULL)
		own = &none;
	if (limit->total_uses > 0 || limit->total_units_milli > 0 ||
	    limit->budget_minor > 0) {
		st = pos_promo_used(shop, rule->code, 0, 0, &used, err);
		if (st != POS_OK)
			return st;
		narrow(&room->uses, limit->total_uses, used.uses, once);
		narrow(&room->units_milli, limit->total_units_milli,
		    used.units_milli, own->units_milli);
		narrow(&room->budget_minor, limit->budget_minor,
		    used.budget_minor, own->amount_minor);
	}
	if (limit->day_uses > 0) {
		st = pos_promo_used(shop, rule->code, day, 0, &used, err);
		if (st != POS_OK)
			return st;
		narrow(&room->uses, limit->day_uses, used.uses, once);
	}
	if (limit->member_uses > 0 || limit->member_units_milli > 0) {
		member_no = sale->member_no;
		owner_no = before != NULL ? before->member_no : 0;
		st = pos_member_heir(shop, &member_no, err);
		if (st == POS_OK)
			st = pos_member_heir(shop, &owner_no, err);
		if (st == POS_OK)
			st = pos_promo_used(shop, rule->code, 0, member_no,
			    &used, err);
		if (st != POS_OK)
			return st;
		if (owner_no != member_no) {
			own = &none;
			once = 0;
		}
		narrow(&room->uses, limit->member_uses, used.uses, once);
		narrow(&room->units_milli, limit->member_units_milli,
		    used.units_milli, own->units_milli);
	}
	return st;
}
