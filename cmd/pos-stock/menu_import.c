/*
 * menu_import.c - menu import: a file into the menu, in one change.
 *
 * Input that cannot be read twice is spooled first; rejected rows get their
 * file's name only after the commit: see import.h.
 */
#include <string.h>

#include "../change.h"
#include "../import.h"
#include "menu.h"
#include "shop/import.h"

static const char *format, *map, *location, *encoding, *delimiter, *rejects;
static bool stock, keep_going;

const struct pos_opt menu_import_options[] = {
	POS_OPT_CHOICE('F', "from", &format, POS_IMPORT_FORMATS,
	    "whose file it is; told by its header without"),
	POS_OPT_TEXT('m', "map", &map, "NAME=COLUMN,...",
	    "which columns are what, in a file of no known format"),
	POS_OPT_TEXT(0, "location", &location, "NAME",
	    "of columns for several shops, those of this one"),
	POS_OPT_TEXT(0, "encoding", &encoding, "NAME",
	    "encoding of the file; detected without"),
	POS_OPT_TEXT(0, "delimiter", &delimiter, "C",
	    "what stands between cells; detected without"),
	POS_OPT_FLAG(0, "stock", &stock,
	    "take what is in stock as a count"),
	POS_OPT_FLAG('k', "keep-going", &keep_going,
	    "store the good rows although others are wrong"),
	POS_OPT_TEXT(0, "rejects", &rejects, "FILE",
	    "write the wrong rows, with reasons, to FILE"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	int fd;
	const char *name;
	struct pos_import_options options;
	struct pos_import_sink sink;
	struct pos_import result;
	bool show;
	struct pos_told told;
	struct pos_rejects rejects;
};

static void
say(void *arg, bool refused, const char *text)
{
	struct job *job = arg;

	pos_told_say(&job->told, refused, text);
}

/* Every line of a rejected set of rows gets the reason of the set. */
static enum pos_status
reject(void *arg, const char *row, const char *reason, struct pos_err *err)
{
	struct job *job = arg;
	bool json = job->result.format != NULL &&
	    strcmp(job->result.format, "json") == 0;

	if (row == NULL || *row == '\0')
		return POS_OK;
	return pos_rejects_line(&job->rejects, row, json ? NULL : reason, err);
}

static enum pos_status
change(void *arg, const struct pos_menu_change *c, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_menu_change_record, c, err);
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK && stock)
		st = pos_staff_may(shop, POS_RIGHT_STOCK, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_import(shop, job->fd, &job->options, &job->sink,
		    &job->result, pool, err);
	pos_told_rest(&job->told);
	if (st == POS_OK)
		st = pos_rejects_flush(&job->rejects, err);
	answer->record = &pos_import_record;
	answer->data = &job->result;
	return st;
}

/* The difference is shown, not the entries: it is what one wants to read. */
static enum pos_status
dry(struct pos_shop *shop, struct job *job, struct pos_err *err)
{
	struct pos_cmd_answer answer = { 0 };
	struct pos_pool *pool = pos_pool_new();
	struct pos_err undone;
	enum pos_status st, end;

	shop->dry_run = false;
	job->options.show_changes = true;
	st = pos_change_begin(shop, err);
	if (st == POS_OK) {
		st = work(shop, pool, job, &answer, err);
		end = pos_change_end(shop, POS_REFUSED, &undone);
		if (st == POS_OK && end != POS_REFUSED)
			st = pos_fail(err, end, "%s", undone.text);
	}
	job->result.dry_run = true;
	if (st == POS_OK)
		st = pos_out_record(&pos_import_record, &job->result, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
store(struct pos_shop *shop, struct job *job, int argc, char **argv,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_buf more = { 0 };
	char hex[2 * POS_SHA256_LEN + 1];
	enum pos_status st = POS_OK;

	if (shop->key != NULL) {
		st = pos_input_digest(job->fd, job->name, hex, err);
		pos_cmd_asked_add(&more, "content", hex);
		pos_cmd_asked_add(&more, "from", format);
		pos_cmd_asked_add(&more, "map", map);
		pos_cmd_asked_add(&more, "location", location);
		pos_cmd_asked_add(&more, "encoding", encoding);
		pos_cmd_asked_add(&more, "delimiter", delimiter);
		pos_cmd_asked_add(&more, "stock", stock ? "yes" : NULL);
		pos_cmd_asked_add(&more, "keep-going",
		    keep_going ? "yes" : NULL);
	}
	if (st == POS_OK)
		st = pos_cmd_change(shop,
		    pos_cmd_asked(pool, "menu import", argc, argv, more.text),
		    work, job, err);
	pos_buf_release(&more);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
check_options(struct job *job, struct pos_err *err)
{
	enum pos_status st;
	char c;

	if (rejects != NULL && !keep_going)
		return pos_fail(err, POS_USAGE,
		    "--rejects goes with --keep-going: without it nothing is"
		    " stored when a row is wrong");
	st = pos_input_delimiter(delimiter, &c, err);
	if (st != POS_OK)
		return st;
	if (map != NULL && format != NULL)
		return pos_fail(err, POS_USAGE,
		    "--map and --from exclude each other");
	job->options = (struct pos_import_options){
		.name = job->name,
		.format = format,
		.map = map,
		.location = location,
		.csv = { .encoding = encoding, .delimiter = c },
		.stock = stock,
		.keep_going = keep_going,
	};
	job->sink = (struct pos_import_sink){ job, say, reject, change };
	return POS_OK;
}

enum pos_status
menu_import_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .name = argc > 0 ? argv[0] : "-" };
	struct pos_shop shop = { 0 };
	enum pos_status st;

	st = check_options(&job, err);
	if (st == POS_OK)
		st = pos_input_spool(job.name, &job.fd, err);
	if (st != POS_OK)
		return st;
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	job.show = shop.dry_run;
	if (!job.show)
		st = pos_rejects_open(&job.rejects, rejects, false, err);
	if (st == POS_OK)
		st = job.show ? dry(&shop, &job, err) :
				store(&shop, &job, argc, argv, err);
	st = pos_rejects_close(&job.rejects, st, job.result.rejected, err);
	pos_shop_close(&shop);
	/* A script must see that not all of it is there. */
	if (st == POS_OK && !job.show && job.result.rejected > 0)
		st = pos_fail(err, POS_DATA,
		    "%s: %lld of %lld rows were refused", job.name,
		    (long long)job.result.rejected, (long long)job.result.rows);
	return st;
}
