/*
 * buf.c - growing buffers of bytes, always ended by a NUL.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define FIRST 64

void
pos_buf_release(struct pos_buf *buf)
{
	free(buf->text);
	*buf = (struct pos_buf){ 0 };
}

void
pos_buf_clear(struct pos_buf *buf)
{
	pos_buf_reserve(buf, 0);
	buf->len = 0;
	buf->text[0] = '\0';
}

void
pos_buf_reserve(struct pos_buf *buf, size_t more)
{
	size_t need;

	/* What cannot be counted cannot be had: let the allocation say so. */
	if (__builtin_add_overflow(buf->len, more, &need) ||
	    __builtin_add_overflow(need, 1, &need))
		need = SIZE_MAX;
	if (need <= buf->cap)
		return;
	if (need < FIRST)
		need = FIRST;
	buf->text = pos_grow(buf->text, &buf->cap, need, 1);
	buf->text[buf->len] = '\0';
}

void
pos_buf_add(struct pos_buf *buf, const void *bytes, size_t len)
{
	pos_buf_reserve(buf, len);
	if (len > 0)
		memcpy(buf->text + buf->len, bytes, len);
	buf->len += len;
	buf->text[buf->len] = '\0';
}

void
pos_buf_text(struct pos_buf *buf, const char *text)
{
	pos_buf_add(buf, text, strlen(text));
}

void
pos_buf_char(struct pos_buf *buf, char c)
{
	pos_buf_reserve(buf, 1);
	buf->text[buf->len++] = c;
	buf->text[buf->len] = '\0';
}

void
pos_buf_int(struct pos_buf *buf, int64_t number)
{
	char digits[24];
	char *at = digits + sizeof(digits);
	uint64_t left = (uint64_t)number;

	if (number < 0)
		left = -left; /* unsigned, so that INT64_MIN has an opposite */
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (number < 0)
		*--at = '-';
	pos_buf_add(buf, at, (size_t)(digits + sizeof(digits) - at));
}

void
pos_buf_printf(struct pos_buf *buf, const char *format, ...)
{
	va_list args;
	size_t room;
	int len;

	pos_buf_reserve(buf, 0);
	room = buf->cap - buf->len;
	va_start(args, format);
	len = vsnprintf(buf->text + buf->len, room, format, args);
	va_end(args);
	assert(len >= 0);
	if ((size_t)len >= room) {
		buf->text[buf->len] = '\0';
		pos_buf_reserve(buf, (size_t)len);
		va_start(args, format);
		vsnprintf(buf->text + buf->len, (size_t)len + 1, format, args);
		va_end(args);
	}
	buf->len += (size_t)len;
}
