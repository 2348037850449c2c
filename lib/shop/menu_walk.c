/*
 * menu_walk.c - the whole menu, item by item, and the start of bulk work.
 */
#include <stdlib.h>

#include "shop/menu_inside.h"

POS_SQL(items_by_code, "SELECT " POS_ITEM_COLUMNS " FROM item"
    " WHERE (active = 1 OR $1 = 1)"
    " AND (CAST($2 AS TEXT) IS NULL OR category = $2)"
    " AND (CAST($3 AS TEXT) IS NULL OR parent = $3) ORDER BY code");
POS_SQL(last_number, "SELECT CAST(COALESCE(MAX(item), 0) AS BIGINT) AS item"
    " FROM item");
POS_SQL(all_codes, "SELECT code FROM item");
POS_SQL(all_barcodes, "SELECT barcode FROM barcode");

enum pos_status
pos_item_each(struct pos_shop *shop, const struct pos_item_filter *filter,
    enum pos_status (*each)(void *, const struct pos_item *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_query *q = pos_query(shop->store, &items_by_code);
	struct pos_item *item;
	enum pos_status st;

	pos_bind_int(q, 1, filter != NULL && filter->archived);
	pos_bind_text(q, 2, filter != NULL ? filter->category : NULL);
	pos_bind_text(q, 3, filter != NULL ? filter->parent : NULL);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = pos_item_load(shop->store, q, pool, &item, err);
		if (st == POS_OK)
			st = each(arg, item, err);
		if (st != POS_OK)
			break;
		pos_pool_clear(pool);
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
add_all(struct pos_store *store, const struct pos_sql *sql, const char *column,
    struct pos_menu_set *set, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, sql);
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK)
		pos_menu_set_add(set, pos_menu_hash(pos_text(q, column)));
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
last_item(struct pos_store *store, int64_t *item_no, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &last_number);
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK)
		*item_no = pos_int(q, "item");
	pos_query_done(q);
	return st;
}

enum pos_status
pos_menu_bulk(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	enum pos_status st;

	pos_menu_bulk_end(shop);
	st = add_all(shop->store, &all_codes, "code", &menu->codes, err);
	if (st == POS_OK)
		st = add_all(shop->store, &all_barcodes, "barcode",
		    &menu->barcodes, err);
	if (st == POS_OK)
		st = last_item(shop->store, &menu->applied_item, err);
	menu->next_item = menu->applied_item + 1;
	menu->batch_pool = pos_pool_new();
	menu->batch = pos_alloc(POS_BATCH_MAX * sizeof(*menu->batch));
	menu->bulk = st == POS_OK;
	return st;
}

enum pos_status
pos_menu_flush(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	struct pos_items items = { menu->batch, menu->batch_count };
	enum pos_status st;

	if (menu->batch_count == 0)
		return POS_OK;
	menu->batch_count = menu->batch_bytes = 0;
	st = pos_record(shop, &pos_item_set, &items, err);
	pos_pool_clear(menu->batch_pool);
	return st;
}

void
pos_menu_bulk_end(struct pos_shop *shop)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);

	menu->bulk = false;
	menu->next_item = menu->applied_item = 0;
	menu->batch_count = menu->batch_bytes = 0;
	free(menu->batch);
	pos_pool_free(menu->batch_pool);
	menu->batch = NULL;
	menu->batch_pool = NULL;
	pos_menu_set_free(&menu->codes);
	pos_menu_set_free(&menu->barcodes);
	pos_menu_forget(shop);
}
