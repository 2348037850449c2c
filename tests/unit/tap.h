/*
 * tap.h - the few lines that unit programs share: TAP on stdout.
 */
#ifndef POS_TESTS_TAP_H
#define POS_TESTS_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count;
static int tap_failed;

static inline bool __attribute__((format(printf, 2, 3)))
ok(bool good, const char *format, ...)
{
	va_list ap;

	tap_count++;
	tap_failed += !good;
	printf("%sok %d - ", good ? "" : "not ", tap_count);
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
	return good;
}

static inline bool
same_text(const char *have, const char *want, const char *name)
{
	bool good = have != NULL && want != NULL && strcmp(have, want) == 0;

	ok(good, "%s", name);
	if (!good)
		printf("# have '%s'\n# want '%s'\n",
		    have != NULL ? have : "(null)",
		    want != NULL ? want : "(null)");
	return good;
}

static inline bool
same_int(long long have, long long want, const char *name)
{
	bool good = have == want;

	ok(good, "%s", name);
	if (!good)
		printf("# have %lld, want %lld\n", have, want);
	return good;
}

static inline int
tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed != 0;
}

#endif
