/*
 * clock.c - the calendar: instants and days as numbers and as text.
 *
 * Days are counted from 1970-01-01 by closed formulas of the Gregorian
 * calendar (years begin in March, so that a leap day is a year's last), with
 * no help of the C library, whose functions depend on the process's zone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/days.h"

#define DAY_MS INT64_C(86400000)

int64_t
pos_days_from(int64_t year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t m = month > 2 ? month - 3 : month + 9;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * m + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

void
pos_days_to(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t m = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

int64_t
pos_floor_div(int64_t num, int64_t den)
{
	int64_t quotient = num / den;

	return num % den < 0 ? quotient - 1 : quotient;
}

int32_t
pos_days_day(int64_t days)
{
	int year, month, day;

	pos_days_to(days, &year, &month, &day);
	return year * 10000 + month * 100 + day;
}

int64_t
pos_day_days(int32_t day)
{
	return pos_days_from(day / 10000, day / 100 % 100, day % 100);
}

enum pos_status
pos_now(int64_t *ms, struct pos_err *err)
{
	const char *fixed = getenv("POS_NOW");
	struct timespec now;

	if (fixed != NULL && fixed[0] != '\0') {
		if (pos_time_parse(ms, fixed, NULL) == POS_OK)
			return POS_OK;
		return pos_fail(err, POS_CONFIG,
		    "POS_NOW is '%.60s', not a"
		    " time from 1970 to 2099 (expected like"
		    " 2026-11-27T19:00:00Z)",
		    fixed);
	}
	clock_gettime(CLOCK_REALTIME, &now);
	*ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	return POS_OK;
}

/* Exactly digits digits of *text; -1 where they are not. */
static int
take(const char **text, int digits)
{
	int number = 0;

	for (; digits > 0; digits--, (*text)++) {
		if (**text < '0' || **text > '9')
			return -1;
		number = number * 10 + (**text - '0');
	}
	return number;
}

static bool
skip(const char **text, const char *any)
{
	if (**text == '\0' || strchr(any, **text) == NULL)
		return false;
	(*text)++;
	return true;
}

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool
take_date(const char **text, int64_t *days)
{
	int year, month, day;

	if ((year = take(text, 4)) < 0 || !skip(text, "-") ||
	    (month = take(text, 2)) < 1 || month > 12 || !skip(text, "-") ||
	    (day = take(text, 2)) < 1 || day > month_days(year, month))
		return false;
	*days = pos_days_from(year, month, day);
	return true;
}

static bool
take_clock(const char **text, int64_t *ms, bool *leap)
{
	int hour, minute, second, weight = 100;

	if ((hour = take(text, 2)) < 0 || hour > 23 || !skip(text, ":") ||
	    (minute = take(text, 2)) < 0 || minute > 59 || !skip(text, ":") ||
	    (second = take(text, 2)) < 0 || second > 60)
		return false;
	*leap = second == 60;
	*ms = hour * INT64_C(3600000) + minute * 60000 + second * 1000;
	if (!skip(text, "."))
		return true;
	if (**text < '0' || **text > '9')
		return false;
	for (; **text >= '0' && **text <= '9'; (*text)++, weight /= 10)
		*ms += (**text - '0') * weight;
	return true;
}

static bool
take_offset(const char **text, int64_t *ms)
{
	int sign = **text == '-' ? -1 : 1, hour, minute;

	*ms = 0;
	if (skip(text, "Zz"))
		return true;
	if (!skip(text, "+-") || (hour = take(text, 2)) < 0 || hour > 23 ||
	    !skip(text, ":") || (minute = take(text, 2)) < 0 || minute > 59)
		return false;
	*ms = sign * (hour * INT64_C(3600000) + minute * 60000);
	return true;
}

enum pos_status
pos_time_parse(int64_t *ms, const char *text, struct pos_err *err)
{
	const char *at = text;
	int64_t days, clock, offset, utc;
	bool leap;

	if (!take_date(&at, &days) || !skip(&at, "Tt ") ||
	    !take_clock(&at, &clock, &leap) || !take_offset(&at, &offset) ||
	    *at != '\0')
		return pos_fail(err, POS_DATA,
		    "'%.60s' is not a time"
		    " (expected like 2026-11-27T19:00:00Z)",
		    text);
	utc = days * DAY_MS + clock - offset;
	/*
	 * There are leap seconds at the end of a UTC day only; our clock,
	 * like the system's, has none and shows the second after it.
	 */
	if (leap && pos_floor_div(utc, 1000) % 86400 != 0)
		return pos_fail(err, POS_DATA,
		    "'%.60s' is not a time (second"
		    " 60 is for leap seconds, at the end of a UTC day)",
		    text);
	if (utc < POS_TIME_MIN || utc > POS_TIME_MAX)
		return pos_fail(err, POS_DATA,
		    "time '%.60s' is out of range (expected 1970 to 2099)",
		    text);
	*ms = utc;
	return POS_OK;
}

/* Every sale is written with half a dozen times: printf takes ten times as
 * long for them. */
static char *
digits(char *to, int number, int width, char then)
{
	int i;

	for (i = width - 1; i >= 0; i--) {
		to[i] = (char)('0' + number % 10);
		number /= 10;
	}
	to[width] = then;
	return to + width + 1;
}

char *
pos_time_text(char *text, int64_t ms)
{
	int64_t days = pos_floor_div(ms, DAY_MS);
	int of_day = (int)(ms - days * DAY_MS), year, month, day;
	char *to = text;

	pos_days_to(days, &year, &month, &day);
	to = digits(to, year, 4, '-');
	to = digits(to, month, 2, '-');
	to = digits(to, day, 2, 'T');
	to = digits(to, of_day / 3600000, 2, ':');
	to = digits(to, of_day / 60000 % 60, 2, ':');
	to = digits(to, of_day / 1000 % 60, 2, '.');
	to = digits(to, of_day % 1000, 3, 'Z');
	*to = '\0';
	return text;
}

char *
pos_day_text(char *text, int32_t day)
{
	char *to = digits(text, day / 10000, 4, '-');

	to = digits(to, day / 100 % 100, 2, '-');
	digits(to, day % 100, 2, '\0');
	return text;
}

enum pos_status
pos_day_parse(int32_t *day, const char *text, struct pos_err *err)
{
	const char *at = text;
	int64_t days;

	if (!take_date(&at, &days) || *at != '\0')
		return pos_fail(err, POS_DATA,
		    "'%.60s' is not a day (expected like 2026-11-27)", text);
	if (days < 0 || days > POS_TIME_MAX / DAY_MS)
		return pos_fail(err, POS_DATA,
		    "day '%.60s' is out of range (expected 1970 to 2099)",
		    text);
	*day = pos_days_day(days);
	return POS_OK;
}

/* Stays within the years 1 to 9999, which text and int32 can hold. */
int32_t
pos_day_add(int32_t day, int days)
{
	int64_t sum = pos_day_days(day) + days;

	if (sum < pos_days_from(1, 1, 1))
		sum = pos_days_from(1, 1, 1);
	if (sum > pos_days_from(9999, 12, 31))
		sum = pos_days_from(9999, 12, 31);
	return pos_days_day(sum);
}

int
pos_day_weekday(int32_t day)
{
	int64_t days = pos_day_days(day) + 3; /* 1970 began on a Thursday */

	return (int)(days - pos_floor_div(days, 7) * 7) + 1;
}
