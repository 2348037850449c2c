/*
 * verify.c - pos-admin verify and rebuild: the journal against the tables.
 */
#include <string.h>

#include "admin.h"
#include "shop/replay.h"
#include "shop/verify.h"

static bool deep;
static const char *into;

const struct pos_opt pos_verify_options[] = {
	POS_OPT_FLAG(0, "deep", &deep,
	    "also replay the journal and compare all tables"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

const struct pos_opt pos_rebuild_options[] = {
	POS_OPT_TEXT(0, "into", &into, "FILE", "the new store"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

enum pos_status
pos_verify_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_verify done = { 0 };
	struct pos_shop shop;
	enum pos_status st;

	(void)argc;
	(void)argv;
	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	st = pos_verify(&shop, &done, err);
	if (st == POS_OK && deep) {
		st = pos_verify_deep(&shop, pos_admin_progress, NULL, err);
		pos_progress_done();
		done.deep = true;
	}
	if (st == POS_OK)
		st = pos_admin_print(&pos_verify_record, &done, err);
	pos_shop_close(&shop);
	return st;
}

/* The tables of the old store may be beyond use: only its journal is read,
 * and it is opened as a store, not as a shop. */
static enum pos_status
rebuild(struct pos_pool *pool, struct pos_rebuild *done, struct pos_err *err)
{
	struct pos_store *from;
	enum pos_status st;

	st = pos_store_open(&from, pos_cmd_store(pool), POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	st = pos_read_begin(from, err);
	if (st == POS_OK) {
		st = pos_rebuild(from, into, pos_admin_progress, NULL, done,
		    err);
		pos_read_end(from);
	}
	pos_progress_done();
	pos_store_close(from);
	return st;
}

enum pos_status
pos_rebuild_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_rebuild done = { 0 };
	struct pos_pool *pool;
	enum pos_status st;

	(void)argc;
	(void)argv;
	if (into == NULL || *into == '\0')
		return pos_fail(err, POS_USAGE,
		    "rebuild wants --into FILE, "
		    "the new store: the old one stays as it is");
	pool = pos_pool_new();
	st = rebuild(pool, &done, err);
	if (st == POS_OK) {
		pos_out_start(0, NULL);
		st = pos_admin_print(&pos_rebuild_record, &done, err);
	}
	pos_pool_free(pool);
	return st;
}
