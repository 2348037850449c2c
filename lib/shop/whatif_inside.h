/*
 * whatif_inside.h - what the files about what-if share.
 */
#ifndef POS_SHOP_WHATIF_INSIDE_H
#define POS_SHOP_WHATIF_INSIDE_H

#include "promo/price.h"
#include "shop/sale.h"
#include "shop/whatif.h"

/* A member, as far as rules ask, and what it paid. */
struct whatif_member {
	int64_t member_no; /* 0: a free place */
	const char *code;
	const char *level; /* NULL: none */
	const char **segments;
	size_t segments_count;
	int64_t birthday;
	int64_t points;
	int64_t first_day, first_branch, first_number; /* its first sale */
	int64_t sales, before, after;
};

/* Members by number, open addressing. */
struct whatif_members {
	struct whatif_member **at;
	size_t cap, count;
};

/* What a rule has been used, of one day or by one member. */
struct whatif_use {
	size_t rule;
	int64_t whose; /* member; 0: a free place */
	int64_t uses, units;
};

struct whatif_limits {
	struct pos_price_room *rooms; /* of the sale at hand */
	struct whatif_total {
		int64_t uses, units, budget;
		int64_t day, day_uses;
	} * totals; /* by rule */
	struct whatif_use *uses;
	size_t cap, count;
};

struct whatif {
	struct pos_shop *shop;
	const struct pos_whatif_want *want;
	struct pos_pool *pool; /* lasts */
	struct pos_pool *sale_pool;
	struct whatif_members members;
	struct whatif_limits limits;
	bool birthdays, groups; /* some rule asks */
	struct pos_whatif_rule *rules;
	struct pos_whatif *out;
};

/* whatif_member.c; NULL in *member: nobody */
POS_MUST enum pos_status whatif_member(struct whatif *w, int64_t member_no,
    struct whatif_member **member, struct pos_err *err);
void whatif_members_release(struct whatif_members *members);
/* The list of those who gain most, and parts by channel, level, segment. */
void whatif_top(struct whatif *w);
void whatif_part(struct whatif *w, const struct pos_whatif_part **parts,
    size_t *count, const char *name, int64_t before, int64_t after);
void whatif_sort(const struct pos_whatif_part *parts, size_t count);

/* whatif_limit.c: rooms for a sale, and what it used of them */
void whatif_limits_start(struct whatif *w);
void whatif_limits_release(struct whatif_limits *limits);
void whatif_rooms(struct whatif *w, const struct pos_sale *sale);
void whatif_used(struct whatif *w, const struct pos_sale *sale, size_t rule,
    const struct pos_priced_rule *priced);

#endif
