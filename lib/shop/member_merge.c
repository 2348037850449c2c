/*
 * member_merge.c - two members become one.
 *
 * The entry holds what the one that stays is from then on, with everything
 * that the other was found by; the other's own key goes, so that erasing the
 * one erases all of the person.
 */
#include <string.h>

#include "shop/coupon.h"
#include "shop/keys.h"
#include "shop/ledger.h"
#include "shop/member_inside.h"
#include "shop/offer.h"
#include "shop/outbox.h"

struct merged {
	int64_t from_no;
	const struct pos_member_write *into; /* as it is from now on */
};

static const struct pos_field merged_fields[] = {
	POS_INT(merged, from_no, 0, 1, INT64_MAX,
	    "number of the member that is no more"),
	POS_OBJECT(merged, into, 0, &pos_member_write_record,
	    "what it became part of, as it is from now on"),
	{ 0 }
};
static const struct pos_record merged_record = {
	.size = sizeof(struct merged),
	.fields = merged_fields,
	.help = "a member became part of another",
};

static enum pos_status
apply_merged(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct merged *m = data;
	enum pos_status st;

	st = pos_member_forget(shop, m->from_no, m->into->member_no, err);
	if (st == POS_OK)
		st = pos_member_write_apply(shop, m->into, err);
	if (st == POS_OK)
		st = pos_ledger_merge_apply(shop, entry, m->from_no,
		    m->into->member_no, err);
	if (st == POS_OK)
		st = pos_coupon_merge_apply(shop, m->from_no,
		    m->into->member_no, err);
	if (st == POS_OK)
		st = pos_offer_merge_apply(shop, m->from_no, m->into->member_no,
		    err);
	if (st == POS_OK)
		st = pos_message_merge_apply(shop, entry, m->from_no,
		    m->into->member_no, err);
	return st;
}

const struct pos_event_kind pos_member_merged = {
	.kind = "member.merge",
	.v = 1,
	.record = &merged_record,
	.apply = apply_merged,
	.help = "a member became part of another",
};

static const char **
both(struct pos_pool *pool, const char **a, size_t a_count, const char **b,
    size_t b_count, size_t *count)
{
	const char **all =
	    pos_pool_alloc(pool, (a_count + b_count + 2) * sizeof(*all));

	if (a_count > 0)
		memcpy(all, a, a_count * sizeof(*all));
	if (b_count > 0)
		memcpy(all + a_count, b, b_count * sizeof(*all));
	*count = a_count + b_count;
	return all;
}

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* What into does not say, from says.  Consent is the one said last. */
static void
unite(struct pos_member *into, const struct pos_member *from,
    struct pos_pool *pool)
{
	into->name = into->name != NULL ? into->name : from->name;
	into->address = into->address != NULL ? into->address : from->address;
	into->email = into->email != NULL ? into->email : from->email;
	into->gender = into->gender != NULL ? into->gender : from->gender;
	if (into->birthday == 0)
		into->birthday = from->birthday;
	if (into->language == NULL)
		into->language = from->language;
	if (into->referred_no == 0 && from->referred_no != into->member_no)
		into->referred_no = from->referred_no;
	into->cards = both(pool, into->cards, into->cards_count, from->cards,
	    from->cards_count, &into->cards_count);
	into->ids = both(pool, into->ids, into->ids_count, from->ids,
	    from->ids_count, &into->ids_count);
	into->tags = both(pool, into->tags, into->tags_count, from->tags,
	    from->tags_count, &into->tags_count);
	into->phones = both(pool, into->phones, into->phones_count,
	    from->phones, from->phones_count, &into->phones_count);
	if (into->phone == NULL)
		into->phone = from->phone;
	else if (from->phone != NULL)
		into->phones[into->phones_count++] = from->phone;
	into->enrolled_at = earlier(into->enrolled_at, from->enrolled_at);
	if (from->consent_at > into->consent_at) {
		into->consent = from->consent;
		into->consent_at = from->consent_at;
		into->consent_source = from->consent_source;
	}
}

static enum pos_status
check(const struct pos_member *from, const struct pos_member *into,
    struct pos_err *err)
{
	const struct pos_member *gone = from->erased ? from : into;

	if (from->member_no == into->member_no)
		return pos_fail(err, POS_REFUSED,
		    "both are member '%s' already", into->code);
	if (from->merged_no != 0)
		return pos_fail(err, POS_REFUSED,
		    "member '%s' became part of '%s'", from->code,
		    from->merged_into);
	return from->erased || into->erased ?
	    pos_fail(err, POS_REFUSED, "member '%s' was erased", gone->code) :
	    POS_OK;
}

enum pos_status
pos_member_merge(struct pos_shop *shop, struct pos_member *from,
    struct pos_member *into, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_member_batch batch;
	struct pos_member old = *into;
	struct merged data = { .from_no = from->member_no };
	enum pos_status st = check(from, into, err);

	if (st != POS_OK)
		return st;
	unite(into, from, pool);
	st = pos_member_check(shop, into, pool, err);
	if (st != POS_OK)
		return st;
	pos_member_batch_start(&batch, shop);
	batch.also_no = from->member_no;
	st = pos_member_batch_add(&batch, into, &old, err);
	if (st == POS_OK)
		st = pos_store_wipe(shop->store, err);
	data.into = batch.writes;
	if (st == POS_OK)
		st = pos_record(shop, &pos_member_merged, &data, err);
	pos_member_batch_end(&batch);
	return st;
}
