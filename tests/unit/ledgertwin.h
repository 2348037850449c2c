/*
 * ledgertwin.h - accounts in plain arrays, for tests/unit/ledger.c: what the
 * ledgers should come to.
 */
#ifndef POS_TESTS_LEDGERTWIN_H
#define POS_TESTS_LEDGERTWIN_H

#include "payshop.h"

#define MEMBERS 4
#define DAYS 90 /* last days of lots, from the first day on; 0: no end */
#define SALES 400
#define DAY_MS INT64_C(86400000)

struct twin {
	int64_t no;
	int64_t lot[DAYS + 1]; /* by last day; DAYS: no end */
	int64_t owed, principal, bonus;
};
struct sold {
	struct pos_id id;
	int m;
	int64_t total, earned, back_value, back_earned;
	int until;
	int64_t stored, principal, stored_back, principal_back;
	int64_t paid_points, points_value, points_back, value_back;
	int64_t taken[DAYS + 1];
	bool done;   /* all of it came back */
	bool asleep; /* leave it alone */
		     /* as it was before, if nothing else happened since */
};
static struct twin twins[MEMBERS];
static struct sold sold[SALES];
static int sold_count, today, faults;
static int first_member; /* those before it were merged away */

static inline int
some_member(void)
{
	return first_member + (int)rnd((uint32_t)(MEMBERS - first_member));
}

static inline void
fault(const char *what, int64_t have, int64_t want)
{
	if (faults++ < 10)
		printf("# %s: have %lld, want %lld\n", what, (long long)have,
		    (long long)want);
}

static inline int64_t
day_of(int index)
{
	return index == DAYS ? 0 : pos_day_add(20260307, index);
}

static inline int
index_of(int64_t day)
{
	int i;

	for (i = 0; i < DAYS; i++)
		if (day_of(i) == day)
			return i;
	return DAYS;
}

static inline int64_t
usable(const struct twin *t)
{
	int64_t sum = 0;
	int i;

	for (i = today; i <= DAYS; i++)
		sum += t->lot[i];
	return sum;
}

static inline void
put(struct twin *t, int i, int64_t n)
{
	int64_t pays = n < t->owed ? n : t->owed;

	t->owed -= pays;
	t->lot[i] += n - pays;
}

/* First to expire first; what each lot gave into taken. */
static inline int64_t
take(struct twin *t, int64_t n, int64_t *taken)
{
	int64_t x;
	int i;

	for (i = today; i <= DAYS && n > 0; i++) {
		x = t->lot[i] < n ? t->lot[i] : n;
		t->lot[i] -= x;
		n -= x;
		if (taken != NULL)
			taken[i] += x;
	}
	return n;
}

static inline void
unearn(struct twin *t, int until, int64_t n)
{
	int64_t x = t->lot[until] < n ? t->lot[until] : n;

	t->lot[until] -= x;
	t->owed += take(t, n - x, NULL);
}

/* Back into the lots that last longest; a debt is paid by the others. */
static inline void
untake(struct twin *t, int64_t n, int64_t *taken)
{
	int64_t what[DAYS + 1] = { 0 }, x;
	int i;

	for (i = DAYS; i >= 0; i--) {
		x = taken[i] < n ? taken[i] : n;
		what[i] = x;
		n -= x;
	}
	if (n != 0)
		fault("points that nobody took", n, 0);
	for (i = 0; i <= DAYS; i++) {
		x = what[i] < t->owed ? what[i] : t->owed;
		taken[i] -= what[i] - x;
		put(t, i, what[i]);
		/* what paid the debt stays taken from no lot */
	}
}

#endif
