/*
 * people.h - verbs about members themselves: enrol, find, show, set, consent,
 * merge, erase, import, export, key rotate; and what they share.
 *
 * What is asked under a --key holds personal data; the journal gets no hash
 * of it by which somebody could be found again.  Of what names a member it has
 * 8 bits of a hash: enough to notice a key that is used twice, too few to tell
 * a phone, and the same 8 for every verb, or a few commands about one member
 * would add up to its phone.  Of other personal fields it says which were
 * given, not what: there are three genders.  Answers under a key have no
 * personal fields.
 */
#ifndef POS_MEMBER_PEOPLE_H
#define POS_MEMBER_PEOPLE_H

#include "../change.h"
#include "shop/member.h"

extern const struct pos_opt member_enrol_options[], member_find_options[],
    member_show_options[], member_set_options[], member_consent_options[],
    member_merge_options[], member_erase_options[], member_import_options[],
    member_export_options[], member_rotate_options[];
POS_MUST enum pos_status member_enrol_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_find_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_show_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_set_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_consent_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_merge_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_erase_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_import_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_export_run(int argc, char **argv,
    struct pos_err *err);
POS_MUST enum pos_status member_rotate_run(int argc, char **argv,
    struct pos_err *err);

/* pos_cmd_once(), where all words name members; more tells nothing personal. */
POS_MUST enum pos_status people_once(const char *verb, int argc, char **argv,
    const char *more, enum pos_status (*work)(struct pos_shop *,
    struct pos_pool *, void *, struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err);
/* What was asked, as it is kept, in pool. */
char *people_asked(struct pos_pool *pool, const char *verb, int argc,
    char **argv, const char *more);
/* pos_member_find(), none is POS_DATA. */
POS_MUST enum pos_status people_find(struct pos_shop *shop, const char *what,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err);
/* The member as it is now, masked, as the answer of a change. */
POS_MUST enum pos_status people_answer(struct pos_shop *shop,
    const struct pos_member *member, struct pos_pool *pool,
    struct pos_cmd_answer *answer, struct pos_err *err);
/* Opened, where the key file is there; else a warning says that it is not. */
POS_MUST enum pos_status people_open(struct pos_shop *shop,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err);
/* YYYY-MM-DD, MM-DD and the like; "" is 0. */
POS_MUST enum pos_status people_birthday(const char *text, int64_t *birthday,
    struct pos_err *err);
/* One more text in a list. */
void people_push(struct pos_pool *pool, const char ***list, size_t *count,
    const char *text);

#endif
