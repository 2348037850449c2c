/*
 * account.c - pos-pay points, stored, gift: sales paid from accounts.
 */
#include "pay.h"
#include "shop/points.h"

static const char *sale_text, *amount_text, *card;
static bool partial;

#define COMMON \
	POS_OPT_TEXT(0, "sale", &sale_text, "SALE", \
	    "id, number of today, or DAY/NUMBER; else sales from input"), \
	    POS_OPT_FLAG(0, "partial", &partial, \
		"pay what there is, where it is not enough"), \
	    POS_OPT_GROUP(pos_write_options), POS_OPT_END

const struct pos_opt pay_points_options[] = {
	POS_OPT_MONEY(0, "amount", &amount_text, "AMOUNT",
	    "pay only this much of what is due"),
	COMMON
};
const struct pos_opt pay_stored_options[] = { COMMON };
const struct pos_opt pay_gift_options[] = {
	POS_OPT_TEXT(0, "card", &card, "NUMBER", "number of the card; needed"),
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
	if (st == POS_OK)
		st = pos_pay_take(shop, &id, want, pool, sale, err);
	if (st == POS_OK)
		pay_answer(shop, sale, pool, answer);
	return st;
}

static enum pos_status
run(const char *verb, struct pos_pay_want *want, const char *amount,
    struct pos_err *err)
{
	struct pos_buf more = { 0 };
	struct pos_pool *pool;
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	want->method = verb;
	want->partial = partial;
	st = pos_cmd_amount(&shop, "AMOUNT", amount, &want->amount_minor, err);
	pos_cmd_asked_add(&more, "sale", sale_text);
	pos_cmd_asked_add(&more, "amount", amount);
	pos_cmd_asked_add(&more, "partial", partial ? "yes" : NULL);
	pos_cmd_asked_private(&more, "card", card);
	pos_buf_printf(&more, " points=%lld", (long long)want->points);
	if (st == POS_OK)
		st = pay_each(&shop, sale_text,
		    pos_cmd_asked(pool, verb, 0, NULL, more.text), take, want,
		    err);
	pos_buf_release(&more);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
pay_points(int argc, char **argv, struct pos_err *err)
{
	struct pos_pay_want want = { 0 };
	const char *p;

	if (argc > 0 && amount_text != NULL)
		return pos_fail(err, POS_USAGE,
		    "POINTS and --amount are one too many");
	for (p = argc > 0 ? argv[0] : ""; *p != '\0'; p++) {
		if (*p < '0' || *p > '9' || want.points > POS_POINTS_MAX)
			return pos_fail(err, POS_USAGE,
			    "'%s' is no number of points: --amount says how "
			    "much money",
			    argv[0]);
		want.points = want.points * 10 + (*p - '0');
	}
	if (argc > 0 && (want.points == 0 || want.points > POS_POINTS_MAX))
		return pos_fail(err, POS_USAGE, "points: 1 to %lld",
		    (long long)POS_POINTS_MAX);
	return run("points", &want, amount_text, err);
}

enum pos_status
pay_stored(int argc, char **argv, struct pos_err *err)
{
	struct pos_pay_want want = { 0 };

	return run("stored", &want, argc > 0 ? argv[0] : NULL, err);
}

enum pos_status
pay_gift(int argc, char **argv, struct pos_err *err)
{
	struct pos_pay_want want = { .card = card };

	if (card == NULL)
		return pos_fail(err, POS_USAGE,
		    "which gift card? --card NUMBER says it");
	return run("gift", &want, argc > 0 ? argv[0] : NULL, err);
}
