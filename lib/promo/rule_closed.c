/*
 * rule_closed.c - is a rule open at all, before anybody looks at the cart.
 *
 * Windows are of the wall clock: what runs past midnight is counted to the day
 * it began on, so "fri 22:00 to 02:00" is open on Saturday at one.  A night
 * in which the clocks change is no other night than any.
 */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "promo/rule_inside.h"

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

static bool
holds(const char *const *texts, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (is(text, texts[i]))
			return true;
	return false;
}

/* Does a window begin on this day? */
static bool
begins(const struct pos_rule_window *w, unsigned days, int32_t day)
{
	return (days >> (pos_day_weekday(day) - 1) & 1) != 0 &&
	    (w->first_day == 0 || day >= w->first_day) &&
	    (w->last_day == 0 || day <= w->last_day);
}

static bool
window_open(const struct pos_rule_window *w, const struct pos_rule_moment *m)
{
	int32_t day = (int32_t)m->local_day;
	int64_t from, to, now = m->local_minute;
	unsigned days;

	if (!pos_rule_days(w->days, &days) ||
	    !pos_rule_clock(w->from, 0, &from) ||
	    !pos_rule_clock(w->to, POS_DAY_MINUTES, &to))
		return false;
	if (from < to)
		return from <= now && now < to && begins(w, days, day);
	if (now >= from)
		return begins(w, days, day);
	return now < to && begins(w, days, pos_day_add(day, -1));
}

static const char *
when_closed(struct pos_buf *buf, const struct pos_rule *rule,
    const struct pos_rule_moment *m)
{
	char text[POS_TIME_TEXT];
	size_t i;

	if (rule->valid_from != 0 && m->at < rule->valid_from) {
		pos_buf_printf(buf, pos_tr("only from %s on"),
		    pos_time_text(text, rule->valid_from));
		return buf->text;
	}
	if (rule->valid_to != 0 && m->at >= rule->valid_to) {
		pos_buf_printf(buf, pos_tr("over since %s"),
		    pos_time_text(text, rule->valid_to));
		return buf->text;
	}
	for (i = 0; i < rule->windows_count; i++)
		if (window_open(&rule->windows[i], m))
			return NULL;
	if (rule->windows_count == 0)
		return NULL;
	pos_buf_text(buf, pos_tr("only"));
	for (i = 0; i < rule->windows_count; i++) {
		pos_buf_text(buf, i > 0 ? pos_tr(", or") : "");
		pos_buf_char(buf, ' ');
		pos_rule_window_say(buf, &rule->windows[i]);
	}
	return buf->text;
}

/* A word of a list that is not the one there is; words have a translation,
 * codes of the shop have none. */
static const char *
place_closed(struct pos_buf *buf, const char *format, const char *const *texts,
    size_t count, const char *have, bool words)
{
	size_t i;

	if (count == 0 || holds(texts, count, have))
		return NULL;
	pos_buf_text(buf, format);
	for (i = 0; i < count; i++)
		pos_buf_printf(buf, "%s%s", i > 0 ? pos_tr(", ") : " ",
		    words ? pos_tr(texts[i]) : texts[i]);
	return buf->text;
}

static const char *
where_closed(struct pos_buf *buf, const struct pos_rule *rule,
    const struct pos_rule_moment *m)
{
	const char *why;

	why = place_closed(buf, pos_tr("only in branch"), rule->branches,
	    rule->branches_count, m->branch, false);
	if (why == NULL)
		why = place_closed(buf, pos_tr("only for orders of"),
		    rule->channels, rule->channels_count,
		    m->channel != NULL ? m->channel : "counter", false);
	if (why == NULL)
		why = place_closed(buf, pos_tr("only for orders that are"),
		    rule->order_types, rule->order_types_count, m->order_type,
		    true);
	if (why == NULL)
		why = place_closed(buf, pos_tr("only when paid by"),
		    rule->methods, rule->methods_count, m->method, true);
	return why;
}

static bool
folds_to(const char *text, const char *other)
{
	struct pos_buf a = { 0 }, b = { 0 };
	bool same;

	pos_text_fold(&a, text);
	pos_text_fold(&b, other);
	same = a.len == b.len && memcmp(a.text, b.text, a.len) == 0;
	pos_buf_release(&a);
	pos_buf_release(&b);
	return same;
}

static bool
code_given(const struct pos_rule *rule, const struct pos_rule_moment *m)
{
	size_t i, j;

	if (holds(m->codes, m->codes_count, rule->code))
		return true; /* by a coupon */
	for (i = 0; i < m->codes_count; i++)
		for (j = 0; j < rule->codes_count; j++)
			if (folds_to(m->codes[i], rule->codes[j]))
				return true;
	return false;
}

static const char *
trigger_closed(const struct pos_rule *rule, const struct pos_rule_moment *m)
{
	if (is(rule->trigger, "code") && !code_given(rule, m))
		return rule->codes_count > 0 ? pos_tr("wants its code") :
					       pos_tr("wants a coupon");
	if (is(rule->trigger, "group_buy") &&
	    (!m->group_buy || !holds(m->codes, m->codes_count, rule->code)))
		return pos_tr("wants a group that has formed");
	return NULL;
}

static bool
leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Born on 29 February: celebrated on the 28th of other years. */
static int32_t
birthday_in(int64_t year, int64_t mmdd)
{
	if (mmdd == 229 && !leap(year))
		mmdd = 228;
	return (int32_t)(year * 10000 + mmdd);
}

static bool
birthday_holds(const char *birthday, int64_t mmdd, int32_t today)
{
	int64_t year = today / 10000;
	int32_t day, from, to;
	int i;

	if (mmdd == 0)
		return false;
	if (strcmp(birthday, "month") == 0)
		return mmdd / 100 == today / 100 % 100;
	if (strcmp(birthday, "day") == 0)
		return birthday_in(year, mmdd) == today;
	from = pos_day_add(today, -3);
	to = pos_day_add(today, 3);
	for (i = -1; i <= 1; i++) { /* a week around New Year */
		day = birthday_in(year + i, mmdd);
		if (day >= from && day <= to)
			return true;
	}
	return false;
}

static const char *
audience_closed(struct pos_buf *buf, const struct pos_rule *rule,
    const struct pos_rule_moment *m)
{
	const struct pos_rule_audience *a = rule->audience;
	size_t i;

	/* limits of a member, and points, are of somebody */
	if (rule->limit != NULL && !m->member &&
	    (rule->limit->member_uses != 0 ||
		rule->limit->member_units_milli != 0 ||
		rule->limit->points_cost != 0))
		return pos_tr("only for members");
	if (is(rule->effect->kind, "points_pay") && !m->member)
		return pos_tr("only for members");
	if (a == NULL)
		return NULL;
	if (!m->member)
		return pos_tr("only for members");
	if (a->tiers_count > 0 && !holds(a->tiers, a->tiers_count, m->tier))
		return place_closed(buf, pos_tr("only for members of level"),
		    a->tiers, a->tiers_count, m->tier, false);
	for (i = 0; i < m->segments_count; i++)
		if (holds(a->segments, a->segments_count, m->segments[i]))
			break;
	if (a->segments_count > 0 && i == m->segments_count)
		return place_closed(buf, pos_tr("only for members in"),
		    a->segments, a->segments_count, NULL, false);
	if (a->birthday != NULL &&
	    !birthday_holds(a->birthday, m->birthday, (int32_t)m->local_day))
		return pos_tr("only around the member's birthday");
	if (a->first_order && !m->first_order)
		return pos_tr("only for a member's first order");
	return NULL;
}

const char *
pos_rule_closed(struct pos_buf *buf, const struct pos_rule *rule,
    const struct pos_rule_moment *moment)
{
	const char *why;

	pos_buf_clear(buf);
	if (rule->paused)
		why = pos_tr("paused");
	else
		why = trigger_closed(rule, moment);
	if (why == NULL)
		why = when_closed(buf, rule, moment);
	if (why == NULL)
		why = where_closed(buf, rule, moment);
	if (why == NULL)
		why = audience_closed(buf, rule, moment);
	if (why == NULL || why == buf->text)
		return why;
	pos_buf_text(buf, why);
	return buf->text;
}
