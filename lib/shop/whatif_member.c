/*
 * whatif_member.c - who bought: read once a member, and who gains how much.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/member.h"
#include "shop/whatif_inside.h"

POS_SQL(sql_first, "SELECT day, branch, number FROM member_sale "
    "WHERE member = $1 AND back = 0 ORDER BY day, branch, number LIMIT 1");

static size_t
slot(const struct whatif_members *m, int64_t member_no)
{
	size_t i = (size_t)((uint64_t)member_no * 0x9e3779b97f4a7c15u >> 20) &
	    (m->cap - 1);

	while (m->at[i] != NULL && m->at[i]->member_no != member_no)
		i = (i + 1) & (m->cap - 1);
	return i;
}

static void
grow(struct whatif_members *m)
{
	struct whatif_members more = { .cap = m->cap > 0 ? 2 * m->cap : 1024,
		.count = m->count };
	size_t i;

	more.at = pos_alloc(more.cap * sizeof(struct whatif_member *));
	for (i = 0; i < m->cap; i++)
		if (m->at[i] != NULL)
			more.at[slot(&more, m->at[i]->member_no)] = m->at[i];
	free(m->at);
	*m = more;
}

void
whatif_members_release(struct whatif_members *members)
{
	free(members->at);
	members->at = NULL;
}

static enum pos_status
read_first(struct whatif *w, struct whatif_member *m, struct pos_err *err)
{
	struct pos_query *q = pos_query(w->shop->store, &sql_first);
	enum pos_status st;

	pos_bind_int(q, 1, m->member_no);
	st = pos_step(q, err);
	if (st == POS_OK) {
		m->first_day = pos_int(q, "day");
		m->first_branch = pos_int(q, "branch");
		m->first_number = pos_int(q, "number");
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

/* One that was erased since is still a member, of whom nothing is known. */
static enum pos_status
read_facts(struct whatif *w, struct whatif_member *m, struct pos_err *err)
{
	struct pos_member_facts facts = { 0 };
	enum pos_status st;
	char code[24];

	m->code = pos_pool_text(w->pool, pos_member_code(code, m->member_no));
	st = pos_member_facts(w->shop, m->member_no, w->birthdays, true,
	    w->pool, &facts, err);
	if (st == POS_END || st == POS_DATA)
		return POS_OK;
	m->level = facts.level;
	m->segments = facts.segments;
	m->segments_count = facts.segments_count;
	m->birthday = facts.birthday;
	m->points = facts.points;
	return st;
}

enum pos_status
whatif_member(struct whatif *w, int64_t member_no,
    struct whatif_member **member, struct pos_err *err)
{
	struct whatif_members *all = &w->members;
	enum pos_status st;
	size_t i;

	*member = NULL;
	if (member_no == 0)
		return POS_OK;
	if (2 * all->count >= all->cap)
		grow(all);
	i = slot(all, member_no);
	if (all->at[i] == NULL) {
		all->at[i] = pos_pool_alloc(w->pool, sizeof(**all->at));
		all->at[i]->member_no = member_no;
		all->count++;
		st = read_facts(w, all->at[i], err);
		if (st == POS_OK)
			st = read_first(w, all->at[i], err);
		if (st != POS_OK)
			return st;
	}
	*member = all->at[i];
	return POS_OK;
}

void
whatif_part(struct whatif *w, const struct pos_whatif_part **parts,
    size_t *count, const char *name, int64_t before, int64_t after)
{
	struct pos_whatif_part *all = (struct pos_whatif_part *)*parts;
	size_t i;

	for (i = 0; i < *count; i++)
		if (strcmp(all[i].name, name) == 0)
			break;
	if (i == *count) {
		all = pos_pool_push(w->pool, all, *count, sizeof(*all));
		all[i].name = pos_pool_text(w->pool, name);
		*parts = all;
		*count = i + 1;
	}
	all[i].sales++;
	all[i].before_minor += before;
	all[i].after_minor += after;
	all[i].gain_minor = all[i].before_minor - all[i].after_minor;
}

static int
by_gain(const void *a, const void *b)
{
	const struct pos_whatif_part *x = a, *y = b;

	if (x->gain_minor != y->gain_minor)
		return x->gain_minor < y->gain_minor ? 1 : -1;
	return strcmp(x->name, y->name);
}

void
whatif_sort(const struct pos_whatif_part *parts, size_t count)
{
	if (count > 1)
		qsort((struct pos_whatif_part *)parts, count, sizeof(*parts),
		    by_gain);
}

void
whatif_top(struct whatif *w)
{
	struct pos_whatif_part *all;
	size_t i, n = 0;

	all = pos_pool_alloc(w->pool, (w->members.count + 1) * sizeof(*all));
	for (i = 0; i < w->members.cap; i++) {
		const struct whatif_member *m = w->members.at[i];

		if (m == NULL || m->before <= m->after)
			continue;
		all[n++] = (struct pos_whatif_part){ m->code, m->sales,
			m->before, m->after, m->before - m->after };
	}
	whatif_sort(all, n);
	w->out->members = all;
	w->out->members_count =
	    n < (size_t)w->want->top ? n : (size_t)w->want->top;
}
