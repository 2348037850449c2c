/*
 * import.h - what the verbs share that take a file into the store: an input
 * that can be read twice, a file of what was not taken, and what is told.
 */
#ifndef POS_CMD_IMPORT_H
#define POS_CMD_IMPORT_H

#include <stdio.h>

#include "base/ident.h"
#include "common.h"

/* spool.c: name "-" is standard input, a copy of its descriptor.  POS_IO:
 * there is no such file, or it is a directory. */
POS_MUST enum pos_status pos_input_open(const char *name, int *fd,
    struct pos_err *err);
/* The same, of what can be read twice: a pipe is copied to a file without a
 * name first.  *fd lives as long as the program. */
POS_MUST enum pos_status pos_input_spool(const char *name, int *fd,
    struct pos_err *err);
/* The hash of all of it, for a key that may be used for one content only;
 * hex has room for 2 * POS_SHA256_LEN + 1.  *fd stays where it is. */
POS_MUST enum pos_status pos_input_digest(int fd, const char *name, char *hex,
    struct pos_err *err);
/* What --delimiter says, as for pos_csv_options; NULL: 0.  POS_USAGE. */
POS_MUST enum pos_status pos_input_delimiter(const char *text,
    char *delimiter, struct pos_err *err);

/*
 * rejects.c: what an import did not take, as it came, in a file that is
 * complete under its name or absent.  All do nothing where no file was asked
 * for.  Zeroed: none was opened.
 */
struct pos_rejects {
	const char *name;
	FILE *file;
	char *temporary;
	bool personal; /* nobody else may read it */
};
/* name NULL: none is wanted. */
POS_MUST enum pos_status pos_rejects_open(struct pos_rejects *to,
    const char *name, bool personal, struct pos_err *err);
/* text and, as one more cell of CSV, why; either may be NULL: no line, no
 * cell. */
POS_MUST enum pos_status pos_rejects_line(struct pos_rejects *to,
    const char *text, const char *reason, struct pos_err *err);
/* Before the commit: on disk, without its name. */
POS_MUST enum pos_status pos_rejects_flush(struct pos_rejects *to,
    struct pos_err *err);
/* After it, or after what failed: named where st is POS_OK and some were
 * rejected, else gone.  Returns st, or what was wrong with naming it. */
POS_MUST enum pos_status pos_rejects_close(struct pos_rejects *to,
    enum pos_status st, int64_t rejected, struct pos_err *err);

/* Rows that are wrong, and warnings, are printed up to a number; the others
 * are counted, which pos_told_rest() says at the end. */
struct pos_told {
	long refused, warned;
};
void pos_told_say(struct pos_told *told, bool refused, const char *text);
void pos_told_rest(const struct pos_told *told);

#endif
