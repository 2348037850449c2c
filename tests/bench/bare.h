/*
 * bare.h - SQLite without anything of ours, for the programs that show what
 * would be the least: they write the rows that our programs write, by
 * statements as plain as they can be, and check, price and read nothing that
 * a row does not need.
 *
 * A failure ends the program: what is measured must not fail.
 */
#ifndef POS_BENCH_BARE_H
#define POS_BENCH_BARE_H

#define OPENSSL_SUPPRESS_DEPRECATED
#include <inttypes.h>
#include <openssl/sha.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

/* The till's chain. */
static struct {
	int64_t seq, hlc;
	char hash[65];
	sqlite3_stmt *append, *set;
} chain;

static inline void
die(const char *what)
{
	fprintf(stderr, "limit: %s: %s\n", what,
	    db != NULL ? sqlite3_errmsg(db) : "no database");
	exit(1);
}

static inline void
db_open(const char *path)
{
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		die(path);
	sqlite3_busy_timeout(db, 10000);
	if (sqlite3_exec(db, "PRAGMA synchronous = FULL", NULL, NULL,
	    NULL) != SQLITE_OK)
		die(path);
}

static inline sqlite3_stmt *
prepare(const char *sql)
{
	sqlite3_stmt *q;

	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q,
	    NULL) != SQLITE_OK)
		die(sql);
	return q;
}

static inline void
db_close(void)
{
	sqlite3_stmt *q;

	while ((q = sqlite3_next_stmt(db, NULL)) != NULL)
		sqlite3_finalize(q);
	if (sqlite3_close(db) != SQLITE_OK)
		die("close");
}

/* True while there is a row; q is left on it. */
static inline bool
step(sqlite3_stmt *q)
{
	int rc = sqlite3_step(q);

	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		die(sqlite3_sql(q));
	return rc == SQLITE_ROW;
}

/* kinds: i int64_t, t text that stays, n nothing: NULL. */
static inline sqlite3_stmt *
bind(sqlite3_stmt *q, const char *kinds, ...)
{
	va_list args;
	int i;

	sqlite3_reset(q);
	va_start(args, kinds);
	for (i = 0; kinds[i] != '\0'; i++) {
		if (kinds[i] == 'i')
			sqlite3_bind_int64(q, i + 1, va_arg(args, int64_t));
		else if (kinds[i] == 't')
			sqlite3_bind_text(q, i + 1, va_arg(args, char *), -1,
			    SQLITE_STATIC);
		else
			sqlite3_bind_null(q, i + 1);
	}
	va_end(args);
	return q;
}

static inline void
run(sqlite3_stmt *q)
{
	while (step(q))
		;
	sqlite3_reset(q);
}

static inline void
run_sql(const char *sql)
{
	sqlite3_stmt *q = prepare(sql);

	run(q);
	sqlite3_finalize(q);
}

static inline int64_t
number(sqlite3_stmt *q, int column)
{
	return sqlite3_column_int64(q, column);
}

static inline int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

/* 2024-01-01T08:00:00.000Z */
static inline void
time_text(char text[32], int64_t ms)
{
	time_t seconds = ms / 1000;
	struct tm tm;
	size_t n;

	gmtime_r(&seconds, &tm);
	n = strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + n, 32 - n, ".%03dZ", (int)(ms % 1000));
}

/* Within the transaction, before the first journal_add(). */
static inline void
chain_read(void)
{
	sqlite3_stmt *q = prepare("SELECT seq, hlc, hash FROM chain "
	    "WHERE branch = 1 AND till = 1");

	if (!step(q))
		die("no chain");
	chain.seq = number(q, 0);
	chain.hlc = number(q, 1);
	memcpy(chain.hash, sqlite3_column_text(q, 2), 65);
	sqlite3_finalize(q);
	if (chain.append != NULL)
		return;
	chain.append = prepare("INSERT INTO journal (branch, till, seq, hlc,"
	    " entry, hash) VALUES (1, 1, ?1, ?2, ?3, ?4)");
	chain.set = prepare("UPDATE chain SET seq = ?1, hlc = ?2, hash = ?3 "
	    "WHERE branch = 1 AND till = 1");
}

/* An entry with its head, which names the number it gets, before its data. */
static inline void
journal_add(int64_t at, const char *day, const char *kind, const char *data)
{
	unsigned char raw[SHA256_DIGEST_LENGTH];
	char entry[4096], when[32];
	SHA256_CTX sha;
	int len, i;

	chain.seq++;
	chain.hlc = at * 1000 > chain.hlc ? at * 1000 : chain.hlc + 1;
	time_text(when, at);
	len = snprintf(entry, sizeof(entry), "{\"type\":\"event\",\"v\":1,"
	    "\"branch\":1,\"till\":1,\"seq\":%" PRId64 ",\"hlc\":%" PRId64
	    ",\"at\":\"%s\",\"day\":\"%s\",\"kind\":\"%s\",\"kind_v\":1,"
	    "\"data\":%s}", chain.seq, chain.hlc, when, day, kind, data);
	SHA256_Init(&sha);
	SHA256_Update(&sha, chain.hash, 64);
	SHA256_Update(&sha, entry, (size_t)len);
	SHA256_Final(raw, &sha);
	for (i = 0; i < SHA256_DIGEST_LENGTH; i++) {
		chain.hash[2 * i] = "0123456789abcdef"[raw[i] >> 4];
		chain.hash[2 * i + 1] = "0123456789abcdef"[raw[i] & 15];
	}
	run(bind(chain.append, "iitt", chain.seq, chain.hlc, entry,
	    chain.hash));
}

/* Before the commit. */
static inline void
chain_write(void)
{
	run(bind(chain.set, "iit", chain.seq, chain.hlc, chain.hash));
}

#endif
