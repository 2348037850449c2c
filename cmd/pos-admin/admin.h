/*
 * admin.h - the verbs of pos-admin, each in a file of its own.
 */
#ifndef POS_ADMIN_H
#define POS_ADMIN_H

#include "../common.h"

extern const struct pos_opt pos_init_options[];
extern const struct pos_opt pos_config_set_options[];
extern const struct pos_opt pos_branch_set_options[];
extern const struct pos_opt pos_till_set_options[];
extern const struct pos_opt pos_staff_set_options[];
extern const struct pos_opt pos_journal_options[];
extern const struct pos_opt pos_verify_options[];
extern const struct pos_opt pos_rebuild_options[];
extern const struct pos_opt pos_backup_options[];
extern const struct pos_opt pos_restore_options[];

typedef enum pos_status pos_admin_verb(int argc, char **argv,
    struct pos_err *err);
pos_admin_verb pos_init, pos_config_list, pos_config_get, pos_config_set,
    pos_branches, pos_branch_edit, pos_tills, pos_till_edit, pos_staff_all,
    pos_staff_show, pos_staff_edit, pos_journal, pos_verify_run,
    pos_rebuild_run, pos_backup, pos_restore;

/* Print the answer, which is one record, and end the output. */
POS_MUST enum pos_status pos_admin_print(const struct pos_record *record,
    const void *data, struct pos_err *err);
/* Print an array of them; the output goes on. */
POS_MUST enum pos_status pos_admin_list(const struct pos_record *record,
    const void *data, size_t count, struct pos_err *err);
/* Progress of entries that are replayed. */
void pos_admin_progress(void *arg, int64_t done);

#endif
