/*
 * spine.h - decide, record, apply: the one way a store changes.
 *
 *   pos_change_begin(shop)          takes the turnstile
 *     decide: a function of lib/shop reads, checks and fills an event
 *     pos_record(shop, kind, data)  appends the entry and applies it
 *   pos_change_end(shop, status)    commits, or rolls back when status is
 *                                   not POS_OK or this is a dry run
 *
 * Refusals come before the first pos_record() of a change, so a refused line
 * of a stream leaves nothing behind and its group goes on.  An error after
 * one is fatal to the transaction.
 *
 * Each kind of event stands in the table of kinds.c: its name, version, the
 * record that describes its data, and its apply.  Replay decodes the data by
 * the same record and calls the same apply, so apply may use nothing but the
 * entry, its data and the tables: no clock, no settings of the process.
 */
#ifndef POS_SHOP_SPINE_H
#define POS_SHOP_SPINE_H

#include "rec/field.h"
#include "shop/shop.h"
#include "store/journal.h"

struct pos_event_kind {
	const char *kind;  /* "sale.new" */
	int v;
	const struct pos_record *record; /* type NULL: it is inside an entry */
	enum pos_status (*apply)(struct pos_shop *shop,
	    const struct pos_entry *entry, const void *data,
	    struct pos_err *err);
	const char *help;
	bool of_menu;      /* what others hold of the menu is out of date */
};

/* The apply of a kind that is in the journal and nowhere else. */
POS_MUST enum pos_status pos_apply_nothing(struct pos_shop *shop,
    const struct pos_entry *entry, const void *data, struct pos_err *err);
/* Defined beside their apply functions, listed in kinds.c. */
extern const struct pos_event_kind *const pos_kinds[]; /* NULL at the end */
const struct pos_event_kind *pos_kind_find(const char *kind, int64_t v);

POS_MUST enum pos_status pos_change_begin(struct pos_shop *shop,
    struct pos_err *err);
POS_MUST enum pos_status pos_change_end(struct pos_shop *shop,
    enum pos_status status, struct pos_err *err);

/* Record and apply, under shop's till, staff, now and day. */
POS_MUST enum pos_status pos_record(struct pos_shop *shop,
    const struct pos_event_kind *kind, const void *data, struct pos_err *err);
/* Apply an entry that is in the journal already (replay). */
POS_MUST enum pos_status pos_replay(struct pos_shop *shop,
    const char *bytes, size_t len, struct pos_pool *pool, struct pos_err *err);

/*
 * Idempotency.  asked is a canonical text of what is wanted (verb and
 * arguments).  Inside a change, before deciding:
 *   POS_END: nothing with shop->key was done (or there is no key): go on
 *   POS_OK:  it was; *answer is the first answer, to be printed again
 *   POS_REFUSED: the key was used for something else
 * After applying, pos_request_done() records the answer in the same change.
 */
POS_MUST enum pos_status pos_request_seen(struct pos_shop *shop,
    const char *asked, struct pos_pool *pool, const char **answer,
    struct pos_err *err);
POS_MUST enum pos_status pos_request_done(struct pos_shop *shop,
    const char *asked, const char *answer, struct pos_err *err);

#endif
