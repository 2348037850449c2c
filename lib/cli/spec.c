/*
 * spec.c - --spec: the tables of a program as records.
 *
 * The completions are generated from it, and the manual pages are held
 * against it.  Not in --help: it is for our own tools.
 */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "cli/inside.h"
#include "rec/field.h"

struct spec_program {
	const char *program, *help;
};

struct spec_verb {
	const char *program, *verb, *operands, *usage, *help;
};

struct spec_option {
	const char *program, *verb, *long_name, *letter, *arg, *choices, *help;
	bool repeats;
};

static const struct pos_field program_fields[] = {
	POS_TEXT(spec_program, program, 0, 0, "name of the program"),
	POS_TEXT(spec_program, help, 0, 0, "what it is for"),
	{ 0 },
};
static const struct pos_field verb_fields[] = {
	POS_TEXT(spec_verb, program, 0, 0, "name of the program"),
	POS_TEXT(spec_verb, verb, 0, 0, "one or two words"),
	POS_TEXT(spec_verb, operands, POS_F_OPTIONAL, 0, "as in its usage"),
	POS_TEXT(spec_verb, usage, 0, 0, "its usage line"),
	POS_TEXT(spec_verb, help, 0, 0, "what it does"),
	{ 0 },
};
static const struct pos_field option_fields[] = {
	POS_TEXT(spec_option, program, 0, 0, "name of the program"),
	POS_TEXT(spec_option, verb, 0, 0, "verb that takes it"),
	{ .name = "long", /* which C keeps for itself */
	    .kind = POS_K_TEXT,
	    .offset = offsetof(struct spec_option, long_name),
	    .help = "long name" },
	POS_TEXT(spec_option, letter, POS_F_OPTIONAL, 0, "short name"),
	POS_TEXT(spec_option, arg, POS_F_OPTIONAL, 0, "its value"),
	POS_TEXT(spec_option, choices, POS_F_OPTIONAL, 0, "values, a|b|c"),
	POS_BOOL(spec_option, repeats, POS_F_OPTIONAL,
	    "may be given several times"),
	POS_TEXT(spec_option, help, 0, 0, "what it does"),
	{ 0 },
};

const struct pos_record pos_spec_program_record = {
	"spec.program", 1, sizeof(struct spec_program), program_fields,
	"a program, as its --spec tells",
};
POS_LIST_RECORD(pos_spec_program_record);
const struct pos_record pos_spec_verb_record = {
	"spec.verb", 1, sizeof(struct spec_verb), verb_fields,
	"a verb of a program",
};
POS_LIST_RECORD(pos_spec_verb_record);
const struct pos_record pos_spec_option_record = {
	"spec.option", 1, sizeof(struct spec_option), option_fields,
	"an option of a verb",
};
POS_LIST_RECORD(pos_spec_option_record);

struct walk {
	struct pos_buf *buf;
	const struct pos_program *program;
	const struct pos_verb *verb;
	const struct pos_opt *self; /* in the search for its doubles */
};

static void
line(struct pos_buf *buf, const struct pos_record *record, const void *data)
{
	pos_record_write(buf, record, data);
	pos_buf_char(buf, '\n');
}

static bool
is_double(const struct pos_opt *o, void *context)
{
	const struct walk *w = context;

	return o != w->self &&
	    (strcmp(o->name, w->self->name) == 0 ||
		(o->letter != 0 && o->letter == w->self->letter));
}

static bool
option_line(const struct pos_opt *o, void *context)
{
	struct walk *w = context;
	char letter[2] = { o->letter, '\0' };
	struct spec_option out = {
		.program = w->program->name,
		.verb = w->verb->name,
		.long_name = o->name,
		.letter = o->letter != 0 ? letter : NULL,
		.arg = o->arg,
		.choices = o->choices,
		.repeats = o->kind == POS_OPT_TEXTS_KIND,
		.help = o->help,
	};

	/* Two of one name would hide each other.  make check runs this. */
	w->self = o;
	assert(!pos_opt_each(w->verb->options, is_double, w));
	line(w->buf, &pos_spec_option_record, &out);
	return false;
}

void
pos_spec(struct pos_buf *buf, const struct pos_program *program)
{
	struct spec_program top = { program->name, program->help };
	struct walk w = { .buf = buf, .program = program };
	const struct pos_verb *v;

	line(buf, &pos_spec_program_record, &top);
	for (v = program->verbs; v->name != NULL; v++) {
		struct pos_buf usage = { 0 };
		struct spec_verb out = {
			.program = program->name,
			.verb = v->name,
			.operands = v->operands,
			.help = v->help,
		};

		if (v->operands != NULL && v->operands[0] == '\0')
			out.operands = NULL;
		pos_usage_line(&usage, program, v);
		out.usage = usage.text;
		line(buf, &pos_spec_verb_record, &out);
		pos_buf_release(&usage);
		w.verb = v;
		pos_opt_each(v->options, option_line, &w);
	}
}

/* Gathered by the linker; a program may have none. */
extern const struct pos_record *const __start_pos_records[]
    __attribute__((weak));
extern const struct pos_record *const __stop_pos_records[]
    __attribute__((weak));

void
pos_spec_records(struct pos_buf *buf)
{
	const struct pos_record *const *r;

	for (r = __start_pos_records; r != __stop_pos_records; r++) {
		pos_record_schema(buf, *r);
		pos_buf_char(buf, '\n');
	}
}
