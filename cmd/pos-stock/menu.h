/*
 * menu.h - the verbs of the menu, for the table in main.c.
 */
#ifndef POS_CMD_MENU_H
#define POS_CMD_MENU_H

#include "cli/opt.h"
#include "shop/menu.h"

extern const struct pos_opt menu_import_options[], menu_export_options[],
    menu_list_options[], menu_show_options[], menu_set_options[],
    menu_remove_options[], group_list_options[], group_show_options[],
    group_set_options[], group_remove_options[], tax_list_options[],
    tax_set_options[];

enum pos_status menu_import_run(int argc, char **argv, struct pos_err *err);
enum pos_status menu_export_run(int argc, char **argv, struct pos_err *err);
enum pos_status menu_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status menu_show_run(int argc, char **argv, struct pos_err *err);
enum pos_status menu_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status menu_remove_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_show_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status group_remove_run(int argc, char **argv, struct pos_err *err);
enum pos_status tax_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status tax_set_run(int argc, char **argv, struct pos_err *err);

/* "zh=拿铁" words become names by language, replacing those of old; an empty
 * text takes one away. */
POS_MUST enum pos_status menu_names(const char **words, size_t count,
    struct pos_pool *pool, const struct pos_name **names, size_t *names_count,
    struct pos_err *err);
/* "milk:0.2" words become parts. */
POS_MUST enum pos_status menu_parts(const char **words, size_t count,
    struct pos_pool *pool, const struct pos_part **parts,
    size_t *parts_count, struct pos_err *err);
/* An option that takes several: its words, without empty ones. */
void menu_words(const struct pos_texts *texts, struct pos_pool *pool,
    const char ***words, size_t *count);
void menu_asked(struct pos_buf *more, const char *name,
    const struct pos_texts *texts);

/* Codes dropped in one change, by item or group. */
POS_MUST enum pos_status menu_drop(const char *verb, int argc, char **argv,
    enum pos_status (*drop)(struct pos_shop *, const char *,
    struct pos_err *), struct pos_err *err);

#endif
