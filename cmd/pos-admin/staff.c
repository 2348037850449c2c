/*
 * staff.c - pos-admin staff: who works here, and their limits.
 *
 * What is not said stays as it is, but for --inactive: leaving it out brings
 * somebody back.  A change of role begins with the limits of the new one.
 */
#include <string.h>

#include "admin.h"
#include "base/ident.h"

static const char *name, *role, *max_discount, *max_void, *max_refund;
static bool inactive;

const struct pos_opt pos_staff_set_options[] = {
	POS_OPT_TEXT(0, "name", &name, "NAME", "name of the person"),
	POS_OPT_CHOICE(0, "role", &role, POS_ROLES, "role; a cashier at first"),
	POS_OPT_GROUP(pos_pin_options),
	POS_OPT_TEXT(0, "max-discount", &max_discount, "PERCENT",
	    "largest discount without approval, or 'any'"),
	POS_OPT_TEXT(0, "max-void", &max_void, "AMOUNT",
	    "largest void without approval, or 'any'"),
	POS_OPT_TEXT(0, "max-refund", &max_refund, "AMOUNT",
	    "largest refund without approval, or 'any'"),
	POS_OPT_FLAG(0, "inactive", &inactive,
	    "does not work here any more"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static const char *
limit_text(const struct pos_shop *shop, char *text, int64_t limit, bool rate)
{
	if (limit == POS_NO_LIMIT)
		return pos_tr("any");
	return rate ? pos_rate_text(text, limit) :
		      pos_shop_money_text(shop, text, pos_minor(limit));
}

static char *
people_text(const struct pos_shop *shop, struct pos_pool *pool,
    const struct pos_staff *s)
{
	char discount[POS_DECIMAL_MAX], most_void[POS_DECIMAL_MAX];
	char refund[POS_DECIMAL_MAX];

	return pos_pool_printf(pool,
	    pos_tr("%s (%s), %s%s\n"
		   "discount %s, void %s, refund %s without approval; %s\n"),
	    s->code, s->name, pos_tr(s->role),
	    s->inactive ? pos_tr(", inactive") : "",
	    limit_text(shop, discount, s->discount_ppm, true),
	    limit_text(shop, most_void, s->void_minor, false),
	    limit_text(shop, refund, s->refund_minor, false),
	    s->has_pin ? pos_tr("has a PIN") : pos_tr("has no PIN"));
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_staff *all;
	enum pos_status st;
	size_t n;

	(void)arg;
	st = pos_staff_list(shop->store, pool, &all, &n, err);
	if (st == POS_OK)
		st = pos_admin_list(&pos_staff_record, all, n, err);
	return st;
}

enum pos_status
pos_staff_all(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const char *code = arg;
	struct pos_staff s = { 0 };
	enum pos_status st;
	char *text;

	st = pos_staff_find(shop, code, pool, &s, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "nobody with the code '%s' "
		    "works here: 'pos-admin staff list' shows who does",
		    code);
	if (st != POS_OK)
		return st;
	if (!pos_out_table())
		return pos_out_record(&pos_staff_record, &s, err);
	text = people_text(shop, pool, &s);
	return pos_out_text(text, strlen(text), err);
}

enum pos_status
pos_staff_show(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv[0], err);
}

static enum pos_status
take_limit(struct pos_shop *shop, const char *option, const char *text,
    int64_t *limit, bool rate, struct pos_err *err)
{
	struct pos_money money;
	enum pos_status st = POS_OK;

	if (text == NULL)
		return POS_OK;
	if (strcmp(text, "any") == 0) {
		*limit = POS_NO_LIMIT;
		return POS_OK;
	}
	if (rate) {
		st = pos_rate_parse(limit, text, err);
	} else {
		st = pos_shop_money(shop, &money, text, err);
		if (st == POS_OK)
			*limit = money.minor;
	}
	if (st == POS_OK && *limit < 0)
		st = pos_fail(err, POS_DATA, "%s may not be negative", text);
	if (st != POS_OK) {
		(void)pos_fail_at(err, "--%s", option);
		if (err != NULL)
			err->status = POS_USAGE;
		st = POS_USAGE;
	}
	return st;
}

struct edit {
	const char *code;
	const char *pin_hash; /* NULL: stays */
};

static enum pos_status
set(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_staff *s = pos_pool_alloc(pool, sizeof(*s));
	const struct edit *edit = arg;
	enum pos_status st;
	int64_t limit;
	bool changed;

	st = pos_staff_may(shop, POS_RIGHT_ADMIN, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_staff_find(shop, edit->code, pool, s, err);
	if (st != POS_OK && st != POS_END)
		return st;
	if (st == POS_END) {
		s->code = edit->code;
		s->name = edit->code;
	}
	if (s->role == NULL || (role != NULL && strcmp(role, s->role) != 0)) {
		s->role = role != NULL ? role : "cashier";
		limit = strcmp(s->role, "cashier") == 0 ? 0 : POS_NO_LIMIT;
		s->discount_ppm = s->void_minor = s->refund_minor = limit;
	}
	if (name != NULL)
		s->name = name;
	s->pin = edit->pin_hash;
	s->inactive = inactive;
	st = take_limit(shop, "max-discount", max_discount, &s->discount_ppm,
	    true, err);
	if (st == POS_OK)
		st = take_limit(shop, "max-void", max_void, &s->void_minor,
		    false, err);
	if (st == POS_OK)
		st = take_limit(shop, "max-refund", max_refund,
		    &s->refund_minor, false, err);
	if (st == POS_OK)
		st = pos_staff_put(shop, s, &changed, err);
	answer->record = &pos_staff_record;
	answer->data = s;
	answer->text = people_text(shop, pool, s);
	return st;
}

/* Hashed before the change begins: tills must not wait for scrypt. */
static enum pos_status
hash_pin(struct pos_pool *pool, struct edit *edit, struct pos_err *err)
{
	char text[POS_PIN_HASH_TEXT];
	const char *pin;
	enum pos_status st;

	st = pos_cmd_pin(&pin, pool, err);
	if (st != POS_OK || pin == NULL)
		return st;
	st = pos_pin_hash(text, pin, err);
	if (st == POS_OK)
		edit->pin_hash = pos_pool_text(pool, text);
	return st;
}

enum pos_status
pos_staff_edit(int argc, char **argv, struct pos_err *err)
{
	struct edit edit = { .code = argv[0] };
	struct pos_buf more = { 0 };
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = hash_pin(shop.pool, &edit, err);
	if (st == POS_OK) {
		pos_cmd_asked_add(&more, "name", name);
		pos_cmd_asked_add(&more, "role", role);
		pos_cmd_asked_add(&more, "max-discount", max_discount);
		pos_cmd_asked_add(&more, "max-void", max_void);
		pos_cmd_asked_add(&more, "max-refund", max_refund);
		pos_cmd_asked_add(&more, "inactive", inactive ? "1" : NULL);
		/* that there was a PIN, not which */
		pos_cmd_asked_add(&more, "pin",
		    edit.pin_hash != NULL ? "1" : NULL);
		st = pos_cmd_change(&shop,
		    pos_cmd_asked(shop.pool, "staff set", argc, argv,
			more.text),
		    set, &edit, err);
	}
	pos_buf_release(&more);
	pos_shop_close(&shop);
	return st;
}
