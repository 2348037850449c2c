/*
 * walk.h - the walk through all decisions, shared by those who try them.
 */
#ifndef POS_PROMO_WALK_H
#define POS_PROMO_WALK_H

#include "promo/price_inside.h"

struct pos_walk {
	const struct pos_plan *plan;
	struct pos_search *search;
	struct pos_trial *trial;
	struct pos_left **at; /* [turns + 1] what is left before a turn */
	int64_t **backup;     /* of rows that a flow may change */
	const int64_t *unit_most;
	int64_t *others_after; /* most of later turns without slots */
	bool cut;                /* something was not tried */
	/* while sets are packed (lane_sets.c) */
	bool packed;             /* those of this lane are in the trial */
	int64_t packed_lane;
	size_t packed_end;       /* turn after the last of them */
	size_t packed_sets;      /* those of lanes before */
	bool loose;              /* a packing may not be the best */
	bool any_packed;         /* somewhere */
	bool cut_before;         /* not tried, before anything was packed */
	int64_t low;             /* least bound of all packings */
};

/* Something was not tried. */
void pos_walk_cut(struct pos_walk *w);
/* Go on with this turn. */
void pos_walk(struct pos_walk *w, size_t turn);
/* lane_sets.c: pack the sets of the turn's lane, and go on with each way */
void pos_walk_packed(struct pos_walk *w, size_t turn);

#endif
