/*
 * reader.h - what the two halves of reading a record share: read.c, for
 * objects and lists, calls scalar.c for what stands in them.
 */
#ifndef POS_REC_READER_H
#define POS_REC_READER_H

#include "rec/tree.h"

struct pos_reader {
	struct pos_pool *pool;
	unsigned flags;
	struct pos_err *err;
};

struct pos_place {
	const struct pos_place *up;
	const char *name; /* NULL: an element of a list */
	size_t index;
};

/* For a message: the path of a place, and what stands there. */
const char *pos_read_where(const struct pos_reader *r,
    const struct pos_place *at);
const char *pos_read_shown(const struct pos_reader *r, const json_t *json);
POS_MUST enum pos_status pos_read_expected(const struct pos_reader *r,
    const struct pos_place *at, const json_t *json, const char *what);

POS_MUST enum pos_status pos_read_int(const struct pos_reader *r,
    const struct pos_field *field, const struct pos_place *at,
    const json_t *json, int64_t *out);
POS_MUST enum pos_status pos_read_text(const struct pos_reader *r,
    const struct pos_field *field, const struct pos_place *at,
    const json_t *json, const char **out);
/* A TIME or a DAY. */
POS_MUST enum pos_status pos_read_when(const struct pos_reader *r,
    const struct pos_field *field, const struct pos_place *at,
    const json_t *json, int64_t *out);

#endif
