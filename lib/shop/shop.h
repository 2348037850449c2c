/*
 * shop.h - one command at work: which store, branch, till, person and time.
 *
 * pos_shop_open() opens the store, reads the settings and finds branch, till
 * and staff; everything in lib/shop takes the result.  Ownership: texts in
 * struct pos_shop live until pos_shop_close().  Results that functions of
 * lib/shop allocate live in the pool that they are given.
 */
#ifndef POS_SHOP_SHOP_H
#define POS_SHOP_SHOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/money.h"
#include "store/store.h"

struct pos_menu_cache;
struct pos_rollup;

struct pos_shop {
	struct pos_store *store;
	struct pos_pool *pool;   /* texts below */
	const char *name;        /* of the shop */
	const char *currency;    /* ISO 4217 */
	int places;              /* decimals of the currency */
	const char *language;    /* "en", "zh": receipts */
	int64_t branch;          /* number; branch 1 is made by init */
	const char *branch_code;
	int64_t till;
	const char *till_code;
	int64_t staff;           /* 0: nobody named */
	const char *staff_code;  /* NULL: nobody named */
	const char *zone;        /* of the branch */
	int cutoff_minutes;
	int64_t cash_step_minor; /* smallest coin; 0: no cash rounding */
	bool tax_inclusive;      /* of classes that do not say */
	const char *order_type;  /* of sales that do not say */
	bool shift_required;     /* no cash without an open shift */
	bool discount_gross;     /* promotions act on prices with tax */
	bool promo_now;          /* and are open by the clock, not by when the
	                          * order was made */
	int64_t now;             /* ms; read again by pos_shop_tick() */
	int64_t fixed_at;        /* ms: now stays this; 0: it is the clock's */
	int32_t day;             /* open business day of now (see day.h) */
	/* of this command */
	const char *key;         /* idempotency key, or NULL */
	bool dry_run;            /* record, then roll back */
	int64_t entries;         /* recorded since it was opened */
	struct pos_buf recorded; /* dry run: the entries, one a line */
	struct pos_buf scratch;  /* data of the event being recorded */
	struct pos_menu_cache *menu; /* owned by menu_find.c */
	struct pos_rollup *rollup;   /* owned by rollup.c */
};

struct pos_shop_options {
	const char *location; /* NULL: the default store */
	const char *branch;   /* code; NULL: setting or the first */
	const char *till;     /* code; NULL: the branch's first */
	const char *staff;    /* code; NULL: nobody */
	const char *key;
	bool dry_run;
	int64_t at;           /* ms: as if now were then; 0: pos_now() */
};

/*
 * POS_CONFIG: no store, no such branch or till, or, for POS_STORE_WRITE, one
 * that is inactive; POS_NOPERM: staff unknown or
 * inactive, or nobody named in a shop that requires it, for POS_STORE_WRITE.
 * A dry run needs POS_STORE_WRITE too.  After a failure there is nothing to
 * close.
 */
POS_MUST enum pos_status pos_shop_open(struct pos_shop *shop,
    const struct pos_shop_options *options, enum pos_store_mode mode,
    struct pos_err *err);
void pos_shop_close(struct pos_shop *shop);
/* Read the clock and the open day again: before each group of a stream. */
POS_MUST enum pos_status pos_shop_tick(struct pos_shop *shop,
    struct pos_err *err);
/* As if the time were at (its business day with it), for --backdate; 0: the
 * clock's again. */
POS_MUST enum pos_status pos_shop_set_time(struct pos_shop *shop, int64_t at,
    struct pos_err *err);

/* Money and times for messages and receipts of this shop. */
POS_MUST enum pos_status pos_shop_money(const struct pos_shop *shop,
    struct pos_money *out, const char *text, struct pos_err *err);
char *pos_shop_money_text(const struct pos_shop *shop, char *text,
    struct pos_money a);

#endif
