/*
 * sniff.h - which delimiter a text is split by; only csv.c includes it.
 */
#ifndef POS_REC_SNIFF_H
#define POS_REC_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

/* The delimiter named by a first line "sep=X", and the length of that line
 * with its end; '\0' and 0 where there is none. */
char pos_csv_sep_line(const char *text, size_t len, size_t *line_len);
/* Of , ; tab | the one that splits the first rows most evenly. */
char pos_csv_sniff(const char *text, size_t len);
bool pos_csv_can_delimit(char c);

#endif
