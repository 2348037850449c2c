/*
 * rule_inside.h - what the files of rules share; for lib/promo/rule_*.c.
 */
#ifndef POS_PROMO_RULE_INSIDE_H
#define POS_PROMO_RULE_INSIDE_H

#include "promo/rule.h"

#define POS_DAY_MINUTES 1440

/* "fri,sat", "mon-fri", "sat-mon": a bit for each day, Monday the lowest.
 * NULL: all seven.  False: not understood. */
bool pos_rule_days(const char *text, unsigned *days);
/* "15:00" to minutes, up to "24:00"; NULL: absent. */
bool pos_rule_clock(const char *text, int64_t absent, int64_t *minute);
/* "mon", of 1 Monday .. 7 Sunday, in the user's language. */
const char *pos_rule_day_name(int weekday);

/* "from 15:00 to 17:00 on fri, sat" */
void pos_rule_window_say(struct pos_buf *buf, const struct pos_rule_window *w);
void pos_rule_say_money(struct pos_buf *buf, int64_t minor, int places);
void pos_rule_say_milli(struct pos_buf *buf, int64_t milli);
void pos_rule_say_list(struct pos_buf *buf, const char *const *texts,
    size_t count, const char *between);
/* "anything under cake, except brownie"; NULL: anything */
void pos_rule_say_select(struct pos_buf *buf, const struct pos_select *select,
    int places);
/* A template with one or two %s. */
void pos_rule_put(struct pos_buf *buf, const char *format, const char *first,
    const char *second);

int64_t pos_rule_lane(const struct pos_rule *rule);

/* POS_DATA: "where: what", what being marked by POS_TR(). */
POS_MUST enum pos_status pos_rule_bad(struct pos_err *err, const char *where,
    const char *what);
/* No text twice, in a list. */
POS_MUST enum pos_status pos_rule_check_once(const char *where,
    const char *const *texts, size_t count, struct pos_err *err);
POS_MUST enum pos_status pos_rule_check_select(const char *where,
    const struct pos_select *select, struct pos_err *err);
POS_MUST enum pos_status pos_rule_check_cart(const struct pos_rule *rule,
    struct pos_err *err);
POS_MUST enum pos_status pos_rule_check_effect(const struct pos_rule *rule,
    struct pos_err *err);
POS_MUST enum pos_status pos_rule_check_limit(const struct pos_rule *rule,
    struct pos_err *err);

#endif
