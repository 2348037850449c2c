/*
 * escpos.c - a paper for a receipt printer.
 *
 * ESC/POS as Epson defined it and the others copied, of which only what all
 * of them have is used.  Commands are constants of this file; text comes
 * through pos_charset_bytes(), which has no byte below 0x20 to give, so no
 * name can reach the printer as a command.  Each piece starts with ESC @, so
 * that one that was interrupted does not colour the next.
 */
#include <string.h>

#include "base/text.h"
#include "link/paper_inside.h"

#define ESC "\x1b"
#define FS "\x1c"
#define GS "\x1d"
#define LIT(text) text, sizeof(text) - 1

/* Dots a module: a long text must still fit the 384 dots of narrow paper. */
#define QR_DOTS 6
#define QR_LONG 150
#define QR_LONG_DOTS 5

struct writer {
	struct pos_buf *out;
	struct pos_charset *charset;
	int width;
	enum pos_align align; /* as the printer has them now */
	unsigned style;
	bool started;
};

static void
start(struct writer *w)
{
	if (w->started)
		return;
	pos_buf_add(w->out, LIT(ESC "@"));
	pos_buf_add(w->out, LIT(ESC "R\0")); /* '#', '$', '\' as in ASCII */
	if (pos_charset_han(w->charset)) {
		pos_buf_add(w->out, LIT(FS "&"));
	} else {
		/* Printers sold in China start in Chinese mode. */
		pos_buf_add(w->out, LIT(FS "."));
		pos_buf_add(w->out, LIT(ESC "t"));
		pos_buf_char(w->out, (char)pos_charset_page(w->charset));
	}
	w->align = POS_LEFT;
	w->style = 0;
	w->started = true;
}

static void
set_align(struct writer *w, enum pos_align align)
{
	if (w->align == align)
		return;
	pos_buf_add(w->out, LIT(ESC "a"));
	pos_buf_char(w->out,
	    align == POS_LEFT       ? 0 :
		align == POS_CENTRE ? 1 :
				      2);
	w->align = align;
}

static void
set_style(struct writer *w, unsigned style)
{
	unsigned changed;

	style &= POS_BOLD | POS_TALL | POS_BIG;
	changed = style ^ w->style;
	if (changed & POS_BOLD) {
		pos_buf_add(w->out, LIT(ESC "E"));
		pos_buf_char(w->out, (style & POS_BOLD) != 0);
	}
	if (changed & (POS_TALL | POS_BIG)) {
		pos_buf_add(w->out, LIT(GS "!"));
		pos_buf_char(w->out,
		    style & POS_BIG      ? 0x11 :
			style & POS_TALL ? 0x01 :
					   0x00);
	}
	w->style = style;
}

/* GS ( k: model, size of a module, error correction M, store, print. */
static void
put_qr(struct writer *w, const char *text)
{
	size_t len = strlen(text) + 3;

	set_align(w, POS_CENTRE);
	pos_buf_add(w->out,
	    LIT(GS "(k\x04\0"
		   "1A2\0"));
	pos_buf_add(w->out,
	    LIT(GS "(k\x03\0"
		   "1C"));
	pos_buf_char(w->out, strlen(text) > QR_LONG ? QR_LONG_DOTS : QR_DOTS);
	pos_buf_add(w->out,
	    LIT(GS "(k\x03\0"
		   "1E1"));
	pos_buf_add(w->out, LIT(GS "(k"));
	pos_buf_char(w->out, (char)(len & 0xff));
	pos_buf_char(w->out, (char)(len >> 8));
	pos_buf_add(w->out, LIT("1P0"));
	pos_buf_text(w->out, text);
	pos_buf_add(w->out,
	    LIT(GS "(k\x03\0"
		   "1Q0"));
	pos_buf_char(w->out, '\n');
}

static void
put_line(struct writer *w, const struct pos_paper_line *line)
{
	int i;

	start(w);
	switch (line->kind) {
	case POS_PART_TEXT:
	case POS_PART_ROW:
	case POS_PART_ROW3:
		set_align(w, line->align);
		set_style(w, line->style);
		pos_charset_bytes(w->charset, w->out, line->text);
		pos_buf_char(w->out, '\n');
		break;
	case POS_PART_RULE:
		set_align(w, POS_LEFT);
		set_style(w, 0);
		for (i = 0; i < w->width; i++)
			pos_buf_char(w->out, '-');
		pos_buf_char(w->out, '\n');
		break;
	case POS_PART_GAP:
		set_style(w, 0);
		pos_buf_char(w->out, '\n');
		break;
	case POS_PART_QR:
		put_qr(w, line->text);
		break;
	case POS_PART_DRAWER: /* pin 2, 50 ms on, 500 ms off */
		pos_buf_add(w->out, LIT(ESC "p\0\x19\xfa"));
		break;
	case POS_PART_CUT: /* past the knife, then all but one point */
		pos_buf_add(w->out, LIT(GS "VB\x03"));
		w->started = false;
		break;
	case POS_PART_TEAR: /* past the edge of the case */
		pos_buf_add(w->out, LIT(ESC "d\x05"));
		w->started = false;
		break;
	}
}

static bool
has_han(const struct pos_paper *paper)
{
	const char *text;
	size_t i, cell, step;

	for (i = 0; i < paper->count; i++)
		for (cell = 0; cell < 3; cell++)
			for (text = paper->parts[i].cell[cell]; *text != '\0';
			     text += step)
				if (pos_is_han(pos_utf8_next(text, &step)))
					return true;
	return false;
}

enum pos_status
pos_paper_escpos(struct pos_buf *out, const struct pos_paper *paper, int width,
    const char *codepage, struct pos_err *err)
{
	struct writer w = { .out = out, .width = width };
	struct pos_paper_line *lines;
	struct pos_pool *pool;
	enum pos_status st;
	size_t count, i;

	if (codepage == NULL)
		codepage = has_han(paper) ? "gb18030" : "cp858";
	st = pos_charset_open(&w.charset, codepage, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	lines = pos_paper_lines(paper, w.charset, width, 2, pool, &count);
	for (i = 0; i < count; i++)
		put_line(&w, &lines[i]);
	pos_pool_free(pool);
	pos_charset_close(w.charset);
	return POS_OK;
}
