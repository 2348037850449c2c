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

/* What one promotion took off a line. */
struct pos_line_offer {
	const char *promo;
	int64_t off_minor;
};
/* So many units of a line, all alike, had so much off together. */
struct pos_line_share {
	int64_t qty_milli;
	int64_t off_minor;
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
	/* What promotions took off, a part of discount_minor (see offer.h) */
	const struct pos_line_offer *offers;
	size_t offers_count;
	const struct pos_line_share *shares; /* unit by unit, least off first */
	size_t shares_count;
	int64_t hand_minor;     /* of the discount, what a person gave, where
	                         * the line has offers too */
	const char *given_by;   /* a gift of this promotion */
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
	/* of accounts (see ledger.h); absent for money from outside */
	const char *account;    /* number of a gift card; NULL: the member's */
	int64_t points;         /* points that were paid, or came back (< 0) */
	int64_t principal_minor; /* of amount, for stored value: paid for, */
	int64_t bonus_minor;     /* and given on top */
	/* what follows for the member where this payment settles the sale */
	int64_t earned_points;  /* negative: taken back for a return */
	int64_t spent_back;     /* return: points of promotions come back */
	int64_t earned_until;   /* day they can be used to; 0: for ever */
};

/* How good the price is. */
struct pos_sale_best {
	bool optimal;           /* proved: no legal combination is lower */
	int64_t gap_minor;      /* at most so much lower could there be one */
	int64_t list_minor;     /* before promotions */
};

/* What a promotion did to a sale: see offer.h. */
struct pos_offer {
	const char *promo;      /* code of the rule */
	int64_t version;        /* of its text */
	const char *name;       /* receipt label then */
	int64_t amount_minor;   /* taken off, over all lines */
	int64_t applications;
	int64_t units_milli;    /* that were discounted */
	int64_t points;         /* of the member, spent on it */
	int64_t earn_points;    /* on completion, beside what is usual */
	int64_t earn_rate_ppm;  /* likewise, of what is usual */
	const char *coupon;     /* its number (not its code), "SPRING/17" */
	const char *gift;       /* item that is given, */
	int64_t gift_milli;     /* so much of it */
	bool by_method;         /* holds only when paid as `pay_by` says */
	bool by_member;         /* counted per member too */
	const char *funded_by;  /* NULL: the shop */
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
	/* people and promotions: see offer.h */
	const char *member;     /* code of the member it belongs to */
	int64_t member_no;
	bool promoted;          /* promotions were asked for: changes of the
	                         * sale price it again */
	const char **promo_codes; /* entered; not those of coupons */
	size_t promo_codes_count;
	const char **coupons;   /* numbers of coupons that were entered */
	size_t coupons_count;
	const char *pay_by;     /* it will be paid by this method */
	int64_t want_points;    /* to pay with points: -1 as many as allowed */
	const char *group_buy;  /* id of the group the order belongs to */
	const struct pos_offer *offers;
	size_t offers_count;
	const struct pos_sale_best *best; /* NULL: not priced by promotions */
	bool taxes_kept;        /* taxes are those that are there: of prices
	                         * with tax, or of a return */
	int64_t points_earned;  /* output only: on completion */
	const char *warning;    /* output only: stock short, policy warn */
	/* events only */
	int64_t branch_no, till_no, staff_no, state_no, order_type_no;
	int64_t last_n;         /* highest line number ever used */
	bool restock;           /* return: back on the shelf */
	const char *asked;      /* import: hash of the order as it came */
};

/* Type "sale": what programs print, and what receipts are made from. */
extern const struct pos_record pos_sale_record;
extern const struct pos_record pos_quote_record; /* a sketch: type "quote" */
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
struct pos_order_customer { /* as far as the channel tells */
	const char *id;         /* the channel's own for this person */
	const char *phone;      /* one that is masked counts as not told */
	const char *name;
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
	const struct pos_order_customer *customer; /* becomes a member */
	int64_t total_minor;    /* checked against ours when given */
	bool has_total;
};
extern const struct pos_record pos_order_record, pos_order_line_record;

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
 * content.  asked: hash in hex of the order as it came, less its customer.
 */
POS_MUST enum pos_status pos_sale_import(struct pos_shop *shop,
    const struct pos_order *order, const char *asked, struct pos_pool *pool,
    struct pos_sale *sale, bool *again, struct pos_err *err);

/* A sale in memory only, with lines and totals at list prices, for a quote:
 * no rights are asked, no stock, and it has no id. */
POS_MUST enum pos_status pos_sale_sketch(struct pos_shop *shop,
    const struct pos_order *order, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err);

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
		POS_EDIT_MEMBER, /* n: member_no, text: code; 0: nobody */
		POS_EDIT_PROMOTE,/* n: 1 price by promotions, 0 list prices */
		POS_EDIT_CODE,   /* text: promotion code */
		POS_EDIT_COUPON, /* text: number of a coupon */
		POS_EDIT_UNCODE, /* text: a code or coupon number goes */
		POS_EDIT_PAY_BY, /* text: method, or NULL */
		POS_EDIT_POINTS, /* n: points to pay with; -1: all; 0: none */
		POS_EDIT_GROUP,  /* text: group buy, or NULL */
	} kind;
	int64_t n;
	int64_t qty_milli;
	int64_t amount_minor;
	int64_t rate_ppm;
	const char *text;
	struct pos_order_line line;
};
/* One edit of who buys and of codes, to a sale in memory. */
POS_MUST enum pos_status pos_sale_enter(struct pos_shop *shop,
    struct pos_sale *sale, const struct pos_edit *edit, struct pos_pool *pool,
    struct pos_err *err);
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
