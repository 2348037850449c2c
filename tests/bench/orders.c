/*
 * orders.c - a menu of any length, and orders of any number, always the same.
 *
 *	orders menu ITEMS	a menu with recipes, as CSV
 *	orders plain ITEMS	a menu without, as CSV
 *	orders list COUNT PER_DAY [FROM]
 *				orders of three lines, paid, as JSON
 *
 * Orders go on from FROM (0) as if those before had been made: order i is
 * of day i / PER_DAY from 2024-01-01, between 08:00 and 22:00 in Shanghai.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "draw.h"

static void
order(int64_t i, int64_t per_day)
{
	struct drawn d;
	struct tm tm;
	char when[32];
	time_t local;
	int n;

	draw(&d, i, per_day);
	local = d.at + SHANGHAI;
	gmtime_r(&local, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%S", &tm);
	printf("{\"type\":\"order\",\"v\":1,\"channel\":\"web\","
	       "\"external\":\"W%08" PRId64
	       "\",\"at\":\"%s+08:00\",\"lines\":[",
	    i + 1, when);
	for (n = 0; n < LINES; n++)
		printf("%s{\"item\":\"I%03d\",\"qty_milli\":%" PRId64 "}",
		    n > 0 ? "," : "", d.item[n], d.qty_milli[n]);
	puts("],\"payments\":[{\"method\":\"card\"}]}");
}

static void
menu(int64_t items, bool recipes)
{
	int64_t i;

	puts(recipes ? "code,name,price,tracked,recipe" :
		       "code,name,price,category");
	for (i = 1; recipes && i <= PARTS; i++)
		printf("K%02" PRId64 ",Ingredient %" PRId64 ",1.00,yes,\n", i,
		    i);
	for (i = 1; i <= items; i++) {
		printf("I%03" PRId64 ",Item number %" PRId64 ",%d.%d0,", i, i,
		    (int)(10 + mix((uint64_t)i) % 40), (int)(i % 10));
		if (recipes)
			printf(",K%02d:15\n", part_of((int)i));
		else
			printf("Category %d\n", (int)(i % 12));
	}
}

int
main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	int64_t count, per_day, i, from;

	count = argc > 2 ? strtoll(argv[2], NULL, 10) : 0;
	if (strcmp(what, "menu") == 0 || strcmp(what, "plain") == 0) {
		menu(count, strcmp(what, "menu") == 0);
	} else if (strcmp(what, "list") == 0 && argc > 3) {
		per_day = strtoll(argv[3], NULL, 10);
		from = argc > 4 ? strtoll(argv[4], NULL, 10) : 0;
		for (i = from; i < from + count; i++)
			order(i, per_day);
	} else {
		fputs("usage: orders menu|plain ITEMS\n"
		      "       orders list COUNT PER_DAY [FROM]\n",
		    stderr);
		return 64;
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
