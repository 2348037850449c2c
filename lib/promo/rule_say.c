/*
 * rule_say.c - parts of a rule in words: numbers, units, windows.
 *
 * Each template is one text for translators, with what it holds as %s, so
 * that another language may order its words as it likes.
 */
#include <string.h>

#include "base/clock.h"
#include "base/money.h"
#include "promo/rule_inside.h"

void
pos_rule_say_money(struct pos_buf *buf, int64_t minor, int places)
{
	char text[POS_DECIMAL_MAX];

	pos_buf_text(buf, pos_money_text(text, pos_minor(minor), places));
}

void
pos_rule_say_milli(struct pos_buf *buf, int64_t milli)
{
	char text[POS_DECIMAL_MAX];

	pos_buf_text(buf, pos_milli_text(text, milli));
}

void
pos_rule_say_list(struct pos_buf *buf, const char *const *texts, size_t count,
    const char *between)
{
	size_t i;

	for (i = 0; i < count; i++)
		pos_buf_printf(buf, "%s%s", i > 0 ? between : "", texts[i]);
}

/* A list into a template with one %s. */
static void
listed(struct pos_buf *buf, const char *format, const char *const *texts,
    size_t count)
{
	struct pos_buf list = { 0 };

	if (count == 0)
		return;
	pos_rule_say_list(&list, texts, count, pos_tr(" or "));
	pos_rule_put(buf, format, list.text, NULL);
	pos_buf_release(&list);
}

/* A template whose %s are replaced one after the other.  Templates come from
 * the catalogue, which may number them: "%2$s ... %1$s". */
void
pos_rule_put(struct pos_buf *buf, const char *format, const char *first,
    const char *second)
{
	const char *next = first;

	for (; *format != '\0'; format++) {
		if (format[0] == '%' && format[1] == 's') {
			pos_buf_text(buf, next);
			next = second;
			format++;
		} else if (format[0] == '%' &&
		    (format[1] == '1' || format[1] == '2') &&
		    format[2] == '$' && format[3] == 's') {
			pos_buf_text(buf, format[1] == '1' ? first : second);
			format += 3;
		} else if (format[0] == '%' && format[1] == '%') {
			pos_buf_char(buf, '%');
			format++;
		} else
			pos_buf_char(buf, *format);
	}
}

static void
price_range(struct pos_buf *buf, const struct pos_select *s, int places)
{
	struct pos_buf min = { 0 }, max = { 0 };

	if (s->has_price_min)
		pos_rule_say_money(&min, s->price_min_minor, places);
	if (s->has_price_max)
		pos_rule_say_money(&max, s->price_max_minor, places);
	if (s->has_price_min && s->has_price_max)
		pos_rule_put(buf, pos_tr(" priced from %s to %s"), min.text,
		    max.text);
	else if (s->has_price_min)
		pos_rule_put(buf, pos_tr(" priced %s or more"), min.text, NULL);
	else if (s->has_price_max)
		pos_rule_put(buf, pos_tr(" priced up to %s"), max.text, NULL);
	pos_buf_release(&min);
	pos_buf_release(&max);
}

void
pos_rule_say_select(struct pos_buf *buf, const struct pos_select *s, int places)
{
	if (s == NULL) {
		pos_buf_text(buf, pos_tr("anything"));
		return;
	}
	if (s->items_count == 0 && s->categories_count == 0)
		pos_buf_text(buf, pos_tr("anything"));
	listed(buf, "%s", s->items, s->items_count);
	if (s->items_count > 0)
		listed(buf, pos_tr(" under %s"), s->categories,
		    s->categories_count);
	else
		listed(buf, pos_tr("anything under %s"), s->categories,
		    s->categories_count);
	listed(buf, pos_tr(" tagged %s"), s->tags, s->tags_count);
	listed(buf, pos_tr(" on line %s"), s->lines, s->lines_count);
	price_range(buf, s, places);
	listed(buf, pos_tr(" except %s"), s->not_items, s->not_items_count);
	listed(buf, pos_tr(" not under %s"), s->not_categories,
	    s->not_categories_count);
	if (s->not_discounted)
		pos_buf_text(buf, pos_tr(" at full price"));
}

static void
say_days(struct pos_buf *buf, unsigned days)
{
	bool first = true;
	int i;

	for (i = 1; i <= 7; i++) {
		if ((days >> (i - 1) & 1) == 0)
			continue;
		pos_buf_printf(buf, "%s%s", first ? "" : pos_tr(", "),
		    pos_rule_day_name(i));
		first = false;
	}
}

static void
say_dates(struct pos_buf *buf, const struct pos_rule_window *w,
    const char *between)
{
	char from[POS_TIME_TEXT], to[POS_TIME_TEXT];

	pos_day_text(from, (int32_t)w->first_day);
	pos_day_text(to, (int32_t)w->last_day);
	if (w->first_day == 0 && w->last_day == 0)
		return;
	pos_buf_text(buf, between);
	if (w->first_day == w->last_day)
		pos_rule_put(buf, pos_tr("on %s"), from, NULL);
	else if (w->last_day == 0)
		pos_rule_put(buf, pos_tr("from %s on"), from, NULL);
	else if (w->first_day == 0)
		pos_rule_put(buf, pos_tr("until %s"), to, NULL);
	else
		pos_rule_put(buf, pos_tr("from %s to %s"), from, to);
}

void
pos_rule_window_say(struct pos_buf *buf, const struct pos_rule_window *w)
{
	size_t start = buf->len;
	struct pos_buf list = { 0 };
	unsigned days;

	if (w->from != NULL || w->to != NULL)
		pos_rule_put(buf, pos_tr("from %s to %s"),
		    w->from != NULL ? w->from : "00:00",
		    w->to != NULL ? w->to : "24:00");
	if (w->days != NULL && pos_rule_days(w->days, &days)) {
		say_days(&list, days);
		pos_buf_text(buf, buf->len > start ? " " : "");
		pos_rule_put(buf, pos_tr("on %s"), list.text, NULL);
	}
	say_dates(buf, w, buf->len > start ? pos_tr(", ") : "");
	pos_buf_release(&list);
}
