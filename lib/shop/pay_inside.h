/*
 * pay_inside.h - what the files of payments share; others want pay.h.
 */
#ifndef POS_SHOP_PAY_INSIDE_H
#define POS_SHOP_PAY_INSIDE_H

#include "shop/pay.h"

#define PAY_CASH 1 /* number of the method "cash" */

/* An event of one payment. */
struct pay_event {
	const char *sale; /* id */
	const struct pos_payment *payment;
	const char *reason; /* of a refund */
	const char *approved_by;
	/* Not recorded: the document, where the caller has it already. */
	const struct pos_sale *doc;
};

/* The number of a method: of an earlier payment of the sale, from the
 * store, or the next free one. */
POS_MUST enum pos_status
pay_method_no(struct pos_shop *shop, const struct pos_sale *sale,
    const char *code, int64_t *no, struct pos_err *err);
/* For apply: the method's row is there afterwards. */
POS_MUST enum pos_status pay_method_keep(struct pos_shop *shop,
    const struct pos_payment *pay, struct pos_err *err);

/* What is not paid yet, by the payments in the document. */
POS_MUST enum pos_status pay_due(const struct pos_sale *sale,
    struct pos_money *due, struct pos_err *err);
/* All but the amounts: who, when, where, by what. */
POS_MUST enum pos_status pay_start(struct pos_shop *shop,
    const struct pos_sale *sale, const struct pos_pay_want *want,
    struct pos_payment *pay, struct pos_err *err);
/* "sale 17" or "return 18", for messages; text has room for 32 bytes. */
/*
 * Accounts: pay_account.c, pay_back.c.  The owner in the ledger of the
 * account of a payment (0: none); what 100 points are worth (POS_REFUSED:
 * nothing); a payment back to the account that paid.
 */
int64_t pay_account_owner(const char *account);
POS_MUST enum pos_status
pay_points_value(struct pos_shop *shop, int64_t *value, struct pos_err *err);
/* A refund in money is at most what was paid in money: bonus, points and
 * gift cards do not become cash by a return. */
POS_MUST enum pos_status pay_money_back(struct pos_shop *shop,
    const struct pos_sale *sale, const struct pos_payment *pay,
    struct pos_err *err);
POS_MUST enum pos_status
pay_account_back(struct pos_shop *shop, const struct pos_sale *sale,
    const char *card, struct pos_payment *pay, struct pos_err *err);
/* pay_more.c: the column more of a payment, NULL: nothing to keep */
const char *pay_more_text(struct pos_buf *buf, const struct pos_payment *pay);
char *pay_what(char *text, const struct pos_sale *sale);
/* POS_REFUSED where the setting demands an open shift and there is none. */
POS_MUST enum pos_status
shift_demanded(struct pos_shop *shop, struct pos_err *err);

#endif
