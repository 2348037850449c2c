/*
 * ids.c - which documents a filter is asked about.
 *
 * Only the id is taken from the input; what the document says is read from
 * the store.
 */
#include <inttypes.h>
#include <string.h>

#include "change.h"

struct pos_ids {
	struct pos_lines *lines;
	const char *type;
	struct pos_json *json; /* of the last line */
	long count;            /* documents of our type */
};

struct pos_ids *
pos_ids_new(int fd, const char *type)
{
	struct pos_ids *ids = pos_alloc(sizeof(*ids));

	ids->lines = pos_lines_new(fd);
	ids->type = type;
	return ids;
}

void
pos_ids_free(struct pos_ids *ids)
{
	if (ids == NULL)
		return;
	pos_json_free(ids->json);
	pos_lines_free(ids->lines);
	free(ids);
}

bool
pos_ids_ready(struct pos_ids *ids)
{
	return pos_lines_ready(ids->lines);
}

static enum pos_status
take(struct pos_ids *ids, const char **id, struct pos_err *err)
{
	const char *type = pos_json_text(ids->json, "type");
	long line = pos_lines_number(ids->lines);
	int64_t v;

	if (type == NULL)
		return pos_fail(err, POS_DATA,
		    "line %ld: a record has a "
		    "'type', this line has none",
		    line);
	if (strcmp(type, ids->type) != 0)
		return POS_OK;
	if (!pos_json_int(ids->json, "v", &v))
		return pos_fail(err, POS_DATA,
		    "line %ld: this %s has no version 'v'", line, type);
	if (v != 1)
		return pos_fail(err, POS_DATA,
		    "line %ld: a %s of version %" PRId64
		    ", this program knows 1",
		    line, type, v);
	*id = pos_json_text(ids->json, "id");
	if (*id == NULL)
		return pos_fail(err, POS_DATA, "line %ld: this %s has no 'id'",
		    line, type);
	ids->count++;
	return POS_OK;
}

enum pos_status
pos_ids_line(struct pos_ids *ids, const char **id, const char **line,
    struct pos_err *err)
{
	enum pos_status st;
	char *text;
	size_t len;

	*id = NULL;
	do {
		st = pos_lines_next(ids->lines, &text, &len, err);
	} while (st == POS_OK && strspn(text, " \t") == len);
	if (st == POS_END && ids->count == 0)
		return pos_fail(err, POS_NOINPUT,
		    "no %s came in (did the stage before fail?)", ids->type);
	if (st != POS_OK)
		return st;
	*line = text;
	pos_json_free(ids->json);
	ids->json = NULL;
	st = pos_json_parse(&ids->json, text, len, err);
	if (st != POS_OK && pos_lines_cut(ids->lines))
		return pos_fail(err, POS_DATA,
		    "line %ld is cut in half (did "
		    "the stage before fail?)",
		    pos_lines_number(ids->lines));
	if (st != POS_OK)
		return pos_fail_at(err, "line %ld",
		    pos_lines_number(ids->lines));
	return take(ids, id, err);
}

enum pos_status
pos_ids_next(struct pos_ids *ids, const char **id, struct pos_err *err)
{
	const char *line;
	enum pos_status st;

	do {
		st = pos_ids_line(ids, id, &line, err);
		if (st == POS_OK && *id == NULL && pos_out_json())
			st = pos_out_line(line, err);
	} while (st == POS_OK && *id == NULL);
	return st;
}
