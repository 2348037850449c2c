/*
 * report.h - what the verbs of pos-report share.
 */
#ifndef POS_CMD_REPORT_H
#define POS_CMD_REPORT_H

#include "../common.h"
#include "shop/day.h"

extern const struct pos_opt report_day_options[], report_x_options[],
    report_z_options[], report_by_options[], report_trend_options[];

enum pos_status report_day(int argc, char **argv, struct pos_err *err);
enum pos_status report_x(int argc, char **argv, struct pos_err *err);
enum pos_status report_z(int argc, char **argv, struct pos_err *err);
enum pos_status report_by(int argc, char **argv, struct pos_err *err);
enum pos_status report_trend(int argc, char **argv, struct pos_err *err);

/* The report as a person reads it, in pool. */
const char *report_paper(const struct pos_shop *shop,
    const struct pos_day_report *report, struct pos_pool *pool);
/* Print it, in the format that was asked for. */
POS_MUST enum pos_status report_print(const struct pos_shop *shop,
    const struct pos_day_report *report, struct pos_pool *pool,
    struct pos_err *err);
/* A verb that shows the report of a day (NULL: the open one) and is done. */
POS_MUST enum pos_status report_show(const char *day, const char *kind,
    struct pos_err *err);
/* The day of an operand; NULL: the open one. */
POS_MUST enum pos_status report_day_of(const struct pos_shop *shop,
    const char *text, int32_t *day, struct pos_err *err);

#endif
