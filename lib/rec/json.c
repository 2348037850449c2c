/*
 * json.c - JSON text parsed by jansson, and looked at.
 *
 * RFC 8259 lets two things pass that a record must not have: duplicate names
 * and NUL characters.  The parser takes them, as every parser should, and
 * pos_record_read() refuses them.  jansson itself takes no NUL in a name:
 * there it becomes U+FFFD, which is in no name of ours either.
 */
#include <stdlib.h>
#include <string.h>

#include "rec/tree.h"

#define FLAGS (JSON_DECODE_ANY | JSON_ALLOW_NUL)

/* In a valid text, the strings that a colon follows are the names. */
static char *
without_nul_names(const char *text, size_t len)
{
	char *copy = memcpy(pos_alloc(len + 1), text, len);
	char *at, *from, *next;

	for (at = copy; (at = strchr(at, '"')) != NULL; at++) {
		from = ++at;
		while (*at != '\0' && *at != '"')
			at += *at == '\\' && at[1] != '\0' ? 2 : 1;
		if (*at == '\0')
			break;
		next = at + 1;
		next += strspn(next, " \t\r\n");
		while (*next == ':' && from < at) {
			if (strncmp(from, "\\u0000", 6) == 0)
				memcpy(from, "\\ufffd", 6);
			from += *from == '\\' ? 2 : 1;
		}
	}
	return copy;
}

/* All objects, so that it does not matter which of them is read. */
static void
mark(json_t *json, json_t *path)
{
	const char *name;
	json_t *child;
	size_t i;

	if (json_is_array(json)) {
		json_array_foreach(json, i, child) mark(child, path);
	} else if (json_is_object(json)) {
		json_object_foreach(json, name, child) mark(child, path);
		json_object_setn_nocheck(json, POS_JSON_DOUBLED,
		    POS_JSON_DOUBLED_LEN, path);
	}
}

static enum pos_status
refuse(const char *text, const json_error_t *why, struct pos_err *err)
{
	struct pos_buf path = { 0 };
	size_t len = (size_t)why->position;
	enum pos_status st;

	if (json_error_code(why) == json_error_numeric_overflow) {
		/* jansson may have looked past the number. */
		while (len > 0 && (text[len - 1] < '0' || text[len - 1] > '9'))
			len--;
		pos_buf_clear(&path);
		pos_json_path(&path, text, len);
		st = pos_fail(err, POS_DATA, "column %d: %s%snumber too large",
		    why->column, path.text, path.len > 0 ? ": " : "");
		pos_buf_release(&path);
		return st;
	}
	if (why->line > 1)
		return pos_fail(err, POS_DATA,
		    "line %d, column %d: not valid JSON: %s", why->line,
		    why->column, why->text);
	return pos_fail(err, POS_DATA, "column %d: not valid JSON: %s",
	    why->column, why->text);
}

static json_t *
doubled(const char *text, const json_error_t *why)
{
	struct pos_buf path = { 0 };
	size_t len = (size_t)why->position;
	json_t *json;

	/* Names in the path are still escaped: nothing hides in them. */
	pos_json_path(&path, text, len);
	json = json_stringn_nocheck(path.text, path.len);
	pos_buf_release(&path);
	return json;
}

enum pos_status
pos_json_parse(struct pos_json **json, const char *text, size_t len,
    struct pos_err *err)
{
	size_t flags = FLAGS | JSON_REJECT_DUPLICATES;
	enum pos_status st = POS_OK;
	json_t *root, *path = NULL;
	json_error_t why;
	const char *nul;
	char *copy = NULL;

	/* jansson takes one at the end for the end. */
	nul = len > 0 ? memchr(text, '\0', len) : NULL;
	if (nul != NULL)
		return pos_fail(err, POS_DATA, "column %zu: a NUL character",
		    (size_t)(nul - text) + 1);
	/* Each of the two rare cases is met at most once. */
	while ((root = json_loadb(text, len, flags, &why)) == NULL) {
		if (json_error_code(&why) == json_error_null_byte_in_key &&
		    copy == NULL) {
			copy = without_nul_names(text, len);
			text = copy;
		} else if (json_error_code(&why) == json_error_duplicate_key &&
		    path == NULL) {
			path = doubled(text, &why);
			flags = FLAGS;
		} else {
			st = refuse(text, &why, err);
			break;
		}
	}
	if (root != NULL && path != NULL)
		mark(root, path);
	json_decref(path);
	free(copy);
	if (st == POS_OK)
		*json = (struct pos_json *)root;
	return st;
}

void
pos_json_free(struct pos_json *json)
{
	json_decref((json_t *)json);
}

bool
pos_json_is_object(const struct pos_json *json)
{
	return json_is_object(pos_json_tree(json));
}

const struct pos_json *
pos_json_get(const struct pos_json *json, const char *name)
{
	return (
	    const struct pos_json *)json_object_get(pos_json_tree(json), name);
}

const char *
pos_json_text(const struct pos_json *json, const char *name)
{
	const json_t *member = json_object_get(pos_json_tree(json), name);
	const char *text = json_string_value(member);

	/* Text that goes on after a NUL would be read as another. */
	if (text == NULL || strlen(text) != json_string_length(member))
		return NULL;
	return text;
}

bool
pos_json_int(const struct pos_json *json, const char *name, int64_t *out)
{
	const json_t *member = json_object_get(pos_json_tree(json), name);

	if (!json_is_integer(member))
		return false;
	*out = json_integer_value(member);
	return true;
}
