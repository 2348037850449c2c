/*
 * points_adjust.c - points given or taken by hand: event "points.adjust".
 */
#include <inttypes.h>

#include "base/text.h"
#include "shop/ledger_inside.h"
#include "shop/member.h"

#define OPT POS_F_OPTIONAL

struct adjust_event {
	int64_t member_no;
	const char *member;
	int64_t points;
	int64_t until;
	const char *reason;
	const char *approved_by;
};
static const struct pos_field fields[] = {
	POS_INT(adjust_event, member_no, 0, 1, INT64_MAX, "of the member"),
	POS_TEXT(adjust_event, member, 0, 24, "its code"),
	POS_INT(adjust_event, points, 0, -POS_POINTS_MAX, POS_POINTS_MAX,
	    "given, or taken"),
	POS_DAY(adjust_event, until, OPT, "last day of those given"),
	POS_TEXT(adjust_event, reason, 0, 500, "why"),
	POS_TEXT(adjust_event, approved_by, OPT, 64, "who approved it"),
	{ 0 },
};
static const struct pos_record record = {
	.size = sizeof(struct adjust_event), .fields = fields,
	.help = "points given or taken by hand",
};

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct adjust_event *event = data;

	if (event->points < 0)
		return pos_points_apply(shop, entry, event->member_no,
		    event->points, "adjust", event->reason, err);
	return pos_points_lot_apply(shop, entry, event->member_no,
	    event->points, event->until, "adjust", event->reason, err);
}

const struct pos_event_kind pos_points_adjusted = {
	.kind = "points.adjust", .v = 1, .record = &record, .apply = apply,
	.help = "points were given or taken by hand",
};

static enum pos_status
check(struct pos_shop *shop, const struct adjust_event *event,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_balance balance;
	struct pos_member member;
	enum pos_status st;

	if (event->points == 0 || event->points > POS_POINTS_MAX ||
	    event->points < -POS_POINTS_MAX)
		return pos_fail(err, POS_DATA,
		    "points: +N or -N, at most %" PRId64, POS_POINTS_MAX);
	if (event->reason == NULL)
		return pos_fail(err, POS_USAGE, "--reason says why");
	if (pos_text_wrong(event->reason, 500) != NULL)
		return pos_fail(err, POS_DATA, "reason: %s",
		    pos_text_wrong(event->reason, 500));
	if (event->until != 0 && event->until < shop->day)
		return pos_fail(err, POS_DATA, "the last day is over");
	st = pos_member_by_no(shop, event->member_no, pool, &member, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no such member");
	if (st == POS_OK && member.erased && event->points > 0)
		return pos_fail(err, POS_REFUSED, "member %s is erased",
		    event->member);
	if (st == POS_OK)
		st = pos_balance_of(shop, event->member_no, &balance, err);
	if (st == POS_OK && event->points < 0 &&
	    balance.points < -event->points)
		return pos_fail(err, POS_REFUSED,
		    "%s has %" PRId64 " points: %" PRId64 " cannot be taken",
		    event->member, balance.points, -event->points);
	return st;
}

enum pos_status
pos_points_adjust(struct pos_shop *shop, int64_t member_no, int64_t points,
    int64_t until, const char *reason, const struct pos_approval *approval,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	char code[24];
	struct adjust_event event = {
		.member_no = member_no,
		.member = pos_member_code(code, member_no),
		.points = points,
		.until = until,
		.reason = reason,
	};
	enum pos_status st;

	st = check(shop, &event, pool, err);
	/* Points are as good as a price: who may not set one needs approval. */
	if (st == POS_OK)
		st = pos_staff_may(shop, POS_RIGHT_PRICE, 0, approval,
		    &event.approved_by, err);
	if (st == POS_OK)
		st = pos_record(shop, &pos_points_adjusted, &event, err);
	pos_pool_free(pool);
	return st;
}
