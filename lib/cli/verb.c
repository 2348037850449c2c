/*
 * verb.c - which verb a command line names, and what was meant where none.
 */
#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "base/text.h"
#include "cli/inside.h"

void
pos_near_try(struct pos_near *near, const char *candidate)
{
	/* a third of the letters may be wrong, at least one, at most three */
	int limit = (int)strlen(candidate) / 3;
	int d;

	limit = limit < 1 ? 1 : limit > 3 ? 3 : limit;
	d = pos_text_distance(near->typed, candidate, limit);
	if (d <= limit && (near->best == NULL || d < near->distance)) {
		near->best = candidate;
		near->distance = d;
	}
}

static bool
starts_with_word(const char *name, const char *word)
{
	size_t len = strlen(word);

	return strncmp(name, word, len) == 0 && name[len] == ' ';
}

static enum pos_status
unknown_verb(const struct pos_program *program, const char *one,
    const char *two, struct pos_err *err)
{
	struct pos_near near = { .typed = one };
	const struct pos_verb *v;
	bool family = false;

	for (v = program->verbs; v->name != NULL; v++) {
		if (starts_with_word(v->name, one))
			family = true;
		if (strchr(v->name, ' ') == NULL)
			pos_near_try(&near, v->name);
	}
	if (two != NULL)
		near.typed = two;
	for (v = program->verbs; v->name != NULL && two != NULL; v++)
		if (strchr(v->name, ' ') != NULL)
			pos_near_try(&near, v->name);
	if (near.best != NULL)
		return pos_fail(err, POS_USAGE,
		    "no verb '%s' (did you mean '%s'?)",
		    strchr(near.best, ' ') != NULL || family ? near.typed : one,
		    near.best);
	if (family && two == NULL)
		return pos_fail(err, POS_USAGE,
		    "'%s' wants a second word; '%s %s --help' lists them", one,
		    program->name, one);
	return pos_fail(err, POS_USAGE, "no verb '%s'; '%s --help' lists them",
	    family ? two : one, program->name);
}

enum pos_status
pos_verb_find(const struct pos_verb **verb, int *words,
    const struct pos_program *program, int argc, char **argv,
    struct pos_err *err)
{
	const struct pos_verb *v;
	struct pos_buf two = { 0 };
	enum pos_status st;

	*verb = NULL;
	if (argc > 1 && argv[1][0] != '-')
		pos_buf_printf(&two, "%s %s", argv[0], argv[1]);
	for (v = program->verbs; v->name != NULL; v++) {
		if (two.text != NULL && strcmp(v->name, two.text) == 0) {
			*verb = v;
			*words = 2;
			break;
		}
		if (strcmp(v->name, argv[0]) == 0) {
			*verb = v; /* unless two words say more */
			*words = 1;
		}
	}
	st = *verb != NULL ? POS_OK :
			     unknown_verb(program, argv[0], two.text, err);
	pos_buf_release(&two);
	return st;
}
