/*
 * member_cmd.h - the verbs of pos-member, by file.
 */
#ifndef POS_MEMBER_CMD_H
#define POS_MEMBER_CMD_H

#include "../common.h"

#endif
