/*
 * promo.h - promotions as the store keeps them: rules by code.
 *
 * A rule that is changed gets a new version; old ones stay, for sales of
 * that time.  Rules are of the whole shop; `branches` of a rule narrows it.
 */
#ifndef POS_SHOP_PROMO_H
#define POS_SHOP_PROMO_H

#include "promo/rule.h"
#include "shop/spine.h"

/* What an import of rules did: the answer of `pos-promo import`. */
struct pos_promo_import {
	const char *file;
	int64_t rows, added, changed, unchanged, rejected;
	bool dry_run;
};
extern const struct pos_record pos_promo_import_record;

extern const struct pos_event_kind pos_promo_set, pos_promo_removed;

/* POS_END: none with this code (removed ones are none). */
POS_MUST enum pos_status pos_promo_find(struct pos_shop *shop,
    const char *code, struct pos_pool *pool, struct pos_rule *rule,
    struct pos_err *err);
/* All that are neither removed nor (unless paused) paused, by code. */
POS_MUST enum pos_status pos_promo_all(struct pos_shop *shop, bool paused,
    struct pos_pool *pool, struct pos_rule **rules, size_t *count,
    struct pos_err *err);
/* The rule that a code typed at the till belongs to; POS_END: none. */
POS_MUST enum pos_status pos_promo_by_code(struct pos_shop *shop,
    const char *typed, struct pos_pool *pool, struct pos_rule *rule,
    struct pos_err *err);

/* POS_DATA: no such promotion, and which one may be meant. */
POS_MUST enum pos_status pos_promo_unknown(struct pos_shop *shop,
    const char *code, struct pos_err *err);

/*
 * Changes (inside a change): checked by pos_rule_check(), its items, groups,
 * categories, tiers and gift must exist; recorded only when something
 * differs.  Needs POS_RIGHT_MENU.
 */
POS_MUST enum pos_status pos_promo_put(struct pos_shop *shop,
    const struct pos_rule *rule, bool *changed, struct pos_err *err);
POS_MUST enum pos_status pos_promo_remove(struct pos_shop *shop,
    const char *code, struct pos_err *err);

#endif
