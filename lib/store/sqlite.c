/*
 * sqlite.c - a store in an SQLite file: opening, transactions, failures.
 *
 * WAL with synchronous=FULL: a commit returns once it is on disk.  The store
 * is always closed cleanly, since the closing checkpoint is what keeps the
 * next program's start cheap; after a kill, the next writer finds a large
 * log and folds it in.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

#define BUSY_MS 10000
#define LOG_LARGE (4 << 20)

enum pos_status
pos_sqlite_fail(sqlite3 *db, int rc, const char *what, struct pos_err *err)
{
	const char *why = db != NULL ? sqlite3_errmsg(db) : sqlite3_errstr(rc);

	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return pos_fail(err, POS_RETRY,
		    "store '%s' is busy: another program holds it", what);
	case SQLITE_READONLY:
		return pos_fail(err, POS_UNAVAILABLE, "store '%s' is read-only",
		    what);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return pos_fail(err, POS_UNAVAILABLE,
		    "'%s' is damaged or no store: %s", what, why);
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_NOMEM:
		return pos_fail(err, POS_IO, "cannot write store '%s': %s",
		    what, why);
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return pos_fail(err, POS_IO, "cannot open store '%s': %s", what,
		    why);
	case SQLITE_TOOBIG:
		return pos_fail(err, POS_DATA, "a value is too large");
	default:
		return pos_fail(err, POS_BUG, "store: %s: %s", what, why);
	}
}

enum pos_status
pos_sqlite_exec(sqlite3 *db, const char *sql, struct pos_err *err)
{
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ?
	    POS_OK :
	    pos_sqlite_fail(db, rc, sqlite3_db_filename(db, "main"), err);
}

char *
pos_store_default(struct pos_pool *pool)
{
	const char *dir;

	dir = getenv("POS_STORE");
	if (dir != NULL && *dir != '\0')
		return pos_pool_text(pool, dir);
	dir = getenv("XDG_DATA_HOME");
	if (dir != NULL && *dir == '/')
		return pos_pool_printf(pool, "%s/pos/store.db", dir);
	dir = getenv("HOME");
	return pos_pool_printf(pool, "%s/.local/share/pos/store.db",
	    dir != NULL && *dir != '\0' ? dir : ".");
}

/* Exclusively, so that of two that create a store only one does. */
static enum pos_status
create_file(const char *path, struct pos_err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0) {
		close(fd);
		return POS_OK;
	}
	if (errno == EEXIST)
		return pos_fail(err, POS_REFUSED, "store '%s' exists already",
		    path);
	return pos_fail(err, POS_IO, "cannot create store '%s': %s", path,
	    strerror(errno));
}

static enum pos_status
find_file(const char *path, enum pos_store_mode mode, bool *readonly,
    struct pos_err *err)
{
	struct stat sb;

	*readonly = false;
	if (mode == POS_STORE_CREATE)
		return create_file(path, err);
	if (stat(path, &sb) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return pos_fail(err, POS_CONFIG,
			    "no store at '%s' "
			    "(make one with 'pos-admin init', or say where it "
			    "is with --store or POS_STORE)",
			    path);
		return pos_fail(err, POS_IO, "cannot open store '%s': %s", path,
		    strerror(errno));
	}
	if (!S_ISREG(sb.st_mode))
		return pos_fail(err, POS_UNAVAILABLE,
		    "'%s' is no store: not a regular file", path);
	*readonly = access(path, W_OK) != 0;
	if (*readonly && mode == POS_STORE_WRITE)
		return pos_fail(err, POS_UNAVAILABLE, "store '%s' is read-only",
		    path);
	return POS_OK;
}

static enum pos_status
settle(struct pos_store *store, struct pos_err *err)
{
	struct pos_buf name = { 0 };
	struct stat sb;
	enum pos_status st;

	sqlite3_busy_timeout(store->db, BUSY_MS);
	/* No mmap: it saves nothing measurable, counts as our memory, and a
	 * failing disk would be a signal instead of an error. */
	st = pos_sqlite_exec(store->db, "PRAGMA synchronous = FULL", err);
	if (st != POS_OK)
		return st;
	if (store->mode == POS_STORE_READ)
		return pos_sqlite_exec(store->db, "PRAGMA query_only = ON",
		    err);
	pos_buf_printf(&name, "%s-wal", store->path);
	if (stat(name.text, &sb) == 0 && sb.st_size > LOG_LARGE)
		st = pos_sqlite_exec(store->db,
		    "PRAGMA wal_checkpoint(TRUNCATE)", err);
	pos_buf_release(&name);
	return st;
}

/* One thread uses the store, and nobody asks how much memory SQLite holds:
 * without its locks and statistics a sale is a tenth cheaper. */
static void
configure(void)
{
	static bool done;

	if (done)
		return;
	done = true;
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	pos_store_memory();
}

/*
 * A folder that cannot be written has no room for the files beside the store
 * that readers share.  Nobody else can write there either, so the file is
 * read as one that never changes.
 */
static char *
as_uri(const char *path, struct pos_buf *uri)
{
	struct pos_buf dir = { 0 };
	const char *slash = strrchr(path, '/');
	bool writable;

	if (slash == NULL)
		pos_buf_text(&dir, ".");
	else
		pos_buf_add(&dir, path, (size_t)(slash - path) + 1);
	writable = access(dir.text, W_OK) == 0;
	pos_buf_release(&dir);
	pos_buf_text(uri, "file:");
	for (; *path != '\0'; path++)
		if (strchr("%?#", *path) != NULL)
			pos_buf_printf(uri, "%%%02x", (unsigned char)*path);
		else
			pos_buf_char(uri, *path);
	if (!writable)
		pos_buf_text(uri, "?immutable=1");
	return uri->text;
}

static enum pos_status
open_file(struct pos_store *store, struct pos_err *err)
{
	struct pos_buf uri = { 0 };
	bool readonly;
	enum pos_status st;
	int rc;

	st = find_file(store->path, store->mode, &readonly, err);
	if (st != POS_OK)
		return st;
	if (store->mode == POS_STORE_READ)
		rc = sqlite3_open_v2(as_uri(store->path, &uri), &store->db,
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
			(readonly ? SQLITE_OPEN_READONLY :
				    SQLITE_OPEN_READWRITE),
		    NULL);
	else
		rc = sqlite3_open_v2(store->path, &store->db,
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, NULL);
	pos_buf_release(&uri);
	if (rc != SQLITE_OK)
		return pos_sqlite_fail(store->db, rc, store->path, err);
	st = settle(store, err);
	if (st != POS_OK)
		return st;
	return store->mode == POS_STORE_CREATE ? pos_schema_make(store, err) :
						 pos_schema_check(store, err);
}

enum pos_status
pos_store_open(struct pos_store **out, const char *location,
    enum pos_store_mode mode, struct pos_err *err)
{
	struct pos_store *store;
	enum pos_status st;

	*out = NULL;
	if (strncmp(location, "postgresql://", 13) == 0 ||
	    strncmp(location, "postgres://", 11) == 0)
		return pos_fail(err, POS_UNAVAILABLE,
		    "'%s': stores on "
		    "PostgreSQL need a driver that this build does not have",
		    location);
	configure();
	store = pos_alloc(sizeof(*store));
	store->path = pos_strdup(location);
	store->mode = mode;
	store->turnstile.queue_fd = store->turnstile.turn_fd = -1;
	store->queries =
	    pos_alloc(sizeof(*store->queries) * (pos_sql_count() + 1));
	st = open_file(store, err);
	if (st != POS_OK) {
		pos_store_close(store);
		return st;
	}
	*out = store;
	return POS_OK;
}

void
pos_store_close(struct pos_store *store)
{
	size_t i;

	if (store == NULL)
		return;
	pos_rollback(store);
	for (i = 0; i < pos_sql_count(); i++) {
		if (store->queries[i] == NULL)
			continue;
		sqlite3_finalize(store->queries[i]->stmt);
		free(store->queries[i]->names);
		free(store->queries[i]->asked);
		free(store->queries[i]);
	}
	sqlite3_close(store->db);
	pos_turnstile_close(&store->turnstile);
	pos_buf_release(&store->scratch);
	free(store->queries);
	free(store->path);
	free(store);
}

const char *
pos_store_path(const struct pos_store *store)
{
	return store->path;
}

POS_SQL_OWN(sql_data_version, "PRAGMA data_version");

/* data_version counts the commits of other connections; ours do not show. */
int64_t
pos_store_version(struct pos_store *store)
{
	struct pos_query *q = pos_query(store, &sql_data_version);
	int64_t version = 0;

	if (pos_step(q, NULL) == POS_OK)
		version = pos_int(q, "data_version");
	pos_query_done(q);
	return version;
}

static enum pos_status
control(struct pos_store *store, const struct pos_sql *sql, struct pos_err *err)
{
	return pos_run(pos_query(store, sql), err);
}

POS_SQL_OWN(sql_begin, "BEGIN IMMEDIATE");
POS_SQL_OWN(sql_read, "BEGIN");
POS_SQL_OWN(sql_commit, "COMMIT");
POS_SQL_OWN(sql_rollback, "ROLLBACK");

enum pos_status
pos_begin(struct pos_store *store, struct pos_err *err)
{
	enum pos_status st;
	int64_t version;

	st = pos_turnstile_enter(&store->turnstile, store->path, err);
	if (st != POS_OK)
		return st;
	st = control(store, &sql_begin, err);
	if (st != POS_OK) {
		pos_turnstile_leave(&store->turnstile);
		return st;
	}
	store->in_change = true;
	version = pos_store_version(store);
	if (version != store->chain_version)
		store->chain.known = false;
	store->chain_version = version;
	return POS_OK;
}

enum pos_status
pos_commit(struct pos_store *store, struct pos_err *err)
{
	enum pos_status st;

	st = pos_chain_flush(store, err);
	if (st == POS_OK)
		st = control(store, &sql_commit, err);
	if (st != POS_OK) {
		pos_rollback(store);
		return st;
	}
	store->in_change = false;
	pos_turnstile_leave(&store->turnstile);
	return POS_OK;
}

void
pos_rollback(struct pos_store *store)
{
	if (!store->in_change)
		return;
	/* A full disk has SQLite roll back by itself. */
	if (!sqlite3_get_autocommit(store->db))
		(void)!control(store, &sql_rollback, NULL);
	store->chain.known = store->chain.dirty = false;
	store->in_change = false;
	pos_turnstile_leave(&store->turnstile);
}

bool
pos_in_transaction(const struct pos_store *store)
{
	return store->in_change;
}

enum pos_status
pos_read_begin(struct pos_store *store, struct pos_err *err)
{
	return control(store, &sql_read, err);
}

void
pos_read_end(struct pos_store *store)
{
	if (!store->in_change && !sqlite3_get_autocommit(store->db))
		(void)!control(store, &sql_commit, NULL);
}
