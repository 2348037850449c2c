/*
 * backup.c - copies and checks of the file as a whole.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/internal.h"

/* One step over all pages: one state of the store, writers go on in the log. */
static enum pos_status
copy_pages(struct pos_store *store, const char *path, struct pos_err *err)
{
	sqlite3 *to = NULL;
	sqlite3_backup *copy;
	enum pos_status st;
	int rc, fd;

	/* Before SQLite makes it readable to others. */
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return pos_fail(err, POS_IO, "cannot write '%s': %s", path,
		    strerror(errno));
	close(fd);
	rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL);
	if (rc != SQLITE_OK) {
		st = pos_sqlite_fail(to, rc, path, err);
		sqlite3_close(to);
		return st;
	}
	copy = sqlite3_backup_init(to, "main", store->db, "main");
	rc = copy != NULL ? sqlite3_backup_step(copy, -1) : sqlite3_errcode(to);
	if (copy != NULL)
		sqlite3_backup_finish(copy);
	st = rc == SQLITE_DONE ? POS_OK : pos_sqlite_fail(to, rc, path, err);
	if (sqlite3_close(to) != SQLITE_OK && st == POS_OK)
		st = pos_fail(err, POS_IO, "cannot write '%s'", path);
	return st;
}

static enum pos_status
sync_path(const char *path, int flags, struct pos_err *err)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0 || fsync(fd) != 0) {
		if (fd >= 0)
			close(fd);
		return pos_fail(err, POS_IO, "cannot write '%s': %s", path,
		    strerror(errno));
	}
	close(fd);
	return POS_OK;
}

/* The name appears with the whole copy behind it, and never over a file. */
static enum pos_status
publish(const char *temp, const char *path, struct pos_err *err)
{
	struct pos_buf dir = { 0 };
	const char *slash = strrchr(path, '/');
	enum pos_status st;

	if (link(temp, path) != 0) {
		if (errno == EEXIST)
			return pos_fail(err, POS_REFUSED, "'%s' exists already",
			    path);
		return pos_fail(err, POS_IO, "cannot write '%s': %s", path,
		    strerror(errno));
	}
	if (slash == NULL)
		pos_buf_text(&dir, ".");
	else
		pos_buf_add(&dir, path, (size_t)(slash - path) + 1);
	st = sync_path(dir.text, O_RDONLY | O_DIRECTORY, err);
	pos_buf_release(&dir);
	return st;
}

enum pos_status
pos_store_backup(struct pos_store *store, const char *path, struct pos_err *err)
{
	struct pos_buf temp = { 0 };
	enum pos_status st;

	if (access(path, F_OK) == 0)
		return pos_fail(err, POS_REFUSED, "'%s' exists already", path);
	pos_buf_printf(&temp, "%s.%ld.part", path, (long)getpid());
	unlink(temp.text); /* of a process with this number that was killed */
	st = copy_pages(store, temp.text, err);
	if (st == POS_OK)
		st = sync_path(temp.text, O_RDWR, err);
	if (st == POS_OK)
		st = publish(temp.text, path, err);
	unlink(temp.text);
	pos_buf_release(&temp);
	return st;
}

POS_SQL_OWN(sql_check, "PRAGMA integrity_check");

enum pos_status
pos_store_check(struct pos_store *store, void (*say)(void *, const char *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_check);
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK)
		if (strcmp(pos_text(q, "integrity_check"), "ok") != 0)
			say(arg, pos_text(q, "integrity_check"));
	return st == POS_END ? POS_OK : st;
}
