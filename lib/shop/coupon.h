/*
 * coupon.h - coupons: many codes of one promotion, each good once.
 *
 * A batch belongs to a rule whose trigger is "code".  Its coupons are
 * numbered; a coupon's number, "SPRING/17", is no secret, its code is.
 *
 * Neither the store nor its journal has codes, or anything that leads to
 * them.  A code is the number of its batch, its own number and the batch's
 * random tag, encrypted under a key of the key file (see coupon_code.c): with
 * the file, a code leads to its row by arithmetic, and codes can be printed
 * again, so that nothing is lost when a process dies with a batch half
 * printed; without it they are 68 random bits.  So a batch of any size is one
 * row, and one entry of the journal.  A coupon gets a row of its own once it is
 * not as its batch made it: held, taken, or frozen.
 *
 * Days of validity are whole business days, by the clock of the branch where
 * it is used.
 */
#ifndef POS_SHOP_COUPON_H
#define POS_SHOP_COUPON_H

#include "base/ident.h"
#include "shop/spine.h"
#include "shop/staff.h"

#define POS_COUPON_MAX 10000000 /* coupons of a batch */
#define POS_COUPON_STATES "open|issued|taken|frozen"

struct pos_coupon {
	const char *number;     /* "SPRING/17" */
	const char *batch;
	const char *promo;      /* code of the rule */
	const char *state;      /* "open", "issued", "taken" (by a sale not yet
	                         * completed, or completed), "frozen" */
	int64_t member_no;      /* holder; 0: bearer */
	int64_t valid_from, valid_to; /* ms, not included; 0: none */
	const char *sale;       /* id of the sale that took it */
	int64_t batch_no, n;
	const char *member;     /* code of the holder; NULL: bearer */
	int64_t first_day, last_day; /* the same as days, included; 0: none */
	bool member_only, transferable;
	bool waits;             /* good for some days from its issue: not yet */
};
extern const struct pos_record pos_coupon_record;

/* A code as typed (case, blanks, hyphens and look-alikes forgiven).
 * POS_DATA: it is none, or the check character is wrong; POS_END: no such
 * coupon. */
POS_MUST enum pos_status pos_coupon_find(struct pos_shop *shop,
    const char *typed, struct pos_pool *pool, struct pos_coupon *coupon,
    struct pos_err *err);
/* POS_END: none. */
POS_MUST enum pos_status pos_coupon_by_number(struct pos_shop *shop,
    const char *number, struct pos_pool *pool, struct pos_coupon *coupon,
    struct pos_err *err);
/* POS_REFUSED: used ("used in sale 17"), frozen, expired, another's. */
POS_MUST enum pos_status pos_coupon_usable(struct pos_shop *shop,
    const struct pos_coupon *coupon, int64_t member_no, const char *sale,
    struct pos_err *err);

/* For apply, from offer.c: the sale takes it, or lets go of it. */
POS_MUST enum pos_status pos_coupon_take_apply(struct pos_shop *shop,
    const struct pos_entry *entry, const char *number, const char *sale,
    struct pos_err *err);
POS_MUST enum pos_status pos_coupon_release_apply(struct pos_shop *shop,
    const struct pos_entry *entry, const char *number, const char *sale,
    struct pos_err *err);
/* For apply, where members become one: what the one held is the other's. */
POS_MUST enum pos_status pos_coupon_merge_apply(struct pos_shop *shop,
    int64_t from_no, int64_t into_no, struct pos_err *err);

struct pos_coupon_batch {
	const char *code;
	const char *promo;      /* code of the rule */
	int64_t made;           /* coupons, numbered from 1 */
	const char *prefix;     /* before each code; NULL: none */
	int64_t valid_from;     /* day; 0: at once */
	int64_t valid_to;       /* day, included; 0: no end */
	int64_t valid_days;     /* days from its issue, that day included, and
	                         * good only once issued; 0: does not matter */
	bool member_only;       /* only on a sale with a member */
	bool transferable;
	bool frozen;
	int64_t issued;         /* output: held by members */
	int64_t taken;          /* output: by sales */
	int64_t batch_no;       /* ours */
	int64_t tag;            /* random; events only */
	int64_t tried;          /* numbers up to here were issued already */
};
extern const struct pos_record pos_coupon_batch_record;
extern const struct pos_event_kind pos_coupon_made, pos_coupon_issued,
    pos_coupon_moved, pos_coupon_frozen, pos_coupon_shown;

/* POS_END: none with this code.  All: by code. */
POS_MUST enum pos_status pos_coupon_batch_find(struct pos_shop *shop,
    const char *code, struct pos_pool *pool, struct pos_coupon_batch *batch,
    struct pos_err *err);
POS_MUST enum pos_status pos_coupon_batch_all(struct pos_shop *shop,
    struct pos_pool *pool, struct pos_coupon_batch **batches, size_t *count,
    struct pos_err *err);

/*
 * Changes, inside a change.  Making and freezing want POS_RIGHT_MENU, alone or
 * approved; so does issuing.
 */
/* The code is free, the rule's trigger is "code"; batch_no comes back. */
POS_MUST enum pos_status pos_coupon_make(struct pos_shop *shop,
    struct pos_coupon_batch *batch, const struct pos_approval *approval,
    struct pos_err *err);

struct pos_coupon_holder { /* count coupons from n on are a member's */
	int64_t member_no;
	int64_t n;
	int64_t count;
	const char *member; /* output: code */
	const char *first;  /* output: number of the first */
};
struct pos_coupon_issue { /* type "coupon.issue" */
	const char *batch;
	int64_t members;
	int64_t coupons;
	const struct pos_coupon_holder *holders; /* output: not of a list */
	size_t holders_count;
};
extern const struct pos_record pos_coupon_issue_record;
/* Each of the members gets `each` coupons, the lowest numbers that are free;
 * POS_REFUSED when there are not so many.  done->holders in pool. */
POS_MUST enum pos_status pos_coupon_issue(struct pos_shop *shop,
    const char *batch, const int64_t *members, size_t count, int64_t each,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_coupon_issue *done, struct pos_err *err);

/*
 * To another member.  by_code: the code was shown, which is enough for a
 * bearer's coupon; of one that is held, from_no must be the holder.  Otherwise
 * it wants POS_RIGHT_MENU or the approval.  The coupon comes back as it is
 * now.
 */
POS_MUST enum pos_status pos_coupon_transfer(struct pos_shop *shop,
    struct pos_coupon *coupon, bool by_code, int64_t from_no, int64_t to_no,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_err *err);

/* what: a batch's code or a coupon's number.  Nothing is recorded where it is
 * so already: *changed. */
POS_MUST enum pos_status pos_coupon_freeze(struct pos_shop *shop,
    const char *what, bool frozen, const struct pos_approval *approval,
    bool *changed, struct pos_err *err);

/* In number's order; where a member is given, that member's. */
struct pos_coupon_filter {
	const char *batch;   /* NULL: all */
	const char *state;   /* NULL: all, those without a row too */
	int64_t member_no;   /* 0: all */
	int64_t first, last; /* numbers; 0: no limit */
};
POS_MUST enum pos_status pos_coupon_each(struct pos_shop *shop,
    const struct pos_coupon_filter *filter, enum pos_status (*each)(void *,
    const struct pos_coupon *, struct pos_err *), void *arg,
    struct pos_err *err);

/*
 * Codes, "PREFIX-2345-..." in text, under the key of pos_coupon_key()
 * (POS_CONFIG: no key file).  Whoever prints them records it with
 * pos_coupon_show(), inside a change, which wants POS_RIGHT_ADMIN; making a
 * batch is a record of its own.
 */
#define POS_COUPON_PREFIX_MAX 16
#define POS_COUPON_CODE_TEXT (POS_COUPON_PREFIX_MAX + 1 + 20)
struct pos_coupon_code { /* type "coupon.code": what is printed or sent */
	const char *number;
	const char *code;
	const char *member;
	int64_t last_day;
};
extern const struct pos_record pos_coupon_code_record;
struct pos_coupon_key { /* a secret: to be wiped after use */
	struct pos_sha256 inner, outer;
};
POS_MUST enum pos_status pos_coupon_key(struct pos_shop *shop,
    struct pos_coupon_key *key, struct pos_err *err);
void pos_coupon_code(const struct pos_coupon_key *key,
    const struct pos_coupon_batch *batch, int64_t n,
    char text[POS_COUPON_CODE_TEXT]);
/* Does it have the form of one, check character and all? */
bool pos_coupon_looks(const char *typed);
POS_MUST enum pos_status pos_coupon_show(struct pos_shop *shop,
    const struct pos_coupon_filter *filter, struct pos_err *err);

struct pos_coupon_stats { /* type "coupon.stats" */
	const char *batch;
	const char *promo;
	int64_t made, issued;
	int64_t taken;          /* by sales that are not finished */
	int64_t redeemed;       /* by finished ones */
	int64_t frozen, expired; /* of the others */
	int64_t discount_minor; /* given by redeemed ones */
	int64_t total_minor;    /* of the sales that redeemed them */
	int64_t rate_ppm;       /* redeemed of those issued, or, where none
	                         * was issued, of those made */
};
extern const struct pos_record pos_coupon_stats_record;
POS_MUST enum pos_status pos_coupon_stats(struct pos_shop *shop,
    const struct pos_coupon_batch *batch, struct pos_pool *pool,
    struct pos_coupon_stats *stats, struct pos_err *err);

/* Counters against rows, rows against sales: POS_DATA names the first. */
POS_MUST enum pos_status pos_coupon_verify(struct pos_shop *shop,
    struct pos_err *err);

#endif
