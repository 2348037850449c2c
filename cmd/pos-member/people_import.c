/*
 * people_import.c - import: a file of members, in one change.
 *
 * As menu import does: input that cannot be read twice is spooled to a file
 * without a name, and rejected rows get their file's name only after the
 * commit.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ident.h"
#include "people.h"
#include "shop/member_import.h"

#define TOLD_MAX 100 /* wrong rows that are printed */
#define WARNED_MAX 20

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
	long told[2];
	FILE *rejected;
	char *rejected_name; /* of the temporary file */
};

static void
say(void *arg, bool refused, const char *text)
{
	struct job *job = arg;

	if (job->told[refused]++ < (refused ? TOLD_MAX : WARNED_MAX))
		pos_warn(refused ? "%s" : pos_tr("warning: %s"), text);
}

static void
say_rest(const struct job *job)
{
	if (job->told[1] > TOLD_MAX)
		pos_warn("and %ld more rows that are wrong",
		    job->told[1] - TOLD_MAX);
	if (job->told[0] > WARNED_MAX)
		pos_warn("and %ld more warnings", job->told[0] - WARNED_MAX);
}

static void
progress(void *arg, int64_t rows)
{
	(void)arg;
	pos_progress(pos_tr("rows"), (long)rows, 0);
}

static enum pos_status
cannot_write(struct pos_err *err)
{
	return pos_fail(err, POS_IO, "cannot write '%s': %s", rejects,
	    strerror(errno));
}

static enum pos_status
reject(void *arg, const char *row, const char *reason, struct pos_err *err)
{
	struct job *job = arg;
	struct pos_buf cell = { 0 };
	int n;

	if (job->rejected == NULL)
		return POS_OK;
	pos_csv_cell(&cell, reason, ',', false);
	n = fprintf(job->rejected, "%s%s\n", row, cell.text);
	pos_buf_release(&cell);
	return n < 0 ? cannot_write(err) : POS_OK;
}

/* Only for the owner: it holds phones. */
static enum pos_status
open_rejects(struct job *job, struct pos_err *err)
{
	int fd;

	if (rejects == NULL)
		return POS_OK;
	if (asprintf(&job->rejected_name, "%s.XXXXXX", rejects) < 0) {
		job->rejected_name = NULL;
		return cannot_write(err);
	}
	fd = mkostemp(job->rejected_name, O_CLOEXEC);
	if (fd < 0) {
		free(job->rejected_name);
		job->rejected_name = NULL;
		return cannot_write(err);
	}
	job->rejected = fdopen(fd, "w");
	return job->rejected != NULL ? POS_OK : cannot_write(err);
}

static enum pos_status
flush_rejects(struct job *job, struct pos_err *err)
{
	if (job->rejected == NULL)
		return POS_OK;
	if (fflush(job->rejected) != 0 || fsync(fileno(job->rejected)) != 0)
		return cannot_write(err);
	return POS_OK;
}

static enum pos_status
name_rejects(struct job *job, enum pos_status st, struct pos_err *err)
{
	bool keep = st == POS_OK && job->result.rejected > 0;

	if (job->rejected_name == NULL)
		return st;
	if (job->rejected != NULL)
		fclose(job->rejected);
	if (keep && rename(job->rejected_name, rejects) != 0)
		st = cannot_write(err);
	else if (!keep)
		unlink(job->rejected_name);
	free(job->rejected_name);
	return st;
}

static enum pos_status
spool(int *fd, const char *name, struct pos_err *err)
{
	char bytes[65536];
	FILE *copy = tmpfile();
	ssize_t got;

	if (copy == NULL)
		return pos_fail(err, POS_IO, "no temporary file: %s",
		    strerror(errno));
	while ((got = read(*fd, bytes, sizeof(bytes))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return pos_fail(err, POS_IO, "cannot read '%s': %s",
			    name, strerror(errno));
		if (fwrite(bytes, 1, (size_t)got, copy) != (size_t)got)
			return pos_fail(err, POS_IO,
			    "cannot write a temporary file: %s",
			    strerror(errno));
	}
	if (fflush(copy) != 0 || fseek(copy, 0, SEEK_SET) != 0)
		return pos_fail(err, POS_IO,
		    "cannot write a temporary file: %s", strerror(errno));
	*fd = fileno(copy); /* lives as long as the program */
	return POS_OK;
}

static enum pos_status
open_input(struct job *job, struct pos_err *err)
{
	struct stat sb;

	if (strcmp(job->name, "-") == 0)
		job->fd = STDIN_FILENO;
	else
		job->fd = open(job->name, O_RDONLY | O_CLOEXEC);
	if (job->fd < 0 || fstat(job->fd, &sb) != 0)
		return pos_fail(err, POS_IO, "cannot read '%s': %s", job->name,
		    strerror(errno));
	if (S_ISDIR(sb.st_mode))
		return pos_fail(err, POS_IO, "cannot read '%s': %s", job->name,
		    strerror(EISDIR));
	return S_ISREG(sb.st_mode) ? POS_OK : spool(&job->fd, job->name, err);
}

/* The content, as far as it may be kept: see people.h. */
static enum pos_status
digest(const struct job *job, char *hex, struct pos_err *err)
{
	unsigned char hash[POS_SHA256_LEN];
	struct pos_sha256 h;
	char bytes[65536];
	ssize_t got;
	off_t at = 0;

	pos_sha256_start(&h);
	while ((got = pread(job->fd, bytes, sizeof(bytes), at)) > 0) {
		pos_sha256_add(&h, bytes, (size_t)got);
		at += got;
	}
	if (got < 0)
		return pos_fail(err, POS_IO, "cannot read '%s': %s", job->name,
		    strerror(errno));
	pos_sha256_end(&h, hash);
	pos_hex(hex, hash, sizeof(hash));
	return POS_OK;
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
	say_rest(job);
	if (st == POS_OK)
		st = flush_rejects(job, err);
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
	char hex[2 * POS_SHA256_LEN + 1];
	enum pos_status st = POS_OK;

	if (shop->key != NULL) {
		st = digest(job, hex, err);
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
	char c = 0;

	if (rejects != NULL && !keep_going)
		return pos_fail(err, POS_USAGE,
		    "--rejects goes with --keep-going: without it nothing is"
		    " stored when a row is wrong");
	if (delimiter != NULL) {
		c = strcmp(delimiter, "\\t") == 0 ||
			strcmp(delimiter, "tab") == 0 ?
		    '\t' :
		    delimiter[0];
		if (c == '\0' || (c != '\t' && delimiter[1] != '\0'))
			return pos_fail(err, POS_USAGE,
			    "--delimiter is one"
			    " character, or tab, not '%s'",
			    delimiter);
	}
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
		st = open_input(&job, err);
	if (st == POS_OK)
		st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	if (!shop.dry_run)
		st = open_rejects(&job, err);
	if (st == POS_OK)
		st = shop.dry_run ? dry(&shop, &job, err) :
				    store(&shop, &job, argc, argv, err);
	st = name_rejects(&job, st, err);
	/* A script must see that not all of it is there. */
	if (st == POS_OK && !shop.dry_run && job.result.rejected > 0)
		st = pos_fail(err, POS_DATA,
		    "%s: %lld of %lld rows were refused", job.name,
		    (long long)job.result.rejected, (long long)job.result.rows);
	pos_shop_close(&shop);
	return st;
}
