/*
 * paper_lines.c - parts of a paper laid out as lines of a width.
 *
 * No line is ever wider than it may be, whatever the texts are: a name is
 * wrapped at a blank, between Han characters, or, where a word is longer
 * than the line, inside it.  When the right cell leaves the left one too
 * little room, it goes on a line of its own.
 */
#include <assert.h>
#include <string.h>

#include "link/paper_inside.h"

#define LEFT_MIN 8 /* columns a left cell needs beside a right one */
#define CHAR_MAX_COLUMNS 2
#define GAP 2 /* between the columns of a table */

struct layout {
	struct pos_charset *charset;
	struct pos_pool *pool;
	struct pos_paper_line *lines;
	size_t count;
	struct pos_buf buf; /* the line being made */
	int width;          /* in columns of the style of the part at hand */
};

static struct pos_paper_line *
add(struct layout *l, enum pos_part_kind kind)
{
	struct pos_paper_line *line;

	l->lines =
	    pos_pool_push(l->pool, l->lines, l->count, sizeof(*l->lines));
	line = &l->lines[l->count++];
	line->kind = kind;
	line->text = "";
	return line;
}

/* Take what is in the buffer as a line. */
static void
take(struct layout *l, enum pos_align align, unsigned style)
{
	struct pos_paper_line *line = add(l, POS_PART_TEXT);

	while (l->buf.len > 0 && l->buf.text[l->buf.len - 1] == ' ')
		l->buf.text[--l->buf.len] = '\0';
	line->align = align;
	line->style = style;
	line->text = pos_pool_textn(l->pool, l->buf.len > 0 ? l->buf.text : "",
	    l->buf.len);
	line->columns = pos_charset_width(l->charset, line->text);
	assert(line->columns <= l->width);
	pos_buf_clear(&l->buf);
}

static void
blanks(struct layout *l, int count)
{
	for (; count > 0; count--)
		pos_buf_char(&l->buf, ' ');
}

/* Start of the character before at. */
static size_t
before(const char *text, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80);
	return at;
}

/* The first character is; what combines with it comes along in a cut. */
static bool
is_wide(const struct pos_charset *charset, const char *text)
{
	int used;

	return (unsigned char)*text >= 0x80 &&
	    pos_charset_cut(charset, text, 1, &used) == 0;
}

/* Where the text may be broken at most `at` bytes from its start. */
static size_t
break_at(const struct pos_charset *charset, const char *text, size_t at)
{
	size_t end = at, start;

	/* A wide character may stand last on a line, or first on the next. */
	if (text[end] == ' ' || is_wide(charset, text + end))
		return end;
	while (end > 0) {
		start = before(text, end);
		if (text[start] == ' ' || is_wide(charset, text + start))
			return end;
		end = start;
	}
	return at; /* a word longer than the line */
}

/*
 * Move the first piece of *text, at most columns wide, to the buffer, and
 * *text past it and its blanks.  Returns the columns it took.
 */
static int
piece(struct layout *l, const char **text, int columns)
{
	size_t len;
	int used;

	assert(columns >= CHAR_MAX_COLUMNS);
	len = pos_charset_cut(l->charset, *text, columns, &used);
	if ((*text)[len] != '\0')
		len = break_at(l->charset, *text, len);
	pos_buf_add(&l->buf, *text, len);
	*text += len;
	while (**text == ' ')
		(*text)++;
	while (
	    l->buf.len > 0 && len > 0 && l->buf.text[l->buf.len - 1] == ' ') {
		l->buf.len--;
		len--;
	}
	pos_buf_text(&l->buf, "");
	l->buf.text[l->buf.len] = '\0';
	return pos_charset_width(l->charset, l->buf.text);
}

static void
lay_text(struct layout *l, const struct pos_paper_part *part)
{
	const char *text = pos_charset_map(l->charset, l->pool, part->cell[0]);

	do {
		piece(l, &text, l->width);
		take(l, part->align, part->style);
	} while (*text != '\0');
}

/* A cell on lines of its own, against the right edge. */
static void
lay_right(struct layout *l, unsigned style, const char *text)
{
	struct pos_buf cell = { 0 };
	int used;

	while (*text != '\0') {
		used = piece(l, &text, l->width);
		pos_buf_add(&cell, l->buf.text, l->buf.len);
		pos_buf_clear(&l->buf);
		blanks(l, l->width - used);
		pos_buf_add(&l->buf, cell.text, cell.len);
		pos_buf_clear(&cell);
		take(l, POS_LEFT, style);
	}
	pos_buf_release(&cell);
}

/* left, wrapped in `room` columns, with right at the end of its first line */
static void
lay_cells(struct layout *l, unsigned style, int indent, int room,
    const char *left, const char *right)
{
	int used;

	do {
		blanks(l, indent);
		used = piece(l, &left, room - indent);
		if (*right != '\0') {
			blanks(l,
			    l->width - used -
				pos_charset_width(l->charset, right));
			pos_buf_text(&l->buf, right);
			right = "";
		}
		take(l, POS_LEFT, style);
	} while (*left != '\0');
}

static void
lay_row(struct layout *l, const struct pos_paper_part *part)
{
	const char *left = pos_charset_map(l->charset, l->pool, part->cell[0]);
	const char *right = pos_charset_map(l->charset, l->pool, part->cell[1]);
	int taken = pos_charset_width(l->charset, right), room;

	room = taken == 0 ? l->width : l->width - taken - 1;
	if (room - part->indent >= LEFT_MIN ||
	    (room - part->indent >= CHAR_MAX_COLUMNS &&
		part->indent + pos_charset_width(l->charset, left) <= room)) {
		lay_cells(l, part->style, part->indent, room, left, right);
		return;
	}
	if (*left != '\0')
		lay_cells(l, part->style, part->indent, l->width, left, "");
	lay_right(l, part->style, right);
}

static int
widest(struct layout *l, const struct pos_paper_part *parts, size_t count,
    int cell)
{
	int most = 0, width;
	size_t i;

	for (i = 0; i < count; i++) {
		width = pos_charset_width(l->charset,
		    pos_charset_map(l->charset, l->pool, parts[i].cell[cell]));
		if (width > most)
			most = width;
	}
	return most;
}

/* Rows of a table: the second and third column as wide as they must be. */
static void
lay_table(struct layout *l, const struct pos_paper_part *parts, size_t count)
{
	int second = widest(l, parts, count, 1),
	    third = widest(l, parts, count, 2),
	    room = l->width - second - third - GAP - 1;
	size_t i;

	for (i = 0; i < count; i++) {
		struct pos_buf right = { 0 };
		struct pos_paper_part row = { .kind = POS_PART_ROW,
			.style = parts[i].style };
		const char *middle =
		    pos_charset_map(l->charset, l->pool, parts[i].cell[1]);
		const char *last =
		    pos_charset_map(l->charset, l->pool, parts[i].cell[2]);
		int gap = room < 0 ?
		    1 :
		    third + GAP - pos_charset_width(l->charset, last);

		pos_buf_text(&right, middle);
		for (; gap > 0; gap--)
			pos_buf_char(&right, ' ');
		pos_buf_text(&right, last);
		row.cell[0] = parts[i].cell[0];
		row.cell[1] = right.text;
		row.cell[2] = "";
		lay_row(l, &row);
		pos_buf_release(&right);
	}
}

static size_t
lay_part(struct layout *l, const struct pos_paper *paper, size_t i)
{
	const struct pos_paper_part *part = &paper->parts[i];
	struct pos_paper_line *line;
	size_t n = 1;

	switch (part->kind) {
	case POS_PART_TEXT:
		lay_text(l, part);
		break;
	case POS_PART_ROW:
		lay_row(l, part);
		break;
	case POS_PART_ROW3:
		while (i + n < paper->count &&
		    paper->parts[i + n].kind == POS_PART_ROW3)
			n++;
		lay_table(l, part, n);
		break;
	case POS_PART_RULE:
	case POS_PART_GAP:
	case POS_PART_QR:
	case POS_PART_DRAWER:
	case POS_PART_CUT:
	case POS_PART_TEAR:
		line = add(l, part->kind);
		line->align = part->align;
		line->text = part->cell[0];
		break;
	}
	return n;
}

struct pos_paper_line *
pos_paper_lines(const struct pos_paper *paper, struct pos_charset *charset,
    int width, int wide, struct pos_pool *pool, size_t *count)
{
	struct layout l = { .charset = charset, .pool = pool };
	size_t i;

	assert(width >= POS_PAPER_WIDTH_MIN && width <= POS_PAPER_WIDTH_MAX);
	pos_buf_text(&l.buf, "");
	for (i = 0; i < paper->count;) {
		l.width =
		    paper->parts[i].style & POS_BIG ? width / wide : width;
		i += lay_part(&l, paper, i);
	}
	pos_buf_release(&l.buf);
	*count = l.count;
	return l.lines;
}
