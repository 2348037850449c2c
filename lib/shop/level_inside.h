/*
 * level_inside.h - what the files of levels share.
 */
#ifndef POS_SHOP_LEVEL_INSIDE_H
#define POS_SHOP_LEVEL_INSIDE_H

#include "shop/level.h"
#include "shop/member.h"

#define POS_LEVEL_MOVES_SHOWN 1000

struct pos_levels { /* all there are, removed ones too, by rank */
	struct pos_grade *level;
	size_t count;
};
POS_MUST enum pos_status pos_levels_load(struct pos_shop *shop,
    struct pos_pool *pool, struct pos_levels *levels, struct pos_err *err);
/* NULL for a code of NULL, or of none. */
const struct pos_grade *
pos_levels_get(const struct pos_levels *levels, const char *code);
static inline int64_t
pos_level_rank(const struct pos_grade *level)
{
	return level != NULL ? level->rank : 0;
}

/* What a member is and holds now. */
struct pos_standing {
	int64_t member_no;
	const struct pos_grade *level;
	int64_t level_until;
	int64_t paid_until;
	int64_t down_from;
	const struct pos_grade *hold;
	int64_t hold_until;
	bool bought;
	const char *level_code; /* as stored */
};
POS_MUST enum pos_status pos_standing_get(struct pos_shop *shop,
    const struct pos_levels *levels, int64_t member_no, struct pos_pool *pool,
    struct pos_standing *now, struct pos_err *err);

/* Sums of a member since a month. */
struct pos_level_sums {
	int64_t member_no;
	int64_t spend_minor, points, visits;
};
/* First month (yyyymm) of the last `within` ones, day's included; 0: ever. */
int64_t pos_level_month(int64_t day, int64_t within);
/* Of one member since the month, over all that was merged into it. */
POS_MUST enum pos_status
pos_level_sums_of(struct pos_shop *shop, int64_t member_no, int64_t month,
    struct pos_level_sums *sums, struct pos_err *err);

/*
 * Decide about one member; by[i] are the sums in the window of level i.
 * False: nothing changes.
 */
bool pos_level_decide(const struct pos_levels *levels,
    const struct pos_level_sums *by, const struct pos_standing *now,
    int64_t day, struct pos_level_move *move);
/* What follows for level, until and paid_until from rules and a hold. */
void
pos_level_settle(const struct pos_grade *by_rule, const struct pos_grade *hold,
    int64_t hold_until, bool bought, struct pos_level_move *move);
/* Best level that the sums reach; NULL: none. */
const struct pos_grade *pos_level_reached(const struct pos_levels *levels,
    const struct pos_level_sums *by);
/* The sums of one member for each level, in pool. */
POS_MUST enum pos_status pos_level_sums_all(struct pos_shop *shop,
    const struct pos_levels *levels, int64_t member_no, int64_t day,
    struct pos_pool *pool, struct pos_level_sums **by, struct pos_err *err);

#endif
