/*
 * book.c - receive, count, adjust, waste: four verbs, one event.
 */
#include <string.h>

#include "../common.h"
#include "base/ident.h"
#include "stock.h"

static const char *file, *location = POS_LOCATION, *reason, *reference;

#define WHERE \
	POS_OPT_TEXT(0, "location", &location, "PLACE", \
	    "where (without it: where sales take from)")
#define WHY POS_OPT_TEXT(0, "reason", &reason, "TEXT", "why")
#define ROWS \
	POS_OPT_TEXT(0, "file", &file, "FILE", \
	    "read item and qty from a CSV file (-: standard input)")
#define SHARED POS_OPT_GROUP(pos_write_options), POS_OPT_END

const struct pos_opt receive_options[] = {
	POS_OPT_TEXT(0, "reference", &reference, "TEXT",
	    "number of the delivery note"),
	WHERE, WHY, ROWS, SHARED,
};
const struct pos_opt count_options[] = { WHERE, WHY, ROWS, SHARED };
const struct pos_opt adjust_options[] = { WHERE, WHY, SHARED };
const struct pos_opt waste_options[] = { WHERE, WHY, SHARED };

struct job {
	struct pos_stock_move asked;
	struct pos_stock_move done;
};

/* "cheesecake  expected 5, counted 4, difference -1" */
static const char *
as_text(const struct pos_stock_move *move, struct pos_pool *pool)
{
	bool count = strcmp(move->kind, "count") == 0;
	struct pos_buf text = { 0 };
	char was[POS_DECIMAL_MAX], by[POS_DECIMAL_MAX], is[POS_DECIMAL_MAX];
	const char *kept;
	size_t i;

	for (i = 0; i < move->lines_count; i++) {
		const struct pos_stock_line *line = &move->lines[i];

		pos_milli_text(was, line->expected_milli);
		pos_milli_text(by, line->qty_milli);
		pos_milli_text(is, line->on_hand_milli);
		pos_buf_printf(&text,
		    count ?
			pos_tr(
			    "%s  expected %s, counted %s, difference %s%s\n") :
			pos_tr("%s  had %s, has %s, change %s%s\n"),
		    line->item, was, is, line->qty_milli > 0 ? "+" : "", by);
	}
	kept = pos_pool_textn(pool, text.text, text.len);
	pos_buf_release(&text);
	return kept;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	enum pos_status st;

	st = pos_stock_move(shop, &job->asked, pool, &job->done, err);
	if (st != POS_OK)
		return st;
	answer->record = &pos_stock_move_record;
	answer->data = &job->done;
	answer->text = as_text(&job->done, pool);
	return POS_OK;
}

/* What is wanted, whichever way it was said: for --key. */
static char *
asked_text(struct pos_pool *pool, const struct pos_stock_move *move, int argc,
    char **argv)
{
	unsigned char hash[POS_SHA256_LEN];
	char hex[2 * POS_SHA256_LEN + 1];
	struct pos_sha256 h;
	struct pos_buf line = { 0 };
	size_t i;

	pos_sha256_start(&h);
	for (i = 0; i < move->lines_count; i++) {
		pos_buf_clear(&line);
		pos_buf_printf(&line, "%s\n%lld\n", move->lines[i].item,
		    (long long)move->lines[i].qty_milli);
		pos_sha256_add(&h, line.text, line.len);
	}
	pos_sha256_end(&h, hash);
	pos_buf_release(&line);
	return pos_cmd_asked(pool, move->kind, argc, argv,
	    pos_pool_printf(pool, "%s\n%s\n%s\n%s", move->location,
		move->reason != NULL ? move->reason : "",
		move->reference != NULL ? move->reference : "",
		pos_hex(hex, hash, sizeof(hash))));
}

static enum pos_status
read_lines(struct pos_stock_move *move, struct pos_pool *pool, int argc,
    char **argv, struct pos_err *err)
{
	struct pos_stock_line *lines = NULL;
	enum pos_status st;
	size_t i;

	if (file != NULL && argc > 0)
		return pos_fail(err, POS_USAGE,
		    "items either as words or with --file, not both");
	if (file == NULL && argc == 0)
		return pos_fail(err, POS_USAGE,
		    "%s wants ITEM:QTY... or --file", move->kind);
	if (file != NULL)
		st = book_file(file, pool, &lines, &move->lines_count, err);
	else
		st = book_words(argv, argc, pool, &lines, &move->lines_count,
		    err);
	if (st == POS_OK && strcmp(move->kind, "count") == 0)
		for (i = 0; i < move->lines_count; i++)
			lines[i].counted_milli = lines[i].qty_milli;
	move->lines = lines;
	return st;
}

static enum pos_status
run(const char *kind, int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct job job = { .asked = { .kind = kind,
			       .location = location,
			       .reason = reason,
			       .reference = reference } };
	struct pos_shop shop = { 0 };
	enum pos_status st;

	st = read_lines(&job.asked, pool, argc, argv, err);
	if (st == POS_OK)
		st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st == POS_OK) {
		st = pos_cmd_change(&shop,
		    asked_text(pool, &job.asked, argc, argv), work, &job, err);
		pos_shop_close(&shop);
	}
	pos_pool_free(pool);
	return st;
}

enum pos_status
receive_run(int argc, char **argv, struct pos_err *err)
{
	return run("receive", argc, argv, err);
}

enum pos_status
count_run(int argc, char **argv, struct pos_err *err)
{
	return run("count", argc, argv, err);
}

enum pos_status
adjust_run(int argc, char **argv, struct pos_err *err)
{
	if (reason == NULL)
		return pos_fail(err, POS_USAGE,
		    "an adjustment needs its --reason");
	return run("adjust", argc, argv, err);
}

enum pos_status
waste_run(int argc, char **argv, struct pos_err *err)
{
	return run("waste", argc, argv, err);
}
