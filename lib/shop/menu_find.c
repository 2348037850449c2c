/*
 * menu_find.c - items by code, barcode, name or number.
 *
 * A code comes first, then a barcode, then the name that only one item has:
 * who types 'latte' means the code even where something is named so too.
 */
#include <string.h>

#include "base/text.h"
#include "shop/menu_inside.h"

POS_SQL(item_by_no, "SELECT " POS_ITEM_COLUMNS " FROM item"
    " WHERE item = $1");
POS_SQL(items_by_fold, "SELECT item, code FROM item WHERE fold = $1"
    " AND active = 1 ORDER BY code");
POS_SQL(item_by_barcode, "SELECT item FROM barcode WHERE barcode = $1");
POS_SQL(item_no_by_code, "SELECT item FROM item WHERE code = $1");
POS_SQL(near_items, "SELECT code, name FROM item WHERE active = 1"
    " ORDER BY code LIMIT 20000");

/* The row that q finds, kept under its code and number. */
static enum pos_status
load(struct pos_shop *shop, struct pos_query *q, const struct pos_item **item,
    struct pos_err *err)
{
	struct pos_item *loaded;
	enum pos_status st = pos_step(q, err);

	if (st != POS_OK)
		return st;
	st = pos_item_load(shop->store, q, pos_menu_get(shop)->pool, &loaded,
	    err);
	pos_query_done(q);
	if (st != POS_OK)
		return st;
	pos_menu_keep(shop, POS_BY_CODE, loaded->code, 0, loaded);
	pos_menu_keep(shop, POS_BY_NO, NULL, loaded->item_no, loaded);
	*item = loaded;
	return POS_OK;
}

enum pos_status
pos_item_by_code(struct pos_shop *shop, const char *code,
    const struct pos_item **item, struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	int64_t item_no = 0;
	enum pos_status st;

	*item = pos_menu_cached(shop, POS_BY_CODE, code, 0);
	if (*item != NULL)
		return POS_OK;
	if (menu->bulk && !pos_menu_set_has(&menu->codes, pos_menu_hash(code)))
		return POS_END;
	st = pos_menu_flush(shop, err);
	if (st != POS_OK)
		return st;
	/* a sale reads its items by code and their parts by number: one large
	 * statement and one small are prepared faster than two large ones */
	st = pos_item_no_of(shop->store, code, &item_no, err);
	return st == POS_OK ? pos_item_by_no(shop, item_no, item, err) : st;
}

enum pos_status
pos_item_by_no(struct pos_shop *shop, int64_t item_no,
    const struct pos_item **item, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	*item = pos_menu_cached(shop, POS_BY_NO, NULL, item_no);
	if (*item != NULL)
		return POS_OK;
	st = pos_menu_flush(shop, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &item_by_no);
	pos_bind_int(q, 1, item_no);
	return load(shop, q, item, err);
}

enum pos_status
pos_item_no_of(struct pos_store *store, const char *code, int64_t *item_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &item_no_by_code);
	enum pos_status st;

	pos_bind_text(q, 1, code);
	st = pos_step(q, err);
	if (st == POS_OK)
		*item_no = pos_int(q, "item");
	pos_query_done(q);
	return st;
}

enum pos_status
pos_barcode_owner(struct pos_shop *shop, const char *barcode, int64_t *item_no,
    struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	struct pos_query *q;
	enum pos_status st;

	if (menu->bulk &&
	    !pos_menu_set_has(&menu->barcodes, pos_menu_hash(barcode)))
		return POS_END;
	st = pos_menu_flush(shop, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &item_by_barcode);
	pos_bind_text(q, 1, barcode);
	st = pos_step(q, err);
	if (st == POS_OK)
		*item_no = pos_int(q, "item");
	pos_query_done(q);
	return st;
}

/*
 * Scanners disagree on the zeros in front of a GTIN: UPC-A has 12 digits,
 * the same as EAN-13 has 13, on a carton 14.
 */
static enum pos_status
by_barcode(struct pos_shop *shop, const char *what, int64_t *item_no,
    struct pos_err *err)
{
	static const char zeros[] = "00000000000000";
	char padded[sizeof(zeros)];
	size_t len = strlen(what), width;
	enum pos_status st = pos_barcode_owner(shop, what, item_no, err);

	if (st != POS_END || len < 12 || len > 14 ||
	    strspn(what, "0123456789") != len)
		return st;
	while (len > 1 && *what == '0') {
		what++;
		len--;
	}
	for (width = 12; width <= 14 && st == POS_END; width++) {
		if (width < len)
			continue;
		memcpy(padded, zeros, width - len);
		memcpy(padded + width - len, what, len + 1);
		st = pos_barcode_owner(shop, padded, item_no, err);
	}
	return st;
}

static enum pos_status
by_name(struct pos_shop *shop, const char *what, int64_t *item_no,
    struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	struct pos_query *q = pos_query(shop->store, &items_by_fold);
	struct pos_buf codes = { 0 };
	size_t n = 0;
	enum pos_status st;

	pos_buf_clear(&menu->a);
	pos_text_fold(&menu->a, what);
	pos_bind_text(q, 1, menu->a.text);
	while ((st = pos_step(q, err)) == POS_OK) {
		*item_no = pos_int(q, "item");
		if (n++ < 5)
			pos_buf_printf(&codes, "%s'%s'", n > 1 ? ", " : "",
			    pos_text(q, "code"));
	}
	if (st == POS_END && n == 1)
		st = POS_OK;
	else if (st == POS_END && n > 1)
		st = pos_fail(err, POS_DATA,
		    "%zu items are named '%s': say which by its code, as %s", n,
		    what, codes.text);
	pos_buf_release(&codes);
	return st;
}

static enum pos_status
not_found(struct pos_shop *shop, const char *what, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &near_items);
	int limit = (int)strlen(what) / 3, best, d, c;
	char near[200] = "";
	const char *column;
	enum pos_status st;

	limit = limit < 1 ? 1 : limit > 3 ? 3 : limit;
	best = limit + 1;
	while ((st = pos_step(q, err)) == POS_OK && best > 1) {
		for (c = 0; c < 2; c++) {
			column = pos_text(q, c == 0 ? "code" : "name");
			d = pos_text_distance(what, column, limit);
			if (d >= best || strlen(column) >= sizeof(near))
				continue;
			best = d;
			memcpy(near, column, strlen(column) + 1);
		}
	}
	pos_query_done(q);
	if (st != POS_OK && st != POS_END)
		return st;
	if (near[0] != '\0')
		return pos_fail(err, POS_DATA,
		    "no item '%s' (did you mean '%s'?)", what, near);
	return pos_fail(err, POS_DATA, "no item '%s'", what);
}

enum pos_status
pos_item_find(struct pos_shop *shop, const char *what,
    const struct pos_item **item, struct pos_err *err)
{
	bool removed = false;
	int64_t no = 0;
	enum pos_status st;

	*item = pos_menu_cached(shop, POS_BY_WHAT, what, 0);
	if (*item != NULL)
		return POS_OK;
	st = pos_item_by_code(shop, what, item, err);
	if (st == POS_OK && (*item)->archived) {
		removed = true;
		st = POS_END;
	}
	if (st == POS_END) {
		st = by_barcode(shop, what, &no, err);
		if (st == POS_END)
			st = by_name(shop, what, &no, err);
		if (st == POS_OK)
			st = pos_item_by_no(shop, no, item, err);
	}
	if (st == POS_END && removed)
		return pos_fail(err, POS_DATA,
		    "item '%s' was removed from the menu", what);
	if (st == POS_END)
		return not_found(shop, what, err);
	if (st == POS_OK)
		pos_menu_keep(shop, POS_BY_WHAT, what, 0, *item);
	return st;
}
