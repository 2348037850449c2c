/*
 * sale_job.c - the frame of verbs that change a sale: which one is meant, and
 * the answer.
 */
#include <string.h>
#include <unistd.h>

#include "sale_job.h"

static const char *which;

const struct pos_opt pos_sale_which_options[] = {
	POS_OPT_TEXT('s', "sale", &which, "SALE",
	    "which: an id, a number of today, or DAY/NUMBER"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const char *
pos_sale_which_given(void)
{
	return which;
}

void
pos_sale_answer(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, struct pos_cmd_answer *answer)
{
	answer->record = &pos_sale_record;
	answer->data = sale;
	if (pos_out_table())
		answer->text = pos_sale_as_text(shop, sale, pool);
}

static enum pos_status
step(struct pos_shop *shop, struct pos_pool *pool, const struct pos_id *id,
    struct pos_sale_job *job, struct pos_cmd_answer *answer,
    struct pos_err *err)
{
	struct pos_sale *sale = pos_pool_alloc(pool, sizeof(*sale));
	enum pos_status st;

	st = job->step(shop, id, job, pool, sale, err);
	if (st == POS_OK)
		pos_sale_answer(shop, sale, pool, answer);
	return st;
}

static enum pos_status
named(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_sale_job *job = arg;
	struct pos_id id;
	enum pos_status st;

	st = pos_sale_which(shop, job->which, &id, err);
	return st == POS_OK ? step(shop, pool, &id, job, answer, err) : st;
}

/* What comes by a pipe is an id, in full. */
static enum pos_status
came_in(struct pos_shop *shop, struct pos_pool *pool, const char *text,
    void *arg, struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_id id;
	enum pos_status st;

	if (!pos_id_parse(&id, text))
		return pos_fail(err, POS_DATA, "'%s' is no id of a sale", text);
	st = pos_sale_which(shop, text, &id, err);
	return st == POS_OK ? step(shop, pool, &id, arg, answer, err) : st;
}

static enum pos_status
run(struct pos_shop *shop, struct pos_sale_job *job, const char *asked,
    struct pos_err *err)
{
	struct pos_ids *ids;
	enum pos_status st;

	if (job->which != NULL)
		return pos_cmd_change(shop,
		    pos_pool_printf(shop->pool, "%s %s", asked, job->which),
		    named, job, err);
	ids = pos_ids_new(STDIN_FILENO, "sale");
	st = pos_cmd_stream(shop, ids, asked, came_in, job, err);
	pos_ids_free(ids);
	return st;
}

enum pos_status
pos_sale_do(struct pos_sale_job *job, const char *verb, int argc, char **argv,
    const char *more, struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct pos_pool *pool;
	enum pos_status st;

	if (job->which != NULL && which != NULL)
		return pos_fail(err, POS_USAGE,
		    "'%s' and --sale %s: one is "
		    "too many",
		    job->which, which);
	if (job->which == NULL)
		job->which = which;
	if (job->which == NULL && isatty(STDIN_FILENO))
		return pos_fail(err, POS_USAGE,
		    "which sale? say --sale, or pipe one in");
	pool = pos_pool_new();
	st = pos_cmd_approval(&job->approval, pool, err);
	if (st == POS_OK)
		st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st == POS_OK) {
		st = run(&shop, job,
		    pos_cmd_asked(pool, verb, argc, argv, more), err);
		pos_shop_close(&shop);
	}
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_sale_amount(const struct pos_shop *shop, const char *option,
    const char *text, int64_t *minor, struct pos_err *err)
{
	struct pos_money amount;
	enum pos_status st = pos_shop_money(shop, &amount, text, err);

	if (st == POS_OK && pos_money_cmp(amount, pos_minor(0)) < 0)
		st = pos_fail(err, POS_USAGE, "an amount is not negative");
	if (st != POS_OK) {
		(void)pos_fail_at(err, "--%s", option);
		if (err != NULL)
			err->status = POS_USAGE;
		return POS_USAGE;
	}
	*minor = amount.minor;
	return POS_OK;
}

enum pos_status
pos_sale_line_no(const char *text, int64_t *n, struct pos_err *err)
{
	size_t len = strlen(text), i;

	*n = 0;
	if (len == 0 || len > 6 || strspn(text, "0123456789") != len)
		len = 0;
	for (i = 0; i < len; i++)
		*n = *n * 10 + (text[i] - '0');
	return *n > 0 ?
	    POS_OK :
	    pos_fail(err, POS_USAGE, "'%s' is no number of a line", text);
}
