/*
 * main.c - pos_main(): what every program does around its verbs.
 *
 * The first word is the verb (or --help, --version), options follow it.
 * Standard descriptors that are closed are filled in first: a store file
 * opened as descriptor 1 would otherwise receive our output.
 */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/status.h"
#include "base/text.h"
#include "cli/inside.h"
#include "cli/out.h"

#ifndef POS_LOCALEDIR
#define POS_LOCALEDIR "/usr/local/share/locale"
#endif

static const char *program_name = "pos";

const char *
pos_program_name(void)
{
	return program_name;
}

void
pos_warn(const char *format, ...)
{
	struct pos_buf line = { 0 };
	char *text = NULL;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&text, pos_tr(format), ap) < 0)
		text = NULL;
	va_end(ap);
	pos_buf_printf(&line, "%s: ", program_name);
	pos_text_clean(&line, text != NULL ? text : format);
	pos_buf_char(&line, '\n');
	pos_progress_done();
	/* one write, so that lines of tills side by side stay whole */
	fwrite(line.text, 1, line.len, stderr);
	fflush(stderr);
	pos_buf_release(&line);
	free(text);
}

/* Reading or writing what was closed then fails with EBADF, as it should. */
static void
fill_descriptors(void)
{
	int fd;

	for (fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			_exit(pos_status_exit(POS_IO));
	}
}

/* NULL too where the variable is empty. */
static const char *
environment(const char *name)
{
	const char *text = getenv(name);

	return text != NULL && *text != '\0' ? text : NULL;
}

static void
choose_locale(void)
{
	const char *wanted = environment("LANGUAGE");
	const char *lang = environment("LC_ALL");
	bool found;

	if (lang == NULL)
		lang = environment("LC_MESSAGES");
	if (lang == NULL)
		lang = environment("LANG");
	/* Letters and messages are all that is used of a locale: loading the
	 * other ten parts of it costs more than writing a sale's rows. */
	found = setlocale(LC_CTYPE, "") != NULL &&
	    setlocale(LC_MESSAGES, "") != NULL;
	if (found && (lang != NULL || wanted == NULL))
		return;
	/* The locale is not installed on this machine; our messages are, and
	 * need nothing of it but its name.  Or only LANGUAGE is set, which is
	 * not looked at in the locale "C". */
	if (setlocale(LC_CTYPE, "C.UTF-8") != NULL &&
	    setlocale(LC_MESSAGES, "C.UTF-8") != NULL && wanted == NULL &&
	    lang != NULL)
		setenv("LANGUAGE", lang, 1);
}

static void
speak_language(void)
{
	const char *share = environment("POS_SHARE");
	struct pos_buf dir = { 0 };

	choose_locale();
	if (share != NULL)
		pos_buf_printf(&dir, "%s/locale", share);
	else
		pos_buf_text(&dir, POS_LOCALEDIR);
	bindtextdomain("pos", dir.text);
	bind_textdomain_codeset("pos", "UTF-8");
	textdomain("pos");
	pos_buf_release(&dir);
}

static void
print(struct pos_buf *buf)
{
	struct pos_err err;

	/* One that fails is remembered with its reason, for the end. */
	(void)!pos_out_text(buf->text, buf->len, &err);
	pos_buf_release(buf);
}

static enum pos_status
check_words(int argc, char **argv, struct pos_err *err)
{
	int i;

	for (i = 1; i < argc; i++) {
		size_t len = strlen(argv[i]);

		if (pos_utf8_valid(argv[i], len) != len)
			return pos_fail(err, POS_USAGE,
			    "argument %d is not valid UTF-8", i);
	}
	return POS_OK;
}

static enum pos_status
check_operands(const struct pos_program *program, const struct pos_verb *verb,
    int count, char **argv, struct pos_err *err)
{
	struct pos_buf usage = { 0 };
	enum pos_status st = POS_OK;

	pos_usage_line(&usage, program, verb);
	if (count < verb->min_operands)
		st = pos_fail(err, POS_USAGE,
		    "%s: something is missing; usage: %s", verb->name,
		    usage.text);
	else if (verb->max_operands >= 0 && count > verb->max_operands)
		st = pos_fail(err, POS_USAGE, "%s: unexpected '%s'; usage: %s",
		    verb->name, argv[verb->max_operands], usage.text);
	pos_buf_release(&usage);
	return st;
}

static enum pos_status
run_verb(const struct pos_program *program, int argc, char **argv,
    struct pos_err *err)
{
	const struct pos_verb *verb;
	struct pos_buf text = { 0 };
	enum pos_status st;
	bool help;
	int words = 0;

	st = pos_verb_find(&verb, &words, program, argc, argv, err);
	if (st != POS_OK)
		return st;
	argc -= words;
	argv += words;
	st = pos_opt_parse(verb->options, &argc, argv, &help, err);
	if (st != POS_OK)
		return st;
	if (help) {
		pos_help_verb(&text, program, verb);
		print(&text);
		return POS_OK;
	}
	st = check_operands(program, verb, argc, argv, err);
	if (st == POS_OK)
		st = verb->run(argc, argv, err);
	return st == POS_END ? POS_OK : st;
}

static bool
is_help(const char *word)
{
	return word != NULL &&
	    (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0);
}

static bool
is_family(const struct pos_program *program, const char *word)
{
	const struct pos_verb *v;
	size_t len = strlen(word);

	for (v = program->verbs; v->name != NULL; v++) {
		if (strncmp(v->name, word, len) == 0 &&
		    (v->name[len] == ' ' || v->name[len] == '\0'))
			return v->name[len] == ' ';
	}
	return false;
}

static enum pos_status
run(const struct pos_program *program, int argc, char **argv,
    struct pos_err *err)
{
	struct pos_buf text = { 0 };
	enum pos_status st = check_words(argc, argv, err);

	if (st != POS_OK)
		return st;
	if (argc < 2)
		return pos_fail(err, POS_USAGE,
		    "a verb is missing; '%s --help' lists them", program->name);
	if (is_help(argv[1]))
		pos_help_program(&text, program, NULL);
	else if (argc > 2 && is_help(argv[2]) && is_family(program, argv[1]))
		pos_help_program(&text, program, argv[1]);
	else if (strcmp(argv[1], "--version") == 0)
		pos_buf_printf(&text, "%s %s\n", program->name, POS_VERSION);
	else if (strcmp(argv[1], "--spec") == 0)
		pos_spec(&text, program);
	else if (strcmp(argv[1], "--records") == 0)
		pos_spec_records(&text);
	else if (argv[1][0] == '-')
		return pos_fail(err, POS_USAGE,
		    "the verb comes first: %s VERB %s ...", program->name,
		    argv[1]);
	else
		return run_verb(program, argc - 1, argv + 1, err);
	print(&text);
	return POS_OK;
}

int
pos_main(const struct pos_program *program, int argc, char **argv)
{
	struct pos_err err = { 0 };
	enum pos_status st;
	int failed;

	fill_descriptors();
	program_name = program->name;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file at its limit is an error to tell */
	speak_language();
	st = run(program, argc, argv, &err);
	pos_progress_done();
	errno = 0;
	if (fflush(stdout) != 0 && errno != 0)
		failed = errno;
	else
		failed = ferror(stdout) ? EIO : 0;
	if (pos_out_failed() != 0) /* the first failure knows best */
		failed = pos_out_failed();
	if (st != POS_OK)
		pos_warn("%s", err.text);
	if (failed != 0 && st != POS_IO)
		pos_warn("cannot write output: %s", strerror(failed));
	if (failed != 0 && st == POS_OK)
		st = POS_IO;
	return pos_status_exit(st);
}
