/*
 * import_read.c - reading the orders of an import, ahead where there is much.
 *
 * While more is waiting, a thread reads and parses it beside the commits.  An
 * order that comes alone is read by who waits for it: to wake another thread
 * for it would take a fifth as long as to commit it.
 */
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/pos-sale/import_read.h"
#include "rec/json.h"
#include "rec/lines.h"

#define BATCHES 48 /* of a group at most 16, the rest is read ahead */

struct pos_import_reader {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct pos_import_batch batches[BATCHES];
	struct pos_import_batch *free;
	struct pos_import_batch *full, **full_end;
	struct pos_lines *lines;
	struct pos_buf canonical;
	int fd;
	int stop[2];  /* a pipe: closed to wake the thread from its wait */
	bool ahead;   /* the thread reads; else who takes a batch reads it */
	bool started; /* there is a thread */
	bool stopping;
	bool keep_text;
};

/*
 * Another order of members or other spaces is the same order.  So is one whose
 * customer is told otherwise: platforms mask phones after a while, and a hash
 * that stays would tell the phone to whoever tries them all.
 */
static void
hash_order(struct pos_import_reader *r, struct pos_import_line *line)
{
	unsigned char hash[POS_SHA256_LEN];
	struct pos_order order = line->order;

	order.customer = NULL;
	pos_buf_clear(&r->canonical);
	pos_record_write(&r->canonical, &pos_order_record, &order);
	pos_sha256(hash, r->canonical.text, r->canonical.len);
	pos_hex(line->asked, hash, POS_ASKED_LEN);
}

static enum pos_status
parse(struct pos_import_reader *r, struct pos_import_line *line,
    const char *text, size_t len, struct pos_pool *pool)
{
	struct pos_json *json;
	enum pos_status st;

	st = pos_json_parse(&json, text, len, &line->err);
	if (st != POS_OK && pos_lines_cut(r->lines))
		return pos_fail(&line->err, POS_DATA,
		    "the line was cut off: "
		    "whoever wrote it stopped inside it");
	if (st != POS_OK)
		return st;
	st = pos_record_read(&line->order, &pos_order_record, json, pool, 0,
	    &line->err);
	pos_json_free(json);
	if (st == POS_OK)
		hash_order(r, line);
	return st;
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " \t")] == '\0';
}

/* One more line into the batch; false at the end of the input. */
static bool
read_line(struct pos_import_reader *r, struct pos_import_batch *b)
{
	struct pos_import_line *line = &b->lines[b->count];
	enum pos_status st;
	char *text = NULL;
	size_t len = 0;

	st = pos_lines_next(r->lines, &text, &len, &line->err);
	if (st == POS_END || st == POS_IO) {
		b->last = true;
		b->status = st;
		b->err = line->err;
		return false;
	}
	line->number = pos_lines_number(r->lines);
	line->text = NULL;
	if (st == POS_OK && is_blank(text))
		return true;
	if (st == POS_OK && r->keep_text)
		line->text = pos_pool_textn(b->pool, text, len);
	line->status = st == POS_OK ? parse(r, line, text, len, b->pool) : st;
	b->count++;
	return true;
}

/* False when the reader shall stop. */
static bool
wait_for_input(struct pos_import_reader *r)
{
	struct pollfd fds[2] = {
		{ .fd = r->fd, .events = POLLIN },
		{ .fd = r->stop[0], .events = POLLIN },
	};

	if (pos_lines_ready(r->lines))
		return true;
	while (poll(fds, 2, -1) < 0)
		;
	return fds[1].revents == 0;
}

static struct pos_import_batch *
take_free(struct pos_import_reader *r)
{
	struct pos_import_batch *b;

	pthread_mutex_lock(&r->lock);
	while (r->free == NULL && !r->stopping)
		pthread_cond_wait(&r->changed, &r->lock);
	b = r->stopping ? NULL : r->free;
	if (b != NULL)
		r->free = b->next;
	pthread_mutex_unlock(&r->lock);
	if (b != NULL) {
		b->count = 0;
		b->idle = b->last = false;
		b->next = NULL;
		pos_pool_clear(b->pool);
	}
	return b;
}

static void
fill(struct pos_import_reader *r, struct pos_import_batch *b)
{
	while (b->count < POS_IMPORT_BATCH && !b->idle && read_line(r, b))
		b->idle = !pos_lines_ready(r->lines);
}

static void
hand_over(struct pos_import_reader *r, struct pos_import_batch *b)
{
	pthread_mutex_lock(&r->lock);
	*r->full_end = b;
	r->full_end = &b->next;
	r->ahead = !b->idle;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
}

/* False when the thread shall end. */
static bool
wait_for_turn(struct pos_import_reader *r)
{
	bool go;

	pthread_mutex_lock(&r->lock);
	while (!r->ahead && !r->stopping)
		pthread_cond_wait(&r->changed, &r->lock);
	go = !r->stopping;
	pthread_mutex_unlock(&r->lock);
	return go;
}

static void *
read_ahead(void *arg)
{
	struct pos_import_reader *r = arg;
	struct pos_import_batch *b;
	bool over = false;

	while (!over && wait_for_turn(r) && wait_for_input(r) &&
	    (b = take_free(r)) != NULL) {
		fill(r, b);
		over = b->last;
		hand_over(r, b);
	}
	return NULL;
}

/* Read by who wants it; what is behind it is left to the thread. */
static struct pos_import_batch *
read_here(struct pos_import_reader *r)
{
	struct pos_import_batch *b;

	(void)wait_for_input(r);
	b = take_free(r);
	fill(r, b);
	if (b->idle || b->last)
		return b;
	pthread_mutex_lock(&r->lock);
	r->ahead = true;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
	if (!r->started && pthread_create(&r->thread, NULL, read_ahead, r) != 0)
		abort();
	r->started = true;
	return b;
}

struct pos_import_reader *
pos_import_start(int fd, bool keep_text)
{
	struct pos_import_reader *r = pos_alloc(sizeof(*r));
	size_t i;

	r->fd = fd;
	r->keep_text = keep_text;
	r->lines = pos_lines_new(fd);
	r->full_end = &r->full;
	for (i = 0; i < BATCHES; i++) {
		r->batches[i].pool = pos_pool_new();
		r->batches[i].next = r->free;
		r->free = &r->batches[i];
	}
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->changed, NULL);
	if (pipe(r->stop) != 0)
		abort();
	return r;
}

struct pos_import_batch *
pos_import_take(struct pos_import_reader *r)
{
	struct pos_import_batch *b;

	pthread_mutex_lock(&r->lock);
	while (r->full == NULL && r->ahead)
		pthread_cond_wait(&r->changed, &r->lock);
	b = r->full;
	if (b != NULL) {
		r->full = b->next;
		if (r->full == NULL)
			r->full_end = &r->full;
	}
	pthread_mutex_unlock(&r->lock);
	if (b == NULL)
		return read_here(r);
	b->next = NULL;
	return b;
}

void
pos_import_give(struct pos_import_reader *r, struct pos_import_batch *b)
{
	pthread_mutex_lock(&r->lock);
	b->next = r->free;
	r->free = b;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
}

void
pos_import_stop(struct pos_import_reader *r)
{
	size_t i;

	pthread_mutex_lock(&r->lock);
	r->stopping = true;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
	close(r->stop[1]);
	if (r->started)
		pthread_join(r->thread, NULL);
	close(r->stop[0]);
	for (i = 0; i < BATCHES; i++)
		pos_pool_free(r->batches[i].pool);
	pos_lines_free(r->lines);
	pos_buf_release(&r->canonical);
	pthread_mutex_destroy(&r->lock);
	pthread_cond_destroy(&r->changed);
	free(r);
}
