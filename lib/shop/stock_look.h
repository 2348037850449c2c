/*
 * stock_look.h - the menu and the stock of a branch in memory, as far as
 * stock_missing.c asks; for lib/shop/stock_*.c.
 */
#ifndef POS_SHOP_STOCK_LOOK_H
#define POS_SHOP_STOCK_LOOK_H

#include "shop/stock.h"

struct pos_thing { /* an item */
	int64_t item_no;
	const char *code, *name;
	bool flag, tracked, block, active;
	int64_t left_milli;
	size_t first, parts; /* its recipe */
};
struct pos_thing_part {
	int64_t item_no;
	int64_t qty_milli;
};
struct pos_thing_choice {
	struct pos_missing missing;
	bool flag;
	size_t first, parts;
};
struct pos_look {
	struct pos_pool *pool;
	struct pos_thing *things;
	size_t count;
	struct pos_thing_part *parts;
	size_t parts_count;
	struct pos_thing_choice *choices; /* by group and code */
	size_t choices_count;
};

/* Everything, of one moment, in look->pool. */
POS_MUST enum pos_status pos_look_read(struct pos_shop *shop,
    struct pos_look *look, struct pos_err *err);
const struct pos_thing *pos_look_find(const struct pos_look *look,
    int64_t item_no);

#endif
