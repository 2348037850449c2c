/*
 * ledger_lots.c - points by the last day on which they can be used.
 *
 * Points with the same last day are one lot.  In a row of the ledger lots
 * stand as "20271231:100 0:-20".
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "shop/ledger_inside.h"

POS_SQL(sql_lots,
    "SELECT until, points FROM lot WHERE owner = $1 ORDER BY until");
POS_SQL(sql_change,
    "INSERT INTO lot (owner, until, points) VALUES ($1, $2, $3)"
    " ON CONFLICT (owner, until) DO UPDATE SET"
    " points = lot.points + excluded.points");
POS_SQL(sql_empty,
    "DELETE FROM lot WHERE owner = $1 AND until = $2 AND points = 0");

/* No end comes after all days. */
static bool
before(int64_t a, int64_t b)
{
	if (a == 0 || b == 0)
		return a != 0 && b == 0;
	return a < b;
}

void
ledger_lots_add(struct ledger_lots *lots, int64_t until, int64_t points)
{
	size_t i = 0;

	while (i < lots->count && before(lots->lot[i].until, until))
		i++;
	if (i < lots->count && lots->lot[i].until == until) {
		lots->lot[i].points += points;
		return;
	}
	lots->lot = pos_grow(lots->lot, &lots->cap, lots->count + 1,
	    sizeof(*lots->lot));
	memmove(&lots->lot[i + 1], &lots->lot[i],
	    (lots->count - i) * sizeof(*lots->lot));
	lots->lot[i] = (struct ledger_lot){ .until = until, .points = points };
	lots->count++;
}

void
ledger_lots_release(struct ledger_lots *lots)
{
	free(lots->lot);
	*lots = (struct ledger_lots){ 0 };
}

enum pos_status
ledger_lots_load(struct pos_shop *shop, int64_t owner, struct ledger_lots *lots,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_lots);
	enum pos_status st;

	lots->count = 0;
	pos_bind_int(q, 1, owner);
	while ((st = pos_step(q, err)) == POS_OK)
		ledger_lots_add(lots, pos_int(q, "until"),
		    pos_int(q, "points"));
	return st == POS_END ? POS_OK : st;
}

enum pos_status
ledger_lots_read(struct ledger_lots *lots, const char *text,
    struct pos_err *err)
{
	const char *at = text;
	char *end;

	while (at != NULL && *at != '\0') {
		long long until = strtoll(at, &end, 10), points;

		if (end == at || *end != ':')
			return pos_fail(err, POS_DATA, "lots '%s'", text);
		at = end + 1;
		points = strtoll(at, &end, 10);
		if (end == at || (*end != ' ' && *end != '\0'))
			return pos_fail(err, POS_DATA, "lots '%s'", text);
		ledger_lots_add(lots, until, points);
		at = *end == ' ' ? end + 1 : end;
	}
	return POS_OK;
}

bool
ledger_usable(const struct ledger_lot *lot, int64_t day)
{
	return lot->until == 0 || lot->until >= day;
}

enum pos_status
ledger_lot_change(struct pos_shop *shop, int64_t owner, int64_t until,
    int64_t points, struct ledger_row *row, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	if (points == 0)
		return POS_OK;
	pos_buf_printf(&row->lots, "%s%" PRId64 ":%" PRId64,
	    row->lots.len > 0 ? " " : "", until, points);
	q = pos_query(shop->store, &sql_change);
	pos_bind_int(q, 1, owner);
	pos_bind_int(q, 2, until);
	pos_bind_int(q, 3, points);
	st = pos_run(q, err);
	if (st != POS_OK || points > 0)
		return st;
	q = pos_query(shop->store, &sql_empty);
	pos_bind_int(q, 1, owner);
	pos_bind_int(q, 2, until);
	return pos_run(q, err);
}

enum pos_status
ledger_lots_take(struct pos_shop *shop, int64_t owner, int64_t day,
    int64_t points, struct ledger_row *row, int64_t *left, struct pos_err *err)
{
	struct ledger_lots lots = { 0 };
	enum pos_status st;
	int64_t n;
	size_t i;

	st = ledger_lots_load(shop, owner, &lots, err);
	for (i = 0; st == POS_OK && i < lots.count && points > 0; i++) {
		if (!ledger_usable(&lots.lot[i], day))
			continue;
		n = lots.lot[i].points < points ? lots.lot[i].points : points;
		st = ledger_lot_change(shop, owner, lots.lot[i].until, -n, row,
		    err);
		row->points -= n;
		points -= n;
	}
	*left = points;
	ledger_lots_release(&lots);
	return st;
}

enum pos_status
ledger_lots_put(struct pos_shop *shop, struct ledger_account *account,
    const struct ledger_lots *what, struct ledger_row *row, struct pos_err *err)
{
	int64_t owed = account->owed, n, pays;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < what->count; i++) {
		n = what->lot[i].points;
		pays = n < owed ? n : owed;
		owed -= pays;
		row->owed -= pays;
		row->points += n - pays;
		st = ledger_lot_change(shop, account->owner, what->lot[i].until,
		    n - pays, row, err);
	}
	return st;
}
