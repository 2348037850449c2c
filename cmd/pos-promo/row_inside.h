/*
 * row_inside.h - what the files that build a rule from a row share.
 */
#ifndef POS_CMD_PROMO_ROW_INSIDE_H
#define POS_CMD_PROMO_ROW_INSIDE_H

#include "row.h"

struct promo_build {
	const struct pos_shop *shop;
	const struct promo_row *row;
	struct pos_pool *pool;
	enum pos_status st;
	struct pos_err why;
};

/* Each reads text, where there is some and nothing was wrong before, into
 * what it is given; title is that of the column.  at: puts it before the
 * message. */
bool row_given(const struct promo_build *b, const char *text);
void row_at(struct promo_build *b, const char *title);
void row_money(struct promo_build *b, const char *title, const char *text,
    int64_t *out);
void row_milli(struct promo_build *b, const char *title, const char *text,
    int64_t *out);
void row_rate(struct promo_build *b, const char *title, const char *text,
    int64_t *out);
void row_more(struct promo_build *b, const char *title, const char *text,
    int64_t *ppm);
void row_whole(struct promo_build *b, const char *title, const char *text,
    int64_t *out);
void row_yes(struct promo_build *b, const char *title, const char *text,
    bool *out);
void row_day(struct promo_build *b, const char *title, const char *text,
    int64_t *out);
void row_moment(struct promo_build *b, const char *title, const char *text,
    bool last, int64_t *out);
void row_list(struct promo_build *b, const char *text, const char ***out,
    size_t *count);
void row_choice(struct promo_build *b, const char *title, const char *text,
    const char *choices, const char **out);
void row_select_of(struct promo_build *b, const char *title, const char *text,
    const struct pos_select *ready, const struct pos_select **out);

#endif
