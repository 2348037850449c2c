/*
 * member_apply.c - members into the tables.
 *
 * An entry holds the whole of what a member is, so the last one says all.  A
 * member without a row in member_key was erased, or merged, by an entry that
 * is still to come: it gets its row, and leads nowhere.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/member_inside.h"

#define FIND_CHARS (POS_FIND_TEXT - 1)

POS_SQL(sql_finds, "SELECT finds FROM member WHERE member = $1");
POS_SQL(sql_find_drop,
    "DELETE FROM member_find WHERE find = $1 AND member = $2");
POS_SQL(sql_find_add,
    "INSERT INTO member_find (find, member) VALUES ($1, $2)"
    " ON CONFLICT (find) DO UPDATE SET member = excluded.member");
#define COLUMNS \
	"member, sealed, finds, language, tags, enrolled_at, channel," \
	" referred_by, consent, consent_at, consent_source"
#define VALUES "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11"
POS_SQL(sql_new,
    "INSERT INTO member (" COLUMNS ") VALUES (" VALUES ")"
    " ON CONFLICT (member) DO NOTHING");
POS_SQL(sql_change,
    "UPDATE member SET sealed = $2, finds = $3, language = $4, tags = $5,"
    " enrolled_at = $6, channel = $7, referred_by = $8, consent = $9,"
    " consent_at = $10, consent_source = $11 WHERE member = $1");

static const struct pos_field write_fields[] = {
	POS_INT(pos_member_write, member_no, 0, 1, INT64_MAX, "its number"),
	POS_TEXT(pos_member_write, sealed, 0, 1 << 16,
	    "what is personal, sealed with the member's key, in base64"),
	POS_TEXT(pos_member_write, finds, POS_F_OPTIONAL, 1 << 12,
	    "look-up hashes, masked, in base64"),
	POS_TEXT(pos_member_write, language, POS_F_OPTIONAL, 35, "language"),
	POS_TEXTS(pos_member_write, tags, tags_count, POS_F_OPTIONAL, "tags"),
	POS_TIME(pos_member_write, enrolled_at, 0, "since when"),
	POS_TEXT(pos_member_write, channel, POS_F_OPTIONAL | POS_F_CODE, 64,
	    "where it came from"),
	POS_INT(pos_member_write, referred_no, POS_F_OPTIONAL, 0, INT64_MAX,
	    "number of the member that brought it"),
	POS_BOOL(pos_member_write, consent, POS_F_OPTIONAL,
	    "takes messages"),
	POS_TIME(pos_member_write, consent_at, POS_F_OPTIONAL,
	    "when that was said"),
	POS_TEXT(pos_member_write, consent_source, POS_F_OPTIONAL, 200,
	    "and how"),
	{ 0 }
};

const struct pos_record pos_member_write_record = {
	.size = sizeof(struct pos_member_write),
	.fields = write_fields,
	.help = "a member, as it is from now on",
};

static const struct pos_field set_fields[] = {
	POS_LIST(pos_member_set_data, members, members_count, 0,
	    &pos_member_write_record, "members"),
	{ 0 }
};

static const struct pos_record set_record = {
	.size = sizeof(struct pos_member_set_data),
	.fields = set_fields,
	.help = "members that are new or have changed",
};

enum pos_status
pos_member_finds_drop(struct pos_shop *shop, int64_t member_no,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_finds), *drop;
	const char *finds = NULL;
	size_t len = 0, i;
	enum pos_status st;

	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	if (st == POS_OK)
		finds = pos_textn(q, "finds", &len);
	for (i = 0; st == POS_OK && finds != NULL && i + FIND_CHARS <= len;
	     i += FIND_CHARS) {
		drop = pos_query(shop->store, &sql_find_drop);
		pos_bind_textn(drop, 1, finds + i, FIND_CHARS);
		pos_bind_int(drop, 2, member_no);
		st = pos_run(drop, err);
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
add_finds(struct pos_shop *shop, int64_t member_no, const char *finds,
    struct pos_err *err)
{
	size_t len = strlen(finds), i;
	struct pos_query *q;
	enum pos_status st = POS_OK;

	for (i = 0; st == POS_OK && i + FIND_CHARS <= len; i += FIND_CHARS) {
		q = pos_query(shop->store, &sql_find_add);
		pos_bind_textn(q, 1, finds + i, FIND_CHARS);
		pos_bind_int(q, 2, member_no);
		st = pos_run(q, err);
	}
	return st;
}

/* The hashes as the table has them; "" where they cannot be known. */
static enum pos_status
plain_finds(struct pos_shop *shop, const struct pos_member_write *w,
    struct pos_buf *out, struct pos_err *err)
{
	unsigned char bytes[(POS_FINDS_MAX + 1) * POS_FIND_LEN];
	unsigned char salt[POS_SALT_LEN];
	enum pos_status st;
	long len = 0;

	pos_buf_clear(out);
	if (w->finds == NULL)
		return POS_OK;
	if (strlen(w->finds) <= POS_FINDS_MAX * (size_t)FIND_CHARS)
		len = pos_base64_read(bytes, w->finds);
	if (len <= 0 || len % POS_FIND_LEN != 0)
		return pos_fail(err, POS_DATA,
		    "look-up hashes of a member are damaged");
	st = pos_member_salt(shop, w->member_no, salt, err);
	if (st == POS_OK) {
		pos_finds_mask(bytes, bytes, (size_t)len / POS_FIND_LEN, salt,
		    w->sealed);
		pos_base64(out, bytes, (size_t)len);
	}
	return st == POS_END ? POS_OK : st;
}

static void
join_tags(struct pos_buf *out, const struct pos_member_write *w)
{
	size_t i;

	pos_buf_clear(out);
	for (i = 0; i < w->tags_count; i++) {
		if (i > 0)
			pos_buf_char(out, ',');
		pos_buf_text(out, w->tags[i]);
	}
}

static enum pos_status
put(struct pos_shop *shop, const struct pos_sql *sql,
    const struct pos_member_write *w, const struct pos_buf *finds,
    struct pos_err *err)
{
	static struct pos_buf tags; /* kept: there are many */
	struct pos_query *q = pos_query(shop->store, sql);

	join_tags(&tags, w);
	pos_bind_int(q, 1, w->member_no);
	pos_bind_text(q, 2, w->sealed);
	pos_bind_text(q, 3, finds->len > 0 ? finds->text : NULL);
	pos_bind_text(q, 4, w->language);
	pos_bind_text(q, 5, tags.len > 0 ? tags.text : NULL);
	pos_bind_int(q, 6, w->enrolled_at);
	pos_bind_text(q, 7, w->channel);
	pos_bind_some(q, 8, w->referred_no);
	pos_bind_int(q, 9, w->consent);
	pos_bind_some(q, 10, w->consent_at);
	pos_bind_text(q, 11, w->consent_source);
	return pos_run(q, err);
}

enum pos_status
pos_member_write_apply(struct pos_shop *shop, const struct pos_member_write *w,
    struct pos_err *err)
{
	static struct pos_buf finds;
	enum pos_status st;

	st = plain_finds(shop, w, &finds, err);
	if (st == POS_OK)
		st = put(shop, &sql_new, w, &finds, err);
	if (st == POS_OK && pos_changed(shop->store) == 0) {
		st = pos_member_finds_drop(shop, w->member_no, err);
		if (st == POS_OK)
			st = put(shop, &sql_change, w, &finds, err);
	}
	return st == POS_OK ? add_finds(shop, w->member_no, finds.text, err) :
			      st;
}

static enum pos_status
apply_set(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_member_set_data *set = data;
	enum pos_status st = POS_OK;
	size_t i;

	(void)entry;
	for (i = 0; st == POS_OK && i < set->members_count; i++)
		st = pos_member_write_apply(shop, &set->members[i], err);
	return st;
}

const struct pos_event_kind pos_member_set = {
	.kind = "member.set",
	.v = 1,
	.record = &set_record,
	.apply = apply_set,
	.help = "members were enrolled or changed",
};
