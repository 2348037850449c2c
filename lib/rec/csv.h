/*
 * csv.h - CSV and TSV, read from what the world writes and written safely.
 *
 * libcsv does the parsing and iconv the encodings, behind this header only.
 *
 * Reading detects the encoding (BOM of UTF-8, UTF-16, UTF-32; UTF-16 without
 * BOM by its NUL pattern; else UTF-8 if it is valid throughout; else GB18030)
 * and the delimiter (a leading "sep=X" line, else that of , ; tab | which
 * splits the first lines most evenly).  Memory is that of one row, except that
 * the encoding of an input without BOM is decided over the whole file where it
 * can be read twice (a regular file), and over its first 1 MiB otherwise.
 */
#ifndef POS_REC_CSV_H
#define POS_REC_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/status.h"

#define POS_CSV_CELLS_MAX 512
#define POS_CSV_ROW_MAX (1 << 20) /* bytes of one row */

struct pos_csv;

struct pos_csv_options {
	const char *encoding; /* iconv's name, or NULL to detect */
	char delimiter;       /* 0: detect */
};

struct pos_csv_row {
	const char **cells; /* UTF-8, valid until the next row */
	size_t count;
	long line;          /* where the row starts, from 1 */
};

/* fd is not closed.  name is used in messages ("menu.csv" or "-").  POS_USAGE:
 * an encoding that iconv does not know, or what cannot delimit. */
POS_MUST enum pos_status pos_csv_open(struct pos_csv **csv, int fd,
    const char *name, const struct pos_csv_options *options,
    struct pos_err *err);
void pos_csv_close(struct pos_csv *csv);
/*
 * Rows with no cell, or only empty and blank ones, are passed over.  POS_END at
 * the end.  POS_DATA names file and line: NUL, an open quote at the end, text
 * after a closing quote, a blank before an opening one, bytes wrong in the
 * encoding, a limit passed; every later call says the same again.  A quote
 * inside a cell that is not quoted is taken as it is, and so are blanks.
 */
POS_MUST enum pos_status pos_csv_next(struct pos_csv *csv,
    struct pos_csv_row *row, struct pos_err *err);
/* The cell, of a first row, that is the title whatever its case, or "#3": the
 * third.  false: there is none. */
bool pos_csv_find(const struct pos_csv_row *row, const char *title,
    size_t *index);
const char *pos_csv_encoding(const struct pos_csv *csv);
char pos_csv_delimiter(const struct pos_csv *csv);

/*
 * Writing: RFC 4180 with LF.  A cell that a spreadsheet would run (starting
 * with = + - @ tab or CR, unless it is a plain number) gets a ' in front;
 * pos_csv_plain() takes it away again when our own export is read.
 */
void pos_csv_cell(struct pos_buf *buf, const char *text, char delimiter,
    bool first);
const char *pos_csv_plain(const char *cell);

#endif
