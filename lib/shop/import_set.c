/*
 * import_set.c - rows of our own format that are not items.
 *
 *	kind    parent  code   name         price min max rate inclusive recipe
 *	tax             gst8   GST 8%
 *	rate    gst8           GST                         8%   Y
 *	group           sugar  Sugar               1   1
 *	choice  sugar   half   Half sugar   0.00                         cane:5
 *
 * A choice or rate belongs to the group or class above it, so that a set is
 * put whole: when the row after it is no part of it.
 */
#include <string.h>

#include "shop/import_inside.h"

static void
set_flag(struct pos_importer *im, const struct pos_column *c, const char *cell,
    bool *to)
{
	int is = pos_import_flag(cell);

	if (is < 0)
		pos_import_wrong(im, im->line, c, cell,
		    "is neither yes nor no (expected Y or N)");
	*to = is == 1;
}

static void
set_number(struct pos_importer *im, const struct pos_column *c,
    const char *cell, int64_t *to)
{
	struct pos_err why;

	*to = 0;
	if (*cell == '\0')
		return;
	if (pos_milli_parse(to, cell, &why) != POS_OK ||
	    *to % POS_QTY_ONE != 0 || *to < 0)
		pos_import_wrong(im, im->line, c, cell,
		    "is not a whole number");
	*to /= POS_QTY_ONE;
}

/* A choice may cost less than nothing: it is added to a price. */
static void
set_money(struct pos_importer *im, const struct pos_column *c, const char *cell,
    int64_t *to)
{
	struct pos_money amount;
	struct pos_err why;

	if (*cell == '\0')
		return;
	if (pos_shop_money(im->shop, &amount, cell, &why) != POS_OK)
		pos_import_wrong(im, im->line, c, cell,
		    "is not an amount (expected like 12.50)");
	else
		*to = amount.minor;
}

struct set_row {
	const char *parent;
	struct pos_choice choice; /* code, name, names of any kind */
	int64_t min, max;
	struct pos_rate rate;
};

static void
take(struct pos_importer *im, struct set_row *r, const struct pos_column *c,
    const char *cell)
{
	struct pos_pool *pool = im->set_pool;
	struct pos_name *names;
	struct pos_err why;

	switch (c->role) {
	case POS_R_PARENT:
		r->parent = pos_pool_text(pool, cell);
		break;
	case POS_R_CODE:
		r->choice.code = pos_pool_text(pool, cell);
		break;
	case POS_R_NAME:
		r->choice.name = pos_pool_text(pool, cell);
		break;
	case POS_R_NAME_IN:
		if (*cell == '\0')
			break;
		names = (struct pos_name *)(uintptr_t)r->choice.names;
		names = pos_pool_push(pool, names, r->choice.names_count,
		    sizeof(*names));
		names[r->choice.names_count++] =
		    (struct pos_name){ c->arg, pos_pool_text(pool, cell) };
		r->choice.names = names;
		break;
	case POS_R_PRICE:
		set_money(im, c, cell, &r->choice.price_minor);
		break;
	case POS_R_SOLD_OUT:
		set_flag(im, c, cell, &r->choice.sold_out);
		break;
	case POS_R_RECIPE:
		(void)pos_import_recipe(im, pool, c, cell, &r->choice.recipe,
		    &r->choice.recipe_count);
		break;
	case POS_R_MIN:
		set_number(im, c, cell, &r->min);
		break;
	case POS_R_MAX:
		set_number(im, c, cell, &r->max);
		break;
	case POS_R_RATE:
		if (*cell != '\0' &&
		    pos_rate_parse(&r->rate.rate_ppm, cell, &why) != POS_OK)
			pos_import_wrong(im, im->line, c, cell,
			    "is not a percentage (expected like 8.5%)");
		break;
	case POS_R_INCLUSIVE:
		set_flag(im, c, cell, &r->rate.inclusive);
		break;
	default: /* belongs to items */
		break;
	}
}

static void
open_set(struct pos_importer *im, bool group, const struct set_row *r)
{
	im->set_line = im->line;
	im->group_open = group;
	im->tax_open = !group;
	if (group)
		im->group = (struct pos_group){ .code = r->choice.code,
			.name = r->choice.name,
			.names = r->choice.names,
			.names_count = r->choice.names_count,
			.min = r->min,
			.max = r->max };
	else
		im->tax = (struct pos_tax){ .code = r->choice.code,
			.name = r->choice.name };
}

static void
add_choice(struct pos_importer *im, const struct set_row *r)
{
	struct pos_group *g = &im->group;
	struct pos_choice *all = (struct pos_choice *)(uintptr_t)g->choices;

	all = pos_pool_push(im->set_pool, all, g->choices_count, sizeof(*all));
	all[g->choices_count++] = r->choice;
	g->choices = all;
}

static void
add_rate(struct pos_importer *im, const struct set_row *r)
{
	struct pos_tax *t = &im->tax;
	struct pos_rate *all = (struct pos_rate *)(uintptr_t)t->rates;

	all = pos_pool_push(im->set_pool, all, t->rates_count, sizeof(*all));
	all[t->rates_count++] = (struct pos_rate){ r->choice.name,
		r->rate.rate_ppm, r->rate.inclusive };
	t->rates = all;
}

static enum pos_status
lost(struct pos_importer *im, const struct pos_csv_row *row, const char *why)
{
	struct pos_buf raw = { 0 };
	enum pos_status st;

	pos_import_raw(&raw, row);
	st = pos_import_refuse(im, im->line, raw.text, pos_tr(why));
	pos_buf_release(&raw);
	return st;
}

enum pos_status
pos_import_set_row(struct pos_importer *im, const char *kind,
    const struct pos_csv_row *row)
{
	bool choice = strcmp(kind, "choice") == 0;
	bool rate = strcmp(kind, "rate") == 0;
	bool group = strcmp(kind, "group") == 0;
	const struct pos_column *c;
	struct set_row r = { .parent = "",
		.choice.code = "",
		.choice.name = "" };
	enum pos_status st = POS_OK;
	size_t i;

	if (!choice && !rate)
		st = pos_import_set_end(im);
	if (st != POS_OK)
		return st;
	if (!choice && !rate && !group && strcmp(kind, "tax") != 0)
		return lost(im, row,
		    "column 'kind': expected item, group, choice, tax or rate");
	if (!choice && !rate) {
		pos_buf_clear(&im->set_raw);
		im->bad = false;
	}
	for (i = 0; i < im->layout.count && i < row->count; i++) {
		c = &im->layout.columns[i];
		take(im, &r, c,
		    pos_import_tidy(im->set_pool,
			pos_csv_plain(row->cells[i])));
	}
	if (pos_import_wants_raw(im))
		pos_import_raw(&im->set_raw, row);
	if (choice &&
	    (!im->group_open || strcmp(r.parent, im->group.code) != 0))
		return lost(im, row,
		    "a choice stands below its group, whose"
		    " code it has as parent");
	if (rate && (!im->tax_open || strcmp(r.parent, im->tax.code) != 0))
		return lost(im, row,
		    "a rate stands below its tax, whose code"
		    " it has as parent");
	if (choice)
		add_choice(im, &r);
	else if (rate)
		add_rate(im, &r);
	else
		open_set(im, group, &r);
	return POS_OK;
}

enum pos_status
pos_import_set_end(struct pos_importer *im)
{
	enum pos_status st = POS_OK;

	if (!im->group_open && !im->tax_open)
		return POS_OK;
	if (im->bad)
		st =
		    pos_import_refuse(im, im->set_line, im->set_raw.text, NULL);
	else if (im->group_open)
		st = pos_import_put_group(im, &im->group, im->set_line,
		    im->set_raw.text);
	else
		st = pos_import_put_tax(im, &im->tax, im->set_line,
		    im->set_raw.text);
	im->group_open = im->tax_open = im->bad = false;
	pos_pool_clear(im->set_pool);
	return st;
}
