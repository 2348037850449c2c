/*
 * turnstile.c - writers take turns in the order in which they came.
 *
 * Two file locks: who waits holds the queue, who writes holds the turn.  A
 * writer lets go of the queue as soon as it has the turn, so the next in the
 * queue is the only one waiting for it, and a writer that has just finished
 * cannot overtake it.  The kernel drops both when a process dies.  They are
 * files of their own: closing any descriptor of the database itself would
 * drop SQLite's POSIX locks on it.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/internal.h"

static enum pos_status
open_lock(int *fd, const char *path, const char *suffix, struct pos_err *err)
{
	struct pos_buf name = { 0 };

	if (*fd >= 0)
		return POS_OK;
	pos_buf_printf(&name, "%s-%s", path, suffix);
	*fd = open(name.text, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	pos_buf_release(&name);
	if (*fd >= 0)
		return POS_OK;
	if (errno == EACCES || errno == EROFS || errno == EPERM)
		return pos_fail(err, POS_UNAVAILABLE, "store '%s' is read-only",
		    path);
	return pos_fail(err, POS_IO, "cannot lock store '%s': %s", path,
	    strerror(errno));
}

static enum pos_status
lock(int fd, const char *path, struct pos_err *err)
{
	while (flock(fd, LOCK_EX) != 0)
		if (errno != EINTR)
			return pos_fail(err, POS_IO,
			    "cannot lock store '%s': %s", path,
			    strerror(errno));
	return POS_OK;
}

enum pos_status
pos_turnstile_enter(struct pos_turnstile *t, const char *path,
    struct pos_err *err)
{
	enum pos_status st;

	st = open_lock(&t->queue_fd, path, "queue", err);
	if (st == POS_OK)
		st = open_lock(&t->turn_fd, path, "turn", err);
	if (st == POS_OK)
		st = lock(t->queue_fd, path, err);
	if (st != POS_OK)
		return st;
	st = lock(t->turn_fd, path, err);
	flock(t->queue_fd, LOCK_UN);
	return st;
}

void
pos_turnstile_leave(struct pos_turnstile *t)
{
	if (t->turn_fd >= 0)
		flock(t->turn_fd, LOCK_UN);
}

void
pos_turnstile_close(struct pos_turnstile *t)
{
	if (t->queue_fd >= 0)
		close(t->queue_fd);
	if (t->turn_fd >= 0)
		close(t->turn_fd);
	t->queue_fd = t->turn_fd = -1;
}
