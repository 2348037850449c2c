/*
 * due.c - what is coming up: who, and on which day.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/days.h"
#include "shop/due.h"
#include "shop/member.h"
#include "shop/points.h"

#define TELL 1024 /* members between two reports of progress */

const struct pos_record pos_due_record = {
	.type = "due", .v = 1, .size = sizeof(struct pos_due),
	.help = "a member for whom something is coming up",
	.fields = (const struct pos_field[]){
		POS_CHOICE(pos_due, what, POS_F_COLUMN, POS_DUE_KINDS,
		    "what it is"),
		POS_TEXT(pos_due, member, POS_F_COLUMN, 24,
		    "code of the member"),
		POS_DAY(pos_due, day, POS_F_COLUMN,
		    "the day: of the birthday, the last of a term or of "
		    "points, of the last visit"),
		POS_INT(pos_due, days, POS_F_COLUMN, 0, INT64_MAX,
		    "days from today to it; lapsed: since it"),
		POS_INT(pos_due, count, POS_F_COLUMN | POS_F_OPTIONAL, 0,
		    INT64_MAX, "points that expire; visits so far"),
		POS_TEXT(pos_due, level, POS_F_COLUMN | POS_F_OPTIONAL, 64,
		    "level of the member"),
		POS_BOOL(pos_due, consent, POS_F_COLUMN,
		    "takes messages"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_due_record);

POS_SQL(sql_renewals,
    "SELECT member, level, until FROM level_hold WHERE bought = 1"
    " AND until >= $1 AND until <= $2 ORDER BY until, member");
POS_SQL(sql_lapsed,
    "SELECT member, MAX(day) AS day, COUNT(*) AS visits FROM member_sale"
    " WHERE back = 0 GROUP BY member"
    " HAVING MAX(day) >= $1 AND MAX(day) <= $2 ORDER BY day, member");

struct list {
	struct pos_shop *shop;
	const struct pos_due_ask *ask;
	struct pos_pool *pool;
	struct pos_due *due;
	size_t count;
	int32_t today, last;
	int64_t seen, total;
};

static int64_t
days_between(int64_t from, int64_t to)
{
	return pos_day_days((int32_t)to) - pos_day_days((int32_t)from);
}

static void
add(struct list *l, const struct pos_member *m, int64_t day, int64_t count)
{
	struct pos_due *due;

	l->due = pos_pool_push(l->pool, l->due, l->count, sizeof(*l->due));
	due = &l->due[l->count++];
	*due = (struct pos_due){
		.what = l->ask->what,
		.member = pos_pool_text(l->pool, m->code),
		.member_no = m->member_no,
		.day = day,
		.days = day >= l->today ? days_between(l->today, day) :
					  days_between(day, l->today),
		.count = count,
		.level = pos_pool_text(l->pool, m->level),
		.consent = m->consent,
	};
}

/* That of this year or, when it is over, of the next: 29 February is on the
 * 28th where there is none. */
static int32_t
next_birthday(int64_t mmdd, int32_t today)
{
	int32_t year, day = 0;

	for (year = today / 10000; day < today; year++) {
		day = year * 10000 + (int32_t)mmdd;
		if (mmdd == 229 && pos_days_day(pos_day_days(day)) != day)
			day--;
	}
	return day;
}

static enum pos_status
birthday(void *arg, const struct pos_member *m, struct pos_pool *pool,
    struct pos_err *err)
{
	struct list *l = arg;
	int32_t day;

	(void)pool;
	(void)err;
	if (l->ask->progress != NULL && ++l->seen % TELL == 0)
		l->ask->progress(l->ask->arg, l->seen, l->total);
	if (m->erased || m->merged_no != 0 || m->birthday == 0)
		return POS_OK;
	day = next_birthday(m->birthday % 10000, l->today);
	if (day <= l->last)
		add(l, m, day, 0);
	return POS_OK;
}

/* A member found by number, if it is still one. */
static enum pos_status
add_no(struct list *l, int64_t member_no, int64_t day, int64_t count,
    struct pos_err *err)
{
	struct pos_member m = { 0 };
	enum pos_status st;

	st = pos_member_by_no(l->shop, member_no, l->pool, &m, err);
	if (st == POS_OK && !m.erased && m.merged_no == 0)
		add(l, &m, day, count);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
renewals(struct list *l, struct pos_err *err)
{
	struct pos_query *q = pos_query(l->shop->store, &sql_renewals);
	enum pos_status st;
	size_t n;

	pos_bind_int(q, 1, l->today);
	pos_bind_int(q, 2, l->last);
	while ((st = pos_step(q, err)) == POS_OK) {
		n = l->count;
		st = add_no(l, pos_int(q, "member"), pos_int(q, "until"), 0,
		    err);
		if (st != POS_OK)
			break;
		if (l->count > n)
			l->due[n].level =
			    pos_pool_text(l->pool, pos_text(q, "level"));
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
lapsed(struct list *l, struct pos_err *err)
{
	struct pos_query *q = pos_query(l->shop->store, &sql_lapsed);
	int32_t last = pos_day_add(l->today, -(int)l->ask->days);
	enum pos_status st;

	pos_bind_int(q, 1,
	    l->ask->within < 0 ? 0 : pos_day_add(last, -(int)l->ask->within));
	pos_bind_int(q, 2, last);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = add_no(l, pos_int(q, "member"), pos_int(q, "day"),
		    pos_int(q, "visits"), err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
expiring(void *arg, const struct pos_expiring *e, struct pos_err *err)
{
	return add_no(arg, e->member_no, e->until, e->points, err);
}

static int
by_day(const void *a, const void *b)
{
	const struct pos_due *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->member_no > y->member_no) - (x->member_no < y->member_no);
}

enum pos_status
pos_due_list(struct pos_shop *shop, const struct pos_due_ask *ask,
    struct pos_pool *pool, struct pos_due **due, size_t *count,
    struct pos_err *err)
{
	struct list l = {
		.shop = shop, .ask = ask, .pool = pool, .today = shop->day,
	};
	enum pos_status st = POS_OK;

	l.last = pos_day_add(l.today, ask->within > 0 ? (int)ask->within : 0);
	if (strcmp(ask->what, "birthdays") == 0) {
		if (ask->progress != NULL)
			st = pos_member_count(shop, &l.total, err);
		if (st == POS_OK)
			st = pos_member_walk(shop, 0, true, birthday, &l, err);
	} else if (strcmp(ask->what, "renewals") == 0) {
		st = renewals(&l, err);
	} else if (strcmp(ask->what, "points") == 0) {
		st = pos_points_due(shop, l.today, l.last, expiring, &l, err);
	} else {
		st = lapsed(&l, err);
	}
	if (l.count > 1)
		qsort(l.due, l.count, sizeof(*l.due), by_day);
	*due = l.due;
	*count = l.count;
	return st;
}

char *
pos_due_occasion(const struct pos_due *due, struct pos_pool *pool)
{
	char day[POS_TIME_TEXT];

	if (strcmp(due->what, "birthdays") == 0)
		return pos_pool_printf(pool, "birthday/%d",
		    (int)(due->day / 10000));
	pos_day_text(day, (int32_t)due->day);
	if (strcmp(due->what, "renewals") == 0)
		return pos_pool_printf(pool, "renewal/%s", day);
	return pos_pool_printf(pool, "%s/%s", due->what, day);
}
