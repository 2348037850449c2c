/*
 * out.c - records to stdout in the format that was asked for.
 *
 * A write that fails is remembered with its errno: the stream keeps only a
 * flag, and pos_main() has to say "No space left on device" at the end.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"
#include "base/text.h"
#include "cli/cell.h"
#include "cli/inside.h"
#include "cli/out.h"
#include "rec/csv.h"

enum format { TABLE, JSON, CSV, TSV };

static const char *format_name;
static struct pos_cell_style style;
static const struct pos_record *last; /* whose header stands above */
static struct pos_table table;
static struct pos_buf buf;
static struct pos_buf cell;
static int failed;

const struct pos_opt pos_out_options[] = {
	POS_OPT_CHOICE('f', "format", &format_name, "table|json|csv|tsv",
	    "form of the output; table on a terminal, json elsewhere"),
	POS_OPT_END,
};

static enum format
format(void)
{
	static int terminal = -1;

	if (format_name != NULL) {
		switch (format_name[0]) {
		case 'j':
			return JSON;
		case 'c':
			return CSV;
		default:
			return format_name[1] == 's' ? TSV : TABLE;
		}
	}
	if (terminal == -1)
		terminal = isatty(STDOUT_FILENO);
	return terminal ? TABLE : JSON;
}

const char *
pos_out_format(void)
{
	return format_name;
}

bool
pos_out_json(void)
{
	return format() == JSON;
}

bool
pos_out_table(void)
{
	return format() == TABLE;
}

bool
pos_out_colour(void)
{
	const char *no = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && (no == NULL || *no == '\0') &&
	    term != NULL && strcmp(term, "dumb") != 0;
}

int
pos_out_failed(void)
{
	return failed;
}

static enum pos_status
cannot(struct pos_err *err)
{
	if (failed == 0)
		failed = errno != 0 ? errno : EIO;
	return pos_fail(err, POS_IO, "cannot write output: %s",
	    strerror(failed));
}

static enum pos_status
put(const char *text, size_t len, struct pos_err *err)
{
	errno = failed;
	if (failed != 0 || fwrite(text, 1, len, stdout) != len)
		return cannot(err);
	return POS_OK;
}

static enum pos_status
put_buf(struct pos_err *err)
{
	enum pos_status st =
	    buf.len == 0 ? POS_OK : put(buf.text, buf.len, err);

	pos_buf_clear(&buf);
	return st;
}

void
pos_out_start(int places, const char *zone)
{
	style.places = places;
	style.zone = zone;
}

static void
table_head(const struct pos_record *record)
{
	const struct pos_field *f;
	size_t n = 0;

	for (f = record->fields; f->name != NULL; f++)
		n += (f->flags & POS_F_COLUMN) != 0;
	pos_table_start(&table, n);
	n = 0;
	for (f = record->fields; f->name != NULL; f++) {
		if (!(f->flags & POS_F_COLUMN))
			continue;
		pos_buf_clear(&cell);
		pos_cell_title(&cell, f, &style);
		pos_table_head(&table, n++, cell.text, pos_cell_right(f));
	}
}

static void
table_record(const struct pos_record *record, const void *data)
{
	const struct pos_field *f;
	size_t n = 0;

	if (last != record) {
		pos_table_print(&table, &buf, pos_out_colour());
		if (last != NULL)
			pos_buf_char(&buf, '\n');
		table_head(record);
	}
	for (f = record->fields; f->name != NULL; f++) {
		if (!(f->flags & POS_F_COLUMN))
			continue;
		pos_buf_clear(&cell);
		pos_cell_text(&cell, f, data, &style);
		pos_table_cell(&table, n++, cell.text);
	}
}

static void
csv_record(const struct pos_record *record, const void *data, char delimiter)
{
	const struct pos_field *f;
	bool first = true;

	if (last != record) {
		if (last != NULL)
			pos_buf_char(&buf, '\n');
		for (f = record->fields; f->name != NULL; f++) {
			if (!pos_cell_scalar(f))
				continue;
			pos_buf_clear(&cell);
			pos_cell_title(&cell, f, &style);
			pos_csv_cell(&buf, cell.text, delimiter, first);
			first = false;
		}
		pos_buf_char(&buf, '\n');
	}
	first = true;
	for (f = record->fields; f->name != NULL; f++) {
		if (!pos_cell_scalar(f))
			continue;
		pos_buf_clear(&cell);
		pos_cell_text(&cell, f, data, &style);
		pos_csv_cell(&buf, cell.text, delimiter, first);
		first = false;
	}
	pos_buf_char(&buf, '\n');
}

enum pos_status
pos_out_record(const struct pos_record *record, const void *data,
    struct pos_err *err)
{
	enum format form = format();

	style.people = form == TABLE;
	switch (form) {
	case TABLE:
		table_record(record, data);
		break;
	case JSON:
		pos_record_write(&buf, record, data);
		pos_buf_char(&buf, '\n');
		break;
	case CSV:
		csv_record(record, data, ',');
		break;
	case TSV:
		csv_record(record, data, '\t');
		break;
	}
	last = record;
	return put_buf(err);
}

enum pos_status
pos_out_line(const char *json, struct pos_err *err)
{
	pos_buf_text(&buf, json);
	pos_buf_char(&buf, '\n');
	return put_buf(err);
}

enum pos_status
pos_out_text(const char *text, size_t len, struct pos_err *err)
{
	return put(text, len, err);
}

enum pos_status
pos_out_flush(struct pos_err *err)
{
	enum pos_status st;

	pos_table_print(&table, &buf, pos_out_colour());
	st = put_buf(err);
	if (st != POS_OK)
		return st;
	errno = 0;
	return fflush(stdout) == 0 ? POS_OK : cannot(err);
}

enum pos_status
pos_out_done(struct pos_err *err)
{
	enum pos_status st = pos_out_flush(err);

	pos_table_release(&table);
	last = NULL;
	return st;
}
