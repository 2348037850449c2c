/*
 * paper.h - what is on a piece of paper, apart from how it gets there.
 *
 * A paper is a list of parts: lines of text, rows of two or three cells,
 * rules, QR codes, and what the printer does (feed, cut, open the drawer).
 * One paper can be rendered as plain text, for a receipt printer (ESC/POS),
 * or as a page for a phone (HTML).  Any text may be given: it is cleaned as
 * it is added, so that no byte of a name can act as a command anywhere.
 *
 * Ownership: a paper copies what it is given.  Text that does not fit is
 * wrapped, at blanks where there are some; nothing is cut off.
 */
#ifndef POS_LINK_PAPER_H
#define POS_LINK_PAPER_H

#include "base/mem.h"
#include "base/status.h"

#define POS_PAPER_WIDTH_MIN 24
#define POS_PAPER_WIDTH_MAX 96
#define POS_PAPER_QR_MAX 300 /* bytes: what a narrow printer still draws */

enum pos_align { POS_LEFT, POS_CENTRE, POS_RIGHT };

enum { /* styles of a part */
	POS_BOLD = 1,
	POS_TALL = 2,  /* twice as high */
	POS_BIG = 4,   /* twice as high and wide; as POS_BOLD in plain text */
	POS_FAINT = 8, /* less important, where a page can show that */
};

struct pos_paper;
struct pos_paper *pos_paper_new(void);
void pos_paper_free(struct pos_paper *paper); /* NULL is fine */

/* A newline in text starts another line; every other control becomes '?'. */
void pos_paper_text(struct pos_paper *paper, enum pos_align align,
    unsigned style, const char *text);
/* left against the left edge after indent blanks, right against the right
 * edge; either may be "".  A long left is wrapped beside the right. */
void pos_paper_row(struct pos_paper *paper, unsigned style, int indent,
    const char *left, const char *right);
/* As a table: rows that follow each other share their columns. */
void pos_paper_row3(struct pos_paper *paper, unsigned style, const char *left,
    const char *middle, const char *right);
void pos_paper_rule(struct pos_paper *paper); /* a line across */
void pos_paper_gap(struct pos_paper *paper);  /* an empty line */
void pos_paper_qr(struct pos_paper *paper, const char *text);
void pos_paper_drawer(struct pos_paper *paper);
/* Ends the piece; what follows is on another (HTML: another card). */
void pos_paper_cut(struct pos_paper *paper);
/* As pos_paper_cut() but for the knife: for printers without one. */
void pos_paper_tear(struct pos_paper *paper);

/*
 * Plain text in UTF-8, no line wider than width columns (pos_width()).
 * POS_UNAVAILABLE: there is a QR code and libqrencode is not installed;
 * POS_USAGE: a QR code does not fit the width.
 */
POS_MUST enum pos_status pos_paper_plain(struct pos_buf *out,
    const struct pos_paper *paper, int width, struct pos_err *err);

#define POS_CODEPAGES "cp437|cp858|cp1252|gb18030"
/*
 * Bytes for a receipt printer.  codepage NULL: gb18030 where the paper holds
 * a Han character, else cp858.  What the code page has not is replaced by
 * something close ('EUR' for the euro sign) or by '?'.  POS_UNAVAILABLE: the
 * C library has no converter for the code page.
 */
POS_MUST enum pos_status pos_paper_escpos(struct pos_buf *out,
    const struct pos_paper *paper, int width, const char *codepage,
    struct pos_err *err);

/*
 * One HTML file that needs no other and runs nothing: the head, any number
 * of papers (each piece a card), the tail.  language: of the page ("en");
 * title: as text.  QR codes: POS_UNAVAILABLE as for plain text.
 */
void pos_paper_html_head(struct pos_buf *out, const char *language,
    const char *title);
POS_MUST enum pos_status pos_paper_html(struct pos_buf *out,
    const struct pos_paper *paper, struct pos_err *err);
void pos_paper_html_tail(struct pos_buf *out);

#endif
