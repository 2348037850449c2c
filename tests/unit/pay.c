/*
 * pay.c - random payments and refunds against a ledger kept beside them.
 */
#include "payshop.h"

#define SALES 250

static int64_t drawer; /* what the ledger says is in it */
static int64_t cash_count;
static const char *trouble;

static void
note(bool good, const char *what)
{
	if (!good && trouble == NULL) {
		trouble = what;
		printf("# %s\n", what);
	}
}

static int64_t
round_to(int64_t amount, int64_t step)
{
	int64_t sign = amount < 0 ? -1 : 1, n = amount * sign;

	return step < 2 ? amount : sign * ((n + step / 2) / step * step);
}

/* One payment, by the rules as the manual states them. */
static void
pay_some(struct pos_sale *sale)
{
	struct pos_id id = id_of(sale);
	int64_t due = sale->due_minor, step = shop.cash_step_minor, hand;
	bool is_cash = rnd(2) == 0, part = due > 3 && rnd(3) == 0;
	struct pos_pay_want want = { .method = is_cash ? "cash" :
		    rnd(2) == 0                        ? "card" :
							 "wechat",
		.amount_minor = part ? 1 + rnd((uint32_t)due / 2) : 0,
		.tip_minor = rnd(4) == 0 ? rnd(500) : 0,
		.reference = !is_cash && rnd(2) == 0 ? "slip 17" : NULL };
	int64_t amount = part ? want.amount_minor : due;
	const struct pos_payment *pay;

	if (part && is_cash && round_to(due, step) == amount)
		amount = due;
	hand = amount + want.tip_minor;
	if (is_cash && amount == due)
		hand = round_to(hand, step);
	if (is_cash && rnd(2) == 0)
		want.tendered_minor = hand + rnd(2000);
	must(pos_pay_take(&shop, &id, &want, pool, sale, &err), "pay");
	pay = &sale->payments[sale->payments_count - 1];
	note(pay->amount_minor == amount, "amount");
	note(pay->tip_minor == want.tip_minor, "tip");
	note(pay->change_minor ==
		(want.tendered_minor != 0 ? want.tendered_minor - hand : 0),
	    "change");
	note(pay->change_minor >= 0, "change is not negative");
	note(pay->rounding_minor ==
		(is_cash ? hand - amount - want.tip_minor : 0),
	    "rounding");
	note(step < 2 || 2 * llabs(pay->rounding_minor) <= step,
	    "rounding within half a coin");
	note(sale->due_minor == due - amount, "due");
	if (is_cash) {
		drawer += hand;
		cash_count++;
	}
}

static void
refusals(struct pos_sale *sale)
{
	struct pos_id id = id_of(sale);
	struct pos_pay_want over = { .method = "card",
		.amount_minor = sale->due_minor + 1 + rnd(100) };
	struct pos_pay_want under = { .method = "cash",
		.tendered_minor = sale->due_minor / 3 };
	int64_t entries = shop.entries;
	struct pos_sale none;

	note(pos_pay_take(&shop, &id, &over, pool, &none, &err) == POS_REFUSED,
	    "a card gives no change");
	if (under.tendered_minor > 0)
		note(pos_pay_take(&shop, &id, &under, pool, &none, &err) ==
			POS_REFUSED,
		    "too little");
	note(shop.entries == entries, "a refusal records nothing");
}

static void
again(const struct pos_sale *sale)
{
	struct pos_id id = id_of(sale);
	struct pos_pay_want want = { .method = "cash" };
	struct pos_sale none;

	note(pos_pay_take(&shop, &id, &want, pool, &none, &err) ==
		    POS_REFUSED &&
		strstr(err.text, "is paid already") != NULL,
	    "paid once");
}

static int64_t
paid_of(const struct pos_sale *sale)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < sale->payments_count; i++)
		sum += sale->payments[i].amount_minor;
	return sum;
}

static void
give_back(const struct pos_sale *original)
{
	struct pos_id of = id_of(original), id;
	struct pos_pay_want want = { .method = rnd(2) == 0 ? "cash" : "card" };
	struct pos_return_line line = { .n = original->lines[0].n };
	struct pos_sale back;
	int64_t hand;

	must(pos_sale_return(&shop, &of, &line, rnd(2), "stale", rnd(2) == 0,
		 NULL, pool, &back, &err),
	    "return");
	id = id_of(&back);
	hand = -back.total_minor;
	if (strcmp(want.method, "cash") == 0) {
		hand = round_to(hand, shop.cash_step_minor);
		drawer -= hand;
		cash_count++;
	}
	must(pos_pay_refund(&shop, &id, &want, NULL, NULL, pool, &back, &err),
	    "refund");
	note(strcmp(back.state, "completed") == 0, "a return is completed");
	note(paid_of(&back) == back.total_minor, "all of it went back");
	note(back.payments[0].rounding_minor == -hand - back.total_minor,
	    "rounding of a refund");
}

/* Money back without goods: never more than was paid, over all of them. */
static void
reduce(struct pos_sale *sale)
{
	struct pos_id id = id_of(sale);
	int64_t left = sale->total_minor;
	struct pos_pay_want want = { .method = "card" };
	struct pos_sale now = *sale;
	int i;

	for (i = 0; i < 3 && left > 0; i++) {
		want.amount_minor = 1 + rnd((uint32_t)left);
		must(pos_pay_refund(&shop, &id, &want, NULL, "cold", pool, &now,
			 &err),
		    "reduce");
		left -= want.amount_minor;
		note(now.refunded_minor == sale->total_minor - left,
		    "refunded");
		note(now.due_minor == 0, "not due again");
	}
	want.amount_minor = left + 1;
	note(pos_pay_refund(&shop, &id, &want, NULL, "cold", pool, &now,
		 &err) == POS_REFUSED,
	    "no more than was paid");
}

static void
one_sale(void)
{
	static const int64_t steps[] = { 0, 5, 10, 50, 100 };
	struct pos_sale sale, held;
	struct pos_id id;

	shop.cash_step_minor = steps[rnd(5)];
	begin();
	make_sale(&sale);
	while (strcmp(sale.state, "open") == 0) {
		if (sale.due_minor > 0 && rnd(4) == 0)
			refusals(&sale);
		if (sale.payments_count > 0 && rnd(8) == 0)
			break; /* stays open, paid in part */
		pay_some(&sale);
	}
	if (strcmp(sale.state, "completed") == 0) {
		note(paid_of(&sale) == sale.total_minor,
		    "payments come to the total");
		again(&sale);
		if (rnd(4) == 0)
			give_back(&sale);
		else if (rnd(5) == 0)
			reduce(&sale);
	}
	id = id_of(&sale);
	must(pos_sale_load(&shop, &id, pool, &held, &err), "load");
	end();
	pos_pool_clear(pool);
}

/* What a deposit on an open sale needs before it can be void. */
static void
deposits(void)
{
	struct pos_pay_want want = { .method = "card" };
	struct pos_sale sale;
	struct pos_id id;

	begin();
	do
		make_sale(&sale);
	while (sale.total_minor < 100);
	id = id_of(&sale);
	want.amount_minor = sale.total_minor / 2;
	must(pos_pay_take(&shop, &id, &want, pool, &sale, &err), "deposit");
	want.amount_minor++;
	ok(pos_pay_refund(&shop, &id, &want, NULL, NULL, pool, &sale, &err) ==
		POS_REFUSED,
	    "no more of a deposit back than was paid");
	want.amount_minor--;
	must(pos_pay_refund(&shop, &id, &want, NULL, NULL, pool, &sale, &err),
	    "deposit back");
	same_int(sale.due_minor, sale.total_minor, "all is due again");
	same_int(sale.refunded_minor, 0, "and nothing counts as refunded");
	end();
}

static void
references(void)
{
	struct pos_pay_want want = { .method = "card",
		.reference = "4111 1111 1111 1111" };
	struct pos_sale sale;
	struct pos_id id;

	begin();
	do
		make_sale(&sale);
	while (sale.total_minor == 0);
	id = id_of(&sale);
	ok(pos_pay_take(&shop, &id, &want, pool, &sale, &err) == POS_DATA,
	    "a card number is no reference");
	want.reference = "4111 1111 1111 1112";
	ok(pos_pay_take(&shop, &id, &want, pool, &sale, &err) == POS_OK,
	    "another long number is");
	end();
}

int
main(void)
{
	struct pos_shift shift;
	int i;

	open_shop();
	begin();
	must(pos_shift_open(&shop, 10000, NULL, pool, &shift, &err), "shift");
	end();
	drawer = 10000;
	for (i = 0; i < SALES; i++)
		one_sale();
	ok(trouble == NULL, "%d random sales are paid as the ledger says%s%s",
	    SALES, trouble != NULL ? ": " : "", trouble != NULL ? trouble : "");
	must(pos_shift_load(&shop, 0, pool, &shift, &err), "shift");
	same_int(shift.expected_minor, drawer, "the drawer holds the ledger");
	same_int(shift.payments, cash_count, "its payments are counted");
	shop.cash_step_minor = 0;
	deposits();
	references();
	ok(pos_rollup_verify(&shop, &err) == POS_OK, "the sums are right");
	if (tap_failed)
		printf("# %s\n", err.text);
	ok(pos_verify_deep(&shop, NULL, NULL, &err) == POS_OK,
	    "a replay of the journal gives the same tables");
	if (tap_failed)
		printf("# %s\n", err.text);
	close_shop();
	return tap_done();
}
