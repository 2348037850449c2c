/*
 * add.h - what the files of add share: the words of the offer, and the row
 * that they become.
 */
#ifndef POS_CMD_PROMO_ADD_H
#define POS_CMD_PROMO_ADD_H

#include "row.h"

struct promo_add {
	const struct pos_shop *shop;
	struct pos_pool *pool;
	struct promo_row row;
	const struct pos_select *select; /* --item and the like; NULL: none */
	/* options that a kind may take */
	const char *min, *buy, *free_from, *off, *total, *per_member;
	bool each;
	const char *label;  /* what the receipt calls it, unless --name */
};

/* add_options.c: what the options say; NULL: none of them was given. */
POS_MUST enum pos_status promo_add_take(struct promo_add *add,
    struct pos_err *err);
const char *promo_add_given(void);

/* The offer of the operands: "percent 20", "buy 2 get 1". */
POS_MUST enum pos_status promo_kind_read(struct promo_add *add, int argc,
    char **argv, struct pos_err *err);
bool promo_kind_is(const char *word);

/* A readable code for a rule of these words: "percent-20-cake". */
char *promo_code_of(const struct promo_add *add, int argc, char **argv);

#endif
