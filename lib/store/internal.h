/*
 * internal.h - what the files of lib/store share; nobody else includes it.
 */
#ifndef POS_STORE_INTERNAL_H
#define POS_STORE_INTERNAL_H

#include <sqlite3.h>

#include "base/ident.h"
#include "store/store.h"

/* A statement of SQLite's own, which no other engine is asked to prepare. */
#define POS_SQL_OWN(name, sql) \
	static const struct pos_sql name \
	__attribute__((section("pos_sql"), used, aligned(16))) = \
	{ (sql), NULL }

struct pos_turnstile {
	int queue_fd; /* -1: not opened yet */
	int turn_fd;
};

/* The chain that the running transaction appends to; kept between
 * transactions as long as nobody else has committed. */
struct pos_chain {
	int64_t branch, till;
	int64_t seq;
	int64_t hlc;     /* highest of all chains */
	char hash[2 * POS_SHA256_LEN + 1];
	bool known;      /* the fields above are those of the store */
	bool dirty;      /* the head in the table is behind */
};

struct pos_query {
	struct pos_store *store;
	sqlite3_stmt *stmt;
	const char **names;
	int columns;
	const char **asked;   /* the literal by which each was last asked for */
	int last;             /* column found last: they are asked in order */
	int prepared_again;   /* times, when names were taken */
	int param[32];        /* SQLite's index of $n */
	enum pos_status pend; /* of prepare or bind */
	char why[POS_ERR_MAX];
};

struct pos_store {
	sqlite3 *db;
	char *path;
	enum pos_store_mode mode;
	struct pos_turnstile turnstile;
	struct pos_query **queries; /* of each pos_sql used, by its position */
	struct pos_chain chain;
	int64_t chain_version; /* pos_store_version() that it was read at */
	bool in_change;
	struct pos_buf scratch;
};

POS_MUST enum pos_status pos_turnstile_enter(struct pos_turnstile *t,
    const char *path, struct pos_err *err);
void pos_turnstile_leave(struct pos_turnstile *t);
void pos_turnstile_close(struct pos_turnstile *t);

/* Before SQLite is used: have it take its memory from memory.c. */
void pos_store_memory(void);

/* The status and message for SQLite's last failure on db. */
enum pos_status pos_sqlite_fail(sqlite3 *db, int rc, const char *what,
    struct pos_err *err);
POS_MUST enum pos_status pos_sqlite_exec(sqlite3 *db, const char *sql,
    struct pos_err *err);

POS_MUST enum pos_status pos_schema_make(struct pos_store *store,
    struct pos_err *err);
POS_MUST enum pos_status pos_schema_check(struct pos_store *store,
    struct pos_err *err);

/* Write the chain's head; before commit and before another chain. */
POS_MUST enum pos_status pos_chain_flush(struct pos_store *store,
    struct pos_err *err);

#endif
