/*
 * rights.c - may this person do that, alone or with somebody's approval?
 *
 * The table of staff.h.  It is asked before anything is recorded, and the
 * approver's PIN is hashed only then, since that takes a tenth of a second.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/ident.h"
#include "shop/staff.h"

enum role { CASHIER, SUPERVISOR, MANAGER };

static const struct right {
	enum role from;   /* the least role that may */
	bool limited;     /* the person's limit decides */
	const char *verb; /* "'amy' may not VERB" */
} rights[] = {
	[POS_RIGHT_SELL] = { CASHIER, false, POS_TR("sell") },
	[POS_RIGHT_DISCOUNT] = { SUPERVISOR, true, POS_TR("discount") },
	[POS_RIGHT_VOID] = { SUPERVISOR, true, POS_TR("void") },
	[POS_RIGHT_REFUND] = { SUPERVISOR, true, POS_TR("refund") },
	[POS_RIGHT_PRICE] = { SUPERVISOR, false, POS_TR("set another price") },
	[POS_RIGHT_STOCK] = { SUPERVISOR, false, POS_TR("change the stock") },
	[POS_RIGHT_MENU] = { MANAGER, false, POS_TR("change the menu") },
	[POS_RIGHT_CLOSE] = { SUPERVISOR, false, POS_TR("close the day") },
	[POS_RIGHT_BACKDATE] = { MANAGER, false,
	    POS_TR("sell at another time") },
	[POS_RIGHT_ADMIN] = { MANAGER, false,
	    POS_TR("change how the shop is set up") },
	/* or a supervisor, where the setting 'reveal' says so */
	[POS_RIGHT_PERSONAL] = { MANAGER, false,
	    POS_TR("see or erase personal data") },
};

static enum role
role_of(const struct pos_staff *s)
{
	if (strcmp(s->role, "manager") == 0)
		return MANAGER;
	return strcmp(s->role, "supervisor") == 0 ? SUPERVISOR : CASHIER;
}

static int64_t
limit_of(const struct pos_staff *s, enum pos_right right)
{
	switch (right) {
	case POS_RIGHT_DISCOUNT:
		return s->discount_ppm;
	case POS_RIGHT_VOID:
		return s->void_minor;
	case POS_RIGHT_REFUND:
		return s->refund_minor;
	case POS_RIGHT_SELL:
	case POS_RIGHT_PRICE:
	case POS_RIGHT_STOCK:
	case POS_RIGHT_MENU:
	case POS_RIGHT_CLOSE:
	case POS_RIGHT_BACKDATE:
	case POS_RIGHT_ADMIN:
	case POS_RIGHT_PERSONAL:
		break;
	}
	return POS_NO_LIMIT;
}

POS_SQL(sql_reveal, "SELECT value FROM setting WHERE branch = 0 AND"
    " name = 'reveal' AND value = 'supervisor'");

/* The least role that may, by the shop's settings. */
static enum role
least(struct pos_shop *shop, enum pos_right right)
{
	struct pos_query *q;
	enum role role = rights[right].from;

	if (right != POS_RIGHT_PERSONAL)
		return role;
	q = pos_query(shop->store, &sql_reveal);
	if (pos_step(q, NULL) == POS_OK)
		role = SUPERVISOR;
	pos_query_done(q);
	return role;
}

static bool
may(struct pos_shop *shop, const struct pos_staff *s, enum pos_right right,
    int64_t amount)
{
	int64_t limit;

	if (role_of(s) == MANAGER)
		return true;
	if (!rights[right].limited)
		return role_of(s) >= least(shop, right);
	limit = limit_of(s, right);
	return limit == POS_NO_LIMIT || amount <= limit;
}

static const char *
amount_text(const struct pos_shop *shop, enum pos_right right, char *text,
    int64_t amount)
{
	return right == POS_RIGHT_DISCOUNT ?
	    pos_rate_text(text, amount) :
	    pos_shop_money_text(shop, text, pos_minor(amount));
}

static enum pos_status
refuse(const struct pos_shop *shop, const struct pos_staff *s,
    enum pos_right right, int64_t amount, bool approvable, struct pos_err *err)
{
	char most[POS_DECIMAL_MAX], asked[POS_DECIMAL_MAX];
	int64_t limit = limit_of(s, right);

	if (rights[right].limited && limit > 0) {
		amount_text(shop, right, most, limit);
		amount_text(shop, right, asked, amount);
		if (approvable)
			return pos_fail(err, POS_NOPERM,
			    "'%s' may %s up to %s: %s needs --approve", s->code,
			    pos_tr(rights[right].verb), most, asked);
		return pos_fail(err, POS_NOPERM, "'%s' may %s up to %s, not %s",
		    s->code, pos_tr(rights[right].verb), most, asked);
	}
	if (approvable)
		return pos_fail(err, POS_NOPERM,
		    "'%s' may not %s without --approve", s->code,
		    pos_tr(rights[right].verb));
	return pos_fail(err, POS_NOPERM, "'%s' may not %s", s->code,
	    pos_tr(rights[right].verb));
}

static enum pos_status
check_pin(const struct pos_staff *s, const char *pin, struct pos_err *err)
{
	enum pos_status st;
	bool match;

	if (s->pin == NULL)
		return pos_fail(err, POS_NOPERM,
		    "'%s' has no PIN to approve "
		    "with: 'pos-admin staff set %s --pin-file FILE' gives one",
		    s->code, s->code);
	if (pin == NULL)
		return pos_fail(err, POS_USAGE,
		    "--approve wants the PIN of "
		    "'%s': give --pin-file or --pin-fd",
		    s->code);
	st = pos_pin_check(&match, s->pin, pin, err);
	if (st == POS_OK && !match)
		st = pos_fail(err, POS_NOPERM, "that is not the PIN of '%s'",
		    s->code);
	return st;
}

static enum pos_status
find(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_staff *s, struct pos_err *err)
{
	enum pos_status st = pos_staff_find(shop, code, pool, s, err);

	if (st == POS_END)
		return pos_fail(err, POS_NOPERM,
		    "nobody with the code '%s' "
		    "works here",
		    code);
	if (st == POS_OK && s->inactive)
		return pos_fail(err, POS_NOPERM,
		    "'%s' does not work here any "
		    "more",
		    code);
	return st;
}

static enum pos_status
decide(struct pos_shop *shop, enum pos_right right, int64_t amount,
    const struct pos_approval *approval, struct pos_pool *pool,
    const char **approver, struct pos_err *err)
{
	struct pos_staff s, by;
	enum pos_status st;

	st = find(shop, shop->staff_code, pool, &s, err);
	if (st != POS_OK || may(shop, &s, right, amount))
		return st;
	if (approval == NULL || approval->staff == NULL)
		return refuse(shop, &s, right, amount, approval != NULL, err);
	st = find(shop, approval->staff, pool, &by, err);
	if (st != POS_OK)
		return st;
	/* a cashier with a limit may spend it, not lend it */
	if (role_of(&by) == CASHIER)
		return pos_fail(err, POS_NOPERM,
		    "'%s' is a cashier: only a "
		    "supervisor or a manager can approve",
		    by.code);
	if (!may(shop, &by, right, amount))
		return refuse(shop, &by, right, amount, false, err);
	st = check_pin(&by, approval->pin, err);
	if (st == POS_OK && approver != NULL)
		*approver = approval->staff;
	return st;
}

enum pos_status
pos_staff_may(struct pos_shop *shop, enum pos_right right, int64_t amount,
    const struct pos_approval *approval, const char **approver,
    struct pos_err *err)
{
	struct pos_pool *pool;
	enum pos_status st;

	assert(right >= 0 && right < sizeof(rights) / sizeof(rights[0]));
	if (approver != NULL)
		*approver = NULL;
	/* the owner at the keyboard, or what every role may */
	if (shop->staff_code == NULL || right == POS_RIGHT_SELL)
		return POS_OK;
	pool = pos_pool_new();
	st = decide(shop, right, amount, approval, pool, approver, err);
	pos_pool_free(pool);
	return st;
}
