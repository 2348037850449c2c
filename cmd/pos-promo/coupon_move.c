/*
 * coupon_move.c - coupon transfer, freeze and unfreeze.
 */
#include "../common.h"
#include "coupons.h"

static const char *to, *from;

const struct pos_opt coupon_transfer_options[] = {
	POS_OPT_TEXT(0, "to", &to, "MEMBER", "who gets it"),
	POS_OPT_TEXT(0, "from", &from, "MEMBER",
	    "who holds it and hands it on"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt coupon_freeze_options[] = {
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
transfer(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_coupon *coupon = pos_pool_alloc(pool, sizeof(*coupon));
	struct pos_approval approval = { 0 };
	int64_t from_no = 0, to_no = 0;
	bool by_code = false;
	enum pos_status st = pos_cmd_approval(&approval, pool, err);

	if (st == POS_OK)
		st = coupon_named(shop, arg, pool, coupon, &by_code, err);
	if (st == POS_OK)
		st = coupon_member(shop, to, pool, &to_no, err);
	if (st == POS_OK && from != NULL)
		st = coupon_member(shop, from, pool, &from_no, err);
	if (st == POS_OK)
		st = pos_coupon_transfer(shop, coupon, by_code, from_no, to_no,
		    &approval, pool, err);
	answer->record = &pos_coupon_record;
	answer->data = coupon;
	return st;
}

enum pos_status
coupon_transfer_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (to == NULL)
		return pos_fail(err, POS_USAGE,
		    "coupon transfer wants --to MEMBER");
	pos_cmd_asked_private(&more, "to", to);
	pos_cmd_asked_private(&more, "from", from);
	st = pos_cmd_once("coupon transfer", argc, argv, more.text, transfer,
	    argv[0], err);
	pos_buf_release(&more);
	return st;
}

struct freezing {
	bool frozen;
	const char *what;
};

static enum pos_status
answer_with(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_coupon_batch *batch = pos_pool_alloc(pool, sizeof(*batch));
	struct pos_coupon *coupon = pos_pool_alloc(pool, sizeof(*coupon));
	enum pos_status st =
	    pos_coupon_batch_find(shop, what, pool, batch, err);

	answer->record = &pos_coupon_batch_record;
	answer->data = batch;
	if (st != POS_END)
		return st;
	answer->record = &pos_coupon_record;
	answer->data = coupon;
	return pos_coupon_by_number(shop, what, pool, coupon, err);
}

static enum pos_status
freeze(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	const struct freezing *job = arg;
	struct pos_approval approval = { 0 };
	enum pos_status st = pos_cmd_approval(&approval, pool, err);
	bool changed;

	if (st == POS_OK)
		st = pos_coupon_freeze(shop, job->what, job->frozen, &approval,
		    &changed, err);
	return st == POS_OK ? answer_with(shop, job->what, pool, answer, err) :
			      st;
}

enum pos_status
coupon_freeze_run(int argc, char **argv, struct pos_err *err)
{
	struct freezing job = { true, argv[0] };

	return pos_cmd_once("coupon freeze", argc, argv, NULL, freeze, &job,
	    err);
}

enum pos_status
coupon_unfreeze_run(int argc, char **argv, struct pos_err *err)
{
	struct freezing job = { false, argv[0] };

	return pos_cmd_once("coupon unfreeze", argc, argv, NULL, freeze, &job,
	    err);
}
