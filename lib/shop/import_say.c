/*
 * import_say.c - what the import tells of rows: refused, or remarked on.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shop/import_inside.h"

static void
say(struct pos_importer *im, long line, bool refused, const char *text)
{
	struct pos_buf *buf = &im->text;

	pos_buf_clear(buf);
	if (line > 0)
		pos_buf_printf(buf, "%s:%ld: %s", im->options->name, line,
		    text);
	else
		pos_buf_printf(buf, "%s: %s", im->options->name, text);
	im->sink->say(im->sink->arg, refused, buf->text);
}

int
pos_import_cut(const char *text, size_t max)
{
	return (int)pos_utf8_valid(text, strnlen(text, max));
}

void
pos_import_wrong(struct pos_importer *im, long line,
    const struct pos_column *column, const char *cell, const char *why)
{
	struct pos_buf text = { 0 };

	if (cell != NULL)
		pos_buf_printf(&text, pos_tr("column '%s': '%.*s' %s"),
		    column->title, pos_import_cut(cell, 100), cell,
		    pos_tr(why));
	else
		pos_buf_printf(&text, pos_tr("column '%s': %s"), column->title,
		    pos_tr(why));
	say(im, line, true, text.text);
	if (!im->bad) {
		pos_buf_clear(&im->reason);
		pos_buf_text(&im->reason, text.text);
	}
	im->bad = true;
	pos_buf_release(&text);
}

void
pos_import_warn(struct pos_importer *im, long line, const char *format, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&text, pos_tr(format), ap) < 0)
		text = NULL;
	va_end(ap);
	im->result->warnings++;
	say(im, line, false, text != NULL ? text : format);
	free(text);
}

void
pos_import_warn_once(struct pos_importer *im, const char *format, ...)
{
	char *text = NULL;
	const char *at;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&text, pos_tr(format), ap) < 0)
		text = NULL;
	va_end(ap);
	if (text == NULL)
		return;
	for (at = im->remarked.text;
	     at != NULL && at < im->remarked.text + im->remarked.len;
	     at += strlen(at) + 1)
		if (strcmp(at, text) == 0) {
			free(text);
			return;
		}
	pos_buf_add(&im->remarked, text, strlen(text) + 1);
	im->result->warnings++;
	say(im, 0, false, text);
	free(text);
}

enum pos_status
pos_import_refuse(struct pos_importer *im, long line, const char *raw,
    const char *why)
{
	if (why != NULL)
		say(im, line, true, why);
	else
		why = im->reason.text;
	im->result->rejected++;
	if (!pos_import_wants_raw(im))
		return POS_OK;
	return im->sink->reject(im->sink->arg, raw, why, im->err);
}

bool
pos_import_wants_raw(const struct pos_importer *im)
{
	return im->options->keep_going && im->sink->reject != NULL;
}

/* One row a line; the line end is the sink's, after the reason. */
void
pos_import_raw(struct pos_buf *raw, const struct pos_csv_row *row)
{
	size_t i;

	if (raw->len > 0)
		pos_buf_char(raw, '\n');
	for (i = 0; i < row->count; i++)
		pos_csv_cell(raw, row->cells[i], ',', i == 0);
}
