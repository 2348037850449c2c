/*
 * coupon_batch.c - batches of coupons: made, found, listed.
 *
 * Making one costs one row, whatever its size: its codes follow from its
 * number, and are computed when they are printed.
 */
#include <string.h>

#include "base/ident.h"
#include "base/text.h"
#include "shop/coupon_inside.h"
#include "shop/keys.h"
#include "shop/promo.h"

#define COLUMNS \
	"batch, code, promo, made, tag, prefix, valid_from, valid_to," \
	" valid_days, member_only, transferable, frozen, tried, issued, taken"

POS_SQL(sql_by_code, "SELECT " COLUMNS " FROM coupon_batch WHERE code = $1");
POS_SQL(sql_by_no, "SELECT " COLUMNS " FROM coupon_batch WHERE batch = $1");
POS_SQL(sql_all, "SELECT " COLUMNS " FROM coupon_batch ORDER BY code");
POS_SQL(sql_last, "SELECT CAST(COALESCE(MAX(batch), 0) AS BIGINT) AS batch"
    " FROM coupon_batch");
POS_SQL(sql_add, "INSERT INTO coupon_batch (" COLUMNS ") VALUES ($1, $2, $3,"
    " $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, 0, 0)");
POS_SQL(sql_count, "UPDATE coupon_batch SET issued = issued + $2,"
    " taken = taken + $3 WHERE batch = $1");

#define BATCH_FIELDS \
	POS_TEXT(pos_coupon_batch, code, POS_F_CODE | POS_F_COLUMN, 64, \
	    "its code, before the '/' of its coupons' numbers"), \
	    POS_TEXT(pos_coupon_batch, promo, POS_F_CODE | POS_F_COLUMN, 64, \
		"code of the promotion that its coupons open"), \
	    POS_INT(pos_coupon_batch, made, POS_F_COLUMN, 1, POS_COUPON_MAX, \
		"coupons, numbered from 1"), \
	    POS_TEXT(pos_coupon_batch, prefix, POS_F_OPTIONAL, \
		POS_COUPON_PREFIX_MAX, "what stands before each code"), \
	    POS_DAY(pos_coupon_batch, valid_from, \
		POS_F_OPTIONAL | POS_F_COLUMN, "first day; absent: at once"), \
	    POS_DAY(pos_coupon_batch, valid_to, POS_F_OPTIONAL | POS_F_COLUMN, \
		"last day; absent: no end"), \
	    POS_INT(pos_coupon_batch, valid_days, POS_F_OPTIONAL, 1, 36500, \
		"days from its issue on, that day included, and good only " \
		"once issued"), \
	    POS_BOOL(pos_coupon_batch, member_only, POS_F_OPTIONAL, \
		"only on a sale with a member"), \
	    POS_BOOL(pos_coupon_batch, transferable, POS_F_OPTIONAL, \
		"holders may hand them on")

static const struct pos_field batch_fields[] = {
	BATCH_FIELDS,
	POS_BOOL(pos_coupon_batch, frozen, POS_F_OPTIONAL | POS_F_COLUMN,
	    "none can be used for now"),
	POS_INT(pos_coupon_batch, issued, POS_F_COLUMN, 0, INT64_MAX,
	    "coupons that members hold, or held when they used them"),
	POS_INT(pos_coupon_batch, taken, POS_F_COLUMN, 0, INT64_MAX,
	    "coupons that sales have taken, finished or not"),
	{ 0 },
};
const struct pos_record pos_coupon_batch_record = {
	.type = "coupon.batch",
	.v = 1,
	.size = sizeof(struct pos_coupon_batch),
	.fields = batch_fields,
	.help = "coupons of one promotion that were made together",
};
POS_LIST_RECORD(pos_coupon_batch_record);

static const struct pos_field made_fields[] = {
	BATCH_FIELDS,
	POS_INT(pos_coupon_batch, batch_no, 0, 1,
	    (1 << POS_COUPON_BATCH_BITS) - 1, "its number, ours"),
	POS_INT(pos_coupon_batch, tag, 0, 0, (1 << POS_COUPON_TAG_BITS) - 1,
	    "random, for its codes; tells nothing without the key file"),
	{ 0 },
};
static const struct pos_record made_data = {
	.size = sizeof(struct pos_coupon_batch),
	.fields = made_fields,
	.help = "a batch of coupons that was made",
};

static enum pos_status
apply_made(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_coupon_batch *b = data;
	struct pos_query *q = pos_query(shop->store, &sql_add);

	(void)entry;
	pos_bind_int(q, 1, b->batch_no);
	pos_bind_text(q, 2, b->code);
	pos_bind_text(q, 3, b->promo);
	pos_bind_int(q, 4, b->made);
	pos_bind_int(q, 5, b->tag);
	pos_bind_text(q, 6, b->prefix);
	pos_bind_some(q, 7, b->valid_from);
	pos_bind_some(q, 8, b->valid_to);
	pos_bind_some(q, 9, b->valid_days);
	pos_bind_int(q, 10, b->member_only);
	pos_bind_int(q, 11, b->transferable);
	return pos_run(q, err);
}
const struct pos_event_kind pos_coupon_made = {
	.kind = "coupon.make",
	.v = 1,
	.record = &made_data,
	.apply = apply_made,
	.help = "a batch of coupons was made",
};

static void
row(struct pos_query *q, struct pos_pool *pool, struct pos_coupon_batch *b)
{
	b->batch_no = pos_int(q, "batch");
	b->code = pos_pool_text(pool, pos_text(q, "code"));
	b->promo = pos_pool_text(pool, pos_text(q, "promo"));
	b->made = pos_int(q, "made");
	b->tag = pos_int(q, "tag");
	b->prefix = pos_pool_text(pool, pos_text(q, "prefix"));
	b->valid_from = pos_int(q, "valid_from");
	b->valid_to = pos_int(q, "valid_to");
	b->valid_days = pos_int(q, "valid_days");
	b->member_only = pos_int(q, "member_only") != 0;
	b->transferable = pos_int(q, "transferable") != 0;
	b->frozen = pos_int(q, "frozen") != 0;
	b->tried = pos_int(q, "tried");
	b->issued = pos_int(q, "issued");
	b->taken = pos_int(q, "taken");
}

static enum pos_status
find(struct pos_query *q, struct pos_pool *pool, struct pos_coupon_batch *b,
    struct pos_err *err)
{
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK)
		row(q, pool, b);
	pos_query_done(q);
	return st;
}

enum pos_status
pos_coupon_batch_find(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_coupon_batch *batch, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_by_code);

	pos_bind_text(q, 1, code);
	return find(q, pool, batch, err);
}

enum pos_status
pos_coupon_batch_by_no(struct pos_shop *shop, int64_t batch_no,
    struct pos_pool *pool, struct pos_coupon_batch *batch, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_by_no);

	pos_bind_int(q, 1, batch_no);
	return find(q, pool, batch, err);
}

enum pos_status
pos_coupon_batch_all(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_coupon_batch **batches, size_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_all);
	struct pos_coupon_batch *all = NULL;
	enum pos_status st;
	size_t n = 0;

	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		row(q, pool, &all[n++]);
	}
	*batches = all;
	*count = n;
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_coupon_count(struct pos_shop *shop, int64_t batch_no, int64_t issued,
    int64_t taken, struct pos_err *err)
{
	struct pos_query *q;

	if (issued == 0 && taken == 0)
		return POS_OK;
	q = pos_query(shop->store, &sql_count);
	pos_bind_int(q, 1, batch_no);
	pos_bind_int(q, 2, issued);
	pos_bind_int(q, 3, taken);
	return pos_run(q, err);
}

static enum pos_status
check_prefix(const struct pos_coupon_batch *b, struct pos_err *err)
{
	const char *c = b->prefix;

	if (c == NULL)
		return POS_OK;
	while ((*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9'))
		c++;
	if (*c != '\0' || c == b->prefix ||
	    c - b->prefix > POS_COUPON_PREFIX_MAX)
		return pos_fail(err, POS_DATA,
		    "prefix '%s': wants 1 to %d of A to Z and 0 to 9",
		    b->prefix, POS_COUPON_PREFIX_MAX);
	return POS_OK;
}

static enum pos_status
check(struct pos_shop *shop, const struct pos_coupon_batch *b,
    struct pos_err *err)
{
	const char *wrong = pos_code_wrong(b->code);

	if (wrong == NULL && strchr(b->code, '/') != NULL)
		wrong = POS_TR("has a '/', which numbers of coupons have "
			       "after it");
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "code '%s': %s", b->code,
		    pos_tr(wrong));
	if (b->made < 1 || b->made > POS_COUPON_MAX)
		return pos_fail(err, POS_DATA,
		    "a batch has 1 to %d coupons (make several)",
		    POS_COUPON_MAX);
	if (b->valid_from != 0 && b->valid_to != 0 &&
	    b->valid_from > b->valid_to)
		return pos_fail(err, POS_DATA,
		    "batch '%s' would be over before it begins", b->code);
	if (b->valid_to != 0 && b->valid_to < shop->day)
		return pos_fail(err, POS_DATA,
		    "batch '%s' would be over already", b->code);
	return check_prefix(b, err);
}

static enum pos_status
check_rule(struct pos_shop *shop, const char *promo, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_rule rule = { 0 };
	enum pos_status st = pos_promo_find(shop, promo, pool, &rule, err);

	if (st == POS_END)
		st = pos_fail(err, POS_DATA,
		    "no promotion '%s' (pos-promo list shows them)", promo);
	else if (st == POS_OK &&
	    (rule.trigger == NULL || strcmp(rule.trigger, "code") != 0))
		st = pos_fail(err, POS_DATA,
		    "promotion '%s' needs no coupon: its trigger is not 'code'",
		    promo);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
number(struct pos_shop *shop, struct pos_coupon_batch *batch,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_last);
	uint32_t tag = 0;
	enum pos_status st = pos_step(q, err);

	if (st != POS_OK)
		return st;
	batch->batch_no = pos_int(q, "batch") + 1;
	pos_query_done(q);
	if (batch->batch_no >= 1 << POS_COUPON_BATCH_BITS)
		return pos_fail(err, POS_REFUSED,
		    "there are %d batches of coupons, and no more can be made",
		    (1 << POS_COUPON_BATCH_BITS) - 1);
	st = pos_random(&tag, sizeof(tag), err);
	batch->tag = tag & ((1 << POS_COUPON_TAG_BITS) - 1);
	return st;
}

enum pos_status
pos_coupon_make(struct pos_shop *shop, struct pos_coupon_batch *batch,
    const struct pos_approval *approval, struct pos_err *err)
{
	struct pos_pool *pool;
	struct pos_coupon_batch there;
	unsigned char key[POS_KEY_LEN];
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, approval, NULL, err);
	if (st == POS_OK)
		st = check(shop, batch, err);
	if (st == POS_OK)
		st = check_rule(shop, batch->promo, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = pos_coupon_batch_find(shop, batch->code, pool, &there, err);
	pos_pool_free(pool);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "there is a batch of coupons '%s' already", batch->code);
	if (st == POS_END)
		st = number(shop, batch, err);
	/* without the key file, nobody would ever see the codes */
	if (st == POS_OK)
		st = pos_key(shop, POS_KEY_COUPON, true, key, err);
	explicit_bzero(key, sizeof(key));
	batch->frozen = false;
	batch->issued = batch->taken = batch->tried = 0;
	return st == POS_OK ? pos_record(shop, &pos_coupon_made, batch, err) :
			      st;
}

enum pos_status
pos_coupon_key(struct pos_shop *shop, struct pos_coupon_key *key,
    struct pos_err *err)
{
	unsigned char bytes[POS_KEY_LEN];
	enum pos_status st = pos_key(shop, POS_KEY_COUPON, false, bytes, err);

	if (st == POS_END)
		return pos_fail(err, POS_REFUSED, "no coupons were made yet");
	if (st == POS_OK)
		pos_coupon_key_set(key, bytes);
	explicit_bzero(bytes, sizeof(bytes));
	return st;
}

void
pos_coupon_code(const struct pos_coupon_key *key,
    const struct pos_coupon_batch *batch, int64_t n,
    char text[POS_COUPON_CODE_TEXT])
{
	struct pos_coupon_id id = { batch->batch_no, n, batch->tag };
	unsigned char digits[POS_COUPON_DIGITS];

	pos_coupon_encode(digits, key, &id);
	pos_coupon_print(text, batch->prefix, digits);
}
