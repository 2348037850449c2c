/*
 * replay.h - a store made again from its journal.
 *
 * The tables are a cache of the journal: replaying it into an empty store
 * must give the same tables.  This is recovery, a change of schema, and a
 * proof that nothing but the journal wrote the tables.
 */
#ifndef POS_SHOP_REPLAY_H
#define POS_SHOP_REPLAY_H

#include "shop/spine.h"

struct pos_rebuild { /* type "rebuild" */
	const char *store;  /* the new one */
	int64_t entries;
};
extern const struct pos_record pos_rebuild_record;

/*
 * Inside pos_read_begin() of `from`: check its journal, then replay it into
 * a new store at `into` (POS_REFUSED where one exists; none stays behind after
 * a failure).  progress() (may be NULL) is called now and then.
 */
POS_MUST enum pos_status pos_rebuild(struct pos_store *from,
    const char *into, void (*progress)(void *, int64_t done), void *arg,
    struct pos_rebuild *done, struct pos_err *err);

#endif
