/*
 * level.c - level: how much there is.
 */
#include "../common.h"
#include "stock.h"

static bool low;
static const char *location;

const struct pos_opt level_options[] = {
	POS_OPT_FLAG(0, "low", &low, "only what is low or sold out"),
	POS_OPT_TEXT(0, "location", &location, "PLACE", "only there"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_level *level, struct pos_err *err)
{
	(void)arg;
	if (low && !level->low && !level->sold_out)
		return POS_OK;
	return pos_out_record(&pos_level_record, level, err);
}

/* An item with a recipe has the levels of its parts. */
static enum pos_status
print_item(struct pos_shop *shop, const char *what, struct pos_err *err)
{
	struct pos_needs needs = { 0 };
	const struct pos_item *item;
	enum pos_status st;
	size_t i;

	st = pos_item_find(shop, what, &item, err);
	if (st == POS_OK)
		st = pos_needs_add(shop, &needs, item->item_no, POS_QTY_ONE,
		    err);
	if (st == POS_OK && needs.count == 0)
		st = pos_fail(err, POS_REFUSED,
		    "stock of '%s' is not tracked"
		    " (pos-stock menu set %s --tracked yes)",
		    item->code, item->code);
	for (i = 0; i < needs.count && st == POS_OK; i++)
		st = pos_levels(shop, needs.need[i].item_no, location, print,
		    NULL, err);
	pos_needs_release(&needs);
	return st;
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	char **items = arg;

	(void)pool;
	if (*items == NULL)
		return pos_levels(shop, 0, location, print, NULL, err);
	for (; *items != NULL && st == POS_OK; items++)
		st = print_item(shop, *items, err);
	return st;
}

enum pos_status
level_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(look, argv, err);
}
