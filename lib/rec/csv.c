/*
 * csv.c - rows of a CSV text: libcsv parses, this keeps the lines.
 *
 * libcsv is fed one line of the text at a time, so that a row is complete
 * after the line that ends it and every row knows where it began.  It runs in
 * its strict mode, which stops at two different things: a quote inside a
 * cell that is not quoted (5" pizza), where it is told to go on, and text
 * after a closing quote, which would lose data and is an error.  Its habit
 * of trimming blanks is switched off: they belong to the cell.
 */
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rec/csv.h"
#include "rec/encoding.h"
#include "rec/sniff.h"

#define OPTIONS (CSV_STRICT | CSV_STRICT_FINI)
#define SNIFFED ((size_t)64 * 1024)
#define MARK "\xef\xbb\xbf"

struct pos_csv {
	struct csv_parser parser;
	struct pos_decoder in;
	char *name;
	char delimiter;

	struct pos_buf text; /* decoded; parsed up to at */
	size_t at;
	const char *newline;   /* the next '\n' from at on, once looked for */
	enum pos_status input; /* of the decoder: not POS_OK once it stopped */
	struct pos_err why;    /* of input */

	long line;     /* of the byte at at */
	bool after_cr; /* a '\n' here belongs to the line before */
	bool inside;   /* a row has begun, at row_line */
	long row_line;

	struct pos_buf row; /* its cells, each ended by a NUL */
	size_t starts[POS_CSV_CELLS_MAX];
	const char *cells[POS_CSV_CELLS_MAX];
	size_t count; /* may pass the maximum, which is an error */
	bool complete;
	bool blank; /* nothing but blanks in it so far */

	enum pos_status failed; /* said again at every call */
	struct pos_err failure;
};

static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void
end_cell(void *text, size_t len, void *data)
{
	struct pos_csv *csv = data;
	size_t i;

	if (csv->count < POS_CSV_CELLS_MAX)
		csv->starts[csv->count] = csv->row.len;
	csv->count++;
	for (i = 0; csv->blank && i < len; i++)
		csv->blank =
		    ((char *)text)[i] == ' ' || ((char *)text)[i] == '\t';
	pos_buf_add(&csv->row, text, len);
	pos_buf_char(&csv->row, '\0');
}

static void
end_row(int terminator, void *data)
{
	struct pos_csv *csv = data;

	(void)terminator;
	csv->complete = true;
}

static void
new_row(struct pos_csv *csv)
{
	pos_buf_clear(&csv->row);
	csv->count = 0;
	csv->complete = false;
	csv->inside = false;
	csv->blank = true;
}

static enum pos_status
fail(struct pos_csv *csv, long line, const char *what)
{
	csv->failed = pos_fail(&csv->failure, POS_DATA, "%s: line %ld: %s",
	    csv->name, line, what);
	return csv->failed;
}

/* More text behind what is not yet parsed, unless the input has stopped. */
static void
refill(struct pos_csv *csv)
{
	size_t left = csv->text.len - csv->at;

	if (csv->at > 0) {
		memmove(csv->text.text, csv->text.text + csv->at, left);
		csv->text.len = left;
		csv->at = 0;
	}
	csv->newline = NULL;
	if (csv->input == POS_OK)
		csv->input = pos_decoder_more(&csv->in, &csv->text, &csv->why);
}

static enum pos_status
check_limits(struct pos_csv *csv)
{
	if (csv->count > POS_CSV_CELLS_MAX)
		return fail(csv, csv->row_line, pos_tr("too many cells"));
	if (csv->row.len + csv->parser.entry_pos > POS_CSV_ROW_MAX)
		return fail(csv, csv->row_line,
		    pos_tr("a row too long (is a quote not closed?)"));
	return POS_OK;
}

/* The text stopped: is that an end, or an error? */
static enum pos_status
finish(struct pos_csv *csv)
{
	if (csv->input == POS_DATA)
		return fail(csv, csv->line, csv->why.text);
	if (csv->input != POS_END) {
		csv->failed = pos_fail(&csv->failure, csv->input, "%s: %s",
		    csv->name, csv->why.text);
		return csv->failed;
	}
	if (csv_fini(&csv->parser, end_cell, end_row, csv) != 0)
		return fail(csv, csv->row_line,
		    pos_tr("a quote that opens in "
			   "this row is never closed"));
	if (!csv->complete)
		csv->failed = POS_END;
	return check_limits(csv);
}

/* Where the line at csv->at ends: behind its line end, or at the text's. */
static const char *
line_end(struct pos_csv *csv)
{
	const char *from = csv->text.text + csv->at;
	const char *end = csv->text.text + csv->text.len, *cr;

	if (csv->newline == NULL || csv->newline < from) {
		csv->newline = memchr(from, '\n', (size_t)(end - from));
		if (csv->newline == NULL)
			csv->newline = end;
	}
	cr = memchr(from, '\r', (size_t)(csv->newline - from));
	if (cr != NULL)
		return cr + 1 == csv->newline && csv->newline < end ?
		    csv->newline + 1 :
		    cr + 1;
	return csv->newline < end ? csv->newline + 1 : end;
}

/* libcsv stopped at a quote: may it go on? */
static enum pos_status
stray_quote(struct pos_csv *csv, const char *quote)
{
	const struct csv_parser *parser = &csv->parser;
	size_t i;

	if (csv_error(&csv->parser) != CSV_EPARSE)
		return fail(csv, csv->line,
		    csv_strerror(csv_error(&csv->parser)));
	if (parser->quoted)
		return fail(csv, csv->line,
		    pos_tr("text after a closing quote"));
	for (i = 0; i < parser->entry_pos; i++) {
		if (parser->entry_buf[i] != ' ' && parser->entry_buf[i] != '\t')
			break;
	}
	if (i == parser->entry_pos)
		return fail(csv, csv->line,
		    pos_tr("a blank before an opening quote"));
	csv_set_opts(&csv->parser, 0);
	csv_parse(&csv->parser, quote, 1, end_cell, end_row, csv);
	csv_set_opts(&csv->parser, OPTIONS);
	return POS_OK;
}

static enum pos_status
parse(struct pos_csv *csv, const char *from, size_t len)
{
	enum pos_status st;
	size_t done;

	if (memchr(from, '\0', len) != NULL)
		return fail(csv, csv->line, pos_tr("a NUL character"));
	for (;;) {
		done =
		    csv_parse(&csv->parser, from, len, end_cell, end_row, csv);
		if (done >= len)
			break;
		st = stray_quote(csv, from + done);
		if (st != POS_OK)
			return st;
		from += done + 1;
		len -= done + 1;
	}
	return check_limits(csv);
}

/* Parse one line of the text, or what is there of it. */
static enum pos_status
step(struct pos_csv *csv)
{
	const char *from, *end;
	enum pos_status st;

	if (csv->at == csv->text.len)
		refill(csv);
	if (csv->at == csv->text.len)
		return finish(csv);
	from = csv->text.text + csv->at;
	end = line_end(csv);
	if (!csv->inside) {
		csv->inside = *from != '\n' && *from != '\r';
		csv->row_line = csv->line;
	}
	st = parse(csv, from, (size_t)(end - from));
	if (st != POS_OK)
		return st;
	/* Where a chunk ended between CR and LF, both are one line end. */
	if (end[-1] == '\r' ||
	    (end[-1] == '\n' && !(csv->after_cr && end == from + 1)))
		csv->line++;
	csv->after_cr = end[-1] == '\r';
	csv->at = (size_t)(end - csv->text.text);
	return POS_OK;
}

/* The mark, the "sep=" line, and the delimiter. */
static enum pos_status
begin(struct pos_csv *csv, char delimiter, struct pos_err *err)
{
	size_t skipped;
	char named;

	while (csv->input == POS_OK && csv->text.len < SNIFFED)
		refill(csv);
	if (csv->input != POS_OK && csv->input != POS_END &&
	    csv->input != POS_DATA)
		return pos_fail(err, csv->input, "%s: %s", csv->name,
		    csv->why.text);
	if (csv->text.len >= 3 && memcmp(csv->text.text, MARK, 3) == 0)
		csv->at = 3;
	named = pos_csv_sep_line(csv->text.text + csv->at,
	    csv->text.len - csv->at, &skipped);
	csv->at += skipped;
	csv->line = skipped > 0 ? 2 : 1;
	csv->delimiter = delimiter;
	if (delimiter == '\0')
		csv->delimiter = named;
	if (csv->delimiter == '\0')
		csv->delimiter = pos_csv_sniff(csv->text.text + csv->at,
		    csv->text.len - csv->at);
	return POS_OK;
}

enum pos_status
pos_csv_open(struct pos_csv **out, int fd, const char *name,
    const struct pos_csv_options *options, struct pos_err *err)
{
	char delimiter = options != NULL ? options->delimiter : '\0';
	struct pos_csv *csv;
	enum pos_status st;

	if (delimiter != '\0' && !pos_csv_can_delimit(delimiter))
		return pos_fail(err, POS_USAGE,
		    "a delimiter is one ASCII character, and no quote");
	csv = pos_alloc(sizeof(*csv));
	csv->name = pos_strdup(name);
	csv_init(&csv->parser, OPTIONS);
	csv_set_space_func(&csv->parser, no_blank);
	csv_set_realloc_func(&csv->parser, pos_realloc);
	pos_buf_clear(&csv->text);
	new_row(csv);
	st = pos_decoder_open(&csv->in, fd,
	    options != NULL ? options->encoding : NULL, &csv->why);
	if (st != POS_OK)
		st = pos_fail(err, st, "%s: %s", name, csv->why.text);
	else
		st = begin(csv, delimiter, err);
	if (st != POS_OK) {
		pos_csv_close(csv);
		return st;
	}
	csv_set_delim(&csv->parser, (unsigned char)csv->delimiter);
	*out = csv;
	return POS_OK;
}

void
pos_csv_close(struct pos_csv *csv)
{
	if (csv == NULL)
		return;
	csv_free(&csv->parser);
	pos_decoder_close(&csv->in);
	pos_buf_release(&csv->text);
	pos_buf_release(&csv->row);
	free(csv->name);
	free(csv);
}

enum pos_status
pos_csv_next(struct pos_csv *csv, struct pos_csv_row *row, struct pos_err *err)
{
	size_t i;

	do {
		new_row(csv);
		while (csv->failed == POS_OK && !csv->complete)
			(void)step(csv);
	} while (csv->failed == POS_OK && csv->blank);
	if (csv->failed == POS_END)
		return POS_END;
	if (csv->failed != POS_OK)
		return pos_fail(err, csv->failed, "%s", csv->failure.text);
	for (i = 0; i < csv->count; i++)
		csv->cells[i] = csv->row.text + csv->starts[i];
	row->cells = csv->cells;
	row->count = csv->count;
	row->line = csv->row_line;
	return POS_OK;
}

bool
pos_csv_find(const struct pos_csv_row *row, const char *title, size_t *index)
{
	struct pos_buf want = { 0 }, have = { 0 };
	long number = title[0] == '#' ? strtol(title + 1, NULL, 10) : 0;
	bool found = number > 0 && (size_t)number <= row->count;
	size_t i;

	*index = found ? (size_t)number - 1 : 0;
	pos_text_fold(&want, title);
	for (i = 0; i < row->count && !found; i++) {
		pos_buf_clear(&have);
		pos_text_fold(&have, row->cells[i]);
		found = strcmp(want.text, have.text) == 0;
		*index = i;
	}
	pos_buf_release(&want);
	pos_buf_release(&have);
	return found;
}

const char *
pos_csv_encoding(const struct pos_csv *csv)
{
	return csv->in.encoding;
}

char
pos_csv_delimiter(const struct pos_csv *csv)
{
	return csv->delimiter;
}
