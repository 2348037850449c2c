/*
 * gift.h - gift cards: a number that somebody holds, and a balance.
 *
 * A card's code, "c17", is no secret and stands in payments and ledgers; its
 * number is.  The store keeps a keyed hash of the number and its last four
 * characters.  Numbers that we make are 18 digits (8, sixteen that follow
 * from the key file and the card's code, and a check digit by Luhn), so that
 * they can be shown again by whoever has the key file, and by nobody else.
 * Numbers printed elsewhere are registered as they are.
 */
#ifndef POS_SHOP_GIFT_H
#define POS_SHOP_GIFT_H

#include "shop/ledger.h"
#include "shop/staff.h"

#define POS_CARD_TEXT 24    /* room for "c17" */
#define POS_CARD_NUMBER 64  /* room for a number */
#define POS_CARDS_MAX 10000 /* made in one step */

struct pos_card {           /* type "card" */
	const char *card;   /* "c17" */
	const char *number; /* only where it is revealed */
	const char *last;   /* the last four of it */
	int64_t batch;
	int64_t balance_minor;
	const char *currency;
	int64_t until; /* last day; 0: no end */
	bool blocked;
	int64_t card_no;
};
extern const struct pos_record pos_card_record;

struct pos_card_batch { /* type "card.batch" */
	int64_t batch;
	int64_t count;
	const char *first, *last; /* codes of the cards */
	int64_t amount_minor;     /* on each */
	int64_t until;
	const char *currency;
	const char *method; /* what they were paid by; NULL: given */
};
extern const struct pos_record pos_card_batch_record;
extern const struct pos_event_kind pos_cards_made, pos_card_set,
    pos_cards_shown;

char *pos_card_code(char *text /* [POS_CARD_TEXT] */, int64_t card_no);
int64_t pos_card_no(const char *code); /* 0: no code of a card */
/* By number as typed (blanks and hyphens forgiven) or by code.  POS_END:
 * none; POS_DATA: a wrong check digit. */
POS_MUST enum pos_status pos_card_find(struct pos_shop *shop, const char *what,
    struct pos_pool *pool, struct pos_card *card, struct pos_err *err);
/* By number alone, as a payment wants: who pays holds the card.
 * POS_REFUSED: blocked, or past its last day. */
POS_MUST enum pos_status pos_card_pays(struct pos_shop *shop,
    const char *number, int64_t *card_no, struct pos_err *err);

/*
 * New cards (inside a change), right to change the menu: count of them, or
 * the given numbers.  amount is loaded on each: given away (as bonus) where
 * method is NULL; paid for, with a top-up, only on a single card.
 */
POS_MUST enum pos_status
pos_cards_make(struct pos_shop *shop, const char *const *numbers, size_t count,
    int64_t amount_minor, const char *method, int64_t until,
    struct pos_pool *pool, struct pos_card_batch *batch, struct pos_err *err);
/* Numbers of a batch are to be shown, which is recorded (right to
 * administer).  POS_DATA: no such batch. */
POS_MUST enum pos_status
pos_cards_show(struct pos_shop *shop, int64_t batch, struct pos_err *err);
/* Cards of a batch (0: all); reveal: with the numbers that we made. */
POS_MUST enum pos_status
pos_cards_of(struct pos_shop *shop, int64_t batch, bool reveal,
    enum pos_status (*each)(void *, const struct pos_card *, struct pos_err *),
    void *arg, struct pos_err *err);
/* Block or unblock, or another last day (-1: as it is). */
POS_MUST enum pos_status pos_card_change(struct pos_shop *shop,
    struct pos_card *card, bool blocked, int64_t until, struct pos_err *err);

#endif
