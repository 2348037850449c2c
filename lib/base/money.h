/*
 * money.h - amounts, quantities and rates: checked whole-number arithmetic.
 *
 * An amount counts minor units of the document's currency (ISO 4217), a
 * quantity thousandths (qty_milli), a rate millionths (rate_ppm: 8.875 % is
 * 88750).  Arithmetic that would leave the limits returns false and leaves
 * its result alone.  There is no division without a named rounding, and no
 * floating point anywhere.
 */
#ifndef POS_BASE_MONEY_H
#define POS_BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

#define POS_MONEY_MAX INT64_C(999999999999) /* either sign */
#define POS_QTY_MAX INT64_C(9999000)        /* thousandths in one sale line */
#define POS_STOCK_MAX INT64_C(999999999999) /* thousandths, stock and recipes */
#define POS_RATE_MAX INT64_C(1000000)       /* 100 % */
#define POS_QTY_ONE INT64_C(1000)

struct pos_money {
	int64_t minor;
};

enum pos_round {
	POS_ROUND_HALF_UP,   /* away from zero at the half */
	POS_ROUND_HALF_EVEN,
	POS_ROUND_DOWN,      /* toward zero */
	POS_ROUND_UP,        /* away from zero */
};

struct pos_money pos_minor(int64_t minor);
bool pos_money_ok(struct pos_money a); /* within the limit */
POS_MUST bool pos_money_add(struct pos_money *sum, struct pos_money a,
    struct pos_money b);
POS_MUST bool pos_money_sub(struct pos_money *diff, struct pos_money a,
    struct pos_money b);
/* price of one times qty_milli / 1000 */
POS_MUST bool pos_money_times(struct pos_money *out, struct pos_money price,
    int64_t qty_milli, enum pos_round round);
/* amount * num / den in 128 bits; den > 0 */
POS_MUST bool pos_money_ratio(struct pos_money *out, struct pos_money amount,
    int64_t num, int64_t den, enum pos_round round);
/* Nearest multiple of step_minor (cash rounding); 0 or 1 changes nothing. */
struct pos_money pos_money_nearest(struct pos_money a, int64_t step_minor,
    enum pos_round round);
int pos_money_cmp(struct pos_money a, struct pos_money b);
/*
 * Split amount over n shares in proportion to weight[] (none negative) by
 * largest remainder, ties to the lower index: the shares add up exactly.
 * All weights zero: evenly.  n is at least 1.
 */
POS_MUST bool pos_money_spread(struct pos_money amount, const int64_t *weight,
    size_t n, struct pos_money *share);
/* num / den, rounded; the one division all of the above use.  den > 0. */
POS_MUST bool pos_div_round(int64_t *out, __int128 num, int64_t den,
    enum pos_round round);

/* Decimal places of an ISO 4217 currency (JPY 0, CNY 2, KWD 3); -1: unknown. */
int pos_currency_places(const char *currency);

/*
 * Plain decimals: optional sign, digits, '.' and at most as many places as
 * the currency has (trailing zeros beyond are fine).  No exponent, no blanks,
 * no thousands: those belong to importers.
 */
POS_MUST enum pos_status pos_money_parse(struct pos_money *out,
    const char *text, int places, struct pos_err *err);
POS_MUST enum pos_status pos_milli_parse(int64_t *out, const char *text,
    struct pos_err *err);
/* "8.875%" or "8.875" -> 88750 */
POS_MUST enum pos_status pos_rate_parse(int64_t *rate_ppm, const char *text,
    struct pos_err *err);

#define POS_DECIMAL_MAX 32
/* Shortest plain decimals: money always with its places, others without
 * trailing zeros.  text has room for POS_DECIMAL_MAX bytes; returns it. */
char *pos_money_text(char *text, struct pos_money a, int places);
char *pos_milli_text(char *text, int64_t milli);
char *pos_rate_text(char *text, int64_t rate_ppm); /* "8.875%" */

#endif
