/*
 * mem - pools, buffers, and the errors that are written with them.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/status.h"
#include "base/text.h"
#include "tap.h"

static bool
is_zero(const unsigned char *bytes, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

/* Take many sizes, fill each, and see that none was written by another. */
static void
check_pool(void)
{
	enum { COUNT = 3000 };
	static unsigned char *things[COUNT];
	static size_t sizes[COUNT];
	struct pos_pool *pool = pos_pool_new();
	int crooked = 0, dirty = 0, mixed = 0, round, i;
	size_t k;

	for (round = 0; round < 3; round++) {
		for (i = 0; i < COUNT; i++) {
			sizes[i] = (size_t)(i * 7919 % 600);
			if (i % 500 == 499)
				sizes[i] = 300000;
			things[i] = pos_pool_alloc(pool, sizes[i]);
			crooked +=
			    (uintptr_t)things[i] % _Alignof(max_align_t) != 0;
			dirty += !is_zero(things[i], sizes[i]);
			memset(things[i], i % 251 + 1, sizes[i]);
			if (i % 3 == 0)
				pos_pool_text(pool, "odd");
		}
		for (i = 0; i < COUNT; i++)
			for (k = 0; k < sizes[i]; k++)
				mixed += things[i][k] != i % 251 + 1;
		pos_pool_clear(pool);
	}
	same_int(crooked, 0, "what a pool gives is aligned");
	same_int(dirty, 0, "and zeroed, after a clear too");
	same_int(mixed, 0, "and nobody else's");
	pos_pool_clear(pool);
	pos_pool_clear(pool);
	pos_pool_free(pool);
	pos_pool_free(NULL);
	ok(true, "an empty pool, a cleared pool and NULL are freed");
}

static void
check_pool_text(void)
{
	struct pos_pool *pool = pos_pool_new();
	char *a, *b, *text, *beside = NULL;
	int *numbers = NULL;
	int wrong = 0, i, k;

	a = pos_pool_text(pool, "latte");
	b = pos_pool_textn(pool, "tiramisu", 4);
	same_text(a, "latte", "pool text");
	same_text(b, "tira", "pool text of a length");
	ok(pos_pool_text(pool, NULL) == NULL, "NULL stays NULL");
	same_text(pos_pool_textn(pool, NULL, 0), "", "no text");
	same_text(pos_pool_printf(pool, "%s-%d", a, 7), "latte-7", "printf");
	same_int((long long)strlen(pos_pool_printf(pool, "%5000d", 1)), 5000,
	    "printf longer than a block");
	for (i = 0; i < 5000; i++) {
		numbers =
		    pos_pool_push(pool, numbers, (size_t)i, sizeof(*numbers));
		wrong += numbers[i] != 0;
		numbers[i] = i + 1;
		text = pos_pool_text(pool, "a neighbour");
		beside = i == 0 ? text : beside;
		for (k = i; k > 0; k /= 2)
			wrong += numbers[k] != k + 1;
	}
	same_int(wrong, 0, "an array grows and keeps its elements");
	same_text(beside, "a neighbour", "and nobody else's bytes");
	same_text(a, "latte", "earlier text is untouched");
	pos_pool_free(pool);
}

static void
check_buf(void)
{
	struct pos_buf buf = { 0 }, twin = { 0 };
	char text[64];
	int wrong = 0, i;

	pos_buf_clear(&buf);
	same_text(buf.text, "", "a cleared buffer is empty text");
	pos_buf_int(&buf, INT64_MIN);
	same_text(buf.text, "-9223372036854775808", "the smallest number");
	pos_buf_release(&buf);
	ok(buf.text == NULL && buf.len == 0 && buf.cap == 0, "released");
	for (i = -3000; i < 3000; i++) {
		snprintf(text, sizeof(text), "%d,", i * 7919);
		pos_buf_text(&twin, text);
		if (i % 2 == 0) {
			pos_buf_int(&buf, (int64_t)i * 7919);
			pos_buf_char(&buf, ',');
		} else {
			pos_buf_printf(&buf, "%d,", i * 7919);
		}
		wrong += buf.len != twin.len || buf.text[buf.len] != '\0';
	}
	same_int(wrong, 0, "a buffer is always ended");
	ok(strcmp(buf.text, twin.text) == 0,
	    "numbers, characters and printf"
	    " write what snprintf() does");
	for (wrong = 0, i = 0; i < 300; i++) {
		pos_buf_release(&buf);
		pos_buf_printf(&buf, "%*s", i, "");
		pos_buf_printf(&buf, "%s", "end");
		wrong += buf.len != (size_t)i + 3 ||
		    strcmp(buf.text + i, "end") != 0;
	}
	same_int(wrong, 0, "printf that just fits, or just does not");
	pos_buf_clear(&buf);
	pos_buf_printf(&buf, "%20000d|%s", 5, "end");
	same_int((long long)buf.len, 20004, "printf past the room");
	same_text(buf.text + 19999, "5|end", "its end");
	pos_buf_add(&buf, NULL, 0);
	pos_buf_add(&buf, "\0x", 2);
	ok(buf.len == 20006 && buf.text[20005] == 'x', "bytes with a NUL");
	pos_buf_release(&buf);
	pos_buf_release(&twin);
}

static void
check_grow(void)
{
	size_t cap = 0, i;
	int *numbers = NULL;
	int wrong = 0;

	for (i = 0; i < 1000; i++) {
		numbers = pos_grow(numbers, &cap, i + 1, sizeof(*numbers));
		wrong += cap < i + 1;
		numbers[i] = (int)i;
	}
	for (i = 0; i < 1000; i++)
		wrong += numbers[i] != (int)i;
	same_int(wrong, 0, "an array that is grown keeps its elements");
	free(numbers);
}

/* In a child, since it ends the program. */
static void
check_exhausted(void)
{
	char line[128] = "";
	int ends[2], status = 0;
	pid_t child;

	if (!ok(pipe(ends) == 0, "a pipe"))
		return;
	fflush(stdout);
	child = fork();
	if (child == 0) {
		size_t cap = SIZE_MAX / 2;

		dup2(ends[1], STDERR_FILENO);
		pos_grow(NULL, &cap, cap + 1, 16);
		_exit(0);
	}
	close(ends[1]);
	waitpid(child, &status, 0);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 70,
	    "no memory: exit 70");
	ok(read(ends[0], line, sizeof(line) - 1) > 0 &&
		strstr(line, ": out of memory\n") != NULL,
	    "and one line");
	close(ends[0]);
}

static void
check_fail(void)
{
	struct pos_err err = { 0 };
	char lots[2 * POS_ERR_MAX];
	int shift, wrong = 0;
	size_t i;

	errno = ENOENT;
	same_int(pos_fail(&err, POS_DATA, "no item '%s'",
		     "a\x1b[2J\xc2\x9b"
		     "b\xff\xe2\x80\xae"),
	    POS_DATA, "pos_fail gives the status");
	same_text(err.text,
	    "no item 'a?[2J?b?"
	    "?'",
	    "without what moves a"
	    " cursor, turns text around, or is no UTF-8");
	same_int(errno, ENOENT, "and leaves errno alone");
	same_int(pos_fail(NULL, POS_IO, "x"), POS_IO, "with no error to fill");
	pos_fail(&err, POS_DATA, "no item '%s'", "x");
	same_int(pos_fail_at(&err, "line %d", 3), POS_DATA,
	    "a place before it keeps the status");
	same_text(err.text, "line 3: no item 'x'", "and the message");
	same_int(pos_fail(&err, POS_RETRY, "again: %s", err.text), POS_RETRY,
	    "an error made of itself");
	same_text(err.text, "again: line 3: no item 'x'", "is read first");
	for (shift = 0; shift < 4; shift++) {
		memset(lots, 'x', 4);
		for (i = (size_t)shift; i + 4 < sizeof(lots); i += 3)
			memcpy(lots + i, "\xe6\x9d\xaf", 4);
		pos_fail(&err, POS_DATA, "%s", lots);
		wrong += strlen(err.text) < POS_ERR_MAX - 3 ||
		    strchr(err.text, '?') != NULL ||
		    pos_utf8_valid(err.text, strlen(err.text)) !=
			strlen(err.text);
		pos_fail_at(&err, "%s", "place");
		wrong += strncmp(err.text, "place: ", 7) != 0 ||
		    strchr(err.text, '?') != NULL;
	}
	same_int(wrong, 0, "a long message is cut on a character");
}

static void
check_status(void)
{
	static const int exits[] = { 0, 0, 1, 64, 65, 66, 69, 70, 74, 75, 77,
		78 };
	int wrong = 0, i, k;

	for (i = POS_OK; i <= POS_CONFIG; i++) {
		wrong += pos_status_exit((enum pos_status)i) != exits[i];
		for (k = POS_OK; k < i; k++)
			wrong += strcmp(pos_status_name((enum pos_status)i),
				     pos_status_name((enum pos_status)k)) == 0;
	}
	same_int(wrong, 0, "every status has its exit and its own name");
	same_text(pos_tr(""), "", "the empty text has no translation");
}

int
main(void)
{
	check_pool();
	check_pool_text();
	check_buf();
	check_grow();
	check_exhausted();
	check_fail();
	check_status();
	return tap_done();
}
