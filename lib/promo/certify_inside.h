/*
 * certify_inside.h - checking a result by plain means: what its files share.
 *
 * Nothing of the search is used here, nor its arithmetic: a mistake there
 * must not hide its own traces.
 */
#ifndef POS_PROMO_CERTIFY_INSIDE_H
#define POS_PROMO_CERTIFY_INSIDE_H

#include "base/mem.h"
#include "base/money.h"
#include "promo/decision.h"

struct pos_check {
	const struct pos_cart *cart;
	const struct pos_priced *priced;
	const struct pos_decision *d;
	size_t *order;           /* rules by their turn */
	int64_t *left;           /* [lines] when it is the rule's turn */
	int64_t *lane_left;      /* when its lane began */
	int64_t points;
};

static inline int64_t
pos_check_off(const struct pos_check *c, size_t rule, size_t line)
{
	return c->d->off[rule * c->cart->lines_count + line];
}
bool pos_check_word(const char *word, const char *other);
int64_t pos_check_lane(const struct pos_rule *rule);
int pos_check_kind(const struct pos_rule *rule);

/* certify_stack.c: rules that may not be together */
POS_MUST enum pos_status pos_check_stacking(const struct pos_check *c,
    struct pos_err *err);
/* certify_sets.c: units of sets */
POS_MUST enum pos_status pos_check_sets(const struct pos_check *c,
    struct pos_pool *pool, struct pos_err *err);
/* certify_rule.c: one rule when it is its turn; left is what it saw */
POS_MUST enum pos_status pos_check_rule(const struct pos_check *c, size_t rule,
    struct pos_err *err);
bool pos_check_selected(const struct pos_check *c,
    const struct pos_select *select, size_t line);

#endif
