/*
 * segment.c - segments as they are set up, and who is in them: events
 * "segment.set", "segment.move".
 */
#include <string.h>

#include "base/money.h"
#include "shop/outreach_inside.h"
#include "shop/segment_inside.h"
#include "shop/staff.h"

#define OPT POS_F_OPTIONAL
#define COUNT_MAX INT64_C(1000000000)
#define SCORE(m, h) POS_INT(pos_segment_rule, m, OPT, 0, POS_RFM_SCORES, h)
#define LIMIT(m, h) POS_INT(pos_segment_rule, m, OPT, 0, COUNT_MAX, h)
#define DAY(m, h) POS_DAY(pos_segment_rule, m, OPT, h)
#define LISTED(m, h) POS_TEXTS(pos_segment_rule, m, m##_count, OPT, h)

static const struct pos_record rule_data = {
	.size = sizeof(struct pos_segment_rule),
	.help = "who is in a segment: all that is there must hold",
	.fields = (const struct pos_field[]){
		LISTED(levels, "any of these levels; '-': without one"),
		LISTED(tags, "any of these tags"),
		LISTED(not_tags, "none of these tags"),
		LISTED(channels, "enrolled by any of these; 'counter'"),
		POS_BOOL(pos_segment_rule, consent, OPT, "takes messages"),
		LIMIT(within_months, "sums of so many months, this one "
		    "included; absent: of all time"),
		POS_MONEY(pos_segment_rule, spent_min_minor, OPT,
		    "paid at least"),
		POS_MONEY(pos_segment_rule, spent_max_minor, OPT,
		    "paid at most"),
		LIMIT(visits_min, "came at least so often"),
		LIMIT(visits_max, "came, and at most so often"),
		POS_BOOL(pos_segment_rule, no_visits, OPT, "did not come"),
		POS_MONEY(pos_segment_rule, average_min_minor, OPT,
		    "a visit came to at least"),
		POS_MONEY(pos_segment_rule, average_max_minor, OPT,
		    "a visit came to at most"),
		LIMIT(points_min, "can spend at least so many points"),
		LIMIT(points_max, "has points, and at most so many"),
		LIMIT(active_days, "came within so many days"),
		LIMIT(lapsed_days, "did not come for so many days"),
		DAY(first_from, "came first on this day or later"),
		DAY(first_to, "came first on this day or before"),
		DAY(last_from, "came last on this day or later"),
		DAY(last_to, "came last on this day or before"),
		DAY(enrolled_from, "enrolled on this day or later"),
		DAY(enrolled_to, "enrolled on this day or before"),
		SCORE(r_min, "recency scores at least"),
		SCORE(r_max, "recency scores at most"),
		SCORE(f_min, "frequency scores at least"),
		SCORE(f_max, "frequency scores at most"),
		SCORE(m_min, "money scores at least"),
		SCORE(m_max, "money scores at most"),
		LISTED(rfm, "any of these classes"),
		LIMIT(rfm_months, "scores over so many months"),
		{ 0 },
	},
};

#define FIELDS \
	POS_TEXT(pos_segment, code, POS_F_COLUMN | POS_F_CODE, 0, "code"), \
	    POS_TEXT(pos_segment, name, POS_F_COLUMN, 200, "name"), \
	    POS_OBJECT(pos_segment, rule, 0, &rule_data, "who is in it"), \
	    POS_BOOL(pos_segment, removed, OPT, "it is gone")

const struct pos_record pos_segment_record = {
	.type = "segment", .v = 1, .size = sizeof(struct pos_segment),
	.help = "members that a rule describes",
	.fields = (const struct pos_field[]){
		FIELDS,
		POS_INT(pos_segment, members, POS_F_COLUMN | OPT, 0, INT64_MAX,
		    "members, as of the last review"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_segment_record);

static const struct pos_record segment_data = {
	.size = sizeof(struct pos_segment),
	.help = "members that a rule describes",
	.fields = (const struct pos_field[]){ FIELDS, { 0 } },
};

struct pos_segment_move {
	const char *segment;
	const struct pos_member_ref *joined, *left;
	size_t joined_count, left_count;
};
static const struct pos_record move_data = {
	.size = sizeof(struct pos_segment_move),
	.help = "members who joined a segment, or left it",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_segment_move, segment, POS_F_CODE, 0,
		    "code of the segment"),
		POS_LIST(pos_segment_move, joined, joined_count, OPT,
		    &pos_member_ref_data, "who is in it now"),
		POS_LIST(pos_segment_move, left, left_count, OPT,
		    &pos_member_ref_data, "who is not any more"),
		{ 0 },
	},
};

POS_SQL(sql_join,
    "INSERT INTO segment_member (segment, member) VALUES ($1, $2)"
    " ON CONFLICT (segment, member) DO NOTHING");
POS_SQL(sql_leave,
    "DELETE FROM segment_member WHERE segment = $1 AND member = $2");
POS_SQL(sql_empty, "DELETE FROM segment_member WHERE segment = $1");
POS_SQL(sql_count,
    "SELECT COUNT(*) AS n FROM segment_member WHERE segment = $1");
POS_SQL(sql_members,
    "SELECT member FROM segment_member WHERE segment = $1"
    " ORDER BY member");
/* By way of the segments, which are few: no index by member is needed. */
POS_SQL(sql_of,
    "SELECT o.code AS code FROM outreach o JOIN segment_member s"
    " ON s.segment = o.code AND s.member = $1 WHERE o.kind = 'segment'"
    " ORDER BY o.code");

static enum pos_status
apply_set(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_segment *s = data;
	struct pos_query *q;
	enum pos_status st;

	(void)entry;
	if (!s->removed)
		return pos_outreach_write(shop, "segment", s->code,
		    &segment_data, s, err);
	st = pos_outreach_drop(shop, "segment", s->code, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_empty);
	pos_bind_text(q, 1, s->code);
	return pos_run(q, err);
}

static enum pos_status
move(struct pos_shop *shop, const struct pos_sql *sql, const char *segment,
    const struct pos_member_ref *refs, size_t count, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	struct pos_query *q;
	size_t i;

	for (i = 0; i < count && st == POS_OK; i++) {
		q = pos_query(shop->store, sql);
		pos_bind_text(q, 1, segment);
		pos_bind_int(q, 2, refs[i].member_no);
		st = pos_run(q, err);
	}
	return st;
}

static enum pos_status
apply_move(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_segment_move *m = data;
	enum pos_status st;

	(void)entry;
	st = move(shop, &sql_leave, m->segment, m->left, m->left_count, err);
	return st == POS_OK ?
	    move(shop, &sql_join, m->segment, m->joined, m->joined_count, err) :
	    st;
}

const struct pos_event_kind pos_segment_set = {
	.kind = "segment.set", .v = 1, .record = &segment_data,
	.apply = apply_set, .help = "a segment is new, changed or gone",
};
const struct pos_event_kind pos_segment_moved = {
	.kind = "segment.move", .v = 1, .record = &move_data,
	.apply = apply_move,
	.help = "members joined a segment, or left it",
};

enum pos_status
pos_segment_record_moves(struct pos_shop *shop, const char *code,
    const struct pos_member_ref *joined, size_t joined_count,
    const struct pos_member_ref *left, size_t left_count, struct pos_err *err)
{
	struct pos_segment_move m = { .segment = code };
	enum pos_status st = POS_OK;

	while (st == POS_OK && joined_count + left_count > 0) {
		m.joined = joined;
		m.joined_count =
		    joined_count < POS_REFS_MAX ? joined_count : POS_REFS_MAX;
		m.left = left;
		m.left_count =
		    left_count < POS_REFS_MAX ? left_count : POS_REFS_MAX;
		st = pos_record(shop, &pos_segment_moved, &m, err);
		joined += m.joined_count;
		joined_count -= m.joined_count;
		left += m.left_count;
		left_count -= m.left_count;
	}
	return st;
}

enum pos_status
pos_segment_find(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_segment *segment, struct pos_err *err)
{
	enum pos_status st = pos_outreach_get(shop, "segment", code,
	    &segment_data, pool, segment, err);

	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no segment '%s': 'pos-member segment list' shows them",
		    code);
	return st;
}

enum pos_status
pos_segment_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_segment **segments, size_t *count, struct pos_err *err)
{
	struct pos_segment *all;
	struct pos_query *q;
	enum pos_status st;
	void *rows;
	size_t i;

	st = pos_outreach_all(shop, "segment", &segment_data, pool, &rows,
	    count, err);
	all = *segments = rows;
	for (i = 0; st == POS_OK && i < *count; i++) {
		q = pos_query(shop->store, &sql_count);
		pos_bind_text(q, 1, all[i].code);
		st = pos_step(q, err);
		if (st == POS_OK)
			all[i].members = pos_int(q, "n");
		pos_query_done(q);
	}
	return st;
}

enum pos_status
pos_segment_put(struct pos_shop *shop, const struct pos_segment *s,
    bool *changed, struct pos_err *err)
{
	enum pos_status st;
	bool same = false;

	*changed = false;
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_segment_check(shop, s, err);
	if (st == POS_OK)
		st = pos_outreach_same(shop, "segment", s->code, &segment_data,
		    s, &same, err);
	if (st == POS_OK && !same)
		st = pos_record(shop, &pos_segment_set, s, err);
	*changed = st == POS_OK && !same;
	return st;
}

enum pos_status
pos_segment_remove(struct pos_shop *shop, const char *code, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_segment s = { 0 };
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_segment_find(shop, code, pool, &s, err);
	s.removed = true;
	if (st == POS_OK)
		st = pos_record(shop, &pos_segment_set, &s, err);
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_segments_of(struct pos_shop *shop, int64_t member_no, struct pos_pool *pool,
    const char ***segments, size_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_of);
	const char **all = NULL;
	enum pos_status st;
	size_t n = 0;

	pos_bind_int(q, 1, member_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		all[n++] = pos_pool_text(pool, pos_text(q, "code"));
	}
	*segments = all;
	*count = n;
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_segment_members(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, int64_t **members, size_t *count,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_members);
	int64_t *all = NULL;
	enum pos_status st;
	size_t n = 0;

	pos_bind_text(q, 1, code);
	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		all[n++] = pos_int(q, "member");
	}
	*members = all;
	*count = n;
	return st == POS_END ? POS_OK : st;
}
