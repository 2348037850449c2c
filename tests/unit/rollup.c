/*
 * rollup.c - the sums of each day against a twin that adds up the documents,
 * over days with sales, returns, voids and money back; and that verify finds
 * every table that was altered.
 */
#include "payshop.h"

#define DAYS 6
#define FIRST 20260305

/* What the documents say, a plain array a day. */
struct twin {
	int64_t sales, returns, items, sold, returned, discount, tax, guests;
	int64_t voids, void_minor;
	int64_t hour_sales[24], hour_total[24];
	int64_t item_qty[ITEMS], item_total[ITEMS];
	int64_t cash, card;
	int64_t tax_net[3], tax_tax[3];
	int64_t type_total[4], app_total, counter_sales;
};
static struct twin twin[DAYS];

static struct twin *
today(void)
{
	return &twin[shop.day - FIRST];
}

static int
tax_index(const struct pos_sale_tax *tax)
{
	return tax->rate_ppm == 60000 ? 0 : tax->rate_ppm == 40000 ? 1 : 2;
}

static void
count_document(const struct pos_sale *sale)
{
	static const char *const types[] = { "dine-in", "takeaway", "pickup",
		"delivery" };
	struct twin *t = today();
	struct pos_local at;
	size_t i;
	int n;

	pos_local(&at, shop.now, shop.zone);
	if (sale->of == NULL) {
		t->sales++;
		t->sold += sale->total_minor;
		t->guests += sale->guests;
		t->hour_sales[at.hour]++;
		t->counter_sales += sale->channel == NULL;
	} else {
		t->returns++;
		t->returned -= sale->total_minor;
	}
	t->discount += sale->discount_minor;
	t->tax += sale->tax_minor;
	t->hour_total[at.hour] += sale->total_minor;
	if (sale->channel != NULL)
		t->app_total += sale->total_minor;
	for (n = 0; n < 4; n++)
		if (strcmp(sale->order_type, types[n]) == 0)
			t->type_total[n] += sale->total_minor;
	for (i = 0; i < sale->lines_count; i++)
		for (n = 0; n < ITEMS; n++)
			if (strcmp(sale->lines[i].item, codes[n]) == 0) {
				t->items += sale->lines[i].qty_milli;
				t->item_qty[n] += sale->lines[i].qty_milli;
				t->item_total[n] += sale->lines[i].total_minor;
			}
	for (i = 0; i < sale->taxes_count; i++) {
		n = tax_index(&sale->taxes[i]);
		t->tax_net[n] += sale->taxes[i].net_minor;
		t->tax_tax[n] += sale->taxes[i].tax_minor;
	}
}

static void
pay_all(struct pos_sale *sale)
{
	struct pos_id id = id_of(sale);
	struct pos_pay_want want = { .method = rnd(2) ? "cash" : "card" };

	if (sale->of == NULL && sale->due_minor > 10 && rnd(4) == 0) {
		want.amount_minor = sale->due_minor / 3;
		must(pos_pay_take(&shop, &id, &want, pool, sale, &err), "part");
		*(want.method[2] == 's' ? &today()->cash : &today()->card) +=
		    want.amount_minor;
		want.amount_minor = 0;
	}
	*(want.method[2] == 's' ? &today()->cash : &today()->card) +=
	    sale->due_minor;
	if (sale->total_minor < 0)
		must(pos_pay_refund(&shop, &id, &want, NULL, NULL, pool, sale,
			 &err),
		    "refund");
	else
		must(pos_pay_take(&shop, &id, &want, pool, sale, &err), "pay");
	count_document(sale);
}

static void
set_day(int d, int minute)
{
	int64_t from, to;

	pos_business_span(FIRST + d, shop.zone, shop.cutoff_minutes, &from,
	    &to);
	must(pos_shop_set_time(&shop, from + (int64_t)minute * 60000, &err),
	    "time");
}

/* Some of them completed, returned or void on a later day. */
static void
one(int d)
{
	struct pos_sale sale, back;
	struct pos_id id;

	begin();
	set_day(d, (int)rnd(23 * 60));
	make_sale(&sale);
	id = id_of(&sale);
	if (rnd(10) == 0) {
		if (rnd(2) == 0 && d + 1 < DAYS)
			set_day(d + 1, (int)rnd(600));
		must(pos_sale_void(&shop, &id, "gone", NULL, pool, &sale, &err),
		    "void");
		today()->voids++;
		today()->void_minor += sale.total_minor;
		end();
		return;
	}
	if (rnd(8) == 0 && d + 1 < DAYS)
		set_day(d + 1, (int)rnd(600));
	pay_all(&sale);
	if (rnd(6) == 0) {
		if (rnd(2) == 0 && shop.day - FIRST + 1 < DAYS)
			set_day(shop.day - FIRST + 1, (int)rnd(600));
		must(pos_sale_return(&shop, &id, NULL, 0, NULL, false, NULL,
			 pool, &back, &err),
		    "return");
		if (back.total_minor < 0)
			pay_all(&back);
	}
	end();
}

static const char *wrong;

static void
check(int64_t have, int64_t want, const char *what, int d)
{
	if (have == want)
		return;
	wrong = what;
	printf("# day %d, %s: %lld, the twin says %lld\n", d, what,
	    (long long)have, (long long)want);
}

static void
check_parts(const struct pos_day_report *r, const struct twin *t, int d)
{
	static const char *const types[] = { "dine-in", "takeaway", "pickup",
		"delivery" };
	int64_t hours = 0;
	size_t i;
	int n;

	for (i = 0; i < r->parts_count; i++) {
		const struct pos_day_part *p = &r->parts[i];

		if (strcmp(p->part, "hour") == 0) {
			n = (int)strtol(p->value, NULL, 10);
			check(p->sales, t->hour_sales[n], "hour sales", d);
			check(p->total_minor, t->hour_total[n], "hour", d);
			hours += p->total_minor;
		}
		for (n = 0; n < ITEMS; n++)
			if (strcmp(p->part, "item") == 0 &&
			    strcmp(p->value, codes[n]) == 0) {
				check(p->qty_milli, t->item_qty[n], "qty", d);
				check(p->total_minor, t->item_total[n], "item",
				    d);
			}
		for (n = 0; n < 4; n++)
			if (strcmp(p->part, "type") == 0 &&
			    strcmp(p->value, types[n]) == 0)
				check(p->total_minor, t->type_total[n], "type",
				    d);
		if (strcmp(p->value, "app") == 0)
			check(p->total_minor, t->app_total, "channel", d);
		if (strcmp(p->value, POS_NO_CHANNEL) == 0)
			check(p->sales, t->counter_sales, "counter", d);
	}
	check(hours, r->net_minor, "hours come to net", d);
}

static void
check_day(int d)
{
	struct pos_day_report r;
	const struct twin *t = &twin[d];
	int64_t paid[2] = { 0, 0 };
	size_t i;

	must(pos_day_report(&shop, FIRST + d, "day", pool, &r, &err), "report");
	check(r.sales, t->sales, "sales", d);
	check(r.returns, t->returns, "returns", d);
	check(r.items_milli, t->items, "items", d);
	check(r.guests, t->guests, "guests", d);
	check(r.sold_minor, t->sold, "sold", d);
	check(r.returned_minor, t->returned, "returned", d);
	check(r.net_minor, t->sold - t->returned, "net", d);
	check(r.discount_minor, t->discount, "discount", d);
	check(r.tax_minor, t->tax, "tax", d);
	check(r.voids, t->voids, "voids", d);
	check(r.void_minor, t->void_minor, "void", d);
	for (i = 0; i < r.tenders_count; i++)
		paid[r.tenders[i].method[2] != 's'] +=
		    r.tenders[i].amount_minor - r.tenders[i].refund_minor;
	check(paid[0], t->cash, "cash", d);
	check(paid[1], t->card, "card", d);
	for (i = 0; i < r.taxes_count; i++) {
		int n = tax_index(&r.taxes[i]);

		check(r.taxes[i].net_minor, t->tax_net[n], "tax net", d);
		check(r.taxes[i].tax_minor, t->tax_tax[n], "tax", d);
	}
	check_parts(&r, t, d);
}

static int64_t trend_net;

static enum pos_status
add_trend(void *arg, const struct pos_day_trend *day, struct pos_err *e)
{
	(void)arg;
	(void)e;
	trend_net += day->net_minor;
	return POS_OK;
}

static void
ranges(void)
{
	static const char *const by[] = { "hour", "type", "channel", "staff",
		"till", "tender" };
	struct pos_day_by *rows;
	int64_t net = 0, sum;
	size_t count, i, b;
	int d;

	for (d = 1; d < DAYS - 1; d++)
		net += twin[d].sold - twin[d].returned;
	must(pos_day_trend(&shop, FIRST + 1, FIRST + DAYS - 2, add_trend, NULL,
		 &err),
	    "trend");
	same_int(trend_net, net, "the trend comes to the days");
	for (b = 0; b < 5; b++) {
		must(pos_day_by(&shop, by[b], FIRST + 1, FIRST + DAYS - 2, pool,
			 &rows, &count, &err),
		    by[b]);
		for (i = 0, sum = 0; i < count; i++)
			sum += rows[i].total_minor;
		same_int(sum, net, by[b]);
	}
	must(pos_day_by(&shop, "item", FIRST, FIRST + DAYS - 1, pool, &rows,
		 &count, &err),
	    "item");
	for (i = 0, sum = 0; i < count; i++)
		sum += rows[i].qty_milli;
	for (d = 0, net = 0; d < DAYS; d++)
		net += twin[d].items;
	same_int(sum, net, "items by quantity");
	must(pos_day_by(&shop, "category", FIRST, FIRST + DAYS - 1, pool, &rows,
		 &count, &err),
	    "category");
	for (i = 0, sum = 0; i < count; i++)
		sum += rows[i].qty_milli;
	same_int(sum, net, "categories by quantity");
	ok(count == 3, "three categories, one for items without");
}

/* Each kind of row altered alone, and put right again. */
POS_SQL(spoil_day, "UPDATE day_sum SET tax_minor = tax_minor + $1");
POS_SQL(spoil_hour, "UPDATE hour_sum SET sales = sales + $1");
POS_SQL(spoil_item, "UPDATE item_sum SET qty_milli = qty_milli + $1");
POS_SQL(spoil_pay, "UPDATE pay_sum SET tip_minor = tip_minor + $1");
POS_SQL(spoil_tax, "UPDATE tax_sum SET net_minor = net_minor + $1");
POS_SQL(spoil_part, "UPDATE part_sum SET total_minor = total_minor + $1");
POS_SQL(spoil_guests, "UPDATE day_sum SET guests = guests + $1");
POS_SQL(lose_item, "DELETE FROM item_sum WHERE item = $1");
POS_SQL(lose_days, "DELETE FROM day_sum WHERE branch = $1");

static void
spoil(const struct pos_sql *sql, const char *table)
{
	struct pos_query *q;

	must(pos_begin(shop.store, &err), "begin");
	q = pos_query(shop.store, sql);
	pos_bind_int(q, 1, 1);
	must(pos_run(q, &err), table);
	err.text[0] = '\0';
	ok(pos_rollup_verify(&shop, &err) == POS_DATA &&
		strncmp(err.text, table, strlen(table)) == 0,
	    "an altered %s is named (%s)", table, err.text);
	pos_rollback(shop.store);
}

int
main(void)
{
	int i, d;

	open_shop();
	for (i = 0; i < 400; i++) {
		one((int)rnd(DAYS));
		pos_pool_clear(pool);
	}
	must(pos_shop_set_time(&shop, 0, &err), "time");
	for (d = 0; d < DAYS; d++)
		check_day(d);
	ok(wrong == NULL, "reports of %d days are what the documents say",
	    DAYS);
	ranges();
	ok(pos_rollup_verify(&shop, &err) == POS_OK, "verify agrees");
	if (tap_failed)
		printf("# %s\n", err.text);
	spoil(&spoil_day, "day_sum");
	spoil(&spoil_hour, "hour_sum");
	spoil(&spoil_item, "item_sum");
	spoil(&spoil_pay, "pay_sum");
	spoil(&spoil_tax, "tax_sum");
	spoil(&spoil_part, "part_sum");
	spoil(&spoil_guests, "day_sum");
	spoil(&lose_item, "item_sum");
	spoil(&lose_days, "day_sum");
	ok(pos_verify_deep(&shop, NULL, NULL, &err) == POS_OK,
	    "a replay of the journal gives the same sums");
	if (tap_failed)
		printf("# %s\n", err.text);
	close_shop();
	return tap_done();
}
