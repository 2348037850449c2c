/*
 * row.h - a rule as flat words: a row of CSV, or the options of add.
 *
 * What most rules are fits into a row: one window, one condition, one
 * selection.  Amounts are decimals, quantities decimals, rates percents; lists
 * are separated by commas.  A selection is words like
 *
 *	item:latte,mocha  category:cake,ice cream  tag:new  line:1
 *	not-item:brownie  not-category:bread  min-price:10  max-price:20
 *	full-price
 *
 * and a slot "[buy|get] [UNITS] [different] [SELECTION]", several of them
 * separated by semicolons; those with "buy" are qualifiers.  Group "-" is
 * none: without any word about stacking a rule is in the group of its lane.
 */
#ifndef POS_CMD_PROMO_ROW_H
#define POS_CMD_PROMO_ROW_H

#include "rules.h"

struct promo_row { /* NULL: nothing */
	const char *code, *name, *paused, *funded_by, *valid_from, *valid_to,
	    *days, *from, *to, *first_day, *last_day, *trigger, *codes,
	    *members, *levels, *segments, *birthday, *first_order, *channels,
	    *order_types, *branches, *methods;
	const char *measure, *min, *max, *every, *basis, *tax, *buy, *when;
	const char *select, *pick, *units, *units_per, *require_full, *slots;
	const char *kind, *value, *steps, *per, *on, *count, *base, *item,
	    *qty, *points, *worth, *worth_points, *keep_one;
	const char *max_discount, *max_applications, *max_units, *max_share,
	    *max_points, *points_cost, *total_uses, *total_units, *budget,
	    *day_uses, *member_uses, *member_units;
	const char *lane, *group, *scope, *mode, *tags, *not_with, *only_on,
	    *priority;
	const struct pos_name *names;
	size_t names_count;
	/* For add, whose options are no text of a selection. */
	const struct pos_select *target_select, *when_select;
	const struct pos_rule_slot *slot;
	size_t slot_count;
};

struct promo_column {
	const char *title;
	size_t offset;
};
extern const struct promo_column promo_columns[]; /* NULL at the end */
static inline const char **
promo_cell(struct promo_row *row, const struct promo_column *column)
{
	return (const char **)((char *)row + column->offset);
}

/* The rule of a row, in pool.  POS_DATA: "min: ..." */
POS_MUST enum pos_status promo_row_rule(const struct pos_shop *shop,
    const struct promo_row *row, struct pos_pool *pool, struct pos_rule *rule,
    struct pos_err *err);
/* What a row can hold of a rule: check by promo_row_rule(). */
void promo_row_of(const struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_pool *pool, struct promo_row *row);

/* select.c */
POS_MUST enum pos_status promo_select_read(const struct pos_shop *shop,
    const char *text, struct pos_pool *pool, const struct pos_select **select,
    struct pos_err *err);
POS_MUST enum pos_status promo_slots_read(const struct pos_shop *shop,
    const char *text, struct pos_pool *pool,
    const struct pos_rule_slot **slots, size_t *count, struct pos_err *err);
char *promo_select_text(const struct pos_shop *shop,
    const struct pos_select *select, struct pos_pool *pool);
char *promo_slots_text(const struct pos_shop *shop,
    const struct pos_rule_slot *slots, size_t count, struct pos_pool *pool);

/* Words, separated by a character, blanks around them taken off. */
const char **promo_words(const char *text, char between,
    struct pos_pool *pool, size_t *count);
/* Steps "100:10 200:15%": from, and off. */
POS_MUST enum pos_status promo_steps_read(const struct pos_shop *shop,
    const char *text, bool quantity, struct pos_pool *pool,
    const struct pos_rule_tier **tiers, size_t *count, bool *percent,
    struct pos_err *err);

#endif
