/*
 * csv.c - rules as CSV: read, and what export writes.
 */
#include <strings.h>

#include "base/text.h"
#include "row.h"

#define COLUMNS_MAX POS_CSV_CELLS_MAX

struct sheet {
	struct pos_shop *shop;
	struct pos_pool *pool;
	const struct promo_column *column[COLUMNS_MAX];
	const char *lang[COLUMNS_MAX]; /* of "name:zh" */
	size_t count;
};

static const struct promo_column *
find(const char *title)
{
	const struct promo_column *c;

	for (c = promo_columns; c->title != NULL; c++)
		if (strcasecmp(c->title, title) == 0)
			return c;
	return NULL;
}

static enum pos_status
unknown(const char *title, struct pos_err *err)
{
	const struct promo_column *c;
	const char *near = NULL;
	int d, best = 3;

	for (c = promo_columns; c->title != NULL; c++) {
		d = pos_text_distance(title, c->title, best);
		if (d < best) {
			best = d;
			near = c->title;
		}
	}
	if (near != NULL)
		return pos_fail(err, POS_DATA,
		    "no column '%s' (did you mean '%s'?)", title, near);
	return pos_fail(err, POS_DATA, "no column '%s'", title);
}

static enum pos_status
header(struct sheet *s, const struct pos_csv_row *row, struct pos_err *err)
{
	size_t i, j;

	for (i = 0; i < row->count; i++) {
		const char *title = row->cells[i];

		if (strncasecmp(title, "name:", 5) == 0 && title[5] != '\0')
			s->lang[i] = pos_pool_text(s->pool, title + 5);
		else if (strcasecmp(title, "error") != 0) {
			s->column[i] = find(title);
			if (s->column[i] == NULL)
				return unknown(title, err);
		}
		for (j = 0; j < i; j++)
			if (strcasecmp(title, row->cells[j]) == 0)
				return pos_fail(err, POS_DATA,
				    "column '%s' stands there twice", title);
	}
	s->count = row->count;
	for (i = 0; i < s->count; i++)
		if (s->column[i] != NULL &&
		    strcmp(s->column[i]->title, "code") == 0)
			return POS_OK;
	return pos_fail(err, POS_DATA, "no column 'code'");
}

/* As it came, for those that are rejected. */
static const char *
row_text(struct pos_pool *pool, const struct pos_csv_row *row)
{
	struct pos_buf buf = { 0 };
	const char *text;
	size_t i;

	for (i = 0; i < row->count; i++)
		pos_csv_cell(&buf, row->cells[i], ',', i == 0);
	text = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
	return text;
}

static enum pos_status
take(struct sheet *s, const struct pos_csv_row *row, struct pos_rule *rule,
    struct pos_err *err)
{
	struct pos_name *names;
	struct promo_row words = { 0 };
	const char *cell, *wrong;
	size_t i, n = 0;

	names = pos_pool_alloc(s->pool, (s->count + 1) * sizeof(*names));
	for (i = 0; i < row->count; i++) {
		cell = pos_csv_plain(row->cells[i]);
		if (*cell == '\0')
			continue;
		if (i >= s->count)
			return pos_fail(err, POS_DATA,
			    "more cells than the first row has titles");
		wrong = pos_text_wrong(cell, POS_TEXT_MAX);
		if (wrong != NULL)
			return pos_fail(err, POS_DATA, "%s: %s",
			    s->column[i] != NULL ? s->column[i]->title : "name",
			    wrong);
		cell = pos_pool_text(s->pool, cell);
		if (s->lang[i] != NULL)
			names[n++] = (struct pos_name){ s->lang[i], cell };
		else if (s->column[i] != NULL)
			*promo_cell(&words, s->column[i]) = cell;
	}
	words.names = names;
	words.names_count = n;
	if (words.code == NULL)
		return pos_fail(err, POS_DATA, "code: missing");
	return promo_row_rule(s->shop, &words, s->pool, rule, err);
}

static enum pos_status
open_sheet(struct sheet *s, struct pos_csv *csv, const char *name,
    struct promo_docs *docs, struct pos_err *err)
{
	struct pos_csv_row row;
	enum pos_status st = pos_csv_next(csv, &row, err);

	if (st == POS_END)
		return pos_fail(err, POS_NOINPUT, "%s: no promotion in it",
		    name);
	if (st != POS_OK)
		return st;
	docs->header = row_text(s->pool, &row);
	st = header(s, &row, err);
	return st == POS_OK ? st : pos_fail_at(err, "%s:%ld", name, row.line);
}

enum pos_status
promo_csv_read(struct pos_shop *shop, int fd, struct pos_pool *pool,
    struct promo_docs *docs, struct pos_err *err)
{
	struct sheet s = { .shop = shop, .pool = pool };
	struct pos_csv_options options = { 0 };
	struct pos_csv_row row;
	struct pos_csv *csv;
	struct promo_doc *doc;
	struct pos_err why;
	enum pos_status st;

	st = pos_csv_open(&csv, fd, docs->name, &options, err);
	if (st != POS_OK)
		return st;
	st = open_sheet(&s, csv, docs->name, docs, err);
	while (st == POS_OK && (st = pos_csv_next(csv, &row, err)) == POS_OK) {
		doc = promo_docs_add(docs, pool);
		doc->line = row.line;
		doc->text = row_text(pool, &row);
		if (take(&s, &row, &doc->rule, &why) != POS_OK)
			doc->wrong = pos_pool_text(pool, why.text);
	}
	pos_csv_close(csv);
	return st == POS_END ? POS_OK : st;
}
