/*
 * store.h - the one door to the shop's database.
 *
 * SQLite behind it today; nothing outside lib/store may know which engine.
 * SQL is written once, in the subset that SQLite and PostgreSQL both run,
 * beside the code that uses it, registered by POS_SQL() so that `make check`
 * prepares every statement on both engines.  Values are bound, always.
 *
 * Ownership: pos_store_open() allocates, pos_store_close() frees and takes
 * NULL.  Text from a column belongs to the row and dies at the next
 * pos_step() or pos_query() of the same statement: copy what must outlive it.
 */
#ifndef POS_STORE_STORE_H
#define POS_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/money.h"
#include "base/status.h"

/* A statement: parameters $1, $2...; columns fetched by name. */
struct pos_sql {
	const char *text;
	const char *where; /* file:line; NULL: of one engine only */
};
#define POS_SQL_STR2(x) #x
#define POS_SQL_STR(x) POS_SQL_STR2(x)
/* The section lets the checker, and the store's statement cache, walk them. */
#define POS_SQL(name, sql) \
	static const struct pos_sql name \
	__attribute__((section("pos_sql"), used, aligned(16))) = \
	{ (sql), __FILE__ ":" POS_SQL_STR(__LINE__) }

const struct pos_sql *pos_sql_first(void);
size_t pos_sql_count(void);

struct pos_store;

enum pos_store_mode {
	POS_STORE_READ,   /* readers block nobody and take no lock */
	POS_STORE_WRITE,
	POS_STORE_CREATE, /* POS_REFUSED where a store exists already */
};

#define POS_SCHEMA_VERSION 2

/*
 * location: a path (postgresql:// is POS_UNAVAILABLE in this build).
 * POS_CONFIG when there is no store; POS_UNAVAILABLE when the file is no
 * store, or newer than this program; POS_IO when it cannot be read.
 * A write open migrates an older store (under the turnstile).
 */
POS_MUST enum pos_status pos_store_open(struct pos_store **store,
    const char *location, enum pos_store_mode mode, struct pos_err *err);
void pos_store_close(struct pos_store *store);
const char *pos_store_path(const struct pos_store *store);

/* POS_STORE, else $XDG_DATA_HOME/pos/store.db, else ~/.local/share/... */
char *pos_store_default(struct pos_pool *pool);

/*
 * Write transactions queue at a turnstile of two file locks (FILE-queue
 * and FILE-turn), since SQLite's own busy handler starves writers.  One
 * transaction at a time per store; commit returns once it is on disk.
 * POS_RETRY: a foreign writer held the database for ten seconds.
 */
POS_MUST enum pos_status pos_begin(struct pos_store *store,
    struct pos_err *err);
POS_MUST enum pos_status pos_commit(struct pos_store *store,
    struct pos_err *err);
void pos_rollback(struct pos_store *store); /* harmless without a transaction */
bool pos_in_transaction(const struct pos_store *store);
/* Changes when anybody else has committed since it was last asked: what was
 * read and kept before may be stale. */
int64_t pos_store_version(struct pos_store *store);
/* Readers: all statements until pos_read_end() see one state. */
POS_MUST enum pos_status pos_read_begin(struct pos_store *store,
    struct pos_err *err);
void pos_read_end(struct pos_store *store);

/*
 * Take a statement (prepared once per store, kept), reset and ready to bind.
 * Each pos_sql is one cursor: using it again restarts it.  Failures of
 * prepare and bind are kept and reported by the next pos_step().
 */
struct pos_query;
struct pos_query *pos_query(struct pos_store *store, const struct pos_sql *sql);
/* Was it prepared, and everything bound? */
POS_MUST bool pos_query_good(const struct pos_query *q, struct pos_err *err);
void pos_bind_int(struct pos_query *q, int n, int64_t value);
void pos_bind_money(struct pos_query *q, int n, struct pos_money value);
/* NULL binds NULL. */
void pos_bind_text(struct pos_query *q, int n, const char *text);
void pos_bind_textn(struct pos_query *q, int n, const char *text, size_t len);
void pos_bind_null(struct pos_query *q, int n);
/* 0 as NULL, for columns that are empty in most rows */
void pos_bind_some(struct pos_query *q, int n, int64_t value);
/* POS_OK: a row.  POS_END: no more (and the statement is reset). */
POS_MUST enum pos_status pos_step(struct pos_query *q, struct pos_err *err);
/* Step to the end.  pos_changed(): rows that the last write touched. */
POS_MUST enum pos_status pos_run(struct pos_query *q, struct pos_err *err);
int64_t pos_changed(const struct pos_store *store);
/* Done with a query before its end: lets go of its row and read lock. */
void pos_query_done(struct pos_query *q);

int64_t pos_int(struct pos_query *q, const char *column);  /* NULL: 0 */
struct pos_money pos_money(struct pos_query *q, const char *column);
const char *pos_text(struct pos_query *q, const char *column); /* NULL: NULL */
const char *pos_textn(struct pos_query *q, const char *column, size_t *len);
bool pos_null(struct pos_query *q, const char *column);

/*
 * Copy the whole database, consistently, while others write, to a new file
 * (POS_REFUSED where it exists).
 */
POS_MUST enum pos_status pos_store_backup(struct pos_store *store,
    const char *path, struct pos_err *err);
/* Engine's own check of the file; every problem found is given to say(). */
POS_MUST enum pos_status pos_store_check(struct pos_store *store,
    void (*say)(void *, const char *), void *arg, struct pos_err *err);

/*
 * For what must be gone, not just deleted: from pos_store_wipe() on, deleted
 * rows are overwritten in their pages; pos_store_wiped(), after the commit,
 * folds the log in and empties it, since older states of those pages are in
 * there.  POS_RETRY: a reader holds on to the log; the next program that
 * closes the store does it.
 */
POS_MUST enum pos_status pos_store_wipe(struct pos_store *store,
    struct pos_err *err);
POS_MUST enum pos_status pos_store_wiped(struct pos_store *store,
    struct pos_err *err);
/*
 * Copy the rows of member_key, which no journal can make again, into another
 * store that has none yet (inside its transaction).
 */
POS_MUST enum pos_status pos_store_copy_keys(struct pos_store *from,
    struct pos_store *to, struct pos_err *err);

/*
 * All tables of the application, in a fixed order and text form, row by
 * row in key order, without the journal where tables_only; for comparing two
 * stores.  Feeds the bytes to add().
 */
POS_MUST enum pos_status pos_store_dump(struct pos_store *store,
    bool tables_only, void (*add)(void *, const void *, size_t), void *arg,
    struct pos_err *err);

#endif
