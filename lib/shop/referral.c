/*
 * referral.c - the rule of referrals, and rewards as they are paid: events
 * "referral.set", "referral.pay".
 */
#include <string.h>

#include "shop/ledger.h"
#include "shop/member.h"
#include "shop/outreach_inside.h"
#include "shop/points.h"
#include "shop/referral.h"
#include "shop/staff.h"

#define OPT POS_F_OPTIONAL
#define RULE_CODE "rule"

static const struct pos_field fields[] = {
	POS_INT(pos_referral, points_for_referrer, POS_F_COLUMN, 0,
	    POS_POINTS_MAX, "points for who brings somebody"),
	POS_INT(pos_referral, points_for_new, POS_F_COLUMN, 0, POS_POINTS_MAX,
	    "points for who is brought"),
	POS_MONEY(pos_referral, min_order_minor, OPT | POS_F_COLUMN,
	    "the first order comes to at least that"),
	POS_INT(pos_referral, month_limit, OPT | POS_F_COLUMN, 0, INT64_MAX,
	    "rewards of one referrer in a calendar month; absent: any"),
	POS_INT(pos_referral, points_days, OPT, 0, 36600,
	    "days that the points last; absent: no end"),
	POS_INT(pos_referral, wait_days, OPT, 0, 366,
	    "days after the first order before it is paid"),
	POS_BOOL(pos_referral, off, OPT | POS_F_COLUMN, "nothing is paid"),
	{ 0 },
};

const struct pos_record pos_referral_record = {
	.type = "referral", .v = 1, .size = sizeof(struct pos_referral),
	.fields = fields, .help = "what members get for bringing members",
};
POS_LIST_RECORD(pos_referral_record);

static const struct pos_record rule_data = {
	.size = sizeof(struct pos_referral),
	.fields = fields, .help = "what members get for bringing members",
};

static const struct pos_record reward_data = {
	.size = sizeof(struct pos_referral_reward),
	.help = "a referral that was looked at, once for all",
	.fields = (const struct pos_field[]){
		POS_INT(pos_referral_reward, member_no, 0, 1, INT64_MAX,
		    "number of the new member"),
		POS_INT(pos_referral_reward, referrer_no, 0, 1, INT64_MAX,
		    "number of who brought it"),
		POS_TEXT(pos_referral_reward, sale, 0, 64,
		    "first order, as DAY/NUMBER"),
		POS_INT(pos_referral_reward, points_for_new, OPT, 0,
		    POS_POINTS_MAX, "points for the one"),
		POS_INT(pos_referral_reward, points_for_referrer, OPT, 0,
		    POS_POINTS_MAX, "points for the other"),
		POS_DAY(pos_referral_reward, until, OPT,
		    "last day of the points; absent: no end"),
		POS_TEXT(pos_referral_reward, why, OPT, 200,
		    "why somebody gets nothing"),
		{ 0 },
	},
};

POS_SQL(sql_done,
    "INSERT INTO referral (member, referrer, day, points)"
    " VALUES ($1, $2, $3, $4)");

static enum pos_status
apply_set(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	(void)entry;
	return pos_outreach_write(shop, "referral", RULE_CODE, &rule_data, data,
	    err);
}

static enum pos_status
apply_paid(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_referral_reward *r = data;
	struct pos_query *q = pos_query(shop->store, &sql_done);
	char ref[48] = "referral ";
	enum pos_status st;

	pos_bind_int(q, 1, r->member_no);
	pos_bind_int(q, 2, r->referrer_no);
	pos_bind_int(q, 3, entry->day);
	pos_bind_int(q, 4, r->points_for_referrer);
	st = pos_run(q, err);
	/* not the sale's id: a return of it undoes what stands under that */
	pos_member_code(ref + strlen(ref), r->member_no);
	if (st == POS_OK && r->points_for_new > 0)
		st = pos_points_lot_apply(shop, entry, r->member_no,
		    r->points_for_new, r->until, "referral", ref, err);
	if (st == POS_OK && r->points_for_referrer > 0)
		st = pos_points_lot_apply(shop, entry, r->referrer_no,
		    r->points_for_referrer, r->until, "referral", ref, err);
	return st;
}

const struct pos_event_kind pos_referral_set = {
	.kind = "referral.set", .v = 1, .record = &rule_data,
	.apply = apply_set, .help = "what referrals are worth changed",
};
const struct pos_event_kind pos_referral_paid = {
	.kind = "referral.pay", .v = 1, .record = &reward_data,
	.apply = apply_paid, .help = "a referral was paid, or refused",
};

enum pos_status
pos_referral_rule(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_referral *rule, struct pos_err *err)
{
	return pos_outreach_get(shop, "referral", RULE_CODE, &rule_data, pool,
	    rule, err);
}

enum pos_status
pos_referral_put(struct pos_shop *shop, const struct pos_referral *rule,
    bool *changed, struct pos_err *err)
{
	enum pos_status st;
	bool same = false;

	*changed = false;
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	if (!rule->off && rule->points_for_referrer == 0 &&
	    rule->points_for_new == 0)
		return pos_fail(err, POS_DATA,
		    "points for neither: --points-for-referrer, "
		    "--points-for-new, or --off");
	st = pos_outreach_same(shop, "referral", RULE_CODE, &rule_data, rule,
	    &same, err);
	if (st == POS_OK && !same)
		st = pos_record(shop, &pos_referral_set, rule, err);
	*changed = st == POS_OK && !same;
	return st;
}
