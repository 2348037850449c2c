/*
 * points.c - points, points adjust, points expire, points due, ledger.
 */
#include "shop/points.h"
#include "account.h"

static const char *reason;
static int64_t until_day, before_day, days = 30;
static bool ever;

const struct pos_opt points_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt ledger_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt points_adjust_options[] = {
	POS_OPT_TEXT(0, "reason", &reason, "TEXT", "why; needed"),
	POS_OPT_DAY(0, "until", &until_day, "DAY",
	    "last day of points that are given; else as they are earned now"),
	POS_OPT_FLAG(0, "for-ever", &ever, "points that are given have no end"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt points_expire_options[] = {
	POS_OPT_DAY(0, "before", &before_day, "DAY",
	    "those whose last day was before this; else before today"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt points_due_options[] = {
	POS_OPT_INT(0, "days", &days, 0, 36500, "N",
	    "that expire within so many days; else 30"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct job {
	const char *member;
	const char *points;
	struct pos_approval approval;
};

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_points points;
	enum pos_status st;
	int64_t no;

	st = account_member(shop, arg, pool, &no, err);
	if (st == POS_OK)
		st = pos_points_of(shop, no, pool, &points, err);
	return st == POS_OK ? pos_out_record(&pos_points_record, &points, err) :
			      st;
}

enum pos_status
points_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv[0], err);
}

static enum pos_status
print_row(void *arg, const struct pos_ledger_row *row, struct pos_err *err)
{
	struct pos_ledger_row said = *row;

	(void)arg;
	if (pos_out_table())
		said.kind = pos_tr(said.kind);
	return pos_out_record(&pos_ledger_record, &said, err);
}

static enum pos_status
rows(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	enum pos_status st;
	int64_t owner;

	st = account_owner(shop, arg, pool, &owner, err);
	return st == POS_OK ?
	    pos_ledger_rows(shop, owner, print_row, NULL, err) :
	    st;
}

enum pos_status
ledger_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(rows, argv[0], err);
}

/* "+50" or "-50" */
static enum pos_status
read_points(const char *text, int64_t *points, struct pos_err *err)
{
	const char *p = text + (*text == '+' || *text == '-');
	int64_t n = 0;

	if (*p == '\0')
		n = -1;
	for (; *p != '\0' && n >= 0; p++)
		n = *p >= '0' && *p <= '9' && n <= POS_POINTS_MAX ?
		    n * 10 + (*p - '0') :
		    -1;
	if (n <= 0 || n > POS_POINTS_MAX)
		return pos_fail(err, POS_USAGE, "'%s': points as +50 or -50",
		    text);
	*points = *text == '-' ? -n : n;
	return POS_OK;
}

static enum pos_status
adjust(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_points *points = pos_pool_alloc(pool, sizeof(*points));
	const struct job *job = arg;
	int64_t no, n = 0, until = until_day;
	enum pos_status st;

	st = account_member(shop, job->member, pool, &no, err);
	if (st == POS_OK)
		st = read_points(job->points, &n, err);
	if (st == POS_OK && n < 0 && (until != 0 || ever))
		return pos_fail(err, POS_USAGE,
		    "only points that are given have a last day");
	if (st == POS_OK && n > 0 && until == 0 && !ever)
		st = pos_earn_until(shop, &until, err);
	if (st == POS_OK)
		st = pos_points_adjust(shop, no, n, until, reason,
		    &job->approval, err);
	if (st == POS_OK)
		st = pos_points_of(shop, no, pool, points, err);
	answer->record = &pos_points_record;
	answer->data = points;
	return st;
}

enum pos_status
points_adjust_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct job job = { .member = argv[0], .points = argv[1] };
	struct pos_buf more = { 0 };
	char text[POS_TIME_TEXT];
	enum pos_status st;

	(void)argc;
	st = pos_cmd_approval(&job.approval, pool, err);
	pos_cmd_asked_private(&more, "member", argv[0]);
	pos_cmd_asked_add(&more, "points", argv[1]);
	pos_cmd_asked_add(&more, "reason", reason);
	pos_cmd_asked_add(&more, "for-ever", ever ? "yes" : NULL);
	pos_cmd_asked_add(&more, "until",
	    until_day == 0 ? NULL : pos_day_text(text, (int32_t)until_day));
	if (st == POS_OK)
		st = pos_cmd_once("points adjust", 0, NULL, more.text, adjust,
		    &job, err);
	pos_buf_release(&more);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
expire(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_expired *done = pos_pool_alloc(pool, sizeof(*done));

	(void)arg;
	answer->record = &pos_expired_record;
	answer->data = done;
	return pos_points_expire(shop, before_day != 0 ? before_day : shop->day,
	    pool, done, err);
}

enum pos_status
points_expire_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	char text[POS_TIME_TEXT];
	enum pos_status st;

	pos_cmd_asked_add(&more, "before",
	    before_day == 0 ? NULL : pos_day_text(text, (int32_t)before_day));
	st = pos_cmd_once("points expire", argc, argv, more.text, expire, NULL,
	    err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
print_due(void *arg, const struct pos_expiring *row, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_expiring_record, row, err);
}

static enum pos_status
due(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	(void)arg;
	return pos_points_due(shop, shop->day,
	    pos_day_add(shop->day, (int)days), print_due, NULL, err);
}

enum pos_status
points_due_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(due, NULL, err);
}
