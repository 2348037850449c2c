/*
 * segment_inside.h - what the files of segments share.
 */
#ifndef POS_SHOP_SEGMENT_INSIDE_H
#define POS_SHOP_SEGMENT_INSIDE_H

#include "shop/outreach_inside.h"
#include "shop/rfm.h"
#include "shop/segment.h"

/* POS_DATA: contradicts itself, or names what is not there. */
POS_MUST enum pos_status pos_segment_check(struct pos_shop *shop,
    const struct pos_segment *segment, struct pos_err *err);
/* Record who joined and left, in events of POS_REFS_MAX at most. */
POS_MUST enum pos_status pos_segment_record_moves(struct pos_shop *shop,
    const char *code, const struct pos_member_ref *joined, size_t joined_count,
    const struct pos_member_ref *left, size_t left_count, struct pos_err *err);

/* What a rule is held against. */
struct pos_segment_facts {
	const struct pos_member *member;
	int64_t enrolled_day;
	int64_t spent_minor, visits; /* since the rule's month */
	int64_t first_day, last_day; /* 0: never came */
	const struct pos_rfm *rfm;   /* NULL: not scored */
	int64_t points;              /* asked last, and only if needed */
};
bool pos_segment_asks_days(const struct pos_segment_rule *rule);
bool pos_segment_asks_rfm(const struct pos_segment_rule *rule);
bool pos_segment_asks_points(const struct pos_segment_rule *rule);
/* All but the points. */
bool pos_segment_holds(const struct pos_segment_rule *rule,
    const struct pos_segment_facts *facts, int32_t today);

#endif
