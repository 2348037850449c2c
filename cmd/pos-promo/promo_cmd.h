/*
 * promo_cmd.h - the verbs of pos-promo, by file.
 */
#ifndef POS_PROMO_CMD_H
#define POS_PROMO_CMD_H

#include "../common.h"

#endif
