/*
 * row_words.c - single words of a row into fields of a rule.
 *
 * The first word that is wrong is kept, and what comes after it is passed
 * over: so each field is one line for who builds a rule.
 */
#include "base/text.h"
#include "row_inside.h"

/* Is there something to read? */
bool
row_given(const struct promo_build *b, const char *text)
{
	return text != NULL && b->st == POS_OK;
}

/* Put the column before the message. */
void
row_at(struct promo_build *b, const char *title)
{
	if (b->st != POS_OK)
		b->st = pos_fail_at(&b->why, "%s", title);
}

void
row_money(struct promo_build *b, const char *title, const char *text,
    int64_t *out)
{
	struct pos_money a;

	if (!row_given(b, text))
		return;
	b->st = pos_shop_money(b->shop, &a, text, &b->why);
	if (b->st == POS_OK)
		*out = a.minor;
	row_at(b, title);
}

void
row_milli(struct promo_build *b, const char *title, const char *text,
    int64_t *out)
{
	if (!row_given(b, text))
		return;
	b->st = pos_milli_parse(out, text, &b->why);
	row_at(b, title);
}

void
row_rate(struct promo_build *b, const char *title, const char *text,
    int64_t *out)
{
	if (!row_given(b, text))
		return;
	b->st = pos_rate_parse(out, text, &b->why);
	row_at(b, title);
}

/* Earned points may be more than twice as many: no bound of 100 %. */
void
row_more(struct promo_build *b, const char *title, const char *text,
    int64_t *ppm)
{
	char number[POS_DECIMAL_MAX];
	size_t len;
	int64_t percents; /* thousandths of one */

	if (!row_given(b, text))
		return;
	len = strlen(text);
	len -= len > 0 && text[len - 1] == '%';
	snprintf(number, sizeof(number), "%.*s", (int)len, text);
	b->st = len < sizeof(number) ?
	    pos_milli_parse(&percents, number, &b->why) :
	    pos_fail(&b->why, POS_DATA, "'%s' is no percentage", text);
	if (b->st == POS_OK)
		*ppm = percents * 10;
	row_at(b, title);
}

void
row_whole(struct promo_build *b, const char *title, const char *text,
    int64_t *out)
{
	size_t len;

	if (!row_given(b, text))
		return;
	len = strspn(text + (*text == '-'), "0123456789");
	if (len == 0 || len > 12 || text[len + (*text == '-')] != '\0') {
		b->st = pos_fail(&b->why, POS_DATA,
		    "expected a whole number, not '%s'", text);
		row_at(b, title);
		return;
	}
	*out = strtoll(text, NULL, 10);
}

void
row_yes(struct promo_build *b, const char *title, const char *text, bool *out)
{
	if (!row_given(b, text))
		return;
	if (strcasecmp(text, "yes") == 0 || strcasecmp(text, "y") == 0 ||
	    strcasecmp(text, "true") == 0 || strcmp(text, "1") == 0)
		*out = true;
	else if (strcasecmp(text, "no") != 0 && strcasecmp(text, "n") != 0 &&
	    strcasecmp(text, "false") != 0 && strcmp(text, "0") != 0) {
		b->st = pos_fail(&b->why, POS_DATA,
		    "expected yes or no, not '%s'", text);
		row_at(b, title);
	}
}

void
row_day(struct promo_build *b, const char *title, const char *text,
    int64_t *out)
{
	int32_t d;

	if (!row_given(b, text))
		return;
	b->st = pos_day_parse(&d, text, &b->why);
	if (b->st == POS_OK)
		*out = d;
	row_at(b, title);
}

/* A time, or a day: its start, or (last) its end by the branch's clock. */
void
row_moment(struct promo_build *b, const char *title, const char *text,
    bool last, int64_t *out)
{
	struct pos_local wall = { 0 };
	int32_t d;

	if (!row_given(b, text))
		return;
	if (pos_day_parse(&d, text, NULL) == POS_OK) {
		d = last ? pos_day_add(d, 1) : d;
		wall.year = d / 10000;
		wall.month = d / 100 % 100;
		wall.day = d % 100;
		*out = pos_from_local(&wall, b->shop->zone);
		return;
	}
	b->st = pos_time_parse(out, text, &b->why);
	row_at(b, title);
}

void
row_list(struct promo_build *b, const char *text, const char ***out,
    size_t *count)
{
	if (row_given(b, text))
		*out = promo_words(text, ',', b->pool, count);
}

void
row_choice(struct promo_build *b, const char *title, const char *text,
    const char *choices, const char **out)
{
	const char *c = choices;
	size_t n;

	if (!row_given(b, text))
		return;
	for (;; c += n + 1) {
		n = strcspn(c, "|");
		if (strlen(text) == n && strncmp(c, text, n) == 0)
			break;
		if (c[n] != '\0')
			continue;
		b->st = pos_fail(&b->why, POS_DATA,
		    "expected one of %s, not '%s'", choices, text);
		row_at(b, title);
		return;
	}
	*out = text;
}

void
row_select_of(struct promo_build *b, const char *title, const char *text,
    const struct pos_select *ready, const struct pos_select **out)
{
	*out = ready;
	if (!row_given(b, text))
		return;
	b->st = promo_select_read(b->shop, text, b->pool, out, &b->why);
	row_at(b, title);
}
