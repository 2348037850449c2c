/*
 * level.c - decisions about levels, and referral codes, by many examples.
 *
 * A twin of the rules, written the other way round (by steps of days), walks
 * beside reviews of each day; what must hold of any decision is checked.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/clock.h"
#include "shop/level_inside.h"
#include "shop/referral.h"
#include "tap.h"

#define LEVELS 4

static uint64_t seed = 20261127;

static int64_t
rnd(int64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)(seed % (uint64_t)below);
}

static const char *const codes[LEVELS] = { "a", "b", "c", "d" };

static void
make(struct pos_grade level[LEVELS])
{
	int i;

	for (i = 0; i < LEVELS; i++) {
		level[i] = (struct pos_grade){
			.code = codes[i],
			.name = codes[i],
			.rank = i + 1,
			.min_spend_minor = (i + 1) * 100,
			.keep_spend_minor = rnd(2) ? (i + 1) * 60 : 0,
			.grace_days = rnd(2) ? 1 + rnd(4) : 0,
		};
		if (i == 2 && rnd(2))
			level[i].removed = true;
	}
}

/* Best level that spend reaches; 0: none. */
static int
twin_reached(const struct pos_grade *level, int64_t spend)
{
	int i, best = 0;

	for (i = 0; i < LEVELS; i++)
		if (!level[i].removed && spend >= level[i].min_spend_minor)
			best = i + 1;
	return best;
}

static bool
twin_keeps(const struct pos_grade *level, int rank, int64_t spend)
{
	const struct pos_grade *l = &level[rank - 1];

	return !l->removed &&
	    (spend >= l->min_spend_minor ||
		(l->keep_spend_minor > 0 && spend >= l->keep_spend_minor));
}

struct twin {
	int rank;      /* that counts */
	int64_t grace; /* days it has been below and is borne with; 0: not */
	int hold;
	int64_t hold_until;
	bool held; /* rank is the hold's */
};

/* One day of the twin. */
static void
twin_day(const struct pos_grade *level, struct twin *t, int64_t day,
    int64_t spend)
{
	int rule = twin_reached(level, spend), r;
	int hold =
	    t->hold != 0 && (t->hold_until == 0 || t->hold_until >= day) ?
	    t->hold :
	    0;
	bool was_held = t->held && t->hold_until != 0;

	t->hold = hold;
	if (hold >= rule && hold >= t->rank && hold != 0) {
		t->rank = hold;
		t->held = true;
		t->grace = 0;
		return;
	}
	if (rule >= t->rank) {
		t->rank = rule;
		t->held = false;
		t->grace = 0;
		return;
	}
	if (!was_held && twin_keeps(level, t->rank, spend)) {
		t->grace = 0;
		return;
	}
	if (!was_held && level[t->rank - 1].grace_days > 0 &&
	    t->grace++ < level[t->rank - 1].grace_days)
		return;
	for (r = t->rank - 1; r > 0 && !twin_keeps(level, r, spend); r--)
		continue;
	t->held = hold != 0 && hold >= r;
	t->rank = t->held ? hold : r;
	t->grace = 0;
}

static void
step(struct pos_standing *now, const struct pos_levels *levels,
    const struct pos_level_move *m)
{
	now->level_code = m->to;
	now->level = pos_levels_get(levels, m->to);
	now->level_until = m->until;
	now->paid_until = m->paid_until;
	now->down_from = m->down_from;
	if (m->sets_hold)
		now->hold = pos_levels_get(levels, m->hold);
}

/* A life of a hundred days; how often the two disagree. */
static int
life(void)
{
	struct pos_grade level[LEVELS];
	struct pos_levels levels = { level, LEVELS };
	struct pos_level_sums by[LEVELS];
	struct pos_standing now = { .member_no = 1 };
	struct pos_level_move m;
	struct twin twin = { 0 };
	int64_t day = 20260101, spend = 0;
	int i, n, wrong = 0;

	make(level);
	if (rnd(2)) {
		twin.hold = 1 + (int)rnd(LEVELS);
		twin.hold_until = pos_day_add((int32_t)day, (int)rnd(60));
		now.hold = &level[twin.hold - 1];
		now.hold_until = twin.hold_until;
		now.bought = true;
	}
	for (i = 0; i < 100; i++) {
		if (rnd(5) == 0)
			spend = rnd(500);
		for (n = 0; n < LEVELS; n++)
			by[n] = (struct pos_level_sums){ 1, spend, 0, 0 };
		twin_day(level, &twin, day, spend);
		if (pos_level_decide(&levels, by, &now, day, &m))
			step(&now, &levels, &m);
		wrong += pos_level_rank(now.level) != twin.rank;
		/* nothing is left to decide on the same day */
		wrong += pos_level_decide(&levels, by, &now, day, &m);
		day = pos_day_add((int32_t)day, 1);
	}
	return wrong;
}

static void
test_lives(void)
{
	int i, wrong = 0;

	for (i = 0; i < 3000; i++)
		wrong += life();
	same_int(wrong, 0, "300,000 days of levels, as the twin has them");
}

static void
test_months(void)
{
	same_int(pos_level_month(20261127, 1), 202611, "this month");
	same_int(pos_level_month(20261127, 12), 202512, "twelve months");
	same_int(pos_level_month(20260131, 13), 202501, "thirteen");
	same_int(pos_level_month(20260131, 0), 0, "ever");
}

/* Every wrong character, and every two that changed places. */
static int
misread(const char *code)
{
	static const char all[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char wrong[POS_REFERRAL_TEXT];
	size_t i, j, len = strlen(code);
	int found = 0;

	for (i = 1; i < len; i++) {
		for (j = 0; all[j] != '\0'; j++) {
			memcpy(wrong, code, len + 1);
			wrong[i] = all[j];
			if (all[j] != code[i])
				found += pos_referral_member(wrong) != 0;
		}
		for (j = i + 1; j < len; j++) {
			memcpy(wrong, code, len + 1);
			wrong[i] = code[j];
			wrong[j] = code[i];
			if (code[i] != code[j])
				found += pos_referral_member(wrong) != 0;
		}
	}
	return found;
}

static void
test_codes(void)
{
	char code[POS_REFERRAL_TEXT];
	int64_t no, most = (INT64_C(4095) << 32) + UINT32_MAX;
	int i, lost = 0, misled = 0;

	for (i = 0; i < 2000; i++) {
		no = i < 1000 ? (INT64_C(1) << 32) + i + 1 :
				((1 + rnd(4095)) << 32) + 1 + rnd(UINT32_MAX);
		pos_referral_code(code, no);
		lost += pos_referral_member(code) != no;
		misled += misread(code);
	}
	same_int(lost, 0, "each code leads back to its member");
	same_int(misled, 0, "no wrong or swapped character leads anywhere");
	same_int(pos_referral_member(pos_referral_code(code, most)), most,
	    "the last member of the last branch");
	pos_referral_code(code, (INT64_C(1) << 32) + 17);
	ok(strlen(code) <= 7, "short: %s", code);
	same_int(pos_referral_member("R"), 0, "no code");
	same_int(pos_referral_member("R00"), 0, "nobody");
	same_int(pos_referral_member("RZZZZZZZZZZZZZZZZZZZZ"), 0, "too long");
	same_int(pos_referral_member("m1000001"), 0, "a member's code");
}

int
main(void)
{
	test_months();
	test_lives();
	test_codes();
	return tap_done();
}
