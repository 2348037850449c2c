/*
 * segment_rule.c - the rule of a segment: is it sound, and does it hold for
 * a member?
 */
#include <string.h>

#include "base/clock.h"
#include "base/money.h"
#include "shop/level.h"
#include "shop/member.h"
#include "shop/segment_inside.h"

bool
pos_segment_asks_days(const struct pos_segment_rule *r)
{
	return r->active_days != 0 || r->lapsed_days != 0 ||
	    r->first_from != 0 || r->first_to != 0 || r->last_from != 0 ||
	    r->last_to != 0;
}

bool
pos_segment_asks_rfm(const struct pos_segment_rule *r)
{
	return r->r_min != 0 || r->r_max != 0 || r->f_min != 0 ||
	    r->f_max != 0 || r->m_min != 0 || r->m_max != 0 || r->rfm_count > 0;
}

bool
pos_segment_asks_points(const struct pos_segment_rule *r)
{
	return r->points_min != 0 || r->points_max != 0;
}

static bool
is_class(const char *text)
{
	static const char all[] = "|" POS_RFM_CLASSES "|";
	const char *at = text[0] != '\0' ? strstr(all, text) : NULL;

	return at != NULL && strchr(text, '|') == NULL && at[-1] == '|' &&
	    at[strlen(text)] == '|';
}

/* Each pair: the least and the most. */
static enum pos_status
check_pairs(const struct pos_segment_rule *r, struct pos_err *err)
{
	const struct {
		const char *what;
		int64_t least, most;
	} pairs[] = {
		{ "spent", r->spent_min_minor, r->spent_max_minor },
		{ "visits", r->visits_min, r->visits_max },
		{ "average", r->average_min_minor, r->average_max_minor },
		{ "points", r->points_min, r->points_max },
		{ "r", r->r_min, r->r_max },
		{ "f", r->f_min, r->f_max },
		{ "m", r->m_min, r->m_max },
		{ "first", r->first_from, r->first_to },
		{ "last", r->last_from, r->last_to },
		{ "enrolled", r->enrolled_from, r->enrolled_to },
		/* came within 30 days, but not for 90 */
		{ "lapsed and active", r->lapsed_days, r->active_days },
	};
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (pairs[i].most != 0 && pairs[i].least > pairs[i].most)
			return pos_fail(err, POS_DATA,
			    "%s: nobody is in there: the least is above the "
			    "most",
			    pairs[i].what);
	if (r->no_visits &&
	    (r->visits_min != 0 || r->visits_max != 0 ||
		r->spent_min_minor != 0 || r->average_min_minor != 0))
		return pos_fail(err, POS_DATA,
		    "who did not come has no visits and no spending to ask "
		    "for");
	return POS_OK;
}

enum pos_status
pos_segment_check(struct pos_shop *shop, const struct pos_segment *s,
    struct pos_err *err)
{
	const struct pos_segment_rule *r = s->rule;
	struct pos_pool *pool;
	struct pos_grade level;
	enum pos_status st;
	size_t i;

	st = pos_outreach_check("segment", s->code, s->name, err);
	if (st == POS_OK)
		st = check_pairs(r, err);
	for (i = 0; i < r->rfm_count && st == POS_OK; i++)
		if (!is_class(r->rfm[i]))
			st = pos_fail(err, POS_DATA,
			    "no RFM class '%s': there are %s", r->rfm[i],
			    POS_RFM_CLASSES);
	pool = pos_pool_new();
	for (i = 0; i < r->levels_count && st == POS_OK; i++)
		if (strcmp(r->levels[i], "-") != 0)
			st = pos_level_find(shop, r->levels[i], pool, &level,
			    err);
	pos_pool_free(pool);
	return st;
}

static bool
in(const char *what, const char **list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], what) == 0)
			return true;
	return false;
}

static bool
any_in(const char **these, size_t these_count, const char **list, size_t count)
{
	size_t i;

	for (i = 0; i < these_count; i++)
		if (in(these[i], list, count))
			return true;
	return false;
}

/* 0: no limit */
static bool
between(int64_t value, int64_t least, int64_t most)
{
	return (least == 0 || value >= least) && (most == 0 || value <= most);
}

static bool
person_holds(const struct pos_segment_rule *r, const struct pos_member *m)
{
	if (r->levels_count > 0 &&
	    !in(m->level != NULL ? m->level : "-", r->levels, r->levels_count))
		return false;
	if (r->tags_count > 0 &&
	    !any_in(m->tags, m->tags_count, r->tags, r->tags_count))
		return false;
	if (any_in(m->tags, m->tags_count, r->not_tags, r->not_tags_count))
		return false;
	if (r->channels_count > 0 &&
	    !in(m->channel != NULL ? m->channel : "counter", r->channels,
		r->channels_count))
		return false;
	return !r->consent || m->consent;
}

static bool
sums_hold(const struct pos_segment_rule *r, const struct pos_segment_facts *f)
{
	struct pos_money average = pos_minor(0);

	if (r->no_visits && f->visits > 0)
		return false;
	if (r->visits_max != 0 && f->visits == 0)
		return false;
	if ((r->spent_max_minor != 0 || r->average_max_minor != 0) &&
	    f->visits == 0)
		return false;
	if (!between(f->visits, r->visits_min, r->visits_max) ||
	    !between(f->spent_minor, r->spent_min_minor, r->spent_max_minor))
		return false;
	if (r->average_min_minor == 0 && r->average_max_minor == 0)
		return true;
	if (f->visits == 0 ||
	    !pos_money_ratio(&average, pos_minor(f->spent_minor), 1, f->visits,
		POS_ROUND_HALF_UP))
		return false;
	return (r->average_min_minor == 0 ||
		   pos_money_cmp(average, pos_minor(r->average_min_minor)) >=
		       0) &&
	    (r->average_max_minor == 0 ||
		pos_money_cmp(average, pos_minor(r->average_max_minor)) <= 0);
}

static bool
days_hold(const struct pos_segment_rule *r, const struct pos_segment_facts *f,
    int32_t today)
{
	if (!between(f->enrolled_day, r->enrolled_from, r->enrolled_to))
		return false;
	if (!pos_segment_asks_days(r))
		return true;
	if (r->active_days != 0 &&
	    f->last_day < pos_day_add(today, -(int)r->active_days))
		return false;
	if (r->lapsed_days != 0 &&
	    f->last_day > pos_day_add(today, -(int)r->lapsed_days))
		return false;
	if ((r->first_from != 0 || r->first_to != 0 || r->last_from != 0 ||
		r->last_to != 0) &&
	    f->last_day == 0)
		return false;
	return between(f->first_day, r->first_from, r->first_to) &&
	    between(f->last_day, r->last_from, r->last_to);
}

static bool
rfm_holds(const struct pos_segment_rule *r, const struct pos_rfm *rfm)
{
	if (!pos_segment_asks_rfm(r))
		return true;
	return rfm != NULL && between(rfm->r, r->r_min, r->r_max) &&
	    between(rfm->f, r->f_min, r->f_max) &&
	    between(rfm->m, r->m_min, r->m_max) &&
	    (r->rfm_count == 0 || in(rfm->class, r->rfm, r->rfm_count));
}

bool
pos_segment_holds(const struct pos_segment_rule *r,
    const struct pos_segment_facts *f, int32_t today)
{
	return person_holds(r, f->member) && sums_hold(r, f) &&
	    days_hold(r, f, today) && rfm_holds(r, f->rfm);
}
