/*
 * outreach.h - the verbs that reach out to members: levels, due lists,
 * messages, segments, campaigns, referrals; for the table in main.c.
 */
#ifndef POS_CMD_MEMBER_OUTREACH_H
#define POS_CMD_MEMBER_OUTREACH_H

#include "../common.h"
#include "shop/member.h"

extern const struct pos_opt level_set_options[], level_list_options[],
    level_review_options[], level_give_options[], level_take_options[],
    level_buy_options[], due_options[], due_lapsed_options[],
    template_set_options[], template_remove_options[], outbox_options[],
    outbox_add_options[], outbox_list_options[], outbox_done_options[],
    outbox_failed_options[], outbox_again_options[], segment_set_options[],
    rfm_options[], campaign_make_options[], campaign_members_options[],
    referral_set_options[];

enum pos_status level_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status level_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status level_review_run(int argc, char **argv, struct pos_err *err);
enum pos_status level_give_run(int argc, char **argv, struct pos_err *err);
enum pos_status level_take_run(int argc, char **argv, struct pos_err *err);
enum pos_status level_buy_run(int argc, char **argv, struct pos_err *err);
enum pos_status due_birthdays_run(int argc, char **argv, struct pos_err *err);
enum pos_status due_renewals_run(int argc, char **argv, struct pos_err *err);
enum pos_status due_points_run(int argc, char **argv, struct pos_err *err);
enum pos_status due_lapsed_run(int argc, char **argv, struct pos_err *err);
enum pos_status template_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status template_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status template_remove_run(int argc, char **argv, struct pos_err *err);
enum pos_status outbox_run(int argc, char **argv, struct pos_err *err);
enum pos_status outbox_add_run(int argc, char **argv, struct pos_err *err);
enum pos_status outbox_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status outbox_done_run(int argc, char **argv, struct pos_err *err);
enum pos_status outbox_failed_run(int argc, char **argv, struct pos_err *err);
enum pos_status outbox_again_run(int argc, char **argv, struct pos_err *err);
enum pos_status outbox_drop_run(int argc, char **argv, struct pos_err *err);
enum pos_status segment_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status segment_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status segment_members_run(int argc, char **argv, struct pos_err *err);
enum pos_status segment_review_run(int argc, char **argv, struct pos_err *err);
enum pos_status segment_remove_run(int argc, char **argv, struct pos_err *err);
enum pos_status rfm_run(int argc, char **argv, struct pos_err *err);
enum pos_status campaign_make_run(int argc, char **argv, struct pos_err *err);
enum pos_status campaign_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status campaign_show_run(int argc, char **argv, struct pos_err *err);
enum pos_status
campaign_members_run(int argc, char **argv, struct pos_err *err);
enum pos_status referral_code_run(int argc, char **argv, struct pos_err *err);
enum pos_status referral_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status referral_show_run(int argc, char **argv, struct pos_err *err);
enum pos_status referral_review_run(int argc, char **argv, struct pos_err *err);

/* A member as people name one; POS_DATA, POS_REFUSED: none, erased. */
POS_MUST enum pos_status
outreach_member(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err);
/* "7", "7d" or "2w" in days; NULL leaves *days alone. */
POS_MUST enum pos_status outreach_days(const char *option, const char *text,
    int64_t *days, struct pos_err *err);
/* An amount; NULL leaves *minor alone. */
POS_MUST enum pos_status outreach_money(const struct pos_shop *shop,
    const char *option, const char *text, int64_t *minor, struct pos_err *err);
/* For asked: " name=value" for each, nothing for a number of unset. */
void outreach_asked_int(struct pos_buf *more, const char *name, int64_t value,
    int64_t unset);
void outreach_asked_texts(struct pos_buf *more, const char *name,
    const struct pos_texts *texts);
/*
 * A stream of the words, as if they came as records of the type; no words:
 * standard input.  -1: no file for them.
 */
int outreach_feed(const char *type, const char *const *words, size_t count);

#endif
