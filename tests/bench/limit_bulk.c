/*
 * limit_bulk.c - the least that a stream of orders can take.
 *
 *	limit_bulk STORE ORDERS|-SECONDS PER_DAY GROUP [FROM]
 *
 * Makes the orders that "orders list" prints, or as many as it can in the
 * seconds, GROUP of them in a transaction, with the rows that pos-sale
 * import writes for each.  It prints how many, and in how many microseconds.
 */
#include "sums.h"

static struct {
	int64_t no, price, part, part_milli;
	char name[64];
} menu[ITEMS + 1];

static sqlite3_stmt *begin, *commit, *sale, *line, *outside, *move, *stock,
    *counter;
static char day_name[16];
static int64_t day, day_first; /* index of the first order of the day */

static void
read_menu(void)
{
	sqlite3_stmt *q =
	    prepare("SELECT i.item, i.price_minor, i.name, "
		    "i.code, r.part, r.qty_milli FROM item i JOIN recipe r "
		    "ON r.item = i.item WHERE i.code >= 'I' AND i.code < 'J'");
	int64_t i;

	while (step(q)) {
		i = strtoll((const char *)sqlite3_column_text(q, 3) + 1, NULL,
		    10);
		if (i < 1 || i > ITEMS)
			continue;
		menu[i].no = number(q, 0);
		menu[i].price = number(q, 1);
		menu[i].part = number(q, 4);
		menu[i].part_milli = number(q, 5);
		snprintf(menu[i].name, sizeof(menu[i].name), "%s",
		    (const char *)sqlite3_column_text(q, 2));
	}
	sqlite3_finalize(q);
}

static void
prepare_all(void)
{
	begin = prepare("BEGIN IMMEDIATE");
	commit = prepare("COMMIT");
	sale = prepare("INSERT INTO sale (branch, day, number, till, at, "
		       "state, order_type, total_minor, took_ms, method, more) "
		       "VALUES (1, ?1, ?2, 1, ?3, 3, 1, ?4, 0, 2, ?5)");
	line = prepare(
	    "INSERT INTO line (branch, day, number, n, item, "
	    "qty_milli, price_minor) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)");
	outside =
	    prepare("INSERT INTO outside (branch, channel, external, "
		    "day, number, asked) VALUES (1, 'web', ?1, ?2, ?3, ?4)");
	move = prepare(
	    "INSERT INTO move (branch, till, seq, n, item, "
	    "location, kind, qty_milli, at, day, ref) VALUES (1, 1, ?1, ?2, "
	    "?3, 'shop', 'sale', ?4, ?5, ?6, ?7)");
	stock = prepare("UPDATE stock SET on_hand_milli = on_hand_milli - ?2 "
			"WHERE branch = 1 AND item = ?1 AND location = 'shop'");
	counter =
	    prepare("INSERT INTO counter (branch, name, value) "
		    "VALUES (1, 'order ' || ?1, 1) ON CONFLICT (branch, name) "
		    "DO UPDATE SET value = value + 1 RETURNING value");
	sums_prepare();
	run_sql("INSERT INTO pay_method (method, code, cash) "
		"VALUES (2, 'card', 0) ON CONFLICT (method) DO NOTHING");
}

static int64_t
next_number(void)
{
	int64_t n;

	bind(counter, "t", day_name);
	if (!step(counter))
		die("counter");
	n = number(counter, 0);
	run(counter);
	return n;
}

static void
write_entry(const struct drawn *d, int64_t i, int64_t n, int64_t total,
    const char *when, const char *asked)
{
	int64_t at = d->at * 1000;
	char data[3072];
	int len, k;

	len = snprintf(data, sizeof(data),
	    "{\"id\":\"%08" PRIx64 "-%04" PRIx64 "-7001-8001-%012" PRIx64
	    "\",\"branch\":\"main\","
	    "\"till\":\"1\",\"day\":\"%s\",\"number\":%" PRId64 ",\"at\":\"%s"
	    "\",\"order_type\":\"dine-in\",\"channel\":\"web\",\"external\":"
	    "\"W%08" PRId64 "\",\"placed_at\":\"%s\",\"currency\":\"CNY\","
	    "\"lines\":[",
	    at >> 16, at & 0xffff, n, day_name, n, when, i + 1, when);
	for (k = 0; k < LINES; k++)
		len += snprintf(data + len, sizeof(data) - (size_t)len,
		    "%s{\"n\":%d,\"item\":\"I%03d\",\"name\":\"%s\","
		    "\"qty_milli\":%" PRId64 ",\"price_minor\":%" PRId64
		    ",\"total_minor\":%" PRId64 ",\"item_no\":%" PRId64 "}",
		    k > 0 ? "," : "", k + 1, d->item[k], menu[d->item[k]].name,
		    d->qty_milli[k], menu[d->item[k]].price,
		    menu[d->item[k]].price * d->qty_milli[k] / 1000,
		    menu[d->item[k]].no);
	snprintf(data + len, sizeof(data) - (size_t)len,
	    "],\"total_minor\":"
	    "%" PRId64 ",\"payments\":[{\"n\":1,\"at\":\"%s\",\"day\":\"%s\","
	    "\"method\":\"card\",\"amount_minor\":%" PRId64 ",\"till\":\"1\","
	    "\"method_no\":2,\"till_no\":1,\"hour\":%d}],\"state\":\"open\","
	    "\"last_n\":3,\"asked\":\"%s\"}",
	    total, when, day_name, total, (int)((d->at + SHANGHAI) / 3600 % 24),
	    asked);
	journal_add(at, day_name, "sale.new", data);
}

static void
write_lines(const struct drawn *d, int64_t n, const char *ref)
{
	int64_t k, no, taken;

	for (k = 0; k < LINES; k++) {
		no = d->item[k];
		taken = menu[no].part_milli * d->qty_milli[k] / 1000;
		run(bind(line, "iiiiii", day, n, k + 1, menu[no].no,
		    d->qty_milli[k], menu[no].price));
		run(bind(move, "iiiiiit", chain.seq, k + 1, menu[no].part,
		    -taken, d->at * 1000, day, ref));
		run(bind(stock, "ii", menu[no].part, taken));
	}
}

static void
add_sums(const struct drawn *d, int64_t total)
{
	struct sum *hour = &sums.hour[(d->at + SHANGHAI) / 3600 % 24], *item;
	int k;

	sums.day = day;
	sums.all.count++;
	sums.all.minor += total;
	hour->count++;
	hour->minor += total;
	for (k = 0; k < LINES; k++) {
		item = &sums.item[menu[d->item[k]].no];
		item->count += d->qty_milli[k];
		item->minor += menu[d->item[k]].price * d->qty_milli[k] / 1000;
		sums.items_milli += d->qty_milli[k];
	}
}

static void
start_day(const struct drawn *d, int64_t i)
{
	time_t local = d->at + SHANGHAI;
	struct tm tm;

	sums_write(2, "web");
	gmtime_r(&local, &tm);
	strftime(day_name, sizeof(day_name), "%Y-%m-%d", &tm);
	day = (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday;
	day_first = i;
}

static void
order(int64_t i, int64_t per_day)
{
	char when[32], more[256], ref[32], external[24], asked[65];
	int64_t total = 0, n;
	struct drawn d;
	int k;

	draw(&d, i, per_day);
	if (day == 0 || i - day_first >= per_day || i % per_day == 0)
		start_day(&d, i);
	for (k = 0; k < LINES; k++)
		total += menu[d.item[k]].price * d.qty_milli[k] / 1000;
	/* Its parsing is what is left out: any hash will do. */
	memcpy(asked, chain.hash, sizeof(asked));
	time_text(when, d.at * 1000);
	n = next_number();
	snprintf(external, sizeof(external), "W%08" PRId64, i + 1);
	snprintf(ref, sizeof(ref), "%s/%" PRId64, day_name, n);
	snprintf(more, sizeof(more),
	    "{\"channel\":\"web\",\"external\":\"%s"
	    "\",\"placed_at\":\"%s\"}",
	    external, when);
	write_entry(&d, i, n, total, when, asked);
	run(bind(sale, "iiiit", day, n, d.at * 1000, total, more));
	run(bind(outside, "tiit", external, day, n, asked));
	write_lines(&d, n, ref);
	add_sums(&d, total);
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

int
main(int argc, char **argv)
{
	int64_t count, per_day, group, i = 0, first, k, until, began;

	if (argc < 5) {
		fputs("usage: limit_bulk STORE ORDERS|-SECONDS PER_DAY GROUP "
		      "[FROM]\n",
		    stderr);
		return 64;
	}
	count = strtoll(argv[2], NULL, 10);
	per_day = strtoll(argv[3], NULL, 10);
	group = strtoll(argv[4], NULL, 10);
	first = i = argc > 5 ? strtoll(argv[5], NULL, 10) : 0;
	began = now_us();
	until = count < 0 ? began - count * 1000000 : INT64_MAX;
	count = count < 0 ? INT64_MAX : first + count;
	db_open(argv[1]);
	read_menu();
	prepare_all();
	while (i < count && now_us() < until) {
		run(begin);
		if (i == first)
			chain_read();
		for (k = 0; k < group && i < count; k++)
			order(i++, per_day);
		sums_write(2, "web");
		chain_write();
		run(commit);
	}
	db_close();
	printf("%" PRId64 " %" PRId64 "\n", i - first, now_us() - began);
	return fflush(stdout) == 0 ? 0 : 1;
}
