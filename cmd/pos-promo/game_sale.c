/*
 * game_sale.c - the frame of verbs that are about a sale: one that is named,
 * or those that come in.
 */
#include <unistd.h>

#include "games.h"

static const char *which;

const struct pos_opt game_sale_options[] = {
	POS_OPT_TEXT('s', "sale", &which, "SALE",
	    "which: an id, a number of today, or DAY/NUMBER"),
	POS_OPT_END,
};

const char *
game_sale_given(void)
{
	return which;
}

struct job {
	enum pos_status (*each)(struct pos_shop *, struct pos_pool *,
	    const char *, void *, struct pos_cmd_answer *, struct pos_err *);
	void *arg;
};

static enum pos_status
named(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	char text[POS_ID_TEXT];
	struct pos_id id;
	enum pos_status st;

	st = pos_sale_which(shop, which, &id, err);
	return st == POS_OK ? job->each(shop, pool, pos_id_text(text, &id),
				  job->arg, answer, err) :
			      st;
}

static enum pos_status
run(struct pos_shop *shop, struct job *job, const char *asked,
    struct pos_err *err)
{
	struct pos_ids *ids;
	enum pos_status st;

	if (which != NULL)
		return pos_cmd_change(shop,
		    pos_pool_printf(shop->pool, "%s %s", asked, which), named,
		    job, err);
	ids = pos_ids_new(STDIN_FILENO, "sale");
	st = pos_cmd_stream(shop, ids, asked, job->each, job->arg, err);
	pos_ids_free(ids);
	return st;
}

enum pos_status
game_sale_each(const char *asked,
    enum pos_status (*each)(struct pos_shop *, struct pos_pool *, const char *,
	void *, struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct job job = { .each = each, .arg = arg };
	struct pos_shop shop = { 0 };
	enum pos_status st;

	if (which == NULL && isatty(STDIN_FILENO))
		return pos_fail(err, POS_USAGE,
		    "which sale? say --sale, or pipe one in");
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = run(&shop, &job, asked, err);
	pos_shop_close(&shop);
	return st;
}
