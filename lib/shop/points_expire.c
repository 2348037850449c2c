/*
 * points_expire.c - points whose last day is over: event "points.expire".
 *
 * Nobody can spend them from that day on; the sweep only takes them out of
 * the balances, and says so in the ledgers.
 */
#include "shop/ledger_inside.h"
#include "shop/member.h"

#define SWEEP_MAX 5000 /* accounts in one change */

struct swept {
	int64_t owner;
	int64_t points;
};
struct expire_event {
	int64_t before;
	const struct swept *accounts;
	size_t accounts_count;
};
static const struct pos_field swept_fields[] = {
	POS_INT(swept, owner, 0, INT64_MIN, INT64_MAX, "number of the member"),
	POS_INT(swept, points, 0, 1, INT64_MAX, "that expired"),
	{ 0 },
};
static const struct pos_record swept_data = {
	.size = sizeof(struct swept), .fields = swept_fields,
	.help = "an account whose points expired",
};
static const struct pos_field expire_fields[] = {
	POS_DAY(expire_event, before, 0, "lots that ended before this day"),
	POS_LIST(expire_event, accounts, accounts_count, 0, &swept_data,
	    "whose they were"),
	{ 0 },
};
static const struct pos_record expire_data = {
	.size = sizeof(struct expire_event), .fields = expire_fields,
	.help = "points that expired",
};

static const struct pos_field expired_fields[] = {
	POS_DAY(pos_expired, before, POS_F_COLUMN,
	    "points whose last day was before this"),
	POS_INT(pos_expired, members, POS_F_COLUMN, 0, INT64_MAX,
	    "whose they were"),
	POS_INT(pos_expired, points, POS_F_COLUMN, 0, INT64_MAX, "points"),
	POS_BOOL(pos_expired, more, POS_F_OPTIONAL | POS_F_COLUMN,
	    "there are more: do it again"),
	{ 0 },
};
const struct pos_record pos_expired_record = {
	.type = "points.expire", .v = 1, .size = sizeof(struct pos_expired),
	.fields = expired_fields, .help = "points that expired",
};
POS_LIST_RECORD(pos_expired_record);

static const struct pos_field expiring_fields[] = {
	POS_TEXT(pos_expiring, member, POS_F_COLUMN, 24, "code"),
	POS_DAY(pos_expiring, until, POS_F_COLUMN, "their last day"),
	POS_INT(pos_expiring, points, POS_F_COLUMN, 1, INT64_MAX, "points"),
	{ 0 },
};
const struct pos_record pos_expiring_record = {
	.type = "points.due", .v = 1, .size = sizeof(struct pos_expiring),
	.fields = expiring_fields, .help = "points that expire soon",
};
POS_LIST_RECORD(pos_expiring_record);

POS_SQL(sql_due,
    "SELECT owner, until, points FROM lot"
    " WHERE until >= $1 AND until <= $2 AND until > 0"
    " ORDER BY until, owner");
POS_SQL(sql_over,
    "SELECT owner, CAST(SUM(points) AS BIGINT) AS points FROM lot"
    " WHERE until > 0 AND until < $1 GROUP BY owner ORDER BY owner");

static enum pos_status
sweep(struct pos_shop *shop, const struct pos_entry *entry, int64_t owner,
    int64_t before, struct pos_err *err)
{
	struct ledger_row row = { .kind = "expire" };
	struct ledger_lots lots = { 0 };
	struct ledger_account account;
	enum pos_status st;
	size_t i;

	st = ledger_load(shop, owner, &account, err);
	if (st == POS_OK)
		st = ledger_lots_load(shop, account.owner, &lots, err);
	for (i = 0; st == POS_OK && i < lots.count; i++) {
		if (lots.lot[i].until == 0 || lots.lot[i].until >= before)
			continue;
		st = ledger_lot_change(shop, account.owner, lots.lot[i].until,
		    -lots.lot[i].points, &row, err);
		row.points -= lots.lot[i].points;
	}
	ledger_lots_release(&lots);
	if (st == POS_OK)
		return ledger_add(shop, entry, &account, &row, err);
	pos_buf_release(&row.lots);
	return st;
}

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct expire_event *event = data;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < event->accounts_count; i++)
		st = sweep(shop, entry, event->accounts[i].owner, event->before,
		    err);
	return st;
}

const struct pos_event_kind pos_points_expired = {
	.kind = "points.expire", .v = 1, .record = &expire_data,
	.apply = apply, .help = "points whose last day was over were swept",
};

enum pos_status
pos_points_expire(struct pos_shop *shop, int64_t before, struct pos_pool *pool,
    struct pos_expired *done, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_over);
	struct expire_event event = { .before = before };
	struct swept *all = NULL;
	enum pos_status st;
	size_t n = 0;

	*done = (struct pos_expired){ .before = before };
	if (before > shop->day)
		return pos_fail(err, POS_REFUSED,
		    "points can be used on their last day: --before today at "
		    "most");
	pos_bind_int(q, 1, before);
	while ((st = pos_step(q, err)) == POS_OK) {
		if (n == SWEEP_MAX) {
			done->more = true;
			break;
		}
		all = pos_pool_push(pool, all, n, sizeof(*all));
		all[n].owner = pos_int(q, "owner");
		all[n].points = pos_int(q, "points");
		done->points += all[n++].points;
	}
	pos_query_done(q);
	if (st != POS_OK && st != POS_END)
		return st;
	done->members = (int64_t)n;
	event.accounts = all;
	event.accounts_count = n;
	return n > 0 ? pos_record(shop, &pos_points_expired, &event, err) :
		       POS_OK;
}

enum pos_status
pos_points_due(struct pos_shop *shop, int64_t from, int64_t to,
    enum pos_status (
	*each)(void *, const struct pos_expiring *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_due);
	struct pos_expiring row;
	enum pos_status st;
	char code[24];

	pos_bind_int(q, 1, from);
	pos_bind_int(q, 2, to);
	while ((st = pos_step(q, err)) == POS_OK) {
		row = (struct pos_expiring){
			.member_no = pos_int(q, "owner"),
			.until = pos_int(q, "until"),
			.points = pos_int(q, "points"),
		};
		row.member = pos_member_code(code, row.member_no);
		st = each(arg, &row, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}
