/*
 * paper.c - unit tests of lib/link: papers, and that no text escapes.
 *
 * The printer at the end of the file is a small one of our own: it reads
 * ESC/POS as a printer does, knows only the commands a layout may use, and
 * stops at the first byte it cannot account for.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "link/paper.h"
#include "tap.h"

static const char *const pages[] = { "cp437", "cp858", "cp1252", "gb18030" };

static const char *const naughty[] = {
	"\x1b@\x1bm\x1d\x56\x41\x03", "a\x1b[31mred", "\x1d(k\x03\x00Q",
	"C1 \xc2\x9b" "31m csi", "\xc2\x85 next line", "\xc2\x9d" "0;title\x07",
	"\xe2\x80\xae txet desrever", "\xe2\x81\xa6iso\xe2\x81\xa9",
	"bell \x07\x07", "line\xe2\x80\xa8separator\xe2\x80\xa9para",
	"del \x7f", "\x10\x04\x01 status", "\x1c.\x1c&", "tab\tcr\rff\f",
	"caf\xc3\xa9", "cafe\xcc\x81", "Zo\xcc\xbe\xcc\x9bg\xcd\xa7o",
	"👩‍👩‍👧‍👦 family", "👍🏽👍🏿", "🇨🇳🇩🇪", "❤️‍🔥",
	"拿铁咖啡大杯少冰加浓去糖多奶燕麦", "咖啡 latte 大杯 grande 热 hot",
	"Donaudampfschifffahrtsgesellschaftskapitaenskajuetentuer",
	"\xff\xfe\xc0\xaf\xed\xa0\x80", "\xe2\x80", "", " ", "     ",
	"ﷺ﷽", "ᄀᄀᄀ각ᆨᆨ", "\xe2\x80\x8b\xe2\x80\x8b", "“quoted” — dash…",
	"€ 5 £ 4 ¥ 3 ￥ 2", "\xf0\xa0\x80\x80\xf0\xaa\x9a\xa5 rare", "䶮",
	"<b>&amp;\"'</b><script>alert(1)</script>",
};
#define NAUGHTY (sizeof(naughty) / sizeof(naughty[0]))

static uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);

static unsigned
rnd(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 32) % below;
}

/* Bytes, characters of many blocks, or one of the naughty ones. */
static const char *
random_text(char text[200])
{
	static const unsigned base[] = { 0x20, 0x20, 0x80, 0xc0, 0x300, 0x4e00,
		0x9f00, 0x1f600, 0x2000, 0x3000, 0xff00, 0x20000, 0x1f3f0 };
	size_t at = 0, want = rnd(60);
	unsigned c;

	if (rnd(4) == 0)
		return naughty[rnd(NAUGHTY)];
	while (at < want) {
		if (rnd(8) == 0) {
			text[at++] = (char)(1 + rnd(255));
			continue;
		}
		c = base[rnd(sizeof(base) / sizeof(base[0]))] + rnd(96);
		if (rnd(6) == 0)
			c = ' ';
		at += pos_utf8_put(text + at, c);
	}
	text[at] = '\0';
	return text;
}

static void
fill(struct pos_paper *paper, bool random)
{
	static const unsigned styles[] = { 0, POS_BOLD, POS_TALL, POS_BIG,
		POS_BIG | POS_BOLD, POS_FAINT };
	char a[200], b[200], c[200];
	const char *one, *two, *three;
	size_t i;

	for (i = 0; i < NAUGHTY; i++) {
		one = random ? random_text(a) : naughty[i];
		two = random ? random_text(b) : "12.50";
		three = random ? random_text(c) : "-1234567890.00";
		pos_paper_text(paper, (enum pos_align)rnd(3), styles[rnd(6)],
		    one);
		pos_paper_row(paper, styles[rnd(6)], (int)rnd(9), one, two);
		pos_paper_row(paper, styles[rnd(6)], 0, two, one);
		pos_paper_row3(paper, styles[rnd(6)], one, two, three);
		pos_paper_row3(paper, 0, "GST 10 %", "10.00", "1.00");
		if (rnd(8) == 0)
			pos_paper_rule(paper);
		if (rnd(8) == 0)
			pos_paper_gap(paper);
	}
}

/* --- plain text --------------------------------------------------------- */

static bool
plain_fits(const char *text, int width)
{
	const char *end;
	char *line;
	bool good = true;
	size_t at, step;
	unsigned c;

	for (; good && *text != '\0'; text = end + 1) {
		end = strchrnul(text, '\n');
		line = strndup(text, (size_t)(end - text));
		good = pos_width(line) <= width;
		for (at = 0; good && line[at] != '\0'; at += step) {
			c = pos_utf8_next(line + at, &step);
			good = c >= 0x20 && c != 0x7f &&
			    (c < 0x80 || c > 0x9f) &&
			    (c < 0x2028 || c > 0x202e) &&
			    (c < 0x2066 || c > 0x2069);
		}
		if (!good)
			printf("# %d columns of %d: '%s'\n", pos_width(line),
			    width, line);
		free(line);
		if (*end == '\0')
			break;
	}
	return good;
}

/* Every character of the words, in order, whatever the wrapping did. */
static void
squeeze(struct pos_buf *out, const char *text)
{
	pos_buf_text(out, "");
	for (; *text != '\0'; text++)
		if (*text != ' ' && *text != '\n')
			pos_buf_char(out, *text);
}

static void
test_plain(void)
{
	struct pos_err err;
	bool fits = true, whole = true;
	int round, width;

	for (round = 0; round < 300; round++) {
		struct pos_paper *paper = pos_paper_new();
		struct pos_buf out = { 0 };

		width = POS_PAPER_WIDTH_MIN +
		    (int)rnd(POS_PAPER_WIDTH_MAX - POS_PAPER_WIDTH_MIN + 1);
		fill(paper, round > 0);
		fits = pos_paper_plain(&out, paper, width, &err) == POS_OK &&
		    plain_fits(out.text, width) && fits;
		pos_buf_release(&out);
		pos_paper_free(paper);
	}
	ok(fits, "plain: no line is wider than the paper, none has a control");
	for (round = 0; round < 2000; round++) {
		struct pos_paper *paper = pos_paper_new();
		struct pos_buf out = { 0 }, a = { 0 }, b = { 0 }, in = { 0 };
		char text[200];

		pos_text_clean(&in, random_text(text));
		if (strstr(in.text, "\xe2\x80") == NULL &&
		    strstr(in.text, "\xef\xb8") == NULL) {
			pos_paper_row(paper, 0, 2, in.text, "");
			if (pos_paper_plain(&out, paper, 24, &err) != POS_OK)
				whole = false;
			squeeze(&a, in.text);
			squeeze(&b, out.text);
			whole = whole && strcmp(a.text, b.text) == 0;
		}
		pos_buf_release(&in);
		pos_buf_release(&out);
		pos_buf_release(&a);
		pos_buf_release(&b);
		pos_paper_free(paper);
	}
	ok(whole, "plain: wrapping loses no character");
}

static void
test_layout(void)
{
	struct pos_paper *paper = pos_paper_new();
	struct pos_buf out = { 0 };
	struct pos_err err;

	pos_paper_text(paper, POS_CENTRE, POS_BIG, "Cafe");
	pos_paper_text(paper, POS_RIGHT, 0, "one\ntwo");
	pos_paper_rule(paper);
	pos_paper_row(paper, 0, 0, "A flat white with oat milk", "5.20");
	pos_paper_row(paper, 0, 2, "2 x 2.60", "");
	pos_paper_row(paper, 0, 0, "拿铁咖啡大杯少冰加浓去糖", "28.00");
	pos_paper_row(paper, 0, 0, "reference", "0123456789012345678901234567");
	pos_paper_row3(paper, 0, "Tax", "Net", "Amount");
	pos_paper_row3(paper, 0, "GST 10%", "100.00", "10.00");
	pos_paper_row(paper, 0, 0, "", "");
	ok(pos_paper_plain(&out, paper, 24, &err) == POS_OK, "plain: renders");
	same_text(out.text,
	    "          Cafe\n"
	    "                     one\n"
	    "                     two\n"
	    "------------------------\n"
	    "A flat white with   5.20\n"
	    "oat milk\n"
	    "  2 x 2.60\n"
	    "拿铁咖啡大杯少冰加 28.00\n"
	    "浓去糖\n"
	    "reference\n"
	    "012345678901234567890123\n"
	    "                    4567\n"
	    "Tax          Net  Amount\n"
	    "GST 10%   100.00   10.00\n"
	    "\n",
	    "plain: the layout, to the letter");
	pos_buf_release(&out);
	pos_paper_free(paper);
}

/* --- HTML --------------------------------------------------------------- */

static void
test_html(void)
{
	struct pos_paper *paper = pos_paper_new();
	struct pos_buf out = { 0 };
	struct pos_err err;
	const char *body;
	size_t at, step;
	bool tags = true, controls = true;
	unsigned c;

	fill(paper, false);
	pos_paper_html_head(&out, "en\"><x>", "<title> \x1b");
	ok(pos_paper_html(&out, paper, &err) == POS_OK, "html: renders");
	pos_paper_html_tail(&out);
	ok(strstr(out.text, "<script") == NULL &&
		strstr(out.text, "<b>") == NULL &&
		strstr(out.text, "<x>") == NULL,
	    "html: escapes names");
	body = strstr(out.text, "<body>");
	for (at = 0; body != NULL && body[at] != '\0'; at++)
		if (body[at] == '<')
			tags = tags && strchr("/abdpsth", body[at + 1]) != NULL;
	for (at = 0; at < out.len; at += step) {
		c = pos_utf8_next(out.text + at, &step);
		controls = controls &&
		    (c == '\n' ||
			(c >= 0x20 && c != 0x7f && (c < 0x80 || c > 0x9f) &&
			    (c < 0x202a || c > 0x202e)));
	}
	ok(body != NULL && tags && controls, "html: only our own tags");
	pos_buf_release(&out);
	pos_paper_free(paper);
}

/* --- ESC/POS: a printer that trusts nobody ------------------------------- */

struct printer {
	const unsigned char *at, *end;
	int width;
	bool han, started;
	int size; /* 1 or 2: columns of a character of one */
	int column, cuts, drawers, codes, lines;
	const char *wrong;
};

static bool
takes(struct printer *p, const char *bytes, size_t len)
{
	if ((size_t)(p->end - p->at) < len || memcmp(p->at, bytes, len) != 0)
		return false;
	p->at += len;
	return true;
}
#define TAKES(p, lit) takes((p), (lit), sizeof(lit) - 1)

static bool
command(struct printer *p)
{
	static const char *const before[] = { "\x1d(k\4\0001A2",
		"\x1d(k\3\0001C\6", "\x1d(k\3\0001E1" };
	static const size_t before_len[] = { 9, 8, 8 };
	size_t i, len;

	if (!p->started) {
		p->started = TAKES(p, "\x1b@") && TAKES(p, "\x1bR\0") &&
		    (p->han ? TAKES(p, "\x1c&") :
			      TAKES(p, "\x1c.") &&
				(TAKES(p, "\x1bt\x00") ||
				    TAKES(p, "\x1bt\x10") ||
				    TAKES(p, "\x1bt\x13")));
		p->size = 1;
		return p->started;
	}
	if (p->column > 0)
		return false; /* ours come between lines only */
	if (TAKES(p,
		"\x1b"
		"a\0") ||
	    TAKES(p,
		"\x1b"
		"a\1") ||
	    TAKES(p,
		"\x1b"
		"a\2") ||
	    TAKES(p,
		"\x1b"
		"E\0") ||
	    TAKES(p,
		"\x1b"
		"E\1"))
		return true;
	if (TAKES(p, "\x1d!\0") || TAKES(p, "\x1d!\1")) {
		p->size = 1;
		return true;
	}
	if (TAKES(p, "\x1d!\x11")) {
		p->size = 2;
		return true;
	}
	if (TAKES(p, "\x1bp\0\x19\xfa"))
		return ++p->drawers;
	if (TAKES(p, "\x1dVB\3") ||
	    TAKES(p,
		"\x1b"
		"d\5")) {
		p->started = false;
		return ++p->cuts;
	}
	for (i = 0; i < 3; i++)
		if (!takes(p, before[i], before_len[i]))
			return false;
	if (p->end - p->at < 8 || memcmp(p->at, "\x1d(k", 3) != 0)
		return false;
	len = (size_t)(p->at[3] + p->at[4] * 256);
	if (memcmp(p->at + 5, "1P0", 3) != 0 ||
	    len + 5 > (size_t)(p->end - p->at))
		return false;
	for (i = 8; i < len + 5; i++)
		if (p->at[i] < 0x20 || p->at[i] == 0x7f)
			return false;
	p->at += len + 5;
	p->codes++;
	return TAKES(p, "\x1d(k\3\0001Q0");
}

static bool
character(struct printer *p)
{
	unsigned char c = *p->at++;

	if (c == '\n') {
		p->column = 0;
		p->lines++;
		return p->started;
	}
	if (c < 0x20 || c == 0x7f || !p->started)
		return false;
	if (c >= 0x80 && p->han) {
		if (p->at == p->end)
			return false;
		if (*p->at >= 0x30 && *p->at <= 0x39) { /* four bytes */
			if (p->end - p->at < 3 || p->at[1] < 0x81 ||
			    p->at[2] < 0x30 || p->at[2] > 0x39)
				return false;
			p->at += 3;
		} else if (*p->at < 0x40 || *p->at == 0x7f) {
			return false;
		} else {
			p->at++;
		}
		p->column += p->size;
	}
	p->column += p->size;
	return p->column <= p->width;
}

static bool
prints(struct printer *p, const struct pos_buf *out)
{
	p->at = (const unsigned char *)out->text;
	p->end = p->at + out->len;
	while (p->at < p->end) {
		const unsigned char *was = p->at;

		if (command(p))
			continue;
		p->at = was;
		if (!character(p)) {
			printf("# byte %td of %zu: 0x%02x, column %d\n",
			    was - (const unsigned char *)out->text, out->len,
			    *was, p->column);
			return false;
		}
	}
	return p->column == 0 && !p->started;
}

static void
test_escpos(void)
{
	static const int widths[] = { 32, 42, 48 };
	struct pos_err err;
	size_t page;
	int round;

	for (page = 0; page < 4; page++) {
		bool good = true;

		for (round = 0; good && round < 150; round++) {
			struct pos_paper *paper = pos_paper_new();
			struct pos_buf out = { 0 };
			struct printer p = { .width = widths[rnd(3)],
				.han = page == 3 };

			pos_paper_drawer(paper);
			fill(paper, round > 0);
			pos_paper_qr(paper, "https://x.example/\x1b\x1d(k☕");
			pos_paper_cut(paper);
			pos_paper_text(paper, POS_LEFT, 0, "next");
			pos_paper_tear(paper);
			good = pos_paper_escpos(&out, paper, p.width,
				   pages[page], &err) == POS_OK &&
			    prints(&p, &out) && p.cuts == 2 && p.drawers == 1 &&
			    p.codes == 1 && p.lines > (int)NAUGHTY * 5;
			pos_buf_release(&out);
			pos_paper_free(paper);
		}
		ok(good,
		    "escpos: %s: only commands of the layout, no line too"
		    " wide",
		    pages[page]);
	}
}

static void
shown(const char *page, const char *text, const char *want, size_t len)
{
	struct pos_paper *paper = pos_paper_new();
	struct pos_buf out = { 0 };
	struct pos_err err;
	size_t at;
	bool good;

	pos_paper_text(paper, POS_LEFT, 0, text);
	good = pos_paper_escpos(&out, paper, 48, page, &err) == POS_OK &&
	    out.len > len;
	at = good ? out.len - 1 - len : 0;
	good = good && memcmp(out.text + at, want, len) == 0 &&
	    out.text[out.len - 1] == '\n' &&
	    at == (strcmp(page, "gb18030") == 0 ? 7u : 10u);
	pos_buf_clear(&out);
	pos_text_clean(&out, text);
	ok(good, "escpos: %s: %s", page, out.text);
	pos_buf_release(&out);
	pos_paper_free(paper);
}
#define SHOWN(page, text, want) shown(page, text, want, sizeof(want) - 1)

static void
test_characters(void)
{
	struct pos_buf out = { 0 };
	struct pos_paper *paper = pos_paper_new();
	struct pos_err err;

	SHOWN("cp437", "Café", "Caf\x82");
	SHOWN("cp437", "€5 £4 ¥3",
	    "EUR5 \x9c"
	    "4 \x9d"
	    "3");
	SHOWN("cp858", "€5",
	    "\xd5"
	    "5");
	SHOWN("cp1252", "€5 “x”",
	    "\x80"
	    "5 \x93x\x94");
	SHOWN("cp858", "“x” — y…", "\"x\" - y...");
	SHOWN("cp858", "拿铁 latte", "?? latte");
	SHOWN("cp858", "cafe\xcc\x81!", "cafe!");
	SHOWN("cp858", "👩‍👩‍👧 👍🏽 ok", "? ? ok");
	SHOWN("gb18030", "拿铁 ¥3",
	    "\xc4\xc3\xcc\xfa \xa3\xa4"
	    "3");
	SHOWN("gb18030", "👍 €", "? \xa2\xe3");
	SHOWN("gb18030", "㐀", "\x81\x39\xee\x39");
	SHOWN("cp858", "\x1b\x1d\xc2\x9b\x07", "????");
	SHOWN("gb18030", "\xc2\x9b[31m", "?[31m");
	pos_paper_text(paper, POS_LEFT, 0, "x");
	same_int(pos_paper_escpos(&out, paper, 48, "utf8", &err), POS_USAGE,
	    "escpos: another code page is refused");
	pos_paper_free(paper);
}

static void
test_qr(void)
{
	struct pos_paper *paper = pos_paper_new();
	struct pos_buf out = { 0 };
	struct pos_err err;
	enum pos_status st;

	pos_paper_qr(paper, "https://example.org/r/17");
	st = pos_paper_plain(&out, paper, 32, &err);
	if (st == POS_UNAVAILABLE) {
		ok(true, "qr: plain # SKIP no libqrencode");
	} else {
		ok(st == POS_OK && plain_fits(out.text, 32) &&
			strstr(out.text, "█▀▀▀▀▀█") != NULL,
		    "qr: plain");
		pos_paper_qr(paper,
		    "https://example.org/receipts/of/the/whole"
		    "/long/path/0123456789012345678901234567890123456789");
		same_int(pos_paper_plain(&out, paper, 32, &err), POS_USAGE,
		    "qr: too wide for the paper is refused");
		pos_buf_clear(&out);
		ok(pos_paper_html(&out, paper, &err) == POS_OK &&
			strstr(out.text, "<svg viewBox=\"-2 -2 29 29\"") !=
			    NULL,
		    "qr: html");
	}
	pos_buf_release(&out);
	pos_paper_free(paper);
}

int
main(void)
{
	test_layout();
	test_plain();
	test_html();
	test_escpos();
	test_characters();
	test_qr();
	return tap_done();
}
