/*
 * text.c - how wide text is, and what it may hold.
 *
 * Width and case come from the C library's C.UTF-8, whatever the user's
 * locale: a receipt must not depend on who runs the program.  The locale is
 * made on first use; text in ASCII, the usual case, never needs it.
 *
 * An emoji sequence is as wide as its first emoji: variation selectors,
 * joiners, skin tones, and what follows a joiner add nothing.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <assert.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "base/text.h"

#define CODE_MAX 64
#define DISTANCE_TEXT_MAX 64 /* longer words are nobody's typing mistake */
#define JOINER 0x200d
#define DOTLESS_I 0x131

/* (locale_t)0 where the system has no such locale: then all is 1 wide. */
static locale_t
unicode(void)
{
	static locale_t made;
	static bool tried;

	if (!tried) {
		made = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
		tried = true;
	}
	return made;
}

static bool
is_emoji(unsigned c)
{
	return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf);
}

static bool
is_tone(unsigned c)
{
	return c >= 0x1f3fb && c <= 0x1f3ff;
}

static bool
is_selector(unsigned c)
{
	return c >= 0xfe00 && c <= 0xfe0f;
}

/* Columns of c in C.UTF-8, after a character (0: none) and a joiner. */
static int
columns_of(unsigned c, unsigned after, bool joined)
{
	int columns;

	if (c == JOINER || is_selector(c))
		return 0;
	if (is_emoji(after) && (is_tone(c) || joined))
		return 0;
	columns = wcwidth((wchar_t)c);
	return columns < 0 ? 1 : columns;
}

size_t
pos_width_cut(const char *text, int columns, int *used)
{
	size_t len = strlen(text), at = 0, step;
	unsigned c, after = 0;
	bool joined = false;
	locale_t utf8 = (locale_t)0, old = (locale_t)0;
	int width = 0, more;

	while (at < len) {
		c = (unsigned char)text[at];
		step = 1;
		more = 1;
		if (c >= 0x80) {
			if (utf8 == (locale_t)0 &&
			    (utf8 = unicode()) != (locale_t)0)
				old = uselocale(utf8);
			/* Invalid bytes are shown as a '?' each. */
			if (pos_utf8_valid(text + at,
				len - at < 4 ? len - at : 4) > 0) {
				c = pos_utf8_next(text + at, &step);
				more = columns_of(c, after, joined);
			}
		}
		if (more > columns - width)
			break;
		width += more;
		at += step;
		joined = c == JOINER;
		if (!joined && !is_selector(c))
			after = c;
	}
	if (old != (locale_t)0)
		uselocale(old);
	if (used != NULL)
		*used = width;
	return at;
}

int
pos_width(const char *text)
{
	int used;

	pos_width_cut(text, INT_MAX, &used);
	return used;
}

static bool
is_control(unsigned c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

static bool
is_direction(unsigned c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool
is_blank(unsigned c)
{
	return c == ' ' || c == 0xa0 || c == 0x1680 ||
	    (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 ||
	    c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

const char *
pos_text_wrong(const char *text, size_t max)
{
	size_t len = strlen(text), step, at;
	unsigned c;

	if (len == 0)
		return pos_tr("empty");
	if (len > max)
		return pos_tr("too long");
	if (pos_utf8_valid(text, len) != len)
		return pos_tr("not UTF-8");
	for (at = 0; at < len; at += step) {
		c = pos_utf8_next(text + at, &step);
		if (is_control(c))
			return pos_tr("has a control character");
		if (is_direction(c))
			return pos_tr("has an invisible direction character");
	}
	return NULL;
}

void
pos_text_clean(struct pos_buf *buf, const char *text)
{
	size_t len = strlen(text), at = 0, end, step;
	unsigned c;

	pos_buf_reserve(buf, len);
	while (at < len) {
		end = at + pos_utf8_valid(text + at, len - at);
		for (; at < end; at += step) {
			c = pos_utf8_next(text + at, &step);
			if (is_control(c) || is_direction(c))
				pos_buf_char(buf, '?');
			else
				pos_buf_add(buf, text + at, step);
		}
		if (at < len) {
			pos_buf_char(buf, '?');
			at++;
		}
	}
}

const char *
pos_code_wrong(const char *code)
{
	const char *wrong = pos_text_wrong(code, CODE_MAX);
	size_t step;
	unsigned c;

	if (wrong != NULL)
		return wrong;
	if (code[0] == '-')
		return pos_tr("starts with '-'");
	for (; *code != '\0'; code += step) {
		c = pos_utf8_next(code, &step);
		if (is_blank(c))
			return pos_tr("has a blank");
		if (c < 0x80 && strchr(":+,;=\"", (int)c) != NULL)
			return pos_tr("has one of : + , ; = \"");
	}
	return NULL;
}

static unsigned
fold(unsigned c)
{
	/* By way of capitals, so that both Greek sigmas meet. */
	if (c == DOTLESS_I)
		return c;
	return (unsigned)towlower((wint_t)towupper((wint_t)c));
}

void
pos_text_fold(struct pos_buf *buf, const char *text)
{
	size_t len = strlen(text), at = 0, step;
	locale_t utf8 = (locale_t)0, old = (locale_t)0;
	char out[4];
	unsigned c;

	pos_buf_reserve(buf, len);
	while (at < len) {
		c = (unsigned char)text[at];
		if (c < 0x80) {
			pos_buf_char(buf,
			    (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
			at++;
			continue;
		}
		if (utf8 == (locale_t)0 && (utf8 = unicode()) != (locale_t)0)
			old = uselocale(utf8);
		if (pos_utf8_valid(text + at, len - at < 4 ? len - at : 4) ==
		    0) {
			pos_buf_char(buf, text[at++]);
			continue;
		}
		c = pos_utf8_next(text + at, &step);
		pos_buf_add(buf, out, pos_utf8_put(out, fold(c)));
		at += step;
	}
	if (old != (locale_t)0)
		uselocale(old);
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/*
 * Optimal string alignment: three rows are enough.  The result is limit + 1
 * wherever the true distance is past the limit.
 */
int
pos_text_distance(const char *a, const char *b, int limit)
{
	int rows[3][DISTANCE_TEXT_MAX + 1];
	int *now = rows[0], *last = rows[1], *older = rows[2], *spare;
	size_t m = strlen(a), n = strlen(b), i, j;

	assert(limit >= 0);
	if (m > DISTANCE_TEXT_MAX || n > DISTANCE_TEXT_MAX)
		return strcmp(a, b) == 0 ? 0 : limit + 1;
	for (j = 0; j <= n; j++)
		now[j] = (int)j;
	for (i = 1; i <= m; i++) {
		int best;

		spare = older;
		older = last;
		last = now;
		now = spare;
		best = now[0] = (int)i;
		for (j = 1; j <= n; j++) {
			now[j] = least(last[j - 1] + (a[i - 1] != b[j - 1]),
			    least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				now[j] = least(now[j], older[j - 2] + 1);
			best = least(best, now[j]);
		}
		/* Rows only get worse; a swap costs one from the row before. */
		if (best > limit)
			return limit + 1;
	}
	return least(now[n], limit + 1);
}
