/*
 * import.c - pos-sale import: orders as JSON lines from other systems.
 *
 * A stream may be endless, so it is committed in groups of what has arrived,
 * and what was committed is printed then.  The channel and its own number are
 * the key of an order: a stream that broke off is sent again as it was, and
 * what is there already is only told again.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/change.h"
#include "cmd/pos-sale/import_read.h"
#include "cmd/pos-sale/sale.h"

#define GROUP 1000 /* orders in one transaction */

static bool backdate, keep_going, quiet;
static const char *rejects_path;

const struct pos_opt pos_sale_import_options[] = {
	POS_OPT_FLAG('b', "backdate", &backdate,
	    "let each order happen at its own time 'at'"),
	POS_OPT_FLAG('k', "keep-going", &keep_going,
	    "go on after an order that is refused"),
	POS_OPT_TEXT('r', "rejects", &rejects_path, "FILE",
	    "keep refused orders and their reasons in FILE"),
	POS_OPT_FLAG('q', "quiet", &quiet,
	    "print no sales, only what was done"),
	/* No --key: the channel and number of an order are its key. */
	POS_OPT_GROUP(pos_till_options),
	POS_OPT_GROUP(pos_who_options),
	POS_OPT_GROUP(pos_dry_options),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct import_done {
	int64_t orders;
	int64_t imported;
	int64_t again;
	int64_t rejected;
};
static const struct pos_field done_fields[] = {
	POS_INT(import_done, orders, POS_F_COLUMN, 0, INT64_MAX, "that came"),
	POS_INT(import_done, imported, POS_F_COLUMN, 0, INT64_MAX,
	    "that are sales now"),
	POS_INT(import_done, again, POS_F_COLUMN, 0, INT64_MAX,
	    "that were there already"),
	POS_INT(import_done, rejected, POS_F_COLUMN, 0, INT64_MAX,
	    "that were refused"),
	{ 0 },
};
const struct pos_record pos_sale_import_record = {
	.type = "sale.import", .v = 1, .size = sizeof(struct import_done),
	.fields = done_fields, .help = "what an import of orders did",
};
POS_LIST_RECORD(pos_sale_import_record);

struct reject {
	int64_t line;
	const char *status;
	const char *reason;
	const char *input;
};
static const struct pos_field reject_fields[] = {
	POS_INT(reject, line, POS_F_COLUMN, 1, INT64_MAX, "of the input"),
	POS_TEXT(reject, status, POS_F_COLUMN, 32, "kind of the reason"),
	POS_TEXT(reject, reason, POS_F_COLUMN, POS_ERR_MAX, "why"),
	POS_TEXT(reject, input, POS_F_OPTIONAL, 2 << 20, "the line as it came"),
	{ 0 },
};
const struct pos_record pos_sale_reject_record = {
	.type = "reject", .v = 1, .size = sizeof(struct reject),
	.fields = reject_fields, .help = "an order that was refused",
};
POS_LIST_RECORD(pos_sale_reject_record);

struct import {
	struct pos_shop *shop;
	const char *name; /* of the input, for messages */
	struct pos_import_reader *reader;
	struct pos_pool *pool;  /* of one group */
	struct pos_sale *sales; /* to print after the commit */
	size_t sales_count;
	struct pos_import_batch *held; /* whose texts the sales use */
	FILE *rejects;
	struct import_done done;
	int64_t again, imported; /* of the group, until it is committed */
	bool over;               /* no more batches */
	enum pos_status end;     /* why it ends; POS_OK: input is over */
	struct pos_err err;
};

static enum pos_status
reject(struct import *im, const struct pos_import_line *line,
    enum pos_status status, const struct pos_err *why, struct pos_err *err)
{
	struct reject r = { line->number, pos_status_name(status), why->text,
		line->text };
	struct pos_buf buf = { 0 };
	bool written = true;

	im->done.rejected++;
	if (!keep_going) {
		im->end = status;
		im->err = *why;
		(void)pos_fail_at(&im->err, "%s:%ld", im->name, line->number);
		im->over = true;
	} else if (rejects_path == NULL) {
		pos_warn("%s:%ld: %s", im->name, line->number, why->text);
	}
	if (im->rejects == NULL)
		return POS_OK;
	pos_record_write(&buf, &pos_sale_reject_record, &r);
	pos_buf_char(&buf, '\n');
	written = fwrite(buf.text, 1, buf.len, im->rejects) == buf.len;
	pos_buf_release(&buf);
	return written ? POS_OK :
			 pos_fail(err, POS_IO, "cannot write '%s': %s",
			     rejects_path, strerror(errno));
}

/* What was refused, and not broken, leaves the group as it was. */
static bool
is_refusal(const struct import *im, enum pos_status st, int64_t entries)
{
	return im->shop->entries == entries &&
	    (st == POS_REFUSED || st == POS_DATA || st == POS_NOPERM ||
		st == POS_CONFIG);
}

static enum pos_status
take_order(struct import *im, struct pos_import_line *line, struct pos_err *err)
{
	struct pos_sale *sale;
	enum pos_status st = POS_OK;
	bool again = false;

	if (backdate && line->order.at == 0)
		return pos_fail(err, POS_DATA,
		    "at: missing, and --backdate needs it");
	if (backdate)
		st = pos_shop_set_time(im->shop, line->order.at, err);
	sale = &im->sales[im->sales_count];
	if (st == POS_OK)
		st = pos_sale_import(im->shop, &line->order, line->asked,
		    im->pool, sale, &again, err);
	if (st != POS_OK)
		return st;
	im->sales_count++;
	im->again += again;
	im->imported += !again;
	return POS_OK;
}

static enum pos_status
take_batch(struct import *im, struct pos_import_batch *b, struct pos_err *err)
{
	struct pos_import_line *line;
	struct pos_err why;
	enum pos_status st;
	int64_t entries;
	size_t i;

	for (i = 0; i < b->count && !im->over; i++) {
		line = &b->lines[i];
		im->done.orders++;
		entries = im->shop->entries;
		why = line->err;
		st = line->status;
		if (st == POS_OK)
			st = take_order(im, line, &why);
		if (st == POS_OK)
			continue;
		if (!is_refusal(im, st, entries)) {
			if (err != NULL)
				*err = why;
			return st;
		}
		st = reject(im, line, st, &why, err);
		if (st != POS_OK)
			return st;
	}
	if (b->last) {
		im->over = true;
		if (b->status != POS_END) {
			im->end = b->status;
			im->err = b->err;
		}
	}
	return POS_OK;
}

/* Batches until the group is full or nothing more has arrived. */
static enum pos_status
fill(struct import *im, struct pos_import_batch *b, struct pos_err *err)
{
	enum pos_status st;
	bool idle;

	for (;;) {
		b->next = im->held;
		im->held = b;
		idle = b->idle;
		st = take_batch(im, b, err);
		if (st != POS_OK || im->over || idle ||
		    im->sales_count + POS_IMPORT_BATCH > GROUP)
			return st;
		b = pos_import_take(im->reader);
	}
}

static enum pos_status
print(struct import *im, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	if (im->shop->dry_run) {
		st = pos_cmd_print_dry(im->shop, err);
		return st == POS_OK ? pos_out_flush(err) : st;
	}
	for (i = 0; !quiet && st == POS_OK && i < im->sales_count; i++)
		st = pos_out_record(&pos_sale_record, &im->sales[i], err);
	return st == POS_OK && !quiet ? pos_out_flush(err) : st;
}

static void
let_go(struct import *im)
{
	struct pos_import_batch *b;

	while ((b = im->held) != NULL) {
		im->held = b->next;
		pos_import_give(im->reader, b);
	}
	im->sales_count = 0;
	im->again = im->imported = 0;
	pos_pool_clear(im->pool);
}

static enum pos_status
group(struct import *im, struct pos_err *err)
{
	struct pos_import_batch *b = pos_import_take(im->reader);
	enum pos_status st;

	/* The turnstile is taken once there is something to do. */
	st = pos_change_begin(im->shop, err);
	if (st == POS_OK)
		st = pos_change_end(im->shop, fill(im, b, err), err);
	if (st == POS_OK && im->rejects != NULL && fflush(im->rejects) != 0)
		st = pos_fail(err, POS_IO, "cannot write '%s': %s",
		    rejects_path, strerror(errno));
	if (st == POS_OK) {
		im->done.again += im->again;
		im->done.imported += im->imported;
		st = print(im, err);
	}
	let_go(im);
	pos_progress(pos_tr("orders"), im->done.orders, 0);
	return st;
}

static enum pos_status
finish(struct import *im, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (im->rejects != NULL &&
	    (fflush(im->rejects) != 0 || fsync(fileno(im->rejects)) != 0))
		return pos_fail(err, POS_IO, "cannot write '%s': %s",
		    rejects_path, strerror(errno));
	if (quiet && !im->shop->dry_run)
		st = pos_out_record(&pos_sale_import_record, &im->done, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	if (st != POS_OK)
		return st;
	if (im->end != POS_OK) {
		if (err != NULL)
			*err = im->err;
		return im->end;
	}
	if (im->done.orders == 0)
		return pos_fail(err, POS_NOINPUT,
		    "no order came in "
		    "(did the stage before fail?)");
	if (im->done.rejected > 0)
		return pos_fail(err, POS_DATA,
		    "%lld of %lld orders were "
		    "refused",
		    (long long)im->done.rejected, (long long)im->done.orders);
	return POS_OK;
}

static enum pos_status
import_from(struct pos_shop *shop, int fd, const char *name,
    struct pos_err *err)
{
	struct import im = { .shop = shop, .name = name };
	enum pos_status st = POS_OK;

	if (backdate)
		st =
		    pos_staff_may(shop, POS_RIGHT_BACKDATE, 0, NULL, NULL, err);
	if (st == POS_OK && rejects_path != NULL) {
		im.rejects = fopen(rejects_path, "we");
		if (im.rejects == NULL)
			return pos_fail(err, POS_IO, "cannot write '%s': %s",
			    rejects_path, strerror(errno));
	}
	if (st != POS_OK)
		return st;
	im.pool = pos_pool_new();
	im.sales = pos_alloc((GROUP + POS_IMPORT_BATCH) * sizeof(*im.sales));
	im.reader = pos_import_start(fd, rejects_path != NULL);
	while (st == POS_OK && !im.over)
		st = group(&im, err);
	pos_progress_done();
	if (st == POS_OK)
		st = finish(&im, err);
	pos_import_stop(im.reader);
	if (im.rejects != NULL && fclose(im.rejects) != 0 && st == POS_OK)
		st = pos_fail(err, POS_IO, "cannot write '%s': %s",
		    rejects_path, strerror(errno));
	free(im.sales);
	pos_pool_free(im.pool);
	return st;
}

enum pos_status
pos_sale_cmd_import(int argc, char **argv, struct pos_err *err)
{
	const char *name = argc > 0 ? argv[0] : "-";
	struct pos_shop shop;
	enum pos_status st;
	int fd = STDIN_FILENO;

	if (rejects_path != NULL && !keep_going)
		return pos_fail(err, POS_USAGE,
		    "--rejects goes with --keep-going");
	if (strcmp(name, "-") != 0) {
		fd = open(name, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			return pos_fail(err, POS_IO, "cannot read '%s': %s",
			    name, strerror(errno));
	}
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st == POS_OK) {
		st = import_from(&shop, fd, name, err);
		pos_shop_close(&shop);
	}
	if (fd != STDIN_FILENO)
		close(fd);
	return st;
}
