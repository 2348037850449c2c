/*
 * offer.c - promotions on sales from the price to the last unit that comes
 * back: random rules on a random menu with random taxes, on marked prices and
 * on prices with tax.  Whatever they take off, without them a sale is what it
 * was; it never costs more; its sums add up; and parts that come back in any
 * steps add up to what was paid, taxes, points and stock included.
 */
#include "shop/offer.h"
#include "saletwin.h"
#include "shop/member.h"
#include "shop/pay.h"
#include "shop/points.h"
#include "shop/promo.h"
#include "shop/stock.h"
#include "shop/verify.h"

#define ROUNDS 20 /* sets of rules */
#define SALES 25  /* with each */
#define RULES 6
#define CUPS 9000000

enum { DEARER, SUMS, AGAIN, OFF, BACK, BACK_TAX, LEFT, POINTS, STOCK, FAULTS };
static int wrong[FAULTS];
static int64_t member_no, taken, gifts;
static char member_code[24];

static void
note(int what, const struct pos_sale *sale, int64_t have, int64_t want)
{
	struct pos_buf buf = { 0 };

	if (wrong[what]++ >= 2)
		return;
	printf("# sale %lld (%d): have %lld, want %lld\n",
	    (long long)sale->number, what, (long long)have, (long long)want);
	pos_record_write(&buf, &pos_sale_record, sale);
	printf("# %s\n", buf.text);
	pos_buf_release(&buf);
}

static struct pos_id
id_of(const struct pos_sale *sale)
{
	struct pos_id id;

	if (!pos_id_parse(&id, sale->id))
		must(POS_BUG, "id");
	return id;
}

/* --- rules --------------------------------------------------------------- */

static struct pos_select *
some_items(void)
{
	struct pos_select *s = pos_pool_alloc(pool, sizeof(*s));
	size_t i, from = rnd(TWIN_ITEMS);

	s->items_count = 1 + rnd(TWIN_ITEMS / 2);
	s->items = pos_pool_alloc(pool, s->items_count * sizeof(char *));
	for (i = 0; i < s->items_count; i++)
		s->items[i] = twin_item[(i + from) % TWIN_ITEMS].code;
	return s;
}

static void
of_items(struct pos_rule *rule, struct pos_rule_effect *effect)
{
	static const char *const per[] = { "unit", "line", "target" };
	struct pos_rule_target *t = pos_pool_alloc(pool, sizeof(*t));

	t->select = some_items();
	rule->target = t;
	effect->kind = "percent";
	effect->rate_ppm = 1 + rnd(rnd(4) == 0 ? 1000000 : 300000);
	effect->per = per[rnd(3)];
}

static void
of_sets(struct pos_rule *rule, struct pos_rule_effect *effect)
{
	struct pos_rule_slot *slot = pos_pool_alloc(pool, sizeof(*slot));

	slot->select = rnd(2) ? some_items() : NULL;
	slot->units = 2 + rnd(2);
	rule->slots = slot;
	rule->slots_count = 1;
	effect->kind = "percent";
	effect->rate_ppm = rnd(2) ? 1000000 : 500000;
	effect->on = "cheapest";
	effect->count = 1;
}

static void
of_order(struct pos_rule *rule, struct pos_rule_effect *effect)
{
	struct pos_rule_condition *c = pos_pool_alloc(pool, sizeof(*c));

	c->measure = "amount";
	c->min_minor = 1 + rnd(20000);
	rule->conditions = c;
	rule->conditions_count = 1;
	switch (rnd(3)) {
	case 0:
		effect->kind = "amount";
		effect->amount_minor = 1 + rnd(rnd(5) == 0 ? 50000 : 1500);
		break;
	case 1:
		effect->kind = "gift";
		effect->item = "cup";
		effect->qty_milli = 1000 * (1 + rnd(2));
		break;
	default:
		effect->kind = "points_earn";
		effect->points = 1 + rnd(50);
	}
}

static void
by_points(struct pos_rule *rule, struct pos_rule_effect *effect)
{
	struct pos_rule_limit *limit = pos_pool_alloc(pool, sizeof(*limit));

	effect->kind = "points_pay";
	effect->value_minor = 1 + rnd(3);
	limit->max_share_ppm = 500000;
	rule->limit = limit;
}

static void
put_rule(int n)
{
	static void (*const kinds[])(struct pos_rule *,
	    struct pos_rule_effect *) = { of_items, of_items, of_sets, of_order,
		by_points };
	static const int lanes[] = { 10, 20, 20, 30, 40 };
	struct pos_rule rule = { .name = "Rule" };
	struct pos_rule_effect effect = { 0 };
	struct pos_rule_stacking stacking = { 0 };
	uint32_t kind = rnd(5);
	bool changed;

	rule.code = pos_pool_printf(pool, "rule%d", n);
	rule.effect = &effect;
	rule.stacking = &stacking;
	stacking.lane = lanes[kind];
	kinds[kind](&rule, &effect);
	must(pos_promo_put(&shop, &rule, &changed, &err), "rule");
}

static void
begin(void)
{
	must(pos_change_begin(&shop, &err), "begin");
}

static void
end(void)
{
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

/* --- a sale -------------------------------------------------------------- */

/* All that promotions may change, or had to leave as it was. */
static void
write_bare(struct pos_buf *buf, const struct pos_sale *sale)
{
	struct pos_sale bare = *sale;

	bare.member = NULL;
	bare.promoted = false;
	bare.best = NULL;
	bare.want_points = 0;
	bare.warning = NULL;
	pos_buf_clear(buf);
	pos_record_write(buf, &pos_sale_record, &bare);
}

static void
edit(struct pos_sale *sale, enum pos_edit_kind kind, int64_t n)
{
	struct pos_edit one = { .kind = kind, .n = n };
	struct pos_id id = id_of(sale);

	if (kind == POS_EDIT_MEMBER)
		one.text = member_code;
	must(pos_sale_edit(&shop, &id, &one, 1, NULL, pool, sale, &err),
	    "edit");
}

static void
check_sums(const struct pos_sale *sale)
{
	int64_t sum = 0, off = 0, offers = 0, on_lines = 0;
	size_t i, j;

	for (i = 0; i < sale->lines_count; i++) {
		const struct pos_sale_line *line = &sale->lines[i];
		int64_t shares = 0, here = 0;

		sum += line->total_minor;
		off += line->discount_minor;
		for (j = 0; j < line->offers_count; j++)
			here += line->offers[j].off_minor;
		for (j = 0; j < line->shares_count; j++)
			shares += line->shares[j].off_minor;
		if (line->shares_count > 0 && shares != here)
			note(SUMS, sale, shares, here);
		on_lines += here;
		if (line->total_minor < 0)
			note(SUMS, sale, line->total_minor, 0);
	}
	for (i = 0; i < sale->taxes_count; i++)
		if (!sale->taxes[i].inclusive)
			sum += sale->taxes[i].tax_minor;
	for (i = 0; i < sale->offers_count; i++)
		offers += sale->offers[i].amount_minor;
	if (sum != sale->total_minor)
		note(SUMS, sale, sum, sale->total_minor);
	if (off != sale->discount_minor)
		note(SUMS, sale, off, sale->discount_minor);
	if (offers != on_lines)
		note(SUMS, sale, on_lines, offers);
}

/* Promotions on, on again, off, on: each the same. */
static void
check_prices(struct pos_sale *sale)
{
	struct pos_buf list = { 0 }, now = { 0 };
	int64_t total = sale->total_minor;

	write_bare(&list, sale);
	edit(sale, POS_EDIT_MEMBER, member_no);
	if (rnd(2))
		edit(sale, POS_EDIT_POINTS, -1);
	edit(sale, POS_EDIT_PROMOTE, 1);
	if (sale->total_minor > total)
		note(DEARER, sale, sale->total_minor, total);
	check_sums(sale);
	edit(sale, POS_EDIT_PROMOTE, 0);
	write_bare(&now, sale);
	if (strcmp(list.text, now.text) != 0) {
		note(OFF, sale, sale->total_minor, total);
		if (wrong[OFF] <= 2)
			printf("# was %s\n", list.text);
	}
	edit(sale, POS_EDIT_PROMOTE, 1);
	total = sale->total_minor;
	edit(sale, POS_EDIT_GUESTS, 0);
	if (sale->total_minor != total)
		note(AGAIN, sale, sale->total_minor, total);
	check_sums(sale);
	pos_buf_release(&list);
	pos_buf_release(&now);
}

/* Some of what is left, or, in the last step, all of it. */
static size_t
choose(const struct pos_sale *of, int64_t *left, bool all,
    struct pos_return_line *want)
{
	size_t count = 0, i;
	int64_t qty;

	for (i = 0; i < of->lines_count; i++) {
		qty = left[i];
		if (qty == 0 || (!all && rnd(3) == 0))
			continue;
		if (!all && qty % 1000 == 0)
			qty = 1000 * (1 + (int64_t)rnd((uint32_t)(qty / 1000)));
		else if (!all)
			qty = 1 + (int64_t)rnd((uint32_t)qty);
		want[count].n = of->lines[i].n;
		want[count++].qty_milli = qty;
		left[i] -= qty;
	}
	return count;
}

struct back {
	int64_t total, net[TWIN_BUCKETS], tax[TWIN_BUCKETS];
};

static void
add_back(struct back *sum, const struct pos_sale *of,
    const struct pos_sale *back)
{
	size_t i, j;

	sum->total += back->total_minor;
	for (i = 0; i < back->taxes_count; i++) {
		const struct pos_sale_tax *t = &back->taxes[i];

		for (j = 0; j < of->taxes_count; j++)
			if (strcmp(of->taxes[j].name, t->name) == 0 &&
			    of->taxes[j].rate_ppm == t->rate_ppm &&
			    of->taxes[j].inclusive == t->inclusive)
				break;
		if (j == of->taxes_count) {
			note(BACK_TAX, back, t->tax_minor, 0);
			continue;
		}
		sum->net[j] += t->net_minor;
		sum->tax[j] += t->tax_minor;
	}
	for (i = 0; i < back->lines_count; i++)
		if (back->lines[i].total_minor > 0)
			note(BACK, back, back->lines[i].total_minor, 0);
}

static void
check_back(const struct pos_sale *of)
{
	struct pos_return_line want[TWIN_LINES + RULES];
	struct pos_pay_want card = { .method = "card" };
	struct pos_id id = id_of(of), back_id;
	int64_t left[TWIN_LINES + RULES];
	struct back sum = { 0 };
	struct pos_sale back;
	int step, last = (int)rnd(6);
	size_t count, i;

	for (i = 0; i < of->lines_count; i++)
		left[i] = of->lines[i].qty_milli;
	for (step = 0; step <= last; step++) {
		count = choose(of, left, step == last, want);
		if (count == 0)
			continue;
		must(pos_sale_return(&shop, &id, want, count, NULL, true, NULL,
			 pool, &back, &err),
		    "return");
		add_back(&sum, of, &back);
		back_id = id_of(&back);
		must(pos_pay_refund(&shop, &back_id, &card, NULL, NULL, pool,
			 &back, &err),
		    "refund");
		if (back.state_no != POS_SALE_COMPLETED)
			note(BACK, &back, back.state_no, POS_SALE_COMPLETED);
	}
	if (sum.total != -of->total_minor)
		note(BACK, of, sum.total, -of->total_minor);
	for (i = 0; i < of->taxes_count; i++)
		if (sum.net[i] != -of->taxes[i].net_minor ||
		    sum.tax[i] != -of->taxes[i].tax_minor)
			note(BACK_TAX, of, sum.tax[i], -of->taxes[i].tax_minor);
	if (pos_sale_return(&shop, &id, NULL, 0, NULL, true, NULL, pool, &back,
		&err) != POS_REFUSED)
		note(LEFT, of, 1, 0);
}

POS_SQL(sql_cups, "SELECT on_hand_milli, reserved_milli FROM stock "
    "JOIN item ON item.item = stock.item WHERE item.code = 'cup'");

static int64_t
cups_left(void)
{
	struct pos_query *q = pos_query(shop.store, &sql_cups);
	int64_t left;

	must(pos_step(q, &err), "cups");
	left = pos_int(q, "on_hand_milli") - pos_int(q, "reserved_milli");
	pos_query_done(q);
	return left;
}

static void
one_sale(void)
{
	struct pos_pay_want card = { .method = "card" };
	struct pos_balance before, after;
	struct twin_sale twin;
	struct pos_order order;
	struct pos_sale sale;
	struct pos_id id;
	int64_t cups;
	size_t i;

	twin_random(&twin);
	twin_order(&twin, &order);
	must(pos_balance_of(&shop, member_no, &before, &err), "balance");
	must(pos_sale_new(&shop, &order, NULL, pool, &sale, &err), "new");
	check_prices(&sale);
	for (i = 0; i < sale.offers_count; i++) {
		taken += sale.offers[i].amount_minor > 0;
		gifts += sale.offers[i].gift != NULL;
	}
	id = id_of(&sale);
	must(pos_pay_take(&shop, &id, &card, pool, &sale, &err), "pay");
	check_back(&sale);
	must(pos_balance_of(&shop, member_no, &after, &err), "balance");
	if (before.points != after.points || after.owed != 0)
		note(POINTS, &sale, after.points, before.points);
	cups = cups_left();
	if (cups != CUPS)
		note(STOCK, &sale, cups, CUPS);
}

/* --- the shop ------------------------------------------------------------ */

static void
start(void)
{
	struct pos_item cup = { .code = "cup",
		.name = "Cup",
		.price_minor = 500,
		.tracked = true };
	struct pos_stock_line line = { .item = "cup", .qty_milli = CUPS };
	struct pos_stock_move move = { .kind = "receive",
		.location = POS_LOCATION,
		.lines = &line,
		.lines_count = 1 };
	struct pos_earn earn = { .per_minor = 100, .points = 1 };
	struct pos_member member = { .name = "Li" };
	struct pos_stock_move done;
	bool changed;

	begin();
	must(pos_item_put(&shop, &cup, &changed, &err), "cup");
	must(pos_stock_move(&shop, &move, pool, &done, &err), "cups");
	must(pos_earn_put(&shop, &earn, &err), "earn");
	must(pos_member_enrol(&shop, &member, pool, &err), "enrol");
	member_no = member.member_no;
	pos_member_code(member_code, member_no);
	must(pos_points_adjust(&shop, member_no, 100000, 0, "given", NULL,
		 &err),
	    "points");
	end();
}

static void
basis(const char *value)
{
	struct pos_setting basis = { .name = "discount_basis", .value = value };
	char path[256];
	struct pos_shop_options options = { .location = path };
	bool changed;

	begin();
	must(pos_setting_put(&shop, &basis, &changed, &err), "setting");
	end();
	/* settings are read when a shop is opened */
	pos_shop_close(&shop);
	snprintf(path, sizeof(path), "%s/store.db", shop_dir);
	must(pos_shop_open(&shop, &options, POS_STORE_WRITE, &err), "open");
}

static void
rounds(void)
{
	int round, i;

	for (round = 0; round < ROUNDS; round++) {
		begin();
		for (i = 0; i < RULES; i++)
			put_rule(i);
		for (i = 0; i < SALES; i++)
			one_sale();
		end();
		pos_pool_clear(pool);
	}
}

int
main(void)
{
	struct pos_verify done;
	static const char *const bases[] = { "price", "gross" };
	int i;

	setenv("POS_NOW", "2026-03-14T10:00:00+08:00", 1);
	shop_start();
	twin_menu();
	start();
	for (i = 0; i < 2; i++) {
		memset(wrong, 0, sizeof(wrong));
		taken = gifts = 0;
		basis(bases[i]);
		rounds();
		printf("# %s: %lld offers, %lld gifts\n", bases[i],
		    (long long)taken, (long long)gifts);
		same_int(wrong[DEARER], 0, "no promotion makes it dearer");
		same_int(wrong[SUMS], 0, "what they took off adds up");
		same_int(wrong[AGAIN], 0, "priced again it is the same");
		same_int(wrong[OFF], 0, "without them it is as before");
		same_int(wrong[BACK], 0, "returns come to what was paid");
		same_int(wrong[BACK_TAX], 0, "and their taxes");
		same_int(wrong[LEFT], 0, "then nothing is left");
		same_int(wrong[POINTS], 0, "points are what they were");
		same_int(wrong[STOCK], 0, "and so is stock");
	}
	must(pos_verify(&shop, &done, &err), "verify");
	must(pos_verify_deep(&shop, NULL, NULL, &err), "verify --deep");
	same_int(done.open, 0, "a replay makes the same tables");
	shop_stop();
	return tap_done();
}
