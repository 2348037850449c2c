/*
 * sniff.c - the delimiter of a CSV text, from its first rows.
 *
 * Each candidate splits the rows, quotes minded; the best leaves the most
 * rows with the same number of cells, two at least.  Prices such as 1,50
 * split evenly too, but not in the header, so the first row counts extra.
 */
#include <string.h>
#include <strings.h>

#include "rec/csv.h"
#include "rec/sniff.h"

#define ROWS 50

bool
pos_csv_can_delimit(char c)
{
	return (unsigned char)c < 0x80 && c != '\0' && c != '"' && c != '\r' &&
	    c != '\n';
}

char
pos_csv_sep_line(const char *text, size_t len, size_t *line_len)
{
	size_t n = 5;

	*line_len = 0;
	if (len < 5 || strncasecmp(text, "sep=", 4) != 0 ||
	    !pos_csv_can_delimit(text[4]))
		return '\0';
	if (n < len && text[n] == '\r')
		n++;
	if (n < len && text[n] == '\n')
		n++;
	if (n == 5 && n < len)
		return '\0';
	*line_len = n;
	return text[4];
}

/* Cells of the row at *at, which moves behind it; 0 for an empty row. */
static int
count_cells(const char **at, const char *end, char delimiter)
{
	bool quoted = false, start = true;
	const char *from = *at;
	int cells = 1;

	for (; *at < end; ++*at) {
		if (**at == '"' && (quoted || start)) {
			quoted = !quoted;
			start = quoted || start;
		} else if (quoted)
			continue;
		else if (**at == '\n' || **at == '\r')
			break;
		else {
			start = **at == delimiter;
			cells += start;
		}
	}
	cells = *at > from ? cells : 0;
	if (*at < end)
		++*at;
	return cells;
}

/* How evenly it splits: rows like the most, the first counting extra. */
static int
score(const char *text, size_t len, char delimiter, int *usual)
{
	const char *at = text, *end = text + len;
	int cells[ROWS], rows = 0, best = 0, i, j, same;

	while (at < end && rows < ROWS) {
		cells[rows] = count_cells(&at, end, delimiter);
		/* Where the text was cut, the last row is no witness. */
		if (cells[rows] > 0 && (at < end || rows == 0))
			rows++;
	}
	*usual = 1;
	for (i = 0; i < rows; i++) {
		same = 0;
		for (j = 0; j < rows; j++)
			same += cells[j] == cells[i];
		if (cells[0] == cells[i])
			same += 1 + rows / 4;
		if (cells[i] > 1 && same > best) {
			best = same;
			*usual = cells[i];
		}
	}
	return best;
}

char
pos_csv_sniff(const char *text, size_t len)
{
	static const char candidates[] = { ',', ';', '\t', '|' };
	int usual, most = 0, now, best = 0;
	char delimiter = ',';
	size_t i;

	for (i = 0; i < sizeof(candidates); i++) {
		now = score(text, len, candidates[i], &usual);
		if (now > best || (now == best && now > 0 && usual > most)) {
			best = now;
			most = usual;
			delimiter = candidates[i];
		}
	}
	return delimiter;
}
