/*
 * rfm.c - scores: three sorted columns, and a search in each.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/member.h"
#include "shop/rfm.h"

const struct pos_record pos_rfm_record = {
	.type = "rfm", .v = 1, .size = sizeof(struct pos_rfm),
	.help = "a member's recency, frequency and money",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_rfm, member, POS_F_COLUMN, 24,
		    "code of the member"),
		POS_DAY(pos_rfm, last_day, POS_F_COLUMN,
		    "day of the last visit"),
		POS_INT(pos_rfm, visits, POS_F_COLUMN, 0, INT64_MAX,
		    "visits"),
		POS_MONEY(pos_rfm, spent_minor, POS_F_COLUMN,
		    "what was paid, less what was given back"),
		POS_INT(pos_rfm, r, POS_F_COLUMN, 1, 10, "score of recency"),
		POS_INT(pos_rfm, f, POS_F_COLUMN, 1, 10,
		    "score of frequency"),
		POS_INT(pos_rfm, m, POS_F_COLUMN, 1, 10, "score of money"),
		POS_CHOICE(pos_rfm, class, POS_F_COLUMN, POS_RFM_CLASSES,
		    "class by which of the three are high"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_rfm_record);

POS_SQL(sql_rfm,
    "SELECT member, MAX(CASE WHEN back = 0 THEN done_day ELSE 0 END)"
    " AS last_day, SUM(CASE WHEN back = 0 THEN 1 ELSE 0 END) AS visits,"
    " CAST(SUM(total_minor) AS BIGINT) AS spent FROM member_sale"
    " WHERE done_day >= $1 AND done_day <= $2 GROUP BY member"
    " ORDER BY member");

/* Indexed by high R, F, M as 4, 2, 1. */
static const char *const classes[8] = {
	"lost", "win-back", "drifting", "keep", "new", "develop", "regular",
	"champion",
};

static int
by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many of the sorted values are below this one. */
static size_t
below(const int64_t *sorted, size_t count, int64_t value)
{
	size_t low = 0, high = count, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (sorted[mid] < value)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static int64_t
value_of(const struct pos_rfm *row, int part)
{
	return part == 0 ? row->last_day :
	    part == 1    ? row->visits :
			   row->spent_minor;
}

static void
score(struct pos_rfm *rows, size_t count, int64_t quantiles, int part,
    int64_t *sorted)
{
	int64_t points;
	size_t i;

	for (i = 0; i < count; i++)
		sorted[i] = value_of(&rows[i], part);
	qsort(sorted, count, sizeof(*sorted), by_value);
	for (i = 0; i < count; i++) {
		points = 1 +
		    quantiles *
			(int64_t)below(sorted, count,
			    value_of(&rows[i], part)) /
			(int64_t)count;
		if (part == 0)
			rows[i].r = points;
		else if (part == 1)
			rows[i].f = points;
		else
			rows[i].m = points;
	}
}

static void
classify(struct pos_rfm *row, int64_t quantiles)
{
	int high = 0;

	high |= 2 * row->r > quantiles + 1 ? 4 : 0;
	high |= 2 * row->f > quantiles + 1 ? 2 : 0;
	high |= 2 * row->m > quantiles + 1 ? 1 : 0;
	row->class = classes[high];
}

static enum pos_status
read(struct pos_shop *shop, int64_t from, int64_t to, struct pos_pool *pool,
    struct pos_rfm **rows, size_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_rfm);
	struct pos_rfm *all = NULL, row = { 0 };
	enum pos_status st;
	size_t n = 0;

	pos_bind_int(q, 1, from);
	pos_bind_int(q, 2, to != 0 ? to : INT64_MAX);
	while ((st = pos_step(q, err)) == POS_OK) {
		row.visits = pos_int(q, "visits");
		if (row.visits == 0)
			continue; /* only gave back */
		row.member_no = pos_int(q, "member");
		row.last_day = pos_int(q, "last_day");
		row.spent_minor = pos_int(q, "spent");
		all = pos_pool_push(pool, all, n, sizeof(*all));
		all[n++] = row;
	}
	*rows = all;
	*count = n;
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_rfm(struct pos_shop *shop, int64_t from, int64_t to, int64_t quantiles,
    struct pos_pool *pool, struct pos_rfm **rows, size_t *count,
    struct pos_err *err)
{
	int64_t *sorted;
	char code[24];
	enum pos_status st;
	size_t i;
	int part;

	st = read(shop, from, to, pool, rows, count, err);
	if (st != POS_OK || *count == 0)
		return st;
	sorted = pos_alloc(*count * sizeof(*sorted));
	for (part = 0; part < 3; part++)
		score(*rows, *count, quantiles, part, sorted);
	free(sorted);
	for (i = 0; i < *count; i++) {
		classify(&(*rows)[i], quantiles);
		(*rows)[i].member = pos_pool_text(pool,
		    pos_member_code(code, (*rows)[i].member_no));
	}
	return POS_OK;
}
