/*
 * level_review.c - all members against the rules of their levels.
 *
 * For each window of months that some level has, the sums of all members are
 * read once, in the order of members; then the members are walked beside
 * them.  Nothing is looked up member by member.
 */
#include <string.h>

#include "shop/level_inside.h"
#include "shop/staff.h"

static const struct pos_record move_part = {
	.size = sizeof(struct pos_level_move),
	.help = "a member's level changed",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_level_move, member, 0, 24, "code of the member"),
		POS_TEXT(pos_level_move, from, POS_F_OPTIONAL, 64,
		    "level before; absent: none"),
		POS_TEXT(pos_level_move, to, POS_F_OPTIONAL, 64,
		    "level now; absent: none"),
		POS_DAY(pos_level_move, until, POS_F_OPTIONAL,
		    "last day of it; absent: no end"),
		POS_DAY(pos_level_move, down_from, POS_F_OPTIONAL,
		    "day on which it goes down, if nothing changes"),
		POS_TEXT(pos_level_move, reason, 0, 200, "why"),
		{ 0 },
	},
};

const struct pos_record pos_level_reviewed_record = {
	.type = "level.review", .v = 1,
	.size = sizeof(struct pos_level_reviewed),
	.help = "members were held against the rules of levels",
	.fields = (const struct pos_field[]){
		POS_INT(pos_level_reviewed, members, POS_F_COLUMN, 0,
		    INT64_MAX, "members that were looked at"),
		POS_INT(pos_level_reviewed, up, POS_F_COLUMN, 0, INT64_MAX,
		    "went up"),
		POS_INT(pos_level_reviewed, down, POS_F_COLUMN, 0, INT64_MAX,
		    "went down"),
		POS_INT(pos_level_reviewed, warned, POS_F_COLUMN, 0,
		    INT64_MAX, "are below their level from now on"),
		POS_LIST(pos_level_reviewed, moves, moves_count, 0,
		    &move_part, "what changed, the first 1000"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_level_reviewed_record);

POS_SQL(sql_sums,
    "SELECT member, CAST(SUM(total_minor) AS BIGINT) AS spend,"
    " CAST(SUM(sales) AS BIGINT) AS visits FROM member_sum"
    " WHERE month >= $1 AND (CAST($2 AS BIGINT) = 0"
    " OR member = CAST($2 AS BIGINT))"
    " GROUP BY member ORDER BY member");
POS_SQL(sql_points,
    "SELECT member, CAST(SUM(earned) AS BIGINT)"
    " - CAST(SUM(back_earned) AS BIGINT) / 1000000 AS points FROM member_sale"
    " WHERE done_day >= $1 AND (CAST($2 AS BIGINT) = 0"
    " OR member = CAST($2 AS BIGINT))"
    " GROUP BY member ORDER BY member");
POS_SQL(sql_members,
    "SELECT m.member AS member, m.level AS level,"
    " m.level_until AS level_until, m.paid_until AS paid_until,"
    " m.down_from AS down_from, h.level AS hold, h.until AS hold_until,"
    " h.bought AS bought FROM member m"
    " LEFT JOIN level_hold h ON h.member = m.member"
    " WHERE m.merged_into IS NULL AND (CAST($1 AS BIGINT) = 0"
    " OR m.member = CAST($1 AS BIGINT))"
    " ORDER BY m.member");
POS_SQL(sql_orphans,
    "SELECT h.member AS member, h.level AS level, h.until AS until,"
    " h.bought AS bought, m.level AS own, m.merged_into AS heir"
    " FROM level_hold h JOIN member m ON m.member = h.member"
    " WHERE m.merged_into IS NOT NULL ORDER BY h.member");

struct window {
	int64_t month;
	struct pos_level_sums *sums; /* by member */
	size_t count, cap, at;
};

struct review {
	struct pos_shop *shop;
	struct pos_pool *pool;
	struct pos_levels levels;
	struct window *windows;
	size_t *window_of; /* level */
	size_t windows_count;
	struct pos_level_sums *by; /* of one member */
	struct pos_level_move *moves;
	size_t count, cap;
	struct pos_level_reviewed *done;
};

static enum pos_status
read_window(struct review *r, struct window *w, int64_t member_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(r->shop->store, &sql_sums);
	enum pos_status st;

	pos_bind_int(q, 1, w->month);
	pos_bind_int(q, 2, member_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		w->sums =
		    pos_grow(w->sums, &w->cap, w->count + 1, sizeof(*w->sums));
		w->sums[w->count++] = (struct pos_level_sums){
			.member_no = pos_int(q, "member"),
			.spend_minor = pos_int(q, "spend"),
			.visits = pos_int(q, "visits"),
		};
	}
	return st == POS_END ? POS_OK : st;
}

/* Points have no sums by month: read only where a level asks for them.
 * Whoever earned some has a row in the window already. */
static enum pos_status
read_points(struct review *r, struct window *w, int64_t member_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(r->shop->store, &sql_points);
	enum pos_status st;
	int64_t member;
	size_t i = 0;

	pos_bind_int(q, 1, w->month * 100);
	pos_bind_int(q, 2, member_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		member = pos_int(q, "member");
		while (i < w->count && w->sums[i].member_no < member)
			i++;
		if (i < w->count && w->sums[i].member_no == member)
			w->sums[i].points = pos_int(q, "points");
	}
	return st == POS_END ? POS_OK : st;
}

static bool
asks_points(const struct pos_levels *levels)
{
	size_t i;

	for (i = 0; i < levels->count; i++)
		if (levels->level[i].min_points > 0 ||
		    levels->level[i].keep_points > 0)
			return true;
	return false;
}

/* The windows of all levels, each once. */
static enum pos_status
read_windows(struct review *r, int64_t member_no, struct pos_err *err)
{
	size_t n = r->levels.count, i, j;
	enum pos_status st = POS_OK;
	int64_t month;

	r->windows = pos_pool_alloc(r->pool, (n + 1) * sizeof(*r->windows));
	r->window_of = pos_pool_alloc(r->pool, (n + 1) * sizeof(size_t));
	r->by = pos_pool_alloc(r->pool, (n + 1) * sizeof(*r->by));
	for (i = 0; i < n && st == POS_OK; i++) {
		month = pos_level_month(r->shop->day,
		    r->levels.level[i].within_months);
		for (j = 0; j < r->windows_count; j++)
			if (r->windows[j].month == month)
				break;
		r->window_of[i] = j;
		if (j < r->windows_count)
			continue;
		r->windows_count++;
		r->windows[j].month = month;
		st = read_window(r, &r->windows[j], member_no, err);
		if (st == POS_OK && asks_points(&r->levels))
			st = read_points(r, &r->windows[j], member_no, err);
	}
	return st;
}

/* Both are in the order of members. */
static void
sums_of(struct review *r, int64_t member_no)
{
	size_t i;

	for (i = 0; i < r->windows_count; i++) {
		struct window *w = &r->windows[i];

		while (w->at < w->count && w->sums[w->at].member_no < member_no)
			w->at++;
	}
	for (i = 0; i < r->levels.count; i++) {
		const struct window *w = &r->windows[r->window_of[i]];

		r->by[i] =
		    w->at < w->count && w->sums[w->at].member_no == member_no ?
		    w->sums[w->at] :
		    (struct pos_level_sums){ .member_no = member_no };
	}
}

static void
count(struct review *r, const struct pos_standing *now,
    const struct pos_level_move *move)
{
	int64_t to = pos_level_rank(pos_levels_get(&r->levels, move->to));
	int64_t from = pos_level_rank(now->level);

	r->done->up += to > from;
	r->done->down += to < from;
	r->done->warned += move->down_from != 0 && now->down_from == 0;
}

static void
one(struct review *r, struct pos_query *q)
{
	struct pos_standing now = { .member_no = pos_int(q, "member") };
	struct pos_level_move move;

	now.level = pos_levels_get(&r->levels, pos_text(q, "level"));
	now.level_code = now.level != NULL ? now.level->code : NULL;
	now.level_until = pos_int(q, "level_until");
	now.paid_until = pos_int(q, "paid_until");
	now.down_from = pos_int(q, "down_from");
	now.hold = pos_levels_get(&r->levels, pos_text(q, "hold"));
	now.hold_until = pos_int(q, "hold_until");
	now.bought = pos_int(q, "bought") != 0;
	r->done->members++;
	sums_of(r, now.member_no);
	if (!pos_level_decide(&r->levels, r->by, &now, r->shop->day, &move))
		return;
	count(r, &now, &move);
	r->moves = pos_grow(r->moves, &r->cap, r->count + 1, sizeof(move));
	r->moves[r->count++] = move;
}

static enum pos_status
decide_all(struct review *r, int64_t member_no, struct pos_err *err)
{
	struct pos_query *q = pos_query(r->shop->store, &sql_members);
	enum pos_status st;

	pos_bind_int(q, 1, member_no);
	while ((st = pos_step(q, err)) == POS_OK)
		one(r, q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
record_all(struct review *r, struct pos_err *err)
{
	struct pos_level_move *shown;
	enum pos_status st = POS_OK;
	char code[24];
	size_t i, n;

	for (i = 0; i < r->count && st == POS_OK; i++)
		st = pos_record(r->shop, &pos_level_moved, &r->moves[i], err);
	n = r->count < POS_LEVEL_MOVES_SHOWN ? r->count : POS_LEVEL_MOVES_SHOWN;
	shown = pos_pool_alloc(r->pool, (n + 1) * sizeof(*shown));
	for (i = 0; i < n; i++) {
		shown[i] = r->moves[i];
		shown[i].member = pos_pool_text(r->pool,
		    pos_member_code(code, shown[i].member_no));
	}
	r->done->moves = shown;
	r->done->moves_count = n;
	return st;
}

/* A hold of somebody who became part of another: the better one stays. */
static enum pos_status
inherit(struct review *r, int64_t heir, struct pos_level_move *leaves,
    const struct pos_grade *hold, int64_t until, bool bought,
    struct pos_err *err)
{
	struct pos_standing now;
	struct pos_level_move move;
	enum pos_status st;
	bool better;

	st = pos_record(r->shop, &pos_level_moved, leaves, err);
	if (st == POS_OK)
		st = pos_standing_get(r->shop, &r->levels, heir, r->pool, &now,
		    err);
	if (st != POS_OK)
		return st;
	better = pos_level_rank(hold) > pos_level_rank(now.hold) ||
	    (hold == now.hold && now.hold_until != 0 &&
		(until == 0 || until > now.hold_until));
	if (!better)
		return POS_OK;
	move = (struct pos_level_move){
		.member_no = heir,
		.from = now.level_code,
		.to = now.level_code,
		.until = now.level_until,
		.paid_until = bought ? until : 0,
		.down_from = now.down_from,
		.reason = "merged",
		.sets_hold = true,
		.hold = hold->code,
		.hold_until = until,
		.hold_bought = bought,
	};
	return pos_record(r->shop, &pos_level_moved, &move, err);
}

static enum pos_status
heirs(struct review *r, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	for (;;) { /* one at a time: each is gone once it is recorded */
		struct pos_level_move leaves = { .reason = "merged",
			.sets_hold = true };
		const struct pos_grade *hold;
		int64_t heir, until;
		bool bought;

		q = pos_query(r->shop->store, &sql_orphans);
		st = pos_step(q, err);
		if (st != POS_OK)
			return st == POS_END ? POS_OK : st;
		leaves.member_no = pos_int(q, "member");
		leaves.from = pos_pool_text(r->pool, pos_text(q, "own"));
		leaves.to = leaves.from;
		hold = pos_levels_get(&r->levels, pos_text(q, "level"));
		heir = pos_int(q, "heir");
		until = pos_int(q, "until");
		bought = pos_int(q, "bought") != 0;
		pos_query_done(q);
		st = inherit(r, heir, &leaves, hold, until, bought, err);
		if (st != POS_OK)
			return st;
	}
}

enum pos_status
pos_level_review(struct pos_shop *shop, int64_t member_no,
    struct pos_pool *pool, struct pos_level_reviewed *done, struct pos_err *err)
{
	struct review r = { .shop = shop, .pool = pool, .done = done };
	enum pos_status st;
	size_t i;

	*done = (struct pos_level_reviewed){ 0 };
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_levels_load(shop, pool, &r.levels, err);
	if (st == POS_OK)
		st = heirs(&r, err);
	if (st == POS_OK)
		st = read_windows(&r, member_no, err);
	if (st == POS_OK)
		st = decide_all(&r, member_no, err);
	if (st == POS_OK)
		st = record_all(&r, err);
	for (i = 0; i < r.windows_count; i++)
		free(r.windows[i].sums);
	free(r.moves);
	return st;
}
