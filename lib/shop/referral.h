/*
 * referral.h - members who bring members: codes, and rewards for both.
 *
 * A referral code is made of the member's number and a check character over
 * GF(32), which finds every single wrong character and every two that
 * changed places; nothing is stored for it.  A reward is paid once a new
 * member, by pos_referral_review(), which cron runs: the first order was
 * completed and not all given back, it was brought by somebody else (merges
 * considered) who was there before, and is not itself in the chain of those
 * who brought whoever brought it.
 */
#ifndef POS_SHOP_REFERRAL_H
#define POS_SHOP_REFERRAL_H

#include "shop/spine.h"

#define POS_REFERRAL_TEXT 24
/* "R4KQ7X": text has room for POS_REFERRAL_TEXT; returns it. */
char *pos_referral_code(char *text, int64_t member_no);
/* The member's number; case, hyphens and look-alikes (O 0, I L 1, U V) are
 * forgiven.  0: no such form, or the check character is wrong. */
int64_t pos_referral_member(const char *typed);

struct pos_referral { /* type "referral": the rule of the shop */
	int64_t points_for_referrer;
	int64_t points_for_new;
	int64_t min_order_minor; /* the first order came to at least that */
	int64_t month_limit;     /* rewarded referrals a month of one
	                           * referrer; 0: any number */
	int64_t points_days;     /* they can be spent so long; 0: for ever */
	int64_t wait_days;       /* after the first order, for returns */
	bool off;
};
extern const struct pos_record pos_referral_record;
extern const struct pos_event_kind pos_referral_set, pos_referral_paid;

/* POS_END: none was set. */
POS_MUST enum pos_status pos_referral_rule(struct pos_shop *shop,
    struct pos_pool *pool, struct pos_referral *rule, struct pos_err *err);
/* Inside a change: needs POS_RIGHT_MENU. */
POS_MUST enum pos_status pos_referral_put(struct pos_shop *shop,
    const struct pos_referral *rule, bool *changed, struct pos_err *err);

struct pos_referral_reward { /* one new member */
	const char *member;  /* code of the new one */
	const char *referrer;
	const char *sale; /* first order, as DAY/NUMBER */
	int64_t points_for_new;
	int64_t points_for_referrer;
	int64_t until;                  /* last day of the points; 0: no end */
	const char *why;                /* nothing for the one or both: why */
	int64_t member_no, referrer_no; /* events only */
};
struct pos_referral_reviewed { /* type "referral.review" */
	int64_t paid;          /* new members that were looked at for good */
	int64_t points;        /* given in all */
	int64_t refused;       /* of paid: nobody got anything */
	const struct pos_referral_reward *rewards; /* the first of them */
	size_t rewards_count;
};
extern const struct pos_record pos_referral_reviewed_record;
/* Pay what is to be paid (inside a change); nothing twice. */
POS_MUST enum pos_status
pos_referral_review(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_referral_reviewed *done, struct pos_err *err);

#endif
