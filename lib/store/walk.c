/*
 * walk.c - reading the journal in replay order.
 *
 * Each chain is in the order of its hybrid clock by itself, so the chains
 * are merged: a short batch of each is held, and the smallest (hlc, branch,
 * till) goes first.  No index over all entries is needed, and memory is that
 * of one batch per till.
 */
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"
#include "store/journal.h"

#define BATCH 64

struct feed {
	struct pos_journal_mark mark; /* the last entry given out */
	struct pos_journal_row rows[BATCH];
	struct pos_pool *pool;
	size_t at, count;
	bool over;
};

POS_SQL(sql_chains, "SELECT branch, till, seq FROM chain "
    "ORDER BY branch, till");
POS_SQL(sql_batch, "SELECT seq, hlc, entry, hash FROM journal "
    "WHERE branch = $1 AND till = $2 AND seq > $3 ORDER BY seq LIMIT 64");

void
pos_journal_place_release(struct pos_journal_place *place)
{
	free(place->marks);
	memset(place, 0, sizeof(*place));
}

static struct pos_journal_mark *
mark_of(struct pos_journal_place *place, int64_t branch, int64_t till)
{
	struct pos_journal_mark *m;
	size_t i;

	for (i = 0; i < place->count; i++) {
		m = &place->marks[i];
		if (m->branch == branch && m->till == till)
			return m;
	}
	place->marks = pos_grow(place->marks, &place->cap, place->count + 1,
	    sizeof(*place->marks));
	m = &place->marks[place->count++];
	m->branch = branch;
	m->till = till;
	m->seq = 0;
	return m;
}

enum pos_status
pos_journal_place_end(struct pos_store *store, struct pos_journal_place *place,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_chains);
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK)
		mark_of(place, pos_int(q, "branch"), pos_int(q, "till"))->seq =
		    pos_int(q, "seq");
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
refill(struct pos_store *store, struct feed *f, struct pos_err *err)
{
	struct pos_journal_row *row;
	struct pos_query *q;
	const char *text;
	enum pos_status st;

	pos_pool_clear(f->pool);
	f->at = f->count = 0;
	q = pos_query(store, &sql_batch);
	pos_bind_int(q, 1, f->mark.branch);
	pos_bind_int(q, 2, f->mark.till);
	pos_bind_int(q, 3, f->mark.seq);
	while ((st = pos_step(q, err)) == POS_OK) {
		row = &f->rows[f->count++];
		row->branch = f->mark.branch;
		row->till = f->mark.till;
		row->seq = pos_int(q, "seq");
		row->hlc = pos_int(q, "hlc");
		text = pos_textn(q, "entry", &row->len);
		row->bytes = pos_pool_textn(f->pool, text, row->len);
		row->hash = pos_pool_text(f->pool, pos_text(q, "hash"));
	}
	f->over = f->count == 0;
	return st == POS_END ? POS_OK : st;
}

static bool
before(const struct pos_journal_row *a, const struct pos_journal_row *b)
{
	if (a->hlc != b->hlc)
		return a->hlc < b->hlc;
	if (a->branch != b->branch)
		return a->branch < b->branch;
	return a->till < b->till;
}

static enum pos_status
smallest(struct pos_store *store, struct feed *feeds, size_t count,
    struct feed **out, struct pos_err *err)
{
	struct feed *f;
	enum pos_status st;
	size_t i;

	*out = NULL;
	for (i = 0; i < count; i++) {
		f = &feeds[i];
		if (f->at == f->count && !f->over) {
			st = refill(store, f, err);
			if (st != POS_OK)
				return st;
		}
		if (!f->over &&
		    (*out == NULL ||
			before(&f->rows[f->at], &(*out)->rows[(*out)->at])))
			*out = f;
	}
	return POS_OK;
}

static enum pos_status
merge(struct pos_store *store, struct feed *feeds, size_t count,
    struct pos_journal_place *place,
    enum pos_status (
	*each)(void *, const struct pos_journal_row *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct feed *f;
	enum pos_status st;

	for (;;) {
		st = smallest(store, feeds, count, &f, err);
		if (st != POS_OK || f == NULL)
			return st;
		st = each(arg, &f->rows[f->at], err);
		if (st != POS_OK)
			return st == POS_END ? POS_OK : st;
		f->mark.seq = f->rows[f->at].seq;
		f->at++;
		if (place != NULL)
			mark_of(place, f->mark.branch, f->mark.till)->seq =
			    f->mark.seq;
	}
}

enum pos_status
pos_journal_walk(struct pos_store *store, struct pos_journal_place *place,
    enum pos_status (
	*each)(void *, const struct pos_journal_row *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct feed *feeds = NULL;
	struct pos_query *q;
	enum pos_status st;
	size_t count = 0, cap = 0, i;

	q = pos_query(store, &sql_chains);
	while ((st = pos_step(q, err)) == POS_OK) {
		feeds = pos_grow(feeds, &cap, count + 1, sizeof(*feeds));
		memset(&feeds[count], 0, sizeof(*feeds));
		feeds[count].mark.branch = pos_int(q, "branch");
		feeds[count].mark.till = pos_int(q, "till");
		feeds[count].pool = pos_pool_new();
		if (place != NULL)
			feeds[count].mark.seq = mark_of(place,
			    feeds[count].mark.branch, feeds[count].mark.till)
						    ->seq;
		count++;
	}
	if (st == POS_END)
		st = merge(store, feeds, count, place, each, arg, err);
	for (i = 0; i < count; i++)
		pos_pool_free(feeds[i].pool);
	free(feeds);
	return st;
}
