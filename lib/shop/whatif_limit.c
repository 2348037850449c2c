/*
 * whatif_limit.c - limits over all sales, used up in the order of the sales.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/whatif_inside.h"

void
whatif_limits_start(struct whatif *w)
{
	size_t n = w->want->rules_count + 1;

	w->limits.rooms = pos_pool_alloc(w->pool, n * sizeof(*w->limits.rooms));
	w->limits.totals =
	    pos_pool_alloc(w->pool, n * sizeof(*w->limits.totals));
}

void
whatif_limits_release(struct whatif_limits *limits)
{
	free(limits->uses);
	limits->uses = NULL;
}

static struct whatif_use *
place(struct whatif_use *uses, size_t cap, size_t rule, int64_t whose)
{
	uint64_t h =
	    (uint64_t)whose * 0x9e3779b97f4a7c15u + rule * 0xc2b2ae3d27d4eb4fu;
	size_t i = (size_t)(h >> 20) & (cap - 1);

	while (uses[i].whose != 0 &&
	    (uses[i].whose != whose || uses[i].rule != rule))
		i = (i + 1) & (cap - 1);
	return &uses[i];
}

static void
grow(struct whatif_limits *l)
{
	size_t cap = l->cap > 0 ? l->cap * 2 : 1024, i;
	struct whatif_use *all = pos_alloc(cap * sizeof(*all));

	for (i = 0; i < l->cap; i++)
		if (l->uses[i].whose != 0)
			*place(all, cap, l->uses[i].rule, l->uses[i].whose) =
			    l->uses[i];
	free(l->uses);
	l->uses = all;
	l->cap = cap;
}

static struct whatif_use *
use_of(struct whatif_limits *l, size_t rule, int64_t member_no)
{
	struct whatif_use *use;

	if (2 * l->count >= l->cap)
		grow(l);
	use = place(l->uses, l->cap, rule, member_no);
	if (use->whose == 0) {
		use->rule = rule;
		use->whose = member_no;
		l->count++;
	}
	return use;
}

/* most 0: no such limit */
static void
leave(int64_t *room, int64_t most, int64_t used)
{
	int64_t left = most > used ? most - used : 0;

	if (most > 0 && (*room < 0 || left < *room))
		*room = left;
}

static bool
of_members(const struct pos_rule_limit *limit)
{
	return limit->member_uses > 0 || limit->member_units_milli > 0;
}

void
whatif_rooms(struct whatif *w, const struct pos_sale *sale)
{
	struct whatif_limits *l = &w->limits;
	const struct pos_rule_limit *limit;
	struct pos_price_room *room;
	const struct whatif_use *use;
	size_t i;

	for (i = 0; i < w->want->rules_count; i++) {
		limit = w->want->rules[i].limit;
		room = &l->rooms[i];
		*room = (struct pos_price_room){ -1, -1, -1 };
		if (limit == NULL)
			continue;
		if (l->totals[i].day != sale->day) {
			l->totals[i].day = sale->day;
			l->totals[i].day_uses = 0;
		}
		leave(&room->uses, limit->total_uses, l->totals[i].uses);
		leave(&room->uses, limit->day_uses, l->totals[i].day_uses);
		leave(&room->units_milli, limit->total_units_milli,
		    l->totals[i].units);
		leave(&room->budget_minor, limit->budget_minor,
		    l->totals[i].budget);
		if (sale->member_no != 0 && of_members(limit)) {
			use = use_of(l, i, sale->member_no);
			leave(&room->uses, limit->member_uses, use->uses);
			leave(&room->units_milli, limit->member_units_milli,
			    use->units);
		}
		if (room->uses == 0 || room->units_milli == 0 ||
		    room->budget_minor == 0) {
			room->uses = 0; /* closed */
			w->rules[i].closed++;
		}
		if (sale->member_no == 0 &&
		    (of_members(limit) || limit->points_cost > 0))
			room->uses = 0;
	}
}

void
whatif_used(struct whatif *w, const struct pos_sale *sale, size_t rule,
    const struct pos_priced_rule *priced)
{
	const struct pos_rule_limit *limit = w->want->rules[rule].limit;
	struct whatif_limits *l = &w->limits;
	struct whatif_use *use;

	if (limit == NULL)
		return;
	l->totals[rule].uses++;
	l->totals[rule].day_uses++;
	l->totals[rule].units += priced->units_milli;
	l->totals[rule].budget += priced->off_minor;
	if (sale->member_no != 0 && of_members(limit)) {
		use = use_of(l, rule, sale->member_no);
		use->uses++;
		use->units += priced->units_milli;
	}
}
