/*
 * stock_twin.c - needs, refusals and reservations against brute-force twins,
 * on random menus: recipes of recipes, choices with parts, every policy.
 */
#include "shop/stock.h"
#include "shoptest.h"

#define ITEMS 40
#define LEAVES 14
#define CHOICES 5

static int menu; /* each has codes of its own: "m2-..." */
static char group_code[32], prefix[16];

/* The menu as the twin knows it: what one of an item takes. */
struct twin {
	char code[48];
	bool tracked, flag;
	char policy; /* b, w, a */
	int64_t left;
	int parts;
	struct {
		int item;
		int64_t qty;
	} part[4];
	int64_t no;
};
static struct twin twin[ITEMS], choice[CHOICES];

static uint32_t
rnd(uint32_t n)
{
	static uint32_t x = 2463534242u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x % n;
}

static void
make_recipe(struct twin *t, int items, struct pos_part *parts)
{
	int i, j;

	t->parts = 0;
	for (i = (int)rnd(3); i >= 0; i--) {
		int item = (int)rnd((uint32_t)items);

		for (j = 0; j < t->parts && t->part[j].item != item; j++)
			;
		if (j < t->parts)
			continue;
		t->part[t->parts].item = item;
		t->part[t->parts].qty =
		    rnd(4) == 0 ? 1 + rnd(700) : 1000 * (1 + rnd(3));
		parts[t->parts] = (struct pos_part){ .item = twin[item].code,
			.qty_milli = t->part[t->parts].qty,
			.item_no = twin[item].no };
		t->parts++;
	}
}

/* Levels of a recipe below it. */
static int
depth(const struct twin *t)
{
	int i, d, deepest = 0;

	for (i = 0; i < t->parts; i++) {
		d = 1 + depth(&twin[t->part[i].item]);
		deepest = d > deepest ? d : deepest;
	}
	return deepest;
}

static void
make_item(int n)
{
	static const char *const policies[] = { NULL, "block", "warn",
		"allow" };
	struct twin *t = &twin[n];
	struct pos_part parts[4];
	struct pos_item item = { .code = t->code, .name = t->code };
	const struct pos_item *made;
	uint32_t p = rnd(4);
	bool changed;

	*t = (struct twin){ 0 };
	snprintf(t->code, sizeof(t->code), "%sitem%d", prefix, n);
	if (n >= LEAVES) {
		do
			make_recipe(t, n, parts);
		while (depth(t) > POS_RECIPE_DEPTH_MAX);
		item.recipe = parts;
		item.recipe_count = (size_t)t->parts;
	}
	t->tracked = item.tracked = n < LEAVES && rnd(5) != 0;
	t->flag = item.sold_out = rnd(20) == 0;
	item.policy = policies[p];
	t->policy = p < 2 ? 'b' : policies[p][0];
	must(pos_item_put(&shop, &item, &changed, &err), "put item");
	must(pos_item_by_code(&shop, t->code, &made, &err), "find item");
	t->no = made->item_no;
}

static void
make_choices(void)
{
	struct pos_part parts[CHOICES][4];
	struct pos_choice choices[CHOICES];
	struct pos_group group = { .code = group_code,
		.name = "Extra",
		.choices = choices,
		.choices_count = CHOICES };
	bool changed;
	int i;

	memset(choices, 0, sizeof(choices));
	for (i = 0; i < CHOICES; i++) {
		choice[i] = (struct twin){ 0 };
		snprintf(choice[i].code, sizeof(choice[i].code), "%sc%d",
		    prefix, i);
		do
			make_recipe(&choice[i], ITEMS, parts[i]);
		while (depth(&choice[i]) > POS_RECIPE_DEPTH_MAX + 1);
		choice[i].flag = rnd(3) == 0;
		choices[i] = (struct pos_choice){ .code = choice[i].code,
			.name = choice[i].code,
			.sold_out = choice[i].flag,
			.recipe = parts[i],
			.recipe_count = (size_t)choice[i].parts };
	}
	must(pos_group_put(&shop, &group, &changed, &err), "put group");
}

static void
make_stock(uint32_t most)
{
	struct pos_stock_line lines[LEAVES];
	struct pos_stock_move done,
	    move = { .kind = "count",
		    .location = POS_LOCATION,
		    .lines = lines };
	int i;

	memset(lines, 0, sizeof(lines));
	for (i = 0; i < LEAVES; i++) {
		twin[i].left = 0;
		if (!twin[i].tracked)
			continue;
		twin[i].left = 1000 * (int64_t)rnd(most + 1);
		lines[move.lines_count].item = twin[i].code;
		lines[move.lines_count++].counted_milli = twin[i].left;
	}
	must(pos_stock_move(&shop, &move, pool, &done, &err), "count");
}

static void
make_menu(void)
{
	int i;

	menu++;
	snprintf(prefix, sizeof(prefix), "m%d-", menu);
	snprintf(group_code, sizeof(group_code), "%sextra", prefix);
	must(pos_change_begin(&shop, &err), "begin");
	for (i = 0; i < ITEMS; i++)
		make_item(i);
	make_choices();
	make_stock(99);
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

/* What it takes, and whether something on the way is flagged. */
static bool
twin_needs(const struct twin *t, bool is_choice, int64_t qty, int64_t *sum)
{
	bool flagged = t->flag;
	int i;

	if (qty == 0)
		return false;
	for (i = 0; i < t->parts; i++) {
		__int128 exact = (__int128)qty * t->part[i].qty;

		if (twin_needs(&twin[t->part[i].item], false,
			(int64_t)((exact * 2 + 1000) / 2000), sum))
			flagged = true;
	}
	if (t->parts == 0 && !is_choice && t->tracked)
		sum[t - twin] += qty;
	return flagged;
}

static bool
same_needs(const struct pos_needs *needs, const int64_t *sum)
{
	int64_t have[ITEMS] = { 0 };
	size_t i, n;

	for (i = 0; i < needs->count; i++) {
		for (n = 0; n < ITEMS; n++)
			if (twin[n].no == needs->need[i].item_no)
				have[n] += needs->need[i].qty_milli;
	}
	return memcmp(have, sum, sizeof(have)) == 0;
}

/* A random order, as needs and as the twin sees it; returns flagged. */
static bool
order(struct pos_needs *needs, int64_t *sum, int sign)
{
	int lines = 1 + (int)rnd(3), item, extra;
	bool flagged = false;
	int64_t qty;

	memset(sum, 0, ITEMS * sizeof(*sum));
	while (lines-- > 0) {
		item = (int)rnd(ITEMS);
		extra = (int)rnd(2 * CHOICES);
		qty = rnd(4) == 0 ? 1 + rnd(3000) : 1000 * (1 + rnd(3));
		must(pos_needs_add(&shop, needs, twin[item].no, sign * qty,
			 &err),
		    "needs");
		flagged |= twin_needs(&twin[item], false, qty, sum);
		if (extra >= CHOICES)
			continue;
		must(pos_needs_add_choice(&shop, needs, group_code,
			 choice[extra].code, sign * qty, &err),
		    "needs of choice");
		flagged |= twin_needs(&choice[extra], true, qty, sum);
	}
	return flagged;
}

/* 'o' ordered, 'w' with a warning, 'r' refused. */
static char
twin_allows(const int64_t *sum, bool flagged)
{
	char answer = flagged ? 'r' : 'o';
	int i;

	for (i = 0; i < ITEMS; i++) {
		if (sum[i] == 0 || sum[i] <= twin[i].left)
			continue;
		if (twin[i].policy == 'b')
			answer = 'r';
		else if (twin[i].policy == 'w' && answer == 'o')
			answer = 'w';
	}
	return answer;
}

static char
allows(const struct pos_needs *needs)
{
	const char *warning;
	enum pos_status st;

	st = pos_stock_allows(&shop, needs, pool, &warning, &err);
	if (st == POS_REFUSED)
		return 'r';
	must(st, "allows");
	return warning != NULL ? 'w' : 'o';
}

static void
test_orders(void)
{
	struct pos_needs needs = { 0 };
	int64_t sum[ITEMS];
	int i, wrong_needs = 0, wrong_answers = 0, seen[128] = { 0 }, n;
	bool flagged, below = false;
	char want;

	must(pos_change_begin(&shop, &err), "begin");
	for (i = 0; i < 300; i++) {
		pos_needs_clear(&needs);
		flagged = order(&needs, sum, 1);
		wrong_needs += !same_needs(&needs, sum);
		want = twin_allows(sum, flagged);
		seen[(int)want]++;
		wrong_answers += allows(&needs) != want;
		if (want == 'r')
			continue;
		/* the next one of this transaction must see it */
		must(pos_stock_reserve(shop.store, shop.branch, &needs, 1,
			 &err),
		    "reserve");
		for (n = 0; n < ITEMS; n++) {
			twin[n].left -= sum[n];
			below |= sum[n] > 0 && twin[n].policy == 'b' &&
			    twin[n].left < 0;
		}
	}
	must(pos_change_end(&shop, POS_OK, &err), "end");
	pos_needs_release(&needs);
	ok(wrong_needs == 0, "menu %d: needs as the twin adds them up", menu);
	ok(wrong_answers == 0,
	    "menu %d: answers as the twin's"
	    " (%d ordered, %d warned, %d refused)",
	    menu, seen['o'], seen['w'], seen['r']);
	ok(!below, "menu %d: nothing blocked was ordered below zero", menu);
}

static bool
in_list(const struct pos_missing *list, size_t count, const char *code,
    bool is_choice)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(is_choice ?
			    list[i].choice != NULL ? list[i].choice : "" :
			    list[i].item != NULL ? list[i].item :
						   "",
			code) == 0)
			return true;
	return false;
}

/* The list of what is gone says what an order of one would be told. */
static void
test_missing(void)
{
	struct pos_missing *list;
	struct pos_needs needs = { 0 };
	size_t count, wrong = 0, gone = 0, others = 0, i;

	must(pos_change_begin(&shop, &err), "begin");
	make_stock(3); /* whole pieces again, see stock_missing.c */
	for (i = 0; i < LEAVES; i++)
		if (rnd(3) == 0)
			must(pos_needs_add(&shop, &needs, twin[i].no, 1000,
				 &err),
			    "needs");
	must(pos_stock_reserve(shop.store, shop.branch, &needs, 1, &err),
	    "reserve");
	must(pos_change_end(&shop, POS_OK, &err), "end");
	must(pos_missing_list(&shop, pool, &list, &count, &err), "list");
	for (i = 0; i < ITEMS + CHOICES; i++) {
		bool is_choice = i >= ITEMS, listed;
		const struct twin *t =
		    is_choice ? &choice[i - ITEMS] : &twin[i];

		pos_needs_clear(&needs);
		if (is_choice)
			must(pos_needs_add_choice(&shop, &needs, group_code,
				 t->code, 1000, &err),
			    "needs");
		else
			must(pos_needs_add(&shop, &needs, t->no, 1000, &err),
			    "needs");
		listed = in_list(list, count, t->code, is_choice);
		gone += listed;
		wrong += listed != (allows(&needs) == 'r');
	}
	for (i = 0; i < count; i++) /* of the menus before */
		others += strncmp(list[i].item != NULL ? list[i].item :
							 list[i].choice,
			      prefix, strlen(prefix)) != 0;
	ok(wrong == 0 && gone + others == count,
	    "menu %d: %zu of %d are gone, as"
	    " orders of one are told",
	    menu, gone, ITEMS + CHOICES);
	pos_needs_release(&needs);
}

POS_SQL(free_sql, "UPDATE stock SET reserved_milli = 0");

static void
forget_reserved(void)
{
	must(pos_change_begin(&shop, &err), "begin");
	must(pos_run(pos_query(shop.store, &free_sql), &err), "free");
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

static void
test_change_of_order(void)
{
	struct pos_needs needs = { 0 };
	size_t i, j, left = 0;

	for (i = 0; i < ITEMS; i++) {
		int64_t qty = 1 + rnd(5000);

		pos_needs_clear(&needs);
		must(pos_needs_add(&shop, &needs, twin[i].no, qty, &err),
		    "add");
		must(pos_needs_add(&shop, &needs, twin[i].no, -qty, &err),
		    "take away");
		for (j = 0; j < needs.count; j++)
			left += needs.need[j].qty_milli != 0;
		left += allows(&needs) != 'o';
	}
	ok(left == 0, "what is added and taken away leaves nothing");
	pos_needs_release(&needs);
}

int
main(void)
{
	int i;

	shop_start();
	for (i = 1; i <= 6; i++) {
		make_menu();
		test_orders();
		forget_reserved();
		test_missing();
		test_change_of_order();
	}
	ok(pos_stock_check(&shop, &err) == POS_OK,
	    "on-hand is the sum of movements");
	shop_stop();
	return tap_done();
}
