/*
 * journal.c - appending to the journal, and the heads of its chains.
 *
 * Within a transaction the head of the chain is kept in memory and written
 * once, before the commit; it stays known to the next transaction if nobody
 * else committed in between.
 */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "store/internal.h"
#include "store/journal.h"

#define HLC_STEP 1000 /* of the clock in a millisecond */

#define ENTRY_HEAD \
	POS_INT(pos_entry, branch, 0, 1, POS_BRANCH_MAX, \
	    "number of the branch"), \
	    POS_INT(pos_entry, till, 0, 1, POS_TILL_MAX, \
		"number of the till"), \
	    POS_INT(pos_entry, seq, 0, 1, POS_SEQ_MAX, \
		"place in the till's chain, from 1 without gaps"), \
	    POS_INT(pos_entry, hlc, 0, 1, (INT64_C(1) << 53) - 1, \
		"hybrid logical clock: ms times 1000 plus a counter"), \
	    POS_TIME(pos_entry, at, 0, "when it happened"), \
	    POS_DAY(pos_entry, day, 0, "business day it belongs to"), \
	    POS_TEXT(pos_entry, kind, POS_F_CODE, 64, "what happened"), \
	    POS_INT(pos_entry, kind_v, 0, 1, 1000, "version of the kind"), \
	    POS_TEXT(pos_entry, staff, POS_F_OPTIONAL, 64, "who did it"), \
	    POS_TEXT(pos_entry, key, POS_F_OPTIONAL, 200, "idempotency key")

static const struct pos_field entry_fields[] = {
	ENTRY_HEAD,
	POS_RAW(pos_entry, data, 0, "what was recorded, by kind"),
	{ 0 },
};

const struct pos_record pos_entry_record = {
	.type = "event", .v = 1, .size = sizeof(struct pos_entry),
	.fields = entry_fields, .help = "an entry of the journal",
};
POS_LIST_RECORD(pos_entry_record);

/* Without the data, for readers that take it from the tree themselves. */
static const struct pos_field head_fields[] = {
	ENTRY_HEAD,
	{ 0 },
};
const struct pos_record pos_entry_head = {
	.type = "event", .v = 1, .size = sizeof(struct pos_entry),
	.fields = head_fields, .help = "an entry of the journal",
};

POS_SQL(sql_head, "SELECT seq, hash FROM chain "
    "WHERE branch = $1 AND till = $2");
POS_SQL(sql_last_hlc,
    "SELECT CAST(COALESCE(MAX(hlc), 0) AS BIGINT) AS hlc FROM chain");
/* Only a till's first entry finds no head, and an upsert costs twice as much
 * to prepare. */
POS_SQL(sql_head_move, "UPDATE chain SET seq = $3, hlc = $4, hash = $5 "
    "WHERE branch = $1 AND till = $2");
POS_SQL(sql_head_add, "INSERT INTO chain (branch, till, seq, hlc, hash) "
    "VALUES ($1, $2, $3, $4, $5)");
POS_SQL(sql_append, "INSERT INTO journal "
    "(branch, till, seq, hlc, entry, hash) VALUES ($1, $2, $3, $4, $5, $6)");

static enum pos_status
find_head(struct pos_store *store, int64_t branch, int64_t till,
    struct pos_err *err)
{
	struct pos_chain *c = &store->chain;
	struct pos_query *q;
	enum pos_status st;

	if (c->known && c->branch == branch && c->till == till)
		return POS_OK;
	st = pos_chain_flush(store, err);
	if (st != POS_OK)
		return st;
	memset(c, 0, sizeof(*c));
	q = pos_query(store, &sql_last_hlc);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	c->hlc = pos_int(q, "hlc");
	pos_query_done(q);
	q = pos_query(store, &sql_head);
	pos_bind_int(q, 1, branch);
	pos_bind_int(q, 2, till);
	st = pos_step(q, err);
	memset(c->hash, '0', sizeof(c->hash) - 1);
	if (st == POS_OK) {
		c->seq = pos_int(q, "seq");
		memcpy(c->hash, pos_text(q, "hash"), sizeof(c->hash) - 1);
	} else if (st != POS_END) {
		return st;
	}
	pos_query_done(q);
	c->branch = branch;
	c->till = till;
	c->known = true;
	return POS_OK;
}

static enum pos_status
write_head(struct pos_store *store, const struct pos_sql *sql,
    struct pos_err *err)
{
	const struct pos_chain *c = &store->chain;
	struct pos_query *q = pos_query(store, sql);

	pos_bind_int(q, 1, c->branch);
	pos_bind_int(q, 2, c->till);
	pos_bind_int(q, 3, c->seq);
	pos_bind_int(q, 4, c->hlc);
	pos_bind_text(q, 5, c->hash);
	return pos_run(q, err);
}

enum pos_status
pos_chain_flush(struct pos_store *store, struct pos_err *err)
{
	struct pos_chain *c = &store->chain;
	enum pos_status st;

	if (!c->dirty)
		return POS_OK;
	st = write_head(store, &sql_head_move, err);
	if (st == POS_OK && pos_changed(store) == 0)
		st = write_head(store, &sql_head_add, err);
	if (st == POS_OK)
		c->dirty = false;
	return st;
}

void
pos_journal_hash(char hex[2 * POS_SHA256_LEN + 1], const char *bytes,
    size_t len)
{
	unsigned char raw[POS_SHA256_LEN];
	struct pos_sha256 h;

	pos_sha256_start(&h);
	pos_sha256_add(&h, hex, 2 * POS_SHA256_LEN);
	pos_sha256_add(&h, bytes, len);
	pos_sha256_end(&h, raw);
	pos_hex(hex, raw, sizeof(raw));
}

static enum pos_status
insert(struct pos_store *store, const struct pos_journal_row *row,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_append);

	pos_bind_int(q, 1, row->branch);
	pos_bind_int(q, 2, row->till);
	pos_bind_int(q, 3, row->seq);
	pos_bind_int(q, 4, row->hlc);
	pos_bind_textn(q, 5, row->bytes, row->len);
	pos_bind_text(q, 6, row->hash);
	return pos_run(q, err);
}

enum pos_status
pos_journal_append(struct pos_store *store, struct pos_entry *entry,
    struct pos_err *err)
{
	struct pos_chain *c = &store->chain;
	struct pos_journal_row row = { 0 };
	enum pos_status st;

	assert(store->in_change);
	st = find_head(store, entry->branch, entry->till, err);
	if (st != POS_OK)
		return st;
	entry->seq = c->seq + 1;
	entry->hlc = entry->at * HLC_STEP;
	if (entry->hlc <= c->hlc)
		entry->hlc = c->hlc + 1;
	pos_buf_clear(&store->scratch);
	pos_record_write(&store->scratch, &pos_entry_record, entry);
	row.bytes = store->scratch.text;
	row.len = store->scratch.len;
	pos_journal_hash(c->hash, row.bytes, row.len);
	c->seq = entry->seq;
	c->hlc = entry->hlc;
	c->dirty = true;
	row.branch = entry->branch;
	row.till = entry->till;
	row.seq = entry->seq;
	row.hlc = entry->hlc;
	row.hash = c->hash;
	return insert(store, &row, err);
}

enum pos_status
pos_journal_copy(struct pos_store *store, const struct pos_journal_row *row,
    struct pos_err *err)
{
	struct pos_chain *c = &store->chain;
	enum pos_status st;

	st = find_head(store, row->branch, row->till, err);
	if (st != POS_OK)
		return st;
	if (row->seq != c->seq + 1)
		return pos_fail(err, POS_DATA,
		    "journal of till %lld/%lld: "
		    "entry %lld follows %lld",
		    (long long)row->branch, (long long)row->till,
		    (long long)row->seq, (long long)c->seq);
	st = insert(store, row, err);
	if (st != POS_OK)
		return st;
	memcpy(c->hash, row->hash, sizeof(c->hash) - 1);
	c->seq = row->seq;
	c->hlc = row->hlc;
	c->dirty = true;
	return POS_OK;
}

POS_SQL(sql_heads, "SELECT branch, till, seq, hash FROM chain "
    "ORDER BY branch, till");

enum pos_status
pos_journal_heads(struct pos_store *store, struct pos_pool *pool,
    struct pos_chain_head **heads, size_t *count, struct pos_err *err)
{
	struct pos_chain_head *head;
	struct pos_query *q;
	enum pos_status st;

	*heads = NULL;
	*count = 0;
	st = pos_chain_flush(store, err);
	if (st != POS_OK)
		return st;
	q = pos_query(store, &sql_heads);
	while ((st = pos_step(q, err)) == POS_OK) {
		*heads = pos_pool_push(pool, *heads, *count, sizeof(**heads));
		head = &(*heads)[(*count)++];
		head->branch = pos_int(q, "branch");
		head->till = pos_int(q, "till");
		head->seq = pos_int(q, "seq");
		head->hash = pos_pool_text(pool, pos_text(q, "hash"));
	}
	return st == POS_END ? POS_OK : st;
}
