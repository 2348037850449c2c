/*
 * inside.h - quantiles, for the files of this layer.
 */
#ifndef POS_STATS_INSIDE_H
#define POS_STATS_INSIDE_H

/* q with P(|X| <= q) = share, share from 0 to below 1 */
double stats_normal(double share);
double stats_student(double share, double df);

#endif
