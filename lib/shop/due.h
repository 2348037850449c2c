/*
 * due.h - lists of what is coming up: birthdays, renewals, points that
 * expire, members who stopped coming.
 *
 * Birthdays are sealed with each member's own key, and nothing about them
 * stands anywhere else: not even a keyed hash of the day, since members who
 * share one would share the hash, and how many do tells the holidays and the
 * first of January apart.  The list opens every member once: a few
 * microseconds each, for a job of once a day.
 */
#ifndef POS_SHOP_DUE_H
#define POS_SHOP_DUE_H

#include "shop/spine.h"

#define POS_DUE_KINDS "birthdays|renewals|points|lapsed"

struct pos_due {            /* type "due" */
	const char *what;   /* one of POS_DUE_KINDS */
	const char *member; /* code */
	int64_t member_no;
	int64_t day;       /* birthday this time, last day of the term or
	                       * the points, last visit */
	int64_t days;      /* from today to it; since, for lapsed */
	int64_t count;     /* points that expire, visits of lapsed */
	const char *level; /* code; renewals: that was bought */
	bool consent;      /* takes messages */
};
extern const struct pos_record pos_due_record;

struct pos_due_ask {
	const char *what;
	int64_t within; /* days from today on, today included */
	int64_t days;   /* lapsed: no visit for so many */
	/* how far a list that takes long is; may be NULL */
	void (*progress)(void *, int64_t done, int64_t total);
	void *arg;
};
/*
 * In pool, by day, then number.  Erased and merged members are in none.  A
 * birthday of 29 February is on the 28th of other years.
 */
POS_MUST enum pos_status pos_due_list(struct pos_shop *shop,
    const struct pos_due_ask *ask, struct pos_pool *pool, struct pos_due **due,
    size_t *count, struct pos_err *err);
/* The occasion of a message about it, in pool: "birthday/2026",
 * "renewal/2026-12-31"; the same however often the list is made. */
char *pos_due_occasion(const struct pos_due *due, struct pos_pool *pool);

#endif
