/*
 * level_give.c - level give, take, buy: what rules do not decide.
 */
#include <string.h>

#include "outreach.h"
#include "shop/level.h"

static int64_t until;
static const char *reason, *method, *tendered;

const struct pos_opt level_give_options[] = {
	POS_OPT_DAY(0, "until", &until, "DAY",
	    "its last day; without it: no end"),
	POS_OPT_TEXT(0, "reason", &reason, "TEXT", "why"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt level_take_options[] = {
	POS_OPT_TEXT(0, "reason", &reason, "TEXT", "why"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt level_buy_options[] = {
	POS_OPT_TEXT(0, "by", &method, "METHOD",
	    "how it is paid: cash, card and the like"),
	POS_OPT_MONEY(0, "tendered", &tendered, "AMOUNT",
	    "cash that was handed over"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	const char *member;
	const char *level; /* NULL: taken */
};

static enum pos_status
give(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_level_move *move = pos_pool_alloc(pool, sizeof(*move));
	const struct job *job = arg;
	struct pos_member m = { 0 };
	enum pos_status st;

	st = outreach_member(shop, job->member, pool, &m, err);
	if (st == POS_OK)
		st = pos_level_give(shop, m.member_no, job->level, until,
		    reason, pool, move, err);
	answer->record = &pos_level_move_record;
	answer->data = move;
	return st;
}

static enum pos_status
give_or_take(const char *verb, const struct job *job, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (reason == NULL)
		return pos_fail(err, POS_USAGE,
		    "--reason: say why the rules are not followed");
	pos_cmd_asked_private(&more, "member", job->member);
	pos_cmd_asked_add(&more, "level", job->level);
	outreach_asked_int(&more, "until", until, 0);
	pos_cmd_asked_add(&more, "reason", reason);
	st = pos_cmd_once(verb, 0, NULL, more.text, give, (void *)job, err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
level_give_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { argv[0], argv[1] };

	(void)argc;
	return give_or_take("level give", &job, err);
}

enum pos_status
level_take_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { argv[0], NULL };

	(void)argc;
	return give_or_take("level take", &job, err);
}

static enum pos_status
buy(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_level_move *move = pos_pool_alloc(pool, sizeof(*move));
	const struct job *job = arg;
	struct pos_member m = { 0 };
	enum pos_status st;
	int64_t minor = 0;

	st = outreach_member(shop, job->member, pool, &m, err);
	if (st == POS_OK)
		st = outreach_money(shop, "tendered", tendered, &minor, err);
	if (st == POS_OK)
		st = pos_level_buy(shop, m.member_no, job->level, method, minor,
		    pool, move, err);
	answer->record = &pos_level_move_record;
	answer->data = move;
	return st;
}

enum pos_status
level_buy_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { argv[0], argv[1] };
	struct pos_buf more = { 0 };
	enum pos_status st;

	(void)argc;
	if (method == NULL)
		return pos_fail(err, POS_USAGE, "--by: how is it paid?");
	pos_cmd_asked_private(&more, "member", job.member);
	pos_cmd_asked_add(&more, "level", job.level);
	pos_cmd_asked_add(&more, "by", method);
	pos_cmd_asked_add(&more, "tendered", tendered);
	st = pos_cmd_once("level buy", 0, NULL, more.text, buy, &job, err);
	pos_buf_release(&more);
	return st;
}
