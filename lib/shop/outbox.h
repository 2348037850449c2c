/*
 * outbox.h - messages to members: queued, handed out once, and accounted for.
 *
 *   queued --take--> taken --done--> done
 *                      |----failed--> failed
 *   taken or failed --again--> queued      any not done --drop--> dropped
 *
 * A message is handed out once: who takes it has it marked as taken, by an
 * event, before a byte of it is printed.  When the taker dies, nobody can
 * know whether the message went out: it stays taken, is shown as "unknown"
 * once it is older than a limit, and goes out again only when pos_outbox_move()
 * is told so, under the same id, by which its receiver can drop the double.
 *
 * There is one message for a member and an occasion ("birthday/2026"), ever.
 * The store holds whom and what about, never the text: names and numbers
 * are opened when it is handed out, which is journaled as a reveal.  A member
 * who is erased, takes no messages any more, or has no address for the
 * channel by then gets none: it is dropped, and says why.
 */
#ifndef POS_SHOP_OUTBOX_H
#define POS_SHOP_OUTBOX_H

#include "shop/spine.h"
#include "shop/template.h"

#define POS_MESSAGE_STATES "queued|taken|unknown|failed|done|dropped"
#define POS_MESSAGE_OLD_MS INT64_C(900000) /* taken so long: unknown */
#define POS_TAKE_MAX 1000                  /* messages at once */

enum pos_message_state { /* numbers are stored */
	POS_MESSAGE_QUEUED = 1,
	POS_MESSAGE_TAKEN = 2,
	POS_MESSAGE_FAILED = 3,
	POS_MESSAGE_DONE = 4,
	POS_MESSAGE_DROPPED = 5,
};

struct pos_message {    /* type "message" */
	const char *id; /* its receiver drops doubles by it */
	const char *state;
	const char *member; /* code */
	const char *occasion;
	const char *template;
	const char *channel;
	const char *campaign;
	int64_t day;        /* of the occasion; 0: none */
	int64_t at;         /* queued */
	int64_t moved_at;   /* to this state; 0: never moved */
	int64_t tries;      /* times it was handed out */
	const char *reason; /* failed, dropped */
	/* only when handed out */
	const char *to; /* phone, address, or channel identity */
	const char *lang;
	const char *subject;
	const char *text;
	/* inside */
	int64_t branch, n, member_no, count, state_no;
};
extern const struct pos_record pos_message_record;
extern const struct pos_event_kind pos_message_queued, pos_message_moved;
/* For apply of a merge: messages of from are into's, one for an occasion. */
POS_MUST enum pos_status
pos_message_merge_apply(struct pos_shop *shop, const struct pos_entry *entry,
    int64_t from, int64_t into, struct pos_err *err);

/* What to queue. */
struct pos_outbox_to {
	int64_t member_no;
	const char *occasion; /* whole: "birthday/2026" */
	int64_t day;          /* of the occasion; 0: none */
	int64_t count;        /* for {count} */
};
struct pos_outbox_add { /* type "outbox.add" */
	const char *template;
	const char *channel;
	const char *campaign;
	int64_t queued;    /* the rest come back */
	int64_t again;     /* had it already */
	int64_t unwilling; /* take no messages, or are erased */
	int64_t control;   /* of the campaign: get none */
};
extern const struct pos_record pos_outbox_add_record;
/*
 * Queue a message for each of them who wants any and had none for the
 * occasion (inside a change; POS_RIGHT_MENU).  POS_DATA: no such template.
 */
POS_MUST enum pos_status pos_outbox_add(struct pos_shop *shop,
    const struct pos_outbox_to *to, size_t count, struct pos_pool *pool,
    struct pos_outbox_add *add, struct pos_err *err);

/*
 * Hand out up to most (inside a change): oldest first, filled in, in pool.
 * What cannot be sent is dropped instead.  They may be shown once the change
 * is committed, and not before.
 */
POS_MUST enum pos_status
pos_outbox_take(struct pos_shop *shop, int64_t most, struct pos_pool *pool,
    struct pos_message **taken, size_t *count, struct pos_err *err);
/* The same messages once more, for a repeated --key: those that are still
 * taken.  Inside a change too: the reveal is journaled again. */
POS_MUST enum pos_status pos_outbox_retake(struct pos_shop *shop,
    const char *const *ids, size_t ids_count, struct pos_pool *pool,
    struct pos_message **taken, size_t *count, struct pos_err *err);

/*
 * Move one (inside a change).  to: DONE, FAILED (was it handed out at all?),
 * QUEUED (again; a taken one only once it is old, or anyway), DROPPED.  To the
 * state it has: nothing happens.  *message is what it then is.
 */
POS_MUST enum pos_status pos_outbox_move(struct pos_shop *shop, const char *id,
    enum pos_message_state to, const char *reason, bool anyway,
    struct pos_pool *pool, struct pos_message *message, struct pos_err *err);

struct pos_outbox_filter {
	const char *state;    /* one of POS_MESSAGE_STATES; NULL: all */
	const char *campaign; /* NULL: all */
	int64_t member_no;    /* 0: all */
	int64_t old_ms;       /* taken so long: unknown */
};
/* In the order they were queued; the texts die with the call. */
POS_MUST enum pos_status
pos_outbox_list(struct pos_shop *shop, const struct pos_outbox_filter *filter,
    enum pos_status (
	*each)(void *, const struct pos_message *, struct pos_err *),
    void *arg, struct pos_err *err);

#endif
