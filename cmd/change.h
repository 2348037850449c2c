/*
 * change.h - what change.c, stream.c and ids.c share; verbs want common.h.
 */
#ifndef POS_CMD_CHANGE_H
#define POS_CMD_CHANGE_H

#include "common.h"

/* The record of an output type, NULL where it is unknown. */
const struct pos_record *pos_cmd_record(const char *type);

/* Print an answer; again: the JSON of the first one, instead. */
POS_MUST enum pos_status pos_cmd_print(const struct pos_cmd_answer *answer,
    const char *again, struct pos_err *err);
/* Print, and forget, the entries of a dry run. */
POS_MUST enum pos_status pos_cmd_print_dry(struct pos_shop *shop,
    struct pos_err *err);
/* Record the answer under shop's key, if there is one. */
POS_MUST enum pos_status pos_cmd_keep(struct pos_shop *shop,
    const char *asked, const struct pos_cmd_answer *answer,
    struct pos_err *err);

/*
 * One line of a filter's input.  *id is NULL for a line of another type,
 * which then is in *line (until the next call).  POS_END as pos_ids_next().
 */
POS_MUST enum pos_status pos_ids_line(struct pos_ids *ids, const char **id,
    const char **line, struct pos_err *err);

#endif
