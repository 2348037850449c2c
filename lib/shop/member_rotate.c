/*
 * member_rotate.c - members' keys sealed anew under another key of the file.
 *
 * The new key is in the file, synced, before the store knows of it; the old
 * one stays there until no row is sealed under it.  So whoever is killed at
 * any instant leaves a store that opens, and the next rotation goes on where
 * this one was.  Tills go on enrolling meanwhile, under the new key.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/keys.h"
#include "shop/member_inside.h"

POS_SQL(sql_rows,
    "SELECT member, dek, kek FROM member_key WHERE member > $1"
    " ORDER BY member LIMIT 1000");
POS_SQL(sql_reseal,
    "UPDATE member_key SET dek = $2, kek = $3 WHERE member = $1");
POS_SQL(sql_left, "SELECT COUNT(*) AS n FROM member_key WHERE kek <> $1");

#define ROWS 1000 /* resealed in one transaction */

static const struct pos_field rotation_fields[] = {
	POS_INT(pos_rotation, members, POS_F_COLUMN, 0, INT64_MAX,
	    "members whose keys were sealed anew"),
	POS_BOOL(pos_rotation, resumed, POS_F_COLUMN | POS_F_OPTIONAL,
	    "a rotation that had been stopped was ended"),
	{ 0 }
};

const struct pos_record pos_rotation_record = {
	.type = "member.rotation",
	.v = 1,
	.size = sizeof(struct pos_rotation),
	.fields = rotation_fields,
	.help = "personal data is sealed under a new key of the key file",
};
POS_LIST_RECORD(pos_rotation_record);

struct rotate {
	struct pos_shop *shop;
	struct pos_kek now, old;
	int64_t after; /* member that was looked at last */
	struct pos_rotation *done;
	struct row {
		int64_t member, kek;
		char dek[128];
	} * rows;
};

static enum pos_status
read_rows(struct rotate *r, size_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(r->shop->store, &sql_rows);
	enum pos_status st;
	const char *dek;
	size_t n = 0, len;

	pos_bind_int(q, 1, r->after);
	while (n < ROWS && (st = pos_step(q, err)) == POS_OK) {
		r->after = pos_int(q, "member");
		dek = pos_textn(q, "dek", &len);
		if (pos_int(q, "kek") == r->now.id)
			continue;
		if (len >= sizeof(r->rows[n].dek)) {
			st = pos_member_key_damaged(r->after, err);
			break;
		}
		r->rows[n].member = r->after;
		r->rows[n].kek = pos_int(q, "kek");
		memcpy(r->rows[n++].dek, dek, len + 1);
	}
	pos_query_done(q);
	*count = n;
	return n == ROWS || st == POS_END ? POS_OK : st;
}

static enum pos_status
reseal(struct rotate *r, const struct row *row, struct pos_err *err)
{
	unsigned char dek[POS_KEY_LEN];
	struct pos_buf text = { 0 };
	struct pos_query *q;
	enum pos_status st;

	st = pos_member_dek_open(r->shop, row->member, row->dek, row->kek,
	    &r->old, dek, err);
	if (st == POS_OK)
		st = pos_member_dek_seal(dek, row->member, &r->now, &text, err);
	if (st == POS_OK) {
		q = pos_query(r->shop->store, &sql_reseal);
		pos_bind_int(q, 1, row->member);
		pos_bind_text(q, 2, text.text);
		pos_bind_int(q, 3, r->now.id);
		st = pos_run(q, err);
	}
	explicit_bzero(dek, sizeof(dek));
	pos_buf_release(&text);
	if (st == POS_OK)
		r->done->members++;
	return st;
}

/* A transaction that changes no table of the journal records nothing. */
static enum pos_status
batch(struct rotate *r, bool *more, struct pos_err *err)
{
	int64_t from = r->after;
	size_t count = 0, i;
	enum pos_status st = pos_change_begin(r->shop, err);

	if (st != POS_OK)
		return st;
	st = pos_key_sealing(r->shop, false, &r->now.id, r->now.key, err);
	if (st == POS_OK)
		st = read_rows(r, &count, err);
	for (i = 0; st == POS_OK && i < count; i++)
		st = reseal(r, &r->rows[i], err);
	*more = r->after != from;
	return pos_change_end(r->shop, st, err);
}

static enum pos_status
begin(struct rotate *r, struct pos_err *err)
{
	enum pos_status st = pos_change_begin(r->shop, err);

	if (st != POS_OK)
		return st;
	st = pos_staff_may(r->shop, POS_RIGHT_ADMIN, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_key_rotate(r->shop, &r->done->resumed, err);
	return pos_change_end(r->shop, st, err);
}

/* Another rotation may have begun meanwhile: then it has the last word. */
static enum pos_status
end(struct rotate *r, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st = pos_change_begin(r->shop, err);

	if (st != POS_OK)
		return st;
	st = pos_key_sealing(r->shop, false, &r->now.id, r->now.key, err);
	if (st == POS_OK) {
		q = pos_query(r->shop->store, &sql_left);
		pos_bind_int(q, 1, r->now.id);
		st = pos_step(q, err);
		if (st == POS_OK && pos_int(q, "n") == 0)
			st = pos_key_rotated(r->shop, err);
		pos_query_done(q);
	}
	return pos_change_end(r->shop, st, err);
}

enum pos_status
pos_member_rotate(struct pos_shop *shop, void (*progress)(void *, int64_t),
    void *arg, struct pos_rotation *done, struct pos_err *err)
{
	struct rotate r = { .shop = shop, .done = done };
	bool more = true;
	enum pos_status st;

	*done = (struct pos_rotation){ 0 };
	r.rows = pos_alloc(ROWS * sizeof(*r.rows));
	st = begin(&r, err);
	while (st == POS_OK && more && !shop->dry_run) {
		st = batch(&r, &more, err);
		if (progress != NULL)
			progress(arg, done->members);
	}
	if (st == POS_OK && !shop->dry_run)
		st = end(&r, err);
	explicit_bzero(&r.now, sizeof(r.now));
	explicit_bzero(&r.old, sizeof(r.old));
	free(r.rows);
	return st;
}
