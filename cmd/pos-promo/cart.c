/*
 * cart.c - carts that are priced and forgotten.
 *
 * A cart is words, as for 'pos-sale new', or records on standard input: type
 * "cart", whose fields say whose it is and which codes came with it, or type
 * "order", as 'pos-sale import' takes it.
 */
#include <string.h>
#include <unistd.h>

#include "price.h"
#include "shop/member.h"

static const char *member, *order_type, *channel;

const struct pos_opt promo_cart_options[] = {
	POS_OPT_TEXT('m', "member", &member, "MEMBER",
	    "whose cart it is: phone, card or code"),
	POS_OPT_CHOICE(0, "type", &order_type, POS_ORDER_TYPES,
	    "how it will be eaten"),
	POS_OPT_TEXT(0, "channel", &channel, "CHANNEL", "where it comes from"),
	POS_OPT_GROUP(promo_typed_options),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

#define OPT POS_F_OPTIONAL

struct cart {
	const char *order_type, *channel, *member, *pay_by;
	int64_t at, points;
	const char **codes;
	size_t codes_count;
	const struct pos_order_line *lines;
	size_t lines_count;
};

static const struct pos_field cart_fields[] = {
	POS_CHOICE(cart, order_type, OPT, POS_ORDER_TYPES, "how it is eaten"),
	POS_TEXT(cart, channel, OPT | POS_F_CODE, 64, "where it comes from"),
	POS_TEXT(cart, member, OPT, 64, "phone, card or code of the member"),
	POS_TEXT(cart, pay_by, OPT, 64, "method it will be paid by"),
	POS_TIME(cart, at, OPT, "when; absent: now"),
	POS_INT(cart, points, OPT, -1, INT64_MAX,
	    "points to pay with; -1: as many as may be"),
	POS_TEXTS(cart, codes, codes_count, OPT, "codes and coupons"),
	POS_LIST(cart, lines, lines_count, 0, &pos_order_line_record,
	    "what is in it"),
	{ 0 },
};
static const struct pos_record cart_record = {
	.type = "cart",
	.v = 1,
	.size = sizeof(struct cart),
	.fields = cart_fields,
	.help = "a cart to be priced",
};
POS_LIST_RECORD(cart_record);

static enum pos_status
whose(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	struct pos_member m;
	enum pos_status st;

	if (what == NULL)
		return POS_OK;
	st = pos_member_find(shop, what, pool, &m, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no member '%s'", what);
	if (st == POS_OK) {
		sale->member_no = m.member_no;
		sale->member = m.code;
	}
	return st;
}

static enum pos_status
enter_codes(struct pos_shop *shop, const char *const *codes, size_t count,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_edit edit;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < count; i++) {
		st = promo_typed(shop, codes[i], pool, &edit, err);
		if (st == POS_OK)
			st = pos_sale_enter(shop, sale, &edit, pool, err);
	}
	return st;
}

/* Where a record says nothing, the options do. */
static enum pos_status
price(struct pos_shop *shop, const struct cart *cart, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_offer_case *c, struct pos_err *err)
{
	struct pos_order order = {
		.order_type = cart->order_type != NULL ? cart->order_type :
							 order_type,
		.channel = cart->channel != NULL ? cart->channel : channel,
		.lines = cart->lines,
		.lines_count = cart->lines_count,
	};
	enum pos_status st;
	int64_t points;
	bool given;

	st = pos_shop_set_time(shop, cart->at, err);
	order.at = shop->now;
	if (st == POS_OK)
		st = pos_sale_sketch(shop, &order, pool, sale, err);
	if (st == POS_OK)
		st = promo_points(&given, &points, err);
	if (st == POS_OK)
		st = whose(shop, cart->member != NULL ? cart->member : member,
		    pool, sale, err);
	if (st != POS_OK)
		return st;
	sale->promoted = true;
	sale->pay_by = cart->pay_by != NULL ? cart->pay_by : promo_pay_by;
	sale->want_points = cart->points != 0 ? cart->points : points;
	st = enter_codes(shop, cart->codes, cart->codes_count, pool, sale, err);
	if (st == POS_OK)
		st = enter_codes(shop, promo_codes.text, promo_codes.count,
		    pool, sale, err);
	return st == POS_OK ? pos_offer_price(shop, sale, NULL, pool, c, err) :
			      st;
}

static enum pos_status
from_words(struct pos_shop *shop, int argc, char **argv, struct pos_pool *pool,
    struct cart *cart, struct pos_err *err)
{
	struct pos_order_line *lines;
	enum pos_status st = POS_OK;
	int i;

	lines = pos_pool_alloc(pool, (size_t)argc * sizeof(*lines));
	for (i = 0; st == POS_OK && i < argc; i++)
		st = pos_order_line_parse(&lines[i], argv[i], shop->places,
		    pool, err);
	cart->lines = lines;
	cart->lines_count = (size_t)argc;
	return st;
}

static enum pos_status
from_json(const char *text, size_t len, struct pos_pool *pool,
    struct cart *cart, struct pos_err *err)
{
	struct pos_json *json;
	struct pos_order order = { 0 };
	const char *type;
	enum pos_status st;

	st = pos_json_parse(&json, text, len, err);
	if (st != POS_OK)
		return st;
	type = pos_json_text(json, "type");
	if (type != NULL && strcmp(type, "order") == 0) {
		st = pos_record_read(&order, &pos_order_record, json, pool, 0,
		    err);
		cart->order_type = order.order_type;
		cart->channel = order.channel;
		cart->at = order.at;
		cart->lines = order.lines;
		cart->lines_count = order.lines_count;
	} else {
		st = pos_record_read(cart, &cart_record, json, pool, 0, err);
	}
	pos_json_free(json);
	return st;
}

typedef enum pos_status each_fn(struct pos_shop *, const struct pos_sale *,
    const struct pos_offer_case *, struct pos_pool *, struct pos_err *);

static enum pos_status
one(struct pos_shop *shop, const struct cart *cart, each_fn *each,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_sale sale = { 0 };
	struct pos_offer_case c;
	enum pos_status st;

	st = pos_read_begin(shop->store, err);
	if (st != POS_OK)
		return st;
	st = price(shop, cart, pool, &sale, &c, err);
	if (st == POS_OK)
		st = each(shop, &sale, &c, pool, err);
	pos_read_end(shop->store);
	return st;
}

static enum pos_status
from_input(struct pos_shop *shop, each_fn *each, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_lines *lines = pos_lines_new(STDIN_FILENO);
	enum pos_status st;
	bool any = false;
	size_t len;
	char *text;

	while ((st = pos_lines_next(lines, &text, &len, err)) == POS_OK) {
		struct cart cart = { 0 };

		if (strspn(text, " \t") == len)
			continue;
		any = true;
		st = pos_lines_cut(lines) && text[len - 1] != '}' ?
		    pos_fail(err, POS_DATA, "the line is cut off") :
		    from_json(text, len, pool, &cart, err);
		if (st == POS_OK)
			st = one(shop, &cart, each, pool, err);
		if (st == POS_OK && !pos_lines_ready(lines))
			st = pos_out_flush(err);
		if (st != POS_OK) {
			(void)pos_fail_at(err, "line %ld",
			    pos_lines_number(lines));
			break;
		}
		pos_pool_clear(pool);
	}
	pos_lines_free(lines);
	if (st == POS_END && !any)
		return pos_fail(err, POS_NOINPUT,
		    "no cart came in (did the stage before fail?)");
	return st == POS_END ? POS_OK : st;
}

enum pos_status
promo_carts(int argc, char **argv, each_fn *each, struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct pos_pool *pool;
	struct cart cart = { 0 };
	enum pos_status st;

	if (argc == 0 && isatty(STDIN_FILENO))
		return pos_fail(err, POS_USAGE,
		    "which cart? say its items, or pipe one in");
	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	if (argc == 0)
		st = from_input(&shop, each, pool, err);
	else
		st = from_words(&shop, argc, argv, pool, &cart, err);
	if (st == POS_OK && argc > 0)
		st = one(&shop, &cart, each, pool, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}
