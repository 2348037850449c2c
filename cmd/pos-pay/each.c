/*
 * each.c - which sales a payment is for: one by name, or those that come in.
 */
#include <unistd.h>

#include "pay.h"

enum pos_status
pay_which(struct pos_shop *shop, const char *text, struct pos_id *id,
    struct pos_err *err)
{
	if (pos_id_parse(id, text))
		return POS_OK;
	return pos_sale_which(shop, text, id, err);
}

struct one {
	const char *sale;
	enum pos_status (*each)(struct pos_shop *, struct pos_pool *,
	    const char *, void *, struct pos_cmd_answer *, struct pos_err *);
	void *arg;
};

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct one *one = arg;

	return one->each(shop, pool, one->sale, one->arg, answer, err);
}

enum pos_status
pay_each(struct pos_shop *shop, const char *sale, const char *asked,
    enum pos_status (*each)(struct pos_shop *, struct pos_pool *,
	const char *id, void *, struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct one one = { .sale = sale, .each = each, .arg = arg };
	struct pos_ids *ids;
	enum pos_status st;

	if (sale != NULL)
		return pos_cmd_change(shop, asked, work, &one, err);
	if (isatty(STDIN_FILENO))
		return pos_fail(err, POS_USAGE,
		    "which sale? --sale NUMBER, or sales from a pipe");
	ids = pos_ids_new(STDIN_FILENO, "sale");
	st = pos_cmd_stream(shop, ids, asked, each, arg, err);
	pos_ids_free(ids);
	return st;
}
