/*
 * import_item.c - the item that rows described, made whole and put.
 *
 * What the file has no column for stays as the menu has it: a price list
 * changes prices and nothing else.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "shop/import_inside.h"

static const struct pos_column *
column_of(const struct pos_importer *im, enum pos_role role)
{
	static const struct pos_column none = { .title = "name" };
	size_t i;

	for (i = 0; i < im->layout.count; i++)
		if (im->layout.columns[i].role == role)
			return &im->layout.columns[i];
	return &none;
}

/* Square calls the one variation of a thing without any 'Regular'. */
static void
name_variant(struct pos_importer *im, bool siblings)
{
	struct pos_item *item = &im->item;
	const char *key;

	if (im->layout.format->own)
		return;
	if (item->variant == NULL && im->values.len > 0)
		item->variant = pos_pool_text(im->row_pool, im->values.text);
	if (item->variant != NULL && !siblings &&
	    (strcasecmp(item->variant, "Regular") == 0 ||
		strcasecmp(item->variant, "Normal") == 0))
		item->variant = NULL;
	key = im->handle != NULL ? im->handle : item->name;
	if (siblings && item->variant != NULL && item->parent == NULL &&
	    key != NULL)
		item->parent = pos_import_slug(im->row_pool, key, true);
}

static const char *
make_code(struct pos_importer *im, const struct pos_item *item)
{
	const char *base, *code;

	if (item->code != NULL)
		return pos_import_slug(im->row_pool, item->code, false);
	base = im->handle != NULL ? im->handle : item->name;
	code = pos_import_slug(im->row_pool, base, true);
	if (item->variant == NULL)
		return code;
	return pos_import_slug(im->row_pool,
	    pos_pool_printf(im->row_pool, "%s-%s", code, item->variant), true);
}

/* False when the row is refused for its code. */
static bool
settle_code(struct pos_importer *im, struct pos_item *item)
{
	const struct pos_column *column = column_of(im, POS_R_CODE);
	bool given = item->code != NULL, again;
	char why[64];
	const char *code;
	long line;

	if (im->layout.format->own) {
		if (!given) {
			pos_import_wrong(im, im->item_line, column, NULL,
			    "is empty");
			return false;
		}
		line = pos_import_seen(im, item->code, im->item_line);
		if (line == 0)
			return true;
		snprintf(why, sizeof(why), pos_tr("is on line %ld already"),
		    line);
		pos_import_wrong(im, im->item_line, column, item->code, why);
		return false;
	}
	code = make_code(im, item);
	item->code = pos_import_unique(im, im->row_pool, code, &again);
	if (given && again)
		pos_import_warn(im, im->item_line,
		    "column '%s': '%s' is there again, and becomes '%s'",
		    column->title, code, item->code);
	return true;
}

static void
keep_names(struct pos_importer *im, const struct pos_item *old,
    struct pos_item *item)
{
	const struct pos_column *c;
	struct pos_name *all = (struct pos_name *)(uintptr_t)item->names;
	size_t i, j;

	for (i = 0; i < old->names_count; i++) {
		for (j = 0; j < im->layout.count; j++) {
			c = &im->layout.columns[j];
			if (c->role == POS_R_NAME_IN &&
			    strcmp(c->arg, old->names[i].lang) == 0)
				break;
		}
		if (j < im->layout.count)
			continue;
		all = pos_pool_push(im->row_pool, all, item->names_count,
		    sizeof(*all));
		all[item->names_count++] = old->names[i];
		item->names = all;
	}
}

static bool
same_use(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
keep_prices(struct pos_importer *im, const struct pos_item *old,
    struct pos_item *item)
{
	const struct pos_column *c;
	struct pos_price *all = (struct pos_price *)(uintptr_t)item->prices;
	size_t i, j;

	for (i = 0; i < old->prices_count; i++) {
		for (j = 0; j < im->layout.count; j++) {
			c = &im->layout.columns[j];
			if (c->role == POS_R_PRICE_FOR &&
			    same_use(c->arg, old->prices[i].order_type) &&
			    same_use(c->channel, old->prices[i].channel))
				break;
		}
		if (j < im->layout.count)
			continue;
		all = pos_pool_push(im->row_pool, all, item->prices_count,
		    sizeof(*all));
		all[item->prices_count++] = old->prices[i];
		item->prices = all;
	}
}

/* Take over from the menu what the file does not speak of. */
static void
take_over(struct pos_importer *im, const struct pos_item *old,
    struct pos_item *item)
{
	bool own = im->layout.format->own;

	if (!POS_HAS(im, POS_R_CATEGORY) && !POS_HAS(im, POS_R_CATEGORY_TOO))
		item->category = old->category;
	if (!POS_HAS(im, POS_R_DESCRIPTION))
		item->description = old->description;
	if (own && !POS_HAS(im, POS_R_PARENT))
		item->parent = old->parent;
	if (own && !POS_HAS(im, POS_R_VARIANT))
		item->variant = old->variant;
	if (!POS_HAS(im, POS_R_PRICE) && !POS_HAS(im, POS_R_PRICE_OF)) {
		item->open_price = old->open_price;
		item->price_minor = old->price_minor;
	}
	if (!POS_HAS(im, POS_R_COST))
		item->cost_minor = old->cost_minor;
	if (!POS_HAS(im, POS_R_UNIT) && !POS_HAS(im, POS_R_WEIGHT))
		item->unit = old->unit;
	if (!POS_HAS(im, POS_R_TAX) && !POS_HAS(im, POS_R_TAX_FLAG) &&
	    !POS_HAS(im, POS_R_TAX_NAME))
		item->tax = old->tax;
	if (!POS_HAS(im, POS_R_STATION))
		item->station = old->station;
	if (!POS_HAS(im, POS_R_POLICY))
		item->policy = old->policy;
	if (!POS_HAS(im, POS_R_TRACKED) && !im->has_stock)
		item->tracked = old->tracked;
	if (!POS_HAS(im, POS_R_LOW))
		item->low_milli = old->low_milli;
	if (!POS_HAS(im, POS_R_SOLD_OUT) && !POS_HAS(im, POS_R_AVAILABLE))
		item->sold_out = old->sold_out;
	if (!POS_HAS(im, POS_R_BARCODE) && !POS_HAS(im, POS_R_BARCODES)) {
		item->barcodes = old->barcodes;
		item->barcodes_count = old->barcodes_count;
	}
	if (!POS_HAS(im, POS_R_GROUPS) && !POS_HAS(im, POS_R_MODIFIER)) {
		item->groups = old->groups;
		item->groups_count = old->groups_count;
	}
	if (!POS_HAS(im, POS_R_RECIPE) && !POS_HAS(im, POS_R_PART)) {
		item->recipe = old->recipe;
		item->recipe_count = old->recipe_count;
	}
	if (!POS_HAS(im, POS_R_FLOOR))
		item->floor_minor = old->floor_minor;
	if (!POS_HAS(im, POS_R_DISCOUNTED))
		item->discounted = old->discounted;
	if (!POS_HAS(im, POS_R_TAGS)) {
		item->tags = old->tags;
		item->tags_count = old->tags_count;
	}
	keep_names(im, old, item);
	keep_prices(im, old, item);
}

static void
settle_stock(struct pos_importer *im, struct pos_item *item)
{
	if (im->layout.format->own)
		return;
	if (item->tracked && item->recipe_count > 0) {
		pos_import_warn(im, im->item_line,
		    "'%s' has parts, which are"
		    " counted instead of it",
		    item->code);
		item->tracked = false;
	}
	if (!item->tracked) {
		im->has_stock = false;
		return;
	}
	/* where it comes from, stock may go below nothing: say so, no more */
	if (item->policy == NULL)
		item->policy = "warn";
	if (POS_HAS(im, POS_R_STOCK) && !im->options->stock)
		pos_import_warn_once(im,
		    "stock is counted, but what the file"
		    " says of it was left out (--stock takes it)");
}

static enum pos_status
put(struct pos_importer *im, struct pos_item item)
{
	const struct pos_item *old;
	enum pos_status st;
	size_t i;

	if (!settle_code(im, &item))
		return pos_import_refuse(im, im->item_line, im->raw.text, NULL);
	st = pos_item_by_code(im->shop, item.code, &old, im->err);
	if (st != POS_OK && st != POS_END)
		return st;
	if (st == POS_OK)
		take_over(im, old, &item);
	else if (!POS_HAS(im, POS_R_PRICE) && !im->priced)
		item.open_price = true;
	/* only where it is there already: nothing to do for it otherwise */
	for (i = 0; !im->layout.format->own && i < item.barcodes_count; i++) {
		int64_t owner = 0;

		st = pos_barcode_owner(im->shop, item.barcodes[i], &owner,
		    im->err);
		if (st == POS_END ||
		    (st == POS_OK && old != NULL && owner == old->item_no))
			continue;
		if (st != POS_OK)
			return st;
		pos_import_warn(im, im->item_line,
		    "barcode '%s' belongs to"
		    " another item already and is left out",
		    item.barcodes[i]);
		item.barcodes[i--] = item.barcodes[--item.barcodes_count];
	}
	settle_stock(im, &item);
	return pos_import_put_item(im, &item, im->item_line);
}

static enum pos_status
put_variants(struct pos_importer *im)
{
	struct pos_item item;
	enum pos_status st = POS_OK;
	size_t i;

	if (im->variants_count == 0)
		return put(im, im->item);
	for (i = 0; i < im->variants_count && st == POS_OK; i++) {
		item = im->item;
		item.variant = im->variants[i].order_type;
		item.price_minor = im->variants[i].price_minor;
		item.open_price = false;
		im->priced = true;
		item.parent = pos_import_slug(im->row_pool, item.name, true);
		if (i > 0) /* they would all have it */
			item.barcodes_count = 0;
		if (item.code != NULL)
			item.code = pos_pool_printf(im->row_pool, "%s-%s",
			    item.code, item.variant);
		st = put(im, item);
	}
	return st;
}

enum pos_status
pos_import_finish(struct pos_importer *im, bool next_too)
{
	enum pos_status st = POS_OK;

	if (!im->open)
		return POS_OK;
	im->open = false;
	if (im->item.name == NULL)
		pos_import_wrong(im, im->item_line, column_of(im, POS_R_NAME),
		    NULL, "is empty");
	if (im->bad)
		return pos_import_refuse(im, im->item_line, im->raw.text, NULL);
	if (im->archived) {
		pos_import_warn(im, im->item_line,
		    "'%s' is archived and left out", im->item.name);
		return POS_OK;
	}
	name_variant(im, im->key_before || next_too);
	if (im->rates_count > 0)
		st = pos_import_tax(im, im->rates, im->rates_count);
	return st == POS_OK ? put_variants(im) : st;
}
