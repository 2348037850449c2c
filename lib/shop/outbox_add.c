/*
 * outbox_add.c - messages queued: who wants one, and had none for this.
 */
#include <string.h>

#include "base/text.h"
#include "shop/campaign.h"
#include "shop/member.h"
#include "shop/outbox_inside.h"
#include "shop/staff.h"

const struct pos_record pos_outbox_add_record = {
	.type = "outbox.add", .v = 1, .size = sizeof(struct pos_outbox_add),
	.help = "messages that were queued",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_outbox_add, template, POS_F_COLUMN | POS_F_CODE,
		    0, "code of the text"),
		POS_CHOICE(pos_outbox_add, channel, POS_F_COLUMN,
		    POS_CHANNELS, "by which they go"),
		POS_TEXT(pos_outbox_add, campaign,
		    POS_F_COLUMN | POS_F_OPTIONAL | POS_F_CODE, 0,
		    "campaign they are of"),
		POS_INT(pos_outbox_add, queued, POS_F_COLUMN, 0, INT64_MAX,
		    "messages"),
		POS_INT(pos_outbox_add, again, POS_F_COLUMN, 0, INT64_MAX,
		    "members who have one for this already"),
		POS_INT(pos_outbox_add, unwilling, POS_F_COLUMN, 0, INT64_MAX,
		    "members who take no messages"),
		POS_INT(pos_outbox_add, control, POS_F_COLUMN, 0, INT64_MAX,
		    "members of the control group"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_outbox_add_record);

POS_SQL(sql_had,
    "SELECT n FROM message WHERE member = $1 AND occasion = $2");
POS_SQL(sql_top,
    "SELECT CAST(COALESCE(MAX(n), 0) AS BIGINT) AS top FROM message"
    " WHERE branch = $1");
POS_SQL(sql_control,
    "SELECT control FROM campaign_member WHERE campaign = $1"
    " AND member = $2");

struct adding {
	struct pos_shop *shop;
	struct pos_outbox_add *add;
	struct pos_pool *pool;
	struct pos_pool *member_pool;
	struct pos_message_to *list; /* of the next event */
	size_t count;
	int64_t last; /* number given last */
};

static enum pos_status
flush(struct adding *a, struct pos_err *err)
{
	struct pos_message_batch batch = {
		.template = a->add->template,
		.channel = a->add->channel,
		.campaign = a->add->campaign,
		.messages = a->list,
		.messages_count = a->count,
	};

	a->count = 0;
	return batch.messages_count > 0 ?
	    pos_record(a->shop, &pos_message_queued, &batch, err) :
	    POS_OK;
}

/* POS_OK: there is a row.  POS_END: none. */
static enum pos_status
ask(struct adding *a, const struct pos_sql *sql, int64_t *value,
    int64_t member_no, const char *text, struct pos_err *err)
{
	struct pos_query *q = pos_query(a->shop->store, sql);
	bool control = sql == &sql_control;
	enum pos_status st;

	if (control) {
		pos_bind_text(q, 1, text);
		pos_bind_int(q, 2, member_no);
	} else {
		pos_bind_int(q, 1, member_no);
		pos_bind_text(q, 2, text);
	}
	st = pos_step(q, err);
	if (st == POS_OK)
		*value = pos_int(q, control ? "control" : "n");
	pos_query_done(q);
	return st;
}

/* Counts why there is none; *no 0: none for this member. */
static enum pos_status
wanted(struct adding *a, const struct pos_outbox_to *to, int64_t *no,
    struct pos_err *err)
{
	struct pos_member m = { 0 };
	enum pos_status st;
	int64_t value = 0;

	*no = 0;
	pos_pool_clear(a->member_pool);
	st = pos_outreach_member(a->shop, to->member_no, a->member_pool, &m,
	    err);
	if (st == POS_END || (st == POS_OK && (m.erased || !m.consent))) {
		a->add->unwilling++;
		return POS_OK;
	}
	if (st != POS_OK)
		return st;
	if (a->add->campaign != NULL) {
		st = ask(a, &sql_control, &value, to->member_no,
		    a->add->campaign, err);
		if (st != POS_OK && st != POS_END)
			return st;
		if (st == POS_OK && value != 0) {
			a->add->control++;
			return POS_OK;
		}
	}
	st = ask(a, &sql_had, &value, m.member_no, to->occasion, err);
	if (st == POS_OK)
		a->add->again++;
	else if (st == POS_END)
		*no = m.member_no;
	return st == POS_END ? POS_OK : st;
}

/* Twice in one list: the second finds the first only once it is recorded. */
static int
by_member(const void *a, const void *b)
{
	const struct pos_message_to *x = a, *y = b;

	if (x->member_no != y->member_no)
		return x->member_no < y->member_no ? -1 : 1;
	return strcmp(x->occasion, y->occasion);
}

static void
drop_doubles(struct adding *a)
{
	size_t i, kept = 0;

	qsort(a->list, a->count, sizeof(*a->list), by_member);
	for (i = 0; i < a->count; i++) {
		if (kept > 0 && by_member(&a->list[kept - 1], &a->list[i]) == 0)
			a->add->again++;
		else
			a->list[kept++] = a->list[i];
	}
	a->count = kept;
	for (i = 0; i < kept; i++)
		a->list[i].n = ++a->last;
	a->add->queued += (int64_t)kept;
}

static enum pos_status
queue(struct adding *a, const struct pos_outbox_to *to, size_t count,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	int64_t no;
	size_t i;

	for (i = 0; i < count && st == POS_OK; i++) {
		st = wanted(a, &to[i], &no, err);
		if (st == POS_OK && no != 0)
			a->list[a->count++] = (struct pos_message_to){
				.member_no = no,
				.occasion = to[i].occasion,
				.day = to[i].day,
				.units = to[i].count,
			};
		if (st == POS_OK &&
		    (a->count == POS_REFS_MAX || i + 1 == count)) {
			drop_doubles(a);
			st = flush(a, err);
		}
	}
	return st;
}

static enum pos_status
check(struct pos_shop *shop, struct pos_outbox_add *add, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_campaign campaign;
	struct pos_template *all;
	enum pos_status st;
	size_t n;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_template_list(shop, pool, &all, &n, err);
	if (st != POS_OK)
		return st;
	if (pos_template_pick(shop, all, n, add->template, add->channel,
		NULL) == NULL)
		return pos_fail(err, POS_DATA,
		    "no template '%s' for %s: 'pos-member template list' "
		    "shows them",
		    add->template, add->channel);
	if (add->campaign != NULL)
		st = pos_campaign_find(shop, add->campaign, pool, &campaign,
		    err);
	return st;
}

enum pos_status
pos_outbox_add(struct pos_shop *shop, const struct pos_outbox_to *to,
    size_t count, struct pos_pool *pool, struct pos_outbox_add *add,
    struct pos_err *err)
{
	struct adding a = { .shop = shop, .add = add, .pool = pool };
	struct pos_query *q;
	enum pos_status st;

	add->queued = add->again = add->unwilling = add->control = 0;
	st = check(shop, add, pool, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_top);
	pos_bind_int(q, 1, shop->branch);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	a.last = pos_int(q, "top");
	pos_query_done(q);
	a.list = pos_pool_alloc(pool, POS_REFS_MAX * sizeof(*a.list));
	a.member_pool = pos_pool_new();
	st = queue(&a, to, count, err);
	pos_pool_free(a.member_pool);
	return st;
}
