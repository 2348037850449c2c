/*
 * outbox_move.c - outbox done, failed, again, drop: what became of messages.
 *
 * They are named by their ids, or come in as records, as what a hook has sent
 * goes on down the pipe.  Nothing coming in is nothing to do: an outbox is
 * empty most of the time, and a sender that died leaves messages that show
 * as unknown.
 */
#include <unistd.h>

#include "outreach.h"
#include "shop/outbox.h"

static const char *reason;
static bool anyway;

const struct pos_opt outbox_done_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt outbox_failed_options[] = {
	POS_OPT_TEXT(0, "reason", &reason, "TEXT", "why"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt outbox_again_options[] = {
	POS_OPT_FLAG(0, "anyway", &anyway,
	    "though it was handed out just now"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
each(struct pos_shop *shop, struct pos_pool *pool, const char *id, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_message *message = pos_pool_alloc(pool, sizeof(*message));
	const enum pos_message_state *to = arg;
	enum pos_status st;

	st = pos_outbox_move(shop, id, *to, reason, anyway, pool, message, err);
	answer->record = &pos_message_record;
	answer->data = message;
	return st;
}

static enum pos_status
stream(struct pos_shop *shop, int fd, const char *verb,
    enum pos_message_state to, struct pos_err *err)
{
	struct pos_ids *ids = pos_ids_new(fd, "message");
	struct pos_buf asked = { 0 };
	enum pos_status st;

	pos_buf_text(&asked, verb);
	pos_cmd_asked_add(&asked, "reason", reason);
	pos_cmd_asked_add(&asked, "anyway", anyway ? "1" : NULL);
	st = pos_cmd_stream(shop, ids, asked.text, each, &to, err);
	pos_buf_release(&asked);
	pos_ids_free(ids);
	return st == POS_NOINPUT ? POS_OK : st;
}

static enum pos_status
run(const char *verb, enum pos_message_state to, int argc, char **argv,
    struct pos_err *err)
{
	struct pos_shop shop;
	enum pos_status st;
	int fd;

	if (argc == 0 && isatty(STDIN_FILENO))
		return pos_fail(err, POS_USAGE,
		    "which message? give its id, or records on standard "
		    "input");
	fd = outreach_feed("message", (const char *const *)argv, (size_t)argc);
	if (fd < 0)
		return pos_fail(err, POS_IO, "no memory for the ids");
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st == POS_OK) {
		st = stream(&shop, fd, verb, to, err);
		pos_shop_close(&shop);
	}
	if (fd != STDIN_FILENO)
		close(fd);
	return st;
}

enum pos_status
outbox_done_run(int argc, char **argv, struct pos_err *err)
{
	return run("outbox done", POS_MESSAGE_DONE, argc, argv, err);
}

enum pos_status
outbox_failed_run(int argc, char **argv, struct pos_err *err)
{
	if (reason == NULL)
		return pos_fail(err, POS_USAGE, "--reason: why did it fail?");
	return run("outbox failed", POS_MESSAGE_FAILED, argc, argv, err);
}

enum pos_status
outbox_again_run(int argc, char **argv, struct pos_err *err)
{
	return run("outbox again", POS_MESSAGE_QUEUED, argc, argv, err);
}

enum pos_status
outbox_drop_run(int argc, char **argv, struct pos_err *err)
{
	if (reason == NULL)
		return pos_fail(err, POS_USAGE, "--reason: why is it dropped?");
	return run("outbox drop", POS_MESSAGE_DROPPED, argc, argv, err);
}
