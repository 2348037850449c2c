/*
 * pack_types.c - collapse: units of the same worth that fit the same slots of
 * all rules are one type.
 */
#include <string.h>

#include "promo/pack_inside.h"

static int64_t
round_up(int64_t minor, int64_t milli)
{
	return (int64_t)(((__int128)minor * POS_QTY_ONE + milli - 1) / milli);
}

static bool
alike(const struct pos_pack *pack, const size_t *turns, size_t count, size_t a,
    size_t b)
{
	const struct pos_plan *plan = pack->plan;
	const struct pos_left *left = pack->left;
	const struct pos_turn *t;
	size_t i, k;

	if (plan->line[a]->floor_minor != plan->line[b]->floor_minor ||
	    round_up(left->free_minor[a], left->free_milli[a]) !=
		round_up(left->free_minor[b], left->free_milli[b]))
		return false;
	for (i = 0; i < count; i++) {
		t = &plan->turn[turns[i]];
		for (k = 0; k < t->rule->slots_count; k++)
			if (t->slot[k][a] != t->slot[k][b] ||
			    (t->rule->slots[k].distinct &&
				strcmp(plan->line[a]->item,
				    plan->line[b]->item) != 0))
				return false;
		if (t->base_list &&
		    round_up(plan->line[a]->amount_minor,
			plan->line[a]->qty_milli) !=
			round_up(plan->line[b]->amount_minor,
			    plan->line[b]->qty_milli))
			return false;
		if (pos_acts_on(plan, left, pack->trial, turns[i], a) !=
		    pos_acts_on(plan, left, pack->trial, turns[i], b))
			return false;
	}
	return true;
}

static void
add(struct pos_pack *pack, const size_t *turns, size_t count, size_t line)
{
	const struct pos_plan *plan = pack->plan;
	int64_t units = pack->left->free_milli[line] / POS_QTY_ONE;
	struct pos_pack_type *type;
	size_t i;

	for (i = 0; i < pack->types; i++)
		if (alike(pack, turns, count, pack->type[i].line[0], line))
			break;
	type = &pack->type[i];
	if (i == pack->types) {
		pack->types++;
		type->line = pos_pool_alloc(plan->pool,
		    plan->lines * sizeof(*type->line));
		type->units = pos_pool_alloc(plan->pool,
		    plan->lines * sizeof(*type->units));
		type->worth = round_up(pack->left->free_minor[line],
		    pack->left->free_milli[line]);
		type->base = round_up(plan->line[line]->amount_minor,
		    plan->line[line]->qty_milli);
	}
	type->line[type->lines] = line;
	type->units[type->lines++] = units;
	type->count += units;
}

static bool
wanted(const struct pos_pack *pack, const size_t *turns, size_t count,
    size_t line)
{
	const struct pos_turn *t;
	size_t i, k;

	if (pack->left->free_milli[line] < POS_QTY_ONE)
		return false;
	for (i = 0; i < count; i++) {
		t = &pack->plan->turn[turns[i]];
		for (k = 0; k < t->rule->slots_count; k++)
			if (t->slot[k][line])
				return true;
	}
	return false;
}

void
pos_pack_types(struct pos_pack *pack, const size_t *turns, size_t count)
{
	const struct pos_plan *plan = pack->plan;
	struct pos_pack_type type;
	size_t i, k;
	int64_t n;

	pack->type =
	    pos_pool_alloc(plan->pool, (plan->lines + 1) * sizeof(*pack->type));
	for (i = 0; i < plan->lines; i++)
		if (wanted(pack, turns, count, i))
			add(pack, turns, count, i);
	for (i = 1; i < pack->types; i++) {
		type = pack->type[i];
		for (k = i; k > 0 && pack->type[k - 1].worth < type.worth; k--)
			pack->type[k] = pack->type[k - 1];
		pack->type[k] = type;
	}
	for (i = 0; i < pack->types; i++)
		pack->units += (size_t)pack->type[i].count;
	pack->unit =
	    pos_pool_alloc(plan->pool, (pack->units + 1) * sizeof(*pack->unit));
	pack->units = 0;
	for (i = 0; i < pack->types; i++)
		for (n = 0; n < pack->type[i].count; n++)
			pack->unit[pack->units++] = i;
}
