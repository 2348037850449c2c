/*
 * menu_item.c - deciding about an item: may it be put or dropped?
 *
 * What is put is brought into one form first (sorted, empty texts away), and
 * nothing is recorded when that form is what the tables hold already: a
 * second import of a file leaves no trace.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shop/menu_inside.h"

POS_SQL(last_item, "SELECT CAST(COALESCE(MAX(item), 0) AS BIGINT) AS item"
    " FROM item");
POS_SQL(part_owner, "SELECT i.code AS code FROM recipe r"
    " JOIN item i ON i.item = r.item WHERE r.part = $1 AND i.active = 1"
    " ORDER BY i.code LIMIT 1");
POS_SQL(part_choice, "SELECT option_group, choice FROM choice_recipe"
    " WHERE part = $1 ORDER BY option_group, choice LIMIT 1");
POS_SQL(owners, "SELECT i.code AS code FROM recipe r"
    " JOIN item i ON i.item = r.item WHERE r.part = $1 ORDER BY i.code");

static void
none(const char **text)
{
	if (*text != NULL && **text == '\0')
		*text = NULL;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
by_use(const void *a, const void *b)
{
	const struct pos_price *p = a, *q = b;
	int c = strcmp(p->order_type != NULL ? p->order_type : "",
	    q->order_type != NULL ? q->order_type : "");

	return c != 0 ? c :
			strcmp(p->channel != NULL ? p->channel : "",
			    q->channel != NULL ? q->channel : "");
}

static const char **
sorted_texts(struct pos_pool *pool, const char **texts, size_t count)
{
	const char **copy;

	if (count < 2)
		return texts;
	copy = pos_pool_alloc(pool, count * sizeof(*copy));
	memcpy(copy, texts, count * sizeof(*copy));
	qsort(copy, count, sizeof(*copy), by_text);
	return copy;
}

static void
settle(struct pos_item *item, struct pos_pool *pool)
{
	struct pos_price *prices;

	none(&item->category);
	none(&item->description);
	none(&item->parent);
	none(&item->variant);
	none(&item->unit);
	none(&item->tax);
	none(&item->station);
	none(&item->policy);
	if (item->open_price)
		item->price_minor = 0;
	item->names = pos_names_sorted(pool, item->names, item->names_count);
	item->recipe = pos_parts_sorted(pool, item->recipe, item->recipe_count);
	item->barcodes =
	    sorted_texts(pool, item->barcodes, item->barcodes_count);
	item->tags = sorted_texts(pool, item->tags, item->tags_count);
	if (item->prices_count > 1) {
		prices =
		    pos_pool_alloc(pool, item->prices_count * sizeof(*prices));
		memcpy(prices, item->prices,
		    item->prices_count * sizeof(*prices));
		qsort(prices, item->prices_count, sizeof(*prices), by_use);
		item->prices = prices;
	}
}

static enum pos_status
check_texts(const struct pos_item *item, struct pos_err *err)
{
	const char *wrong = pos_code_wrong(item->code);
	enum pos_status st;

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "code '%s': %s", item->code,
		    wrong);
	if (item->parent != NULL &&
	    (wrong = pos_code_wrong(item->parent)) != NULL)
		return pos_fail(err, POS_DATA, "parent '%s': %s", item->parent,
		    wrong);
	st = pos_menu_check_text("name", item->code, item->name, 200, err);
	if (st == POS_OK)
		st = pos_menu_check_names(item->code, item->names,
		    item->names_count, err);
	if (st == POS_OK)
		st = pos_menu_check_text("category", item->code, item->category,
		    200, err);
	if (st == POS_OK)
		st = pos_menu_check_text("description", item->code,
		    item->description, 4000, err);
	if (st == POS_OK)
		st = pos_menu_check_text("variant", item->code, item->variant,
		    200, err);
	if (st == POS_OK)
		st = pos_menu_check_text("unit", item->code, item->unit, 32,
		    err);
	if (st == POS_OK)
		st = pos_menu_check_text("station", item->code, item->station,
		    64, err);
	return st == POS_OK ? pos_item_extra_check(item, err) : st;
}

static bool
one_of(const char *choices, const char *word)
{
	size_t len = strlen(word);
	const char *at;

	for (at = choices; *at != '\0';
	     at += strcspn(at, "|"), at += *at == '|')
		if (strcspn(at, "|") == len && memcmp(at, word, len) == 0)
			return true;
	return false;
}

static enum pos_status
check_price(const struct pos_item *item, int64_t minor, struct pos_err *err)
{
	if (minor < 0 || minor > POS_MONEY_MAX)
		return pos_fail(err, POS_DATA,
		    "price or cost of '%s' is not between 0 and the largest"
		    " amount",
		    item->code);
	return POS_OK;
}

static enum pos_status
check_numbers(const struct pos_item *item, struct pos_err *err)
{
	const struct pos_price *p;
	enum pos_status st;
	size_t i;

	st = check_price(item, item->price_minor, err);
	if (st == POS_OK)
		st = check_price(item, item->cost_minor, err);
	for (i = 0; i < item->prices_count && st == POS_OK; i++) {
		p = &item->prices[i];
		st = check_price(item, p->price_minor, err);
		if (st == POS_OK && p->order_type != NULL &&
		    !one_of(POS_ORDER_TYPES, p->order_type))
			st = pos_fail(err, POS_DATA,
			    "price of '%s': no order type '%s' (%s)",
			    item->code, p->order_type, POS_ORDER_TYPES);
		if (st == POS_OK && p->order_type == NULL && p->channel == NULL)
			st = pos_fail(err, POS_DATA,
			    "price of '%s' names"
			    " neither order type nor channel",
			    item->code);
		if (st == POS_OK && p->channel != NULL &&
		    pos_code_wrong(p->channel) != NULL)
			st = pos_fail(err, POS_DATA,
			    "price of '%s': channel '%s': %s", item->code,
			    p->channel, pos_code_wrong(p->channel));
		if (st == POS_OK && i > 0 && by_use(p, p - 1) == 0)
			st = pos_fail(err, POS_DATA,
			    "'%s' has two prices for the same", item->code);
	}
	if (st == POS_OK &&
	    (item->low_milli < 0 || item->low_milli > POS_STOCK_MAX))
		st = pos_fail(err, POS_DATA,
		    "low stock of '%s' is out of range", item->code);
	if (st == POS_OK && item->policy != NULL &&
	    !one_of(POS_POLICIES, item->policy))
		st = pos_fail(err, POS_DATA, "'%s': no policy '%s' (%s)",
		    item->code, item->policy, POS_POLICIES);
	return st;
}

static enum pos_status
check_barcodes(struct pos_shop *shop, const struct pos_item *item,
    struct pos_err *err)
{
	const struct pos_item *owner;
	enum pos_status st;
	int64_t no;
	size_t i;

	for (i = 0; i < item->barcodes_count; i++) {
		st = pos_menu_check_text("barcode", item->code,
		    item->barcodes[i], 200, err);
		if (st != POS_OK)
			return st;
		if (i > 0 &&
		    strcmp(item->barcodes[i], item->barcodes[i - 1]) == 0)
			return pos_fail(err, POS_DATA,
			    "'%s' has barcode '%s' twice", item->code,
			    item->barcodes[i]);
		st = pos_barcode_owner(shop, item->barcodes[i], &no, err);
		if (st == POS_END || (st == POS_OK && no == item->item_no))
			continue;
		if (st == POS_OK)
			st = pos_item_by_no(shop, no, &owner, err);
		if (st != POS_OK)
			return st;
		return pos_fail(err, POS_DATA,
		    "barcode '%s' of '%s' is that of '%s' already",
		    item->barcodes[i], item->code, owner->code);
	}
	return POS_OK;
}

static enum pos_status
check_links(struct pos_shop *shop, const struct pos_item *item,
    struct pos_err *err)
{
	const struct pos_group *group;
	const struct pos_tax *tax;
	enum pos_status st = POS_OK;
	size_t i, j;

	if (item->tax != NULL)
		st = pos_tax_find(shop, item->tax, &tax, err);
	for (i = 0; i < item->groups_count && st == POS_OK; i++) {
		st = pos_group_find(shop, item->groups[i], &group, err);
		for (j = 0; j < i && st == POS_OK; j++)
			if (strcmp(item->groups[i], item->groups[j]) == 0)
				st = pos_fail(err, POS_DATA,
				    "'%s' has option group '%s' twice",
				    item->code, item->groups[i]);
	}
	return st;
}

/* The longest way down from parts; refuses to come back to owner. */
static enum pos_status
depth_below(struct pos_shop *shop, const char *owner,
    const struct pos_part *parts, size_t count, int *depth, struct pos_err *err)
{
	const struct pos_item *part;
	enum pos_status st = POS_OK;
	int below, deepest = 0;
	size_t i;

	if (*depth > POS_RECIPE_DEPTH)
		return pos_fail(err, POS_DATA,
		    "recipe of '%s' is deeper than %d levels", owner,
		    POS_RECIPE_DEPTH);
	for (i = 0; i < count && st == POS_OK; i++) {
		if (strcmp(parts[i].item, owner) == 0)
			return pos_fail(err, POS_DATA,
			    "recipe of '%s' comes back to itself", owner);
		st = pos_item_by_code(shop, parts[i].item, &part, err);
		if (st == POS_END) /* checked before */
			st = POS_OK;
		else if (st == POS_OK && part->recipe_count > 0) {
			below = *depth + 1;
			st = depth_below(shop, owner, part->recipe,
			    part->recipe_count, &below, err);
			if (below > deepest)
				deepest = below;
		}
	}
	if (deepest > *depth)
		*depth = deepest;
	return st;
}

/* How many recipes stand above an item; the tables hold no circle. */
static enum pos_status
depth_above(struct pos_shop *shop, int64_t item_no, int *depth,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_query *q = pos_query(shop->store, &owners);
	const char **codes = NULL;
	enum pos_status st;
	int64_t no = 0;
	size_t i, n = 0;
	int above, most = 0;

	pos_bind_int(q, 1, item_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		codes = pos_pool_push(pool, codes, n, sizeof(*codes));
		codes[n++] = pos_pool_text(pool, pos_text(q, "code"));
	}
	if (st == POS_END)
		st = POS_OK;
	for (i = 0; i < n && st == POS_OK; i++) {
		st = pos_item_no_of(shop->store, codes[i], &no, err);
		if (st == POS_OK)
			st = depth_above(shop, no, &above, err);
		if (st == POS_OK && above + 1 > most)
			most = above + 1;
	}
	*depth = most;
	pos_pool_free(pool);
	return st;
}

static enum pos_status
check_recipe(struct pos_shop *shop, const struct pos_item *item,
    struct pos_err *err)
{
	int below = 1, above = 0;
	enum pos_status st;

	if (item->recipe_count == 0)
		return POS_OK;
	if (item->tracked)
		return pos_fail(err, POS_DATA,
		    "'%s' has a recipe, so its parts are counted, not itself",
		    item->code);
	st = pos_menu_check_recipe(shop, item->code, item->recipe,
	    item->recipe_count, err);
	if (st == POS_OK)
		st = depth_below(shop, item->code, item->recipe,
		    item->recipe_count, &below, err);
	if (st == POS_OK && item->item_no != 0)
		st = depth_above(shop, item->item_no, &above, err);
	if (st == POS_OK && above + below > POS_RECIPE_DEPTH)
		st = pos_fail(err, POS_DATA,
		    "recipe of '%s' is deeper than %d levels", item->code,
		    POS_RECIPE_DEPTH);
	return st;
}

static enum pos_status
number(struct pos_shop *shop, int64_t *item_no, struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	struct pos_query *q;
	enum pos_status st = POS_OK;

	if (!menu->bulk) {
		q = pos_query(shop->store, &last_item);
		st = pos_step(q, err);
		if (st != POS_OK)
			return st;
		menu->next_item = pos_int(q, "item") + 1;
		pos_query_done(q);
	}
	*item_no = menu->next_item++;
	return st;
}

static enum pos_status
add_to_batch(struct pos_shop *shop, const struct pos_item *item,
    struct pos_err *err)
{
	struct pos_menu_cache *menu = shop->menu;
	size_t i;

	pos_menu_set_add(&menu->codes, pos_menu_hash(item->code));
	for (i = 0; i < item->barcodes_count; i++)
		pos_menu_set_add(&menu->barcodes,
		    pos_menu_hash(item->barcodes[i]));
	menu->batch[menu->batch_count++] =
	    *pos_item_copy(menu->batch_pool, item);
	menu->batch_bytes += strlen(item->name) +
	    (item->description != NULL ? strlen(item->description) : 0);
	if (menu->batch_count == POS_BATCH_MAX ||
	    menu->batch_bytes > POS_BATCH_BYTES)
		return pos_menu_flush(shop, err);
	pos_menu_changed(shop, item->item_no);
	return POS_OK;
}

enum pos_status
pos_item_put(struct pos_shop *shop, const struct pos_item *want, bool *changed,
    struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	struct pos_item item = *want;
	const struct pos_item *old = NULL;
	enum pos_status st;

	*changed = false;
	pos_pool_clear(menu->scratch);
	settle(&item, menu->scratch);
	item.item_no = 0;
	st = check_texts(&item, err);
	if (st == POS_OK)
		st = check_numbers(&item, err);
	if (st != POS_OK)
		return st;
	st = pos_item_by_code(shop, item.code, &old, err);
	if (st == POS_OK) {
		item.item_no = old->item_no;
		if (!old->archived &&
		    pos_menu_same(menu, &pos_item_data, old, &item))
			return POS_OK;
	} else if (st != POS_END)
		return st;
	st = check_barcodes(shop, &item, err);
	if (st == POS_OK)
		st = check_links(shop, &item, err);
	if (st == POS_OK)
		st = check_recipe(shop, &item, err);
	if (st == POS_OK && item.item_no == 0)
		st = number(shop, &item.item_no, err);
	if (st != POS_OK)
		return st;
	*changed = true;
	if (menu->bulk)
		return add_to_batch(shop, &item, err);
	/* the last: what *want points to may be the cache's, and go */
	return pos_record(shop, &pos_item_set, &(struct pos_items){ &item, 1 },
	    err);
}

enum pos_status
pos_item_drop(struct pos_shop *shop, const char *code, struct pos_err *err)
{
	struct pos_menu_gone gone = { 0 };
	const struct pos_item *item;
	struct pos_query *q;
	enum pos_status st;

	st = pos_item_by_code(shop, code, &item, err);
	if (st == POS_END)
		return pos_item_find(shop, code, &item, err) == POS_OK ?
		    pos_fail(err, POS_DATA,
			"no item with code '%s' (did you mean '%s'?)", code,
			item->code) :
		    POS_DATA;
	if (st != POS_OK)
		return st;
	if (item->archived)
		return pos_fail(err, POS_REFUSED,
		    "item '%s' was removed from the menu already", code);
	gone.code = item->code;
	gone.item_no = item->item_no;
	q = pos_query(shop->store, &part_owner);
	pos_bind_int(q, 1, item->item_no);
	st = pos_step(q, err);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "'%s' is in the recipe of '%s'", code, pos_text(q, "code"));
	if (st != POS_END)
		return st;
	q = pos_query(shop->store, &part_choice);
	pos_bind_int(q, 1, item->item_no);
	st = pos_step(q, err);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "'%s' is in the recipe of '%s' of option group '%s'", code,
		    pos_text(q, "choice"), pos_text(q, "option_group"));
	if (st != POS_END)
		return st;
	return pos_record(shop, &pos_item_remove, &gone, err);
}
