/*
 * ledger.h - accounts: points, stored value, gift cards.
 *
 * Every change is a row of a ledger; a balance is their sum, kept beside it
 * and checked by verify.  Points are whole numbers in lots that expire, first
 * in first out.  Stored value is principal (paid for) and bonus (given on
 * top), kept apart.  No balance ever is below zero: who takes checks inside
 * the change that takes.
 */
#ifndef POS_SHOP_LEDGER_H
#define POS_SHOP_LEDGER_H

#include "shop/sale.h"
#include "shop/spine.h"

/* What can be spent on the shop's day, of a member. */
struct pos_balance {
	int64_t points;
	int64_t principal_minor;
	int64_t bonus_minor;
	int64_t owed; /* points that were taken back for a return
	                          * but were not there any more: what comes in
	                          * next pays them first */
};
/* owner: a member's number, or a gift card's (see gift.h), negative. */
POS_MUST enum pos_status pos_balance_of(struct pos_shop *shop, int64_t owner,
    struct pos_balance *balance, struct pos_err *err);

/*
 * For apply: points of a member move because of `ref` (the id of a sale,
 * of the original for a return).  points < 0 takes from the lots, first to
 * expire first; > 0 undoes a taking under the same ref (each lot gets back
 * what it gave; never more than was taken, which is POS_BUG).  The balance was
 * checked when it was decided.  kind: "spend" for promotions, both ways.
 */
POS_MUST enum pos_status pos_points_apply(struct pos_shop *shop,
    const struct pos_entry *entry, int64_t member_no, int64_t points,
    const char *kind, const char *ref, struct pos_err *err);
/* A new lot, usable up to day until (0: for ever). */
POS_MUST enum pos_status pos_points_lot_apply(struct pos_shop *shop,
    const struct pos_entry *entry, int64_t member_no, int64_t points,
    int64_t until, const char *kind, const char *ref, struct pos_err *err);

/* Take back what a sale earned (its lot until first); what is not there is
 * owed. */
POS_MUST enum pos_status pos_points_back_apply(struct pos_shop *shop,
    const struct pos_entry *entry, int64_t member_no, int64_t points,
    int64_t until, const char *ref, struct pos_err *err);

/*
 * The payment methods "points", "stored" and "gift" are accounts.  Decide
 * fills account (code of the member, or "c17" of a gift card), points,
 * principal and bonus of the payment; POS_REFUSED: not so much there;
 * POS_DATA: the sale has no member.  Called by pos_pay_decide() and for
 * refunds; apply by pos_pay_apply_doc().  A refund gives principal and bonus
 * (or points) back as they were paid, cumulatively, so that parts add up; never
 * more than the account paid on the original, over all its returns.
 */
bool pos_account_method(const char *method);
/* Has an account paid for it (so that its member has to stay)? */
bool pos_account_paid(const struct pos_sale *sale);
/*
 * amount_minor and method of pay are there; negative: a refund.  account: a
 * card's number as it was typed, or NULL: the member of the sale, and for a
 * refund the one account that paid.  partial: pay what there is, less than
 * amount_minor if need be.  points of pay may say how many instead (then
 * amount_minor is the most they may come to).
 */
POS_MUST enum pos_status pos_account_decide(struct pos_shop *shop,
    const struct pos_sale *sale, const char *account, bool partial,
    struct pos_payment *pay, struct pos_err *err);
POS_MUST enum pos_status pos_account_apply(struct pos_shop *shop,
    const struct pos_entry *entry, const struct pos_sale *sale,
    const struct pos_payment *pay, struct pos_err *err);

/*
 * When a payment settles the sale: what its member earns (by what was really
 * paid, by level, by offers with earn_points), or for a return gives back and
 * gets back, in proportion, so that the parts add up.  Decide fills
 * earned_points, spent_back, earned_until of the payment.
 */
POS_MUST enum pos_status pos_member_settle(struct pos_shop *shop,
    const struct pos_sale *sale, struct pos_payment *pay, struct pos_err *err);
/* For apply, when the sale completes, or when money is given back on a
 * completed one: ledgers, sums of the member. */
POS_MUST enum pos_status pos_member_settle_apply(struct pos_shop *shop,
    const struct pos_entry *entry, const struct pos_sale *sale,
    const struct pos_payment *pay, struct pos_err *err);

/* Has the member no completed sale yet? */
POS_MUST enum pos_status pos_member_first_order(struct pos_shop *shop,
    int64_t member_no, bool *first, struct pos_err *err);
/* Fill points_earned of a completed sale of a member. */
POS_MUST enum pos_status pos_sale_earned(struct pos_shop *shop,
    struct pos_sale *sale, struct pos_err *err);
/* For apply of a merge: all accounts and sales of from become into's. */
POS_MUST enum pos_status
pos_ledger_merge_apply(struct pos_shop *shop, const struct pos_entry *entry,
    int64_t from, int64_t into, struct pos_err *err);

/* Balances and lots are the sums of their ledgers, sums of members those of
 * their sales; POS_DATA names the first account that is not so. */
POS_MUST enum pos_status
pos_ledger_verify(struct pos_shop *shop, struct pos_err *err);
/* Of one completed sale: its member's row is there and says the same. */
POS_MUST enum pos_status pos_ledger_verify_sale(struct pos_shop *shop,
    const struct pos_sale *sale, struct pos_err *err);

#endif
