/*
 * stats.c - quantiles and intervals against values computed elsewhere: by
 * integrating the density of Student's distribution with 20 digits, and the
 * examples that Newcombe printed (Stat. Med. 17 (1998) 873, table II; Wilson's
 * interval: 857, table I).
 */
#include "stats/stats.h"
#include "tap.h"

static void
near(int64_t have, int64_t want, int64_t off, const char *name)
{
	bool good = have >= want - off && have <= want + off;

	ok(good, "%s", name);
	if (!good)
		printf("# have %lld, want %lld\n", (long long)have,
		    (long long)want);
}

static void
quantiles(void)
{
	static const struct {
		int64_t share, df_milli, want;
	} t[] = {
		{ 950000, 1000, 12706205 },
		{ 950000, 2000, 4302653 },
		{ 950000, 4500, 2658912 },
		{ 950000, 10000, 2228139 },
		{ 990000, 10000, 3169273 },
		{ 950000, 27900, 2048738 },
		{ 900000, 100000, 1660234 },
		{ 950000, 12345678, 1960156 },
		{ 999000, 3000, 12923979 },
	};
	char name[60];
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		snprintf(name, sizeof(name), "t of %lld, %lld / 1000",
		    (long long)t[i].share, (long long)t[i].df_milli);
		near(pos_stats_student(t[i].share, t[i].df_milli), t[i].want, 1,
		    name);
	}
	near(pos_stats_normal(900000), 1644854, 1, "z of 90 %");
	near(pos_stats_normal(950000), 1959964, 1, "z of 95 %");
	near(pos_stats_normal(990000), 2575829, 1, "z of 99 %");
	near(pos_stats_student(950000, 20000000000), 1959964, 1,
	    "t of very many is z");
	near(pos_stats_normal(0), 0, 0, "nothing is held by nothing");
}

static void
shares(void)
{
	static const struct {
		int64_t a, n, b, m, value, low, high;
	} t[] = {
		{ 56, 70, 48, 80, 200000, 52431, 333873 },
		{ 9, 10, 3, 10, 600000, 170523, 809018 },
		{ 6, 7, 2, 7, 571429, 58228, 806250 },
		{ 5, 56, 0, 29, 89286, -38137, 192560 },
		{ 0, 10, 0, 20, 0, -161125, 277533 },
		{ 0, 10, 0, 10, 0, -277533, 277533 },
		{ 10, 10, 0, 20, 1000000, 679086, 1000000 },
		{ 10, 10, 0, 10, 1000000, 607509, 1000000 },
		{ 1234, 50000, 1100, 50000, 2680, 808, 4554 },
	};
	struct pos_stats_interval i, back;
	char name[80];
	size_t k;

	for (k = 0; k < sizeof(t) / sizeof(t[0]); k++) {
		pos_stats_shares(t[k].a, t[k].n, t[k].b, t[k].m, POS_STATS_95,
		    &i);
		snprintf(name, sizeof(name), "%lld/%lld - %lld/%lld",
		    (long long)t[k].a, (long long)t[k].n, (long long)t[k].b,
		    (long long)t[k].m);
		near(i.value, t[k].value, 0, name);
		near(i.low, t[k].low, 0, name);
		near(i.high, t[k].high, 0, name);
		pos_stats_shares(t[k].b, t[k].m, t[k].a, t[k].n, POS_STATS_95,
		    &back);
		ok(back.low == -i.high && back.high == -i.low,
		    "%s, the other way round", name);
	}
	pos_stats_shares(0, 0, 1, 2, POS_STATS_95, &i);
	ok(!i.known, "nobody: not known");
	pos_stats_share(81, 263, POS_STATS_95, &i);
	ok(i.low == 255289 && i.high == 366210, "81/263");
	pos_stats_share(15, 148, POS_STATS_95, &i);
	ok(i.low == 62386 && i.high == 160487, "15/148");
	pos_stats_share(0, 20, POS_STATS_95, &i);
	ok(i.low == 0 && i.high == 161125, "0/20");
	pos_stats_share(1, 29, POS_STATS_95, &i);
	ok(i.low == 6113 && i.high == 171755, "1/29");
}

static struct pos_stats_sum
sum_of(const int64_t *values, size_t n)
{
	struct pos_stats_sum s = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		pos_stats_add(&s, values[i]);
	return s;
}

static void
means(void)
{
	static const int64_t a1[] = { 275, 210, 190, 236, 170, 179, 169, 201,
		219, 226, 231, 196, 190, 217, 214 };
	static const int64_t a2[] = { 271, 220, 208, 234, 234, 235, 258, 220,
		248, 202, 219, 221, 229, 300, 239 };
	static const int64_t a3[] = { 172, 209, 226, 181, 217, 218, 243, 207 };
	static const int64_t a4[] = { 215, 228, 210, 230, 216, 236, 225, 207,
		234, 218, 285, 217, 213, 218, 243 };
	struct pos_stats_sum s1 = sum_of(a1, 15), s2 = sum_of(a2, 15);
	struct pos_stats_sum s3 = sum_of(a3, 8), s4 = sum_of(a4, 15), big;
	struct pos_stats_interval i;
	int64_t k;

	pos_stats_means(&s1, &s2, POS_STATS_95, 1000, &i);
	near(i.value, -27667, 0, "equal sizes: difference");
	near(i.low, -47664, 0, "equal sizes: low");
	near(i.high, -7669, 0, "equal sizes: high");
	pos_stats_means(&s1, &s2, 990000, 1000, &i);
	near(i.low, -54651, 0, "99 %: low");
	near(i.high, -682, 0, "99 %: high");
	pos_stats_means(&s3, &s4, POS_STATS_95, 1000, &i);
	near(i.low, -38002, 0, "unequal sizes: low");
	near(i.high, 3586, 0, "unequal sizes: high");
	pos_stats_means(&s3, &s3, POS_STATS_95, 1, &i);
	ok(i.value == 0 && i.low == -i.high, "against itself");
	s1 = (struct pos_stats_sum){ 0 };
	pos_stats_means(&s1, &s2, POS_STATS_95, 1, &i);
	ok(!i.known && i.value == -236, "nobody: not known");
	/* 1.961 * sqrt(2 * 0.25025 / 1000); squares in doubles lose it */
	big = (struct pos_stats_sum){ 0 };
	for (k = 0; k < 1000; k++)
		pos_stats_add(&big, 999999999999 - (k & 1));
	pos_stats_means(&big, &big, POS_STATS_95, 1000, &i);
	near(i.high, 44, 0, "large values, small variance");
	for (k = 0; k < 3; k++)
		pos_stats_add(&s1, 999999999999);
	pos_stats_means(&s1, &s1, POS_STATS_95, 1000, &i);
	ok(i.known && i.low == 0 && i.high == 0, "all alike: no width");
}

/* Of 4,000 samples with a known truth, 95 % must hold it: within 3.3
 * standard errors of that. */
static void
coverage(void)
{
	uint64_t state = 88172645463325252u;
	int64_t held_means = 0, held_shares = 0, round, k, hits[2];
	struct pos_stats_interval i;
	struct pos_stats_sum s[2];
	int64_t value;

	for (round = 0; round < 4000; round++) {
		memset(s, 0, sizeof(s));
		memset(hits, 0, sizeof(hits));
		for (k = 0; k < 60; k++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			/* group 0 from 0 to 1999, group 1 from 0 to 999 */
			value = (int64_t)(state % (k < 20 ? 2000 : 1000));
			pos_stats_add(&s[k >= 20], value);
			hits[k >= 20] += value % 10 < (k < 20 ? 5 : 3);
		}
		pos_stats_means(&s[0], &s[1], POS_STATS_95, 1000, &i);
		held_means += i.low <= 500000 && i.high >= 500000;
		pos_stats_shares(hits[0], 20, hits[1], 40, POS_STATS_95, &i);
		held_shares += i.low <= 200000 && i.high >= 200000;
	}
	printf("# held: means %lld, shares %lld of 4000\n",
	    (long long)held_means, (long long)held_shares);
	near(held_means, 3800, 46, "means: 95 of 100 hold the truth");
	near(held_shares, 3800, 60, "shares: 95 of 100 hold the truth");
}

int
main(void)
{
	quantiles();
	shares();
	means();
	coverage();
	return tap_done();
}
