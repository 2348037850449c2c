/*
 * text - UTF-8 against a decoder that works by the definition, widths, and
 * what names and codes may hold.
 */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "tap.h"

/*
 * Decode by trying every length: the value of the bits, accepted if it is a
 * character and would not have fitted a shorter form.  0 bytes if none does.
 */
static size_t
slow_decode(const unsigned char *bytes, size_t len, unsigned *character)
{
	static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	static const unsigned char mask[] = { 0, 0x80, 0xe0, 0xf0, 0xf8 };
	static const unsigned char lead[] = { 0, 0x00, 0xc0, 0xe0, 0xf0 };
	size_t n, i;

	for (n = 1; n <= 4 && n <= len; n++) {
		unsigned value = bytes[0] & (unsigned char)~mask[n];
		bool good = (bytes[0] & mask[n]) == lead[n];

		for (i = 1; i < n; i++) {
			good = good && (bytes[i] & 0xc0) == 0x80;
			value = value << 6 | (bytes[i] & 0x3f);
		}
		if (good && value >= least[n] && value <= 0x10ffff &&
		    !(value >= 0xd800 && value <= 0xdfff)) {
			*character = value;
			return n;
		}
	}
	return 0;
}

static void
check_characters(void)
{
	unsigned c, have, wrong = 0, wrong_put = 0;
	char text[8];
	size_t n, len;

	for (c = 1; c <= 0x110010; c++) {
		bool good = c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff);

		n = pos_utf8_put(text, c);
		text[n] = '\0';
		if (!good) {
			wrong += pos_utf8_valid(text, n) != 0;
			continue;
		}
		wrong_put +=
		    slow_decode((unsigned char *)text, n, &have) != n ||
		    have != c;
		wrong += pos_utf8_valid(text, n) != n ||
		    pos_utf8_valid(text, n - 1) != 0 ||
		    pos_utf8_next(text, &len) != c || len != n;
	}
	same_int(wrong_put, 0, "every character is written as UTF-8");
	same_int(wrong, 0, "and read, surrogates and larger ones refused");
	ok(pos_utf8_next("", &len) == 0 && len == 0, "the end of a text");
}

static void
check_bytes(void)
{
	static const unsigned char tails[] = { 0x00, 0x41, 0x7f, 0x80, 0x8f,
		0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xe0, 0xff };
	const unsigned count = sizeof(tails);
	unsigned char bytes[4];
	unsigned i, wrong = 0, c;

	/* Every pair of first bytes, before every kind of third and fourth. */
	for (i = 0; i < 65536 * count * count; i++) {
		bytes[0] = (unsigned char)(i & 0xff);
		bytes[1] = (unsigned char)(i >> 8 & 0xff);
		bytes[2] = tails[(i >> 16) % count];
		bytes[3] = tails[(i >> 16) / count];
		size_t at = 0, step;

		while (
		    at < 4 && (step = slow_decode(bytes + at, 4 - at, &c)) > 0)
			at += step;
		wrong += pos_utf8_valid((char *)bytes, 4) != at;
	}
	same_int(wrong, 0, "the valid prefix of any four bytes");
	same_int((long long)pos_utf8_valid("abcdefghijklmnop\xc0\xaf", 18), 16,
	    "an overlong slash after ASCII");
	same_int((long long)pos_utf8_valid("abcdefg\xe6\x9d\xaf ijklmno\xff",
		     19),
	    18, "mixed text");
}

static void
wide(const char *text, int want, const char *name)
{
	same_int(pos_width(text), want, name);
}

static void
check_width(void)
{
	wide("", 0, "nothing");
	wide("latte", 5, "ASCII");
	wide("caf\xc3\xa9", 4, "e acute");
	wide("cafe\xcc\x81", 4, "e and a combining acute");
	wide("\xe6\x8b\xbf\xe9\x93\x81", 4, "two Han");
	wide("\xef\xbc\xa1", 2, "a full-width A");
	wide("\xef\xbd\xb1", 1, "a half-width katakana");
	wide("\xed\x95\x9c", 2, "a Hangul syllable");
	wide("\xe2\x82\xac", 1, "the euro sign");
	wide("\xf0\x9f\x98\x80", 2, "an emoji");
	wide("\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", 2, "with a skin tone");
	wide("\xf0\x9f\x8f\xbd", 2, "a skin tone alone");
	wide("x\xf0\x9f\x8f\xbd", 3, "a skin tone after a letter");
	wide("\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d"
	     "\xf0\x9f\x91\xa7",
	    2, "a family of three, joined");
	wide("\xe2\x98\x95\xef\xb8\x8f", 2, "a hot beverage, as emoji");
	wide("\xe2\x9d\xa4\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x94\xa5", 1,
	    "a heart on fire, as wide as the heart");
	wide("a\xef\xb8\x8f", 1, "a variation selector after a letter");
	wide("\xf0\x9f\x87\xac\xf0\x9f\x87\xa7", 2, "a flag");
	wide("a\xe2\x80\x8d"
	     "b",
	    2, "a joiner between letters");
	wide("\xe0\xb8\xb2\xe0\xb8\xb5", 1, "a Thai vowel above");
	wide("\xf3\xb0\x80\x80", 1, "a private character");
	wide("\xf4\x8f\xbf\xbf", 1, "no character");
	wide("a\nb", 3, "a control, shown as '?'");
	wide("\xff\xfe", 2, "invalid bytes, shown as '?'");
}

static void
check_cut(void)
{
	static const char text[] = "a\xe6\x8b\xbf"
				   "e\xcc\x81\xf0\x9f\x91\xa8"
				   "\xe2\x80\x8d\xf0\x9f\x91\xa9z";
	static const size_t bytes[] = { 0, 1, 1, 4, 7, 7, 18, 19, 19 };
	static const int columns[] = { 0, 1, 1, 3, 4, 4, 6, 7, 7 };
	int used, wrong = 0, i;

	for (i = 0; i <= 8; i++) {
		wrong += pos_width_cut(text, i, &used) != bytes[i];
		wrong += used != columns[i];
		wrong += pos_width_cut(text, i, NULL) != bytes[i];
	}
	same_int(wrong, 0, "cut by columns: never through a sequence");
	same_int((long long)pos_width_cut(text, -1, &used), 0,
	    "no room at all");
}

static void
wrong_is(const char *have, const char *want, const char *name)
{
	if (want == NULL)
		ok(have == NULL, "%s", name);
	else
		same_text(have, want, name);
}

static void
check_wrong(void)
{
	char nine[] = "\xe6\x8b\xbf\xe6\x8b\xbf\xe6\x8b\xbf";
	char code[] = "ab";
	int c, wrong = 0;

	wrong_is(pos_text_wrong("", 9), "empty", "empty text");
	wrong_is(pos_text_wrong(nine, 9), NULL, "just as long as it may be");
	wrong_is(pos_text_wrong(nine, 8), "too long", "too long");
	wrong_is(pos_text_wrong("a\xc3", 9), "not UTF-8", "half a character");
	wrong_is(pos_text_wrong("a\x7f", 9), "has a control character", "DEL");
	wrong_is(pos_text_wrong("a\n", 9), "has a control character", "NL");
	wrong_is(pos_text_wrong("\xc2\x9b", 9), "has a control character",
	    "C1");
	wrong_is(pos_text_wrong("\xc2\xa0", 9), NULL, "a no-break space");
	wrong_is(pos_text_wrong("a\xe2\x80\xae", 9),
	    "has an invisible direction character", "an override");
	wrong_is(pos_text_wrong("a\xe2\x81\xa6", 9),
	    "has an invisible direction character", "an isolate");
	wrong_is(pos_text_wrong("\xe2\x80\x8f", 9), NULL, "a mark is fine");
	for (c = 1; c < 128; c++) {
		code[1] = (char)c;
		wrong += (pos_code_wrong(code) != NULL) !=
		    (c <= ' ' || c == 127 || strchr(":+,;=\"", c) != NULL);
	}
	same_int(wrong, 0, "ASCII in codes");
	wrong_is(pos_code_wrong("-a"), "starts with '-'", "a code like -a");
	wrong_is(pos_code_wrong("a-"), NULL, "a-");
	wrong_is(pos_code_wrong("a\xe3\x80\x80"), "has a blank",
	    "an ideographic space");
	wrong_is(pos_code_wrong("\xe6\x8b\xbf\xe9\x93\x81"), NULL, "Han");
	wrong_is(pos_code_wrong("0123456789012345678901234567890123456789"
				"012345678901234567890123"),
	    NULL, "64 bytes");
	wrong_is(pos_code_wrong("0123456789012345678901234567890123456789"
				"0123456789012345678901234"),
	    "too long", "65 bytes");
}

static void
check_clean(void)
{
	struct pos_buf buf = { 0 };

	pos_text_clean(&buf,
	    "a\x1b[1m\xc2\x85\xe2\x80\xae\xe6\x8b\xbf\xe6"
	    "\x8b"
	    "b\xf0");
	same_text(buf.text,
	    "a?[1m??\xe6\x8b\xbf?"
	    "?b?",
	    "cleaned text");
	pos_text_clean(&buf, "");
	same_int((long long)buf.len, 14, "nothing more");
	pos_buf_release(&buf);
	pos_text_clean(&buf, "");
	same_text(buf.text, "", "nothing at all");
	pos_buf_release(&buf);
}

static void
folds(const char *text, const char *want, const char *name)
{
	struct pos_buf buf = { 0 };

	pos_text_fold(&buf, text);
	same_text(buf.text, want, name);
	pos_buf_release(&buf);
}

static void
check_fold(void)
{
	struct pos_buf once = { 0 }, twice = { 0 };
	unsigned c, wrong = 0;
	char text[5];

	folds("LaTTe [@`{", "latte [@`{", "ASCII");
	folds("CAF\xc3\x89", "caf\xc3\xa9", "E acute");
	folds("\xce\xa3\xcf\x83\xcf\x82", "\xcf\x83\xcf\x83\xcf\x83",
	    "the three sigmas");
	folds("\xd0\x96", "\xd0\xb6", "Cyrillic");
	folds("\xe6\x8b\xbf", "\xe6\x8b\xbf", "Han");
	folds("\xc4\xb1", "\xc4\xb1", "a dotless i is not an i");
	folds("A\xff"
	      "B",
	    "a\xff"
	    "b",
	    "invalid bytes stay");
	for (c = 1; c <= 0x1ffff; c++) {
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		text[pos_utf8_put(text, c)] = '\0';
		pos_buf_clear(&once);
		pos_buf_clear(&twice);
		pos_text_fold(&once, text);
		pos_text_fold(&twice, once.text);
		wrong += strcmp(once.text, twice.text) != 0;
	}
	same_int(wrong, 0, "folding twice is folding once");
	pos_buf_release(&once);
	pos_buf_release(&twice);
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* The definition, without a table. */
static int
slow_distance(const char *a, size_t m, const char *b, size_t n)
{
	int best;

	if (m == 0 || n == 0)
		return (int)(m + n);
	best = slow_distance(a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
	best = least(best, slow_distance(a, m - 1, b, n) + 1);
	best = least(best, slow_distance(a, m, b, n - 1) + 1);
	if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1])
		best = least(best, slow_distance(a, m - 2, b, n - 2) + 1);
	return best;
}

static void
check_distance(void)
{
	static const char *const words[] = { "", "a", "ab", "ba", "abc", "cab",
		"acb", "latte", "lattte", "alt", "talte", "mocha" };
	const size_t count = sizeof(words) / sizeof(words[0]);
	char lots[100];
	size_t i, k;
	int limit, wrong = 0;

	for (i = 0; i < count; i++)
		for (k = 0; k < count; k++)
			for (limit = 0; limit < 8; limit++)
				wrong += pos_text_distance(words[i], words[k],
					     limit) !=
				    least(limit + 1,
					slow_distance(words[i],
					    strlen(words[i]), words[k],
					    strlen(words[k])));
	same_int(wrong, 0, "distances are those of the slow twin");
	memset(lots, 'x', sizeof(lots));
	lots[99] = '\0';
	same_int(pos_text_distance(lots, "x", 3), 4, "a very long word");
	same_int(pos_text_distance(lots, lots, 3), 0, "and itself");
}

int
main(void)
{
	const char *before;

	check_characters();
	check_bytes();
	/* Widths must not need a locale of the user. */
	before = setlocale(LC_ALL, "C");
	check_width();
	check_cut();
	check_wrong();
	check_clean();
	check_fold();
	check_distance();
	same_text(setlocale(LC_ALL, NULL), before, "the locale is left alone");
	return tap_done();
}
