/*
 * topup.c - topup, topup refund: money onto a member's stored value, and
 * back.
 */
#include "shop/topup.h"
#include "account.h"

static const char *by, *plan, *reason, *reference;
static bool no_bonus;

const struct pos_opt topup_options[] = {
	POS_OPT_TEXT(0, "by", &by, "METHOD", "cash, card, ...; needed"),
	POS_OPT_TEXT(0, "plan", &plan, "CODE",
	    "by this plan; else by the best that the amount reaches"),
	POS_OPT_FLAG(0, "no-bonus", &no_bonus, "by no plan"),
	POS_OPT_TEXT(0, "reference", &reference, "TEXT",
	    "number of the slip or transaction"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt topup_refund_options[] = {
	POS_OPT_TEXT(0, "by", &by, "METHOD", "else as it was paid"),
	POS_OPT_TEXT(0, "reason", &reason, "TEXT", "why"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	const char *what; /* member, or top-up */
	const char *amount;
	struct pos_approval approval;
};

static enum pos_status
make(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_topup *topup = pos_pool_alloc(pool, sizeof(*topup));
	struct pos_topup_want want = { .method = by,
		.plan = plan,
		.no_plan = no_bonus,
		.reference = reference };
	const struct job *job = arg;
	enum pos_status st;
	int64_t no = 0;

	st = account_member(shop, job->what, pool, &no, err);
	if (st == POS_OK)
		st = pos_cmd_amount(shop, "AMOUNT", job->amount,
		    &want.amount_minor, err);
	if (st == POS_OK)
		st = pos_topup(shop, no, &want, pool, topup, err);
	answer->record = &pos_topup_record;
	answer->data = topup;
	return st;
}

enum pos_status
topup_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .what = argv[0],
		.amount = argc > 1 ? argv[1] : NULL };
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (by == NULL)
		return pos_fail(err, POS_USAGE,
		    "how is it paid? --by cash, card, ...");
	if (job.amount == NULL && plan == NULL)
		return pos_fail(err, POS_USAGE,
		    "how much? AMOUNT, or a --plan that says it");
	if (no_bonus && plan != NULL)
		return pos_fail(err, POS_USAGE,
		    "--no-bonus and --plan are one too many");
	pos_cmd_asked_private(&more, "member", argv[0]);
	pos_cmd_asked_add(&more, "amount", job.amount);
	pos_cmd_asked_add(&more, "by", by);
	pos_cmd_asked_add(&more, "plan", plan);
	pos_cmd_asked_add(&more, "no-bonus", no_bonus ? "yes" : NULL);
	pos_cmd_asked_add(&more, "reference", reference);
	st = pos_cmd_once("topup", 0, NULL, more.text, make, &job, err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
give(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_topup *back = pos_pool_alloc(pool, sizeof(*back));
	const struct job *job = arg;
	enum pos_status st;
	int64_t amount = 0;

	st = pos_cmd_amount(shop, "AMOUNT", job->amount, &amount, err);
	if (st == POS_OK && job->amount != NULL && amount == 0)
		return pos_fail(err, POS_USAGE, "nothing is given back by 0");
	if (st == POS_OK)
		st = pos_topup_refund(shop, job->what, amount, by, reason,
		    &job->approval, pool, back, err);
	answer->record = &pos_topup_record;
	answer->data = back;
	return st;
}

enum pos_status
topup_refund_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct job job = { .what = argv[0],
		.amount = argc > 1 ? argv[1] : NULL };
	struct pos_buf more = { 0 };
	enum pos_status st;

	st = pos_cmd_approval(&job.approval, pool, err);
	pos_cmd_asked_add(&more, "by", by);
	pos_cmd_asked_add(&more, "reason", reason);
	if (st == POS_OK)
		st = pos_cmd_once("topup refund", argc, argv, more.text, give,
		    &job, err);
	pos_buf_release(&more);
	pos_pool_free(pool);
	return st;
}
