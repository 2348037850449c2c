/*
 * coupon_move.c - coupons issued to members and handed on.
 *
 * All of an issue is decided before any of it is recorded, so that a batch
 * with too few left gives none.  It is recorded in parts: an entry that is
 * read again holds so much, no more.
 */
#include <string.h>

#include "shop/coupon_inside.h"
#include "shop/member.h"

#define PART 1000 /* holders of one entry */

POS_SQL(sql_tried, "UPDATE coupon_batch SET tried = $2 WHERE batch = $1");

static const struct pos_field holder_fields[] = {
	POS_TEXT(pos_coupon_holder, member, POS_F_OPTIONAL, 64,
	    "code of the member"),
	POS_TEXT(pos_coupon_holder, first, POS_F_OPTIONAL, 80,
	    "number of the first coupon"),
	POS_INT(pos_coupon_holder, count, 0, 1, POS_COUPON_MAX,
	    "so many, one after the other"),
	{ 0 },
};
static const struct pos_record holder_record = {
	.size = sizeof(struct pos_coupon_holder),
	.fields = holder_fields,
	.help = "coupons that a member got",
};
static const struct pos_field issue_fields[] = {
	POS_TEXT(pos_coupon_issue, batch, POS_F_COLUMN, 64,
	    "code of the batch"),
	POS_INT(pos_coupon_issue, members, POS_F_COLUMN, 0, INT64_MAX,
	    "members who got some"),
	POS_INT(pos_coupon_issue, coupons, POS_F_COLUMN, 0, INT64_MAX,
	    "coupons issued"),
	POS_LIST(pos_coupon_issue, holders, holders_count, POS_F_OPTIONAL,
	    &holder_record, "which, of an issue to one member"),
	{ 0 },
};
const struct pos_record pos_coupon_issue_record = {
	.type = "coupon.issue",
	.v = 1,
	.size = sizeof(struct pos_coupon_issue),
	.fields = issue_fields,
	.help = "coupons were issued to members",
};
POS_LIST_RECORD(pos_coupon_issue_record);

struct issued { /* event */
	int64_t batch_no;
	int64_t valid_to;
	const struct pos_coupon_holder *holders;
	size_t holders_count;
};
static const struct pos_field range_fields[] = {
	POS_INT(pos_coupon_holder, member_no, 0, 1, INT64_MAX, "member"),
	POS_INT(pos_coupon_holder, n, 0, 1, POS_COUPON_MAX,
	    "the first of the coupons"),
	POS_INT(pos_coupon_holder, count, 0, 1, POS_COUPON_MAX, "how many"),
	{ 0 },
};
static const struct pos_record range_record = {
	.size = sizeof(struct pos_coupon_holder),
	.fields = range_fields,
	.help = "coupons that a member got",
};
static const struct pos_field issued_fields[] = {
	POS_INT(issued, batch_no, 0, 1, INT64_MAX, "batch"),
	POS_DAY(issued, valid_to, POS_F_OPTIONAL,
	    "their last day, where it is not the batch's"),
	POS_LIST(issued, holders, holders_count, 0, &range_record,
	    "who got which"),
	{ 0 },
};
static const struct pos_record issued_data = {
	.size = sizeof(struct issued),
	.fields = issued_fields,
	.help = "coupons that were issued to members",
};

static enum pos_status
apply_issued(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct issued *e = data;
	const struct pos_coupon_holder *h;
	struct pos_coupon_row row = { .valid_to = e->valid_to };
	struct pos_query *q;
	enum pos_status st = POS_OK;
	int64_t count = 0, last = 0, n;
	size_t i;

	(void)entry;
	for (i = 0; i < e->holders_count; i++) {
		h = &e->holders[i];
		row.member = h->member_no;
		for (n = h->n; n < h->n + h->count && st == POS_OK; n++)
			st =
			    pos_coupon_row_put(shop, e->batch_no, n, &row, err);
		count += h->count;
		last = h->n + h->count - 1;
	}
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_tried);
	pos_bind_int(q, 1, e->batch_no);
	pos_bind_int(q, 2, last);
	st = pos_run(q, err);
	return st == POS_OK ?
	    pos_coupon_count(shop, e->batch_no, count, 0, err) :
	    st;
}
const struct pos_event_kind pos_coupon_issued = {
	.kind = "coupon.issue",
	.v = 1,
	.record = &issued_data,
	.apply = apply_issued,
	.help = "coupons were issued to members",
};

struct moved { /* event */
	int64_t batch_no;
	int64_t n;
	int64_t member_no;
};
static const struct pos_field moved_fields[] = {
	POS_INT(moved, batch_no, 0, 1, INT64_MAX, "batch"),
	POS_INT(moved, n, 0, 1, POS_COUPON_MAX, "coupon of it"),
	POS_INT(moved, member_no, 0, 1, INT64_MAX, "who holds it now"),
	{ 0 },
};
static const struct pos_record moved_data = {
	.size = sizeof(struct moved),
	.fields = moved_fields,
	.help = "a coupon that got another holder",
};

static enum pos_status
apply_moved(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct moved *e = data;
	struct pos_coupon_row row;
	enum pos_status st;
	bool first;

	(void)entry;
	st = pos_coupon_row(shop, e->batch_no, e->n, &row, err);
	if (st != POS_OK)
		return st;
	first = row.member == 0;
	row.member = e->member_no;
	st = pos_coupon_row_put(shop, e->batch_no, e->n, &row, err);
	return st == POS_OK ?
	    pos_coupon_count(shop, e->batch_no, first, 0, err) :
	    st;
}
const struct pos_event_kind pos_coupon_moved = {
	.kind = "coupon.transfer",
	.v = 1,
	.record = &moved_data,
	.apply = apply_moved,
	.help = "a coupon was handed on to a member",
};

struct choosing {
	struct pos_shop *shop;
	const struct pos_coupon_batch *batch;
	struct pos_pool *pool;
	struct pos_coupon_holder *holders;
	size_t count;
	int64_t n; /* the last that was looked at */
};

/* The next number that nobody has, for a member. */
static enum pos_status
choose(struct choosing *c, int64_t member_no, bool again, struct pos_err *err)
{
	struct pos_coupon_holder *last;
	struct pos_coupon_row row;
	enum pos_status st;

	do {
		if (++c->n > c->batch->made)
			return POS_END;
		st = pos_coupon_row(c->shop, c->batch->batch_no, c->n, &row,
		    err);
		if (st != POS_OK)
			return st;
	} while (row.member != 0 || row.frozen || row.sale_day != 0);
	last = c->count > 0 ? &c->holders[c->count - 1] : NULL;
	if (again && last->n + last->count == c->n) {
		last->count++;
		return POS_OK;
	}
	c->holders =
	    pos_pool_push(c->pool, c->holders, c->count, sizeof(*c->holders));
	c->holders[c->count++] =
	    (struct pos_coupon_holder){ .member_no = member_no,
		    .n = c->n,
		    .count = 1 };
	return POS_OK;
}

static enum pos_status
may_issue(struct pos_shop *shop, const struct pos_coupon_batch *b, int64_t want,
    int64_t *valid_to, struct pos_err *err)
{
	int32_t today =
	    pos_business_day(shop->now, shop->zone, shop->cutoff_minutes);

	*valid_to = 0;
	if (b->frozen)
		return pos_fail(err, POS_REFUSED,
		    "batch '%s' is frozen (pos-promo coupon unfreeze)",
		    b->code);
	if (b->valid_to != 0 && b->valid_to < today)
		return pos_fail(err, POS_REFUSED, "batch '%s' is over",
		    b->code);
	if (want > b->made - b->tried)
		return pos_fail(err, POS_REFUSED,
		    "batch '%s' has not so many coupons left: %lld are wanted, "
		    "at most %lld are there",
		    b->code, (long long)want, (long long)(b->made - b->tried));
	if (b->valid_days == 0)
		return POS_OK;
	*valid_to = pos_day_add(today, (int)b->valid_days - 1);
	if (b->valid_to != 0 && *valid_to > b->valid_to)
		*valid_to = b->valid_to;
	return POS_OK;
}

static enum pos_status
record(struct pos_shop *shop, const struct choosing *c, int64_t valid_to,
    struct pos_err *err)
{
	struct issued event = { .batch_no = c->batch->batch_no,
		.valid_to = valid_to };
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < c->count && st == POS_OK; i += PART) {
		event.holders = c->holders + i;
		event.holders_count = c->count - i < PART ? c->count - i : PART;
		st = pos_record(shop, &pos_coupon_issued, &event, err);
	}
	return st;
}

/* What the answer shows, of an issue to one. */
static void
name_holders(struct choosing *c)
{
	char text[POS_ID_TEXT];
	size_t i;

	for (i = 0; i < c->count; i++) {
		c->holders[i].member = pos_pool_text(c->pool,
		    pos_member_code(text, c->holders[i].member_no));
		c->holders[i].first = pos_pool_printf(c->pool, "%s/%lld",
		    c->batch->code, (long long)c->holders[i].n);
	}
}

enum pos_status
pos_coupon_issue(struct pos_shop *shop, const char *code,
    const int64_t *members, size_t count, int64_t each,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_coupon_issue *done, struct pos_err *err)
{
	struct pos_coupon_batch batch = { 0 };
	struct choosing c = { .shop = shop, .batch = &batch, .pool = pool };
	int64_t valid_to, want = 0, k;
	enum pos_status st;
	size_t i;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, approval, NULL, err);
	if (st == POS_OK)
		st = pos_coupon_batch_find(shop, code, pool, &batch, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no batch of coupons '%s'",
		    code);
	if (st != POS_OK)
		return st;
	if (each < 1 || __builtin_mul_overflow((int64_t)count, each, &want))
		return pos_fail(err, POS_DATA, "how many coupons for each?");
	st = may_issue(shop, &batch, want, &valid_to, err);
	c.n = batch.tried;
	for (i = 0; i < count && st == POS_OK; i++)
		for (k = 0; k < each && st == POS_OK; k++)
			st = choose(&c, members[i], k > 0, err);
	if (st == POS_END)
		st = pos_fail(err, POS_REFUSED,
		    "batch '%s' has not so many coupons left: %lld are wanted",
		    code, (long long)want);
	if (st == POS_OK)
		st = record(shop, &c, valid_to, err);
	*done = (struct pos_coupon_issue){ .batch = batch.code,
		.members = (int64_t)count,
		.coupons = want };
	if (count != 1)
		return st;
	name_holders(&c);
	done->holders = c.holders;
	done->holders_count = c.count;
	return st;
}

static enum pos_status
may_transfer(struct pos_shop *shop, const struct pos_coupon *c, bool by_code,
    int64_t from_no, const struct pos_approval *approval, struct pos_err *err)
{
	if (!c->transferable)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' stays with whom it was issued to", c->number);
	if (c->waits)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' was not issued yet (pos-promo coupon issue)",
		    c->number);
	if (strcmp(c->state, "frozen") == 0)
		return pos_fail(err, POS_REFUSED, "coupon '%s' is frozen",
		    c->number);
	if (by_code && (c->member_no == 0 || c->member_no == from_no))
		return POS_OK;
	if (by_code && from_no != 0)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' is another member's", c->number);
	return pos_staff_may(shop, POS_RIGHT_MENU, 0, approval, NULL, err);
}

enum pos_status
pos_coupon_transfer(struct pos_shop *shop, struct pos_coupon *coupon,
    bool by_code, int64_t from_no, int64_t to_no,
    const struct pos_approval *approval, struct pos_pool *pool,
    struct pos_err *err)
{
	struct moved event = { coupon->batch_no, coupon->n, to_no };
	const char *number = coupon->number;
	enum pos_status st;

	if (strcmp(coupon->state, "taken") == 0)
		return pos_coupon_usable(shop, coupon, to_no, NULL, err);
	st = may_transfer(shop, coupon, by_code, from_no, approval, err);
	if (st == POS_OK && coupon->member_no != to_no)
		st = pos_record(shop, &pos_coupon_moved, &event, err);
	return st == POS_OK ?
	    pos_coupon_by_number(shop, number, pool, coupon, err) :
	    st;
}
