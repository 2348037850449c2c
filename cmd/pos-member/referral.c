/*
 * referral.c - referral code, set, show, review.
 *
 * What is not said of the rule stays as it is.
 */
#include "shop/referral.h"
#include "outreach.h"
#include "shop/points.h"

#define UNSET (-1)

static int64_t for_referrer = UNSET, for_new = UNSET, limit = UNSET,
	       points_days = UNSET, wait_days = UNSET;
static const char *min_order;
static bool off;

const struct pos_opt referral_set_options[] = {
	POS_OPT_INT(0, "points-for-referrer", &for_referrer, 0,
	    POS_POINTS_MAX, "N", "points for who brings somebody"),
	POS_OPT_INT(0, "points-for-new", &for_new, 0, POS_POINTS_MAX, "N",
	    "points for who is brought"),
	POS_OPT_MONEY(0, "min-order", &min_order, "AMOUNT",
	    "the first order comes to at least that; 0: any"),
	POS_OPT_INT(0, "limit", &limit, 0, INT64_MAX, "N",
	    "rewards of one referrer in a calendar month; 0: any number"),
	POS_OPT_INT(0, "points-days", &points_days, 0, 36600, "N",
	    "days that the points last; 0: no end"),
	POS_OPT_INT(0, "wait-days", &wait_days, 0, 366, "N",
	    "days after the first order, in which it may be returned"),
	POS_OPT_FLAG(0, "off", &off, "pay nothing any more"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct referral_code {
	const char *member;
	const char *code;
};
static const struct pos_record referral_code_record = {
	.type = "referral.code", .v = 1, .size = sizeof(struct referral_code),
	.help = "the code by which a member brings others",
	.fields = (const struct pos_field[]){
		POS_TEXT(referral_code, member, POS_F_COLUMN, 24,
		    "code of the member"),
		POS_TEXT(referral_code, code, POS_F_COLUMN, POS_REFERRAL_TEXT,
		    "referral code"),
		{ 0 },
	},
};
POS_LIST_RECORD(referral_code_record);

static enum pos_status
code(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	char text[POS_REFERRAL_TEXT];
	struct referral_code row;
	struct pos_member m;
	enum pos_status st = outreach_member(shop, arg, pool, &m, err);

	if (st != POS_OK)
		return st;
	row.member = m.code;
	row.code = pos_referral_code(text, m.member_no);
	return pos_out_record(&referral_code_record, &row, err);
}

enum pos_status
referral_code_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(code, argv[0], err);
}

static void
take(int64_t *to, int64_t given)
{
	if (given != UNSET)
		*to = given;
}

static enum pos_status
set(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_referral *rule = pos_pool_alloc(pool, sizeof(*rule));
	enum pos_status st;
	bool changed;

	(void)arg;
	st = pos_referral_rule(shop, pool, rule, err);
	if (st != POS_OK && st != POS_END)
		return st;
	take(&rule->points_for_referrer, for_referrer);
	take(&rule->points_for_new, for_new);
	take(&rule->month_limit, limit);
	take(&rule->points_days, points_days);
	take(&rule->wait_days, wait_days);
	rule->off = off;
	st = outreach_money(shop, "min-order", min_order,
	    &rule->min_order_minor, err);
	if (st == POS_OK)
		st = pos_referral_put(shop, rule, &changed, err);
	answer->record = &pos_referral_record;
	answer->data = rule;
	return st;
}

enum pos_status
referral_set_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	outreach_asked_int(&more, "points-for-referrer", for_referrer, UNSET);
	outreach_asked_int(&more, "points-for-new", for_new, UNSET);
	pos_cmd_asked_add(&more, "min-order", min_order);
	outreach_asked_int(&more, "limit", limit, UNSET);
	outreach_asked_int(&more, "points-days", points_days, UNSET);
	outreach_asked_int(&more, "wait-days", wait_days, UNSET);
	pos_cmd_asked_add(&more, "off", off ? "1" : NULL);
	st =
	    pos_cmd_once("referral set", argc, argv, more.text, set, NULL, err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_referral rule;
	enum pos_status st = pos_referral_rule(shop, pool, &rule, err);

	(void)arg;
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no rule for referrals: 'pos-member referral set' sets "
		    "one");
	return st == POS_OK ? pos_out_record(&pos_referral_record, &rule, err) :
			      st;
}

enum pos_status
referral_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(show, NULL, err);
}

static enum pos_status
review(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_referral_reviewed *done =
	    pos_pool_alloc(pool, sizeof(*done));

	(void)arg;
	answer->record = &pos_referral_reviewed_record;
	answer->data = done;
	return pos_referral_review(shop, pool, done, err);
}

enum pos_status
referral_review_run(int argc, char **argv, struct pos_err *err)
{
	return pos_cmd_once("referral review", argc, argv, NULL, review, NULL,
	    err);
}
