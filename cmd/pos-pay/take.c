/*
 * take.c - pos-pay cash, record: a payment for each sale.
 *
 * From the input comes only which sale; what is due is read from the store.
 */
#include <string.h>

#include "pay.h"

static const char *sale_text, *amount_text, *tip_text, *reference;
static bool backdate;

#define COMMON \
	POS_OPT_TEXT(0, "sale", &sale_text, "SALE", \
	    "id, number of today, or DAY/NUMBER; else sales from input"), \
	    POS_OPT_MONEY(0, "amount", &amount_text, "AMOUNT", \
		"pay only this much of what is due"), \
	    POS_OPT_MONEY(0, "tip", &tip_text, "AMOUNT", \
		"a tip, beside what is due"), \
	    POS_OPT_FLAG(0, "backdate", &backdate, \
		"at the time of each sale, for past years"), \
	    POS_OPT_GROUP(pos_write_options), POS_OPT_END

const struct pos_opt pay_cash_options[] = { COMMON };
const struct pos_opt pay_record_options[] = {
	POS_OPT_TEXT(0, "reference", &reference, "TEXT",
	    "number of the slip or transaction"),
	COMMON
};

static enum pos_status
take(struct pos_shop *shop, struct pos_pool *pool, const char *id_text,
    void *arg, struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_sale *sale = pos_pool_alloc(pool, sizeof(*sale));
	const struct pos_pay_want *want = arg;
	enum pos_status st;
	struct pos_id id;

	st = pay_which(shop, id_text, &id, err);
	if (st == POS_OK && backdate)
		st = pos_shop_set_time(shop, id.ms, err);
	if (st == POS_OK)
		st = pos_pay_take(shop, &id, want, pool, sale, err);
	if (st == POS_OK)
		pay_answer(shop, sale, pool, answer);
	return st;
}

/* All that makes two requests different, for --key. */
static const char *
asked(struct pos_pool *pool, const char *verb, int argc, char **argv)
{
	struct pos_buf more = { 0 };
	const char *text;

	pos_cmd_asked_add(&more, "sale", sale_text);
	pos_cmd_asked_add(&more, "amount", amount_text);
	pos_cmd_asked_add(&more, "tip", tip_text);
	pos_cmd_asked_add(&more, "reference", reference);
	text = pos_cmd_asked(pool, verb, argc, argv, more.text);
	pos_buf_release(&more);
	return text;
}

static enum pos_status
run(struct pos_shop *shop, const char *verb, int argc, char **argv,
    struct pos_pay_want *want, struct pos_err *err)
{
	struct pos_pool *pool;
	enum pos_status st;

	st = pos_cmd_amount(shop, "--amount", amount_text, &want->amount_minor,
	    err);
	if (st == POS_OK)
		st = pos_cmd_amount(shop, "--tip", tip_text, &want->tip_minor,
		    err);
	if (st == POS_OK && backdate)
		st =
		    pos_staff_may(shop, POS_RIGHT_BACKDATE, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = pay_each(shop, sale_text, asked(pool, verb, argc, argv), take,
	    want, err);
	pos_pool_free(pool);
	return st;
}

enum pos_status
pay_cash(int argc, char **argv, struct pos_err *err)
{
	struct pos_pay_want want = { .method = "cash" };
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = pos_cmd_amount(&shop, "AMOUNT", argc > 0 ? argv[0] : NULL,
	    &want.tendered_minor, err);
	if (st == POS_OK)
		st = run(&shop, "cash", argc, argv, &want, err);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
pay_record(int argc, char **argv, struct pos_err *err)
{
	struct pos_pay_want want = { .method = argv[0],
		.reference = reference };
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = run(&shop, "record", argc, argv, &want, err);
	pos_shop_close(&shop);
	return st;
}
