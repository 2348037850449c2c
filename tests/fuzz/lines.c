/*
 * fuzz/lines - any bytes as lines, from a pipe fed in two pieces.
 *
 * ready() must tell the truth: after it said so, next() finds a line in what
 * was written so far, or the end.
 */
#include <assert.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "rec/lines.h"

#define PIPE_ROOM 4096

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static size_t
take_ready(struct pos_lines *lines)
{
	struct pos_err err;
	enum pos_status st;
	size_t n, taken = 0;
	char *text;

	while (pos_lines_ready(lines)) {
		st = pos_lines_next(lines, &text, &n, &err);
		if (st == POS_END)
			break;
		assert(st == POS_OK || st == POS_DATA);
		taken++;
		if (st == POS_OK)
			assert(strlen(text) == n &&
			    pos_utf8_valid(text, n) == n &&
			    memchr(text, '\n', n) == NULL);
	}
	return taken;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	size_t i, cut, newlines = 0, taken;
	struct pos_lines *lines;
	int ends[2];

	if (len < 1 || len > PIPE_ROOM)
		return 0;
	cut = bytes[0] % len;
	for (i = 0; i < cut; i++)
		newlines += bytes[i] == '\n';
	assert(pipe(ends) == 0);
	lines = pos_lines_new(ends[0]);
	assert(write(ends[1], bytes, cut) == (ssize_t)cut);
	taken = take_ready(lines);
	assert(taken == newlines);
	assert(write(ends[1], bytes + cut, len - cut) == (ssize_t)(len - cut));
	close(ends[1]);
	for (; i < len; i++)
		newlines += bytes[i] == '\n';
	taken += take_ready(lines);
	assert(taken == newlines + (bytes[len - 1] != '\n'));
	assert((long)taken == pos_lines_number(lines));
	pos_lines_free(lines);
	close(ends[0]);
	return 0;
}
