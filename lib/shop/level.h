/*
 * level.h - levels of members: how they are reached, kept, lost and bought.
 *
 * A level has a rank (higher is better).  It is reached by any of its minima
 * (spent, points earned, visits, over the last within_months months), or
 * held: given by hand or bought for a term.  A member's level is the better of
 * the two.  Reviews move members, meant to be run by cron once a day, after
 * midnight: up at once; down, to the best level that the keep rules or the
 * minima still give, once they have been below for grace_days; what is held
 * counts up to its last day, and ends without grace.
 *
 * What levels are worth: points are earned at a rate of theirs (ledger.h),
 * promotions are for some of them (audience.tiers of a rule), and benefits is
 * a text for people and messages.
 *
 * Months are those of the calendar, the current one included: "within 12"
 * on any day of November 2026 counts from 2025-12-01 on.
 */
#ifndef POS_SHOP_LEVEL_H
#define POS_SHOP_LEVEL_H

#include "shop/spine.h"

struct pos_grade { /* type "member.level" */
	const char *code;
	const char *name;
	int64_t rank;
	int64_t within_months;                              /* 0: ever */
	int64_t min_spend_minor, min_points, min_visits;    /* 0: not by it */
	int64_t keep_spend_minor, keep_points, keep_visits; /* all 0: by the
	                           * minima */
	int64_t grace_days;   /* below before it goes down */
	const char *sold_as;  /* item of the menu by which it is bought */
	int64_t term_months;  /* it is bought for */
	const char *benefits; /* free text */
	bool removed;         /* nobody reaches it any more */
	int64_t members;      /* output only */
};
extern const struct pos_record pos_grade_record;
extern const struct pos_event_kind pos_level_set, pos_level_moved;

/* POS_DATA: none with this code. */
POS_MUST enum pos_status pos_level_find(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_grade *level, struct pos_err *err);
/* By rank, lowest first; removed ones too where asked. */
POS_MUST enum pos_status
pos_level_list(struct pos_shop *shop, bool removed, struct pos_pool *pool,
    struct pos_grade **levels, size_t *count, struct pos_err *err);
/* Inside a change: needs POS_RIGHT_MENU; recorded when something differs.
 * POS_DATA: contradicts itself, or another level has the rank. */
POS_MUST enum pos_status pos_level_put(struct pos_shop *shop,
    const struct pos_grade *level, bool *changed, struct pos_err *err);
struct pos_level_move {     /* type "level.move" */
	const char *member; /* code */
	int64_t member_no;
	const char *from, *to; /* codes; NULL: without a level */
	int64_t until;         /* day it ends; 0: no end */
	int64_t paid_until;    /* day the bought term ends; 0: not bought */
	int64_t down_from;     /* day on which it goes down if nothing
	                           * changes; 0: not in danger */
	const char *reason;    /* see POS_LEVEL_REASONS, or by hand: why */
	int64_t spend_minor, points, visits; /* that decided */
	const char *sale;                    /* id, of a bought one */
	/* what is held from now on; sets_hold false: as before */
	bool sets_hold;
	const char *hold;   /* code; NULL: nothing */
	int64_t hold_until; /* 0: no end */
	bool hold_bought;
};
#define POS_LEVEL_REASONS \
	"reached|below|ended|in danger|safe again|bought|merged|as ruled"
extern const struct pos_record pos_level_move_record;

struct pos_level_reviewed { /* type "level.review" */
	int64_t members;    /* looked at */
	int64_t up, down, warned;
	const struct pos_level_move *moves; /* the first of them */
	size_t moves_count;
};
extern const struct pos_record pos_level_reviewed_record;
/* Move members by the rules (inside a change); member_no 0: all. */
POS_MUST enum pos_status pos_level_review(struct pos_shop *shop,
    int64_t member_no, struct pos_pool *pool, struct pos_level_reviewed *done,
    struct pos_err *err);

/* By hand (inside a change; POS_RIGHT_MENU): code NULL takes it. */
POS_MUST enum pos_status pos_level_give(struct pos_shop *shop,
    int64_t member_no, const char *code, int64_t until, const char *reason,
    struct pos_pool *pool, struct pos_level_move *move, struct pos_err *err);
/* The same for what gives levels by itself, as a top-up: without a right, and
 * where something as good is held already nothing happens. */
POS_MUST enum pos_status pos_level_grant(struct pos_shop *shop,
    int64_t member_no, const char *code, const char *reason,
    struct pos_pool *pool, struct pos_level_move *move, struct pos_err *err);
/*
 * Bought (inside a change): the item is sold to the member and paid by
 * method (cash: tendered, 0 exact), in the same transaction.  A term that has
 * not ended is continued from its end.
 */
POS_MUST enum pos_status pos_level_buy(struct pos_shop *shop, int64_t member_no,
    const char *code, const char *method, int64_t tendered_minor,
    struct pos_pool *pool, struct pos_level_move *move, struct pos_err *err);

#endif
