/*
 * stock.h - how much there is: movements, on-hand, reservations.
 *
 * Movements are only ever added; on-hand is their sum.  An order reserves
 * what it will take, its completion takes it, in the same transactions as
 * the order and the payment: no number of tills can sell one cake twice.
 * An item with a recipe has no stock of its own: its parts are taken.
 *
 * What can still be ordered is on-hand less reserved at POS_LOCATION.  A
 * sold-out flag is apart from that: set by hand, it refuses new orders
 * whatever the numbers or the policy say.
 */
#ifndef POS_SHOP_STOCK_H
#define POS_SHOP_STOCK_H

#include "shop/menu.h"

#define POS_LOCATION "shop"        /* where sales take from */
#define POS_RECIPE_DEPTH_MAX 8     /* parts of parts of parts */
#define POS_STOCK_LINES_MAX 5000   /* of one delivery or count */
#define POS_STOCK_KINDS "receive|count|adjust|waste"
#define POS_MOVE_KINDS "receive|count|adjust|waste|sale|return"

/*
 * What an order needs, all recipes followed, summed by item.  Texts belong
 * to the menu cache: a pos_needs lives within one change.
 */
struct pos_need {
	int64_t item_no;
	int64_t qty_milli;
	int64_t of_no;      /* the item whose recipe asks for it; 0: none */
	const char *group;  /* the choice that asks for it; NULL: none */
	const char *choice;
	char policy;        /* 'b', 'w' or 'a' */
};
struct pos_needs {
	struct pos_need *need;
	size_t count, cap;
	/* What is ordered and flagged as sold out: an item, the part of an
	 * item or choice, or (item_no 0) the choice itself. */
	struct pos_need *flagged;
	size_t flagged_count, flagged_cap;
};
void pos_needs_release(struct pos_needs *needs);
void pos_needs_clear(struct pos_needs *needs); /* keeps the memory */
/*
 * Add what qty_milli of item (without its choices) takes.  A negative
 * quantity takes away: for a change of an order, add what it shall be and
 * take away what it is; what is left is what is new.
 */
POS_MUST enum pos_status pos_needs_add(struct pos_shop *shop,
    struct pos_needs *needs, int64_t item_no, int64_t qty_milli,
    struct pos_err *err);
/* The same for a choice taken once per piece of qty_milli pieces. */
POS_MUST enum pos_status pos_needs_add_choice(struct pos_shop *shop,
    struct pos_needs *needs, const char *group, const char *choice,
    int64_t qty_milli, struct pos_err *err);

/*
 * May these be ordered now?  POS_REFUSED "'cake' is sold out: 2 wanted, 1
 * left" for items whose policy is block; for warn, the same sentence goes to
 * *warning (in pool), which stays NULL otherwise.  Needs that are not above
 * zero pass.  Reads only, inside the transaction that will reserve.
 */
POS_MUST enum pos_status pos_stock_allows(struct pos_shop *shop,
    const struct pos_needs *needs, struct pos_pool *pool,
    const char **warning, struct pos_err *err);

/* For apply only: reserved += qty * sign (negative releases). */
POS_MUST enum pos_status pos_stock_reserve(struct pos_store *store,
    int64_t branch, const struct pos_needs *needs, int sign,
    struct pos_err *err);
/* For apply only: a movement of each, on_hand -= qty * sign; *n numbers the
 * movements within the entry and is advanced (0: none yet). */
POS_MUST enum pos_status pos_stock_take(struct pos_store *store,
    const struct pos_entry *entry, const struct pos_needs *needs, int sign,
    const char *kind, const char *ref, int64_t *n, struct pos_err *err);
/* For apply only: one movement, at any location, and its on-hand. */
struct pos_move_row {
	int64_t item_no;
	int64_t qty_milli; /* signed */
	const char *location;
	const char *kind;
	const char *ref;   /* the sale, the delivery note; NULL: none */
};
POS_MUST enum pos_status pos_stock_move_add(struct pos_store *store,
    const struct pos_entry *entry, const struct pos_move_row *row, int64_t *n,
    struct pos_err *err);

/* receive, count, adjust, waste: event "stock.move" */
struct pos_stock_line {
	const char *item;       /* code; asked: code, barcode or name */
	const char *name;       /* output only */
	int64_t expected_milli; /* output only: on-hand before */
	int64_t qty_milli;      /* signed change of on-hand */
	int64_t counted_milli;  /* kind count: what was there */
	int64_t on_hand_milli;  /* output only: after */
	int64_t item_no;
	const char *place;      /* asked: "count.csv:3", for messages */
};
struct pos_stock_move {
	const char *kind;       /* receive|count|adjust|waste */
	const char *location;
	const char *reason;     /* NULL: none */
	const char *reference;  /* delivery note */
	const struct pos_stock_line *lines;
	size_t lines_count;
};
extern const struct pos_record pos_stock_move_record, pos_stock_line_record;
extern const struct pos_event_kind pos_stock_moved;

/*
 * Inside a change: check, record, apply.  In `asked` a line has item and, as
 * the person gave it, qty_milli (received or wasted: above zero; adjusted:
 * signed) or counted_milli.  *done, in pool, is what happened.  Needs
 * POS_RIGHT_STOCK; only items that are tracked and have no recipe have stock;
 * an item may be counted once in a count.
 */
POS_MUST enum pos_status pos_stock_move(struct pos_shop *shop,
    const struct pos_stock_move *asked, struct pos_pool *pool,
    struct pos_stock_move *done, struct pos_err *err);

/* Sold out, or back: event "soldout.set" (pos_soldout_set in menu.h) */
struct pos_soldout_line {
	const char *item;         /* code, or */
	const char *option_group; /* the choice of a group */
	const char *choice;
	int64_t item_no;
};
struct pos_soldout {
	bool sold_out;
	const struct pos_soldout_line *lines; /* those that changed */
	size_t lines_count;
};
extern const struct pos_record pos_soldout_record, pos_soldout_line_record;
/* what: items (code, barcode, name) and choices ("milk=oat"); *done in pool
 * lists those that were not so before, and is recorded when it is not empty. */
POS_MUST enum pos_status pos_soldout_mark(struct pos_shop *shop,
    bool sold_out, const char *const *what, size_t count,
    struct pos_pool *pool, struct pos_soldout *done, struct pos_err *err);

struct pos_level {
	const char *item;
	const char *name;
	const char *location;
	int64_t on_hand_milli;
	int64_t reserved_milli;
	int64_t available_milli;
	int64_t low_milli;
	bool low;      /* available is at or below low_milli */
	bool sold_out; /* flagged, or nothing left and the policy is block */
};
extern const struct pos_record pos_level_record;
/*
 * Each level in order of item and location, texts valid during the call.
 * item_no 0: all tracked items.  location NULL: wherever something is or
 * was, and POS_LOCATION for what never moved.
 */
POS_MUST enum pos_status pos_levels(struct pos_shop *shop, int64_t item_no,
    const char *location, enum pos_status (*each)(void *,
    const struct pos_level *, struct pos_err *), void *arg,
    struct pos_err *err);

struct pos_move { /* type "move" */
	int64_t at;
	int64_t day;
	const char *item;
	const char *name;
	const char *location;
	const char *kind;
	int64_t qty_milli;
	const char *ref;    /* "2026-03-14/17", or the delivery note */
	const char *reason;
	const char *staff;
	int64_t till;
	int64_t seq;        /* of the entry in the till's journal */
	int64_t n;          /* within the entry */
};
extern const struct pos_record pos_move_record;
struct pos_move_filter {
	int64_t item_no;  /* 0: any */
	int64_t since;    /* ms, inclusive */
	int64_t until;    /* ms, exclusive */
	int64_t day;      /* 0: any */
	const char *kind; /* NULL: any */
};
/* In order of time; texts valid during the call. */
POS_MUST enum pos_status pos_moves(struct pos_shop *shop,
    const struct pos_move_filter *filter, enum pos_status (*each)(void *,
    const struct pos_move *, struct pos_err *), void *arg,
    struct pos_err *err);

/*
 * Everything of the branch that a new order could not have now, in a fixed
 * order: what is flagged, what has nothing left under policy block, and what
 * needs a part of either kind, or more of it than is left.
 */
struct pos_missing {
	const char *item;         /* code, or */
	const char *option_group; /* the choice of a group */
	const char *choice;
	const char *name;
	const char *reason;       /* flag|stock|part */
	const char *part;         /* reason part: code of what is missing */
	int64_t at;               /* output: when it was noticed */
};
/* The same fields as types "stock.soldout" and "stock.back". */
extern const struct pos_record pos_soldout_news, pos_back_news;
POS_MUST enum pos_status pos_missing_list(struct pos_shop *shop,
    struct pos_pool *pool, struct pos_missing **list, size_t *count,
    struct pos_err *err);
/* By item, group and choice, as the list is ordered. */
int pos_missing_cmp(const struct pos_missing *a, const struct pos_missing *b);

/*
 * For verify: is on-hand the sum of movements everywhere?  POS_DATA names
 * the first that is not: "stock of 'cake' at 'shop' is 3, its movements add
 * up to 4".
 */
POS_MUST enum pos_status pos_stock_check(struct pos_shop *shop,
    struct pos_err *err);

#endif
