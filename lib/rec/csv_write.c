/*
 * csv_write.c - cells of a CSV file, safe to open in a spreadsheet.
 *
 * A cell that starts like a formula gets a ' in front.  So that reading our
 * own export gives back every text, one that starts with ' and would then
 * look guarded gets another.
 */
#include <string.h>
#include <strings.h>

#include "rec/csv.h"

static bool
is_number(const char *text)
{
	static const char digits[] = "0123456789";
	size_t n;

	text += *text == '-' || *text == '+';
	n = strspn(text, digits);
	if (n == 0)
		return false;
	text += n;
	if (*text == '.') {
		n = strspn(text + 1, digits);
		if (n == 0)
			return false;
		text += n + 1;
	}
	return *text == '\0';
}

/* Would a spreadsheet run what stands behind the quotes? */
static bool
is_formula(const char *text)
{
	text += strspn(text, "'");
	return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

static bool
must_quote(const char *text, char delimiter, bool first)
{
	const char special[] = { delimiter, '"', '\r', '\n', '\0' };

	if (strpbrk(text, special) != NULL)
		return true;
	/* At the very beginning these would say something about the file. */
	return first &&
	    (strncasecmp(text, "sep=", 4) == 0 ||
		strncmp(text, "\xef\xbb\xbf", 3) == 0);
}

void
pos_csv_cell(struct pos_buf *buf, const char *text, char delimiter, bool first)
{
	bool guard = is_formula(text) && !is_number(text);
	const char *quote;

	if (!first)
		pos_buf_char(buf, delimiter);
	if (!must_quote(text, delimiter, first)) {
		if (guard)
			pos_buf_char(buf, '\'');
		pos_buf_text(buf, text);
		return;
	}
	pos_buf_char(buf, '"');
	if (guard)
		pos_buf_char(buf, '\'');
	while ((quote = strchr(text, '"')) != NULL) {
		pos_buf_add(buf, text, (size_t)(quote - text));
		pos_buf_add(buf, "\"\"", 2);
		text = quote + 1;
	}
	pos_buf_text(buf, text);
	pos_buf_char(buf, '"');
}

const char *
pos_csv_plain(const char *cell)
{
	return cell[0] == '\'' && is_formula(cell) ? cell + 1 : cell;
}
