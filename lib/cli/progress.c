/*
 * progress.c - one line on stderr that says how far long work has come.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/status.h"
#include "cli/inside.h"
#include "cli/out.h"

#define STEP_MS 100

static bool shown;

static int64_t
clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
pos_progress(const char *what, long done, long total)
{
	static int64_t last_ms;
	static int terminal = -1;
	int64_t now_ms;

	if (terminal == -1)
		terminal = isatty(STDERR_FILENO);
	if (!terminal)
		return;
	now_ms = clock_ms();
	if (shown && now_ms - last_ms < STEP_MS)
		return;
	last_ms = now_ms;
	shown = true;
	if (total > 0)
		fprintf(stderr, "\r\033[K%s: %ld/%ld (%ld%%)", pos_tr(what),
		    done, total, (long)((__int128)done * 100 / total));
	else
		fprintf(stderr, "\r\033[K%s: %ld", pos_tr(what), done);
	fflush(stderr);
}

void
pos_progress_done(void)
{
	if (!shown)
		return;
	shown = false;
	fputs("\r\033[K", stderr);
	fflush(stderr);
}
