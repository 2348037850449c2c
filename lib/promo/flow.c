/*
 * flow.c - several amounts of one lane over lines that they share.
 *
 * Split one after another in proportion, an amount could use up a line that
 * is the only one of the next, and leave others alone: money is stranded.  So
 * what does not find room pushes earlier amounts of the lane to other lines of
 * theirs, along shortest paths, as in a transportation problem.  The first
 * split stays as it is where nothing has to move.
 */
#include <string.h>

#include "promo/price_inside.h"

struct network {
	const struct pos_plan *plan;
	struct pos_left *left;
	struct pos_trial *trial;
	size_t turn;
	/* from which line, and by which turn's move, a line is reached */
	size_t from[POS_PRICE_LINES_MAX], by[POS_PRICE_LINES_MAX];
	bool reached[POS_PRICE_LINES_MAX];
};

static int64_t
room(const struct network *net, size_t line)
{
	const struct pos_cart_line *l = net->plan->line[line];

	return net->left->minor[line] - pos_floor(l, l->qty_milli);
}

/* One whose amount may be moved to other whole lines. */
static bool
moves(const struct network *net, size_t turn)
{
	const struct pos_turn *t = &net->plan->turn[turn];

	return net->trial->taken[turn] && net->trial->done[turn].applied &&
	    t->lane == net->plan->turn[net->turn].lane &&
	    t->kind == POS_TURN_AMOUNT && t->per == POS_PER_TARGET && !t->slots;
}

/* Lines that can be reached from the queue by moving earlier amounts. */
static size_t
search(struct network *net, size_t *queue, size_t count)
{
	const struct pos_plan *plan = net->plan;
	size_t head, s, i, line;

	for (head = 0; head < count; head++) {
		line = queue[head];
		if (room(net, line) > 0)
			return line;
		for (s = 0; s < net->turn; s++) {
			if (net->trial->off[s * plan->lines + line] <= 0 ||
			    !moves(net, s))
				continue;
			for (i = 0; i < plan->lines; i++) {
				if (net->reached[i] ||
				    !net->trial->wholly[s * plan->lines + i] ||
				    !pos_acts_on(plan, net->left, net->trial, s,
					i))
					continue;
				net->reached[i] = true;
				net->from[i] = line;
				net->by[i] = s;
				queue[count++] = i;
			}
		}
	}
	return SIZE_MAX;
}

static int64_t
push(struct network *net, size_t end, int64_t amount)
{
	int64_t *off = net->trial->off;
	size_t n = net->plan->lines, i;

	if (room(net, end) < amount)
		amount = room(net, end);
	for (i = end; net->from[i] != SIZE_MAX; i = net->from[i])
		if (off[net->by[i] * n + net->from[i]] < amount)
			amount = off[net->by[i] * n + net->from[i]];
	for (i = end; net->from[i] != SIZE_MAX; i = net->from[i]) {
		off[net->by[i] * n + i] += amount;
		off[net->by[i] * n + net->from[i]] -= amount;
	}
	off[net->turn * n + i] += amount;
	pos_take_off(net->left, end, amount);
	return amount;
}

int64_t
pos_flow(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn, int64_t amount, const int64_t *qty)
{
	struct network net = { .plan = plan,
		.left = left,
		.trial = trial,
		.turn = turn };
	size_t queue[POS_PRICE_LINES_MAX], count, end, i;
	int64_t given = 0;

	while (given < amount) {
		count = 0;
		memset(net.reached, 0, sizeof(net.reached));
		for (i = 0; i < plan->lines; i++) {
			if (qty[i] != plan->line[i]->qty_milli)
				continue;
			net.reached[i] = true;
			net.from[i] = SIZE_MAX;
			queue[count++] = i;
		}
		end = search(&net, queue, count);
		if (end == SIZE_MAX)
			break;
		given += push(&net, end, amount - given);
	}
	return given;
}
