/*
 * limit.c - the least that a sale can take when a process makes it.
 *
 *	limit new STORE DAY ITEM ITEM ITEM	what pos-sale new writes
 *	limit pay STORE DAY			what pos-pay cash writes for
 *						the sale that it reads of
 *
 * DAY is that of the shop, as 2024-01-01.  Each writes the rows that our
 * program writes, in one transaction too, and closes the store as cleanly.
 */
#include "sums.h"

struct sold {
	int64_t no, price, part, part_milli;
	char code[32], name[100];
};

static const char *day_name;
static int64_t day;

static void
find_item(sqlite3_stmt *by_code, sqlite3_stmt *recipe, const char *code,
    struct sold *s)
{
	bind(by_code, "t", code);
	if (!step(by_code))
		die(code);
	s->no = number(by_code, 0);
	s->price = number(by_code, 1);
	snprintf(s->code, sizeof(s->code), "%s", code);
	snprintf(s->name, sizeof(s->name), "%s",
	    (const char *)sqlite3_column_text(by_code, 2));
	sqlite3_reset(by_code);
	bind(recipe, "i", s->no);
	if (!step(recipe))
		die("no recipe");
	s->part = number(recipe, 0);
	s->part_milli = number(recipe, 1);
	sqlite3_reset(recipe);
}

static int64_t
next_number(void)
{
	sqlite3_stmt *q =
	    prepare("INSERT INTO counter (branch, name, value) "
		    "VALUES (1, 'order ' || ?1, 1) ON CONFLICT (branch, name) "
		    "DO UPDATE SET value = value + 1 RETURNING value");
	int64_t n;

	bind(q, "t", day_name);
	if (!step(q))
		die("counter");
	n = number(q, 0);
	run(q);
	return n;
}

static void
write_lines(int64_t n, const struct sold *s)
{
	sqlite3_stmt *line, *need, *reserve;
	int64_t i;

	line = prepare(
	    "INSERT INTO line (branch, day, number, n, item, "
	    "qty_milli, price_minor) VALUES (1, ?1, ?2, ?3, ?4, 1000, ?5)");
	need = prepare("INSERT INTO sale_need (branch, day, number, item, "
		       "qty_milli) VALUES (1, ?1, ?2, ?3, ?4)");
	reserve =
	    prepare("UPDATE stock SET reserved_milli = reserved_milli +"
		    " ?2 WHERE branch = 1 AND item = ?1 AND location = 'shop'");
	for (i = 0; i < LINES; i++) {
		run(bind(line, "iiiii", day, n, i + 1, s[i].no, s[i].price));
		run(bind(need, "iiii", day, n, s[i].part, s[i].part_milli));
		run(bind(reserve, "ii", s[i].part, s[i].part_milli));
	}
}

static void
write_new(int64_t at, int64_t n, const struct sold *s)
{
	int64_t total = s[0].price + s[1].price + s[2].price;
	char data[3072], when[32];
	int len, i;

	time_text(when, at);
	len = snprintf(data, sizeof(data),
	    "{\"id\":\"%08" PRIx64 "-%04" PRIx64 "-7001-8001-%012" PRIx64
	    "\",\"branch\":\"main\","
	    "\"till\":\"1\",\"day\":\"%s\",\"number\":%" PRId64 ",\"at\":\"%s"
	    "\",\"order_type\":\"dine-in\",\"currency\":\"CNY\",\"lines\":[",
	    at >> 16, at & 0xffff, n, day_name, n, when);
	for (i = 0; i < LINES; i++)
		len += snprintf(data + len, sizeof(data) - (size_t)len,
		    "%s{\"n\":%d,\"item\":\"%s\",\"name\":\"%s\","
		    "\"qty_milli\":1000,\"price_minor\":%" PRId64
		    ",\"total_minor\":%" PRId64 ",\"item_no\":%" PRId64 "}",
		    i > 0 ? "," : "", i + 1, s[i].code, s[i].name, s[i].price,
		    s[i].price, s[i].no);
	snprintf(data + len, sizeof(data) - (size_t)len,
	    "],\"total_minor\":"
	    "%" PRId64 ",\"state\":\"open\",\"last_n\":3}",
	    total);
	chain_read();
	journal_add(at, day_name, "sale.new", data);
	chain_write();
	run(bind(
	    prepare(
		"INSERT INTO sale (branch, day, number, till, at, "
		"state, order_type, total_minor) VALUES (1, ?1, ?2, 1, ?3, 1, 1, "
		"?4)"),
	    "iiii", day, n, at, total));
	run(bind(prepare("INSERT INTO open_sale (branch, day, number) "
			 "VALUES (1, ?1, ?2)"),
	    "ii", day, n));
	write_lines(n, s);
}

static void
make_new(char **codes)
{
	struct sold s[LINES];
	sqlite3_stmt *by_code, *recipe;
	int64_t n;
	int i;

	run_sql("BEGIN IMMEDIATE");
	by_code = prepare("SELECT item, price_minor, name FROM item "
			  "WHERE code = ?1");
	recipe = prepare("SELECT part, qty_milli FROM recipe WHERE item = ?1");
	for (i = 0; i < LINES; i++)
		find_item(by_code, recipe, codes[i], &s[i]);
	n = next_number();
	write_new(now_ms(), n, s);
	run_sql("COMMIT");
	printf("%" PRId64 "\n", n);
}

static int64_t
read_lines(int64_t n)
{
	sqlite3_stmt *q =
	    prepare("SELECT item, qty_milli, price_minor FROM "
		    "line WHERE branch = 1 AND day = ?1 AND number = ?2");
	int64_t total = 0, minor;

	for (bind(q, "ii", day, n); step(q); total += minor) {
		minor = number(q, 2) * number(q, 1) / 1000;
		sums.item[number(q, 0)].count = number(q, 1);
		sums.item[number(q, 0)].minor = minor;
		sums.items_milli += number(q, 1);
	}
	return total;
}

static void
move_stock(int64_t at, int64_t n)
{
	sqlite3_stmt *need, *stock, *move;
	char ref[64];
	int64_t i = 0;

	snprintf(ref, sizeof(ref), "%s/%" PRId64, day_name, n);
	need = prepare("SELECT item, qty_milli FROM sale_need "
		       "WHERE branch = 1 AND day = ?1 AND number = ?2");
	stock = prepare("UPDATE stock SET reserved_milli = reserved_milli - "
			"?2, on_hand_milli = on_hand_milli - ?2 "
			"WHERE branch = 1 AND item = ?1 AND location = 'shop'");
	move = prepare(
	    "INSERT INTO move (branch, till, seq, n, item, "
	    "location, kind, qty_milli, at, day, ref) VALUES (1, 1, ?1, ?2, "
	    "?3, 'shop', 'sale', ?4, ?5, ?6, ?7)");
	for (bind(need, "ii", day, n); step(need);) {
		run(bind(stock, "ii", number(need, 0), number(need, 1)));
		run(bind(move, "iiiiiit", chain.seq, ++i, number(need, 0),
		    -number(need, 1), at, day, ref));
	}
	run(bind(prepare("DELETE FROM sale_need WHERE branch = 1 "
			 "AND day = ?1 AND number = ?2"),
	    "ii", day, n));
}

static void
write_pay(int64_t at, int64_t n, int64_t total, int64_t made_at)
{
	char data[1024], when[32];

	time_text(when, at);
	snprintf(data, sizeof(data),
	    "{\"sale\":\"%08" PRIx64 "-%04" PRIx64 "-7001-8001-%012" PRIx64
	    "\",\"payment\":{\"n\":1,\"at\":\"%s\","
	    "\"day\":\"%s\",\"method\":\"cash\",\"amount_minor\":%" PRId64
	    ",\"till\":\"1\",\"method_no\":1,\"till_no\":1,\"is_cash\":true,"
	    "\"hour\":12}}",
	    made_at >> 16, made_at & 0xffff, n, when, day_name, total);
	chain_read();
	journal_add(at, day_name, "pay.take", data);
	chain_write();
	run(bind(prepare("UPDATE sale SET state = 3, took_ms = ?3, method = 1"
			 " WHERE branch = 1 AND day = ?1 AND number = ?2"),
	    "iii", day, n, at - made_at));
	run(bind(prepare("DELETE FROM open_sale WHERE branch = 1 "
			 "AND day = ?1 AND number = ?2"),
	    "ii", day, n));
	move_stock(at, n);
	run_sql("INSERT INTO pay_method (method, code, cash) "
		"VALUES (1, 'cash', 1) ON CONFLICT (method) DO NOTHING");
	sums_prepare();
	sums.day = day;
	sums.all = sums.hour[12] = (struct sum){ 1, total };
	sums_write(1, "counter");
}

static void
make_pay(void)
{
	char answer[64];
	sqlite3_stmt *q;
	int64_t n;

	if (fgets(answer, sizeof(answer), stdin) == NULL)
		die("no sale came in");
	n = strtoll(answer, NULL, 10);
	run_sql("BEGIN IMMEDIATE");
	q = prepare("SELECT at FROM sale WHERE branch = 1 AND day = ?1 "
		    "AND number = ?2");
	bind(q, "ii", day, n);
	if (!step(q))
		die("no sale");
	write_pay(now_ms(), n, read_lines(n), number(q, 0));
	sqlite3_reset(q);
	run_sql("COMMIT");
	printf("%" PRId64 "\n", n);
}

int
main(int argc, char **argv)
{
	bool new = argc == 4 + LINES &&strcmp(argv[1], "new") == 0;

	if (!new && (argc != 4 || strcmp(argv[1], "pay") != 0)) {
		fputs("usage: limit new STORE DAY ITEM ITEM ITEM\n"
		      "       limit pay STORE DAY\n",
		    stderr);
		return 64;
	}
	day_name = argv[3];
	day = strtoll(day_name, NULL, 10) * 10000 +
	    strtoll(day_name + 5, NULL, 10) * 100 +
	    strtoll(day_name + 8, NULL, 10);
	db_open(argv[2]);
	if (new)
		make_new(argv + 4);
	else
		make_pay();
	db_close();
	return fflush(stdout) == 0 ? 0 : 1;
}
