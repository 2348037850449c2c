/*
 * stock.h - the verbs of stock, for the table in main.c.
 */
#ifndef POS_CMD_STOCK_H
#define POS_CMD_STOCK_H

#include "cli/opt.h"
#include "shop/stock.h"

extern const struct pos_opt receive_options[], count_options[],
    adjust_options[], waste_options[], level_options[], moves_options[],
    flag_options[], policy_options[], watch_options[];

enum pos_status receive_run(int argc, char **argv, struct pos_err *err);
enum pos_status count_run(int argc, char **argv, struct pos_err *err);
enum pos_status adjust_run(int argc, char **argv, struct pos_err *err);
enum pos_status waste_run(int argc, char **argv, struct pos_err *err);
enum pos_status level_run(int argc, char **argv, struct pos_err *err);
enum pos_status moves_run(int argc, char **argv, struct pos_err *err);
enum pos_status soldout_run(int argc, char **argv, struct pos_err *err);
enum pos_status back_run(int argc, char **argv, struct pos_err *err);
enum pos_status policy_run(int argc, char **argv, struct pos_err *err);
enum pos_status watch_run(int argc, char **argv, struct pos_err *err);

/*
 * The lines of a delivery or count, in pool: of "ITEM:QTY" words, and of a
 * CSV file ("-": standard input) whose header names an item and a quantity.
 */
POS_MUST enum pos_status book_words(char **words, int count,
    struct pos_pool *pool, struct pos_stock_line **lines, size_t *lines_count,
    struct pos_err *err);
POS_MUST enum pos_status book_file(const char *path, struct pos_pool *pool,
    struct pos_stock_line **lines, size_t *lines_count, struct pos_err *err);

#endif
