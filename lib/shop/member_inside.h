/*
 * member_inside.h - what the files of members share.
 *
 * Look-up hashes: HMAC of "phone|+86138...", "card|...", "id|channel:..."
 * under a key of the key file, cut to 96 bits.  They may not outlive a member
 * in the journal, where nothing can be taken away; so the entry holds them
 * XORed with SHA-256(salt | sealed text | n), and the salt stands in
 * member_key only.  Apply takes them apart without the key file; for an
 * erased member there is no salt any more, and nothing to be found.  The
 * sealed text is in there since a mask may be used once only: two hashes under
 * one mask would tell their difference.
 */
#ifndef POS_SHOP_MEMBER_INSIDE_H
#define POS_SHOP_MEMBER_INSIDE_H

#include "base/seal.h"
#include "shop/member.h"

#define POS_PHONE_TEXT 24
#define POS_FIND_LEN 12       /* bytes of a look-up hash */
#define POS_FIND_TEXT 17      /* the same in base64, and NUL */
#define POS_FINDS_MAX (3 * POS_PHONES_MAX + 3)
#define POS_SALT_LEN 16

/* E.164 of what somebody wrote; what is wrong with it, or NULL. */
const char *pos_phone_wrong(char phone[POS_PHONE_TEXT], const char *text,
    const char *country);
char *pos_phone_mask(struct pos_pool *pool, const char *phone,
    const char *country);
/* Of the shop, in pool. */
POS_MUST enum pos_status pos_member_country(struct pos_shop *shop,
    struct pos_pool *pool, const char **country, struct pos_err *err);
/* pos_member_check(), where the country is known already. */
POS_MUST enum pos_status pos_member_check_in(const char *country,
    struct pos_member *member, struct pos_pool *pool, struct pos_err *err);
/* yyyymmdd (yyyy 0000: no year) of 1990-3-8, 19900308, 03-08, 1990年3月8日...;
 * -1: none. */
int64_t pos_birthday_read(const char *text);
char *pos_birthday_text(struct pos_pool *pool, int64_t birthday, bool year);

/* What is sealed; a member's personal fields as JSON. */
extern const struct pos_record pos_member_personal;

struct pos_member_finds {
	size_t count;
	unsigned char hash[POS_FINDS_MAX][POS_FIND_LEN];
};
/* find: the key POS_KEY_MEMBER_FIND */
void pos_member_hash(unsigned char hash[POS_FIND_LEN],
    const unsigned char find[POS_KEY_LEN], const char *kind,
    const char *text);
/* Cards and identities first: who has another phone now still is the same. */
void pos_member_finds(struct pos_member_finds *finds,
    const unsigned char find[POS_KEY_LEN], const struct pos_member *member);
void pos_find_text(char text[POS_FIND_TEXT],
    const unsigned char hash[POS_FIND_LEN]);
/* The member that a hash leads to; 0: none. */
POS_MUST enum pos_status pos_find_member(struct pos_shop *shop,
    const unsigned char hash[POS_FIND_LEN], int64_t *member_no,
    struct pos_err *err);

/* Hashes to and from what stands in the journal; out of count * POS_FIND_LEN
 * bytes. */
void pos_finds_mask(unsigned char *out, const unsigned char *in, size_t count,
    const unsigned char salt[POS_SALT_LEN], const char *sealed);

/* A row of member_key, opened.  Wipe it with explicit_bzero(). */
struct pos_member_key {
	unsigned char salt[POS_SALT_LEN];
	unsigned char dek[POS_KEY_LEN];
};
/* The file's key that they are sealed under, kept for the next one. */
struct pos_kek {
	int64_t id; /* 0: not read yet */
	unsigned char key[POS_KEY_LEN];
};
/* POS_END: none, the member was erased. */
POS_MUST enum pos_status pos_member_key_get(struct pos_shop *shop,
    int64_t member_no, struct pos_kek *kek, struct pos_member_key *key,
    struct pos_err *err);
/* Fresh, and stored (inside a change). */
POS_MUST enum pos_status pos_member_key_make(struct pos_shop *shop,
    int64_t member_no, struct pos_kek *kek, struct pos_member_key *key,
    struct pos_err *err);
POS_MUST enum pos_status pos_member_salt(struct pos_shop *shop,
    int64_t member_no, unsigned char salt[POS_SALT_LEN], struct pos_err *err);
POS_MUST enum pos_status pos_member_key_drop(struct pos_shop *shop,
    int64_t member_no, struct pos_err *err);

POS_MUST enum pos_status pos_member_dek_open(struct pos_shop *shop,
    int64_t member_no, const char *text, int64_t kek_id, struct pos_kek *kek,
    unsigned char dek[POS_KEY_LEN], struct pos_err *err);
POS_MUST enum pos_status pos_member_dek_seal(
    const unsigned char dek[POS_KEY_LEN], int64_t member_no,
    const struct pos_kek *kek, struct pos_buf *text, struct pos_err *err);
enum pos_status pos_member_key_damaged(int64_t member_no,
    struct pos_err *err);

/* One member in an event. */
struct pos_member_write {
	int64_t member_no;
	const char *sealed;   /* base64; NULL: none any more */
	const char *finds;    /* base64, masked */
	const char *language;
	const char **tags;
	size_t tags_count;
	int64_t enrolled_at;
	const char *channel;
	int64_t referred_no;
	bool consent;
	int64_t consent_at;
	const char *consent_source;
};
extern const struct pos_record pos_member_write_record;
struct pos_member_set_data {
	const struct pos_member_write *members;
	size_t members_count;
};

/*
 * Many members in one change: events of some hundred each.  What waits for
 * its event is known to the next one's check for doubles.
 */
struct pos_member_batch {
	struct pos_shop *shop;
	struct pos_pool *pool;    /* of the event that is being filled */
	unsigned char find[POS_KEY_LEN];
	bool keyed;               /* find was read */
	struct pos_kek kek, old_kek;
	struct pos_member_write *writes;
	size_t count;
	bool asked;               /* no find of the next one leads anywhere */
	int64_t also_no;          /* whose finds may be taken; 0: nobody's */
	int64_t next_no;          /* 0: not asked yet */
	struct pos_member_finds one;
	struct pos_waiting *waiting; /* open addressing, by hash */
	size_t waiting_count, waiting_cap;
	struct pos_buf text, bytes;
};
void pos_member_batch_start(struct pos_member_batch *batch,
    struct pos_shop *shop);
/* Whom a find leads to, those that wait included; 0: nobody. */
POS_MUST enum pos_status pos_member_batch_find(struct pos_member_batch *batch,
    const unsigned char hash[POS_FIND_LEN], int64_t *member_no,
    struct pos_err *err);
/* old NULL: a new one.  POS_REFUSED names the member there is. */
POS_MUST enum pos_status pos_member_batch_add(struct pos_member_batch *batch,
    struct pos_member *member, const struct pos_member *old,
    struct pos_err *err);
POS_MUST enum pos_status pos_member_batch_flush(struct pos_member_batch *batch,
    struct pos_err *err);
void pos_member_batch_end(struct pos_member_batch *batch);
/* Would writing `now` over `old` change anything? */
bool pos_member_same(const struct pos_member *old,
    const struct pos_member *now);

/* For apply: the row's finds, and theirs in the look-up table, go. */
POS_MUST enum pos_status pos_member_finds_drop(struct pos_shop *shop,
    int64_t member_no, struct pos_err *err);
/* For apply: what is personal goes, and the key; the row leads to into_no
 * (0: nowhere). */
POS_MUST enum pos_status pos_member_forget(struct pos_shop *shop,
    int64_t member_no, int64_t into_no, struct pos_err *err);
/* For apply: one write into the tables. */
POS_MUST enum pos_status pos_member_write_apply(struct pos_shop *shop,
    const struct pos_member_write *w, struct pos_err *err);

/* Prefix of columns for a row that pos_member_row() reads. */
#define POS_MEMBER_COLUMNS \
	"member, sealed, level, level_until, paid_until, down_from," \
	" language, tags, enrolled_at, channel, referred_by, consent," \
	" consent_at, consent_source, merged_into"
struct pos_query;
void pos_member_row(struct pos_query *q, struct pos_pool *pool,
    struct pos_member *member, const char **sealed);
/* sealed: the text of its row */
POS_MUST enum pos_status pos_member_unseal(struct pos_shop *shop,
    const struct pos_member_key *key, const char *sealed,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err);

#endif
