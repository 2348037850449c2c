/*
 * follow.h - waiting, for verbs that go on until they are told to stop.
 *
 * Such a verb only reads, and ends well in three ways: SIGTERM, SIGINT, and
 * a reader of its output that is gone (the normal end of a pipe).
 */
#ifndef POS_CMD_FOLLOW_H
#define POS_CMD_FOLLOW_H

#include <stdint.h>

#include "base/status.h"

/* Catch the signals; once, before the first wait. */
void pos_follow_start(void);
/* POS_END: told to stop, or nobody reads any more. */
POS_MUST enum pos_status pos_follow_wait(int64_t interval_ms,
    struct pos_err *err);
/*
 * After the store was closed: when status is a failed write for one of the
 * three reasons, leaves with exit 0, since pos_main() would call it a failure.
 */
void pos_follow_end(enum pos_status status);

#endif
