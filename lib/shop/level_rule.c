/*
 * level_rule.c - what a member's sums and holds make of its level: pure
 * decisions, no store.
 */
#include <string.h>

#include "base/clock.h"
#include "shop/level_inside.h"

int64_t
pos_level_month(int64_t day, int64_t within)
{
	int64_t months;

	if (within <= 0)
		return 0;
	months = day / 10000 * 12 + day / 100 % 100 - 1 - (within - 1);
	return months / 12 * 100 + months % 12 + 1;
}

static bool
any(const struct pos_level_sums *sums, int64_t spend, int64_t points,
    int64_t visits)
{
	return (spend > 0 && sums->spend_minor >= spend) ||
	    (points > 0 && sums->points >= points) ||
	    (visits > 0 && sums->visits >= visits);
}

static bool
reached(const struct pos_grade *level, const struct pos_level_sums *sums)
{
	return !level->removed &&
	    any(sums, level->min_spend_minor, level->min_points,
		level->min_visits);
}

static bool
kept(const struct pos_grade *level, const struct pos_level_sums *sums)
{
	return reached(level, sums) ||
	    (!level->removed &&
		any(sums, level->keep_spend_minor, level->keep_points,
		    level->keep_visits));
}

const struct pos_grade *
pos_level_reached(const struct pos_levels *levels,
    const struct pos_level_sums *by)
{
	size_t i;

	for (i = levels->count; i-- > 0;)
		if (reached(&levels->level[i], &by[i]))
			return &levels->level[i];
	return NULL;
}

/* Best one below this level that the sums at least keep. */
static const struct pos_grade *
best_kept(const struct pos_levels *levels, const struct pos_level_sums *by,
    const struct pos_grade *below)
{
	size_t i;

	for (i = levels->count; i-- > 0;)
		if (levels->level[i].rank < below->rank &&
		    kept(&levels->level[i], &by[i]))
			return &levels->level[i];
	return NULL;
}

void
pos_level_settle(const struct pos_grade *by_rule, const struct pos_grade *hold,
    int64_t hold_until, bool bought, struct pos_level_move *move)
{
	bool holds =
	    hold != NULL && pos_level_rank(hold) >= pos_level_rank(by_rule);
	const struct pos_grade *best = holds ? hold : by_rule;

	move->to = best != NULL ? best->code : NULL;
	move->until = holds ? hold_until : 0;
	move->paid_until = hold != NULL && bought ? hold_until : 0;
	move->down_from = 0;
}

static bool
same_code(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void
put_sums(const struct pos_levels *levels, const struct pos_level_sums *by,
    const struct pos_grade *about, struct pos_level_move *move)
{
	const struct pos_level_sums *sums;

	if (about == NULL)
		return;
	sums = &by[about - levels->level];
	move->spend_minor = sums->spend_minor;
	move->points = sums->points;
	move->visits = sums->visits;
}

/* Below its level, and held by nothing: now, or after the grace? */
static void
fall(const struct pos_levels *levels, const struct pos_level_sums *by,
    const struct pos_standing *now, int64_t day, struct pos_level_move *move)
{
	const struct pos_grade *held = move->hold != NULL ? now->hold : NULL;
	bool grace = now->level->grace_days > 0 && now->level_until == 0;

	if (grace && (now->down_from == 0 || day < now->down_from)) {
		move->to = now->level->code;
		move->until = 0;
		move->down_from = now->down_from != 0 ?
		    now->down_from :
		    pos_day_add((int32_t)day, (int)now->level->grace_days);
		move->reason = "in danger";
		return;
	}
	pos_level_settle(best_kept(levels, by, now->level), held,
	    now->hold_until, now->bought, move);
	move->reason = now->level_until != 0 ? "ended" : "below";
}

bool
pos_level_decide(const struct pos_levels *levels,
    const struct pos_level_sums *by, const struct pos_standing *now,
    int64_t day, struct pos_level_move *move)
{
	const struct pos_grade *rule = pos_level_reached(levels, by);
	const struct pos_grade *hold = now->hold, *base;
	bool ended =
	    hold != NULL && now->hold_until != 0 && now->hold_until < day;

	*move = (struct pos_level_move){
		.member_no = now->member_no,
		.from = now->level_code,
		.sets_hold = ended,
	};
	if (ended)
		hold = NULL;
	else if (hold != NULL)
		move->hold = hold->code;
	base = pos_level_rank(hold) >= pos_level_rank(rule) ? hold : rule;
	pos_level_settle(rule, hold, now->hold_until, now->bought, move);
	put_sums(levels, by, now->level != NULL ? now->level : base, move);
	if (pos_level_rank(base) > pos_level_rank(now->level)) {
		put_sums(levels, by, base, move);
		move->reason = base == rule ? "reached" : "as ruled";
	} else if (pos_level_rank(base) == pos_level_rank(now->level)) {
		move->reason = ended    ? "ended" :
		    now->down_from != 0 ? "safe again" :
					  "as ruled";
	} else if (now->level_until == 0 &&
	    kept(now->level, &by[now->level - levels->level])) {
		move->to = now->level->code;
		move->until = 0;
		move->reason = now->down_from != 0 ? "safe again" : "as ruled";
	} else {
		fall(levels, by, now, day, move);
	}
	return ended || !same_code(move->to, now->level_code) ||
	    move->until != now->level_until ||
	    move->paid_until != now->paid_until ||
	    move->down_from != now->down_from;
}
