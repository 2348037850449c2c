/*
 * json.h - JSON read and written; jansson is used behind it and nowhere else.
 *
 * Parsed is all of RFC 8259 in UTF-8, down to 2048 levels, with whole numbers
 * of 64 bits.  Of duplicate names the last counts for pos_json_get(), but
 * pos_record_read() refuses the whole text; text with a NUL character is
 * none for pos_json_text(), and refused by pos_record_read() too (in a name
 * a NUL is read as U+FFFD).  Text taken from a pos_json belongs to it.
 */
#ifndef POS_REC_JSON_H
#define POS_REC_JSON_H

#include <stdbool.h>

#include "rec/field.h"

struct pos_json; /* an object, array or scalar; children belong to the root */

/* The caller frees *json with pos_json_free().  The message names the column,
 * and for a number too large the field. */
POS_MUST enum pos_status pos_json_parse(struct pos_json **json,
    const char *text, size_t len, struct pos_err *err);
void pos_json_free(struct pos_json *json); /* root only; NULL is fine */

bool pos_json_is_object(const struct pos_json *json);
/* Member of an object, NULL when absent (or json is no object). */
const struct pos_json *pos_json_get(const struct pos_json *json,
    const char *name);
/* The text of a member that is a string without NUL; NULL otherwise. */
const char *pos_json_text(const struct pos_json *json, const char *name);
/* False unless the member is a whole number. */
bool pos_json_int(const struct pos_json *json, const char *name, int64_t *out);

enum {
	POS_READ_EXTRA = 1, /* pass over fields that the table does not have */
};
/*
 * Fill the struct at data from an object, everything allocated in pool.
 * Checks type and v (where the record has a type), presence, kinds, limits
 * and texts (pos_text_wrong(), POS_F_CODE).  Errors name the path, as
 * "lines[2].qty_milli: expected a whole number from 1 to 9999000, not 1.5".
 * An unknown field is POS_DATA with a 'did you mean' where one is near.
 */
POS_MUST enum pos_status pos_record_read(void *data,
    const struct pos_record *record, const struct pos_json *json,
    struct pos_pool *pool, unsigned flags, struct pos_err *err);

/* The same, of a text. */
POS_MUST enum pos_status pos_record_parse(void *data,
    const struct pos_record *record, const char *text, size_t len,
    struct pos_pool *pool, unsigned flags, struct pos_err *err);

/* A quoted JSON string.  text must be valid UTF-8. */
void pos_json_quote(struct pos_buf *buf, const char *text);

#endif
