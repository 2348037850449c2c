/*
 * points.c - points taken, given back, and given: for apply.
 *
 * A taking remembers in its row which lots gave; undoing it fills them
 * again, those that can be used longest first, so that a customer who
 * returns a part gets the better part.
 */
#include <inttypes.h>
#include <string.h>

#include "shop/ledger_inside.h"

POS_SQL(sql_heir, "SELECT heir FROM account WHERE owner = $1");
POS_SQL(sql_by_ref,
    "SELECT kind, points, owed, lots FROM ledger"
    " WHERE owner = $1 AND ref = $2 ORDER BY seq");

enum ledger_class
ledger_class(const char *kind)
{
	if (strcmp(kind, "earn") == 0 || strcmp(kind, "unearn") == 0)
		return LEDGER_EARNED;
	if (strcmp(kind, "pay") == 0 || strcmp(kind, "refund") == 0)
		return LEDGER_PAID;
	return LEDGER_SPENT;
}

static enum pos_status
heir_of(struct pos_shop *shop, int64_t owner, int64_t *heir,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_heir);
	enum pos_status st;

	pos_bind_int(q, 1, owner);
	st = pos_step(q, err);
	*heir = st == POS_OK ? pos_int(q, "heir") : 0;
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
ledger_taken(struct pos_shop *shop, int64_t owner, const char *ref,
    enum ledger_class class, struct ledger_lots *lots, int64_t *net,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	struct pos_query *q;

	*net = 0;
	while (st == POS_OK && owner != 0) {
		q = pos_query(shop->store, &sql_by_ref);
		pos_bind_int(q, 1, owner);
		pos_bind_text(q, 2, ref);
		while ((st = pos_step(q, err)) == POS_OK) {
			if (ledger_class(pos_text(q, "kind")) != class)
				continue;
			*net -= pos_int(q, "points") - pos_int(q, "owed");
			st = ledger_lots_read(lots, pos_text(q, "lots"), err);
			if (st != POS_OK)
				break;
		}
		pos_query_done(q);
		if (st == POS_END)
			st = heir_of(shop, owner, &owner, err);
	}
	return st;
}

/* Which lots get how much of it: those that last longest first. */
static enum pos_status
give_back(struct pos_shop *shop, int64_t owner, int64_t points,
    const char *kind, const char *ref, struct ledger_lots *what,
    struct pos_err *err)
{
	struct ledger_lots taken = { 0 };
	int64_t net, n, left = points;
	enum pos_status st;
	size_t i;

	st = ledger_taken(shop, owner, ref, ledger_class(kind), &taken, &net,
	    err);
	if (st == POS_OK && points > net)
		st = pos_fail(err, POS_BUG,
		    "%" PRId64 " points of account %" PRId64
		    " come back, %" PRId64 " were taken by '%s'",
		    points, owner, net, ref);
	for (i = taken.count; st == POS_OK && left > 0 && i-- > 0;) {
		n = -taken.lot[i].points; /* lots stand as changes */
		n = n < left ? n : left;
		if (n <= 0)
			continue;
		ledger_lots_add(what, taken.lot[i].until, n);
		left -= n;
	}
	if (st == POS_OK && left > 0)
		st = pos_fail(err, POS_BUG,
		    "the lots of account %" PRId64 " gave less than '%s' took",
		    owner, ref);
	ledger_lots_release(&taken);
	return st;
}

static enum pos_status
take(struct pos_shop *shop, const struct pos_entry *entry,
    struct ledger_account *account, int64_t points, struct ledger_row *row,
    struct pos_err *err)
{
	enum pos_status st;
	int64_t left;

	st = ledger_lots_take(shop, account->owner, entry->day, points, row,
	    &left, err);
	if (st == POS_OK && left > 0)
		st = pos_fail(err, POS_BUG,
		    "account %" PRId64 " lacks %" PRId64 " points",
		    account->owner, left);
	return st;
}

/* The id alone, however the sale was named. */
static const char *
plain_ref(const char *ref)
{
	return ref != NULL && strncmp(ref, "sale ", 5) == 0 ? ref + 5 : ref;
}

enum pos_status
pos_points_apply(struct pos_shop *shop, const struct pos_entry *entry,
    int64_t member_no, int64_t points, const char *kind, const char *ref,
    struct pos_err *err)
{
	struct ledger_row row = { .kind = kind, .ref = plain_ref(ref) };
	struct ledger_lots what = { 0 };
	struct ledger_account account;
	enum pos_status st;

	if (points == 0)
		return POS_OK;
	st = ledger_load(shop, member_no, &account, err);
	if (st == POS_OK && points < 0)
		st = take(shop, entry, &account, -points, &row, err);
	if (st == POS_OK && points > 0)
		st = give_back(shop, member_no, points, kind, row.ref, &what,
		    err);
	if (st == POS_OK && points > 0)
		st = ledger_lots_put(shop, &account, &what, &row, err);
	ledger_lots_release(&what);
	if (st != POS_OK) {
		pos_buf_release(&row.lots);
		return st;
	}
	return ledger_add(shop, entry, &account, &row, err);
}

enum pos_status
pos_points_lot_apply(struct pos_shop *shop, const struct pos_entry *entry,
    int64_t member_no, int64_t points, int64_t until, const char *kind,
    const char *ref, struct pos_err *err)
{
	struct ledger_row row = { .kind = kind, .ref = plain_ref(ref) };
	struct ledger_lots what = { 0 };
	struct ledger_account account;
	enum pos_status st;

	if (points <= 0)
		return POS_OK;
	st = ledger_load(shop, member_no, &account, err);
	if (st != POS_OK)
		return st;
	ledger_lots_add(&what, until, points);
	st = ledger_lots_put(shop, &account, &what, &row, err);
	ledger_lots_release(&what);
	if (st != POS_OK) {
		pos_buf_release(&row.lots);
		return st;
	}
	return ledger_add(shop, entry, &account, &row, err);
}

enum pos_status
pos_points_back_apply(struct pos_shop *shop, const struct pos_entry *entry,
    int64_t member_no, int64_t points, int64_t until, const char *ref,
    struct pos_err *err)
{
	struct ledger_row row = { .kind = "unearn", .ref = plain_ref(ref) };
	struct ledger_lots lots = { 0 };
	struct ledger_account account;
	int64_t left = points, n;
	enum pos_status st;
	size_t i;

	if (points <= 0)
		return POS_OK;
	st = ledger_load(shop, member_no, &account, err);
	if (st == POS_OK)
		st = ledger_lots_load(shop, account.owner, &lots, err);
	for (i = 0; st == POS_OK && i < lots.count; i++) {
		if (lots.lot[i].until != until)
			continue;
		n = lots.lot[i].points < left ? lots.lot[i].points : left;
		st = ledger_lot_change(shop, account.owner, until, -n, &row,
		    err);
		row.points -= n;
		left -= n;
	}
	ledger_lots_release(&lots);
	if (st == POS_OK && left > 0)
		st = ledger_lots_take(shop, account.owner, entry->day, left,
		    &row, &left, err);
	row.owed = left;
	if (st != POS_OK) {
		pos_buf_release(&row.lots);
		return st;
	}
	return ledger_add(shop, entry, &account, &row, err);
}
