/*
 * feed.c - gives orders to writers, to each the next when it has answered.
 *
 *	feed SECONDS WRITERS FILE COMMAND...
 *
 * WRITERS times the command, each with pipes for its input and output; each
 * gets a line of FILE, and another as soon as a line came back, until the
 * time is over.  So no order waits in a queue of ours, each is committed by
 * itself, and the time from line to line is what a till would wait.
 *
 * It prints: answers a second, answers of the writer with the least and of
 * the one with the most, and the median, 99th percentile and maximum of the
 * wait in microseconds.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WRITERS 64
#define WAITS (4 << 20)

struct writer {
	pid_t pid;
	int in, out;
	int64_t asked_us;
	int64_t answers;
};

static struct writer writers[WRITERS];
static struct pollfd fds[WRITERS];
static int count;
static const char *orders, *orders_end;
static uint32_t *waits;
static size_t waits_count;

static void
die(const char *what)
{
	fprintf(stderr, "feed: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static void
map_orders(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat sb;

	if (fd < 0 || fstat(fd, &sb) != 0)
		die(path);
	orders = mmap(NULL, (size_t)sb.st_size, PROT_READ,
	    MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (orders == MAP_FAILED)
		die(path);
	orders_end = orders + sb.st_size;
	close(fd);
}

static void
start(struct writer *w, char **command)
{
	int to[2], from[2];

	if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0)
		die("pipe");
	w->pid = fork();
	if (w->pid < 0)
		die("fork");
	if (w->pid == 0) {
		dup2(to[0], STDIN_FILENO);
		dup2(from[1], STDOUT_FILENO);
		execvp(command[0], command);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	w->in = to[1];
	w->out = from[0];
}

/* False when there are no more orders. */
static bool
ask(struct writer *w)
{
	const char *end;
	size_t len;

	if (orders == orders_end)
		return false;
	end = memchr(orders, '\n', (size_t)(orders_end - orders));
	len = (size_t)(end + 1 - orders);
	w->asked_us = now_us();
	if (write(w->in, orders, len) != (ssize_t)len)
		die("write to a writer");
	orders += len;
	return true;
}

/* True when the whole answer is there. */
static bool
answered(struct writer *w)
{
	static char buf[1 << 16];
	ssize_t n = read(w->out, buf, sizeof(buf));

	if (n <= 0) {
		fputs("feed: a writer ended too soon\n", stderr);
		exit(1);
	}
	if (buf[n - 1] != '\n')
		return false;
	if (waits_count < WAITS)
		waits[waits_count++] = (uint32_t)(now_us() - w->asked_us);
	w->answers++;
	return true;
}

static void
feed(int64_t until)
{
	int i, busy = 0;

	for (i = 0; i < count; i++) {
		fds[i] = (struct pollfd){ writers[i].out, POLLIN, 0 };
		busy += ask(&writers[i]);
	}
	while (busy > 0) {
		if (poll(fds, (nfds_t)count, -1) < 0 && errno != EINTR)
			die("poll");
		for (i = 0; i < count; i++)
			if (fds[i].revents != 0 && answered(&writers[i]) &&
			    (now_us() >= until || !ask(&writers[i])))
				busy--;
	}
}

static void
finish(struct writer *w)
{
	int status;

	close(w->in);
	if (waitpid(w->pid, &status, 0) != w->pid || status != 0) {
		fputs("feed: a writer failed\n", stderr);
		exit(1);
	}
	close(w->out);
}

static int
order(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
tell(int64_t took_us)
{
	int64_t least = INT64_MAX, most = 0, all = 0;
	int i;

	for (i = 0; i < count; i++) {
		all += writers[i].answers;
		if (writers[i].answers < least)
			least = writers[i].answers;
		if (writers[i].answers > most)
			most = writers[i].answers;
	}
	qsort(waits, waits_count, sizeof(*waits), order);
	if (waits_count == 0)
		return;
	printf("%" PRId64 " %" PRId64 " %" PRId64 " %u %u %u\n",
	    all * 1000000 / took_us, least, most, waits[waits_count / 2],
	    waits[waits_count * 99 / 100], waits[waits_count - 1]);
}

int
main(int argc, char **argv)
{
	int64_t began, seconds;
	int i;

	if (argc < 5) {
		fputs("usage: feed SECONDS WRITERS FILE COMMAND...\n", stderr);
		return 64;
	}
	seconds = strtoll(argv[1], NULL, 10);
	count = (int)strtol(argv[2], NULL, 10);
	if (count < 1 || count > WRITERS)
		return 64;
	waits = malloc(WAITS * sizeof(*waits));
	if (waits == NULL)
		die("malloc");
	map_orders(argv[3]);
	for (i = 0; i < count; i++)
		start(&writers[i], argv + 4);
	/* The first order of each pays for its start, and is not counted. */
	feed(0);
	for (i = 0; i < count; i++)
		writers[i].answers = 0;
	waits_count = 0;
	began = now_us();
	feed(began + seconds * 1000000);
	tell(now_us() - began);
	for (i = 0; i < count; i++)
		finish(&writers[i]);
	return 0;
}
