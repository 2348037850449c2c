/*
 * import.c - a file of items from its first byte to its last.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shop/import_inside.h"

#define HEADER_ROWS 20 /* a template may have instructions above its header */

static enum pos_status
no_header(struct pos_importer *im, const char *first)
{
	if (first == NULL)
		return pos_fail(im->err, POS_DATA, "%s: it is empty",
		    im->options->name);
	return pos_fail(im->err, POS_DATA,
	    "%s: no header of a menu that is"
	    " known here (%s); --map name=COLUMN,price=COLUMN reads any other"
	    "; the first row is %s",
	    im->options->name, POS_IMPORT_FORMATS, first);
}

static enum pos_status
find_header(struct pos_importer *im, struct pos_csv *csv,
    struct pos_csv_row *row)
{
	char *first = NULL;
	struct pos_buf text = { 0 };
	enum pos_status st;
	size_t i;
	int n;

	if (im->options->map != NULL) {
		st = pos_csv_next(csv, row, im->err);
		if (st == POS_END)
			return no_header(im, NULL);
		return st != POS_OK ? st : pos_import_map(im, row, im->err);
	}
	for (n = 0; n < HEADER_ROWS; n++) {
		st = pos_csv_next(csv, row, im->err);
		if (st != POS_OK && st != POS_END)
			return st;
		if (st == POS_END)
			break;
		st = pos_import_layout(im, row, im->err);
		if (st != POS_END)
			return st;
		if (first != NULL)
			continue;
		for (i = 0; i < row->count; i++)
			pos_buf_printf(&text, "%s'%.*s'", i > 0 ? "," : "",
			    pos_import_cut(row->cells[i], 40), row->cells[i]);
		first = pos_pool_text(im->pool, text.text);
		pos_buf_release(&text);
	}
	return no_header(im, first);
}

static enum pos_status
start_rejects(struct pos_importer *im, const struct pos_csv_row *header)
{
	struct pos_buf raw = { 0 };
	enum pos_status st;

	if (!pos_import_wants_raw(im))
		return POS_OK;
	pos_import_raw(&raw, header);
	st = im->sink->reject(im->sink->arg, raw.text, "reason", im->err);
	pos_buf_release(&raw);
	return st;
}

static enum pos_status
read_rows(struct pos_importer *im, struct pos_csv *csv)
{
	struct pos_csv_row row;
	enum pos_status st;
	size_t i;

	st = find_header(im, csv, &row);
	if (st != POS_OK)
		return st;
	for (i = 0; i < im->layout.count; i++)
		im->layout.roles |= UINT64_C(1) << im->layout.columns[i].role;
	im->result->format = im->layout.format->name;
	im->result->encoding = pos_pool_text(im->pool, pos_csv_encoding(csv));
	im->delimiter = pos_csv_delimiter(csv);
	st = start_rejects(im, &row);
	while (
	    st == POS_OK && (st = pos_csv_next(csv, &row, im->err)) == POS_OK) {
		im->line = row.line;
		im->result->rows++;
		st = pos_import_row(im, &row);
		/* forgets what was read, once that has become much */
		if (im->result->rows % 1000 == 0 && !im->open)
			pos_menu_refresh(im->shop);
	}
	if (st != POS_END)
		return st;
	st = pos_import_finish(im, false);
	return st == POS_OK ? pos_import_set_end(im) : st;
}

static enum pos_status
read_csv(struct pos_importer *im, int fd)
{
	struct pos_csv *csv;
	enum pos_status st;

	st = pos_csv_open(&csv, fd, im->options->name, &im->options->csv,
	    im->err);
	if (st != POS_OK)
		return st;
	st = read_rows(im, csv);
	pos_csv_close(csv);
	return st;
}

/* A record is the only thing here that starts with a brace. */
static enum pos_status
is_json(struct pos_importer *im, int fd, bool *json)
{
	char c = 0;
	off_t at = 0;
	ssize_t got;

	do
		got = pread(fd, &c, 1, at++);
	while (got == 1 && (c == ' ' || c == '\n' || c == '\r' || c == '\t'));
	if (got < 0 && errno != ESPIPE)
		return pos_fail(im->err, POS_IO, "%s: %s", im->options->name,
		    strerror(errno));
	*json = got == 1 && c == '{' && im->options->map == NULL;
	return POS_OK;
}

static void
release(struct pos_importer *im)
{
	pos_buf_release(&im->raw);
	pos_buf_release(&im->set_raw);
	pos_buf_release(&im->values);
	pos_buf_release(&im->reason);
	pos_buf_release(&im->in_name);
	pos_buf_release(&im->in_category);
	pos_buf_release(&im->in_description);
	pos_buf_release(&im->text);
	pos_buf_release(&im->remarked);
	free(im->seen);
	free(im->counted);
	pos_pool_free(im->row_pool);
	pos_pool_free(im->set_pool);
}

enum pos_status
pos_import(struct pos_shop *shop, int fd,
    const struct pos_import_options *options,
    const struct pos_import_sink *sink, struct pos_import *result,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_importer im = { .shop = shop,
		.options = options,
		.sink = sink,
		.result = result,
		.pool = pool,
		.err = err };
	enum pos_status st;
	bool json = false;

	*result = (struct pos_import){ .file = options->name };
	im.row_pool = pos_pool_new();
	im.set_pool = pos_pool_new();
	st = pos_menu_bulk(shop, err);
	if (st == POS_OK)
		st = is_json(&im, fd, &json);
	if (st == POS_OK)
		st = json ? pos_import_json(&im, fd) : read_csv(&im, fd);
	if (st == POS_OK)
		st = pos_import_settle(&im);
	if (st == POS_OK)
		st = pos_menu_flush(shop, err);
	if (st == POS_OK)
		st = pos_import_counts(&im);
	pos_menu_bulk_end(shop);
	if (st == POS_OK && result->rejected > 0 && !options->keep_going)
		st = pos_fail(err, POS_DATA,
		    "%s: nothing was imported: %lld"
		    " of %lld rows are wrong (--keep-going takes the others)",
		    options->name, (long long)result->rejected,
		    (long long)result->rows);
	if (st == POS_OK && result->rows == 0)
		st = pos_fail(err, POS_DATA, "%s: it has no rows",
		    options->name);
	release(&im);
	return st;
}
