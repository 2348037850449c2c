/*
 * dump.c - all rows in one order and form, to compare two stores.
 */
#include <string.h>

#include "store/internal.h"

/* Members' keys are the one table that is not made from the journal. */
static bool
is_journal(const char *table)
{
	return strcmp(table, "journal") == 0 || strcmp(table, "chain") == 0 ||
	    strcmp(table, "member_key") == 0;
}

static void
row_text(struct pos_buf *row, const char *table, sqlite3_stmt *stmt)
{
	int i, n = sqlite3_column_count(stmt);
	const char *text;

	pos_buf_clear(row);
	pos_buf_text(row, table);
	for (i = 0; i < n; i++) {
		pos_buf_char(row, '|');
		text = (const char *)sqlite3_column_text(stmt, i);
		if (text == NULL)
			pos_buf_text(row, "\\N");
		else
			pos_buf_add(row, text,
			    (size_t)sqlite3_column_bytes(stmt, i));
	}
	pos_buf_char(row, '\n');
}

/* The names of tables and columns are those of our own schema. */
static enum pos_status
dump_table(struct pos_store *store, const char *table,
    void (*add)(void *, const void *, size_t), void *arg, struct pos_err *err)
{
	struct pos_buf sql = { 0 }, row = { 0 };
	sqlite3_stmt *stmt = NULL;
	enum pos_status st = POS_OK;
	int i, n, rc;

	pos_buf_printf(&sql, "SELECT * FROM \"%s\"", table);
	rc = sqlite3_prepare_v2(store->db, sql.text, -1, &stmt, NULL);
	n = rc == SQLITE_OK ? sqlite3_column_count(stmt) : 0;
	sqlite3_finalize(stmt);
	stmt = NULL;
	for (i = 1; i <= n; i++)
		pos_buf_printf(&sql, "%s %d", i == 1 ? " ORDER BY" : ",", i);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(store->db, sql.text, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
			row_text(&row, table, stmt);
			add(arg, row.text, row.len);
		}
	if (rc != SQLITE_DONE)
		st = pos_sqlite_fail(store->db, rc, store->path, err);
	sqlite3_finalize(stmt);
	pos_buf_release(&sql);
	pos_buf_release(&row);
	return st;
}

enum pos_status
pos_store_dump(struct pos_store *store, bool tables_only,
    void (*add)(void *, const void *, size_t), void *arg, struct pos_err *err)
{
	static const char names[] =
	    "SELECT name FROM sqlite_master "
	    "WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
	sqlite3_stmt *stmt = NULL;
	enum pos_status st = POS_OK;
	const char *table;
	int rc;

	rc = sqlite3_prepare_v2(store->db, names, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		while (
		    st == POS_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
			table = (const char *)sqlite3_column_text(stmt, 0);
			if (!tables_only || !is_journal(table))
				st = dump_table(store, table, add, arg, err);
		}
	if (st == POS_OK && rc != SQLITE_DONE)
		st = pos_sqlite_fail(store->db, rc, store->path, err);
	sqlite3_finalize(stmt);
	return st;
}
