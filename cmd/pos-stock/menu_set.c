/*
 * menu_set.c - menu set and remove: one item by hand.
 *
 * An option that is not given leaves its field alone; an empty one clears it.
 */
#include <string.h>

#include "../common.h"
#include "menu.h"

static const char *name, *category, *description, *parent, *variant, *price,
    *cost, *unit, *tax, *station, *policy, *tracked, *least, *discounted;
static bool open_price;
static int64_t low_milli = -1;
static struct pos_texts names, barcodes, groups, recipe, prices, tags;

const struct pos_opt menu_set_options[] = {
	POS_OPT_TEXT(0, "name", &name, "TEXT", "its name"),
	POS_OPT_TEXTS(0, "name-in", &names, "LANG=TEXT",
	    "its name in a language, as zh=拿铁"),
	POS_OPT_MONEY('p', "price", &price, "AMOUNT", "price of one"),
	POS_OPT_FLAG(0, "open-price", &open_price,
	    "ask for the price at the till"),
	POS_OPT_TEXTS(0, "price-for", &prices, "TYPE@CHANNEL=AMOUNT",
	    "price of a type of order, of a channel, or of both"),
	POS_OPT_MONEY(0, "cost", &cost, "AMOUNT", "what one costs the shop"),
	POS_OPT_TEXT('c', "category", &category, "NAME",
	    "heading of the menu"),
	POS_OPT_TEXT(0, "description", &description, "TEXT",
	    "a sentence about it"),
	POS_OPT_TEXT(0, "parent", &parent, "CODE",
	    "code that the variants of one product share"),
	POS_OPT_TEXT(0, "variant", &variant, "TEXT",
	    "which variant, as large"),
	POS_OPT_TEXT(0, "unit", &unit, "UNIT",
	    "unit of its quantity, as kg; pieces without"),
	POS_OPT_TEXT(0, "tax", &tax, "CLASS", "its tax class"),
	POS_OPT_TEXT(0, "station", &station, "NAME",
	    "where it is made, as bar"),
	POS_OPT_TEXT(0, "policy", &policy, POS_POLICIES,
	    "what happens when stock runs out"),
	POS_OPT_CHOICE(0, "tracked", &tracked, "yes|no",
	    "whether its stock is counted"),
	POS_OPT_MILLI(0, "low", &low_milli, "QTY",
	    "warn at or below this much; 0: never"),
	POS_OPT_MONEY(0, "floor", &least, "AMOUNT",
	    "no promotion sells one for less; 0: any price"),
	POS_OPT_CHOICE(0, "discounted", &discounted, "yes|no",
	    "whether it is marked down already"),
	POS_OPT_TEXTS(0, "tag", &tags, "TAG",
	    "what promotions choose it by; those given replace those it has"),
	POS_OPT_TEXTS('b', "barcode", &barcodes, "CODE",
	    "a barcode; those given replace those it has"),
	POS_OPT_TEXTS('g', "group", &groups, "CODE",
	    "an option group; those given replace those it has"),
	POS_OPT_TEXTS('r', "recipe", &recipe, "ITEM:QTY",
	    "a part it takes; those given replace those it has"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt menu_remove_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
amount(struct pos_shop *shop, const char *option, const char *text,
    int64_t *minor, struct pos_err *err)
{
	struct pos_money a;
	enum pos_status st;

	if (text == NULL)
		return POS_OK;
	st = pos_shop_money(shop, &a, *text == '\0' ? "0" : text, err);
	if (st != POS_OK)
		return pos_fail(err, POS_USAGE,
		    "--%s wants an amount, as 12.50, not '%s'", option, text);
	*minor = a.minor;
	return POS_OK;
}

static void
text(const char *option, const char **to)
{
	if (option != NULL)
		*to = *option != '\0' ? option : NULL;
}

static bool
same_use(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* "takeaway=3.50", "@meituan=4.00", "delivery@meituan=4.00" */
static enum pos_status
set_prices(struct pos_shop *shop, struct pos_item *item, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_price *all = pos_pool_alloc(pool,
			     (item->prices_count + prices.count + 1) *
				 sizeof(*all)),
			 p;
	char *word, *is, *at;
	size_t i, j, n = item->prices_count;
	enum pos_status st;

	if (n > 0)
		memcpy(all, item->prices, n * sizeof(*all));
	for (i = 0; i < prices.count; i++) {
		word = pos_pool_text(pool, prices.text[i]);
		is = strrchr(word, '=');
		if (is == NULL || is == word)
			return pos_fail(err, POS_USAGE,
			    "--price-for wants"
			    " TYPE=AMOUNT, @CHANNEL=AMOUNT or"
			    " TYPE@CHANNEL=AMOUNT, not '%s'",
			    word);
		*is++ = '\0';
		at = strchr(word, '@');
		if (at != NULL)
			*at++ = '\0';
		p = (struct pos_price){ *word != '\0' ? word : NULL,
			at != NULL && *at != '\0' ? at : NULL, 0 };
		st = amount(shop, "price-for", is, &p.price_minor, err);
		if (st != POS_OK)
			return st;
		for (j = 0; j < n; j++)
			if (same_use(all[j].order_type, p.order_type) &&
			    same_use(all[j].channel, p.channel))
				break;
		if (*is != '\0') {
			all[j] = p;
			n += j == n;
		} else if (j < n)
			all[j] = all[--n];
	}
	item->prices = all;
	item->prices_count = n;
	return POS_OK;
}

static enum pos_status
set_lists(struct pos_shop *shop, struct pos_item *item, struct pos_pool *pool,
    struct pos_err *err)
{
	const char **words;
	enum pos_status st;
	size_t n;

	menu_words(&names, pool, &words, &n);
	st = menu_names(words, n, pool, &item->names, &item->names_count, err);
	if (st == POS_OK && recipe.count > 0) {
		menu_words(&recipe, pool, &words, &n);
		st = menu_parts(words, n, pool, &item->recipe,
		    &item->recipe_count, err);
	}
	if (barcodes.count > 0)
		menu_words(&barcodes, pool, &item->barcodes,
		    &item->barcodes_count);
	if (groups.count > 0)
		menu_words(&groups, pool, &item->groups, &item->groups_count);
	if (tags.count > 0)
		menu_words(&tags, pool, &item->tags, &item->tags_count);
	return st == POS_OK ? set_prices(shop, item, pool, err) : st;
}

static enum pos_status
set_fields(struct pos_shop *shop, struct pos_item *item, struct pos_err *err)
{
	enum pos_status st;

	if (name != NULL)
		item->name = name;
	text(category, &item->category);
	text(description, &item->description);
	text(parent, &item->parent);
	text(variant, &item->variant);
	text(unit, &item->unit);
	text(tax, &item->tax);
	text(station, &item->station);
	text(policy, &item->policy);
	if (tracked != NULL)
		item->tracked = strcmp(tracked, "yes") == 0;
	if (discounted != NULL)
		item->discounted = strcmp(discounted, "yes") == 0;
	if (low_milli >= 0)
		item->low_milli = low_milli;
	if (price != NULL)
		item->open_price = false;
	if (open_price)
		item->open_price = true;
	st = amount(shop, "price", price, &item->price_minor, err);
	if (st == POS_OK)
		st = amount(shop, "cost", cost, &item->cost_minor, err);
	if (st == POS_OK)
		st = amount(shop, "floor", least, &item->floor_minor, err);
	return st;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	const char *code = arg;
	const struct pos_item *there;
	struct pos_item item = { .code = code };
	enum pos_status st;
	bool changed;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	st = pos_item_by_code(shop, code, &there, err);
	if (st == POS_OK) {
		item = *there;
		item.archived = false;
	} else if (st != POS_END)
		return st;
	else if (name == NULL)
		return pos_fail(err, POS_DATA,
		    "no item '%s' (--name NAME makes a new one)", code);
	else if (price == NULL && !open_price)
		return pos_fail(err, POS_DATA,
		    "new item '%s' wants --price"
		    " AMOUNT or --open-price",
		    code);
	st = set_fields(shop, &item, err);
	if (st == POS_OK)
		st = set_lists(shop, &item, pool, err);
	if (st == POS_OK)
		st = pos_item_put(shop, &item, &changed, err);
	if (st == POS_OK)
		st = pos_item_by_code(shop, code, &there, err);
	if (st != POS_OK)
		return st;
	answer->record = &pos_item_record;
	answer->data = there;
	return POS_OK;
}

static void
asked(struct pos_buf *more)
{
	char low[POS_DECIMAL_MAX];

	pos_cmd_asked_add(more, "name", name);
	menu_asked(more, "name-in", &names);
	pos_cmd_asked_add(more, "price", price);
	pos_cmd_asked_add(more, "open-price", open_price ? "yes" : NULL);
	menu_asked(more, "price-for", &prices);
	pos_cmd_asked_add(more, "cost", cost);
	pos_cmd_asked_add(more, "category", category);
	pos_cmd_asked_add(more, "description", description);
	pos_cmd_asked_add(more, "parent", parent);
	pos_cmd_asked_add(more, "variant", variant);
	pos_cmd_asked_add(more, "unit", unit);
	pos_cmd_asked_add(more, "tax", tax);
	pos_cmd_asked_add(more, "station", station);
	pos_cmd_asked_add(more, "policy", policy);
	pos_cmd_asked_add(more, "tracked", tracked);
	pos_cmd_asked_add(more, "low",
	    low_milli < 0 ? NULL : pos_milli_text(low, low_milli));
	pos_cmd_asked_add(more, "floor", least);
	pos_cmd_asked_add(more, "discounted", discounted);
	menu_asked(more, "tag", &tags);
	menu_asked(more, "barcode", &barcodes);
	menu_asked(more, "group", &groups);
	menu_asked(more, "recipe", &recipe);
}

enum pos_status
menu_set_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	asked(&more);
	st =
	    pos_cmd_once("menu set", argc, argv, more.text, work, argv[0], err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
menu_remove_run(int argc, char **argv, struct pos_err *err)
{
	return menu_drop("menu remove", argc, argv, pos_item_drop, err);
}
