/*
 * clock.h - instants, zones and business days.
 *
 * An instant is milliseconds since 1970 UTC.  A day is a number yyyymmdd
 * (20261127), so that it sorts, stores small and reads well in SQL.  The
 * business day of an instant is the local date in the branch's IANA zone
 * after taking the cut-off off the clock's face: with a cut-off of 04:00,
 * 03:59 on the wall belongs to the day before, whatever DST did that night.
 */
#ifndef POS_BASE_CLOCK_H
#define POS_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

#define POS_TIME_MIN INT64_C(0)
#define POS_TIME_MAX INT64_C(4102444799999) /* 2099-12-31T23:59:59.999Z */
#define POS_TIME_TEXT 32 /* room for an instant or a day as text */

struct pos_local { /* what a wall clock and calendar show */
	int year, month, day;   /* 2026, 1..12, 1..31 */
	int hour, minute, second, ms;
	int weekday;            /* 1 Monday .. 7 Sunday */
	int offset_s;           /* east of UTC */
};

/*
 * The time now.  POS_NOW in the environment (RFC 3339) fixes it, for tests
 * and replays; one that does not parse is POS_CONFIG.
 */
POS_MUST enum pos_status pos_now(int64_t *ms, struct pos_err *err);

/* RFC 3339, any offset, at most milliseconds (further digits are cut). */
POS_MUST enum pos_status pos_time_parse(int64_t *ms, const char *text,
    struct pos_err *err);
char *pos_time_text(char *text, int64_t ms); /* 2026-11-27T19:00:00.000Z */
char *pos_day_text(char *text, int32_t day); /* 2026-11-27 */
POS_MUST enum pos_status pos_day_parse(int32_t *day, const char *text,
    struct pos_err *err);
int32_t pos_day_add(int32_t day, int days);
int pos_day_weekday(int32_t day); /* 1 Monday .. 7 Sunday */

/* POS_CONFIG unless name is a zone of the system's tz database. */
POS_MUST enum pos_status pos_zone_check(const char *zone, struct pos_err *err);
/*
 * zone must have passed pos_zone_check(); main thread only: asking about a
 * zone leaves TZ set to it.
 */
void pos_local(struct pos_local *out, int64_t ms, const char *zone);
/* Earliest instant showing this wall time; in a DST gap the gap's end. */
int64_t pos_from_local(const struct pos_local *local, const char *zone);
/*
 * A clock put back over the cut-off does not reopen the day before: a day
 * that has begun stays begun, and so spans and days always agree.
 */
int32_t pos_business_day(int64_t ms, const char *zone, int cutoff_minutes);
/* The instants [*from, *to) of a business day: 23, 24 or 25 hours apart. */
void pos_business_span(int32_t day, const char *zone, int cutoff_minutes,
    int64_t *from_ms, int64_t *to_ms);

#endif
