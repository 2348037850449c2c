/*
 * decision.h - what a price was decided by; the certificate starts here.
 *
 * Everything else follows from these choices and the cart.  Arrays lie row by
 * row: a rule's row has an entry for each line, both by their index in the
 * cart.
 */
#ifndef POS_PROMO_DECISION_H
#define POS_PROMO_DECISION_H

#include "promo/price.h"

struct pos_set_part {
	size_t slot;
	size_t line;
	int64_t units;           /* whole ones */
};

/* One application of a rule with slots. */
struct pos_set {
	size_t rule;
	const struct pos_set_part *parts;
	size_t parts_count;
	int64_t off_minor;       /* > 0 */
};

struct pos_decision {
	const bool *taken;       /* [rules] */
	const bool *left;        /* [rules][lines] it leaves the line to
	                          * another rule, which may not share it */
	const int64_t *off;      /* [rules][lines] what it takes off, minor */
	const struct pos_set *sets;
	size_t sets_count;
};

#endif
