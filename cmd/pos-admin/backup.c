/*
 * backup.c - pos-admin backup and restore.
 */
#include "admin.h"
#include "shop/copy.h"

static bool force;

const struct pos_opt pos_backup_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

const struct pos_opt pos_restore_options[] = {
	POS_OPT_FLAG(0, "force", &force,
	    "also where a store is; it is kept as STORE.before-restore"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

enum pos_status
pos_backup(int argc, char **argv, struct pos_err *err)
{
	struct pos_copied done = { 0 };
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st;

	(void)argc;
	st = pos_backup_store(pos_cmd_store(pool), argv[0], &done, err);
	if (st == POS_OK) {
		pos_out_start(0, NULL);
		st = pos_admin_print(&pos_backup_record, &done, err);
	}
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_restore(int argc, char **argv, struct pos_err *err)
{
	struct pos_copied done = { 0 };
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st;

	(void)argc;
	st = pos_restore_store(argv[0], pos_cmd_store(pool), force, pool, &done,
	    err);
	if (st == POS_OK) {
		pos_out_start(0, NULL);
		st = pos_admin_print(&pos_restore_record, &done, err);
	}
	pos_pool_free(pool);
	return st;
}
