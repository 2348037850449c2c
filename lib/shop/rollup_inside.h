/*
 * rollup_inside.h - what the files of the roll-ups share; others want
 * rollup.h.
 *
 * A roll-up in memory is a set of rows, found by their key through a hash
 * table.  Adding to the same day, hour or item a thousand times touches one
 * row.  Memory is kept from one change to the next.
 */
#ifndef POS_SHOP_ROLLUP_INSIDE_H
#define POS_SHOP_ROLLUP_INSIDE_H

#include "shop/rollup.h"

enum rollup_kind {
	ROLLUP_DAY,
	ROLLUP_HOUR,
	ROLLUP_ITEM,
	ROLLUP_PAY,
	ROLLUP_TAX,
	ROLLUP_PART,
	ROLLUP_SHIFT, /* the drawer that is open at a till; no day */
	ROLLUP_KINDS,
};
enum { /* which sum of a row; named alike in rollup_flush.c */
	DAY_SALES = 0, DAY_RETURNS, DAY_ITEMS, DAY_SOLD, DAY_RETURNED,
	DAY_DISCOUNT, DAY_TAX, DAY_GUESTS, DAY_VOIDS, DAY_VOID,
	SUM_SALES = 0, SUM_TOTAL,              /* hour, part */
	ITEM_QTY = 0, ITEM_TOTAL,
	PAY_PAYMENTS = 0, PAY_AMOUNT, PAY_REFUNDS, PAY_REFUND, PAY_TIP,
	PAY_ROUNDING,
	TAX_NET = 0, TAX_TAX,
	SHIFT_PAYMENTS = 0, SHIFT_SALES, SHIFT_REFUNDS,
};
enum { PART_TYPE, PART_CHANNEL, PART_STAFF, PART_TILL, PARTS };
extern const char *const rollup_parts[PARTS]; /* "type", ... */

#define ROLLUP_SUMS 10

struct rollup_row {
	enum rollup_kind kind;
	bool seen;        /* verify: the table has it */
	int64_t branch;
	int64_t day;
	int64_t number;   /* hour, item, method, rate_ppm, part, till */
	const char *text; /* name of the rate, value of the part; or "" */
	int64_t sum[ROLLUP_SUMS];
};

struct pos_rollup {
	struct rollup_row *row;
	size_t count, cap;
	uint32_t *slot;   /* index into row, plus one; 0: free */
	size_t slots;     /* a power of two, more than twice count */
	struct pos_pool *texts;
	/* Not sums, but with the same life: what this change knows already. */
	uint64_t methods; /* bit n: payment method n stands in its table */
};

/* How a kind is stored: its table, statement and names of sums. */
struct rollup_table {
	const char *name;
	const struct pos_sql *grow; /* update, the same; NULL: no need */
	const struct pos_sql *add;  /* upsert; keys, then sums */
	const struct pos_sql *rows; /* of a day; NULL: not verified */
	const char *number;         /* column of number; NULL: none */
	const char *text;           /* column of text; NULL: none */
	const char *const *sums;    /* ends with NULL */
};
extern const struct rollup_table rollup_tables[ROLLUP_KINDS];

struct pos_rollup *rollup_of(struct pos_shop *shop); /* made when needed */
/* The row with this key, new ones zero; valid until the next call. */
struct rollup_row *rollup_row(struct pos_rollup *rollup,
    enum rollup_kind kind, int64_t branch, int64_t day, int64_t number,
    const char *text);
void rollup_clear(struct pos_rollup *rollup);
void rollup_release(struct pos_rollup *rollup); /* NULL is fine */
int rollup_order(const void *a, const void *b);  /* for qsort(), by key */

#endif
