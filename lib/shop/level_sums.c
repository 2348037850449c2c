/*
 * level_sums.c - what members spent, earned and how often they came, since a
 * month: read from the sums by member and month; points, which have no sum,
 * from the sales.
 */
#include "shop/level_inside.h"

POS_SQL(sql_sums,
    "SELECT CAST(COALESCE(SUM(total_minor), 0) AS BIGINT) AS spend,"
    " CAST(COALESCE(SUM(sales), 0) AS BIGINT) AS visits"
    " FROM member_sum WHERE member = $1 AND month >= $2");
POS_SQL(sql_points,
    "SELECT CAST(COALESCE(SUM(earned), 0) AS BIGINT)"
    " - CAST(COALESCE(SUM(back_earned), 0) AS BIGINT) / 1000000 AS points"
    " FROM member_sale"
    " WHERE member = $1 AND done_day >= $2");
POS_SQL(sql_hold,
    "SELECT level, until, bought FROM level_hold WHERE member = $1");
POS_SQL(sql_level,
    "SELECT level, level_until, paid_until, down_from FROM member"
    " WHERE member = $1");

enum pos_status
pos_level_sums_of(struct pos_shop *shop, int64_t member_no, int64_t month,
    struct pos_level_sums *sums, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_sums);
	enum pos_status st;

	pos_bind_int(q, 1, member_no);
	pos_bind_int(q, 2, month);
	st = pos_step(q, err);
	if (st == POS_OK)
		*sums = (struct pos_level_sums){
			.member_no = member_no,
			.spend_minor = pos_int(q, "spend"),
			.visits = pos_int(q, "visits"),
		};
	pos_query_done(q);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_points);
	pos_bind_int(q, 1, member_no);
	pos_bind_int(q, 2, month * 100);
	st = pos_step(q, err);
	if (st == POS_OK)
		sums->points = pos_int(q, "points");
	pos_query_done(q);
	return st;
}

enum pos_status
pos_level_sums_all(struct pos_shop *shop, const struct pos_levels *levels,
    int64_t member_no, int64_t day, struct pos_pool *pool,
    struct pos_level_sums **by, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	*by = pos_pool_alloc(pool, (levels->count + 1) * sizeof(**by));
	for (i = 0; i < levels->count && st == POS_OK; i++)
		st = pos_level_sums_of(shop, member_no,
		    pos_level_month(day, levels->level[i].within_months),
		    &(*by)[i], err);
	return st;
}

enum pos_status
pos_standing_get(struct pos_shop *shop, const struct pos_levels *levels,
    int64_t member_no, struct pos_pool *pool, struct pos_standing *now,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_level);
	enum pos_status st;

	*now = (struct pos_standing){ .member_no = member_no };
	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	if (st == POS_OK) {
		now->level_code = pos_pool_text(pool, pos_text(q, "level"));
		now->level = pos_levels_get(levels, now->level_code);
		now->level_until = pos_int(q, "level_until");
		now->paid_until = pos_int(q, "paid_until");
		now->down_from = pos_int(q, "down_from");
	}
	pos_query_done(q);
	if (st == POS_END)
		return pos_fail(err, POS_BUG, "no member %lld",
		    (long long)member_no);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_hold);
	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	if (st == POS_OK) {
		now->hold = pos_levels_get(levels, pos_text(q, "level"));
		now->hold_until = pos_int(q, "until");
		now->bought = pos_int(q, "bought") != 0;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}
