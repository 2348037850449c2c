/*
 * menu_copy.c - items and groups copied whole, into a pool of their own.
 */
#include <string.h>

#include "shop/menu_inside.h"

static void *
copy(struct pos_pool *pool, const void *bytes, size_t size)
{
	return size == 0 ? NULL :
			   memcpy(pos_pool_alloc(pool, size), bytes, size);
}

static const struct pos_name *
copy_names(struct pos_pool *pool, const struct pos_name *names, size_t n)
{
	struct pos_name *all = copy(pool, names, n * sizeof(*names));
	size_t i;

	for (i = 0; i < n; i++) {
		all[i].lang = pos_pool_text(pool, names[i].lang);
		all[i].text = pos_pool_text(pool, names[i].text);
	}
	return all;
}

static const struct pos_part *
copy_parts(struct pos_pool *pool, const struct pos_part *parts, size_t n)
{
	struct pos_part *all = copy(pool, parts, n * sizeof(*parts));
	size_t i;

	for (i = 0; i < n; i++)
		all[i].item = pos_pool_text(pool, parts[i].item);
	return all;
}

static const char **
copy_texts(struct pos_pool *pool, const char **texts, size_t n)
{
	const char **all = copy(pool, texts, n * sizeof(*texts));
	size_t i;

	for (i = 0; i < n; i++)
		all[i] = pos_pool_text(pool, texts[i]);
	return all;
}

struct pos_item *
pos_item_copy(struct pos_pool *pool, const struct pos_item *from)
{
	struct pos_item *to = copy(pool, from, sizeof(*from));
	struct pos_price *prices;
	size_t i;

	to->code = pos_pool_text(pool, from->code);
	to->name = pos_pool_text(pool, from->name);
	to->names = copy_names(pool, from->names, from->names_count);
	to->category = pos_pool_text(pool, from->category);
	to->description = pos_pool_text(pool, from->description);
	to->parent = pos_pool_text(pool, from->parent);
	to->variant = pos_pool_text(pool, from->variant);
	to->unit = pos_pool_text(pool, from->unit);
	to->tax = pos_pool_text(pool, from->tax);
	to->station = pos_pool_text(pool, from->station);
	to->policy = pos_pool_text(pool, from->policy);
	to->barcodes = copy_texts(pool, from->barcodes, from->barcodes_count);
	to->groups = copy_texts(pool, from->groups, from->groups_count);
	to->tags = copy_texts(pool, from->tags, from->tags_count);
	to->recipe = copy_parts(pool, from->recipe, from->recipe_count);
	prices = copy(pool, from->prices, from->prices_count * sizeof(*prices));
	for (i = 0; i < from->prices_count; i++) {
		prices[i].order_type =
		    pos_pool_text(pool, prices[i].order_type);
		prices[i].channel = pos_pool_text(pool, prices[i].channel);
	}
	to->prices = prices;
	return to;
}

struct pos_group *
pos_group_copy(struct pos_pool *pool, const struct pos_group *from)
{
	struct pos_group *to = copy(pool, from, sizeof(*from));
	struct pos_choice *all =
	    copy(pool, from->choices, from->choices_count * sizeof(*all));
	size_t i;

	to->code = pos_pool_text(pool, from->code);
	to->name = pos_pool_text(pool, from->name);
	to->names = copy_names(pool, from->names, from->names_count);
	for (i = 0; i < from->choices_count; i++) {
		all[i].code = pos_pool_text(pool, all[i].code);
		all[i].name = pos_pool_text(pool, all[i].name);
		all[i].names =
		    copy_names(pool, all[i].names, all[i].names_count);
		all[i].recipe =
		    copy_parts(pool, all[i].recipe, all[i].recipe_count);
	}
	to->choices = all;
	return to;
}
