/*
 * saletwin.h - a random menu, random sales on it, and what they come to,
 * worked out the long way: no arithmetic of the library is used.
 */
#ifndef POS_TESTS_SALETWIN_H
#define POS_TESTS_SALETWIN_H

#include "shop/sale.h"
#include "shoptest.h"

#define TWIN_RATES 5
#define TWIN_CLASSES 8 /* the first two are alike, the last has no rate */
#define TWIN_ITEMS 24
#define TWIN_CHOICES 6
#define TWIN_TAKEN 3   /* choices of one line */
#define TWIN_LINES 8
#define TWIN_BUCKETS (2 * TWIN_RATES)

static const char *const twin_rate_names[TWIN_RATES] = {
	"VAT", "GST", "PST", "Levy", "City",
};
static int64_t twin_rate[TWIN_RATES]; /* ppm */
static struct twin_class {
	char code[16];
	int count;
	int rate[3];
	bool inclusive[3];
} twin_class[TWIN_CLASSES];
/* Menu prices are even, prices that somebody gives odd. */
static struct twin_item {
	char code[16];
	int class; /* -1: none */
	int64_t price, takeaway;
	bool weighed, options;
} twin_item[TWIN_ITEMS];
static struct twin_choice {
	char code[16];
	int64_t price;
} twin_choice[TWIN_CHOICES];

struct twin_line {
	int item;
	int64_t qty;
	int64_t price; /* -1: the menu's */
	int choice[TWIN_TAKEN];
	int choices;
	int64_t off;
	bool gift;
};
struct twin_sale {
	bool takeaway;
	int count;
	struct twin_line lines[TWIN_LINES];
};

static inline uint32_t
rnd(uint32_t n)
{
	static uint32_t x = 2463534242u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x % n;
}

/* --- the menu ------------------------------------------------------------ */

static inline void
twin_put_class(int n)
{
	struct twin_class *c = &twin_class[n];
	struct pos_rate rates[3] = { 0 };
	struct pos_tax tax = { .code = c->code, .name = c->code,
		.rates = rates };
	bool changed;
	int i, from;

	if (n == 1)
		*c = twin_class[0];
	else if (n != TWIN_CLASSES - 1)
		c->count = 1 + (int)rnd(3);
	snprintf(c->code, sizeof(c->code), "tax%d", n);
	from = (int)rnd(TWIN_RATES);
	for (i = 0; i < c->count; i++) {
		if (n != 1) {
			c->rate[i] = (from + i) % TWIN_RATES;
			c->inclusive[i] = rnd(2);
		}
		rates[i].name = twin_rate_names[c->rate[i]];
		rates[i].rate_ppm = twin_rate[c->rate[i]];
		rates[i].inclusive = c->inclusive[i];
	}
	tax.rates_count = (size_t)c->count;
	must(pos_tax_put(&shop, &tax, &changed, &err), "put tax");
}

static inline void
twin_put_item(int n)
{
	struct twin_item *t = &twin_item[n];
	struct pos_price takeaway = { .order_type = "takeaway" };
	const char *group = "extra";
	struct pos_item item = { .code = t->code, .name = t->code };
	bool changed;

	snprintf(t->code, sizeof(t->code), "item%d", n);
	t->class = (int)rnd(TWIN_CLASSES + 1) - 1;
	t->price = t->takeaway = 200 + 2 * (int64_t)rnd(5000);
	t->weighed = rnd(4) == 0;
	t->options = rnd(2);
	if (rnd(2)) {
		t->takeaway = 200 + 2 * (int64_t)rnd(5000);
		takeaway.price_minor = t->takeaway;
		item.prices = &takeaway;
		item.prices_count = 1;
	}
	item.price_minor = t->price;
	item.unit = t->weighed ? "kg" : NULL;
	item.tax = t->class >= 0 ? twin_class[t->class].code : NULL;
	item.groups = &group;
	item.groups_count = t->options;
	must(pos_item_put(&shop, &item, &changed, &err), "put item");
}

static inline void
twin_menu(void)
{
	struct pos_choice choices[TWIN_CHOICES] = { 0 };
	struct pos_group group = { .code = "extra", .name = "Extra",
		.max = TWIN_TAKEN, .choices = choices,
		.choices_count = TWIN_CHOICES };
	bool changed;
	int i;

	must(pos_change_begin(&shop, &err), "begin");
	for (i = 0; i < TWIN_RATES; i++)
		twin_rate[i] = 1 + rnd(250000);
	for (i = 0; i < TWIN_CLASSES; i++)
		twin_put_class(i);
	for (i = 0; i < TWIN_CHOICES; i++) {
		snprintf(twin_choice[i].code, sizeof(twin_choice[i].code),
		    "c%d", i);
		twin_choice[i].price = (int64_t)rnd(560) - 60;
		choices[i].code = choices[i].name = twin_choice[i].code;
		choices[i].price_minor = twin_choice[i].price;
	}
	must(pos_group_put(&shop, &group, &changed, &err), "put group");
	for (i = 0; i < TWIN_ITEMS; i++)
		twin_put_item(i);
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

/* --- sales --------------------------------------------------------------- */

static inline int64_t
twin_gross(const struct twin_line *line, bool takeaway)
{
	const struct twin_item *item = &twin_item[line->item];
	int64_t one = line->price;
	int i;

	if (one < 0)
		one = takeaway ? item->takeaway : item->price;
	for (i = 0; i < line->choices; i++)
		one += twin_choice[line->choice[i]].price;
	return (one * line->qty + 500) / 1000;
}

static inline int64_t
twin_total(const struct twin_line *line, bool takeaway)
{
	return line->gift ? 0 : twin_gross(line, takeaway) - line->off;
}

static inline void
twin_random_line(struct twin_line *line, bool takeaway)
{
	memset(line, 0, sizeof(*line));
	line->item = (int)rnd(TWIN_ITEMS);
	line->qty = 1000 * (1 + (int64_t)rnd(9));
	if (twin_item[line->item].weighed)
		line->qty = 1 + rnd(5000);
	line->price = rnd(5) == 0 ? 201 + 2 * (int64_t)rnd(5000) : -1;
	if (twin_item[line->item].options)
		while (line->choices < TWIN_TAKEN && rnd(2))
			line->choice[line->choices++] =
			    (int)rnd(TWIN_CHOICES);
	line->gift = rnd(12) == 0;
	if (rnd(4) == 0 && !line->gift)
		line->off = rnd((uint32_t)twin_gross(line, takeaway) + 1);
}

static inline void
twin_random(struct twin_sale *sale)
{
	int i;

	sale->takeaway = rnd(2);
	sale->count = 1 + (int)rnd(TWIN_LINES);
	for (i = 0; i < sale->count; i++)
		twin_random_line(&sale->lines[i], sale->takeaway);
}

static inline void
twin_order_line(const struct twin_line *line, struct pos_order_line *out)
{
	int i;

	memset(out, 0, sizeof(*out));
	out->item = twin_item[line->item].code;
	out->qty_milli = line->qty;
	out->priced = line->price >= 0;
	out->price_minor = out->priced ? line->price : 0;
	out->discount_minor = line->gift ? 0 : line->off;
	out->gift = line->gift;
	out->options = pos_pool_alloc(pool, TWIN_TAKEN * sizeof(char *));
	for (i = 0; i < line->choices; i++)
		out->options[i] = twin_choice[line->choice[i]].code;
	out->options_count = (size_t)line->choices;
}

static inline void
twin_order(const struct twin_sale *sale, struct pos_order *order)
{
	struct pos_order_line *lines;
	int i;

	lines = pos_pool_alloc(pool, TWIN_LINES * sizeof(*lines));
	for (i = 0; i < sale->count; i++)
		twin_order_line(&sale->lines[i], &lines[i]);
	*order = (struct pos_order){
		.order_type = sale->takeaway ? "takeaway" : "dine-in",
		.lines = lines,
		.lines_count = (size_t)sale->count,
	};
}

/* --- what it comes to ---------------------------------------------------- */

/* Fractions in units of 2^-40 cent, cut; `unsure` of them at most. */
#define TWIN_ONE ((__int128)1 << 40)

struct twin_bucket {
	__int128 tax, net;       /* exact */
	__int128 tax_off, net_off; /* how far from it is allowed */
	int groups;
	int64_t rounded;         /* where one exclusive group made it */
};

static inline void
twin_group(struct twin_bucket *buckets, const struct twin_class *c,
    int64_t total)
{
	int64_t whole = 1000000;
	int i, inclusive = 0;

	for (i = 0; i < c->count; i++)
		if (c->inclusive[i]) {
			whole += twin_rate[c->rate[i]];
			inclusive++;
		}
	for (i = 0; i < c->count; i++) {
		struct twin_bucket *b =
		    &buckets[2 * c->rate[i] + c->inclusive[i]];
		__int128 num = (__int128)total * twin_rate[c->rate[i]];

		b->tax += num * TWIN_ONE / whole;
		b->net += (__int128)total * 1000000 * TWIN_ONE / whole;
		b->net_off += TWIN_ONE / 2 + 1;
		/* a share of a rounded whole is off by less than one */
		b->tax_off += c->inclusive[i] && inclusive > 1 ? TWIN_ONE :
		    TWIN_ONE / 2 + 1;
		b->groups++;
		b->rounded = (int64_t)((2 * num + whole) / (2 * whole));
	}
}

static inline bool
twin_near(int64_t have, __int128 exact, __int128 off)
{
	__int128 d = have * TWIN_ONE - exact;

	return d >= -off && d <= off;
}

static inline const char *
twin_wrong_taxes(const struct twin_bucket *buckets,
    const struct pos_sale *sale, int64_t *exclusive)
{
	int used = 0, i;
	size_t n;

	for (i = 0; i < TWIN_BUCKETS; i++)
		used += buckets[i].groups > 0;
	if (sale->taxes_count != (size_t)used)
		return "not as many taxes";
	for (n = 0; n < sale->taxes_count; n++) {
		const struct pos_sale_tax *t = &sale->taxes[n];
		const struct twin_bucket *b;

		for (i = 0; i < TWIN_RATES; i++)
			if (strcmp(twin_rate_names[i], t->name) == 0)
				break;
		if (i == TWIN_RATES || t->rate_ppm != twin_rate[i])
			return "a tax that is none";
		b = &buckets[2 * i + t->inclusive];
		if (!twin_near(t->tax_minor, b->tax, b->tax_off))
			return "a tax";
		if (!twin_near(t->net_minor, b->net, b->net_off))
			return "the net of a tax";
		if (b->groups == 1 && b->tax_off < TWIN_ONE &&
		    t->tax_minor != b->rounded)
			return "the rounding of a tax";
		*exclusive += t->inclusive ? 0 : t->tax_minor;
	}
	return NULL;
}

/* What is wrong with the document, or NULL. */
static inline const char *
twin_wrong(const struct twin_sale *twin, const struct pos_sale *sale)
{
	struct twin_bucket buckets[TWIN_BUCKETS] = { 0 };
	int64_t total[TWIN_CLASSES] = { 0 }, one, sum = 0, exclusive = 0;
	bool used[TWIN_CLASSES] = { 0 };
	const char *why;
	int i, class;

	if (sale->lines_count != (size_t)twin->count)
		return "not as many lines";
	for (i = 0; i < twin->count; i++) {
		one = twin_total(&twin->lines[i], twin->takeaway);
		class = twin_item[twin->lines[i].item].class;
		if (sale->lines[i].total_minor != one)
			return "the total of a line";
		if (class >= 0) {
			class = class == 1 ? 0 : class;
			used[class] = true;
			total[class] += one;
		}
		sum += one;
	}
	for (class = 0; class < TWIN_CLASSES; class++)
		if (used[class])
			twin_group(buckets, &twin_class[class], total[class]);
	why = twin_wrong_taxes(buckets, sale, &exclusive);
	if (why == NULL && sale->total_minor != sum + exclusive)
		why = "the total";
	return why;
}

#endif
