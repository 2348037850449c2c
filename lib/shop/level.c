/*
 * level.c - levels as they are set up: event "level.set".
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "base/text.h"
#include "shop/level_inside.h"
#include "shop/menu.h"
#include "shop/outreach_inside.h"
#include "shop/staff.h"

#define RANK_MAX 1000
#define MONTHS_MAX 1200
#define BENEFITS_MAX_BYTES 500

#define FIELDS \
	POS_TEXT(pos_grade, code, POS_F_COLUMN | POS_F_CODE, 0, "code"), \
	    POS_TEXT(pos_grade, name, POS_F_COLUMN, 200, "name"), \
	    POS_INT(pos_grade, rank, POS_F_COLUMN, 1, RANK_MAX, \
		"the higher, the better"), \
	    POS_INT(pos_grade, within_months, POS_F_OPTIONAL, 0, MONTHS_MAX, \
		"sums of so many months, this one included; absent: of all " \
		"time"), \
	    POS_MONEY(pos_grade, min_spend_minor, \
		POS_F_OPTIONAL | POS_F_COLUMN, "reached by what was paid"), \
	    POS_INT(pos_grade, min_points, POS_F_OPTIONAL | POS_F_COLUMN, 0, \
		INT64_MAX, "or by points earned"), \
	    POS_INT(pos_grade, min_visits, POS_F_OPTIONAL | POS_F_COLUMN, 0, \
		INT64_MAX, "or by visits"), \
	    POS_MONEY(pos_grade, keep_spend_minor, POS_F_OPTIONAL, \
		"kept by what was paid; no keep_ at all: as it is reached"), \
	    POS_INT(pos_grade, keep_points, POS_F_OPTIONAL, 0, INT64_MAX, \
		"or by points earned"), \
	    POS_INT(pos_grade, keep_visits, POS_F_OPTIONAL, 0, INT64_MAX, \
		"or by visits"), \
	    POS_INT(pos_grade, grace_days, POS_F_OPTIONAL, 0, 3660, \
		"days below before it goes down"), \
	    POS_TEXT(pos_grade, sold_as, \
		POS_F_OPTIONAL | POS_F_CODE | POS_F_COLUMN, 0, \
		"item of the menu by which it is bought"), \
	    POS_INT(pos_grade, term_months, POS_F_OPTIONAL | POS_F_COLUMN, 0, \
		MONTHS_MAX, "months that it is bought for"), \
	    POS_TEXT(pos_grade, benefits, POS_F_OPTIONAL, BENEFITS_MAX_BYTES, \
		"what its members get, for people"), \
	    POS_BOOL(pos_grade, removed, POS_F_OPTIONAL | POS_F_COLUMN, \
		"nobody reaches it any more")

const struct pos_record pos_grade_record = {
	.type = "member.level", .v = 1, .size = sizeof(struct pos_grade),
	.help = "a level of members",
	.fields = (const struct pos_field[]){
		FIELDS,
		POS_INT(pos_grade, members, POS_F_OPTIONAL | POS_F_COLUMN, 0,
		    INT64_MAX, "members who have it"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_grade_record);

static const struct pos_record level_data = {
	.size = sizeof(struct pos_grade),
	.help = "a level of members",
	.fields = (const struct pos_field[]){ FIELDS, { 0 } },
};

POS_SQL(sql_counts,
    "SELECT level, COUNT(*) AS members FROM member"
    " WHERE level IS NOT NULL AND merged_into IS NULL GROUP BY level");

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct pos_grade *level = data;

	(void)entry;
	return pos_outreach_write(shop, "level", level->code, &level_data,
	    level, err);
}

const struct pos_event_kind pos_level_set = {
	.kind = "level.set", .v = 1, .record = &level_data, .apply = apply,
	.help = "a level of members is new or changed",
};

static int
by_rank(const void *a, const void *b)
{
	const struct pos_grade *x = a, *y = b;

	return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1) :
				    strcmp(x->code, y->code);
}

enum pos_status
pos_levels_load(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_levels *levels, struct pos_err *err)
{
	void *all;
	enum pos_status st;

	st = pos_outreach_all(shop, "level", &level_data, pool, &all,
	    &levels->count, err);
	if (st != POS_OK)
		return st;
	levels->level = all;
	if (levels->count > 1)
		qsort(all, levels->count, sizeof(*levels->level), by_rank);
	return POS_OK;
}

const struct pos_grade *
pos_levels_get(const struct pos_levels *levels, const char *code)
{
	size_t i;

	for (i = 0; code != NULL && i < levels->count; i++)
		if (strcmp(levels->level[i].code, code) == 0)
			return &levels->level[i];
	return NULL;
}

enum pos_status
pos_level_find(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_grade *level, struct pos_err *err)
{
	enum pos_status st = pos_outreach_get(shop, "level", code, &level_data,
	    pool, level, err);

	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no level '%s': 'pos-member level list' shows them", code);
	return st;
}

enum pos_status
pos_level_list(struct pos_shop *shop, bool removed, struct pos_pool *pool,
    struct pos_grade **list, size_t *count, struct pos_err *err)
{
	struct pos_levels all;
	struct pos_query *q;
	enum pos_status st;
	size_t i, n = 0;

	st = pos_levels_load(shop, pool, &all, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_counts);
	while ((st = pos_step(q, err)) == POS_OK)
		for (i = 0; i < all.count; i++)
			if (strcmp(all.level[i].code, pos_text(q, "level")) ==
			    0)
				all.level[i].members = pos_int(q, "members");
	if (st != POS_END)
		return st;
	for (i = 0; i < all.count; i++)
		if (removed || !all.level[i].removed)
			all.level[n++] = all.level[i];
	*list = all.level;
	*count = n;
	return POS_OK;
}

static enum pos_status
check_sold(struct pos_shop *shop, const struct pos_grade *level,
    struct pos_err *err)
{
	const struct pos_item *item;

	if ((level->sold_as != NULL) != (level->term_months > 0))
		return pos_fail(err, POS_DATA,
		    "level '%s': what is sold has both an item of the menu "
		    "and a term (--sold-as, --term)",
		    level->code);
	return level->sold_as != NULL ?
	    pos_item_find(shop, level->sold_as, &item, err) :
	    POS_OK;
}

static enum pos_status
check(struct pos_shop *shop, const struct pos_grade *level,
    struct pos_pool *pool, struct pos_err *err)
{
	bool reached = level->min_spend_minor > 0 || level->min_points > 0 ||
	    level->min_visits > 0;
	bool keeps = level->keep_spend_minor > 0 || level->keep_points > 0 ||
	    level->keep_visits > 0;
	struct pos_levels all;
	enum pos_status st;
	size_t i;

	st = pos_outreach_check("level", level->code, level->name, err);
	if (st != POS_OK)
		return st;
	if (keeps && !reached)
		return pos_fail(err, POS_DATA,
		    "level '%s' is reached by no rule, so none keeps it "
		    "(--min-spend, --min-points or --min-visits)",
		    level->code);
	if (level->within_months > 0 && !reached)
		return pos_fail(err, POS_DATA,
		    "level '%s' is reached by no rule: within what?",
		    level->code);
	st = check_sold(shop, level, err);
	if (st == POS_OK)
		st = pos_levels_load(shop, pool, &all, err);
	for (i = 0; st == POS_OK && i < all.count; i++)
		if (!level->removed && !all.level[i].removed &&
		    all.level[i].rank == level->rank &&
		    strcmp(all.level[i].code, level->code) != 0)
			return pos_fail(err, POS_DATA,
			    "level '%s' has rank %" PRId64 " already",
			    all.level[i].code, level->rank);
	return st;
}

enum pos_status
pos_level_put(struct pos_shop *shop, const struct pos_grade *level,
    bool *changed, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st;
	bool same = false;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = check(shop, level, pool, err);
	pos_pool_free(pool);
	if (st == POS_OK)
		st = pos_outreach_same(shop, "level", level->code, &level_data,
		    level, &same, err);
	if (st == POS_OK && !same)
		st = pos_record(shop, &pos_level_set, level, err);
	*changed = st == POS_OK && !same;
	return st;
}
