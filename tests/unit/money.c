/*
 * money - amounts against slow twins that work by the definitions.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/money.h"
#include "tap.h"

#define N_MAX 40

static uint64_t seed = 88172645463325252u;

static uint64_t
any(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* In -max..max, small ones as likely as large ones. */
static int64_t
any_of(int64_t max)
{
	int64_t number =
	    (int64_t)((any() >> (any() % 63 + 1)) % ((uint64_t)max + 1));

	return any() % 2 ? number : -number;
}

/* Rounding by counting up from zero: no division. */
static int64_t
slow_div(int64_t num, int64_t den, enum pos_round round)
{
	int64_t size = num < 0 ? -num : num, whole = 0, rest, up = 0;

	while ((whole + 1) * den <= size)
		whole++;
	rest = size - whole * den;
	if (round == POS_ROUND_UP)
		up = rest > 0;
	else if (round == POS_ROUND_HALF_UP)
		up = rest + rest >= den;
	else if (round == POS_ROUND_HALF_EVEN)
		up = rest + rest > den || (rest + rest == den && whole & 1);
	return num < 0 ? -(whole + up) : whole + up;
}

static void
check_div(void)
{
	int64_t num, den, have, wrong = 0;
	int round;

	for (num = -130; num <= 130; num++)
		for (den = 1; den <= 17; den++)
			for (round = POS_ROUND_HALF_UP; round <= POS_ROUND_UP;
			     round++)
				wrong += !pos_div_round(&have, num, den,
					     (enum pos_round)round) ||
				    have !=
					slow_div(num, den,
					    (enum pos_round)round);
	same_int(wrong, 0, "small quotients are those of the slow twin");
	have = 7;
	ok(!pos_div_round(&have, (__int128)INT64_MAX + 1, 1, POS_ROUND_DOWN) &&
		have == 7,
	    "a quotient past 64 bits is refused");
	ok(pos_div_round(&have, ((__int128)INT64_MIN) * 1000 - 999, 1000,
	       POS_ROUND_DOWN) &&
		have == INT64_MIN,
	    "the smallest quotient");
	ok(!pos_div_round(&have, ((__int128)INT64_MIN) * 1000 - 1, 1000,
	       POS_ROUND_UP),
	    "rounding may not leave 64 bits either");
}

/* Is q the rounding of num / den, judged by distance alone? */
static bool
is_rounding(__int128 num, int64_t den, int64_t q, enum pos_round round)
{
	__int128 off = num - (__int128)q * den;
	bool outward;

	outward = num < 0 ? off > 0 : off < 0; /* q is further from zero */
	if (off < 0)
		off = -off;
	if (off >= den)
		return false;
	switch (round) {
	case POS_ROUND_DOWN:
		return !outward;
	case POS_ROUND_UP:
		return off == 0 || outward;
	case POS_ROUND_HALF_UP:
		return off * 2 < den || (off * 2 == den && outward);
	case POS_ROUND_HALF_EVEN:
		return off * 2 < den || (off * 2 == den && q % 2 == 0);
	}
	return false;
}

static void
check_ratio(void)
{
	int wrong = 0, refused = 0, i;

	for (i = 0; i < 400000; i++) {
		struct pos_money a = pos_minor(any_of(POS_MONEY_MAX));
		struct pos_money out = pos_minor(-5);
		int64_t num = any_of(INT64_MAX), den = any_of(INT64_MAX);
		enum pos_round round = (enum pos_round)(any() % 4);
		__int128 product = (__int128)a.minor * num;
		__int128 size = product < 0 ? -product : product;

		den = den < 0 ? -den : den == 0 ? 2 : den;
		if (pos_money_ratio(&out, a, num, den, round)) {
			wrong += !is_rounding(product, den, out.minor, round) ||
			    !pos_money_ok(out);
			continue;
		}
		refused++;
		wrong += out.minor != -5 ||
		    size <= ((__int128)POS_MONEY_MAX - 1) * den;
	}
	same_int(wrong, 0, "any ratio is rounded as its name says");
	ok(refused > 1000 && refused < 399000, "some ratios were too large");
}

static void
check_sums(void)
{
	struct pos_money max = pos_minor(POS_MONEY_MAX), out = pos_minor(3);
	struct pos_money least = pos_minor(-POS_MONEY_MAX);

	ok(!pos_money_add(&out, max, pos_minor(1)) && out.minor == 3,
	    "a sum past the limit is refused and leaves the result alone");
	ok(!pos_money_sub(&out, least, pos_minor(1)) && out.minor == 3,
	    "so is a difference");
	ok(!pos_money_add(&out, pos_minor(INT64_MAX), pos_minor(1)) &&
		!pos_money_sub(&out, pos_minor(INT64_MIN), pos_minor(1)) &&
		out.minor == 3,
	    "so is what does not fit 64 bits");
	ok(pos_money_add(&out, max, least) && out.minor == 0, "a sum");
	ok(pos_money_sub(&out, pos_minor(5), pos_minor(7)) && out.minor == -2,
	    "a difference");
	ok(pos_money_times(&out, pos_minor(1999), 1500, POS_ROUND_HALF_UP) &&
		out.minor == 2999,
	    "1.5 of 19.99 is 29.99, rounded up at the half");
	ok(pos_money_times(&out, pos_minor(1999), 1500, POS_ROUND_HALF_EVEN) &&
		out.minor == 2998,
	    "or to the even cent");
	ok(!pos_money_times(&out, max, 1001, POS_ROUND_DOWN) &&
		out.minor == 2998,
	    "a product past the limit is refused");
	ok(pos_money_cmp(max, least) == 1 && pos_money_cmp(least, max) == -1 &&
		pos_money_cmp(max, max) == 0,
	    "comparison");
}

static void
check_nearest(void)
{
	int64_t a, step, wrong = 0;
	int round;

	for (a = -130; a <= 130; a++)
		for (step = 1; step <= 13; step++)
			for (round = 0; round < 4; round++)
				wrong += pos_money_nearest(pos_minor(a), step,
					     (enum pos_round)round)
					     .minor !=
				    step *
					slow_div(a, step,
					    (enum pos_round)round);
	same_int(wrong, 0, "nearest multiples are those of the slow twin");
	same_int(pos_money_nearest(pos_minor(7), 0, POS_ROUND_UP).minor, 7,
	    "step 0 changes nothing");
	same_int(pos_money_nearest(pos_minor(INT64_MAX), 5, POS_ROUND_UP).minor,
	    INT64_MAX - 2, "where no multiple exists above, the one below");
}

/* Shares by the definition, choosing the largest remainder anew each time. */
static void
slow_spread(int64_t amount, const int64_t *weight, size_t n, int64_t *share)
{
	int64_t size = amount < 0 ? -amount : amount, rest = size, w[N_MAX];
	__int128 total = 0, left[N_MAX];
	size_t i, best;

	for (i = 0; i < n; i++)
		total += weight[i];
	for (i = 0; i < n; i++)
		w[i] = total == 0 ? 1 : weight[i];
	if (total == 0)
		total = (__int128)n;
	for (i = 0; i < n; i++) {
		share[i] = (int64_t)((__int128)size * w[i] / total);
		left[i] = (__int128)size * w[i] - share[i] * total;
		rest -= share[i];
	}
	for (; rest > 0; rest--) {
		for (best = 0, i = 1; i < n; i++)
			if (left[i] > left[best])
				best = i;
		share[best]++;
		left[best] = -1;
	}
	for (i = 0; amount < 0 && i < n; i++)
		share[i] = -share[i];
}

static void
check_spread(void)
{
	static const int64_t none[4], negative[2] = { 5, -1 };
	struct pos_money share[N_MAX], out[4];
	int64_t weight[N_MAX], want[N_MAX], sum;
	int wrong = 0, inexact = 0, touched = 0, i;
	bool heavy;
	size_t n, k;

	for (i = 0; i < 60000; i++) {
		int64_t amount = any_of(i % 2 ? 500 : POS_MONEY_MAX);
		int64_t max = i % 3 == 0 ? 3 : i % 3 == 1 ? 100000 : INT64_MAX;

		n = any() % N_MAX + 1;
		for (k = 0; k < n; k++)
			weight[k] = llabs(any_of(max));
		slow_spread(amount, weight, n, want);
		wrong += !pos_money_spread(pos_minor(amount), weight, n, share);
		for (heavy = false, k = 0; k < n; k++)
			heavy = heavy || weight[k] > 0;
		for (sum = 0, k = 0; k < n; k++) {
			sum += share[k].minor;
			wrong += share[k].minor != want[k];
			touched +=
			    heavy && weight[k] == 0 && share[k].minor != 0;
		}
		inexact += sum != amount;
	}
	same_int(inexact, 0, "shares add up to the amount");
	same_int(wrong, 0, "shares are those of the slow twin");
	same_int(touched, 0, "weight 0 gets no share beside others");
	ok(pos_money_spread(pos_minor(-10), none, 4, out) &&
		out[0].minor == -3 && out[1].minor == -3 &&
		out[2].minor == -2 && out[3].minor == -2,
	    "no weight at all: evenly, first ones more");
	out[0] = pos_minor(1);
	ok(!pos_money_spread(pos_minor(10), negative, 2, out) &&
		!pos_money_spread(pos_minor(POS_MONEY_MAX + 1), none, 2, out) &&
		!pos_money_spread(pos_minor(INT64_MIN), none, 2, out) &&
		out[0].minor == 1,
	    "negative weights, amounts past the limit");
}

static void
check_round_trip(void)
{
	char text[POS_DECIMAL_MAX];
	struct pos_money back;
	int64_t number, back_number;
	int wrong = 0, places, i;

	for (i = 0; i < 200000; i++) {
		number = any_of(POS_MONEY_MAX);
		places = i % 5;
		pos_money_text(text, pos_minor(number), places);
		wrong += pos_money_parse(&back, text, places, NULL) != POS_OK ||
		    back.minor != number;
		pos_milli_text(text, number);
		wrong += pos_milli_parse(&back_number, text, NULL) != POS_OK ||
		    back_number != number;
		number = llabs(any_of(POS_RATE_MAX));
		pos_rate_text(text, number);
		wrong += pos_rate_parse(&back_number, text, NULL) != POS_OK ||
		    back_number != number;
	}
	same_int(wrong, 0, "what is written is read back");
}

static void
check_text(void)
{
	char text[POS_DECIMAL_MAX];

	same_text(pos_money_text(text, pos_minor(5), 2), "0.05", "0.05");
	same_text(pos_money_text(text, pos_minor(-1250), 2), "-12.50",
	    "-12.50 keeps its places");
	same_text(pos_money_text(text, pos_minor(-7), 0), "-7", "no places");
	same_text(pos_money_text(text, pos_minor(INT64_MIN), 9),
	    "-9223372036.854775808", "the longest text");
	same_text(pos_milli_text(text, 1500), "1.5", "quantity 1.5");
	same_text(pos_milli_text(text, -2000), "-2", "quantity -2");
	same_text(pos_milli_text(text, 10), "0.01", "quantity 0.01");
	same_text(pos_rate_text(text, 88750), "8.875%", "8.875%");
	same_text(pos_rate_text(text, 1000000), "100%", "100%");
	same_text(pos_rate_text(text, 1), "0.0001%", "the smallest rate");
}

static void
amount(const char *text, int places, int64_t want)
{
	struct pos_money have = pos_minor(-1);
	struct pos_err err;
	enum pos_status st = pos_money_parse(&have, text, places, &err);

	ok(st == POS_OK && have.minor == want, "'%s' is %lld minor", text,
	    (long long)want);
}

static void
refused(const char *text, int places, const char *want)
{
	struct pos_money have = pos_minor(-1);
	struct pos_err err = { 0 };
	enum pos_status st = pos_money_parse(&have, text, places, &err);

	ok(st == POS_DATA && err.status == POS_DATA && have.minor == -1,
	    "'%.20s' is refused", text);
	same_text(err.text, want, "and the message says why");
}

static void
check_parse(void)
{
	static const char *const wrong[] = { "", "+", "-", ".", "1.", ".5",
		"-.5", "1.2.3", "1e3", " 1", "1 ", "1,5", "1,000.00", "0x10",
		"--1", "+-1", "\xd9\xa1", "NaN", "1.5-", "1\n" };
	size_t i;

	amount("12.5", 2, 1250);
	amount("-0.05", 2, -5);
	amount("+7", 2, 700);
	amount("007.000", 0, 7);
	amount("1.2300", 2, 123);
	amount("9999999999.99", 2, POS_MONEY_MAX);
	amount("-999999999999", 0, -POS_MONEY_MAX);
	amount("-0", 2, 0);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct pos_money out;
		int64_t number;

		ok(pos_money_parse(&out, wrong[i], 2, NULL) == POS_DATA &&
			pos_milli_parse(&number, wrong[i], NULL) == POS_DATA &&
			pos_rate_parse(&number, wrong[i], NULL) == POS_DATA,
		    "wrong form %zu is refused as amount, quantity, rate", i);
	}
	refused("1.", 2, "'1.' is not an amount (expected like 12.50)");
	refused("", 0, "'' is not an amount (expected like 12)");
	refused("x", 3, "'x' is not an amount (expected like 12.500)");
	refused("1.234", 2,
	    "amount '1.234' is too fine (decimal places of "
	    "the currency: 2)");
	refused("10000000000", 2,
	    "amount '10000000000' is too large (at most"
	    " 9999999999.99)");
	refused("99999999999999999999999999999999", 2,
	    "amount '999999999999"
	    "99999999999999999999' is too large (at most 9999999999.99)");
}

static void
check_others(void)
{
	struct pos_err err;
	int64_t out = -1;

	ok(pos_milli_parse(&out, "0.250", &err) == POS_OK && out == 250,
	    "a quarter");
	ok(pos_milli_parse(&out, "0.0001", &err) == POS_DATA && out == 250,
	    "a quantity that is too fine");
	same_text(err.text,
	    "quantity '0.0001' is too fine (decimal places: at"
	    " most 3)",
	    "says so");
	ok(pos_milli_parse(&out, "1000000000", &err) == POS_DATA,
	    "a quantity that is too large");
	same_text(err.text,
	    "quantity '1000000000' is too large (at most"
	    " 999999999.999)",
	    "says so");
	ok(pos_rate_parse(&out, "8.875", &err) == POS_OK && out == 88750,
	    "a rate without %%");
	ok(pos_rate_parse(&out, "%", &err) == POS_DATA, "%% alone");
	same_text(err.text, "'%' is not a rate (expected like 8.875%)",
	    "says so");
	ok(pos_rate_parse(&out, "8%%", &err) == POS_DATA, "8%%%%");
	ok(pos_rate_parse(&out, "-1%", &err) == POS_DATA, "a negative rate");
	same_text(err.text, "rate '-1%' is out of range (expected 0% to 100%)",
	    "says so");
	ok(pos_rate_parse(&out, "100.0001%", &err) == POS_DATA,
	    "a rate over 100%%");
	ok(pos_rate_parse(&out, "0.00001%", &err) == POS_DATA,
	    "a rate that is too fine");
}

static void
check_currencies(void)
{
	static const char *const two[] = { "AED", "CNY", "EUR", "GBP", "HUF",
		"USD", "ZWL", "XCG", "ZAR" };
	size_t i;

	for (i = 0; i < sizeof(two) / sizeof(two[0]); i++)
		same_int(pos_currency_places(two[i]), 2, two[i]);
	same_int(pos_currency_places("JPY"), 0, "JPY");
	same_int(pos_currency_places("VND"), 0, "VND");
	same_int(pos_currency_places("KWD"), 3, "KWD");
	same_int(pos_currency_places("CLF"), 4, "CLF");
	same_int(pos_currency_places("XXX"), -1, "XXX is no currency");
	same_int(pos_currency_places("usd"), -1, "nor is usd");
	same_int(pos_currency_places("USD2"), -1, "nor is USD2");
	same_int(pos_currency_places(""), -1, "nor is nothing");
}

int
main(void)
{
	check_div();
	check_ratio();
	check_sums();
	check_nearest();
	check_spread();
	check_round_trip();
	check_text();
	check_parse();
	check_others();
	check_currencies();
	return tap_done();
}
