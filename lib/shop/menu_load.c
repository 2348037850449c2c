/*
 * menu_load.c - items read from their tables.
 *
 * item.more says which side tables hold something of the item (b barcodes,
 * p prices, g groups, r recipe), so that a plain item costs one query; what
 * may follow the letters is menu_extra.c's.
 */
#include <string.h>

#include "shop/menu_inside.h"

POS_SQL(select_barcodes, "SELECT barcode FROM barcode WHERE item = $1"
    " ORDER BY barcode");
POS_SQL(select_prices, "SELECT order_type, channel, price_minor FROM price"
    " WHERE item = $1 ORDER BY order_type, channel");
POS_SQL(select_groups, "SELECT option_group FROM item_group WHERE item = $1"
    " ORDER BY ord");
POS_SQL(select_recipe, "SELECT r.part AS part, i.code AS code,"
    " r.qty_milli AS qty_milli FROM recipe r JOIN item i ON i.item = r.part"
    " WHERE r.item = $1 ORDER BY i.code");

struct names {
	const struct pos_name *names;
	size_t names_count;
};
static const struct pos_field names_fields[] = {
	POS_NAMES(names, names, names_count, 0, "names by language"),
	{ 0 },
};
static const struct pos_record names_record = {
	.size = sizeof(struct names),
	.fields = names_fields,
	.help = "names by language, as a column holds them",
};

const char *
pos_names_text(struct pos_buf *buf, const struct pos_name *names, size_t count)
{
	struct names data = { names, count };

	if (count == 0)
		return NULL;
	pos_buf_clear(buf);
	pos_record_write(buf, &names_record, &data);
	return buf->text;
}

enum pos_status
pos_names_read(const char *text, struct pos_pool *pool,
    const struct pos_name **names, size_t *count, struct pos_err *err)
{
	struct names data = { 0 };
	enum pos_status st;

	*names = NULL;
	*count = 0;
	if (text == NULL)
		return POS_OK;
	st = pos_record_parse(&data, &names_record, text, strlen(text), pool, 0,
	    err);
	*names = data.names;
	*count = data.names_count;
	return st;
}

/* A text column into the pool, where it is not NULL. */
static const char *
column(struct pos_pool *pool, struct pos_query *q, const char *name)
{
	return pos_pool_text(pool, pos_text(q, name));
}

static enum pos_status
load_barcodes(struct pos_store *store, struct pos_pool *pool,
    struct pos_item *item, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &select_barcodes);
	enum pos_status st;

	pos_bind_int(q, 1, item->item_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		item->barcodes = pos_pool_push(pool, item->barcodes,
		    item->barcodes_count, sizeof(*item->barcodes));
		item->barcodes[item->barcodes_count++] =
		    column(pool, q, "barcode");
	}
	return st == POS_END ? POS_OK : st;
}

static const char *
some(struct pos_pool *pool, struct pos_query *q, const char *name)
{
	const char *text = pos_text(q, name);

	return text == NULL || *text == '\0' ? NULL : pos_pool_text(pool, text);
}

static enum pos_status
load_prices(struct pos_store *store, struct pos_pool *pool,
    struct pos_item *item, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &select_prices);
	struct pos_price *prices = NULL;
	size_t n = 0;
	enum pos_status st;

	pos_bind_int(q, 1, item->item_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		prices = pos_pool_push(pool, prices, n, sizeof(*prices));
		prices[n].order_type = some(pool, q, "order_type");
		prices[n].channel = some(pool, q, "channel");
		prices[n++].price_minor = pos_int(q, "price_minor");
	}
	item->prices = prices;
	item->prices_count = n;
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
load_groups(struct pos_store *store, struct pos_pool *pool,
    struct pos_item *item, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &select_groups);
	enum pos_status st;

	pos_bind_int(q, 1, item->item_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		item->groups = pos_pool_push(pool, item->groups,
		    item->groups_count, sizeof(*item->groups));
		item->groups[item->groups_count++] =
		    column(pool, q, "option_group");
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
load_recipe(struct pos_store *store, struct pos_pool *pool,
    struct pos_item *item, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &select_recipe);
	struct pos_part *recipe = NULL;
	size_t n = 0;
	enum pos_status st;

	pos_bind_int(q, 1, item->item_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		recipe = pos_pool_push(pool, recipe, n, sizeof(*recipe));
		recipe[n].item = column(pool, q, "code");
		recipe[n].qty_milli = pos_int(q, "qty_milli");
		recipe[n++].item_no = pos_int(q, "part");
	}
	item->recipe = recipe;
	item->recipe_count = n;
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
load_sides(struct pos_store *store, const char *more, struct pos_pool *pool,
    struct pos_item *item, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	for (; more != NULL && *more != '\0' && *more != '{' && st == POS_OK;
	     more++) {
		switch (*more) {
		case 'b':
			st = load_barcodes(store, pool, item, err);
			break;
		case 'p':
			st = load_prices(store, pool, item, err);
			break;
		case 'g':
			st = load_groups(store, pool, item, err);
			break;
		case 'r':
			st = load_recipe(store, pool, item, err);
			break;
		}
	}
	return st;
}

enum pos_status
pos_item_load(struct pos_store *store, struct pos_query *q,
    struct pos_pool *pool, struct pos_item **out, struct pos_err *err)
{
	struct pos_item *item = pos_pool_alloc(pool, sizeof(*item));
	enum pos_status st;

	item->item_no = pos_int(q, "item");
	item->code = column(pool, q, "code");
	item->name = column(pool, q, "name");
	item->category = column(pool, q, "category");
	item->description = column(pool, q, "description");
	item->parent = column(pool, q, "parent");
	item->variant = column(pool, q, "variant");
	item->open_price = pos_null(q, "price_minor");
	item->price_minor = pos_int(q, "price_minor");
	item->cost_minor = pos_int(q, "cost_minor");
	item->unit = column(pool, q, "unit");
	item->tax = column(pool, q, "tax");
	item->station = column(pool, q, "station");
	item->policy = column(pool, q, "policy");
	item->tracked = pos_int(q, "tracked") != 0;
	item->sold_out = pos_int(q, "sold_out") != 0;
	item->low_milli = pos_int(q, "low_milli");
	item->archived = pos_int(q, "active") == 0;
	st = pos_names_read(pos_text(q, "names"), pool, &item->names,
	    &item->names_count, err);
	if (st == POS_OK)
		st = pos_item_extra_read(pos_text(q, "more"), pool, item, err);
	if (st == POS_OK)
		st = load_sides(store, pos_text(q, "more"), pool, item, err);
	*out = item;
	return st;
}
