/*
 * lines.h - lines of text from a file descriptor, knowing what is ready.
 *
 * A long stream is committed in groups of what has already arrived, so the
 * reader can tell whether the next line would block.  A UTF-8 byte order mark
 * at the very beginning is passed over.
 */
#ifndef POS_REC_LINES_H
#define POS_REC_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

#define POS_LINE_MAX (1 << 20) /* bytes of one line */

struct pos_lines;
struct pos_lines *pos_lines_new(int fd); /* does not close fd */
void pos_lines_free(struct pos_lines *lines);
/*
 * The next line without its newline (and without one CR before it), NUL
 * terminated, valid until next() or ready() is called.  POS_END at the end.
 * POS_DATA for a line too long, that holds NUL or is not UTF-8 (names line and
 * column; the reader stays usable and goes on with the following line).
 */
POS_MUST enum pos_status pos_lines_next(struct pos_lines *lines, char **text,
    size_t *len, struct pos_err *err);
bool pos_lines_ready(struct pos_lines *lines); /* next() would not block */
/* Of the line given last, from 1. */
long pos_lines_number(const struct pos_lines *lines);
/* The last line had no newline: the writer may have died inside it. */
bool pos_lines_cut(const struct pos_lines *lines);

#endif
