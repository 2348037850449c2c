/*
 * import_read.h - orders from a stream, parsed beside the thread that
 * commits them.
 *
 * Parsing is half the work of an import, and the other core can do it.  The
 * reader fills batches, the committer takes them in order and gives them back
 * once what they hold has been printed.  A batch is handed over when it is
 * full or when no more input is there yet, so that an order that arrives
 * alone is not kept waiting.
 */
#ifndef POS_SALE_IMPORT_READ_H
#define POS_SALE_IMPORT_READ_H

#include "base/ident.h"
#include "base/mem.h"
#include "shop/sale.h"

#define POS_IMPORT_BATCH 64 /* orders */
#define POS_ASKED_LEN 8     /* bytes: enough to notice another content */

struct pos_import_line {
	long number;            /* of the input, from 1 */
	enum pos_status status; /* POS_OK: order is there */
	struct pos_err err;
	const char *text;       /* as it came, where it may be rejected */
	struct pos_order order;
	char asked[2 * POS_ASKED_LEN + 1]; /* hash of its canonical form */
};

struct pos_import_batch {
	struct pos_import_line lines[POS_IMPORT_BATCH];
	size_t count;
	bool idle;              /* nothing more was there yet */
	bool last;              /* the input is over */
	enum pos_status status; /* of reading itself, with last */
	struct pos_err err;
	struct pos_pool *pool;
	struct pos_import_batch *next;
};

struct pos_import_reader;
/* keep_text: rejected lines will be wanted. */
struct pos_import_reader *pos_import_start(int fd, bool keep_text);
/* The next batch, waiting for it; after one with last set, no more. */
struct pos_import_batch *pos_import_take(struct pos_import_reader *reader);
void pos_import_give(struct pos_import_reader *reader,
    struct pos_import_batch *batch);
/* Ends the reader wherever it is, even waiting for input. */
void pos_import_stop(struct pos_import_reader *reader);

#endif
