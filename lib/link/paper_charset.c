/*
 * paper_charset.c - what a receipt printer can show, and how wide.
 *
 * A printer in a code page shows one byte a column.  In its Chinese mode a
 * character of two bytes (or four, GB18030) is two columns wide whatever
 * Unicode says of it: 'e' with an accent, or a curly quote, is as wide as a
 * Han character there.  So widths must be counted in the printer's terms.
 *
 * A printer that lost a byte would read the rest of a text as something
 * else; therefore no byte below 0x20 is ever written from text, and of
 * GB18030's four-byte forms only Han, for which such printers have shapes.
 */
#include <assert.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "link/paper_inside.h"

struct pos_charset {
	const char *name;
	const char *iconv;
	int page; /* ESC t of the printers that are common */
	bool han;
	iconv_t to;
};

static const struct pos_charset charsets[] = {
	{ .name = "cp437", .iconv = "IBM437", .page = 0 },
	{ .name = "cp858", .iconv = "IBM858", .page = 19 },
	{ .name = "cp1252", .iconv = "CP1252", .page = 16 },
	{ .name = "gb18030", .iconv = "GB18030", .han = true },
	{ .name = NULL },
};

/* Tried in order when a character itself is not there. */
static const struct {
	unsigned from;
	const char *to;
} close_to[] = {
	{ 0xa0, " " }, { 0xa3, "￡" }, { 0xa3, "GBP" }, { 0xa5, "￥" },
	{ 0xa5, "CNY" }, { 0xd7, "x" }, { 0x2010, "-" }, { 0x2011, "-" },
	{ 0x2012, "-" }, { 0x2013, "-" }, { 0x2014, "-" }, { 0x2018, "'" },
	{ 0x2019, "'" }, { 0x201c, "\"" }, { 0x201d, "\"" }, { 0x2022, "*" },
	{ 0x2026, "..." }, { 0x2009, " " }, { 0x202f, " " }, { 0x3000, "  " },
	{ 0x20ac, "EUR" }, { 0xffe5, "¥" }, { 0xffe5, "CNY" },
	{ 0xff08, "(" }, { 0xff09, ")" }, { 0xff1a, ":" }, { 0xff0c, "," },
	{ 0x3001, "," }, { 0x3002, "." }, { 0xff01, "!" }, { 0xff1f, "?" },
};

enum pos_status
pos_charset_open(struct pos_charset **charset, const char *name,
    struct pos_err *err)
{
	const struct pos_charset *found = charsets;
	iconv_t to;

	while (found->name != NULL && strcmp(found->name, name) != 0)
		found++;
	if (found->name == NULL)
		return pos_fail(err, POS_USAGE, "no code page '%s': one of %s",
		    name, POS_CODEPAGES);
	to = iconv_open(found->iconv, "UTF-8");
	if (to == (iconv_t)-1)
		return pos_fail(err, POS_UNAVAILABLE,
		    "this system cannot convert to code page '%s'", name);
	*charset = pos_alloc(sizeof(**charset));
	**charset = *found;
	(*charset)->to = to;
	return POS_OK;
}

void
pos_charset_close(struct pos_charset *charset)
{
	if (charset == NULL)
		return;
	iconv_close(charset->to);
	free(charset);
}

bool
pos_charset_han(const struct pos_charset *charset)
{
	return charset->han;
}

int
pos_charset_page(const struct pos_charset *charset)
{
	return charset->page;
}

bool
pos_is_han(unsigned c)
{
	return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0x20000 && c <= 0x3ffff);
}

/* The bytes of one character, and how many; 0: it has none we would send. */
static size_t
encode(struct pos_charset *charset, const char *text, size_t step, char out[8])
{
	unsigned c = pos_utf8_next(text, &step);
	char *from = (char *)(uintptr_t)text, *to = out;
	size_t left = step, room = 8, len, i;

	if (c < 0x80) {
		out[0] = (char)c;
		return c >= 0x20 && c < 0x7f;
	}
	if (c < 0xa0)
		return 0;
	iconv(charset->to, NULL, NULL, NULL, NULL);
	/* More than zero would be conversions that lose something. */
	if (iconv(charset->to, &from, &left, &to, &room) != 0 || left != 0)
		return 0;
	len = (size_t)(to - out);
	for (i = 0; i < len; i++)
		if ((unsigned char)out[i] < 0x20 || out[i] == 0x7f)
			return 0;
	if ((unsigned char)out[0] < 0x80)
		return 0; /* one that only looks like ASCII */
	if (!charset->han)
		return len == 1 ? 1 : 0;
	return len == 2 || (len == 4 && pos_is_han(c)) ? len : 0;
}

static bool
shows(struct pos_charset *charset, const char *text)
{
	char bytes[8];
	size_t step;

	for (; *text != '\0'; text += step) {
		pos_utf8_next(text, &step);
		if (encode(charset, text, step, bytes) == 0)
			return false;
	}
	return true;
}

static const char *
something_close(struct pos_charset *charset, unsigned c)
{
	size_t i;

	for (i = 0; i < sizeof(close_to) / sizeof(close_to[0]); i++)
		if (close_to[i].from == c && shows(charset, close_to[i].to))
			return close_to[i].to;
	return "?";
}

/*
 * What has no width of its own (accents that combine, joiners) is left
 * out where the printer has not got it; what a joiner or a skin tone adds to
 * an emoji is part of the one '?' that stands for all of it.
 */
char *
pos_charset_map(struct pos_charset *charset, struct pos_pool *pool,
    const char *text)
{
	struct pos_buf out = { 0 };
	char bytes[8], one[5];
	char *result;
	size_t step;
	unsigned c;
	bool joined = false;

	if (charset == NULL)
		return pos_pool_text(pool, text);
	pos_buf_text(&out, "");
	for (; *text != '\0'; text += step) {
		c = pos_utf8_next(text, &step);
		if (encode(charset, text, step, bytes) > 0) {
			pos_buf_add(&out, text, step);
			joined = false;
			continue;
		}
		memcpy(one, text, step);
		one[step] = '\0';
		if (!joined && pos_width(one) > 0 &&
		    (c < 0x1f3fb || c > 0x1f3ff))
			pos_buf_text(&out, something_close(charset, c));
		joined = c == 0x200d;
	}
	result = pos_pool_textn(pool, out.text, out.len);
	pos_buf_release(&out);
	return result;
}

void
pos_charset_bytes(struct pos_charset *charset, struct pos_buf *out,
    const char *mapped)
{
	char bytes[8];
	size_t step, len;

	for (; *mapped != '\0'; mapped += step) {
		pos_utf8_next(mapped, &step);
		len = encode(charset, mapped, step, bytes);
		assert(len > 0); /* mapped text can be shown, all of it */
		pos_buf_add(out, bytes, len);
	}
}

size_t
pos_charset_cut(const struct pos_charset *charset, const char *text,
    int columns, int *used)
{
	size_t at = 0, step;
	int width = 0, more;
	unsigned c;

	if (charset == NULL)
		return pos_width_cut(text, columns, used);
	for (; text[at] != '\0'; at += step) {
		c = pos_utf8_next(text + at, &step);
		more = c < 0x80 || !charset->han ? 1 : 2;
		if (more > columns - width)
			break;
		width += more;
	}
	if (used != NULL)
		*used = width;
	return at;
}

int
pos_charset_width(const struct pos_charset *charset, const char *text)
{
	int used;

	pos_charset_cut(charset, text, 1 << 20, &used);
	return used;
}
