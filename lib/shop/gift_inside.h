/*
 * gift_inside.h - what the files of gift cards share; others want gift.h.
 */
#ifndef POS_SHOP_GIFT_INSIDE_H
#define POS_SHOP_GIFT_INSIDE_H

#include "shop/gift.h"

#define GIFT_DIGITS 18     /* of a number that we make */
#define GIFT_FIRST '8'     /* its first: no payment card begins so */
#define GIFT_NUMBER_MIN 10 /* shorter ones could be guessed */
#define GIFT_CHARS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* As typed into the form that is hashed; false: no number of a card. */
bool gift_number_read(char out[POS_CARD_NUMBER], const char *typed);
char gift_check_digit(const char *digits, size_t len);
POS_MUST enum pos_status gift_by_no(struct pos_shop *shop, int64_t card_no,
    struct pos_pool *pool, struct pos_card *card, struct pos_err *err);
/* The number that we made for the card; "" for one printed elsewhere. */
POS_MUST enum pos_status
gift_number_of(struct pos_shop *shop, const struct pos_card *card,
    char number[POS_CARD_NUMBER], struct pos_err *err);

#endif
