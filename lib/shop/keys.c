/*
 * keys.c - which key file a store goes with, and the keys from it.
 *
 * The store remembers the file's id and which of its member keys is in use,
 * as a setting that no verb sets ("key_file").  Every use of a key compares:
 * another file, or one that was rotated by somebody else meanwhile, is noticed
 * inside the change, where nobody can rotate it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "shop/keys_inside.h"
#include "shop/spine.h"

struct key_set {
	const char *file;
	int64_t member;
};

POS_SQL(sql_key_get,
    "SELECT value FROM setting WHERE branch = 0 AND name = 'key_file'");
POS_SQL(sql_key_set,
    "INSERT INTO setting (branch, name, value) VALUES (0, 'key_file', $1)"
    " ON CONFLICT (branch, name) DO UPDATE SET value = excluded.value");

static const struct pos_field key_fields[] = {
	POS_TEXT(key_set, file, 0, POS_KEY_ID_TEXT - 1, "id of the key file"),
	POS_INT(key_set, member, 0, 1, INT64_MAX,
	    "which of its keys members are sealed under from now on"),
	{ 0 },
};

static const struct pos_record key_record = {
	.size = sizeof(struct key_set), .fields = key_fields,
	.help = "the key file that the store goes with",
};

static enum pos_status
apply_key(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct key_set *k = data;
	struct pos_query *q = pos_query(shop->store, &sql_key_set);
	char value[64];

	(void)entry;
	snprintf(value, sizeof(value), "%s/%" PRId64, k->file, k->member);
	pos_bind_text(q, 1, value);
	return pos_run(q, err);
}

const struct pos_event_kind pos_key_set = {
	.kind = "key.set",
	.v = 1,
	.record = &key_record,
	.apply = apply_key,
	.help = "personal data is sealed under another key from now on",
};

/* One process has one store open, but for tests. */
static struct pos_keyring ring;
static char ring_path[4096];

static bool
holds(const char *path, const char *id, int64_t member)
{
	size_t i;

	if (strcmp(ring_path, path) != 0 || strcmp(ring.id, id) != 0)
		return false;
	for (i = 0; i < ring.count; i++)
		if (ring.member[i].id == member)
			return true;
	return false;
}

static enum pos_status
read_ring(const char *path, struct pos_err *err)
{
	enum pos_status st;

	ring_path[0] = '\0';
	if (strlen(path) >= sizeof(ring_path))
		return pos_fail(err, POS_CONFIG,
		    "the path of the key file is too long");
	st = pos_keyring_read(&ring, path, err);
	if (st == POS_OK)
		snprintf(ring_path, sizeof(ring_path), "%s", path);
	return st;
}

/* POS_END: the store never had a key. */
static enum pos_status
stored(struct pos_shop *shop, char id[POS_KEY_ID_TEXT], int64_t *member,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_key_get);
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK &&
	    sscanf(pos_text(q, "value"), "%16[0-9a-f]/%" SCNd64, id, member) !=
		2)
		st = pos_fail(err, POS_DATA, "setting 'key_file' is damaged");
	pos_query_done(q);
	return st;
}

/* It leaves nothing behind that a refusal after it would have to undo: a
 * store that knows its key file is as good as one that does not yet. */
static enum pos_status
remember(struct pos_shop *shop, struct pos_err *err)
{
	struct key_set k = { ring.id, ring.member[ring.count - 1].id };
	enum pos_status st = pos_record(shop, &pos_key_set, &k, err);

	if (st == POS_OK)
		shop->entries--;
	return st;
}

/*
 * A file that is there already is taken: it is that of a process which died
 * before it could commit, or one that was put there for several stores.
 */
static enum pos_status
make_ring(struct pos_shop *shop, const char *path, struct pos_err *err)
{
	struct pos_keyring fresh = { 0 };
	enum pos_status st = read_ring(path, err);

	if (st == POS_END) {
		st = pos_keyring_grow(&fresh, err);
		if (st == POS_OK && shop->dry_run) {
			/* one that is forgotten with the rest of it */
			ring = fresh;
			snprintf(ring_path, sizeof(ring_path), "%s", path);
		} else if (st == POS_OK) {
			st = pos_keyring_write(&fresh, path, true, err);
			if (st == POS_OK || st == POS_REFUSED)
				st = read_ring(path, err);
		}
		explicit_bzero(&fresh, sizeof(fresh));
	}
	return st == POS_OK ? remember(shop, err) : st;
}

static enum pos_status
load(struct pos_shop *shop, const char *path, const char *id, int64_t member,
    struct pos_err *err)
{
	enum pos_status st;

	if (holds(path, id, member))
		return POS_OK;
	st = read_ring(path, err);
	if (st == POS_END)
		return pos_fail(err, POS_CONFIG,
		    "the store's key file '%s' is missing: put it back or set "
		    "POS_KEY_FILE",
		    path);
	if (st != POS_OK)
		return st;
	if (strcmp(ring.id, id) != 0)
		return pos_fail(err, POS_CONFIG,
		    "'%s' is the key file of another store: put back that of "
		    "'%s' or set POS_KEY_FILE",
		    path, pos_store_path(shop->store));
	if (!holds(path, id, member))
		return pos_fail(err, POS_CONFIG,
		    "key file '%s' is older or newer than the store: put back "
		    "the one of its time",
		    path);
	return POS_OK;
}

static enum pos_status
need_ring(struct pos_shop *shop, bool make, int64_t *member,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	char *path = pos_keyring_path(shop->store, pool);
	char id[POS_KEY_ID_TEXT] = "";
	enum pos_status st;

	st = stored(shop, id, member, err);
	if (st == POS_OK) {
		st = load(shop, path, id, *member, err);
	} else if (st == POS_END && make) {
		st = make_ring(shop, path, err);
		*member = ring.count > 0 ? ring.member[ring.count - 1].id : 0;
	}
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_key(struct pos_shop *shop, enum pos_key_use use, bool make,
    unsigned char key[POS_KEY_LEN], struct pos_err *err)
{
	static const char *const labels[] = {
		[POS_KEY_MEMBER_FIND] = "pos member find",
		[POS_KEY_COUPON] = "pos coupon",
		[POS_KEY_DRAW] = "pos draw",
	};
	int64_t member;
	enum pos_status st = need_ring(shop, make, &member, err);

	if (st == POS_OK)
		pos_hmac(key, ring.root, sizeof(ring.root), labels[use],
		    strlen(labels[use]));
	return st;
}

enum pos_status
pos_keyed(struct pos_shop *shop, enum pos_key_use use, const char *label,
    const char *text, bool make, char out[POS_KEYED_TEXT], struct pos_err *err)
{
	unsigned char key[POS_KEY_LEN], hash[POS_SHA256_LEN];
	struct pos_buf whole = { 0 };
	enum pos_status st = pos_key(shop, use, make, key, err);

	if (st != POS_OK)
		return st;
	pos_buf_printf(&whole, "%s|%s", label, text);
	pos_hmac(hash, key, sizeof(key), whole.text, whole.len);
	pos_hex(out, hash, (POS_KEYED_TEXT - 1) / 2);
	explicit_bzero(key, sizeof(key));
	pos_buf_release(&whole);
	return POS_OK;
}

enum pos_status
pos_key_sealing(struct pos_shop *shop, bool make, int64_t *id,
    unsigned char key[POS_KEY_LEN], struct pos_err *err)
{
	enum pos_status st = need_ring(shop, make, id, err);

	return st == POS_OK ? pos_key_opening(shop, *id, key, err) : st;
}

enum pos_status
pos_key_opening(struct pos_shop *shop, int64_t id,
    unsigned char key[POS_KEY_LEN], struct pos_err *err)
{
	int64_t current;
	enum pos_status st = need_ring(shop, false, &current, err);
	size_t i;

	for (i = 0; st == POS_OK && i < ring.count; i++)
		if (ring.member[i].id == id) {
			memcpy(key, ring.member[i].key, POS_KEY_LEN);
			return POS_OK;
		}
	if (st == POS_OK)
		st = pos_fail(err, POS_CONFIG,
		    "key file '%s' has no key %" PRId64
		    " any more: put back the one of the store's time",
		    ring_path, id);
	return st;
}

enum pos_status
pos_key_rotate(struct pos_shop *shop, bool *resumed, struct pos_err *err)
{
	struct pos_keyring next;
	int64_t member;
	enum pos_status st = need_ring(shop, true, &member, err);

	if (st == POS_OK) /* what others wrote since it was read */
		st = read_ring(pos_pool_text(shop->pool, ring_path), err);
	if (st != POS_OK)
		return st;
	*resumed = ring.count > 1;
	if (!*resumed) {
		next = ring;
		st = pos_keyring_grow(&next, err);
		if (st == POS_OK && !shop->dry_run)
			st = pos_keyring_write(&next, ring_path, false, err);
		if (st == POS_OK)
			ring = next;
		explicit_bzero(&next, sizeof(next));
	}
	if (st == POS_OK && ring.member[ring.count - 1].id != member)
		st = remember(shop, err);
	return st;
}

enum pos_status
pos_key_rotated(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_keyring next;
	int64_t member;
	enum pos_status st = need_ring(shop, false, &member, err);

	if (st != POS_OK || ring.count == 1)
		return st;
	next = ring;
	next.member[0] = next.member[next.count - 1];
	next.count = 1;
	memset(next.member + 1, 0,
	    sizeof(next.member) - sizeof(next.member[0]));
	st = pos_keyring_write(&next, ring_path, false, err);
	if (st == POS_OK)
		ring = next;
	explicit_bzero(&next, sizeof(next));
	return st;
}
