/*
 * level_move.c - a member's level changes: event "level.move"; by hand.
 */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/level_inside.h"
#include "shop/staff.h"

#define FIELDS \
	POS_TEXT(pos_level_move, from, POS_F_OPTIONAL | POS_F_COLUMN, 64, \
	    "level before; absent: none"), \
	    POS_TEXT(pos_level_move, to, POS_F_OPTIONAL | POS_F_COLUMN, 64, \
		"level now; absent: none"), \
	    POS_DAY(pos_level_move, until, POS_F_OPTIONAL | POS_F_COLUMN, \
		"last day of it; absent: no end"), \
	    POS_DAY(pos_level_move, paid_until, POS_F_OPTIONAL, \
		"last day of a term that was bought"), \
	    POS_DAY(pos_level_move, down_from, POS_F_OPTIONAL | POS_F_COLUMN, \
		"day on which it goes down, if nothing changes"), \
	    POS_TEXT(pos_level_move, reason, POS_F_COLUMN, 200, "why"), \
	    POS_MONEY(pos_level_move, spend_minor, POS_F_OPTIONAL, \
		"what was paid in the time that decides"), \
	    POS_INT(pos_level_move, points, POS_F_OPTIONAL, INT64_MIN, \
		INT64_MAX, "points earned in it"), \
	    POS_INT(pos_level_move, visits, POS_F_OPTIONAL, INT64_MIN, \
		INT64_MAX, "visits in it"), \
	    POS_TEXT(pos_level_move, sale, POS_F_OPTIONAL, 36, \
		"id of the sale, of a bought one"), \
	    POS_BOOL(pos_level_move, sets_hold, POS_F_OPTIONAL, \
		"what is held changes"), \
	    POS_TEXT(pos_level_move, hold, POS_F_OPTIONAL, 64, \
		"level that is held, given or bought"), \
	    POS_DAY(pos_level_move, hold_until, POS_F_OPTIONAL, \
		"up to this day; absent: no end"), \
	    POS_BOOL(pos_level_move, hold_bought, POS_F_OPTIONAL, \
		"it was bought")

const struct pos_record pos_level_move_record = {
	.type = "level.move", .v = 1, .size = sizeof(struct pos_level_move),
	.help = "a member's level changed",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_level_move, member, POS_F_COLUMN, 24,
		    "code of the member"),
		FIELDS,
		{ 0 },
	},
};
POS_LIST_RECORD(pos_level_move_record);

static const struct pos_record move_data = {
	.size = sizeof(struct pos_level_move),
	.help = "a member's level changed",
	.fields = (const struct pos_field[]){
		POS_INT(pos_level_move, member_no, 0, 1, INT64_MAX,
		    "number of the member"),
		FIELDS,
		{ 0 },
	},
};

POS_SQL(sql_move,
    "UPDATE member SET level = $1, level_until = $2, paid_until = $3,"
    " down_from = $4 WHERE member = $5");
POS_SQL(sql_hold,
    "INSERT INTO level_hold (member, level, until, bought)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT (member) DO UPDATE SET"
    " level = excluded.level, until = excluded.until,"
    " bought = excluded.bought");
POS_SQL(sql_unhold, "DELETE FROM level_hold WHERE member = $1");

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct pos_level_move *move = data;
	struct pos_query *q = pos_query(shop->store, &sql_move);
	enum pos_status st;

	(void)entry;
	pos_bind_text(q, 1, move->to);
	pos_bind_some(q, 2, move->until);
	pos_bind_some(q, 3, move->paid_until);
	pos_bind_some(q, 4, move->down_from);
	pos_bind_int(q, 5, move->member_no);
	st = pos_run(q, err);
	if (st != POS_OK || !move->sets_hold)
		return st;
	q = pos_query(shop->store,
	    move->hold != NULL ? &sql_hold : &sql_unhold);
	pos_bind_int(q, 1, move->member_no);
	if (move->hold != NULL) {
		pos_bind_text(q, 2, move->hold);
		pos_bind_some(q, 3, move->hold_until);
		pos_bind_int(q, 4, move->hold_bought);
	}
	return pos_run(q, err);
}

const struct pos_event_kind pos_level_moved = {
	.kind = "level.move", .v = 1, .record = &move_data, .apply = apply,
	.help = "a member's level changed, or what it holds",
};

/* The level of a hold that somebody may be given, NULL for none. */
static enum pos_status
find_level(const struct pos_levels *levels, const char *code,
    const struct pos_grade **level, struct pos_err *err)
{
	*level = pos_levels_get(levels, code);
	if (code != NULL && *level == NULL)
		return pos_fail(err, POS_DATA,
		    "no level '%s': 'pos-member level list' shows them", code);
	if (*level != NULL && (*level)->removed)
		return pos_fail(err, POS_REFUSED,
		    "level '%s' is not in use any more", code);
	return POS_OK;
}

static enum pos_status
give(struct pos_shop *shop, int64_t member_no, const char *code, int64_t until,
    const char *reason, bool better, struct pos_pool *pool,
    struct pos_level_move *move, struct pos_err *err)
{
	const struct pos_grade *hold;
	struct pos_level_sums *by;
	struct pos_standing now;
	struct pos_levels levels;
	char text[24];
	enum pos_status st;

	st = pos_levels_load(shop, pool, &levels, err);
	if (st == POS_OK)
		st = find_level(&levels, code, &hold, err);
	if (st == POS_OK)
		st =
		    pos_standing_get(shop, &levels, member_no, pool, &now, err);
	if (st == POS_OK)
		st = pos_level_sums_all(shop, &levels, member_no, shop->day,
		    pool, &by, err);
	if (st != POS_OK)
		return st;
	if (code == NULL && now.hold == NULL)
		return pos_fail(err, POS_REFUSED,
		    "member '%s' holds no level: rules alone decide",
		    pos_member_code(text, member_no));
	if (better &&
	    (now.hold == hold ?
		    now.hold_until == 0 :
		    pos_level_rank(now.hold) > pos_level_rank(hold)) &&
	    (now.hold_until == 0 || now.hold_until >= shop->day))
		return POS_OK;
	*move = (struct pos_level_move){
		.member = pos_pool_text(pool, pos_member_code(text, member_no)),
		.member_no = member_no,
		.from = now.level_code,
		.reason = reason,
		.sets_hold = true,
		.hold = code,
		.hold_until = until,
	};
	pos_level_settle(pos_level_reached(&levels, by), hold, until, false,
	    move);
	return pos_record(shop, &pos_level_moved, move, err);
}

enum pos_status
pos_level_give(struct pos_shop *shop, int64_t member_no, const char *code,
    int64_t until, const char *reason, struct pos_pool *pool,
    struct pos_level_move *move, struct pos_err *err)
{
	const char *wrong = pos_text_wrong(reason, 200);
	enum pos_status st;

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "--reason: %s", pos_tr(wrong));
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	if (until != 0 && until < shop->day)
		return pos_fail(err, POS_DATA,
		    "--until: that day is over: a level cannot end before "
		    "it begins");
	return give(shop, member_no, code, until, reason, false, pool, move,
	    err);
}

enum pos_status
pos_level_grant(struct pos_shop *shop, int64_t member_no, const char *code,
    const char *reason, struct pos_pool *pool, struct pos_level_move *move,
    struct pos_err *err)
{
	return give(shop, member_no, code, 0, reason, true, pool, move, err);
}
