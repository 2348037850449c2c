/*
 * enumerate.c - try everything: for small carts, and whatever follows the
 * sets of larger ones.
 *
 * Turn by turn each rule is taken, in each way that there is, or declined.  A
 * branch ends where even all that could still come off does not reach the
 * best price; where it just does it goes on, for the best of equal prices.
 * Work is counted in nodes, never in time: the same cart has the same answer
 * on any machine.
 */
#include <string.h>

#include "promo/walk.h"

#define SETS_MAX 5000 /* of one rule */
#define LEAVE_MAX 12  /* lines that may be left to others: 4096 ways */

void
pos_walk_cut(struct pos_walk *w)
{
	w->cut = true;
	if (!w->packed)
		w->cut_before = true;
}

/* What sets that are planned already could bring from this turn on. */
static int64_t
planned(const struct pos_walk *w, size_t turn)
{
	const struct pos_set *set;
	int64_t sum = 0;
	size_t i, k;

	for (i = w->packed_sets; i < w->trial->sets_count; i++) {
		set = &w->trial->sets[i];
		for (k = 0; set->rule >= turn && k < set->parts_count; k++)
			sum += set->parts[k].units *
			    w->unit_most[set->rule * w->plan->lines +
				set->parts[k].line];
	}
	return sum;
}

/* Nobody gets below this from here. */
static int64_t
reachable(const struct pos_walk *w, size_t turn, const struct pos_left *left)
{
	const struct pos_plan *plan = w->plan;
	int64_t sets = w->others_after[turn];
	size_t i, from = turn;

	if (w->packed && turn < w->packed_end) {
		sets += planned(w, turn);
		from = w->packed_end;
	}
	for (i = 0; i < plan->lines; i++)
		sets += left->free_milli[i] / POS_QTY_ONE *
		    w->unit_most[from * plan->lines + i];
	if (plan->most_after[turn] < sets)
		sets = plan->most_after[turn];
	return left->total - sets;
}

/* What a rule left has been taken by one that may not share it. */
static bool
left_well(const struct pos_walk *w)
{
	const struct pos_plan *plan = w->plan;
	const struct pos_trial *trial = w->trial;
	size_t turn, line, k, n = plan->lines;

	for (turn = 0; turn < plan->turns; turn++) {
		if (!trial->taken[turn] || !plan->turn[turn].shares)
			continue;
		for (line = 0; line < n; line++) {
			if (!trial->leave[turn * n + line])
				continue;
			for (k = turn + 1; k < plan->turns; k++)
				if (trial->taken[k] &&
				    trial->off[k * n + line] > 0 &&
				    pos_clash(plan, turn, k) == POS_CLASH_LINE)
					break;
			if (k == plan->turns)
				return false;
		}
	}
	return true;
}

static void
finish(struct pos_walk *w)
{
	struct pos_trial *trial = w->trial;

	if (!left_well(w))
		return;
	trial->pay = w->at[w->plan->turns]->total;
	if (pos_trial_compare(w->plan, trial, w->search->best) < 0)
		pos_trial_copy(w->plan, w->search->best, trial);
}

/* Rows of earlier amounts of the lane, which a flow may move. */
static size_t
first_row(const struct pos_walk *w, size_t turn)
{
	const struct pos_turn *t = w->plan->turn;
	size_t i = turn;

	if (t[turn].kind != POS_TURN_AMOUNT || t[turn].slots)
		return turn;
	while (i > 0 && t[i - 1].lane == t[turn].lane &&
	    t[i - 1].kind == t[turn].kind && !t[i - 1].slots)
		i--;
	return i;
}

/* Play the turn as it is set up, and go on where it did something. */
static bool
take(struct pos_walk *w, size_t turn)
{
	const struct pos_plan *plan = w->plan;
	struct pos_trial *trial = w->trial;
	size_t first = first_row(w, turn), n = plan->lines;
	size_t size = (turn - first) * n * sizeof(int64_t);
	bool applied;

	if (size > 0) {
		if (w->backup[turn] == NULL)
			w->backup[turn] = pos_pool_alloc(plan->pool, size);
		memcpy(w->backup[turn], &trial->off[first * n], size);
	}
	pos_left_copy(plan, w->at[turn + 1], w->at[turn]);
	trial->taken[turn] = true;
	pos_play_turn(plan, w->at[turn + 1], trial, turn);
	applied = trial->done[turn].applied;
	if (applied)
		pos_walk(w, turn + 1);
	trial->taken[turn] = false;
	memset(&trial->off[turn * n], 0, n * sizeof(int64_t));
	trial->done[turn] = (struct pos_turn_done){ 0 };
	if (size > 0)
		memcpy(&trial->off[first * n], w->backup[turn], size);
	return applied;
}

/* --- sets ---------------------------------------------------------------- */

struct making {
	struct pos_walk *w;
	size_t turn;
	const struct pos_sets *sets;
	int64_t free[POS_PRICE_LINES_MAX];
	int64_t times;
};

static bool
use(struct making *m, const struct pos_set *set, int sign)
{
	bool enough = true;
	size_t i;

	for (i = 0; i < set->parts_count; i++) {
		m->free[set->parts[i].line] -= sign * set->parts[i].units;
		if (m->free[set->parts[i].line] < 0)
			enough = false;
	}
	return enough;
}

/* Sets from this one on, each as often as there are units. */
static void
make_sets(struct making *m, size_t from)
{
	struct pos_walk *w = m->w;
	size_t i;

	if (w->search->nodes <= 0) {
		pos_walk_cut(w);
		return;
	}
	if (m->times > 0)
		for (i = from; i < m->sets->count; i++) {
			if (use(m, &m->sets->sets[i], 1)) {
				w->search->nodes--;
				pos_trial_push(w->plan, w->trial,
				    &m->sets->sets[i]);
				m->times--;
				make_sets(m, i);
				m->times++;
				w->trial->sets_count--;
			}
			use(m, &m->sets->sets[i], -1);
		}
	if (w->trial->sets_count > 0 &&
	    w->trial->sets[w->trial->sets_count - 1].rule == m->turn)
		take(w, m->turn);
}

/* Sets that bring something, the best first. */
static void
sort_sets(struct pos_walk *w, size_t turn, struct pos_sets *sets)
{
	const struct pos_turn *t = &w->plan->turn[turn];
	int64_t rate, amount, units, *off;
	struct pos_set set;
	size_t i, k, count = 0;

	if (!pos_value(w->plan, w->at[turn], t, &rate, &amount)) {
		sets->count = 0;
		return;
	}
	off = pos_pool_alloc(w->plan->pool, (sets->count + 1) * sizeof(*off));
	for (i = 0; i < sets->count; i++) {
		int64_t value;

		set = sets->sets[i];
		value = pos_set_off(w->plan, w->at[turn], t, &set, rate, amount,
		    &units);
		if (value <= 0)
			continue;
		for (k = count++; k > 0 && off[k - 1] < value; k--) {
			off[k] = off[k - 1];
			sets->sets[k] = sets->sets[k - 1];
		}
		off[k] = value;
		sets->sets[k] = set;
	}
	sets->count = count;
}

static void
with_sets(struct pos_walk *w, size_t turn)
{
	const struct pos_plan *plan = w->plan;
	struct making *m = pos_pool_alloc(plan->pool, sizeof(*m));
	struct pos_sets sets;
	size_t i;

	pos_candidates(plan, w->at[turn], w->trial, turn, SETS_MAX, &sets);
	w->search->nodes -= (int64_t)sets.count / 8;
	if (!sets.all)
		pos_walk_cut(w);
	sort_sets(w, turn, &sets);
	m->w = w;
	m->turn = turn;
	m->sets = &sets;
	m->times = plan->turn[turn].cap_times;
	for (i = 0; i < plan->lines; i++)
		m->free[i] = w->at[turn]->free_milli[i] / POS_QTY_ONE;
	make_sets(m, 0);
}

static bool
has_sets(const struct pos_walk *w, size_t turn)
{
	size_t i;

	for (i = w->packed_sets; i < w->trial->sets_count; i++)
		if (w->trial->sets[i].rule == turn)
			return true;
	return false;
}

/* --- lines that may be left to another rule ------------------------------- */

static bool
may_leave(const struct pos_walk *w, size_t turn, size_t line)
{
	const struct pos_plan *plan = w->plan;
	size_t i;

	if (!plan->turn[turn].target[line])
		return false;
	for (i = turn + 1; i < plan->turns; i++)
		if (pos_clash(plan, turn, i) == POS_CLASH_LINE &&
		    !plan->turn[i].dead &&
		    (plan->turn[i].slots || plan->turn[i].target[line]) &&
		    pos_may_take(plan, w->trial, i))
			return true;
	return false;
}

static void
with_lines(struct pos_walk *w, size_t turn)
{
	bool *leave = &w->trial->leave[turn * w->plan->lines];
	size_t line[POS_PRICE_LINES_MAX], count = 0, i, ways, way;

	w->trial->taken[turn] = true;
	if (w->plan->turn[turn].shares)
		for (i = 0; i < w->plan->lines; i++)
			if (may_leave(w, turn, i))
				line[count++] = i;
	w->trial->taken[turn] = false;
	if (count > LEAVE_MAX) {
		pos_walk_cut(w);
		count = 0;
	}
	ways = (size_t)1 << count;
	for (way = 0; way < ways; way++) {
		for (i = 0; i < count; i++)
			leave[line[i]] = (way >> i & 1) != 0;
		take(w, turn);
		if (w->search->nodes <= 0 && way + 1 < ways) {
			pos_walk_cut(w);
			break;
		}
	}
	for (i = 0; i < count; i++)
		leave[line[i]] = false;
}

void
pos_walk(struct pos_walk *w, size_t turn)
{
	const struct pos_plan *plan = w->plan;

	if (turn == plan->turns) {
		finish(w);
		return;
	}
	if (reachable(w, turn, w->at[turn]) > w->search->best->pay)
		return;
	if (w->search->nodes <= 0) {
		pos_walk_cut(w);
		return;
	}
	w->search->nodes--;
	if (w->search->pack && plan->turn[turn].slots &&
	    !(w->packed && w->packed_lane == plan->turn[turn].lane)) {
		pos_walk_packed(w, turn);
		return;
	}
	if (pos_may_take(plan, w->trial, turn)) {
		if (!plan->turn[turn].slots)
			with_lines(w, turn);
		else if (!w->search->pack)
			with_sets(w, turn);
		else if (has_sets(w, turn) && take(w, turn))
			return; /* which of them to drop was decided before */
	}
	pos_left_copy(plan, w->at[turn + 1], w->at[turn]);
	pos_walk(w, turn + 1);
}

void
pos_enumerate(const struct pos_plan *plan, struct pos_search *search)
{
	struct pos_walk w = { .plan = plan,
		.search = search,
		.low = INT64_MAX };
	size_t n = plan->turns, i;

	w.trial = pos_trial_new(plan);
	w.at = pos_pool_alloc(plan->pool, (n + 1) * sizeof(*w.at));
	w.backup = pos_pool_alloc(plan->pool, (n + 1) * sizeof(*w.backup));
	w.others_after =
	    pos_pool_alloc(plan->pool, (n + 1) * sizeof(*w.others_after));
	w.unit_most = pos_unit_most(plan);
	for (i = 0; i <= n; i++)
		w.at[i] = pos_left_new(plan);
	for (i = n; i-- > 0;)
		w.others_after[i] = w.others_after[i + 1] +
		    (plan->turn[i].slots ? 0 : plan->turn[i].most);
	pos_left_start(plan, w.at[0]);
	pos_walk(&w, 0);
	search->all = !w.cut && !w.any_packed;
	search->loose = w.loose || w.cut_before;
	if (search->all)
		search->bound = search->best->pay;
	else if (w.any_packed && !w.cut_before)
		search->bound =
		    w.low < search->best->pay ? w.low : search->best->pay;
}
