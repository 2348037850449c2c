/*
 * pay.h - what the verbs of pos-pay share.
 */
#ifndef POS_CMD_PAY_H
#define POS_CMD_PAY_H

#include "../common.h"
#include "shop/pay.h"

extern const struct pos_opt pay_cash_options[], pay_record_options[],
    pay_points_options[], pay_stored_options[], pay_gift_options[],
    pay_refund_options[], pay_list_options[], shift_open_options[],
    shift_move_options[], shift_drawer_options[], shift_count_options[],
    shift_close_options[], shift_show_options[], shift_list_options[];

enum pos_status pay_cash(int argc, char **argv, struct pos_err *err);
enum pos_status pay_record(int argc, char **argv, struct pos_err *err);
enum pos_status pay_points(int argc, char **argv, struct pos_err *err);
enum pos_status pay_stored(int argc, char **argv, struct pos_err *err);
enum pos_status pay_gift(int argc, char **argv, struct pos_err *err);
enum pos_status pay_refund(int argc, char **argv, struct pos_err *err);
enum pos_status pay_list(int argc, char **argv, struct pos_err *err);
enum pos_status shift_open(int argc, char **argv, struct pos_err *err);
enum pos_status shift_in(int argc, char **argv, struct pos_err *err);
enum pos_status shift_out(int argc, char **argv, struct pos_err *err);
enum pos_status shift_drawer(int argc, char **argv, struct pos_err *err);
enum pos_status shift_count(int argc, char **argv, struct pos_err *err);
enum pos_status shift_close(int argc, char **argv, struct pos_err *err);
enum pos_status shift_show(int argc, char **argv, struct pos_err *err);
enum pos_status shift_list(int argc, char **argv, struct pos_err *err);

/* The sale as the answer of a payment, for people what they want to see. */
void pay_answer(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, struct pos_cmd_answer *answer);
/* The sale of --sale, or each sale of standard input, through each(). */
POS_MUST enum pos_status pay_each(struct pos_shop *shop, const char *sale,
    const char *asked, enum pos_status (*each)(struct pos_shop *,
    struct pos_pool *, const char *id, void *, struct pos_cmd_answer *,
    struct pos_err *), void *arg, struct pos_err *err);
/* The id of --sale (as a person writes it) or of the input. */
POS_MUST enum pos_status pay_which(struct pos_shop *shop, const char *text,
    struct pos_id *id, struct pos_err *err);

#endif
