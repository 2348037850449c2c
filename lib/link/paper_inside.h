/*
 * paper_inside.h - what the files of the paper share; others want paper.h.
 *
 * Rendering goes in steps: the texts of the parts are mapped to what the
 * charset can show (so that widths are right), laid out into lines of a
 * width, and the lines written in the form asked for.
 */
#ifndef POS_LINK_PAPER_INSIDE_H
#define POS_LINK_PAPER_INSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "link/paper.h"

enum pos_part_kind {
	POS_PART_TEXT,
	POS_PART_ROW,
	POS_PART_ROW3,
	POS_PART_RULE,
	POS_PART_GAP,
	POS_PART_QR,
	POS_PART_DRAWER,
	POS_PART_CUT,
	POS_PART_TEAR,
};

struct pos_paper_part {
	enum pos_part_kind kind;
	enum pos_align align;
	unsigned style;
	int indent;
	const char *cell[3]; /* cleaned; "" where there is none */
};

struct pos_paper {
	struct pos_pool *pool;
	struct pos_paper_part *parts; /* from pos_pool_push() */
	size_t count;
};

bool pos_is_han(unsigned character);

/* What a printer can show, and how wide.  NULL is UTF-8 on a terminal. */
struct pos_charset;
POS_MUST enum pos_status pos_charset_open(struct pos_charset **charset,
    const char *name, struct pos_err *err);
void pos_charset_close(struct pos_charset *charset); /* NULL is fine */
bool pos_charset_han(const struct pos_charset *charset);
/* Number of the code page for ESC t. */
int pos_charset_page(const struct pos_charset *charset);
/* text with each character replaced by what the charset can show. */
char *pos_charset_map(struct pos_charset *charset, struct pos_pool *pool,
    const char *text);
/* Append the bytes of mapped text: printable ones only. */
void pos_charset_bytes(struct pos_charset *charset, struct pos_buf *out,
    const char *mapped);
/* As pos_width_cut() and pos_width(), in columns of the charset. */
size_t pos_charset_cut(const struct pos_charset *charset, const char *text,
    int columns, int *used);
int pos_charset_width(const struct pos_charset *charset, const char *text);

/*
 * One line of the layout.  TEXT and ROW parts become lines of kind TEXT;
 * the other kinds come through as they are.  A text is not padded on its
 * right, nor is a centred or right one on its left: a printer has a command
 * for that, and plain text uses columns.
 */
struct pos_paper_line {
	enum pos_part_kind kind;
	enum pos_align align;
	unsigned style;
	int columns;
	const char *text;
};
/* wide: what POS_BIG text counts (2 on a printer, 1 in plain text). */
struct pos_paper_line *pos_paper_lines(const struct pos_paper *paper,
    struct pos_charset *charset, int width, int wide, struct pos_pool *pool,
    size_t *count);

/* A QR code: size * size modules, true is dark, row by row, in pool. */
struct pos_qr {
	int size;
	const bool *dark;
};
POS_MUST enum pos_status pos_qr_make(struct pos_qr *qr, const char *text,
    struct pos_pool *pool, struct pos_err *err);

#endif
