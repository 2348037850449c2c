/*
 * path.c - where in a JSON text a place is, as people would say it.
 *
 * jansson says the byte at which it gave up; a person wants the field.  Runs
 * only after an error, over a text that was fine up to that byte, so that
 * counting brackets and commas is enough.
 */
#include <stdbool.h>
#include <string.h>

#include "rec/tree.h"

#define LEVELS 16 /* deeper than this, the path ends in "..." */

struct level {
	bool list;
	size_t index;     /* list: of the element */
	const char *name; /* object: of the member, still escaped; or NULL */
	size_t len;
};

static const char *
string_end(const char *at, const char *end)
{
	for (; at < end && *at != '"'; at++) {
		if (*at == '\\' && at + 1 < end)
			at++;
	}
	return at;
}

static void
show(struct pos_buf *path, const struct level *level)
{
	if (level->list) {
		pos_buf_char(path, '[');
		pos_buf_int(path, (int64_t)level->index);
		pos_buf_char(path, ']');
	} else if (level->name != NULL) {
		if (path->len > 0)
			pos_buf_char(path, '.');
		pos_buf_add(path, level->name, level->len);
	}
}

void
pos_json_path(struct pos_buf *path, const char *text, size_t len)
{
	struct level levels[LEVELS] = { { 0 } }, *top = NULL;
	const char *at, *from, *end = text + len;
	size_t i, depth = 0;

	for (at = text; at < end; at++) {
		if (*at == '{' || *at == '[') {
			top = depth < LEVELS ? &levels[depth] : NULL;
			if (top != NULL)
				*top = (struct level){ .list = *at == '[' };
			depth++;
		} else if ((*at == '}' || *at == ']') && depth > 0) {
			depth--;
			top = depth > 0 && depth <= LEVELS ?
			    &levels[depth - 1] :
			    NULL;
		} else if (*at == ',' && top != NULL) {
			top->index++;
			top->name = NULL;
		} else if (*at == '"') {
			from = at + 1;
			at = string_end(from, end);
			if (top != NULL && !top->list && top->name == NULL) {
				top->name = from;
				top->len = (size_t)(at - from);
			}
		}
	}
	for (i = 0; i < depth && i < LEVELS; i++)
		show(path, &levels[i]);
	if (depth > LEVELS)
		pos_buf_text(path, "...");
}
