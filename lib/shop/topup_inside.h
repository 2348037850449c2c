/*
 * topup_inside.h - what the files of top-ups share; others want topup.h.
 */
#ifndef POS_SHOP_TOPUP_INSIDE_H
#define POS_SHOP_TOPUP_INSIDE_H

#include "shop/ledger_inside.h"
#include "shop/topup.h"

struct topup_due { /* of the bonus: instalment n, on a day */
	int64_t n;
	int64_t due;
	int64_t bonus_minor;
};
struct topup_event {    /* of all three kinds */
	int64_t number; /* of the day and branch */
	int64_t owner;
	const char *account;
	const char *method;
	int64_t amount_minor;
	int64_t bonus_minor;
	int64_t points;
	int64_t until; /* of the points */
	const char *plan;
	const char *reference;
	const struct topup_due *dues;
	size_t dues_count;
	/* given back */
	const char *of;
	int64_t of_branch, of_day, of_number;
	const char *reason;
	const char *approved_by;
};

#define TOPUP_TEXT 32
char *topup_text(char *text, int64_t day, int64_t number);
/* The code of its owner, in pool. */
const char *topup_account(int64_t owner, struct pos_pool *pool);
/* The next number of shop's day. */
POS_MUST enum pos_status
topup_number(struct pos_shop *shop, int64_t *number, struct pos_err *err);
/* Cash into the drawer (out of it: negative), where a shift is open; POS_
 * REFUSED where one is demanded.  why: the text of the top-up. */
POS_MUST enum pos_status
topup_drawer(struct pos_shop *shop, const char *method, int64_t amount_minor,
    const char *why, struct pos_pool *pool, struct pos_err *err);
/* One row of topup, by what the user wrote. */
struct topup_row {
	int64_t branch, day, number, owner;
	const char *method, *plan;
	int64_t amount_minor, bonus_minor, points;
	int64_t back_minor, back_bonus_minor, back_points;
	bool is_back;
};
POS_MUST enum pos_status topup_find(struct pos_shop *shop, const char *text,
    struct pos_pool *pool, struct topup_row *row, struct pos_err *err);
/* The answer of a change, from its event. */
POS_MUST enum pos_status
topup_answer(struct pos_shop *shop, const struct topup_event *event,
    struct pos_pool *pool, struct pos_topup *topup, struct pos_err *err);

#endif
