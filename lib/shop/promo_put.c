/*
 * promo_put.c - rules set and removed: events "promo.set", "promo.removed".
 *
 * An event holds the whole rule as it is from then on.  The table keeps the
 * last version only; those before are in the journal.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rec/json.h"
#include "shop/promo_inside.h"
#include "shop/staff.h"

struct promo_gone {
	const char *code;
};
static const struct pos_record gone_data = {
	.size = sizeof(struct promo_gone),
	.help = "a promotion that was taken away",
	.fields = (const struct pos_field[]){
		POS_TEXT(promo_gone, code, POS_F_CODE, 64, "its code"),
		{ 0 },
	},
};

POS_SQL(sql_put, "INSERT INTO promo (code, version, state, rule)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO UPDATE SET"
    " version = excluded.version, state = excluded.state,"
    " rule = excluded.rule");
POS_SQL(sql_remove, "UPDATE promo SET state = 0 WHERE code = $1");
POS_SQL(sql_drop_codes, "DELETE FROM promo_code WHERE promo = $1");
POS_SQL(sql_put_code, "INSERT INTO promo_code (fold, promo, typed)"
    " VALUES ($1, $2, $3) ON CONFLICT (fold) DO UPDATE SET typed = 1");

static enum pos_status
drop_codes(struct pos_store *store, const char *promo, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_drop_codes);

	pos_bind_text(q, 1, promo);
	return pos_run(q, err);
}

static enum pos_status
put_code(struct pos_store *store, const char *code, const char *promo,
    bool typed, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_put_code);
	struct pos_buf fold = { 0 };
	enum pos_status st;

	pos_text_fold(&fold, code);
	pos_bind_textn(q, 1, fold.text, fold.len);
	pos_bind_text(q, 2, promo);
	pos_bind_int(q, 3, typed);
	st = pos_run(q, err);
	pos_buf_release(&fold);
	return st;
}

/* The rule's own code is one that no other may have as a word to type. */
static enum pos_status
write_codes(struct pos_store *store, const struct pos_rule *rule,
    struct pos_err *err)
{
	enum pos_status st;
	size_t i;

	st = put_code(store, rule->code, rule->code, false, err);
	for (i = 0; i < rule->codes_count && st == POS_OK; i++)
		st = put_code(store, rule->codes[i], rule->code, true, err);
	return st;
}

static enum pos_status
apply_set(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_rule *rule = data;
	struct pos_query *q = pos_query(shop->store, &sql_put);
	struct pos_buf text = { 0 };
	enum pos_status st;

	(void)entry;
	pos_record_write(&text, &pos_rule_data, rule);
	pos_bind_text(q, 1, rule->code);
	pos_bind_int(q, 2, rule->version);
	pos_bind_int(q, 3, rule->paused ? POS_PROMO_PAUSED : POS_PROMO_ACTIVE);
	pos_bind_textn(q, 4, text.text, text.len);
	st = pos_run(q, err);
	pos_buf_release(&text);
	if (st == POS_OK)
		st = drop_codes(shop->store, rule->code, err);
	if (st == POS_OK)
		st = write_codes(shop->store, rule, err);
	return st;
}
const struct pos_event_kind pos_promo_set = {
	.kind = "promo.set", .v = 1, .record = &pos_rule_data,
	.apply = apply_set, .help = "a promotion was made or changed",
};

static enum pos_status
apply_removed(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct promo_gone *gone = data;
	struct pos_query *q = pos_query(shop->store, &sql_remove);
	enum pos_status st;

	(void)entry;
	pos_bind_text(q, 1, gone->code);
	st = pos_run(q, err);
	return st == POS_OK ? drop_codes(shop->store, gone->code, err) : st;
}
const struct pos_event_kind pos_promo_removed = {
	.kind = "promo.removed", .v = 1, .record = &gone_data,
	.apply = apply_removed, .help = "a promotion was taken away",
};

static int
by_lang(const void *a, const void *b)
{
	const struct pos_name *x = a, *y = b;

	return strcmp(x->lang, y->lang);
}

/* Two texts of one rule compare, whatever the order of its names. */
static void
sort_names(struct pos_rule *rule, struct pos_pool *pool)
{
	struct pos_name *all;
	size_t n = rule->names_count;

	if (n < 2)
		return;
	all = pos_pool_alloc(pool, n * sizeof(*all));
	memcpy(all, rule->names, n * sizeof(*all));
	qsort(all, n, sizeof(*all), by_lang);
	rule->names = all;
}

static bool
same(const struct pos_rule *a, const struct pos_rule *b)
{
	struct pos_buf x = { 0 }, y = { 0 };
	bool equal;

	pos_record_write(&x, &pos_rule_data, a);
	pos_record_write(&y, &pos_rule_data, b);
	equal = x.len == y.len && memcmp(x.text, y.text, x.len) == 0;
	pos_buf_release(&x);
	pos_buf_release(&y);
	return equal;
}

/* Rules are made of words by several hands: what the record would not read
 * again must never be stored. */
static enum pos_status
readable(const struct pos_rule *rule, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_buf text = { 0 };
	struct pos_rule again;
	struct pos_json *json;
	enum pos_status st;

	pos_record_write(&text, &pos_rule_data, rule);
	st = pos_json_parse(&json, text.text, text.len, err);
	if (st == POS_OK) {
		st =
		    pos_record_read(&again, &pos_rule_data, json, pool, 0, err);
		pos_json_free(json);
	}
	pos_buf_release(&text);
	return st == POS_OK ?
	    st :
	    pos_fail_at(err, pos_tr("promotion '%s'"), rule->code);
}

static enum pos_status
put(struct pos_shop *shop, struct pos_rule *rule, struct pos_pool *pool,
    bool *changed, struct pos_err *err)
{
	enum pos_promo_state state = POS_PROMO_REMOVED;
	struct pos_rule old = { 0 };
	enum pos_status st;

	st = pos_rule_check(rule, err);
	if (st == POS_OK)
		st = readable(rule, pool, err);
	if (st != POS_OK)
		return st;
	sort_names(rule, pool);
	st = pos_promo_row(shop, rule->code, pool, &old, &state, err);
	if (st != POS_OK && st != POS_END)
		return st;
	rule->version = old.version;
	if (state != POS_PROMO_REMOVED && same(rule, &old))
		return POS_OK;
	rule->version++;
	st = pos_promo_check(shop, rule, err);
	if (st != POS_OK)
		return pos_fail_at(err, pos_tr("promotion '%s'"), rule->code);
	*changed = true;
	return pos_record(shop, &pos_promo_set, rule, err);
}

enum pos_status
pos_promo_put(struct pos_shop *shop, const struct pos_rule *want, bool *changed,
    struct pos_err *err)
{
	struct pos_rule rule = *want;
	struct pos_pool *pool;
	enum pos_status st;

	*changed = false;
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = put(shop, &rule, pool, changed, err);
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_promo_remove(struct pos_shop *shop, const char *code, struct pos_err *err)
{
	struct promo_gone gone = { .code = code };
	struct pos_pool *pool;
	struct pos_rule rule;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = pos_promo_find(shop, code, pool, &rule, err);
	pos_pool_free(pool);
	if (st == POS_END)
		return pos_promo_unknown(shop, code, err);
	return st == POS_OK ? pos_record(shop, &pos_promo_removed, &gone, err) :
			      st;
}
