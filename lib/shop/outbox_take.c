/*
 * outbox_take.c - messages handed out: who, where to, and the text.
 *
 * Whatever can go wrong with one (no phone, consent taken back since) is
 * found before anything is recorded: it is dropped, and the next one is
 * looked at instead.
 */
#include <string.h>

#include "base/clock.h"
#include "shop/ledger.h"
#include "shop/level.h"
#include "shop/member.h"
#include "shop/outbox_inside.h"
#include "shop/referral.h"
#include "shop/staff.h"

#define DROP_MAX 1000 /* dropped by one taking */
#define MINIPROGRAM "miniprogram:"

POS_SQL(sql_next,
    POS_MESSAGE_COLUMNS " FROM message WHERE state = 1 ORDER BY branch, n");
POS_SQL(sql_had,
    "SELECT n FROM message WHERE member = $1 AND occasion = $2");
POS_SQL(sql_one,
    POS_MESSAGE_COLUMNS " FROM message WHERE branch = $1 AND n = $2");

struct taking {
	struct pos_shop *shop;
	struct pos_pool *pool;
	const struct pos_template *templates;
	size_t templates_count;
	struct pos_message *taken;
	size_t count;
	struct pos_message *dropped; /* with reason */
	size_t dropped_count;
};

/* Into *m; a member that was merged gives way to what it became.  *why:
 * gets none, because. */
static enum pos_status
find_member(struct taking *t, const struct pos_message *message,
    struct pos_member *m, const char **why, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	*why = NULL;
	st = pos_outreach_member(t->shop, message->member_no, t->pool, m, err);
	if (st == POS_OK && m->member_no != message->member_no) {
		q = pos_query(t->shop->store, &sql_had);
		pos_bind_int(q, 1, m->member_no);
		pos_bind_text(q, 2, message->occasion);
		st = pos_step(q, err);
		pos_query_done(q);
		if (st == POS_OK)
			*why = POS_TR("merged with a member who has one "
				      "for this");
		if (st == POS_END)
			st = POS_OK;
	}
	if (st == POS_END || (st == POS_OK && m->erased))
		*why = POS_TR("the member was erased");
	else if (st == POS_OK && *why == NULL && !m->consent)
		*why = POS_TR("the member takes no messages");
	return st == POS_END ? POS_OK : st;
}

/* A mini-program knows its members by an identity of its own, if one was
 * recorded, else by the member's code. */
static const char *
address(const struct pos_message *message, const struct pos_member *m,
    const char **why)
{
	size_t i;

	if (strcmp(message->channel, "sms") == 0) {
		if (m->phone == NULL)
			*why = POS_TR("no phone is known");
		return m->phone;
	}
	if (strcmp(message->channel, "mail") == 0) {
		if (m->email == NULL)
			*why = POS_TR("no mail address is known");
		return m->email;
	}
	for (i = 0; i < m->ids_count; i++)
		if (strncmp(m->ids[i], MINIPROGRAM, strlen(MINIPROGRAM)) == 0)
			return m->ids[i] + strlen(MINIPROGRAM);
	return m->code;
}

static enum pos_status
level_values(struct taking *t, const struct pos_member *m,
    const char *values[POS_PLACEHOLDERS], struct pos_err *err)
{
	struct pos_grade level = { 0 };
	enum pos_status st;

	if (m->level == NULL)
		return POS_OK;
	st = pos_level_find(t->shop, m->level, t->pool, &level, err);
	values[POS_P_LEVEL] = level.name;
	values[POS_P_BENEFITS] = level.benefits;
	return st;
}

static enum pos_status
balance_values(struct taking *t, const struct pos_member *m,
    const char *values[POS_PLACEHOLDERS], struct pos_err *err)
{
	struct pos_balance balance;
	char text[POS_DECIMAL_MAX];
	struct pos_money sum;
	enum pos_status st;

	st = pos_balance_of(t->shop, m->member_no, &balance, err);
	if (st != POS_OK)
		return st;
	if (!pos_money_add(&sum, pos_minor(balance.principal_minor),
		pos_minor(balance.bonus_minor)))
		return pos_fail(err, POS_BUG, "a balance beyond all bounds");
	values[POS_P_POINTS] =
	    pos_pool_printf(t->pool, "%lld", (long long)balance.points);
	values[POS_P_BALANCE] =
	    pos_pool_text(t->pool, pos_shop_money_text(t->shop, text, sum));
	return POS_OK;
}

static bool
asks_any(const struct pos_template *tm, enum pos_placeholder a,
    enum pos_placeholder b)
{
	return pos_template_asks(tm, a) || pos_template_asks(tm, b);
}

static enum pos_status
fill(struct taking *t, struct pos_message *message,
    const struct pos_template *tm, const struct pos_member *m,
    struct pos_err *err)
{
	const char *values[POS_PLACEHOLDERS] = {
		[POS_P_NAME] = m->name,
		[POS_P_MEMBER] = m->code,
		[POS_P_SHOP] = t->shop->name,
	};
	char day[POS_TIME_TEXT], code[POS_REFERRAL_TEXT];
	struct pos_buf text = { 0 };
	enum pos_status st = POS_OK;

	if (asks_any(tm, POS_P_LEVEL, POS_P_BENEFITS))
		st = level_values(t, m, values, err);
	if (st == POS_OK && asks_any(tm, POS_P_POINTS, POS_P_BALANCE))
		st = balance_values(t, m, values, err);
	if (st != POS_OK)
		return st;
	if (message->day != 0)
		values[POS_P_DAY] = pos_day_text(day, (int32_t)message->day);
	values[POS_P_COUNT] =
	    pos_pool_printf(t->pool, "%lld", (long long)message->count);
	values[POS_P_REFERRAL] = pos_referral_code(code, m->member_no);
	message->lang = tm->lang;
	pos_template_fill(&text, tm->text, values);
	message->text = pos_pool_text(t->pool, text.text);
	if (tm->subject != NULL) {
		pos_buf_clear(&text);
		pos_template_fill(&text, tm->subject, values);
		message->subject = pos_pool_text(t->pool, text.text);
	}
	pos_buf_release(&text);
	return POS_OK;
}

/* Find out all that is handed out; *why: it is not, because. */
static enum pos_status
prepare(struct taking *t, struct pos_message *message, const char **why,
    struct pos_err *err)
{
	const struct pos_template *tm;
	struct pos_member m = { 0 };
	enum pos_status st;

	st = find_member(t, message, &m, why, err);
	if (st != POS_OK || *why != NULL)
		return st;
	st = pos_member_open(t->shop, t->pool, &m, err);
	if (st == POS_DATA) {
		*why = POS_TR("the member's data cannot be opened");
		return POS_OK;
	}
	if (st != POS_OK)
		return st;
	message->to = address(message, &m, why);
	if (*why != NULL)
		return POS_OK;
	tm = pos_template_pick(t->shop, t->templates, t->templates_count,
	    message->template, message->channel, m.language);
	if (tm == NULL) {
		*why = POS_TR("its template is gone");
		return POS_OK;
	}
	message->member = m.code;
	return fill(t, message, tm, &m, err);
}

static enum pos_status
select_them(struct taking *t, int64_t most, struct pos_err *err)
{
	struct pos_query *q = pos_query(t->shop->store, &sql_next);
	struct pos_message m;
	enum pos_status st = POS_OK;
	const char *why;

	while ((int64_t)t->count < most && t->dropped_count < DROP_MAX &&
	    (st = pos_step(q, err)) == POS_OK) {
		pos_message_row(q, t->pool, &m);
		st = prepare(t, &m, &why, err);
		if (st != POS_OK)
			break;
		m.reason = why;
		if (why == NULL)
			t->taken[t->count++] = m;
		else
			t->dropped[t->dropped_count++] = m;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

/* Phones and names go out of the house: the journal says whose. */
static enum pos_status
reveal(struct taking *t, struct pos_err *err)
{
	int64_t *members;
	size_t i;

	members = pos_pool_alloc(t->pool, t->count * sizeof(*members) + 1);
	for (i = 0; i < t->count; i++)
		members[i] = pos_member_no(t->taken[i].member);
	return t->count > 0 ?
	    pos_member_reveal(t->shop, "outbox", members, t->count, NULL, err) :
	    POS_OK;
}

static enum pos_status
record_taken(struct taking *t, struct pos_err *err)
{
	struct pos_message_step step = { .state = "taken" };
	struct pos_message_ref *refs;
	enum pos_status st;
	size_t i;

	if (t->count == 0)
		return POS_OK;
	refs = pos_pool_alloc(t->pool, t->count * sizeof(*refs));
	for (i = 0; i < t->count; i++)
		refs[i] = (struct pos_message_ref){ t->taken[i].branch,
			t->taken[i].n };
	step.messages = refs;
	step.messages_count = t->count;
	st = reveal(t, err);
	if (st == POS_OK)
		st = pos_record(t->shop, &pos_message_moved, &step, err);
	for (i = 0; i < t->count; i++) {
		t->taken[i].state = "taken";
		t->taken[i].moved_at = t->shop->now;
		t->taken[i].tries++;
	}
	return st;
}

/* An event for each reason: their texts are constants, compared as such. */
static enum pos_status
record_dropped(struct taking *t, struct pos_err *err)
{
	struct pos_message_step step = { .state = "dropped" };
	struct pos_message_ref *refs;
	enum pos_status st = POS_OK;
	size_t i, j;

	refs = pos_pool_alloc(t->pool, DROP_MAX * sizeof(*refs));
	step.messages = refs;
	for (i = 0; i < t->dropped_count && st == POS_OK; i++) {
		if (t->dropped[i].reason == NULL)
			continue;
		step.reason = t->dropped[i].reason;
		step.messages_count = 0;
		for (j = i; j < t->dropped_count; j++) {
			struct pos_message *m = &t->dropped[j];

			if (m->reason != step.reason)
				continue;
			refs[step.messages_count++] =
			    (struct pos_message_ref){ m->branch, m->n };
			m->reason = NULL;
		}
		st = pos_record(t->shop, &pos_message_moved, &step, err);
	}
	return st;
}

static enum pos_status
start(struct taking *t, int64_t most, struct pos_err *err)
{
	struct pos_template *all;
	enum pos_status st;

	st = pos_staff_may(t->shop, POS_RIGHT_PERSONAL, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_template_list(t->shop, t->pool, &all,
		    &t->templates_count, err);
	if (st != POS_OK)
		return st;
	t->templates = all;
	t->taken = pos_pool_alloc(t->pool, (size_t)most * sizeof(*t->taken));
	t->dropped = pos_pool_alloc(t->pool, DROP_MAX * sizeof(*t->dropped));
	return POS_OK;
}

enum pos_status
pos_outbox_take(struct pos_shop *shop, int64_t most, struct pos_pool *pool,
    struct pos_message **taken, size_t *count, struct pos_err *err)
{
	struct taking t = { .shop = shop, .pool = pool };
	enum pos_status st;

	if (most > POS_TAKE_MAX)
		most = POS_TAKE_MAX;
	st = start(&t, most, err);
	if (st == POS_OK)
		st = select_them(&t, most, err);
	if (st == POS_OK)
		st = record_dropped(&t, err);
	if (st == POS_OK)
		st = record_taken(&t, err);
	*taken = t.taken;
	*count = t.count;
	return st;
}

static enum pos_status
retake_one(struct taking *t, const char *text, struct pos_err *err)
{
	struct pos_query *q = pos_query(t->shop->store, &sql_one);
	struct pos_message m;
	struct pos_id id;
	enum pos_status st;
	const char *why;

	if (!pos_id_parse(&id, text))
		return pos_fail(err, POS_DATA, "no message '%s'", text);
	pos_bind_int(q, 1, id.branch);
	pos_bind_int(q, 2, id.seq);
	st = pos_step(q, err);
	if (st == POS_OK)
		pos_message_row(q, t->pool, &m);
	pos_query_done(q);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	if (m.state_no != POS_MESSAGE_TAKEN)
		return POS_OK;
	st = prepare(t, &m, &why, err);
	if (st == POS_OK && why == NULL)
		t->taken[t->count++] = m;
	return st;
}

enum pos_status
pos_outbox_retake(struct pos_shop *shop, const char *const *ids,
    size_t ids_count, struct pos_pool *pool, struct pos_message **taken,
    size_t *count, struct pos_err *err)
{
	struct taking t = { .shop = shop, .pool = pool };
	enum pos_status st;
	size_t i;

	st = start(&t, (int64_t)ids_count + 1, err);
	for (i = 0; i < ids_count && st == POS_OK; i++)
		st = retake_one(&t, ids[i], err);
	if (st == POS_OK)
		st = reveal(&t, err);
	*taken = t.taken;
	*count = t.count;
	return st;
}
