/*
 * stats.h - intervals for two groups: the one place with floating point.
 *
 * Numbers go in and come out whole: values and sums exactly, results rounded
 * to the nearest.  An interval covers the truth with the confidence that is
 * asked for (950,000 millionths are 95 %), two-sided.
 *
 * Sources: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209, the score
 * interval of a proportion; R. G. Newcombe, Stat. Med. 17 (1998) 873, method
 * 10, the difference of two proportions from their score intervals, without
 * continuity correction; B. L. Welch, Biometrika 34 (1947) 28, the difference
 * of two means of unequal variance; F. E. Satterthwaite, Biometrics Bull. 2
 * (1946) 110, its degrees of freedom.
 */
#ifndef POS_STATS_STATS_H
#define POS_STATS_STATS_H

#include <stdbool.h>
#include <stdint.h>

#define POS_STATS_95 950000

struct pos_stats_sum { /* zeroed: none */
	int64_t n;
	__int128 sum;
	__int128 squares;
};
/* value within POS_MONEY_MAX, and at most 10^13 of them: exact */
void pos_stats_add(struct pos_stats_sum *s, int64_t value);

struct pos_stats_interval {
	int64_t value;
	int64_t low, high;
	bool known; /* false: too few for low and high */
};

/* Mean times scale; sum / n, 0 where there are none. */
int64_t pos_stats_mean(const struct pos_stats_sum *s, int64_t scale);
/* Mean of a less mean of b, times scale; known from two values each. */
void
pos_stats_means(const struct pos_stats_sum *a, const struct pos_stats_sum *b,
    int64_t confidence_ppm, int64_t scale, struct pos_stats_interval *out);
/* hits of n, in millionths; known from n 1. */
void pos_stats_share(int64_t hits, int64_t n, int64_t confidence_ppm,
    struct pos_stats_interval *out);
/* Share of a less share of b, in millionths; known from one each. */
void pos_stats_shares(int64_t hits_a, int64_t n_a, int64_t hits_b, int64_t n_b,
    int64_t confidence_ppm, struct pos_stats_interval *out);

/*
 * Quantiles, two-sided, in millionths: so many standard errors to either side
 * hold the share (1,959,964 for 950,000).  df in thousandths.
 */
int64_t pos_stats_normal(int64_t confidence_ppm);
int64_t pos_stats_student(int64_t confidence_ppm, int64_t df_milli);

#endif
