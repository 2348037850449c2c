/*
 * wipe.c - what must be gone, and what must not come back by a replay.
 */
#include "store/internal.h"

POS_SQL_OWN(sql_checkpoint, "PRAGMA wal_checkpoint(TRUNCATE)");
POS_SQL_OWN(sql_has_keys,
    "SELECT name FROM sqlite_master WHERE name = 'member_key'");
POS_SQL(sql_keys,
    "SELECT member, salt, dek, kek FROM member_key ORDER BY member");
POS_SQL(sql_key_add,
    "INSERT INTO member_key (member, salt, dek, kek)"
    " VALUES ($1, $2, $3, $4)");

enum pos_status
pos_store_wipe(struct pos_store *store, struct pos_err *err)
{
	return pos_sqlite_exec(store->db, "PRAGMA secure_delete = ON", err);
}

enum pos_status
pos_store_wiped(struct pos_store *store, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_checkpoint);
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK && pos_int(q, "busy") != 0)
		st = pos_fail(err, POS_RETRY,
		    "store '%s' is being read: its log could not be emptied "
		    "yet",
		    store->path);
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_store_copy_keys(struct pos_store *from, struct pos_store *to,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(from, &sql_has_keys), *add;
	enum pos_status st = pos_step(q, err);

	pos_query_done(q);
	if (st != POS_OK) /* POS_END: an older store, that had no members */
		return st == POS_END ? POS_OK : st;
	q = pos_query(from, &sql_keys);
	while ((st = pos_step(q, err)) == POS_OK) {
		add = pos_query(to, &sql_key_add);
		pos_bind_int(add, 1, pos_int(q, "member"));
		pos_bind_text(add, 2, pos_text(q, "salt"));
		pos_bind_text(add, 3, pos_text(q, "dek"));
		pos_bind_int(add, 4, pos_int(q, "kek"));
		st = pos_run(add, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}
