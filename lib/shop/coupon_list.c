/*
 * coupon_list.c - coupons one after the other: those that have rows, and
 * between them those that are as their batch made them.
 */
#include <string.h>

#include "shop/coupon_inside.h"

POS_SQL(sql_of_batch, "SELECT n, member, valid_to, frozen, sale_branch,"
    " sale_day, sale_number FROM coupon"
    " WHERE batch = $1 AND n >= $2 AND n <= $3 ORDER BY n");
POS_SQL(sql_of_member, "SELECT batch, n, member, valid_to, frozen,"
    " sale_branch, sale_day, sale_number FROM coupon WHERE member = $1"
    " ORDER BY batch, n");

static const struct pos_field code_fields[] = {
	POS_TEXT(pos_coupon_code, number, POS_F_COLUMN, 80,
	    "number of the coupon, no secret"),
	POS_TEXT(pos_coupon_code, code, POS_F_COLUMN, 64,
	    "its code, which is one"),
	POS_TEXT(pos_coupon_code, member, POS_F_OPTIONAL | POS_F_COLUMN, 64,
	    "code of the member who holds it"),
	POS_DAY(pos_coupon_code, last_day, POS_F_OPTIONAL | POS_F_COLUMN,
	    "its last day; absent: no end"),
	{ 0 },
};
const struct pos_record pos_coupon_code_record = {
	.type = "coupon.code",
	.v = 1,
	.size = sizeof(struct pos_coupon_code),
	.fields = code_fields,
	.help = "the code of a coupon, to be printed or sent",
};
POS_LIST_RECORD(pos_coupon_code_record);

struct walk {
	struct pos_shop *shop;
	const struct pos_coupon_filter *filter;
	struct pos_pool *pool; /* of one coupon */
	enum pos_status (
	    *each)(void *, const struct pos_coupon *, struct pos_err *);
	void *arg;
};

static void
take_row(struct pos_query *q, struct pos_coupon_row *row)
{
	row->member = pos_int(q, "member");
	row->valid_to = pos_int(q, "valid_to");
	row->frozen = pos_int(q, "frozen") != 0;
	row->sale_branch = pos_int(q, "sale_branch");
	row->sale_day = pos_int(q, "sale_day");
	row->sale_number = pos_int(q, "sale_number");
}

static enum pos_status
give(struct walk *w, const struct pos_coupon_batch *batch, int64_t n,
    const struct pos_coupon_row *row, struct pos_err *err)
{
	const char *state = w->filter->state;
	struct pos_coupon coupon;
	enum pos_status st;

	pos_pool_clear(w->pool);
	st = pos_coupon_fill(w->shop, batch, n, row, w->pool, &coupon, err);
	if (st != POS_OK || (state != NULL && strcmp(state, coupon.state) != 0))
		return st;
	return w->each(w->arg, &coupon, err);
}

/* Numbers before one that has a row, all as they were made. */
static enum pos_status
give_plain(struct walk *w, const struct pos_coupon_batch *batch, int64_t *n,
    int64_t before, struct pos_err *err)
{
	static const struct pos_coupon_row plain;
	const char *state = w->filter->state;
	enum pos_status st = POS_OK;

	if (state != NULL &&
	    strcmp(state, batch->frozen ? "frozen" : "open") != 0)
		*n = before;
	for (; *n < before && st == POS_OK; ++*n)
		st = give(w, batch, *n, &plain, err);
	return st;
}

static enum pos_status
of_batch(struct walk *w, const struct pos_coupon_batch *batch,
    struct pos_err *err)
{
	int64_t n = w->filter->first > 0 ? w->filter->first : 1;
	int64_t last = w->filter->last;
	struct pos_coupon_row row;
	struct pos_query *q;
	enum pos_status st;

	if (last == 0 || last > batch->made)
		last = batch->made;
	q = pos_query(w->shop->store, &sql_of_batch);
	pos_bind_int(q, 1, batch->batch_no);
	pos_bind_int(q, 2, n);
	pos_bind_int(q, 3, last);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = give_plain(w, batch, &n, pos_int(q, "n"), err);
		take_row(q, &row);
		if (st == POS_OK)
			st = give(w, batch, n++, &row, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	return st == POS_END ? give_plain(w, batch, &n, last + 1, err) : st;
}

static bool
fits(const struct pos_coupon_filter *filter, const char *batch, int64_t n)
{
	return (filter->batch == NULL || strcmp(filter->batch, batch) == 0) &&
	    n >= filter->first && (filter->last == 0 || n <= filter->last);
}

static enum pos_status
of_member(struct walk *w, struct pos_err *err)
{
	struct pos_query *q = pos_query(w->shop->store, &sql_of_member);
	struct pos_pool *pool = pos_pool_new();
	struct pos_coupon_batch batch = { 0 };
	struct pos_coupon_row row;
	enum pos_status st;

	pos_bind_int(q, 1, w->filter->member_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		take_row(q, &row);
		if (batch.batch_no != pos_int(q, "batch"))
			st = pos_coupon_batch_by_no(w->shop,
			    pos_int(q, "batch"), pool, &batch, err);
		if (st == POS_OK &&
		    fits(w->filter, batch.code, pos_int(q, "n")))
			st = give(w, &batch, pos_int(q, "n"), &row, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
of_batches(struct walk *w, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_coupon_batch *all, one;
	size_t count = 1, i;
	enum pos_status st;

	if (w->filter->batch == NULL) {
		st = pos_coupon_batch_all(w->shop, pool, &all, &count, err);
	} else {
		all = &one;
		st = pos_coupon_batch_find(w->shop, w->filter->batch, pool,
		    &one, err);
	}
	if (st == POS_END)
		st = pos_fail(err, POS_DATA, "no batch of coupons '%s'",
		    w->filter->batch);
	for (i = 0; st == POS_OK && i < count; i++)
		st = of_batch(w, &all[i], err);
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_coupon_each(struct pos_shop *shop, const struct pos_coupon_filter *filter,
    enum pos_status (
	*each)(void *, const struct pos_coupon *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct walk w = { .shop = shop,
		.filter = filter,
		.pool = pos_pool_new(),
		.each = each,
		.arg = arg };
	enum pos_status st =
	    filter->member_no != 0 ? of_member(&w, err) : of_batches(&w, err);

	pos_pool_free(w.pool);
	return st;
}
