/*
 * import_stock.c - "in stock" columns become a count, where it differs.
 */
#include <stdlib.h>

#include "shop/import_inside.h"
#include "shop/stock.h"

#define LINES_MAX 500 /* of one count */

POS_SQL(on_hand, "SELECT on_hand_milli FROM stock WHERE branch = $1"
    " AND item = $2 AND location = $3");

void
pos_import_count(struct pos_importer *im, int64_t item_no, int64_t milli)
{
	im->counted = pos_grow(im->counted, &im->counted_cap,
	    im->counted_count + 1, sizeof(*im->counted));
	im->counted[im->counted_count++] =
	    (struct pos_counted){ milli, item_no };
}

static enum pos_status
add_line(struct pos_importer *im, const struct pos_counted *c,
    struct pos_stock_line *lines, size_t *n, struct pos_pool *pool)
{
	struct pos_query *q = pos_query(im->shop->store, &on_hand);
	const struct pos_item *item;
	enum pos_status st;
	int64_t there = 0;

	pos_bind_int(q, 1, im->shop->branch);
	pos_bind_int(q, 2, c->item_no);
	pos_bind_text(q, 3, POS_LOCATION);
	st = pos_step(q, im->err);
	if (st == POS_OK)
		there = pos_int(q, "on_hand_milli");
	pos_query_done(q);
	if ((st != POS_OK && st != POS_END) || there == c->milli)
		return st == POS_END ? POS_OK : st;
	st = pos_item_by_no(im->shop, c->item_no, &item, im->err);
	if (st != POS_OK)
		return st;
	lines[(*n)++] = (struct pos_stock_line){
		.item = pos_pool_text(pool, item->code),
		.qty_milli = c->milli - there,
		.counted_milli = c->milli,
		.item_no = c->item_no,
	};
	return POS_OK;
}

enum pos_status
pos_import_counts(struct pos_importer *im)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_stock_line *lines = pos_alloc(LINES_MAX * sizeof(*lines));
	struct pos_stock_move move = { .kind = "count",
		.location = POS_LOCATION,
		.reason = "import",
		.lines = lines };
	enum pos_status st = POS_OK;
	size_t i, n = 0;

	for (i = 0; i < im->counted_count && st == POS_OK; i++) {
		st = add_line(im, &im->counted[i], lines, &n, pool);
		if (st != POS_OK || n == 0 ||
		    (n < LINES_MAX && i + 1 < im->counted_count))
			continue;
		move.lines_count = n;
		im->result->counted += (int64_t)n;
		st = pos_record(im->shop, &pos_stock_moved, &move, im->err);
		pos_pool_clear(pool);
		n = 0;
	}
	free(lines);
	pos_pool_free(pool);
	return st;
}
