/*
 * outbox_move.c - what became of a message, and the list of them.
 */
#include <inttypes.h>
#include <string.h>

#include "base/ident.h"
#include "base/text.h"
#include "shop/outbox_inside.h"
#include "shop/staff.h"

POS_SQL(sql_one,
    POS_MESSAGE_COLUMNS " FROM message WHERE branch = $1 AND n = $2");
#define FILTER \
	" FROM message WHERE (CAST($1 AS BIGINT) = 0 OR" \
	" member = CAST($1 AS BIGINT)) AND (CAST($2 AS TEXT) IS NULL OR" \
	" campaign = CAST($2 AS TEXT))"
POS_SQL(sql_all, POS_MESSAGE_COLUMNS FILTER " ORDER BY branch, n");
POS_SQL(sql_state,
    POS_MESSAGE_COLUMNS FILTER " AND state = $3 ORDER BY branch, n");
/* a literal, so that the index of those that are not done serves */
POS_SQL(sql_taken,
    POS_MESSAGE_COLUMNS FILTER " AND state = 2 ORDER BY branch, n");
POS_SQL(sql_member,
    POS_MESSAGE_COLUMNS " FROM message WHERE member = $1"
    " AND (CAST($2 AS TEXT) IS NULL OR campaign = CAST($2 AS TEXT))"
    " ORDER BY branch, n");

static enum pos_status
find(struct pos_shop *shop, const char *text, struct pos_pool *pool,
    struct pos_message *m, struct pos_err *err)
{
	struct pos_query *q;
	struct pos_id id;
	enum pos_status st = POS_END;

	if (pos_id_parse(&id, text) && id.till == 0) {
		q = pos_query(shop->store, &sql_one);
		pos_bind_int(q, 1, id.branch);
		pos_bind_int(q, 2, id.seq);
		st = pos_step(q, err);
		if (st == POS_OK)
			pos_message_row(q, pool, m);
		pos_query_done(q);
		if (st == POS_OK && m->at != id.ms)
			st = POS_END;
	}
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no message '%s': 'pos-member outbox list' shows them",
		    text);
	return st;
}

static enum pos_status
refuse(const struct pos_message *m, const char *what, struct pos_err *err)
{
	return pos_fail(err, POS_REFUSED, "message '%s' %s", m->id,
	    pos_tr(what));
}

static enum pos_status
check_again(struct pos_shop *shop, const struct pos_message *m, bool anyway,
    struct pos_err *err)
{
	int64_t age = shop->now - m->moved_at;

	if (m->state_no == POS_MESSAGE_DONE)
		return refuse(m, POS_TR("was sent already"), err);
	if (m->state_no == POS_MESSAGE_DROPPED)
		return refuse(m, POS_TR("was dropped"), err);
	if (m->state_no == POS_MESSAGE_TAKEN && age < POS_MESSAGE_OLD_MS &&
	    !anyway)
		return pos_fail(err, POS_REFUSED,
		    "message '%s' was handed out %" PRId64 " s ago: its "
		    "sender may be at it still (--anyway sends it again)",
		    m->id, age > 0 ? age / 1000 : 0);
	return POS_OK;
}

static enum pos_status
check(struct pos_shop *shop, const struct pos_message *m,
    enum pos_message_state to, bool anyway, struct pos_err *err)
{
	bool out = m->tries > 0; /* was it ever handed out? */

	switch (to) {
	case POS_MESSAGE_DONE:
		/* one that is queued again may turn out to have been sent */
		if (m->state_no == POS_MESSAGE_DROPPED && !out)
			return refuse(m, POS_TR("was dropped"), err);
		if (!out)
			return refuse(m, POS_TR("was not handed out yet"), err);
		break;
	case POS_MESSAGE_FAILED:
		if (m->state_no == POS_MESSAGE_DONE)
			return refuse(m, POS_TR("was sent already"), err);
		if (m->state_no != POS_MESSAGE_TAKEN)
			return refuse(m, POS_TR("is not handed out"), err);
		break;
	case POS_MESSAGE_QUEUED:
		return check_again(shop, m, anyway, err);
	case POS_MESSAGE_DROPPED:
		if (m->state_no == POS_MESSAGE_DONE)
			return refuse(m, POS_TR("was sent already"), err);
		break;
	case POS_MESSAGE_TAKEN:
		return pos_fail(err, POS_BUG, "messages are taken in order");
	}
	return POS_OK;
}

enum pos_status
pos_outbox_move(struct pos_shop *shop, const char *id,
    enum pos_message_state to, const char *reason, bool anyway,
    struct pos_pool *pool, struct pos_message *m, struct pos_err *err)
{
	const char *wrong = reason != NULL ? pos_text_wrong(reason, 200) : NULL;
	struct pos_message_ref ref;
	struct pos_message_step step = {
		.state = pos_message_state_name(to), .reason = reason,
		.messages = &ref, .messages_count = 1,
	};
	enum pos_status st;

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "--reason: %s", pos_tr(wrong));
	st = find(shop, id, pool, m, err);
	if (st == POS_OK &&
	    (to == POS_MESSAGE_QUEUED || to == POS_MESSAGE_DROPPED))
		st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK && m->state_no != (int64_t)to)
		st = check(shop, m, to, anyway, err);
	if (st != POS_OK || m->state_no == (int64_t)to)
		return st;
	ref = (struct pos_message_ref){ m->branch, m->n };
	st = pos_record(shop, &pos_message_moved, &step, err);
	m->state = step.state;
	m->state_no = to;
	m->moved_at = shop->now;
	m->reason = reason;
	return st;
}

enum pos_status
pos_outbox_list(struct pos_shop *shop, const struct pos_outbox_filter *filter,
    enum pos_status (
	*each)(void *, const struct pos_message *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	const char *want = filter->state;
	bool unknown = want != NULL && strcmp(want, "unknown") == 0;
	bool taken = unknown || (want != NULL && strcmp(want, "taken") == 0);
	const struct pos_sql *sql = taken ? &sql_taken :
	    want != NULL                  ? &sql_state :
	    filter->member_no != 0        ? &sql_member :
					    &sql_all;
	struct pos_query *q = pos_query(shop->store, sql);
	struct pos_pool *pool = pos_pool_new();
	struct pos_message m;
	enum pos_status st;
	int64_t no;

	pos_bind_int(q, 1, filter->member_no);
	pos_bind_text(q, 2, filter->campaign);
	for (no = POS_MESSAGE_QUEUED; want != NULL && !taken &&
	     strcmp(pos_message_state_name(no), want) != 0;)
		no++;
	if (want != NULL && !taken)
		pos_bind_int(q, 3, no);
	while ((st = pos_step(q, err)) == POS_OK) {
		pos_pool_clear(pool);
		pos_message_row(q, pool, &m);
		if (m.state_no == POS_MESSAGE_TAKEN &&
		    shop->now - m.moved_at >= filter->old_ms)
			m.state = "unknown";
		if (want != NULL && strcmp(m.state, want) != 0)
			continue;
		st = each(arg, &m, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}
