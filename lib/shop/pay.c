/*
 * pay.c - money for a sale, and money back: decide, record, apply.
 *
 * A refund is a negative payment.  On a return it settles what is due; on an
 * open sale it gives back what was paid so far; on a completed sale it is a
 * reduction, counted as returned on the day it happens.
 */
#include <string.h>

#include "base/text.h"
#include "shop/ledger.h"
#include "shop/pay_inside.h"
#include "shop/sale_inside.h"

#define OPT POS_F_OPTIONAL
#define REASON_MAX 500

POS_SQL(refunded_add,
    "INSERT INTO refunded (branch, day, number, amount_minor)"
    " VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (branch, day, number) DO UPDATE SET"
    " amount_minor = refunded.amount_minor + excluded.amount_minor");
POS_SQL(refunded_get,
    "SELECT amount_minor FROM refunded"
    " WHERE branch = $1 AND day = $2 AND number = $3");

static const struct pos_field event_fields[] = {
	POS_TEXT(pay_event, sale, 0, 36, "id of the sale"),
	POS_OBJECT(pay_event, payment, 0, &pos_payment_data, "the payment"),
	POS_TEXT(pay_event, reason, OPT, REASON_MAX, "why money went back"),
	POS_TEXT(pay_event, approved_by, OPT, 64, "who approved it"),
	{ 0 },
};
static const struct pos_record event_record = {
	.size = sizeof(struct pay_event), .fields = event_fields,
	.help = "one payment of a sale",
};

#define PAID(m) .offset = offsetof(struct pos_paid, pay.m)
static const struct pos_field paid_fields[] = {
	POS_TEXT(pos_paid, sale, 0, 36, "id of the sale"),
	POS_INT(pos_paid, number, POS_F_COLUMN, 1, 8388607,
	    "number of the sale on its day"),
	{ "n", POS_K_INT, 0, PAID(n), .min = 1, .max = 1000000,
	    .help = "number of the payment in the sale" },
	{ "at", POS_K_TIME, POS_F_COLUMN, PAID(at), .help = "when" },
	{ "day", POS_K_DAY, 0, PAID(day),
	    .help = "business day of the payment" },
	{ "method", POS_K_TEXT, POS_F_COLUMN | POS_F_CODE, PAID(method),
	    .max = 64, .help = "cash, card, ..." },
	POS_TEXT(pos_paid, currency, 0, 3, "ISO 4217"),
	{ "amount_minor", POS_K_MONEY, POS_F_COLUMN, PAID(amount_minor),
	    .help = "toward the sale; negative: given back" },
	{ "tendered_minor", POS_K_MONEY, OPT | POS_F_COLUMN,
	    PAID(tendered_minor), .help = "cash handed over" },
	{ "change_minor", POS_K_MONEY, OPT | POS_F_COLUMN,
	    PAID(change_minor), .help = "handed back" },
	{ "tip_minor", POS_K_MONEY, OPT | POS_F_COLUMN, PAID(tip_minor),
	    .help = "tip, beside amount" },
	{ "rounding_minor", POS_K_MONEY, OPT, PAID(rounding_minor),
	    .help = "cash rounding: what was paid in coins less amount" },
	{ "reference", POS_K_TEXT, OPT | POS_F_COLUMN, PAID(reference),
	    .max = 200, .help = "of the terminal or service" },
	{ "till", POS_K_TEXT, POS_F_COLUMN, PAID(till), .max = 64,
	    .help = "where" },
	{ "staff", POS_K_TEXT, OPT | POS_F_COLUMN, PAID(staff), .max = 64,
	    .help = "who took it" },
	{ 0 },
};
const struct pos_record pos_paid_record = {
	.type = "payment", .v = 1, .size = sizeof(struct pos_paid),
	.fields = paid_fields, .help = "a payment of a sale",
};
POS_LIST_RECORD(pos_paid_record);

static enum pos_status
apply_event(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pay_event *event, struct pos_sale *sale, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_id id;
	enum pos_status st;

	if (event->doc != NULL) {
		*sale = *event->doc;
	} else {
		if (!pos_id_parse(&id, event->sale))
			return pos_fail(err, POS_DATA, "'%s' is no id",
			    event->sale);
		st = pos_sale_load(shop, &id, pool, sale, err);
		if (st != POS_OK)
			return st;
	}
	return pos_pay_apply_doc(shop, entry, sale, event->payment, err);
}

static enum pos_status
apply_take(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_sale sale;
	enum pos_status st;

	st = apply_event(shop, entry, data, &sale, pool, err);
	pos_pool_free(pool);
	return st;
}

/* What is given back counts on the sale that was paid. */
static enum pos_status
add_refunded(struct pos_store *store, const char *id_text, int64_t amount,
    struct pos_err *err)
{
	struct pos_query *q;
	struct pos_id id;

	if (!pos_id_parse(&id, id_text))
		return pos_fail(err, POS_DATA, "'%s' is no id", id_text);
	q = pos_query(store, &refunded_add);
	pos_bind_sale(q, &id);
	pos_bind_int(q, 4, amount);
	return pos_run(q, err);
}

static enum pos_status
apply_refund(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pay_event *event = data;
	struct pos_pool *pool = pos_pool_new();
	struct pos_sale sale;
	enum pos_status st;

	st = apply_event(shop, entry, event, &sale, pool, err);
	if (st == POS_OK &&
	    (sale.of != NULL || sale.state_no == POS_SALE_COMPLETED))
		st = add_refunded(shop->store,
		    sale.of != NULL ? sale.of : event->sale,
		    -event->payment->amount_minor, err);
	pos_pool_free(pool);
	return st;
}

const struct pos_event_kind pos_pay_taken = {
	.kind = "pay.take", .v = 1, .record = &event_record,
	.apply = apply_take, .help = "money was taken for a sale",
};
const struct pos_event_kind pos_pay_refunded = {
	.kind = "pay.refund", .v = 1, .record = &event_record,
	.apply = apply_refund, .help = "money was given back",
};

/* The document with one more payment, as the tables now have it. */
static void
add_payment(struct pos_sale *sale, const struct pos_id *id,
    const struct pos_payment *pay, struct pos_pool *pool)
{
	struct pos_payment *all;

	all = pos_pool_alloc(pool, (sale->payments_count + 1) * sizeof(*all));
	if (sale->payments_count > 0)
		memcpy(all, sale->payments,
		    sale->payments_count * sizeof(*all));
	all[sale->payments_count++] = *pay;
	sale->payments = all;
	pos_sale_derive(sale, pool, id);
	if (sale->due_minor == 0 && sale->state_no != POS_SALE_COMPLETED) {
		sale->state_no = POS_SALE_COMPLETED;
		sale->done_at = pay->at;
		sale->points_earned = pay->earned_points;
		pos_sale_derive(sale, pool, id);
	}
}

enum pos_status
pos_pay_take(struct pos_shop *shop, const struct pos_id *sale_id,
    const struct pos_pay_want *want, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	struct pos_payment pay;
	struct pay_event event = { .payment = &pay, .doc = sale };
	enum pos_status st;

	st = pos_sale_load(shop, sale_id, pool, sale, err);
	if (st == POS_OK)
		st = pos_staff_may(shop, POS_RIGHT_SELL, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_pay_decide(shop, sale, want, &pay, err);
	event.sale = sale->id;
	if (st == POS_OK)
		st = pos_record(shop, &pos_pay_taken, &event, err);
	if (st == POS_OK)
		add_payment(sale, sale_id, &pay, pool);
	return st;
}

/* How much of what was paid for this sale may still go back. */
static enum pos_status
left_of(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_money *left, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &refunded_get);
	struct pos_money gone = { 0 };
	enum pos_status st;
	struct pos_id id;

	if (!pos_id_parse(&id, sale->id))
		return pos_fail(err, POS_BUG, "'%s' is no id", sale->id);
	pos_bind_sale(q, &id);
	st = pos_step(q, err);
	if (st == POS_OK)
		gone = pos_money(q, "amount_minor");
	pos_query_done(q);
	if (st != POS_OK && st != POS_END)
		return st;
	if (!pos_money_sub(left, pos_minor(sale->total_minor), gone))
		return pos_fail(err, POS_DATA, "the amount is too large");
	return POS_OK;
}

/* The most that may go back, and from what; *settles: the return's due. */
static enum pos_status
refund_limit(struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, struct pos_money *due, struct pos_money *left,
    struct pos_err *err)
{
	struct pos_sale original;
	enum pos_status st;
	struct pos_id of;
	char what[32];

	st = pay_due(sale, due, err);
	if (st != POS_OK)
		return st;
	if (sale->of != NULL) {
		if (sale->state_no == POS_SALE_COMPLETED)
			return pos_fail(err, POS_REFUSED,
			    "%s is paid out already", pay_what(what, sale));
		if (!pos_id_parse(&of, sale->of))
			return pos_fail(err, POS_BUG, "'%s' is no id",
			    sale->of);
		st = pos_sale_load(shop, &of, pool, &original, err);
		return st == POS_OK ? left_of(shop, &original, left, err) : st;
	}
	if (sale->state_no == POS_SALE_COMPLETED)
		return left_of(shop, sale, left, err);
	if (!pos_money_sub(left, pos_minor(sale->total_minor), *due))
		return pos_fail(err, POS_DATA, "the amount is too large");
	return POS_OK;
}

/* A return's due (negative), in cash rounded to the smallest coin. */
static enum pos_status
pay_out_all(struct pos_shop *shop, struct pos_money due,
    struct pos_payment *pay, struct pos_err *err)
{
	struct pos_money rounding, hand = due;

	pay->amount_minor = due.minor;
	if (!pay->is_cash)
		return POS_OK;
	hand = pos_money_nearest(due, shop->cash_step_minor, POS_ROUND_HALF_UP);
	if (!pos_money_sub(&rounding, hand, due))
		return pos_fail(err, POS_DATA, "the amount is too large");
	pay->rounding_minor = rounding.minor;
	return POS_OK;
}

static enum pos_status
refund_amount(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_pay_want *want, struct pos_pool *pool,
    struct pos_payment *pay, struct pos_err *err)
{
	struct pos_money due, left, owed = { 0 }, back;
	char text[2][POS_DECIMAL_MAX], what[32];
	bool all = want->amount_minor == 0;
	enum pos_status st;

	st = refund_limit(shop, sale, pool, &due, &left, err);
	if (st == POS_OK)
		st = pay_start(shop, sale, want, pay, err);
	if (st != POS_OK)
		return st;
	if (sale->of == NULL && all)
		return pos_fail(err, POS_REFUSED,
		    "%s is no return: say with "
		    "--amount how much goes back",
		    pay_what(what, sale));
	back = pos_minor(want->amount_minor);
	if (sale->of != NULL) {
		if (!pos_money_sub(&owed, owed, due))
			return pos_fail(err, POS_DATA,
			    "the amount is too large");
		all = all || pos_money_cmp(back, owed) == 0 ||
		    (pay->is_cash &&
			pos_money_cmp(back,
			    pos_money_nearest(owed, shop->cash_step_minor,
				POS_ROUND_HALF_UP)) == 0);
		if (all)
			back = owed;
		if (pos_money_cmp(back, owed) > 0)
			return pos_fail(err, POS_REFUSED,
			    "%s is more than what is due: %s",
			    pos_shop_money_text(shop, text[0], back),
			    pos_shop_money_text(shop, text[1], owed));
	}
	if (pos_money_cmp(back, left) > 0)
		return pos_fail(err, POS_REFUSED,
		    "%s is more than what is left of the payment: %s",
		    pos_shop_money_text(shop, text[0], back),
		    pos_shop_money_text(shop, text[1], left));
	if (all)
		return pay_out_all(shop, due, pay, err);
	if (!pos_money_sub(&back, pos_minor(0), back))
		return pos_fail(err, POS_DATA, "the amount is too large");
	pay->amount_minor = back.minor;
	return POS_OK;
}

/* Back to an account, and what follows for the member of the sale. */
static enum pos_status
refund_accounts(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_pay_want *want, struct pos_payment *pay,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	struct pos_money due;

	if (pos_account_method(pay->method))
		st =
		    pos_account_decide(shop, sale, want->card, false, pay, err);
	else if (want->card != NULL)
		st = pos_fail(err, POS_DATA, "no card is paid by '%s'",
		    pay->method);
	else
		st = pay_money_back(shop, sale, pay, err);
	if (st == POS_OK)
		st = pay_due(sale, &due, err);
	return st == POS_OK &&
		(sale->state_no == POS_SALE_COMPLETED ||
		    due.minor == pay->amount_minor) ?
	    pos_member_settle(shop, sale, pay, err) :
	    st;
}

enum pos_status
pos_pay_refund(struct pos_shop *shop, const struct pos_id *sale_id,
    const struct pos_pay_want *want, const struct pos_approval *approval,
    const char *reason, struct pos_pool *pool, struct pos_sale *sale,
    struct pos_err *err)
{
	struct pos_payment pay;
	struct pay_event event = { .payment = &pay,
		.reason = reason,
		.doc = sale };
	enum pos_status st;
	const char *wrong;

	wrong = reason != NULL ? pos_text_wrong(reason, REASON_MAX) : NULL;
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "reason: %s", wrong);
	st = pos_sale_load(shop, sale_id, pool, sale, err);
	if (st == POS_OK)
		st = refund_amount(shop, sale, want, pool, &pay, err);
	if (st == POS_OK)
		st = refund_accounts(shop, sale, want, &pay, err);
	/* A return was approved, if it had to be, when it was made. */
	if (st == POS_OK && sale->of == NULL)
		st = pos_staff_may(shop, POS_RIGHT_REFUND, -pay.amount_minor,
		    approval, &event.approved_by, err);
	event.sale = sale->id;
	if (st == POS_OK)
		st = pos_record(shop, &pos_pay_refunded, &event, err);
	if (st == POS_OK)
		st = pos_sale_load(shop, sale_id, pool, sale, err);
	return st;
}
