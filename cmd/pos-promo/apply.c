/*
 * apply.c - apply: the best price of a sale by the promotions there are.
 *
 * A sale that was promoted once is priced again by every change of it, so
 * this need not be repeated after 'pos-sale add'.
 */
#include <stdio.h>

#include "price.h"

static struct pos_texts without;
static bool off;

const struct pos_opt promo_apply_options[] = {
	POS_OPT_GROUP(promo_typed_options),
	POS_OPT_TEXTS(0, "no-code", &without, "CODE",
	    "take a code, or a coupon by its number, off again; repeatable"),
	POS_OPT_FLAG(0, "off", &off, "back to list prices"),
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};

static enum pos_status
collect(struct pos_shop *shop, struct pos_pool *pool, struct pos_edit **edits,
    size_t *count, struct pos_err *err)
{
	struct pos_edit *e = NULL;
	enum pos_status st = POS_OK;
	bool points;
	int64_t n;
	size_t i;

	*count = 0;
	e = pos_pool_alloc(pool,
	    (without.count + promo_codes.count + 3) * sizeof(*e));
	for (i = 0; i < without.count; i++)
		e[(*count)++] = (struct pos_edit){ .kind = POS_EDIT_UNCODE,
			.text = without.text[i] };
	for (i = 0; st == POS_OK && i < promo_codes.count; i++)
		st = promo_typed(shop, promo_codes.text[i], pool,
		    &e[(*count)++], err);
	if (promo_pay_by != NULL)
		e[(*count)++] = (struct pos_edit){ .kind = POS_EDIT_PAY_BY,
			.text = promo_pay_by };
	if (st == POS_OK)
		st = promo_points(&points, &n, err);
	if (st == POS_OK && points)
		e[(*count)++] =
		    (struct pos_edit){ .kind = POS_EDIT_POINTS, .n = n };
	e[(*count)++] =
	    (struct pos_edit){ .kind = POS_EDIT_PROMOTE, .n = !off };
	*edits = e;
	return st;
}

static enum pos_status
apply(struct pos_shop *shop, const struct pos_id *id, struct pos_sale_job *job,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_edit *edits;
	enum pos_status st;
	size_t count;

	st = collect(shop, pool, &edits, &count, err);
	return st == POS_OK ? pos_sale_edit(shop, id, edits, count,
				  &job->approval, pool, sale, err) :
			      st;
}

/* For --key: all that was asked for. */
static void
asked(struct pos_buf *more)
{
	size_t i;

	for (i = 0; i < promo_codes.count; i++)
		pos_cmd_asked_add(more, "code", promo_codes.text[i]);
	for (i = 0; i < without.count; i++)
		pos_cmd_asked_add(more, "no-code", without.text[i]);
	pos_cmd_asked_add(more, "pay-by", promo_pay_by);
	pos_cmd_asked_add(more, "off", off ? "1" : NULL);
}

enum pos_status
promo_apply_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_sale_job job = { .step = apply };
	struct pos_buf more = { 0 };
	enum pos_status st;
	char text[32];
	bool given;
	int64_t n;

	st = promo_points(&given, &n, err);
	if (st != POS_OK)
		return st;
	if (off && (promo_codes.count > 0 || given))
		return pos_fail(err, POS_USAGE,
		    "--off goes with neither --code nor --points");
	asked(&more);
	snprintf(text, sizeof(text), "%lld", (long long)n);
	pos_cmd_asked_add(&more, "points", given ? text : NULL);
	st = pos_sale_do(&job, "apply", argc, argv, more.text, err);
	pos_buf_release(&more);
	return st;
}
