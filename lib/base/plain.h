/*
 * plain.h - words inside records: scripts read the same in every language.
 */
#ifndef POS_BASE_PLAIN_H
#define POS_BASE_PLAIN_H

#include <stdbool.h>

/* While plain, pos_tr() gives the text itself, for sentences that go into a
 * record.  Messages (pos_fail, pos_fail_at) are translated anyway. */
void pos_tr_plain(bool plain);

#endif
