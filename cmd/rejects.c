/*
 * rejects.c - what an import did not take, as it came; and what is told.
 *
 * Written to a file that gets its name after the commit: FILE is complete, or
 * it is the one that was there before.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import.h"
#include "rec/csv.h"

#define REFUSED_MAX 100 /* wrong rows that are printed */
#define WARNED_MAX 20

static enum pos_status
cannot(const struct pos_rejects *to, struct pos_err *err)
{
	return pos_fail(err, POS_IO, "cannot write '%s': %s", to->name,
	    strerror(errno));
}

enum pos_status
pos_rejects_open(struct pos_rejects *to, const char *name, bool personal,
    struct pos_err *err)
{
	int fd;

	*to = (struct pos_rejects){ .name = name, .personal = personal };
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
pos_rejects_line(struct pos_rejects *to, const char *text, const char *reason,
    struct pos_err *err)
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
pos_rejects_flush(struct pos_rejects *to, struct pos_err *err)
{
	if (to->file == NULL)
		return POS_OK;
	if (fflush(to->file) != 0 || fsync(fileno(to->file)) != 0)
		return cannot(to, err);
	return POS_OK;
}

enum pos_status
pos_rejects_close(struct pos_rejects *to, enum pos_status st, int64_t rejected,
    struct pos_err *err)
{
	bool keep = st == POS_OK && rejected > 0;

	if (to->temporary == NULL)
		return st;
	if (to->file != NULL)
		fclose(to->file);
	if (keep &&
	    ((!to->personal && chmod(to->temporary, 0644) != 0) ||
		rename(to->temporary, to->name) != 0))
		st = cannot(to, err);
	else if (!keep)
		unlink(to->temporary);
	free(to->temporary);
	to->temporary = NULL;
	to->file = NULL;
	return st;
}

void
pos_told_say(struct pos_told *told, bool refused, const char *text)
{
	if (refused && told->refused++ < REFUSED_MAX)
		pos_warn("%s", text);
	if (!refused && told->warned++ < WARNED_MAX)
		pos_warn(pos_tr("warning: %s"), text);
}

void
pos_told_rest(const struct pos_told *told)
{
	if (told->refused > REFUSED_MAX)
		pos_warn("and %ld more rows that are wrong",
		    told->refused - REFUSED_MAX);
	if (told->warned > WARNED_MAX)
		pos_warn("and %ld more warnings", told->warned - WARNED_MAX);
}
