/*
 * attach.h - attach, for the table in main.c.
 */
#ifndef POS_CMD_MEMBER_ATTACH_H
#define POS_CMD_MEMBER_ATTACH_H

#include "../sale_job.h"

extern const struct pos_opt member_attach_options[];
enum pos_status member_attach_run(int argc, char **argv, struct pos_err *err);

#endif
