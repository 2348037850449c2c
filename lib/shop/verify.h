/*
 * verify.h - is the store what its journal says, and whole?
 */
#ifndef POS_SHOP_VERIFY_H
#define POS_SHOP_VERIFY_H

#include "shop/spine.h"

struct pos_verify { /* type "verify": what was checked and found good */
	const char *store;
	int64_t entries;   /* of the journal */
	int64_t tills;     /* chains of the journal */
	int64_t sales;
	int64_t open;      /* sales that are not finished */
	int64_t movements; /* of stock */
	int64_t days;      /* with roll-ups */
	bool deep;         /* the tables are those of a replay */
};
extern const struct pos_record pos_verify_record;

/*
 * Of one state of the store, in this order, and the first fault is named
 * (POS_DATA): the file itself; the chains of the journal; order numbers
 * without gaps, and the list of open sales; on-hand against movements,
 * reserved against open sales; the roll-ups; accounts against their ledgers.
 */
POS_MUST enum pos_status pos_verify(struct pos_shop *shop,
    struct pos_verify *done, struct pos_err *err);

/*
 * Replay the journal into a store in a temporary folder and compare all
 * tables; POS_DATA names the first row that differs.
 */
POS_MUST enum pos_status pos_verify_deep(struct pos_shop *shop,
    void (*progress)(void *, int64_t done), void *arg, struct pos_err *err);

#endif
