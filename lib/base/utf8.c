/*
 * utf8.c - UTF-8 as RFC 3629 has it: one form for each character, no
 * surrogates, nothing above U+10FFFF.
 */
#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Bytes of the valid character at text; 0 where there is none. */
static size_t
length(const unsigned char *text, size_t len)
{
	unsigned char low = 0x80, high = 0xbf; /* what the second may be */
	size_t need, i;

	if (text[0] < 0x80)
		return 1;
	if (text[0] < 0xc2 || text[0] > 0xf4)
		return 0; /* a continuation, or C0, C1, F5..FF */
	need = text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;
	if (text[0] == 0xe0)
		low = 0xa0; /* shorter forms exist below */
	else if (text[0] == 0xed)
		high = 0x9f; /* surrogates above */
	else if (text[0] == 0xf0)
		low = 0x90;
	else if (text[0] == 0xf4)
		high = 0x8f; /* past U+10FFFF */
	if (need > len || text[1] < low || text[1] > high)
		return 0;
	for (i = 2; i < need; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	return need;
}

size_t
pos_utf8_valid(const char *text, size_t len)
{
	size_t at = 0, step;
	uint64_t eight;

	while (at < len) {
		/* Most text is ASCII, and eight bytes go as fast as one. */
		while (len - at >= sizeof(eight)) {
			memcpy(&eight, text + at, sizeof(eight));
			if ((eight & UINT64_C(0x8080808080808080)) != 0)
				break;
			at += sizeof(eight);
		}
		if (at == len)
			break;
		step = length((const unsigned char *)text + at, len - at);
		if (step == 0)
			break;
		at += step;
	}
	return at;
}

unsigned
pos_utf8_next(const char *text, size_t *len)
{
	const unsigned char *at = (const unsigned char *)text;

	if (at[0] < 0x80) {
		*len = at[0] != '\0';
		return at[0];
	}
	if (at[0] < 0xe0) {
		*len = 2;
		return (at[0] & 0x1fu) << 6 | (at[1] & 0x3fu);
	}
	if (at[0] < 0xf0) {
		*len = 3;
		return (at[0] & 0x0fu) << 12 | (at[1] & 0x3fu) << 6 |
		    (at[2] & 0x3fu);
	}
	*len = 4;
	return (at[0] & 0x07u) << 18 | (at[1] & 0x3fu) << 12 |
	    (at[2] & 0x3fu) << 6 | (at[3] & 0x3fu);
}

size_t
pos_utf8_put(char out[4], unsigned character)
{
	if (character < 0x80) {
		out[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		out[0] = (char)(0xc0 | character >> 6);
		out[1] = (char)(0x80 | (character & 0x3f));
		return 2;
	}
	if (character < 0x10000) {
		out[0] = (char)(0xe0 | character >> 12);
		out[1] = (char)(0x80 | (character >> 6 & 0x3f));
		out[2] = (char)(0x80 | (character & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | character >> 18);
	out[1] = (char)(0x80 | (character >> 12 & 0x3f));
	out[2] = (char)(0x80 | (character >> 6 & 0x3f));
	out[3] = (char)(0x80 | (character & 0x3f));
	return 4;
}
