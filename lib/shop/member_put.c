/*
 * member_put.c - members enrolled and changed, one at a time.
 */
#include <string.h>

#include "base/text.h"
#include "shop/keys.h"
#include "shop/member_inside.h"

static bool
same_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

static bool
same_list(const char *const *a, size_t a_count, const char *const *b,
    size_t b_count)
{
	size_t i;

	if (a_count != b_count)
		return false;
	for (i = 0; i < a_count; i++)
		if (strcmp(a[i], b[i]) != 0)
			return false;
	return true;
}

bool
pos_member_same(const struct pos_member *a, const struct pos_member *b)
{
	return same_text(a->name, b->name) && same_text(a->phone, b->phone) &&
	    a->birthday == b->birthday && same_text(a->address, b->address) &&
	    same_text(a->email, b->email) && same_text(a->gender, b->gender) &&
	    same_list(a->cards, a->cards_count, b->cards, b->cards_count) &&
	    same_list(a->phones, a->phones_count, b->phones, b->phones_count) &&
	    same_list(a->ids, a->ids_count, b->ids, b->ids_count) &&
	    same_list(a->tags, a->tags_count, b->tags, b->tags_count) &&
	    same_text(a->language, b->language) &&
	    same_text(a->channel, b->channel) &&
	    a->enrolled_at == b->enrolled_at &&
	    a->referred_no == b->referred_no && a->consent == b->consent &&
	    a->consent_at == b->consent_at &&
	    same_text(a->consent_source, b->consent_source);
}

static enum pos_status
write_one(struct pos_shop *shop, struct pos_member *member,
    const struct pos_member *old, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_member_batch batch;
	enum pos_status st;

	pos_member_batch_start(&batch, shop);
	st = pos_member_batch_add(&batch, member, old, err);
	if (st == POS_OK) {
		member->code = pos_pool_text(pool, member->code);
		st = pos_member_batch_flush(&batch, err);
	}
	pos_member_batch_end(&batch);
	member->opened = true;
	return st;
}

enum pos_status
pos_member_enrol(struct pos_shop *shop, struct pos_member *member,
    struct pos_pool *pool, struct pos_err *err)
{
	if (member->phone == NULL && member->name == NULL &&
	    member->cards_count == 0 && member->ids_count == 0)
		return pos_fail(err, POS_DATA,
		    "a member has a phone, a name, a card or an identity of a "
		    "channel");
	return write_one(shop, member, NULL, pool, err);
}

static enum pos_status
is_there(const struct pos_member *member, struct pos_err *err)
{
	if (member->merged_no != 0)
		return pos_fail(err, POS_REFUSED,
		    "member '%s' became part of '%s'", member->code,
		    member->merged_into);
	if (member->erased)
		return pos_fail(err, POS_REFUSED, "member '%s' was erased",
		    member->code);
	return POS_OK;
}

enum pos_status
pos_member_put(struct pos_shop *shop, struct pos_member *member,
    struct pos_pool *pool, bool *changed, struct pos_err *err)
{
	struct pos_member old;
	enum pos_status st;

	*changed = false;
	st = pos_member_by_no(shop, member->member_no, pool, &old, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no member '%s'", member->code);
	if (st == POS_OK)
		st = is_there(&old, err);
	if (st == POS_OK)
		st = pos_member_open(shop, pool, &old, err);
	if (st != POS_OK || pos_member_same(&old, member))
		return st;
	*changed = true;
	return write_one(shop, member, &old, pool, err);
}

enum pos_status
pos_member_consent(struct pos_shop *shop, struct pos_member *member,
    bool consent, const char *source, struct pos_pool *pool,
    struct pos_err *err)
{
	enum pos_status st = is_there(member, err);
	bool changed;

	if (st == POS_OK)
		st = pos_member_open(shop, pool, member, err);
	if (st != POS_OK)
		return st;
	/* said again is said anew: when and how is what counts */
	member->consent = consent;
	member->consent_at = shop->now;
	member->consent_source = source;
	st = pos_member_check(shop, member, pool, err);
	if (st == POS_OK)
		st = pos_member_put(shop, member, pool, &changed, err);
	return st;
}

static const char *
identity(struct pos_pool *pool, const char *channel, const char *id)
{
	return id != NULL && *id != '\0' ?
	    pos_pool_printf(pool, "%s:%s", channel, id) :
	    NULL;
}

/* A phone that is one, in our form; others are NULL. */
static enum pos_status
real_phone(struct pos_shop *shop, const char **phone, struct pos_pool *pool,
    struct pos_err *err)
{
	char text[POS_PHONE_TEXT];
	const char *country;
	enum pos_status st = pos_member_country(shop, pool, &country, err);

	if (st != POS_OK)
		return st;
	if (*phone == NULL || pos_phone_wrong(text, *phone, country) != NULL)
		*phone = NULL;
	else
		*phone = pos_pool_text(pool, text);
	return POS_OK;
}

/* Known by phone, and now by the channel too. */
static enum pos_status
add_identity(struct pos_shop *shop, const char *id, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err)
{
	const char **ids;
	enum pos_status st = pos_member_open(shop, pool, member, err);
	bool changed;

	if (st != POS_OK || member->ids_count >= POS_PHONES_MAX)
		return st;
	ids = pos_pool_alloc(pool, (member->ids_count + 1) * sizeof(*ids));
	if (member->ids_count > 0)
		memcpy(ids, member->ids, member->ids_count * sizeof(*ids));
	ids[member->ids_count++] = id;
	member->ids = ids;
	st = pos_member_check(shop, member, pool, err);
	if (st == POS_OK)
		st = pos_member_put(shop, member, pool, &changed, err);
	return st;
}

enum pos_status
pos_member_enrol_channel(struct pos_shop *shop, const char *channel,
    const char *external_id, const char *phone, const char *name,
    struct pos_pool *pool, struct pos_member *member, bool *enrolled,
    struct pos_err *err)
{
	const char *id = identity(pool, channel, external_id);
	enum pos_status st;

	*enrolled = false;
	st = real_phone(shop, &phone, pool, err);
	if (st == POS_OK && id == NULL && phone == NULL)
		return POS_END;
	if (st == POS_OK)
		st = id != NULL ? pos_member_find(shop, id, pool, member, err) :
				  POS_END;
	if (st == POS_END && phone != NULL) {
		st = pos_member_find(shop, phone, pool, member, err);
		if (st == POS_OK && id != NULL)
			return add_identity(shop, id, pool, member, err);
	}
	if (st != POS_END)
		return st;
	*member = (struct pos_member){ .channel = channel, .phone = phone };
	if (name != NULL && pos_text_wrong(name, 200) == NULL)
		member->name = name;
	if (id != NULL) {
		member->ids = pos_pool_alloc(pool, sizeof(*member->ids));
		member->ids[0] = id;
		member->ids_count = 1;
	}
	st = pos_member_check(shop, member, pool, err);
	if (st == POS_OK)
		st = pos_member_enrol(shop, member, pool, err);
	*enrolled = st == POS_OK;
	return st;
}
