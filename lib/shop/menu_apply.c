/*
 * menu_apply.c - the events of items, written into their tables.
 *
 * The side tables of an item are written anew as a whole, but touched only
 * where the item has, or had, something there.
 */
#include <string.h>

#include "base/text.h"
#include "shop/menu_inside.h"

POS_SQL(old_item, "SELECT name, more FROM item WHERE item = $1");
POS_SQL(put_item, "INSERT INTO item (item, code, name, fold, names, category,"
    " description, parent, variant, price_minor, cost_minor, unit, tax,"
    " station, policy, tracked, sold_out, low_milli, active, more)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
    " $15, $16, $17, $18, 1, $19)");
POS_SQL(set_item, "UPDATE item SET name = $3, fold = $4, names = $5,"
    " category = $6, description = $7, parent = $8, variant = $9,"
    " price_minor = $10, cost_minor = $11, unit = $12, tax = $13,"
    " station = $14, policy = $15, tracked = $16, sold_out = $17,"
    " low_milli = $18, active = 1, more = $19 WHERE item = $1 AND code = $2");
POS_SQL(keep_name, "INSERT INTO item_name (item, until, name)"
    " VALUES ($1, $2, $3) ON CONFLICT (item, until) DO NOTHING");
POS_SQL(clear_barcodes, "DELETE FROM barcode WHERE item = $1");
POS_SQL(put_barcode, "INSERT INTO barcode (barcode, item) VALUES ($1, $2)");
POS_SQL(clear_prices, "DELETE FROM price WHERE item = $1");
POS_SQL(put_price, "INSERT INTO price (item, order_type, channel,"
    " price_minor) VALUES ($1, $2, $3, $4)");
POS_SQL(clear_groups, "DELETE FROM item_group WHERE item = $1");
POS_SQL(put_group, "INSERT INTO item_group (item, ord, option_group)"
    " VALUES ($1, $2, $3)");
POS_SQL(clear_recipe, "DELETE FROM recipe WHERE item = $1");
POS_SQL(put_part, "INSERT INTO recipe (item, part, qty_milli)"
    " VALUES ($1, $2, $3)");
POS_SQL(remove_item, "UPDATE item SET active = 0 WHERE item = $1");

static enum pos_status
clear(struct pos_store *store, const struct pos_sql *sql, int64_t item_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(store, sql);

	pos_bind_int(q, 1, item_no);
	return pos_run(q, err);
}

static enum pos_status
clear_sides(struct pos_store *store, const char *more, int64_t item_no,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;

	for (; *more != '\0' && st == POS_OK; more++) {
		switch (*more) {
		case 'b':
			st = clear(store, &clear_barcodes, item_no, err);
			break;
		case 'p':
			st = clear(store, &clear_prices, item_no, err);
			break;
		case 'g':
			st = clear(store, &clear_groups, item_no, err);
			break;
		case 'r':
			st = clear(store, &clear_recipe, item_no, err);
			break;
		}
	}
	return st;
}

static enum pos_status
write_barcodes(struct pos_store *store, const struct pos_item *item,
    struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < item->barcodes_count && st == POS_OK; i++) {
		q = pos_query(store, &put_barcode);
		pos_bind_text(q, 1, item->barcodes[i]);
		pos_bind_int(q, 2, item->item_no);
		st = pos_run(q, err);
	}
	return st;
}

static enum pos_status
write_prices(struct pos_store *store, const struct pos_item *item,
    struct pos_err *err)
{
	const struct pos_price *p;
	struct pos_query *q;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < item->prices_count && st == POS_OK; i++) {
		p = &item->prices[i];
		q = pos_query(store, &put_price);
		pos_bind_int(q, 1, item->item_no);
		pos_bind_text(q, 2, p->order_type != NULL ? p->order_type : "");
		pos_bind_text(q, 3, p->channel != NULL ? p->channel : "");
		pos_bind_money(q, 4, pos_minor(p->price_minor));
		st = pos_run(q, err);
	}
	return st;
}

static enum pos_status
write_groups(struct pos_store *store, const struct pos_item *item,
    struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < item->groups_count && st == POS_OK; i++) {
		q = pos_query(store, &put_group);
		pos_bind_int(q, 1, item->item_no);
		pos_bind_int(q, 2, (int64_t)i + 1);
		pos_bind_text(q, 3, item->groups[i]);
		st = pos_run(q, err);
	}
	return st;
}

static enum pos_status
write_recipe(struct pos_store *store, const struct pos_item *item,
    struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st = POS_OK;
	int64_t part = 0;
	size_t i;

	for (i = 0; i < item->recipe_count && st == POS_OK; i++) {
		st = pos_item_no_of(store, item->recipe[i].item, &part, err);
		if (st == POS_END)
			return pos_fail(err, POS_DATA,
			    "recipe of '%s': no item '%s'", item->code,
			    item->recipe[i].item);
		if (st != POS_OK)
			return st;
		q = pos_query(store, &put_part);
		pos_bind_int(q, 1, item->item_no);
		pos_bind_int(q, 2, part);
		pos_bind_int(q, 3, item->recipe[i].qty_milli);
		st = pos_run(q, err);
	}
	return st;
}

static enum pos_status
write_item(struct pos_shop *shop, const struct pos_item *item, bool is_new,
    const char *more, struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	struct pos_query *q =
	    pos_query(shop->store, is_new ? &put_item : &set_item);

	pos_bind_int(q, 1, item->item_no);
	pos_bind_text(q, 2, item->code);
	pos_bind_text(q, 3, item->name);
	pos_buf_clear(&menu->a);
	pos_text_fold(&menu->a, item->name);
	pos_bind_text(q, 4, menu->a.text);
	pos_bind_text(q, 5,
	    pos_names_text(&menu->b, item->names, item->names_count));
	pos_bind_text(q, 6, item->category);
	pos_bind_text(q, 7, item->description);
	pos_bind_text(q, 8, item->parent);
	pos_bind_text(q, 9, item->variant);
	if (item->open_price)
		pos_bind_null(q, 10);
	else
		pos_bind_money(q, 10, pos_minor(item->price_minor));
	pos_bind_some(q, 11, item->cost_minor);
	pos_bind_text(q, 12, item->unit);
	pos_bind_text(q, 13, item->tax);
	pos_bind_text(q, 14, item->station);
	pos_bind_text(q, 15, item->policy);
	pos_bind_int(q, 16, item->tracked);
	pos_bind_int(q, 17, item->sold_out);
	pos_bind_some(q, 18, item->low_milli);
	pos_bind_text(q, 19, *more != '\0' ? more : NULL);
	return pos_run(q, err);
}

/* What was there before: a name that goes is kept, side rows go. */
static enum pos_status
replace(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_item *item, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &old_item), *keep;
	char more[8] = "";
	const char *text;
	size_t len;
	enum pos_status st;

	pos_bind_int(q, 1, item->item_no);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	text = pos_text(q, "more");
	len = text != NULL ? strcspn(text, "{") : 0;
	if (len > 0 && len < sizeof(more))
		memcpy(more, text, len);
	text = pos_text(q, "name");
	if (strcmp(text, item->name) != 0) {
		keep = pos_query(shop->store, &keep_name);
		pos_bind_int(keep, 1, item->item_no);
		pos_bind_int(keep, 2, entry->at);
		pos_bind_text(keep, 3, text);
		st = pos_run(keep, err);
	}
	pos_query_done(q);
	if (st == POS_OK)
		st = clear_sides(shop->store, more, item->item_no, err);
	return st;
}

/* In bulk, numbers go up, and those that were given out are not in yet. */
static bool
is_known_new(struct pos_shop *shop, const struct pos_item *item)
{
	struct pos_menu_cache *menu = shop->menu;

	if (menu == NULL || !menu->bulk || item->item_no <= menu->applied_item)
		return false;
	menu->applied_item = item->item_no;
	return true;
}

static enum pos_status
apply_one(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_item *item, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;
	bool is_new = true;

	if (!is_known_new(shop, item)) {
		st = replace(shop, entry, item, err);
		if (st != POS_OK && st != POS_END)
			return st;
		is_new = st == POS_END;
	}
	pos_buf_clear(&more); /* never NULL */
	if (item->barcodes_count > 0)
		pos_buf_char(&more, 'b');
	if (item->prices_count > 0)
		pos_buf_char(&more, 'p');
	if (item->groups_count > 0)
		pos_buf_char(&more, 'g');
	if (item->recipe_count > 0)
		pos_buf_char(&more, 'r');
	pos_item_extra_write(&more, item);
	st = write_item(shop, item, is_new, more.text, err);
	pos_buf_release(&more);
	if (st == POS_OK)
		st = write_barcodes(shop->store, item, err);
	if (st == POS_OK)
		st = write_prices(shop->store, item, err);
	if (st == POS_OK)
		st = write_groups(shop->store, item, err);
	if (st == POS_OK)
		st = write_recipe(shop->store, item, err);
	return st;
}

static enum pos_status
apply_set(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_items *set = data;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < set->items_count && st == POS_OK; i++)
		st = apply_one(shop, entry, &set->items[i], err);
	/* the last: what the items point to may be the cache's, and go */
	for (i = set->items_count; i-- > 0;)
		pos_menu_changed(shop, set->items[i].item_no);
	return st;
}
const struct pos_event_kind pos_item_set = {
	.kind = "item.set",
	.of_menu = true,
	.v = 1,
	.record = &pos_items_data,
	.apply = apply_set,
	.help = "items were added to the menu or changed",
};

/* Its row stays for the sales of the past; a barcode may be used again. */
static enum pos_status
apply_remove(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_menu_gone *gone = data;
	enum pos_status st;

	(void)entry;
	st = clear(shop->store, &remove_item, gone->item_no, err);
	if (st == POS_OK)
		st = clear(shop->store, &clear_barcodes, gone->item_no, err);
	pos_menu_forget(shop);
	return st;
}
const struct pos_event_kind pos_item_remove = {
	.kind = "item.remove",
	.of_menu = true,
	.v = 1,
	.record = &pos_gone_data,
	.apply = apply_remove,
	.help = "an item was taken off the menu",
};
