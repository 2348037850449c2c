/*
 * price.c - the best price of a cart: search it, write it down, check it.
 */
#include <string.h>

#include "promo/price_inside.h"

#define BUDGET_US 50000
/* a common cart is not to wait for a proof that hardly ever comes */
#define COMMON_US 14000
#define COMMON_UNITS 100
#define COMMON_RULES 30
#define NODES_PER_US 2 /* fixed: work is counted, not timed */
#define SMALL_UNITS 8
#define SMALL_PATIENCE 20 /* small carts are to be exact */

/* Unit by unit: all alike, the odd ones last. */
static void
write_shares(struct pos_pool *pool, const struct pos_cart_line *line,
    struct pos_priced_line *out)
{
	int64_t units = line->qty_milli / POS_QTY_ONE, each, more;
	struct pos_price_share *share;

	if (out->off_minor == 0)
		return;
	share = pos_pool_alloc(pool, 2 * sizeof(*share));
	out->shares = share;
	if (line->qty_milli % POS_QTY_ONE != 0) {
		share[0] =
		    (struct pos_price_share){ line->qty_milli, out->off_minor };
		out->shares_count = 1;
		return;
	}
	each = out->off_minor / units;
	more = out->off_minor % units;
	share[0] = (struct pos_price_share){ (units - more) * POS_QTY_ONE,
		(units - more) * each };
	share[1] =
	    (struct pos_price_share){ more * POS_QTY_ONE, more * (each + 1) };
	out->shares_count = more > 0 ? 2 : 1;
}

static void
write_line(const struct pos_plan *plan, const struct pos_trial *best,
    size_t line, struct pos_priced_line *out)
{
	struct pos_price_part *parts = NULL;
	int64_t off;
	size_t turn, count = 0;

	for (turn = 0; turn < plan->turns; turn++)
		count += best->off[turn * plan->lines + line] > 0;
	if (count > 0)
		parts = pos_pool_alloc(plan->pool, count * sizeof(*parts));
	out->parts = parts;
	for (turn = 0; turn < plan->turns; turn++) {
		off = best->off[turn * plan->lines + line];
		if (off <= 0)
			continue;
		parts[out->parts_count++] = (struct pos_price_part){
			plan->turn[turn].index,
			off,
		};
		out->off_minor += off;
	}
	write_shares(plan->pool, plan->line[line], out);
}

static void
write_sets(const struct pos_plan *plan, const struct pos_trial *best,
    struct pos_decision *d)
{
	struct pos_set *sets;
	struct pos_set_part *parts;
	const struct pos_set *from;
	size_t i, k;

	sets =
	    pos_pool_alloc(plan->pool, (best->sets_count + 1) * sizeof(*sets));
	for (i = 0; i < best->sets_count; i++) {
		from = &best->sets[i];
		if (!best->taken[from->rule] || from->off_minor == 0)
			continue;
		parts = pos_pool_alloc(plan->pool,
		    from->parts_count * sizeof(*parts));
		for (k = 0; k < from->parts_count; k++) {
			parts[k] = from->parts[k];
			parts[k].line = plan->line_index[parts[k].line];
		}
		sets[d->sets_count++] = (struct pos_set){
			plan->turn[from->rule].index,
			parts,
			from->parts_count,
			from->off_minor,
		};
	}
	d->sets = sets;
}

static void
write_decision(const struct pos_plan *plan, const struct pos_trial *best,
    struct pos_priced *out)
{
	struct pos_decision *d = pos_pool_alloc(plan->pool, sizeof(*d));
	size_t cells = plan->turns * plan->lines, turn, line, to;
	bool *taken = pos_pool_alloc(plan->pool, plan->turns + 1);
	bool *left = pos_pool_alloc(plan->pool, cells + 1);
	int64_t *off = pos_pool_alloc(plan->pool, (cells + 1) * sizeof(*off));

	for (turn = 0; turn < plan->turns; turn++) {
		taken[plan->turn[turn].index] = best->taken[turn];
		for (line = 0; line < plan->lines; line++) {
			to = plan->turn[turn].index * plan->lines +
			    plan->line_index[line];
			left[to] = best->leave[turn * plan->lines + line];
			off[to] = best->off[turn * plan->lines + line];
		}
	}
	d->taken = taken;
	d->left = left;
	d->off = off;
	write_sets(plan, best, d);
	out->decision = d;
}

static void
write_result(const struct pos_plan *plan, const struct pos_search *search,
    struct pos_priced *out)
{
	const struct pos_trial *best = search->best;
	const struct pos_turn_done *done;
	struct pos_priced_rule *rule;
	size_t i;

	out->lines =
	    pos_pool_alloc(plan->pool, (plan->lines + 1) * sizeof(*out->lines));
	out->rules =
	    pos_pool_alloc(plan->pool, (plan->turns + 1) * sizeof(*out->rules));
	for (i = 0; i < plan->lines; i++)
		write_line(plan, best, i, &out->lines[plan->line_index[i]]);
	for (i = 0; i < plan->turns; i++) {
		if (!best->taken[i])
			continue;
		rule = &out->rules[plan->turn[i].index];
		done = &best->done[i];
		rule->applied = done->applied;
		rule->off_minor = done->off_minor;
		rule->applications = done->times;
		rule->units_milli = done->units_milli;
		rule->gift_milli = done->gift_milli;
		rule->points = done->points;
		rule->earn_points = done->earn_points;
		rule->earn_rate_ppm = done->earn_rate_ppm;
	}
	out->list_minor = plan->list_minor;
	out->pay_minor = best->pay;
	out->off_minor = plan->list_minor - best->pay;
	out->bound_minor = search->bound;
	out->optimal = search->all || search->bound >= best->pay;
	out->method = search->method;
	write_decision(plan, best, out);
}

static int64_t
budget_of(const struct pos_plan *plan)
{
	if (plan->cart->budget_us > 0)
		return plan->cart->budget_us;
	return plan->units <= COMMON_UNITS && plan->turns <= COMMON_RULES ?
	    COMMON_US :
	    BUDGET_US;
}

enum pos_status
pos_price(const struct pos_cart *cart, struct pos_pool *pool,
    struct pos_priced *out, struct pos_err *err)
{
	struct pos_search search = { .method = "enumerated" };
	struct pos_plan plan;
	struct pos_left *left;
	enum pos_status st;

	*out = (struct pos_priced){ 0 };
	st = pos_plan_make(&plan, cart, pool, err);
	if (st != POS_OK)
		return st;
	search.nodes = NODES_PER_US * budget_of(&plan);
	search.best = pos_trial_new(&plan);
	pos_greedy(&plan, search.best);
	out->greedy_minor = search.best->pay;
	search.bound = plan.list_minor - plan.most_after[0];
	if (search.bound < 0)
		search.bound = 0;
	search.pack = plan.units > SMALL_UNITS;
	if (search.pack)
		search.method = "packed";
	else
		search.nodes *= SMALL_PATIENCE;
	pos_enumerate(&plan, &search);
	if (search.pack && search.loose)
		search.method = "beam";
	if (search.all)
		search.method = "enumerated";
	left = pos_left_new(&plan);
	pos_play(&plan, left, search.best);
	write_result(&plan, &search, out);
	return pos_price_certify(cart, out, pool, err);
}
