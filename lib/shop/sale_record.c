/*
 * sale_record.c - a sale as a record: what programs print, what events
 * keep, and what orders from outside look like.
 */
#include "shop/sale.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN

static const struct pos_field choice_fields[] = {
	POS_TEXT(pos_line_choice, option_group, POS_F_CODE, 64, "its group"),
	POS_TEXT(pos_line_choice, code, POS_F_CODE, 64, "what was chosen"),
	POS_TEXT(pos_line_choice, name, 0, 200, "its name then"),
	POS_MONEY(pos_line_choice, price_minor, 0, "added to the price of one"),
	{ 0 },
};
const struct pos_record pos_line_choice_record = {
	.size = sizeof(struct pos_line_choice),
	.fields = choice_fields,
	.help = "an option of a line",
};

static const struct pos_field line_offer_fields[] = {
	POS_TEXT(pos_line_offer, promo, 0, 64, "code of the promotion"),
	POS_MONEY(pos_line_offer, off_minor, 0, "what it took off"),
	{ 0 },
};
const struct pos_record pos_line_offer_record = {
	.size = sizeof(struct pos_line_offer),
	.fields = line_offer_fields,
	.help = "what a promotion took off a line",
};

static const struct pos_field line_share_fields[] = {
	POS_INT(pos_line_share, qty_milli, 0, 1, POS_QTY_MAX,
	    "so many, in thousandths"),
	POS_MONEY(pos_line_share, off_minor, 0, "had so much off together"),
	{ 0 },
};
const struct pos_record pos_line_share_record = {
	.size = sizeof(struct pos_line_share),
	.fields = line_share_fields,
	.help = "units of a line that had the same taken off",
};

static const struct pos_field offer_fields[] = {
	POS_TEXT(pos_offer, promo, COL, 64, "code of the promotion"),
	POS_INT(pos_offer, version, 0, 1, INT64_MAX, "version of its rule"),
	POS_TEXT(pos_offer, name, OPT | COL, 200, "its name then"),
	POS_MONEY(pos_offer, amount_minor, COL, "taken off"),
	POS_INT(pos_offer, applications, OPT | COL, 1, INT64_MAX,
	    "times it applied"),
	POS_INT(pos_offer, units_milli, OPT | POS_F_DECIMAL, 0, INT64_MAX,
	    "units it lowered, in thousandths"),
	POS_INT(pos_offer, points, OPT, 1, INT64_MAX, "points spent on it"),
	POS_INT(pos_offer, earn_points, OPT, 1, INT64_MAX,
	    "points to be earned by it"),
	POS_INT(pos_offer, earn_rate_ppm, OPT, 1, INT64_MAX,
	    "millionths of the usual points, on top"),
	POS_TEXT(pos_offer, coupon, OPT, 64, "number of the coupon"),
	POS_TEXT(pos_offer, gift, OPT, 64, "item given"),
	POS_INT(pos_offer, gift_milli, OPT | POS_F_DECIMAL, 1, POS_QTY_MAX,
	    "how much of it, in thousandths"),
	POS_BOOL(pos_offer, by_method, OPT,
	    "holds only when paid by `pay_by`"),
	POS_BOOL(pos_offer, by_member, OPT, "counted per member"),
	POS_TEXT(pos_offer, funded_by, OPT, 64,
	    "who bears it; absent: the shop"),
	{ 0 },
};
const struct pos_record pos_offer_record = {
	.size = sizeof(struct pos_offer),
	.fields = offer_fields,
	.help = "what a promotion did to a sale",
};

static const struct pos_field best_fields[] = {
	POS_BOOL(pos_sale_best, optimal, 0,
	    "proved: no legal combination is lower"),
	POS_MONEY(pos_sale_best, gap_minor, 0,
	    "at most so much lower could there be one"),
	POS_MONEY(pos_sale_best, list_minor, 0, "before promotions"),
	{ 0 },
};
const struct pos_record pos_sale_best_record = {
	.size = sizeof(struct pos_sale_best),
	.fields = best_fields,
	.help = "how good the price is",
};

#define LINE_HEAD \
	POS_INT(pos_sale_line, n, COL, 1, 1000000, "number of the line"), \
	    POS_TEXT(pos_sale_line, item, POS_F_CODE | COL, 64, \
		"code of the item"), \
	    POS_TEXT(pos_sale_line, name, COL, 200, "its name then"), \
	    POS_TEXT(pos_sale_line, variant, OPT | COL, 200, "size or kind"), \
	    POS_INT(pos_sale_line, qty_milli, COL | POS_F_DECIMAL, \
		-POS_QTY_MAX, POS_QTY_MAX, \
		"thousandths; negative on a return"), \
	    POS_MONEY(pos_sale_line, price_minor, COL, \
		"of one, without its options"), \
	    POS_LIST(pos_sale_line, choices, choices_count, OPT, \
		&pos_line_choice_record, "its options"), \
	    POS_MONEY(pos_sale_line, discount_minor, OPT | COL, \
		"taken off the line"), \
	    POS_MONEY(pos_sale_line, hand_minor, OPT, \
		"of it, given by a person, where promotions gave too"), \
	    POS_LIST(pos_sale_line, offers, offers_count, OPT, \
		&pos_line_offer_record, "of it, by promotion"), \
	    POS_LIST(pos_sale_line, shares, shares_count, OPT, \
		&pos_line_share_record, \
		"promotions unit by unit, least first"), \
	    POS_BOOL(pos_sale_line, gift, OPT, "given away"), \
	    POS_TEXT(pos_sale_line, given_by, OPT, 64, "by this promotion"), \
	    POS_TEXT(pos_sale_line, note, OPT, 500, "for the kitchen"), \
	    POS_TEXT(pos_sale_line, tax, OPT, 64, "tax class"), \
	    POS_MONEY(pos_sale_line, total_minor, COL, \
		"price and options times quantity, less discount"), \
	    POS_INT(pos_sale_line, of_n, OPT, 1, 1000000, \
		"return: the line of the original")

static const struct pos_field line_fields[] = {
	LINE_HEAD,
	POS_INT(pos_sale_line, back_milli, OPT, 0, POS_QTY_MAX,
	    "returned so far"),
	POS_TEXT(pos_sale_line, station, OPT, 64, "kitchen station"),
	{ 0 },
};
const struct pos_record pos_sale_line_record = {
	.size = sizeof(struct pos_sale_line),
	.fields = line_fields,
	.help = "a line of a sale",
};

static const struct pos_field line_data_fields[] = {
	LINE_HEAD,
	POS_INT(pos_sale_line, item_no, 0, 1, INT64_MAX, "number of the item"),
	POS_INT(pos_sale_line, tax_no, OPT, 1, INT64_MAX,
	    "number of the class's version"),
	{ 0 },
};
static const struct pos_record line_data = {
	.size = sizeof(struct pos_sale_line),
	.fields = line_data_fields,
	.help = "a line of a sale",
};

static const struct pos_field tax_fields[] = {
	POS_TEXT(pos_sale_tax, name, COL, 200, "name of the rate"),
	POS_INT(pos_sale_tax, rate_ppm, COL, 0, POS_RATE_MAX,
	    "millionths: 8.875 % is 88750"),
	POS_BOOL(pos_sale_tax, inclusive, OPT, "the prices hold it"),
	POS_MONEY(pos_sale_tax, net_minor, COL, "what it is computed on"),
	POS_MONEY(pos_sale_tax, tax_minor, COL, "the tax"),
	{ 0 },
};
const struct pos_record pos_sale_tax_record = {
	.size = sizeof(struct pos_sale_tax),
	.fields = tax_fields,
	.help = "tax of a document at one rate",
};

#define PAYMENT_HEAD \
	POS_INT(pos_payment, n, COL, 1, 1000000, "number of the payment"), \
	    POS_TIME(pos_payment, at, COL, "when"), \
	    POS_DAY(pos_payment, day, 0, "business day of the payment"), \
	    POS_TEXT(pos_payment, method, POS_F_CODE | COL, 64, \
		"cash, card, ..."), \
	    POS_MONEY(pos_payment, amount_minor, COL, \
		"toward the sale; negative: given back"), \
	    POS_MONEY(pos_payment, tendered_minor, OPT | COL, \
		"cash handed over"), \
	    POS_MONEY(pos_payment, change_minor, OPT | COL, "handed back"), \
	    POS_MONEY(pos_payment, tip_minor, OPT | COL, \
		"tip, beside amount"), \
	    POS_MONEY(pos_payment, rounding_minor, OPT | COL, \
		"cash rounding: what was paid in coins less amount"), \
	    POS_TEXT(pos_payment, reference, OPT | COL, 200, \
		"of the terminal or service"), \
	    POS_TEXT(pos_payment, till, 0, 64, "where"), \
	    POS_TEXT(pos_payment, staff, OPT, 64, "who took it"), \
	    POS_TEXT(pos_payment, account, OPT, 64, \
		"the member's or gift card's that paid"), \
	    POS_INT(pos_payment, points, OPT | COL, -1000000000, 1000000000, \
		"points that were paid; negative: that came back"), \
	    POS_MONEY(pos_payment, principal_minor, OPT, \
		"of amount, by stored value: paid for once,"), \
	    POS_MONEY(pos_payment, bonus_minor, OPT, "and given on top")

static const struct pos_field payment_fields[] = {
	PAYMENT_HEAD,
	{ 0 },
};
const struct pos_record pos_payment_part = {
	.size = sizeof(struct pos_payment),
	.fields = payment_fields,
	.help = "a payment of a sale",
};

static const struct pos_field payment_data_fields[] = {
	PAYMENT_HEAD,
	POS_INT(pos_payment, method_no, 0, 1, INT64_MAX,
	    "number of the method"),
	POS_INT(pos_payment, till_no, 0, 1, POS_TILL_MAX, "number of the till"),
	POS_INT(pos_payment, staff_no, OPT, 1, INT64_MAX,
	    "number of the person"),
	POS_BOOL(pos_payment, is_cash, OPT, "it goes through the drawer"),
	POS_INT(pos_payment, hour, OPT, 0, 23, "local hour"),
	POS_INT(pos_payment, earned_points, OPT, INT64_MIN, INT64_MAX,
	    "points the member earns by it; negative: taken back"),
	POS_INT(pos_payment, spent_back, OPT, 0, INT64_MAX,
	    "points of promotions that come back"),
	POS_DAY(pos_payment, earned_until, OPT,
	    "last day of those earned; absent: no end"),
	{ 0 },
};
const struct pos_record pos_payment_data = {
	.size = sizeof(struct pos_payment),
	.fields = payment_data_fields,
	.help = "a payment of a sale",
};

#define SALE_HEAD \
	POS_TEXT(pos_sale, id, 0, 36, "UUIDv7"), \
	    POS_TEXT(pos_sale, branch, POS_F_CODE, 64, "code of the branch"), \
	    POS_TEXT(pos_sale, till, POS_F_CODE | COL, 64, \
		"code of the till"), \
	    POS_TEXT(pos_sale, staff, OPT | COL, 64, "who made it"), \
	    POS_DAY(pos_sale, day, COL, "business day"), \
	    POS_INT(pos_sale, number, COL, 1, 8388607, \
		"order number, without gaps per branch and day"), \
	    POS_TIME(pos_sale, at, COL, "when it was made")

#define SALE_BODY(lines_record, head) \
	POS_CHOICE(pos_sale, order_type, head, POS_ORDER_TYPES, \
	    "how it is eaten"), \
	    POS_TEXT(pos_sale, table, OPT | head, 64, "table"), \
	    POS_INT(pos_sale, guests, OPT, 1, 9999, "number of guests"), \
	    POS_TEXT(pos_sale, channel, OPT | POS_F_CODE | head, 64, \
		"where it came from; absent: the counter"), \
	    POS_TEXT(pos_sale, external, OPT, 200, \
		"number that the channel gave it"), \
	    POS_TIME(pos_sale, placed_at, OPT, "when it was ordered there"), \
	    POS_TEXT(pos_sale, label, OPT | head, 200, \
		"held under this name"), \
	    POS_TEXT(pos_sale, note, OPT, 500, "note on the whole"), \
	    POS_TEXT(pos_sale, member, OPT | head, 24, "code of the member"), \
	    POS_BOOL(pos_sale, promoted, OPT, \
		"promotions were asked for: changes price it again"), \
	    POS_TEXTS(pos_sale, promo_codes, promo_codes_count, OPT, \
		"promotion codes that were entered"), \
	    POS_TEXTS(pos_sale, coupons, coupons_count, OPT, \
		"numbers of coupons that were entered"), \
	    POS_TEXT(pos_sale, pay_by, OPT, 64, "to be paid by this method"), \
	    POS_INT(pos_sale, want_points, OPT, -1, INT64_MAX, \
		"points to pay with; -1: as many as may be"), \
	    POS_TEXT(pos_sale, group_buy, OPT, 64, "group it belongs to"), \
	    POS_TEXT(pos_sale, of, OPT, 36, "return: id of the original"), \
	    POS_TEXT(pos_sale, reason, OPT, 500, "of a return or void"), \
	    POS_TEXT(pos_sale, currency, 0, 3, "ISO 4217"), \
	    POS_LIST(pos_sale, lines, lines_count, 0, lines_record, \
		"its lines"), \
	    POS_LIST(pos_sale, taxes, taxes_count, OPT, &pos_sale_tax_record, \
		"tax by rate"), \
	    POS_LIST(pos_sale, offers, offers_count, OPT, &pos_offer_record, \
		"what promotions did"), \
	    POS_OBJECT(pos_sale, best, OPT, &pos_sale_best_record, \
		"how good the price is"), \
	    POS_MONEY(pos_sale, discount_minor, OPT, \
		"taken off, over all lines"), \
	    POS_MONEY(pos_sale, tax_minor, OPT, "all taxes"), \
	    POS_MONEY(pos_sale, total_minor, head, \
		"to be paid, taxes included")

static const struct pos_field sale_fields[] = {
	SALE_HEAD,
	POS_CHOICE(pos_sale, state, COL, "open|held|completed|void",
	    "where it stands"),
	POS_TEXT(pos_sale, pickup, OPT, 16, "number to call out"),
	POS_TEXT(pos_sale, pickup_code, OPT, 16, "proof for who picks it up"),
	SALE_BODY(&pos_sale_line_record, COL),
	POS_MONEY(pos_sale, paid_minor, COL, "payments less refunds"),
	POS_MONEY(pos_sale, due_minor, COL, "total less paid"),
	POS_MONEY(pos_sale, change_minor, OPT, "handed back in all"),
	POS_MONEY(pos_sale, tip_minor, OPT, "tips"),
	POS_MONEY(pos_sale, rounding_minor, OPT, "cash rounding"),
	POS_MONEY(pos_sale, refunded_minor, OPT,
	    "given back so far, over all returns and refunds"),
	POS_LIST(pos_sale, payments, payments_count, OPT, &pos_payment_part,
	    "its payments"),
	POS_TIME(pos_sale, done_at, OPT, "when it was completed"),
	POS_INT(pos_sale, points_earned, OPT, INT64_MIN, INT64_MAX,
	    "points its member earned by it; negative: taken back"),
	POS_TEXT(pos_sale, warning, OPT, POS_ERR_MAX, "stock is short"),
	{ 0 },
};
const struct pos_record pos_sale_record = {
	.type = "sale",
	.v = 1,
	.size = sizeof(struct pos_sale),
	.fields = sale_fields,
	.help = "a sale, order or return",
};
POS_LIST_RECORD(pos_sale_record);

static const struct pos_field quote_fields[] = {
	SALE_BODY(&pos_sale_line_record, COL),
	{ 0 },
};
const struct pos_record pos_quote_record = {
	.type = "quote",
	.v = 1,
	.size = sizeof(struct pos_sale),
	.fields = quote_fields,
	.help = "what a cart would cost",
};
POS_LIST_RECORD(pos_quote_record);

static const struct pos_field sale_data_fields[] = {
	SALE_HEAD,
	SALE_BODY(&line_data, 0),
	POS_LIST(pos_sale, payments, payments_count, OPT, &pos_payment_data,
	    "payments that came with it"),
	POS_CHOICE(pos_sale, state, 0, "open|held|void", "where it stands"),
	POS_INT(pos_sale, staff_no, OPT, 1, INT64_MAX, "number of the person"),
	POS_INT(pos_sale, member_no, OPT, 1, INT64_MAX, "number of the member"),
	POS_BOOL(pos_sale, taxes_kept, OPT,
	    "the taxes are those of prices with tax"),
	POS_INT(pos_sale, last_n, 0, 0, 1000000,
	    "highest line number used so far"),
	POS_BOOL(pos_sale, restock, OPT, "return: back on the shelf"),
	POS_TEXT(pos_sale, asked, OPT, 64,
	    "import: hash of the order as it came"),
	{ 0 },
};
const struct pos_record pos_sale_data = {
	.size = sizeof(struct pos_sale),
	.fields = sale_data_fields,
	.help = "a sale as it was recorded",
};

static const struct pos_field order_line_fields[] = {
	POS_TEXT(pos_order_line, item, 0, 200, "code, barcode or name"),
	POS_INT(pos_order_line, qty_milli, OPT, 1, POS_QTY_MAX,
	    "thousandths; absent: one"),
	POS_TEXTS(pos_order_line, options, options_count, OPT,
	    "codes, as \"oat\" or \"milk=oat\""),
	POS_MONEY_GIVEN(pos_order_line, price_minor, priced,
	    "of one, without its options; absent: the menu's"),
	POS_MONEY(pos_order_line, discount_minor, OPT, "taken off the line"),
	POS_TEXT(pos_order_line, note, OPT, 500, "for the kitchen"),
	POS_BOOL(pos_order_line, gift, OPT, "given away"),
	{ 0 },
};
const struct pos_record pos_order_line_record = {
	.size = sizeof(struct pos_order_line),
	.fields = order_line_fields,
	.help = "a line of an order",
};

static const struct pos_field order_payment_fields[] = {
	POS_TEXT(pos_order_payment, method, POS_F_CODE, 64, "cash, card, ..."),
	POS_MONEY(pos_order_payment, amount_minor, OPT,
	    "absent: all that is due"),
	POS_MONEY(pos_order_payment, tip_minor, OPT, "tip, beside amount"),
	POS_TEXT(pos_order_payment, reference, OPT, 200,
	    "of the terminal or service"),
	{ 0 },
};
const struct pos_record pos_order_payment_record = {
	.size = sizeof(struct pos_order_payment),
	.fields = order_payment_fields,
	.help = "a payment of an order",
};

static const struct pos_field customer_fields[] = {
	POS_TEXT(pos_order_customer, id, OPT, 200,
	    "number that the channel knows the person by"),
	POS_TEXT(pos_order_customer, phone, OPT, 64, "phone, if it is told"),
	POS_TEXT(pos_order_customer, name, OPT, 200, "name"),
	{ 0 },
};
const struct pos_record pos_order_customer_record = {
	.size = sizeof(struct pos_order_customer),
	.fields = customer_fields,
	.help = "who ordered",
};

static const struct pos_field order_fields[] = {
	POS_TEXT(pos_order, channel, POS_F_CODE, 64, "where it comes from"),
	POS_TEXT(pos_order, external, 0, 200,
	    "its number there: the same again is taken once"),
	POS_TIME(pos_order, at, OPT, "when it was placed there"),
	POS_CHOICE(pos_order, order_type, OPT, POS_ORDER_TYPES,
	    "how it is eaten"),
	POS_TEXT(pos_order, table, OPT, 64, "table"),
	POS_INT(pos_order, guests, OPT, 1, 9999, "number of guests"),
	POS_TEXT(pos_order, note, OPT, 500, "note on the whole"),
	POS_LIST(pos_order, lines, lines_count, 0, &pos_order_line_record,
	    "what is ordered"),
	POS_LIST(pos_order, payments, payments_count, OPT,
	    &pos_order_payment_record, "what was paid for it already"),
	POS_OBJECT(pos_order, customer, OPT, &pos_order_customer_record,
	    "who ordered: found among the members, or enrolled"),
	POS_MONEY_GIVEN(pos_order, total_minor, has_total,
	    "what it comes to there: refused when ours differs"),
	{ 0 },
};
const struct pos_record pos_order_record = {
	.type = "order",
	.v = 1,
	.size = sizeof(struct pos_order),
	.fields = order_fields,
	.help = "an order from outside",
};
POS_LIST_RECORD(pos_order_record);
