/*
 * fraction.c - exact fractions of amounts.
 *
 * A line's average price is an amount over a quantity; a target is a sum of
 * such.  Quantities are below 10^7, so that a few different ones fit into 128
 * bits; where very many do not, the sum is kept to a billionth, always below
 * the exact one.
 */
#include "promo/price_inside.h"

#define WIDE ((__int128)1 << 62)
#define BILLION INT64_C(1000000000)

/* Division of 128 bits is slow, and hardly ever needed. */
static bool
small(__int128 a)
{
	return a >= 0 && a <= INT64_MAX / 4;
}

static __int128
divisor(__int128 a, __int128 b)
{
	uint64_t x, y, z;
	__int128 t;

	while (b != 0 && !(small(a) && small(b))) {
		t = a % b;
		a = b;
		b = t;
	}
	if (b == 0)
		return a;
	for (x = (uint64_t)a, y = (uint64_t)b; y != 0;) {
		z = x % y;
		x = y;
		y = z;
	}
	return x;
}

struct pos_fraction
pos_fraction(int64_t n, int64_t d)
{
	__int128 g = divisor(n < 0 ? -(__int128)n : n, d);

	if (g == 0)
		g = 1;
	return (struct pos_fraction){ n / g, d / g };
}

struct pos_fraction
pos_fraction_of(int64_t minor, int64_t qty, int64_t of)
{
	__int128 n = (__int128)minor * qty, g;

	if (qty == of)
		return (struct pos_fraction){ minor, 1 };
	g = divisor(n, of);
	if (g == 0)
		g = 1;
	return (struct pos_fraction){ n / g, of / g };
}

struct pos_fraction
pos_fraction_add(struct pos_fraction a, struct pos_fraction b)
{
	__int128 g, d;

	if (a.d == b.d)
		return (struct pos_fraction){ a.n + b.n, a.d };
	g = divisor(a.d, b.d);
	d = a.d / g * b.d;
	if (d < WIDE / POS_MONEY_MAX)
		return (struct pos_fraction){ a.n * (b.d / g) + b.n * (a.d / g),
			d };
	return (struct pos_fraction){ a.n * BILLION / a.d + b.n * BILLION / b.d,
		BILLION };
}

/* num and den, den > 0; a negative num rounds to 0 or less */
int64_t
pos_half_up(__int128 num, __int128 den)
{
	if (small(num) && small(den))
		return ((int64_t)num * 2 + (int64_t)den) / ((int64_t)den * 2);
	if (num < 0)
		return -(int64_t)((2 * -num + den) / (2 * den));
	return (int64_t)((2 * num + den) / (2 * den));
}

int64_t
pos_fraction_round(struct pos_fraction a, int64_t num, int64_t den)
{
	return pos_half_up(a.n * num, a.d * den);
}
