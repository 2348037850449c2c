/*
 * replay.c - the journal copied byte for byte, each entry applied again; and
 * the keys of members, which are no part of it.
 *
 * The shop that applies is empty but for its store: apply may look at nothing
 * else.  Entries are committed in groups, since a commit waits for the disk.
 */
#include <unistd.h>

#include "shop/menu.h"
#include "shop/replay.h"
#include "shop/rollup.h"

#define GROUP 10000 /* entries of one transaction */
#define TELL 256    /* entries between two reports of progress */

static const struct pos_field fields[] = {
	POS_TEXT(pos_rebuild, store, POS_F_COLUMN, 4096, "the new store"),
	POS_INT(pos_rebuild, entries, POS_F_COLUMN, 0, INT64_MAX,
	    "entries that were replayed"),
	{ 0 }
};

const struct pos_record pos_rebuild_record = {
	.type = "rebuild",
	.v = 1,
	.size = sizeof(struct pos_rebuild),
	.fields = fields,
	.help = "a store was made again from its journal",
};
POS_LIST_RECORD(pos_rebuild_record);

struct replay {
	struct pos_shop shop; /* the new one */
	struct pos_pool *pool;
	int64_t done;
	void (*progress)(void *, int64_t);
	void *arg;
};

static enum pos_status
commit(struct replay *r, struct pos_err *err)
{
	enum pos_status st = pos_rollup_flush(&r->shop, err);

	return st == POS_OK ? pos_commit(r->shop.store, err) : st;
}

static enum pos_status
each(void *arg, const struct pos_journal_row *row, struct pos_err *err)
{
	struct replay *r = arg;
	enum pos_status st = POS_OK;

	if (!pos_in_transaction(r->shop.store))
		st = pos_begin(r->shop.store, err);
	if (st == POS_OK)
		st = pos_journal_copy(r->shop.store, row, err);
	if (st == POS_OK)
		st = pos_replay(&r->shop, row->bytes, row->len, r->pool, err);
	pos_pool_clear(r->pool);
	if (st != POS_OK)
		return st;
	r->done++;
	if (r->progress != NULL && r->done % TELL == 0)
		r->progress(r->arg, r->done);
	return r->done % GROUP == 0 ? commit(r, err) : POS_OK;
}

static enum pos_status
replay(struct replay *r, struct pos_store *from, struct pos_err *err)
{
	enum pos_status st;
	int64_t entries;

	st = pos_journal_verify(from, &entries, err);
	if (st == POS_OK)
		st = pos_begin(r->shop.store, err);
	/* before any entry: whose key is gone by now was erased */
	if (st == POS_OK)
		st = pos_store_copy_keys(from, r->shop.store, err);
	if (st == POS_OK)
		st = pos_journal_walk(from, NULL, each, r, err);
	if (st == POS_OK && pos_in_transaction(r->shop.store))
		st = commit(r, err);
	if (st != POS_OK) {
		pos_rollup_drop(&r->shop);
		pos_rollback(r->shop.store);
	}
	return st;
}

static void
remove_store(struct pos_pool *pool, const char *path)
{
	static const char *const suffix[] = { "", "-wal", "-shm", "-queue",
		"-turn" };
	size_t i;

	for (i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++)
		unlink(pos_pool_printf(pool, "%s%s", path, suffix[i]));
}

enum pos_status
pos_rebuild(struct pos_store *from, const char *into,
    void (*progress)(void *, int64_t), void *arg, struct pos_rebuild *done,
    struct pos_err *err)
{
	struct replay r = { .progress = progress, .arg = arg };
	enum pos_status st;

	st = pos_store_open(&r.shop.store, into, POS_STORE_CREATE, err);
	if (st == POS_REFUSED)
		return st;
	r.pool = pos_pool_new();
	r.shop.pool = pos_pool_new();
	if (st == POS_OK) {
		st = replay(&r, from, err);
		pos_menu_cache_free(&r.shop);
		pos_rollup_free(&r.shop);
		pos_store_close(r.shop.store);
	}
	if (st != POS_OK)
		remove_store(r.pool, into);
	pos_buf_release(&r.shop.scratch);
	pos_pool_free(r.shop.pool);
	pos_pool_free(r.pool);
	done->store = into;
	done->entries = r.done;
	return st;
}
