/*
 * lines.c - lines from a file descriptor, through one buffer of our own.
 *
 * stdio cannot say whether another whole line is already there, which is
 * what decides when a group is committed.  A byte order mark at the very
 * beginning is passed over: some shells put one before all they pipe.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "rec/lines.h"

#define CHUNK ((size_t)64 * 1024)

struct pos_lines {
	int fd;
	char *bytes;
	size_t cap;
	size_t start; /* of the bytes not yet given out */
	size_t end;
	size_t scanned; /* no newline stands before this */
	bool ended;     /* read() said so, or failed with error */
	int error;
	bool skipping; /* inside a line too long */
	bool cut;
	long number;
};

struct pos_lines *
pos_lines_new(int fd)
{
	struct pos_lines *lines = pos_alloc(sizeof(*lines));

	lines->fd = fd;
	return lines;
}

void
pos_lines_free(struct pos_lines *lines)
{
	if (lines == NULL)
		return;
	free(lines->bytes);
	free(lines);
}

static char *
newline(struct pos_lines *lines)
{
	char *at = NULL;

	if (lines->scanned < lines->end)
		at = memchr(lines->bytes + lines->scanned, '\n',
		    lines->end - lines->scanned);
	lines->scanned = at != NULL ? (size_t)(at - lines->bytes) : lines->end;
	return at;
}

static bool
is_long(const struct pos_lines *lines)
{
	return lines->end - lines->start > POS_LINE_MAX + 1;
}

static void
drop(struct pos_lines *lines)
{
	lines->start = lines->end = lines->scanned = 0;
	lines->skipping = true;
}

/* False: nothing is there yet, on a descriptor that does not block. */
static bool
fill(struct pos_lines *lines)
{
	ssize_t got;

	/* What is left moves to the front only when the room is used up. */
	if (lines->start > 0 && lines->cap - lines->end < CHUNK) {
		memmove(lines->bytes, lines->bytes + lines->start,
		    lines->end - lines->start);
		lines->end -= lines->start;
		lines->scanned -= lines->start;
		lines->start = 0;
	}
	/* One byte more than is read: a last line gets its NUL there. */
	lines->bytes =
	    pos_grow(lines->bytes, &lines->cap, lines->end + CHUNK + 1, 1);
	do
		got = read(lines->fd, lines->bytes + lines->end, CHUNK);
	while (got < 0 && errno == EINTR);
	if (got > 0) {
		lines->end += (size_t)got;
		return true;
	}
	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return false;
	lines->error = got < 0 ? errno : 0;
	lines->ended = true;
	return true;
}

static enum pos_status
check(const struct pos_lines *lines, const char *text, size_t len,
    struct pos_err *err)
{
	size_t good = pos_utf8_valid(text, len);
	const char *nul = memchr(text, '\0', len);

	if (nul != NULL && (size_t)(nul - text) < good)
		return pos_fail(err, POS_DATA,
		    "line %ld, column %zu: a NUL character", lines->number,
		    (size_t)(nul - text) + 1);
	if (good < len)
		return pos_fail(err, POS_DATA,
		    "line %ld, column %zu: not UTF-8", lines->number, good + 1);
	return POS_OK;
}

static enum pos_status
give(struct pos_lines *lines, size_t end, char **text, size_t *len,
    struct pos_err *err)
{
	char *from = lines->bytes + lines->start;
	size_t n = end - lines->start;

	lines->number++;
	if (n > 0 && from[n - 1] == '\r')
		n--;
	if (lines->number == 1 && n >= 3 &&
	    memcmp(from, "\xef\xbb\xbf", 3) == 0) {
		from += 3;
		n -= 3;
	}
	lines->start = end < lines->end ? end + 1 : end;
	lines->scanned = lines->start;
	if (n > POS_LINE_MAX)
		return pos_fail(err, POS_DATA,
		    "line %ld, column %d: longer than %d bytes", lines->number,
		    POS_LINE_MAX + 1, POS_LINE_MAX);
	from[n] = '\0';
	*text = from;
	*len = n;
	return check(lines, from, n, err);
}

/* The rest of a line too long was dropped; its newline, or the end, is here. */
static enum pos_status
give_long(struct pos_lines *lines, size_t end, struct pos_err *err)
{
	lines->number++;
	lines->skipping = false;
	lines->start = end < lines->end ? end + 1 : end;
	lines->scanned = lines->start;
	return pos_fail(err, POS_DATA,
	    "line %ld, column %d: longer than %d bytes", lines->number,
	    POS_LINE_MAX + 1, POS_LINE_MAX);
}

enum pos_status
pos_lines_next(struct pos_lines *lines, char **text, size_t *len,
    struct pos_err *err)
{
	struct pollfd one = { .fd = lines->fd, .events = POLLIN };
	const char *at;
	size_t end;

	while ((at = newline(lines)) == NULL && !lines->ended) {
		if (lines->skipping || is_long(lines))
			drop(lines);
		if (!fill(lines))
			(void)poll(&one, 1, -1);
	}
	if (at == NULL && lines->error != 0)
		return pos_fail(err, POS_IO, "cannot read: %s",
		    strerror(lines->error));
	end = at != NULL ? (size_t)(at - lines->bytes) : lines->end;
	if (at == NULL && end == lines->start && !lines->skipping)
		return POS_END;
	lines->cut = at == NULL;
	if (lines->skipping)
		return give_long(lines, end, err);
	return give(lines, end, text, len, err);
}

bool
pos_lines_ready(struct pos_lines *lines)
{
	struct pollfd one = { .fd = lines->fd, .events = POLLIN };

	while (newline(lines) == NULL && !lines->ended) {
		if (poll(&one, 1, 0) <= 0)
			return false;
		if (lines->skipping || is_long(lines))
			drop(lines);
		(void)fill(lines);
	}
	return true;
}

long
pos_lines_number(const struct pos_lines *lines)
{
	return lines->number;
}

bool
pos_lines_cut(const struct pos_lines *lines)
{
	return lines->cut;
}
