/*
 * account.h - verbs about points, stored value and gift cards.
 */
#ifndef POS_CMD_MEMBER_ACCOUNT_H
#define POS_CMD_MEMBER_ACCOUNT_H

#include "../common.h"
#include "shop/member.h"

extern const struct pos_opt points_options[], points_adjust_options[],
    points_expire_options[], points_due_options[], ledger_options[],
    earn_set_options[], earn_remove_options[], earn_list_options[],
    plan_set_options[], plan_remove_options[], plan_list_options[],
    topup_options[], topup_refund_options[], topup_due_options[],
    topup_list_options[], card_make_options[], card_codes_options[],
    card_load_options[], card_set_options[], card_show_options[],
    card_list_options[];

enum pos_status points_run(int argc, char **argv, struct pos_err *err);
enum pos_status points_adjust_run(int argc, char **argv, struct pos_err *err);
enum pos_status points_expire_run(int argc, char **argv, struct pos_err *err);
enum pos_status points_due_run(int argc, char **argv, struct pos_err *err);
enum pos_status ledger_run(int argc, char **argv, struct pos_err *err);
enum pos_status earn_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status earn_remove_run(int argc, char **argv, struct pos_err *err);
enum pos_status earn_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status plan_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status plan_remove_run(int argc, char **argv, struct pos_err *err);
enum pos_status plan_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status topup_run(int argc, char **argv, struct pos_err *err);
enum pos_status topup_refund_run(int argc, char **argv, struct pos_err *err);
enum pos_status topup_due_run(int argc, char **argv, struct pos_err *err);
enum pos_status topup_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status card_make_run(int argc, char **argv, struct pos_err *err);
enum pos_status card_codes_run(int argc, char **argv, struct pos_err *err);
enum pos_status card_load_run(int argc, char **argv, struct pos_err *err);
enum pos_status card_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status card_show_run(int argc, char **argv, struct pos_err *err);
enum pos_status card_list_run(int argc, char **argv, struct pos_err *err);

/* A member that somebody names; POS_DATA: none such. */
POS_MUST enum pos_status account_member(struct pos_shop *shop, const char *what,
    struct pos_pool *pool, int64_t *member_no, struct pos_err *err);
/* The owner in the ledger: a member, or a gift card by number or code. */
POS_MUST enum pos_status account_owner(struct pos_shop *shop, const char *what,
    struct pos_pool *pool, int64_t *owner, struct pos_err *err);
/* "cash,card" as a list, in pool. */
const char **
account_words(const char *text, size_t *count, struct pos_pool *pool);

#endif
