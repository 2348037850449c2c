/*
 * follow.c - waiting, for verbs that go on until they are told to stop.
 *
 * The wait is on our own output, which tells at once when the reader is
 * gone.  The signals do not restart a write: a reader that has stopped
 * reading cannot keep us.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cmd/follow.h"

static volatile sig_atomic_t stopped;

static void
stop(int signal_number)
{
	(void)signal_number;
	stopped = 1;
}

void
pos_follow_start(void)
{
	struct sigaction action = { .sa_handler = stop };

	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

static int
is_gone(short events)
{
	return (events & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

/*
 * The signals are held back between the look at `stopped` and the wait, so
 * that none is slept over.
 */
enum pos_status
pos_follow_wait(int64_t interval_ms, struct pos_err *err)
{
	struct pollfd out = { .fd = STDOUT_FILENO };
	struct timespec span = { .tv_sec = interval_ms / 1000,
		.tv_nsec = interval_ms % 1000 * 1000000 };
	sigset_t both, before;
	int n = 0, failed = 0;

	sigemptyset(&both);
	sigaddset(&both, SIGTERM);
	sigaddset(&both, SIGINT);
	sigprocmask(SIG_BLOCK, &both, &before);
	if (!stopped)
		n = ppoll(&out, 1, &span, &before);
	if (n < 0 && errno != EINTR)
		failed = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (failed != 0)
		return pos_fail(err, POS_IO, "cannot wait: %s",
		    strerror(failed));
	return stopped || (n > 0 && is_gone(out.revents)) ? POS_END : POS_OK;
}

void
pos_follow_end(enum pos_status status)
{
	struct pollfd out = { .fd = STDOUT_FILENO };

	if (status == POS_IO &&
	    (stopped || (poll(&out, 1, 0) > 0 && is_gone(out.revents))))
		_exit(0);
}
