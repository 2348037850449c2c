/*
 * rule_when.c - days of the week and times of day, as authors write them.
 */
#include <string.h>

#include "promo/rule_inside.h"

static const char *const names[] = {
	POS_TR("mon"), POS_TR("tue"), POS_TR("wed"), POS_TR("thu"),
	POS_TR("fri"), POS_TR("sat"), POS_TR("sun"),
};

const char *
pos_rule_day_name(int weekday)
{
	return pos_tr(names[weekday - 1]);
}

static int
day_at(const char *text)
{
	int i;

	for (i = 0; i < 7; i++)
		if (strncmp(text, names[i], 3) == 0)
			return i;
	return -1;
}

bool
pos_rule_days(const char *text, unsigned *days)
{
	int from, to;

	*days = text == NULL ? 0x7f : 0;
	if (text == NULL)
		return true;
	for (;; text++) {
		from = to = day_at(text);
		if (from < 0)
			return false;
		text += 3;
		if (*text == '-') {
			to = day_at(text + 1);
			if (to < 0)
				return false;
			text += 4;
		}
		for (;; from = (from + 1) % 7) {
			*days |= 1u << from;
			if (from == to)
				break;
		}
		if (*text == '\0')
			return true;
		if (*text != ',')
			return false;
	}
}

bool
pos_rule_clock(const char *text, int64_t absent, int64_t *minute)
{
	static const char digits[] = "0123456789";
	int hour, past;

	*minute = absent;
	if (text == NULL)
		return true;
	if (strlen(text) != 5 || text[2] != ':' || strspn(text, digits) != 2 ||
	    strspn(text + 3, digits) != 2)
		return false;
	hour = (text[0] - '0') * 10 + text[1] - '0';
	past = (text[3] - '0') * 10 + text[4] - '0';
	*minute = hour * 60 + past;
	return past < 60 && *minute <= POS_DAY_MINUTES;
}
