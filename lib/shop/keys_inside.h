/*
 * keys_inside.h - the key file itself: what keys.c and key_file.c share.
 *
 * Lines of text, so that an owner can read what there is to keep:
 *
 *	pos-key 1
 *	id 0123456789abcdef
 *	root 64 hex digits
 *	member 1234567 64 hex digits		(the last is the one in use)
 *
 * Look-up keys are derived from root, which never changes: hashes that are
 * stored cannot be made again without all that was hashed.  A member line is a
 * key that members' own keys are sealed under; a rotation adds one, and
 * takes the older ones away once nothing is sealed under them.
 */
#ifndef POS_SHOP_KEYS_INSIDE_H
#define POS_SHOP_KEYS_INSIDE_H

#include "shop/keys.h"

#define POS_KEYRING_MAX 8
#define POS_KEY_ID_TEXT 17

struct pos_keyring {
	char id[POS_KEY_ID_TEXT];
	unsigned char root[POS_KEY_LEN];
	size_t count;
	struct {
		int64_t id;
		unsigned char key[POS_KEY_LEN];
	} member[POS_KEYRING_MAX];
};

/* In pool: POS_KEY_FILE, or STORE.key. */
char *pos_keyring_path(struct pos_store *store, struct pos_pool *pool);
/* Another member key at the end; a ring that is all zero gets id and root. */
POS_MUST enum pos_status pos_keyring_grow(struct pos_keyring *ring,
    struct pos_err *err);
/* POS_END: no file.  POS_NOPERM: others may read it.  POS_CONFIG: no key
 * file. */
POS_MUST enum pos_status pos_keyring_read(struct pos_keyring *ring,
    const char *path, struct pos_err *err);
/* On disk, folder and all, before it returns.  fresh: POS_REFUSED where a
 * file is already; otherwise it takes the place of the one that is. */
POS_MUST enum pos_status pos_keyring_write(const struct pos_keyring *ring,
    const char *path, bool fresh, struct pos_err *err);

#endif
