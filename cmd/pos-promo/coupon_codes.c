/*
 * coupon_codes.c - codes that are printed once something is on disk, and
 * what coupons and members are named by.
 *
 * Codes follow from what was stored: a process that dies before it has
 * printed them loses none, and the answer kept under a key has none in it.
 */
#include <string.h>

#include "../change.h"
#include "coupons.h"
#include "shop/member.h"

static enum pos_status
print(struct pos_shop *shop, const struct coupon_change *change,
    struct pos_pool *pool, const struct pos_cmd_answer *answer,
    const char *again, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (shop->dry_run)
		return pos_cmd_print_dry(shop, err);
	if (change->answer)
		st = pos_cmd_print(answer, again, err);
	if (st == POS_OK)
		st = change->print(shop, pool, change->arg, err);
	return st;
}

static enum pos_status
run(struct pos_shop *shop, struct coupon_change *change, const char *asked,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_cmd_answer answer = { 0 };
	const char *again = NULL;
	enum pos_status st = pos_change_begin(shop, err);

	if (st != POS_OK)
		return st;
	st = pos_cmd_approval(&change->approval, pool, err);
	if (st == POS_OK)
		st = pos_staff_may(shop, change->right, 0, &change->approval,
		    NULL, err);
	if (st == POS_OK)
		st = pos_request_seen(shop, asked, pool, &again, err);
	if (st == POS_END) {
		st = change->work(shop, pool, change->arg, &answer, err);
		if (st == POS_OK)
			st = pos_cmd_keep(shop, asked, &answer, err);
	}
	st = pos_change_end(shop, st, err);
	if (st == POS_OK)
		st = print(shop, change, pool, &answer, again, err);
	return st == POS_OK ? pos_out_done(err) : st;
}

enum pos_status
coupon_change(struct coupon_change *change, int argc, char **argv,
    struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct pos_buf more = { 0 };
	struct pos_pool *pool;
	enum pos_status st = pos_cmd_open(&shop, POS_STORE_WRITE, err);

	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	pos_buf_text(&more, change->more != NULL ? change->more : "");
	if (change->personal)
		pos_cmd_asked_add(&more, "staff", shop.staff_code);
	st = run(&shop, change,
	    pos_cmd_asked(pool, change->verb, argc, argv, more.text), pool,
	    err);
	pos_buf_release(&more);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
coupon_print_code(void *arg, const struct pos_coupon *coupon,
    struct pos_err *err)
{
	struct coupon_printer *p = arg;
	char text[POS_COUPON_CODE_TEXT];
	struct pos_coupon_code code = { .number = coupon->number,
		.code = text,
		.member = coupon->member,
		.last_day = coupon->last_day };
	enum pos_status st = POS_OK;

	if (p->batch.batch_no != coupon->batch_no)
		st = pos_coupon_batch_find(p->shop, coupon->batch, p->pool,
		    &p->batch, err);
	if (st != POS_OK)
		return st == POS_END ?
		    pos_fail(err, POS_BUG, "no batch '%s'", coupon->batch) :
		    st;
	pos_coupon_code(&p->key, &p->batch, coupon->n, text);
	st = pos_out_record(&pos_coupon_code_record, &code, err);
	return st;
}

enum pos_status
coupon_named(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_coupon *coupon, bool *by_code, struct pos_err *err)
{
	enum pos_status st;

	*by_code = strchr(what, '/') == NULL;
	st = *by_code ? pos_coupon_find(shop, what, pool, coupon, err) :
			pos_coupon_by_number(shop, what, pool, coupon, err);
	if (st != POS_END)
		return st;
	return *by_code ? pos_fail(err, POS_DATA, "no such coupon") :
			  pos_fail(err, POS_DATA, "no coupon '%s'", what);
}

enum pos_status
coupon_member(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    int64_t *member_no, struct pos_err *err)
{
	struct pos_member member = { 0 };
	enum pos_status st = pos_member_find(shop, what, pool, &member, err);

	if (st == POS_END || (st == POS_OK && member.erased))
		return pos_fail(err, POS_DATA, "no member '%s'", what);
	*member_no = member.member_no;
	return st;
}
