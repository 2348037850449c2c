/*
 * stored_list.c - top-ups read back, one by one and summed up.
 */
#include <stdio.h>
#include <string.h>

#include "shop/gift.h"
#include "shop/member.h"
#include "shop/place.h"
#include "shop/topup_inside.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN

static const struct pos_field topup_fields[] = {
	POS_TEXT(pos_topup, topup, COL, TOPUP_TEXT,
	    "day and number, of the branch"),
	POS_TEXT(pos_topup, account, COL, 24,
	    "code of the member or of the gift card"),
	POS_TIME(pos_topup, at, COL, "when"),
	POS_DAY(pos_topup, day, 0, "business day"),
	POS_TEXT(pos_topup, method, COL, 64, "how it was paid"),
	POS_TEXT(pos_topup, currency, 0, 3, "ISO 4217"),
	POS_MONEY(pos_topup, amount_minor, COL,
	    "principal; negative: given back"),
	POS_MONEY(pos_topup, bonus_minor, OPT | COL,
	    "given on top so far; negative: taken back"),
	POS_INT(pos_topup, points, OPT | COL, INT64_MIN, INT64_MAX,
	    "points that it gave"),
	POS_MONEY(pos_topup, to_come_minor, OPT,
	    "bonus that is to come in instalments"),
	POS_TEXT(pos_topup, plan, OPT | COL, 64, "by this plan"),
	POS_TEXT(pos_topup, of, OPT, TOPUP_TEXT,
	    "the top-up that was given back"),
	POS_TEXT(pos_topup, reason, OPT, 500, "why it was given back"),
	POS_TEXT(pos_topup, till, 0, 64, "where"),
	POS_TEXT(pos_topup, staff, OPT, 64, "who took it"),
	POS_MONEY(pos_topup, back_minor, OPT, "given back of it so far"),
	POS_MONEY_GIVEN(pos_topup, principal_minor, has_balance,
	    "of the account, afterwards"),
	POS_MONEY_GIVEN(pos_topup, balance_bonus_minor, has_balance,
	    "and its bonus"),
	{ 0 },
};
const struct pos_record pos_topup_record = {
	.type = "topup", .v = 1, .size = sizeof(struct pos_topup),
	.fields = topup_fields, .help = "money paid onto an account",
};
POS_LIST_RECORD(pos_topup_record);

static const struct pos_field sum_fields[] = {
	POS_TEXT(pos_topup_sum, method, COL, 64, "how it was paid"),
	POS_TEXT(pos_topup_sum, currency, 0, 3, "ISO 4217"),
	POS_INT(pos_topup_sum, topups, COL, 0, INT64_MAX, "top-ups"),
	POS_MONEY(pos_topup_sum, amount_minor, COL, "what came in"),
	POS_INT(pos_topup_sum, refunds, COL, 0, INT64_MAX, "given back"),
	POS_MONEY(pos_topup_sum, refund_minor, COL, "what went out"),
	{ 0 },
};
const struct pos_record pos_topup_sum_record = {
	.type = "topup.sum", .v = 1, .size = sizeof(struct pos_topup_sum),
	.fields = sum_fields,
	.help = "top-ups of some days by method; no revenue",
};
POS_LIST_RECORD(pos_topup_sum_record);
const struct pos_record pos_topup_sum_part = {
	.size = sizeof(struct pos_topup_sum),
	.fields = sum_fields,
	.help = "top-ups of the day by one method",
};

#define COLUMNS \
	"SELECT t.branch AS branch, t.day AS day, t.number AS number," \
	" t.owner AS owner, t.at AS at, t.method AS method," \
	" t.amount_minor AS amount_minor, t.bonus_minor AS bonus_minor," \
	" t.points AS points, t.plan AS plan, t.of AS of, t.till AS till," \
	" t.staff AS staff, t.back_minor AS back_minor," \
	" t.back_bonus_minor AS back_bonus_minor," \
	" t.back_points AS back_points FROM topup t WHERE t.branch = $1"
POS_SQL(sql_one, COLUMNS " AND t.day = $2 AND t.number = $3");
POS_SQL(sql_days,
    COLUMNS " AND t.day >= $2 AND t.day <= $3 ORDER BY t.day, t.number");
POS_SQL(sql_to_come,
    "SELECT CAST(COALESCE(SUM(bonus_minor), 0) AS BIGINT) AS sum"
    " FROM topup_due WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_sums,
    "SELECT method, CAST(SUM(CASE WHEN amount_minor > 0 THEN 1 ELSE 0 END)"
    " AS BIGINT) AS topups,"
    " CAST(SUM(CASE WHEN amount_minor > 0 THEN amount_minor ELSE 0 END)"
    " AS BIGINT) AS amount_minor,"
    " CAST(SUM(CASE WHEN amount_minor < 0 THEN 1 ELSE 0 END) AS BIGINT)"
    " AS refunds,"
    " CAST(SUM(CASE WHEN amount_minor < 0 THEN -amount_minor ELSE 0 END)"
    " AS BIGINT) AS refund_minor FROM topup"
    " WHERE branch = $1 AND day >= $2 AND day <= $3"
    " GROUP BY method ORDER BY method");
POS_SQL(sql_till, "SELECT code FROM till WHERE branch = $1 AND till = $2");

const char *
topup_account(int64_t owner, struct pos_pool *pool)
{
	char text[24];

	return pos_pool_text(pool,
	    owner < 0 ? pos_card_code(text, -owner) :
			pos_member_code(text, owner));
}

enum pos_status
topup_find(struct pos_shop *shop, const char *text, struct pos_pool *pool,
    struct topup_row *row, struct pos_err *err)
{
	const char *slash = strchr(text, '/');
	struct pos_query *q;
	enum pos_status st;
	long long number;
	int32_t day = shop->day;
	char day_text[16], more;
	size_t len = slash != NULL ? (size_t)(slash - text) : 0;

	if (len >= sizeof(day_text) ||
	    sscanf(slash != NULL ? slash + 1 : text, "%9lld%c", &number,
		&more) != 1)
		return pos_fail(err, POS_DATA,
		    "top-up '%s': wants a number of today or DAY/NUMBER", text);
	if (slash != NULL) {
		memcpy(day_text, text, len);
		day_text[len] = '\0';
		st = pos_day_parse(&day, day_text, err);
		if (st != POS_OK)
			return st;
	}
	q = pos_query(shop->store, &sql_one);
	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, day);
	pos_bind_int(q, 3, number);
	st = pos_step(q, err);
	if (st == POS_OK)
		*row = (struct topup_row){
			.branch = pos_int(q, "branch"),
			.day = pos_int(q, "day"),
			.number = pos_int(q, "number"),
			.owner = pos_int(q, "owner"),
			.method = pos_pool_text(pool, pos_text(q, "method")),
			.plan = pos_pool_text(pool, pos_text(q, "plan")),
			.amount_minor = pos_int(q, "amount_minor"),
			.bonus_minor = pos_int(q, "bonus_minor"),
			.points = pos_int(q, "points"),
			.back_minor = pos_int(q, "back_minor"),
			.back_bonus_minor = pos_int(q, "back_bonus_minor"),
			.back_points = pos_int(q, "back_points"),
			.is_back = !pos_null(q, "of"),
		};
	pos_query_done(q);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no top-up '%s'", text);
	return st;
}

static enum pos_status
to_come(struct pos_shop *shop, int64_t branch, int64_t day, int64_t number,
    int64_t *sum, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_to_come);
	enum pos_status st;

	pos_bind_int(q, 1, branch);
	pos_bind_int(q, 2, day);
	pos_bind_int(q, 3, number);
	st = pos_step(q, err);
	if (st == POS_OK)
		*sum = pos_int(q, "sum");
	pos_query_done(q);
	return st;
}

enum pos_status
topup_answer(struct pos_shop *shop, const struct topup_event *event,
    struct pos_pool *pool, struct pos_topup *topup, struct pos_err *err)
{
	struct pos_balance balance;
	char text[TOPUP_TEXT];
	enum pos_status st;

	*topup = (struct pos_topup){
		.topup = pos_pool_text(pool,
		    topup_text(text, shop->day, event->number)),
		.account = event->account,
		.at = shop->now,
		.day = shop->day,
		.method = event->method,
		.currency = shop->currency,
		.amount_minor = event->amount_minor,
		.bonus_minor = event->bonus_minor,
		.points = event->points,
		.plan = event->plan,
		.of = event->of,
		.reason = event->reason,
		.till = shop->till_code,
		.staff = shop->staff_code,
		.has_balance = true,
	};
	st = to_come(shop, shop->branch, shop->day, event->number,
	    &topup->to_come_minor, err);
	if (st == POS_OK)
		st = pos_balance_of(shop, event->owner, &balance, err);
	topup->principal_minor = balance.principal_minor;
	topup->balance_bonus_minor = balance.bonus_minor;
	return st;
}

static enum pos_status
till_code(struct pos_shop *shop, int64_t till, struct pos_pool *pool,
    const char **code, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_till);
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, till);
	st = pos_step(q, err);
	*code = st == POS_OK ? pos_pool_text(pool, pos_text(q, "code")) : "?";
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
fill(struct pos_shop *shop, struct pos_query *q, struct pos_pool *pool,
    struct pos_topup *topup, struct pos_err *err)
{
	char text[TOPUP_TEXT];
	enum pos_status st;

	*topup = (struct pos_topup){
		.topup = pos_pool_text(pool,
		    topup_text(text, pos_int(q, "day"), pos_int(q, "number"))),
		.account = topup_account(pos_int(q, "owner"), pool),
		.at = pos_int(q, "at"),
		.day = pos_int(q, "day"),
		.method = pos_text(q, "method"),
		.currency = shop->currency,
		.amount_minor = pos_int(q, "amount_minor"),
		.bonus_minor = pos_int(q, "bonus_minor"),
		.points = pos_int(q, "points"),
		.plan = pos_text(q, "plan"),
		.of = pos_text(q, "of"),
		.staff = pos_text(q, "staff"),
		.back_minor = pos_int(q, "back_minor"),
	};
	st = to_come(shop, shop->branch, topup->day, pos_int(q, "number"),
	    &topup->to_come_minor, err);
	return st == POS_OK ?
	    till_code(shop, pos_int(q, "till"), pool, &topup->till, err) :
	    st;
}

enum pos_status
pos_topup_list(struct pos_shop *shop, int64_t from, int64_t to,
    enum pos_status (*each)(void *, const struct pos_topup *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_days);
	struct pos_pool *pool = pos_pool_new();
	struct pos_topup topup;
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, from);
	pos_bind_int(q, 3, to);
	while ((st = pos_step(q, err)) == POS_OK) {
		pos_pool_clear(pool);
		st = fill(shop, q, pool, &topup, err);
		if (st == POS_OK)
			st = each(arg, &topup, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_topup_sums(struct pos_shop *shop, int64_t from, int64_t to,
    struct pos_pool *pool, struct pos_topup_sum **sums, size_t *count,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_sums);
	struct pos_topup_sum *all = NULL;
	enum pos_status st;
	size_t n = 0;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, from);
	pos_bind_int(q, 3, to);
	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		all[n++] = (struct pos_topup_sum){
			.method = pos_pool_text(pool, pos_text(q, "method")),
			.currency = shop->currency,
			.topups = pos_int(q, "topups"),
			.amount_minor = pos_int(q, "amount_minor"),
			.refunds = pos_int(q, "refunds"),
			.refund_minor = pos_int(q, "refund_minor"),
		};
	}
	*sums = all;
	*count = n;
	return st == POS_END ? POS_OK : st;
}
