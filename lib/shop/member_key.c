/*
 * member_key.c - the keys of members, one row each: a salt in plain and the
 * data key, sealed under a key of the file.
 *
 * These rows are made and thrown away beside the journal: a replay takes those
 * that are there.  So what was erased stays erased, and a rotation reseals the
 * rows without touching what was sealed with the keys in them.
 */
#include <string.h>

#include "shop/keys.h"
#include "shop/member_inside.h"

POS_SQL(sql_key, "SELECT salt, dek, kek FROM member_key WHERE member = $1");
POS_SQL(sql_salt, "SELECT salt FROM member_key WHERE member = $1");
POS_SQL(sql_add,
    "INSERT INTO member_key (member, salt, dek, kek)"
    " VALUES ($1, $2, $3, $4)");
POS_SQL(sql_drop, "DELETE FROM member_key WHERE member = $1");

#define DEK_LEN (POS_KEY_LEN + POS_SEAL_MORE)

/* What is sealed for one member opens for no other. */
static void
aad_of(char aad[24], int64_t member_no)
{
	memset(aad, 0, 24);
	pos_member_code(aad, member_no);
}

enum pos_status
pos_member_key_damaged(int64_t member_no, struct pos_err *err)
{
	char code[24];

	return pos_fail(err, POS_DATA, "the key of member '%s' is damaged",
	    pos_member_code(code, member_no));
}

static bool
read_salt(unsigned char salt[POS_SALT_LEN], const char *text)
{
	unsigned char bytes[48];

	if (strlen(text) > 64 || pos_base64_read(bytes, text) != POS_SALT_LEN)
		return false;
	memcpy(salt, bytes, POS_SALT_LEN);
	return true;
}

enum pos_status
pos_member_dek_open(struct pos_shop *shop, int64_t member_no, const char *text,
    int64_t kek_id, struct pos_kek *kek, unsigned char dek[POS_KEY_LEN],
    struct pos_err *err)
{
	unsigned char sealed[192];
	char aad[24];
	enum pos_status st = POS_OK;

	if (strlen(text) > 240 || pos_base64_read(sealed, text) != DEK_LEN)
		return pos_member_key_damaged(member_no, err);
	if (kek->id != kek_id) {
		kek->id = 0;
		st = pos_key_opening(shop, kek_id, kek->key, err);
		if (st != POS_OK)
			return st == POS_END ?
			    pos_member_key_damaged(member_no, err) :
			    st;
		kek->id = kek_id;
	}
	aad_of(aad, member_no);
	st = pos_unseal(dek, kek->key, sealed, DEK_LEN, aad, strlen(aad), err);
	return st == POS_DATA ? pos_member_key_damaged(member_no, err) : st;
}

enum pos_status
pos_member_key_get(struct pos_shop *shop, int64_t member_no,
    struct pos_kek *kek, struct pos_member_key *key, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_key);
	enum pos_status st;

	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	if (st == POS_OK && !read_salt(key->salt, pos_text(q, "salt")))
		st = pos_member_key_damaged(member_no, err);
	if (st == POS_OK)
		st = pos_member_dek_open(shop, member_no, pos_text(q, "dek"),
		    pos_int(q, "kek"), kek, key->dek, err);
	pos_query_done(q);
	return st;
}

enum pos_status
pos_member_salt(struct pos_shop *shop, int64_t member_no,
    unsigned char salt[POS_SALT_LEN], struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_salt);
	enum pos_status st;

	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	if (st == POS_OK && !read_salt(salt, pos_text(q, "salt")))
		st = pos_member_key_damaged(member_no, err);
	pos_query_done(q);
	return st;
}

enum pos_status
pos_member_dek_seal(const unsigned char dek[POS_KEY_LEN], int64_t member_no,
    const struct pos_kek *kek, struct pos_buf *text, struct pos_err *err)
{
	unsigned char sealed[DEK_LEN];
	char aad[24];
	enum pos_status st;

	aad_of(aad, member_no);
	st =
	    pos_seal(sealed, kek->key, dek, POS_KEY_LEN, aad, strlen(aad), err);
	pos_buf_clear(text);
	pos_base64(text, sealed, sizeof(sealed));
	return st;
}

enum pos_status
pos_member_key_make(struct pos_shop *shop, int64_t member_no,
    struct pos_kek *kek, struct pos_member_key *key, struct pos_err *err)
{
	struct pos_buf dek = { 0 }, salt = { 0 };
	struct pos_query *q;
	enum pos_status st = POS_OK;

	if (kek->id == 0)
		st = pos_key_sealing(shop, true, &kek->id, kek->key, err);
	if (st == POS_OK)
		st = pos_random_many(key, sizeof(*key), err);
	if (st == POS_OK)
		st = pos_member_dek_seal(key->dek, member_no, kek, &dek, err);
	if (st == POS_OK) {
		pos_base64(&salt, key->salt, POS_SALT_LEN);
		q = pos_query(shop->store, &sql_add);
		pos_bind_int(q, 1, member_no);
		pos_bind_text(q, 2, salt.text);
		pos_bind_text(q, 3, dek.text);
		pos_bind_int(q, 4, kek->id);
		st = pos_run(q, err);
	}
	pos_buf_release(&dek);
	pos_buf_release(&salt);
	return st;
}

enum pos_status
pos_member_key_drop(struct pos_shop *shop, int64_t member_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_drop);

	pos_bind_int(q, 1, member_no);
	return pos_run(q, err);
}
