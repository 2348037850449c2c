/*
 * hold.c - hold and recall: a sale is put aside, and taken up again.
 */
#include "cmd/pos-sale/sale.h"
#include "shop/sale_list.h"

static const char *label;

const struct pos_opt pos_sale_hold_options[] = {
	POS_OPT_TEXT('l', "label", &label, "TEXT",
	    "a name to find it by, as 'lady in red'"),
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};
const struct pos_opt pos_sale_recall_options[] = {
	POS_OPT_TEXT('l', "label", &label, "TEXT",
	    "the sale that is held under this name"),
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};

static enum pos_status
hold(struct pos_shop *shop, const struct pos_id *id, struct pos_sale_job *job,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_edit edit = { .kind = POS_EDIT_HOLD, .text = label };

	return pos_sale_edit(shop, id, &edit, 1, &job->approval, pool, sale,
	    err);
}

static enum pos_status
recall(struct pos_shop *shop, const struct pos_id *id, struct pos_sale_job *job,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_edit edit = { .kind = POS_EDIT_RECALL };

	return pos_sale_edit(shop, id, &edit, 1, &job->approval, pool, sale,
	    err);
}

/* Looked for inside the change, so that two tills do not take up one sale. */
static enum pos_status
recall_labelled(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_sale *sale = pos_pool_alloc(pool, sizeof(*sale));
	struct pos_id id;
	enum pos_status st;

	st = pos_sale_labelled(shop, label, &id, err);
	if (st == POS_OK)
		st = recall(shop, &id, arg, pool, sale, err);
	if (st == POS_OK)
		pos_sale_answer(shop, sale, pool, answer);
	return st;
}

static enum pos_status
by_label(struct pos_err *err)
{
	struct pos_sale_job job = { .step = recall };
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "label", label);
	st = pos_cmd_once("recall", 0, NULL, more.text, recall_labelled, &job,
	    err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
pos_sale_cmd_hold(int argc, char **argv, struct pos_err *err)
{
	struct pos_sale_job job = { .step = hold,
		.which = argc > 0 ? argv[0] : NULL };
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "label", label);
	st = pos_sale_do(&job, "hold", 0, NULL, more.text, err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
pos_sale_cmd_recall(int argc, char **argv, struct pos_err *err)
{
	struct pos_sale_job job = { .step = recall,
		.which = argc > 0 ? argv[0] : NULL };

	if (label == NULL)
		return pos_sale_do(&job, "recall", 0, NULL, NULL, err);
	if (argc > 0 || pos_sale_which_given() != NULL)
		return pos_fail(err, POS_USAGE,
		    "the sale by its number or by --label, not both");
	return by_label(err);
}
