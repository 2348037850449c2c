/*
 * book_lines.c - what was delivered or counted: words, or a CSV file.
 *
 * A file is read whole before anything is booked, so that it is booked
 * whole or not at all; each line keeps its place for messages.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "../common.h"
#include "base/text.h"
#include "rec/csv.h"
#include "stock.h"

enum pos_status
book_words(char **words, int count, struct pos_pool *pool,
    struct pos_stock_line **lines, size_t *lines_count, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	const char *colon;
	int i;

	*lines = pos_pool_alloc(pool, (size_t)count * sizeof(**lines) + 1);
	for (i = 0; i < count && st == POS_OK; i++) {
		colon = strrchr(words[i], ':');
		if (colon == NULL || colon == words[i])
			return pos_fail(err, POS_USAGE,
			    "expected ITEM:QTY, not '%s'", words[i]);
		(*lines)[i].item =
		    pos_pool_textn(pool, words[i], (size_t)(colon - words[i]));
		st = pos_milli_parse(&(*lines)[i].qty_milli, colon + 1, err);
		if (st != POS_OK)
			st = pos_fail_at(err, "%s", words[i]);
	}
	*lines_count = (size_t)count;
	return st;
}

/* Titles of columns, folded.  Of an item the first that a row fills counts. */
enum { CODE, BARCODE, NAME, QTY, COLUMNS };
static const char *const titles[COLUMNS][16] = {
	[CODE] = { "item", "code", "sku", "item code", "product code", "商品编码",
		"商品編碼", "编码", "編碼", "货号", "貨號", NULL },
	[BARCODE] = { "barcode", "ean", "gtin", "upc", "条码", "條碼", "商品条码",
		"商品條碼", NULL },
	[NAME] = { "name", "item name", "product", "product name", "商品",
		"商品名称", "商品名稱", "名称", "名稱", "品名", NULL },
	[QTY] = { "qty", "quantity", "count", "counted", "on hand",
		"in stock", "qty received", "数量", "數量", "库存", "庫存",
		"盘点", "盤點", "实盘数量", "實盤數量", NULL },
};

static const char *
trim(struct pos_pool *pool, const char *cell)
{
	size_t len;

	cell = pos_csv_plain(cell);
	cell += strspn(cell, " \t");
	len = strlen(cell);
	while (len > 0 && (cell[len - 1] == ' ' || cell[len - 1] == '\t'))
		len--;
	return pos_pool_textn(pool, cell, len);
}

static int
column_of(const char *title)
{
	struct pos_buf fold = { 0 };
	int column, found = -1;
	size_t i;

	pos_text_fold(&fold, title);
	for (i = 0; i < fold.len; i++)
		if (fold.text[i] == '_')
			fold.text[i] = ' ';
	for (column = 0; column < COLUMNS && found < 0; column++)
		for (i = 0; titles[column][i] != NULL; i++)
			if (fold.len > 0 &&
			    strcmp(titles[column][i], fold.text) == 0)
				found = column;
	pos_buf_release(&fold);
	return found;
}

static enum pos_status
read_header(const struct pos_csv_row *row, struct pos_pool *pool,
    int at[COLUMNS], struct pos_err *err)
{
	size_t i;
	int column;

	for (column = 0; column < COLUMNS; column++)
		at[column] = -1;
	for (i = 0; i < row->count; i++) {
		column = column_of(trim(pool, row->cells[i]));
		if (column >= 0 && at[column] >= 0)
			return pos_fail(err, POS_DATA,
			    "columns %d and %d both say '%s'", at[column] + 1,
			    (int)i + 1, titles[column][0]);
		if (column >= 0)
			at[column] = (int)i;
	}
	if (at[CODE] < 0 && at[BARCODE] < 0 && at[NAME] < 0)
		return pos_fail(err, POS_DATA,
		    "the header has no column 'item', 'barcode' or 'name'");
	if (at[QTY] < 0)
		return pos_fail(err, POS_DATA,
		    "the header has no column"
		    " 'qty'");
	return POS_OK;
}

static const char *
cell(const struct pos_csv_row *row, struct pos_pool *pool, int at)
{
	if (at < 0 || (size_t)at >= row->count)
		return "";
	return trim(pool, row->cells[at]);
}

static enum pos_status
read_row(const struct pos_csv_row *row, struct pos_pool *pool,
    const int at[COLUMNS], struct pos_stock_line *line, struct pos_err *err)
{
	const char *qty = cell(row, pool, at[QTY]);
	int column;

	line->item = "";
	for (column = CODE; column <= NAME && *line->item == '\0'; column++)
		line->item = cell(row, pool, at[column]);
	if (*line->item == '\0')
		return pos_fail(err, POS_DATA, "no item in this row");
	if (*qty == '\0')
		return pos_fail(err, POS_DATA,
		    "no qty for '%s' (0 where there is none; leave the row"
		    " out where nobody counted)",
		    line->item);
	return pos_milli_parse(&line->qty_milli, qty, err);
}

static enum pos_status
read_rows(struct pos_csv *csv, const char *name, struct pos_pool *pool,
    struct pos_stock_line **lines, size_t *count, struct pos_err *err)
{
	struct pos_csv_row row;
	struct pos_stock_line *line;
	int at[COLUMNS];
	enum pos_status st;

	st = pos_csv_next(csv, &row, err);
	if (st == POS_END)
		return pos_fail(err, POS_NOINPUT, "%s: nothing came in", name);
	if (st != POS_OK)
		return st;
	st = read_header(&row, pool, at, err);
	if (st != POS_OK)
		return pos_fail_at(err, "%s:%ld", name, row.line);
	while ((st = pos_csv_next(csv, &row, err)) == POS_OK) {
		if (*count == POS_STOCK_LINES_MAX)
			return pos_fail(err, POS_DATA,
			    "%s:%ld: more than %d rows (split the file)", name,
			    row.line, POS_STOCK_LINES_MAX);
		*lines = pos_pool_push(pool, *lines, *count, sizeof(**lines));
		line = &(*lines)[(*count)++];
		line->place = pos_pool_printf(pool, "%s:%ld", name, row.line);
		st = read_row(&row, pool, at, line, err);
		if (st != POS_OK)
			return pos_fail_at(err, "%s", line->place);
	}
	if (st == POS_END && *count == 0)
		return pos_fail(err, POS_NOINPUT,
		    "%s: no rows below the"
		    " header",
		    name);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
book_file(const char *path, struct pos_pool *pool,
    struct pos_stock_line **lines, size_t *lines_count, struct pos_err *err)
{
	bool standard = strcmp(path, "-") == 0;
	const struct pos_csv_options options = { 0 };
	struct pos_csv *csv;
	enum pos_status st;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return pos_fail(err, POS_IO, "cannot read '%s': %s", path,
		    strerror(errno));
	st = pos_csv_open(&csv, fd, path, &options, err);
	if (st == POS_OK) {
		st = read_rows(csv, path, pool, lines, lines_count, err);
		pos_csv_close(csv);
	}
	if (!standard)
		close(fd);
	return st;
}
