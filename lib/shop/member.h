/*
 * member.h - members: people who let themselves be known.
 *
 * A member has a number (ours: branch * 2^32 + n, drawn when enrolled), and a
 * code made of it, which is what sales and records show.  Phone, name,
 * birthday, address and the like are personal: sealed with a key of the
 * member's own, in the journal and in the tables, and found by keyed hashes
 * (see keys.h).  Erasing a member throws that key away.  Level, tags, language,
 * channel, consent and dates are not personal and stand in plain.
 *
 * Phones are kept as E.164 (+8613800000000).  Masked, as output is unless
 * somebody who may asks otherwise: 138****0000, the first character of a
 * name and **, day and month of a birthday, a***@example.com, the last four of
 * a card; an address and a gender not at all.
 */
#ifndef POS_SHOP_MEMBER_H
#define POS_SHOP_MEMBER_H

#include "shop/spine.h"
#include "shop/staff.h"

#define POS_PHONES_MAX 20 /* phones, cards and identities of one member */

struct pos_member {
	int64_t member_no;
	const char *code; /* "m1000017" */
	bool erased;
	const char *merged_into; /* code of the member it became part of */
	int64_t merged_no;
	/* personal; NULL or 0 where not told, or not looked at */
	bool opened;
	const char *name;
	const char *phone;
	int64_t birthday; /* yyyymmdd; yyyy 0000: year not told */
	const char *address;
	const char *email;
	const char *gender; /* "f", "m", "x" */
	const char **cards; /* numbers of cards; the first is shown */
	size_t cards_count;
	const char **phones; /* others, that it is found by too */
	size_t phones_count;
	const char **ids; /* of channels, as "meituan:123" */
	size_t ids_count;
	/* the rest */
	const char *level;   /* code */
	int64_t level_until; /* day; 0: no end */
	int64_t paid_until;  /* day; 0: not bought */
	int64_t down_from;   /* day; 0: not in danger */
	const char *language;
	const char **tags;
	size_t tags_count;
	int64_t enrolled_at;
	const char *channel;     /* where it came from; NULL: the counter */
	const char *referred_by; /* code of a member */
	int64_t referred_no;
	bool consent;       /* to messages */
	int64_t consent_at; /* when it was given or taken back; 0: never */
	const char *consent_source;
};

/* By phone, card number, code, or channel identity ("meituan:123").  POS_END:
 * none; POS_DATA: no such form.  Personal data is not opened.  Merged members
 * lead to what they became. */
POS_MUST enum pos_status
pos_member_find(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err);
/* Does not follow a merged one: see merged_no. */
POS_MUST enum pos_status
pos_member_by_no(struct pos_shop *shop, int64_t member_no,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err);
/* Whom this member has become part of, if of anybody. */
POS_MUST enum pos_status
pos_member_heir(struct pos_shop *shop, int64_t *member_no, struct pos_err *err);
/* Open the personal data (needs the key file).  Erased: stays NULL. */
POS_MUST enum pos_status pos_member_open(struct pos_shop *shop,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err);
/*
 * All members by number, from after `after` on; open: with their personal
 * data, one after the other in a pool that each() may not keep.  each()
 * returning POS_END stops.  Erased and merged ones come too.
 */
POS_MUST enum pos_status
pos_member_walk(struct pos_shop *shop, int64_t after, bool open,
    enum pos_status (*each)(void *, const struct pos_member *,
	struct pos_pool *, struct pos_err *),
    void *arg, struct pos_err *err);
POS_MUST enum pos_status
pos_member_count(struct pos_shop *shop, int64_t *count, struct pos_err *err);
/* Who is not erased has a key, and nobody else; POS_DATA names the first. */
POS_MUST enum pos_status
pos_member_verify(struct pos_shop *shop, struct pos_err *err);
/* "m1000017" and back; 0: no code of a member. */
char *pos_member_code(char *text /* [24] */, int64_t member_no);
int64_t pos_member_no(const char *code);

/* What rules ask about a member. */
struct pos_member_facts {
	const char *level;
	const char **segments;
	size_t segments_count;
	int64_t birthday; /* mmdd; 0: unknown.  Only when asked for */
	bool first_order; /* nothing completed yet */
	int64_t points;
};
POS_MUST enum pos_status pos_member_facts(struct pos_shop *shop,
    int64_t member_no, bool birthday, bool segments, struct pos_pool *pool,
    struct pos_member_facts *facts, struct pos_err *err);

/*
 * Inside a change.  Enrol: member_no, code and enrolled_at (where 0) come
 * back; phone, cards or ids that lead to a member already are POS_REFUSED, and
 * name it.  Put: the whole of an opened member as it shall be; *changed tells
 * if anything was.  Texts must have passed pos_member_check().
 */
POS_MUST enum pos_status pos_member_enrol(struct pos_shop *shop,
    struct pos_member *member, struct pos_pool *pool, struct pos_err *err);
POS_MUST enum pos_status
pos_member_put(struct pos_shop *shop, struct pos_member *member,
    struct pos_pool *pool, bool *changed, struct pos_err *err);
/* Every text of it, normalised in place (in pool).  POS_DATA names the
 * field. */
POS_MUST enum pos_status pos_member_check(struct pos_shop *shop,
    struct pos_member *member, struct pos_pool *pool, struct pos_err *err);
/*
 * For an order from outside, inside its change: the member that the
 * channel knows by external_id, or who has the phone, or a new one.  What is
 * no phone (platforms mask them) is left out; both may be NULL.
 */
POS_MUST enum pos_status pos_member_enrol_channel(struct pos_shop *shop,
    const char *channel, const char *external_id, const char *phone,
    const char *name, struct pos_pool *pool, struct pos_member *member,
    bool *enrolled, struct pos_err *err);
/* Consent given or taken back, now (inside a change). */
POS_MUST enum pos_status pos_member_consent(struct pos_shop *shop,
    struct pos_member *member, bool consent, const char *source,
    struct pos_pool *pool, struct pos_err *err);

/*
 * Merge, inside a change: what INTO lacks it gets from FROM, whose phones,
 * cards and identities lead to INTO from now on; accounts and sums are added.
 * FROM's own key is thrown away.  Both are opened.
 */
POS_MUST enum pos_status
pos_member_merge(struct pos_shop *shop, struct pos_member *from,
    struct pos_member *into, struct pos_pool *pool, struct pos_err *err);
/*
 * Erase, inside a change: needs POS_RIGHT_PERSONAL.  Personal data, look-up
 * hashes and the member's key go; figures stay.  pos_store_wiped() after
 * the commit also takes what the database's log still holds of them;
 * backups that were made before keep it, until the key file was rotated and
 * its older copies are destroyed.
 */
POS_MUST enum pos_status
pos_member_erase(struct pos_shop *shop, const struct pos_member *member,
    const struct pos_approval *approval, struct pos_err *err);

/*
 * May this person see personal data?  Recorded, with who and whose (count 0:
 * everybody's), inside a change.
 */
POS_MUST enum pos_status pos_member_reveal(struct pos_shop *shop,
    const char *verb, const int64_t *members, size_t count,
    const struct pos_approval *approval, struct pos_err *err);

/* Reseal members' keys under a new one of the file; each call is a change of
 * its own making, several transactions long.  */
struct pos_rotation {
	int64_t members; /* resealed */
	bool resumed;    /* the one that was stopped was ended */
};
extern const struct pos_record pos_rotation_record; /* "member.rotation" */
POS_MUST enum pos_status
pos_member_rotate(struct pos_shop *shop, void (*progress)(void *, int64_t),
    void *arg, struct pos_rotation *done, struct pos_err *err);

/* For output: type "member". */
struct pos_member_view {
	const char *member; /* code */
	const char *name, *phone, *birthday, *address, *email, *gender;
	const char *card;
	const char **phones, **ids;
	size_t phones_count, ids_count;
	const char *level;
	int64_t level_until, paid_until;
	const char *language;
	const char **tags;
	size_t tags_count;
	int64_t enrolled_at;
	const char *channel, *referred_by;
	bool consent;
	int64_t consent_at;
	const char *consent_source;
	const char *merged_into;
	bool erased;
	bool revealed;
	int64_t points, stored_minor; /* with the balance */
};
extern const struct pos_record pos_member_record;
POS_MUST enum pos_status pos_member_show(struct pos_shop *shop,
    const struct pos_member *member, bool reveal, bool balance,
    struct pos_pool *pool, struct pos_member_view *view, struct pos_err *err);

/* Of the setting 'country': has it a numbering plan here? */
bool pos_country_known(const char *name);

extern const struct pos_event_kind pos_member_set, pos_member_erased,
    pos_member_merged, pos_member_seen;

#endif
