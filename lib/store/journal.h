/*
 * journal.h - the journal: every change, appended once, hash-chained.
 *
 * An entry is one line of JSON (the bytes stored are the bytes hashed):
 *
 *   {"type":"event","v":1,"branch":1,"till":2,"seq":17,"hlc":...,
 *    "at":"2026-11-27T19:00:00.000Z","day":"2026-11-27","kind":"sale.new",
 *    "staff":"amy","key":"...","data":{...}}
 *
 * hash = SHA-256 over the hash of the till's entry before it as 64 hex
 * digits (zeros at first), then the entry's bytes: `printf %s "$prev$entry" |
 * sha256sum` checks it.  There is a chain per branch and till, so that
 * tills of a shared store do not wait for each other's; a close of the day
 * anchors the heads of all chains into one.  hlc is a hybrid logical clock
 * (Kulkarni et al. 2014): milliseconds * 1000 + counter, below 2^53 so that
 * every reader of JSON can hold it, and never behind any entry that its
 * writer has seen; replay goes by (hlc, branch, till).
 */
#ifndef POS_STORE_JOURNAL_H
#define POS_STORE_JOURNAL_H

#include "base/ident.h"
#include "rec/field.h"
#include "store/store.h"

struct pos_entry {
	int64_t branch;
	int64_t till;
	int64_t seq;       /* from 1, without gaps per branch and till */
	int64_t hlc;
	int64_t at;        /* ms: when it happened */
	int64_t day;       /* business day it belongs to */
	const char *kind;  /* "sale.new" */
	int64_t kind_v;
	const char *staff; /* code, or NULL */
	const char *key;   /* idempotency key, or NULL */
	const char *data;  /* JSON object */
};
/* The envelope as a record of type "event" (data is RAW). */
extern const struct pos_record pos_entry_record;
/* The same without data, to be read with POS_READ_EXTRA. */
extern const struct pos_record pos_entry_head;

/*
 * hex := SHA-256, in hex, over the 64 characters of hex (the hash before;
 * 64 zeros at the start of a chain) and then the bytes.
 */
void pos_journal_hash(char hex[2 * POS_SHA256_LEN + 1], const char *bytes,
    size_t len);

/*
 * Append: draws seq and hlc (written to *entry), hashes, inserts, moves the
 * chain's head.  Inside a transaction.
 */
POS_MUST enum pos_status pos_journal_append(struct pos_store *store,
    struct pos_entry *entry, struct pos_err *err);

/*
 * Walk in replay order: all chains merged by (hlc, branch, till).  each()
 * may return POS_END to stop early.  With a position, only entries after it,
 * and the position is moved along: this is how a follower goes on.
 */
struct pos_journal_place { /* how far a reader has come; zeroed: the start */
	struct pos_journal_mark {
		int64_t branch, till, seq;
	} *marks;
	size_t count, cap;
};
void pos_journal_place_release(struct pos_journal_place *place);
/* The place after everything that is there now. */
POS_MUST enum pos_status pos_journal_place_end(struct pos_store *store,
    struct pos_journal_place *place, struct pos_err *err);

struct pos_journal_row {
	int64_t branch, till, seq, hlc;
	const char *bytes;
	size_t len;
	const char *hash; /* hex */
};
POS_MUST enum pos_status pos_journal_walk(struct pos_store *store,
    struct pos_journal_place *place, enum pos_status (*each)(void *,
    const struct pos_journal_row *, struct pos_err *), void *arg,
    struct pos_err *err);

/* Copy bytes of an entry from another store into this one, as they are. */
POS_MUST enum pos_status pos_journal_copy(struct pos_store *store,
    const struct pos_journal_row *row, struct pos_err *err);

/*
 * Check every chain: entries in order without gaps, hashes, columns equal
 * to what the bytes say, heads.  The first bad entry is named:
 * POS_DATA "journal of till 1/2: entry 17 was changed after it was written".
 * *entries counts those that were checked.
 */
POS_MUST enum pos_status pos_journal_verify(struct pos_store *store,
    int64_t *entries, struct pos_err *err);

struct pos_chain_head {
	int64_t branch, till, seq;
	const char *hash; /* hex */
};
POS_MUST enum pos_status pos_journal_heads(struct pos_store *store,
    struct pos_pool *pool, struct pos_chain_head **heads, size_t *count,
    struct pos_err *err);

#endif
