/*
 * fuzz/csv - any bytes as CSV, detected and as UTF-8.
 *
 * Rows that were read are written and read again: the cells must be the
 * same.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "rec/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct pos_csv *
open_bytes(int fd, const void *bytes, size_t len, char delimiter,
    const char *encoding)
{
	struct pos_csv_options options = { encoding, delimiter };
	struct pos_csv *csv = NULL;
	struct pos_err err;

	assert(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
	assert(write(fd, bytes, len) == (ssize_t)len);
	assert(lseek(fd, 0, SEEK_SET) == 0);
	if (pos_csv_open(&csv, fd, "fuzz", &options, &err) != POS_OK)
		return NULL;
	return csv;
}

/* Every cell ended by \x1f, every row by \x1e; written to csv as well. */
static void
read_all(struct pos_csv *csv, struct pos_buf *cells, struct pos_buf *text)
{
	struct pos_csv_row row;
	struct pos_err err;
	long line = 0;
	size_t i;

	pos_buf_clear(cells);
	while (pos_csv_next(csv, &row, &err) == POS_OK) {
		assert(row.line > line);
		line = row.line;
		for (i = 0; i < row.count; i++) {
			const char *cell = row.cells[i];

			if (text != NULL)
				pos_csv_cell(text, cell, ',', i == 0);
			else
				cell = pos_csv_plain(cell);
			pos_buf_text(cells, cell);
			pos_buf_char(cells, '\x1f');
		}
		pos_buf_char(cells, '\x1e');
		if (text != NULL)
			pos_buf_char(text, '\n');
	}
	pos_csv_close(csv);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static int fd = -1;
	struct pos_buf first = { 0 }, second = { 0 }, text = { 0 };
	struct pos_csv *csv;

	if (fd < 0)
		fd = memfd_create("fuzz", MFD_CLOEXEC);
	csv = open_bytes(fd, bytes, len, '\0', len % 3 ? NULL : "UTF-8");
	if (csv == NULL)
		return 0;
	pos_buf_clear(&text);
	read_all(csv, &first, &text);
	csv = open_bytes(fd, text.text, text.len, ',', "UTF-8");
	assert(csv != NULL);
	read_all(csv, &second, NULL);
	assert(strcmp(first.text, second.text) == 0);
	pos_buf_release(&first);
	pos_buf_release(&second);
	pos_buf_release(&text);
	return 0;
}
