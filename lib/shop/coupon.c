/*
 * coupon.c - one coupon: found by code or number, usable or not, taken by a
 * sale and let go of.
 *
 * The sale's own change takes it, under the turnstile: of two tills that have
 * the same code, the second finds it taken.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/coupon_inside.h"
#include "shop/keys.h"
#include "shop/member.h"
#include "shop/sale.h"

POS_SQL(sql_row, "SELECT member, valid_to, frozen, sale_branch, sale_day,"
    " sale_number FROM coupon WHERE batch = $1 AND n = $2");
POS_SQL(sql_put, "INSERT INTO coupon (batch, n, member, valid_to, frozen,"
    " sale_branch, sale_day, sale_number)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    " ON CONFLICT (batch, n) DO UPDATE SET member = excluded.member,"
    " valid_to = excluded.valid_to, frozen = excluded.frozen,"
    " sale_branch = excluded.sale_branch, sale_day = excluded.sale_day,"
    " sale_number = excluded.sale_number");
POS_SQL(sql_drop, "DELETE FROM coupon WHERE batch = $1 AND n = $2");
POS_SQL(sql_sale, "SELECT at, till, state FROM sale"
    " WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_merge, "UPDATE coupon SET member = $2 WHERE member = $1");

static const struct pos_field fields[] = {
	POS_TEXT(pos_coupon, number, POS_F_COLUMN, 80,
	    "its number, which is no secret"),
	POS_TEXT(pos_coupon, batch, 0, 64, "code of its batch"),
	POS_TEXT(pos_coupon, promo, POS_F_COLUMN, 64,
	    "code of the promotion that it opens"),
	POS_CHOICE(pos_coupon, state, POS_F_COLUMN, POS_COUPON_STATES,
	    "open: whoever has it may use it; issued: held by a member; "
	    "taken: by a sale; frozen: of no use for now"),
	POS_TEXT(pos_coupon, member, POS_F_OPTIONAL | POS_F_COLUMN, 64,
	    "code of the member who holds it"),
	POS_DAY(pos_coupon, first_day, POS_F_OPTIONAL,
	    "first day; absent: at once"),
	POS_DAY(pos_coupon, last_day, POS_F_OPTIONAL | POS_F_COLUMN,
	    "last day; absent: no end"),
	POS_BOOL(pos_coupon, member_only, POS_F_OPTIONAL,
	    "only on a sale with a member"),
	POS_BOOL(pos_coupon, transferable, POS_F_OPTIONAL,
	    "its holder may hand it on"),
	POS_TEXT(pos_coupon, sale, POS_F_OPTIONAL, 36,
	    "id of the sale that has taken it"),
	{ 0 },
};
const struct pos_record pos_coupon_record = {
	.type = "coupon",
	.v = 1,
	.size = sizeof(struct pos_coupon),
	.fields = fields,
	.help = "one coupon of a batch",
};
POS_LIST_RECORD(pos_coupon_record);

enum pos_status
pos_coupon_row(struct pos_shop *shop, int64_t batch_no, int64_t n,
    struct pos_coupon_row *row, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_row);
	enum pos_status st;

	*row = (struct pos_coupon_row){ 0 };
	pos_bind_int(q, 1, batch_no);
	pos_bind_int(q, 2, n);
	st = pos_step(q, err);
	if (st == POS_OK) {
		row->member = pos_int(q, "member");
		row->valid_to = pos_int(q, "valid_to");
		row->frozen = pos_int(q, "frozen") != 0;
		row->sale_branch = pos_int(q, "sale_branch");
		row->sale_day = pos_int(q, "sale_day");
		row->sale_number = pos_int(q, "sale_number");
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_coupon_row_put(struct pos_shop *shop, int64_t batch_no, int64_t n,
    const struct pos_coupon_row *row, struct pos_err *err)
{
	bool plain = row->member == 0 && !row->frozen && row->sale_day == 0;
	struct pos_query *q =
	    pos_query(shop->store, plain ? &sql_drop : &sql_put);

	pos_bind_int(q, 1, batch_no);
	pos_bind_int(q, 2, n);
	if (!plain) {
		pos_bind_some(q, 3, row->member);
		pos_bind_some(q, 4, row->valid_to);
		pos_bind_some(q, 5, row->frozen);
		pos_bind_some(q, 6, row->sale_branch);
		pos_bind_some(q, 7, row->sale_day);
		pos_bind_some(q, 8, row->sale_number);
	}
	return pos_run(q, err);
}

/* The id of the sale that took it; state 0: it is not in the tables. */
static enum pos_status
sale_of(struct pos_shop *shop, const struct pos_coupon_row *row,
    struct pos_id *id, int64_t *state, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_sale);
	enum pos_status st;

	*state = 0;
	pos_bind_int(q, 1, row->sale_branch);
	pos_bind_int(q, 2, row->sale_day);
	pos_bind_int(q, 3, row->sale_number);
	st = pos_step(q, err);
	if (st == POS_OK) {
		*state = pos_int(q, "state");
		pos_sale_id(id, pos_int(q, "at"), row->sale_branch,
		    pos_int(q, "till"), (int32_t)row->sale_day,
		    row->sale_number);
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

/* Days as instants; asked for the same days again and again by lists. */
static void
fill_times(const struct pos_shop *shop, struct pos_coupon *c)
{
	static int64_t from_day, from_ms, to_day, to_ms;
	int64_t other;

	if (c->first_day != from_day) {
		from_day = c->first_day;
		from_ms = 0;
		if (from_day != 0)
			pos_business_span((int32_t)from_day, shop->zone,
			    shop->cutoff_minutes, &from_ms, &other);
	}
	if (c->last_day != to_day) {
		to_day = c->last_day;
		to_ms = 0;
		if (to_day != 0)
			pos_business_span((int32_t)to_day, shop->zone,
			    shop->cutoff_minutes, &other, &to_ms);
	}
	c->valid_from = from_ms;
	c->valid_to = to_ms;
}

enum pos_status
pos_coupon_fill(struct pos_shop *shop, const struct pos_coupon_batch *batch,
    int64_t n, const struct pos_coupon_row *row, struct pos_pool *pool,
    struct pos_coupon *c, struct pos_err *err)
{
	char text[POS_ID_TEXT];
	struct pos_id id;
	int64_t state;
	enum pos_status st;

	*c = (struct pos_coupon){
		.number =
		    pos_pool_printf(pool, "%s/%lld", batch->code, (long long)n),
		.batch = pos_pool_text(pool, batch->code),
		.promo = pos_pool_text(pool, batch->promo),
		.member_no = row->member,
		.batch_no = batch->batch_no,
		.n = n,
		.first_day = batch->valid_from,
		.last_day =
		    row->valid_to != 0 ? row->valid_to : batch->valid_to,
		.member_only = batch->member_only,
		.transferable = batch->transferable,
		.waits = batch->valid_days != 0 && row->member == 0,
	};
	fill_times(shop, c);
	c->state = row->sale_day != 0    ? "taken" :
	    row->frozen || batch->frozen ? "frozen" :
	    row->member != 0             ? "issued" :
					   "open";
	if (row->member != 0)
		c->member =
		    pos_pool_text(pool, pos_member_code(text, row->member));
	if (row->sale_day == 0)
		return POS_OK;
	st = sale_of(shop, row, &id, &state, err);
	if (st == POS_OK && state != 0)
		c->sale = pos_pool_text(pool, pos_id_text(text, &id));
	return st;
}

static enum pos_status
load(struct pos_shop *shop, const struct pos_coupon_batch *batch, int64_t n,
    struct pos_pool *pool, struct pos_coupon *coupon, struct pos_err *err)
{
	struct pos_coupon_row row;
	enum pos_status st =
	    pos_coupon_row(shop, batch->batch_no, n, &row, err);

	return st == POS_OK ?
	    pos_coupon_fill(shop, batch, n, &row, pool, coupon, err) :
	    st;
}

/* What was typed before the code must be the batch's prefix, or nothing. */
static bool
same_prefix(const char *typed, const char *prefix)
{
	if (*typed == '\0')
		return true;
	for (; prefix != NULL && *prefix != '\0'; prefix++, typed++)
		if (pos_coupon_fold((unsigned char)*prefix) != *typed)
			return false;
	return *typed == '\0';
}

enum pos_status
pos_coupon_find(struct pos_shop *shop, const char *typed, struct pos_pool *pool,
    struct pos_coupon *coupon, struct pos_err *err)
{
	unsigned char bytes[POS_KEY_LEN], digits[POS_COUPON_DIGITS];
	struct pos_coupon_key key;
	char prefix[POS_COUPON_PREFIX_MAX + 1];
	struct pos_coupon_batch batch;
	struct pos_coupon_id id;
	enum pos_status st;

	if (!pos_coupon_typed(digits, prefix, typed))
		return pos_fail(err, POS_DATA,
		    "that is no coupon's code, which has %d letters and digits",
		    POS_COUPON_DIGITS);
	if (!pos_coupon_check(digits))
		return pos_fail(err, POS_DATA,
		    "the coupon's code was mistyped: its check character is "
		    "wrong");
	st = pos_key(shop, POS_KEY_COUPON, false, bytes, err);
	if (st != POS_OK)
		return st; /* POS_END: there never was a coupon */
	pos_coupon_key_set(&key, bytes);
	st = pos_coupon_decode(&id, &key, digits) ? POS_OK : POS_END;
	explicit_bzero(bytes, sizeof(bytes));
	explicit_bzero(&key, sizeof(key));
	if (st == POS_OK)
		st = pos_coupon_batch_by_no(shop, id.batch_no, pool, &batch,
		    err);
	if (st == POS_OK &&
	    (batch.tag != id.tag || id.n < 1 || id.n > batch.made ||
		!same_prefix(prefix, batch.prefix)))
		st = POS_END;
	return st == POS_OK ? load(shop, &batch, id.n, pool, coupon, err) : st;
}

enum pos_status
pos_coupon_split(struct pos_shop *shop, const char *number,
    struct pos_pool *pool, struct pos_coupon_batch *batch, int64_t *n,
    struct pos_err *err)
{
	const char *slash = strrchr(number, '/');
	enum pos_status st;

	if (slash == NULL || slash[1] < '1' || slash[1] > '9' ||
	    strlen(slash + 1) > 9 ||
	    strspn(slash + 1, "0123456789") != strlen(slash + 1))
		return POS_END;
	*n = strtoll(slash + 1, NULL, 10);
	st = pos_coupon_batch_find(shop,
	    pos_pool_textn(pool, number, (size_t)(slash - number)), pool, batch,
	    err);
	return st == POS_OK && *n > batch->made ? POS_END : st;
}

enum pos_status
pos_coupon_by_number(struct pos_shop *shop, const char *number,
    struct pos_pool *pool, struct pos_coupon *coupon, struct pos_err *err)
{
	struct pos_coupon_batch batch;
	int64_t n = 0;
	enum pos_status st =
	    pos_coupon_split(shop, number, pool, &batch, &n, err);

	return st == POS_OK ? load(shop, &batch, n, pool, coupon, err) : st;
}

static enum pos_status
used(struct pos_shop *shop, const struct pos_coupon *c, struct pos_err *err)
{
	struct pos_coupon_row row;
	char day[POS_TIME_TEXT];
	struct pos_id id;
	int64_t state;
	enum pos_status st = pos_coupon_row(shop, c->batch_no, c->n, &row, err);

	if (st == POS_OK)
		st = sale_of(shop, &row, &id, &state, err);
	if (st != POS_OK)
		return st;
	pos_day_text(day, (int32_t)row.sale_day);
	if (state == POS_SALE_OPEN || state == POS_SALE_HELD)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' is on sale %lld of %s, which is not finished",
		    c->number, (long long)row.sale_number, day);
	return pos_fail(err, POS_REFUSED,
	    "coupon '%s' was used in sale %lld of %s", c->number,
	    (long long)row.sale_number, day);
}

static enum pos_status
whose(struct pos_shop *shop, const struct pos_coupon *c, int64_t member_no,
    struct pos_err *err)
{
	enum pos_status st;

	if (member_no == 0 && c->member_no != 0)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' is a member's: name the member first",
		    c->number);
	if (member_no == 0 && c->member_only)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' is for members: name the member first",
		    c->number);
	if (c->member_no == 0 || c->member_no == member_no)
		return POS_OK;
	/* whose sale it is may have become part of another since, to whom
	 * the coupon went with all the rest */
	st = pos_member_heir(shop, &member_no, err);
	if (st != POS_OK || c->member_no == member_no)
		return st;
	return pos_fail(err, POS_REFUSED, "coupon '%s' is another member's",
	    c->number);
}

enum pos_status
pos_coupon_usable(struct pos_shop *shop, const struct pos_coupon *c,
    int64_t member_no, const char *sale, struct pos_err *err)
{
	bool taken = strcmp(c->state, "taken") == 0;
	bool own = taken && sale != NULL && c->sale != NULL &&
	    strcmp(c->sale, sale) == 0;
	char day[POS_TIME_TEXT];

	if (taken && !own)
		return used(shop, c, err);
	if (strcmp(c->state, "frozen") == 0)
		return pos_fail(err, POS_REFUSED, "coupon '%s' is frozen",
		    c->number);
	if (c->waits)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' is good only once it is issued to a member",
		    c->number);
	/* it was in time when this sale took it */
	if (!own && c->valid_from != 0 && shop->now < c->valid_from)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' is good from %s on", c->number,
		    pos_day_text(day, (int32_t)c->first_day));
	if (!own && c->valid_to != 0 && shop->now >= c->valid_to)
		return pos_fail(err, POS_REFUSED,
		    "coupon '%s' was good until %s", c->number,
		    pos_day_text(day, (int32_t)c->last_day));
	return whose(shop, c, member_no, err);
}

static enum pos_status
move(struct pos_shop *shop, const char *number, const char *sale, bool take,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_coupon_batch batch = { 0 };
	struct pos_coupon_row row = { 0 };
	struct pos_id id = { 0 };
	int64_t n = 0;
	bool own, there;
	enum pos_status st =
	    pos_coupon_split(shop, number, pool, &batch, &n, err);

	pos_pool_free(pool);
	if (st == POS_END || !pos_id_parse(&id, sale))
		return pos_fail(err, POS_DATA,
		    "no coupon '%s', or no sale '%s'", number, sale);
	if (st == POS_OK)
		st = pos_coupon_row(shop, batch.batch_no, n, &row, err);
	if (st != POS_OK)
		return st;
	there = row.sale_day != 0;
	own = there && row.sale_branch == id.branch &&
	    row.sale_day == pos_id_day(&id) &&
	    row.sale_number == pos_id_number(&id);
	if (there && !own)
		return pos_fail(err, POS_DATA,
		    "coupon '%s' was taken by another sale", number);
	if (there == take)
		return POS_OK;
	row.sale_branch = take ? id.branch : 0;
	row.sale_day = take ? pos_id_day(&id) : 0;
	row.sale_number = take ? pos_id_number(&id) : 0;
	st = pos_coupon_row_put(shop, batch.batch_no, n, &row, err);
	return st == POS_OK ?
	    pos_coupon_count(shop, batch.batch_no, 0, take ? 1 : -1, err) :
	    st;
}

enum pos_status
pos_coupon_take_apply(struct pos_shop *shop, const struct pos_entry *entry,
    const char *number, const char *sale, struct pos_err *err)
{
	(void)entry;
	return move(shop, number, sale, true, err);
}

enum pos_status
pos_coupon_release_apply(struct pos_shop *shop, const struct pos_entry *entry,
    const char *number, const char *sale, struct pos_err *err)
{
	(void)entry;
	return move(shop, number, sale, false, err);
}

enum pos_status
pos_coupon_merge_apply(struct pos_shop *shop, int64_t from_no, int64_t into_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_merge);

	pos_bind_int(q, 1, from_no);
	pos_bind_int(q, 2, into_no);
	return pos_run(q, err);
}
