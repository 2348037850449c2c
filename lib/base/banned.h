/*
 * banned.h - functions that this project does not call, as compile errors.
 *
 * Force-included (-include base/banned.h) into every file.  The system
 * headers come first, since the macros would spoil their declarations; the
 * guards of those headers then make every later #include of them harmless.
 */
#ifndef POS_BASE_BANNED_H
#define POS_BASE_BANNED_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#define POS_BANNED(name) sorry_##name##_is_a_banned_function

/* They write without knowing the room: pos_buf_*, snprintf(), memcpy(). */
#undef strcpy
#define strcpy(to, from) POS_BANNED(strcpy)
#undef stpcpy
#define stpcpy(to, from) POS_BANNED(stpcpy)
#undef strcat
#define strcat(to, from) POS_BANNED(strcat)
#undef strncat
#define strncat(to, from, n) POS_BANNED(strncat)
#undef sprintf
#define sprintf(...) POS_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) POS_BANNED(vsprintf)
#undef gets
#define gets(to) POS_BANNED(gets)

/* They keep state between calls: strsep(), or a loop over strcspn(). */
#undef strtok
#define strtok(text, separators) POS_BANNED(strtok)

/* They cannot say that the text is no number: pos_*_parse(), strtoll(). */
#undef atoi
#define atoi(text) POS_BANNED(atoi)
#undef atol
#define atol(text) POS_BANNED(atol)
#undef atoll
#define atoll(text) POS_BANNED(atoll)
#undef atof
#define atof(text) POS_BANNED(atof)

/* They depend on the process's zone, or return static memory: clock.h. */
#undef gmtime
#define gmtime(when) POS_BANNED(gmtime)
#undef localtime
#define localtime(when) POS_BANNED(localtime)
#undef ctime
#define ctime(when) POS_BANNED(ctime)
#undef ctime_r
#define ctime_r(when, to) POS_BANNED(ctime_r)
#undef asctime
#define asctime(tm) POS_BANNED(asctime)
#undef asctime_r
#define asctime_r(tm, to) POS_BANNED(asctime_r)
#undef mktime
#define mktime(tm) POS_BANNED(mktime)

#endif
