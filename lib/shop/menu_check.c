/*
 * menu_check.c - the rules that items, groups and choices share, and the one
 * order in which the tables give back what has no order of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shop/menu_inside.h"

enum pos_status
pos_menu_check_text(const char *what, const char *code, const char *text,
    size_t max, struct pos_err *err)
{
	const char *wrong;

	if (text == NULL)
		return POS_OK;
	wrong = pos_text_wrong(text, max);
	if (wrong == NULL)
		return POS_OK;
	return pos_fail(err, POS_DATA, "%s of '%s': %s", pos_tr(what), code,
	    wrong);
}

enum pos_status
pos_menu_check_names(const char *code, const struct pos_name *names,
    size_t count, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	const char *c;
	size_t i;

	for (i = 0; i < count && st == POS_OK; i++) {
		for (c = names[i].lang; *c != '\0'; c++)
			if (!(*c == '-' || (*c >= '0' && *c <= '9') ||
				(*c >= 'a' && *c <= 'z') ||
				(*c >= 'A' && *c <= 'Z')))
				break;
		if (*c != '\0' || c - names[i].lang < 2 ||
		    c - names[i].lang > 20)
			return pos_fail(err, POS_DATA,
			    "'%s': '%s' is no language, as 'en' or 'zh-TW'",
			    code, names[i].lang);
		if (i > 0 && strcmp(names[i].lang, names[i - 1].lang) == 0)
			return pos_fail(err, POS_DATA,
			    "'%s' has two names in '%s'", code, names[i].lang);
		st = pos_menu_check_text("name", code, names[i].text, 200, err);
	}
	return st;
}

enum pos_status
pos_menu_check_recipe(struct pos_shop *shop, const char *owner,
    const struct pos_part *recipe, size_t count, struct pos_err *err)
{
	const struct pos_item *part;
	enum pos_status st;
	size_t i;

	for (i = 0; i < count; i++) {
		if (recipe[i].qty_milli <= 0 ||
		    recipe[i].qty_milli > POS_STOCK_MAX)
			return pos_fail(err, POS_DATA,
			    "recipe of '%s': how much of '%s'?", owner,
			    recipe[i].item);
		if (i > 0 && strcmp(recipe[i].item, recipe[i - 1].item) == 0)
			return pos_fail(err, POS_DATA,
			    "recipe of '%s' names '%s' twice", owner,
			    recipe[i].item);
		st = pos_item_by_code(shop, recipe[i].item, &part, err);
		if (st == POS_END || (st == POS_OK && part->archived))
			return pos_fail(err, POS_DATA,
			    "recipe of '%s': no item '%s'", owner,
			    recipe[i].item);
		if (st != POS_OK)
			return st;
	}
	return POS_OK;
}

static int
by_lang(const void *a, const void *b)
{
	return strcmp(((const struct pos_name *)a)->lang,
	    ((const struct pos_name *)b)->lang);
}

static int
by_item(const void *a, const void *b)
{
	return strcmp(((const struct pos_part *)a)->item,
	    ((const struct pos_part *)b)->item);
}

static const void *
sorted(struct pos_pool *pool, const void *array, size_t count, size_t size,
    int (*order)(const void *, const void *))
{
	void *copy;

	if (count < 2)
		return array;
	copy = pos_pool_alloc(pool, count * size);
	memcpy(copy, array, count * size);
	qsort(copy, count, size, order);
	return copy;
}

const struct pos_name *
pos_names_sorted(struct pos_pool *pool, const struct pos_name *names,
    size_t count)
{
	return sorted(pool, names, count, sizeof(*names), by_lang);
}

const struct pos_part *
pos_parts_sorted(struct pos_pool *pool, const struct pos_part *parts,
    size_t count)
{
	return sorted(pool, parts, count, sizeof(*parts), by_item);
}
