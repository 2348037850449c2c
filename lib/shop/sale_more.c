/*
 * sale_more.c - the column `more` of sale and line.
 */
#include <string.h>

#include "rec/json.h"
#include "shop/sale_inside.h"
#include "shop/sale_more.h"

#define OPT POS_F_OPTIONAL

static const struct pos_field sale_fields[] = {
	POS_TEXT(pos_sale_more, table, OPT, 64, "table"),
	POS_INT(pos_sale_more, guests, OPT, 1, 9999, "guests"),
	POS_TEXT(pos_sale_more, channel, OPT, 64, "channel"),
	POS_TEXT(pos_sale_more, external, OPT, 200, "the channel's number"),
	POS_TIME(pos_sale_more, placed_at, OPT, "when it was ordered there"),
	POS_TEXT(pos_sale_more, label, OPT, 200, "held under this name"),
	POS_TEXT(pos_sale_more, note, OPT, 500, "note"),
	POS_TEXT(pos_sale_more, of, OPT, 36, "id of the original"),
	POS_TEXT(pos_sale_more, reason, OPT, 500, "of a return or void"),
	POS_BOOL(pos_sale_more, restock, OPT, "back on the shelf"),
	POS_LIST(pos_sale_more, taxes, taxes_count, OPT, &pos_sale_tax_record,
	    "taxes of a return, or of prices with tax"),
	POS_INT(pos_sale_more, last_n, OPT, 1, 1000000, "highest line number"),
	POS_INT(pos_sale_more, member_no, OPT, 1, INT64_MAX, "member"),
	POS_BOOL(pos_sale_more, promoted, OPT, "priced by promotions"),
	POS_TEXTS(pos_sale_more, promo_codes, promo_codes_count, OPT, "codes"),
	POS_TEXTS(pos_sale_more, coupons, coupons_count, OPT, "coupons"),
	POS_TEXT(pos_sale_more, pay_by, OPT, 64, "method"),
	POS_INT(pos_sale_more, want_points, OPT, -1, INT64_MAX, "points"),
	POS_TEXT(pos_sale_more, group_buy, OPT, 64, "group"),
	POS_LIST(pos_sale_more, offers, offers_count, OPT, &pos_offer_record,
	    "what promotions did"),
	POS_OBJECT(pos_sale_more, best, OPT, &pos_sale_best_record,
	    "how good the price is"),
	POS_BOOL(pos_sale_more, taxes_kept, OPT, "taxes are kept"),
	{ 0 },
};
const struct pos_record pos_sale_more_record = {
	.size = sizeof(struct pos_sale_more), .fields = sale_fields,
};

static const struct pos_field line_fields[] = {
	POS_LIST(pos_line_more, choices, choices_count, OPT,
	    &pos_line_choice_record, "options"),
	POS_MONEY(pos_line_more, discount_minor, OPT, "taken off"),
	POS_BOOL(pos_line_more, gift, OPT, "given away"),
	POS_TEXT(pos_line_more, note, OPT, 500, "note"),
	POS_INT(pos_line_more, of_n, OPT, 1, 1000000, "line of the original"),
	POS_MONEY(pos_line_more, hand_minor, OPT, "taken off by hand"),
	POS_LIST(pos_line_more, offers, offers_count, OPT,
	    &pos_line_offer_record, "taken off by promotions"),
	POS_LIST(pos_line_more, shares, shares_count, OPT,
	    &pos_line_share_record, "unit by unit"),
	POS_TEXT(pos_line_more, given_by, OPT, 64, "promotion of a gift"),
	{ 0 },
};
const struct pos_record pos_line_more_record = {
	.size = sizeof(struct pos_line_more), .fields = line_fields,
};

static const char *
unless_empty(const struct pos_buf *buf)
{
	return buf->len > strlen("{}") ? buf->text : NULL;
}

const char *
pos_sale_more_text(struct pos_buf *buf, const struct pos_sale *sale)
{
	struct pos_sale_more m = {
		.table = sale->table,
		.guests = sale->guests,
		.channel = sale->channel,
		.external = sale->external,
		.placed_at = sale->placed_at,
		.label = sale->label,
		.note = sale->note,
		.of = sale->of,
		.reason = sale->reason,
		.restock = sale->restock,
		.member_no = sale->member_no,
		.promoted = sale->promoted,
		.promo_codes = sale->promo_codes,
		.promo_codes_count = sale->promo_codes_count,
		.coupons = sale->coupons,
		.coupons_count = sale->coupons_count,
		.pay_by = sale->pay_by,
		.want_points = sale->want_points,
		.group_buy = sale->group_buy,
		.offers = sale->offers,
		.offers_count = sale->offers_count,
		.best = sale->best,
		.taxes_kept = sale->taxes_kept,
	};

	if (sale->of != NULL || sale->taxes_kept) {
		m.taxes = sale->taxes;
		m.taxes_count = sale->taxes_count;
	}
	if (sale->lines_count == 0 ||
	    sale->lines[sale->lines_count - 1].n != sale->last_n)
		m.last_n = sale->last_n;
	pos_buf_clear(buf);
	pos_record_write(buf, &pos_sale_more_record, &m);
	return unless_empty(buf);
}

const char *
pos_line_more_text(struct pos_buf *buf, const struct pos_sale_line *line)
{
	struct pos_line_more m = {
		.choices = line->choices,
		.choices_count = line->choices_count,
		.discount_minor = line->discount_minor,
		.gift = line->gift,
		.note = line->note,
		.of_n = line->of_n,
		.hand_minor = line->hand_minor,
		.offers = line->offers,
		.offers_count = line->offers_count,
		.shares = line->shares,
		.shares_count = line->shares_count,
		.given_by = line->given_by,
	};

	pos_buf_clear(buf);
	pos_record_write(buf, &pos_line_more_record, &m);
	return unless_empty(buf);
}

static enum pos_status
read_more(void *data, const struct pos_record *record, const char *text,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_json *json;
	enum pos_status st;

	st = pos_json_parse(&json, text, strlen(text), err);
	if (st != POS_OK)
		return st;
	st = pos_record_read(data, record, json, pool, 0, err);
	pos_json_free(json);
	return st;
}

enum pos_status
pos_sale_more_read(struct pos_sale *sale, const char *text,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_sale_more m = { 0 };
	enum pos_status st = POS_OK;

	if (text != NULL)
		st = read_more(&m, &pos_sale_more_record, text, pool, err);
	sale->table = m.table;
	sale->guests = m.guests;
	sale->channel = m.channel;
	sale->external = m.external;
	sale->placed_at = m.placed_at;
	sale->label = m.label;
	sale->note = m.note;
	sale->of = m.of;
	sale->reason = m.reason;
	sale->restock = m.restock;
	sale->taxes = m.taxes;
	sale->taxes_count = m.taxes_count;
	sale->last_n = m.last_n;
	sale->member_no = m.member_no;
	sale->promoted = m.promoted;
	sale->promo_codes = m.promo_codes;
	sale->promo_codes_count = m.promo_codes_count;
	sale->coupons = m.coupons;
	sale->coupons_count = m.coupons_count;
	sale->pay_by = m.pay_by;
	sale->want_points = m.want_points;
	sale->group_buy = m.group_buy;
	sale->offers = m.offers;
	sale->offers_count = m.offers_count;
	sale->best = m.best;
	sale->taxes_kept = m.taxes_kept;
	return st;
}

POS_SQL(sql_more, "SELECT more FROM sale "
    "WHERE branch = $1 AND day = $2 AND number = $3");

enum pos_status
pos_sale_more_load(struct pos_store *store, const struct pos_id *id,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_more);
	enum pos_status st;

	pos_bind_sale(q, id);
	st = pos_step(q, err);
	if (st == POS_OK)
		st = pos_sale_more_read(sale, pos_text(q, "more"), pool, err);
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_line_more_read(struct pos_sale_line *line, const char *text,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_line_more m = { 0 };
	enum pos_status st = POS_OK;

	if (text != NULL)
		st = read_more(&m, &pos_line_more_record, text, pool, err);
	line->choices = m.choices;
	line->choices_count = m.choices_count;
	line->discount_minor = m.discount_minor;
	line->gift = m.gift;
	line->note = m.note;
	line->of_n = m.of_n;
	line->hand_minor = m.hand_minor;
	line->offers = m.offers;
	line->offers_count = m.offers_count;
	line->shares = m.shares;
	line->shares_count = m.shares_count;
	line->given_by = m.given_by;
	return st;
}
