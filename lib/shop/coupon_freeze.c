/*
 * coupon_freeze.c - coupons frozen and freed, and codes that were shown.
 *
 * A frozen batch says nothing of its coupons one by one: what was frozen
 * alone stays so when the batch is freed.
 */
#include <string.h>

#include "shop/coupon_inside.h"
#include "shop/member.h"

POS_SQL(sql_batch, "UPDATE coupon_batch SET frozen = $2 WHERE batch = $1");

struct frozen { /* event */
	int64_t batch_no;
	int64_t n;
	bool frozen;
};
static const struct pos_field frozen_fields[] = {
	POS_INT(frozen, batch_no, 0, 1, INT64_MAX, "batch"),
	POS_INT(frozen, n, POS_F_OPTIONAL, 1, POS_COUPON_MAX,
	    "coupon of it; absent: all of it"),
	POS_BOOL(frozen, frozen, 0, "frozen, else freed"),
	{ 0 },
};
static const struct pos_record frozen_data = {
	.size = sizeof(struct frozen),
	.fields = frozen_fields,
	.help = "a batch or a coupon that was frozen or freed",
};

static enum pos_status
apply_frozen(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct frozen *e = data;
	struct pos_coupon_row row;
	struct pos_query *q;
	enum pos_status st;

	(void)entry;
	if (e->n == 0) {
		q = pos_query(shop->store, &sql_batch);
		pos_bind_int(q, 1, e->batch_no);
		pos_bind_int(q, 2, e->frozen);
		return pos_run(q, err);
	}
	st = pos_coupon_row(shop, e->batch_no, e->n, &row, err);
	row.frozen = e->frozen;
	return st == POS_OK ?
	    pos_coupon_row_put(shop, e->batch_no, e->n, &row, err) :
	    st;
}
const struct pos_event_kind pos_coupon_frozen = {
	.kind = "coupon.freeze",
	.v = 1,
	.record = &frozen_data,
	.apply = apply_frozen,
	.help = "a batch or a coupon was frozen or freed",
};

/* Whose codes were printed; it changes nothing, it is there to be read. */
struct shown {
	const char *batch;
	const char *state;
	const char *member;
	int64_t first, last;
};
static const struct pos_field shown_fields[] = {
	POS_TEXT(shown, batch, POS_F_OPTIONAL | POS_F_CODE, 64,
	    "of this batch"),
	POS_TEXT(shown, state, POS_F_OPTIONAL, 16, "of this state"),
	POS_TEXT(shown, member, POS_F_OPTIONAL, 64, "of this member"),
	POS_INT(shown, first, POS_F_OPTIONAL, 1, POS_COUPON_MAX,
	    "from this number on"),
	POS_INT(shown, last, POS_F_OPTIONAL, 1, POS_COUPON_MAX,
	    "up to this number"),
	{ 0 },
};
static const struct pos_record shown_data = {
	.size = sizeof(struct shown),
	.fields = shown_fields,
	.help = "codes of coupons that somebody had printed",
};

const struct pos_event_kind pos_coupon_shown = {
	.kind = "coupon.show",
	.v = 1,
	.record = &shown_data,
	.apply = pos_apply_nothing,
	.help = "codes of coupons were printed",
};

enum pos_status
pos_coupon_show(struct pos_shop *shop, const struct pos_coupon_filter *filter,
    struct pos_err *err)
{
	struct shown event = { .batch = filter->batch,
		.state = filter->state,
		.first = filter->first,
		.last = filter->last };
	char member[POS_ID_TEXT];
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_ADMIN, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	if (filter->member_no != 0)
		event.member = pos_member_code(member, filter->member_no);
	return pos_record(shop, &pos_coupon_shown, &event, err);
}

static enum pos_status
is_frozen(struct pos_shop *shop, const char *what, struct frozen *event,
    bool *now, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_coupon_batch batch = { 0 };
	struct pos_coupon_row row = { 0 };
	enum pos_status st;

	st = pos_coupon_batch_find(shop, what, pool, &batch, err);
	if (st == POS_OK) {
		*now = batch.frozen;
	} else if (st == POS_END) {
		st = pos_coupon_split(shop, what, pool, &batch, &event->n, err);
		if (st == POS_OK)
			st = pos_coupon_row(shop, batch.batch_no, event->n,
			    &row, err);
		*now = row.frozen;
	}
	event->batch_no = batch.batch_no;
	pos_pool_free(pool);
	if (st == POS_OK && row.sale_day != 0 && event->frozen)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' was taken by a sale already", what);
	return st == POS_END ?
	    pos_fail(err, POS_DATA, "no batch of coupons and no coupon '%s'",
		what) :
	    st;
}

enum pos_status
pos_coupon_freeze(struct pos_shop *shop, const char *what, bool frozen,
    const struct pos_approval *approval, bool *changed, struct pos_err *err)
{
	struct frozen event = { .frozen = frozen };
	bool now = false;
	enum pos_status st;

	*changed = false;
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, approval, NULL, err);
	if (st == POS_OK)
		st = is_frozen(shop, what, &event, &now, err);
	if (st != POS_OK || now == frozen)
		return st;
	*changed = true;
	return pos_record(shop, &pos_coupon_frozen, &event, err);
}
