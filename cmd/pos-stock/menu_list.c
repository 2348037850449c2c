/*
 * menu_list.c - menu list and show.
 */
#include "../common.h"
#include "menu.h"

static const char *category;
static bool removed;

const struct pos_opt menu_list_options[] = {
	POS_OPT_TEXT('c', "category", &category, "NAME",
	    "only items under this heading"),
	POS_OPT_FLAG('a', "removed", &removed,
	    "also items that were removed from the menu"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

const struct pos_opt menu_show_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_item *item, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_item_record, item, err);
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_item_filter filter = { .category = category,
		.archived = removed };

	(void)pool;
	(void)arg;
	return pos_item_each(shop, &filter, print, NULL, err);
}

enum pos_status
menu_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const struct pos_item *item;
	enum pos_status st = POS_OK;
	char **words = arg;

	(void)pool;
	for (; *words != NULL && st == POS_OK; words++) {
		st = pos_item_find(shop, *words, &item, err);
		if (st == POS_OK)
			st = print(NULL, item, err);
	}
	return st;
}

enum pos_status
menu_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv, err);
}
