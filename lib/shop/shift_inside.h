/*
 * shift_inside.h - what the files of the drawer share; others want pay.h.
 */
#ifndef POS_SHOP_SHIFT_INSIDE_H
#define POS_SHOP_SHIFT_INSIDE_H

#include "shop/pay.h"

/* Data of all events of a shift; each kind records some of it. */
struct shift_event {
	int64_t shift;       /* 0: the drawer of a till without a shift */
	int64_t float_minor;
	const char *staff;   /* whose shift it is; who closed it */
	int64_t staff_no;
	const char *move;    /* in|out|drawer */
	int64_t amount_minor;
	const char *reason;
	bool counted;
	int64_t counted_minor;
	int64_t expected_minor;
	int64_t difference_minor;
};

enum shift_which {
	SHIFT_LAST,     /* with the highest number */
	SHIFT_TAKING,   /* takes money now */
	SHIFT_UNCLOSED, /* takes money, else the last that is not closed */
	SHIFT_NUMBER,
};
/* A shift of shop's till.  POS_END: none. */
POS_MUST enum pos_status shift_find(struct pos_shop *shop,
    enum shift_which which, int64_t no, struct pos_pool *pool,
    struct pos_shift *shift, struct pos_err *err);

#endif
