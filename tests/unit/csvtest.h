/*
 * csvtest.h - what the programs that test CSV share: bytes in, rows as text.
 */
#ifndef POS_TESTS_CSVTEST_H
#define POS_TESTS_CSVTEST_H

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rec/csv.h"
#include "tap.h"

#define TEA "\xe8\x8c\xb6"          /* U+8336 */
#define CUP "\xf0\x9f\xa7\x8b"      /* U+1F9CB */

/* A file of these bytes, read from its start. */
static inline int
file_of(const char *bytes, size_t len)
{
	int fd = memfd_create("csv", MFD_CLOEXEC);

	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
		abort();
	lseek(fd, 0, SEEK_SET);
	return fd;
}

/* A pipe that a child feeds in pieces of step bytes. */
static inline int
pipe_of(const char *bytes, size_t len, size_t step, pid_t *child)
{
	int ends[2];
	size_t n;

	if (pipe(ends) != 0)
		abort();
	fflush(stdout);
	*child = fork();
	if (*child == 0) {
		close(ends[0]);
		for (; len > 0; bytes += n, len -= n) {
			n = len < step ? len : step;
			if (write(ends[1], bytes, n) != (ssize_t)n)
				break;
		}
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

/* Rows as "line:[cell][cell]/..." and the error that ended them. */
static inline void
show_all(struct pos_buf *out, int fd, const struct pos_csv_options *options)
{
	struct pos_err err = { .text = "" };
	struct pos_csv_row row;
	struct pos_csv *csv = NULL;
	enum pos_status st;
	size_t i;

	pos_buf_clear(out);
	st = pos_csv_open(&csv, fd, "t", options, &err);
	while (st == POS_OK && (st = pos_csv_next(csv, &row, &err)) == POS_OK) {
		pos_buf_printf(out, "%ld:", row.line);
		for (i = 0; i < row.count; i++)
			pos_buf_printf(out, "[%s]", row.cells[i]);
		pos_buf_char(out, '/');
	}
	if (st != POS_END)
		pos_buf_text(out, err.text);
	if (csv != NULL && st != POS_END) {
		struct pos_err again;

		if (pos_csv_next(csv, &row, &again) != st ||
		    strcmp(again.text, err.text) != 0)
			pos_buf_text(out, " NOT SAID AGAIN");
	}
	pos_csv_close(csv);
	close(fd);
}

#endif
