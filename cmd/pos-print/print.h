/*
 * print.h - what the files of pos-print share.
 *
 * A verb makes papers of documents; the options below say what becomes of a
 * paper, and print_end() brings it to where it goes.
 */
#ifndef POS_CMD_PRINT_H
#define POS_CMD_PRINT_H

#include "cli/opt.h"
#include "link/paper.h"
#include "shop/day.h"
#include "shop/sale.h"
#include "shop/shop.h"

/* --- labels.c ---------------------------------------------------------- */

enum language { ENGLISH, CHINESE, BOTH };

enum label {
	L_PREBILL, L_NOT_RECEIPT, L_PREVIEW, L_VOID, L_COPY, L_RETURN_OF,
	L_ORDER, L_PICKUP, L_PICKUP_CODE, L_TABLE, L_GUESTS, L_TILL, L_STAFF,
	L_BRANCH, L_CHANNEL, L_HELD, L_NOTE, L_REASON, L_DINE_IN, L_TAKEAWAY,
	L_PICKUP_TYPE, L_DELIVERY, L_GIFT, L_DISCOUNT, L_SAVED, L_SUBTOTAL,
	L_TOTAL, L_TAX, L_TAX_INCLUDED, L_NET, L_ROUNDING, L_TIP, L_CHANGE,
	L_REFUND, L_REFUNDED, L_DUE, L_REFERENCE, L_CASH, L_CARD, L_WECHAT,
	L_ALIPAY, L_STORED, L_POINTS_PAID, L_GIFT_CARD, L_REPORT_Z, L_REPORT_X,
	L_REPORT_DAY, L_CLOSED, L_OPEN_DAY, L_SALES, L_RETURNS, L_ITEMS,
	L_SOLD, L_RETURNED, L_NET_SALES, L_AVERAGE, L_VOIDS, L_OPEN_SALES,
	L_TENDERS, L_TOPUPS, L_REFUNDS, L_SHIFT, L_FLOAT, L_CASH_IN,
	L_CASH_OUT, L_EXPECTED, L_COUNTED, L_DIFFERENCE, L_MEMBER, L_POINTS,
	L_GRAND, L_SEAL, L_BY_HOUR, L_BY_ITEM, L_BY_CATEGORY, L_BY_TYPE,
	L_BY_CHANNEL, L_BY_STAFF, L_BY_TILL, L_COUNT,
};

/* "Total", "合计", or both: "合计 Total" (in pool). */
const char *label(struct pos_pool *pool, enum language language,
    enum label which);
/* Of a payment, an order type; the code itself where there is no label. */
const char *label_method(struct pos_pool *pool, enum language language,
    const char *method);
const char *label_type(struct pos_pool *pool, enum language language,
    const char *order_type);

/* --- words.c: amounts and times as a paper shows them ------------------- */

struct words {
	struct pos_pool *pool;
	enum language language;
	const char *currency;
	int places;
	const char *zone;
};
const char *amount(const struct words *w, int64_t minor); /* 12.50 */
const char *price(const struct words *w, int64_t minor);  /* -$12.50 */
const char *quantity(const struct words *w, int64_t milli);
const char *moment(const struct words *w, int64_t ms); /* 2026-11-27 19:00 */
const char *word(const struct words *w, enum label which);

/* --- receipt_head.c, receipt_body.c -------------------------------------- */

enum { PREVIEW = -1, ORIGINAL = 0 }; /* and 1, 2...: the copy */

struct receipt {
	struct words w;
	struct pos_shop *shop;
	struct pos_paper *paper;
	const struct pos_sale *sale;
	int64_t copy;
	const char *shop_name;
	const char *header; /* lines parted by '|'; NULL: none */
	const char *footer;
	const char *branch_name;
	const char *till_name;
	const char *staff_name; /* NULL: nobody */
	const char *qr;         /* NULL: none */
};
/* names.c */
const char *line_title(struct receipt *r, const struct pos_sale_line *line);
const char *choice_title(struct receipt *r,
    const struct pos_line_choice *choice);
/* Of a promotion, by its code. */
const char *offer_title(struct receipt *r, const char *promo);

/* The paper of a sale, up to the cut. */
POS_MUST enum pos_status receipt_make(struct receipt *r, struct pos_err *err);
POS_MUST enum pos_status receipt_body(struct receipt *r, struct pos_err *err);
void put_parted(struct pos_paper *paper, struct pos_pool *pool,
    const char *lines);

/* --- report_paper.c ------------------------------------------------------ */

void report_make(const struct words *w, struct pos_paper *paper,
    const char *shop_name, const struct pos_day_report *report);

/* --- place.c -------------------------------------------------------------- */

/* Shop's facts for papers; language: NULL, "en", "zh", "both". */
POS_MUST enum pos_status words_start(struct words *w,
    const struct pos_shop *shop, int64_t branch, const char *language,
    struct pos_pool *pool, struct pos_err *err);

/* --- output.c, device.c --------------------------------------------------- */

extern const struct pos_opt print_options[];

/* Reads the options against the shop's settings; qr may be NULL. */
POS_MUST enum pos_status print_start(struct pos_shop *shop, const char *qr,
    struct pos_err *err);
const char *print_language(void); /* as given; NULL: the shop's */
/* Ends the piece (cut or tear, drawer), and renders it. */
POS_MUST enum pos_status print_render(struct pos_buf *bytes,
    struct pos_paper *paper, struct pos_err *err);
/*
 * Takes rendered papers where they go: at once to standard output or a
 * device; a file is written by print_end(), whole.  print_ready() comes
 * before each: POS_UNAVAILABLE when there is no printer to print on.
 */
POS_MUST enum pos_status print_ready(struct pos_err *err);
POS_MUST enum pos_status print_put(const struct pos_buf *bytes,
    struct pos_err *err);
/* Also after a failure, st: what was put before it still goes out.  Ends the
 * output, and returns st or what failed here. */
POS_MUST enum pos_status print_end(enum pos_status st, struct pos_err *err);

/* A device or pipe, without waiting: POS_UNAVAILABLE. */
POS_MUST enum pos_status device_open(int *fd, const char *path,
    struct pos_err *err);
/* All bytes within the time, or POS_UNAVAILABLE. */
POS_MUST enum pos_status device_write(int fd, const char *path,
    const void *bytes, size_t len, struct pos_err *err);
/* A file: written beside it, then renamed over it. */
POS_MUST enum pos_status file_write(const char *path, const void *bytes,
    size_t len, struct pos_err *err);

/* --- verbs ---------------------------------------------------------------- */

extern const struct pos_opt receipt_options[], report_options[];
enum pos_status receipt_run(int argc, char **argv, struct pos_err *err);
enum pos_status report_run(int argc, char **argv, struct pos_err *err);

#endif
