/*
 * promo_check.c - is all that a rule names there, and are its codes its own.
 *
 * Tags, levels, segments, channels, methods of payment and other rules are
 * words that may come later; items, headings and branches must be there, for a
 * misspelt one makes an offer that nobody ever gets.
 */
#include <string.h>

#include "base/text.h"
#include "shop/menu.h"
#include "shop/promo_inside.h"

POS_SQL(sql_parent, "SELECT item FROM item WHERE parent = $1"
    " AND active = 1 LIMIT 1");
POS_SQL(sql_category, "SELECT item FROM item WHERE category = $1"
    " AND active = 1 LIMIT 1");
POS_SQL(sql_categories, "SELECT DISTINCT category FROM item"
    " WHERE category IS NOT NULL AND active = 1 ORDER BY category");
POS_SQL(sql_branch, "SELECT branch FROM branch WHERE code = $1");
POS_SQL(sql_owner, "SELECT promo, typed FROM promo_code WHERE fold = $1");
POS_SQL(sql_codes, "SELECT code FROM promo WHERE state > 0 ORDER BY code");

static enum pos_status
any(struct pos_shop *shop, const struct pos_sql *sql, const char *text,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, sql);
	enum pos_status st;

	pos_bind_text(q, 1, text);
	st = pos_step(q, err);
	pos_query_done(q);
	return st;
}

/* The text of a column that is nearest; "": none is near. */
static enum pos_status
nearest(struct pos_shop *shop, const struct pos_sql *sql, const char *column,
    const char *text, struct pos_buf *near, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, sql);
	int distance, best = 3;
	const char *other;
	enum pos_status st;

	pos_buf_clear(near);
	while ((st = pos_step(q, err)) == POS_OK) {
		other = pos_text(q, column);
		distance = pos_text_distance(text, other, best);
		if (distance < best) {
			best = distance;
			pos_buf_clear(near);
			pos_buf_text(near, other);
		}
	}
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_promo_unknown(struct pos_shop *shop, const char *code, struct pos_err *err)
{
	struct pos_buf near = { 0 };
	enum pos_status st;

	st = nearest(shop, &sql_codes, "code", code, &near, err);
	if (st == POS_OK && near.len > 0)
		st = pos_fail(err, POS_DATA,
		    "no promotion '%s' (did you mean '%s'?)", code, near.text);
	else if (st == POS_OK)
		st = pos_fail(err, POS_DATA, "no promotion '%s'", code);
	pos_buf_release(&near);
	return st;
}

static enum pos_status
check_items(struct pos_shop *shop, const char *const *codes, size_t count,
    struct pos_err *err)
{
	const struct pos_item *item;
	enum pos_status st;
	size_t i;

	for (i = 0; i < count; i++) {
		st = pos_item_by_code(shop, codes[i], &item, err);
		if (st == POS_OK && !item->archived)
			continue;
		if (st == POS_OK || st == POS_END)
			st = any(shop, &sql_parent, codes[i], err);
		if (st == POS_END)
			/* a name or barcode is not what rules are matched by */
			st = pos_item_find(shop, codes[i], &item, err) ==
				POS_OK ?
			    pos_fail(err, POS_DATA,
				"no item '%s' (did you mean '%s'?)", codes[i],
				item->code) :
			    POS_DATA;
		if (st != POS_OK)
			return st;
	}
	return POS_OK;
}

static enum pos_status
check_categories(struct pos_shop *shop, const char *const *names, size_t count,
    struct pos_err *err)
{
	struct pos_buf near = { 0 };
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < count && st == POS_OK; i++) {
		st = any(shop, &sql_category, names[i], err);
		if (st != POS_END)
			continue;
		st = nearest(shop, &sql_categories, "category", names[i], &near,
		    err);
		if (st == POS_OK && near.len > 0)
			st = pos_fail(err, POS_DATA,
			    "no item under heading '%s' (did you mean '%s'?)",
			    names[i], near.text);
		else if (st == POS_OK)
			st = pos_fail(err, POS_DATA,
			    "no item under heading '%s'", names[i]);
	}
	pos_buf_release(&near);
	return st;
}

static enum pos_status
check_select(struct pos_shop *shop, const struct pos_select *s,
    struct pos_err *err)
{
	enum pos_status st;

	if (s == NULL)
		return POS_OK;
	st = check_items(shop, s->items, s->items_count, err);
	if (st == POS_OK)
		st = check_items(shop, s->not_items, s->not_items_count, err);
	if (st == POS_OK)
		st = check_categories(shop, s->categories, s->categories_count,
		    err);
	if (st == POS_OK)
		st = check_categories(shop, s->not_categories,
		    s->not_categories_count, err);
	return st;
}

static enum pos_status
check_selects(struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < rule->conditions_count && st == POS_OK; i++)
		st = check_select(shop, rule->conditions[i].select, err);
	if (st == POS_OK && rule->target != NULL)
		st = check_select(shop, rule->target->select, err);
	for (i = 0; i < rule->slots_count && st == POS_OK; i++)
		st = check_select(shop, rule->slots[i].select, err);
	if (st == POS_OK && rule->effect->tier_measure != NULL)
		st =
		    check_select(shop, rule->effect->tier_measure->select, err);
	return st;
}

/* A gift comes by itself: there is nobody to choose its options. */
static enum pos_status
check_no_choice(struct pos_shop *shop, const struct pos_item *item,
    struct pos_err *err)
{
	const struct pos_group *g;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < item->groups_count && st == POS_OK; i++) {
		st = pos_group_find(shop, item->groups[i], &g, err);
		if (st == POS_OK && g->min > 0)
			st = pos_fail(err, POS_DATA,
			    "gift '%s' needs a choice of '%s': give an item"
			    " that needs none",
			    item->code, item->groups[i]);
	}
	return st;
}

static enum pos_status
check_gift(struct pos_shop *shop, const char *code, int64_t qty_milli,
    struct pos_err *err)
{
	const struct pos_item *item;
	enum pos_status st;

	st = pos_item_by_code(shop, code, &item, err);
	if (st == POS_END)
		st = pos_item_find(shop, code, &item, err) == POS_OK ?
		    pos_fail(err, POS_DATA, "no item '%s' (did you mean '%s'?)",
			code, item->code) :
		    POS_DATA;
	if (st != POS_OK)
		return st;
	if (item->archived)
		return pos_fail(err, POS_DATA,
		    "gift '%s' is not on the menu any more", code);
	if (item->open_price)
		return pos_fail(err, POS_DATA,
		    "gift '%s' has no price of its own: give an item that"
		    " has one",
		    code);
	if (item->unit == NULL && qty_milli % POS_QTY_ONE != 0)
		return pos_fail(err, POS_DATA,
		    "gift '%s' is sold in whole pieces", code);
	return check_no_choice(shop, item, err);
}

static enum pos_status
check_branches(struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < rule->branches_count && st == POS_OK; i++) {
		st = any(shop, &sql_branch, rule->branches[i], err);
		if (st == POS_END)
			st = pos_fail(err, POS_DATA, "no branch '%s'",
			    rule->branches[i]);
	}
	return st;
}

/* The code of a rule opens it where a coupon of it was given (see
 * pos_rule_closed()): what people type must never be one. */
static enum pos_status
check_code(struct pos_shop *shop, const struct pos_rule *rule, const char *code,
    bool typed, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_owner);
	struct pos_buf fold = { 0 };
	enum pos_status st;
	const char *promo;

	pos_text_fold(&fold, code);
	pos_bind_textn(q, 1, fold.text, fold.len);
	st = pos_step(q, err);
	if (st == POS_OK && strcmp(pos_text(q, "promo"), rule->code) != 0) {
		promo = pos_text(q, "promo");
		if (pos_int(q, "typed") != 0)
			st = pos_fail(err, POS_DATA,
			    "'%s' is a word that opens promotion '%s'", code,
			    promo);
		else if (typed)
			st = pos_fail(err, POS_DATA,
			    "codes: '%s' is what promotion '%s' is called",
			    code, promo);
		else
			st = pos_fail(err, POS_DATA,
			    "there is '%s': codes differ in more than case",
			    promo);
	}
	pos_query_done(q);
	pos_buf_release(&fold);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
check_codes(struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_err *err)
{
	enum pos_status st;
	size_t i;

	st = check_code(shop, rule, rule->code, false, err);
	for (i = 0; i < rule->codes_count && st == POS_OK; i++)
		st = check_code(shop, rule, rule->codes[i], true, err);
	return st;
}

enum pos_status
pos_promo_check(struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_err *err)
{
	enum pos_status st = check_selects(shop, rule, err);

	if (st == POS_OK && rule->effect->item != NULL)
		st = check_gift(shop, rule->effect->item,
		    rule->effect->qty_milli, err);
	if (st == POS_OK)
		st = check_branches(shop, rule, err);
	return st == POS_OK ? check_codes(shop, rule, err) : st;
}
