/*
 * measure.c - runs commands in turn, and tells what each run took.
 *
 *	measure ROUNDS -- NAME [<FILE] WORD... [| WORD...]... [-- NAME ...]
 *
 * Once for each round: the first command, the second, ... the first again,
 * so that a machine that slows down slows all of them.  What it prints for a
 * run is NAME, microseconds from start to end, and the largest resident
 * memory of its processes in kB.  What they print is thrown away.
 *
 * It is small itself since a process starts with the memory of the one that
 * started it, and that counts in its largest.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS 16
#define STAGES 8

struct command {
	const char *name;
	const char *input;
	char **stage[STAGES];
	int stages;
};

static void
die(const char *what)
{
	fprintf(stderr, "measure: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static int
open_or_die(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		die(path);
	return fd;
}

static pid_t
start(char **words, int in, int out)
{
	pid_t pid = vfork();

	if (pid < 0)
		die("vfork");
	if (pid == 0) {
		dup2(in, STDIN_FILENO);
		dup2(out, STDOUT_FILENO);
		execvp(words[0], words);
		_exit(127);
	}
	return pid;
}

static long
finish(const struct command *c, pid_t pid)
{
	struct rusage used;
	int status;

	if (wait4(pid, &status, 0, &used) != pid)
		die("wait");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fprintf(stderr, "measure: %s: exit %d\n", c->name,
		    WIFEXITED(status) ? WEXITSTATUS(status) : 128);
		exit(1);
	}
	return used.ru_maxrss;
}

static void
run(const struct command *c)
{
	int in = open_or_die(c->input, O_RDONLY);
	int null = open_or_die("/dev/null", O_WRONLY);
	pid_t pid[STAGES];
	int ends[2], i;
	long rss, most = 0;
	int64_t began = now_us();

	for (i = 0; i < c->stages; i++) {
		ends[0] = ends[1] = -1;
		if (i + 1 < c->stages && pipe2(ends, O_CLOEXEC) != 0)
			die("pipe");
		pid[i] =
		    start(c->stage[i], in, i + 1 < c->stages ? ends[1] : null);
		close(in);
		if (ends[1] >= 0)
			close(ends[1]);
		in = ends[0];
	}
	for (i = 0; i < c->stages; i++) {
		rss = finish(c, pid[i]);
		most = rss > most ? rss : most;
	}
	printf("%s %" PRId64 " %ld\n", c->name, now_us() - began, most);
	close(null);
}

/* Takes the words of one command; argv ends with NULL. */
static char **
parse(struct command *c, char **argv)
{
	*c = (struct command){ .name = *argv++, .input = "/dev/null" };
	if (*argv != NULL && **argv == '<')
		c->input = *argv++ + 1;
	while (
	    *argv != NULL && strcmp(*argv, "--") != 0 && c->stages < STAGES) {
		c->stage[c->stages++] = argv;
		while (*argv != NULL && strcmp(*argv, "--") != 0 &&
		    strcmp(*argv, "|") != 0)
			argv++;
		if (*argv == NULL || strcmp(*argv, "--") == 0)
			break;
		*argv++ = NULL;
	}
	if (*argv != NULL)
		*argv++ = NULL;
	return argv;
}

int
main(int argc, char **argv)
{
	struct command commands[COMMANDS];
	long rounds;
	int count = 0, i;

	if (argc < 5 || strcmp(argv[2], "--") != 0) {
		fputs("usage: measure ROUNDS -- NAME [<FILE] WORD... "
		      "[| WORD...]... [-- NAME ...]\n",
		    stderr);
		return 64;
	}
	rounds = strtol(argv[1], NULL, 10);
	for (argv += 3; *argv != NULL && count < COMMANDS; count++)
		argv = parse(&commands[count], argv);
	for (; rounds > 0; rounds--)
		for (i = 0; i < count; i++)
			run(&commands[i]);
	return fflush(stdout) == 0 ? 0 : 1;
}
