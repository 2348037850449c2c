/*
 * menu.c - the menu against a twin: whatever was put, dropped, rolled back or
 * changed by another process, a look-up finds what an array says.
 */
#include "shop/menu.h"
#include "shoptest.h"

#define ITEMS 12
#define STEPS 600

static struct twin {
	bool there;
	int64_t price;
	int name;    /* 0..3: several share one */
	int barcode; /* 0: none, else 1..6 */
} twin[ITEMS], before[ITEMS];

static unsigned seed = 20261127;

static unsigned
draw(unsigned below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static const char *
code_of(int i)
{
	return pos_pool_printf(pool, "item-%d", i);
}

static const char *
barcode_of(int b)
{
	return pos_pool_printf(pool, "690000000000%d", b);
}

static int
barcode_owner(int b)
{
	int i;

	for (i = 0; i < ITEMS; i++)
		if (twin[i].there && twin[i].barcode == b)
			return i;
	return -1;
}

static bool
right(const struct pos_item *item, int i)
{
	return strcmp(item->code, code_of(i)) == 0 &&
	    item->price_minor == twin[i].price &&
	    item->name[5] == '0' + twin[i].name &&
	    item->barcodes_count == (twin[i].barcode != 0);
}

/* What pos_item_put() should say, and the twin's change. */
static bool
put(struct pos_shop *at, int i, const struct twin *want)
{
	const struct pos_item *now;
	const char *barcodes[1];
	struct pos_item item = { .code = code_of(i),
		.name = pos_pool_printf(pool, "Name %d", want->name),
		.price_minor = want->price };
	bool changed, differs, taken;
	enum pos_status st;
	int owner;

	if (want->barcode != 0) {
		barcodes[0] = barcode_of(want->barcode);
		item.barcodes = barcodes;
		item.barcodes_count = 1;
	}
	owner = want->barcode != 0 ? barcode_owner(want->barcode) : -1;
	taken = owner >= 0 && owner != i;
	differs = !twin[i].there || twin[i].price != want->price ||
	    twin[i].name != want->name || twin[i].barcode != want->barcode;
	st = pos_item_put(at, &item, &changed, &err);
	if (taken)
		return st == POS_DATA;
	if (st != POS_OK || changed != differs)
		return false;
	twin[i] = *want;
	twin[i].there = true;
	if (draw(2) == 0) /* not always: that records what bulk holds back */
		return true;
	return pos_item_by_code(at, code_of(i), &now, &err) == POS_OK &&
	    right(now, i);
}

static bool
drop(struct pos_shop *at, int i)
{
	enum pos_status st = pos_item_drop(at, code_of(i), &err);

	if (!twin[i].there)
		return st == POS_DATA || st == POS_REFUSED;
	twin[i].there = false;
	twin[i].barcode = 0;
	return st == POS_OK;
}

static bool
look(struct pos_shop *at)
{
	const struct pos_item *item, *same;
	enum pos_status st;
	int i, b, owner, n, last;

	for (i = 0; i < ITEMS; i++) {
		st = pos_item_find(at, code_of(i), &item, &err);
		if ((st == POS_OK) != twin[i].there)
			return false;
		if (st != POS_OK)
			continue;
		if (!right(item, i) ||
		    pos_item_by_no(at, item->item_no, &same, &err) != POS_OK ||
		    same != item)
			return false;
	}
	for (b = 1; b <= 6; b++) {
		owner = barcode_owner(b);
		st = pos_item_find(at, barcode_of(b), &item, &err);
		if ((st == POS_OK) != (owner >= 0) ||
		    (st == POS_OK && !right(item, owner)))
			return false;
	}
	for (b = 0; b < 4; b++) {
		for (i = n = 0, last = -1; i < ITEMS; i++)
			if (twin[i].there && twin[i].name == b) {
				n++;
				last = i;
			}
		st = pos_item_find(at, pos_pool_printf(pool, "nAmE %d", b),
		    &item, &err);
		if ((st == POS_OK) != (n == 1) ||
		    (st == POS_OK && !right(item, last)))
			return false;
	}
	return true;
}

static bool
one_change(struct pos_shop *at)
{
	struct twin want = { .price = draw(3) * 100,
		.name = (int)draw(4),
		.barcode = (int)draw(7) };
	bool bulk = draw(3) == 0, undo = draw(4) == 0, good = true;
	unsigned n = 1 + draw(5);

	memcpy(before, twin, sizeof(twin));
	must(pos_change_begin(at, &err), "begin");
	pos_menu_refresh(at);
	if (bulk)
		must(pos_menu_bulk(at, &err), "bulk");
	for (; n > 0 && good; n--) {
		good = bulk || draw(5) != 0 ? put(at, (int)draw(ITEMS), &want) :
					      drop(at, (int)draw(ITEMS));
		want.price += 100;
		want.barcode = (int)draw(7);
	}
	if (bulk) {
		must(pos_menu_flush(at, &err), "flush");
		pos_menu_bulk_end(at);
	}
	good = good && look(at);
	if (undo)
		memcpy(twin, before, sizeof(twin));
	good &= pos_change_end(at, undo ? POS_REFUSED : POS_OK, &err) ==
	    (undo ? POS_REFUSED : POS_OK);
	return good;
}

static void
against_twin(void)
{
	struct pos_shop other;
	struct pos_shop_options options = { 0 };
	bool good = true;
	int i;

	options.location = pos_store_path(shop.store);
	must(pos_shop_open(&other, &options, POS_STORE_WRITE, &err), "second");
	for (i = 0; i < STEPS && good; i++) {
		good = one_change(draw(3) == 0 ? &other : &shop);
		pos_menu_refresh(&shop);
		good = good && look(&shop);
		if (!good)
			printf("# step %d: %s\n", i, err.text);
		if (i % 50 == 0)
			pos_pool_clear(pool);
	}
	ok(good, "%d changes of two processes, put, dropped, in bulk, undone",
	    i);
	pos_shop_close(&other);
}

/* The rule of the header, slowly: try the uses from most special to least. */
static int64_t
slow_price(const struct pos_item *item, const char *type, const char *channel)
{
	const char *types[] = { type, NULL, type, NULL };
	const char *channels[] = { channel, channel, NULL, NULL };
	size_t i, j;

	for (i = 0; i < 3; i++)
		for (j = 0; j < item->prices_count; j++) {
			const struct pos_price *p = &item->prices[j];

			if ((types[i] == NULL) != (p->order_type == NULL) ||
			    (channels[i] == NULL) != (p->channel == NULL))
				continue;
			if (types[i] != NULL &&
			    strcmp(types[i], p->order_type) != 0)
				continue;
			if (channels[i] != NULL &&
			    strcmp(channels[i], p->channel) != 0)
				continue;
			if (types[i] == NULL && channels[i] == NULL)
				continue;
			return p->price_minor;
		}
	return item->price_minor;
}

static void
prices(void)
{
	static const char *const types[] = { NULL, "dine-in", "takeaway" };
	static const char *const channels[] = { NULL, "web", "meituan" };
	struct pos_price all[9];
	struct pos_item item = { .price_minor = 1, .prices = all };
	bool good = true;
	int round, t, c;
	unsigned mask;

	for (round = 0; round < 512; round++) {
		mask = (unsigned)round;
		item.prices_count = 0;
		for (t = 0; t < 9; t++)
			if (t > 0 && (mask >> t & 1) != 0)
				all[item.prices_count++] =
				    (struct pos_price){ types[t % 3],
					    channels[t / 3], 10 + t };
		for (t = 0; t < 3; t++)
			for (c = 0; c < 3; c++)
				good &= pos_item_price(&item, types[t],
					    channels[c]) ==
				    slow_price(&item, types[t], channels[c]);
	}
	ok(good, "the most special price counts, for every set of prices");
}

static void
languages(void)
{
	static const struct pos_name names[] = { { "en", "Latte" },
		{ "zh", "拿铁" }, { "zh-TW", "拿鐵" } };

	same_text(pos_name_in("x", names, 3, "zh-TW"), "拿鐵", "exact");
	same_text(pos_name_in("x", names, 3, "zh-HK"), "拿铁", "main part");
	same_text(pos_name_in("x", names, 3, "de"), "x", "none");
	same_text(pos_name_in("x", names, 3, NULL), "x", "no language");
	same_text(pos_name_in("x", names + 2, 1, "zh"), "拿鐵",
	    "a region's, where there is no other");
}

/* Three items sold: no more statements than needed, and pointers that hold. */
static void
pointers(void)
{
	const struct pos_item *a, *b, *again;
	struct twin want = { .price = 500, .name = 1 };

	must(pos_change_begin(&shop, &err), "begin");
	ok(put(&shop, 0, &want) && put(&shop, 1, &want), "two items");
	must(pos_change_end(&shop, POS_OK, &err), "end");
	must(pos_item_find(&shop, "item-0", &a, &err), "find");
	must(pos_item_find(&shop, "item-1", &b, &err), "find");
	must(pos_item_find(&shop, "item-0", &again, &err), "find");
	ok(a == again && a->price_minor == 500, "kept");
}

int
main(void)
{
	languages();
	prices();
	shop_start();
	against_twin();
	pointers();
	shop_stop();
	return tap_done();
}
