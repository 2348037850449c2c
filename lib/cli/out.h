/*
 * out.h - records to stdout: JSON lines in a pipe, tables on a terminal.
 *
 * --format table|json|csv|tsv (option group pos_out_options) chooses; the
 * default is table on a terminal and json otherwise.  A table is held until
 * pos_out_done() to measure its columns; the other formats stream.
 */
#ifndef POS_CLI_OUT_H
#define POS_CLI_OUT_H

#include <stdbool.h>

#include "cli/opt.h"
#include "rec/field.h"

extern const struct pos_opt pos_out_options[]; /* -f, --format */

/* places: decimal places of the currency, for money in tables, csv and tsv;
 * zone: IANA zone in which tables show times (NULL: UTC), kept by the caller
 * and checked by pos_zone_check(). */
void pos_out_start(int places, const char *zone);
/* csv and tsv print scalar fields (all), tables the POS_F_COLUMN ones.
 * Records of another type than the one before start a new table/header.
 * Decimals lose the unit in their title: total_minor is total, 12.50. */
POS_MUST enum pos_status pos_out_record(const struct pos_record *record,
    const void *data, struct pos_err *err);
/* A line of JSON made elsewhere (json format only: check pos_out_json()). */
POS_MUST enum pos_status pos_out_line(const char *json, struct pos_err *err);
/* Text for people as it is (a receipt, a report). */
POS_MUST enum pos_status pos_out_text(const char *text, size_t len,
    struct pos_err *err);
/*
 * Shows what there is so far, for a stream that goes on (watch, or a group
 * that was committed).  A table goes on below with the widths it has.
 */
POS_MUST enum pos_status pos_out_flush(struct pos_err *err);
POS_MUST enum pos_status pos_out_done(struct pos_err *err); /* and flushes */
/* What --format was given, for a verb with another default; NULL: nothing. */
const char *pos_out_format(void);
bool pos_out_json(void);
bool pos_out_table(void);
bool pos_out_colour(void); /* terminal, no NO_COLOR, TERM not dumb */

/* Progress of long work on stderr, when that is a terminal; at most ten
 * times a second.  total 0: unknown.  pos_progress_done() wipes the line. */
void pos_progress(const char *what, long done, long total);
void pos_progress_done(void);

#endif
