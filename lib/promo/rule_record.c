/*
 * rule_record.c - a promotion as a record: the document that authors write,
 * programs print and events keep.
 *
 * Amounts and quantities cannot be negative here, which spares every check of
 * a sign later; what they mean together is rule_check.c's.
 */
#include "base/money.h"
#include "promo/rule.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN
#define CODES (POS_F_OPTIONAL | POS_F_CODE)
#define ORDER_TYPES "dine-in|takeaway|pickup|delivery"

/* As POS_MONEY() and POS_INT(), none below zero. */
#define AMOUNT(s, m, f, h) \
	{ \
		.name = #m, .kind = POS_K_MONEY, .flags = (f), \
		.offset = offsetof(struct s, m), .max = POS_MONEY_MAX, \
		.help = (h) \
	}
#define AMOUNT_GIVEN(s, m, g, h) \
	{ \
		.name = #m, .kind = POS_K_MONEY, \
		.flags = POS_F_OPTIONAL | POS_F_GIVEN, \
		.offset = offsetof(struct s, m), \
		.count_offset = offsetof(struct s, g), .max = POS_MONEY_MAX, \
		.help = (h) \
	}
#define MILLI(s, m, h) POS_INT(s, m, OPT | POS_F_DECIMAL, 0, POS_STOCK_MAX, h)
#define COUNT(s, m, h) POS_INT(s, m, OPT, 0, POS_STOCK_MAX, h)

static const struct pos_field select_fields[] = {
	POS_TEXTS(pos_select, items, items_count, CODES,
	    "any of these items, or variants of these parents"),
	POS_TEXTS(pos_select, not_items, not_items_count, CODES,
	    "none of these"),
	POS_TEXTS(pos_select, categories, categories_count, OPT,
	    "under any of these headings of the menu"),
	POS_TEXTS(pos_select, not_categories, not_categories_count, OPT,
	    "under none of these"),
	POS_TEXTS(pos_select, tags, tags_count, OPT,
	    "with any of these tags"),
	POS_TEXTS(pos_select, lines, lines_count, OPT,
	    "on these lines, by number"),
	AMOUNT_GIVEN(pos_select, price_min_minor, has_price_min,
	    "list price of one at least"),
	AMOUNT_GIVEN(pos_select, price_max_minor, has_price_max,
	    "list price of one at most"),
	POS_BOOL(pos_select, not_discounted, OPT,
	    "not marked down on the menu, by hand or by an earlier lane"),
	{ 0 },
};
static const struct pos_record select_record = {
	.size = sizeof(struct pos_select),
	.fields = select_fields,
	.help = "which units: all that is given must hold",
};

static const struct pos_field window_fields[] = {
	POS_TEXT(pos_rule_window, days, OPT, 60,
	    "as 'fri,sat' or 'mon-fri'; absent: every day"),
	POS_TEXT(pos_rule_window, from, OPT, 5,
	    "as '15:00', time of the branch; absent: start of the day"),
	POS_TEXT(pos_rule_window, to, OPT, 5,
	    "not included; before from: past midnight; absent: end"),
	POS_DAY(pos_rule_window, first_day, OPT, "first calendar day"),
	POS_DAY(pos_rule_window, last_day, OPT, "last calendar day, included"),
	{ 0 },
};
static const struct pos_record window_record = {
	.size = sizeof(struct pos_rule_window),
	.fields = window_fields,
	.help = "when it is open, by the clock of the branch",
};

static const struct pos_field audience_fields[] = {
	POS_BOOL(pos_rule_audience, members, OPT, "any member"),
	POS_TEXTS(pos_rule_audience, tiers, tiers_count, CODES,
	    "members of any of these levels"),
	POS_TEXTS(pos_rule_audience, segments, segments_count, CODES,
	    "members in any of these segments"),
	POS_CHOICE(pos_rule_audience, birthday, OPT, "day|week|month",
	    "on, within three days of, or in the month of the birthday"),
	POS_BOOL(pos_rule_audience, first_order, OPT,
	    "members without a completed sale"),
	{ 0 },
};
static const struct pos_record audience_record = {
	.size = sizeof(struct pos_rule_audience),
	.fields = audience_fields,
	.help = "whom it is for: all that is given must hold",
};

static const struct pos_field condition_fields[] = {
	POS_OBJECT(pos_rule_condition, select, OPT, &select_record,
	    "units that count; absent: every unit"),
	POS_CHOICE(pos_rule_condition, measure, OPT, "quantity|amount",
	    "what is measured; absent only where units are consumed"),
	MILLI(pos_rule_condition, min_milli, "at least so many"),
	AMOUNT(pos_rule_condition, min_minor, OPT, "or so much money"),
	MILLI(pos_rule_condition, max_milli, "at most so many"),
	AMOUNT(pos_rule_condition, max_minor, OPT, "or so much money"),
	MILLI(pos_rule_condition, every_milli, "once for every so many"),
	AMOUNT(pos_rule_condition, every_minor, OPT, "or so much money"),
	POS_CHOICE(pos_rule_condition, basis, OPT, "running|list",
	    "after earlier lanes (absent), or before any discount"),
	POS_CHOICE(pos_rule_condition, tax, OPT, "incl|excl",
	    "with or without tax; absent: as priced"),
	POS_BOOL(pos_rule_condition, consume, OPT,
	    "the units are used up by each application"),
	MILLI(pos_rule_condition, units_milli,
	    "how many are used up by each"),
	{ 0 },
};
static const struct pos_record condition_record = {
	.size = sizeof(struct pos_rule_condition),
	.fields = condition_fields,
	.help = "what the cart must hold",
};

static const struct pos_field target_fields[] = {
	POS_OBJECT(pos_rule_target, select, OPT, &select_record,
	    "units it acts on; absent: every unit"),
	POS_CHOICE(pos_rule_target, pick, OPT, "cheapest|dearest|listed",
	    "which first; absent: cheapest"),
	MILLI(pos_rule_target, units_milli,
	    "how many, per application; absent: all"),
	POS_CHOICE(pos_rule_target, units_per, OPT, "line",
	    "so many of each line; absent: of all together"),
	POS_BOOL(pos_rule_target, require_full, OPT,
	    "nothing rather than fewer"),
	{ 0 },
};
static const struct pos_record target_record = {
	.size = sizeof(struct pos_rule_target),
	.fields = target_fields,
	.help = "the units it acts on",
};

static const struct pos_field slot_fields[] = {
	POS_OBJECT(pos_rule_slot, select, OPT, &select_record,
	    "units that fill it; absent: any"),
	POS_INT(pos_rule_slot, units, 0, 1, POS_STOCK_MAX, "whole units"),
	POS_CHOICE(pos_rule_slot, role, OPT, "target|qualifier",
	    "discounted (absent), or used up at its price"),
	POS_BOOL(pos_rule_slot, distinct, OPT, "units of different items"),
	{ 0 },
};
static const struct pos_record slot_record = {
	.size = sizeof(struct pos_rule_slot),
	.fields = slot_fields,
	.help = "units that a set takes, each unit at most once",
};

static const struct pos_field tier_fields[] = {
	MILLI(pos_rule_tier, min_milli, "from so many on"),
	AMOUNT(pos_rule_tier, min_minor, OPT, "or so much money"),
	COUNT(pos_rule_tier, rate_ppm, "percent: millionths off"),
	AMOUNT(pos_rule_tier, amount_minor, OPT,
	    "amount off, or the new price"),
	{ 0 },
};
static const struct pos_record tier_record = {
	.size = sizeof(struct pos_rule_tier),
	.fields = tier_fields,
	.help = "a step: the highest that is reached counts",
};

static const struct pos_field effect_fields[] = {
	POS_CHOICE(pos_rule_effect, kind, 0,
	    "percent|amount|new_price|gift|points_earn|points_pay",
	    "what happens"),
	COUNT(pos_rule_effect, rate_ppm,
	    "percent: millionths off; points_earn: more"),
	AMOUNT(pos_rule_effect, amount_minor, OPT,
	    "amount off, or the new price"),
	POS_LIST(pos_rule_effect, tiers, tiers_count, OPT, &tier_record,
	    "steps, instead of one number"),
	POS_OBJECT(pos_rule_effect, tier_measure, OPT, &condition_record,
	    "what steps are measured by; absent: the condition's, else the"
	    " amount of the target"),
	POS_CHOICE(pos_rule_effect, per, OPT, "unit|line|target",
	    "what the number is for, and where it is rounded"),
	POS_CHOICE(pos_rule_effect, on, OPT, "all|cheapest|dearest",
	    "within a set of slots; absent: all"),
	COUNT(pos_rule_effect, count, "so many of them"),
	POS_CHOICE(pos_rule_effect, base, OPT, "running|list",
	    "of the price then (absent), or before any discount"),
	POS_TEXT(pos_rule_effect, item, CODES, 64, "gift: its code"),
	MILLI(pos_rule_effect, qty_milli, "gift: how many each time"),
	COUNT(pos_rule_effect, points, "points_earn: each time"),
	AMOUNT(pos_rule_effect, value_minor, OPT,
	    "points_pay: what value_points are worth"),
	COUNT(pos_rule_effect, value_points, "points_pay; absent: 1"),
	POS_BOOL(pos_rule_effect, keep_one, OPT,
	    "points_pay: the total stays above zero"),
	{ 0 },
};
static const struct pos_record effect_record = {
	.size = sizeof(struct pos_rule_effect),
	.fields = effect_fields,
	.help = "what happens to the price of the units",
};

static const struct pos_field limit_fields[] = {
	AMOUNT(pos_rule_limit, max_discount_minor, OPT,
	    "of one sale: discount"),
	COUNT(pos_rule_limit, max_applications, "of one sale: how often"),
	MILLI(pos_rule_limit, max_units_milli, "of one sale: units"),
	POS_INT(pos_rule_limit, max_share_ppm, OPT, 0, POS_RATE_MAX,
	    "points_pay: of the amount, millionths"),
	COUNT(pos_rule_limit, max_points, "points_pay: points of one sale"),
	COUNT(pos_rule_limit, points_cost,
	    "points that the member spends when it applies"),
	COUNT(pos_rule_limit, total_uses, "over all sales: sales"),
	MILLI(pos_rule_limit, total_units_milli, "over all sales: units"),
	AMOUNT(pos_rule_limit, budget_minor, OPT, "over all sales: discount"),
	COUNT(pos_rule_limit, day_uses, "sales a business day"),
	COUNT(pos_rule_limit, member_uses, "sales of one member"),
	MILLI(pos_rule_limit, member_units_milli, "units of one member"),
	{ 0 },
};
static const struct pos_record limit_record = {
	.size = sizeof(struct pos_rule_limit),
	.fields = limit_fields,
	.help = "how much, how often",
};

static const struct pos_field stacking_fields[] = {
	POS_INT(pos_rule_stacking, lane, OPT, 0, 1000,
	    "lower lanes first; absent: 20"),
	POS_TEXT(pos_rule_stacking, group, CODES, 64,
	    "at most one rule of a group"),
	POS_CHOICE(pos_rule_stacking, scope, OPT, "order|line",
	    "of group, not_with, only_on; absent: order"),
	POS_CHOICE(pos_rule_stacking, mode, OPT, "exclusive|exclusive_order",
	    "alone in its lane, or alone"),
	POS_TEXTS(pos_rule_stacking, tags, tags_count, CODES,
	    "words by which others name it"),
	POS_TEXTS(pos_rule_stacking, not_with, not_with_count, CODES,
	    "codes or tags of rules that it excludes"),
	POS_TEXTS(pos_rule_stacking, only_on, only_on_count, CODES,
	    "only on lines that such a rule discounted"),
	{ 0 },
};
static const struct pos_record stacking_record = {
	.size = sizeof(struct pos_rule_stacking),
	.fields = stacking_fields,
	.help = "with what else it may be combined",
};

static const struct pos_field rule_fields[] = {
	POS_TEXT(pos_rule, code, POS_F_CODE | COL, 64, "its code"),
	POS_INT(pos_rule, version, OPT, 0, INT64_MAX,
	    "counts its changes, from 1; given by the shop"),
	POS_TEXT(pos_rule, name, COL, 200, "what the receipt calls it"),
	POS_NAMES(pos_rule, names, names_count, OPT, "names by language"),
	POS_TEXT(pos_rule, funded_by, OPT, 64,
	    "who bears it; absent: the shop"),
	POS_BOOL(pos_rule, paused, OPT | COL, "kept, and not open"),
	POS_TIME(pos_rule, valid_from, OPT | COL, "from this moment on"),
	POS_TIME(pos_rule, valid_to, OPT | COL, "until this moment"),
	POS_LIST(pos_rule, windows, windows_count, OPT, &window_record,
	    "open in any of these"),
	POS_CHOICE(pos_rule, trigger, OPT, "auto|code|group_buy",
	    "by itself (absent), by one of codes or a coupon of the rule, or"
	    " in a group"),
	POS_TEXTS(pos_rule, codes, codes_count, OPT,
	    "words that are typed, upper or lower case"),
	POS_OBJECT(pos_rule, audience, OPT, &audience_record,
	    "whom it is for; absent: everybody"),
	POS_TEXTS(pos_rule, channels, channels_count, CODES,
	    "orders of these; 'counter': those without"),
	{ .name = "order_types", .kind = POS_K_TEXTS, .flags = OPT,
	    .offset = offsetof(struct pos_rule, order_types),
	    .count_offset = offsetof(struct pos_rule, order_types_count),
	    .choices = ORDER_TYPES, .help = "these types of order" },
	POS_TEXTS(pos_rule, branches, branches_count, CODES,
	    "in these branches"),
	POS_TEXTS(pos_rule, methods, methods_count, CODES,
	    "paid by one of these only"),
	POS_LIST(pos_rule, conditions, conditions_count, OPT,
	    &condition_record, "all of them must hold"),
	POS_OBJECT(pos_rule, target, OPT, &target_record,
	    "the units it acts on; absent: every unit"),
	POS_LIST(pos_rule, slots, slots_count, OPT, &slot_record,
	    "sets of units, instead of conditions and target"),
	POS_OBJECT(pos_rule, effect, 0, &effect_record,
	    "what happens to their price"),
	POS_OBJECT(pos_rule, limit, OPT, &limit_record, "how much, how often"),
	POS_OBJECT(pos_rule, stacking, OPT, &stacking_record,
	    "with what else it may be combined"),
	POS_INT(pos_rule, priority, OPT | COL, -1000000, 1000000,
	    "breaks ties between equally good prices, higher first"),
	{ 0 },
};

const struct pos_record pos_rule_record = {
	.type = "promo",
	.v = 1,
	.size = sizeof(struct pos_rule),
	.fields = rule_fields,
	.help = "a promotion",
};
POS_LIST_RECORD(pos_rule_record);

const struct pos_record pos_rule_data = {
	.size = sizeof(struct pos_rule),
	.fields = rule_fields,
	.help = "a promotion as it is from now on",
};
