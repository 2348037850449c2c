/*
 * import_formats.c - whose file is it, and what do its columns mean?
 *
 * A format is known by the columns that its header has, in whatever order.
 * Names are compared folded, without blanks around and without the marks
 * that spreadsheets add.  Loyverse translates its header, but never the
 * first column nor the order of the columns: a language that is not in the
 * table is read by position.
 */
#include <string.h>

#include "base/text.h"
#include "shop/import_inside.h"

const struct pos_format *
pos_import_own(void)
{
	size_t i;

	for (i = 0; !pos_import_known[i].format.own; i++)
		;
	return &pos_import_known[i].format;
}

/* "条码（必填）", "Name*": the title as it is looked up. */
static const char *
lookup_title(struct pos_pool *pool, const char *cell)
{
	static const char *const marks[] = { "（必填）", "(必填)", "（选填）",
		"*", NULL };
	struct pos_buf fold = { 0 };
	const char *text = pos_import_tidy(pool, cell);
	char *out;
	size_t i, len, mark;

	pos_text_fold(&fold, text);
	pos_buf_reserve(&fold, 1);
	len = fold.len;
	for (i = 0; marks[i] != NULL; i++) {
		mark = strlen(marks[i]);
		if (len > mark &&
		    memcmp(fold.text + len - mark, marks[i], mark) == 0)
			len -= mark;
		if (len > mark && memcmp(fold.text, marks[i], mark) == 0)
			memmove(fold.text, fold.text + mark, len -= mark);
	}
	out = pos_pool_textn(pool, fold.text != NULL ? fold.text : "", len);
	pos_buf_release(&fold);
	return pos_import_tidy(pool, out);
}

static enum pos_role
role_of(const struct pos_alias *aliases, const char *title, size_t len)
{
	for (; aliases->title != NULL; aliases++)
		if (strlen(aliases->title) == len &&
		    memcmp(aliases->title, title, len) == 0)
			return aliases->role;
	return POS_R_UNKNOWN;
}

/* Name in quotes, and the percentage in the last parentheses. */
static void
tax_or_group(struct pos_importer *im, struct pos_column *column,
    const char *after)
{
	const char *open = strrchr(after, '('), *close;
	struct pos_err why;
	size_t len = strlen(after);
	char rate[16];

	column->role = POS_R_MODIFIER;
	close = open != NULL ? strchr(open, ')') : NULL;
	if (close != NULL && close > open + 1 && close[-1] == '%' &&
	    (size_t)(close - open) <= sizeof(rate)) {
		memcpy(rate, open + 1, (size_t)(close - open) - 2);
		rate[close - open - 2] = '\0';
		if (pos_rate_parse(&column->rate_ppm, rate, &why) == POS_OK) {
			column->role = POS_R_TAX_FLAG;
			len = (size_t)(open - after);
		}
	}
	while (len > 0 && after[len - 1] == ' ')
		len--;
	if (len > 2 && after[0] == '"' && after[len - 1] == '"') {
		after++;
		len -= 2;
	}
	column->arg = pos_pool_textn(im->pool, after, len);
}

/*
 * Titles that carry a name: "Price [Main Street]", "Price Main Street",
 * "Modifier - "Milk"", "Tax - GST (5%)".
 */
static void
dressed(struct pos_importer *im, const struct pos_known *known,
    const char *title, const char *folded, struct pos_column *column)
{
	static const char *const by_place[] = { "current quantity ",
		"new quantity ", "stock alert enabled ", "stock alert count ",
		"price ", "enabled ", NULL };
	const char *bracket = strstr(folded, " ["), *dash;
	size_t i, len;

	if (bracket != NULL && folded[strlen(folded) - 1] == ']') {
		column->role =
		    role_of(known->aliases, folded, (size_t)(bracket - folded));
		column->channel = pos_pool_textn(im->pool, bracket + 2,
		    strlen(bracket + 2) - 1);
		return;
	}
	dash = strstr(title, " - ");
	if (dash != NULL &&
	    (strncmp(folded, "tax", 3) == 0 ||
		strncmp(folded, "modif", 5) == 0 || dash[3] == '"')) {
		tax_or_group(im, column, dash + 3);
		return;
	}
	if (!known->format.by_place)
		return;
	for (i = 0; by_place[i] != NULL; i++) {
		len = strlen(by_place[i]);
		if (strncmp(folded, by_place[i], len) != 0)
			continue;
		column->channel = pos_pool_text(im->pool, folded + len);
		column->role = strcmp(by_place[i], "enabled ") == 0 ?
		    POS_R_IGNORE :
		    role_of(known->aliases, folded, len - 1);
	}
}

/* Loyverse in a language that the table lacks: by position. */
static void
by_position(struct pos_column *columns, size_t count)
{
	static const enum pos_role roles[] = { POS_R_HANDLE, POS_R_CODE,
		POS_R_NAME, POS_R_CATEGORY, POS_R_DESCRIPTION, POS_R_WEIGHT,
		POS_R_IGNORE, POS_R_VALUE, POS_R_IGNORE, POS_R_VALUE,
		POS_R_IGNORE, POS_R_VALUE, POS_R_COST, POS_R_BARCODE,
		POS_R_PART, POS_R_PART_QTY, POS_R_TRACKED };
	static const enum pos_role placed[] = { POS_R_AVAILABLE, POS_R_PRICE,
		POS_R_STOCK, POS_R_LOW, POS_R_IGNORE };
	const char *place = NULL;
	size_t i, n = 0;

	for (i = 0; i < count; i++) {
		if (i < sizeof(roles) / sizeof(roles[0]))
			columns[i].role = roles[i];
		else if (columns[i].channel != NULL) {
			if (place == NULL ||
			    strcmp(place, columns[i].channel) != 0)
				n = 0;
			place = columns[i].channel;
			if (n < sizeof(placed) / sizeof(placed[0]))
				columns[i].role = placed[n++];
		} else if (columns[i].role == POS_R_UNKNOWN)
			columns[i].role = POS_R_IGNORE;
	}
}

/* Of columns for several places, those of one count. */
static void
choose_place(struct pos_importer *im, struct pos_column *columns, size_t count)
{
	struct pos_buf want = { 0 };
	const char *chosen = NULL;
	size_t i;

	if (im->options->location != NULL)
		pos_text_fold(&want, im->options->location);
	for (i = 0; i < count; i++) {
		if (columns[i].channel == NULL ||
		    columns[i].role == POS_R_PRICE_FOR)
			continue;
		if (want.text != NULL ?
			strcmp(want.text, columns[i].channel) == 0 :
			chosen == NULL)
			chosen = columns[i].channel;
	}
	if (want.text != NULL && chosen == NULL)
		pos_import_warn_once(im, "no column is of location '%s'",
		    im->options->location);
	for (i = 0; i < count; i++) {
		if (columns[i].channel == NULL ||
		    columns[i].role == POS_R_PRICE_FOR ||
		    (chosen != NULL && strcmp(chosen, columns[i].channel) == 0))
			continue;
		if (columns[i].role != POS_R_IGNORE)
			pos_import_warn_once(im,
			    "columns of location '%s' are"
			    " passed over (--location chooses)",
			    columns[i].channel);
		columns[i].role = POS_R_IGNORE;
	}
	pos_buf_release(&want);
}

static bool
has_titles(const char *const need[3], const char **titles, size_t count)
{
	size_t i, n;

	if (need[0] == NULL)
		return false;
	for (n = 0; n < 3 && need[n] != NULL; n++) {
		for (i = 0; i < count; i++)
			if (strcmp(titles[i], need[n]) == 0)
				break;
		if (i == count)
			return false;
	}
	return true;
}

static const struct pos_known *
recognise(struct pos_importer *im, const char **titles, size_t count)
{
	const struct pos_known *known;
	size_t f, s;

	for (f = 0; pos_import_known[f].format.name != NULL; f++) {
		known = &pos_import_known[f];
		if (im->options->format != NULL) {
			if (strcmp(im->options->format, known->format.name) ==
			    0)
				return known;
			continue;
		}
		for (s = 0; s < 6; s++)
			if (has_titles(known->need[s], titles, count))
				return known;
		if (known->format.positional && count > 17 &&
		    strcmp(titles[0], "handle") == 0)
			return known;
	}
	return NULL;
}

static void
assign(struct pos_importer *im, const struct pos_known *known,
    const struct pos_csv_row *row, const char **titles,
    struct pos_column *columns)
{
	bool named = false, priced = false;
	size_t i;

	for (i = 0; i < row->count; i++) {
		columns[i].title = pos_pool_text(im->pool,
		    pos_import_tidy(im->pool, row->cells[i]));
		if (strcmp(titles[i], "reason") == 0 || titles[i][0] == '\0')
			columns[i].role = POS_R_IGNORE;
		else if (known->aliases == NULL)
			pos_import_own_column(im, columns[i].title,
			    &columns[i]);
		else
			columns[i].role = role_of(known->aliases, titles[i],
			    strlen(titles[i]));
		if (known->aliases != NULL && columns[i].role == POS_R_UNKNOWN)
			dressed(im, known, columns[i].title, titles[i],
			    &columns[i]);
		if (known->aliases != NULL &&
		    columns[i].role == POS_R_PRICE_FOR)
			columns[i].channel = "member"; /* 会员价 */
		named |= columns[i].role == POS_R_NAME;
		priced |= columns[i].role == POS_R_PRICE;
	}
	if (known->format.positional && (!named || !priced) && row->count > 17)
		by_position(columns, row->count);
}

enum pos_status
pos_import_layout(struct pos_importer *im, const struct pos_csv_row *row,
    struct pos_err *err)
{
	struct pos_column *columns;
	const struct pos_known *known;
	const char **titles;
	size_t i;

	(void)err;
	titles = pos_pool_alloc(im->pool, row->count * sizeof(*titles));
	for (i = 0; i < row->count; i++)
		titles[i] = lookup_title(im->pool, row->cells[i]);
	known = recognise(im, titles, row->count);
	if (known == NULL)
		return POS_END;
	columns = pos_pool_alloc(im->pool, row->count * sizeof(*columns));
	assign(im, known, row, titles, columns);
	choose_place(im, columns, row->count);
	for (i = 0; i < row->count; i++)
		if (columns[i].role == POS_R_UNKNOWN)
			pos_import_warn_once(im,
			    "column '%s' is not known and passed over",
			    columns[i].title);
	im->layout = (struct pos_layout){ .format = &known->format,
		.columns = columns,
		.count = row->count };
	return POS_OK;
}
