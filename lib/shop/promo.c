/*
 * promo.c - rules read from the store.
 *
 * A row holds the rule as the JSON of its record, and beside it only what is
 * looked for: parsing thirty rules costs less than the rows of the thirty
 * tables that their parts would be.
 */
#include <string.h>

#include "base/text.h"
#include "rec/json.h"
#include "shop/promo_inside.h"

POS_SQL(sql_find, "SELECT version, state, rule FROM promo WHERE code = $1");
POS_SQL(sql_all, "SELECT version, state, rule FROM promo WHERE state = $1"
    " OR state = $2 ORDER BY code");
POS_SQL(sql_by_code, "SELECT p.version AS version, p.state AS state,"
    " p.rule AS rule FROM promo_code c JOIN promo p ON p.code = c.promo"
    " WHERE c.fold = $1 AND c.typed = 1");

static enum pos_status
load(struct pos_query *q, struct pos_pool *pool, struct pos_rule *rule,
    struct pos_err *err)
{
	const char *text;
	size_t len;

	text = pos_textn(q, "rule", &len);
	return pos_record_parse(rule, &pos_rule_data, text, len, pool, 0, err);
}

enum pos_status
pos_promo_row(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_rule *rule, enum pos_promo_state *state, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_find);
	enum pos_status st;

	pos_bind_text(q, 1, code);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	*state = (enum pos_promo_state)pos_int(q, "state");
	st = load(q, pool, rule, err);
	pos_query_done(q);
	return st == POS_OK ? st :
			      pos_fail_at(err, pos_tr("promotion '%s'"), code);
}

enum pos_status
pos_promo_find(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_rule *rule, struct pos_err *err)
{
	enum pos_promo_state state;
	enum pos_status st;

	st = pos_promo_row(shop, code, pool, rule, &state, err);
	return st == POS_OK && state == POS_PROMO_REMOVED ? POS_END : st;
}

enum pos_status
pos_promo_all(struct pos_shop *shop, bool paused, struct pos_pool *pool,
    struct pos_rule **rules, size_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_all);
	enum pos_status st;

	*rules = NULL;
	*count = 0;
	pos_bind_int(q, 1, POS_PROMO_ACTIVE);
	pos_bind_int(q, 2, paused ? POS_PROMO_PAUSED : POS_PROMO_ACTIVE);
	while ((st = pos_step(q, err)) == POS_OK) {
		*rules = pos_pool_push(pool, *rules, *count, sizeof(**rules));
		st = load(q, pool, &(*rules)[(*count)++], err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_promo_by_code(struct pos_shop *shop, const char *typed,
    struct pos_pool *pool, struct pos_rule *rule, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_by_code);
	struct pos_buf fold = { 0 };
	enum pos_status st;

	pos_text_fold(&fold, typed);
	pos_bind_textn(q, 1, fold.len > 0 ? fold.text : "", fold.len);
	st = pos_step(q, err);
	pos_buf_release(&fold);
	if (st == POS_OK) {
		st = load(q, pool, rule, err);
		pos_query_done(q);
	}
	return st;
}
