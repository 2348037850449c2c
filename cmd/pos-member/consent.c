/*
 * consent.c - consent, merge, erase: what members may ask for.
 */
#include <string.h>

#include "people.h"

static const char *source;
static bool yes;

const struct pos_opt member_consent_options[] = {
	POS_OPT_TEXT(0, "source", &source, "TEXT", "how it was said"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt member_merge_options[] = {
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt member_erase_options[] = {
	POS_OPT_FLAG(0, "yes", &yes, "it is meant: there is no way back"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	const char *a, *b;
	bool changed;
};

static enum pos_status
consent(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	const struct job *job = arg;
	struct pos_member m;
	enum pos_status st;

	st = people_find(shop, job->a, pool, &m, err);
	if (st == POS_OK)
		st = pos_member_consent(shop, &m, strcmp(job->b, "yes") == 0,
		    source, pool, err);
	return st == POS_OK ? people_answer(shop, &m, pool, answer, err) : st;
}

enum pos_status
member_consent_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .a = argv[0], .b = argv[1] };
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (strcmp(job.b, "yes") != 0 && strcmp(job.b, "no") != 0)
		return pos_fail(err, POS_USAGE, "expected yes or no, not '%s'",
		    job.b);
	pos_cmd_asked_add(&more, "consent", job.b);
	pos_cmd_asked_add(&more, "source", source);
	st = people_once("consent", argc - 1, argv, more.text, consent, &job,
	    err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
approved(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_approval *approval, struct pos_err *err)
{
	enum pos_status st = pos_cmd_approval(approval, pool, err);

	return st == POS_OK ?
	    pos_staff_may(shop, POS_RIGHT_PERSONAL, 0, approval, NULL, err) :
	    st;
}

static enum pos_status
merge(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_approval approval = { 0 };
	struct pos_member from, into;
	struct job *job = arg;
	enum pos_status st;

	st = approved(shop, pool, &approval, err);
	if (st == POS_OK)
		st = people_find(shop, job->a, pool, &from, err);
	if (st == POS_OK)
		st = people_find(shop, job->b, pool, &into, err);
	if (st == POS_OK)
		st = pos_member_open(shop, pool, &from, err);
	if (st == POS_OK)
		st = pos_member_open(shop, pool, &into, err);
	if (st == POS_OK)
		st = pos_member_merge(shop, &from, &into, pool, err);
	job->changed = st == POS_OK;
	return st == POS_OK ? people_answer(shop, &into, pool, answer, err) :
			      st;
}

static enum pos_status
erase(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_approval approval = { 0 };
	struct job *job = arg;
	struct pos_member m;
	enum pos_status st;

	st = pos_cmd_approval(&approval, pool, err);
	if (st == POS_OK)
		st = people_find(shop, job->a, pool, &m, err);
	if (st == POS_OK)
		st = pos_member_erase(shop, &m, &approval, err);
	if (st == POS_OK)
		st = pos_member_by_no(shop, m.member_no, pool, &m, err);
	job->changed = st == POS_OK;
	return st == POS_OK ? people_answer(shop, &m, pool, answer, err) : st;
}

/* A change that throws keys away, and then what the log still holds. */
static enum pos_status
wiping(const char *verb, int argc, char **argv,
    enum pos_status (*work)(struct pos_shop *, struct pos_pool *, void *,
	struct pos_cmd_answer *, struct pos_err *),
    struct job *job, struct pos_err *err)
{
	struct pos_shop shop;
	struct pos_err why;
	enum pos_status st = pos_cmd_open(&shop, POS_STORE_WRITE, err);

	if (st != POS_OK)
		return st;
	st = pos_cmd_change(&shop,
	    people_asked(shop.pool, verb, argc, argv, NULL), work, job, err);
	if (st == POS_OK && job->changed && !shop.dry_run &&
	    pos_store_wiped(shop.store, &why) != POS_OK)
		pos_warn("%s", why.text);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
member_merge_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .a = argv[0], .b = argv[1] };

	return wiping("merge", argc, argv, merge, &job, err);
}

enum pos_status
member_erase_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .a = argv[0] };

	if (!yes)
		return pos_fail(err, POS_USAGE,
		    "erase cannot be undone: say --yes");
	return wiping("erase", argc, argv, erase, &job, err);
}
