/*
 * zone.c - what a wall clock shows in an IANA zone, and business days.
 *
 * The offsets come from the C library, which knows one zone at a time, the
 * one in TZ: asking about a zone sets TZ for the whole process (and for the
 * children it starts) and leaves it so.  That costs a file read, and asking
 * costs a search under a lock, so offsets are remembered per zone and UTC
 * day, for days on which the offset does not change.  That both ends of a
 * day agree proves it constant: since 1970 no zone has changed twice within
 * three days.  For the same reason from_wall() below needs to look at one
 * change only.
 */
#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/clock.h"
#include "base/days.h"
#include "base/mem.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS INT64_C(60000)
#define HOUR_MS INT64_C(3600000)
#define DAY_MS INT64_C(86400000)
#define ZONE_MAX 64
#define ZONES 8
#define SLOTS 512 /* days remembered per zone: more than a year's books */
#define NEAR_MS (16 * HOUR_MS) /* no zone is further from UTC */
#define BACK_MS (8 * HOUR_MS)  /* no clock was put back further since 1970 */

struct known {
	int64_t day; /* plus one, so that zero is an empty slot */
	int offset_ms;
};

struct zone {
	char name[ZONE_MAX];
	struct known known[SLOTS];
};

static struct zone *zones[ZONES];
static unsigned next_zone;

/* Letters, digits and a few signs, parts starting with a capital. */
static bool
is_name(const char *zone)
{
	const char *c;

	if (strlen(zone) >= ZONE_MAX)
		return false;
	for (c = zone; *c != '\0'; c++) {
		bool first = c == zone || c[-1] == '/';
		bool capital = *c >= 'A' && *c <= 'Z';
		bool other = (*c >= 'a' && *c <= 'z') ||
		    (*c >= '0' && *c <= '9') || strchr("_+-/", *c) != NULL;

		if (!(capital || (other && !first)))
			return false;
	}
	return c != zone && c[-1] != '/';
}

enum pos_status
pos_zone_check(const char *zone, struct pos_err *err)
{
	const char *folder = getenv("TZDIR");
	char path[PATH_MAX], magic[4] = "";
	struct stat st;
	FILE *file;
	size_t len;
	int room;

	if (folder == NULL || folder[0] == '\0')
		folder = "/usr/share/zoneinfo";
	/* The name becomes part of a path: no "..", no absolute path. */
	if (!is_name(zone))
		return pos_fail(err, POS_CONFIG,
		    "'%.60s' is not a time zone"
		    " (expected like Europe/London)",
		    zone);
	room = snprintf(path, sizeof(path), "%s/%s", folder, zone);
	if (room < 0 || (size_t)room >= sizeof(path))
		return pos_fail(err, POS_CONFIG, "TZDIR is too long");
	if (stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    (file = fopen(path, "rbe")) != NULL) {
		len = fread(magic, 1, sizeof(magic), file);
		fclose(file);
		if (len == sizeof(magic) && memcmp(magic, "TZif", 4) == 0)
			return POS_OK;
	}
	return pos_fail(err, POS_CONFIG,
	    "no time zone '%s' in %s (expected"
	    " like Europe/London; the zones are in package tzdata)",
	    zone, folder);
}

static int
ask(int64_t ms, const char *zone)
{
	const char *set = getenv("TZ");
	time_t when = (time_t)pos_floor_div(ms, SECOND_MS);
	struct tm tm;

	if (set == NULL || strcmp(set, zone) != 0) {
		setenv("TZ", zone, 1);
		tzset();
	}
	if (localtime_r(&when, &tm) == NULL)
		return 0; /* a year past int: no instant of ours */
	return (int)(tm.tm_gmtoff * SECOND_MS);
}

static struct zone *
find_zone(const char *name)
{
	static struct zone *last;
	struct zone **slot;
	unsigned i;

	if (last != NULL && strcmp(last->name, name) == 0)
		return last;
	for (i = 0; i < ZONES; i++)
		if (zones[i] != NULL && strcmp(zones[i]->name, name) == 0)
			return last = zones[i];
	assert(strlen(name) < ZONE_MAX);
	slot = &zones[next_zone++ % ZONES];
	if (*slot == NULL)
		*slot = pos_alloc(sizeof(**slot));
	memset(*slot, 0, sizeof(**slot));
	memcpy((*slot)->name, name, strlen(name) + 1);
	return last = *slot;
}

/* Milliseconds east of UTC at an instant. */
static int
offset_at(int64_t ms, const char *name)
{
	struct zone *zone = find_zone(name);
	int64_t day = pos_floor_div(ms, DAY_MS);
	struct known *known = &zone->known[(uint64_t)day % SLOTS];
	int offset_ms;

	if (day < 0)
		return ask(ms, name);
	if (known->day == day + 1)
		return known->offset_ms;
	offset_ms = ask(day * DAY_MS, name);
	if (ask((day + 1) * DAY_MS - 1, name) != offset_ms)
		return ask(ms, name);
	*known = (struct known){ day + 1, offset_ms };
	return offset_ms;
}

void
pos_local(struct pos_local *out, int64_t ms, const char *zone)
{
	int offset_ms = offset_at(ms, zone);
	int64_t wall = ms + offset_ms;
	int64_t days = pos_floor_div(wall, DAY_MS);
	int of_day = (int)(wall - days * DAY_MS);

	pos_days_to(days, &out->year, &out->month, &out->day);
	out->hour = of_day / 3600000;
	out->minute = of_day / 60000 % 60;
	out->second = of_day / 1000 % 60;
	out->ms = of_day % 1000;
	out->weekday = pos_day_weekday(pos_days_day(days));
	out->offset_s = offset_ms / 1000;
}

/* The first instant in (low, high] that has the offset of high. */
static int64_t
change_between(int64_t low, int64_t high, const char *zone)
{
	int after = offset_at(high, zone);

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (offset_at(middle, zone) == after)
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* wall: milliseconds as the clock's face shows them, as if it were UTC. */
static int64_t
from_wall(int64_t wall, const char *zone)
{
	int before = offset_at(wall - NEAR_MS, zone);
	int after = offset_at(wall + NEAR_MS, zone);
	int64_t change;

	if (before == after)
		return wall - before;
	change = change_between(wall - NEAR_MS, wall + NEAR_MS, zone);
	/* Shown before the change, it is shown there first. */
	if (wall - before < change)
		return wall - before;
	/* In a gap: the clock passes over it at the change. */
	return wall - after > change ? wall - after : change;
}

int64_t
pos_from_local(const struct pos_local *local, const char *zone)
{
	int64_t days = pos_days_from(local->year, local->month, local->day);

	return from_wall(days * DAY_MS + local->hour * HOUR_MS +
		local->minute * MINUTE_MS + local->second * SECOND_MS +
		local->ms,
	    zone);
}

int32_t
pos_business_day(int64_t ms, const char *zone, int cutoff_minutes)
{
	int64_t cutoff = cutoff_minutes * MINUTE_MS;
	int offset_ms = offset_at(ms, zone);
	int64_t days = pos_floor_div(ms + offset_ms - cutoff, DAY_MS);

	/*
	 * A clock put back over the cut-off shows yesterday's hours once
	 * more, but a day that has begun stays begun.
	 */
	if (offset_at(ms - BACK_MS, zone) > offset_ms &&
	    ms >= from_wall((days + 1) * DAY_MS + cutoff, zone))
		days++;
	return pos_days_day(days);
}

void
pos_business_span(int32_t day, const char *zone, int cutoff_minutes,
    int64_t *from_ms, int64_t *to_ms)
{
	int64_t wall = pos_day_days(day) * DAY_MS + cutoff_minutes * MINUTE_MS;

	*from_ms = from_wall(wall, zone);
	*to_ms = from_wall(wall + DAY_MS, zone);
}
