/*
 * paper.c - building a paper.
 *
 * Everything that comes in is cleaned here, once: whatever a renderer does
 * later, it has no control byte to send.  Beside what pos_text_clean()
 * replaces, the invisible characters that break or turn a line are taken
 * out: a line separator could start a line that looks like ours.
 */
#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "link/paper_inside.h"

struct pos_paper *
pos_paper_new(void)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_paper *paper = pos_pool_alloc(pool, sizeof(*paper));

	paper->pool = pool;
	return paper;
}

void
pos_paper_free(struct pos_paper *paper)
{
	if (paper != NULL)
		pos_pool_free(paper->pool);
}

static bool
is_separator(unsigned c)
{
	return c == 0x2028 || c == 0x2029;
}

/* Marks of direction, byte order and annotation, which show nothing. */
static bool
is_mark(unsigned c)
{
	return c == 0x200e || c == 0x200f || c == 0x61c || c == 0xfeff ||
	    (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static const char *
clean(struct pos_pool *pool, const char *text)
{
	struct pos_buf safe = { 0 }, out = { 0 };
	char *result;
	size_t at, step;
	unsigned c;

	pos_text_clean(&safe, text);
	pos_buf_text(&out, "");
	for (at = 0; at < safe.len; at += step) {
		c = pos_utf8_next(safe.text + at, &step);
		if (is_separator(c))
			pos_buf_char(&out, ' ');
		else if (!is_mark(c))
			pos_buf_add(&out, safe.text + at, step);
	}
	result = pos_pool_textn(pool, out.text, out.len);
	pos_buf_release(&safe);
	pos_buf_release(&out);
	return result;
}

static struct pos_paper_part *
add(struct pos_paper *paper, enum pos_part_kind kind, unsigned style)
{
	struct pos_paper_part *part;

	paper->parts = pos_pool_push(paper->pool, paper->parts, paper->count,
	    sizeof(*paper->parts));
	part = &paper->parts[paper->count++];
	part->kind = kind;
	part->style = style;
	part->cell[0] = part->cell[1] = part->cell[2] = "";
	return part;
}

void
pos_paper_text(struct pos_paper *paper, enum pos_align align, unsigned style,
    const char *text)
{
	struct pos_paper_part *part;
	const char *end;

	for (;; text = end + 1) {
		end = strchrnul(text, '\n');
		part = add(paper, POS_PART_TEXT, style);
		part->align = align;
		part->cell[0] = clean(paper->pool,
		    pos_pool_textn(paper->pool, text, (size_t)(end - text)));
		if (*end == '\0')
			return;
	}
}

void
pos_paper_row(struct pos_paper *paper, unsigned style, int indent,
    const char *left, const char *right)
{
	struct pos_paper_part *part = add(paper, POS_PART_ROW, style);

	assert(indent >= 0 && indent <= 8);
	part->indent = indent;
	part->cell[0] = clean(paper->pool, left);
	part->cell[1] = clean(paper->pool, right);
}

void
pos_paper_row3(struct pos_paper *paper, unsigned style, const char *left,
    const char *middle, const char *right)
{
	struct pos_paper_part *part = add(paper, POS_PART_ROW3, style);

	part->cell[0] = clean(paper->pool, left);
	part->cell[1] = clean(paper->pool, middle);
	part->cell[2] = clean(paper->pool, right);
}

void
pos_paper_rule(struct pos_paper *paper)
{
	add(paper, POS_PART_RULE, 0);
}

void
pos_paper_gap(struct pos_paper *paper)
{
	add(paper, POS_PART_GAP, 0);
}

void
pos_paper_qr(struct pos_paper *paper, const char *text)
{
	struct pos_paper_part *part = add(paper, POS_PART_QR, 0);

	part->align = POS_CENTRE;
	part->cell[0] = clean(paper->pool, text);
	assert(strlen(part->cell[0]) <= POS_PAPER_QR_MAX);
}

void
pos_paper_drawer(struct pos_paper *paper)
{
	add(paper, POS_PART_DRAWER, 0);
}

void
pos_paper_cut(struct pos_paper *paper)
{
	add(paper, POS_PART_CUT, 0);
}

void
pos_paper_tear(struct pos_paper *paper)
{
	add(paper, POS_PART_TEAR, 0);
}
