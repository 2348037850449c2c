/*
 * opt.c - command lines against tables: values, ranges, refusals, verbs.
 *
 * The last test parses random command lines and compares with a twin that
 * knows what each of their words was made to mean.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "cli/inside.h"
#include "tap.h"

#define MOST 32

static bool flag, other;
static int64_t count, qty, at, day, rate;
static const char *text, *format, *amount;
static struct pos_texts tags;

static const struct pos_opt shared[] = {
	POS_OPT_TEXT('s', "store", &text, "PATH", "where"),
	POS_OPT_FLAG('x', "other", &other, "another flag"),
	POS_OPT_END,
};
static const struct pos_opt options[] = {
	POS_OPT_FLAG('v', "flag", &flag, "a flag"),
	POS_OPT_INT('n', "count", &count, -5, 9999, "N", "a number"),
	POS_OPT_MILLI('q', "qty", &qty, "QTY", "a quantity"),
	POS_OPT_TIME(0, "at", &at, "TIME", "an instant"),
	POS_OPT_DAY(0, "day", &day, "DAY", "a day"),
	POS_OPT_RATE(0, "rate", &rate, "PERCENT", "a rate"),
	POS_OPT_MONEY(0, "amount", &amount, "AMOUNT", "money"),
	POS_OPT_CHOICE('f', "format", &format, "table|json", "form"),
	POS_OPT_TEXTS('t', "tag", &tags, "TAG", "tags"),
	POS_OPT_GROUP(shared),
	POS_OPT_END,
};
static const struct pos_opt wide[] = {
	POS_OPT_INT(0, "any", &count, INT64_MIN, INT64_MAX, "N", "any"),
	POS_OPT_END,
};

static char *words[MOST];
static int left;
static bool help;
static struct pos_err err;

static void
reset(void)
{
	flag = other = false;
	count = qty = at = day = rate = -1;
	text = format = amount = NULL;
	free(tags.text);
	tags = (struct pos_texts){ 0 };
	err = (struct pos_err){ 0 };
}

/* The words are separated by one blank; "_" stands for an empty one. */
static enum pos_status
parse(const struct pos_opt *table, const char *line)
{
	static char copy[512];
	char *rest = copy;
	char *word;

	snprintf(copy, sizeof(copy), "%s", line);
	left = 0;
	while ((word = strsep(&rest, " ")) != NULL)
		words[left++] = strcmp(word, "_") == 0 ? word + 1 : word;
	words[left] = NULL;
	reset();
	return pos_opt_parse(table, &left, words, &help, &err);
}

static void
good(const char *line, int operands)
{
	enum pos_status st = parse(options, line);

	ok(st == POS_OK && left == operands && words[left] == NULL,
	    "%s: %d operands", line, operands);
	if (st != POS_OK)
		printf("# %s\n", err.text);
}

static void
bad(const char *line, const char *message)
{
	enum pos_status st = parse(options, line);

	ok(st == POS_USAGE && err.status == POS_USAGE, "%s: is refused", line);
	same_text(err.text, message, line);
}

static void
test_values(void)
{
	good("a --count 7 b", 2);
	ok(count == 7, "--count 7");
	good("--count=-5", 0);
	ok(count == -5, "--count=-5");
	good("-n12 -q 0.25", 0);
	ok(count == 12 && qty == 250, "-n12 -q 0.25");
	good("-vxn 3 x", 1);
	ok(flag && other && count == 3, "-vxn 3");
	good("--day 2026-03-14 --rate 8.875%", 0);
	ok(day == 20260314 && rate == 88750, "a day and a rate");
	good("--at 1970-01-01T00:00:01Z", 0);
	ok(at == 1000, "an instant");
	good("--store=a=b --format json --amount 12.50", 0);
	same_text(text, "a=b", "only the first = counts");
	same_text(format, "json", "a choice");
	same_text(amount, "12.50", "money stays text");
	good("-t one --tag two --tag= -t _", 0);
	ok(tags.count == 4 && strcmp(tags.text[1], "two") == 0 &&
		tags.text[2][0] == '\0' && tags.text[3][0] == '\0',
	    "texts are collected, empty ones too");
	good("--count 1 --count 2", 0);
	ok(count == 2, "the last one counts");
}

static void
test_operands(void)
{
	good("-3 -0.5 -.5 - a", 5);
	same_text(words[0], "-3", "a negative number is an operand");
	good("a -- --count -v b", 4);
	ok(!flag && strcmp(words[1], "--count") == 0, "-- ends the options");
	good("--store -- a", 1);
	same_text(text, "--", "-- may be a value");
	good("_ a", 2);
	good("a --help --nonsense", 2);
	ok(help, "--help ends the parsing");
	good("-vh", 0);
	ok(help && flag, "-h");
	good("-- --help", 1);
	ok(!help, "--help after -- is an operand");
}

static void
test_refusals(void)
{
	static const char *const wrong[] = { "_", "x", "1.5", "1e3", "10000",
		"-6", "99999999999999999999", "-", "+", "1_", "0x1" };
	struct pos_buf want = { 0 };
	struct pos_buf line = { 0 };
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		pos_buf_clear(&want);
		pos_buf_clear(&line);
		pos_buf_printf(&line, "--count %s", wrong[i]);
		pos_buf_printf(&want,
		    "--count wants a whole number from -5 to "
		    "9999, not '%s'",
		    i == 0 ? "" : wrong[i]);
		bad(line.text, want.text);
	}
	pos_buf_release(&want);
	pos_buf_release(&line);
	bad("--format xml", "--format wants table|json, not 'xml'");
	bad("--format table|json",
	    "--format wants table|json, not 'table|json'");
	bad("--format tab", "--format wants table|json, not 'tab'");
	bad("--count", "--count wants a value: N");
	bad("-n", "--count wants a value: N");
	bad("--flag=yes", "--flag takes no value");
	bad("--cuont 1", "no option '--cuont' (did you mean '--count'?)");
	bad("--coun 1", "no option '--coun' (did you mean '--count'?)");
	bad("--stroe=x", "no option '--stroe' (did you mean '--store'?)");
	bad("--nonsense", "no option '--nonsense'; --help lists them");
	bad("-vz", "no option '-z'; --help lists them");
	bad("---", "no option '---'; --help lists them");
	ok(parse(options, "--day 2026-02-30") == POS_USAGE &&
		strncmp(err.text, "--day: ", 7) == 0,
	    "a day that is none");
	ok(parse(options, "--qty x") == POS_USAGE &&
		strncmp(err.text, "--qty: ", 7) == 0,
	    "a quantity that is none");
}

static void
test_limits(void)
{
	ok(parse(wide, "--any 9223372036854775807") == POS_OK &&
		count == INT64_MAX,
	    "the largest number");
	ok(parse(wide, "--any -9223372036854775808") == POS_OK &&
		count == INT64_MIN,
	    "the smallest number");
	ok(parse(wide, "--any 9223372036854775808") == POS_USAGE,
	    "one more than the largest");
	ok(parse(wide, "--any -9223372036854775809") == POS_USAGE,
	    "one less than the smallest");
	ok(parse(NULL, "a b") == POS_OK && left == 2, "no options at all");
}

static enum pos_status
nothing(int argc, char **argv, struct pos_err *unused)
{
	(void)argc;
	(void)argv;
	(void)unused;
	return POS_OK;
}

static const struct pos_verb verbs[] = {
	{ "new", "ITEM...", "start", options, 1, -1, nothing },
	{ "show", "", "show", NULL, 0, 0, nothing },
	{ "menu", "", "one word of two", NULL, 0, 0, nothing },
	{ "menu import", "FILE", "read", NULL, 1, 1, nothing },
	{ "in", "", "two letters", NULL, 0, 0, nothing },
	{ "recall", "", "back", NULL, 0, 0, nothing },
	{ "recalls", "", "all back", NULL, 0, 0, nothing },
	{ "shift open", "", "open", NULL, 0, 0, nothing },
	{ "shift close", "", "close", NULL, 0, 0, nothing },
	{ 0 },
};
static const struct pos_program program = { "pos-x", "a program", verbs };

static void
verb(const char *line, const char *want, int want_words, const char *message)
{
	char copy[64];
	char *argv[4] = { 0 };
	char *rest = copy;
	const struct pos_verb *found;
	int argc = 0;
	int used = 0;
	enum pos_status st;

	snprintf(copy, sizeof(copy), "%s", line);
	while (argc < 3 && (argv[argc] = strsep(&rest, " ")) != NULL)
		argc++;
	reset();
	st = pos_verb_find(&found, &used, &program, argc, argv, &err);
	if (want != NULL) {
		ok(st == POS_OK && used == want_words, "verb: %s", line);
		same_text(found != NULL ? found->name : NULL, want, line);
	} else {
		ok(st == POS_USAGE && found == NULL, "no verb: %s", line);
		same_text(err.text, message, line);
	}
}

static void
test_verbs(void)
{
	verb("new latte", "new", 1, NULL);
	verb("menu", "menu", 1, NULL);
	verb("menu import", "menu import", 2, NULL);
	verb("menu other", "menu", 1, NULL);
	verb("shift close -v", "shift close", 2, NULL);
	verb("nwe latte", NULL, 0, "no verb 'nwe' (did you mean 'new'?)");
	verb("im", NULL, 0, "no verb 'im' (did you mean 'in'?)");
	verb("recalss", NULL, 0, "no verb 'recalss' (did you mean 'recalls'?)");
	verb("shift clsoe", NULL, 0,
	    "no verb 'shift clsoe' (did you mean 'shift close'?)");
	verb("shift", NULL, 0,
	    "'shift' wants a second word; 'pos-x shift --help' lists them");
	verb("zebra", NULL, 0, "no verb 'zebra'; 'pos-x --help' lists them");
}

static void
test_help(void)
{
	struct pos_buf buf = { 0 };

	pos_usage_line(&buf, &program, &verbs[0]);
	same_text(buf.text, "pos-x new [option ...] ITEM...", "usage");
	pos_buf_clear(&buf);
	pos_help_verb(&buf, &program, &verbs[0]);
	ok(strstr(buf.text, "\n  -s, --store PATH        where\n") != NULL,
	    "help shows what a group brings");
	pos_buf_clear(&buf);
	pos_help_program(&buf, &program, "shift");
	ok(strstr(buf.text, "shift open") != NULL &&
		strstr(buf.text, "menu") == NULL,
	    "help of one family of verbs");
	pos_buf_clear(&buf);
	pos_spec(&buf, &program);
	ok(strstr(buf.text,
	       "\"verb\":\"new\",\"long\":\"tag\",\"letter\":\"t\"") != NULL,
	    "--spec names verb, option and letter");
	pos_buf_release(&buf);
}

static unsigned
pick(unsigned below)
{
	static uint64_t state = 20260314;

	state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(state >> 33) % below;
}

/* One random word or two onto line; what they mean into the twin. */
static void
random_words(struct pos_buf *line, int64_t *n, bool *v, size_t *t, int *o)
{
	static const char *const forms[] = { "--count %d", "--count=%d", "-n%d",
		"-n %d", "-vn%d", "-vn %d" };
	unsigned form = pick(9);
	int value = (int)pick(200) - 5;

	if (form < 6) {
		pos_buf_printf(line, forms[form], value);
		*n = value;
		*v = *v || form > 3;
	} else if (form == 6) {
		pos_buf_text(line, "-vt x");
		*v = true;
		(*t)++;
	} else if (form == 7) {
		pos_buf_printf(line, "%d", value);
		(*o)++;
	} else {
		pos_buf_text(line, "--tag=y");
		(*t)++;
	}
}

static void
test_twin(void)
{
	struct pos_buf line = { 0 };
	int wrong = 0;
	int i;

	for (i = 0; i < 5000; i++) {
		int64_t n = -1;
		bool v = false;
		size_t t = 0;
		int o = 0;
		unsigned many = 1 + pick(8);

		pos_buf_clear(&line);
		while (many-- > 0) {
			random_words(&line, &n, &v, &t, &o);
			if (many > 0)
				pos_buf_char(&line, ' ');
		}
		if (parse(options, line.text) == POS_OK && count == n &&
		    flag == v && tags.count == t && left == o)
			continue;
		if (wrong++ < 5)
			printf("# %s: %s\n", line.text, err.text);
	}
	same_int(wrong, 0, "5000 random command lines mean what they say");
	pos_buf_release(&line);
}

int
main(void)
{
	test_values();
	test_operands();
	test_refusals();
	test_limits();
	test_verbs();
	test_help();
	test_twin();
	reset();
	return tap_done();
}
