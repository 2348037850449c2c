/*
 * csv - CSV in every encoding and dialect, and written so that it comes back.
 */
#include <iconv.h>

#include "csvtest.h"
#include "rec/json.h"

static void
rows_n(const char *bytes, size_t len, const char *want, const char *name)
{
	struct pos_buf out = { 0 };

	show_all(&out, file_of(bytes, len), NULL);
	same_text(out.text, want, name);
	pos_buf_release(&out);
}

static void
rows(const char *text, const char *want, const char *name)
{
	rows_n(text, strlen(text), want, name);
}

static void
test_rows(void)
{
	rows("", "", "an empty file");
	rows("a,b\n1,2", "1:[a][b]/2:[1][2]/", "no newline at the end");
	rows("a,b\r\n1,2\r\n", "1:[a][b]/2:[1][2]/", "CRLF");
	rows("a,b\r1,2\r\r3,4\r", "1:[a][b]/2:[1][2]/4:[3][4]/", "CR only");
	rows("\n\na,b\n , \n\n,\n1,2\n", "3:[a][b]/7:[1][2]/",
	    "empty and blank rows are passed over");
	rows("a,\"x\r\ny\n\nz\"\r\nb,c\n", "1:[a][x\r\ny\n\nz]/5:[b][c]/",
	    "line ends in quotes count");
	rows("a,\"x\ry\"\r\"\n\",c\n", "1:[a][x\ry]/3:[\n][c]/",
	    "CR in quotes counts");
	rows("a, b ,\"c\"\n", "1:[a][ b ][c]/", "blanks belong to the cell");
	rows("a,5\" pizza,\"say \"\"x\"\"\"\n", "1:[a][5\" pizza][say \"x\"]/",
	    "quotes inside");
	rows("a\"b\"\"c\"\n", "1:[a\"b\"\"c\"]/", "many stray quotes");
	rows("\"\",\"\"\n\"\",x\n", "2:[][x]/", "quoted empty cells");
	rows("a,b,\n", "1:[a][b][]/", "a last cell without text");
	rows("=1+1,'x\n", "1:[=1+1]['x]/", "formulas are text");
}

static void
test_wrong(void)
{
	rows("a,b\n1,\"2\n3\n4",
	    "1:[a][b]/t: line 2: a quote that opens in "
	    "this row is never closed",
	    "an open quote");
	rows("a,b\n\"x\ny\" z,2\n",
	    "1:[a][b]/t: line 3: text after a closing "
	    "quote",
	    "text after a closing quote");
	rows("a,b\n1, \"2, 3\"\n",
	    "1:[a][b]/t: line 2: a blank before an "
	    "opening quote",
	    "a blank before an opening quote");
	rows_n("a,b\nc,d\0e\n", 11, "1:[a][b]/t: line 2: a NUL character",
	    "NUL");
	rows_n(",\0\0,\n\0\0\n", 8, "t: line 1: a NUL character",
	    "NUL on both sides is no UTF-16");
}

static void
test_limits(void)
{
	struct pos_buf text = { 0 };
	struct pos_buf out = { 0 };
	int i;

	for (i = 1; i < POS_CSV_CELLS_MAX; i++)
		pos_buf_text(&text, "1,");
	pos_buf_text(&text, "1\n");
	show_all(&out, file_of(text.text, text.len), NULL);
	ok(strncmp(out.text, "1:[1][1]", 8) == 0 &&
		out.text[out.len - 1] == '/',
	    "as many cells as allowed");
	for (i = 0; i < POS_CSV_CELLS_MAX; i++)
		pos_buf_text(&text, "1,");
	show_all(&out, file_of(text.text, text.len), NULL);
	ok(strstr(out.text, "/t: line 2: too many cells") != NULL,
	    "one more is refused");
	pos_buf_clear(&text);
	pos_buf_text(&text, "a,b\nc,\"");
	for (i = 0; i < POS_CSV_ROW_MAX / 8; i++)
		pos_buf_text(&text, "1234567\n");
	pos_buf_text(&text, "tail");
	show_all(&out, file_of(text.text, text.len), NULL);
	same_text(out.text,
	    "1:[a][b]/t: line 2: a row too long (is a quote "
	    "not closed?)",
	    "a row too long");
	pos_buf_release(&text);
	pos_buf_release(&out);
}

static void
test_delimiter(void)
{
	struct pos_csv_options options = { .delimiter = '^' };
	struct pos_buf out = { 0 };

	rows("sep=;\na;b\n", "2:[a][b]/", "sep=;");
	rows("\xef\xbb\xbfSEP=^\r\na^b\n", "2:[a][b]/", "mark and sep=^");
	rows("sep==\na=b\n", "2:[a][b]/", "sep==");
	rows("sep=,", "", "sep= alone");
	rows("sep=ab,1\n", "1:[sep=ab][1]/", "no sep= line");
	rows("a;b\n1,5;2,5\n1,0;2,0\n", "1:[a][b]/2:[1,5][2,5]/3:[1,0][2,0]/",
	    "semicolons beside decimal commas");
	rows("a;b;c\n1,5;x;y\n2,5;x\n3,5;x;y;z\n4,5;x\n",
	    "1:[a][b][c]/"
	    "2:[1,5][x][y]/3:[2,5][x]/4:[3,5][x][y][z]/5:[4,5][x]/",
	    "even in ragged rows, by their header");
	rows("a\tb\n1,5\tx\n", "1:[a][b]/2:[1,5][x]/", "tabs");
	rows("a|b|c\n1|\"2,|\"|3\n", "1:[a][b][c]/2:[1][2,|][3]/", "pipes");
	rows("name,note\nx,\"a;b;c\ne;f\"\ny,;\n",
	    "1:[name][note]/2:[x][a;b;c\ne;f]/4:[y][;]/",
	    "what stands in quotes does not count");
	rows("only\n1\n", "1:[only]/2:[1]/", "a single column");
	show_all(&out, file_of("sep=,\na^b,\n", 11), &options);
	same_text(out.text, "2:[a][b,]/", "the caller's delimiter wins");
	options.delimiter = '"';
	show_all(&out, file_of("a", 1), &options);
	same_text(out.text, "a delimiter is one ASCII character, and no quote",
	    "a quote cannot delimit");
	pos_buf_release(&out);
}

static size_t
convert(char *to, size_t room, const char *text, const char *encoding)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	size_t left = strlen(text), before = room;
	char *from = (char *)text;

	if (cd == (iconv_t)-1 ||
	    iconv(cd, &from, &left, &to, &room) == (size_t)-1)
		abort();
	iconv_close(cd);
	return before - room;
}

static void
test_encodings(void)
{
	static const struct {
		const char *encoding;
		bool mark, detect;
	} all[] = {
		{ "UTF-8", false, true }, { "UTF-8", true, true },
		{ "UTF-16LE", true, true }, { "UTF-16BE", true, true },
		{ "UTF-16LE", false, true }, { "UTF-16BE", false, true },
		{ "UTF-32LE", true, true }, { "UTF-32BE", true, true },
		{ "UTF-32LE", false, false },
		{ "GB18030", true, true }, { "GB18030", false, true },
	};
	static const char text[] =
	    "\xef\xbb\xbfname,note\r\n" TEA ",\"" CUP "\n2\"\r\n";
	const char *want = "1:[name][note]/2:[" TEA "][" CUP "\n2]/";
	struct pos_csv_options options = { 0 };
	struct pos_buf out = { 0 };
	char bytes[256];
	size_t i, len, step;
	pid_t child;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		len = convert(bytes, sizeof(bytes), text + 3 * !all[i].mark,
		    all[i].encoding);
		options.encoding = all[i].encoding;
		show_all(&out, file_of(bytes, len), &options);
		same_text(out.text, want, all[i].encoding);
		if (!all[i].detect)
			continue;
		show_all(&out, file_of(bytes, len), NULL);
		same_text(out.text, want, "detected");
		for (step = 1; step < 8; step += 3) {
			show_all(&out, pipe_of(bytes, len, step, &child), NULL);
			same_text(out.text, want, "through a pipe in pieces");
			waitpid(child, NULL, 0);
		}
	}
	pos_buf_release(&out);
}

static void
test_wrong_encodings(void)
{
	struct pos_csv_options options = { .encoding = "KLINGON" };
	struct pos_buf out = { 0 };

	show_all(&out, file_of("a", 1), &options);
	same_text(out.text,
	    "t: unknown encoding 'KLINGON', see iconv -l for "
	    "their names",
	    "an encoding nobody knows");
	options.encoding = "UTF-8";
	show_all(&out, file_of("a,b\nx,\xff\n", 9), &options);
	same_text(out.text,
	    "1:[a][b]/t: line 2: bytes that are not UTF-8 "
	    "(name the file's encoding)",
	    "not UTF-8");
	rows("\xef\xbb\xbf"
	     "a\n\xe8\x8c",
	    "1:[a]/t: line 2: bytes that are "
	    "not UTF-8 (name the file's encoding)",
	    "a cut character");
	rows("a\ncaf\xe9,1\n",
	    "1:[a]/t: line 2: bytes that are not GB18030 "
	    "(name the file's encoding)",
	    "Latin 1 is not guessed");
	options.encoding = "ISO-8859-1";
	show_all(&out, file_of("a\ncaf\xe9,1\n", 9), &options);
	same_text(out.text, "1:[a]/2:[caf\xc3\xa9][1]/", "but read when named");
	rows_n("\xff\xfe"
	       "a\0,\0x",
	    7,
	    "t: line 1: bytes that are not "
	    "UTF-16LE (name the file's encoding)",
	    "half of UTF-16");
	pos_buf_release(&out);
}

static void
cell_is(const char *text, const char *want)
{
	struct pos_buf buf = { 0 }, name = { 0 };

	pos_json_quote(&name, want);
	pos_csv_cell(&buf, text, ',', true);
	same_text(buf.text, want, name.text);
	pos_buf_release(&buf);
	pos_buf_release(&name);
}

static void
test_write(void)
{
	struct pos_buf buf = { 0 };

	cell_is("", "");
	cell_is("latte", "latte");
	cell_is("a,b", "\"a,b\"");
	cell_is("a;b", "a;b");
	cell_is("5\" x", "\"5\"\" x\"");
	cell_is("a\nb", "\"a\nb\"");
	cell_is("=1+1", "'=1+1");
	cell_is("=\"a\",1", "\"'=\"\"a\"\",1\"");
	cell_is("@x", "'@x");
	cell_is("-x", "'-x");
	cell_is("-12.50", "-12.50");
	cell_is("+8613800138000", "+8613800138000");
	cell_is("-1.", "'-1.");
	cell_is("-", "'-");
	cell_is("\tx", "'\tx");
	cell_is("\rx", "\"'\rx\"");
	cell_is("'=x", "''=x");
	cell_is("'x", "'x");
	cell_is("Sep=;", "\"Sep=;\"");
	same_text(pos_csv_plain("'=1"), "=1", "plain takes the guard away");
	same_text(pos_csv_plain("'x"), "'x", "and nothing else");
	pos_csv_cell(&buf, "a", '\t', true);
	pos_csv_cell(&buf, "b,\tc", '\t', false);
	same_text(buf.text, "a\t\"b,\tc\"", "tabs");
	pos_buf_release(&buf);
}

/* The first GB18030 character behind the first chunk, and behind the sample
 * that is taken of a pipe. */
static void
test_late(void)
{
	struct pos_buf text = { 0 }, out = { 0 };
	pid_t child;
	int i;

	for (i = 0; i < 200000; i++)
		pos_buf_text(&text, "abc,def\n");
	pos_buf_text(&text, "\xb2\xe8,x\n");
	show_all(&out, file_of(text.text, text.len), NULL);
	ok(out.len > 20 &&
		strcmp(out.text + out.len - 16, "200001:[" TEA "][x]/") == 0,
	    "GB18030 in the last row");
	show_all(&out, pipe_of(text.text, text.len, 65536, &child), NULL);
	waitpid(child, NULL, 0);
	ok(strstr(out.text, "t: line 200001: bytes that are not UTF-8") != NULL,
	    "too late in a pipe, and said so");
	pos_buf_release(&text);
	pos_buf_release(&out);
}

int
main(void)
{
	test_rows();
	test_wrong();
	test_limits();
	test_delimiter();
	test_encodings();
	test_wrong_encodings();
	test_late();
	test_write();
	return tap_done();
}
