/*
 * play.c - play the rules of a decision in their turns.
 */
#include <string.h>

#include "promo/price_inside.h"

struct pos_left *
pos_left_new(const struct pos_plan *plan)
{
	struct pos_left *left = pos_pool_alloc(plan->pool, sizeof(*left));

	left->minor =
	    pos_pool_alloc(plan->pool, (4 * plan->lines + 1) * sizeof(int64_t));
	left->lane_minor = left->minor + plan->lines;
	left->free_milli = left->lane_minor + plan->lines;
	left->free_minor = left->free_milli + plan->lines;
	return left;
}

void
pos_left_start(const struct pos_plan *plan, struct pos_left *left)
{
	size_t i;

	for (i = 0; i < plan->lines; i++) {
		left->minor[i] = left->lane_minor[i] = left->free_minor[i] =
		    plan->line[i]->amount_minor;
		left->free_milli[i] = plan->line[i]->qty_milli;
	}
	left->points = left->wanted = plan->cart->points;
	if (plan->cart->want_points >= 0 &&
	    plan->cart->want_points < left->wanted)
		left->wanted = plan->cart->want_points;
	left->lane = INT64_MIN;
	left->total = plan->list_minor;
}

void
pos_left_copy(const struct pos_plan *plan, struct pos_left *to,
    const struct pos_left *from)
{
	memcpy(to->minor, from->minor, 4 * plan->lines * sizeof(int64_t));
	to->points = from->points;
	to->wanted = from->wanted;
	to->lane = from->lane;
	to->total = from->total;
}

void
pos_take_off(struct pos_left *left, size_t line, int64_t off)
{
	if (off == 0)
		return;
	left->free_minor[line] -=
	    pos_half_up((__int128)off * left->free_minor[line],
		left->minor[line]);
	left->minor[line] -= off;
	left->total -= off;
}

struct part {
	int64_t qty[POS_PRICE_LINES_MAX]; /* of each line that it acts on */
	int64_t weight[POS_PRICE_LINES_MAX], cap[POS_PRICE_LINES_MAX];
	int64_t share[POS_PRICE_LINES_MAX];
	struct pos_fraction sum, base;
};

/* What is left of the units that it acts on, and how low they may go. */
static void
weigh(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *t, struct part *p)
{
	const struct pos_cart_line *line;
	int64_t room;
	size_t i;

	p->sum = p->base = pos_fraction(0, 1);
	for (i = 0; i < plan->lines; i++) {
		line = plan->line[i];
		p->weight[i] = p->cap[i] = 0;
		if (p->qty[i] == 0)
			continue;
		p->weight[i] = pos_half_up((__int128)left->minor[i] * p->qty[i],
		    line->qty_milli);
		p->cap[i] = p->weight[i] - pos_floor(line, p->qty[i]);
		room = left->minor[i] - pos_floor(line, line->qty_milli);
		if (p->cap[i] > room)
			p->cap[i] = room;
		p->sum = pos_fraction_add(p->sum,
		    pos_fraction_of(left->minor[i], p->qty[i],
			line->qty_milli));
		p->base = pos_fraction_add(p->base,
		    pos_fraction_of(t->base_list ? line->amount_minor :
						   left->minor[i],
			p->qty[i], line->qty_milli));
	}
}

/* Off one line, where a number is for each unit or line. */
static int64_t
off_line(const struct pos_cart_line *line, const struct pos_turn *t,
    int64_t left, int64_t qty, int64_t rate, int64_t amount)
{
	int64_t base = t->base_list ? line->amount_minor : left, off;
	__int128 part = (__int128)base * qty, each;

	if (t->kind == POS_TURN_PERCENT && t->per == POS_PER_LINE)
		return pos_half_up(part * rate,
		    (__int128)line->qty_milli * POS_RATE_MAX);
	if (t->kind == POS_TURN_PERCENT) {
		each = pos_half_up((__int128)base * POS_QTY_ONE * rate,
		    (__int128)line->qty_milli * POS_RATE_MAX);
		return pos_half_up(each * qty, POS_QTY_ONE);
	}
	if (t->per == POS_PER_UNIT)
		each = pos_half_up((__int128)amount * qty, POS_QTY_ONE);
	else
		each = amount;
	if (t->kind == POS_TURN_AMOUNT)
		return (int64_t)each;
	off = pos_half_up((__int128)left * qty - each * line->qty_milli,
	    line->qty_milli);
	return off < 0 ? 0 : off;
}

static int64_t
play_lines(const struct pos_plan *plan, struct pos_left *left,
    const struct pos_turn *t, struct part *p, int64_t rate, int64_t amount)
{
	int64_t off[POS_PRICE_LINES_MAX], sum = 0;
	size_t i;

	for (i = 0; i < plan->lines; i++) {
		off[i] = p->qty[i] == 0 ?
		    0 :
		    off_line(plan->line[i], t, left->minor[i], p->qty[i], rate,
			amount);
		if (off[i] > p->cap[i])
			off[i] = p->cap[i] > 0 ? p->cap[i] : 0;
		sum += off[i];
	}
	return pos_spread(sum < t->cap_minor ? sum : t->cap_minor, off, off,
	    plan->lines, p->share);
}

/* A number for the whole target: rounded once, then spread. */
static int64_t
play_whole(const struct pos_plan *plan, const struct pos_turn *t,
    struct part *p, int64_t times, int64_t rate, int64_t amount)
{
	__int128 off;

	if (t->kind == POS_TURN_PERCENT)
		off = pos_fraction_round(p->base, rate, POS_RATE_MAX);
	else if (t->kind == POS_TURN_AMOUNT)
		off = (__int128)amount * times;
	else
		off =
		    pos_fraction_round(p->sum, 1, 1) - (__int128)amount * times;
	if (off > t->cap_minor)
		off = t->cap_minor;
	if (off > plan->list_minor)
		off = plan->list_minor;
	return pos_spread(off < 0 ? 0 : (int64_t)off, p->weight, p->cap,
	    plan->lines, p->share);
}

/* points_pay: how many points, for how much */
static int64_t
play_points(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *t, struct part *p, int64_t *points)
{
	const struct pos_rule_effect *e = t->rule->effect;
	const struct pos_rule_limit *limit = t->rule->limit;
	int64_t per = e->value_points > 0 ? e->value_points : 1, most, room = 0;
	__int128 off, n = *points;
	size_t i;

	if (left->wanted < n)
		n = left->wanted;
	if (limit != NULL && limit->max_points > 0 && limit->max_points < n)
		n = limit->max_points;
	for (i = 0; i < plan->lines; i++)
		room += p->cap[i] > 0 ? p->cap[i] : 0;
	most = t->cap_minor < room ? t->cap_minor : room;
	if (limit != NULL && limit->max_share_ppm > 0) {
		int64_t part = (int64_t)(p->sum.n * limit->max_share_ppm /
		    (p->sum.d * POS_RATE_MAX));

		most = part < most ? part : most;
	}
	if (e->keep_one && most > left->total - 1)
		most = left->total - 1;
	*points = 0;
	if (most <= 0 || n <= 0 || e->value_minor <= 0)
		return 0;
	off = n * e->value_minor / per;
	if (off > most)
		off = (__int128)most * per / e->value_minor * e->value_minor /
		    per;
	n = (off * per + e->value_minor - 1) / e->value_minor;
	*points = (int64_t)n;
	return pos_spread((int64_t)off, p->weight, p->cap, plan->lines,
	    p->share);
}

static void
play_price(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn)
{
	const struct pos_turn *t = &plan->turn[turn];
	struct pos_turn_done *done = &trial->done[turn];
	int64_t *row = &trial->off[turn * plan->lines];
	int64_t rate = 0, amount = 0, off, wanted;
	struct part p;
	size_t i;

	done->times = pos_target(plan, left, trial, turn, p.qty);
	if (done->times == 0 ||
	    (t->kind != POS_TURN_POINTS &&
		!pos_value(plan, left, t, &rate, &amount)))
		return;
	weigh(plan, left, t, &p);
	if (t->kind == POS_TURN_POINTS) {
		done->points = left->points;
		off = play_points(plan, left, t, &p, &done->points);
		left->points -= done->points;
		left->wanted -= done->points;
	} else if (t->per == POS_PER_TARGET) {
		off = play_whole(plan, t, &p, done->times, rate, amount);
	} else {
		off = play_lines(plan, left, t, &p, rate, amount);
	}
	for (i = 0; off > 0 && i < plan->lines; i++) {
		row[i] += p.share[i];
		pos_take_off(left, i, p.share[i]);
	}
	if (t->kind == POS_TURN_AMOUNT && t->per == POS_PER_TARGET) {
		__int128 all = (__int128)amount * done->times;

		for (i = 0; i < plan->lines; i++)
			trial->wholly[turn * plan->lines + i] =
			    p.qty[i] == plan->line[i]->qty_milli;
		wanted = all < t->cap_minor ? (int64_t)all : t->cap_minor;
		if (off < wanted)
			off += pos_flow(plan, left, trial, turn, wanted - off,
			    p.qty);
	}
	done->off_minor = off;
	done->applied = off > 0;
	for (i = 0; i < plan->lines; i++)
		done->units_milli += row[i] > 0 ? p.qty[i] : 0;
}

static void
play_gift(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn)
{
	const struct pos_turn *t = &plan->turn[turn];
	struct pos_turn_done *done = &trial->done[turn];
	const struct pos_rule_effect *e = t->rule->effect;
	int64_t qty[POS_PRICE_LINES_MAX];

	done->times = pos_target(plan, left, trial, turn, qty);
	if (done->times == 0)
		return;
	if (t->kind == POS_TURN_GIFT) {
		done->gift_milli = done->times *
		    (e->qty_milli > 0 ? e->qty_milli : POS_QTY_ONE);
		if (done->gift_milli > t->cap_units_milli)
			done->gift_milli = t->cap_units_milli;
	} else {
		done->earn_points = done->times * e->points;
		done->earn_rate_ppm = e->rate_ppm;
	}
	done->applied = true;
}

void
pos_play_turn(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn)
{
	const struct pos_turn *t = &plan->turn[turn];
	const struct pos_rule_limit *limit = t->rule->limit;
	int64_t cost = limit != NULL ? limit->points_cost : 0;

	if (left->lane != t->lane) {
		left->lane = t->lane;
		memcpy(left->lane_minor, left->minor,
		    plan->lines * sizeof(int64_t));
	}
	trial->done[turn] = (struct pos_turn_done){ 0 };
	memset(&trial->off[turn * plan->lines], 0,
	    plan->lines * sizeof(int64_t));
	if (t->dead || left->points < cost)
		return;
	left->points -= cost;
	if (t->kind == POS_TURN_GIFT || t->kind == POS_TURN_EARN)
		play_gift(plan, left, trial, turn);
	else if (t->slots)
		pos_play_sets(plan, left, trial, turn);
	else
		play_price(plan, left, trial, turn);
	if (trial->done[turn].applied)
		trial->done[turn].points += cost;
	else
		left->points += cost;
}

void
pos_play(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial)
{
	size_t i;

	pos_left_start(plan, left);
	memset(trial->off, 0, plan->turns * plan->lines * sizeof(*trial->off));
	memset(trial->done, 0, plan->turns * sizeof(*trial->done));
	for (i = 0; i < plan->turns; i++) {
		if (!trial->taken[i])
			continue;
		pos_play_turn(plan, left, trial, i);
		trial->taken[i] = trial->done[i].applied;
	}
	trial->pay = left->total;
}
