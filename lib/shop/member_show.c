/*
 * member_show.c - members as output: masked, unless they are revealed.
 */
#include <string.h>

#include "base/text.h"
#include "shop/ledger.h"
#include "shop/member_inside.h"

static const struct pos_field fields[] = {
	POS_TEXT(pos_member_view, member, POS_F_COLUMN | POS_F_CODE, 64,
	    "code of the member"),
	POS_TEXT(pos_member_view, name, POS_F_COLUMN | POS_F_OPTIONAL, 200,
	    "name; masked: its first character and **"),
	POS_TEXT(pos_member_view, phone, POS_F_COLUMN | POS_F_OPTIONAL, 24,
	    "phone, E.164; masked: four digits as *"),
	POS_TEXT(pos_member_view, birthday, POS_F_COLUMN | POS_F_OPTIONAL, 10,
	    "YYYY-MM-DD, or MM-DD: year not told, or masked"),
	POS_TEXT(pos_member_view, address, POS_F_OPTIONAL, 500,
	    "address; masked: ***"),
	POS_TEXT(pos_member_view, email, POS_F_OPTIONAL, 254,
	    "mail address; masked: first character and domain"),
	POS_TEXT(pos_member_view, gender, POS_F_OPTIONAL, 3,
	    "f, m or x; masked: *"),
	POS_TEXT(pos_member_view, card, POS_F_OPTIONAL, 64,
	    "number of the card; masked: its last four"),
	POS_TEXTS(pos_member_view, phones, phones_count, POS_F_OPTIONAL,
	    "other phones it is found by"),
	POS_TEXTS(pos_member_view, ids, ids_count, POS_F_OPTIONAL,
	    "identities as CHANNEL:ID; masked: without ID"),
	POS_TEXT(pos_member_view, level, POS_F_COLUMN | POS_F_OPTIONAL, 64,
	    "code of the level"),
	POS_DAY(pos_member_view, level_until, POS_F_OPTIONAL,
	    "last day of the level; absent: no end"),
	POS_DAY(pos_member_view, paid_until, POS_F_OPTIONAL,
	    "last day of what was bought"),
	POS_TEXT(pos_member_view, language, POS_F_OPTIONAL, 35,
	    "language of messages"),
	POS_TEXTS(pos_member_view, tags, tags_count, POS_F_OPTIONAL, "tags"),
	POS_TIME(pos_member_view, enrolled_at, POS_F_COLUMN, "since when"),
	POS_TEXT(pos_member_view, channel, POS_F_OPTIONAL, 64,
	    "where it came from; absent: the counter"),
	POS_TEXT(pos_member_view, referred_by, POS_F_OPTIONAL, 64,
	    "code of the member that brought it"),
	POS_BOOL(pos_member_view, consent, POS_F_COLUMN | POS_F_OPTIONAL,
	    "takes messages"),
	POS_TIME(pos_member_view, consent_at, POS_F_OPTIONAL,
	    "when consent was given or taken back"),
	POS_TEXT(pos_member_view, consent_source, POS_F_OPTIONAL, 200,
	    "and how"),
	POS_TEXT(pos_member_view, merged_into, POS_F_COLUMN | POS_F_OPTIONAL,
	    64, "code of the member it became part of"),
	POS_BOOL(pos_member_view, erased, POS_F_OPTIONAL,
	    "its personal data is gone"),
	POS_BOOL(pos_member_view, revealed, POS_F_OPTIONAL,
	    "nothing is masked"),
	POS_INT(pos_member_view, points, POS_F_OPTIONAL, INT64_MIN, INT64_MAX,
	    "points that can be spent"),
	POS_MONEY(pos_member_view, stored_minor, POS_F_OPTIONAL,
	    "stored value that can be spent"),
	{ 0 }
};

const struct pos_record pos_member_record = {
	.type = "member",
	.v = 1,
	.size = sizeof(struct pos_member_view),
	.fields = fields,
	.help = "a member",
};
POS_LIST_RECORD(pos_member_record);

/* "张**", "J**" */
static const char *
mask_name(struct pos_pool *pool, const char *name)
{
	size_t len;

	if (name == NULL)
		return NULL;
	(void)pos_utf8_next(name, &len);
	return pos_pool_printf(pool, "%.*s**", (int)len, name);
}

static const char *
mask_email(struct pos_pool *pool, const char *email)
{
	const char *at;
	size_t len;

	if (email == NULL)
		return NULL;
	at = strchr(email, '@');
	(void)pos_utf8_next(email, &len);
	return pos_pool_printf(pool, "%.*s***%s", (int)len, email,
	    at != NULL ? at : "");
}

static const char *
mask_card(struct pos_pool *pool, const char *card)
{
	size_t len = strlen(card);

	return len > 6 ? pos_pool_printf(pool, "***%s", card + len - 4) : "***";
}

static const char **
mask_phones(struct pos_pool *pool, const struct pos_member *m,
    const char *country)
{
	const char **all =
	    pos_pool_alloc(pool, (m->phones_count + 1) * sizeof(*all));
	size_t i;

	for (i = 0; i < m->phones_count; i++)
		all[i] = pos_phone_mask(pool, m->phones[i], country);
	return all;
}

static const char **
mask_ids(struct pos_pool *pool, const struct pos_member *m)
{
	const char **all =
	    pos_pool_alloc(pool, (m->ids_count + 1) * sizeof(*all));
	size_t i;

	for (i = 0; i < m->ids_count; i++)
		all[i] = pos_pool_printf(pool, "%.*s:***",
		    (int)strcspn(m->ids[i], ":"), m->ids[i]);
	return all;
}

static enum pos_status
personal(struct pos_shop *shop, const struct pos_member *m, bool reveal,
    struct pos_pool *pool, struct pos_member_view *v, struct pos_err *err)
{
	const char *country = NULL;
	const char *card = m->cards_count > 0 ? m->cards[0] : NULL;
	enum pos_status st = pos_member_country(shop, pool, &country, err);

	if (st != POS_OK)
		return st;
	v->birthday = pos_birthday_text(pool, m->birthday, reveal);
	v->phones_count = m->phones_count;
	v->ids_count = m->ids_count;
	if (reveal) {
		v->name = m->name;
		v->phone = m->phone;
		v->address = m->address;
		v->email = m->email;
		v->gender = m->gender;
		v->card = card;
		v->phones = m->phones;
		v->ids = m->ids;
		return POS_OK;
	}
	v->name = mask_name(pool, m->name);
	v->phone = pos_phone_mask(pool, m->phone, country);
	v->address = m->address != NULL ? "***" : NULL;
	v->email = mask_email(pool, m->email);
	v->gender = m->gender != NULL ? "*" : NULL;
	v->card = card != NULL ? mask_card(pool, card) : NULL;
	v->phones = mask_phones(pool, m, country);
	v->ids = mask_ids(pool, m);
	return POS_OK;
}

enum pos_status
pos_member_show(struct pos_shop *shop, const struct pos_member *m, bool reveal,
    bool balance, struct pos_pool *pool, struct pos_member_view *v,
    struct pos_err *err)
{
	struct pos_balance b = { 0 };
	struct pos_money stored = { 0 };
	enum pos_status st = POS_OK;

	*v = (struct pos_member_view){
		.member = m->code,
		.level = m->level,
		.level_until = m->level_until,
		.paid_until = m->paid_until,
		.language = m->language,
		.tags = m->tags,
		.tags_count = m->tags_count,
		.enrolled_at = m->enrolled_at,
		.channel = m->channel,
		.referred_by = m->referred_by,
		.consent = m->consent,
		.consent_at = m->consent_at,
		.consent_source = m->consent_source,
		.merged_into = m->merged_into,
		.erased = m->erased,
		.revealed = reveal && m->opened,
	};
	if (m->opened)
		st = personal(shop, m, reveal, pool, v, err);
	if (st == POS_OK && balance)
		st = pos_balance_of(shop, m->member_no, &b, err);
	v->points = b.points;
	if (st == POS_OK &&
	    !pos_money_add(&stored, pos_minor(b.principal_minor),
		pos_minor(b.bonus_minor)))
		st = pos_fail(err, POS_DATA, "stored value is too large");
	v->stored_minor = stored.minor;
	return st;
}
