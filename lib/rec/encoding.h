/*
 * encoding.h - bytes of some encoding in, UTF-8 out; only csv.c includes it.
 */
#ifndef POS_REC_ENCODING_H
#define POS_REC_ENCODING_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/status.h"

struct pos_decoder {
	int fd;
	char *raw;       /* read, not yet decoded: from at to len */
	size_t at, len, cap;
	bool ended;
	bool bad;        /* what stands at raw + at is no character */
	bool utf8;
	iconv_t iconv;   /* unless utf8 */
	char encoding[48];
};

/* encoding NULL: detect.  POS_USAGE: iconv knows no such name. */
POS_MUST enum pos_status pos_decoder_open(struct pos_decoder *in, int fd,
    const char *encoding, struct pos_err *err);
void pos_decoder_close(struct pos_decoder *in);
/* Append some UTF-8 to text.  POS_END at the end; POS_DATA when the next
 * bytes are none of the encoding, all before them having been given. */
POS_MUST enum pos_status pos_decoder_more(struct pos_decoder *in,
    struct pos_buf *text, struct pos_err *err);

/* The encoding's name, judged by the bytes that start a text and, where they
 * are UTF-8 or something else, by valid: all of it that could be seen is. */
const char *pos_encoding_detect(const char *bytes, size_t len, bool valid);

#endif
