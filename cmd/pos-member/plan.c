/*
 * plan.c - plan set, remove, list: what a top-up gives.
 */
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "shop/points.h"
#include "shop/topup.h"

static const char *name, *pay, *bonus, *coupons, *every, *level;
static int64_t bonus_points, instalments;
static bool manual;

const struct pos_opt plan_set_options[] = {
	POS_OPT_MONEY(0, "pay", &pay, "AMOUNT", "from this amount on"),
	POS_OPT_MONEY(0, "bonus", &bonus, "AMOUNT", "given on top"),
	POS_OPT_INT(0, "bonus-points", &bonus_points, 1, POS_POINTS_MAX, "N",
	    "points that it gives"),
	POS_OPT_TEXT(0, "coupons", &coupons, "BATCH[:N]",
	    "coupons of a batch, N of them"),
	POS_OPT_INT(0, "instalments", &instalments, 2, POS_INSTALMENTS_MAX,
	    "N", "give the bonus in so many parts, the first at once"),
	POS_OPT_CHOICE(0, "every", &every, POS_PLAN_EVERY,
	    "distance of the instalments; else month"),
	POS_OPT_TEXT(0, "level", &level, "CODE", "level that it gives"),
	POS_OPT_FLAG(0, "manual", &manual, "only where --plan names it"),
	POS_OPT_TEXT(0, "name", &name, "TEXT", "name for people"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt plan_remove_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt plan_list_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct job {
	const char *code;
	bool removed;
};

static enum pos_status
read_coupons(struct pos_topup_plan *plan, struct pos_pool *pool,
    struct pos_err *err)
{
	const char *colon = coupons != NULL ? strchr(coupons, ':') : NULL;
	char *end;

	if (coupons == NULL)
		return POS_OK;
	plan->coupons_each = 1;
	plan->coupons = coupons;
	if (colon == NULL)
		return POS_OK;
	plan->coupons =
	    pos_pool_textn(pool, coupons, (size_t)(colon - coupons));
	plan->coupons_each = strtol(colon + 1, &end, 10);
	if (*end != '\0' || plan->coupons_each < 1 || plan->coupons_each > 100)
		return pos_fail(err, POS_USAGE,
		    "--coupons '%s': BATCH or BATCH:N, N from 1 to 100",
		    coupons);
	return POS_OK;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_topup_plan *plan = pos_pool_alloc(pool, sizeof(*plan));
	const struct job *job = arg;
	enum pos_status st = POS_OK;

	plan->code = job->code;
	plan->removed = job->removed;
	if (!job->removed) {
		plan->name = name;
		plan->points = bonus_points;
		plan->instalments = instalments;
		plan->every =
		    instalments > 1 && every == NULL ? "month" : every;
		plan->level = level;
		plan->manual = manual;
		st = read_coupons(plan, pool, err);
		if (st == POS_OK)
			st = pos_cmd_amount(shop, "--pay", pay,
			    &plan->pay_minor, err);
		if (st == POS_OK)
			st = pos_cmd_amount(shop, "--bonus", bonus,
			    &plan->bonus_minor, err);
	}
	if (st == POS_OK)
		st = pos_topup_plan_put(shop, plan, err);
	answer->record = &pos_topup_plan_record;
	answer->data = plan;
	return st;
}

static enum pos_status
run(const char *verb, bool removed, int argc, char **argv, struct pos_err *err)
{
	struct job job = { .code = argv[0], .removed = removed };
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "name", name);
	pos_cmd_asked_add(&more, "pay", pay);
	pos_cmd_asked_add(&more, "bonus", bonus);
	pos_cmd_asked_add(&more, "coupons", coupons);
	pos_cmd_asked_add(&more, "every", every);
	pos_cmd_asked_add(&more, "level", level);
	pos_buf_printf(&more, " points=%lld instalments=%lld manual=%d",
	    (long long)bonus_points, (long long)instalments, manual);
	st = pos_cmd_once(verb, argc, argv, more.text, work, &job, err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
plan_set_run(int argc, char **argv, struct pos_err *err)
{
	return run("plan set", false, argc, argv, err);
}

enum pos_status
plan_remove_run(int argc, char **argv, struct pos_err *err)
{
	return run("plan remove", true, argc, argv, err);
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_topup_plan *all;
	enum pos_status st;
	size_t i, count;

	(void)arg;
	st = pos_topup_plan_list(shop, pool, &all, &count, err);
	for (i = 0; st == POS_OK && i < count; i++)
		st = pos_out_record(&pos_topup_plan_record, &all[i], err);
	return st;
}

enum pos_status
plan_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(look, NULL, err);
}
