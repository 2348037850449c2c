/*
 * group_list.c - group list, show, expire: groups as they are, and what the
 * failed ones leave to be given back.
 */
#include <string.h>

#include "games.h"

static const char *state, *promo;

const struct pos_opt group_list_options[] = {
	POS_OPT_CHOICE(0, "state", &state, POS_GROUPBUY_STATES,
	    "only in this state"),
	POS_OPT_TEXT(0, "rule", &promo, "RULE", "only of this rule"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_groupbuy *group, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_groupbuy_record, group, err);
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	(void)arg;
	return pos_groupbuy_list(shop, state, promo, print, NULL, err);
}

enum pos_status
group_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

const struct pos_opt group_show_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_groupbuy group;
	enum pos_status st;

	st = pos_groupbuy_load(shop, *(char **)arg, pool, &group, err);
	return st == POS_OK ?
	    pos_out_record(&pos_groupbuy_record, &group, err) :
	    st;
}

enum pos_status
group_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv, err);
}

const struct pos_opt group_expire_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
expire_work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	(void)pool;
	(void)arg;
	(void)answer;
	return pos_groupbuy_expire(shop, err);
}

static enum pos_status
print_refund(void *arg, const struct pos_groupbuy_refund *refund,
    struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_groupbuy_refund_record, refund, err);
}

/* What is due is read after the change: whoever died before printing it, or
 * before giving it back, finds it again. */
enum pos_status
group_expire_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	enum pos_status st;

	(void)argc;
	(void)argv;
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = pos_cmd_change(&shop, "group expire", expire_work, NULL, err);
	if (st == POS_OK && !shop.dry_run) {
		st = pos_read_begin(shop.store, err);
		if (st == POS_OK) {
			st = pos_groupbuy_refunds(&shop, print_refund, NULL,
			    err);
			pos_read_end(shop.store);
		}
		if (st == POS_OK)
			st = pos_out_done(err);
	}
	pos_shop_close(&shop);
	return st;
}
