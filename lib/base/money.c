/*
 * money.c - checked arithmetic on amounts.
 *
 * Products are taken in 128 bits, where two 64-bit factors always fit; only
 * the final result is held against the limit.  All division is
 * pos_div_round().
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/money.h"

struct remainder {
	unsigned __int128 left;
	size_t index;
};

struct pos_money
pos_minor(int64_t minor)
{
	return (struct pos_money){ minor };
}

bool
pos_money_ok(struct pos_money a)
{
	return a.minor >= -POS_MONEY_MAX && a.minor <= POS_MONEY_MAX;
}

static bool
settle(struct pos_money *out, int64_t minor)
{
	if (!pos_money_ok(pos_minor(minor)))
		return false;
	out->minor = minor;
	return true;
}

bool
pos_money_add(struct pos_money *sum, struct pos_money a, struct pos_money b)
{
	int64_t minor;

	return !__builtin_add_overflow(a.minor, b.minor, &minor) &&
	    settle(sum, minor);
}

bool
pos_money_sub(struct pos_money *diff, struct pos_money a, struct pos_money b)
{
	int64_t minor;

	return !__builtin_sub_overflow(a.minor, b.minor, &minor) &&
	    settle(diff, minor);
}

bool
pos_money_times(struct pos_money *out, struct pos_money price,
    int64_t qty_milli, enum pos_round round)
{
	return pos_money_ratio(out, price, qty_milli, POS_QTY_ONE, round);
}

bool
pos_money_ratio(struct pos_money *out, struct pos_money amount, int64_t num,
    int64_t den, enum pos_round round)
{
	int64_t minor;

	return pos_div_round(&minor, (__int128)amount.minor * num, den,
		   round) &&
	    settle(out, minor);
}

/*
 * Near the end of int64 the nearest multiple may not exist; then the one
 * toward zero does.  Like every sum it is for pos_money_ok() to judge.
 */
struct pos_money
pos_money_nearest(struct pos_money a, int64_t step_minor, enum pos_round round)
{
	int64_t steps, minor;

	assert(step_minor >= 0);
	if (step_minor <= 1)
		return a;
	if (!pos_div_round(&steps, a.minor, step_minor, round) ||
	    __builtin_mul_overflow(steps, step_minor, &minor))
		minor = a.minor - a.minor % step_minor;
	return pos_minor(minor);
}

int
pos_money_cmp(struct pos_money a, struct pos_money b)
{
	return (a.minor > b.minor) - (a.minor < b.minor);
}

bool
pos_div_round(int64_t *out, __int128 num, int64_t den, enum pos_round round)
{
	__int128 quotient, rest, twice;
	bool away = false;

	assert(den > 0);
	/* The 64-bit division is several times faster, and the usual one. */
	if (num >= INT64_MIN && num <= INT64_MAX) {
		quotient = (int64_t)num / den;
		rest = (int64_t)num % den;
	} else {
		quotient = num / den;
		rest = num % den;
	}
	twice = rest < 0 ? -rest * 2 : rest * 2;
	switch (round) {
	case POS_ROUND_HALF_UP:
		away = twice >= den;
		break;
	case POS_ROUND_HALF_EVEN:
		away = twice > den || (twice == den && quotient % 2 != 0);
		break;
	case POS_ROUND_DOWN:
		break;
	case POS_ROUND_UP:
		away = rest != 0;
		break;
	}
	if (away)
		quotient += num < 0 ? -1 : 1;
	if (quotient < INT64_MIN || quotient > INT64_MAX)
		return false;
	*out = (int64_t)quotient;
	return true;
}

static int
larger_first(const void *a, const void *b)
{
	const struct remainder *x = a, *y = b;

	if (x->left != y->left)
		return x->left < y->left ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

/* Hand the units that rounding down left over to the largest remainders. */
static void
spread_rest(struct remainder *rest, size_t n, int64_t units, int64_t sign,
    struct pos_money *share)
{
	size_t i;

	assert(units >= 0 && (size_t)units < n);
	if (units > 0)
		qsort(rest, n, sizeof(*rest), larger_first);
	for (i = 0; i < (size_t)units; i++)
		share[rest[i].index].minor += sign;
}

bool
pos_money_spread(struct pos_money amount, const int64_t *weight, size_t n,
    struct pos_money *share)
{
	int64_t sign = amount.minor < 0 ? -1 : 1, units;
	unsigned __int128 total = 0, part;
	struct remainder few[16], *rest = few;
	bool even;
	size_t i;

	assert(n > 0);
	if (!pos_money_ok(amount))
		return false;
	for (i = 0; i < n; i++) {
		if (weight[i] < 0)
			return false;
		total += (unsigned __int128)weight[i];
	}
	even = total == 0;
	if (even)
		total = n;
	if (n > sizeof(few) / sizeof(few[0]))
		rest = pos_alloc(n * sizeof(*rest));
	units = amount.minor * sign;
	part = (unsigned __int128)units;
	for (i = 0; i < n; i++) {
		unsigned __int128 scaled =
		    part * (unsigned __int128)(even ? 1 : weight[i]);
		int64_t whole = (int64_t)(scaled / total);

		rest[i] = (struct remainder){ scaled % total, i };
		share[i].minor = whole * sign;
		units -= whole;
	}
	spread_rest(rest, n, units, sign, share);
	if (rest != few)
		free(rest);
	return true;
}
