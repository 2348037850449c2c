/*
 * pay_back.c - what accounts paid goes back to them, and apply of both.
 *
 * Points, principal and bonus come back as they were paid, cumulatively: the
 * share of all that came back so far and now, less that of before.
 */
#include <string.h>

#include "shop/gift.h"
#include "shop/ledger_inside.h"
#include "shop/pay_inside.h"
#include "shop/sale_inside.h"

POS_SQL(sql_back_get,
    "SELECT amount_minor, points, principal_minor FROM account_back"
    " WHERE branch = $1 AND day = $2 AND number = $3 AND method = $4"
    " AND account = $5");
POS_SQL(sql_back_add,
    "INSERT INTO account_back (branch, day, number, method, account,"
    " amount_minor, points, principal_minor)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    " ON CONFLICT (branch, day, number, method, account) DO UPDATE SET"
    " amount_minor = account_back.amount_minor + excluded.amount_minor,"
    " points = account_back.points + excluded.points,"
    " principal_minor = account_back.principal_minor"
    " + excluded.principal_minor");

POS_SQL(sql_back_sum,
    "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS amount_minor"
    " FROM account_back WHERE branch = $1 AND day = $2 AND number = $3");

/* What one account paid on a sale, and what came back to it. */
struct paid {
	const char *account;
	int64_t amount, points, principal;
	int64_t back, points_back, principal_back;
};

static enum pos_status
came_back(struct pos_shop *shop, const struct pos_sale *of, const char *method,
    struct paid *paid, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_back_get);
	enum pos_status st;
	struct pos_id id;

	if (!pos_id_parse(&id, of->id))
		return pos_fail(err, POS_BUG, "'%s' is no id", of->id);
	pos_bind_sale(q, &id);
	pos_bind_text(q, 4, method);
	pos_bind_text(q, 5, paid->account);
	st = pos_step(q, err);
	if (st == POS_OK) {
		paid->back += pos_int(q, "amount_minor");
		paid->points_back += pos_int(q, "points");
		paid->principal_back += pos_int(q, "principal_minor");
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
several(const char *method, struct pos_err *err)
{
	if (strcmp(method, "gift") == 0)
		return pos_fail(err, POS_DATA,
		    "several gift cards paid: --card NUMBER says which gets "
		    "it back");
	return pos_fail(err, POS_DATA,
	    "accounts of several members paid by '%s'", method);
}

static int64_t
net_of(const struct pos_sale *of, const char *method, const char *account)
{
	int64_t net = 0;
	size_t i;

	for (i = 0; i < of->payments_count; i++)
		if (of->payments[i].account != NULL &&
		    strcmp(of->payments[i].account, account) == 0 &&
		    strcmp(of->payments[i].method, method) == 0)
			net += of->payments[i].amount_minor;
	return net;
}

/* The one account that paid by this method and did not get it back. */
static enum pos_status
only_one(const struct pos_sale *of, const char *method, const char **account,
    struct pos_err *err)
{
	size_t i;

	for (i = 0; i < of->payments_count; i++) {
		const struct pos_payment *p = &of->payments[i];

		if (p->account == NULL || strcmp(p->method, method) != 0 ||
		    net_of(of, method, p->account) <= 0)
			continue;
		if (*account != NULL && strcmp(*account, p->account) != 0)
			return several(method, err);
		*account = p->account;
	}
	return POS_OK;
}

static enum pos_status
add_up(const struct pos_sale *of, const char *method, const char *account,
    struct paid *paid, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	if (account == NULL)
		st = only_one(of, method, &account, err);
	if (st != POS_OK)
		return st;
	*paid = (struct paid){ .account = account };
	for (i = 0; account != NULL && i < of->payments_count; i++) {
		const struct pos_payment *p = &of->payments[i];

		if (p->account == NULL || strcmp(p->method, method) != 0 ||
		    strcmp(p->account, account) != 0)
			continue;
		if (p->amount_minor > 0) {
			paid->amount += p->amount_minor;
			paid->points += p->points;
			paid->principal += p->principal_minor;
		} else {
			paid->back -= p->amount_minor;
			paid->points_back -= p->points;
			paid->principal_back -= p->principal_minor;
		}
	}
	if (paid->amount == 0)
		return pos_fail(err, POS_REFUSED,
		    "nothing of it was paid by '%s'", method);
	return POS_OK;
}

/* The part of whole that comes back now, between what must and what can. */
static bool
part(int64_t *out, int64_t whole, int64_t before, const struct paid *paid,
    int64_t amount)
{
	int64_t after;

	if (!pos_div_round(&after, (__int128)whole * (paid->back + amount),
		paid->amount, POS_ROUND_HALF_UP))
		return false;
	*out = after - before;
	if (*out > whole - before)
		*out = whole - before;
	if (*out < 0)
		*out = 0;
	return true;
}

static enum pos_status
split(const struct paid *paid, int64_t amount, struct pos_payment *pay,
    struct pos_err *err)
{
	int64_t bonus_left, principal = 0, points = 0;

	if (!part(&principal, paid->principal, paid->principal_back, paid,
		amount) ||
	    !part(&points, paid->points, paid->points_back, paid, amount))
		return pos_fail(err, POS_DATA, "the amount is too large");
	if (strcmp(pay->method, "points") == 0) {
		pay->points = -points;
		return POS_OK;
	}
	bonus_left = paid->amount - paid->principal -
	    (paid->back - paid->principal_back);
	if (principal > amount)
		principal = amount;
	if (amount - principal > bonus_left)
		principal = amount - bonus_left;
	pay->principal_minor = -principal;
	pay->bonus_minor = principal - amount;
	return POS_OK;
}

static enum pos_status
back_of(struct pos_shop *shop, const struct pos_sale *of, const char *account,
    struct pos_payment *pay, struct pos_err *err)
{
	char text[2][POS_DECIMAL_MAX];
	int64_t amount = -pay->amount_minor, left;
	struct paid paid;
	enum pos_status st;

	st = add_up(of, pay->method, account, &paid, err);
	if (st == POS_OK)
		st = came_back(shop, of, pay->method, &paid, err);
	if (st != POS_OK)
		return st;
	left = paid.amount - paid.back;
	if (amount > left)
		return pos_fail(err, POS_REFUSED,
		    "%s is more than what is left of the payment by '%s': %s",
		    pos_shop_money_text(shop, text[0], pos_minor(amount)),
		    pay->method,
		    pos_shop_money_text(shop, text[1], pos_minor(left)));
	pay->account = pos_pool_text(shop->pool, paid.account);
	return split(&paid, amount, pay, err);
}

enum pos_status
pay_account_back(struct pos_shop *shop, const struct pos_sale *sale,
    const char *card, struct pos_payment *pay, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	const char *account = NULL;
	struct pos_sale original;
	struct pos_card found;
	enum pos_status st = POS_OK;
	struct pos_id of;

	if (card != NULL) {
		st = pos_card_find(shop, card, pool, &found, err);
		if (st == POS_END)
			st = pos_fail(err, POS_DATA, "no such gift card");
		if (st == POS_OK)
			account = found.card;
	}
	if (st == POS_OK && sale->of != NULL) {
		st = pos_id_parse(&of, sale->of) ?
		    pos_sale_load(shop, &of, pool, &original, err) :
		    pos_fail(err, POS_BUG, "'%s' is no id", sale->of);
		if (st == POS_OK)
			st = back_of(shop, &original, account, pay, err);
	} else if (st == POS_OK) {
		st = back_of(shop, sale, account, pay, err);
	}
	pos_pool_free(pool);
	return st;
}

/* What was paid in money and has not gone back: all, less what accounts paid,
 * less what went back other than to them. */
static enum pos_status
money_left(struct pos_shop *shop, const struct pos_sale *of,
    struct pos_money *left, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_back_sum);
	const struct pos_payment *p;
	struct pos_money to_accounts = pos_minor(0);
	bool fits = true, completed = of->state_no == POS_SALE_COMPLETED;
	enum pos_status st;
	struct pos_id id;
	size_t i;

	if (!pos_id_parse(&id, of->id))
		return pos_fail(err, POS_BUG, "'%s' is no id", of->id);
	pos_bind_sale(q, &id);
	st = pos_step(q, err);
	if (st == POS_OK)
		to_accounts = pos_money(q, "amount_minor");
	pos_query_done(q);
	if (st != POS_OK)
		return st;
	/* What went back on the sale itself is among its payments, what its
	 * returns gave is not; refunded_minor is both. */
	*left = pos_minor(0);
	for (i = 0; fits && i < of->payments_count; i++) {
		p = &of->payments[i];
		if (p->account == NULL && (p->amount_minor > 0 || !completed))
			fits = pos_money_add(left, *left,
			    pos_minor(p->amount_minor));
		else if (p->amount_minor < 0 && p->account != NULL)
			fits = pos_money_sub(&to_accounts, to_accounts,
			    pos_minor(p->amount_minor));
	}
	/* Of an open sale nothing is counted as refunded. */
	if (completed)
		fits = fits &&
		    pos_money_sub(left, *left, pos_minor(of->refunded_minor)) &&
		    pos_money_add(left, *left, to_accounts);
	return fits ? POS_OK :
		      pos_fail(err, POS_DATA, "the amount is too large");
}

enum pos_status
pay_money_back(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_payment *pay, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	char text[2][POS_DECIMAL_MAX];
	struct pos_money left, back;
	struct pos_sale original;
	enum pos_status st = POS_OK;
	struct pos_id of;

	if (sale->of != NULL)
		st = pos_id_parse(&of, sale->of) ?
		    pos_sale_load(shop, &of, pool, &original, err) :
		    pos_fail(err, POS_BUG, "'%s' is no id", sale->of);
	if (st == POS_OK)
		st = money_left(shop, sale->of != NULL ? &original : sale,
		    &left, err);
	if (st == POS_OK &&
	    !pos_money_sub(&back, pos_minor(0), pos_minor(pay->amount_minor)))
		st = pos_fail(err, POS_DATA, "the amount is too large");
	if (st == POS_OK && pos_money_cmp(back, left) > 0)
		st = pos_fail(err, POS_REFUSED,
		    "%s is more than what is left of the money that was paid, "
		    "%s: give the rest back to where it came from, as "
		    "'pos-pay refund stored'",
		    pos_shop_money_text(shop, text[0], back),
		    pos_shop_money_text(shop, text[1], left));
	pos_pool_free(pool);
	return st;
}

static enum pos_status
add_back(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_payment *pay, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_back_add);
	struct pos_id of;

	if (!pos_id_parse(&of, sale->of))
		return pos_fail(err, POS_DATA, "'%s' is no id", sale->of);
	pos_bind_sale(q, &of);
	pos_bind_text(q, 4, pay->method);
	pos_bind_text(q, 5, pay->account);
	pos_bind_int(q, 6, -pay->amount_minor);
	pos_bind_int(q, 7, -pay->points);
	pos_bind_int(q, 8, -pay->principal_minor);
	return pos_run(q, err);
}

enum pos_status
pos_account_apply(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_sale *sale, const struct pos_payment *pay,
    struct pos_err *err)
{
	const char *kind = pay->amount_minor < 0 ? "refund" : "pay";
	const char *ref = sale->of != NULL ? sale->of : sale->id;
	struct ledger_row row = {
		.kind = kind,
		.ref = ref,
		.principal_minor = -pay->principal_minor,
		.bonus_minor = -pay->bonus_minor,
	};
	struct ledger_account account;
	enum pos_status st;
	int64_t owner;

	if (pay->account == NULL)
		return POS_OK;
	owner = pay_account_owner(pay->account);
	if (owner == 0)
		return pos_fail(err, POS_DATA, "'%s' is no account",
		    pay->account);
	if (pay->points != 0) {
		st = pos_points_apply(shop, entry, owner, -pay->points, kind,
		    ref, err);
	} else {
		st = ledger_load(shop, owner, &account, err);
		if (st == POS_OK)
			st = ledger_add(shop, entry, &account, &row, err);
	}
	return st == POS_OK && sale->of != NULL && pay->amount_minor < 0 ?
	    add_back(shop, sale, pay, err) :
	    st;
}
