/*
 * table.c - columns for people: measured, aligned, cleaned of control bytes.
 *
 * Widths are those of a terminal (Han two columns).  Numbers go to the
 * right.  The last column is not padded, so that no line ends in blanks.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/inside.h"

void
pos_table_start(struct pos_table *table, size_t columns)
{
	pos_buf_clear(&table->cells);
	free(table->width);
	free(table->right);
	table->columns = columns;
	table->width = pos_alloc((columns + 1) * sizeof(table->width[0]));
	table->right = pos_alloc((columns + 1) * sizeof(table->right[0]));
	table->headed = false;
	table->head_bytes = 0;
}

void
pos_table_cell(struct pos_table *table, size_t column, const char *text)
{
	int width;

	pos_buf_clear(&table->scratch);
	pos_text_clean(&table->scratch, text);
	width = pos_width(table->scratch.text);
	if (width > table->width[column])
		table->width[column] = width;
	pos_buf_add(&table->cells, table->scratch.text, table->scratch.len);
	pos_buf_char(&table->cells, '\0');
}

void
pos_table_head(struct pos_table *table, size_t column, const char *text,
    bool right)
{
	table->right[column] = right;
	pos_table_cell(table, column, text);
	table->head_bytes = table->cells.len;
}

static void
blanks(struct pos_buf *buf, int count)
{
	while (count-- > 0)
		pos_buf_char(buf, ' ');
}

static const char *
print_row(const struct pos_table *t, struct pos_buf *out, const char *cell)
{
	size_t i;
	int owed = 0; /* blanks not written until something follows them */

	for (i = 0; i < t->columns; i++) {
		int pad = t->width[i] - pos_width(cell);

		if (t->right[i])
			owed += pad;
		if (*cell != '\0') {
			blanks(out, owed);
			owed = 0;
			pos_buf_text(out, cell);
		}
		if (!t->right[i])
			owed += pad;
		owed += 2;
		cell += strlen(cell) + 1;
	}
	return cell;
}

void
pos_table_print(struct pos_table *table, struct pos_buf *out, bool bold)
{
	const char *cell = table->cells.text;
	const char *end;

	if (table->columns == 0 || table->cells.len == 0)
		return;
	end = cell + table->cells.len;
	if (!table->headed) {
		if (bold)
			pos_buf_text(out, "\033[1m");
		cell = print_row(table, out, cell);
		if (bold)
			pos_buf_text(out, "\033[m");
		pos_buf_char(out, '\n');
		table->headed = true;
	}
	while (cell < end) {
		cell = print_row(table, out, cell);
		pos_buf_char(out, '\n');
	}
	pos_buf_clear(&table->cells);
}

void
pos_table_release(struct pos_table *table)
{
	free(table->width);
	free(table->right);
	pos_buf_release(&table->cells);
	pos_buf_release(&table->scratch);
	*table = (struct pos_table){ 0 };
}
