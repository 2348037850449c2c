/*
 * place.c - pos-admin branch and till.
 *
 * What is not said stays as it is, but for --inactive: leaving it out brings
 * a branch or till back.
 */
#include "shop/place.h"
#include "admin.h"

static const char *name;
static bool inactive;

const struct pos_opt pos_branch_set_options[] = {
	POS_OPT_TEXT(0, "name", &name, "NAME", "its name"),
	POS_OPT_FLAG(0, "inactive", &inactive, "it is not used any more"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt pos_till_set_options[] = {
	POS_OPT_TEXT(0, "name", &name, "NAME", "its name"),
	POS_OPT_FLAG(0, "inactive", &inactive, "it is not used any more"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
branches(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_place *all;
	enum pos_status st;
	size_t n;

	(void)arg;
	st = pos_branch_list(shop->store, pool, &all, &n, err);
	if (st == POS_OK)
		st = pos_admin_list(&pos_branch_record, all, n, err);
	return st;
}

static enum pos_status
tills(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_place *all;
	enum pos_status st;
	size_t n;

	(void)arg;
	st = pos_till_list(shop->store,
	    pos_cmd_branch() != NULL ? shop->branch : 0, pool, &all, &n, err);
	if (st == POS_OK)
		st = pos_admin_list(&pos_till_record, all, n, err);
	return st;
}

enum pos_status
pos_branches(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(branches, NULL, err);
}

enum pos_status
pos_tills(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(tills, NULL, err);
}

/* What the options say; it becomes the answer when it is put. */
static struct pos_place *
wanted(struct pos_pool *pool, const struct pos_record *record,
    struct pos_cmd_answer *answer)
{
	struct pos_place *p = pos_pool_alloc(pool, sizeof(*p));

	p->name = name;
	p->inactive = inactive;
	answer->record = record;
	answer->data = p;
	return p;
}

static enum pos_status
set_branch(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_place *p = wanted(pool, &pos_branch_record, answer);
	enum pos_status st;
	bool changed;

	p->branch = arg;
	st = pos_staff_may(shop, POS_RIGHT_ADMIN, 0, NULL, NULL, err);
	return st == POS_OK ? pos_branch_put(shop, p, pool, &changed, err) : st;
}

static enum pos_status
set_till(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_place *p = wanted(pool, &pos_till_record, answer);
	enum pos_status st;
	bool changed;

	p->branch = shop->branch_code;
	p->branch_no = shop->branch;
	p->till = arg;
	st = pos_staff_may(shop, POS_RIGHT_ADMIN, 0, NULL, NULL, err);
	return st == POS_OK ? pos_till_put(shop, p, pool, &changed, err) : st;
}

static enum pos_status
edit(const char *verb, int argc, char **argv, bool till, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "name", name);
	pos_cmd_asked_add(&more, "inactive", inactive ? "1" : NULL);
	st = pos_cmd_once(verb, argc, argv, more.text,
	    till ? set_till : set_branch, argv[0], err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
pos_branch_edit(int argc, char **argv, struct pos_err *err)
{
	return edit("branch set", argc, argv, false, err);
}

enum pos_status
pos_till_edit(int argc, char **argv, struct pos_err *err)
{
	return edit("till set", argc, argv, true, err);
}
