/*
 * menu_inside.h - what the files of the menu share; for lib/shop/menu_*.c.
 *
 * The cache keeps what was looked up in a pool of its own.  It is filled one
 * item at a time: a process that sells three items must not read the other
 * thousands.  A bulk import turns the question around: pos_menu_bulk() loads
 * the codes and barcodes that exist as a set of hashes, so that what is new
 * (all of it, in a new shop) is known to be new without asking the store.
 */
#ifndef POS_SHOP_MENU_INSIDE_H
#define POS_SHOP_MENU_INSIDE_H

#include "rec/json.h"
#include "shop/menu.h"

#define POS_MENU_KEEP 20000   /* things kept before a refresh lets go */
#define POS_RECIPE_DEPTH 8
#define POS_BATCH_MAX 200     /* items of one event */
#define POS_BATCH_BYTES 65536 /* of their texts, about */

/* Keys of the cache: a kind, and a text or a number. */
enum pos_menu_key {
	POS_BY_CODE = 1,
	POS_BY_WHAT,
	POS_BY_NO,
	POS_BY_GROUP,
	POS_BY_TAX,
	POS_BY_TAX_NO,
};

struct pos_menu_slot {
	uint64_t hash; /* 0: free */
	enum pos_menu_key kind;
	int64_t no;
	const char *text;
	const void *value;
};

struct pos_menu_set { /* hashes of texts, without the texts */
	uint64_t *hash;
	size_t cap, count;
};

struct pos_menu_cache {
	struct pos_pool *pool;
	struct pos_menu_slot *slot;
	size_t cap, count;
	int64_t version;       /* of the store when this was read */
	int64_t edition; /* of the menu, when it was last asked; -1: never */
	bool bulk;
	struct pos_menu_set codes, barcodes; /* in bulk: what there is */
	int64_t next_item;     /* in bulk: the next number; 0: not known */
	int64_t applied_item;  /* in bulk: those above it are in no table */
	struct pos_pool *batch_pool;
	struct pos_item *batch; /* put, and not recorded yet */
	size_t batch_count, batch_bytes;
	struct pos_pool *scratch;
	struct pos_buf a, b;   /* two records as text, to compare */
};

struct pos_menu_cache *pos_menu_get(struct pos_shop *shop);
const void *pos_menu_cached(struct pos_shop *shop, enum pos_menu_key kind,
    const char *text, int64_t no);
void pos_menu_keep(struct pos_shop *shop, enum pos_menu_key kind,
    const char *text, int64_t no, const void *value);

/* An item was written: what is kept of it is old. */
void pos_menu_changed(struct pos_shop *shop, int64_t item_no);

uint64_t pos_menu_hash(const char *text);
bool pos_menu_set_has(const struct pos_menu_set *set, uint64_t hash);
void pos_menu_set_add(struct pos_menu_set *set, uint64_t hash);
void pos_menu_set_free(struct pos_menu_set *set);

#define POS_ITEM_COLUMNS \
	"item, code, name, names, category, description, parent, variant," \
	" price_minor, cost_minor, unit, tax, station, policy, tracked," \
	" sold_out, low_milli, active, more"

/* One row of item at q (POS_ITEM_COLUMNS), with what the side tables have of
 * it, in pool. */
POS_MUST enum pos_status pos_item_load(struct pos_store *store,
    struct pos_query *q, struct pos_pool *pool, struct pos_item **item,
    struct pos_err *err);

/* Names by language as they stand in a column: {"zh":"..."} or NULL. */
const char *pos_names_text(struct pos_buf *buf, const struct pos_name *names,
    size_t count);
POS_MUST enum pos_status pos_names_read(const char *text,
    struct pos_pool *pool, const struct pos_name **names, size_t *count,
    struct pos_err *err);

/* Checks that items, groups and choices share. */
POS_MUST enum pos_status pos_menu_check_text(const char *what,
    const char *code, const char *text, size_t max, struct pos_err *err);
POS_MUST enum pos_status pos_menu_check_names(const char *code,
    const struct pos_name *names, size_t count, struct pos_err *err);
/* Parts exist (item_no filled in), are not twice, and are some. */
POS_MUST enum pos_status pos_menu_check_recipe(struct pos_shop *shop,
    const char *owner, const struct pos_part *recipe, size_t count,
    struct pos_err *err);
/* menu_record.c: do two states say the same?  Their lists are sorted. */
bool pos_menu_same(struct pos_menu_cache *menu,
    const struct pos_record *record, const void *a, const void *b);
/* Copies in pool, in the one order that the tables give them back. */
const struct pos_name *pos_names_sorted(struct pos_pool *pool,
    const struct pos_name *names, size_t count);
const struct pos_part *pos_parts_sorted(struct pos_pool *pool,
    const struct pos_part *parts, size_t count);

/* Number of an item by its code, from the tables; for apply. */
POS_MUST enum pos_status pos_item_no_of(struct pos_store *store,
    const char *code, int64_t *item_no, struct pos_err *err);

/*
 * menu_extra.c: floor, discounted and tags, as JSON behind the letters of
 * item.more.  Check: tags are sorted.
 */
#define POS_ITEM_EXTRA_FIELDS \
	POS_MONEY(pos_item, floor_minor, POS_F_OPTIONAL, \
	    "no promotion sells one for less; absent: any price"), \
	    POS_BOOL(pos_item, discounted, POS_F_OPTIONAL, \
		"marked down already: some promotions pass it by"), \
	    POS_TEXTS(pos_item, tags, tags_count, POS_F_OPTIONAL, \
		"what promotions choose items by")
void pos_item_extra_write(struct pos_buf *more, const struct pos_item *item);
POS_MUST enum pos_status pos_item_extra_read(const char *more,
    struct pos_pool *pool, struct pos_item *item, struct pos_err *err);
POS_MUST enum pos_status pos_item_extra_check(const struct pos_item *item,
    struct pos_err *err);

struct pos_item *pos_item_copy(struct pos_pool *pool,
    const struct pos_item *from);
struct pos_group *pos_group_copy(struct pos_pool *pool,
    const struct pos_group *from);

/* What item.set says: one item set by hand, hundreds by an import. */
struct pos_items {
	const struct pos_item *items;
	size_t items_count;
};
extern const struct pos_record pos_items_data;

/* What a removal says. */
struct pos_menu_gone {
	const char *code;
	int64_t item_no;
};
extern const struct pos_record pos_gone_data;

#endif
