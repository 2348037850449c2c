/*
 * device.c - bytes to a printer, or to a file.
 *
 * A printer without paper takes no data and gives no error: a write would
 * wait for ever and the till with it.  So it is opened without blocking and
 * has a time in which to take the next bytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "print.h"

#define TIMEOUT_MS 10000 /* without a single byte taken */
#define CHUNK 4096
#define MODE 0644

enum pos_status
device_write(int fd, const char *path, const void *data, size_t len,
    struct pos_err *err)
{
	const char *bytes = data;
	struct pollfd ready = { .fd = fd, .events = POLLOUT };
	size_t sent = 0;
	ssize_t n;
	int got;

	while (sent < len) {
		n = write(fd, bytes + sent,
		    len - sent < CHUNK ? len - sent : CHUNK);
		if (n > 0) {
			sent += (size_t)n;
			continue;
		}
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return pos_fail(err, POS_UNAVAILABLE,
			    "printer '%s' broke off after %zu of %zu bytes: "
			    "%s",
			    path, sent, len, strerror(errno));
		got = poll(&ready, 1, TIMEOUT_MS);
		if (got == 0)
			return pos_fail(err, POS_UNAVAILABLE,
			    "printer '%s' took only %zu of %zu bytes: is it "
			    "on, has it paper?",
			    path, sent, len);
		if (got < 0 && errno != EINTR)
			return pos_fail(err, POS_UNAVAILABLE,
			    "cannot wait for printer '%s': %s", path,
			    strerror(errno));
	}
	return POS_OK;
}

enum pos_status
device_open(int *fd, const char *path, struct pos_err *err)
{
	*fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (*fd < 0 && errno == ENXIO)
		return pos_fail(err, POS_UNAVAILABLE,
		    "nobody reads from '%s': is the printer on?", path);
	if (*fd < 0)
		return pos_fail(err, POS_UNAVAILABLE,
		    "cannot open printer '%s': %s", path, strerror(errno));
	return POS_OK;
}

static enum pos_status
fill(int fd, const char *path, const char *bytes, size_t len,
    struct pos_err *err)
{
	size_t sent = 0;
	ssize_t n;

	while (sent < len) {
		n = write(fd, bytes + sent, len - sent);
		if (n < 0 && errno != EINTR)
			return pos_fail(err, POS_IO, "cannot write '%s': %s",
			    path, strerror(errno));
		sent += n > 0 ? (size_t)n : 0;
	}
	if (fsync(fd) != 0)
		return pos_fail(err, POS_IO, "cannot write '%s': %s", path,
		    strerror(errno));
	return POS_OK;
}

/* A new file gets the mode that the user's mask allows, as open() would. */
static void
set_mode(int fd, const char *path)
{
	struct stat sb;
	mode_t mask;

	if (stat(path, &sb) == 0) {
		(void)!fchmod(fd, sb.st_mode & 0777);
		return;
	}
	mask = umask(0);
	umask(mask);
	(void)!fchmod(fd, MODE & ~mask);
}

enum pos_status
file_write(const char *path, const void *bytes, size_t len, struct pos_err *err)
{
	char *real = realpath(path, NULL); /* the file, not a link to it */
	const char *target = real != NULL ? real : path;
	struct pos_buf beside = { 0 };
	enum pos_status st;
	int fd;

	pos_buf_printf(&beside, "%s.XXXXXX", target);
	fd = mkostemp(beside.text, O_CLOEXEC);
	if (fd < 0) {
		st = pos_fail(err, POS_IO, "cannot write '%s': %s", path,
		    strerror(errno));
		goto out;
	}
	set_mode(fd, target);
	st = fill(fd, path, bytes, len, err);
	if (close(fd) != 0 && st == POS_OK)
		st = pos_fail(err, POS_IO, "cannot write '%s': %s", path,
		    strerror(errno));
	if (st == POS_OK && rename(beside.text, target) != 0)
		st = pos_fail(err, POS_IO, "cannot write '%s': %s", path,
		    strerror(errno));
	if (st != POS_OK)
		unlink(beside.text);
out:
	pos_buf_release(&beside);
	free(real);
	return st;
}
