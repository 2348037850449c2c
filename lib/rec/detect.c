/*
 * detect.c - which encoding, by the first bytes of a text.
 *
 * Spreadsheets save UTF-16 without a mark when told to, and then every
 * delimiter and line end stands beside a NUL, always on the same side.
 */
#include <string.h>

#include "rec/encoding.h"

#define LOOKED 4096
#define SHARE 8 /* a NUL in one of so many pairs, at least */

static const struct {
	const char *mark;
	size_t len;
	const char *encoding;
} marks[] = {
	/* The longer before the shorter that begins it. */
	{ "\xff\xfe\0\0", 4, "UTF-32LE" },
	{ "\0\0\xfe\xff", 4, "UTF-32BE" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\x84\x31\x95\x33", 4, "GB18030" },
};

static bool
is_mark_of_csv(char c)
{
	return c != '\0' && strchr(",;\t|\r\n", c) != NULL;
}

static const char *
utf16(const char *bytes, size_t len)
{
	size_t i, nul[2] = { 0, 0 }, marked[2] = { 0, 0 };
	size_t pairs = (len < LOOKED ? len : LOOKED) / 2;

	for (i = 0; i < 2 * pairs; i++) {
		if (bytes[i] != '\0')
			continue;
		nul[i & 1]++;
		marked[i & 1] += is_mark_of_csv(bytes[i ^ 1]);
	}
	if (nul[0] == 0 && marked[1] > 0 && nul[1] * SHARE >= pairs)
		return "UTF-16LE";
	if (nul[1] == 0 && marked[0] > 0 && nul[0] * SHARE >= pairs)
		return "UTF-16BE";
	return NULL;
}

const char *
pos_encoding_detect(const char *bytes, size_t len, bool valid)
{
	const char *encoding;
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (len >= marks[i].len &&
		    memcmp(bytes, marks[i].mark, marks[i].len) == 0)
			return marks[i].encoding;
	}
	encoding = utf16(bytes, len);
	if (encoding != NULL)
		return encoding;
	return valid ? "UTF-8" : "GB18030";
}
