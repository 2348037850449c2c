/*
 * opt.h - command lines from tables.
 *
 * A program is a table of verbs, a verb a table of options.  From the tables
 * come parsing with range checks, --help, usage errors (exit 64), and the
 * hidden --spec (JSON lines), from which the completions are generated and
 * against which the man pages are checked.  Long options take "--name value"
 * or "--name=value"; there are no abbreviations, since scripts outlive them.
 * "--" ends options.  Options and operands may be mixed.
 */
#ifndef POS_CLI_OPT_H
#define POS_CLI_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum pos_opt_kind {
	POS_OPT_END_KIND, POS_OPT_FLAG_KIND, POS_OPT_INT_KIND,
	POS_OPT_TEXT_KIND, POS_OPT_TEXTS_KIND, POS_OPT_MILLI_KIND,
	POS_OPT_TIME_KIND, POS_OPT_DAY_KIND, POS_OPT_RATE_KIND,
	POS_OPT_MONEY_KIND, POS_OPT_GROUP_KIND,
};

struct pos_texts { /* an option that may be given several times */
	const char **text;
	size_t count;
};

struct pos_opt {
	enum pos_opt_kind kind;
	char letter;          /* 0: none */
	const char *name;     /* long name without dashes */
	void *target;         /* bool, int64_t, const char * or pos_texts */
	const char *arg;      /* name of the argument in help */
	const char *choices;  /* TEXT: "a|b|c" */
	int64_t min, max;     /* INT */
	const char *help;
	const struct pos_opt *group; /* GROUP: a table shared by many verbs */
};

#define POS_OPT_FLAG(l, n, t, h) { .kind = POS_OPT_FLAG_KIND, .letter = (l), \
	.name = (n), .target = (t), .help = (h) }
#define POS_OPT_INT(l, n, t, lo, hi, a, h) { .kind = POS_OPT_INT_KIND, \
	.letter = (l), .name = (n), .target = (t), .min = (lo), .max = (hi), \
	.arg = (a), .help = (h) }
#define POS_OPT_TEXT(l, n, t, a, h) { .kind = POS_OPT_TEXT_KIND, \
	.letter = (l), .name = (n), .target = (t), .arg = (a), .help = (h) }
#define POS_OPT_CHOICE(l, n, t, c, h) { .kind = POS_OPT_TEXT_KIND, \
	.letter = (l), .name = (n), .target = (t), .choices = (c), \
	.arg = (c), .help = (h) }
#define POS_OPT_TEXTS(l, n, t, a, h) { .kind = POS_OPT_TEXTS_KIND, \
	.letter = (l), .name = (n), .target = (t), .arg = (a), .help = (h) }
/* decimal text -> thousandths */
#define POS_OPT_MILLI(l, n, t, a, h) { .kind = POS_OPT_MILLI_KIND, \
	.letter = (l), .name = (n), .target = (t), .arg = (a), .help = (h) }
/* RFC 3339 -> ms; YYYY-MM-DD -> yyyymmdd; percent -> millionths */
#define POS_OPT_TIME(l, n, t, a, h) { .kind = POS_OPT_TIME_KIND, \
	.letter = (l), .name = (n), .target = (t), .arg = (a), .help = (h) }
#define POS_OPT_DAY(l, n, t, a, h) { .kind = POS_OPT_DAY_KIND, \
	.letter = (l), .name = (n), .target = (t), .arg = (a), .help = (h) }
#define POS_OPT_RATE(l, n, t, a, h) { .kind = POS_OPT_RATE_KIND, \
	.letter = (l), .name = (n), .target = (t), .arg = (a), .help = (h) }
/* Kept as const char *: its places are known once the store is open. */
#define POS_OPT_MONEY(l, n, t, a, h) { .kind = POS_OPT_MONEY_KIND, \
	.letter = (l), .name = (n), .target = (t), .arg = (a), .help = (h) }
#define POS_OPT_GROUP(g) { .kind = POS_OPT_GROUP_KIND, .group = (g) }
#define POS_OPT_END { .kind = POS_OPT_END_KIND }

struct pos_verb {
	const char *name;     /* "new"; may be two words: "menu import" */
	const char *operands; /* "ITEM[:QTY][+OPTION]..." or "" */
	const char *help;     /* one line */
	const struct pos_opt *options; /* may be NULL */
	int min_operands, max_operands; /* max -1: any number */
	/* argv: operands, NULL at the end */
	enum pos_status (*run)(int argc, char **argv, struct pos_err *err);
};

struct pos_program {
	const char *name;
	const char *help;
	const struct pos_verb *verbs; /* ends with a NULL name */
};

#define POS_VERSION "1.0.0"

/*
 * main() of every program: sets locale and messages, finds the verb, parses,
 * runs it, reports the error on stderr ("pos-sale: ..."), flushes stdout and
 * returns the exit code.  --help and --version print to stdout and exit 0;
 * --help also works after a verb.  SIGPIPE is ignored, so that a broken pipe
 * is an error of the last write (exit 74) after everything was stored.
 */
int pos_main(const struct pos_program *program, int argc, char **argv);
const char *pos_program_name(void);

/* "pos-sale: " and the text on stderr, cleaned of control bytes. */
void pos_warn(const char *format, ...) POS_PRINTF(1, 2);

#endif
