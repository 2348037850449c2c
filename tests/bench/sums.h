/*
 * sums.h - the sums of a day that a sale adds to, gathered over a transaction
 * and then written, one statement a row.
 */
#ifndef POS_BENCH_SUMS_H
#define POS_BENCH_SUMS_H

#include "bare.h"
#include "draw.h"

struct sum {
	int64_t count, minor;
};

static struct {
	int64_t day; /* yyyymmdd; 0: nothing gathered */
	struct sum all, hour[24], item[PARTS + ITEMS + 1];
	int64_t items_milli;
	sqlite3_stmt *add_day, *add_hour, *add_item, *add_pay, *add_part;
} sums;

static inline void
sums_prepare(void)
{
	sums.add_day = prepare("INSERT INTO day_sum (branch, day, sales,"
	    " returns, items_milli, sold_minor, returned_minor,"
	    " discount_minor, tax_minor, guests, voids, void_minor)"
	    " VALUES (1, ?1, ?2, 0, ?3, ?4, 0, 0, 0, 0, 0, 0)"
	    " ON CONFLICT (branch, day) DO UPDATE SET sales = sales + ?2,"
	    " items_milli = items_milli + ?3, sold_minor = sold_minor + ?4");
	sums.add_hour = prepare("INSERT INTO hour_sum (branch, day, hour,"
	    " sales, total_minor) VALUES (1, ?1, ?2, ?3, ?4)"
	    " ON CONFLICT (branch, day, hour) DO UPDATE SET"
	    " sales = sales + ?3, total_minor = total_minor + ?4");
	sums.add_item = prepare("INSERT INTO item_sum (branch, day, item,"
	    " qty_milli, total_minor) VALUES (1, ?1, ?2, ?3, ?4)"
	    " ON CONFLICT (branch, day, item) DO UPDATE SET"
	    " qty_milli = qty_milli + ?3, total_minor = total_minor + ?4");
	sums.add_pay = prepare("INSERT INTO pay_sum (branch, day, method,"
	    " payments, amount_minor, refunds, refund_minor, tip_minor,"
	    " rounding_minor) VALUES (1, ?1, ?2, ?3, ?4, 0, 0, 0, 0)"
	    " ON CONFLICT (branch, day, method) DO UPDATE SET"
	    " payments = payments + ?3, amount_minor = amount_minor + ?4");
	sums.add_part = prepare("INSERT INTO part_sum (branch, day, part,"
	    " value, sales, total_minor) VALUES (1, ?1, ?2, ?3, ?4, ?5)"
	    " ON CONFLICT (branch, day, part, value) DO UPDATE SET"
	    " sales = sales + ?4, total_minor = total_minor + ?5");
}

static inline void
add_part(const char *part, const char *value)
{
	run(bind(sums.add_part, "ittii", sums.day, part, value,
	    sums.all.count, sums.all.minor));
}

static inline void
sums_write(int64_t method, const char *channel)
{
	int64_t i;

	if (sums.day == 0)
		return;
	run(bind(sums.add_day, "iiii", sums.day, sums.all.count,
	    sums.items_milli, sums.all.minor));
	for (i = 0; i < 24; i++)
		if (sums.hour[i].count != 0)
			run(bind(sums.add_hour, "iiii", sums.day, i,
			    sums.hour[i].count, sums.hour[i].minor));
	for (i = 0; i <= PARTS + ITEMS; i++)
		if (sums.item[i].count != 0)
			run(bind(sums.add_item, "iiii", sums.day, i,
			    sums.item[i].count, sums.item[i].minor));
	run(bind(sums.add_pay, "iiii", sums.day, method, sums.all.count,
	    sums.all.minor));
	add_part("channel", channel);
	add_part("staff", "-");
	add_part("till", "1");
	add_part("type", "dine-in");
	memset(sums.hour, 0, sizeof(sums.hour));
	memset(sums.item, 0, sizeof(sums.item));
	sums.all = (struct sum){ 0 };
	sums.items_milli = sums.day = 0;
}

#endif
