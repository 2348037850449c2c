/*
 * points_list.c - what is on an account, and how it came there.
 */
#include "shop/gift.h"
#include "shop/ledger_inside.h"
#include "shop/member.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN

static const struct pos_field lot_fields[] = {
	POS_DAY(pos_lot, until, OPT | COL, "last day; absent: no end"),
	POS_INT(pos_lot, points, COL, 0, INT64_MAX, "points"),
	{ 0 },
};
static const struct pos_record lot_record = {
	.size = sizeof(struct pos_lot), .fields = lot_fields,
	.help = "points that end on the same day",
};
static const struct pos_field points_fields[] = {
	POS_TEXT(pos_points, member, COL, 24, "code"),
	POS_INT(pos_points, points, COL, 0, INT64_MAX,
	    "that can be used today"),
	POS_INT(pos_points, owed, OPT | COL, 1, INT64_MAX,
	    "taken back for returns, but not there: what comes in next pays "
	    "them"),
	POS_MONEY(pos_points, principal_minor, COL,
	    "stored value: paid for"),
	POS_MONEY(pos_points, bonus_minor, COL, "and given on top"),
	POS_TEXT(pos_points, currency, 0, 3, "ISO 4217"),
	POS_LIST(pos_points, lots, lots_count, OPT, &lot_record,
	    "the points by their last day"),
	{ 0 },
};
const struct pos_record pos_points_record = {
	.type = "points", .v = 1, .size = sizeof(struct pos_points),
	.fields = points_fields, .help = "what is on a member's accounts",
};
POS_LIST_RECORD(pos_points_record);

static const struct pos_field row_fields[] = {
	POS_TEXT(pos_ledger_row, account, 0, 24,
	    "code of the member or gift card"),
	POS_INT(pos_ledger_row, seq, 0, 1, INT64_MAX, "number of the row"),
	POS_TIME(pos_ledger_row, at, COL, "when"),
	POS_DAY(pos_ledger_row, day, 0, "business day"),
	POS_TEXT(pos_ledger_row, kind, COL, 64, "what happened"),
	POS_INT(pos_ledger_row, points, OPT | COL, INT64_MIN, INT64_MAX,
	    "points"),
	POS_INT(pos_ledger_row, owed, OPT, INT64_MIN, INT64_MAX,
	    "points owed, or paid off"),
	POS_MONEY(pos_ledger_row, principal_minor, OPT | COL, "paid for"),
	POS_MONEY(pos_ledger_row, bonus_minor, OPT | COL, "given on top"),
	POS_TEXT(pos_ledger_row, ref, OPT | COL, 500,
	    "the sale, top-up or reason"),
	POS_TEXT(pos_ledger_row, staff, OPT | COL, 64, "who"),
	{ 0 },
};
const struct pos_record pos_ledger_record = {
	.type = "ledger", .v = 1, .size = sizeof(struct pos_ledger_row),
	.fields = row_fields, .help = "one movement of an account",
};
POS_LIST_RECORD(pos_ledger_record);

POS_SQL(sql_rows,
    "SELECT seq, at, day, kind, points, owed, principal_minor, bonus_minor,"
    " ref, staff FROM ledger WHERE owner = $1 ORDER BY seq");

enum pos_status
pos_points_of(struct pos_shop *shop, int64_t member_no, struct pos_pool *pool,
    struct pos_points *points, struct pos_err *err)
{
	struct ledger_lots lots = { 0 };
	struct ledger_account account;
	struct pos_balance balance;
	struct pos_lot *list;
	char code[24];
	enum pos_status st;
	size_t i;

	st = ledger_load(shop, member_no, &account, err);
	if (st == POS_OK)
		st = pos_balance_of(shop, member_no, &balance, err);
	if (st == POS_OK)
		st = ledger_lots_load(shop, account.owner, &lots, err);
	if (st != POS_OK)
		return st;
	*points = (struct pos_points){
		.member =
		    pos_pool_text(pool, pos_member_code(code, account.owner)),
		.points = balance.points,
		.owed = balance.owed,
		.principal_minor = balance.principal_minor,
		.bonus_minor = balance.bonus_minor,
		.currency = shop->currency,
	};
	list = pos_pool_alloc(pool, (lots.count + 1) * sizeof(*list));
	for (i = 0; i < lots.count; i++)
		if (ledger_usable(&lots.lot[i], shop->day))
			list[points->lots_count++] = (struct pos_lot){
				.until = lots.lot[i].until,
				.points = lots.lot[i].points,
			};
	points->lots = list;
	ledger_lots_release(&lots);
	return POS_OK;
}

enum pos_status
pos_ledger_rows(struct pos_shop *shop, int64_t owner,
    enum pos_status (
	*each)(void *, const struct pos_ledger_row *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_rows);
	struct pos_ledger_row row;
	enum pos_status st;
	char code[24];

	if (owner < 0)
		pos_card_code(code, -owner);
	else
		pos_member_code(code, owner);
	pos_bind_int(q, 1, owner);
	while ((st = pos_step(q, err)) == POS_OK) {
		row = (struct pos_ledger_row){
			.account = code,
			.seq = pos_int(q, "seq"),
			.at = pos_int(q, "at"),
			.day = pos_int(q, "day"),
			.kind = pos_text(q, "kind"),
			.points = pos_int(q, "points"),
			.owed = pos_int(q, "owed"),
			.principal_minor = pos_int(q, "principal_minor"),
			.bonus_minor = pos_int(q, "bonus_minor"),
			.ref = pos_text(q, "ref"),
			.staff = pos_text(q, "staff"),
		};
		st = each(arg, &row, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}
