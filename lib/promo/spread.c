/*
 * spread.c - an amount over lines: largest remainder with caps.
 *
 * Each line gets its exact share rounded down, and what is left goes to the
 * largest remainders, ties to the earlier line.  A line above its cap is
 * fixed there, and the rest spread again over the others: water filling.  So
 * the sum is exact, and nothing stays unspent while some line has room.
 */
#include <string.h>

#include "promo/price_inside.h"

/* The line with the largest remainder. */
static size_t
largest(int64_t amount, const int64_t *weight, __int128 sum, const bool *open,
    size_t n, const int64_t *share)
{
	__int128 best = -1, rest;
	size_t i, at = 0;

	for (i = 0; i < n; i++) {
		if (!open[i])
			continue;
		rest = (__int128)amount * weight[i] - share[i] * sum;
		if (rest > best) {
			best = rest;
			at = i;
		}
	}
	return at;
}

/* One round over the lines that are open. */
static void
proportional(int64_t amount, const int64_t *weight, const bool *open, size_t n,
    int64_t *share)
{
	int64_t given = 0;
	__int128 sum = 0;
	bool quick;
	size_t i;

	for (i = 0; i < n; i++)
		sum += open[i] ? weight[i] : 0;
	/* division of 128 bits is slow, and hardly ever needed */
	quick = amount < INT32_MAX && sum < INT32_MAX;
	for (i = 0; i < n; i++) {
		if (!open[i])
			continue;
		share[i] = quick ?
		    amount * weight[i] / (int64_t)sum :
		    (int64_t)((__int128)amount * weight[i] / sum);
		given += share[i];
	}
	for (; given < amount; given++)
		/* its remainder is negative from then on */
		share[largest(amount, weight, sum, open, n, share)]++;
}

int64_t
pos_spread(int64_t amount, const int64_t *weight, const int64_t *cap, size_t n,
    int64_t *share)
{
	bool open[POS_PRICE_LINES_MAX], over;
	int64_t room = 0, left, spread;
	size_t i, count = 0;

	memset(share, 0, n * sizeof(*share));
	for (i = 0; i < n; i++) {
		open[i] = weight[i] > 0 && cap[i] > 0;
		count += open[i];
		if (open[i])
			room += cap[i];
	}
	spread = left = amount < room ? amount : room;
	while (left > 0 && count > 0) {
		proportional(left, weight, open, n, share);
		over = false;
		for (i = 0; i < n; i++) {
			if (!open[i] || share[i] <= cap[i])
				continue;
			share[i] = cap[i];
			open[i] = false;
			left -= cap[i];
			count--;
			over = true;
		}
		if (!over)
			break;
	}
	return spread;
}
