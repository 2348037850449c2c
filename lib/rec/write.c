/*
 * write.c - records written as JSON.
 *
 * This runs for every sale, so text is copied in runs between the bytes that
 * a table marks, and nothing is formatted.  U+2028 and U+2029 are escaped
 * although JSON does not ask for it: tools that split text into lines take
 * them for line ends.
 */
#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/clock.h"
#include "rec/field.h"
#include "rec/json.h"

/* 'u': as \u00xx; 'U': may begin U+2028 or U+2029; others: after a '\'. */
static const char escapes[256] = {
	[0x00 ... 0x07] = 'u',
	['\b'] = 'b',
	['\t'] = 't',
	['\n'] = 'n',
	['\v'] = 'u',
	['\f'] = 'f',
	['\r'] = 'r',
	[0x0e ... 0x1f] = 'u',
	['"'] = '"',
	['\\'] = '\\',
	[0xe2] = 'U',
};

static void
escape(struct pos_buf *buf, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char text[6] = { '\\', escapes[c], '0', '0', hex[c >> 4], hex[c & 15] };

	pos_buf_add(buf, text, escapes[c] == 'u' ? 6 : 2);
}

void
pos_json_quote(struct pos_buf *buf, const char *text)
{
	const unsigned char *at = (const unsigned char *)text, *from = at;

	pos_buf_char(buf, '"');
	for (;;) {
		while (escapes[*at] == 0)
			at++;
		if (*at == '\0')
			break;
		if (escapes[*at] != 'U') {
			pos_buf_add(buf, from, (size_t)(at - from));
			escape(buf, *at++);
			from = at;
		} else if (at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9)) {
			pos_buf_add(buf, from, (size_t)(at - from));
			pos_buf_text(buf,
			    at[2] == 0xa8 ? "\\u2028" : "\\u2029");
			at += 3;
			from = at;
		} else
			at++;
	}
	pos_buf_add(buf, from, (size_t)(at - from));
	pos_buf_char(buf, '"');
}

/* The name of a field is ours and needs no escapes. */
static void
key(struct pos_buf *buf, const char *name, bool first)
{
	size_t len = strlen(name);

	pos_buf_reserve(buf, len + 4);
	if (!first)
		pos_buf_char(buf, ',');
	pos_buf_char(buf, '"');
	pos_buf_add(buf, name, len);
	pos_buf_add(buf, "\":", 2);
}

static void
quoted(struct pos_buf *buf, const char *plain)
{
	pos_buf_char(buf, '"');
	pos_buf_text(buf, plain);
	pos_buf_char(buf, '"');
}

static bool
left_out(const struct pos_field *field, const char *data)
{
	const char *at = data + field->offset;
	const char *text;

	switch (field->kind) {
	case POS_K_INT:
	case POS_K_MONEY:
	case POS_K_TIME:
	case POS_K_DAY:
		if ((field->flags & POS_F_GIVEN) != 0)
			return !*(const bool *)(data + field->count_offset);
		return *(const int64_t *)at == 0;
	case POS_K_BOOL:
		return !*(const bool *)at;
	case POS_K_TEXT:
	case POS_K_RAW:
		text = *(const char *const *)at;
		return text == NULL || text[0] == '\0';
	case POS_K_OBJECT:
		return *(const void *const *)at == NULL;
	case POS_K_LIST:
	case POS_K_TEXTS:
	case POS_K_NAMES:
		return *(const size_t *)(data + field->count_offset) == 0;
	}
	return false;
}

static void
write_many(struct pos_buf *buf, const struct pos_field *field, const char *data)
{
	const void *all = *(const void *const *)(data + field->offset);
	size_t i, n = *(const size_t *)(data + field->count_offset);
	const struct pos_name *names = all;
	const char *const *texts = all;
	const char *parts = all;

	pos_buf_char(buf, field->kind == POS_K_NAMES ? '{' : '[');
	for (i = 0; i < n; i++) {
		if (i > 0)
			pos_buf_char(buf, ',');
		if (field->kind == POS_K_NAMES) {
			pos_json_quote(buf, names[i].lang);
			pos_buf_char(buf, ':');
			pos_json_quote(buf, names[i].text);
		} else if (field->kind == POS_K_TEXTS)
			pos_json_quote(buf, texts[i]);
		else
			pos_record_write(buf, field->sub,
			    parts + i * field->sub->size);
	}
	pos_buf_char(buf, field->kind == POS_K_NAMES ? '}' : ']');
}

static void
write_value(struct pos_buf *buf, const struct pos_field *field,
    const char *data)
{
	const char *at = data + field->offset;
	const int64_t *number = (const void *)at;
	const void *part;
	char text[POS_TIME_TEXT];

	switch (field->kind) {
	case POS_K_INT:
	case POS_K_MONEY:
		pos_buf_int(buf, *number);
		break;
	case POS_K_TIME:
		quoted(buf, pos_time_text(text, *number));
		break;
	case POS_K_DAY:
		quoted(buf, pos_day_text(text, (int32_t)*number));
		break;
	case POS_K_BOOL:
		pos_buf_text(buf, *(const bool *)at ? "true" : "false");
		break;
	case POS_K_TEXT:
	case POS_K_RAW:
	case POS_K_OBJECT:
		part = *(const void *const *)at;
		/* Only an optional field may be absent, and it was left out. */
		assert(part != NULL);
		if (field->kind == POS_K_TEXT)
			pos_json_quote(buf, part);
		else if (field->kind == POS_K_RAW)
			pos_buf_text(buf, part);
		else
			pos_record_write(buf, field->sub, part);
		break;
	case POS_K_LIST:
	case POS_K_TEXTS:
	case POS_K_NAMES:
		write_many(buf, field, data);
		break;
	}
}

void
pos_record_write(struct pos_buf *buf, const struct pos_record *record,
    const void *data)
{
	const struct pos_field *field;
	bool first = true;

	pos_buf_char(buf, '{');
	if (record->type != NULL) {
		key(buf, "type", true);
		quoted(buf, record->type);
		key(buf, "v", false);
		pos_buf_int(buf, record->v);
		first = false;
	}
	for (field = record->fields; field->name != NULL; field++) {
		if ((field->flags & POS_F_OPTIONAL) != 0 &&
		    left_out(field, data))
			continue;
		key(buf, field->name, first);
		write_value(buf, field, data);
		first = false;
	}
	pos_buf_char(buf, '}');
}
