/*
 * opt.c - parsing of a command line against a table of options.
 *
 * A word like -3 or -0.5 is an operand, since no option has a digit for a
 * letter: quantities may be negative.  An option given twice keeps its last
 * value, except one of the kind TEXTS, which collects them.
 */
#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/status.h"
#include "cli/inside.h"

bool
pos_opt_each(const struct pos_opt *options,
    bool (*each)(const struct pos_opt *option, void *context), void *context)
{
	const struct pos_opt *o;

	for (o = options; o != NULL && o->kind != POS_OPT_END_KIND; o++) {
		if (o->kind == POS_OPT_GROUP_KIND) {
			if (pos_opt_each(o->group, each, context))
				return true;
		} else if (each(o, context)) {
			return true;
		}
	}
	return false;
}

struct search {
	const char *name; /* NULL: look for the letter */
	size_t len;
	char letter;
	const struct pos_opt *found;
};

static bool
matches(const struct pos_opt *option, void *context)
{
	struct search *s = context;

	if (s->name == NULL ? option->letter != s->letter :
			      strlen(option->name) != s->len ||
		    memcmp(option->name, s->name, s->len) != 0)
		return false;
	s->found = option;
	return true;
}

static bool
is_near(const struct pos_opt *option, void *context)
{
	pos_near_try(context, option->name);
	return false;
}

static enum pos_status
unknown_name(const struct pos_opt *options, const char *name, size_t len,
    struct pos_err *err)
{
	struct pos_buf typed = { 0 };
	struct pos_near near = { 0 };
	enum pos_status st;

	pos_buf_add(&typed, name, len);
	near.typed = typed.text;
	pos_opt_each(options, is_near, &near);
	pos_near_try(&near, "help");
	if (near.best != NULL)
		st = pos_fail(err, POS_USAGE,
		    "no option '--%s' (did you mean '--%s'?)", typed.text,
		    near.best);
	else
		st = pos_fail(err, POS_USAGE,
		    "no option '--%s'; --help lists them", typed.text);
	pos_buf_release(&typed);
	return st;
}

static bool
whole_number(int64_t *out, const char *text)
{
	const char *p = text;
	int64_t n = 0;
	bool minus = *p == '-';

	p += *p == '-' || *p == '+';
	if (*p == '\0')
		return false;
	for (; *p != '\0'; p++) {
		if (*p < '0' || *p > '9' || __builtin_mul_overflow(n, 10, &n) ||
		    __builtin_sub_overflow(n, *p - '0', &n))
			return false;
	}
	/* summed up as negative, which reaches one further */
	if (!minus && n == INT64_MIN)
		return false;
	*out = minus ? n : -n;
	return true;
}

static enum pos_status
set_int(const struct pos_opt *option, const char *value, struct pos_err *err)
{
	int64_t n;

	if (!whole_number(&n, value) || n < option->min || n > option->max)
		return pos_fail(err, POS_USAGE,
		    "--%s wants a whole number from %" PRId64 " to %" PRId64
		    ", not '%s'",
		    option->name, option->min, option->max, value);
	*(int64_t *)option->target = n;
	return POS_OK;
}

static bool
is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value);
	const char *p = choices;

	for (;;) {
		size_t n = strcspn(p, "|");

		if (n == len && memcmp(p, value, n) == 0)
			return true;
		if (p[n] == '\0')
			return false;
		p += n + 1;
	}
}

static enum pos_status
set_text(const struct pos_opt *option, const char *value, struct pos_err *err)
{
	if (option->choices != NULL && !is_choice(option->choices, value))
		return pos_fail(err, POS_USAGE, "--%s wants %s, not '%s'",
		    option->name, option->choices, value);
	*(const char **)option->target = value;
	return POS_OK;
}

static enum pos_status
add_text(const struct pos_opt *option, const char *value)
{
	struct pos_texts *texts = option->target;

	texts->text = pos_realloc(texts->text,
	    (texts->count + 1) * sizeof(texts->text[0]));
	texts->text[texts->count++] = value;
	return POS_OK;
}

/* Kinds whose parser and whose message live in lib/base. */
static enum pos_status
set_value(const struct pos_opt *option, const char *value, struct pos_err *err)
{
	int64_t n = 0;
	int32_t day = 0;
	enum pos_status st = POS_BUG;

	if (option->kind == POS_OPT_MILLI_KIND)
		st = pos_milli_parse(&n, value, err);
	else if (option->kind == POS_OPT_TIME_KIND)
		st = pos_time_parse(&n, value, err);
	else if (option->kind == POS_OPT_RATE_KIND)
		st = pos_rate_parse(&n, value, err);
	else if (option->kind == POS_OPT_DAY_KIND)
		st = pos_day_parse(&day, value, err);
	if (st != POS_OK) {
		(void)pos_fail_at(err, "--%s", option->name);
		if (err != NULL)
			err->status = POS_USAGE;
		return POS_USAGE;
	}
	*(int64_t *)option->target = option->kind == POS_OPT_DAY_KIND ? day : n;
	return POS_OK;
}

static enum pos_status
set(const struct pos_opt *option, const char *value, struct pos_err *err)
{
	switch (option->kind) {
	case POS_OPT_INT_KIND:
		return set_int(option, value, err);
	case POS_OPT_TEXT_KIND:
	case POS_OPT_MONEY_KIND:
		return set_text(option, value, err);
	case POS_OPT_TEXTS_KIND:
		return add_text(option, value);
	case POS_OPT_MILLI_KIND:
	case POS_OPT_TIME_KIND:
	case POS_OPT_DAY_KIND:
	case POS_OPT_RATE_KIND:
		return set_value(option, value, err);
	case POS_OPT_FLAG_KIND:
	case POS_OPT_GROUP_KIND:
	case POS_OPT_END_KIND:
		break;
	}
	assert(!"an option without a value was given one");
	return POS_BUG;
}

struct parse {
	const struct pos_opt *options;
	char **argv;
	int argc;
	int next;     /* the word to look at */
	int operands; /* words kept at the front of argv */
	bool help;
};

static enum pos_status
set_next(struct parse *p, const struct pos_opt *option, struct pos_err *err)
{
	if (p->next == p->argc)
		return pos_fail(err, POS_USAGE, "--%s wants a value: %s",
		    option->name, option->arg);
	return set(option, p->argv[p->next++], err);
}

static enum pos_status
long_option(struct parse *p, const char *name, struct pos_err *err)
{
	size_t len = strcspn(name, "=");
	struct search s = { .name = name, .len = len };

	if (!pos_opt_each(p->options, matches, &s)) {
		if (strcmp(name, "help") != 0)
			return unknown_name(p->options, name, len, err);
		p->help = true;
		return POS_OK;
	}
	if (s.found->kind == POS_OPT_FLAG_KIND) {
		if (name[len] == '=')
			return pos_fail(err, POS_USAGE, "--%s takes no value",
			    s.found->name);
		*(bool *)s.found->target = true;
		return POS_OK;
	}
	if (name[len] == '=')
		return set(s.found, name + len + 1, err);
	return set_next(p, s.found, err);
}

/* -v, -vx, -q3, -q 3 */
static enum pos_status
letters(struct parse *p, const char *word, struct pos_err *err)
{
	const char *c;

	for (c = word; *c != '\0'; c++) {
		struct search s = { .letter = *c };

		if (!pos_opt_each(p->options, matches, &s)) {
			if (*c != 'h')
				return pos_fail(err, POS_USAGE,
				    "no option '-%.*s'; --help lists them",
				    /* all of a character outside ASCII */
				    (*c & 0x80) ? (int)strlen(c) : 1, c);
			p->help = true;
			return POS_OK;
		}
		if (s.found->kind != POS_OPT_FLAG_KIND)
			return c[1] != '\0' ? set(s.found, c + 1, err) :
					      set_next(p, s.found, err);
		*(bool *)s.found->target = true;
	}
	return POS_OK;
}

enum pos_status
pos_opt_parse(const struct pos_opt *options, int *argc, char **argv, bool *help,
    struct pos_err *err)
{
	struct parse p = { .options = options, .argv = argv, .argc = *argc };
	enum pos_status st = POS_OK;

	*help = false;
	while (p.next < p.argc && !p.help) {
		char *word = argv[p.next++];

		if (strcmp(word, "--") == 0)
			break;
		if (word[0] != '-' || word[1] == '\0' ||
		    isdigit((unsigned char)word[1]) || word[1] == '.')
			argv[p.operands++] = word;
		else if (word[1] == '-')
			st = long_option(&p, word + 2, err);
		else
			st = letters(&p, word + 1, err);
		if (st != POS_OK)
			return st;
	}
	while (p.next < p.argc)
		argv[p.operands++] = argv[p.next++];
	argv[p.operands] = NULL;
	*argc = p.operands;
	*help = p.help;
	return POS_OK;
}
