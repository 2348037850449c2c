/*
 * games.h - verbs of group buys, draws, what-if and results.
 */
#ifndef POS_PROMO_GAMES_H
#define POS_PROMO_GAMES_H

#include "../common.h"
#include "shop/draw.h"
#include "shop/groupbuy.h"

extern const struct pos_opt group_open_options[], group_join_options[],
    group_expire_options[], group_list_options[], group_show_options[];
enum pos_status group_open_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_join_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_leave_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_expire_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_show_run(int argc, char **argv, struct pos_err *err);

extern const struct pos_opt draw_open_options[], draw_play_options[],
    draw_claim_options[], draw_close_options[], draw_check_options[],
    draw_list_options[], draw_show_options[];
enum pos_status draw_open_run(int argc, char **argv, struct pos_err *err);
enum pos_status draw_play_run(int argc, char **argv, struct pos_err *err);
enum pos_status draw_claim_run(int argc, char **argv, struct pos_err *err);
enum pos_status draw_close_run(int argc, char **argv, struct pos_err *err);
enum pos_status draw_check_run(int argc, char **argv, struct pos_err *err);
enum pos_status draw_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status draw_show_run(int argc, char **argv, struct pos_err *err);

extern const struct pos_opt replay_options[], results_options[];
enum pos_status replay_run(int argc, char **argv, struct pos_err *err);
enum pos_status results_run(int argc, char **argv, struct pos_err *err);

/* --sale of the filters; NULL: it was not given. */
extern const struct pos_opt game_sale_options[];
const char *game_sale_given(void);
/*
 * A change for the sale of --sale, or for each one that comes in by a pipe:
 * each() is pos_cmd_stream()'s.
 */
POS_MUST enum pos_status game_sale_each(const char *asked,
    enum pos_status (*each)(struct pos_shop *, struct pos_pool *,
	const char *id, void *, struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err);

#endif
