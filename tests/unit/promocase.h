/*
 * promocase.h - cases of promotions from a file, as tests/golden.jq writes
 * them: a cart with its rules, and what must come out.
 */
#ifndef POS_TESTS_PROMOCASE_H
#define POS_TESTS_PROMOCASE_H

#include "promo/price.h"
#include "rec/json.h"
#include "rec/lines.h"

struct case_rule {
	const struct pos_rule *rule;
	bool open;
	int64_t uses;
};
struct case_off {
	int64_t n;        /* line, or */
	const char *code; /* rule */
	int64_t off_minor;
};
struct case_gift {
	const char *item;
	int64_t qty_milli;
};
struct case_want {
	const struct case_off *lines;
	size_t lines_count;
	const struct case_off *promos;
	size_t promos_count;
	const struct case_gift *gifts;
	size_t gifts_count;
	int64_t points_used, points_earned;
	int64_t subtotal_minor, discount_minor, tax_minor, total_minor;
};
struct promo_case {
	const char *id;
	bool gross;
	int64_t scale, points;
	const struct pos_cart_line *lines;
	size_t lines_count;
	const struct case_rule *rules;
	size_t rules_count;
	const struct case_want *want;
};

#define OPT POS_F_OPTIONAL

static const struct pos_field case_line_fields[] = {
	POS_INT(pos_cart_line, n, 0, 1, INT64_MAX, "number"),
	POS_TEXT(pos_cart_line, item, 0, 64, "item"),
	POS_TEXT(pos_cart_line, category, OPT, 64, "category"),
	POS_TEXTS(pos_cart_line, tags, tags_count, OPT, "tags"),
	POS_INT(pos_cart_line, qty_milli, 0, 1, INT64_MAX, "quantity"),
	POS_MONEY(pos_cart_line, price_minor, 0, "list price of one"),
	POS_MONEY(pos_cart_line, amount_minor, 0, "before the rules"),
	POS_MONEY(pos_cart_line, floor_minor, OPT, "of one"),
	POS_BOOL(pos_cart_line, discounted, OPT, "already"),
	POS_INT(pos_cart_line, tax_ppm, OPT, 0, INT64_MAX, "tax"),
	POS_BOOL(pos_cart_line, tax_inclusive, OPT, "tax in the price"),
	{ 0 },
};
static const struct pos_record case_line_record = {
	.size = sizeof(struct pos_cart_line),
	.fields = case_line_fields,
};
static const struct pos_field case_rule_fields[] = {
	POS_OBJECT(case_rule, rule, 0, &pos_rule_record, "rule"),
	POS_BOOL(case_rule, open, OPT, "open"),
	POS_INT(case_rule, uses, 0, -1, INT64_MAX, "left"),
	{ 0 },
};
static const struct pos_record case_rule_record = {
	.size = sizeof(struct case_rule),
	.fields = case_rule_fields,
};
static const struct pos_field case_off_fields[] = {
	POS_INT(case_off, n, OPT, 0, INT64_MAX, "line"),
	POS_TEXT(case_off, code, OPT, 64, "rule"),
	POS_MONEY(case_off, off_minor, OPT, "off"),
	{ 0 },
};
static const struct pos_record case_off_record = {
	.size = sizeof(struct case_off),
	.fields = case_off_fields,
};
static const struct pos_field case_gift_fields[] = {
	POS_TEXT(case_gift, item, 0, 64, "item"),
	POS_INT(case_gift, qty_milli, 0, 0, INT64_MAX, "quantity"),
	{ 0 },
};
static const struct pos_record case_gift_record = {
	.size = sizeof(struct case_gift),
	.fields = case_gift_fields,
};
static const struct pos_field case_want_fields[] = {
	POS_LIST(case_want, lines, lines_count, OPT, &case_off_record, ""),
	POS_LIST(case_want, promos, promos_count, OPT, &case_off_record, ""),
	POS_LIST(case_want, gifts, gifts_count, OPT, &case_gift_record, ""),
	POS_INT(case_want, points_used, OPT, 0, INT64_MAX, "points"),
	POS_INT(case_want, points_earned, OPT, 0, INT64_MAX, "points"),
	POS_MONEY(case_want, subtotal_minor, OPT, ""),
	POS_MONEY(case_want, discount_minor, OPT, ""),
	POS_MONEY(case_want, tax_minor, OPT, ""),
	POS_MONEY(case_want, total_minor, OPT, ""),
	{ 0 },
};
static const struct pos_record case_want_record = {
	.size = sizeof(struct case_want),
	.fields = case_want_fields,
};
static const struct pos_field case_fields[] = {
	POS_TEXT(promo_case, id, 0, 200, "id"),
	POS_BOOL(promo_case, gross, OPT, "discounts act on prices with tax"),
	POS_INT(promo_case, scale, 0, 1, INT64_MAX, "of points"),
	POS_INT(promo_case, points, OPT, 0, INT64_MAX, "of the member"),
	POS_LIST(promo_case, lines, lines_count, OPT, &case_line_record, ""),
	POS_LIST(promo_case, rules, rules_count, OPT, &case_rule_record, ""),
	POS_OBJECT(promo_case, want, 0, &case_want_record, "what comes out"),
	{ 0 },
};
static const struct pos_record case_record = {
	.size = sizeof(struct promo_case),
	.fields = case_fields,
};

#undef OPT

/* A line of the file; everything in pool. */
static inline enum pos_status
case_read(const char *text, size_t len, struct pos_pool *pool,
    struct promo_case *out, struct pos_err *err)
{
	struct pos_json *json;
	enum pos_status st;

	st = pos_json_parse(&json, text, len, err);
	if (st != POS_OK)
		return st;
	st = pos_record_read(out, &case_record, json, pool, 0, err);
	pos_json_free(json);
	return st;
}

/* The cart of a case, with the rules that are open. */
static inline void
case_cart(const struct promo_case *c, struct pos_pool *pool,
    struct pos_cart *cart)
{
	struct pos_price_rule *rules;
	size_t i;

	rules = pos_pool_alloc(pool, (c->rules_count + 1) * sizeof(*rules));
	*cart = (struct pos_cart){ .lines = c->lines,
		.lines_count = c->lines_count,
		.rules = rules,
		.points = c->points,
		.want_points = -1 };
	for (i = 0; i < c->rules_count; i++)
		if (c->rules[i].open)
			rules[cart->rules_count++] = (struct pos_price_rule){
				.rule = c->rules[i].rule,
				.room = { c->rules[i].uses, -1, -1 },
			};
}

#endif
