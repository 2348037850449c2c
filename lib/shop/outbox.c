/*
 * outbox.c - messages in the store: events "message.queue", "message.move",
 * their rows and records.
 *
 * An id is a UUIDv7 of the instant it was queued, the branch and the number,
 * with a till of 0, which no sale has.
 */
#include <string.h>

#include "base/ident.h"
#include "shop/member.h"
#include "shop/outbox_inside.h"

#define STATES_STORED "queued|taken|failed|done|dropped"

const struct pos_record pos_message_record = {
	.type = "message", .v = 1, .size = sizeof(struct pos_message),
	.help = "a message to a member",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_message, id, POS_F_COLUMN, 36,
		    "id; its receiver drops doubles by it"),
		POS_CHOICE(pos_message, state, POS_F_COLUMN,
		    POS_MESSAGE_STATES, "how far it is"),
		POS_TEXT(pos_message, member, POS_F_COLUMN, 24,
		    "code of the member"),
		POS_TEXT(pos_message, occasion, POS_F_COLUMN, 200,
		    "why; a member has one message for it"),
		POS_TEXT(pos_message, template, POS_F_COLUMN, 64,
		    "code of its text"),
		POS_CHOICE(pos_message, channel, POS_F_COLUMN, POS_CHANNELS,
		    "by which it goes"),
		POS_TEXT(pos_message, campaign, POS_F_OPTIONAL, 64,
		    "campaign it is of"),
		POS_DAY(pos_message, day, POS_F_OPTIONAL,
		    "day of the occasion"),
		POS_TIME(pos_message, at, POS_F_COLUMN, "when it was queued"),
		POS_TIME(pos_message, moved_at, POS_F_OPTIONAL,
		    "when it came into its state"),
		POS_INT(pos_message, tries, POS_F_COLUMN, 0, INT64_MAX,
		    "how often it was handed out"),
		POS_TEXT(pos_message, reason, POS_F_OPTIONAL | POS_F_COLUMN,
		    200, "why it failed or was dropped"),
		POS_TEXT(pos_message, to, POS_F_OPTIONAL | POS_F_COLUMN, 400,
		    "handed out: phone, mail address, or member code"),
		POS_TEXT(pos_message, lang, POS_F_OPTIONAL, 35,
		    "handed out: language of the text"),
		POS_TEXT(pos_message, subject, POS_F_OPTIONAL, 4000,
		    "handed out: subject of a mail"),
		POS_TEXT(pos_message, text, POS_F_OPTIONAL | POS_F_COLUMN,
		    16000, "handed out: the text"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_message_record);

static const struct pos_record to_data = {
	.size = sizeof(struct pos_message_to),
	.help = "one message",
	.fields = (const struct pos_field[]){
		POS_INT(pos_message_to, n, 0, 1, INT64_MAX,
		    "number in the branch"),
		POS_INT(pos_message_to, member_no, 0, 1, INT64_MAX,
		    "number of the member"),
		POS_TEXT(pos_message_to, occasion, 0, 200, "why"),
		POS_DAY(pos_message_to, day, POS_F_OPTIONAL,
		    "day of the occasion"),
		POS_INT(pos_message_to, units, POS_F_OPTIONAL, INT64_MIN,
		    INT64_MAX, "count of the occasion"),
		{ 0 },
	},
};
static const struct pos_record batch_data = {
	.size = sizeof(struct pos_message_batch),
	.help = "messages that were queued",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_message_batch, template, POS_F_CODE, 0,
		    "code of the text"),
		POS_TEXT(pos_message_batch, channel, 0, 64,
		    "by which they go"),
		POS_TEXT(pos_message_batch, campaign,
		    POS_F_OPTIONAL | POS_F_CODE, 0, "campaign they are of"),
		POS_LIST(pos_message_batch, messages, messages_count, 0,
		    &to_data, "the messages"),
		{ 0 },
	},
};
static const struct pos_record ref_data = {
	.size = sizeof(struct pos_message_ref),
	.help = "one message",
	.fields = (const struct pos_field[]){
		POS_INT(pos_message_ref, branch, 0, 1, POS_BRANCH_MAX,
		    "branch that queued it"),
		POS_INT(pos_message_ref, n, 0, 1, INT64_MAX, "number there"),
		{ 0 },
	},
};
static const struct pos_record step_data = {
	.size = sizeof(struct pos_message_step),
	.help = "messages that were handed out, sent, or not",
	.fields = (const struct pos_field[]){
		POS_CHOICE(pos_message_step, state, 0, STATES_STORED,
		    "what they are now"),
		POS_TEXT(pos_message_step, reason, POS_F_OPTIONAL, 200,
		    "why"),
		POS_LIST(pos_message_step, messages, messages_count, 0,
		    &ref_data, "the messages"),
		{ 0 },
	},
};

POS_SQL(sql_queue,
    "INSERT INTO message (branch, n, member, occasion, template, channel,"
    " campaign, day, units, at, state, tries)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, 0)");
POS_SQL(sql_move,
    "UPDATE message SET state = $1, moved_at = $2, reason = $3,"
    " tries = tries + $4 WHERE branch = $5 AND n = $6");

/* Of a merge.  What one of the two was told already the other need not be. */
POS_SQL(sql_told,
    "UPDATE message SET state = 5, moved_at = $3, reason = 'merged with a"
    " member who has one for this' WHERE member = $2 AND state = 1"
    " AND occasion IN (SELECT occasion FROM message WHERE member = $1"
    " AND (state = 2 OR state = 4))");
POS_SQL(sql_merge,
    "UPDATE message SET member = $2 WHERE member = $1 AND occasion NOT IN"
    " (SELECT occasion FROM message WHERE member = $2)");

static const char *const state_names[] = {
	[POS_MESSAGE_QUEUED] = "queued",
	[POS_MESSAGE_TAKEN] = "taken",
	[POS_MESSAGE_FAILED] = "failed",
	[POS_MESSAGE_DONE] = "done",
	[POS_MESSAGE_DROPPED] = "dropped",
};

const char *
pos_message_state_name(int64_t state)
{
	return state >= POS_MESSAGE_QUEUED && state <= POS_MESSAGE_DROPPED ?
	    state_names[state] :
	    "unknown";
}

static int64_t
state_no(const char *name)
{
	int64_t i;

	for (i = POS_MESSAGE_QUEUED; i < POS_MESSAGE_DROPPED; i++)
		if (strcmp(state_names[i], name) == 0)
			break;
	return i;
}

static enum pos_status
apply_queued(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_message_batch *batch = data;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < batch->messages_count && st == POS_OK; i++) {
		const struct pos_message_to *to = &batch->messages[i];
		struct pos_query *q = pos_query(shop->store, &sql_queue);

		pos_bind_int(q, 1, entry->branch);
		pos_bind_int(q, 2, to->n);
		pos_bind_int(q, 3, to->member_no);
		pos_bind_text(q, 4, to->occasion);
		pos_bind_text(q, 5, batch->template);
		pos_bind_text(q, 6, batch->channel);
		pos_bind_text(q, 7, batch->campaign);
		pos_bind_some(q, 8, to->day);
		pos_bind_some(q, 9, to->units);
		pos_bind_int(q, 10, entry->at);
		st = pos_run(q, err);
	}
	return st;
}

static enum pos_status
apply_moved(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_message_step *step = data;
	int64_t state = state_no(step->state);
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < step->messages_count && st == POS_OK; i++) {
		struct pos_query *q = pos_query(shop->store, &sql_move);

		pos_bind_int(q, 1, state);
		pos_bind_int(q, 2, entry->at);
		pos_bind_text(q, 3, step->reason);
		pos_bind_int(q, 4, state == POS_MESSAGE_TAKEN);
		pos_bind_int(q, 5, step->messages[i].branch);
		pos_bind_int(q, 6, step->messages[i].n);
		st = pos_run(q, err);
	}
	return st;
}

enum pos_status
pos_message_merge_apply(struct pos_shop *shop, const struct pos_entry *entry,
    int64_t from, int64_t into, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_told);
	enum pos_status st;

	pos_bind_int(q, 1, from);
	pos_bind_int(q, 2, into);
	pos_bind_int(q, 3, entry->at);
	st = pos_run(q, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_merge);
	pos_bind_int(q, 1, from);
	pos_bind_int(q, 2, into);
	return pos_run(q, err);
}

const struct pos_event_kind pos_message_queued = {
	.kind = "message.queue", .v = 1, .record = &batch_data,
	.apply = apply_queued, .help = "messages to members were queued",
};
const struct pos_event_kind pos_message_moved = {
	.kind = "message.move", .v = 1, .record = &step_data,
	.apply = apply_moved,
	.help = "messages were handed out, sent, or not",
};

void
pos_message_row(struct pos_query *q, struct pos_pool *pool,
    struct pos_message *m)
{
	char text[POS_ID_TEXT], code[24];
	struct pos_id id;

	*m = (struct pos_message){
		.branch = pos_int(q, "branch"),
		.n = pos_int(q, "n"),
		.member_no = pos_int(q, "member"),
		.occasion = pos_pool_text(pool, pos_text(q, "occasion")),
		.template = pos_pool_text(pool, pos_text(q, "template")),
		.channel = pos_pool_text(pool, pos_text(q, "channel")),
		.campaign = pos_pool_text(pool, pos_text(q, "campaign")),
		.day = pos_int(q, "day"),
		.count = pos_int(q, "units"),
		.at = pos_int(q, "at"),
		.moved_at = pos_int(q, "moved_at"),
		.tries = pos_int(q, "tries"),
		.reason = pos_pool_text(pool, pos_text(q, "reason")),
		.state_no = pos_int(q, "state"),
	};
	m->state = pos_message_state_name(m->state_no);
	id = (struct pos_id){
		.ms = m->at,
		.branch = (int)m->branch,
		.seq = m->n,
	};
	m->id = pos_pool_text(pool, pos_id_text(text, &id));
	m->member = pos_pool_text(pool, pos_member_code(code, m->member_no));
}
