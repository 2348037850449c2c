/*
 * sale_more.h - what most sales and lines do not have, kept as JSON in the
 * column `more` of their rows, so that the many stay lean.
 */
#ifndef POS_SHOP_SALE_MORE_H
#define POS_SHOP_SALE_MORE_H

#include "shop/sale.h"

struct pos_sale_more {
	const char *table;
	int64_t guests;
	const char *channel;
	const char *external;
	int64_t placed_at;
	const char *label;
	const char *note;
	const char *of;
	const char *reason;
	bool restock;
	const struct pos_sale_tax *taxes; /* of a return: see sale_return.c */
	size_t taxes_count;
	int64_t last_n; /* 0: that of the last line */
	int64_t member_no;
	bool promoted;
	const char **promo_codes;
	size_t promo_codes_count;
	const char **coupons;
	size_t coupons_count;
	const char *pay_by;
	int64_t want_points;
	const char *group_buy;
	const struct pos_offer *offers;
	size_t offers_count;
	const struct pos_sale_best *best;
	bool taxes_kept;
};
struct pos_line_more {
	const struct pos_line_choice *choices;
	size_t choices_count;
	int64_t discount_minor;
	bool gift;
	const char *note;
	int64_t of_n;
	int64_t hand_minor;
	const struct pos_line_offer *offers;
	size_t offers_count;
	const struct pos_line_share *shares;
	size_t shares_count;
	const char *given_by;
};
extern const struct pos_record pos_sale_more_record, pos_line_more_record;

/* JSON text in buf, or NULL where there is nothing to keep. */
const char *pos_sale_more_text(struct pos_buf *buf,
    const struct pos_sale *sale);
const char *pos_line_more_text(struct pos_buf *buf,
    const struct pos_sale_line *line);
POS_MUST enum pos_status pos_sale_more_read(struct pos_sale *sale,
    const char *text, struct pos_pool *pool, struct pos_err *err);
/* As the row of the sale has it. */
POS_MUST enum pos_status pos_sale_more_load(struct pos_store *store,
    const struct pos_id *id, struct pos_pool *pool, struct pos_sale *sale,
    struct pos_err *err);
POS_MUST enum pos_status pos_line_more_read(struct pos_sale_line *line,
    const char *text, struct pos_pool *pool, struct pos_err *err);

#endif
