/*
 * campaign.h - campaigns: who gets something, and who is the control group.
 *
 * The list is drawn once, from the members of a segment.  Within each stratum
 * the members are put in the order of HMAC-SHA-256(seed, member code), both
 * as text, and
 * the first of them, exactly the share that was asked for (half up, shares
 * of strata by largest remainder), are the control group: they get no message
 * of the campaign.  The seed is kept with it, so that anybody can draw it
 * again and see that nobody was picked by hand.
 */
#ifndef POS_SHOP_CAMPAIGN_H
#define POS_SHOP_CAMPAIGN_H

#include "shop/spine.h"

struct pos_campaign {
	const char *code;
	const char *name;
	const char *segment;
	int64_t control_ppm;
	const char *seed;     /* hex */
	const char *stratify; /* "level", "rfm"; NULL: one stratum */
	int64_t at;           /* ms: when it was drawn */
	int64_t day;          /* business day of that */
	int64_t treated;      /* members */
	int64_t control;
};
extern const struct pos_record pos_campaign_record; /* type "campaign" */
extern const struct pos_event_kind pos_campaign_made, pos_campaign_listed;

/* POS_DATA: none with this code. */
POS_MUST enum pos_status
pos_campaign_find(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_campaign *campaign, struct pos_err *err);
POS_MUST enum pos_status
pos_campaign_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_campaign **campaigns, size_t *count, struct pos_err *err);
/* Its members by number.  at: when it was drawn.  A member that was erased or
 * merged since is still given, under its old number. */
POS_MUST enum pos_status
pos_campaign_each(struct pos_shop *shop, const char *code,
    enum pos_status (*each)(void *, int64_t member_no, bool treated, int64_t at,
	struct pos_err *),
    void *arg, struct pos_err *err);
/*
 * Draw it (inside a change): code, name, segment, control_ppm, stratify and,
 * or NULL, seed are given, the rest comes back.  The segment is reviewed
 * first.  POS_REFUSED: there is one with this code, or nobody is in the
 * segment.
 */
POS_MUST enum pos_status pos_campaign_make(struct pos_shop *shop,
    struct pos_campaign *campaign, struct pos_pool *pool, struct pos_err *err);

#endif
