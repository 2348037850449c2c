/*
 * verify.c - everything that must hold in a good store, checked.
 *
 * All of it reads one state, so that tills may go on selling meanwhile.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/clock.h"
#include "shop/coupon.h"
#include "shop/ledger.h"
#include "shop/member.h"
#include "shop/rollup.h"
#include "shop/stock.h"
#include "shop/verify.h"

static const struct pos_field fields[] = {
	POS_TEXT(pos_verify, store, 0, 4096, "the store"),
	POS_INT(pos_verify, entries, POS_F_COLUMN, 0, INT64_MAX,
	    "entries of the journal"),
	POS_INT(pos_verify, tills, POS_F_COLUMN, 0, INT64_MAX,
	    "tills that have a journal"),
	POS_INT(pos_verify, sales, POS_F_COLUMN, 0, INT64_MAX, "sales"),
	POS_INT(pos_verify, open, POS_F_COLUMN, 0, INT64_MAX,
	    "sales that are not finished"),
	POS_INT(pos_verify, movements, POS_F_COLUMN, 0, INT64_MAX,
	    "movements of stock"),
	POS_INT(pos_verify, days, POS_F_COLUMN, 0, INT64_MAX,
	    "business days that were summed up again"),
	POS_BOOL(pos_verify, deep, POS_F_COLUMN,
	    "the journal was replayed and gave the same tables"),
	{ 0 }
};

const struct pos_record pos_verify_record = {
	.type = "verify",
	.v = 1,
	.size = sizeof(struct pos_verify),
	.fields = fields,
	.help = "a store was checked and is good",
};
POS_LIST_RECORD(pos_verify_record);

POS_SQL(sql_counts,
    "SELECT (SELECT COUNT(*) FROM chain) AS tills,"
    " (SELECT COUNT(*) FROM sale) AS sales,"
    " (SELECT COUNT(*) FROM open_sale) AS open,"
    " (SELECT COUNT(*) FROM move) AS movements,"
    " (SELECT COUNT(*) FROM day_sum) AS days");
POS_SQL(sql_gap_day,
    "SELECT branch, day, MIN(number) AS first FROM sale"
    " GROUP BY branch, day"
    " HAVING MIN(number) <> 1 OR COUNT(*) <> MAX(number)"
    " ORDER BY branch, day LIMIT 1");
POS_SQL(sql_gap,
    "SELECT s.number + 1 AS missing FROM sale s"
    " WHERE s.branch = $1 AND s.day = $2 AND NOT EXISTS (SELECT 1"
    " FROM sale n WHERE n.branch = s.branch AND n.day = s.day"
    " AND n.number = s.number + 1) ORDER BY s.number LIMIT 1");
POS_SQL(sql_not_listed,
    "SELECT s.branch AS branch, s.day AS day, s.number AS number"
    " FROM sale s WHERE s.state < 3 AND NOT EXISTS (SELECT 1"
    " FROM open_sale o WHERE o.branch = s.branch AND o.day = s.day"
    " AND o.number = s.number) ORDER BY 1, 2, 3 LIMIT 1");
POS_SQL(sql_not_open,
    "SELECT o.branch AS branch, o.day AS day, o.number AS number"
    " FROM open_sale o WHERE NOT EXISTS (SELECT 1 FROM sale s"
    " WHERE s.branch = o.branch AND s.day = o.day"
    " AND s.number = o.number AND s.state < 3) ORDER BY 1, 2, 3 LIMIT 1");

/* Reserved is what open sales hold, at the place that sales take from. */
POS_SQL(sql_reserved,
    "SELECT t.branch AS branch, i.code AS code,"
    " CAST(SUM(t.reserved) AS BIGINT) AS reserved,"
    " CAST(SUM(t.held) AS BIGINT) AS held FROM ("
    "SELECT branch, item, reserved_milli AS reserved, 0 AS held FROM stock"
    " UNION ALL SELECT branch, item, 0 AS reserved, qty_milli AS held"
    " FROM sale_need) t LEFT JOIN item i ON i.item = t.item"
    " GROUP BY t.branch, t.item, i.code"
    " HAVING SUM(t.reserved) <> SUM(t.held)"
    " ORDER BY t.branch, t.item LIMIT 1");
POS_SQL(sql_held_by_none,
    "SELECT n.branch AS branch, n.day AS day, n.number AS number"
    " FROM sale_need n WHERE NOT EXISTS (SELECT 1 FROM open_sale o"
    " WHERE o.branch = n.branch AND o.day = n.day"
    " AND o.number = n.number) ORDER BY 1, 2, 3 LIMIT 1");

/* The first complaint is the one that is told. */
static void
say(void *arg, const char *what)
{
	char **first = arg;

	if (*first == NULL)
		*first = pos_strdup(what);
}

static enum pos_status
check_file(struct pos_shop *shop, struct pos_err *err)
{
	char *first = NULL;
	enum pos_status st = pos_store_check(shop->store, say, &first, err);

	if (st == POS_OK && first != NULL)
		st = pos_fail(err, POS_DATA, "the store is damaged: %s", first);
	free(first);
	return st;
}

static enum pos_status
check_numbers(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_gap_day), *gap;
	int64_t branch, day, missing = 1;
	char text[POS_TIME_TEXT];
	enum pos_status st;

	st = pos_step(q, err);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	branch = pos_int(q, "branch");
	day = pos_int(q, "day");
	if (pos_int(q, "first") == 1) {
		gap = pos_query(shop->store, &sql_gap);
		pos_bind_int(gap, 1, branch);
		pos_bind_int(gap, 2, day);
		st = pos_step(gap, err);
		if (st == POS_OK)
			missing = pos_int(gap, "missing");
		pos_query_done(gap);
	}
	pos_query_done(q);
	if (st != POS_OK && st != POS_END)
		return st;
	return pos_fail(err, POS_DATA,
	    "branch %" PRId64 ", %s: sale %" PRId64 " is missing", branch,
	    pos_day_text(text, (int32_t)day), missing);
}

static enum pos_status
none(struct pos_shop *shop, const struct pos_sql *sql, const char *what,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, sql);
	enum pos_status st = pos_step(q, err);
	char text[POS_TIME_TEXT];

	if (st == POS_OK)
		st = pos_fail(err, POS_DATA,
		    "branch %" PRId64 ", %s: sale %" PRId64 " %s",
		    pos_int(q, "branch"),
		    pos_day_text(text, (int32_t)pos_int(q, "day")),
		    pos_int(q, "number"), what);
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
check_reserved(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_reserved);
	char have[POS_DECIMAL_MAX], want[POS_DECIMAL_MAX];
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK)
		st = pos_fail(err, POS_DATA,
		    "branch %" PRId64 ": %s of '%s' "
		    "are reserved, its open sales hold %s",
		    pos_int(q, "branch"),
		    pos_milli_text(have, pos_int(q, "reserved")),
		    pos_null(q, "code") ? "?" : pos_text(q, "code"),
		    pos_milli_text(want, pos_int(q, "held")));
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
count(struct pos_shop *shop, struct pos_verify *done, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_counts);
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK) {
		done->tills = pos_int(q, "tills");
		done->sales = pos_int(q, "sales");
		done->open = pos_int(q, "open");
		done->movements = pos_int(q, "movements");
		done->days = pos_int(q, "days");
	}
	pos_query_done(q);
	return st;
}

static enum pos_status
check(struct pos_shop *shop, struct pos_verify *done, struct pos_err *err)
{
	enum pos_status st;

	st = check_file(shop, err);
	if (st == POS_OK)
		st = pos_journal_verify(shop->store, &done->entries, err);
	if (st == POS_OK)
		st = check_numbers(shop, err);
	if (st == POS_OK)
		st = none(shop, &sql_not_listed,
		    pos_tr("is open and not in the list of open sales"), err);
	if (st == POS_OK)
		st = none(shop, &sql_not_open,
		    pos_tr("is in the list of open sales and not open"), err);
	if (st == POS_OK)
		st = pos_stock_check(shop, err);
	if (st == POS_OK)
		st = none(shop, &sql_held_by_none,
		    pos_tr("holds stock and is not open"), err);
	if (st == POS_OK)
		st = check_reserved(shop, err);
	if (st == POS_OK)
		st = pos_rollup_verify(shop, err);
	if (st == POS_OK)
		st = pos_ledger_verify(shop, err);
	if (st == POS_OK)
		st = pos_coupon_verify(shop, err);
	if (st == POS_OK)
		st = pos_member_verify(shop, err);
	return st == POS_OK ? count(shop, done, err) : st;
}

enum pos_status
pos_verify(struct pos_shop *shop, struct pos_verify *done, struct pos_err *err)
{
	enum pos_status st;

	done->store = pos_store_path(shop->store);
	st = pos_read_begin(shop->store, err);
	if (st != POS_OK)
		return st;
	st = check(shop, done, err);
	pos_read_end(shop->store);
	return st;
}
