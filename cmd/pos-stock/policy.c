/*
 * policy.c - policy: what happens to an order when stock runs out.
 *
 * A part of the item's own record, so it is set by the menu's event.
 */
#include <string.h>

#include "../common.h"
#include "stock.h"

const struct pos_opt policy_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	const char *item;
	const char *policy;
};

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	const struct pos_item *item;
	struct pos_item want;
	const char *code;
	enum pos_status st;
	bool changed;

	st = pos_staff_may(shop, POS_RIGHT_STOCK, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_item_find(shop, job->item, &item, err);
	if (st != POS_OK)
		return st;
	want = *item;
	/* absent means block: do not write what is so anyway */
	if (want.policy != NULL || strcmp(job->policy, "block") != 0)
		want.policy = job->policy;
	code = pos_pool_text(pool, item->code);
	st = pos_item_put(shop, &want, &changed, err);
	if (st == POS_OK) /* what was found may be gone with the change */
		st = pos_item_by_code(shop, code, &item, err);
	if (st != POS_OK)
		return st;
	answer->record = &pos_item_record;
	answer->data = item;
	answer->text =
	    pos_pool_printf(pool, "%s  %s\n", item->code, pos_tr(job->policy));
	return POS_OK;
}

static bool
one_of(const char *word)
{
	return strcmp(word, "block") == 0 || strcmp(word, "warn") == 0 ||
	    strcmp(word, "allow") == 0;
}

enum pos_status
policy_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .item = argv[0], .policy = argv[1] };

	if (!one_of(job.policy))
		return pos_fail(err, POS_USAGE,
		    "a policy is block, warn or allow, not '%s'", job.policy);
	return pos_cmd_once("policy", argc, argv, NULL, work, &job, err);
}
