/*
 * void.c - void: a sale that is not paid, and shall not be.
 */
#include "cmd/pos-sale/sale.h"

static const char *reason;

const struct pos_opt pos_sale_void_options[] = {
	POS_OPT_TEXT('r', "reason", &reason, "TEXT", "why; must be given"),
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};

static enum pos_status
make_void(struct pos_shop *shop, const struct pos_id *id,
    struct pos_sale_job *job, struct pos_pool *pool, struct pos_sale *sale,
    struct pos_err *err)
{
	return pos_sale_void(shop, id, reason, &job->approval, pool, sale, err);
}

enum pos_status
pos_sale_cmd_void(int argc, char **argv, struct pos_err *err)
{
	struct pos_sale_job job = { .step = make_void,
		.which = argc > 0 ? argv[0] : NULL };
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (reason == NULL)
		return pos_fail(err, POS_USAGE, "a void needs its --reason");
	pos_cmd_asked_add(&more, "reason", reason);
	st = pos_sale_do(&job, "void", 0, NULL, more.text, err);
	pos_buf_release(&more);
	return st;
}
