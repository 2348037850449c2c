/*
 * encoding.c - text of any encoding as UTF-8, a chunk at a time.
 *
 * A file without a byte order mark is looked through to its end before its
 * encoding is decided: that a menu of 9000 rows is GB18030 may show in its
 * last.  A pipe cannot be read twice, so there a first MiB must do.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "rec/encoding.h"

#define CHUNK ((size_t)64 * 1024)
#define SAMPLE ((size_t)1024 * 1024)
#define TAIL 3 /* bytes that a cut UTF-8 character may leave */

static enum pos_status
fill(struct pos_decoder *in, struct pos_err *err)
{
	ssize_t got;

	if (in->at > 0) {
		memmove(in->raw, in->raw + in->at, in->len - in->at);
		in->len -= in->at;
		in->at = 0;
	}
	in->raw = pos_grow(in->raw, &in->cap, in->len + CHUNK, 1);
	do
		got = read(in->fd, in->raw + in->len, CHUNK);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return pos_fail(err, POS_IO, "cannot read: %s",
		    strerror(errno));
	in->len += (size_t)got;
	in->ended = got == 0;
	return POS_OK;
}

/* Is what follows the valid part only the beginning of a character? */
static bool
is_cut(const char *text, size_t len)
{
	static const char rest[] = "\x80\x80\x80";
	static const char others[] = "\xa0\x90"; /* after e0 and f0 */
	char whole[8];
	size_t i, n;

	if (len == 0 || len > TAIL)
		return false;
	for (n = 1; n <= 3; n++) {
		memcpy(whole, text, len);
		memcpy(whole + len, rest, n);
		if (pos_utf8_valid(whole, len + n) == len + n)
			return true;
		for (i = 0; i < 2; i++) {
			whole[len] = others[i];
			if (pos_utf8_valid(whole, len + n) == len + n)
				return true;
		}
	}
	return false;
}

static bool
valid_but_cut(const char *text, size_t len, size_t *valid)
{
	*valid = pos_utf8_valid(text, len);
	return *valid == len || is_cut(text + *valid, len - *valid);
}

/* The whole file from here, without moving its offset. */
static bool
valid_file(int fd, off_t from)
{
	char *bytes = pos_alloc(CHUNK);
	size_t len = 0, valid;
	bool good = true;
	ssize_t got;

	while (good) {
		got = pread(fd, bytes + len, CHUNK - len, from);
		if (got <= 0) /* an error comes again when it is read */
			break;
		len += (size_t)got;
		from += got;
		good = valid_but_cut(bytes, len, &valid);
		len -= valid;
		memmove(bytes, bytes + valid, len);
	}
	free(bytes);
	return good;
}

static enum pos_status
look(struct pos_decoder *in, bool *valid, struct pos_err *err)
{
	off_t from = lseek(in->fd, 0, SEEK_CUR);
	enum pos_status st = POS_OK;
	struct stat file;
	size_t n;

	if (from >= 0 && fstat(in->fd, &file) == 0 && S_ISREG(file.st_mode)) {
		st = fill(in, err);
		*valid = st == POS_OK && valid_file(in->fd, from);
		return st;
	}
	while (st == POS_OK && !in->ended && in->len < SAMPLE)
		st = fill(in, err);
	*valid = st == POS_OK && valid_but_cut(in->raw, in->len, &n);
	return st;
}

enum pos_status
pos_decoder_open(struct pos_decoder *in, int fd, const char *encoding,
    struct pos_err *err)
{
	enum pos_status st;
	bool valid;

	*in = (struct pos_decoder){ .fd = fd, .utf8 = true };
	if (encoding == NULL) {
		st = look(in, &valid, err);
		if (st != POS_OK)
			return st;
		encoding = pos_encoding_detect(in->raw, in->len, valid);
	}
	in->utf8 = strcasecmp(encoding, "UTF-8") == 0 ||
	    strcasecmp(encoding, "UTF8") == 0;
	if (in->utf8)
		encoding = "UTF-8";
	if (strlen(encoding) < sizeof(in->encoding)) {
		memcpy(in->encoding, encoding, strlen(encoding) + 1);
		if (in->utf8)
			return POS_OK;
		in->iconv = iconv_open("UTF-8", encoding);
		if (in->iconv != (iconv_t)-1)
			return POS_OK;
	}
	in->utf8 = true; /* there is nothing for iconv_close() */
	return pos_fail(err, POS_USAGE,
	    "unknown encoding '%s', see iconv -l for their names", encoding);
}

void
pos_decoder_close(struct pos_decoder *in)
{
	if (!in->utf8)
		iconv_close(in->iconv);
	free(in->raw);
	*in = (struct pos_decoder){ .utf8 = true };
}

static void
decode_utf8(struct pos_decoder *in, struct pos_buf *text)
{
	const char *from = in->raw + in->at;
	size_t n = in->len - in->at, valid = pos_utf8_valid(from, n);

	pos_buf_add(text, from, valid);
	in->at += valid;
	in->bad = valid < n && (in->ended || !is_cut(from + valid, n - valid));
}

static void
decode_other(struct pos_decoder *in, struct pos_buf *text)
{
	size_t left = in->len - in->at, room, result;
	char *from = in->raw + in->at, *to;

	do {
		pos_buf_reserve(text, CHUNK);
		to = text->text + text->len;
		room = text->cap - text->len - 1;
		if (left > 0)
			result = iconv(in->iconv, &from, &left, &to, &room);
		else /* the end: what it may still hold back */
			result = iconv(in->iconv, NULL, NULL, &to, &room);
		text->len = (size_t)(to - text->text);
		*to = '\0';
	} while (result == (size_t)-1 && errno == E2BIG);
	in->bad = result == (size_t)-1 && (errno != EINVAL || in->ended);
	in->at = in->len - left;
}

enum pos_status
pos_decoder_more(struct pos_decoder *in, struct pos_buf *text,
    struct pos_err *err)
{
	size_t before = text->len;
	enum pos_status st;

	while (text->len == before && !in->bad) {
		if (in->ended && in->at == in->len)
			return POS_END;
		/* A sample that open() took is decoded before more is read. */
		if (in->at > 0 || in->len == 0) {
			st = fill(in, err);
			if (st != POS_OK)
				return st;
		}
		if (in->utf8)
			decode_utf8(in, text);
		else
			decode_other(in, text);
		/* Only the beginning of a character came: go on reading. */
		if (in->at == 0 && !in->ended && !in->bad) {
			st = fill(in, err);
			if (st != POS_OK)
				return st;
		}
	}
	if (text->len > before)
		return POS_OK;
	return pos_fail(err, POS_DATA,
	    "bytes that are not %s (name the file's encoding)", in->encoding);
}
