/*
 * scalar.c - numbers, texts and times of a record, read from JSON.
 *
 * A message names the path of the field, what was expected, and what stands
 * there, cut short; all of it is put together only when it is needed.
 */
#include <string.h>

#include "base/clock.h"
#include "base/money.h"
#include "base/text.h"
#include "rec/reader.h"

#define SHOWN_MAX 40 /* bytes of a wrong text that a message repeats */

static void
show_place(struct pos_buf *buf, const struct pos_place *at)
{
	if (at == NULL)
		return;
	show_place(buf, at->up);
	if (at->name == NULL) {
		pos_buf_char(buf, '[');
		pos_buf_int(buf, (int64_t)at->index);
		pos_buf_char(buf, ']');
		return;
	}
	if (buf->len > 0)
		pos_buf_char(buf, '.');
	pos_buf_text(buf, at->name);
}

const char *
pos_read_where(const struct pos_reader *r, const struct pos_place *at)
{
	struct pos_buf buf = { 0 };
	const char *text;

	pos_buf_clear(&buf);
	show_place(&buf, at);
	text = pos_pool_text(r->pool, buf.len > 0 ? buf.text : "record");
	pos_buf_release(&buf);
	return text;
}

static const char *
number_text(const struct pos_reader *r, const json_t *json)
{
	char text[40];
	size_t len = json_dumpb(json, text, sizeof(text) - 1,
	    JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));

	return pos_pool_textn(r->pool, text,
	    len < sizeof(text) ? len : sizeof(text) - 1);
}

/* What stands there instead, for a message. */
const char *
pos_read_shown(const struct pos_reader *r, const json_t *json)
{
	const char *text;
	size_t len;

	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return pos_tr("an object");
	case JSON_ARRAY:
		return pos_tr("a list");
	case JSON_STRING:
		text = json_string_value(json);
		len = strlen(text);
		if (len <= SHOWN_MAX)
			return pos_pool_printf(r->pool, "'%s'", text);
		len = pos_utf8_valid(text, SHOWN_MAX);
		return pos_pool_printf(r->pool, "'%.*s...'", (int)len, text);
	case JSON_INTEGER:
	case JSON_REAL:
		return number_text(r, json);
	case JSON_TRUE:
		return "true";
	case JSON_FALSE:
		return "false";
	case JSON_NULL:
		break;
	}
	return "null";
}

enum pos_status
pos_read_expected(const struct pos_reader *r, const struct pos_place *at,
    const json_t *json, const char *what)
{
	return pos_fail(r->err, POS_DATA, "%s: expected %s, not %s",
	    pos_read_where(r, at), what, pos_read_shown(r, json));
}

enum pos_status
pos_read_int(const struct pos_reader *r, const struct pos_field *field,
    const struct pos_place *at, const json_t *json, int64_t *out)
{
	int64_t min = field->min, max = field->max, number;

	if (min == 0 && max == 0) {
		max = field->kind == POS_K_MONEY ? POS_MONEY_MAX : INT64_MAX;
		min = field->kind == POS_K_MONEY ? -max : INT64_MIN;
	}
	number = json_integer_value(json);
	if (json_is_integer(json) && number >= min && number <= max) {
		*out = number;
		return POS_OK;
	}
	if (max == INT64_MAX)
		return pos_read_expected(r, at, json, pos_tr("a whole number"));
	return pos_fail(r->err, POS_DATA,
	    "%s: expected a whole number from %lld to %lld, not %s",
	    pos_read_where(r, at), (long long)min, (long long)max,
	    pos_read_shown(r, json));
}

static bool
is_choice(const char *choices, const char *text, size_t len)
{
	size_t n;

	for (;; choices += n + 1) {
		n = strcspn(choices, "|");
		if (n == len && memcmp(choices, text, n) == 0)
			return true;
		if (choices[n] == '\0')
			return false;
	}
}

enum pos_status
pos_read_text(const struct pos_reader *r, const struct pos_field *field,
    const struct pos_place *at, const json_t *json, const char **out)
{
	const char *wrong, *text = json_string_value(json);
	size_t len, max = field->max > 0 ? (size_t)field->max : POS_TEXT_MAX;

	if (text == NULL)
		return pos_read_expected(r, at, json, pos_tr("text"));
	len = json_string_length(json);
	if (memchr(text, '\0', len) != NULL)
		return pos_fail(r->err, POS_DATA, "%s: a NUL character in text",
		    pos_read_where(r, at));
	if (field->choices != NULL) {
		if (!is_choice(field->choices, text, len))
			return pos_fail(r->err, POS_DATA,
			    "%s: expected one of %s, not %s",
			    pos_read_where(r, at), field->choices,
			    pos_read_shown(r, json));
	} else {
		wrong = (field->flags & POS_F_CODE) != 0 ?
		    pos_code_wrong(text) :
		    pos_text_wrong(text, max);
		if (wrong != NULL)
			return pos_fail(r->err, POS_DATA, "%s: %s: %s",
			    pos_read_where(r, at), wrong,
			    pos_read_shown(r, json));
		if (field->min > 0 && len < (size_t)field->min)
			return pos_fail(r->err, POS_DATA,
			    "%s: expected at least %lld bytes, not %s",
			    pos_read_where(r, at), (long long)field->min,
			    pos_read_shown(r, json));
	}
	*out = pos_pool_textn(r->pool, text, len);
	return POS_OK;
}

enum pos_status
pos_read_when(const struct pos_reader *r, const struct pos_field *field,
    const struct pos_place *at, const json_t *json, int64_t *out)
{
	const char *text = json_string_value(json);
	struct pos_err why;
	enum pos_status st;
	int32_t day;

	if (text == NULL || strlen(text) != json_string_length(json))
		return pos_read_expected(r, at, json,
		    field->kind == POS_K_DAY ?
			pos_tr("a day as \"2026-11-27\"") :
			pos_tr("a time as \"2026-11-27T19:00:00Z\""));
	if (field->kind == POS_K_DAY) {
		st = pos_day_parse(&day, text, &why);
		if (st == POS_OK)
			*out = day;
	} else
		st = pos_time_parse(out, text, &why);
	if (st != POS_OK)
		return pos_fail(r->err, POS_DATA, "%s: %s",
		    pos_read_where(r, at), why.text);
	return POS_OK;
}
