/*
 * return.c - return: things come back, all of a sale or some.
 *
 * What it prints is the return, a sale of its own; the money goes back by
 * 'pos-pay refund', which takes it from the pipe.
 */
#include <string.h>

#include "cmd/pos-sale/sale.h"

static const char *reason;
static bool no_restock;

const struct pos_opt pos_sale_return_options[] = {
	POS_OPT_TEXT('r', "reason", &reason, "TEXT", "why; must be given"),
	POS_OPT_FLAG(0, "no-restock", &no_restock,
	    "do not put it back on the shelf"),
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};

struct lines {
	struct pos_return_line *line;
	size_t count;
};

static enum pos_status
give_back(struct pos_shop *shop, const struct pos_id *id,
    struct pos_sale_job *job, struct pos_pool *pool, struct pos_sale *sale,
    struct pos_err *err)
{
	const struct lines *lines = job->arg;

	return pos_sale_return(shop, id, lines->line, lines->count, reason,
	    !no_restock, &job->approval, pool, sale, err);
}

/* "2" or "2:1.5" */
static enum pos_status
read_line(char *word, struct pos_return_line *line, struct pos_err *err)
{
	char *colon = strchr(word, ':');
	enum pos_status st;

	if (colon != NULL)
		*colon = '\0';
	st = pos_sale_line_no(word, &line->n, err);
	if (colon == NULL || st != POS_OK)
		return st;
	*colon = ':';
	st = pos_milli_parse(&line->qty_milli, colon + 1, err);
	if (st == POS_OK && line->qty_milli <= 0)
		st = pos_fail(err, POS_DATA, "a quantity is more than 0");
	return st == POS_OK ? st : pos_fail_at(err, "'%s'", word);
}

/* The first word is the sale, unless --sale says it; "-" reads it. */
enum pos_status
pos_sale_cmd_return(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool;
	struct lines lines = { 0 };
	struct pos_sale_job job = { .step = give_back, .arg = &lines };
	struct pos_buf more = { 0 };
	enum pos_status st = POS_OK;

	if (reason == NULL)
		return pos_fail(err, POS_USAGE, "a return needs its --reason");
	if (argc > 0 && pos_sale_which_given() == NULL) {
		if (strcmp(argv[0], "-") != 0)
			job.which = argv[0];
		argv++;
		argc--;
	}
	pool = pos_pool_new();
	lines.line =
	    pos_pool_alloc(pool, ((size_t)argc + 1) * sizeof(*lines.line));
	for (; st == POS_OK && lines.count < (size_t)argc; lines.count++)
		st =
		    read_line(argv[lines.count], &lines.line[lines.count], err);
	pos_cmd_asked_add(&more, "reason", reason);
	pos_buf_printf(&more, " restock=%d", !no_restock);
	if (st == POS_OK)
		st = pos_sale_do(&job, "return", argc, argv, more.text, err);
	pos_buf_release(&more);
	pos_pool_free(pool);
	return st;
}
