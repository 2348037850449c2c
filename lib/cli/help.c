/*
 * help.c - usage lines and the text of --help, made from the tables.
 *
 * The usage line of a verb is also what its manual page shows under
 * SYNOPSIS; make check compares the two.
 */
#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "base/text.h"
#include "cli/inside.h"

#define HELP_COLUMN 26 /* where explanations begin */
#define HELP_WIDTH 79

static const char *
translated(const char *text)
{
	return text != NULL && *text != '\0' ? pos_tr(text) : "";
}

void
pos_usage_line(struct pos_buf *buf, const struct pos_program *program,
    const struct pos_verb *verb)
{
	pos_buf_printf(buf, "%s %s [option ...]", program->name, verb->name);
	if (verb->operands != NULL && verb->operands[0] != '\0')
		pos_buf_printf(buf, " %s", verb->operands);
}

static void
blanks(struct pos_buf *buf, int count)
{
	while (count-- > 0)
		pos_buf_char(buf, ' ');
}

static int
width_of(const char *text, size_t len)
{
	struct pos_buf word = { 0 };
	int width;

	pos_buf_add(&word, text, len);
	width = pos_width(word.text);
	pos_buf_release(&word);
	return width;
}

/* Words from column at on; one that is too long for a line is cut. */
static void
wrapped(struct pos_buf *buf, const char *text, int at)
{
	int column = at;
	int blank = 0; /* owed before the next word, not at a line's end */

	while (*text != '\0') {
		size_t len = strcspn(text, " ");
		int width = width_of(text, len);

		if (column + blank + width > HELP_WIDTH && column > at) {
			pos_buf_char(buf, '\n');
			blanks(buf, at);
			column = at;
			blank = 0;
		}
		blanks(buf, blank);
		column += blank;
		if (column + width > HELP_WIDTH)
			len = pos_width_cut(text, HELP_WIDTH - column, &width);
		pos_buf_add(buf, text, len);
		text += len;
		column += width;
		blank = *text == ' ';
		text += blank;
	}
	pos_buf_char(buf, '\n');
}

/* "  left            right, which may be long" */
static void
entry(struct pos_buf *buf, const char *left, const char *right)
{
	int width = pos_width(left) + 2;

	pos_buf_printf(buf, "  %s", left);
	if (width + 2 > HELP_COLUMN) {
		pos_buf_char(buf, '\n');
		width = 0;
	}
	blanks(buf, HELP_COLUMN - width);
	wrapped(buf, right, HELP_COLUMN);
}

void
pos_help_program(struct pos_buf *buf, const struct pos_program *program,
    const char *first)
{
	const struct pos_verb *v;
	size_t len = first != NULL ? strlen(first) : 0;

	pos_buf_printf(buf, "%s: %s %s%s%s [option ...] ...\n", pos_tr("usage"),
	    program->name, first != NULL ? first : "", first != NULL ? " " : "",
	    pos_tr("VERB"));
	if (first == NULL)
		pos_buf_printf(buf, "\n%s\n", translated(program->help));
	pos_buf_printf(buf, "\n%s:\n", pos_tr("verbs"));
	for (v = program->verbs; v->name != NULL; v++) {
		if (first == NULL ||
		    (strncmp(v->name, first, len) == 0 && v->name[len] == ' '))
			entry(buf, v->name, translated(v->help));
	}
	pos_buf_printf(buf,
	    pos_tr("\n'%s VERB --help' lists the options of "
		   "a verb, 'man %s' tells more.\n"),
	    program->name, program->name);
}

static bool
one_option(const struct pos_opt *o, void *context)
{
	struct pos_buf left = { 0 };

	if (o->letter != 0)
		pos_buf_printf(&left, "-%c, --%s", o->letter, o->name);
	else
		pos_buf_printf(&left, "    --%s", o->name);
	if (o->arg != NULL)
		pos_buf_printf(&left, " %s", o->arg);
	entry(context, left.text, translated(o->help));
	pos_buf_release(&left);
	return false;
}

void
pos_help_verb(struct pos_buf *buf, const struct pos_program *program,
    const struct pos_verb *verb)
{
	pos_buf_printf(buf, "%s: ", pos_tr("usage"));
	pos_usage_line(buf, program, verb);
	pos_buf_printf(buf, "\n\n%s\n\n%s:\n", translated(verb->help),
	    pos_tr("options"));
	pos_opt_each(verb->options, one_option, buf);
	entry(buf, "-h, --help", pos_tr("print this text"));
}
