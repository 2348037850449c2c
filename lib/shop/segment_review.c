/*
 * segment_review.c - who is in a segment today, and so who joined and left.
 *
 * Sums, days and scores are read in the order of members, and walked beside
 * them; points, which have no such list, are asked for those that all else
 * holds for.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "shop/ledger.h"
#include "shop/level_inside.h"
#include "shop/segment_inside.h"
#include "shop/staff.h"

const struct pos_record pos_segment_reviewed_record = {
	.type = "segment.review", .v = 1,
	.size = sizeof(struct pos_segment_reviewed),
	.help = "it was worked out who is in a segment",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_segment_reviewed, segment,
		    POS_F_COLUMN | POS_F_CODE, 0, "code of the segment"),
		POS_INT(pos_segment_reviewed, members, POS_F_COLUMN, 0,
		    INT64_MAX, "members in it"),
		POS_INT(pos_segment_reviewed, joined, POS_F_COLUMN, 0,
		    INT64_MAX, "who were not in it before"),
		POS_INT(pos_segment_reviewed, left, POS_F_COLUMN, 0,
		    INT64_MAX, "who are not any more"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_segment_reviewed_record);

POS_SQL(sql_sums,
    "SELECT member, CAST(SUM(total_minor) AS BIGINT) AS spent,"
    " CAST(SUM(sales) AS BIGINT) AS visits FROM member_sum"
    " WHERE month >= $1 GROUP BY member ORDER BY member");
POS_SQL(sql_days,
    "SELECT member, MIN(done_day) AS first_day, MAX(done_day) AS last_day"
    " FROM member_sale WHERE back = 0 GROUP BY member ORDER BY member");

struct side { /* a list by member, walked along */
	struct pos_query *q;
	int64_t member_no; /* of its row; INT64_MAX: over */
};

struct review {
	struct pos_shop *shop;
	const struct pos_segment_rule *rule;
	struct side sums, days;
	struct pos_rfm *rfm;
	size_t rfm_count, rfm_at;
	struct pos_member_ref *in; /* ascending */
	size_t count, cap;
};

static enum pos_status
advance(struct side *side, int64_t member_no, bool *there, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	while (side->q != NULL && side->member_no < member_no) {
		st = pos_step(side->q, err);
		if (st != POS_OK && st != POS_END)
			return st;
		side->member_no =
		    st == POS_OK ? pos_int(side->q, "member") : INT64_MAX;
	}
	*there = side->q != NULL && side->member_no == member_no;
	return POS_OK;
}

static enum pos_status
gather(struct review *r, const struct pos_member *m,
    struct pos_segment_facts *f, struct pos_err *err)
{
	enum pos_status st;
	bool there;

	*f = (struct pos_segment_facts){ .member = m };
	f->enrolled_day = pos_business_day(m->enrolled_at, r->shop->zone,
	    r->shop->cutoff_minutes);
	st = advance(&r->sums, m->member_no, &there, err);
	if (st != POS_OK)
		return st;
	if (there) {
		f->spent_minor = pos_int(r->sums.q, "spent");
		f->visits = pos_int(r->sums.q, "visits");
	}
	st = advance(&r->days, m->member_no, &there, err);
	if (st == POS_OK && there) {
		f->first_day = pos_int(r->days.q, "first_day");
		f->last_day = pos_int(r->days.q, "last_day");
	}
	while (r->rfm_at < r->rfm_count &&
	    r->rfm[r->rfm_at].member_no < m->member_no)
		r->rfm_at++;
	if (r->rfm_at < r->rfm_count &&
	    r->rfm[r->rfm_at].member_no == m->member_no)
		f->rfm = &r->rfm[r->rfm_at];
	return st;
}

static enum pos_status
points_hold(struct review *r, int64_t member_no, bool *hold,
    struct pos_err *err)
{
	const struct pos_segment_rule *rule = r->rule;
	struct pos_balance balance;
	enum pos_status st;

	if (!pos_segment_asks_points(rule))
		return POS_OK;
	st = pos_balance_of(r->shop, member_no, &balance, err);
	*hold = st == POS_OK && balance.points > 0 &&
	    balance.points >= rule->points_min &&
	    (rule->points_max == 0 || balance.points <= rule->points_max);
	return st;
}

static enum pos_status
one(void *arg, const struct pos_member *m, struct pos_pool *pool,
    struct pos_err *err)
{
	struct review *r = arg;
	struct pos_segment_facts f;
	enum pos_status st;
	bool hold = true;

	(void)pool;
	if (m->erased || m->merged_no != 0)
		return POS_OK;
	st = gather(r, m, &f, err);
	if (st != POS_OK || !pos_segment_holds(r->rule, &f, r->shop->day))
		return st;
	st = points_hold(r, m->member_no, &hold, err);
	if (st != POS_OK || !hold)
		return st;
	r->in = pos_grow(r->in, &r->cap, r->count + 1, sizeof(*r->in));
	r->in[r->count++].member_no = m->member_no;
	return POS_OK;
}

static enum pos_status
evaluate(struct review *r, struct pos_pool *pool, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	int64_t month = pos_level_month(r->shop->day, r->rule->within_months);

	if (pos_segment_asks_rfm(r->rule))
		st = pos_rfm(r->shop,
		    pos_level_month(r->shop->day, r->rule->rfm_months) * 100, 0,
		    POS_RFM_SCORES, pool, &r->rfm, &r->rfm_count, err);
	if (st != POS_OK)
		return st;
	r->sums.q = pos_query(r->shop->store, &sql_sums);
	pos_bind_int(r->sums.q, 1, month);
	if (pos_segment_asks_days(r->rule))
		r->days.q = pos_query(r->shop->store, &sql_days);
	st = pos_member_walk(r->shop, 0, false, one, r, err);
	pos_query_done(r->sums.q);
	if (r->days.q != NULL)
		pos_query_done(r->days.q);
	return st;
}

/* Both ascending. */
static void
compare(const struct review *r, const int64_t *was, size_t was_count,
    struct pos_member_ref *joined, size_t *joined_count,
    struct pos_member_ref *left, size_t *left_count)
{
	size_t i = 0, j = 0;

	while (i < r->count || j < was_count) {
		if (j == was_count ||
		    (i < r->count && r->in[i].member_no < was[j]))
			joined[(*joined_count)++] = r->in[i++];
		else if (i == r->count || was[j] < r->in[i].member_no)
			left[(*left_count)++].member_no = was[j++];
		else
			i++, j++;
	}
}

static enum pos_status
record(struct review *r, const char *code, struct pos_pool *pool,
    struct pos_segment_reviewed *done, struct pos_err *err)
{
	struct pos_member_ref *joined, *left;
	size_t joined_count = 0, left_count = 0, was_count;
	int64_t *was;
	enum pos_status st;

	st = pos_segment_members(r->shop, code, pool, &was, &was_count, err);
	if (st != POS_OK)
		return st;
	joined = pos_pool_alloc(pool, (r->count + 1) * sizeof(*joined));
	left = pos_pool_alloc(pool, (was_count + 1) * sizeof(*left));
	compare(r, was, was_count, joined, &joined_count, left, &left_count);
	*done = (struct pos_segment_reviewed){
		.segment = code,
		.members = (int64_t)r->count,
		.joined = (int64_t)joined_count,
		.left = (int64_t)left_count,
	};
	return pos_segment_record_moves(r->shop, code, joined, joined_count,
	    left, left_count, err);
}

enum pos_status
pos_segment_review(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_segment_reviewed *done,
    struct pos_err *err)
{
	struct review r = { .shop = shop };
	struct pos_segment segment;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_segment_find(shop, code, pool, &segment, err);
	if (st != POS_OK)
		return st;
	r.rule = segment.rule;
	st = evaluate(&r, pool, err);
	if (st == POS_OK)
		st = record(&r, segment.code, pool, done, err);
	free(r.in);
	return st;
}
