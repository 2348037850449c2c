/*
 * sale.h - the verbs of pos-sale, for the table in main.c, and what they
 * share.
 */
#ifndef POS_CMD_SALE_H
#define POS_CMD_SALE_H

#include "../common.h"
#include "../sale_job.h"

extern const struct pos_opt pos_sale_new_options[], pos_sale_add_options[],
    pos_sale_remove_options[], pos_sale_change_options[],
    pos_sale_note_options[], pos_sale_hold_options[],
    pos_sale_recall_options[], pos_sale_void_options[],
    pos_sale_return_options[], pos_sale_show_options[],
    pos_sale_list_options[], pos_sale_watch_options[],
    pos_sale_import_options[];

enum pos_status pos_sale_cmd_new(int argc, char **argv, struct pos_err *err);
enum pos_status pos_sale_cmd_add(int argc, char **argv, struct pos_err *err);
enum pos_status pos_sale_cmd_remove(int argc, char **argv,
    struct pos_err *err);
enum pos_status pos_sale_cmd_change(int argc, char **argv,
    struct pos_err *err);
enum pos_status pos_sale_cmd_note(int argc, char **argv, struct pos_err *err);
enum pos_status pos_sale_cmd_hold(int argc, char **argv, struct pos_err *err);
enum pos_status pos_sale_cmd_recall(int argc, char **argv,
    struct pos_err *err);
enum pos_status pos_sale_cmd_void(int argc, char **argv, struct pos_err *err);
enum pos_status pos_sale_cmd_return(int argc, char **argv,
    struct pos_err *err);
enum pos_status pos_sale_cmd_show(int argc, char **argv, struct pos_err *err);
enum pos_status pos_sale_cmd_list(int argc, char **argv, struct pos_err *err);
enum pos_status pos_sale_cmd_watch(int argc, char **argv,
    struct pos_err *err);
enum pos_status pos_sale_cmd_import(int argc, char **argv,
    struct pos_err *err);

/*
 * What is to be sold, as words, by --option, and as scanner codes (--scan,
 * or a word "-").  pos_sale_cart_read() reads the codes, before any lock is
 * taken; pos_sale_cart_lines() makes lines in pool, inside the change.
 */
extern const struct pos_opt pos_sale_cart_options[];
struct pos_sale_cart {
	char **words;
	int count;
	bool scan;            /* codes are read */
	struct pos_pool *pool;
	const char **codes;
	size_t codes_count;
	const char *asked;    /* for --key: all that is not in the words */
};
/* input_taken: sales come by standard input, so codes cannot. */
POS_MUST enum pos_status pos_sale_cart_read(struct pos_sale_cart *cart,
    int argc, char **argv, bool input_taken, struct pos_pool *pool,
    struct pos_err *err);
POS_MUST enum pos_status pos_sale_cart_lines(struct pos_shop *shop,
    const struct pos_sale_cart *cart, struct pos_pool *pool,
    struct pos_order_line **lines, size_t *count, struct pos_err *err);

#endif
