/*
 * member_personal.c - the sealed part of a member, and the hashes it is
 * found by.
 */
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "rec/json.h"
#include "shop/member_inside.h"

#define NONCE_TEXT 16 /* characters of a sealed text that no other has */

POS_SQL(sql_find, "SELECT member FROM member_find WHERE find = $1");

static const struct pos_field fields[] = {
	POS_TEXT(pos_member, name, POS_F_OPTIONAL, 200, "name"),
	POS_TEXT(pos_member, phone, POS_F_OPTIONAL, 20, "E.164"),
	POS_INT(pos_member, birthday, POS_F_OPTIONAL, 0, 99991231,
	    "yyyymmdd, 0000 for a year not told"),
	POS_TEXT(pos_member, address, POS_F_OPTIONAL, 500, "address"),
	POS_TEXT(pos_member, email, POS_F_OPTIONAL, 254, "mail address"),
	POS_TEXT(pos_member, gender, POS_F_OPTIONAL, 1, "f, m, x"),
	POS_TEXTS(pos_member, cards, cards_count, 0, "numbers of cards"),
	POS_TEXTS(pos_member, phones, phones_count, 0, "other phones"),
	POS_TEXTS(pos_member, ids, ids_count, 0, "identities of channels"),
	{ 0 }
};

const struct pos_record pos_member_personal = {
	.size = sizeof(struct pos_member),
	.fields = fields,
	.help = "what is sealed of a member",
};

static void
take(struct pos_member *to, const struct pos_member *from)
{
	to->name = from->name;
	to->phone = from->phone;
	to->birthday = from->birthday;
	to->address = from->address;
	to->email = from->email;
	to->gender = from->gender;
	to->cards = from->cards;
	to->cards_count = from->cards_count;
	to->phones = from->phones;
	to->phones_count = from->phones_count;
	to->ids = from->ids;
	to->ids_count = from->ids_count;
	to->opened = true;
}

enum pos_status
pos_member_unseal(struct pos_shop *shop, const struct pos_member_key *key,
    const char *sealed, struct pos_pool *pool, struct pos_member *member,
    struct pos_err *err)
{
	size_t room = strlen(sealed);
	unsigned char *bytes = pos_alloc(room + 1);
	char *text = pos_alloc(room + 1);
	long len = pos_base64_read(bytes, sealed);
	struct pos_json *json = NULL;
	struct pos_member personal;
	enum pos_status st = POS_DATA;

	(void)shop;
	if (len >= POS_SEAL_MORE)
		st = pos_unseal(text, key->dek, bytes, (size_t)len,
		    member->code, strlen(member->code), NULL);
	if (st == POS_OK)
		st = pos_json_parse(&json, text, (size_t)len - POS_SEAL_MORE,
		    NULL);
	if (st == POS_OK)
		st = pos_record_read(&personal, &pos_member_personal, json,
		    pool, 0, NULL);
	if (st == POS_OK)
		take(member, &personal);
	else if (st == POS_DATA)
		st = pos_fail(err, POS_DATA,
		    "the personal data of member '%s' is damaged",
		    member->code);
	else
		st = pos_fail(err, st, "cannot open personal data");
	pos_json_free(json);
	explicit_bzero(text, room);
	free(text);
	free(bytes);
	return st;
}

void
pos_member_hash(unsigned char hash[POS_FIND_LEN],
    const unsigned char find[POS_KEY_LEN], const char *kind, const char *text)
{
	unsigned char whole[POS_SHA256_LEN];
	char what[512];
	size_t len = strlen(kind), more = strlen(text);

	/* longer ones were refused where they came in */
	if (more > sizeof(what) - 16)
		more = sizeof(what) - 16;
	memcpy(what, kind, len);
	what[len++] = '|';
	memcpy(what + len, text, more);
	pos_hmac(whole, find, POS_KEY_LEN, what, len + more);
	memcpy(hash, whole, POS_FIND_LEN);
}

static void
add(struct pos_member_finds *finds, const unsigned char find[POS_KEY_LEN],
    const char *kind, const char *const *texts, size_t count)
{
	size_t i;

	for (i = 0; i < count && finds->count < POS_FINDS_MAX; i++)
		pos_member_hash(finds->hash[finds->count++], find, kind,
		    texts[i]);
}

void
pos_member_finds(struct pos_member_finds *finds,
    const unsigned char find[POS_KEY_LEN], const struct pos_member *member)
{
	finds->count = 0;
	add(finds, find, "card", member->cards, member->cards_count);
	add(finds, find, "id", member->ids, member->ids_count);
	if (member->phone != NULL)
		add(finds, find, "phone", &member->phone, 1);
	add(finds, find, "phone", member->phones, member->phones_count);
}

void
pos_find_text(char text[POS_FIND_TEXT], const unsigned char hash[POS_FIND_LEN])
{
	static struct pos_buf buf; /* one for all, there are many */

	pos_buf_clear(&buf);
	pos_base64(&buf, hash, POS_FIND_LEN);
	memcpy(text, buf.text, POS_FIND_TEXT);
}

enum pos_status
pos_find_member(struct pos_shop *shop, const unsigned char hash[POS_FIND_LEN],
    int64_t *member_no, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_find);
	char text[POS_FIND_TEXT];
	enum pos_status st;

	pos_find_text(text, hash);
	pos_bind_textn(q, 1, text, POS_FIND_TEXT - 1);
	st = pos_step(q, err);
	*member_no = st == POS_OK ? pos_int(q, "member") : 0;
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

void
pos_finds_mask(unsigned char *out, const unsigned char *in, size_t count,
    const unsigned char salt[POS_SALT_LEN], const char *sealed)
{
	unsigned char seed[POS_SALT_LEN + NONCE_TEXT + 1] = { 0 };
	unsigned char mask[POS_SHA256_LEN];
	size_t i, k;

	memcpy(seed, salt, POS_SALT_LEN);
	memcpy(seed + POS_SALT_LEN, sealed, strnlen(sealed, NONCE_TEXT));
	for (i = 0; i < count; i++) {
		seed[sizeof(seed) - 1] = (unsigned char)i;
		pos_sha256(mask, seed, sizeof(seed));
		for (k = 0; k < POS_FIND_LEN; k++)
			out[i * POS_FIND_LEN + k] =
			    in[i * POS_FIND_LEN + k] ^ mask[k];
	}
}
