/*
 * cell.c - one field of a record as the text of a table's or CSV cell.
 */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/money.h"
#include "base/status.h"
#include "cli/cell.h"

bool
pos_cell_scalar(const struct pos_field *field)
{
	switch (field->kind) {
	case POS_K_INT:
	case POS_K_MONEY:
	case POS_K_TIME:
	case POS_K_DAY:
	case POS_K_BOOL:
	case POS_K_TEXT:
		return true;
	case POS_K_OBJECT:
	case POS_K_LIST:
	case POS_K_TEXTS:
	case POS_K_NAMES:
	case POS_K_RAW:
		break;
	}
	return false;
}

bool
pos_cell_right(const struct pos_field *field)
{
	return field->kind == POS_K_INT || field->kind == POS_K_MONEY ||
	    field->kind == POS_K_LIST;
}

static size_t
without(const char *name, size_t len, const char *unit)
{
	size_t n = strlen(unit);

	if (len > n && memcmp(name + len - n, unit, n) == 0)
		return len - n;
	return len;
}

/*
 * Titles have entries of their own in the catalogue, by the name of the
 * field: short as they are, most are a word that means something else in a
 * message.
 */
static bool
translated(struct pos_buf *buf, const char *name)
{
	struct pos_buf key = { 0 };
	const char *text;
	bool found;

	pos_buf_printf(&key, "column %s", name);
	text = pos_tr(key.text);
	found = strcmp(text, key.text) != 0;
	if (found)
		pos_buf_text(buf, text);
	pos_buf_release(&key);
	return found;
}

void
pos_cell_title(struct pos_buf *buf, const struct pos_field *field,
    const struct pos_cell_style *style)
{
	struct pos_buf title = { 0 };
	size_t len = strlen(field->name);
	char *c;

	if (field->kind == POS_K_MONEY)
		len = without(field->name, len, "_minor");
	else if (field->flags & POS_F_DECIMAL)
		len = without(field->name, len, "_milli");
	pos_buf_add(&title, field->name, len);
	for (c = title.text; style->people && *c != '\0'; c++)
		*c = *c == '_' ? ' ' : *c;
	if (!style->people || !translated(buf, field->name))
		pos_buf_text(buf, title.text);
	pos_buf_release(&title);
}

static void
time_cell(struct pos_buf *buf, int64_t ms, const struct pos_cell_style *style)
{
	struct pos_local at;
	char text[POS_TIME_TEXT];

	if (ms == 0) /* not yet: no shop had its till in 1970 */
		return;
	if (!style->people) {
		pos_buf_text(buf, pos_time_text(text, ms));
		return;
	}
	pos_local(&at, ms, style->zone != NULL ? style->zone : "UTC");
	pos_buf_printf(buf, "%04d-%02d-%02d %02d:%02d:%02d", at.year, at.month,
	    at.day, at.hour, at.minute, at.second);
}

/* In the user's language where there is one, else the first. */
static void
names_cell(struct pos_buf *buf, const struct pos_name *names, size_t count)
{
	const char *want = getenv("LANGUAGE");
	size_t i;

	if (want == NULL || *want == '\0')
		want = setlocale(LC_MESSAGES, NULL);
	for (i = 0; i < count; i++) {
		if (want != NULL && strncmp(names[i].lang, want, 2) == 0)
			break;
	}
	if (count > 0)
		pos_buf_text(buf, names[i < count ? i : 0].text);
}

static void
texts_cell(struct pos_buf *buf, const char *const *texts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		pos_buf_printf(buf, "%s%s", i > 0 ? ", " : "", texts[i]);
}

static void
number_cell(struct pos_buf *buf, const struct pos_field *field, int64_t number,
    const struct pos_cell_style *style)
{
	char text[POS_DECIMAL_MAX];
	char day[POS_TIME_TEXT];

	if (field->kind == POS_K_MONEY)
		pos_buf_text(buf,
		    pos_money_text(text, pos_minor(number), style->places));
	else if (field->kind == POS_K_TIME)
		time_cell(buf, number, style);
	else if (field->kind == POS_K_DAY && number != 0)
		pos_buf_text(buf, pos_day_text(day, (int32_t)number));
	else if (field->kind == POS_K_INT && (field->flags & POS_F_DECIMAL))
		pos_buf_text(buf, pos_milli_text(text, number));
	else if (field->kind == POS_K_INT)
		pos_buf_int(buf, number);
}

void
pos_cell_text(struct pos_buf *buf, const struct pos_field *field,
    const void *data, const struct pos_cell_style *style)
{
	const char *at = (const char *)data + field->offset;
	const size_t *count =
	    (const void *)((const char *)data + field->count_offset);
	const char *text;
	bool yes;

	pos_buf_text(buf, ""); /* so that an empty cell has its text */
	if ((field->flags & POS_F_GIVEN) != 0 &&
	    !*(const bool *)((const char *)data + field->count_offset))
		return; /* no limit, say, is not 0 */
	switch (field->kind) {
	case POS_K_INT:
	case POS_K_MONEY:
	case POS_K_TIME:
	case POS_K_DAY:
		number_cell(buf, field, *(const int64_t *)(const void *)at,
		    style);
		break;
	case POS_K_BOOL:
		yes = *(const bool *)(const void *)at;
		if (style->people)
			text = yes ? pos_tr("yes") : pos_tr("no");
		else
			text = yes ? "true" : "false";
		pos_buf_text(buf, text);
		break;
	case POS_K_TEXT:
	case POS_K_RAW:
		text = *(const char *const *)(const void *)at;
		if (text != NULL && style->people && field->choices != NULL)
			text = pos_tr(text);
		pos_buf_text(buf, text != NULL ? text : "");
		break;
	case POS_K_LIST:
		pos_buf_int(buf, (int64_t)*count);
		break;
	case POS_K_TEXTS:
		texts_cell(buf, *(const char *const *const *)(const void *)at,
		    *count);
		break;
	case POS_K_NAMES:
		names_cell(buf,
		    *(const struct pos_name *const *)(const void *)at, *count);
		break;
	case POS_K_OBJECT:
		break;
	}
}
