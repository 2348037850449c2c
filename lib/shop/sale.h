/*
 * sale.h - a sale: the document, and everything that may happen to it.
 *
 * A sale belongs to a branch and business day and has a number there,
 * drawn in the committing transaction, without gaps.  Its id is a UUIDv7 made
 * of its instant, branch, till, day and number.  Amounts of a line:
 *
 *   total_minor = round_half_up((price + choices) * qty) - discount
 *
 * Tax is computed per rate over the document (see tax.h).  A return is a
 * sale of its own with negative quantities, linked by `of`.
 */
#ifndef POS_SHOP_SALE_H
#define POS_SHOP_SALE_H

#include "base/ident.h"
#include "rec/field.h"
#include "shop/menu.h"

#define POS_SALE_LINES_MAX 500
#define POS_SALE_PAYMENTS_MAX 100

enum pos_sale_state { /* numbers are stored */
	POS_SALE_OPEN = 1,
	POS_SALE_HELD = 2,
	POS_SALE_COMPLETED = 3,
	POS_SALE_VOID = 4,
};
const char *pos_sale_state_name(int64_t state);
int64_t pos_order_type_no(const char *name); /* 0: none such */
const char *pos_order_type_name(int64_t no);

struct pos_line_choice {
	const char *option_group;
	const char *code;
	const char *name;
	int64_t price_minor;
};

struct pos_sale_line {
	int64_t n;              /* from 1; stays when others are removed */
	const char *item;       /* code */
	const char *name;
	const char *variant;    /* of the item: "large"; NULL: none */
	int64_t qty_milli;
	int64_t price_minor;    /* of one, without choices */
	const struct pos_line_choice *choices;
	size_t choices_count;
	int64_t discount_minor;
	bool gift;
	const char *note;
	const char *tax;        /* code of the class */
	int64_t total_minor;
	int64_t of_n;           /* return: line of the original */
	int64_t back_milli;     /* output only: returned so far */
	int64_t back_minor;     /* and what that came to */
	const char *station;    /* output only */
	int64_t item_no;        /* events only */
	int64_t tax_no;         /* events only */
};

struct pos_sale_tax {
	const char *name;
	int64_t rate_ppm;
	bool inclusive;
	int64_t net_minor;
	int64_t tax_minor;
};

struct pos_payment {
	int64_t n;
	int64_t at;
	int64_t day;            /* business day of the payment */
	const char *method;     /* "cash", "card", ... */
	int64_t amount_minor;   /* toward the sale; negative: given back */
	int64_t tendered_minor; /* cash: what was handed over */
	int64_t change_minor;
	int64_t tip_minor;      /* beside amount */
	int64_t rounding_minor; /* cash handed over less amount and tip */
	const char *reference;
	const char *till;
	const char *staff;
	/* events only */
	int64_t method_no, till_no, staff_no;
	bool is_cash;
	int64_t hour;           /* local hour, for the roll-up by hour */
};

struct pos_sale {
	const char *id;
	const char *branch;     /* codes */
	const char *till;
	const char *staff;
	int64_t day;
	int64_t number;
	int64_t at;
	const char *state;
	const char *order_type;
	const char *table;
	int64_t guests;
	const char *channel;    /* NULL: the counter */
	const char *external;   /* the channel's own order number */
	int64_t placed_at;      /* when it was ordered there; 0: not told */
	const char *label;      /* held under this name */
	const char *note;
	const char *pickup;     /* number to call out */
	const char *pickup_code;
	const char *of;         /* return: id of the original */
	const char *reason;     /* of a void or return */
	const char *currency;
	const struct pos_sale_line *lines;
	size_t lines_count;
	const struct pos_sale_tax *taxes;
	size_t taxes_count;
	int64_t discount_minor;
	int64_t tax_minor;      /* all of it, inclusive or not */
	int64_t total_minor;    /* what is to be paid */
	int64_t paid_minor;
	int64_t due_minor;      /* total - paid */
	int64_t change_minor;   /* over all payments */
	int64_t tip_minor;
	int64_t rounding_minor;
	int64_t refunded_minor; /* given back so far, over all returns */
	const struct pos_payment *payments;
	size_t payments_count;
	int64_t done_at;        /* completed; 0: not yet */
	const char *warning;    /* output only: stock short, policy warn */
	/* events only */
	int64_t branch_no, till_no, staff_no, state_no, order_type_no;
	int64_t last_n;         /* highest line number ever used */
	bool restock;           /* return: back on the shelf */
	const char *asked;      /* import: hash of the order as it came */
};

/* Type "sale": what programs print, and what receipts are made from. */
extern const struct pos_record pos_sale_record;
/* The same structs in events. */
extern const struct pos_record pos_sale_data, pos_payment_data;
extern const struct pos_record pos_payment_record;

/* What is asked for: from a command line, or as type "order" from outside. */
struct pos_order_line {
	const char *item;
	int64_t qty_milli;      /* 0 in JSON absent: 1000 */
	const char **options;   /* "oat" or "milk=oat" */
	size_t options_count;
	bool priced;            /* price_minor is given */
	int64_t price_minor;
	int64_t discount_minor;
	const char *note;
	bool gift;
};
struct pos_order_payment {
	const char *method;
	int64_t amount_minor;   /* 0: all that is due */
	int64_t tip_minor;
	const char *reference;
};
struct pos_order {
	const char *order_type; /* NULL: setting, else dine-in */
	const char *table;
	int64_t guests;
	const char *channel;
	const char *external;
	int64_t at;             /* when it was placed there; 0: now */
	const char *note;
	const struct pos_order_line *lines;
	size_t lines_count;
	const struct pos_order_payment *payments;
	size_t payments_count;
	int64_t total_minor;    /* checked against ours when given */
	bool has_total;
};
extern const struct pos_record pos_order_record;

/* ITEM[:QTY][@PRICE][+OPTION]..., in pool: "latte:2+oat+less-ice",
 * "cheese:0.250", "misc@12.50".  places: decimals of the currency. */
POS_MUST enum pos_status pos_order_line_parse(struct pos_order_line *line,
    const char *text, int places, struct pos_pool *pool,
    struct pos_err *err);

/*
 * Which sale: a full id, a number of the open day ("17"), or "DAY/17".
 * POS_DATA when there is none like it.
 */
POS_MUST enum pos_status pos_sale_which(struct pos_shop *shop,
    const char *text, struct pos_id *id, struct pos_err *err);
/* The whole document, from the tables, in pool.  POS_DATA: none. */
POS_MUST enum pos_status pos_sale_load(struct pos_shop *shop,
    const struct pos_id *id, struct pos_pool *pool, struct pos_sale *sale,
    struct pos_err *err);
/* The day and number that an id carries, and back. */
int32_t pos_id_day(const struct pos_id *id);
int64_t pos_id_number(const struct pos_id *id);
void pos_sale_id(struct pos_id *id, int64_t at, int64_t branch, int64_t till,
    int32_t day, int64_t number);

extern const struct pos_event_kind pos_sale_made, pos_sale_changed,
    pos_sale_voided;

/*
 * Changes (inside a change): each decides, records, applies, and fills the
 * document as it then is.  Limits of the person at the till: a discount,
 * price, void or return beyond them needs approval (see staff.h).
 */
struct pos_approval; /* staff.h */
POS_MUST enum pos_status pos_sale_new(struct pos_shop *shop,
    const struct pos_order *order, const struct pos_approval *approval,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err);
/*
 * By channel and external: POS_OK with the sale that there is, *again set,
 * when the same order came before; POS_REFUSED when it came with other
 * content.  asked: hash in hex of the order as it came.
 */
POS_MUST enum pos_status pos_sale_import(struct pos_shop *shop,
    const struct pos_order *order, const char *asked, struct pos_pool *pool,
    struct pos_sale *sale, bool *again, struct pos_err *err);

/* One step of an edit of an open (or held) sale. */
struct pos_edit {
	enum pos_edit_kind {
		POS_EDIT_ADD,    /* line */
		POS_EDIT_REMOVE, /* n */
		POS_EDIT_QTY,    /* n, qty_milli */
		POS_EDIT_OPTIONS,/* n, line.options: replace its options */
		POS_EDIT_PRICE,  /* n, amount_minor: of one */
		POS_EDIT_OFF,    /* n, amount_minor: discount of the line */
		POS_EDIT_PERCENT,/* n, rate_ppm: discount of the line */
		POS_EDIT_GIFT,   /* n */
		POS_EDIT_NOTE,   /* n, or 0 for the whole; text (NULL: none) */
		POS_EDIT_TABLE,  /* text */
		POS_EDIT_GUESTS, /* qty_milli: number of guests */
		POS_EDIT_TYPE,   /* text: order type; reprices */
		POS_EDIT_HOLD,   /* text: label, may be NULL */
		POS_EDIT_RECALL,
	} kind;
	int64_t n;
	int64_t qty_milli;
	int64_t amount_minor;
	int64_t rate_ppm;
	const char *text;
	struct pos_order_line line;
};
POS_MUST enum pos_status pos_sale_edit(struct pos_shop *shop,
    const struct pos_id *id, const struct pos_edit *edits, size_t count,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err);
POS_MUST enum pos_status pos_sale_void(struct pos_shop *shop,
    const struct pos_id *id, const char *reason,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err);

struct pos_return_line {
	int64_t n;         /* line of the original */
	int64_t qty_milli; /* 0: all that is left of it */
};
/* A new sale with negative quantities; no lines: all that is left. */
POS_MUST enum pos_status pos_sale_return(struct pos_shop *shop,
    const struct pos_id *of, const struct pos_return_line *lines,
    size_t count, const char *reason, bool restock,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err);

#endif
