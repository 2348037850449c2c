/*
 * status.h - how functions of this library say that they failed.
 *
 * A function that can fail returns an enum pos_status and takes a
 * struct pos_err last.  It writes the error on failure only, and never
 * prints or exits; lib/cli does both.  The status says who must act, and is
 * what the program's exit code is made from (see pos_status_exit()).
 */
#ifndef POS_BASE_STATUS_H
#define POS_BASE_STATUS_H

#define POS_MUST __attribute__((warn_unused_result))
#define POS_PRINTF(f, a) __attribute__((format(printf, f, a)))

enum pos_status {
	POS_OK,          /* done; exit 0 */
	POS_END,         /* no more rows, lines or documents; not a failure */
	POS_REFUSED,     /* the shop's rules say no; exit 1 */
	POS_USAGE,       /* wrong command line; exit 64 */
	POS_DATA,        /* wrong input; exit 65 */
	POS_NOINPUT,     /* nothing came in where something must; exit 66 */
	POS_UNAVAILABLE, /* store or printer is not there; exit 69 */
	POS_BUG,         /* our mistake; exit 70 */
	POS_IO,          /* could not read or write; exit 74 */
	POS_RETRY,       /* the same again may work; exit 75 */
	POS_NOPERM,      /* this person may not; exit 77 */
	POS_CONFIG,      /* a setting is missing or wrong; exit 78 */
};

#define POS_ERR_MAX 512 /* bytes of a message and NUL; cut on a character */

struct pos_err {
	enum pos_status status;
	char text[POS_ERR_MAX];
};

/*
 * Fill *err (which may be NULL) and return status, so that a caller can
 * write: return pos_fail(err, POS_DATA, "no item '%s'", code);
 * The format is looked up in the message catalogue; control bytes that the
 * arguments carry are replaced by '?', since messages go to terminals.
 */
enum pos_status pos_fail(struct pos_err *err, enum pos_status status,
    const char *format, ...) POS_PRINTF(3, 4);

/* Put "prefix: " before the message, as a caller that knows the place does. */
enum pos_status pos_fail_at(struct pos_err *err, const char *format, ...)
    POS_PRINTF(2, 3);

int pos_status_exit(enum pos_status status);
const char *pos_status_name(enum pos_status status);

/* Marks a text of a table that is given to pos_tr() later. */
#define POS_TR(text) text

/* The message in the user's language; text itself where there is none. */
const char *pos_tr(const char *text) __attribute__((format_arg(1)));

#endif
