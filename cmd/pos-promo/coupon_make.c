/*
 * coupon_make.c - coupon make: a batch of coupons, and its codes.
 */
#include <string.h>

#include "../common.h"
#include "coupons.h"

static const char *promo, *prefix;
static int64_t count, valid_from, valid_to, valid_days;
static bool member_only, transferable, no_codes;

const struct pos_opt coupon_make_options[] = {
	POS_OPT_TEXT(0, "promo", &promo, "RULE",
	    "the promotion that they open; its trigger is code"),
	POS_OPT_INT('c', "count", &count, 1, POS_COUPON_MAX, "N",
	    "how many"),
	POS_OPT_DAY(0, "valid-from", &valid_from, "DAY", "their first day"),
	POS_OPT_DAY(0, "valid-to", &valid_to, "DAY", "their last day"),
	POS_OPT_INT(0, "valid-days", &valid_days, 1, 36500, "N",
	    "good for N days from the day on which each is issued"),
	POS_OPT_FLAG(0, "member-only", &member_only,
	    "only on sales with a member"),
	POS_OPT_FLAG(0, "transferable", &transferable,
	    "who holds one may hand it on"),
	POS_OPT_TEXT(0, "prefix", &prefix, "TEXT",
	    "what stands before each code, as SPRING"),
	POS_OPT_FLAG(0, "no-codes", &no_codes,
	    "print the batch alone, without its codes"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct making {
	const char *code;
	struct coupon_change change;
};

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_coupon_batch *batch = pos_pool_alloc(pool, sizeof(*batch));
	const struct making *job = arg;
	enum pos_status st;
	char *c;

	*batch = (struct pos_coupon_batch){
		.code = job->code,
		.promo = promo,
		.made = count,
		.prefix = pos_pool_text(pool, prefix),
		.valid_from = valid_from,
		.valid_to = valid_to,
		.valid_days = valid_days,
		.member_only = member_only,
		.transferable = transferable,
	};
	for (c = (char *)(uintptr_t)batch->prefix; c != NULL && *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	st = pos_coupon_make(shop, batch, &job->change.approval, err);
	answer->record = &pos_coupon_batch_record;
	answer->data = batch;
	return st;
}

static enum pos_status
print_all(struct pos_shop *shop, const struct pos_coupon_batch *batch,
    struct pos_err *err)
{
	char text[POS_COUPON_CODE_TEXT], number[100];
	struct pos_coupon_code code = { .number = number,
		.code = text,
		.last_day = batch->valid_to };
	struct pos_coupon_key key;
	enum pos_status st = pos_coupon_key(shop, &key, err);
	int64_t n;

	for (n = 1; n <= batch->made && st == POS_OK; n++) {
		snprintf(number, sizeof(number), "%s/%lld", batch->code,
		    (long long)n);
		pos_coupon_code(&key, batch, n, text);
		st = pos_out_record(&pos_coupon_code_record, &code, err);
	}
	explicit_bzero(&key, sizeof(key));
	return st;
}

/* A repeated --key prints the same codes: they are asked for by who makes. */
static enum pos_status
print(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const struct making *job = arg;
	struct pos_coupon_batch batch = { 0 };
	enum pos_status st;

	if (no_codes)
		return POS_OK;
	st = pos_coupon_batch_find(shop, job->code, pool, &batch, err);
	if (st == POS_OK)
		st = print_all(shop, &batch, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	if (st == POS_IO)
		pos_warn("the batch is made: 'pos-promo coupon list %s --codes'"
			 " prints its codes",
		    job->code);
	return st;
}

static void
asked(struct pos_buf *more)
{
	char day[POS_TIME_TEXT];

	pos_cmd_asked_add(more, "promo", promo);
	pos_buf_printf(more, " count=%lld", (long long)count);
	pos_cmd_asked_add(more, "valid-from",
	    valid_from == 0 ? NULL : pos_day_text(day, (int32_t)valid_from));
	pos_cmd_asked_add(more, "valid-to",
	    valid_to == 0 ? NULL : pos_day_text(day, (int32_t)valid_to));
	if (valid_days != 0)
		pos_buf_printf(more, " valid-days=%lld", (long long)valid_days);
	pos_cmd_asked_add(more, "prefix", prefix);
	pos_cmd_asked_add(more, "member-only", member_only ? "yes" : NULL);
	pos_cmd_asked_add(more, "transferable", transferable ? "yes" : NULL);
}

enum pos_status
coupon_make_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	struct making job = { .code = argv[0] };
	enum pos_status st;

	if (promo == NULL || count == 0)
		return pos_fail(err, POS_USAGE,
		    "coupon make wants --promo RULE and --count N");
	asked(&more);
	job.change = (struct coupon_change){
		.verb = "coupon make",
		.more = more.text,
		.right = POS_RIGHT_MENU,
		/* a sheet of codes has one table */
		.answer = no_codes || pos_out_json() || pos_out_table(),
		.work = work,
		.print = print,
		.arg = &job,
	};
	st = coupon_change(&job.change, argc, argv, err);
	pos_buf_release(&more);
	return st;
}
