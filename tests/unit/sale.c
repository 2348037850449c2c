/*
 * sale.c - sales, edits and returns against a brute-force twin, on random
 * menus with random taxes.
 */
#include "saletwin.h"
#include "shop/pay.h"

#define SALES 2000
#define GROUP 100 /* sales in one change */

static int wrong[7];
enum { DOC, LOAD, BACK, BACK_TAX, LEFT, EDIT, OVER };

static void
note(int what, const char *why, const struct pos_sale *sale)
{
	if (wrong[what]++ < 3)
		printf("# sale %lld: %s\n", (long long)sale->number, why);
}

/* Is the document that a change returned the one that is stored? */
static void
check_load(const struct pos_sale *sale)
{
	struct pos_buf a = { 0 }, b = { 0 };
	struct pos_sale loaded;
	struct pos_id id;

	if (!pos_id_parse(&id, sale->id))
		note(LOAD, "its id is none", sale);
	must(pos_sale_load(&shop, &id, pool, &loaded, &err), "load");
	pos_record_write(&a, &pos_sale_record, sale);
	pos_record_write(&b, &pos_sale_record, &loaded);
	if (strcmp(a.text, b.text) != 0) {
		note(LOAD, "returned and loaded differ", sale);
		if (wrong[LOAD] <= 3)
			printf("# %s\n# %s\n", a.text, b.text);
	}
	pos_buf_release(&a);
	pos_buf_release(&b);
}

static struct pos_id
id_of(const struct pos_sale *sale)
{
	struct pos_id id;

	if (!pos_id_parse(&id, sale->id))
		must(POS_BUG, "id");
	return id;
}

/* Sums of returns, by bucket of the original. */
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
			note(BACK_TAX, "a tax that was never paid", of);
			continue;
		}
		sum->net[j] += t->net_minor;
		sum->tax[j] += t->tax_minor;
	}
}

/* Some of what is left, or, in the last step, all of it. */
static size_t
choose(const struct twin_sale *twin, int64_t *left, bool all,
    struct pos_return_line *want)
{
	size_t count = 0;
	int i;

	for (i = 0; i < twin->count; i++) {
		const struct twin_item *item = &twin_item[twin->lines[i].item];
		int64_t qty = left[i], one = item->weighed ? 1 : 1000;

		if (qty == 0 || (!all && rnd(3) == 0))
			continue;
		if (!all)
			qty = one * (1 + (int64_t)rnd((uint32_t)(qty / one)));
		want[count].n = i + 1;
		want[count++].qty_milli = qty == left[i] && rnd(2) ? 0 : qty;
		left[i] -= qty;
	}
	return count;
}

static void
check_returns(const struct twin_sale *twin, const struct pos_sale *of)
{
	struct pos_return_line want[TWIN_LINES];
	struct pos_sale back;
	struct pos_id id = id_of(of);
	struct back sum = { 0 };
	int64_t left[TWIN_LINES];
	size_t count, j;
	int i, step, last = (int)rnd(6);

	for (i = 0; i < twin->count; i++)
		left[i] = twin->lines[i].qty;
	for (step = 0; step <= last; step++) {
		count = choose(twin, left, step == last, want);
		if (count == 0)
			continue;
		must(pos_sale_return(&shop, &id, want, count, NULL, true, NULL,
			 pool, &back, &err),
		    "return");
		check_load(&back);
		add_back(&sum, of, &back);
	}
	if (sum.total != -of->total_minor)
		note(BACK, "the returns are not what was paid", of);
	for (j = 0; j < of->taxes_count; j++)
		if (sum.net[j] != -of->taxes[j].net_minor ||
		    sum.tax[j] != -of->taxes[j].tax_minor)
			note(BACK_TAX,
			    "taxes of the returns are not those "
			    "that were paid",
			    of);
	if (pos_sale_return(&shop, &id, NULL, 0, NULL, true, NULL, pool, &back,
		&err) != POS_REFUSED)
		note(LEFT, "something is left to return", of);
	want[0] = (struct pos_return_line){ .n = 1, .qty_milli = 1000 };
	if (pos_sale_return(&shop, &id, want, 1, NULL, true, NULL, pool, &back,
		&err) != POS_REFUSED)
		note(OVER, "more than was sold came back", of);
}

static void
check_sale(void)
{
	struct pos_pay_want card = { .method = "card" };
	struct pos_order order;
	struct twin_sale twin;
	struct pos_sale sale;
	struct pos_id id;
	const char *why;

	twin_random(&twin);
	twin_order(&twin, &order);
	must(pos_sale_new(&shop, &order, NULL, pool, &sale, &err), "new");
	why = twin_wrong(&twin, &sale);
	if (why != NULL)
		note(DOC, why, &sale);
	check_load(&sale);
	id = id_of(&sale);
	must(pos_pay_take(&shop, &id, &card, pool, &sale, &err), "pay");
	check_load(&sale);
	check_returns(&twin, &sale);
}

/* A sale being edited: what it should be, and the numbers of its lines. */
struct edited {
	struct twin_sale twin;
	int64_t n[TWIN_LINES];
	int64_t last_n;
};

static void
cap(struct twin_line *line, bool takeaway)
{
	int64_t gross = twin_gross(line, takeaway);

	if (line->off > gross)
		line->off = gross;
}

static void
edit_line(struct edited *e, struct pos_edit *edit)
{
	int at = (int)rnd((uint32_t)e->twin.count);
	struct twin_line *line = &e->twin.lines[at], other;
	int64_t gross = twin_gross(line, e->twin.takeaway);

	edit->n = e->n[at];
	twin_random_line(&other, e->twin.takeaway);
	switch (rnd(6)) {
	case 0:
		edit->kind = POS_EDIT_QTY;
		line->qty = 1000 * (1 + (int64_t)rnd(9));
		edit->qty_milli = line->qty;
		break;
	case 1:
		edit->kind = POS_EDIT_OPTIONS;
		line->choices = 0;
		if (twin_item[line->item].options) {
			memcpy(line->choice, other.choice,
			    sizeof(line->choice));
			line->choices =
			    twin_item[other.item].options ? other.choices : 0;
		}
		twin_order_line(line, &edit->line);
		break;
	case 2:
		edit->kind = POS_EDIT_PRICE;
		line->price = 1 + 2 * (int64_t)rnd(5000);
		edit->amount_minor = line->price;
		break;
	case 3:
		edit->kind = POS_EDIT_OFF;
		line->gift = false;
		line->off = (int64_t)rnd((uint32_t)gross + 1);
		edit->amount_minor = line->off;
		break;
	case 4:
		edit->kind = POS_EDIT_PERCENT;
		line->gift = false;
		edit->rate_ppm = rnd(1000001);
		line->off =
		    (int64_t)(((__int128)gross * edit->rate_ppm * 2 + 1000000) /
			2000000);
		break;
	default:
		edit->kind = POS_EDIT_GIFT;
		line->gift = true;
		break;
	}
	if (line->gift)
		line->off = twin_gross(line, e->twin.takeaway);
	cap(line, e->twin.takeaway);
}

static void
edit_whole(struct edited *e, struct pos_edit *edit)
{
	struct twin_sale *t = &e->twin;
	int at, i;

	switch (rnd(3)) {
	case 0:
		if (t->count == TWIN_LINES)
			break;
		edit->kind = POS_EDIT_ADD;
		twin_random_line(&t->lines[t->count], t->takeaway);
		twin_order_line(&t->lines[t->count], &edit->line);
		e->n[t->count++] = ++e->last_n;
		return;
	case 1:
		if (t->count == 1)
			break;
		at = (int)rnd((uint32_t)t->count);
		edit->kind = POS_EDIT_REMOVE;
		edit->n = e->n[at];
		t->count--;
		memmove(&t->lines[at], &t->lines[at + 1],
		    (size_t)(t->count - at) * sizeof(t->lines[0]));
		memmove(&e->n[at], &e->n[at + 1],
		    (size_t)(t->count - at) * sizeof(e->n[0]));
		return;
	default:
		break;
	}
	edit->kind = POS_EDIT_TYPE;
	t->takeaway = !t->takeaway;
	edit->text = t->takeaway ? "takeaway" : "dine-in";
	for (i = 0; i < t->count; i++) {
		if (t->lines[i].gift)
			t->lines[i].off = twin_gross(&t->lines[i], t->takeaway);
		cap(&t->lines[i], t->takeaway);
	}
}

/* The lines and sums of a document, without what tells it from another. */
static void
write_bare(struct pos_buf *buf, const struct pos_sale *sale)
{
	struct pos_sale bare = *sale;
	struct pos_sale_line *lines;
	size_t i;

	lines = pos_pool_alloc(pool, bare.lines_count * sizeof(*lines));
	for (i = 0; i < bare.lines_count; i++) {
		lines[i] = sale->lines[i];
		lines[i].n = (int64_t)i + 1;
	}
	bare.lines = lines;
	bare.id = "";
	bare.number = 1;
	bare.pickup = bare.pickup_code = NULL;
	pos_record_write(buf, &pos_sale_record, &bare);
}

static void
check_edit(void)
{
	struct pos_buf a = { 0 }, b = { 0 };
	struct pos_edit edits[4];
	struct pos_order order;
	struct pos_sale sale, fresh;
	struct edited e = { 0 };
	struct pos_id id;
	int rounds, i, count;

	twin_random(&e.twin);
	twin_order(&e.twin, &order);
	must(pos_sale_new(&shop, &order, NULL, pool, &sale, &err), "new");
	id = id_of(&sale);
	for (i = 0; i < e.twin.count; i++)
		e.n[i] = i + 1;
	e.last_n = e.twin.count;
	for (rounds = 1 + (int)rnd(4); rounds > 0; rounds--) {
		memset(edits, 0, sizeof(edits));
		count = 1 + (int)rnd(4);
		for (i = 0; i < count; i++) {
			if (rnd(2) == 0)
				edit_line(&e, &edits[i]);
			else
				edit_whole(&e, &edits[i]);
		}
		must(pos_sale_edit(&shop, &id, edits, (size_t)count, NULL, pool,
			 &sale, &err),
		    "edit");
		check_load(&sale);
	}
	twin_order(&e.twin, &order);
	must(pos_sale_new(&shop, &order, NULL, pool, &fresh, &err), "new");
	write_bare(&a, &sale);
	write_bare(&b, &fresh);
	if (strcmp(a.text, b.text) != 0) {
		note(EDIT, "edited and fresh differ", &sale);
		if (wrong[EDIT] <= 3)
			printf("# %s\n# %s\n", a.text, b.text);
	}
	pos_buf_release(&a);
	pos_buf_release(&b);
}

static void
many(void (*one)(void), int count)
{
	int i;

	for (i = 0; i < count; i++) {
		if (i % GROUP == 0)
			must(pos_change_begin(&shop, &err), "begin");
		one();
		pos_pool_clear(pool);
		if ((i + 1) % GROUP == 0 || i + 1 == count)
			must(pos_change_end(&shop, POS_OK, &err), "end");
	}
}

int
main(void)
{
	setenv("POS_NOW", "2026-03-14T10:00:00+08:00", 1);
	shop_start();
	twin_menu();
	many(check_sale, SALES);
	many(check_edit, SALES / 4);
	same_int(wrong[DOC], 0, "lines, taxes and totals are the twin's");
	same_int(wrong[LOAD], 0, "what is returned is what is stored");
	same_int(wrong[BACK], 0, "returns in steps come to what was paid");
	same_int(wrong[BACK_TAX], 0, "their taxes to those that were paid");
	same_int(wrong[LEFT], 0, "then nothing is left");
	same_int(wrong[OVER], 0, "and nothing more can come back");
	same_int(wrong[EDIT], 0, "an edited sale is as a fresh one");
	shop_stop();
	return tap_done();
}
