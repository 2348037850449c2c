/*
 * stats.c - means, shares, and how sure one can be of their difference.
 */
#include <math.h>

#include "stats/inside.h"
#include "stats/stats.h"

#define PPM 1e6

/* To the nearest, halves away from zero; past 2^63 the nearest there is. */
static int64_t
whole(double x)
{
	if (isnan(x))
		return 0;
	if (x >= 9.2e18)
		return INT64_MAX;
	return x <= -9.2e18 ? INT64_MIN : (int64_t)llround(x);
}

void
pos_stats_add(struct pos_stats_sum *s, int64_t value)
{
	s->n++;
	s->sum += value;
	s->squares += (__int128)value * value;
}

static double
mean(const struct pos_stats_sum *s)
{
	return s->n > 0 ? (double)s->sum / (double)s->n : 0;
}

int64_t
pos_stats_mean(const struct pos_stats_sum *s, int64_t scale)
{
	return whole(mean(s) * (double)scale);
}

/*
 * Of the sample, over n.  n * squares - sum^2 is exact in integers as long
 * as it fits; with doubles from the start, equal large values would seem to
 * differ.
 */
static double
variance_of_mean(const struct pos_stats_sum *s)
{
	double n = (double)s->n, off;
	__int128 left, right;

	if (__builtin_mul_overflow((__int128)s->n, s->squares, &left) ||
	    __builtin_mul_overflow(s->sum, s->sum, &right))
		off = (double)s->squares - mean(s) * (double)s->sum;
	else
		off = (double)(left - right) / n;
	return off > 0 ? off / (n - 1) / n : 0;
}

void
pos_stats_means(const struct pos_stats_sum *a, const struct pos_stats_sum *b,
    int64_t confidence_ppm, int64_t scale, struct pos_stats_interval *out)
{
	double d = mean(a) - mean(b), va, vb, df, reach = 0;

	*out = (struct pos_stats_interval){
		.value = whole(d * (double)scale),
		.known = a->n > 1 && b->n > 1,
	};
	if (!out->known)
		return;
	va = variance_of_mean(a);
	vb = variance_of_mean(b);
	if (va + vb > 0) {
		df = (va + vb) * (va + vb) /
		    (va * va / (double)(a->n - 1) +
			vb * vb / (double)(b->n - 1));
		reach = stats_student((double)confidence_ppm / PPM, df) *
		    sqrt(va + vb);
	}
	out->low = whole((d - reach) * (double)scale);
	out->high = whole((d + reach) * (double)scale);
}

struct score {
	double p, low, high;
};

static struct score
wilson(int64_t hits, int64_t count, int64_t confidence_ppm)
{
	double z = stats_normal((double)confidence_ppm / PPM);
	double n = (double)count, p = (double)hits / n;
	double centre = p + z * z / (2 * n);
	double reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
	double all = 1 + z * z / n;
	struct score s = { p, (centre - reach) / all, (centre + reach) / all };

	/* at the ends the formula is exact, its rounding is not */
	if (hits == 0)
		s.low = 0;
	if (hits == count)
		s.high = 1;
	return s;
}

void
pos_stats_share(int64_t hits, int64_t n, int64_t confidence_ppm,
    struct pos_stats_interval *out)
{
	struct score s;

	*out = (struct pos_stats_interval){ .known = n > 0 };
	if (n <= 0)
		return;
	s = wilson(hits, n, confidence_ppm);
	out->value = whole(s.p * PPM);
	out->low = whole(s.low * PPM);
	out->high = whole(s.high * PPM);
}

void
pos_stats_shares(int64_t hits_a, int64_t n_a, int64_t hits_b, int64_t n_b,
    int64_t confidence_ppm, struct pos_stats_interval *out)
{
	struct score a, b;
	double d;

	*out = (struct pos_stats_interval){ .known = n_a > 0 && n_b > 0 };
	if (!out->known)
		return;
	a = wilson(hits_a, n_a, confidence_ppm);
	b = wilson(hits_b, n_b, confidence_ppm);
	d = a.p - b.p;
	out->value = whole(d * PPM);
	out->low = whole((d - hypot(a.p - a.low, b.high - b.p)) * PPM);
	out->high = whole((d + hypot(a.high - a.p, b.p - b.low)) * PPM);
}

int64_t
pos_stats_normal(int64_t confidence_ppm)
{
	return whole(stats_normal((double)confidence_ppm / PPM) * PPM);
}

int64_t
pos_stats_student(int64_t confidence_ppm, int64_t df_milli)
{
	return whole(stats_student((double)confidence_ppm / PPM,
			 (double)df_milli / 1000) *
	    PPM);
}
