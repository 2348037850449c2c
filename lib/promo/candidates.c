/*
 * candidates.c - all sets that a rule could make of the units that are free.
 */
#include <string.h>

#include "promo/price_inside.h"

struct maker {
	const struct pos_plan *plan;
	const struct pos_left *left;
	const struct pos_trial *trial;
	size_t turn, limit;
	struct pos_set_part part[POS_SET_PARTS_MAX];
	size_t count;
	struct pos_sets *out;
	size_t cap;
};

static void
keep(struct maker *m)
{
	struct pos_set_part *parts;
	struct pos_set *more;
	struct pos_pool *pool = m->plan->pool;

	if (m->out->count == m->limit) {
		m->out->all = false;
		return;
	}
	if (m->out->count == m->cap) {
		m->cap = 2 * m->cap + 16;
		more = pos_pool_alloc(pool, m->cap * sizeof(*more));
		if (m->out->count > 0)
			memcpy(more, m->out->sets,
			    m->out->count * sizeof(*more));
		m->out->sets = more;
	}
	parts = pos_pool_alloc(pool, m->count * sizeof(*parts));
	memcpy(parts, m->part, m->count * sizeof(*parts));
	m->out->sets[m->out->count++] =
	    (struct pos_set){ m->turn, parts, m->count, 0 };
}

/* Whole units of the line that this set does not use yet. */
static int64_t
free_units(const struct maker *m, size_t line)
{
	int64_t units = m->left->free_milli[line] / POS_QTY_ONE;
	size_t i;

	for (i = 0; i < m->count; i++)
		if (m->part[i].line == line)
			units -= m->part[i].units;
	return units;
}

static bool
has_item(const struct maker *m, size_t slot, const char *item)
{
	size_t i;

	for (i = 0; i < m->count; i++)
		if (m->part[i].slot == slot &&
		    strcmp(m->plan->line[m->part[i].line]->item, item) == 0)
			return true;
	return false;
}

static bool
fits(const struct maker *m, size_t slot, size_t line)
{
	const struct pos_turn *t = &m->plan->turn[m->turn];
	const struct pos_rule_slot *s = &t->rule->slots[slot];

	if (!t->slot[slot][line])
		return false;
	if (s->select != NULL && s->select->not_discounted &&
	    m->left->lane_minor[line] != m->plan->line[line]->amount_minor)
		return false;
	if (s->distinct && has_item(m, slot, m->plan->line[line]->item))
		return false;
	return pos_acts_on(m->plan, m->left, m->trial, m->turn, line);
}

/*
 * A slot like the one before takes units from its last line on: otherwise
 * each set would come in as many orders as there are slots.
 */
static size_t
first_line(const struct maker *m, size_t slot)
{
	const struct pos_turn *t = &m->plan->turn[m->turn];
	const struct pos_rule_slot *a = &t->rule->slots[slot - 1];
	const struct pos_rule_slot *b = &t->rule->slots[slot];

	if (a->distinct || b->distinct || a->select != b->select ||
	    (a->role == NULL) != (b->role == NULL) ||
	    (a->role != NULL && strcmp(a->role, b->role) != 0) ||
	    memcmp(t->slot[slot - 1], t->slot[slot], m->plan->lines) != 0)
		return 0;
	return m->part[m->count - 1].line;
}

/* Fill a slot with units of this line and later ones, then the next slot. */
static void
fill(struct maker *m, size_t slot, size_t line, int64_t want)
{
	const struct pos_rule *rule = m->plan->turn[m->turn].rule;
	int64_t units, most;

	if (m->out->count >= m->limit) {
		m->out->all = false;
		return;
	}
	if (want == 0) {
		if (slot + 1 == rule->slots_count)
			keep(m);
		else
			fill(m, slot + 1, first_line(m, slot + 1),
			    rule->slots[slot + 1].units);
		return;
	}
	if (line == m->plan->lines)
		return;
	if (fits(m, slot, line) && m->count < POS_SET_PARTS_MAX) {
		most = free_units(m, line);
		if (most > want)
			most = want;
		if (rule->slots[slot].distinct && most > 1)
			most = 1;
		for (units = most; units > 0; units--) {
			m->part[m->count++] =
			    (struct pos_set_part){ slot, line, units };
			fill(m, slot, line + 1, want - units);
			m->count--;
		}
	}
	fill(m, slot, line + 1, want);
}

void
pos_candidates(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, size_t turn, size_t limit,
    struct pos_sets *out)
{
	struct maker m = { .plan = plan,
		.left = left,
		.trial = trial,
		.turn = turn,
		.limit = limit,
		.out = out };

	*out = (struct pos_sets){ .all = true };
	fill(&m, 0, 0, plan->turn[turn].rule->slots[0].units);
}
