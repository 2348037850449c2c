/*
 * text.h - UTF-8: is it valid, how wide is it, is it safe to show.
 */
#ifndef POS_BASE_TEXT_H
#define POS_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* Length of the valid UTF-8 prefix (no surrogates, no overlongs, at most
 * U+10FFFF): equal to len when all of it is valid. */
size_t pos_utf8_valid(const char *text, size_t len);
/* The character at text (valid UTF-8); *len gets its bytes. 0 at the end. */
unsigned pos_utf8_next(const char *text, size_t *len);
size_t pos_utf8_put(char out[4], unsigned character);

/* Columns on a terminal or receipt: Han and emoji two, combining none. */
int pos_width(const char *text);
/* Longest prefix in bytes that is at most columns wide. */
size_t pos_width_cut(const char *text, int columns, int *used);

/*
 * Text of a shop (name, note): valid UTF-8, 1 to max bytes, no control
 * characters (C0, DEL, C1), none of the invisible direction overrides
 * (U+202A..202E, U+2066..2069).  Returns what is wrong with it, or NULL.
 */
const char *pos_text_wrong(const char *text, size_t max);
/* Append text with control and direction characters as '?' */
void pos_text_clean(struct pos_buf *buf, const char *text);
/* Codes (item, option, till...): 1 to 64 bytes, no blanks, no control
 * characters, none of  : + , ; = "  and not starting with '-'. */
const char *pos_code_wrong(const char *code);

/* Case folded for look-up, simple folding of each character. */
void pos_text_fold(struct pos_buf *buf, const char *text);
/* Edit distance (Damerau, bytes), for 'did you mean'; stops past limit. */
int pos_text_distance(const char *a, const char *b, int limit);

#endif
