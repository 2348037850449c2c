/*
 * ledger_inside.h - what the files of the accounts share; others want
 * ledger.h.
 *
 * The ledger is the truth: what a row did to each lot of points stands in
 * it, so that balances and lots can be summed up again, and a taking be
 * undone lot by lot.
 */
#ifndef POS_SHOP_LEDGER_INSIDE_H
#define POS_SHOP_LEDGER_INSIDE_H

#include "shop/points.h"

struct ledger_account {
	int64_t owner;  /* after following heirs */
	int64_t seq;    /* of its last row; 0: it has none */
	int64_t points; /* those that expired and were not yet swept too */
	int64_t owed;   /* to be taken from what comes in next */
	int64_t principal_minor;
	int64_t bonus_minor;
};
/* Where owner's account leads to; one that has no row yet is all zero. */
POS_MUST enum pos_status ledger_load(struct pos_shop *shop, int64_t owner,
    struct ledger_account *account, struct pos_err *err);

/* A row being made: what changes, and by which lots. */
struct ledger_row {
	const char *kind;
	int64_t points, owed, principal_minor, bonus_minor;
	const char *ref;
	struct pos_buf lots; /* released by ledger_add() */
};
/* Append the row and move the balances; POS_BUG where one would fall below
 * zero: who decided did not check. */
POS_MUST enum pos_status ledger_add(struct pos_shop *shop,
    const struct pos_entry *entry, struct ledger_account *account,
    struct ledger_row *row, struct pos_err *err);

struct ledger_lot {
	int64_t until; /* last day; 0: no end */
	int64_t points;
};
struct ledger_lots { /* first to expire first */
	struct ledger_lot *lot;
	size_t count, cap;
};
POS_MUST enum pos_status ledger_lots_load(struct pos_shop *shop, int64_t owner,
    struct ledger_lots *lots, struct pos_err *err);
void ledger_lots_release(struct ledger_lots *lots);
/* Add to the lot with this last day, kept in order. */
void ledger_lots_add(struct ledger_lots *lots, int64_t until, int64_t points);
/* The text of a row's lots, added up. */
POS_MUST enum pos_status ledger_lots_read(struct ledger_lots *lots,
    const char *text, struct pos_err *err);
/* Can the lot be used on this day? */
bool ledger_usable(const struct ledger_lot *lot, int64_t day);
/* Change one lot of the account, in its table and in the row. */
POS_MUST enum pos_status ledger_lot_change(struct pos_shop *shop, int64_t owner,
    int64_t until, int64_t points, struct ledger_row *row, struct pos_err *err);
/*
 * Take points from the lots that can be used on the day, first to expire
 * first; *left is what was not there.
 */
POS_MUST enum pos_status
ledger_lots_take(struct pos_shop *shop, int64_t owner, int64_t day,
    int64_t points, struct ledger_row *row, int64_t *left, struct pos_err *err);
/* Put points into lots; what the account owes is paid first, out of those
 * that expire first.  Fills row's points and owed. */
POS_MUST enum pos_status ledger_lots_put(struct pos_shop *shop,
    struct ledger_account *account, const struct ledger_lots *what,
    struct ledger_row *row, struct pos_err *err);

/* Kinds of rows; those of one class undo each other under the same ref. */
enum ledger_class { LEDGER_SPENT, LEDGER_EARNED, LEDGER_PAID };
enum ledger_class ledger_class(const char *kind);
/*
 * What was taken under a ref and not given back yet: *net points, and by
 * lot.  owner as it was then: what its heirs gave back counts.
 */
POS_MUST enum pos_status ledger_taken(struct pos_shop *shop, int64_t owner,
    const char *ref, enum ledger_class class, struct ledger_lots *lots,
    int64_t *net, struct pos_err *err);

/* The rule of a level ("": everybody's).  POS_END: none. */
POS_MUST enum pos_status earn_rule_get(struct pos_shop *shop, const char *level,
    struct pos_pool *pool, struct pos_earn *rule, struct pos_err *err);
/* Last day of what is earned on day; 0: no end. */
int64_t earn_until(const struct pos_earn *rule, int64_t day);
/* What this sale, paid so, earns. */
POS_MUST enum pos_status earn_of(struct pos_shop *shop,
    const struct pos_sale *sale, const struct pos_payment *last,
    int64_t *points, int64_t *until, struct pos_err *err);

/* A member's sale in member_sale. */
struct member_sale {
	bool there;
	int64_t member_no; /* whose it is by now */
	int64_t earned;
	int64_t until;
	int64_t back_earned; /* millionths, over all returns so far */
	int64_t back_spent;
};
POS_MUST enum pos_status
member_sale_get(struct pos_shop *shop, int64_t member_no,
    const struct pos_id *id, struct member_sale *row, struct pos_err *err);
/* Points in millionths that this return undoes. */
struct settle_part {
	int64_t earned, spent;
};
#define SETTLE_ONE 1000000
/* of: the sale that earned; sale: the return; or refund_minor given back on
 * `of` itself. */
POS_MUST enum pos_status settle_part(const struct pos_sale *of,
    const struct pos_sale *sale, int64_t refund_minor, int64_t earned,
    struct settle_part *part, struct pos_err *err);
/* The whole points of so many millionths: half up. */
int64_t settle_whole(int64_t millionths);

#endif
