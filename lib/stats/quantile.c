/*
 * quantile.c - how many standard errors hold a share of a distribution.
 *
 * Found by halving an interval of its distribution function, which is slower
 * than the usual rational approximations and has nothing in it that could be
 * mistyped.  Student's is the incomplete beta function, by its continued
 * fraction (Abramowitz and Stegun 26.5.8, 26.7.1), evaluated after Lentz.
 */
#include <math.h>

#include "stats/inside.h"

#define STEPS 200    /* a double is exhausted long before */
#define TERMS 100000 /* of the fraction; it takes about sqrt(df) */
#define TINY 1e-300
#define EPSILON 1e-15

static double
fraction(double a, double b, double x)
{
	double c = 1, d = 1 - (a + b) * x / (a + 1), h, m, step;
	int i;

	d = 1 / (fabs(d) < TINY ? TINY : d);
	h = d;
	for (i = 1; i < TERMS; i++) {
		m = i;
		step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 + step * d;
		c = 1 + step / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		h *= d * c;
		step = -(a + m) * (a + b + m) * x /
		    ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 + step * d;
		c = 1 + step / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		h *= d * c;
		if (fabs(d * c - 1) < EPSILON)
			break;
	}
	return h;
}

/* Regularised incomplete beta, I_x(a, b). */
static double
beta(double a, double b, double x)
{
	double front;

	if (x <= 0 || x >= 1)
		return x > 0;
	front = exp(
	    lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
	return x < (a + 1) / (a + b + 2) ?
	    front * fraction(a, b, x) / a :
	    1 - front * fraction(b, a, 1 - x) / b;
}

/* P(|T| > q) */
static double
student_out(double q, double df)
{
	return beta(df / 2, 0.5, df / (df + q * q));
}

static double
normal_out(double q, double df)
{
	(void)df;
	return erfc(q / sqrt(2));
}

static double
solve(double share, double df, double (*out)(double, double))
{
	double low = 0, high = 1, middle;
	int i;

	if (share <= 0)
		return 0;
	while (out(high, df) > 1 - share && high < 1e12)
		high *= 2;
	for (i = 0; i < STEPS; i++) {
		middle = (low + high) / 2;
		if (out(middle, df) > 1 - share)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

double
stats_normal(double share)
{
	return solve(share, 0, normal_out);
}

double
stats_student(double share, double df)
{
	/* past this they agree to more digits than anybody prints */
	return df > 1e7 ? stats_normal(share) : solve(share, df, student_out);
}
