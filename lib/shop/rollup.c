/*
 * rollup.c - what a sale, a payment and a void add to the sums of their day.
 *
 * Sums are checked whole numbers, but not struct pos_money: those of a year
 * may pass the limit that holds for one document.
 */
#include "shop/rollup_inside.h"

const char *const rollup_parts[PARTS] = {
	[PART_TYPE] = "type",
	[PART_CHANNEL] = "channel",
	[PART_STAFF] = "staff",
	[PART_TILL] = "till",
};

/* One row and what is added to it, so that each caller checks once. */
struct adding {
	struct pos_shop *shop;
	struct rollup_row *row;
	bool over;
};

static void
row(struct adding *a, enum rollup_kind kind, int64_t branch, int64_t day,
    int64_t number, const char *text)
{
	a->row =
	    rollup_row(rollup_of(a->shop), kind, branch, day, number, text);
}

static void
add(struct adding *a, int sum, int64_t n)
{
	if (__builtin_add_overflow(a->row->sum[sum], n, &a->row->sum[sum]))
		a->over = true;
}

static enum pos_status
added(const struct adding *a, struct pos_err *err)
{
	if (a->over)
		return pos_fail(err, POS_REFUSED,
		    "the sums of the day pass what can be counted");
	return POS_OK;
}

static void
add_parts(struct adding *a, const struct pos_sale *sale, int64_t day,
    int64_t sales, int64_t total)
{
	const char *const value[PARTS] = {
		[PART_TYPE] = sale->order_type,
		[PART_CHANNEL] = sale->channel != NULL ? sale->channel :
		    POS_NO_CHANNEL,
		[PART_STAFF] = sale->staff != NULL ? sale->staff :
		    POS_NOBODY,
		[PART_TILL] = sale->till,
	};
	int part;

	for (part = 0; part < PARTS; part++) {
		row(a, ROLLUP_PART, sale->branch_no, day, part, value[part]);
		add(a, SUM_SALES, sales);
		add(a, SUM_TOTAL, total);
	}
}

static void
add_hour(struct adding *a, const struct pos_sale *sale, int64_t day,
    int64_t hour, int64_t sales, int64_t total)
{
	row(a, ROLLUP_HOUR, sale->branch_no, day, hour, NULL);
	add(a, SUM_SALES, sales);
	add(a, SUM_TOTAL, total);
}

enum pos_status
pos_rollup_sale(struct pos_shop *shop, const struct pos_sale *sale, int64_t day,
    int64_t hour, struct pos_err *err)
{
	struct adding a = { .shop = shop };
	bool back = sale->of != NULL;
	int64_t items = 0, branch = sale->branch_no;
	size_t i;

	for (i = 0; i < sale->lines_count; i++) {
		const struct pos_sale_line *line = &sale->lines[i];

		row(&a, ROLLUP_ITEM, branch, day, line->item_no, NULL);
		add(&a, ITEM_QTY, line->qty_milli);
		add(&a, ITEM_TOTAL, line->total_minor);
		items += line->qty_milli;
	}
	for (i = 0; i < sale->taxes_count; i++) {
		const struct pos_sale_tax *tax = &sale->taxes[i];

		row(&a, ROLLUP_TAX, branch, day, tax->rate_ppm, tax->name);
		add(&a, TAX_NET, tax->net_minor);
		add(&a, TAX_TAX, tax->tax_minor);
	}
	add_hour(&a, sale, day, hour, !back, sale->total_minor);
	add_parts(&a, sale, day, !back, sale->total_minor);
	row(&a, ROLLUP_DAY, branch, day, 0, NULL);
	add(&a, back ? DAY_RETURNS : DAY_SALES, 1);
	add(&a, DAY_ITEMS, items);
	if (back)
		add(&a, DAY_RETURNED, -sale->total_minor);
	else
		add(&a, DAY_SOLD, sale->total_minor);
	add(&a, DAY_DISCOUNT, sale->discount_minor);
	add(&a, DAY_TAX, sale->tax_minor);
	add(&a, DAY_GUESTS, back ? 0 : sale->guests);
	return added(&a, err);
}

/* The share of amount in whole that part has, half up. */
static enum pos_status
share(int64_t *out, int64_t part, int64_t amount, int64_t whole,
    struct pos_err *err)
{
	struct pos_money got;

	*out = 0;
	if (whole == 0)
		return POS_OK;
	if (!pos_money_ratio(&got, pos_minor(part), amount, whole,
		POS_ROUND_HALF_UP))
		return pos_fail(err, POS_REFUSED, "the amount is too large");
	*out = got.minor;
	return POS_OK;
}

enum pos_status
pos_rollup_refund(struct pos_shop *shop, const struct pos_sale *sale,
    int64_t amount_minor, int64_t day, int64_t hour, struct pos_err *err)
{
	struct adding a = { .shop = shop };
	enum pos_status st = POS_OK;
	int64_t net, part, tax = 0;
	size_t i;

	for (i = 0; st == POS_OK && i < sale->taxes_count; i++) {
		const struct pos_sale_tax *of = &sale->taxes[i];

		st = share(&net, of->net_minor, amount_minor, sale->total_minor,
		    err);
		if (st == POS_OK)
			st = share(&part, of->tax_minor, amount_minor,
			    sale->total_minor, err);
		if (st != POS_OK)
			break;
		row(&a, ROLLUP_TAX, sale->branch_no, day, of->rate_ppm,
		    of->name);
		add(&a, TAX_NET, -net);
		add(&a, TAX_TAX, -part);
		tax += part;
	}
	if (st != POS_OK)
		return st;
	add_hour(&a, sale, day, hour, 0, -amount_minor);
	add_parts(&a, sale, day, 0, -amount_minor);
	row(&a, ROLLUP_DAY, sale->branch_no, day, 0, NULL);
	add(&a, DAY_RETURNED, amount_minor);
	add(&a, DAY_TAX, -tax);
	return added(&a, err);
}

enum pos_status
pos_rollup_payment(struct pos_shop *shop, int64_t branch,
    const struct pos_payment *pay, struct pos_err *err)
{
	struct adding a = { .shop = shop };
	bool back = pay->amount_minor < 0;
	int64_t drawer =
	    pay->amount_minor + pay->tip_minor + pay->rounding_minor;

	row(&a, ROLLUP_PAY, branch, pay->day, pay->method_no, NULL);
	add(&a, back ? PAY_REFUNDS : PAY_PAYMENTS, 1);
	if (back)
		add(&a, PAY_REFUND, -pay->amount_minor);
	else
		add(&a, PAY_AMOUNT, pay->amount_minor);
	add(&a, PAY_TIP, pay->tip_minor);
	add(&a, PAY_ROUNDING, pay->rounding_minor);
	if (pay->is_cash) {
		row(&a, ROLLUP_SHIFT, branch, 0, pay->till_no, NULL);
		add(&a, SHIFT_PAYMENTS, 1);
		if (back)
			add(&a, SHIFT_REFUNDS, -drawer);
		else
			add(&a, SHIFT_SALES, drawer);
	}
	return added(&a, err);
}

enum pos_status
pos_rollup_void(struct pos_shop *shop, int64_t branch, int64_t day,
    int64_t total_minor, struct pos_err *err)
{
	struct adding a = { .shop = shop };

	row(&a, ROLLUP_DAY, branch, day, 0, NULL);
	add(&a, DAY_VOIDS, 1);
	add(&a, DAY_VOID, total_minor);
	return added(&a, err);
}

void
pos_rollup_drop(struct pos_shop *shop)
{
	if (shop->rollup == NULL)
		return;
	rollup_clear(shop->rollup);
	shop->rollup->methods = 0;
}

void
pos_rollup_free(struct pos_shop *shop)
{
	rollup_release(shop->rollup);
	shop->rollup = NULL;
}
