/*
 * keys.h - the key file: what makes personal data and coupon codes readable.
 *
 * It stands beside the store (STORE.key) or where the environment variable
 * POS_KEY_FILE says, mode 0600, and is never part of a backup: a store
 * without it tells nobody's phone number and no usable coupon.  Made by the
 * first command that needs one and finds that the store never had one.
 */
#ifndef POS_SHOP_KEYS_H
#define POS_SHOP_KEYS_H

#include "base/seal.h"
#include "shop/spine.h"

enum pos_key_use {
	POS_KEY_MEMBER_FIND,  /* hashes that members are found by */
	POS_KEY_COUPON,       /* codes of coupons (see coupon.h) */
	POS_KEY_DRAW,         /* seeds not yet revealed */
};
/*
 * A key for one use, derived from the file's; read once a process.  make:
 * create the file where the store never had one (inside a change; a dry run
 * makes one up and forgets it).  It is recorded once, as an entry that does not
 * count in shop->entries: a refusal may come after it.
 * POS_END, without make: the store never had a key, so nothing in it is keyed.
 * POS_CONFIG: no file ("the store's key file 'x.key' is missing: put it back
 * or set POS_KEY_FILE"), another store's; POS_NOPERM: readable by others.
 */
POS_MUST enum pos_status pos_key(struct pos_shop *shop, enum pos_key_use use,
    bool make, unsigned char key[POS_KEY_LEN], struct pos_err *err);
/* Hex of HMAC(key of use, label | text), as tables keep it: 32 characters
 * (128 bits) and NUL. */
#define POS_KEYED_TEXT 33
POS_MUST enum pos_status pos_keyed(struct pos_shop *shop,
    enum pos_key_use use, const char *label, const char *text, bool make,
    char out[POS_KEYED_TEXT], struct pos_err *err);

extern const struct pos_event_kind pos_key_set;

/*
 * Members' own keys are sealed under a key of the file: the one in use, and
 * any that it still holds, by id (POS_CONFIG: not there any more).
 */
POS_MUST enum pos_status pos_key_sealing(struct pos_shop *shop, bool make,
    int64_t *id, unsigned char key[POS_KEY_LEN], struct pos_err *err);
POS_MUST enum pos_status pos_key_opening(struct pos_shop *shop, int64_t id,
    unsigned char key[POS_KEY_LEN], struct pos_err *err);
/*
 * Inside a change: a new one from now on; with *resumed the one of a rotation
 * that did not come to its end.  And, once nothing is sealed under the
 * older ones: take them out of the file.
 */
POS_MUST enum pos_status pos_key_rotate(struct pos_shop *shop, bool *resumed,
    struct pos_err *err);
POS_MUST enum pos_status pos_key_rotated(struct pos_shop *shop,
    struct pos_err *err);

#endif
