/*
 * add.c - add and remove: lines of a sale that is not paid yet.
 */
#include "cmd/pos-sale/sale.h"

const struct pos_opt pos_sale_add_options[] = {
	POS_OPT_GROUP(pos_sale_cart_options),
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};
const struct pos_opt pos_sale_remove_options[] = {
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};

static enum pos_status
add(struct pos_shop *shop, const struct pos_id *id, struct pos_sale_job *job,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_order_line *lines;
	struct pos_edit *edits;
	enum pos_status st;
	size_t count, i;

	st = pos_sale_cart_lines(shop, job->arg, pool, &lines, &count, err);
	if (st != POS_OK)
		return st;
	edits = pos_pool_alloc(pool, count * sizeof(*edits));
	for (i = 0; i < count; i++) {
		edits[i].kind = POS_EDIT_ADD;
		edits[i].line = lines[i];
	}
	return pos_sale_edit(shop, id, edits, count, &job->approval, pool, sale,
	    err);
}

enum pos_status
pos_sale_cmd_add(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_sale_cart cart;
	struct pos_sale_job job = { .step = add, .arg = &cart };
	enum pos_status st;

	st = pos_sale_cart_read(&cart, argc, argv,
	    pos_sale_which_given() == NULL, pool, err);
	if (st == POS_OK)
		st = pos_sale_do(&job, "add", cart.count, cart.words,
		    cart.asked, err);
	pos_pool_free(pool);
	return st;
}

struct lines {
	struct pos_edit *edits;
	size_t count;
};

static enum pos_status
take_out(struct pos_shop *shop, const struct pos_id *id,
    struct pos_sale_job *job, struct pos_pool *pool, struct pos_sale *sale,
    struct pos_err *err)
{
	const struct lines *lines = job->arg;

	return pos_sale_edit(shop, id, lines->edits, lines->count,
	    &job->approval, pool, sale, err);
}

enum pos_status
pos_sale_cmd_remove(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct lines lines = { .count = (size_t)argc };
	struct pos_sale_job job = { .step = take_out, .arg = &lines };
	enum pos_status st = POS_OK;
	size_t i;

	lines.edits = pos_pool_alloc(pool, lines.count * sizeof(*lines.edits));
	for (i = 0; st == POS_OK && i < lines.count; i++) {
		lines.edits[i].kind = POS_EDIT_REMOVE;
		st = pos_sale_line_no(argv[i], &lines.edits[i].n, err);
	}
	if (st == POS_OK)
		st = pos_sale_do(&job, "remove", argc, argv, NULL, err);
	pos_pool_free(pool);
	return st;
}
