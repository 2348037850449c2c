/*
 * price_inside.h - what the files that search for the best price share.
 *
 * Meaning of a rule, where its text leaves it open:
 *
 *   order       lanes ascending; inside a lane percent, new price, amount,
 *               points, gift, points earned; of one kind those with slots
 *               first, then those whose target has units, then by code.
 *               Conditions see what is left when it is the rule's turn.
 *   units       a rule without slots sees a line as units of its average
 *               price (left * units / quantity, an exact fraction).  "cheapest"
 *               and "dearest" of a target go by list price, ties to the
 *               smaller number of line.
 *   sets        take whole units; a unit is in one set of any rule of any
 *               lane.  It is worth the average of the line's units that are
 *               in no set yet.  "cheapest" and "dearest" of a set go
 *               by this worth.  The discount is spread over all its targets.
 *   consume     among the applications of one rule only; what is no target
 *               goes first, then what the target would pick last.
 *   max_units   are picked as units of the target are.
 *   discounted  is a line that something was taken off, however little.
 *   lines       of two rules that may not share a line one leaves it, by
 *               choice, to the other, which then takes it.  A unit of such
 *               a line is no qualifier either.
 *   tax         a condition without tax compares the exact fraction.
 *   points      never more are spent than the discount needs.
 *
 * A decision is tried by playing its rules in their order on a state.  All
 * arrays are in the order of the plan: lines by number, rules by turn.
 *
 * Amounts are plain int64_t here, not struct pos_money: everything comes from
 * a cart whose sum is within POS_MONEY_MAX (pos_plan_make checks it), only
 * sinks from there, and products are taken in 128 bits.
 */
#ifndef POS_PROMO_PRICE_INSIDE_H
#define POS_PROMO_PRICE_INSIDE_H

#include "base/mem.h"
#include "base/money.h"
#include "promo/decision.h"

#define POS_SET_PARTS_MAX 64 /* lines and slots of one set */

enum pos_turn_kind {
	POS_TURN_PERCENT,
	POS_TURN_NEW_PRICE,
	POS_TURN_AMOUNT,
	POS_TURN_POINTS,
	POS_TURN_GIFT,
	POS_TURN_EARN,
};

enum pos_turn_per { POS_PER_UNIT, POS_PER_LINE, POS_PER_TARGET };

/* A rule, made ready. */
struct pos_turn {
	const struct pos_rule *rule;
	size_t index; /* in the cart */
	int64_t lane;
	enum pos_turn_kind kind;
	enum pos_turn_per per;
	bool slots, base_list;
	bool dead;               /* can never apply to this cart */
	const bool *target;      /* [lines] */
	const bool *const *when; /* [conditions][lines] */
	const bool *step;        /* [lines] of tier_measure */
	const bool *const *slot; /* [slots][lines] */
	int64_t cap_minor;       /* max_discount, budget */
	int64_t cap_units_milli;
	int64_t cap_times;
	int64_t most; /* it can never take off more */
	bool shares;  /* may not share a line with a later one */
};

enum pos_clash { POS_CLASH_NO, POS_CLASH_LINE, POS_CLASH_ORDER };

struct pos_plan {
	const struct pos_cart *cart;
	struct pos_pool *pool;
	const struct pos_cart_line **line;
	size_t *line_index; /* in the cart */
	size_t lines;
	struct pos_turn *turn;
	size_t turns;
	unsigned char *clash;       /* [turns][turns] enum pos_clash */
	bool *only_on;              /* [turns][turns] acts where that one did */
	int64_t *most_after;        /* [turns + 1] all from here on */
	size_t *cheapest, *dearest; /* lines by list price */
	int64_t list_minor;
	int64_t units; /* whole units, a rest counts as one */
};

/* What is left at some turn; the arrays have an entry for each line. */
struct pos_left {
	int64_t *minor;
	int64_t *lane_minor; /* when this lane began */
	int64_t *free_milli; /* in no set */
	int64_t *free_minor;
	int64_t points;
	int64_t wanted; /* of them, for points_pay */
	int64_t lane;
	int64_t total;
};

struct pos_turn_done {
	bool applied;
	int64_t off_minor, times, units_milli, gift_milli;
	int64_t points, earn_points, earn_rate_ppm;
};

/* A decision while it is made. */
struct pos_trial {
	bool *taken;  /* [turns] */
	bool *leave;  /* [turns][lines] */
	int64_t *off; /* [turns][lines] */
	bool *wholly; /* [turns][lines] all units of the line are
	                          * in the target; of amounts that may move */
	struct pos_turn_done *done;
	struct pos_set *sets; /* rule: turn; line: of the plan */
	size_t sets_count, sets_cap;
	int64_t pay;
};

/* plan.c */
POS_MUST enum pos_status pos_plan_make(struct pos_plan *plan,
    const struct pos_cart *cart, struct pos_pool *pool, struct pos_err *err);
bool pos_select_has(const struct pos_select *select,
    const struct pos_cart_line *line);
/* most.c: what each turn could take off at the most, and all after it */
void pos_plan_most(struct pos_plan *plan);
/* Could its conditions hold later, though they do not now? */
bool pos_has_max(const struct pos_rule *rule);
/* may_share.c: which rules go together */
void pos_plan_clashes(struct pos_plan *plan);
static inline enum pos_clash
pos_clash(const struct pos_plan *plan, size_t a, size_t b)
{
	return (enum pos_clash)plan->clash[a * plan->turns + b];
}
/* may the turn be taken beside those that are? */
bool pos_may_take(const struct pos_plan *plan, const struct pos_trial *trial,
    size_t turn);

/* fraction.c: n / d, exact, d > 0 */
struct pos_fraction {
	__int128 n, d;
};
struct pos_fraction pos_fraction(int64_t n, int64_t d);
/* minor * qty / of */
struct pos_fraction pos_fraction_of(int64_t minor, int64_t qty, int64_t of);
struct pos_fraction
pos_fraction_add(struct pos_fraction a, struct pos_fraction b);
/* times num / den, half up */
int64_t pos_fraction_round(struct pos_fraction a, int64_t num, int64_t den);
int64_t pos_half_up(__int128 num, __int128 den);

/* spread.c: amount over lines in proportion to weight, none above its cap;
 * returns what was spread, all of it where the caps have room */
int64_t pos_spread(int64_t amount, const int64_t *weight, const int64_t *cap,
    size_t n, int64_t *share);

/* measure.c */
int64_t pos_measure(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_rule_condition *c, const bool *match);
/* How often its conditions let it apply; 0: they do not hold. */
int64_t pos_times(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn);
/* What its steps go by, in thousandths or minor units. */
int64_t pos_step_measure(const struct pos_plan *plan,
    const struct pos_left *left, const struct pos_turn *turn, bool *quantity);
/* rate_ppm or amount_minor that holds now, by tiers; false: none is reached */
bool pos_value(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn, int64_t *rate_ppm, int64_t *amount_minor);
/* Least that may be left of a line. */
int64_t pos_floor(const struct pos_cart_line *line, int64_t qty_milli);

/* target.c: how much of each line a turn acts on; returns how often */
int64_t pos_target(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, size_t turn, int64_t *qty_milli);
/* may the turn act on the line now? */
bool pos_acts_on(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, size_t turn, size_t line);
bool pos_follows(const struct pos_plan *plan, const struct pos_trial *trial,
    size_t turn, size_t line);

/* flow.c: an amount over a target, beside other amounts of its lane */
int64_t pos_flow(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn, int64_t amount,
    const int64_t *qty_milli);

/* sets.c */
int64_t pos_unit_worth(const struct pos_left *left, size_t line);
/* What a set takes off, before limits; -1: it may not be. */
int64_t pos_set_off(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_turn *turn, const struct pos_set *set, int64_t rate_ppm,
    int64_t amount_minor, int64_t *units);
void pos_play_sets(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn);

/* play.c */
struct pos_left *pos_left_new(const struct pos_plan *plan);
void pos_left_start(const struct pos_plan *plan, struct pos_left *left);
void pos_left_copy(const struct pos_plan *plan, struct pos_left *to,
    const struct pos_left *from);
struct pos_trial *pos_trial_new(const struct pos_plan *plan);
void pos_trial_copy(const struct pos_plan *plan, struct pos_trial *to,
    const struct pos_trial *from);
void pos_trial_push(const struct pos_plan *plan, struct pos_trial *trial,
    const struct pos_set *set);
/* From what is left of a line, and of its units that are in no set. */
void pos_take_off(struct pos_left *left, size_t line, int64_t off);
/* Play one turn, taken; done[turn].applied says whether it did anything. */
void pos_play_turn(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial, size_t turn);
/* Play the whole decision; what did nothing is dropped from it. */
void pos_play(const struct pos_plan *plan, struct pos_left *left,
    struct pos_trial *trial);
/* < 0: a is the better price, or the better way to the same */
int pos_trial_compare(const struct pos_plan *plan, const struct pos_trial *a,
    const struct pos_trial *b);

/* greedy.c: lane by lane, rule by rule, by priority: what most tills do */
void pos_greedy(const struct pos_plan *plan, struct pos_trial *trial);
/* candidates.c: all sets that a turn could make of what is free */
struct pos_sets {
	struct pos_set *sets;
	size_t count;
	bool all; /* the limit was not reached */
};
void pos_candidates(const struct pos_plan *plan, const struct pos_left *left,
    const struct pos_trial *trial, size_t turn, size_t limit,
    struct pos_sets *out);

/* unit_most.c: what one unit of a line could bring at the most, in a set of
 * this turn or any later one; [turns + 1][lines] */
int64_t *pos_unit_most(const struct pos_plan *plan);

/* enumerate.c, search.c */
struct pos_search {
	struct pos_trial *best;
	int64_t bound; /* nobody pays less */
	bool all;      /* everything was tried */
	const char *method;
	int64_t nodes; /* work left */
	bool pack;     /* sets by packing, not by trying all */
	bool loose;    /* a packing was not proved the best */
};
void pos_enumerate(const struct pos_plan *plan, struct pos_search *search);

#endif
