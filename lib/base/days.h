/*
 * days.h - day counts, shared by clock.c and zone.c; others want clock.h.
 *
 * A count is of days since 1970-01-01 in the Gregorian calendar, negative
 * before it.
 */
#ifndef POS_BASE_DAYS_H
#define POS_BASE_DAYS_H

#include <stdint.h>

int64_t pos_days_from(int64_t year, int month, int day);
void pos_days_to(int64_t days, int *year, int *month, int *day);
int32_t pos_days_day(int64_t days);              /* as yyyymmdd */
int64_t pos_day_days(int32_t day);               /* the count of yyyymmdd */
int64_t pos_floor_div(int64_t num, int64_t den); /* toward minus infinity */

#endif
