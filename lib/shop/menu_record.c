/*
 * menu_record.c - items, option groups and tax classes as records.
 *
 * An item's event carries the whole item as it is from then on, so that
 * replay needs no other entry, and two states compare as text.
 */
#include <string.h>

#include "shop/menu_inside.h"

#define NAME_MAX_BYTES 200

static const struct pos_field price_fields[] = {
	POS_CHOICE(pos_price, order_type, POS_F_OPTIONAL, POS_ORDER_TYPES,
	    "for this type of order; absent: any"),
	POS_TEXT(pos_price, channel, POS_F_OPTIONAL | POS_F_CODE, 64,
	    "for orders of this channel; absent: any"),
	POS_MONEY(pos_price, price_minor, 0, "price of one"),
	{ 0 },
};
const struct pos_record pos_price_record = {
	.size = sizeof(struct pos_price),
	.fields = price_fields,
	.help = "a price for a type of order or a channel",
};

static const struct pos_field part_fields[] = {
	POS_TEXT(pos_part, item, POS_F_CODE, 64, "code of the item taken"),
	POS_INT(pos_part, qty_milli, POS_F_DECIMAL, 1, POS_STOCK_MAX,
	    "how much of it, thousandths of its unit"),
	{ 0 },
};
const struct pos_record pos_part_record = {
	.size = sizeof(struct pos_part),
	.fields = part_fields,
	.help = "what one of the owner takes from stock",
};

#define ITEM_FIELDS \
	POS_TEXT(pos_item, code, POS_F_CODE | POS_F_COLUMN, 64, "its code"), \
	    POS_TEXT(pos_item, name, POS_F_COLUMN, NAME_MAX_BYTES, \
		"its name"), \
	    POS_NAMES(pos_item, names, names_count, POS_F_OPTIONAL, \
		"names by language"), \
	    POS_TEXT(pos_item, category, POS_F_OPTIONAL | POS_F_COLUMN, \
		NAME_MAX_BYTES, "heading of the menu"), \
	    POS_TEXT(pos_item, description, POS_F_OPTIONAL, 4000, \
		"a sentence about it"), \
	    POS_TEXT(pos_item, parent, POS_F_OPTIONAL | POS_F_CODE, 64, \
		"code that the variants of one product share"), \
	    POS_TEXT(pos_item, variant, POS_F_OPTIONAL | POS_F_COLUMN, \
		NAME_MAX_BYTES, "which variant, as 'large'"), \
	    POS_BOOL(pos_item, open_price, POS_F_OPTIONAL, \
		"the price is asked for at the till"), \
	    POS_MONEY(pos_item, price_minor, POS_F_OPTIONAL | POS_F_COLUMN, \
		"price of one"), \
	    POS_MONEY(pos_item, cost_minor, POS_F_OPTIONAL, \
		"what one costs the shop"), \
	    POS_TEXT(pos_item, unit, POS_F_OPTIONAL, 32, \
		"unit of its quantity; absent: pieces"), \
	    POS_TEXT(pos_item, tax, POS_F_OPTIONAL | POS_F_CODE, 64, \
		"code of its tax class"), \
	    POS_TEXT(pos_item, station, POS_F_OPTIONAL, 64, \
		"where it is made, as 'bar'"), \
	    POS_CHOICE(pos_item, policy, POS_F_OPTIONAL, POS_POLICIES, \
		"when stock runs out; absent: block when tracked"), \
	    POS_BOOL(pos_item, tracked, POS_F_OPTIONAL, \
		"its stock is counted"), \
	    POS_BOOL(pos_item, sold_out, POS_F_OPTIONAL | POS_F_COLUMN, \
		"marked as sold out"), \
	    POS_INT(pos_item, low_milli, POS_F_OPTIONAL | POS_F_DECIMAL, 0, \
		POS_STOCK_MAX, "warn at or below this much; absent: never"), \
	    POS_TEXTS(pos_item, barcodes, barcodes_count, POS_F_OPTIONAL, \
		"its barcodes"), \
	    POS_LIST(pos_item, prices, prices_count, POS_F_OPTIONAL, \
		&pos_price_record, "prices by type of order and channel"), \
	    POS_TEXTS(pos_item, groups, groups_count, POS_F_OPTIONAL, \
		"codes of its option groups, in order"), \
	    POS_LIST(pos_item, recipe, recipe_count, POS_F_OPTIONAL, \
		&pos_part_record, "what one takes from stock"), \
	    POS_ITEM_EXTRA_FIELDS

static const struct pos_field item_fields[] = {
	ITEM_FIELDS,
	POS_BOOL(pos_item, archived, POS_F_OPTIONAL,
	    "kept for old sales, not sold any more"),
	{ 0 },
};
const struct pos_record pos_item_record = {
	.type = "item",
	.v = 1,
	.size = sizeof(struct pos_item),
	.fields = item_fields,
	.help = "one thing that is sold",
};
POS_LIST_RECORD(pos_item_record);

static const struct pos_field item_data_fields[] = {
	ITEM_FIELDS,
	POS_INT(pos_item, item_no, 0, 1, INT64_MAX, "its number, ours"),
	{ 0 },
};
const struct pos_record pos_item_data = {
	.size = sizeof(struct pos_item),
	.fields = item_data_fields,
	.help = "an item as it is from now on",
};

static const struct pos_field items_fields[] = {
	POS_LIST(pos_items, items, items_count, 0, &pos_item_data,
	    "each item as it is from now on"),
	{ 0 },
};
const struct pos_record pos_items_data = {
	.size = sizeof(struct pos_items),
	.fields = items_fields,
	.help = "items that were added or changed",
};

static const struct pos_field choice_fields[] = {
	POS_TEXT(pos_choice, code, POS_F_CODE | POS_F_COLUMN, 64, "its code"),
	POS_TEXT(pos_choice, name, POS_F_COLUMN, NAME_MAX_BYTES, "its name"),
	POS_NAMES(pos_choice, names, names_count, POS_F_OPTIONAL,
	    "names by language"),
	POS_MONEY(pos_choice, price_minor, POS_F_OPTIONAL | POS_F_COLUMN,
	    "added to the item's price; may be negative"),
	POS_BOOL(pos_choice, sold_out, POS_F_OPTIONAL, "marked as sold out"),
	POS_LIST(pos_choice, recipe, recipe_count, POS_F_OPTIONAL,
	    &pos_part_record, "what one takes from stock"),
	{ 0 },
};
static const struct pos_record choice_record = {
	.size = sizeof(struct pos_choice),
	.fields = choice_fields,
	.help = "one choice of an option group",
};

#define GROUP_FIELDS \
	POS_TEXT(pos_group, code, POS_F_CODE | POS_F_COLUMN, 64, "its code"), \
	    POS_TEXT(pos_group, name, POS_F_COLUMN, NAME_MAX_BYTES, \
		"its name"), \
	    POS_NAMES(pos_group, names, names_count, POS_F_OPTIONAL, \
		"names by language"), \
	    POS_INT(pos_group, min, POS_F_OPTIONAL | POS_F_COLUMN, 0, 99, \
		"choices that must be taken, counting repeats"), \
	    POS_INT(pos_group, max, POS_F_OPTIONAL | POS_F_COLUMN, 0, 99, \
		"choices that may be taken; absent: any number"), \
	    POS_LIST(pos_group, choices, choices_count, POS_F_OPTIONAL, \
		&choice_record, "the choices, in order")

static const struct pos_field group_fields[] = { GROUP_FIELDS, { 0 } };
const struct pos_record pos_group_record = {
	.type = "option_group",
	.v = 1,
	.size = sizeof(struct pos_group),
	.fields = group_fields,
	.help = "a question asked with an item, and its choices",
};
POS_LIST_RECORD(pos_group_record);
const struct pos_record pos_group_data = {
	.size = sizeof(struct pos_group),
	.fields = group_fields,
	.help = "an option group as it is from now on",
};

static const struct pos_field rate_fields[] = {
	POS_TEXT(pos_rate, name, 0, 64, "name on the receipt, as 'GST'"),
	POS_INT(pos_rate, rate_ppm, 0, 0, POS_RATE_MAX, "millionths"),
	POS_BOOL(pos_rate, inclusive, POS_F_OPTIONAL,
	    "the price holds it already"),
	{ 0 },
};
static const struct pos_record rate_record = {
	.size = sizeof(struct pos_rate),
	.fields = rate_fields,
	.help = "one rate of a tax class",
};

#define TAX_FIELDS \
	POS_TEXT(pos_tax, code, POS_F_CODE | POS_F_COLUMN, 64, "its code"), \
	    POS_TEXT(pos_tax, name, POS_F_COLUMN, NAME_MAX_BYTES, "its name"), \
	    POS_LIST(pos_tax, rates, rates_count, POS_F_OPTIONAL, \
		&rate_record, "its rates; none: free of tax")

static const struct pos_field tax_fields[] = { TAX_FIELDS, { 0 } };
const struct pos_record pos_tax_record = {
	.type = "tax",
	.v = 1,
	.size = sizeof(struct pos_tax),
	.fields = tax_fields,
	.help = "a tax class",
};
POS_LIST_RECORD(pos_tax_record);

static const struct pos_field tax_data_fields[] = {
	TAX_FIELDS,
	POS_INT(pos_tax, tax_no, 0, 1, INT64_MAX, "number of this version"),
	{ 0 },
};
const struct pos_record pos_tax_data = {
	.size = sizeof(struct pos_tax),
	.fields = tax_data_fields,
	.help = "a tax class as it is from now on",
};

static const struct pos_field gone_fields[] = {
	POS_TEXT(pos_menu_gone, code, POS_F_CODE, 64, "its code"),
	POS_INT(pos_menu_gone, item_no, POS_F_OPTIONAL, 0, INT64_MAX,
	    "its number, of an item"),
	{ 0 },
};
const struct pos_record pos_gone_data = {
	.size = sizeof(struct pos_menu_gone),
	.fields = gone_fields,
	.help = "what was taken off the menu",
};

bool
pos_menu_same(struct pos_menu_cache *menu, const struct pos_record *record,
    const void *a, const void *b)
{
	pos_buf_clear(&menu->a);
	pos_buf_clear(&menu->b);
	pos_record_write(&menu->a, record, a);
	pos_record_write(&menu->b, record, b);
	return menu->a.len == menu->b.len &&
	    memcmp(menu->a.text, menu->b.text, menu->a.len) == 0;
}
