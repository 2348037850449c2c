/*
 * rejects.c - what an import did not take, as it came.
 *
 * Written to a file that gets its name after the commit: FILE is complete, or
 * it is the one that was there before.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rules.h"

static enum pos_status
cannot(const struct promo_rejects *to, struct pos_err *err)
{
	return pos_fail(err, POS_IO, "cannot write '%s': %s", to->name,
	    strerror(errno));
}

enum pos_status
promo_rejects_open(struct promo_rejects *to, const char *name,
    struct pos_err *err)
{
	int fd;

	*to = (struct promo_rejects){ .name = name };
	if (name == NULL)
		return POS_OK;
	if (asprintf(&to->temporary, "%s.XXXXXX", name) < 0) {
		to->temporary = NULL;
		return cannot(to, err);
	}
	fd = mkostemp(to->temporary, O_CLOEXEC);
	if (fd < 0) {
		free(to->temporary);
		to->temporary = NULL;
		return cannot(to, err);
	}
	to->file = fdopen(fd, "w");
	return to->file != NULL ? POS_OK : cannot(to, err);
}

enum pos_status
promo_rejects_line(struct promo_rejects *to, const char *text,
    const char *reason, struct pos_err *err)
{
	struct pos_buf cell = { 0 };
	int wrote;

	if (to->file == NULL || text == NULL)
		return POS_OK;
	if (reason != NULL)
		pos_csv_cell(&cell, reason, ',', false);
	wrote = fprintf(to->file, "%s%s\n", text,
	    cell.text != NULL ? cell.text : "");
	pos_buf_release(&cell);
	return wrote < 0 ? cannot(to, err) : POS_OK;
}

enum pos_status
promo_rejects_flush(struct promo_rejects *to, struct pos_err *err)
{
	if (to->file == NULL)
		return POS_OK;
	if (fflush(to->file) != 0 || fsync(fileno(to->file)) != 0)
		return cannot(to, err);
	return POS_OK;
}

enum pos_status
promo_rejects_close(struct promo_rejects *to, bool keep, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (to->temporary == NULL)
		return POS_OK;
	if (to->file != NULL)
		fclose(to->file);
	if (keep &&
	    (chmod(to->temporary, 0644) != 0 ||
		rename(to->temporary, to->name) != 0))
		st = cannot(to, err);
	else if (!keep)
		unlink(to->temporary);
	free(to->temporary);
	to->temporary = NULL;
	return st;
}
