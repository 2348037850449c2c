/*
 * outbox_inside.h - what the files of the outbox share.
 */
#ifndef POS_SHOP_OUTBOX_INSIDE_H
#define POS_SHOP_OUTBOX_INSIDE_H

#include "shop/outbox.h"
#include "shop/outreach_inside.h"

struct pos_message_to { /* one of pos_message_batch */
	int64_t n;
	int64_t member_no;
	const char *occasion;
	int64_t day;
	int64_t units;
};
struct pos_message_batch { /* event: queued, in the entry's branch */
	const char *template;
	const char *channel;
	const char *campaign;
	const struct pos_message_to *messages;
	size_t messages_count;
};
struct pos_message_ref {
	int64_t branch;
	int64_t n;
};
struct pos_message_step { /* event: moved */
	const char *state;
	const char *reason;
	const struct pos_message_ref *messages;
	size_t messages_count;
};

/* The columns of a message, for a statement with FROM message after it. */
#define POS_MESSAGE_COLUMNS \
	"SELECT branch, n, member, occasion, template, channel, campaign," \
	" day, units, at, state, moved_at, tries, reason"
/* The row of such a statement, its texts in pool. */
void pos_message_row(struct pos_query *q, struct pos_pool *pool,
    struct pos_message *message);
const char *pos_message_state_name(int64_t state);

#endif
