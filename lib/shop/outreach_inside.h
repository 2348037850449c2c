/*
 * outreach_inside.h - what was set up under a code, for the files of levels,
 * templates, segments, campaigns, referrals, plans of top-ups and the rules by
 * which points are earned.
 *
 * Their definitions are few, and read whole: one table holds them as JSON,
 * under a kind ("level", "template"...).
 */
#ifndef POS_SHOP_OUTREACH_INSIDE_H
#define POS_SHOP_OUTREACH_INSIDE_H

#include "shop/member.h"

/* Into data, texts in pool.  POS_END: none. */
POS_MUST enum pos_status pos_outreach_get(struct pos_shop *shop,
    const char *kind, const char *code, const struct pos_record *record,
    struct pos_pool *pool, void *data, struct pos_err *err);
/* All of a kind by code, as an array of the record's structs in pool. */
POS_MUST enum pos_status pos_outreach_all(struct pos_shop *shop,
    const char *kind, const struct pos_record *record, struct pos_pool *pool,
    void **all, size_t *count, struct pos_err *err);
/* Is just that stored? */
POS_MUST enum pos_status pos_outreach_same(struct pos_shop *shop,
    const char *kind, const char *code, const struct pos_record *record,
    const void *data, bool *same, struct pos_err *err);
/* For apply. */
POS_MUST enum pos_status
pos_outreach_write(struct pos_shop *shop, const char *kind, const char *code,
    const struct pos_record *record, const void *data, struct pos_err *err);
POS_MUST enum pos_status pos_outreach_drop(struct pos_shop *shop,
    const char *kind, const char *code, struct pos_err *err);

/* POS_DATA unless code and name (NULL: none) may be stored. */
POS_MUST enum pos_status pos_outreach_check(const char *what, const char *code,
    const char *name, struct pos_err *err);

/* Who a member is by now, merges followed.  POS_END: nobody. */
POS_MUST enum pos_status
pos_outreach_member(struct pos_shop *shop, int64_t member_no,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err);

/* A member in a list of an event. */
struct pos_member_ref {
	int64_t member_no;
};
extern const struct pos_record pos_member_ref_data;
#define POS_REFS_MAX 5000 /* of one event */

#endif
