/*
 * day_record.c - the day's report as a record, printed and in its event.
 */
#include <string.h>

#include "shop/day_inside.h"
#include "shop/topup.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN
#define COUNT(s, m, f, h) POS_INT(s, m, f, 0, INT64_MAX, h)
#define MILLI(s, m, f, h) \
	POS_INT(s, m, (f) | POS_F_DECIMAL, -INT64_MAX, INT64_MAX, h)

static const struct pos_field part_fields[] = {
	POS_CHOICE(pos_day_part, part, COL,
	    "hour|item|category|type|channel|staff|till", "summed by what"),
	POS_TEXT(pos_day_part, value, COL, 200, "code, or local hour"),
	POS_TEXT(pos_day_part, name, OPT | COL, 200, "its name"),
	COUNT(pos_day_part, sales, OPT | COL, "sales"),
	MILLI(pos_day_part, qty_milli, OPT | COL, "quantity, net"),
	POS_MONEY(pos_day_part, total_minor, COL, "sold less returned"),
	{ 0 },
};
static const struct pos_record part_record = {
	.size = sizeof(struct pos_day_part), .fields = part_fields,
	.help = "a sum of the day",
};

static const struct pos_field tender_fields[] = {
	POS_TEXT(pos_day_tender, method, COL | POS_F_CODE, 64,
	    "cash, card, ..."),
	COUNT(pos_day_tender, payments, COL, "payments taken"),
	POS_MONEY(pos_day_tender, amount_minor, COL, "taken toward sales"),
	COUNT(pos_day_tender, refunds, COL, "payments given back"),
	POS_MONEY(pos_day_tender, refund_minor, COL,
	    "given back; positive"),
	POS_MONEY(pos_day_tender, tip_minor, COL, "tips"),
	POS_MONEY(pos_day_tender, rounding_minor, COL, "cash rounding"),
	{ 0 },
};
static const struct pos_record tender_record = {
	.size = sizeof(struct pos_day_tender), .fields = tender_fields,
	.help = "payments of the day by one method",
};

static const struct pos_field tax_fields[] = {
	POS_TEXT(pos_sale_tax, name, COL, 200, "name of the rate"),
	POS_INT(pos_sale_tax, rate_ppm, COL, 0, POS_RATE_MAX,
	    "millionths: 8.875 % is 88750"),
	POS_MONEY(pos_sale_tax, net_minor, COL, "what it is computed on"),
	POS_MONEY(pos_sale_tax, tax_minor, COL, "the tax"),
	{ 0 },
};
static const struct pos_record tax_record = {
	.size = sizeof(struct pos_sale_tax), .fields = tax_fields,
	.help = "tax of the day at one rate",
};

static const struct pos_field head_fields[] = {
	POS_TEXT(pos_day_head, branch, COL | POS_F_CODE, 64,
	    "code of the branch"),
	POS_TEXT(pos_day_head, till, COL | POS_F_CODE, 64,
	    "code of the till"),
	COUNT(pos_day_head, seq, COL, "number of its last entry"),
	POS_TEXT(pos_day_head, hash, COL, 64, "hash of that entry, hex"),
	{ 0 },
};
static const struct pos_record head_record = {
	.size = sizeof(struct pos_day_head), .fields = head_fields,
	.help = "head of the journal of one till",
};

static const struct pos_field fields[] = {
	POS_CHOICE(pos_day_report, kind, COL, "day|x|z",
	    "any day, interim, or closing"),
	POS_TEXT(pos_day_report, branch, POS_F_CODE, 64,
	    "code of the branch"),
	POS_DAY(pos_day_report, day, COL, "business day"),
	COUNT(pos_day_report, z, OPT | COL,
	    "number of the close; absent: not closed"),
	POS_TIME(pos_day_report, closed_at, OPT, "when it was closed"),
	POS_TEXT(pos_day_report, currency, 0, 3, "ISO 4217"),
	COUNT(pos_day_report, sales, COL, "completed sales"),
	COUNT(pos_day_report, returns, COL, "completed returns"),
	MILLI(pos_day_report, items_milli, COL, "quantity sold, net"),
	COUNT(pos_day_report, guests, OPT, "guests"),
	POS_MONEY(pos_day_report, sold_minor, COL, "sold, taxes included"),
	POS_MONEY(pos_day_report, returned_minor, COL,
	    "returned and refunded; positive"),
	POS_MONEY(pos_day_report, net_minor, COL, "sold less returned"),
	POS_MONEY(pos_day_report, discount_minor, 0, "taken off"),
	POS_MONEY(pos_day_report, tax_minor, COL, "taxes"),
	POS_MONEY(pos_day_report, average_minor, 0,
	    "net by number of sales"),
	COUNT(pos_day_report, voids, 0, "sales given up"),
	POS_MONEY(pos_day_report, void_minor, 0, "their totals"),
	COUNT(pos_day_report, open, 0, "sales still open"),
	POS_MONEY(pos_day_report, open_minor, 0, "their totals"),
	POS_LIST(pos_day_report, taxes, taxes_count, 0, &tax_record,
	    "taxes by rate"),
	POS_LIST(pos_day_report, tenders, tenders_count, 0, &tender_record,
	    "payments by method"),
	POS_LIST(pos_day_report, topups, topups_count, OPT,
	    &pos_topup_sum_part,
	    "paid onto stored value and gift cards, by method: no revenue"),
	POS_LIST(pos_day_report, parts, parts_count, 0, &part_record,
	    "sums by hour, item, category, type, channel, staff and till"),
	POS_LIST(pos_day_report, shifts, shifts_count, OPT,
	    &pos_shift_part, "shifts opened on the day"),
	POS_MONEY(pos_day_report, grand_minor, OPT,
	    "Z: sold less returned since the store began"),
	POS_LIST(pos_day_report, heads, heads_count, OPT, &head_record,
	    "Z: where the journal of each till stood"),
	POS_TEXT(pos_day_report, head, OPT, 64,
	    "Z: SHA-256 over the heads, hex"),
	{ 0 },
};
const struct pos_record pos_day_report_record = {
	.type = "report.day", .v = 1, .size = sizeof(struct pos_day_report),
	.fields = fields, .help = "a business day in sums",
};
POS_LIST_RECORD(pos_day_report_record);
const struct pos_record pos_day_report_data = {
	.size = sizeof(struct pos_day_report), .fields = fields,
	.help = "a business day in sums, as it was closed",
};

/* The same fields for every `by`, but a table shows those that it has. */
#define BY(fields_, sold, pays, goods, taxed) \
	static const struct pos_field fields_[] = { \
		POS_CHOICE(pos_day_by, by, 0, POS_DAY_BY, "summed by what"), \
		POS_TEXT(pos_day_by, value, COL, 200, \
		    "code, local hour, or name of a rate"), \
		POS_TEXT(pos_day_by, name, OPT | (goods) | (sold), 200, \
		    "its name"), \
		POS_INT(pos_day_by, rate_ppm, OPT | (taxed), 0, POS_RATE_MAX, \
		    "tax: millionths"), \
		COUNT(pos_day_by, sales, OPT | (sold), "sales"), \
		COUNT(pos_day_by, payments, OPT | (pays), \
		    "tender: payments taken"), \
		COUNT(pos_day_by, refunds, OPT | (pays), \
		    "tender: payments given back"), \
		MILLI(pos_day_by, qty_milli, OPT | (goods), \
		    "item, category: quantity"), \
		POS_MONEY(pos_day_by, total_minor, COL, \
		    "sold less returned; tender: taken less given back"), \
		POS_MONEY(pos_day_by, net_minor, OPT | (taxed), \
		    "tax: without it"), \
		POS_MONEY(pos_day_by, tax_minor, OPT | (taxed), \
		    "tax: the tax"), \
		POS_MONEY(pos_day_by, tip_minor, OPT | (pays), \
		    "tender: tips"), \
		POS_MONEY(pos_day_by, rounding_minor, OPT | (pays), \
		    "tender: cash rounding"), \
		{ 0 }, \
	}
BY(by_goods, 0, 0, COL, 0);
BY(by_parts, COL, 0, 0, 0);
BY(by_tender, 0, COL, 0, 0);
BY(by_tax, 0, 0, 0, COL);

#define BY_RECORD(table) \
	{ \
		.type = "report.by", .v = 1, \
		.size = sizeof(struct pos_day_by), .fields = table, \
		.help = "a sum over some days" \
	}
const struct pos_record pos_day_by_record = BY_RECORD(by_parts);
static const struct pos_record goods_record = BY_RECORD(by_goods);
static const struct pos_record tender_by = BY_RECORD(by_tender);
static const struct pos_record tax_by = BY_RECORD(by_tax);
POS_LIST_RECORD(pos_day_by_record);

const struct pos_record *
pos_day_by_columns(const char *by)
{
	if (strcmp(by, "item") == 0 || strcmp(by, "category") == 0)
		return &goods_record;
	if (strcmp(by, "tender") == 0)
		return &tender_by;
	return strcmp(by, "tax") == 0 ? &tax_by : &pos_day_by_record;
}

static const struct pos_field trend_fields[] = {
	POS_DAY(pos_day_trend, day, COL, "business day"),
	COUNT(pos_day_trend, sales, COL, "completed sales"),
	COUNT(pos_day_trend, returns, COL, "completed returns"),
	MILLI(pos_day_trend, items_milli, COL, "quantity sold, net"),
	COUNT(pos_day_trend, guests, 0, "guests"),
	POS_MONEY(pos_day_trend, sold_minor, 0, "sold, taxes included"),
	POS_MONEY(pos_day_trend, returned_minor, 0,
	    "returned and refunded; positive"),
	POS_MONEY(pos_day_trend, net_minor, COL, "sold less returned"),
	POS_MONEY(pos_day_trend, discount_minor, 0, "taken off"),
	POS_MONEY(pos_day_trend, tax_minor, COL, "taxes"),
	POS_MONEY(pos_day_trend, average_minor, COL,
	    "net by number of sales"),
	{ 0 },
};
const struct pos_record pos_day_trend_record = {
	.type = "report.trend", .v = 1, .size = sizeof(struct pos_day_trend),
	.fields = trend_fields, .help = "one business day of a trend",
};
POS_LIST_RECORD(pos_day_trend_record);
