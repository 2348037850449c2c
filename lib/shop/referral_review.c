/*
 * referral_review.c - which referrals are to be paid, which never will.
 *
 * Each new member is decided on once; whoever has no order yet, or gave all
 * of it back, waits.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "shop/outreach_inside.h"
#include "shop/points.h"
#include "shop/referral.h"
#include "shop/staff.h"

#define SHOWN 1000
#define CHAIN_MAX 1000 /* who brought whom, looked back */

#define OPT POS_F_OPTIONAL

static const struct pos_record reward_part = {
	.size = sizeof(struct pos_referral_reward),
	.help = "one new member",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_referral_reward, member, 0, 24,
		    "code of the new member"),
		POS_TEXT(pos_referral_reward, referrer, 0, 24,
		    "code of who brought it"),
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

const struct pos_record pos_referral_reviewed_record = {
	.type = "referral.review", .v = 1,
	.size = sizeof(struct pos_referral_reviewed),
	.help = "referrals that were paid",
	.fields = (const struct pos_field[]){
		POS_INT(pos_referral_reviewed, paid, POS_F_COLUMN, 0,
		    INT64_MAX, "new members for whom somebody got points"),
		POS_INT(pos_referral_reviewed, points, POS_F_COLUMN, 0,
		    INT64_MAX, "points in all"),
		POS_INT(pos_referral_reviewed, refused, POS_F_COLUMN, 0,
		    INT64_MAX, "new members for whom nobody ever will"),
		POS_LIST(pos_referral_reviewed, rewards, rewards_count, 0,
		    &reward_part, "the first 1000 of both"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_referral_reviewed_record);

POS_SQL(sql_brought,
    "SELECT m.member AS member, m.referred_by AS referrer FROM member m"
    " WHERE m.referred_by IS NOT NULL AND m.merged_into IS NULL"
    " AND NOT EXISTS (SELECT r.member FROM referral r"
    " WHERE r.member = m.member) ORDER BY m.member");
POS_SQL(sql_merged,
    "SELECT r.member AS member FROM referral r"
    " JOIN member m ON m.member = r.member"
    " WHERE m.merged_into IS NOT NULL");
POS_SQL(sql_first,
    "SELECT day, number, done_day, total_minor FROM member_sale"
    " WHERE member = $1 AND back = 0 ORDER BY done_day, day, number"
    " LIMIT 1");
POS_SQL(sql_net,
    "SELECT CAST(COALESCE(SUM(total_minor), 0) AS BIGINT) AS net"
    " FROM member_sale WHERE member = $1");
POS_SQL(sql_month,
    "SELECT COUNT(*) AS n FROM referral WHERE referrer = $1"
    " AND day >= $2 AND day <= $3 AND points > 0");

struct brought {
	int64_t member_no, referrer_no;
};

struct review {
	struct pos_shop *shop;
	struct pos_pool *pool; /* of the answer */
	struct pos_pool *work; /* of one member */
	struct pos_referral rule;
	struct brought *list;
	size_t count;
	int64_t *settled; /* heirs of members that were decided on */
	size_t settled_count;
	struct pos_referral_reviewed *done;
	struct pos_referral_reward *shown;
};

static enum pos_status
load(struct review *r, struct pos_err *err)
{
	struct pos_query *q = pos_query(r->shop->store, &sql_brought);
	struct pos_member m;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		r->list =
		    pos_pool_push(r->pool, r->list, r->count, sizeof(*r->list));
		r->list[r->count++] = (struct brought){ pos_int(q, "member"),
			pos_int(q, "referrer") };
	}
	if (st != POS_END)
		return st;
	q = pos_query(r->shop->store, &sql_merged);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = pos_outreach_member(r->shop, pos_int(q, "member"), r->work,
		    &m, err);
		if (st != POS_OK)
			break;
		r->settled = pos_pool_push(r->pool, r->settled,
		    r->settled_count, sizeof(*r->settled));
		r->settled[r->settled_count++] = m.member_no;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

/* The first order, if it counts by now.  POS_END: not yet. */
static enum pos_status
first_order(struct review *r, int64_t member_no,
    struct pos_referral_reward *reward, bool *small, struct pos_err *err)
{
	struct pos_query *q = pos_query(r->shop->store, &sql_first);
	char day[POS_TIME_TEXT];
	enum pos_status st;
	int64_t net;

	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	if (st == POS_OK &&
	    pos_day_add((int32_t)pos_int(q, "done_day"),
		(int)r->rule.wait_days) > r->shop->day)
		st = POS_END;
	if (st == POS_OK) {
		*small = pos_int(q, "total_minor") < r->rule.min_order_minor;
		reward->sale = pos_pool_printf(r->pool, "%s/%" PRId64,
		    pos_day_text(day, (int32_t)pos_int(q, "day")),
		    pos_int(q, "number"));
	}
	pos_query_done(q);
	if (st != POS_OK)
		return st;
	q = pos_query(r->shop->store, &sql_net);
	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	net = st == POS_OK ? pos_int(q, "net") : 0;
	pos_query_done(q);
	if (st != POS_OK)
		return st;
	return net > 0 && (*small || net >= r->rule.min_order_minor) ? POS_OK :
								       POS_END;
}

/* Is member among those who brought the referrer, and so on up? */
static enum pos_status
is_above(struct review *r, const struct pos_member *referrer, int64_t member_no,
    bool *above, struct pos_err *err)
{
	struct pos_member m = *referrer;
	enum pos_status st = POS_OK;
	int n;

	*above = false;
	for (n = 0; st == POS_OK && n < CHAIN_MAX && m.referred_no != 0; n++) {
		st = pos_outreach_member(r->shop, m.referred_no, r->work, &m,
		    err);
		if (st == POS_OK && m.member_no == member_no) {
			*above = true;
			return POS_OK;
		}
	}
	return st == POS_END ? POS_OK : st;
}

/* Why nobody gets anything, ever; NULL: somebody does. */
static enum pos_status
refusal(struct review *r, const struct pos_member *m,
    const struct pos_member *referrer, bool small, const char **why,
    struct pos_err *err)
{
	enum pos_status st;
	bool above;
	size_t i;

	*why = NULL;
	for (i = 0; i < r->settled_count; i++)
		if (r->settled[i] == m->member_no)
			*why = "was paid for before members were merged";
	if (referrer->member_no == m->member_no)
		*why = "brought itself";
	else if (referrer->enrolled_at > m->enrolled_at)
		*why = "was here before who brought it";
	else if (small)
		*why = "the first order was too small";
	if (*why != NULL)
		return POS_OK;
	st = is_above(r, referrer, m->member_no, &above, err);
	if (st == POS_OK && above)
		*why = "brought who brought it";
	return st;
}

static enum pos_status
limit(struct review *r, const struct pos_member *referrer,
    struct pos_referral_reward *reward, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;
	int64_t n, month = r->shop->day / 100 * 100;

	if (referrer->erased) {
		reward->points_for_referrer = 0;
		reward->why = "who brought it was erased";
		return POS_OK;
	}
	if (r->rule.month_limit == 0)
		return POS_OK;
	q = pos_query(r->shop->store, &sql_month);
	pos_bind_int(q, 1, referrer->member_no);
	pos_bind_int(q, 2, month);
	pos_bind_int(q, 3, month + 99);
	st = pos_step(q, err);
	n = st == POS_OK ? pos_int(q, "n") : 0;
	pos_query_done(q);
	if (st == POS_OK && n >= r->rule.month_limit) {
		reward->points_for_referrer = 0;
		reward->why = "who brought it has had this month's rewards";
	}
	return st;
}

static enum pos_status
pay(struct review *r, struct pos_referral_reward *reward, struct pos_err *err)
{
	struct pos_referral_reviewed *done = r->done;
	int64_t points = reward->points_for_new + reward->points_for_referrer;
	char code[24];
	enum pos_status st;

	st = pos_record(r->shop, &pos_referral_paid, reward, err);
	done->paid += points > 0;
	done->refused += points == 0;
	done->points += points;
	if (done->rewards_count == SHOWN)
		return st;
	reward->member =
	    pos_pool_text(r->pool, pos_member_code(code, reward->member_no));
	reward->referrer =
	    pos_pool_text(r->pool, pos_member_code(code, reward->referrer_no));
	r->shown[done->rewards_count++] = *reward;
	return st;
}

static enum pos_status
one(struct review *r, const struct brought *b, struct pos_err *err)
{
	struct pos_referral_reward reward = { .member_no = b->member_no };
	struct pos_member m, referrer;
	enum pos_status st;
	const char *why;
	bool small;

	st = first_order(r, b->member_no, &reward, &small, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	st = pos_member_by_no(r->shop, b->member_no, r->work, &m, err);
	if (st == POS_OK)
		st = pos_outreach_member(r->shop, b->referrer_no, r->work,
		    &referrer, err);
	if (st != POS_OK) /* neither is ever deleted */
		return st == POS_END ? POS_OK : st;
	reward.referrer_no = referrer.member_no;
	st = refusal(r, &m, &referrer, small, &why, err);
	if (st != POS_OK)
		return st;
	reward.why = why;
	if (why == NULL) {
		if (r->rule.points_days > 0)
			reward.until =
			    pos_day_add(r->shop->day, (int)r->rule.points_days);
		reward.points_for_new = m.erased ? 0 : r->rule.points_for_new;
		reward.points_for_referrer = r->rule.points_for_referrer;
		st = limit(r, &referrer, &reward, err);
	}
	return st == POS_OK ? pay(r, &reward, err) : st;
}

enum pos_status
pos_referral_review(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_referral_reviewed *done, struct pos_err *err)
{
	struct review r = { .shop = shop, .pool = pool, .done = done };
	enum pos_status st;
	size_t i;

	*done = (struct pos_referral_reviewed){ 0 };
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_referral_rule(shop, pool, &r.rule, err);
	if (st == POS_END || (st == POS_OK && r.rule.off))
		return pos_fail(err, POS_REFUSED,
		    "no rule for referrals is on: 'pos-member referral set' "
		    "sets one");
	if (st != POS_OK)
		return st;
	r.work = pos_pool_new();
	r.shown = pos_pool_alloc(pool, SHOWN * sizeof(*r.shown));
	st = load(&r, err);
	for (i = 0; i < r.count && st == POS_OK; i++) {
		st = one(&r, &r.list[i], err);
		pos_pool_clear(r.work);
	}
	done->rewards = r.shown;
	pos_pool_free(r.work);
	return st;
}
