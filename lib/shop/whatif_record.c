/*
 * whatif_record.c - the outcome of a what-if as a record.
 */
#include "shop/whatif.h"

static const struct pos_record part_record = {
	.size = sizeof(struct pos_whatif_part),
	.help = "sales that have something in common",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_whatif_part, name, 0, 200, "what it is"),
		POS_INT(pos_whatif_part, sales, 0, 0, INT64_MAX, "sales"),
		POS_MONEY(pos_whatif_part, before_minor, 0,
		    "what they came to"),
		POS_MONEY(pos_whatif_part, after_minor, 0,
		    "what they would have come to"),
		POS_MONEY(pos_whatif_part, gain_minor, 0,
		    "what their customers would have saved"),
		{ 0 },
	},
};

static const struct pos_record rule_record = {
	.size = sizeof(struct pos_whatif_rule),
	.help = "what a rule would have done",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_whatif_rule, promo, POS_F_CODE, 64,
		    "code of the rule"),
		POS_TEXT(pos_whatif_rule, name, POS_F_OPTIONAL, 200,
		    "its name"),
		POS_INT(pos_whatif_rule, sales, 0, 0, INT64_MAX,
		    "sales that it applies to"),
		POS_INT(pos_whatif_rule, applications, 0, 0, INT64_MAX,
		    "how often, in all"),
		POS_MONEY(pos_whatif_rule, off_minor, 0, "taken off"),
		POS_INT(pos_whatif_rule, points, POS_F_OPTIONAL, 0, INT64_MAX,
		    "points of members, spent on it"),
		POS_INT(pos_whatif_rule, closed, POS_F_OPTIONAL, 0, INT64_MAX,
		    "sales that came when its limits were used up"),
		{ 0 },
	},
};

#define SUM(member, help) POS_MONEY(pos_whatif, member, POS_F_COLUMN, help)
#define COUNT(member, help) \
	POS_INT(pos_whatif, member, POS_F_COLUMN, 0, INT64_MAX, help)

const struct pos_record pos_whatif_record = {
	.type = "replay", .v = 1, .size = sizeof(struct pos_whatif),
	.help = "what past sales would have come to by other promotions",
	.fields = (const struct pos_field[]){
		POS_DAY(pos_whatif, from, POS_F_OPTIONAL,
		    "sales from this day"),
		POS_DAY(pos_whatif, to, POS_F_OPTIONAL, "to this one"),
		POS_TEXT(pos_whatif, branch, POS_F_CODE, 64, "of this branch"),
		POS_TEXT(pos_whatif, currency, 0, 3, "ISO 4217"),
		COUNT(sales, "sales that were priced again"),
		POS_INT(pos_whatif, returns, 0, 0, INT64_MAX,
		    "returns of these days, which are left out"),
		SUM(revenue_before_minor, "what the sales came to"),
		SUM(revenue_after_minor, "what they would have come to"),
		SUM(discount_before_minor, "discounts in that, by hand too"),
		SUM(discount_after_minor, "discounts as they would have been"),
		COUNT(pay_less, "sales that would have been cheaper"),
		COUNT(pay_more, "dearer"),
		POS_INT(pos_whatif, pay_same, 0, 0, INT64_MAX, "the same"),
		POS_MONEY(pos_whatif, less_minor, 0,
		    "what the cheaper ones save"),
		POS_MONEY(pos_whatif, more_minor, 0,
		    "what the dearer ones cost more"),
		POS_INT(pos_whatif, not_proved, 0, 0, INT64_MAX,
		    "prices that are not proved to be the best"),
		POS_LIST(pos_whatif, rules, rules_count, 0, &rule_record,
		    "the rules, as they came"),
		POS_LIST(pos_whatif, channels, channels_count, 0,
		    &part_record, "by channel, who gains most first"),
		POS_LIST(pos_whatif, levels, levels_count, 0, &part_record,
		    "by level of the member: - for none, guest for no member"),
		POS_LIST(pos_whatif, segments, segments_count, POS_F_OPTIONAL,
		    &part_record, "by segment; a member may be in several"),
		POS_LIST(pos_whatif, members, members_count, POS_F_OPTIONAL,
		    &part_record, "the members who gain most"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_whatif_record);
