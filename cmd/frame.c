/*
 * frame.c - the frames of the verbs that look once or change once,
 * and amounts among their words.
 */
#include "common.h"

enum pos_status
pos_cmd_look(enum pos_status (*look)(struct pos_shop *, struct pos_pool *,
		 void *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_pool *pool;
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = pos_read_begin(shop.store, err);
	if (st == POS_OK) {
		st = look(&shop, pool, arg, err);
		pos_read_end(shop.store);
	}
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
pos_cmd_once(const char *verb, int argc, char **argv, const char *more,
    enum pos_status (*work)(struct pos_shop *, struct pos_pool *, void *,
	struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = pos_cmd_change(&shop,
	    pos_cmd_asked(shop.pool, verb, argc, argv, more), work, arg, err);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
pos_cmd_amount(const struct pos_shop *shop, const char *name, const char *text,
    int64_t *minor, struct pos_err *err)
{
	struct pos_money amount = { 0 };
	enum pos_status st = POS_OK;

	if (text != NULL)
		st = pos_shop_money(shop, &amount, text, err);
	if (st == POS_OK && pos_money_cmp(amount, pos_minor(0)) < 0)
		st = pos_fail(err, POS_DATA, "'%s' is negative", text);
	if (st != POS_OK && st != POS_BUG) {
		(void)pos_fail_at(err, "%s", name);
		return POS_USAGE;
	}
	*minor = amount.minor;
	return st;
}
