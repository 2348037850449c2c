/*
 * uplift_record.c - the results of a campaign as a record.
 */
#include "shop/uplift.h"

static const struct pos_record group_record = {
	.size = sizeof(struct pos_uplift_group),
	.help = "one of the groups",
	.fields = (const struct pos_field[]){
		POS_INT(pos_uplift_group, members, 0, 0, INT64_MAX,
		    "members in it"),
		POS_INT(pos_uplift_group, buyers, 0, 0, INT64_MAX,
		    "of these, bought something"),
		POS_INT(pos_uplift_group, sales, 0, 0, INT64_MAX, "sales"),
		POS_MONEY(pos_uplift_group, revenue_minor, 0,
		    "paid, returns taken off"),
		POS_INT(pos_uplift_group, conversion_ppm, 0, 0, 1000000,
		    "buyers of the members, in millionths"),
		POS_INT(pos_uplift_group, conversion_low_ppm, 0, 0, 1000000,
		    "at least"),
		POS_INT(pos_uplift_group, conversion_high_ppm, 0, 0, 1000000,
		    "at most"),
		POS_MONEY(pos_uplift_group, per_head_minor, 0,
		    "revenue of a member"),
		{ 0 },
	},
};

#define SUM(member, flags, help) POS_INT(pos_uplift, member, flags, 0, 0, help)

const struct pos_record pos_uplift_record = {
	.type = "results", .v = 1, .size = sizeof(struct pos_uplift),
	.help = "what a campaign did, against its control group",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_uplift, campaign, POS_F_COLUMN | POS_F_CODE, 64,
		    "code of the campaign"),
		POS_DAY(pos_uplift, from, POS_F_COLUMN, "sales of this day"),
		POS_DAY(pos_uplift, to, POS_F_COLUMN, "to this one"),
		POS_TEXT(pos_uplift, currency, 0, 3, "ISO 4217"),
		POS_INT(pos_uplift, confidence_ppm, 0, 1, 999999,
		    "intervals hold the truth so often, in millionths"),
		POS_OBJECT(pos_uplift, treated, 0, &group_record,
		    "who was addressed"),
		POS_OBJECT(pos_uplift, control, 0, &group_record,
		    "who was not, by lot"),
		POS_INT(pos_uplift, left_out, POS_F_OPTIONAL, 0, INT64_MAX,
		    "members that became part of another since"),
		SUM(conversion_ppm, POS_F_COLUMN,
		    "conversion, treated less control, in millionths"),
		SUM(conversion_low_ppm, POS_F_COLUMN, "at least"),
		SUM(conversion_high_ppm, POS_F_COLUMN, "at most"),
		POS_MONEY(pos_uplift, per_head_minor, POS_F_COLUMN,
		    "revenue a member, treated less control"),
		POS_MONEY(pos_uplift, per_head_low_minor, POS_F_COLUMN,
		    "at least"),
		POS_MONEY(pos_uplift, per_head_high_minor, POS_F_COLUMN,
		    "at most"),
		POS_MONEY(pos_uplift, gain_minor, POS_F_COLUMN,
		    "the same over all who were addressed"),
		POS_MONEY(pos_uplift, gain_low_minor, POS_F_COLUMN, "at least"),
		POS_MONEY(pos_uplift, gain_high_minor, POS_F_COLUMN, "at most"),
		POS_BOOL(pos_uplift, known, 0,
		    "there are enough members for intervals of revenue"),
		POS_BOOL(pos_uplift, sure, POS_F_COLUMN,
		    "that of the gain does not hold 0"),
		POS_MONEY(pos_uplift, discount_minor, 0,
		    "discounts to those addressed"),
		SUM(points, 0, "points that promotions gave them on top"),
		POS_MONEY(pos_uplift, points_minor, 0, "their worth"),
		POS_MONEY(pos_uplift, spent_minor, 0, "what was spent besides"),
		POS_MONEY(pos_uplift, cost_minor, POS_F_COLUMN,
		    "the three together"),
		SUM(return_ppm, POS_F_COLUMN,
		    "gain for each unit of cost, in millionths"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_uplift_record);
