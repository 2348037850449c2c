/*
 * moves.c - moves: what happened to stock, and why.
 */
#include "../common.h"
#include "base/clock.h"
#include "stock.h"

static const char *item;
static struct pos_move_filter filter = { .until = POS_TIME_MAX };

const struct pos_opt moves_options[] = {
	POS_OPT_TEXT(0, "item", &item, "ITEM", "only of this item"),
	POS_OPT_TIME(0, "since", &filter.since, "TIME", "from this time on"),
	POS_OPT_TIME(0, "until", &filter.until, "TIME",
	    "before this time only"),
	POS_OPT_CHOICE(0, "kind", &filter.kind, POS_MOVE_KINDS,
	    "only movements of this kind"),
	POS_OPT_DAY(0, "day", &filter.day, "DAY",
	    "only of this business day"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_move *move, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_move_record, move, err);
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const struct pos_item *found;
	enum pos_status st;

	(void)pool;
	(void)arg;
	if (item != NULL) {
		st = pos_item_find(shop, item, &found, err);
		if (st != POS_OK)
			return st;
		filter.item_no = found->item_no;
	}
	return pos_moves(shop, &filter, print, NULL, err);
}

enum pos_status
moves_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(look, NULL, err);
}
