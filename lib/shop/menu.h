/*
 * menu.h - what is sold: items, option groups, tax classes.
 *
 * An item is one thing with one price and one stock; the sizes of a drink
 * are items that share a parent code.  Items, groups and classes are found by
 * code; an item also by barcode or by its name, folded, when only one has it.
 */
#ifndef POS_SHOP_MENU_H
#define POS_SHOP_MENU_H

#include "rec/field.h"
#include "shop/spine.h"

#define POS_ORDER_TYPES "dine-in|takeaway|pickup|delivery"
#define POS_POLICIES "block|warn|allow"

struct pos_price { /* the most specific one that fits counts */
	const char *order_type; /* NULL: any */
	const char *channel;    /* NULL: any */
	int64_t price_minor;
};

struct pos_part { /* one unit of the owner takes this much of item */
	const char *item; /* code */
	int64_t qty_milli;
	int64_t item_no;
};

struct pos_item {
	const char *code;
	const char *name;
	const struct pos_name *names;
	size_t names_count;
	const char *category;
	const char *description;
	const char *parent;  /* code that the variants of one product share */
	const char *variant; /* "large" */
	bool open_price;     /* asked for at the till */
	int64_t price_minor;
	int64_t cost_minor;
	const char *unit;    /* NULL: pieces */
	const char *tax;     /* code of a class; NULL: none */
	const char *station;
	const char *policy;  /* NULL: block when tracked */
	bool tracked;        /* stock is counted */
	bool sold_out;
	int64_t low_milli;   /* warn at or below; 0: never */
	const char **barcodes;
	size_t barcodes_count;
	const struct pos_price *prices;
	size_t prices_count;
	const char **groups; /* codes of option groups, in order */
	size_t groups_count;
	const struct pos_part *recipe;
	size_t recipe_count;
	int64_t floor_minor; /* no promotion sells one for less; 0: any price */
	bool discounted;     /* marked down here: rules that act on what is
	                      * not discounted pass it by */
	const char **tags;   /* what rules choose items by */
	size_t tags_count;
	bool archived;       /* kept for old sales, not sold any more */
	int64_t item_no;     /* ours, assigned once */
};

struct pos_choice {
	const char *code;
	const char *name;
	const struct pos_name *names;
	size_t names_count;
	int64_t price_minor; /* added to the item's; may be negative */
	bool sold_out;
	const struct pos_part *recipe;
	size_t recipe_count;
};

struct pos_group {
	const char *code;
	const char *name;
	const struct pos_name *names;
	size_t names_count;
	int64_t min; /* choices that must be taken, counting repeats */
	int64_t max; /* 0: any number */
	const struct pos_choice *choices;
	size_t choices_count;
};

struct pos_rate {
	const char *name;  /* "GST" */
	int64_t rate_ppm;
	bool inclusive;    /* the price holds it already */
};

struct pos_tax {
	const char *code;
	const char *name;
	const struct pos_rate *rates;
	size_t rates_count;
	int64_t tax_no;    /* of this version: a changed class gets a new one */
};

/* Output records, types "item", "option_group", "tax"; _data: in events. */
extern const struct pos_record pos_item_record, pos_item_data;
extern const struct pos_record pos_group_record, pos_tax_record;
extern const struct pos_record pos_group_data, pos_tax_data;
extern const struct pos_record pos_price_record, pos_part_record;

extern const struct pos_event_kind pos_item_set, pos_item_remove,
    pos_group_set, pos_group_remove, pos_tax_set, pos_soldout_set;

/*
 * Look-ups.  Results belong to shop's menu cache and stay until the next
 * pos_change_begin() or pos_shop_tick() that finds the store changed by
 * another process, or a change to the menu by this one.
 *
 * what: a code, barcode or name.  POS_DATA: nothing like it ("no item
 * 'lattte' (did you mean 'latte'?)"), or a name that several have.
 */
POS_MUST enum pos_status pos_item_find(struct pos_shop *shop, const char *what,
    const struct pos_item **item, struct pos_err *err);
/* By exact code, archived ones too; POS_END: none. */
POS_MUST enum pos_status pos_item_by_code(struct pos_shop *shop,
    const char *code, const struct pos_item **item, struct pos_err *err);
POS_MUST enum pos_status pos_item_by_no(struct pos_shop *shop, int64_t item_no,
    const struct pos_item **item, struct pos_err *err);
POS_MUST enum pos_status pos_group_find(struct pos_shop *shop,
    const char *code, const struct pos_group **group, struct pos_err *err);
/* tax_no 0: POS_END */
POS_MUST enum pos_status pos_tax_by_no(struct pos_shop *shop, int64_t tax_no,
    const struct pos_tax **tax, struct pos_err *err);
POS_MUST enum pos_status pos_tax_find(struct pos_shop *shop, const char *code,
    const struct pos_tax **tax, struct pos_err *err);
void pos_menu_forget(struct pos_shop *shop);   /* after a roll-back */
/* Forget if another process changed the store: at pos_change_begin() and
 * pos_shop_tick(), never between a look-up and the use of its result. */
void pos_menu_refresh(struct pos_shop *shop);
/* For the spine: counts a change of the menu, by which others see it. */
POS_MUST enum pos_status pos_menu_bump(struct pos_store *store,
    struct pos_err *err);
void pos_menu_cache_free(struct pos_shop *shop);

/*
 * All of it, by code.  What each() is given lives until it returns.  Items
 * that were removed only where archived.
 */
struct pos_item_filter {
	const char *category; /* NULL: all */
	const char *parent;   /* NULL: all */
	bool archived;        /* removed ones too */
};
POS_MUST enum pos_status pos_item_each(struct pos_shop *shop,
    const struct pos_item_filter *filter, enum pos_status (*each)(void *,
    const struct pos_item *, struct pos_err *), void *arg,
    struct pos_err *err);
POS_MUST enum pos_status pos_group_each(struct pos_shop *shop,
    enum pos_status (*each)(void *, const struct pos_group *,
    struct pos_err *), void *arg, struct pos_err *err);
POS_MUST enum pos_status pos_tax_each(struct pos_shop *shop,
    enum pos_status (*each)(void *, const struct pos_tax *,
    struct pos_err *), void *arg, struct pos_err *err);

/*
 * Before many puts in one change: what is there is read once, so that new
 * items cost no look-up, and hundreds are recorded as one event.  What was
 * put last is recorded by pos_menu_flush(); pos_menu_bulk_end() ends it,
 * whatever became of the change.
 */
POS_MUST enum pos_status pos_menu_bulk(struct pos_shop *shop,
    struct pos_err *err);
POS_MUST enum pos_status pos_menu_flush(struct pos_shop *shop,
    struct pos_err *err);
void pos_menu_bulk_end(struct pos_shop *shop);

/* The price for an order type and channel (either may be NULL). */
int64_t pos_item_price(const struct pos_item *item, const char *order_type,
    const char *channel);
/* The active item that a barcode belongs to; POS_END: none. */
POS_MUST enum pos_status pos_barcode_owner(struct pos_shop *shop,
    const char *barcode, int64_t *item_no, struct pos_err *err);
/* The name in a language: exact, then its main part ("zh" of "zh-TW"). */
const char *pos_name_in(const char *name, const struct pos_name *names,
    size_t count, const char *language);

/*
 * Changes (inside a change).  Each checks, and records only when something
 * differs from what is there: *changed.  The item's barcodes must be free,
 * its tax class, groups and recipe items must exist; a recipe with a cycle
 * or deeper than 8 is refused.
 */
POS_MUST enum pos_status pos_item_put(struct pos_shop *shop,
    const struct pos_item *item, bool *changed, struct pos_err *err);
POS_MUST enum pos_status pos_item_drop(struct pos_shop *shop,
    const char *code, struct pos_err *err);
POS_MUST enum pos_status pos_group_put(struct pos_shop *shop,
    const struct pos_group *group, bool *changed, struct pos_err *err);
POS_MUST enum pos_status pos_group_drop(struct pos_shop *shop,
    const char *code, struct pos_err *err);
POS_MUST enum pos_status pos_tax_put(struct pos_shop *shop,
    const struct pos_tax *tax, bool *changed, struct pos_err *err);

#endif
