/*
 * clock - the calendar against one that is counted day by day, and zones
 * against the laws that made them, every hour of three years.
 */
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "tap.h"

#define HOUR INT64_C(3600000)
#define DAY (24 * HOUR)
#define FIRST_YEAR 2024
#define LAST_YEAR 2026

struct law {
	const char *zone;
	int winter_h, summer_h;
};

static int
days_in(int year, int month)
{
	if (month == 2)
		return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ?
		    29 :
		    28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Days since 1970 by counting years and months. */
static int64_t
count_days(int year, int month, int day)
{
	int64_t days = 0;
	int y, m;

	for (y = 1970; y < year; y++)
		days += 337 + days_in(y, 2);
	for (m = 1; m < month; m++)
		days += days_in(year, m);
	return days + day - 1;
}

/* The nth Sunday of a month, or its last for n 0, as days since 1970. */
static int64_t
sunday(int year, int month, int n)
{
	int64_t day = n > 0 ? count_days(year, month, 7 * n - 6) :
			      count_days(year, month, days_in(year, month)) - 6;

	while ((day + 4) % 7 != 0)
		day++;
	return day;
}

/* Offset in hours, by what the EU, the US and China enacted. */
static int
law_offset(const struct law *law, int64_t ms)
{
	int64_t start, end, start_s, end_s;
	int year = FIRST_YEAR - 1;

	while (count_days(year + 1, 1, 1) * DAY <= ms)
		year++;
	if (law->winter_h == law->summer_h)
		return law->winter_h;
	if (law->winter_h == 0) {
		start = sunday(year, 3, 0);
		end = sunday(year, 10, 0);
		start_s = end_s = 1;
	} else {
		start = sunday(year, 3, 2);
		end = sunday(year, 11, 1);
		start_s = 2 - law->winter_h;
		end_s = 2 - law->summer_h;
	}
	return ms >= start * DAY + start_s * HOUR &&
		ms < end * DAY + end_s * HOUR ?
	    law->summer_h :
	    law->winter_h;
}

static void
check_calendar(void)
{
	int32_t day = 19700101, back;
	int year, month, d, wrong = 0, weekday = 4;
	int64_t count = 0, ms;
	char text[POS_TIME_TEXT], want[80];

	for (year = 1970; year < 2100; year++)
		for (month = 1; month <= 12; month++)
			for (d = 1; d <= days_in(year, month); d++) {
				wrong += day != year * 10000 + month * 100 + d;
				wrong += pos_day_weekday(day) != weekday;
				wrong +=
				    pos_day_add(19700101, (int)count) != day ||
				    pos_day_add(day, -(int)count) != 19700101;
				snprintf(want, sizeof(want), "%04d-%02d-%02d",
				    year, month, d);
				wrong +=
				    strcmp(pos_day_text(text, day), want) != 0;
				wrong += pos_day_parse(&back, want, NULL) !=
					POS_OK ||
				    back != day;
				snprintf(want + 10, sizeof(want) - 10, "%s",
				    "T23:59:58.007Z");
				wrong +=
				    pos_time_parse(&ms, want, NULL) != POS_OK ||
				    ms != count * DAY + DAY - 1993;
				wrong +=
				    strcmp(pos_time_text(text, ms), want) != 0;
				day = pos_day_add(day, 1);
				weekday = weekday % 7 + 1;
				count++;
			}
	same_int(wrong, 0, "every day from 1970 to 2099");
	same_int(day, 21000101, "and the one after");
	same_int(pos_day_add(19700101, -1), 19691231, "and the one before");
	same_int(pos_day_add(20261127, INT32_MAX), 99991231,
	    "day arithmetic ends in 9999");
	same_int(pos_day_add(20261127, INT32_MIN), 10101, "and in year 1");
}

static void
time_is(const char *text, const char *want)
{
	char back[POS_TIME_TEXT];
	int64_t ms = -1;
	struct pos_err err = { 0 };

	if (pos_time_parse(&ms, text, &err) != POS_OK)
		ok(false, "%s: %s", text, err.text);
	else
		same_text(pos_time_text(back, ms), want, text);
}

static void
check_time_text(void)
{
	static const char *const wrong[] = { "", "2026", "2026-11-27",
		"2026-11-27T19:00:00", "2026-11-27T19:00Z",
		"2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z", "2026-11-00T00:00:00Z",
		"2026-11-27T24:00:00Z", "2026-11-27T19:60:00Z",
		"2026-11-27T19:00:61Z", "2026-11-27T19:00:60Z",
		"2026-11-27T19:00:00.Z", "2026-11-27T19:00:00+0100",
		"2026-11-27T19:00:00+24:00", "2026-11-27T19:00:00+01:60",
		"2026-11-27T19:00:00Z ", " 2026-11-27T19:00:00Z",
		"2026-11-27T19:00:00,5Z", "26-11-27T19:00:00Z",
		"2026-1-27T19:00:00Z", "1969-12-31T23:59:59.999Z",
		"2100-01-01T00:00:00Z", "1970-01-01T00:00:00+00:01",
		"2099-12-31T23:59:59-00:01" };
	static const char *const days[] = { "", "2026-11-31", "2026-11-27 ",
		"20261127", "2026-11-27T00:00:00Z", "1969-12-31", "2100-01-01",
		"2026-1-1", "-026-01-01" };
	struct pos_err err;
	int64_t ms = -1;
	int32_t day = -1;
	size_t i;

	time_is("2026-11-27T19:00:00Z", "2026-11-27T19:00:00.000Z");
	time_is("2026-11-27t19:00:00z", "2026-11-27T19:00:00.000Z");
	time_is("2026-11-27 19:00:00.5+08:00", "2026-11-27T11:00:00.500Z");
	time_is("2026-12-31T22:00:00.98765-05:30", "2027-01-01T03:30:00.987Z");
	time_is("2024-02-29T00:00:00.01-00:00", "2024-02-29T00:00:00.010Z");
	time_is("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z");
	time_is("2017-01-01T07:59:60.25+08:00", "2017-01-01T00:00:00.250Z");
	time_is("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z");
	time_is("2099-12-31T23:59:59.999Z", "2099-12-31T23:59:59.999Z");
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ok(pos_time_parse(&ms, wrong[i], &err) == POS_DATA && ms == -1,
		    "no time: '%s'", wrong[i]);
	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		ok(pos_day_parse(&day, days[i], &err) == POS_DATA && day == -1,
		    "no day: '%s'", days[i]);
	ok(pos_day_parse(&day, "x", &err) == POS_DATA, "x is no day");
	same_text(err.text, "'x' is not a day (expected like 2026-11-27)",
	    "and the message says what is");
}

static void
check_now(void)
{
	struct timespec before;
	struct pos_err err;
	int64_t ms = 0;

	setenv("POS_NOW", "2026-11-27T19:00:00.123Z", 1);
	ok(pos_now(&ms, &err) == POS_OK && ms == INT64_C(1795806000123),
	    "POS_NOW fixes the clock");
	setenv("POS_NOW", "noon", 1);
	ok(pos_now(&ms, &err) == POS_CONFIG, "a wrong POS_NOW is refused");
	same_text(err.text,
	    "POS_NOW is 'noon', not a time from 1970 to 2099"
	    " (expected like 2026-11-27T19:00:00Z)",
	    "and named");
	unsetenv("POS_NOW");
	clock_gettime(CLOCK_REALTIME, &before);
	ok(pos_now(&ms, &err) == POS_OK && ms >= before.tv_sec * 1000 &&
		ms < before.tv_sec * 1000 + 60000,
	    "without it: the system's");
}

static void
check_law(const struct law *law)
{
	int64_t from = count_days(FIRST_YEAR, 1, 1) * DAY;
	int64_t to = count_days(LAST_YEAR + 1, 1, 1) * DAY, ms, wall, back;
	int wrong_face = 0, wrong_back = 0, h;
	struct pos_local l;

	for (ms = from; ms < to; ms += HOUR) {
		int64_t at = ms + (ms / HOUR * 7919) % HOUR;

		h = law_offset(law, at);
		wall = at + h * HOUR;
		pos_local(&l, at, law->zone);
		wrong_face += l.offset_s != h * 3600 ||
		    wall !=
			count_days(l.year, l.month, l.day) * DAY +
			    l.hour * HOUR + l.minute * 60000 + l.second * 1000 +
			    l.ms ||
		    l.weekday != (wall / DAY + 3) % 7 + 1;
		back = pos_from_local(&l, law->zone);
		/* The same face an hour ago is the earliest. */
		wrong_back += back !=
		    (law_offset(law, at - HOUR) == h + 1 ? at - HOUR : at);
	}
	ok(wrong_face == 0, "%s: the face, every hour of three years",
	    law->zone);
	ok(wrong_back == 0, "%s: and back to the earliest instant", law->zone);
}

/*
 * Spans meet, and an instant lies in the span of its day.  The day is the
 * face's, except where a clock put back shows an hour before the cut-off
 * again: the quarter hours where that is so are returned.
 */
static int
check_spans(const char *zone, int cutoff, int first, int last, int hours[3])
{
	int32_t day = first * 10000 + 101;
	int64_t from, to, end = -1, ms;
	int unusual = 0, wrong = 0;

	hours[0] = hours[1] = hours[2] = 0;
	for (; day < (last + 1) * 10000; day = pos_day_add(day, 1)) {
		pos_business_span(day, zone, cutoff, &from, &to);
		wrong += end != -1 && from != end;
		end = to;
		if (to - from == 24 * HOUR)
			hours[1]++;
		else
			hours[to - from == 23 * HOUR ? 0 : 2] +=
			    to - from == 23 * HOUR || to - from == 25 * HOUR ?
			    1 :
			    1000;
		wrong += pos_business_day(from, zone, cutoff) != day ||
		    pos_business_day(to - 1, zone, cutoff) != day;
		for (ms = from; ms < to; ms += HOUR / 4) {
			struct pos_local l;
			int32_t face;

			pos_local(&l, ms, zone);
			face = l.year * 10000 + l.month * 100 + l.day;
			if (l.hour * 60 + l.minute < cutoff)
				face = pos_day_add(face, -1);
			wrong += pos_business_day(ms, zone, cutoff) != day;
			unusual += face != day;
		}
	}
	ok(wrong == 0, "%s, cut-off %02d:%02d: days and spans agree", zone,
	    cutoff / 60, cutoff % 60);
	return unusual;
}

static void
check_days(const char *zone, bool changes)
{
	static const int cutoffs[] = { 0, 60, 120, 180, 240, 750, 1439 };
	int hours[3], unusual;
	size_t i;

	for (i = 0; i < sizeof(cutoffs) / sizeof(cutoffs[0]); i++) {
		unusual =
		    check_spans(zone, cutoffs[i], FIRST_YEAR, LAST_YEAR, hours);
		ok(unusual == 0, "the day is the face's");
		ok(hours[0] == (changes ? 3 : 0) && hours[2] == hours[0] &&
			hours[1] == 1096 - 2 * hours[0],
		    "one day of 23 and one of 25 hours a year, or none");
	}
	unusual = check_spans(zone, 90, FIRST_YEAR, LAST_YEAR, hours);
	same_int(unusual, changes ? 3 * 2 : 0,
	    "cut-off within the repeated hour: a day that began stays begun");
}

static int64_t
at(const char *text)
{
	int64_t ms = -1;

	return pos_time_parse(&ms, text, NULL) == POS_OK ? ms : -1;
}

static void
check_known(void)
{
	struct pos_local gap = { .year = 2026,
		.month = 3,
		.day = 29,
		.hour = 1,
		.minute = 30 };
	struct pos_local l;
	int64_t from, to;
	int hours[3];

	same_int(pos_from_local(&gap, "Europe/London"),
	    at("2026-03-29T01:00:00Z"), "in a gap: the instant after it");
	same_int(pos_business_day(at("2026-03-29T02:59:59Z"), "Europe/London",
		     240),
	    20260328, "03:59 after a short night is the day before");
	same_int(pos_business_day(at("2026-03-29T03:00:00Z"), "Europe/London",
		     240),
	    20260329, "04:00 is the day");
	same_int(pos_business_day(0, "America/New_York", 0), 19691231,
	    "1970 began in 1969 in New York");
	pos_local(&l, 0, "America/New_York");
	ok(l.year == 1969 && l.month == 12 && l.day == 31 && l.hour == 19 &&
		l.weekday == 3,
	    "on a Wednesday evening");
	pos_local(&l, -1, "Asia/Tokyo");
	same_int(l.offset_s, 9 * 3600, "the day before 1970 in Tokyo");
	pos_local(&l, at("2099-07-01T00:00:00Z"), "Europe/London");
	same_int(l.offset_s, 3600, "rules go on past the table");
	pos_business_span(20111230, "Pacific/Apia", 240, &from, &to);
	ok(to - from == 4 * HOUR,
	    "Samoa left out 30 December 2011 from"
	    " midnight: four hours to the cut-off");
	pos_business_span(20111230, "Pacific/Apia", 0, &from, &to);
	ok(to == from, "and none of it where midnight is the cut-off");
	/* Put back from 00:01 to 23:01: the new day had begun. */
	same_int(check_spans("America/St_Johns", 0, 2008, 2010, hours), 3 * 3,
	    "a new day that began stays begun in St John's");
	check_spans("Australia/Lord_Howe", 105, 2024, 2026, hours);
	same_int(hours[2], 6000, "half hours in Lord Howe");
}

/* Many zones in turn, so that remembered offsets are evicted and found. */
static void
check_turns(void)
{
	static const struct {
		const char *zone;
		int hours;
	} zones[] = {
		{ "Pacific/Kiritimati", 14 },
		{ "Etc/GMT+12", -12 },
		{ "Asia/Tokyo", 9 },
		{ "Asia/Shanghai", 8 },
		{ "Asia/Dubai", 4 },
		{ "Africa/Nairobi", 3 },
		{ "Etc/UTC", 0 },
		{ "America/Bogota", -5 },
		{ "America/Phoenix", -7 },
		{ "Pacific/Honolulu", -10 },
		{ "Asia/Bangkok", 7 },
	};
	const int count = sizeof(zones) / sizeof(zones[0]);
	struct pos_local l;
	int wrong = 0, i;

	for (i = 0; i < 20000; i++) {
		pos_local(&l, at("2026-01-01T00:00:00Z") + i * HOUR,
		    zones[i * 7 % count].zone);
		wrong += l.offset_s != zones[i * 7 % count].hours * 3600;
	}
	same_int(wrong, 0, "eleven zones in turn");
}

static void
check_zone_names(void)
{
	static const char *const good[] = { "Europe/London", "Etc/GMT+12",
		"America/Argentina/Buenos_Aires", "America/Port-au-Prince",
		"UTC", "EST5EDT", "Asia/Shanghai" };
	static const char *const bad[] = {
		"", "/", "Europe", "Europe/",
		"/usr/share/zoneinfo/Europe/London",
		"../zoneinfo/Europe/London", "Europe/../Europe/London",
		"Europe//London", "./UTC", ":UTC", "Europe/London\n",
		"Mars/Olympus", "right/UTC", "posixrules", "localtime",
		"zone.tab", "UTC0", "europe/london", "UTC ",
		"A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A"
	};
	struct pos_err err;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ok(pos_zone_check(good[i], &err) == POS_OK, "zone %s", good[i]);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ok(pos_zone_check(bad[i], &err) == POS_CONFIG,
		    "bad zone name %zu is refused", i);
	ok(pos_zone_check("Mars/Olympus", &err) == POS_CONFIG, "Mars");
	same_text(err.text,
	    "no time zone 'Mars/Olympus' in /usr/share/"
	    "zoneinfo (expected like Europe/London; the zones are in package"
	    " tzdata)",
	    "the message tells where it looked");
	setenv("TZDIR", "/nonexistent", 1);
	ok(pos_zone_check("Europe/London", &err) == POS_CONFIG,
	    "TZDIR is where zones are");
	unsetenv("TZDIR");
}

int
main(void)
{
	static const struct law laws[] = {
		{ "Europe/London", 0, 1 },
		{ "America/New_York", -5, -4 },
		{ "Asia/Shanghai", 8, 8 },
	};
	size_t i;

	check_calendar();
	check_time_text();
	check_now();
	check_zone_names();
	for (i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
		check_law(&laws[i]);
		check_days(laws[i].zone, laws[i].winter_h != laws[i].summer_h);
	}
	check_known();
	check_turns();
	return tap_done();
}
