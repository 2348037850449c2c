/*
 * schema.c - the JSON Schema of a record, made from its table of fields.
 *
 * One member a line, so that a change of a record reads well as a diff.
 * maxLength counts characters where our limit counts bytes: the schema lets
 * through a little more than pos_record_read() does, never less.
 */
#include <string.h>

#include "base/money.h"
#include "rec/field.h"
#include "rec/json.h"

#define CODE_MAX 64
#define CODE_PATTERN "^[^-:+,;=\"\\s\\p{Cc}][^:+,;=\"\\s\\p{Cc}]*$"
#define TIME_PATTERN \
	"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:" \
	"[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"
#define DAY_PATTERN "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
#define LANG_PATTERN "^[A-Za-z0-9][A-Za-z0-9-]{1,34}$"

static void
write_object(struct pos_buf *buf, const struct pos_record *record, int depth);

static void
line(struct pos_buf *buf, int depth)
{
	pos_buf_char(buf, '\n');
	while (depth-- > 0)
		pos_buf_char(buf, '\t');
}

static void
member(struct pos_buf *buf, const char *name, const char *text)
{
	pos_json_quote(buf, name);
	pos_buf_text(buf, ": ");
	pos_json_quote(buf, text);
}

static void
number(struct pos_buf *buf, const char *name, int64_t value)
{
	pos_buf_text(buf, ", ");
	pos_json_quote(buf, name);
	pos_buf_text(buf, ": ");
	pos_buf_int(buf, value);
}

static void
limits(struct pos_buf *buf, const struct pos_field *field)
{
	if (field->min != 0 || field->max != 0) {
		number(buf, "minimum", field->min);
		number(buf, "maximum", field->max);
	} else if (field->kind == POS_K_MONEY) {
		number(buf, "minimum", -POS_MONEY_MAX);
		number(buf, "maximum", POS_MONEY_MAX);
	}
}

static void
text_type(struct pos_buf *buf, const struct pos_field *field)
{
	const char *at = field->choices;
	struct pos_buf one = { 0 };
	size_t n;

	member(buf, "type", "string");
	if (at != NULL) {
		pos_buf_text(buf, ", \"enum\": [");
		for (;; at += n + 1) {
			n = strcspn(at, "|");
			pos_buf_clear(&one);
			pos_buf_add(&one, at, n);
			pos_json_quote(buf, one.text);
			if (at[n] == '\0')
				break;
			pos_buf_text(buf, ", ");
		}
		pos_buf_char(buf, ']');
		pos_buf_release(&one);
		return;
	}
	number(buf, "minLength", 1);
	if ((field->flags & POS_F_CODE) != 0) {
		number(buf, "maxLength", CODE_MAX);
		pos_buf_text(buf, ", ");
		member(buf, "pattern", CODE_PATTERN);
	} else
		number(buf, "maxLength",
		    field->max > 0 ? field->max : POS_TEXT_MAX);
}

static void
names_type(struct pos_buf *buf, const struct pos_field *field)
{
	member(buf, "type", "object");
	pos_buf_text(buf, ", \"propertyNames\": {");
	member(buf, "pattern", LANG_PATTERN);
	pos_buf_text(buf, "}, \"additionalProperties\": {");
	text_type(buf, field);
	pos_buf_char(buf, '}');
	number(buf, "maxProperties", POS_LIST_MAX);
}

static void
list_type(struct pos_buf *buf, const struct pos_field *field, int depth)
{
	member(buf, "type", "array");
	number(buf, "maxItems", POS_LIST_MAX);
	pos_buf_text(buf, ", \"items\": {");
	if (field->kind == POS_K_TEXTS)
		text_type(buf, field);
	else
		write_object(buf, field->sub, depth);
	pos_buf_char(buf, '}');
}

static void
when_type(struct pos_buf *buf, const char *format, const char *pattern)
{
	member(buf, "type", "string");
	pos_buf_text(buf, ", ");
	member(buf, "format", format);
	pos_buf_text(buf, ", ");
	member(buf, "pattern", pattern);
}

static void
write_type(struct pos_buf *buf, const struct pos_field *field, int depth)
{
	switch (field->kind) {
	case POS_K_INT:
	case POS_K_MONEY:
		member(buf, "type", "integer");
		limits(buf, field);
		return;
	case POS_K_TIME:
		when_type(buf, "date-time", TIME_PATTERN);
		return;
	case POS_K_DAY:
		when_type(buf, "date", DAY_PATTERN);
		return;
	case POS_K_BOOL:
		member(buf, "type", "boolean");
		return;
	case POS_K_TEXT:
		text_type(buf, field);
		return;
	case POS_K_OBJECT:
		write_object(buf, field->sub, depth);
		return;
	case POS_K_LIST:
	case POS_K_TEXTS:
		list_type(buf, field, depth);
		return;
	case POS_K_NAMES:
		names_type(buf, field);
		return;
	case POS_K_RAW:
		member(buf, "$comment", "any JSON");
		return;
	}
}

static void
write_required(struct pos_buf *buf, const struct pos_record *record)
{
	const struct pos_field *field;
	const char *comma = "";

	pos_buf_text(buf, "\"required\": [");
	if (record->type != NULL) {
		pos_buf_text(buf, "\"type\", \"v\"");
		comma = ", ";
	}
	for (field = record->fields; field->name != NULL; field++) {
		if ((field->flags & POS_F_OPTIONAL) != 0)
			continue;
		pos_buf_text(buf, comma);
		pos_json_quote(buf, field->name);
		comma = ", ";
	}
	pos_buf_char(buf, ']');
}

static void
write_properties(struct pos_buf *buf, const struct pos_record *record,
    int depth)
{
	const struct pos_field *field;
	const char *comma = "";

	if (record->type != NULL) {
		line(buf, depth);
		pos_buf_text(buf, "\"type\": {\"const\": ");
		pos_json_quote(buf, record->type);
		pos_buf_text(buf, "},");
		line(buf, depth);
		pos_buf_text(buf, "\"v\": {\"const\": ");
		pos_buf_int(buf, record->v);
		pos_buf_char(buf, '}');
		comma = ",";
	}
	for (field = record->fields; field->name != NULL; field++) {
		pos_buf_text(buf, comma);
		comma = ",";
		line(buf, depth);
		pos_json_quote(buf, field->name);
		pos_buf_text(buf, ": {");
		if (field->help != NULL) {
			member(buf, "description", field->help);
			pos_buf_text(buf, ", ");
		}
		write_type(buf, field, depth);
		pos_buf_char(buf, '}');
	}
}

/* The members of an object's schema, without the braces around them. */
static void
write_object(struct pos_buf *buf, const struct pos_record *record, int depth)
{
	line(buf, depth + 1);
	member(buf, "type", "object");
	pos_buf_char(buf, ',');
	line(buf, depth + 1);
	pos_buf_text(buf, "\"additionalProperties\": false,");
	line(buf, depth + 1);
	write_required(buf, record);
	pos_buf_char(buf, ',');
	line(buf, depth + 1);
	pos_buf_text(buf, "\"properties\": {");
	write_properties(buf, record, depth + 2);
	line(buf, depth + 1);
	pos_buf_char(buf, '}');
	line(buf, depth);
}

void
pos_record_schema(struct pos_buf *buf, const struct pos_record *record)
{
	pos_buf_char(buf, '{');
	line(buf, 1);
	member(buf, "$schema", "https://json-schema.org/draft/2020-12/schema");
	pos_buf_char(buf, ',');
	if (record->type != NULL) {
		line(buf, 1);
		member(buf, "title", record->type);
		pos_buf_char(buf, ',');
	}
	if (record->help != NULL) {
		line(buf, 1);
		member(buf, "description", record->help);
		pos_buf_char(buf, ',');
	}
	write_object(buf, record, 0);
	pos_buf_text(buf, "}\n");
}
