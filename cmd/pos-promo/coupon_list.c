/*
 * coupon_list.c - coupon list, show and stats: batches and what became of
 * their coupons; and codes once more, for who may, which is recorded.
 */
#include <string.h>

#include "../common.h"
#include "coupons.h"

static const char *state, *member;
static int64_t first, last;
static bool codes;

const struct pos_opt coupon_list_options[] = {
	POS_OPT_CHOICE('s', "state", &state, POS_COUPON_STATES,
	    "only coupons of this state"),
	POS_OPT_TEXT('m', "member", &member, "MEMBER",
	    "only coupons that a member holds or held"),
	POS_OPT_INT(0, "from", &first, 1, POS_COUPON_MAX, "N",
	    "from this number on"),
	POS_OPT_INT(0, "to", &last, 1, POS_COUPON_MAX, "N",
	    "up to this number"),
	POS_OPT_FLAG(0, "codes", &codes,
	    "their codes: for who may change settings, and recorded"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt coupon_show_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

const struct pos_opt coupon_stats_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
filter_of(struct pos_shop *shop, const char *batch, struct pos_pool *pool,
    struct pos_coupon_filter *filter, struct pos_err *err)
{
	*filter = (struct pos_coupon_filter){ .batch = batch,
		.state = state,
		.first = first,
		.last = last };
	return member != NULL ?
	    coupon_member(shop, member, pool, &filter->member_no, err) :
	    POS_OK;
}

static enum pos_status
print(void *arg, const struct pos_coupon *coupon, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_coupon_record, coupon, err);
}

static enum pos_status
list_batches(struct pos_shop *shop, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_coupon_batch *all;
	size_t count = 0, i;
	enum pos_status st =
	    pos_coupon_batch_all(shop, pool, &all, &count, err);

	for (i = 0; i < count && st == POS_OK; i++)
		st = pos_out_record(&pos_coupon_batch_record, &all[i], err);
	return st;
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_coupon_filter filter;
	enum pos_status st;

	if (arg == NULL && state == NULL && member == NULL)
		return list_batches(shop, pool, err);
	st = filter_of(shop, arg, pool, &filter, err);
	return st == POS_OK ? pos_coupon_each(shop, &filter, print, NULL, err) :
			      st;
}

static enum pos_status
nothing(void *arg, const struct pos_coupon *coupon, struct pos_err *err)
{
	(void)arg;
	(void)coupon;
	(void)err;
	return POS_END;
}

/* Recorded before any is printed; a batch that there is not is none. */
static enum pos_status
show_codes(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_coupon_filter filter;
	enum pos_status st = filter_of(shop, arg, pool, &filter, err);

	(void)answer;
	if (st == POS_OK)
		st = pos_coupon_each(shop, &filter, nothing, NULL, err);
	return st == POS_OK || st == POS_END ?
	    pos_coupon_show(shop, &filter, err) :
	    st;
}

static enum pos_status
print_codes(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct coupon_printer printer = { .shop = shop, .pool = pool };
	struct pos_coupon_filter filter;
	enum pos_status st = filter_of(shop, arg, pool, &filter, err);

	if (st == POS_OK)
		st = pos_coupon_key(shop, &printer.key, err);
	if (st == POS_OK)
		st = pos_read_begin(shop->store, err);
	if (st != POS_OK)
		return st;
	st = pos_coupon_each(shop, &filter, coupon_print_code, &printer, err);
	pos_read_end(shop->store);
	explicit_bzero(&printer.key, sizeof(printer.key));
	return st;
}

enum pos_status
coupon_list_run(int argc, char **argv, struct pos_err *err)
{
	char *batch = argc > 0 ? argv[0] : NULL;
	struct pos_buf more = { 0 };
	struct coupon_change change = { .verb = "coupon list",
		.right = POS_RIGHT_ADMIN,
		.personal = true,
		.work = show_codes,
		.print = print_codes,
		.arg = batch };
	enum pos_status st;

	if (!codes)
		return pos_cmd_look(list, batch, err);
	if (batch == NULL && member == NULL)
		return pos_fail(err, POS_USAGE,
		    "--codes wants a BATCH or --member: whose codes?");
	pos_cmd_asked_add(&more, "state", state);
	pos_cmd_asked_add(&more, "member", member);
	pos_buf_printf(&more, " from=%lld to=%lld", (long long)first,
	    (long long)last);
	change.more = more.text;
	st = coupon_change(&change, argc, argv, err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_coupon coupon;
	char **what = arg;
	enum pos_status st = POS_OK;
	bool by_code;

	for (; *what != NULL && st == POS_OK; what++) {
		st = coupon_named(shop, *what, pool, &coupon, &by_code, err);
		if (st == POS_OK)
			st = print(NULL, &coupon, err);
	}
	return st;
}

enum pos_status
coupon_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv, err);
}

static enum pos_status
stats_of(struct pos_shop *shop, const struct pos_coupon_batch *batch,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_coupon_stats stats;
	enum pos_status st = pos_coupon_stats(shop, batch, pool, &stats, err);

	return st == POS_OK ?
	    pos_out_record(&pos_coupon_stats_record, &stats, err) :
	    st;
}

static enum pos_status
stats(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_coupon_batch *all, one = { 0 };
	char **what = arg;
	enum pos_status st = POS_OK;
	size_t count = 0, i;

	if (*what == NULL) {
		st = pos_coupon_batch_all(shop, pool, &all, &count, err);
		for (i = 0; i < count && st == POS_OK; i++)
			st = stats_of(shop, &all[i], pool, err);
	}
	for (; *what != NULL && st == POS_OK; what++) {
		st = pos_coupon_batch_find(shop, *what, pool, &one, err);
		if (st == POS_END)
			st = pos_fail(err, POS_DATA, "no batch of coupons '%s'",
			    *what);
		if (st == POS_OK)
			st = stats_of(shop, &one, pool, err);
	}
	return st;
}

enum pos_status
coupon_stats_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(stats, argv, err);
}
