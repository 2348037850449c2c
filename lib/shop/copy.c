/*
 * copy.c - backup and restore.
 *
 * A restore writes beside the store, and renames: a machine that stops at
 * any moment leaves the old store or the new one.  The log of the old store
 * must be gone by then, since SQLite would add it to whatever has the name.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shop/copy.h"
#include "shop/verify.h"

static const struct pos_field backup_fields[] = {
	POS_TEXT(pos_copied, store, POS_F_COLUMN, 4096, "the store"),
	POS_TEXT(pos_copied, file, POS_F_COLUMN, 4096, "its copy"),
	POS_INT(pos_copied, entries, POS_F_COLUMN, 0, INT64_MAX,
	    "entries of the journal in it"),
	POS_INT(pos_copied, bytes, POS_F_COLUMN, 0, INT64_MAX,
	    "size of the copy"),
	{ 0 }
};

const struct pos_record pos_backup_record = {
	.type = "backup",
	.v = 1,
	.size = sizeof(struct pos_copied),
	.fields = backup_fields,
	.help = "a copy of the store was made",
};
POS_LIST_RECORD(pos_backup_record);

static const struct pos_field restore_fields[] = {
	POS_TEXT(pos_copied, store, POS_F_COLUMN, 4096, "the store"),
	POS_TEXT(pos_copied, file, POS_F_COLUMN, 4096,
	    "the copy it was made from"),
	POS_TEXT(pos_copied, before, POS_F_COLUMN | POS_F_OPTIONAL, 4096,
	    "where the store is that was there before"),
	POS_INT(pos_copied, entries, POS_F_COLUMN, 0, INT64_MAX,
	    "entries of the journal in it"),
	POS_INT(pos_copied, bytes, 0, 0, INT64_MAX, "size of the store"),
	{ 0 }
};

const struct pos_record pos_restore_record = {
	.type = "restore",
	.v = 1,
	.size = sizeof(struct pos_copied),
	.fields = restore_fields,
	.help = "a copy was put in the place of the store",
};
POS_LIST_RECORD(pos_restore_record);

POS_SQL(sql_entries, "SELECT COUNT(*) AS entries FROM journal");

static int64_t
size_of(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 ? (int64_t)sb.st_size : 0;
}

static enum pos_status
count(const char *path, int64_t *entries, struct pos_err *err)
{
	struct pos_store *store;
	struct pos_query *q;
	enum pos_status st;

	st = pos_store_open(&store, path, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	q = pos_query(store, &sql_entries);
	st = pos_step(q, err);
	if (st == POS_OK)
		*entries = pos_int(q, "entries");
	pos_query_done(q);
	pos_store_close(store);
	return st;
}

enum pos_status
pos_backup_store(const char *store, const char *file, struct pos_copied *done,
    struct pos_err *err)
{
	struct pos_store *from;
	enum pos_status st;

	st = pos_store_open(&from, store, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	st = pos_store_backup(from, file, err);
	pos_store_close(from);
	if (st == POS_OK)
		st = count(file, &done->entries, err);
	done->store = store;
	done->file = file;
	done->bytes = size_of(file);
	return st;
}

static enum pos_status
io_fail(const char *path, struct pos_err *err)
{
	return pos_fail(err, POS_IO, "cannot restore '%s': %s", path,
	    strerror(errno));
}

/* Everything but the deep comparison; the copy is opened as a shop. */
static enum pos_status
check(const char *file, int64_t *entries, struct pos_err *err)
{
	struct pos_shop_options options = { .location = file };
	struct pos_verify done = { 0 };
	struct pos_shop shop;
	enum pos_status st;

	st = pos_shop_open(&shop, &options, POS_STORE_READ, err);
	if (st == POS_CONFIG && access(file, F_OK) != 0)
		return pos_fail(err, POS_IO, "no copy of a store at '%s'",
		    file);
	if (st != POS_OK)
		return st;
	st = pos_verify(&shop, &done, err);
	pos_shop_close(&shop);
	*entries = done.entries;
	return st == POS_DATA ? pos_fail_at(err, "'%s' is not sound", file) :
				st;
}

/* The log and its index, with the names that belong to `to`. */
static enum pos_status
move_log(struct pos_pool *pool, const char *store, const char *to,
    struct pos_err *err)
{
	char *log = pos_pool_printf(pool, "%s-wal", store);

	if (access(log, F_OK) == 0 &&
	    rename(log, pos_pool_printf(pool, "%s-wal", to)) != 0)
		return io_fail(store, err);
	unlink(pos_pool_printf(pool, "%s-shm", store));
	return POS_OK;
}

/*
 * Closing the last writer folds the log in and removes it: what is left of
 * it then is somebody else's.  A store that cannot even be opened is moved
 * aside as it is.
 */
static enum pos_status
set_aside(struct pos_pool *pool, const char *store, const char *before,
    struct pos_err *err)
{
	char *log = pos_pool_printf(pool, "%s-wal", store);
	struct pos_store *old;
	enum pos_status st;

	st = pos_store_open(&old, store, POS_STORE_WRITE, NULL);
	if (st == POS_OK) {
		st = pos_begin(old, err);
		if (st == POS_OK)
			st = pos_commit(old, err);
		pos_store_close(old);
		if (st != POS_OK)
			return st;
		if (access(log, F_OK) == 0)
			return pos_fail(err, POS_RETRY,
			    "store '%s' is in "
			    "use: stop the programs that have it open",
			    store);
	}
	if (link(store, before) != 0) {
		if (errno == EEXIST)
			return pos_fail(err, POS_REFUSED,
			    "'%s' exists "
			    "already: move it away first",
			    before);
		return io_fail(store, err);
	}
	return move_log(pool, store, before, err);
}

static enum pos_status
sync_folder(struct pos_pool *pool, const char *path, struct pos_err *err)
{
	const char *slash = strrchr(path, '/');
	const char *dir = slash == NULL ?
	    "." :
	    pos_pool_textn(pool, path, (size_t)(slash - path) + 1);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good ? POS_OK : io_fail(path, err);
}

static enum pos_status
put_in_place(struct pos_pool *pool, const char *store, bool exists,
    struct pos_copied *done, struct pos_err *err)
{
	char *fresh = pos_pool_printf(pool, "%s.restoring", store);
	enum pos_status st;

	if (exists) {
		done->before =
		    pos_pool_printf(pool, "%s.before-restore", store);
		st = set_aside(pool, store, done->before, err);
		if (st != POS_OK)
			return st;
	}
	if (rename(fresh, store) != 0)
		return io_fail(store, err);
	return sync_folder(pool, store, err);
}

enum pos_status
pos_restore_store(const char *file, const char *store, bool force,
    struct pos_pool *pool, struct pos_copied *done, struct pos_err *err)
{
	char *fresh = pos_pool_printf(pool, "%s.restoring", store);
	bool exists = access(store, F_OK) == 0;
	struct pos_store *from;
	enum pos_status st;

	done->store = store;
	done->file = file;
	st = check(file, &done->entries, err);
	if (st != POS_OK)
		return st;
	if (exists && !force)
		return pos_fail(err, POS_REFUSED,
		    "there is a store at '%s': "
		    "--force replaces it, and keeps it beside",
		    store);
	st = pos_store_open(&from, file, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	unlink(fresh); /* of a restore that was stopped */
	st = pos_store_backup(from, fresh, err);
	pos_store_close(from);
	if (st != POS_OK)
		return st;
	st = put_in_place(pool, store, exists, done, err);
	if (st != POS_OK)
		unlink(fresh);
	done->bytes = size_of(store);
	return st;
}
