/*
 * paper_plain.c - a paper as plain text, for terminals, files and mail.
 */
#include <string.h>

#include "link/paper_inside.h"

#define QUIET 2 /* modules of white around a QR code */

static void
blanks(struct pos_buf *out, int count)
{
	for (; count > 0; count--)
		pos_buf_char(out, ' ');
}

static bool
dark_at(const struct pos_qr *qr, int row, int column)
{
	return row >= 0 && row < qr->size && column >= 0 && column < qr->size &&
	    qr->dark[row * qr->size + column];
}

/*
 * Two modules a character, by half blocks.  What is dark on paper is drawn:
 * on a terminal with a dark ground the code is inverse, which readers take.
 */
static enum pos_status
put_qr(struct pos_buf *out, const char *text, int width, struct pos_pool *pool,
    struct pos_err *err)
{
	static const char *const blocks[] = { " ", "▀", "▄", "█" };
	struct pos_qr qr;
	enum pos_status st;
	int row, column;

	st = pos_qr_make(&qr, text, pool, err);
	if (st != POS_OK)
		return st;
	if (qr.size + 2 * QUIET > width)
		return pos_fail(err, POS_USAGE,
		    "the QR code needs %d columns of %d: shorten its text or"
		    " use a wider paper",
		    qr.size + 2 * QUIET, width);
	pos_buf_char(out, '\n');
	for (row = 0; row < qr.size; row += 2) {
		blanks(out, (width - qr.size) / 2);
		for (column = 0; column < qr.size; column++)
			pos_buf_text(out,
			    blocks[dark_at(&qr, row, column) +
				2 * dark_at(&qr, row + 1, column)]);
		pos_buf_char(out, '\n');
	}
	return POS_OK;
}

static enum pos_status
put_line(struct pos_buf *out, const struct pos_paper_line *line, int width,
    struct pos_pool *pool, struct pos_err *err)
{
	int i;

	switch (line->kind) {
	case POS_PART_TEXT:
	case POS_PART_ROW:
	case POS_PART_ROW3:
		if (line->align != POS_LEFT && line->columns > 0)
			blanks(out,
			    (width - line->columns) /
				(line->align == POS_CENTRE ? 2 : 1));
		pos_buf_text(out, line->text);
		pos_buf_char(out, '\n');
		break;
	case POS_PART_RULE:
		for (i = 0; i < width; i++)
			pos_buf_char(out, '-');
		pos_buf_char(out, '\n');
		break;
	case POS_PART_GAP:
		pos_buf_char(out, '\n');
		break;
	case POS_PART_QR:
		return put_qr(out, line->text, width, pool, err);
	case POS_PART_CUT:
	case POS_PART_TEAR:
		pos_buf_text(out, "\n\n");
		break;
	case POS_PART_DRAWER:
		break; /* there is none in a text */
	}
	return POS_OK;
}

enum pos_status
pos_paper_plain(struct pos_buf *out, const struct pos_paper *paper, int width,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_paper_line *lines;
	enum pos_status st = POS_OK;
	size_t count, i;

	lines = pos_paper_lines(paper, NULL, width, 1, pool, &count);
	for (i = 0; st == POS_OK && i < count; i++)
		st = put_line(out, &lines[i], width, pool, err);
	pos_pool_free(pool);
	return st;
}
