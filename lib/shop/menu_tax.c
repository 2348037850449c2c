/*
 * menu_tax.c - tax classes.
 *
 * A line of a sale names the class by number, and a class that changes gets
 * a new one: what was taxed at the old rates can be read for ever.
 */
#include <string.h>

#include "base/text.h"
#include "shop/menu_inside.h"

#define TAX_COLUMNS "tax, code, name, rates"
POS_SQL(tax_by_code, "SELECT " TAX_COLUMNS " FROM tax WHERE code = $1"
    " AND active = 1");
POS_SQL(tax_by_no, "SELECT " TAX_COLUMNS " FROM tax WHERE tax = $1");
POS_SQL(taxes, "SELECT " TAX_COLUMNS " FROM tax WHERE active = 1"
    " ORDER BY code");
POS_SQL(last_tax, "SELECT CAST(COALESCE(MAX(tax), 0) AS BIGINT) AS tax"
    " FROM tax");
POS_SQL(retire_tax, "UPDATE tax SET active = 0 WHERE code = $1"
    " AND active = 1");
POS_SQL(put_tax, "INSERT INTO tax (tax, code, name, rates, active)"
    " VALUES ($1, $2, $3, $4, 1)");

/* The column holds the class as its record, for the rates alone. */
static enum pos_status
load(struct pos_query *q, struct pos_pool *pool, struct pos_tax **out,
    struct pos_err *err)
{
	struct pos_tax *tax = pos_pool_alloc(pool, sizeof(*tax));
	const char *text = pos_text(q, "rates");

	*out = tax;
	return pos_record_parse(tax, &pos_tax_data, text, strlen(text), pool, 0,
	    err);
}

static enum pos_status
find(struct pos_shop *shop, struct pos_query *q, const struct pos_tax **tax,
    struct pos_err *err)
{
	struct pos_tax *loaded;
	enum pos_status st = pos_step(q, err);

	if (st != POS_OK)
		return st;
	st = load(q, pos_menu_get(shop)->pool, &loaded, err);
	pos_query_done(q);
	*tax = loaded;
	return st;
}

enum pos_status
pos_tax_by_no(struct pos_shop *shop, int64_t tax_no, const struct pos_tax **tax,
    struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	*tax = NULL;
	if (tax_no == 0)
		return POS_END;
	*tax = pos_menu_cached(shop, POS_BY_TAX_NO, NULL, tax_no);
	if (*tax != NULL)
		return POS_OK;
	q = pos_query(shop->store, &tax_by_no);
	pos_bind_int(q, 1, tax_no);
	st = find(shop, q, tax, err);
	if (st == POS_OK)
		pos_menu_keep(shop, POS_BY_TAX_NO, NULL, tax_no, *tax);
	return st;
}

static enum pos_status
by_code(struct pos_shop *shop, const char *code, const struct pos_tax **tax,
    struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	*tax = pos_menu_cached(shop, POS_BY_TAX, code, 0);
	if (*tax != NULL)
		return POS_OK;
	q = pos_query(shop->store, &tax_by_code);
	pos_bind_text(q, 1, code);
	st = find(shop, q, tax, err);
	if (st == POS_OK)
		pos_menu_keep(shop, POS_BY_TAX, code, 0, *tax);
	return st;
}

enum pos_status
pos_tax_find(struct pos_shop *shop, const char *code,
    const struct pos_tax **tax, struct pos_err *err)
{
	enum pos_status st = by_code(shop, code, tax, err);

	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no tax class '%s' (pos-stock"
		    " tax set makes one)",
		    code);
	return st;
}

enum pos_status
pos_tax_each(struct pos_shop *shop,
    enum pos_status (*each)(void *, const struct pos_tax *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_query *q = pos_query(shop->store, &taxes);
	struct pos_tax *tax;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		st = load(q, pool, &tax, err);
		if (st == POS_OK)
			st = each(arg, tax, err);
		if (st != POS_OK)
			break;
		pos_pool_clear(pool);
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
check(const struct pos_tax *tax, struct pos_err *err)
{
	const char *wrong = pos_code_wrong(tax->code);
	enum pos_status st;
	size_t i;

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "tax class '%s': %s", tax->code,
		    wrong);
	st = pos_menu_check_text("name", tax->code, tax->name, 200, err);
	for (i = 0; i < tax->rates_count && st == POS_OK; i++) {
		st = pos_menu_check_text("rate", tax->code, tax->rates[i].name,
		    64, err);
		if (st == POS_OK &&
		    (tax->rates[i].rate_ppm < 0 ||
			tax->rates[i].rate_ppm > POS_RATE_MAX))
			st = pos_fail(err, POS_DATA,
			    "rate '%s' of '%s' is not from 0%% to 100%%",
			    tax->rates[i].name, tax->code);
	}
	return st;
}

static bool
same(const struct pos_tax *a, const struct pos_tax *b)
{
	const struct pos_rate *r, *s;
	size_t i;

	if (strcmp(a->name, b->name) != 0 || a->rates_count != b->rates_count)
		return false;
	for (i = 0; i < a->rates_count; i++) {
		r = &a->rates[i];
		s = &b->rates[i];
		if (strcmp(r->name, s->name) != 0 ||
		    r->rate_ppm != s->rate_ppm || r->inclusive != s->inclusive)
			return false;
	}
	return true;
}

enum pos_status
pos_tax_put(struct pos_shop *shop, const struct pos_tax *want, bool *changed,
    struct pos_err *err)
{
	struct pos_tax tax = *want;
	const struct pos_tax *old;
	struct pos_query *q;
	enum pos_status st;

	*changed = false;
	st = check(&tax, err);
	if (st != POS_OK)
		return st;
	st = by_code(shop, tax.code, &old, err);
	if (st == POS_OK && same(old, &tax))
		return POS_OK;
	if (st != POS_OK && st != POS_END)
		return st;
	q = pos_query(shop->store, &last_tax);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	tax.tax_no = pos_int(q, "tax") + 1;
	pos_query_done(q);
	*changed = true;
	return pos_record(shop, &pos_tax_set, &tax, err);
}

static enum pos_status
apply_set(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_tax *tax = data;
	struct pos_buf rates = { 0 };
	struct pos_query *q;
	enum pos_status st;

	(void)entry;
	q = pos_query(shop->store, &retire_tax);
	pos_bind_text(q, 1, tax->code);
	st = pos_run(q, err);
	if (st != POS_OK)
		return st;
	pos_record_write(&rates, &pos_tax_data, tax);
	q = pos_query(shop->store, &put_tax);
	pos_bind_int(q, 1, tax->tax_no);
	pos_bind_text(q, 2, tax->code);
	pos_bind_text(q, 3, tax->name);
	pos_bind_text(q, 4, rates.text);
	st = pos_run(q, err);
	pos_buf_release(&rates);
	pos_menu_forget(shop);
	return st;
}
const struct pos_event_kind pos_tax_set = {
	.kind = "tax.set",
	.of_menu = true,
	.v = 1,
	.record = &pos_tax_data,
	.apply = apply_set,
	.help = "a tax class was made or changed",
};
