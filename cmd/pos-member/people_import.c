/*
 * people_import.c - import: a file of members, in one change.
 *
 * As menu import does: input that cannot be read twice is spooled first, and
 * rejected rows get their file's name only after the commit.
 */
#include "../import.h"
#include "people.h"
#include "shop/member_import.h"

static const char *map, *encoding, *delimiter, *rejects, *channel;
static bool keep_going;

const struct pos_opt member_import_options[] = {
	POS_OPT_TEXT('m', "map", &map, "NAME=COLUMN,...",
	    "which columns are what, in a file of other titles"),
	POS_OPT_TEXT(0, "channel", &channel, "CHANNEL",
	    "where new members came from"),
	POS_OPT_TEXT(0, "encoding", &encoding, "NAME",
	    "encoding of the file; detected without"),
	POS_OPT_TEXT(0, "delimiter", &delimiter, "C",
	    "what stands between cells; detected without"),
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
	struct pos_member_import_options options;
	struct pos_member_import_sink sink;
	struct pos_member_import result;
	struct pos_told told;
	struct pos_rejects rejects;
};

static void
say(void *arg, bool refused, const char *text)
{
	struct job *job = arg;

	pos_told_say(&job->told, refused, text);
}

static void
progress(void *arg, int64_t rows)
{
	(void)arg;
	pos_progress(pos_tr("rows"), (long)rows, 0);
}

static enum pos_status
reject(void *arg, const char *row, const char *reason, struct pos_err *err)
{
	struct job *job = arg;

	return pos_rejects_line(&job->rejects, row, reason, err);
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_member_import(shop, job->fd, &job->options, &job->sink,
		    &job->result, pool, err);
	pos_progress_done();
	pos_told_rest(&job->told);
	if (st == POS_OK)
		st = pos_rejects_flush(&job->rejects, err);
	answer->record = &pos_member_import_record;
	answer->data = &job->result;
	return st;
}

/* Entries are sealed: what would come of the file is of more use. */
static enum pos_status
dry(struct pos_shop *shop, struct job *job, struct pos_err *err)
{
	struct pos_cmd_answer answer = { 0 };
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st = pos_change_begin(shop, err);

	if (st == POS_OK) {
		st = work(shop, pool, job, &answer, err);
		st = pos_change_end(shop, st, err);
		pos_buf_clear(&shop->recorded);
	}
	job->result.dry_run = true;
	if (st == POS_OK)
		st = pos_out_record(&pos_member_import_record, &job->result,
		    err);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
store(struct pos_shop *shop, struct job *job, int argc, char **argv,
    struct pos_err *err)
{
	struct pos_buf more = { 0 };
	char hex[2 * POS_SHA256_LEN + 1] = "";
	enum pos_status st = POS_OK;

	if (shop->key != NULL) {
		/* as far as it may be kept: see people.h */
		st = pos_input_digest(job->fd, job->name, hex, err);
		pos_cmd_asked_private(&more, "content", hex);
		pos_cmd_asked_add(&more, "map", map);
		pos_cmd_asked_add(&more, "channel", channel);
		pos_cmd_asked_add(&more, "encoding", encoding);
		pos_cmd_asked_add(&more, "delimiter", delimiter);
		pos_cmd_asked_add(&more, "keep-going",
		    keep_going ? "yes" : NULL);
	}
	if (st == POS_OK)
		st = pos_cmd_change(shop,
		    pos_cmd_asked(shop->pool, "import", argc, argv, more.text),
		    work, job, err);
	pos_buf_release(&more);
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
	job->options = (struct pos_member_import_options){
		.name = job->name,
		.map = map,
		.csv = { .encoding = encoding, .delimiter = c },
		.keep_going = keep_going,
		.channel = channel,
	};
	job->sink =
	    (struct pos_member_import_sink){ job, say, reject, progress };
	return POS_OK;
}

enum pos_status
member_import_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .name = argc > 0 ? argv[0] : "-" };
	struct pos_shop shop = { 0 };
	enum pos_status st;

	st = check_options(&job, err);
	if (st == POS_OK)
		st = pos_input_spool(job.name, &job.fd, err);
	if (st == POS_OK)
		st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	/* It holds phones. */
	if (!shop.dry_run)
		st = pos_rejects_open(&job.rejects, rejects, true, err);
	if (st == POS_OK)
		st = shop.dry_run ? dry(&shop, &job, err) :
				    store(&shop, &job, argc, argv, err);
	st = pos_rejects_close(&job.rejects, st, job.result.rejected, err);
	/* A script must see that not all of it is there. */
	if (st == POS_OK && !shop.dry_run && job.result.rejected > 0)
		st = pos_fail(err, POS_DATA,
		    "%s: %lld of %lld rows were refused", job.name,
		    (long long)job.result.rejected, (long long)job.result.rows);
	pos_shop_close(&shop);
	return st;
}
