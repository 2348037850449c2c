/*
 * mask.c - what an entry of the journal holds and nobody needs to see.
 *
 * The hash of a PIN tells a PIN of few digits to whoever has some minutes.
 * It stands in the journal, since the store is made from it, but goes to no
 * output unless it is asked for.
 */
#include <string.h>

#include "common.h"

/* In JSON a quote inside a text has a backslash before it, so this can only
 * be the field itself. */
static const char mark[] = "\"pin\":\"scrypt$";

void
pos_cmd_mask(char *line)
{
	while ((line = strstr(line, mark)) != NULL)
		for (line += sizeof(mark) - 1; *line != '\0' && *line != '"';
		     line++)
			*line = '*';
}
