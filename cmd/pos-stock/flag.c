/*
 * flag.c - sold-out and back: what the kitchen calls out.
 */
#include "../common.h"
#include "stock.h"

const struct pos_opt flag_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	bool sold_out;
	const char *const *what;
	size_t count;
	struct pos_soldout done;
};

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	struct pos_buf text = { 0 };
	enum pos_status st;
	size_t i;

	st = pos_soldout_mark(shop, job->sold_out, job->what, job->count, pool,
	    &job->done, err);
	if (st != POS_OK)
		return st;
	for (i = 0; i < job->done.lines_count; i++) {
		const struct pos_soldout_line *line = &job->done.lines[i];

		pos_buf_text(&text,
		    line->item != NULL ? line->item : line->option_group);
		if (line->item == NULL)
			pos_buf_printf(&text, "=%s", line->choice);
		pos_buf_printf(&text, "  %s\n",
		    job->done.sold_out ? pos_tr("sold out") : pos_tr("back"));
	}
	answer->record = &pos_soldout_record;
	answer->data = &job->done;
	answer->text =
	    pos_pool_textn(pool, text.len > 0 ? text.text : "", text.len);
	pos_buf_release(&text);
	return POS_OK;
}

static enum pos_status
run(bool sold_out, int argc, char **argv, struct pos_err *err)
{
	struct job job = { .sold_out = sold_out,
		.what = (const char *const *)argv,
		.count = (size_t)argc };

	return pos_cmd_once(sold_out ? "sold-out" : "back", argc, argv, NULL,
	    work, &job, err);
}

enum pos_status
soldout_run(int argc, char **argv, struct pos_err *err)
{
	return run(true, argc, argv, err);
}

enum pos_status
back_run(int argc, char **argv, struct pos_err *err)
{
	return run(false, argc, argv, err);
}
