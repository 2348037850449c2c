/*
 * main.c - pos-admin looks after the store: what the shop is, who works in
 * it, and that nothing is lost or altered.
 */
#include <sys/stat.h>

#include "admin.h"

static const struct pos_verb verbs[] = {
	{ "init", "", "make a new store", pos_init_options, 0, 0, pos_init },
	{ "config list", "", "show all settings", pos_read_options, 0, 0,
	    pos_config_list },
	{ "config get", "NAME", "show one setting", pos_read_options, 1, 1,
	    pos_config_get },
	{ "config set", "NAME VALUE", "change a setting; '' takes it back",
	    pos_config_set_options, 2, 2, pos_config_set },
	{ "branch list", "", "show the branches", pos_read_options, 0, 0,
	    pos_branches },
	{ "branch set", "CODE", "add or change a branch",
	    pos_branch_set_options, 1, 1, pos_branch_edit },
	{ "till list", "", "show the tills", pos_read_options, 0, 0,
	    pos_tills },
	{ "till set", "CODE", "add or change a till of the branch",
	    pos_till_set_options, 1, 1, pos_till_edit },
	{ "staff list", "", "show who works here", pos_read_options, 0, 0,
	    pos_staff_all },
	{ "staff show", "CODE", "show one of them", pos_read_options, 1, 1,
	    pos_staff_show },
	{ "staff set", "CODE", "add or change somebody",
	    pos_staff_set_options, 1, 1, pos_staff_edit },
	{ "journal", "", "show what was recorded", pos_journal_options, 0, 0,
	    pos_journal },
	{ "verify", "", "check that nothing was lost or altered",
	    pos_verify_options, 0, 0, pos_verify_run },
	{ "rebuild", "", "make a store again from the journal",
	    pos_rebuild_options, 0, 0, pos_rebuild_run },
	{ "backup", "FILE", "copy the store while tills sell",
	    pos_backup_options, 1, 1, pos_backup },
	{ "restore", "FILE", "put a copy in the place of the store",
	    pos_restore_options, 1, 1, pos_restore },
	{ 0 },
};

static const struct pos_program program = {
	.name = "pos-admin",
	.help = "look after the shop's store",
	.verbs = verbs,
};

enum pos_status
pos_admin_print(const struct pos_record *record, const void *data,
    struct pos_err *err)
{
	enum pos_status st = pos_out_record(record, data, err);

	return st == POS_OK ? pos_out_done(err) : st;
}

enum pos_status
pos_admin_list(const struct pos_record *record, const void *data, size_t count,
    struct pos_err *err)
{
	const char *at = data;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < count && st == POS_OK; i++)
		st = pos_out_record(record, at + i * record->size, err);
	return st;
}

void
pos_admin_progress(void *arg, int64_t done)
{
	(void)arg;
	pos_progress("replaying", (long)done, 0);
}

int
main(int argc, char **argv)
{
	/* stores and their copies hold what is the shop's business only */
	umask(077);
	return pos_main(&program, argc, argv);
}
