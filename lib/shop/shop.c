/*
 * shop.c - opening the shop: who is where, and what time it is there.
 *
 * This runs before every sale, so all settings come with one statement.
 */
#include <string.h>

#include "shop/day.h"
#include "shop/menu.h"
#include "shop/place.h"
#include "shop/rollup.h"
#include "shop/staff.h"

POS_SQL(sql_settings,
    "SELECT name, value FROM setting WHERE branch = 0 OR branch = $1"
    " ORDER BY branch");

/* Where nobody works any more can still be looked at. */
static enum pos_status
find_branch(struct pos_shop *shop, const char *code, bool work,
    struct pos_err *err)
{
	struct pos_place place = { 0 };
	enum pos_status st;

	st = pos_branch_find(shop->store, code, shop->pool, &place, err);
	if (st == POS_END && code != NULL)
		return pos_fail(err, POS_CONFIG,
		    "no branch '%s': "
		    "'pos-admin branch list' shows them",
		    code);
	if (st == POS_END)
		return pos_fail(err, POS_CONFIG,
		    "the store has no branch: "
		    "'pos-admin init' makes a whole one");
	if (st == POS_OK && place.inactive && work)
		return pos_fail(err, POS_CONFIG,
		    "branch '%s' is inactive: "
		    "choose another with --branch or POS_BRANCH",
		    place.branch);
	shop->branch = place.branch_no;
	shop->branch_code = place.branch;
	return st;
}

static enum pos_status
find_till(struct pos_shop *shop, const char *code, bool work,
    struct pos_err *err)
{
	struct pos_place place = { .branch_no = shop->branch };
	enum pos_status st;

	st = pos_till_find(shop->store, code, shop->pool, &place, err);
	if (st == POS_END)
		return pos_fail(err, POS_CONFIG,
		    "no till '%s' in branch '%s':"
		    " 'pos-admin till list' shows them",
		    code != NULL ? code : "1", shop->branch_code);
	if (st == POS_OK && place.inactive && work)
		return pos_fail(err, POS_CONFIG,
		    "till '%s' of branch '%s' is "
		    "inactive: choose another with --till or POS_TILL",
		    place.till, shop->branch_code);
	shop->till = place.till_no;
	shop->till_code = place.till;
	return st;
}

static enum pos_status
find_staff(struct pos_shop *shop, const char *code, bool required,
    struct pos_err *err)
{
	struct pos_staff staff = { 0 };
	enum pos_status st;

	if (code == NULL && required)
		return pos_fail(err, POS_NOPERM,
		    "this shop wants to know who "
		    "is at work: give --staff CODE or set POS_STAFF");
	if (code == NULL)
		return POS_OK;
	st = pos_staff_find(shop, code, shop->pool, &staff, err);
	if (st == POS_END)
		return pos_fail(err, POS_NOPERM,
		    "nobody with the code '%s' works here", code);
	if (st == POS_OK && staff.inactive)
		return pos_fail(err, POS_NOPERM,
		    "'%s' does not work here any more", code);
	shop->staff = staff.staff_no;
	shop->staff_code = staff.code;
	return st;
}

static void
take_setting(struct pos_shop *shop, const char *name, const char *value,
    const char **step, bool *staff_required)
{
	if (strcmp(name, "name") == 0)
		shop->name = pos_pool_text(shop->pool, value);
	else if (strcmp(name, "currency") == 0)
		shop->currency = pos_pool_text(shop->pool, value);
	else if (strcmp(name, "zone") == 0)
		shop->zone = pos_pool_text(shop->pool, value);
	else if (strcmp(name, "language") == 0)
		shop->language = pos_pool_text(shop->pool, value);
	else if (strcmp(name, "shift") == 0)
		shop->shift_required = strcmp(value, "required") == 0;
	else if (strcmp(name, "order_type") == 0)
		shop->order_type = pos_pool_text(shop->pool, value);
	else if (strcmp(name, "cash_step") == 0)
		*step = pos_pool_text(shop->pool, value);
	else if (strcmp(name, "tax_mode") == 0)
		shop->tax_inclusive = strcmp(value, "exclusive") != 0;
	else if (strcmp(name, "discount_basis") == 0)
		shop->discount_gross = strcmp(value, "gross") == 0;
	else if (strcmp(name, "promo_time") == 0)
		shop->promo_now = strcmp(value, "now") == 0;
	else if (strcmp(name, "staff") == 0)
		*staff_required = strcmp(value, "required") == 0;
	else if (strcmp(name, "cutoff") == 0 &&
	    !pos_cutoff_parse(&shop->cutoff_minutes, value))
		shop->cutoff_minutes = 0;
}

static enum pos_status
read_settings(struct pos_shop *shop, bool *staff_required, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_settings);
	struct pos_money step = { 0 };
	const char *step_text = NULL;
	enum pos_status st;

	*staff_required = false;
	shop->language = "en";
	shop->order_type = "dine-in";
	shop->tax_inclusive = true;
	pos_bind_int(q, 1, shop->branch);
	while ((st = pos_step(q, err)) == POS_OK)
		take_setting(shop, pos_text(q, "name"), pos_text(q, "value"),
		    &step_text, staff_required);
	if (st != POS_END)
		return st;
	if (shop->name == NULL || shop->currency == NULL || shop->zone == NULL)
		return pos_fail(err, POS_CONFIG,
		    "setting '%s' is missing: "
		    "'pos-admin config set' gives it one",
		    shop->name == NULL         ? "name" :
			shop->currency == NULL ? "currency" :
						 "zone");
	st = pos_zone_check(shop->zone, err);
	if (st != POS_OK)
		return st;
	shop->places = pos_currency_places(shop->currency);
	if (shop->places < 0)
		return pos_fail(err, POS_CONFIG,
		    "setting 'currency' is '%s', "
		    "which ISO 4217 does not have",
		    shop->currency);
	if (step_text != NULL) {
		st = pos_money_parse(&step, step_text, shop->places, err);
		if (st != POS_OK)
			return pos_fail_at(err, "setting 'cash_step'");
	}
	shop->cash_step_minor = step.minor;
	return POS_OK;
}

static enum pos_status
look_around(struct pos_shop *shop, const struct pos_shop_options *options,
    enum pos_store_mode mode, struct pos_err *err)
{
	enum pos_status st;
	bool required, work = mode == POS_STORE_WRITE;

	st = find_branch(shop, options->branch, work, err);
	if (st == POS_OK)
		st = find_till(shop, options->till, work, err);
	if (st == POS_OK)
		st = read_settings(shop, &required, err);
	if (st == POS_OK)
		st = find_staff(shop, options->staff, required && work, err);
	return st == POS_OK ? pos_shop_tick(shop, err) : st;
}

enum pos_status
pos_shop_open(struct pos_shop *shop, const struct pos_shop_options *options,
    enum pos_store_mode mode, struct pos_err *err)
{
	const char *location = options->location;
	enum pos_status st;

	memset(shop, 0, sizeof(*shop));
	shop->pool = pos_pool_new();
	if (location == NULL)
		location = pos_store_default(shop->pool);
	shop->key = pos_pool_text(shop->pool, options->key);
	shop->dry_run = options->dry_run;
	shop->fixed_at = options->at;
	st = pos_store_open(&shop->store, location, mode, err);
	/* As one reading: each by itself would lock and unlock. */
	if (st == POS_OK)
		st = pos_read_begin(shop->store, err);
	if (st == POS_OK) {
		st = look_around(shop, options, mode, err);
		pos_read_end(shop->store);
	}
	if (st != POS_OK)
		pos_shop_close(shop);
	return st;
}

void
pos_shop_close(struct pos_shop *shop)
{
	if (shop->store != NULL) {
		pos_menu_cache_free(shop);
		pos_rollup_free(shop);
	}
	pos_store_close(shop->store);
	pos_buf_release(&shop->recorded);
	pos_buf_release(&shop->scratch);
	pos_pool_free(shop->pool);
	memset(shop, 0, sizeof(*shop));
}

enum pos_status
pos_shop_tick(struct pos_shop *shop, struct pos_err *err)
{
	int64_t now = shop->fixed_at;
	enum pos_status st = POS_OK;

	pos_menu_refresh(shop);
	if (now == 0)
		st = pos_now(&now, err);
	if (st == POS_OK)
		st = pos_open_day(shop, now, &shop->day, err);
	if (st == POS_OK)
		shop->now = now;
	return st;
}

enum pos_status
pos_shop_set_time(struct pos_shop *shop, int64_t at, struct pos_err *err)
{
	shop->fixed_at = at;
	return pos_shop_tick(shop, err);
}

enum pos_status
pos_shop_money(const struct pos_shop *shop, struct pos_money *out,
    const char *text, struct pos_err *err)
{
	return pos_money_parse(out, text, shop->places, err);
}

char *
pos_shop_money_text(const struct pos_shop *shop, char *text, struct pos_money a)
{
	return pos_money_text(text, a, shop->places);
}
