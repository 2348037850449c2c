/*
 * coupons.h - the verbs about coupons, for the table in main.c.
 */
#ifndef POS_PROMO_COUPONS_H
#define POS_PROMO_COUPONS_H

#include "../common.h"
#include "shop/coupon.h"

extern const struct pos_opt coupon_make_options[], coupon_issue_options[],
    coupon_list_options[], coupon_show_options[], coupon_transfer_options[],
    coupon_freeze_options[], coupon_stats_options[];
enum pos_status coupon_make_run(int argc, char **argv, struct pos_err *err);
enum pos_status coupon_issue_run(int argc, char **argv, struct pos_err *err);
enum pos_status coupon_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status coupon_show_run(int argc, char **argv, struct pos_err *err);
enum pos_status coupon_transfer_run(int argc, char **argv,
    struct pos_err *err);
enum pos_status coupon_freeze_run(int argc, char **argv, struct pos_err *err);
enum pos_status coupon_unfreeze_run(int argc, char **argv,
    struct pos_err *err);
enum pos_status coupon_stats_run(int argc, char **argv, struct pos_err *err);

/* coupon_codes.c */
/*
 * A change after which codes are printed: work() is asked for one answer, as
 * by pos_cmd_change(), and when all is on disk print() prints codes, which no
 * answer that is kept under a key may hold.  The right is asked for before a
 * repeated key is, or whoever knew it would be shown codes.
 */
struct coupon_change {
	const char *verb;
	const char *more;
	enum pos_right right;
	bool answer;          /* print it as well */
	bool personal;        /* the key is that of who is at work */
	struct pos_approval approval; /* filled in before work() */
	enum pos_status (*work)(struct pos_shop *, struct pos_pool *, void *,
	    struct pos_cmd_answer *, struct pos_err *);
	enum pos_status (*print)(struct pos_shop *, struct pos_pool *, void *,
	    struct pos_err *);
	void *arg;
};
POS_MUST enum pos_status coupon_change(struct coupon_change *change,
    int argc, char **argv, struct pos_err *err);
/* Records of type "coupon.code", of coupons as they come. */
struct coupon_printer {
	struct pos_shop *shop;
	struct pos_pool *pool;
	struct pos_coupon_key key;
	struct pos_coupon_batch batch; /* of the last one */
};
POS_MUST enum pos_status coupon_print_code(void *printer,
    const struct pos_coupon *coupon, struct pos_err *err);

/* A coupon by its code or number, a member by whatever names one; POS_DATA:
 * there is none. */
POS_MUST enum pos_status coupon_named(struct pos_shop *shop, const char *what,
    struct pos_pool *pool, struct pos_coupon *coupon, bool *by_code,
    struct pos_err *err);
POS_MUST enum pos_status coupon_member(struct pos_shop *shop,
    const char *what, struct pos_pool *pool, int64_t *member_no,
    struct pos_err *err);

#endif
