/*
 * new.c - new: a sale.
 */
#include "cmd/pos-sale/sale.h"

static const char *type, *table, *channel, *external, *note;
static int64_t guests;

const struct pos_opt pos_sale_new_options[] = {
	POS_OPT_GROUP(pos_sale_cart_options),
	POS_OPT_CHOICE(0, "type", &type, POS_ORDER_TYPES,
	    "how it is eaten; the setting order_type"),
	POS_OPT_TEXT('t', "table", &table, "TABLE", "at which table"),
	POS_OPT_INT('g', "guests", &guests, 1, 9999, "N",
	    "how many guests"),
	POS_OPT_TEXT(0, "channel", &channel, "CODE",
	    "where the order comes from; without it: the counter"),
	POS_OPT_TEXT(0, "external", &external, "NUMBER",
	    "the number that the channel gave it"),
	POS_OPT_TEXT(0, "note", &note, "TEXT", "a note on the whole"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	struct pos_sale_cart cart;
	struct pos_approval approval;
};

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	struct pos_sale *sale = pos_pool_alloc(pool, sizeof(*sale));
	struct pos_order order = { .order_type = type,
		.table = table,
		.guests = guests,
		.channel = channel,
		.external = external,
		.note = note };
	struct pos_order_line *lines;
	enum pos_status st;

	st = pos_sale_cart_lines(shop, &job->cart, pool, &lines,
	    &order.lines_count, err);
	order.lines = lines;
	if (st == POS_OK)
		st =
		    pos_sale_new(shop, &order, &job->approval, pool, sale, err);
	if (st == POS_OK)
		pos_sale_answer(shop, sale, pool, answer);
	return st;
}

static const char *
asked(struct pos_pool *pool, const struct pos_sale_cart *cart)
{
	struct pos_buf more = { 0 };
	const char *text;

	if (cart->asked != NULL)
		pos_buf_text(&more, cart->asked);
	pos_cmd_asked_add(&more, "type", type);
	pos_cmd_asked_add(&more, "table", table);
	if (guests != 0)
		pos_buf_printf(&more, " guests=%lld", (long long)guests);
	pos_cmd_asked_add(&more, "channel", channel);
	pos_cmd_asked_add(&more, "external", external);
	pos_cmd_asked_add(&more, "note", note);
	text = pos_cmd_asked(pool, "new", cart->count, cart->words, more.text);
	pos_buf_release(&more);
	return text;
}

enum pos_status
pos_sale_cmd_new(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct pos_pool *pool = pos_pool_new();
	struct job job;
	enum pos_status st;

	st = pos_sale_cart_read(&job.cart, argc, argv, false, pool, err);
	if (st == POS_OK)
		st = pos_cmd_approval(&job.approval, pool, err);
	if (st == POS_OK)
		st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st == POS_OK) {
		st = pos_cmd_change(&shop, asked(pool, &job.cart), work, &job,
		    err);
		pos_shop_close(&shop);
	}
	pos_pool_free(pool);
	return st;
}
