/*
 * copy.h - copies of a store, and one put in the place of a store.
 */
#ifndef POS_SHOP_COPY_H
#define POS_SHOP_COPY_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/status.h"
#include "rec/field.h"

struct pos_copied { /* types "backup" and "restore" */
	const char *store;
	const char *file;   /* the copy */
	const char *before; /* restore: where the old store is; NULL: none */
	int64_t entries;    /* of the journal */
	int64_t bytes;
};
extern const struct pos_record pos_backup_record, pos_restore_record;

/* One state of the store to a new file, while tills sell. */
POS_MUST enum pos_status pos_backup_store(const char *store,
    const char *file, struct pos_copied *done, struct pos_err *err);
/*
 * Verify the copy (POS_DATA where it is not sound) and put it in the store's
 * place, at once or not at all.  Without force POS_REFUSED where there is a
 * store; with it the old one is kept beside as STORE.before-restore, and
 * POS_RETRY says that another program has it open.
 */
POS_MUST enum pos_status pos_restore_store(const char *file,
    const char *store, bool force, struct pos_pool *pool,
    struct pos_copied *done, struct pos_err *err);

#endif
