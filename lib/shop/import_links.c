/*
 * import_links.c - what an item's cells point to: barcodes, option groups,
 * a tax class, the parts of a recipe.
 *
 * Other programs have taxes and groups as columns with Y and N.  A set of
 * taxes becomes a class named after them; a group becomes one without
 * choices, which the file does not tell.
 */
#include <string.h>

#include "base/text.h"
#include "shop/import_inside.h"

const char **
pos_import_words(struct pos_pool *pool, const char *cell, const char *between,
    size_t *count)
{
	const char **words = NULL;
	size_t len;

	*count = 0;
	for (; *cell != '\0'; cell += len) {
		len = strcspn(cell, between);
		if (len > 0) {
			words =
			    pos_pool_push(pool, words, *count, sizeof(*words));
			words[*count] = pos_import_tidy(pool,
			    pos_pool_textn(pool, cell, len));
			*count += words[*count][0] != '\0';
		}
		len += cell[len] != '\0';
	}
	return words;
}

/* Without what scanners and old exports leave in: control bytes, blanks. */
static const char *
clean_barcode(struct pos_importer *im, const char *barcode)
{
	char *copy, *to;
	const char *c;

	for (c = barcode; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			break;
	if (*c == '\0')
		return barcode;
	to = copy = pos_pool_text(im->row_pool, barcode);
	for (c = barcode; *c != '\0'; c++)
		if ((unsigned char)*c > ' ' && *c != 0x7f)
			*to++ = *c;
	*to = '\0';
	pos_import_warn(im, im->line,
	    "barcode '%s' is taken without the"
	    " control characters or blanks in it",
	    copy);
	return copy;
}

void
pos_import_barcode(struct pos_importer *im, const char *cell)
{
	struct pos_item *item = &im->item;
	const char **words, *one[1] = { cell };
	size_t i, j, count = 1;

	if (*cell == '\0')
		return;
	words = one;
	if (im->layout.format->own)
		words = pos_import_words(im->row_pool, cell, " ", &count);
	for (i = 0; i < count; i++) {
		const char *barcode = clean_barcode(im, words[i]);

		if (*barcode == '\0')
			continue;
		if (!pos_import_check_digit(barcode))
			pos_import_warn(im, im->line,
			    "barcode '%s' has a wrong check digit", barcode);
		for (j = 0; j < item->barcodes_count; j++)
			if (strcmp(item->barcodes[j], barcode) == 0)
				break;
		if (j < item->barcodes_count)
			continue;
		item->barcodes = pos_pool_push(im->row_pool, item->barcodes,
		    item->barcodes_count, sizeof(*item->barcodes));
		item->barcodes[item->barcodes_count++] =
		    pos_pool_text(im->row_pool, barcode);
	}
}

enum pos_status
pos_import_modifier(struct pos_importer *im, const char *name)
{
	struct pos_group group = { 0 };
	const struct pos_group *there;
	struct pos_item *item = &im->item;
	enum pos_status st;
	struct pos_err why;

	group.code = pos_import_slug(im->row_pool, name, true);
	group.name = name;
	st = pos_group_find(im->shop, group.code, &there, &why);
	if (st == POS_DATA) {
		pos_import_warn_once(im,
		    "option group '%s' is made without"
		    " choices, which the file does not tell",
		    group.code);
		st = pos_import_put_group(im, &group, im->line, "");
	} else if (st != POS_OK)
		return pos_fail(im->err, st, "%s", why.text);
	item->groups = pos_pool_push(im->row_pool, item->groups,
	    item->groups_count, sizeof(*item->groups));
	item->groups[item->groups_count++] = group.code;
	return st;
}

enum pos_status
pos_import_tax(struct pos_importer *im, const struct pos_rate *rates,
    size_t count)
{
	struct pos_buf code = { 0 }, name = { 0 };
	struct pos_tax tax = { .rates = rates, .rates_count = count };
	const struct pos_tax *there;
	enum pos_status st;
	struct pos_err why;
	char rate[POS_DECIMAL_MAX];
	size_t i;

	for (i = 0; i < count; i++) {
		pos_rate_text(rate, rates[i].rate_ppm);
		pos_buf_printf(&code, "%s%s %s", i > 0 ? "_" : "",
		    rates[i].name, rate);
		pos_buf_printf(&name, "%s%s %s", i > 0 ? ", " : "",
		    rates[i].name, rate);
	}
	tax.code = pos_import_slug(im->row_pool, code.text, true);
	tax.name = pos_pool_text(im->row_pool, name.text);
	pos_buf_release(&code);
	pos_buf_release(&name);
	im->item.tax = tax.code;
	st = pos_tax_find(im->shop, tax.code, &there, &why);
	if (st == POS_DATA)
		return pos_import_put_tax(im, &tax, im->item_line, "");
	return st == POS_OK ? st : pos_fail(im->err, st, "%s", why.text);
}

/* "milk:0.2;beans:18" */
bool
pos_import_recipe(struct pos_importer *im, struct pos_pool *pool,
    const struct pos_column *column, const char *cell,
    const struct pos_part **recipe, size_t *count)
{
	size_t i, n;
	const char **words = pos_import_words(pool, cell, ";", &n);
	struct pos_part *parts;
	struct pos_err why;
	char *word, *colon;

	*count = 0;
	*recipe = NULL;
	if (n == 0)
		return true;
	parts = pos_pool_alloc(pool, n * sizeof(*parts));
	for (i = 0; i < n; i++) {
		word = pos_pool_text(pool, words[i]);
		colon = strchr(word, ':');
		if (colon != NULL)
			*colon = '\0';
		parts[i].item = word;
		parts[i].qty_milli = POS_QTY_ONE;
		if (colon != NULL &&
		    pos_milli_parse(&parts[i].qty_milli, colon + 1, &why) !=
			POS_OK) {
			pos_import_wrong(im, im->line, column, words[i],
			    "is no part (expected like milk:0.2)");
			return false;
		}
	}
	*recipe = parts;
	*count = n;
	return true;
}
