/*
 * ledger.c - accounts and the rows that move them.
 *
 * A member's account has the member's number, a gift card's its own,
 * negative.  One that was merged leads to its heir; rows that it had stay
 * under its number.
 */
#include <inttypes.h>

#include "shop/ledger_inside.h"
#include "shop/member.h"

#define HEIRS_MAX 64 /* a chain of merges; longer ones are a loop */

POS_SQL(sql_account,
    "SELECT seq, points, owed, principal_minor, bonus_minor, heir"
    " FROM account WHERE owner = $1");
POS_SQL(sql_keep,
    "INSERT INTO account (owner, seq, points, owed, principal_minor,"
    " bonus_minor) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (owner) DO UPDATE SET seq = excluded.seq,"
    " points = excluded.points, owed = excluded.owed,"
    " principal_minor = excluded.principal_minor,"
    " bonus_minor = excluded.bonus_minor");
POS_SQL(sql_row,
    "INSERT INTO ledger (owner, seq, kind, points, owed, principal_minor,"
    " bonus_minor, lots, at, day, ref, staff)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
POS_SQL(sql_usable,
    "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) AS points FROM lot"
    " WHERE owner = $1 AND (until = 0 OR until >= $2)");

enum pos_status
ledger_load(struct pos_shop *shop, int64_t owner,
    struct ledger_account *account, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;
	int64_t heir;
	int i;

	for (i = 0; i < HEIRS_MAX; i++) {
		*account = (struct ledger_account){ .owner = owner };
		q = pos_query(shop->store, &sql_account);
		pos_bind_int(q, 1, owner);
		st = pos_step(q, err);
		if (st != POS_OK)
			return st == POS_END ? POS_OK : st;
		account->seq = pos_int(q, "seq");
		account->points = pos_int(q, "points");
		account->owed = pos_int(q, "owed");
		account->principal_minor = pos_int(q, "principal_minor");
		account->bonus_minor = pos_int(q, "bonus_minor");
		heir = pos_int(q, "heir");
		pos_query_done(q);
		if (heir == 0)
			return POS_OK;
		owner = heir;
	}
	return pos_fail(err, POS_BUG, "account %" PRId64 " is its own heir",
	    owner);
}

static enum pos_status
keep(struct pos_shop *shop, const struct ledger_account *a, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_keep);

	pos_bind_int(q, 1, a->owner);
	pos_bind_int(q, 2, a->seq);
	pos_bind_int(q, 3, a->points);
	pos_bind_int(q, 4, a->owed);
	pos_bind_int(q, 5, a->principal_minor);
	pos_bind_int(q, 6, a->bonus_minor);
	return pos_run(q, err);
}

static bool
grow(int64_t *balance, int64_t n)
{
	return !__builtin_add_overflow(*balance, n, balance) && *balance >= 0;
}

enum pos_status
ledger_add(struct pos_shop *shop, const struct pos_entry *entry,
    struct ledger_account *a, struct ledger_row *row, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	if (!grow(&a->points, row->points) || !grow(&a->owed, row->owed) ||
	    !grow(&a->principal_minor, row->principal_minor) ||
	    !grow(&a->bonus_minor, row->bonus_minor)) {
		pos_buf_release(&row->lots);
		return pos_fail(err, POS_BUG,
		    "account %" PRId64 " would fall below zero by '%s'",
		    a->owner, row->kind);
	}
	a->seq++;
	q = pos_query(shop->store, &sql_row);
	pos_bind_int(q, 1, a->owner);
	pos_bind_int(q, 2, a->seq);
	pos_bind_text(q, 3, row->kind);
	pos_bind_some(q, 4, row->points);
	pos_bind_some(q, 5, row->owed);
	pos_bind_some(q, 6, row->principal_minor);
	pos_bind_some(q, 7, row->bonus_minor);
	pos_bind_text(q, 8, row->lots.len > 0 ? row->lots.text : NULL);
	pos_bind_int(q, 9, entry->at);
	pos_bind_int(q, 10, entry->day);
	pos_bind_text(q, 11, row->ref);
	pos_bind_text(q, 12, entry->staff);
	st = pos_run(q, err);
	pos_buf_release(&row->lots);
	return st == POS_OK ? keep(shop, a, err) : st;
}

enum pos_status
pos_balance_of(struct pos_shop *shop, int64_t owner,
    struct pos_balance *balance, struct pos_err *err)
{
	struct ledger_account account;
	struct pos_query *q;
	enum pos_status st;

	*balance = (struct pos_balance){ 0 };
	st = ledger_load(shop, owner, &account, err);
	if (st != POS_OK)
		return st;
	balance->principal_minor = account.principal_minor;
	balance->bonus_minor = account.bonus_minor;
	balance->owed = account.owed;
	q = pos_query(shop->store, &sql_usable);
	pos_bind_int(q, 1, account.owner);
	pos_bind_int(q, 2, shop->day);
	st = pos_step(q, err);
	if (st == POS_OK)
		balance->points = pos_int(q, "points");
	pos_query_done(q);
	return st;
}
