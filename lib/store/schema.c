/*
 * schema.c - the tables: made, checked, brought up to date.
 *
 * The text under share/schema/ is built into the program, so that a program
 * and its tables cannot part.  A comment that starts with "sqlite" in them
 * is SQL here and a comment to other engines.
 */
#include <string.h>

#include "store/internal.h"

#define STORE_MAGIC 0x504f5331 /* "POS1", SQLite's application_id */

/* Each file is one migration, numbered from 1. */
__asm__(".section .rodata\n"
	"schema_text_1: .incbin \"share/schema/0001-core.sql\"\n"
	".byte 0\n"
	"schema_text_2: .incbin \"share/schema/0002-people.sql\"\n"
	".byte 0\n"
	".previous\n");
extern const char schema_text_1[], schema_text_2[];

static const char *const migrations[POS_SCHEMA_VERSION] = {
	schema_text_1,
	schema_text_2,
};

POS_SQL(sql_version, "SELECT version FROM schema_version WHERE one = 1");
POS_SQL(sql_version_set, "INSERT INTO schema_version (one, version) "
    "VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET version = $1");

/*
 * What SQLite keeps of a statement it parses again in every program: the ends
 * of lines inside one are left out, and it has a short word for BIGINT that it
 * need not keep.
 */
static void
short_text(struct pos_buf *out, const char *text, size_t len)
{
	static const char word[] = "BIGINT";
	const char *end = text + len;

	while (text < end) {
		if (text[0] == '\n' && text[1] == '\t') {
			text += 2;
		} else if (strncmp(text, word, sizeof(word) - 1) == 0) {
			pos_buf_text(out, "INT");
			text += sizeof(word) - 1;
		} else {
			pos_buf_char(out, *text++);
		}
	}
}

static void
for_sqlite(struct pos_buf *out, const char *text)
{
	static const char mark[] = "/*sqlite ";
	const char *at, *end;

	while ((at = strstr(text, mark)) != NULL &&
	    (end = strstr(at, "*/")) != NULL) {
		short_text(out, text, (size_t)(at - text));
		pos_buf_char(out, ' ');
		at += sizeof(mark) - 1;
		pos_buf_add(out, at, (size_t)(end - at));
		text = end + 2;
	}
	short_text(out, text, strlen(text));
}

static enum pos_status
migrate(struct pos_store *store, int64_t from, struct pos_err *err)
{
	struct pos_buf text = { 0 };
	struct pos_query *q;
	enum pos_status st = POS_OK;

	for (; st == POS_OK && from < POS_SCHEMA_VERSION; from++) {
		pos_buf_clear(&text);
		for_sqlite(&text, migrations[from]);
		st = pos_sqlite_exec(store->db, text.text, err);
	}
	pos_buf_release(&text);
	if (st != POS_OK)
		return st;
	q = pos_query(store, &sql_version_set);
	pos_bind_int(q, 1, POS_SCHEMA_VERSION);
	return pos_run(q, err);
}

static enum pos_status
read_version(struct pos_store *store, int64_t *version, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_version);
	enum pos_status st = pos_step(q, err);

	*version = st == POS_OK ? pos_int(q, "version") : 0;
	pos_query_done(q);
	return st;
}

static enum pos_status
migrate_locked(struct pos_store *store, int64_t from, struct pos_err *err)
{
	enum pos_status st = pos_begin(store, err);

	if (st != POS_OK)
		return st;
	/* Another till may have done it while this one waited its turn. */
	if (from > 0)
		st = read_version(store, &from, err);
	if (st == POS_OK)
		st = migrate(store, from, err);
	if (st == POS_OK)
		return pos_commit(store, err);
	pos_rollback(store);
	return st;
}

enum pos_status
pos_schema_make(struct pos_store *store, struct pos_err *err)
{
	char sql[64];
	enum pos_status st;

	sqlite3_snprintf(sizeof(sql), sql, "PRAGMA application_id = %d",
	    STORE_MAGIC);
	st = pos_sqlite_exec(store->db, sql, err);
	if (st == POS_OK)
		st = pos_sqlite_exec(store->db, "PRAGMA journal_mode = WAL",
		    err);
	return st == POS_OK ? migrate_locked(store, 0, err) : st;
}

/* Who only reads cannot read tables that are not there yet. */
static enum pos_status
update_for_reader(struct pos_store *store, int64_t version, struct pos_err *err)
{
	struct pos_store *writer;
	struct pos_err why;
	enum pos_status st;

	st = pos_store_open(&writer, store->path, POS_STORE_WRITE, &why);
	if (st == POS_OK) {
		pos_store_close(writer);
		return POS_OK;
	}
	return pos_fail(err, st,
	    "store '%s' is of version %lld, older than this program, and "
	    "could not be brought up to date: %s",
	    store->path, (long long)version, why.text);
}

enum pos_status
pos_schema_check(struct pos_store *store, struct pos_err *err)
{
	struct pos_err why;
	enum pos_status st;
	int64_t version;

	st = read_version(store, &version, &why);
	if (st == POS_BUG || st == POS_END)
		return pos_fail(err, POS_UNAVAILABLE,
		    "'%s' is a database, but no store", store->path);
	if (st != POS_OK)
		return pos_fail(err, st, "%s", why.text);
	if (version > POS_SCHEMA_VERSION)
		return pos_fail(err, POS_UNAVAILABLE,
		    "store '%s' is of "
		    "version %lld, newer than this program, which knows %d "
		    "(install a newer program)",
		    store->path, (long long)version, POS_SCHEMA_VERSION);
	if (version == POS_SCHEMA_VERSION)
		return POS_OK;
	return store->mode == POS_STORE_WRITE ?
	    migrate_locked(store, version, err) :
	    update_for_reader(store, version, err);
}
