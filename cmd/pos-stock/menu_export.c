/*
 * menu_export.c - menu export: the whole menu as it imports back.
 *
 * CSV has one table for everything: taxes and their rates, groups and their
 * choices, then items, by code, so that two exports of one menu are the
 * same bytes.  Columns for languages, special prices and what promotions ask
 * are those that the menu uses; that takes a first look at all of it.
 */
#include <string.h>

#include "../common.h"
#include "menu.h"
#include "rec/csv.h"

const struct pos_opt menu_export_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct words { /* sorted, each once */
	const char **word;
	size_t count;
};

struct export
{
	struct pos_shop *shop;
	struct pos_pool *pool;
	struct words langs;
	struct words uses; /* ":takeaway", "@meituan" */
	bool extra;        /* floor, discounted and tags */
	struct pos_buf row;
	struct pos_buf text;
	char delimiter;
	bool first; /* cell of the row */
};

static void
add_word(struct pos_pool *pool, struct words *words, const char *word)
{
	size_t i = 0;
	int c = 1;

	while (i < words->count && (c = strcmp(words->word[i], word)) < 0)
		i++;
	if (i < words->count && c == 0)
		return;
	words->word = pos_pool_push(pool, words->word, words->count,
	    sizeof(*words->word));
	memmove(words->word + i + 1, words->word + i,
	    (words->count - i) * sizeof(*words->word));
	words->word[i] = pos_pool_text(pool, word);
	words->count++;
}

static const char *
use_of(struct pos_buf *text, const struct pos_price *p)
{
	pos_buf_clear(text);
	if (p->order_type != NULL)
		pos_buf_printf(text, ":%s", p->order_type);
	if (p->channel != NULL)
		pos_buf_printf(text, "@%s", p->channel);
	return text->text;
}

static void
look_names(struct export *e, const struct pos_name *names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		add_word(e->pool, &e->langs, names[i].lang);
}

static enum pos_status
look_item(void *arg, const struct pos_item *item, struct pos_err *err)
{
	struct export *e = arg;
	size_t i;

	(void)err;
	look_names(e, item->names, item->names_count);
	for (i = 0; i < item->prices_count; i++)
		add_word(e->pool, &e->uses, use_of(&e->text, &item->prices[i]));
	e->extra |=
	    item->floor_minor != 0 || item->discounted || item->tags_count > 0;
	return POS_OK;
}

static enum pos_status
look_group(void *arg, const struct pos_group *group, struct pos_err *err)
{
	struct export *e = arg;
	size_t i;

	(void)err;
	look_names(e, group->names, group->names_count);
	for (i = 0; i < group->choices_count; i++)
		look_names(e, group->choices[i].names,
		    group->choices[i].names_count);
	return POS_OK;
}

static void
cell(struct export *e, const char *text)
{
	pos_csv_cell(&e->row, text != NULL ? text : "", e->delimiter, e->first);
	e->first = false;
}

static void
flag(struct export *e, bool yes)
{
	cell(e, yes ? "Y" : "");
}

static void
money(struct export *e, bool given, int64_t minor)
{
	char text[POS_DECIMAL_MAX];

	cell(e,
	    given ? pos_shop_money_text(e->shop, text, pos_minor(minor)) : "");
}

static void
texts(struct export *e, const char **all, size_t count, char between)
{
	size_t i;

	pos_buf_clear(&e->text);
	for (i = 0; i < count; i++) {
		if (i > 0)
			pos_buf_char(&e->text, between);
		pos_buf_text(&e->text, all[i]);
	}
	cell(e, count > 0 ? e->text.text : "");
}

static void
recipe(struct export *e, const struct pos_part *parts, size_t count)
{
	char text[POS_DECIMAL_MAX];
	size_t i;

	pos_buf_clear(&e->text);
	for (i = 0; i < count; i++)
		pos_buf_printf(&e->text, "%s%s:%s", i > 0 ? ";" : "",
		    parts[i].item, pos_milli_text(text, parts[i].qty_milli));
	cell(e, count > 0 ? e->text.text : "");
}

static void
names(struct export *e, const struct pos_name *all, size_t count)
{
	size_t i, j;

	for (i = 0; i < e->langs.count; i++) {
		for (j = 0; j < count; j++)
			if (strcmp(all[j].lang, e->langs.word[i]) == 0)
				break;
		cell(e, j < count ? all[j].text : "");
	}
}

static void
blanks(struct export *e, size_t count)
{
	while (count-- > 0)
		cell(e, "");
}

static void
extra_blanks(struct export *e)
{
	blanks(e, e->extra ? 3 : 0);
}

static enum pos_status
end_row(struct export *e, struct pos_err *err)
{
	enum pos_status st;

	pos_buf_char(&e->row, '\n');
	st = pos_out_text(e->row.text, e->row.len, err);
	pos_buf_clear(&e->row);
	e->first = true;
	return st;
}

/* What stands before the columns of languages, in every row. */
static void
start_row(struct export *e, const char *kind, const char *code,
    const char *name, const struct pos_name *all, size_t count)
{
	e->first = true;
	cell(e, kind);
	cell(e, code);
	cell(e, name);
	names(e, all, count);
}

static enum pos_status
header(struct export *e, struct pos_err *err)
{
	static const char *const before[] = { "category", "description",
		"parent", "variant", "price", "cost", "unit", "tax", "station",
		"policy", "tracked", "low", "barcodes", "groups", "recipe",
		"sold_out" };
	static const char *const after[] = { "min", "max", "rate",
		"inclusive" };
	size_t i;

	e->first = true;
	cell(e, "kind");
	cell(e, "code");
	cell(e, "name");
	for (i = 0; i < e->langs.count; i++)
		cell(e, pos_pool_printf(e->pool, "name:%s", e->langs.word[i]));
	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		cell(e, before[i]);
	for (i = 0; i < e->uses.count; i++)
		cell(e, pos_pool_printf(e->pool, "price%s", e->uses.word[i]));
	for (i = 0; i < sizeof(after) / sizeof(after[0]); i++)
		cell(e, after[i]);
	if (e->extra) {
		cell(e, "floor");
		cell(e, "discounted");
		cell(e, "tags");
	}
	return end_row(e, err);
}

static enum pos_status
put_tax(void *arg, const struct pos_tax *tax, struct pos_err *err)
{
	struct export *e = arg;
	char rate[POS_DECIMAL_MAX];
	enum pos_status st;
	size_t i;

	start_row(e, "tax", tax->code, tax->name, NULL, 0);
	blanks(e, 16 + e->uses.count + 4);
	extra_blanks(e);
	st = end_row(e, err);
	for (i = 0; i < tax->rates_count && st == POS_OK; i++) {
		start_row(e, "rate", "", tax->rates[i].name, NULL, 0);
		blanks(e, 2);
		cell(e, tax->code);
		blanks(e, 13 + e->uses.count + 2);
		cell(e, pos_rate_text(rate, tax->rates[i].rate_ppm));
		flag(e, tax->rates[i].inclusive);
		extra_blanks(e);
		st = end_row(e, err);
	}
	return st;
}

static enum pos_status
put_choice(struct export *e, const char *group, const struct pos_choice *c,
    struct pos_err *err)
{
	start_row(e, "choice", c->code, c->name, c->names, c->names_count);
	blanks(e, 2);
	cell(e, group);
	blanks(e, 1);
	money(e, true, c->price_minor);
	blanks(e, 9);
	recipe(e, c->recipe, c->recipe_count);
	flag(e, c->sold_out);
	blanks(e, e->uses.count + 4);
	extra_blanks(e);
	return end_row(e, err);
}

static void
number(struct export *e, int64_t n)
{
	pos_buf_clear(&e->text);
	pos_buf_int(&e->text, n);
	cell(e, e->text.text);
}

static enum pos_status
put_group(void *arg, const struct pos_group *group, struct pos_err *err)
{
	struct export *e = arg;
	enum pos_status st;
	size_t i;

	start_row(e, "group", group->code, group->name, group->names,
	    group->names_count);
	blanks(e, 16 + e->uses.count);
	number(e, group->min);
	number(e, group->max);
	blanks(e, 2);
	extra_blanks(e);
	st = end_row(e, err);
	for (i = 0; i < group->choices_count && st == POS_OK; i++)
		st = put_choice(e, group->code, &group->choices[i], err);
	return st;
}

static void
special_prices(struct export *e, const struct pos_item *item)
{
	size_t i, j;

	for (i = 0; i < e->uses.count; i++) {
		for (j = 0; j < item->prices_count; j++)
			if (strcmp(use_of(&e->text, &item->prices[j]),
				e->uses.word[i]) == 0)
				break;
		money(e, j < item->prices_count,
		    j < item->prices_count ? item->prices[j].price_minor : 0);
	}
}

static enum pos_status
put_item(void *arg, const struct pos_item *item, struct pos_err *err)
{
	struct export *e = arg;
	char text[POS_DECIMAL_MAX];

	start_row(e, "item", item->code, item->name, item->names,
	    item->names_count);
	cell(e, item->category);
	cell(e, item->description);
	cell(e, item->parent);
	cell(e, item->variant);
	if (item->open_price)
		cell(e, "variable");
	else
		money(e, true, item->price_minor);
	money(e, item->cost_minor != 0, item->cost_minor);
	cell(e, item->unit);
	cell(e, item->tax);
	cell(e, item->station);
	cell(e, item->policy);
	flag(e, item->tracked);
	cell(e,
	    item->low_milli != 0 ? pos_milli_text(text, item->low_milli) : "");
	texts(e, item->barcodes, item->barcodes_count, ' ');
	texts(e, item->groups, item->groups_count, ';');
	recipe(e, item->recipe, item->recipe_count);
	flag(e, item->sold_out);
	special_prices(e, item);
	blanks(e, 4);
	if (e->extra) {
		money(e, item->floor_minor != 0, item->floor_minor);
		flag(e, item->discounted);
		texts(e, item->tags, item->tags_count, ';');
	}
	return end_row(e, err);
}

static enum pos_status
as_csv(struct export *e, struct pos_err *err)
{
	enum pos_status st;

	st = pos_item_each(e->shop, NULL, look_item, e, err);
	if (st == POS_OK)
		st = pos_group_each(e->shop, look_group, e, err);
	if (st == POS_OK)
		st = header(e, err);
	if (st == POS_OK)
		st = pos_tax_each(e->shop, put_tax, e, err);
	if (st == POS_OK)
		st = pos_group_each(e->shop, put_group, e, err);
	if (st == POS_OK)
		st = pos_item_each(e->shop, NULL, put_item, e, err);
	return st;
}

static enum pos_status
write_json(struct export *e, const struct pos_record *record, const void *data,
    struct pos_err *err)
{
	pos_record_write(&e->row, record, data);
	return end_row(e, err);
}

static enum pos_status
json_tax(void *arg, const struct pos_tax *tax, struct pos_err *err)
{
	return write_json(arg, &pos_tax_record, tax, err);
}

static enum pos_status
json_group(void *arg, const struct pos_group *group, struct pos_err *err)
{
	return write_json(arg, &pos_group_record, group, err);
}

static enum pos_status
json_item(void *arg, const struct pos_item *item, struct pos_err *err)
{
	return write_json(arg, &pos_item_record, item, err);
}

static enum pos_status
as_json(struct export *e, struct pos_err *err)
{
	enum pos_status st = pos_tax_each(e->shop, json_tax, e, err);

	if (st == POS_OK)
		st = pos_group_each(e->shop, json_group, e, err);
	if (st == POS_OK)
		st = pos_item_each(e->shop, NULL, json_item, e, err);
	return st;
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const char *form = arg;
	struct export e = { .shop = shop,
		.pool = pool,
		.delimiter = strcmp(form, "tsv") == 0 ? '\t' : ',' };
	enum pos_status st;

	st = strcmp(form, "json") == 0 ? as_json(&e, err) : as_csv(&e, err);
	pos_buf_release(&e.row);
	pos_buf_release(&e.text);
	return st;
}

enum pos_status
menu_export_run(int argc, char **argv, struct pos_err *err)
{
	const char *form = pos_out_format();

	(void)argc;
	(void)argv;
	/* Not json in a pipe, as for other verbs: a sheet is what is wanted. */
	if (form == NULL)
		form = "csv";
	if (strcmp(form, "table") == 0)
		return pos_fail(err, POS_USAGE,
		    "menu export writes csv, tsv"
		    " or json (menu list shows a table)");
	return pos_cmd_look(look, (void *)form, err);
}
