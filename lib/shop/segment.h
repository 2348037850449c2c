/*
 * segment.h - segments: members that a rule describes; and RFM scores.
 *
 * A segment's rule is a record of limits, all of which must hold.  Who is in
 * it is worked out by pos_segment_review() and kept, so that a rule of a
 * promotion looks up a row and computes nothing.  Erased members, and those
 * that were merged into another, are in none.
 */
#ifndef POS_SHOP_SEGMENT_H
#define POS_SHOP_SEGMENT_H

#include "shop/spine.h"

/* Limits; 0, NULL or none: not asked. */
struct pos_segment_rule {
	const char **levels; /* any of them; "-": without one */
	size_t levels_count;
	const char **tags; /* any of them */
	size_t tags_count;
	const char **not_tags; /* none of them */
	size_t not_tags_count;
	const char **channels; /* where they were enrolled; "counter" */
	size_t channels_count;
	bool consent;          /* only those who take messages */
	int64_t within_months; /* spent, visits and average count since
	                           * then; 0: ever */
	int64_t spent_min_minor, spent_max_minor;
	int64_t visits_min, visits_max;
	bool no_visits; /* not one, in that time */
	int64_t average_min_minor, average_max_minor;
	int64_t points_min, points_max; /* that can be spent */
	int64_t active_days;          /* last visit at most so many days ago */
	int64_t lapsed_days;          /* at least; or never came */
	int64_t first_from, first_to; /* day of the first visit */
	int64_t last_from, last_to;   /* and of the last */
	int64_t enrolled_from, enrolled_to;
	int64_t r_min, r_max, f_min, f_max, m_min, m_max; /* scores 1..5 */
	const char **rfm; /* any of these classes */
	size_t rfm_count;
	int64_t rfm_months; /* scores over so many months; 0: ever */
};

struct pos_segment {
	const char *code;
	const char *name;
	const struct pos_segment_rule *rule;
	bool removed;
	int64_t members; /* output only: as of the last review */
};
extern const struct pos_record pos_segment_record; /* type "segment" */
extern const struct pos_event_kind pos_segment_set, pos_segment_moved;

/* POS_DATA: none with this code. */
POS_MUST enum pos_status
pos_segment_find(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_segment *segment, struct pos_err *err);
POS_MUST enum pos_status
pos_segment_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_segment **segments, size_t *count, struct pos_err *err);
/* Inside a change: needs POS_RIGHT_MENU; recorded when something differs. */
POS_MUST enum pos_status pos_segment_put(struct pos_shop *shop,
    const struct pos_segment *segment, bool *changed, struct pos_err *err);
/* It and its members go (inside a change). */
POS_MUST enum pos_status pos_segment_remove(struct pos_shop *shop,
    const char *code, struct pos_err *err);

/* Codes of the segments a member is in, by code, in pool. */
POS_MUST enum pos_status
pos_segments_of(struct pos_shop *shop, int64_t member_no, struct pos_pool *pool,
    const char ***segments, size_t *count, struct pos_err *err);
/* Numbers of the members in it, ascending, in pool. */
POS_MUST enum pos_status pos_segment_members(struct pos_shop *shop,
    const char *code, struct pos_pool *pool, int64_t **members, size_t *count,
    struct pos_err *err);

struct pos_segment_reviewed { /* type "segment.review" */
	const char *segment;
	int64_t members;
	int64_t joined;
	int64_t left;
};
extern const struct pos_record pos_segment_reviewed_record;
/* Work out who is in it today, record who joined and left (inside a change). */
POS_MUST enum pos_status pos_segment_review(struct pos_shop *shop,
    const char *code, struct pos_pool *pool, struct pos_segment_reviewed *done,
    struct pos_err *err);

#endif
