/*
 * rules.h - what rule.c tests with: parts of rules, and what must become of
 * them.
 */
#ifndef POS_TESTS_RULES_H
#define POS_TESTS_RULES_H

#include "promo/rule.h"

#define PERCENT "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":200000}"
#define AMOUNT "\"effect\":{\"kind\":\"amount\",\"amount_minor\":500}"

static const char everything[] =
    "{\"type\":\"promo\",\"v\":1,\"code\":\"all\",\"version\":3,"
    "\"name\":\"All\",\"names\":{\"en\":\"All\",\"zh\":\"全部\"},"
    "\"funded_by\":\"platform\",\"paused\":true,"
    "\"valid_from\":\"2026-03-01T00:00:00.000Z\","
    "\"valid_to\":\"2026-04-01T00:00:00.000Z\","
    "\"windows\":[{\"days\":\"fri,sat\",\"from\":\"15:00\",\"to\":\"17:00\","
    "\"first_day\":\"2026-03-01\",\"last_day\":\"2026-03-31\"}],"
    "\"trigger\":\"code\",\"codes\":[\"SPRING\"],"
    "\"audience\":{\"members\":true,\"tiers\":[\"gold\"],"
    "\"segments\":[\"s1\"],\"birthday\":\"week\",\"first_order\":true},"
    "\"channels\":[\"counter\"],\"order_types\":[\"takeaway\"],"
    "\"branches\":[\"main\"],\"methods\":[\"wechat\"],"
    "\"conditions\":[{\"select\":{\"items\":[\"a\"],\"not_items\":[\"b\"],"
    "\"categories\":[\"c\"],\"not_categories\":[\"d\"],\"tags\":[\"t\"],"
    "\"lines\":[\"1\"],\"price_min_minor\":0,\"price_max_minor\":100,"
    "\"not_discounted\":true},\"measure\":\"amount\",\"min_minor\":1,"
    "\"max_minor\":9,\"every_minor\":2,\"basis\":\"list\",\"tax\":\"excl\"},"
    "{\"consume\":true,\"units_milli\":2000},"
    "{\"measure\":\"quantity\",\"min_milli\":1,\"max_milli\":9,"
    "\"every_milli\":2}],"
    "\"target\":{\"pick\":\"dearest\",\"units_milli\":1000,"
    "\"units_per\":\"line\",\"require_full\":true},"
    "\"slots\":[{\"units\":2,\"role\":\"qualifier\",\"distinct\":true}],"
    "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,\"amount_minor\":2,"
    "\"tiers\":[{\"min_milli\":1,\"min_minor\":2,\"rate_ppm\":3,"
    "\"amount_minor\":4}],\"tier_measure\":{\"measure\":\"amount\"},"
    "\"per\":\"unit\",\"on\":\"cheapest\",\"count\":1,\"base\":\"list\","
    "\"item\":\"g\",\"qty_milli\":1000,\"points\":5,\"value_minor\":6,"
    "\"value_points\":7,\"keep_one\":true},"
    "\"limit\":{\"max_discount_minor\":1,\"max_applications\":2,"
    "\"max_units_milli\":3,\"max_share_ppm\":4,\"max_points\":5,"
    "\"points_cost\":6,\"total_uses\":7,\"total_units_milli\":8,"
    "\"budget_minor\":9,\"day_uses\":10,\"member_uses\":11,"
    "\"member_units_milli\":12},"
    "\"stacking\":{\"lane\":30,\"group\":\"g\",\"scope\":\"line\","
    "\"mode\":\"exclusive\",\"tags\":[\"x\"],\"not_with\":[\"y\"],"
    "\"only_on\":[\"z\"]},\"priority\":-3}";

struct contradiction {
	const char *parts, *says;
};
static const struct contradiction contradicting[] = {
	/* when */
	{ "\"valid_from\":\"2026-03-02T00:00:00Z\","
	  "\"valid_to\":\"2026-03-01T00:00:00Z\"," PERCENT,
	    "promotion 'r': valid_to: must be after" },
	{ "\"windows\":[{}]," PERCENT, "windows[0]: says nothing" },
	{ "\"windows\":[{\"days\":\"fry\"}]," PERCENT,
	    "windows[0].days: days are as" },
	{ "\"windows\":[{\"days\":\"fri,\"}]," PERCENT, "not 'fri,'" },
	{ "\"windows\":[{\"from\":\"25:00\"}]," PERCENT, "windows[0].from" },
	{ "\"windows\":[{\"from\":\"24:00\"}]," PERCENT, "windows[0].from" },
	{ "\"windows\":[{\"from\":\"9:00\"}]," PERCENT, "not '9:00'" },
	{ "\"windows\":[{\"to\":\"12:60\"}]," PERCENT, "windows[0].to" },
	{ "\"windows\":[{\"from\":\"15:00\",\"to\":\"15:00\"}]," PERCENT,
	    "never open, from is to" },
	{ "\"windows\":[{\"to\":\"00:00\"}]," PERCENT, "never open" },
	{ "\"windows\":[{\"first_day\":\"2026-03-02\","
	  "\"last_day\":\"2026-03-01\"}]," PERCENT,
	    "last_day: before first_day" },
	{ "\"windows\":[{\"days\":\"sun\",\"first_day\":\"2026-03-02\","
	  "\"last_day\":\"2026-03-07\"}]," PERCENT,
	    "none of them is from first_day to last_day" },
	/* whom */
	{ "\"codes\":[\"A\"]," PERCENT, "only with trigger 'code'" },
	{ "\"trigger\":\"auto\",\"codes\":[\"A\"]," PERCENT,
	    "only with trigger 'code'" },
	{ "\"trigger\":\"code\",\"codes\":[\"A\",\"a\"]," PERCENT,
	    "codes: 'a' stands there twice" },
	{ "\"trigger\":\"code\",\"codes\":[\"A B\"]," PERCENT,
	    "codes: 'A B'" },
	{ "\"audience\":{}," PERCENT, "audience: says nothing" },
	{ "\"audience\":{\"tiers\":[\"a\",\"a\"]}," PERCENT,
	    "audience.tiers: 'a' stands there twice" },
	{ "\"channels\":[\"a\",\"a\"]," PERCENT, "channels: 'a'" },
	{ "\"order_types\":[\"pickup\",\"pickup\"]," PERCENT, "order_types" },
	{ "\"branches\":[\"a\",\"a\"]," PERCENT, "branches: 'a'" },
	{ "\"methods\":[\"a\",\"a\"]," PERCENT, "methods: 'a'" },
	/* conditions */
	{ "\"conditions\":[{}]," PERCENT, "conditions[0]: measure is" },
	{ "\"conditions\":[{\"measure\":\"amount\"}]," PERCENT,
	    "conditions[0]: says nothing" },
	{ "\"conditions\":[{\"measure\":\"amount\",\"min_milli\":1}]," PERCENT,
	    "its numbers end in _minor" },
	{ "\"conditions\":[{\"measure\":\"quantity\",\"every_minor\":1}],"
	  PERCENT, "its numbers end in _milli" },
	{ "\"conditions\":[{\"measure\":\"quantity\",\"min_milli\":1,"
	  "\"tax\":\"incl\"}]," PERCENT, "tax says how an amount" },
	{ "\"conditions\":[{\"measure\":\"amount\",\"min_minor\":2,"
	  "\"max_minor\":1}]," PERCENT, "max is less than min" },
	{ "\"conditions\":[{\"measure\":\"amount\",\"every_minor\":2,"
	  "\"max_minor\":1}]," PERCENT, "max is less than every" },
	{ "\"conditions\":[{\"consume\":true}]," PERCENT,
	    "consume wants units_milli" },
	{ "\"conditions\":[{\"consume\":true,\"units_milli\":1000,"
	  "\"min_milli\":1}]," PERCENT, "goes with units_milli alone" },
	{ "\"conditions\":[{\"consume\":true,\"units_milli\":1000,"
	  "\"measure\":\"amount\"}]," PERCENT, "goes with units_milli alone" },
	{ "\"conditions\":[{\"measure\":\"amount\",\"min_minor\":1,"
	  "\"units_milli\":1}]," PERCENT, "goes with consume: true" },
	/* selections */
	{ "\"target\":{\"select\":{}}," PERCENT,
	    "target.select: says nothing" },
	{ "\"target\":{\"select\":{\"items\":[\"a\"],\"not_items\":[\"a\"]}},"
	  PERCENT, "'a' is in items and in not_items" },
	{ "\"target\":{\"select\":{\"categories\":[\"a\"],"
	  "\"not_categories\":[\"a\"]}}," PERCENT,
	    "'a' is in categories and in not_categories" },
	{ "\"target\":{\"select\":{\"price_min_minor\":2,"
	  "\"price_max_minor\":1}}," PERCENT, "no item could match" },
	{ "\"target\":{\"select\":{\"items\":[\"a\",\"a\"]}}," PERCENT,
	    "'a' stands there twice" },
	{ "\"target\":{\"select\":{\"lines\":[\"x\"]}}," PERCENT,
	    "'x' is no number of a line" },
	{ "\"conditions\":[{\"measure\":\"amount\",\"min_minor\":1,"
	  "\"select\":{}}]," PERCENT, "conditions[0].select: says nothing" },
	{ "\"target\":{\"units_per\":\"line\"}," PERCENT, "target.units_per" },
	{ "\"target\":{\"require_full\":true}," PERCENT,
	    "target.require_full" },
	/* slots */
	{ "\"slots\":[{\"units\":1}],\"conditions\":[{\"measure\":\"amount\","
	  "\"min_minor\":1}]," PERCENT, "conditions: a rule of slots" },
	{ "\"slots\":[{\"units\":1}],\"target\":{}," PERCENT,
	    "target: a rule of slots" },
	{ "\"slots\":[{\"units\":1,\"select\":{}}]," PERCENT,
	    "slots[0].select: says nothing" },
	{ "\"slots\":[{\"units\":999},{\"units\":2}]," PERCENT,
	    "a set of more than 1000 units" },
	{ "\"slots\":[{\"units\":1,\"role\":\"qualifier\"}]," PERCENT,
	    "all are qualifiers" },
	/* effects */
	{ "\"effect\":{\"kind\":\"percent\"}", "effect.rate_ppm: must be" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1000001}",
	    "more than 100 %" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,"
	  "\"amount_minor\":1}", "effect.amount_minor: is no part" },
	{ "\"effect\":{\"kind\":\"amount\"}", "effect.amount_minor: must be" },
	{ "\"effect\":{\"kind\":\"amount\",\"rate_ppm\":1}",
	    "effect.rate_ppm: is no part" },
	{ "\"effect\":{\"kind\":\"new_price\"}", "for nothing is percent" },
	{ "\"effect\":{\"kind\":\"gift\",\"qty_milli\":1000}",
	    "effect.item: missing" },
	{ "\"effect\":{\"kind\":\"gift\",\"item\":\"a\"}",
	    "effect.qty_milli: missing" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,\"item\":\"a\"}",
	    "effect.item: is no part of kind 'percent'" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,\"qty_milli\":1}",
	    "effect.qty_milli: is no part" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,\"points\":1}",
	    "effect.points: is no part" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,\"value_minor\":1}",
	    "effect.value_minor: is no part" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,"
	  "\"value_points\":1}", "effect.value_points: is no part" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,\"keep_one\":true}",
	    "effect.keep_one: is no part" },
	{ "\"effect\":{\"kind\":\"gift\",\"item\":\"a\",\"qty_milli\":1,"
	  "\"per\":\"unit\"}", "effect.per: is no part of kind 'gift'" },
	{ "\"effect\":{\"kind\":\"gift\",\"item\":\"a\",\"qty_milli\":1,"
	  "\"base\":\"list\"}", "effect.base: is no part" },
	{ "\"effect\":{\"kind\":\"gift\",\"item\":\"a\",\"qty_milli\":1,"
	  "\"on\":\"all\"}", "effect.on: is no part" },
	{ "\"effect\":{\"kind\":\"gift\",\"item\":\"a\",\"qty_milli\":1,"
	  "\"tiers\":[{\"min_minor\":1,\"amount_minor\":1}]}",
	    "effect.tiers: is no part" },
	{ "\"target\":{},\"effect\":{\"kind\":\"gift\",\"item\":\"a\","
	  "\"qty_milli\":1}", "target: a gift acts on no unit" },
	{ "\"effect\":{\"kind\":\"points_earn\"}", "either points, or" },
	{ "\"effect\":{\"kind\":\"points_earn\",\"points\":1,\"rate_ppm\":1}",
	    "either points, or" },
	{ "\"effect\":{\"kind\":\"points_pay\"}",
	    "effect.value_minor: missing" },
	{ "\"effect\":{\"kind\":\"points_pay\",\"value_minor\":1},"
	  "\"slots\":[{\"units\":1}]", "points pay no set" },
	{ "\"effect\":{\"kind\":\"points_pay\",\"value_minor\":1},"
	  "\"stacking\":{\"lane\":30}", "stacking.lane: points pay after" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,"
	  "\"on\":\"cheapest\",\"count\":1}", "effect.on: chooses within" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,\"count\":1}",
	    "effect.count: chooses within" },
	{ "\"slots\":[{\"units\":2}],\"effect\":{\"kind\":\"percent\","
	  "\"rate_ppm\":1,\"on\":\"cheapest\"}", "effect.count: missing" },
	{ "\"slots\":[{\"units\":2}],\"effect\":{\"kind\":\"percent\","
	  "\"rate_ppm\":1,\"count\":1}", "goes with on 'cheapest'" },
	{ "\"slots\":[{\"units\":2}],\"effect\":{\"kind\":\"percent\","
	  "\"rate_ppm\":1,\"on\":\"cheapest\",\"count\":3}",
	    "more than the slots" },
	/* steps */
	{ "\"effect\":{\"kind\":\"amount\",\"amount_minor\":1,"
	  "\"tiers\":[{\"min_minor\":1,\"amount_minor\":1}]}",
	    "leave those beside them out" },
	{ "\"effect\":{\"kind\":\"amount\",\"tiers\":[{\"min_minor\":2,"
	  "\"amount_minor\":1},{\"min_minor\":2,\"amount_minor\":2}]}",
	    "effect.tiers[1]: begins no higher" },
	{ "\"effect\":{\"kind\":\"amount\",\"tiers\":[{\"min_minor\":2}]}",
	    "effect.tiers[0].amount_minor: must" },
	{ "\"effect\":{\"kind\":\"amount\",\"tiers\":[{\"min_minor\":2,"
	  "\"amount_minor\":1,\"rate_ppm\":1}]}",
	    "effect.tiers[0].rate_ppm: is no part" },
	{ "\"effect\":{\"kind\":\"percent\",\"tiers\":[{\"min_minor\":2,"
	  "\"rate_ppm\":2000000}]}", "effect.tiers[0].rate_ppm: more than" },
	{ "\"effect\":{\"kind\":\"percent\",\"tiers\":[{\"min_milli\":2,"
	  "\"rate_ppm\":1}]}", "its numbers end in _minor" },
	{ "\"effect\":{\"kind\":\"percent\",\"tiers\":[{\"min_minor\":2,"
	  "\"rate_ppm\":1}],\"tier_measure\":{\"measure\":\"quantity\"}}",
	    "its numbers end in _milli" },
	{ "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1,"
	  "\"tier_measure\":{\"measure\":\"quantity\"}}", "no tiers" },
	{ "\"effect\":{\"kind\":\"percent\",\"tiers\":[{\"min_minor\":2,"
	  "\"rate_ppm\":1}],\"tier_measure\":{}}",
	    "effect.tier_measure.measure: missing" },
	{ "\"effect\":{\"kind\":\"percent\",\"tiers\":[{\"min_minor\":2,"
	  "\"rate_ppm\":1}],\"tier_measure\":{\"measure\":\"amount\","
	  "\"min_minor\":1}}", "has only select, measure" },
	{ "\"effect\":{\"kind\":\"percent\",\"tiers\":[{\"min_milli\":2,"
	  "\"rate_ppm\":1}],\"tier_measure\":{\"measure\":\"quantity\","
	  "\"tax\":\"incl\"}}", "tax says how an amount" },
	/* limits */
	{ "\"limit\":{\"max_share_ppm\":1}," PERCENT, "limit.max_share_ppm" },
	{ "\"limit\":{\"max_points\":1}," PERCENT, "limit.max_points" },
	{ "\"limit\":{\"points_cost\":1},\"effect\":{\"kind\":\"points_pay\","
	  "\"value_minor\":1}", "limit.points_cost" },
	{ "\"limit\":{\"budget_minor\":1},\"effect\":{\"kind\":\"gift\","
	  "\"item\":\"a\",\"qty_milli\":1}", "limit.budget_minor" },
	{ "\"limit\":{\"max_discount_minor\":1},\"effect\":{"
	  "\"kind\":\"points_earn\",\"points\":1}",
	    "limit.max_discount_minor" },
	{ "\"slots\":[{\"units\":3}],\"limit\":{\"max_units_milli\":2000},"
	  PERCENT, "limit.max_units_milli: less than one set" },
	{ "\"slots\":[{\"units\":3}],\"limit\":{\"total_units_milli\":2000},"
	  PERCENT, "limit.total_units_milli: less than one set" },
	{ "\"slots\":[{\"units\":3}],\"limit\":{\"member_units_milli\":2000},"
	  PERCENT, "limit.member_units_milli: less than one set" },
	/* stacking */
	{ "\"stacking\":{\"group\":\"g\",\"mode\":\"exclusive_order\"},"
	  PERCENT, "take mode or group away" },
	{ "\"stacking\":{\"not_with\":[\"x\"],\"mode\":\"exclusive_order\"},"
	  PERCENT, "excludes all others" },
	{ "\"stacking\":{\"only_on\":[\"x\"],\"mode\":\"exclusive_order\"},"
	  PERCENT, "lets no other rule in" },
	{ "\"stacking\":{\"scope\":\"line\"}," PERCENT, "stacking.scope" },
	{ "\"stacking\":{\"not_with\":[\"r\"]}," PERCENT,
	    "stacking.not_with: names the rule itself" },
	{ "\"stacking\":{\"only_on\":[\"r\"]}," PERCENT,
	    "stacking.only_on: names the rule itself" },
	{ "\"stacking\":{\"tags\":[\"a\",\"a\"]}," PERCENT,
	    "stacking.tags: 'a'" },
	{ NULL, NULL },
};

struct meaning {
	const char *parts, *says;
};
static const struct meaning meaning[] = {
	{ "\"windows\":[{\"days\":\"fri,sat\",\"from\":\"15:00\","
	  "\"to\":\"17:00\"}],\"target\":{\"select\":{"
	  "\"categories\":[\"cake\"]}}," PERCENT,
	    "20% off anything under cake, from 15:00 to 17:00 on fri, sat" },
	{ "\"conditions\":[{\"measure\":\"amount\",\"min_minor\":3000}],"
	  "\"limit\":{\"total_uses\":100,\"member_uses\":1},"
	  "\"stacking\":{\"lane\":30,\"group\":\"lane30\"}," AMOUNT,
	    "5.00 off the whole order, from 30.00 on; for the first 100"
	    " sales; 1 sales a member; one of group lane30 on a sale" },
	{ "\"slots\":[{\"units\":2,\"select\":{\"categories\":[\"drinks\"]}}],"
	  "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":500000,"
	  "\"on\":\"cheapest\",\"count\":1}",
	    "50% off the cheapest 1 of every 2 of anything under drinks" },
	{ "\"slots\":[{\"units\":1,\"select\":{\"items\":[\"latte\"]}},"
	  "{\"units\":1,\"select\":{\"tags\":[\"new\"]}}],"
	  "\"effect\":{\"kind\":\"new_price\",\"amount_minor\":2500}",
	    "1 of latte and 1 of anything tagged new for 25.00 together" },
	{ "\"effect\":{\"kind\":\"amount\",\"tiers\":[{\"min_minor\":10000,"
	  "\"amount_minor\":1000},{\"min_minor\":20000,"
	  "\"amount_minor\":3000}]}",
	    "10.00 off from 100.00 on, 30.00 off from 200.00 on" },
	{ "\"trigger\":\"code\",\"codes\":[\"SPRING\"],\"audience\":{"
	  "\"tiers\":[\"gold\",\"black\"],\"birthday\":\"month\"}," PERCENT,
	    "20% off everything, with code SPRING, for members of level gold"
	    " or black, in the month of their birthday" },
	{ "\"stacking\":{\"lane\":40},\"limit\":{\"max_share_ppm\":500000},"
	  "\"effect\":{\"kind\":\"points_pay\",\"value_minor\":100,"
	  "\"value_points\":100}",
	    "100 points pay 1.00; at most 50% of the amount" },
	{ "\"conditions\":[{\"consume\":true,\"units_milli\":2000,"
	  "\"select\":{\"items\":[\"latte\"]}}],\"target\":{\"select\":{"
	  "\"items\":[\"cake\"]},\"units_milli\":1000},"
	  "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1000000}",
	    "the cheapest 1 of cake for nothing, with 2 of latte bought" },
	{ "\"paused\":true,\"stacking\":{\"not_with\":[\"x\"],"
	  "\"mode\":\"exclusive\"},\"target\":{\"select\":{"
	  "\"price_min_minor\":1000,\"price_max_minor\":2000,"
	  "\"not_items\":[\"tea\"],\"not_discounted\":true}}," PERCENT,
	    "20% off anything priced from 10.00 to 20.00 except tea at full"
	    " price; alone in its lane; not with x; paused" },
	{ "\"effect\":{\"kind\":\"points_earn\",\"rate_ppm\":1000000},"
	  "\"windows\":[{\"first_day\":\"2026-03-01\"},"
	  "{\"days\":\"mon-wed\",\"last_day\":\"2026-02-01\"}]",
	    "100% more points, from 2026-03-01 on, or on mon, tue, wed, until"
	    " 2026-02-01" },
	{ NULL, NULL },
};

struct stack {
	const char *parts, *want;
};
static const struct stack stacks[] = {
	{ "\"effect\":{\"kind\":\"new_price\",\"amount_minor\":1}",
	    "10 lane10 line" },
	{ "\"effect\":{\"kind\":\"new_price\",\"amount_minor\":1,"
	  "\"per\":\"target\"}", "20 lane20 line" },
	{ "\"slots\":[{\"units\":2}]," PERCENT, "20 lane20 line" },
	{ "\"target\":{\"units_milli\":1000}," PERCENT, "20 lane20 line" },
	{ PERCENT, "30 lane30 order" },
	{ AMOUNT, "30 lane30 order" },
	{ "\"trigger\":\"code\"," PERCENT, "35 lane35 order" },
	{ "\"trigger\":\"code\",\"effect\":{\"kind\":\"points_pay\","
	  "\"value_minor\":1}", "40 lane40 order" },
	{ "\"effect\":{\"kind\":\"gift\",\"item\":\"a\",\"qty_milli\":1}",
	    "30 gift order" },
	{ "\"effect\":{\"kind\":\"points_earn\",\"points\":1}",
	    "30 points order" },
	{ NULL, NULL },
};

struct closing {
	const char *parts;
	struct pos_rule_moment moment;
	const char *why;
};
static const struct closing closings[] = {
	{ PERCENT, { 0 }, "open" },
	{ "\"paused\":true," PERCENT, { 0 }, "paused" },
	{ "\"valid_from\":\"1970-01-01T00:00:01.001Z\"," PERCENT, { 0 },
	    "only from 1970-01-01T00:00:01.001Z on" },
	{ "\"valid_from\":\"1970-01-01T00:00:01.000Z\"," PERCENT, { 0 },
	    "open" },
	{ "\"valid_to\":\"1970-01-01T00:00:01.000Z\"," PERCENT, { 0 },
	    "over since 1970-01-01T00:00:01.000Z" },
	{ "\"windows\":[{\"days\":\"fri,sat\",\"from\":\"15:00\","
	  "\"to\":\"17:00\"},{\"last_day\":\"2026-02-01\"}]," PERCENT, { 0 },
	    "only from 15:00 to 17:00 on fri, sat, or until 2026-02-01" },
	{ "\"trigger\":\"code\"," PERCENT, { 0 }, "wants a coupon" },
	{ "\"trigger\":\"code\",\"codes\":[\"x\"]," PERCENT,
	    { .codes_count = 1 }, "wants its code" },
	{ "\"trigger\":\"code\",\"codes\":[\"SPRING\"]," PERCENT,
	    { .codes_count = 1 }, "open" },
	{ "\"trigger\":\"group_buy\"," PERCENT, { .group_buy = true },
	    "wants a group that has formed" },
	{ "\"branches\":[\"a\",\"b\"]," PERCENT, { .branch = "c" },
	    "only in branch a, b" },
	{ "\"branches\":[\"a\",\"b\"]," PERCENT, { .branch = "b" }, "open" },
	{ "\"channels\":[\"counter\"]," PERCENT, { 0 }, "open" },
	{ "\"channels\":[\"counter\"]," PERCENT, { .channel = "meituan" },
	    "only for orders of counter" },
	{ "\"order_types\":[\"takeaway\"]," PERCENT,
	    { .order_type = "dine-in" }, "only for orders that are takeaway" },
	{ "\"methods\":[\"wechat\"]," PERCENT, { 0 },
	    "only when paid by wechat" },
	{ "\"methods\":[\"wechat\"]," PERCENT, { .method = "wechat" },
	    "open" },
	{ "\"audience\":{\"members\":true}," PERCENT, { 0 },
	    "only for members" },
	{ "\"audience\":{\"members\":true}," PERCENT, { .member = true },
	    "open" },
	{ "\"audience\":{\"tiers\":[\"gold\"]}," PERCENT,
	    { .member = true, .tier = "tin" },
	    "only for members of level gold" },
	{ "\"audience\":{\"segments\":[\"lost\"]}," PERCENT,
	    { .member = true }, "only for members in lost" },
	{ "\"audience\":{\"first_order\":true}," PERCENT, { .member = true },
	    "only for a member's first order" },
	{ "\"audience\":{\"first_order\":true}," PERCENT,
	    { .member = true, .first_order = true }, "open" },
	{ "\"audience\":{\"birthday\":\"day\"}," PERCENT,
	    { .member = true, .birthday = 317 },
	    "only around the member's birthday" },
	{ "\"limit\":{\"member_uses\":1}," PERCENT, { 0 },
	    "only for members" },
	{ "\"limit\":{\"points_cost\":1}," PERCENT, { .member = true },
	    "open" },
	{ "\"effect\":{\"kind\":\"points_pay\",\"value_minor\":1}", { 0 },
	    "only for members" },
	{ NULL, { 0 }, NULL },
};

#endif
