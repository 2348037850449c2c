/*
 * verify.c - is the journal what was written?
 *
 * Reads every entry in the order of its chain.  A chain whose head in the
 * table of chains is further than its last entry has lost its tail; one
 * whose head is behind has had an entry put in.
 */
#include <stdio.h>
#include <string.h>

#include "store/internal.h"
#include "store/journal.h"

struct chain_check {
	int64_t branch, till, seq;
	int64_t hlc;
	char hash[2 * POS_SHA256_LEN + 1];
};

POS_SQL(sql_all, "SELECT branch, till, seq, hlc, entry, hash FROM journal "
    "ORDER BY branch, till, seq");
POS_SQL(sql_head_at, "SELECT seq, hash FROM chain "
    "WHERE branch = $1 AND till = $2");
POS_SQL(sql_headless, "SELECT c.branch AS branch, c.till AS till FROM chain c "
    "WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.branch = c.branch "
    "AND j.till = c.till) ORDER BY c.branch, c.till LIMIT 1");

static enum pos_status
wrong(const struct chain_check *c, int64_t seq, const char *what,
    struct pos_err *err)
{
	return pos_fail(err, POS_DATA,
	    "journal of till %lld/%lld: entry %lld "
	    "%s",
	    (long long)c->branch, (long long)c->till, (long long)seq, what);
}

/* The head of the chain just read must be the one that was kept. */
static enum pos_status
check_head(struct pos_store *store, const struct chain_check *c,
    struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;
	int64_t seq;
	bool same;

	if (c->branch == 0)
		return POS_OK;
	q = pos_query(store, &sql_head_at);
	pos_bind_int(q, 1, c->branch);
	pos_bind_int(q, 2, c->till);
	st = pos_step(q, err);
	if (st != POS_OK && st != POS_END)
		return st;
	seq = st == POS_OK ? pos_int(q, "seq") : 0;
	same = st == POS_OK && strcmp(pos_text(q, "hash"), c->hash) == 0;
	pos_query_done(q);
	if (seq < c->seq)
		return wrong(c, seq + 1, pos_tr("was put in from outside"),
		    err);
	if (seq > c->seq)
		return wrong(c, c->seq + 1, pos_tr("is missing"), err);
	return same ?
	    POS_OK :
	    wrong(c, seq, pos_tr("is not the one that was written"), err);
}

/*
 * The columns must be those of the bytes.  All entries begin alike, since one
 * function writes them, so there is nothing to parse.
 */
static enum pos_status
check_envelope(const struct chain_check *c, const struct pos_journal_row *row,
    struct pos_err *err)
{
	char head[192];
	int len;

	len = snprintf(head, sizeof(head),
	    "{\"type\":\"event\",\"v\":1,"
	    "\"branch\":%lld,\"till\":%lld,\"seq\":%lld,\"hlc\":%lld,",
	    (long long)row->branch, (long long)row->till, (long long)row->seq,
	    (long long)row->hlc);
	if ((size_t)len > row->len ||
	    memcmp(head, row->bytes, (size_t)len) != 0)
		return wrong(c, row->seq,
		    pos_tr("stands at a place that is not its own"), err);
	return POS_OK;
}

static enum pos_status
check_row(struct pos_store *store, struct chain_check *c,
    const struct pos_journal_row *row, struct pos_err *err)
{
	enum pos_status st;

	if (row->branch != c->branch || row->till != c->till) {
		st = check_head(store, c, err);
		if (st != POS_OK)
			return st;
		c->branch = row->branch;
		c->till = row->till;
		c->seq = c->hlc = 0;
		memset(c->hash, '0', sizeof(c->hash) - 1);
	}
	if (row->seq != c->seq + 1)
		return wrong(c, row->seq > c->seq ? c->seq + 1 : row->seq,
		    row->seq > c->seq ? pos_tr("is missing") :
					pos_tr("was put in from outside"),
		    err);
	pos_journal_hash(c->hash, row->bytes, row->len);
	if (row->hash == NULL || strcmp(row->hash, c->hash) != 0)
		return wrong(c, row->seq,
		    pos_tr("was changed after it was written"), err);
	if (row->hlc <= c->hlc)
		return wrong(c, row->seq, pos_tr("is out of order"), err);
	st = check_envelope(c, row, err);
	c->seq = row->seq;
	c->hlc = row->hlc;
	return st;
}

static enum pos_status
check_headless(struct pos_store *store, struct chain_check *c,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_headless);
	enum pos_status st = pos_step(q, err);

	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	c->branch = pos_int(q, "branch");
	c->till = pos_int(q, "till");
	pos_query_done(q);
	return wrong(c, 1, pos_tr("is missing"), err);
}

enum pos_status
pos_journal_verify(struct pos_store *store, int64_t *entries,
    struct pos_err *err)
{
	struct chain_check c = { 0 };
	struct pos_journal_row row;
	struct pos_query *q;
	enum pos_status st, checked = POS_OK;

	*entries = 0;
	q = pos_query(store, &sql_all);
	while (checked == POS_OK && (st = pos_step(q, err)) == POS_OK) {
		row.branch = pos_int(q, "branch");
		row.till = pos_int(q, "till");
		row.seq = pos_int(q, "seq");
		row.hlc = pos_int(q, "hlc");
		row.bytes = pos_textn(q, "entry", &row.len);
		row.hash = pos_text(q, "hash");
		checked = check_row(store, &c, &row, err);
		++*entries;
	}
	pos_query_done(q);
	if (checked == POS_OK)
		checked = st == POS_END ? check_head(store, &c, err) : st;
	if (checked == POS_OK)
		checked = check_headless(store, &c, err);
	return checked;
}
