/*
 * draw.h - which items an order of the bench has, the same every time.
 *
 * Items are drawn unevenly, as people do: the first of the menu most often.
 */
#ifndef POS_BENCH_DRAW_H
#define POS_BENCH_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#define ITEMS 200
#define PARTS 20
#define LINES 3
#define FIRST_DAY 1704038400 /* midnight of 2024-01-01 in Shanghai */
#define OPENS (8 * 3600)
#define OPEN_SECONDS (14 * 3600)
#define SHANGHAI (8 * 3600)

struct drawn {
	int item[LINES]; /* 1 to ITEMS */
	int64_t qty_milli[LINES];
	int64_t at; /* seconds */
};

static inline uint64_t
mix(uint64_t n)
{
	n = (n ^ (n >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	n = (n ^ (n >> 27)) * UINT64_C(0x94d049bb133111eb);
	return n ^ (n >> 31);
}

/* The smaller of two even draws. */
static inline int
draw_item(uint64_t *state)
{
	int a, b;

	*state = mix(*state + UINT64_C(0x9e3779b97f4a7c15));
	a = (int)(*state % ITEMS);
	b = (int)((*state >> 32) % ITEMS);
	return 1 + (a < b ? a : b);
}

/* The part that an item is made of; a sale shall move three. */
static inline int
part_of(int item)
{
	return 1 + item % PARTS;
}

static inline void
draw(struct drawn *d, int64_t i, int64_t per_day)
{
	uint64_t state = (uint64_t)i;
	int *item = d->item, n;

	item[0] = draw_item(&state);
	do
		item[1] = draw_item(&state);
	while (part_of(item[1]) == part_of(item[0]));
	do
		item[2] = draw_item(&state);
	while (part_of(item[2]) == part_of(item[0]) ||
	    part_of(item[2]) == part_of(item[1]));
	for (n = 0; n < LINES; n++)
		d->qty_milli[n] = state >> n & 4 ? 1000 : 2000;
	d->at = FIRST_DAY + i / per_day * 86400 + OPENS +
	    i % per_day * OPEN_SECONDS / per_day;
}

#endif
