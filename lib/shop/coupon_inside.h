/*
 * coupon_inside.h - what the files about coupons share; others want coupon.h.
 */
#ifndef POS_SHOP_COUPON_INSIDE_H
#define POS_SHOP_COUPON_INSIDE_H

#include "base/seal.h"
#include "shop/coupon.h"

/* coupon_code.c: one alphabet, its digits worth 0 to 22 */
#define POS_COUPON_RADIX 23
#define POS_COUPON_DIGITS 16 /* of a code, the last is the check character */
#define POS_COUPON_BATCH_BITS 20
#define POS_COUPON_N_BITS 24
#define POS_COUPON_TAG_BITS 23

/* The key as it is used for every code: HMAC with its pads hashed once. */
void pos_coupon_key_set(struct pos_coupon_key *key,
    const unsigned char bytes[POS_KEY_LEN]);

struct pos_coupon_id { /* what a code says */
	int64_t batch_no;
	int64_t n;
	int64_t tag;
};
void pos_coupon_encode(unsigned char digits[POS_COUPON_DIGITS],
    const struct pos_coupon_key *key, const struct pos_coupon_id *id);
/* Digits whose check character is right; false: no code of ours. */
bool pos_coupon_decode(struct pos_coupon_id *id,
    const struct pos_coupon_key *key,
    const unsigned char digits[POS_COUPON_DIGITS]);
bool pos_coupon_check(const unsigned char digits[POS_COUPON_DIGITS]);
void pos_coupon_print(char text[POS_COUPON_CODE_TEXT], const char *prefix,
    const unsigned char digits[POS_COUPON_DIGITS]);
/*
 * The digits, and what stood before them, folded as prefixes are.
 * False: not the form of a code (other characters, too few, too many).
 */
bool pos_coupon_typed(unsigned char digits[POS_COUPON_DIGITS],
    char prefix[POS_COUPON_PREFIX_MAX + 1], const char *typed);
/* Letters upper, look-alikes as one; -1: none that a code has.  For letters
 * and digits of a prefix, which may be any. */
char pos_coupon_fold(unsigned character);

/* coupon_batch.c */
POS_MUST enum pos_status pos_coupon_batch_by_no(struct pos_shop *shop,
    int64_t batch_no, struct pos_pool *pool, struct pos_coupon_batch *batch,
    struct pos_err *err);

/* coupon.c: a row, or what stands for one that there is not */
struct pos_coupon_row {
	int64_t member;
	int64_t valid_to;
	bool frozen;
	int64_t sale_branch, sale_day, sale_number; /* day 0: not taken */
};
POS_MUST enum pos_status pos_coupon_row(struct pos_shop *shop,
    int64_t batch_no, int64_t n, struct pos_coupon_row *row,
    struct pos_err *err);
/* For apply: written, or away where the batch says it all. */
POS_MUST enum pos_status pos_coupon_row_put(struct pos_shop *shop,
    int64_t batch_no, int64_t n, const struct pos_coupon_row *row,
    struct pos_err *err);
POS_MUST enum pos_status pos_coupon_fill(struct pos_shop *shop,
    const struct pos_coupon_batch *batch, int64_t n,
    const struct pos_coupon_row *row, struct pos_pool *pool,
    struct pos_coupon *coupon, struct pos_err *err);
/* Its batch and number in the tables. */
POS_MUST enum pos_status pos_coupon_split(struct pos_shop *shop,
    const char *number, struct pos_pool *pool,
    struct pos_coupon_batch *batch, int64_t *n, struct pos_err *err);
/* For apply: the batch's counters move. */
POS_MUST enum pos_status pos_coupon_count(struct pos_shop *shop,
    int64_t batch_no, int64_t issued, int64_t taken, struct pos_err *err);

#endif
