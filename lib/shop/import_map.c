/*
 * import_map.c - our own columns, and any others that --map names.
 *
 * What --map has on its left is what our own header would say, so that there
 * is one set of names to know; price[cold]=Price Cold makes a variant of
 * each price that a row has.
 */
#include <string.h>

#include "shop/import_inside.h"

static const struct {
	const char *title;
	enum pos_role role;
} own[] = {
	{ "kind", POS_R_KIND }, { "code", POS_R_CODE },
	{ "name", POS_R_NAME }, { "category", POS_R_CATEGORY },
	{ "description", POS_R_DESCRIPTION }, { "parent", POS_R_PARENT },
	{ "variant", POS_R_VARIANT }, { "price", POS_R_PRICE },
	{ "cost", POS_R_COST }, { "unit", POS_R_UNIT },
	{ "tax", POS_R_TAX }, { "station", POS_R_STATION },
	{ "policy", POS_R_POLICY }, { "tracked", POS_R_TRACKED },
	{ "low", POS_R_LOW }, { "barcodes", POS_R_BARCODES },
	{ "barcode", POS_R_BARCODES }, { "groups", POS_R_GROUPS },
	{ "recipe", POS_R_RECIPE }, { "sold_out", POS_R_SOLD_OUT },
	{ "in_stock", POS_R_STOCK }, { "min", POS_R_MIN },
	{ "max", POS_R_MAX }, { "rate", POS_R_RATE },
	{ "inclusive", POS_R_INCLUSIVE }, { "floor", POS_R_FLOOR },
	{ "discounted", POS_R_DISCOUNTED }, { "tags", POS_R_TAGS },
	{ "tag", POS_R_TAGS },
};
#define OWN (sizeof(own) / sizeof(own[0]))

bool
pos_import_own_column(struct pos_importer *im, const char *title,
    struct pos_column *column)
{
	const char *at;
	size_t i, len;

	for (i = 0; i < OWN; i++) {
		if (strcmp(own[i].title, title) == 0) {
			column->role = own[i].role;
			return true;
		}
	}
	if (strncmp(title, "name:", 5) == 0 && title[5] != '\0') {
		column->role = POS_R_NAME_IN;
		column->arg = pos_pool_text(im->pool, title + 5);
		return true;
	}
	if (strncmp(title, "price", 5) != 0)
		return false;
	title += 5;
	len = strlen(title);
	if (title[0] == '[' && len > 2 && title[len - 1] == ']') {
		column->role = POS_R_PRICE_OF;
		column->arg = pos_pool_textn(im->pool, title + 1, len - 2);
		return true;
	}
	if ((title[0] != ':' && title[0] != '@') || len < 2)
		return false;
	column->role = POS_R_PRICE_FOR;
	at = strchr(title, '@');
	if (title[0] == ':')
		column->arg = pos_pool_textn(im->pool, title + 1,
		    at != NULL ? (size_t)(at - title) - 1 : len - 1);
	if (at != NULL)
		column->channel = pos_pool_text(im->pool, at + 1);
	return true;
}

static enum pos_status
no_column(const struct pos_csv_row *row, const char *title, struct pos_err *err)
{
	struct pos_buf have = { 0 };
	size_t i;

	for (i = 0; i < row->count && i < 20; i++)
		pos_buf_printf(&have, "%s'%s'", i > 0 ? ", " : "",
		    row->cells[i]);
	(void)pos_fail(err, POS_DATA,
	    "--map: the file has no column '%s', but %s", title, have.text);
	pos_buf_release(&have);
	return POS_DATA;
}

enum pos_status
pos_import_map(struct pos_importer *im, const struct pos_csv_row *row,
    struct pos_err *err)
{
	static const struct pos_format mapped = { "map", .grouped = false };
	struct pos_column *columns =
	    pos_pool_alloc(im->pool, row->count * sizeof(*columns));
	char *map = pos_pool_text(im->pool, im->options->map), *next, *is;
	bool named = false;
	size_t i;

	for (i = 0; i < row->count; i++) {
		columns[i].role = POS_R_IGNORE;
		columns[i].title = pos_pool_text(im->pool, row->cells[i]);
	}
	for (; map != NULL && *map != '\0'; map = next) {
		next = strchr(map, ',');
		if (next != NULL)
			*next++ = '\0';
		is = strchr(map, '=');
		if (is == NULL)
			return pos_fail(err, POS_USAGE,
			    "--map wants NAME=COLUMN,..., not '%s'", map);
		*is = '\0';
		if (!pos_csv_find(row, is + 1, &i))
			return no_column(row, is + 1, err);
		if (!pos_import_own_column(im, map, &columns[i]))
			return pos_fail(err, POS_USAGE,
			    "--map: no column of"
			    " ours is '%s' (name, price, category, code,"
			    " barcode, cost, unit, variant, name:zh,"
			    " price:takeaway, price[LARGE]...)",
			    map);
		named |= columns[i].role == POS_R_NAME;
	}
	if (!named)
		return pos_fail(err, POS_USAGE,
		    "--map does not say which"
		    " column is the name (name=COLUMN)");
	im->layout = (struct pos_layout){ .format = &mapped,
		.columns = columns,
		.count = row->count };
	return POS_OK;
}
