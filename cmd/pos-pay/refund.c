/*
 * refund.c - pos-pay refund: money back, on returns or on a sale itself.
 */
#include "pay.h"

static const char *sale_text, *amount_text, *reason, *reference, *card;

const struct pos_opt pay_refund_options[] = {
	POS_OPT_TEXT(0, "sale", &sale_text, "SALE",
	    "id, number of today, or DAY/NUMBER; else returns from input"),
	POS_OPT_MONEY(0, "amount", &amount_text, "AMOUNT",
	    "how much; needed on a sale that is no return"),
	POS_OPT_TEXT(0, "reason", &reason, "TEXT", "why"),
	POS_OPT_TEXT(0, "reference", &reference, "TEXT",
	    "number of the slip or transaction"),
	POS_OPT_TEXT(0, "card", &card, "NUMBER",
	    "METHOD gift: which card, where several paid"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct refund {
	struct pos_pay_want want;
	struct pos_approval approval;
};

static enum pos_status
give(struct pos_shop *shop, struct pos_pool *pool, const char *id_text,
    void *arg, struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_sale *sale = pos_pool_alloc(pool, sizeof(*sale));
	const struct refund *refund = arg;
	enum pos_status st;
	struct pos_id id;

	st = pay_which(shop, id_text, &id, err);
	if (st == POS_OK)
		st = pos_pay_refund(shop, &id, &refund->want, &refund->approval,
		    reason, pool, sale, err);
	if (st == POS_OK)
		pay_answer(shop, sale, pool, answer);
	return st;
}

static enum pos_status
run(struct pos_shop *shop, struct pos_pool *pool, int argc, char **argv,
    struct pos_err *err)
{
	struct refund refund = { .want = { .method = argv[0],
				     .reference = reference,
				     .card = card } };
	struct pos_buf more = { 0 };
	enum pos_status st;

	st = pos_cmd_amount(shop, "--amount", amount_text,
	    &refund.want.amount_minor, err);
	if (st == POS_OK)
		st = pos_cmd_approval(&refund.approval, pool, err);
	if (st != POS_OK)
		return st;
	pos_cmd_asked_add(&more, "sale", sale_text);
	pos_cmd_asked_add(&more, "amount", amount_text);
	pos_cmd_asked_add(&more, "reason", reason);
	pos_cmd_asked_add(&more, "reference", reference);
	pos_cmd_asked_private(&more, "card", card);
	st = pay_each(shop, sale_text,
	    pos_cmd_asked(pool, "refund", argc, argv, more.text), give, &refund,
	    err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
pay_refund(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool;
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = run(&shop, pool, argc, argv, err);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}
