/*
 * query.c - statements: prepared once per store, bound by $n, read by name.
 *
 * SQLite takes $1 as a name, not a position, so the index of each $n is
 * looked up when the statement is prepared.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

#define PARAMS (int)(sizeof(((struct pos_query *)0)->param) / sizeof(int))

/* Their text is the statement's, and goes when it is prepared again. */
static void
name_columns(struct pos_query *q)
{
	int i;

	q->prepared_again =
	    sqlite3_stmt_status(q->stmt, SQLITE_STMTSTATUS_REPREPARE, 0);
	for (i = 0; i < q->columns; i++)
		q->names[i] = sqlite3_column_name(q->stmt, i);
}

static void
prepare(struct pos_query *q, const struct pos_sql *sql)
{
	sqlite3 *db = q->store->db;
	struct pos_err err;
	char name[8];
	int i, n;

	if (sqlite3_prepare_v3(db, sql->text, -1, SQLITE_PREPARE_PERSISTENT,
		&q->stmt, NULL) != SQLITE_OK) {
		q->pend =
		    pos_sqlite_fail(db, sqlite3_errcode(db), sql->where, &err);
		memcpy(q->why, err.text, sizeof(q->why));
		return;
	}
	n = sqlite3_bind_parameter_count(q->stmt);
	assert(n < PARAMS);
	for (i = 1; i <= n; i++) {
		sqlite3_snprintf(sizeof(name), name, "$%d", i);
		q->param[i] = sqlite3_bind_parameter_index(q->stmt, name);
	}
	q->columns = sqlite3_column_count(q->stmt);
	q->names = pos_alloc(sizeof(*q->names) * (size_t)(q->columns + 1));
	q->asked = pos_alloc(sizeof(*q->asked) * (size_t)(q->columns + 1));
	name_columns(q);
}

struct pos_query *
pos_query(struct pos_store *store, const struct pos_sql *sql)
{
	struct pos_query **at = &store->queries[sql - pos_sql_first()];
	struct pos_query *q = *at;

	if (q == NULL) {
		q = *at = pos_alloc(sizeof(*q));
		q->store = store;
	}
	if (q->stmt == NULL) {
		q->pend = POS_OK;
		prepare(q, sql);
	} else {
		sqlite3_reset(q->stmt);
		q->pend = POS_OK;
	}
	q->last = -1;
	return q;
}

static void
bound(struct pos_query *q, int rc)
{
	if (rc == SQLITE_OK || q->pend != POS_OK)
		return;
	q->pend = rc == SQLITE_TOOBIG ? POS_DATA : POS_BUG;
	sqlite3_snprintf(sizeof(q->why), q->why, "cannot bind a value: %s",
	    sqlite3_errstr(rc));
}

static int
slot(const struct pos_query *q, int n)
{
	assert(n > 0 && n < PARAMS);
	return q->param[n];
}

void
pos_bind_int(struct pos_query *q, int n, int64_t value)
{
	if (q->stmt != NULL)
		bound(q, sqlite3_bind_int64(q->stmt, slot(q, n), value));
}

void
pos_bind_money(struct pos_query *q, int n, struct pos_money value)
{
	pos_bind_int(q, n, value.minor);
}

void
pos_bind_some(struct pos_query *q, int n, int64_t value)
{
	if (value == 0)
		pos_bind_null(q, n);
	else
		pos_bind_int(q, n, value);
}

void
pos_bind_null(struct pos_query *q, int n)
{
	if (q->stmt != NULL)
		bound(q, sqlite3_bind_null(q->stmt, slot(q, n)));
}

void
pos_bind_textn(struct pos_query *q, int n, const char *text, size_t len)
{
	if (q->stmt != NULL)
		bound(q,
		    sqlite3_bind_text64(q->stmt, slot(q, n), text, len,
			SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
pos_bind_text(struct pos_query *q, int n, const char *text)
{
	if (text == NULL)
		pos_bind_null(q, n);
	else
		pos_bind_textn(q, n, text, strlen(text));
}

bool
pos_query_good(const struct pos_query *q, struct pos_err *err)
{
	if (q->pend == POS_OK)
		return true;
	(void)pos_fail(err, q->pend, "%s", q->why);
	return false;
}

enum pos_status
pos_step(struct pos_query *q, struct pos_err *err)
{
	int rc;

	if (q->pend != POS_OK)
		return pos_fail(err, q->pend, "%s", q->why);
	rc = sqlite3_step(q->stmt);
	if (rc == SQLITE_ROW) {
		/* SQLite does so by itself when the tables were changed, as by
		 * a program that brought the store up to date. */
		if (sqlite3_stmt_status(q->stmt, SQLITE_STMTSTATUS_REPREPARE,
			0) != q->prepared_again)
			name_columns(q);
		return POS_OK;
	}
	if (rc == SQLITE_DONE) {
		sqlite3_reset(q->stmt);
		return POS_END;
	}
	rc = pos_sqlite_fail(q->store->db, rc, q->store->path, err);
	sqlite3_reset(q->stmt);
	return (enum pos_status)rc;
}

enum pos_status
pos_run(struct pos_query *q, struct pos_err *err)
{
	enum pos_status st;

	do
		st = pos_step(q, err);
	while (st == POS_OK);
	return st == POS_END ? POS_OK : st;
}

void
pos_query_done(struct pos_query *q)
{
	if (q->stmt != NULL)
		sqlite3_reset(q->stmt);
}

int64_t
pos_changed(const struct pos_store *store)
{
	return sqlite3_changes64(store->db);
}

/* The same call asks with the same literal: its address is enough. */
static int
column(struct pos_query *q, const char *name)
{
	int i, at = q->last;

	for (i = 0; i < q->columns; i++) {
		if (++at >= q->columns)
			at = 0;
		if (q->asked[at] == name || strcmp(q->names[at], name) == 0) {
			q->asked[at] = name;
			q->last = at;
			return at;
		}
	}
	assert(!"column not in statement");
	abort();
}

int64_t
pos_int(struct pos_query *q, const char *name)
{
	return sqlite3_column_int64(q->stmt, column(q, name));
}

struct pos_money
pos_money(struct pos_query *q, const char *name)
{
	return pos_minor(pos_int(q, name));
}

const char *
pos_text(struct pos_query *q, const char *name)
{
	return (const char *)sqlite3_column_text(q->stmt, column(q, name));
}

const char *
pos_textn(struct pos_query *q, const char *name, size_t *len)
{
	int at = column(q, name);
	const char *text = (const char *)sqlite3_column_text(q->stmt, at);

	*len = (size_t)sqlite3_column_bytes(q->stmt, at);
	return text;
}

bool
pos_null(struct pos_query *q, const char *name)
{
	return sqlite3_column_type(q->stmt, column(q, name)) == SQLITE_NULL;
}
