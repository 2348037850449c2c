/*
 * topup_list.c - topup list, topup due: what was paid in, and what bonus is
 * to come.
 */
#include "account.h"
#include "shop/topup.h"

static int64_t from_day, to_day, due_to;
static bool sums, post;

const struct pos_opt topup_list_options[] = {
	POS_OPT_DAY(0, "from", &from_day, "DAY", "from this day on"),
	POS_OPT_DAY(0, "to", &to_day, "DAY", "to this day; else the open one"),
	POS_OPT_FLAG(0, "sums", &sums, "only the sums by method"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt topup_due_options[] = {
	POS_OPT_DAY(0, "to", &due_to, "DAY", "due until this day; else today"),
	POS_OPT_FLAG(0, "post", &post, "post them: for cron, once a day"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_topup *topup, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_topup_record, topup, err);
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	int64_t to = to_day != 0 ? to_day : shop->day;
	int64_t from = from_day != 0 ? from_day : to;
	struct pos_topup_sum *all;
	enum pos_status st;
	size_t i, count;

	(void)arg;
	if (!sums)
		return pos_topup_list(shop, from, to, print, NULL, err);
	st = pos_topup_sums(shop, from, to, pool, &all, &count, err);
	for (i = 0; st == POS_OK && i < count; i++)
		st = pos_out_record(&pos_topup_sum_record, &all[i], err);
	return st;
}

enum pos_status
topup_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(look, NULL, err);
}

static enum pos_status
print_due(void *arg, const struct pos_topup_due *row, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_topup_due_record, row, err);
}

static enum pos_status
dues(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	(void)arg;
	return pos_topup_dues(shop, due_to != 0 ? due_to : shop->day, print_due,
	    NULL, err);
}

static enum pos_status
post_all(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_posted *done = pos_pool_alloc(pool, sizeof(*done));

	(void)arg;
	answer->record = &pos_posted_record;
	answer->data = done;
	return pos_topup_post(shop, due_to != 0 ? due_to : shop->day, pool,
	    done, err);
}

enum pos_status
topup_due_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	char text[POS_TIME_TEXT];
	enum pos_status st;

	if (!post)
		return pos_cmd_look(dues, NULL, err);
	pos_cmd_asked_add(&more, "to",
	    due_to == 0 ? NULL : pos_day_text(text, (int32_t)due_to));
	st = pos_cmd_once("topup due", argc, argv, more.text, post_all, NULL,
	    err);
	pos_buf_release(&more);
	return st;
}
