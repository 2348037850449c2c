/*
 * draw.c - the random numbers of draws: known answers, and that nothing is
 * likelier than it should be.
 */
#include "shop/draw_inside.h"
#include "tap.h"

static unsigned char seed[DRAW_SEED_LEN];

static void
set_seed(uint64_t n)
{
	unsigned char text[8];
	int i;

	for (i = 0; i < 8; i++)
		text[i] = (unsigned char)(n >> (8 * i));
	pos_sha256(seed, text, sizeof(text));
}

/* printf %s 'S|t|0' | openssl dgst -sha256 -mac HMAC -macopt hexkey:...
 * begins 99e91a03cd77 for a seed of 32 bytes 0x00 to 0x1f. */
static void
known(void)
{
	struct draw_stream s;
	char hex[2 * DRAW_SEED_LEN + 1];
	unsigned char back[DRAW_SEED_LEN];
	int64_t whole;
	int i;

	for (i = 0; i < DRAW_SEED_LEN; i++)
		seed[i] = (unsigned char)i;
	draw_stream_start(&s, seed, "S|t");
	whole = INT64_C(1) << 47;
	same_int(draw_below(&s, whole), INT64_C(0x99e91a03cd77) % whole,
	    "first number");
	same_int(draw_below(&s, whole), INT64_C(0x5c42a46388e5) % whole,
	    "second number");
	for (i = 2; i < 5; i++)
		(void)draw_below(&s, whole);
	same_int(draw_below(&s, whole), INT64_C(0x75e7f08e82e4) % whole,
	    "sixth number: the next block");
	pos_hex(hex, seed, sizeof(seed));
	ok(draw_seed_read(back, hex) && memcmp(back, seed, 32) == 0,
	    "a seed in hex and back");
	ok(!draw_seed_read(back, "00ff"), "too short a seed");
	hex[5] = 'X';
	ok(!draw_seed_read(back, hex), "no hex");
	draw_commit(hex, seed);
	same_text(hex,
	    "630dcd2966c4336691125448bbb25b4f"
	    "f412a49c732db2c8abc1b8581bd710dd",
	    "commitment");
}

/*
 * Pearson's statistic against its limit at 1 in a million, for df degrees of
 * freedom, by the cube-root approximation of Wilson and Hilferty (1931), in
 * thousandths: 4.7534 standard deviations.
 */
static bool
fits(const int64_t *have, const int64_t *weight, int n, int64_t total)
{
	int64_t sum = 0, i, want, off, stat = 0, limit, df = -1, c;

	for (i = 0; i < n; i++) {
		sum += weight[i];
		df += weight[i] > 0;
	}
	for (i = 0; i < n; i++) {
		if (weight[i] == 0 && have[i] != 0)
			return false;
		if (weight[i] == 0)
			continue;
		want = total * weight[i] / sum;
		off = have[i] - want;
		stat += off * off * 1000 / want;
	}
	/* (1 - 2/9df + z sqrt(2/9df))^3 df, the square root by steps */
	for (c = 0; c * c * 9 * df < 2000000; c++)
		;
	limit = 1000 - 2000 / (9 * df) + 4754 * c / 1000;
	limit = limit * limit / 1000 * limit / 1000 * df;
	if (stat > limit)
		printf("# %lld over the limit %lld\n", (long long)stat,
		    (long long)limit);
	return stat <= limit;
}

static void
uniform(void)
{
	static const int sizes[] = { 2, 3, 7, 10, 97, 100, 1000 };
	int64_t have[1000], even[1000];
	struct draw_stream s;
	size_t k;
	int i;

	set_seed(1);
	for (k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
		memset(have, 0, sizeof(have));
		draw_stream_start(&s, seed, "uniform");
		for (i = 0; i < 200000; i++)
			have[draw_below(&s, sizes[k])]++;
		for (i = 0; i < sizes[k]; i++)
			even[i] = 1;
		ok(fits(have, even, sizes[k], 200000), "below %d", sizes[k]);
	}
	/* 2^47 - 1 rejects nearly none, 3 * 2^45 rejects one in four: what is
	 * left is even all the same */
	memset(have, 0, sizeof(have));
	draw_stream_start(&s, seed, "reject");
	for (i = 0; i < 100000; i++)
		have[draw_below(&s, INT64_C(3) << 45) / (INT64_C(1) << 45)]++;
	ok(fits(have, even, 3, 100000), "below 3 * 2^45, in thirds");
}

static void
weights(void)
{
	static const struct pos_draw_prize prizes[] = {
		{ .name = "a", .kind = "text", .weight = 1 },
		{ .name = "b", .kind = "text", .weight = 50 },
		{ .name = "c", .kind = "text", .weight = 900, .count = 5,
		    .given = 5 },
		{ .name = "d", .kind = "none", .weight = 949 },
	};
	static const int64_t weight[] = { 1, 50, 0, 949 };
	struct pos_draw draw = { .code = "W",
		.kind = "draw",
		.prizes = prizes,
		.prizes_count = 4 };
	int64_t have[4] = { 0 };
	char ticket[40];
	int i, first;

	set_seed(2);
	for (i = 0; i < 200000; i++) {
		snprintf(ticket, sizeof(ticket), "m%d/1", i);
		have[draw_pick(&draw, seed, ticket)]++;
	}
	ok(fits(have, weight, 4, 200000),
	    "by weight; one that has run out is never won");
	first = draw_pick(&draw, seed, "m7/1");
	set_seed(3);
	memset(have, 0, sizeof(have));
	for (i = 0; i < 50000; i++) {
		set_seed((uint64_t)i + 1000);
		have[draw_pick(&draw, seed, "m7/1")]++;
	}
	ok(fits(have, weight, 4, 50000), "of one ticket, over seeds");
	set_seed(2);
	ok(draw_pick(&draw, seed, "m7/1") == first, "the same again");
}

static void
decks(void)
{
	static const struct pos_draw_prize prizes[] = {
		{ .name = "a", .kind = "text", .count = 1 },
		{ .name = "b", .kind = "text", .count = 2 },
		{ .name = "c", .kind = "none", .count = 4 },
	};
	struct pos_draw draw = { .code = "D",
		.kind = "scratch",
		.exact = true,
		.prizes = prizes,
		.prizes_count = 3 };
	struct pos_pool *pool = pos_pool_new();
	int64_t at[7] = { 0 }, pair[49] = { 0 }, even[49], size = 0, i, j, k;
	int64_t counts[3];
	bool exact = true;
	int *deck;

	for (k = 0; k < 49; k++)
		even[k] = k / 7 != k % 7;
	for (k = 0; k < 50000; k++) {
		pos_pool_clear(pool);
		set_seed((uint64_t)k);
		deck = draw_deck(&draw, seed, pool, &size);
		memset(counts, 0, sizeof(counts));
		for (i = 0; i < size; i++)
			counts[deck[i]]++;
		exact &= size == 7 && counts[0] == 1 && counts[1] == 2 &&
		    counts[2] == 4;
		for (i = 0; i < size; i++)
			if (deck[i] == 0)
				at[i]++;
		for (i = 0; i < size; i++)
			for (j = 0; j < size; j++)
				if (deck[i] == 0 && deck[j] == 1)
					pair[7 * i + j]++;
	}
	ok(exact, "each prize as often as its count");
	ok(fits(at, (const int64_t[]){ 1, 1, 1, 1, 1, 1, 1 }, 7, 50000),
	    "every place is as likely");
	ok(fits(pair, even, 49, 100000), "every pair of places, too");
	pos_pool_free(pool);
}

int
main(void)
{
	known();
	uniform();
	weights();
	decks();
	return tap_done();
}
