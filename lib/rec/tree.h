/*
 * tree.h - what the files that read JSON share; only lib/rec includes it.
 *
 * A struct pos_json is jansson's json_t under another name, so that no other
 * layer needs jansson's header.
 */
#ifndef POS_REC_TREE_H
#define POS_REC_TREE_H

#include <jansson.h>
#include <stddef.h>

#include "base/mem.h"
#include "rec/json.h"

static inline const json_t *
pos_json_tree(const struct pos_json *json)
{
	return (const json_t *)json;
}

/*
 * Every object of a text with duplicate names carries a member of this name
 * (one NUL: a name that no text can give it), which holds the path of the
 * first duplicate.  So pos_record_read() can refuse what RFC 8259 lets pass.
 */
#define POS_JSON_DOUBLED "\0"
#define POS_JSON_DOUBLED_LEN 1

/* Append the path of the value in which the first len bytes of text end,
 * as "lines[2].qty_milli"; nothing for the whole. */
void pos_json_path(struct pos_buf *path, const char *text, size_t len);

#endif
