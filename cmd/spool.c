/*
 * spool.c - the input of an import, so that it can be read twice: encodings
 * are told from the whole, and --key has to know the content before anything
 * is decided.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import.h"

static enum pos_status
cannot_read(const char *name, int error, struct pos_err *err)
{
	return pos_fail(err, POS_IO, "cannot read '%s': %s", name,
	    strerror(error));
}

static enum pos_status
open_it(const char *name, int *fd, struct stat *sb, struct pos_err *err)
{
	*fd = strcmp(name, "-") == 0 ? dup(STDIN_FILENO) :
				       open(name, O_RDONLY | O_CLOEXEC);
	if (*fd < 0 || fstat(*fd, sb) != 0)
		return cannot_read(name, errno, err);
	return S_ISDIR(sb->st_mode) ? cannot_read(name, EISDIR, err) : POS_OK;
}

enum pos_status
pos_input_open(const char *name, int *fd, struct pos_err *err)
{
	struct stat sb;

	return open_it(name, fd, &sb, err);
}

enum pos_status
pos_input_spool(const char *name, int *fd, struct pos_err *err)
{
	enum pos_status st;
	char bytes[65536];
	struct stat sb;
	ssize_t got;
	FILE *copy;

	st = open_it(name, fd, &sb, err);
	if (st != POS_OK || S_ISREG(sb.st_mode))
		return st;
	copy = tmpfile();
	if (copy == NULL)
		return pos_fail(err, POS_IO, "no temporary file: %s",
		    strerror(errno));
	while ((got = read(*fd, bytes, sizeof(bytes))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return cannot_read(name, errno, err);
		if (fwrite(bytes, 1, (size_t)got, copy) != (size_t)got)
			return pos_fail(err, POS_IO,
			    "cannot write a temporary file: %s",
			    strerror(errno));
	}
	if (fflush(copy) != 0 || fseek(copy, 0, SEEK_SET) != 0)
		return pos_fail(err, POS_IO,
		    "cannot write a temporary file: %s", strerror(errno));
	close(*fd);
	*fd = fileno(copy);
	return POS_OK;
}

enum pos_status
pos_input_digest(int fd, const char *name, char *hex, struct pos_err *err)
{
	unsigned char hash[POS_SHA256_LEN];
	struct pos_sha256 h;
	char bytes[65536];
	ssize_t got;
	off_t at = 0;

	pos_sha256_start(&h);
	while ((got = pread(fd, bytes, sizeof(bytes), at)) > 0) {
		pos_sha256_add(&h, bytes, (size_t)got);
		at += got;
	}
	if (got < 0)
		return cannot_read(name, errno, err);
	pos_sha256_end(&h, hash);
	pos_hex(hex, hash, sizeof(hash));
	return POS_OK;
}

enum pos_status
pos_input_delimiter(const char *text, char *delimiter, struct pos_err *err)
{
	*delimiter = '\0';
	if (text == NULL)
		return POS_OK;
	if (strcmp(text, "\\t") == 0 || strcmp(text, "tab") == 0) {
		*delimiter = '\t';
		return POS_OK;
	}
	*delimiter = text[0];
	if (text[0] == '\0' || (text[0] != '\t' && text[1] != '\0'))
		return pos_fail(err, POS_USAGE,
		    "--delimiter is one character, or tab, not '%s'", text);
	return POS_OK;
}
