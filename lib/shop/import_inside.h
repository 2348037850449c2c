/*
 * import_inside.h - what the files of the import share.
 *
 * A header turns into a role for each column; a row turns into an item by
 * the roles of its cells; the item is put, or waits for what it names.
 */
#ifndef POS_SHOP_IMPORT_INSIDE_H
#define POS_SHOP_IMPORT_INSIDE_H

#include "shop/import.h"
#include "shop/menu_inside.h"

enum pos_role { /* at most 64 */
	POS_R_UNKNOWN, POS_R_IGNORE, POS_R_KIND, POS_R_CODE, POS_R_NAME,
	POS_R_NAME_IN, POS_R_CATEGORY, POS_R_CATEGORY_TOO, POS_R_DESCRIPTION,
	POS_R_HANDLE, POS_R_PARENT, POS_R_VARIANT, POS_R_VALUE, POS_R_PRICE,
	POS_R_PRICE_FOR, POS_R_PRICE_OF, POS_R_COST, POS_R_UNIT,
	POS_R_WEIGHT, POS_R_TAX, POS_R_STATION, POS_R_POLICY, POS_R_TRACKED,
	POS_R_LOW, POS_R_BARCODE, POS_R_BARCODES, POS_R_GROUPS, POS_R_RECIPE,
	POS_R_SOLD_OUT, POS_R_AVAILABLE, POS_R_ARCHIVED, POS_R_PART,
	POS_R_PART_QTY, POS_R_STOCK, POS_R_MODIFIER, POS_R_TAX_FLAG,
	POS_R_TAX_NAME, POS_R_TAX_RATE, POS_R_MIN, POS_R_MAX, POS_R_RATE,
	POS_R_INCLUSIVE, POS_R_FLOOR, POS_R_DISCOUNTED, POS_R_TAGS,
};

struct pos_column {
	enum pos_role role;
	const char *title;   /* as it stands in the file */
	const char *arg;     /* language, order type, variant, group, tax */
	const char *channel; /* PRICE_FOR */
	int64_t rate_ppm;    /* TAX_FLAG */
};

struct pos_format {
	const char *name;
	bool own;       /* ours: strict, several barcodes in a cell */
	bool grouped;   /* rows of one product follow each other */
	bool inherits;  /* a variant's row leaves out what the first has */
	bool positional; /* its titles are translated, its order is not */
	bool by_place;  /* "Price Main Street" */
};

struct pos_alias {
	const char *title; /* folded */
	enum pos_role role;
};
struct pos_known {
	struct pos_format format;
	const struct pos_alias *aliases; /* NULL: our own */
	const char *need[6][3];  /* signatures: titles that must all be there */
};
extern const struct pos_known pos_import_known[]; /* NULL name at the end */

struct pos_layout {
	const struct pos_format *format;
	struct pos_column *columns;
	size_t count;
	uint64_t roles; /* bit of each role that a column has */
};
#define POS_HAS(im, r) (((im)->layout.roles >> (r) & 1) != 0)

/* Of one code in the file: where it stood, how often it was made. */
struct pos_seen {
	uint64_t hash; /* 0: free */
	uint32_t line;
	uint32_t times;
};

struct pos_waiting { /* an item or group whose links come later */
	struct pos_item *item;
	struct pos_group *group;
	long line;
	const char *raw;
	int64_t stock_milli;
	bool has_stock;
	bool done;
	char *why;
};

struct pos_counted { /* stock to be set at the end */
	int64_t milli;
	int64_t item_no;
};

struct pos_importer {
	struct pos_shop *shop;
	const struct pos_import_options *options;
	const struct pos_import_sink *sink;
	struct pos_import *result;
	struct pos_layout layout;
	struct pos_pool *pool;     /* lives as long as the import */
	struct pos_pool *row_pool; /* of the item being made */
	char delimiter;
	long line;                 /* of the row being read */

	struct pos_item item;      /* being made, where open */
	bool open;
	bool bad;                  /* it was refused already */
	long item_line;
	bool has_stock;
	int64_t stock_milli;
	char *key;                 /* handle of its product, in row_pool */
	bool key_before;           /* the item before was of the product too */
	struct pos_buf values;     /* of options, its variant */
	const char *handle;
	struct pos_price *variants; /* PRICE_OF: channel is the name */
	size_t variants_count;
	struct pos_rate *rates;    /* of its tax */
	size_t rates_count;
	bool priced;               /* its row had a price */
	bool archived;
	struct pos_buf reason;     /* why it is bad */
	struct pos_buf raw;        /* its rows, where rejects are wanted */

	struct pos_group group;    /* own rows: being made, where group_open */
	struct pos_tax tax;
	bool group_open, tax_open;
	struct pos_pool *set_pool;
	struct pos_buf set_raw;
	long set_line;

	/* of the first row of a product, for those that inherit */
	struct pos_buf in_name, in_category, in_description;

	struct pos_seen *seen;
	size_t seen_cap, seen_count;
	struct pos_waiting *waiting;
	size_t waiting_count;
	struct pos_counted *counted;
	size_t counted_cap, counted_count;
	struct pos_buf text;       /* scratch */
	struct pos_buf remarked;   /* one-time warnings, each ends with NUL */
	enum pos_status fatal;
	struct pos_err *err;       /* filled when fatal */
};

/* import_formats.c, import_map.c */
POS_MUST enum pos_status pos_import_layout(struct pos_importer *im,
    const struct pos_csv_row *row, struct pos_err *err); /* END: no header */
POS_MUST enum pos_status pos_import_map(struct pos_importer *im,
    const struct pos_csv_row *row, struct pos_err *err);
const struct pos_format *pos_import_own(void);
/* "price:takeaway", "name:zh" and the others of our own; false: unknown. */
bool pos_import_own_column(struct pos_importer *im, const char *title,
    struct pos_column *column);

/* import_amount.c: numbers as people write them.  The error says what. */
POS_MUST enum pos_status pos_import_money(struct pos_importer *im,
    const char *text, int64_t *minor, struct pos_err *err);
POS_MUST enum pos_status pos_import_milli(struct pos_importer *im,
    const char *text, int64_t *milli, struct pos_err *err);
/* Y, yes, true, 1, 是...: 1; N...: 0; neither: -1 */
int pos_import_flag(const char *text);
/* Cell without blanks around and line ends inside, in row_pool or as is. */
const char *pos_import_tidy(struct pos_pool *pool, const char *cell);
bool pos_import_check_digit(const char *barcode); /* true also if no GTIN */

/* import_code.c */
const char *pos_import_slug(struct pos_pool *pool, const char *text,
    bool lower);
/* Line of the row that had this code, 0: none before; remembers it. */
long pos_import_seen(struct pos_importer *im, const char *code, long line);
/* code, or code-2, code-3... if the file had it before. */
const char *pos_import_unique(struct pos_importer *im, struct pos_pool *pool,
    const char *code, bool *again);

/* import_row.c */
POS_MUST enum pos_status pos_import_row(struct pos_importer *im,
    const struct pos_csv_row *row);
/* import_item.c: the item that was being made is whole; next_too: the row
 * after it is of the same product. */
POS_MUST enum pos_status pos_import_finish(struct pos_importer *im,
    bool next_too);
/* import_links.c */
void pos_import_barcode(struct pos_importer *im, const char *cell);
POS_MUST enum pos_status pos_import_modifier(struct pos_importer *im,
    const char *name);
POS_MUST enum pos_status pos_import_tax(struct pos_importer *im,
    const struct pos_rate *rates, size_t count);
bool pos_import_recipe(struct pos_importer *im, struct pos_pool *pool,
    const struct pos_column *column, const char *cell,
    const struct pos_part **recipe, size_t *count);
const char **pos_import_words(struct pos_pool *pool, const char *cell,
    const char *between, size_t *count);

/* import_set.c: rows of groups, choices, taxes and rates of our own */
POS_MUST enum pos_status pos_import_set_row(struct pos_importer *im,
    const char *kind, const struct pos_csv_row *row);
POS_MUST enum pos_status pos_import_set_end(struct pos_importer *im);

/* import_put.c */
POS_MUST enum pos_status pos_import_put_item(struct pos_importer *im,
    const struct pos_item *item, long line);
POS_MUST enum pos_status pos_import_put_group(struct pos_importer *im,
    const struct pos_group *group, long line, const char *raw);
POS_MUST enum pos_status pos_import_put_tax(struct pos_importer *im,
    const struct pos_tax *tax, long line, const char *raw);
POS_MUST enum pos_status pos_import_settle(struct pos_importer *im);
/* A row is refused: told, counted, given to the rejects. */
POS_MUST enum pos_status pos_import_refuse(struct pos_importer *im,
    long line, const char *raw, const char *why);
/* import_say.c */
void pos_import_wrong(struct pos_importer *im, long line,
    const struct pos_column *column, const char *cell, const char *why);
void pos_import_warn(struct pos_importer *im, long line, const char *format,
    ...) POS_PRINTF(3, 4);
void pos_import_warn_once(struct pos_importer *im, const char *format, ...)
    POS_PRINTF(2, 3);
/* Bytes of at most max that end with a character, for "%.*s". */
int pos_import_cut(const char *text, size_t max);
void pos_import_raw(struct pos_buf *raw, const struct pos_csv_row *row);
bool pos_import_wants_raw(const struct pos_importer *im);

/* import_change.c */
struct pos_import_was { /* an object before a put, field by field */
	char **fields;
};
void pos_import_before(struct pos_importer *im, struct pos_import_was *was,
    const struct pos_record *record, const void *old);
POS_MUST enum pos_status pos_import_after(struct pos_importer *im,
    const struct pos_import_was *was, const struct pos_record *record,
    const void *now, const char *code, const char *name);

/* import_json.c */
POS_MUST enum pos_status pos_import_json(struct pos_importer *im, int fd);
/* import_stock.c */
void pos_import_count(struct pos_importer *im, int64_t item_no,
    int64_t milli);
POS_MUST enum pos_status pos_import_counts(struct pos_importer *im);

#endif
