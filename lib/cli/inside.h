/*
 * inside.h - what the files of lib/cli share, and their tests look at.
 *
 * Not for cmd/: programs need opt.h and out.h only.
 */
#ifndef POS_CLI_INSIDE_H
#define POS_CLI_INSIDE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/mem.h"
#include "cli/opt.h"
#include "rec/field.h"

/* Calls each() for every option, groups opened, until it returns true. */
bool pos_opt_each(const struct pos_opt *options,
    bool (*each)(const struct pos_opt *option, void *context), void *context);

/*
 * Sets the targets and leaves the operands alone in argv[0..*argc), ended by
 * NULL.  --help or -h anywhere before "--" sets *help and ends the parsing.
 */
POS_MUST enum pos_status pos_opt_parse(const struct pos_opt *options,
    int *argc, char **argv, bool *help, struct pos_err *err);

/*
 * The verb that argv[0], or argv[0] and argv[1], name; *words gets how many.
 * POS_USAGE with a 'did you mean' where there is none.
 */
POS_MUST enum pos_status pos_verb_find(const struct pos_verb **verb,
    int *words, const struct pos_program *program, int argc, char **argv,
    struct pos_err *err);

/* The candidate nearest to what was typed, or NULL.  Begin with best NULL. */
struct pos_near {
	const char *typed;
	const char *best;
	int distance;
};
void pos_near_try(struct pos_near *near, const char *candidate);

/* "pos-sale new [option ...] ITEM..." */
void pos_usage_line(struct pos_buf *buf, const struct pos_program *program,
    const struct pos_verb *verb);
/* Verbs that start with the word first, or all of them where it is NULL. */
void pos_help_program(struct pos_buf *buf, const struct pos_program *program,
    const char *first);
void pos_help_verb(struct pos_buf *buf, const struct pos_program *program,
    const struct pos_verb *verb);

/* What --spec prints; the records are here for the schemas' sake. */
extern const struct pos_record pos_spec_program_record;
extern const struct pos_record pos_spec_verb_record;
extern const struct pos_record pos_spec_option_record;
void pos_spec_records(struct pos_buf *buf);
void pos_spec(struct pos_buf *buf, const struct pos_program *program);

/* errno of a write to stdout that failed, 0 while none has. */
int pos_out_failed(void);

/*
 * A table for people.  Cells are added row by row, pos_table_print() prints
 * what was added since the last time; columns once printed only grow wider.
 */
struct pos_table {
	size_t columns;
	int *width;
	bool *right;
	struct pos_buf cells;   /* each ends with NUL */
	struct pos_buf scratch;
	bool headed;            /* the heading was printed */
	size_t head_bytes;      /* the heading's cells, at the start of cells */
};
void pos_table_start(struct pos_table *table, size_t columns);
void pos_table_head(struct pos_table *table, size_t column, const char *text,
    bool right);
void pos_table_cell(struct pos_table *table, size_t column, const char *text);
void pos_table_print(struct pos_table *table, struct pos_buf *out, bool bold);
void pos_table_release(struct pos_table *table);

#endif
