/*
 * pay.h - money in and out: payments, refunds, the drawer.
 *
 * A payment is toward a sale; its amount never is more than what is due,
 * what is handed over beyond comes back as change (cash) or is refused.
 * Cash rounding belongs to the last payment: when it settles the sale in
 * cash, the due amount is rounded to the smallest coin and the difference
 * stands in rounding_minor.  Tips are beside the amount.  A sale completes
 * when nothing is due: stock is taken, the roll-ups are written.
 */
#ifndef POS_SHOP_PAY_H
#define POS_SHOP_PAY_H

#include "shop/sale.h"
#include "shop/staff.h"

struct pos_pay_want {
	const char *method;     /* "cash", or any code for outside payments */
	int64_t amount_minor;   /* 0: all that is due */
	int64_t tendered_minor; /* cash; 0: exact */
	int64_t tip_minor;
	const char *reference;
	const char *card; /* method "gift": its number, as typed */
	int64_t points;   /* method "points": so many; 0: by amount */
	bool partial;     /* accounts: pay what there is */
};

/*
 * Decide one payment against the sale (loaded, or being built): fills *pay.
 * Reads method numbers and settings, changes nothing.  POS_REFUSED: already
 * paid ("sale 17 is paid already"), void, too little tendered ("20.00
 * tendered, 38.50 due"), more than is due by a method that gives no change.
 */
POS_MUST enum pos_status pos_pay_decide(struct pos_shop *shop,
    const struct pos_sale *sale, const struct pos_pay_want *want,
    struct pos_payment *pay, struct pos_err *err);
/* For apply only: write the payment of an event, complete the sale when it
 * settles it; used by sale.new (payments inside) and pay.take. */
POS_MUST enum pos_status pos_pay_apply(struct pos_shop *shop,
    const struct pos_entry *entry, const struct pos_id *sale_id,
    const struct pos_payment *pay, struct pos_err *err);

/*
 * The same with the document in memory: its lines with numbers, choices and
 * taxes, and all payments up to this one (later ones are not looked at).
 * sale->state_no is that before the payment.
 */
POS_MUST enum pos_status pos_pay_apply_doc(struct pos_shop *shop,
    const struct pos_entry *entry, const struct pos_sale *sale,
    const struct pos_payment *pay, struct pos_err *err);

/* As the last, for a sale that its own event settles at once: it stands in
 * no list of open sales and has reserved nothing. */
POS_MUST enum pos_status pos_pay_apply_fresh(struct pos_shop *shop,
    const struct pos_entry *entry, const struct pos_sale *sale,
    const struct pos_payment *pay, struct pos_err *err);

/* Decide, record, apply; *sale is the document afterwards. */
POS_MUST enum pos_status pos_pay_take(struct pos_shop *shop,
    const struct pos_id *sale_id, const struct pos_pay_want *want,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err);
/*
 * Give money back on a return (its total is negative: up to what is due), or
 * on a paid sale itself (amount required).  Never more than was paid on the
 * original, over all its returns and refunds; amount_minor is positive.
 */
POS_MUST enum pos_status pos_pay_refund(struct pos_shop *shop,
    const struct pos_id *sale_id, const struct pos_pay_want *want,
    const struct pos_approval *approval, const char *reason,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err);

/* What stands in the column `more` of a payment's row, into it. */
POS_MUST enum pos_status pos_pay_more_read(struct pos_payment *pay,
    const char *text, struct pos_pool *pool, struct pos_err *err);

/* Numbers of methods: "cash" is 1; new ones come with their first event. */
extern const struct pos_event_kind pos_pay_taken, pos_pay_refunded;

/* Payments as they are listed: type "payment". */
struct pos_paid {
	const char *sale; /* id */
	int64_t number;
	const char *currency;
	struct pos_payment pay; /* its fields stand beside those above */
};
extern const struct pos_record pos_paid_record;
/* Those of a sale; those of the sales of a business day, in order. */
POS_MUST enum pos_status
pos_paid_of(struct pos_shop *shop, const struct pos_id *id,
    enum pos_status (*each)(void *, const struct pos_paid *, struct pos_err *),
    void *arg, struct pos_err *err);
POS_MUST enum pos_status pos_paid_day(struct pos_shop *shop, int32_t day,
    enum pos_status (*each)(void *, const struct pos_paid *, struct pos_err *),
    void *arg, struct pos_err *err);

/* The drawer of a till, from opening float to count: type "shift". */
struct pos_shift {
	const char *till;
	int64_t shift;
	int64_t day; /* of its opening */
	int64_t opened_at;
	const char *opened_by;
	int64_t float_minor;
	int64_t payments;
	int64_t sales_minor; /* cash taken less change, tips with it */
	int64_t refunds_minor;
	int64_t in_minor;
	int64_t out_minor;
	int64_t expected_minor;
	int64_t no_sales; /* drawer openings without a sale */
	bool counted;
	int64_t counted_minor;
	int64_t difference_minor; /* counted - expected */
	int64_t pulled_at;        /* takes no more money since; 0: it does */
	int64_t closed_at;        /* 0: not yet */
	const char *closed_by;
};
extern const struct pos_record pos_shift_record;
extern const struct pos_record pos_shift_part; /* inside other records */
extern const struct pos_event_kind pos_shift_opened, pos_shift_moved,
    pos_shift_counted, pos_shift_closed;

/*
 * Changes to the drawer of shop's till (inside a change); *shift is what it
 * then is, texts in pool.  One shift at a time takes a till's money; a pulled
 * one is counted and closed later by its number.
 */
POS_MUST enum pos_status pos_shift_open(struct pos_shop *shop,
    int64_t float_minor, const char *opened_by, struct pos_pool *pool,
    struct pos_shift *shift, struct pos_err *err);
/* kind: in, out, or drawer (opened without a sale: amount 0). */
POS_MUST enum pos_status pos_shift_move(struct pos_shop *shop, const char *kind,
    int64_t amount_minor, const char *reason, struct pos_pool *pool,
    struct pos_shift *shift, struct pos_err *err);
/* Pull the drawer and, with counted not NULL, say what is in it.  no 0: the
 * one that takes money, else the last that is not closed. */
POS_MUST enum pos_status
pos_shift_count(struct pos_shop *shop, int64_t no, const int64_t *counted_minor,
    struct pos_pool *pool, struct pos_shift *shift, struct pos_err *err);
/* counted NULL: as it was counted before (POS_REFUSED: it was not). */
POS_MUST enum pos_status
pos_shift_close(struct pos_shop *shop, int64_t no, const int64_t *counted_minor,
    struct pos_pool *pool, struct pos_shift *shift, struct pos_err *err);

/* A shift of shop's till; no 0: the last.  POS_END: none. */
POS_MUST enum pos_status pos_shift_load(struct pos_shop *shop, int64_t no,
    struct pos_pool *pool, struct pos_shift *shift, struct pos_err *err);
/* All shifts opened on the days from..to, or (from 0) not closed yet. */
POS_MUST enum pos_status pos_shift_list(struct pos_shop *shop, int32_t from,
    int32_t to, struct pos_pool *pool, struct pos_shift **shifts, size_t *count,
    struct pos_err *err);
/* Take out what tells how much should be in a drawer not yet closed. */
void pos_shift_blind(struct pos_shift *shift);

#endif
