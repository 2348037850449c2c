/*
 * status.c - errors: filling them, naming them, translating them.
 *
 * A message may quote what a stranger typed or what a file held, and it ends
 * on a terminal: whatever could move a cursor, reverse the reading direction
 * or is no UTF-8 is replaced here, once, for every message there is.
 */
#include <errno.h>
#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/plain.h"
#include "base/status.h"
#include "base/text.h"

static bool tr_plain;

static const char *translated(const char *text) __attribute__((format_arg(1)));

/* The catalogue's entry for "" is its own header. */
static const char *
translated(const char *text)
{
	return text[0] == '\0' ? text : dgettext("pos", text);
}

/* One byte more than fits tells that the message was cut. */
#define ROOM (POS_ERR_MAX + 1)

static void
cut(char *text)
{
	size_t len = strlen(text);

	if (len < POS_ERR_MAX)
		return;
	len = POS_ERR_MAX - 1;
	/* Not inside a character: back over its continuation bytes. */
	while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	text[len] = '\0';
}

/* Clean text into err, in place: failing takes no memory. */
static void
put(struct pos_err *err, const char *text)
{
	struct pos_buf buf = { .text = err->text, .cap = sizeof(err->text) };

	/* It fits: every '?' stands for a byte or more. */
	err->text[0] = '\0';
	pos_text_clean(&buf, text);
}

static void
append(char text[ROOM], const char *more)
{
	size_t len = strlen(text), add = strnlen(more, ROOM - 1 - len);

	memcpy(text + len, more, add);
	text[len + add] = '\0';
}

enum pos_status
pos_fail(struct pos_err *err, enum pos_status status, const char *format, ...)
{
	char text[ROOM]; /* the arguments may point into err->text */
	int saved = errno;
	va_list args;

	if (err == NULL)
		return status;
	va_start(args, format);
	if (vsnprintf(text, sizeof(text), translated(format), args) < 0)
		snprintf(text, sizeof(text), "%s", format);
	va_end(args);
	cut(text);
	put(err, text);
	err->status = status;
	errno = saved;
	return status;
}

enum pos_status
pos_fail_at(struct pos_err *err, const char *format, ...)
{
	char text[ROOM];
	int saved = errno;
	va_list args;

	/* Without *err nobody knows what failed, only that it did. */
	if (err == NULL)
		return POS_BUG;
	va_start(args, format);
	if (vsnprintf(text, sizeof(text), translated(format), args) < 0)
		snprintf(text, sizeof(text), "%s", format);
	va_end(args);
	append(text, ": ");
	append(text, err->text);
	cut(text);
	put(err, text);
	errno = saved;
	return err->status;
}

int
pos_status_exit(enum pos_status status)
{
	switch (status) {
	case POS_OK:
	case POS_END:
		return 0;
	case POS_REFUSED:
		return 1;
	case POS_USAGE:
		return 64;
	case POS_DATA:
		return 65;
	case POS_NOINPUT:
		return 66;
	case POS_UNAVAILABLE:
		return 69;
	case POS_BUG:
		return 70;
	case POS_IO:
		return 74;
	case POS_RETRY:
		return 75;
	case POS_NOPERM:
		return 77;
	case POS_CONFIG:
		return 78;
	}
	return 70;
}

const char *
pos_status_name(enum pos_status status)
{
	switch (status) {
	case POS_OK:
		return "ok";
	case POS_END:
		return "end";
	case POS_REFUSED:
		return "refused";
	case POS_USAGE:
		return "usage";
	case POS_DATA:
		return "data";
	case POS_NOINPUT:
		return "noinput";
	case POS_UNAVAILABLE:
		return "unavailable";
	case POS_BUG:
		return "bug";
	case POS_IO:
		return "io";
	case POS_RETRY:
		return "retry";
	case POS_NOPERM:
		return "noperm";
	case POS_CONFIG:
		return "config";
	}
	return "bug";
}

const char *
pos_tr(const char *text)
{
	return tr_plain ? text : translated(text);
}

void
pos_tr_plain(bool plain)
{
	tr_plain = plain;
}
