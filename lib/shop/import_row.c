/*
 * import_row.c - a row of cells becomes an item, or more of the one before.
 *
 * Where the rows of a product follow each other, an item is finished only
 * when the next row is seen: it may carry a part of its recipe, and whether
 * it is one variant of several shows at its neighbours.
 */
#include <string.h>

#include "base/text.h"
#include "shop/import_inside.h"

static const char *
cell_at(const struct pos_csv_row *row, size_t i)
{
	return i < row->count ? row->cells[i] : "";
}

static const char *
cell_of(const struct pos_importer *im, const struct pos_csv_row *row,
    enum pos_role role)
{
	size_t i;

	if (!POS_HAS(im, role))
		return "";
	for (i = 0; i < im->layout.count; i++)
		if (im->layout.columns[i].role == role)
			return cell_at(row, i);
	return "";
}

static const char *
keep(struct pos_importer *im, const char *text)
{
	if (*text == '\0')
		return NULL;
	return im->layout.format->grouped ? pos_pool_text(im->row_pool, text) :
					    text;
}

static void
set_price(struct pos_importer *im, const struct pos_column *column,
    const char *cell)
{
	struct pos_err why;

	if (*cell == '\0' || strcmp(cell, "variable") == 0) {
		im->priced |= *cell != '\0';
		im->item.open_price = true;
		if (*cell == '\0')
			pos_import_warn(im, im->line,
			    "column '%s': no price,"
			    " so it is asked for at the till",
			    column->title);
		return;
	}
	im->priced = true;
	im->item.open_price = false;
	if (pos_import_money(im, cell, &im->item.price_minor, &why) != POS_OK)
		pos_import_wrong(im, im->line, column, cell, why.text);
}

static void
add_price(struct pos_importer *im, const struct pos_column *column,
    const char *cell)
{
	struct pos_price price = { column->arg, column->channel, 0 }, *all;
	bool of = column->role == POS_R_PRICE_OF;
	struct pos_err why;

	if (*cell == '\0')
		return;
	if (pos_import_money(im, cell, &price.price_minor, &why) != POS_OK) {
		pos_import_wrong(im, im->line, column, cell, why.text);
		return;
	}
	if (of) {
		im->variants = pos_pool_push(im->row_pool, im->variants,
		    im->variants_count, sizeof(price));
		im->variants[im->variants_count++] = price;
		return;
	}
	all = (struct pos_price *)(uintptr_t)im->item.prices; /* ours */
	all = pos_pool_push(im->row_pool, all, im->item.prices_count,
	    sizeof(price));
	all[im->item.prices_count++] = price;
	im->item.prices = all;
}

static void
add_name(struct pos_importer *im, const struct pos_column *column,
    const char *cell)
{
	struct pos_name *all;

	if (*cell == '\0')
		return;
	all = (struct pos_name *)(uintptr_t)im->item.names; /* ours */
	all = pos_pool_push(im->row_pool, all, im->item.names_count,
	    sizeof(*all));
	all[im->item.names_count++] =
	    (struct pos_name){ column->arg, pos_pool_text(im->row_pool, cell) };
	im->item.names = all;
}

static bool
flag(struct pos_importer *im, const struct pos_column *column, const char *cell)
{
	int is = pos_import_flag(cell);

	if (is < 0)
		pos_import_wrong(im, im->line, column, cell,
		    "is neither yes nor no (expected Y or N)");
	return is == 1;
}

static void
set_milli(struct pos_importer *im, const struct pos_column *column,
    const char *cell, int64_t *milli)
{
	struct pos_err why;

	if (*cell != '\0' && pos_import_milli(im, cell, milli, &why) != POS_OK)
		pos_import_wrong(im, im->line, column, cell, why.text);
}

static void
set_money(struct pos_importer *im, const struct pos_column *column,
    const char *cell, int64_t *minor)
{
	struct pos_err why;

	if (*cell != '\0' && pos_import_money(im, cell, minor, &why) != POS_OK)
		pos_import_wrong(im, im->line, column, cell, why.text);
}

static void
set_stock(struct pos_importer *im, const struct pos_column *column,
    const char *cell)
{
	if (*cell == '\0' || !im->options->stock)
		return;
	set_milli(im, column, cell, &im->stock_milli);
	im->has_stock = true;
	if (!POS_HAS(im, POS_R_TRACKED))
		im->item.tracked = true;
	if (im->stock_milli < 0) {
		pos_import_warn(im, im->line,
		    "column '%s': '%s' in stock is"
		    " counted as 0",
		    column->title, cell);
		im->stock_milli = 0;
	}
}

static void
add_rate(struct pos_importer *im, const struct pos_column *column,
    const char *name, int64_t rate_ppm)
{
	struct pos_rate *all = im->rates;

	(void)column;
	all = pos_pool_push(im->row_pool, all, im->rates_count, sizeof(*all));
	all[im->rates_count++] =
	    (struct pos_rate){ name, rate_ppm, im->shop->tax_inclusive };
	im->rates = all;
}

static void
set_tax_rate(struct pos_importer *im, const struct pos_column *column,
    const char *cell)
{
	struct pos_err why;
	struct pos_rate *last;

	if (im->rates_count == 0)
		return;
	last = &im->rates[im->rates_count - 1];
	if (pos_rate_parse(&last->rate_ppm, *cell == '\0' ? "0" : cell, &why) !=
	    POS_OK)
		pos_import_wrong(im, im->line, column, cell,
		    "is not a percentage (expected like 8.5)");
}

static enum pos_status
more_cells(struct pos_importer *im, const struct pos_column *c,
    const char *cell)
{
	struct pos_item *item = &im->item;

	switch (c->role) {
	case POS_R_WEIGHT:
		if (flag(im, c, cell))
			item->unit = "kg";
		break;
	case POS_R_VALUE:
		if (*cell != '\0')
			pos_buf_printf(&im->values, "%s%s",
			    im->values.len > 0 ? " / " : "", cell);
		break;
	case POS_R_BARCODE:
	case POS_R_BARCODES:
		pos_import_barcode(im, cell);
		break;
	case POS_R_GROUPS:
		item->groups = pos_import_words(im->row_pool, cell, ";",
		    &item->groups_count);
		break;
	case POS_R_RECIPE:
		if (!pos_import_recipe(im, im->row_pool, c, cell, &item->recipe,
			&item->recipe_count))
			im->bad = true;
		break;
	case POS_R_SOLD_OUT:
		item->sold_out = flag(im, c, cell);
		break;
	case POS_R_LOW:
		set_milli(im, c, cell, &item->low_milli);
		break;
	case POS_R_AVAILABLE:
		item->sold_out = *cell != '\0' && !flag(im, c, cell);
		break;
	case POS_R_ARCHIVED:
		im->archived = flag(im, c, cell);
		break;
	case POS_R_MODIFIER:
		if (flag(im, c, cell))
			return pos_import_modifier(im, c->arg);
		break;
	case POS_R_TAX_FLAG:
		if (flag(im, c, cell))
			add_rate(im, c, c->arg, c->rate_ppm);
		break;
	case POS_R_TAX_NAME:
		if (*cell != '\0')
			add_rate(im, c, pos_pool_text(im->row_pool, cell), 0);
		break;
	case POS_R_TAX_RATE:
		set_tax_rate(im, c, cell);
		break;
	case POS_R_STOCK:
		set_stock(im, c, cell);
		break;
	case POS_R_FLOOR:
		set_money(im, c, cell, &item->floor_minor);
		break;
	case POS_R_DISCOUNTED:
		item->discounted = flag(im, c, cell);
		break;
	case POS_R_TAGS:
		item->tags = pos_import_words(im->row_pool, cell, ";",
		    &item->tags_count);
		break;
	default: /* what an item has no use for */
		break;
	}
	return POS_OK;
}

static enum pos_status
take_cell(struct pos_importer *im, const struct pos_column *c, const char *cell)
{
	struct pos_item *item = &im->item;

	switch (c->role) {
	case POS_R_CODE:
		item->code = keep(im, cell);
		return POS_OK;
	case POS_R_NAME:
		item->name = keep(im, cell);
		return POS_OK;
	case POS_R_NAME_IN:
		add_name(im, c, cell);
		return POS_OK;
	case POS_R_CATEGORY:
		if (*cell != '\0')
			item->category = keep(im, cell);
		return POS_OK;
	case POS_R_CATEGORY_TOO:
		if (item->category == NULL)
			item->category = keep(im, cell);
		return POS_OK;
	case POS_R_DESCRIPTION:
		item->description = keep(im, cell);
		return POS_OK;
	case POS_R_HANDLE:
		im->handle = keep(im, cell);
		return POS_OK;
	case POS_R_PARENT:
		item->parent = keep(im, cell);
		return POS_OK;
	case POS_R_VARIANT:
		item->variant = keep(im, cell);
		return POS_OK;
	case POS_R_PRICE:
		set_price(im, c, cell);
		return POS_OK;
	case POS_R_PRICE_FOR:
	case POS_R_PRICE_OF:
		add_price(im, c, cell);
		return POS_OK;
	case POS_R_COST:
		set_money(im, c, cell, &item->cost_minor);
		return POS_OK;
	case POS_R_UNIT:
		item->unit = keep(im, cell);
		return POS_OK;
	case POS_R_TAX:
		item->tax = keep(im, cell);
		return POS_OK;
	case POS_R_STATION:
		item->station = keep(im, cell);
		return POS_OK;
	case POS_R_POLICY:
		item->policy = keep(im, cell);
		return POS_OK;
	case POS_R_TRACKED:
		item->tracked = flag(im, c, cell);
		return POS_OK;
	default:
		return more_cells(im, c, cell);
	}
}

static void
inherit(struct pos_buf *kept, const char **text, bool first)
{
	if (first) {
		pos_buf_clear(kept);
		pos_buf_text(kept, *text != NULL ? *text : "");
	} else if (*text == NULL && kept->len > 0)
		*text = kept->text;
}

/* Start an item from the row. */
static enum pos_status
start(struct pos_importer *im, const struct pos_csv_row *row, const char *key,
    bool before)
{
	const struct pos_column *c;
	enum pos_status st = POS_OK;
	const char *cell;
	size_t i;

	pos_pool_clear(im->row_pool);
	im->item = (struct pos_item){ 0 };
	im->open = true;
	im->bad = im->has_stock = im->priced = im->archived = false;
	im->item_line = im->line;
	im->stock_milli = 0;
	im->handle = NULL;
	im->variants = NULL;
	im->rates = NULL;
	im->variants_count = im->rates_count = 0;
	pos_buf_clear(&im->values);
	pos_buf_clear(&im->raw);
	im->key_before = before;
	im->key = key != NULL ? pos_pool_text(im->row_pool, key) : NULL;
	for (i = 0; i < im->layout.count && st == POS_OK; i++) {
		c = &im->layout.columns[i];
		cell = cell_at(row, i);
		if (c->role <= POS_R_IGNORE || c->role == POS_R_PART ||
		    c->role == POS_R_PART_QTY)
			continue;
		st = take_cell(im, c,
		    pos_import_tidy(im->row_pool, pos_csv_plain(cell)));
	}
	if (im->layout.format->inherits && key != NULL) {
		inherit(&im->in_name, &im->item.name, !before);
		inherit(&im->in_category, &im->item.category, !before);
		inherit(&im->in_description, &im->item.description, !before);
	}
	return st;
}

static enum pos_status
add_part(struct pos_importer *im, const struct pos_csv_row *row)
{
	const char *code =
	    pos_import_tidy(im->row_pool, cell_of(im, row, POS_R_PART));
	const char *qty =
	    pos_import_tidy(im->row_pool, cell_of(im, row, POS_R_PART_QTY));
	struct pos_part *all, part = { .qty_milli = POS_QTY_ONE };
	struct pos_err why;

	if (*code == '\0')
		return POS_OK;
	part.item = pos_import_slug(im->row_pool, code, false);
	if (*qty != '\0' &&
	    pos_import_milli(im, qty, &part.qty_milli, &why) != POS_OK) {
		(void)pos_fail_at(&why, "quantity of '%s': '%s' ", code, qty);
		pos_buf_clear(&im->reason);
		pos_buf_text(&im->reason, why.text);
		im->bad = true;
		return pos_import_refuse(im, im->line, "", why.text);
	}
	all = (struct pos_part *)(uintptr_t)im->item.recipe; /* ours */
	all = pos_pool_push(im->row_pool, all, im->item.recipe_count,
	    sizeof(*all));
	all[im->item.recipe_count++] = part;
	im->item.recipe = all;
	return POS_OK;
}

static void
check_width(struct pos_importer *im, const struct pos_csv_row *row)
{
	size_t i;

	for (i = im->layout.count; i < row->count; i++) {
		if (row->cells[i][0] == '\0')
			continue;
		pos_buf_clear(&im->reason);
		pos_buf_printf(&im->reason,
		    pos_tr("%zu cells, but the header has %zu"), row->count,
		    im->layout.count);
		pos_import_warn(im, im->line, "%s", im->reason.text);
		break;
	}
}

/* What makes rows one product: the handle, else the name. */
static const char *
product_of(struct pos_importer *im, const struct pos_csv_row *row)
{
	const char *key;

	if (!im->layout.format->grouped)
		return NULL;
	key = cell_of(im, row, POS_R_HANDLE);
	if (*key == '\0')
		key = cell_of(im, row, POS_R_NAME);
	return *key != '\0' ? key : NULL;
}

enum pos_status
pos_import_row(struct pos_importer *im, const struct pos_csv_row *row)
{
	const char *key = product_of(im, row), *kind;
	enum pos_status st = POS_OK;
	bool more, same;

	same = im->open && key != NULL && im->key != NULL &&
	    strcmp(key, im->key) == 0;
	more = same && POS_HAS(im, POS_R_PART) &&
	    cell_of(im, row, POS_R_CODE)[0] == '\0' &&
	    cell_of(im, row, POS_R_NAME)[0] == '\0' &&
	    cell_of(im, row, POS_R_PART)[0] != '\0';
	if (!more)
		st = pos_import_finish(im, same);
	if (st != POS_OK)
		return st;
	if (POS_HAS(im, POS_R_KIND)) {
		kind = cell_of(im, row, POS_R_KIND);
		if (*kind != '\0' && strcmp(kind, "item") != 0)
			return pos_import_set_row(im, kind, row);
		st = pos_import_set_end(im);
	}
	if (st == POS_OK && !more)
		st = start(im, row, key, same);
	if (pos_import_wants_raw(im))
		pos_import_raw(&im->raw, row);
	if (st == POS_OK)
		check_width(im, row);
	if (st == POS_OK && POS_HAS(im, POS_R_PART))
		st = add_part(im, row);
	if (st == POS_OK && !im->layout.format->grouped)
		st = pos_import_finish(im, false);
	return st;
}
