/*
 * read.c - records read from JSON: checked field by field, or refused.
 *
 * Our own programs write the fields in the table's order, so the members are
 * walked beside the table and a name is looked up only when they part.  The
 * path of a field is built only for a message.  Unknown members are noticed
 * by counting, and searched for only then.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rec/reader.h"

#define NEAR 2 /* edits for a 'did you mean' */
#define LANG_MIN 2
#define LANG_MAX 35

static enum pos_status
read_object(const struct pos_reader *r, const struct pos_record *record,
    const struct pos_place *at, const json_t *json, char *data);

static enum pos_status
read_list(const struct pos_reader *r, const struct pos_field *field,
    const struct pos_place *at, const json_t *json, char *data)
{
	size_t i, size, n = json_array_size(json);
	struct pos_place here = { .up = at };
	enum pos_status st;
	char *all;

	if (!json_is_array(json))
		return pos_read_expected(r, at, json, pos_tr("a list"));
	if (n > POS_LIST_MAX)
		return pos_fail(r->err, POS_DATA,
		    "%s: %zu elements, more than %d", pos_read_where(r, at), n,
		    POS_LIST_MAX);
	if (n == 0)
		return POS_OK;
	size = field->kind == POS_K_LIST ? field->sub->size : sizeof(char *);
	all = pos_pool_alloc(r->pool, n * size);
	for (i = 0; i < n; i++) {
		here.index = i;
		if (field->kind == POS_K_LIST)
			st = read_object(r, field->sub, &here,
			    json_array_get(json, i), all + i * size);
		else
			st = pos_read_text(r, field, &here,
			    json_array_get(json, i),
			    (const char **)(all + i * size));
		if (st != POS_OK)
			return st;
	}
	*(const void **)(data + field->offset) = all;
	*(size_t *)(data + field->count_offset) = n;
	return POS_OK;
}

static bool
is_lang(const char *lang, size_t len)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

	return len >= LANG_MIN && len <= LANG_MAX && strlen(lang) == len &&
	    lang[0] != '-' && strspn(lang, good) == len;
}

static enum pos_status
read_names(const struct pos_reader *r, const struct pos_field *field,
    const struct pos_place *at, const json_t *json, char *data)
{
	json_t *tree = (json_t *)json; /* json_object_iter() wants no const */
	struct pos_place here = { .up = at };
	struct pos_name *names;
	enum pos_status st;
	size_t n = 0;
	void *iter;

	if (!json_is_object(json))
		return pos_read_expected(r, at, json,
		    pos_tr("names by language as {\"en\":\"Latte\"}"));
	if (json_object_size(json) > POS_LIST_MAX)
		return pos_fail(r->err, POS_DATA,
		    "%s: %zu elements, more than %d", pos_read_where(r, at),
		    json_object_size(json), POS_LIST_MAX);
	names =
	    pos_pool_alloc(r->pool, json_object_size(json) * sizeof(*names));
	for (iter = json_object_iter(tree); iter != NULL;
	     iter = json_object_iter_next(tree, iter)) {
		here.name = json_object_iter_key(iter);
		if (!is_lang(here.name, json_object_iter_key_len(iter)))
			return pos_fail(r->err, POS_DATA,
			    "%s: '%s' is no language as \"en\" or \"zh-TW\"",
			    pos_read_where(r, at), here.name);
		names[n].lang = pos_pool_text(r->pool, here.name);
		st = pos_read_text(r, field, &here,
		    json_object_iter_value(iter), &names[n++].text);
		if (st != POS_OK)
			return st;
	}
	*(const void **)(data + field->offset) = n > 0 ? names : NULL;
	*(size_t *)(data + field->count_offset) = n;
	return POS_OK;
}

static enum pos_status
read_part(const struct pos_reader *r, const struct pos_field *field,
    const struct pos_place *at, const json_t *json, const void **out)
{
	char *part = pos_pool_alloc(r->pool, field->sub->size);
	enum pos_status st = read_object(r, field->sub, at, json, part);

	if (st == POS_OK)
		*out = part;
	return st;
}

static void
read_raw(const struct pos_reader *r, const json_t *json, const char **out)
{
	/* 15 digits: every decimal of so many comes out as it went in. */
	char *text = json_dumps(json,
	    JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));

	*out = pos_pool_text(r->pool, text);
	free(text);
}

static enum pos_status
read_value(const struct pos_reader *r, const struct pos_field *field,
    const struct pos_place *at, const json_t *json, char *data)
{
	char *to = data + field->offset;

	if ((field->flags & POS_F_GIVEN) != 0)
		*(bool *)(data + field->count_offset) = true;
	if (json_is_null(json) && (field->flags & POS_F_OPTIONAL) != 0 &&
	    field->kind != POS_K_RAW)
		return pos_fail(r->err, POS_DATA,
		    "%s: null stands for nothing here, leave the field out",
		    pos_read_where(r, at));
	switch (field->kind) {
	case POS_K_INT:
	case POS_K_MONEY:
		return pos_read_int(r, field, at, json, (int64_t *)to);
	case POS_K_TIME:
	case POS_K_DAY:
		return pos_read_when(r, field, at, json, (int64_t *)to);
	case POS_K_BOOL:
		if (!json_is_boolean(json))
			return pos_read_expected(r, at, json,
			    pos_tr("true or false"));
		*(bool *)to = json_is_true(json);
		return POS_OK;
	case POS_K_TEXT:
		return pos_read_text(r, field, at, json, (const char **)to);
	case POS_K_OBJECT:
		return read_part(r, field, at, json, (const void **)to);
	case POS_K_LIST:
	case POS_K_TEXTS:
		return read_list(r, field, at, json, data);
	case POS_K_NAMES:
		return read_names(r, field, at, json, data);
	case POS_K_RAW:
		read_raw(r, json, (const char **)to);
		return POS_OK;
	}
	return POS_OK;
}

static bool
has_field(const struct pos_record *record, const char *name)
{
	const struct pos_field *field;

	if (record->type != NULL &&
	    (strcmp(name, "type") == 0 || strcmp(name, "v") == 0))
		return true;
	for (field = record->fields; field->name != NULL; field++) {
		if (strcmp(field->name, name) == 0)
			return true;
	}
	return false;
}

/* The first member that the table does not have, or NULL. */
static const char *
stranger(const struct pos_record *record, const json_t *json)
{
	json_t *tree = (json_t *)json;
	void *iter;

	for (iter = json_object_iter(tree); iter != NULL;
	     iter = json_object_iter_next(tree, iter)) {
		if (!has_field(record, json_object_iter_key(iter)))
			return json_object_iter_key(iter);
	}
	return NULL;
}

static enum pos_status
unknown(const struct pos_reader *r, const struct pos_record *record,
    const struct pos_place *at, const char *name)
{
	struct pos_place here = { .up = at, .name = name };
	const struct pos_field *field;
	const char *close = NULL;
	int distance, best = NEAR + 1;

	for (field = record->fields; field->name != NULL; field++) {
		distance = pos_text_distance(name, field->name, NEAR);
		if (distance < best && (size_t)distance < strlen(name)) {
			best = distance;
			close = field->name;
		}
	}
	if (close != NULL)
		return pos_fail(r->err, POS_DATA,
		    "%s: unknown field (did you mean '%s'?)",
		    pos_read_where(r, &here), close);
	return pos_fail(r->err, POS_DATA, "%s: unknown field",
	    pos_read_where(r, &here));
}

static enum pos_status
missing(const struct pos_reader *r, const struct pos_record *record,
    const struct pos_place *at, const char *name, const json_t *json)
{
	const char *other = stranger(record, json);
	struct pos_place here = { .up = at, .name = name };

	/* A misspelt one beside it tells more. */
	if (other != NULL && (r->flags & POS_READ_EXTRA) == 0)
		return unknown(r, record, at, other);
	return pos_fail(r->err, POS_DATA, "%s: missing",
	    pos_read_where(r, &here));
}

static enum pos_status
check_type(const struct pos_reader *r, const struct pos_record *record,
    const struct pos_place *at, const json_t *json)
{
	struct pos_place here = { .up = at, .name = "type" };
	const json_t *member = json_object_get(json, "type");
	const char *type = json_string_value(member);

	if (member == NULL)
		return missing(r, record, at, "type", json);
	if (type == NULL || strcmp(type, record->type) != 0 ||
	    json_string_length(member) != strlen(record->type))
		return pos_fail(r->err, POS_DATA, "%s: expected '%s', not %s",
		    pos_read_where(r, &here), record->type,
		    pos_read_shown(r, member));
	here.name = "v";
	member = json_object_get(json, "v");
	if (member == NULL)
		return missing(r, record, at, "v", json);
	if (!json_is_integer(member) || json_integer_value(member) != record->v)
		return pos_fail(r->err, POS_DATA,
		    "%s: expected version %d of '%s', not %s",
		    pos_read_where(r, &here), record->v, record->type,
		    pos_read_shown(r, member));
	return POS_OK;
}

static enum pos_status
read_object(const struct pos_reader *r, const struct pos_record *record,
    const struct pos_place *at, const json_t *json, char *data)
{
	json_t *tree = (json_t *)json;
	const struct pos_field *field;
	struct pos_place here = { .up = at };
	enum pos_status st;
	size_t seen = 0;
	json_t *value;
	void *iter;

	if (!json_is_object(json))
		return pos_read_expected(r, at, json, pos_tr("an object"));
	iter = json_object_iter(tree);
	if (record->type != NULL) {
		st = check_type(r, record, at, json);
		if (st != POS_OK)
			return st;
		seen = 2;
		iter = json_object_iter_next(tree, iter);
		iter = json_object_iter_next(tree, iter);
	}
	for (field = record->fields; field->name != NULL; field++) {
		here.name = field->name;
		if (iter != NULL &&
		    strcmp(json_object_iter_key(iter), field->name) == 0) {
			value = json_object_iter_value(iter);
			iter = json_object_iter_next(tree, iter);
		} else
			value = json_object_get(json, field->name);
		if (value == NULL) {
			if ((field->flags & POS_F_OPTIONAL) != 0)
				continue;
			return missing(r, record, at, field->name, json);
		}
		seen++;
		st = read_value(r, field, &here, value, data);
		if (st != POS_OK)
			return st;
	}
	if (seen != json_object_size(json) && (r->flags & POS_READ_EXTRA) == 0)
		return unknown(r, record, at, stranger(record, json));
	return POS_OK;
}

enum pos_status
pos_record_read(void *data, const struct pos_record *record,
    const struct pos_json *json, struct pos_pool *pool, unsigned flags,
    struct pos_err *err)
{
	struct pos_reader r = { .pool = pool, .flags = flags, .err = err };
	const json_t *tree = pos_json_tree(json);
	const json_t *doubled;

	doubled =
	    json_object_getn(tree, POS_JSON_DOUBLED, POS_JSON_DOUBLED_LEN);
	if (doubled != NULL)
		return pos_fail(err, POS_DATA, "%s: stands there twice",
		    json_string_value(doubled));
	memset(data, 0, record->size);
	return read_object(&r, record, NULL, tree, data);
}

enum pos_status
pos_record_parse(void *data, const struct pos_record *record, const char *text,
    size_t len, struct pos_pool *pool, unsigned flags, struct pos_err *err)
{
	struct pos_json *json;
	enum pos_status st;

	st = pos_json_parse(&json, text, len, err);
	if (st != POS_OK)
		return st;
	st = pos_record_read(data, record, json, pool, flags, err);
	pos_json_free(json);
	return st;
}
