/*
 * stored_due.c - instalments of bonuses: which are due, and posting them.
 */
#include <string.h>

#include "shop/member.h"
#include "shop/topup_inside.h"

#define POST_MAX 5000 /* in one change */

static const struct pos_field due_fields[] = {
	POS_DAY(pos_topup_due, due, POS_F_COLUMN, "when it falls due"),
	POS_TEXT(pos_topup_due, topup, POS_F_COLUMN, TOPUP_TEXT,
	    "of this top-up"),
	POS_TEXT(pos_topup_due, account, POS_F_COLUMN, 24,
	    "code of the member"),
	POS_INT(pos_topup_due, n, POS_F_COLUMN, 2, POS_INSTALMENTS_MAX,
	    "which instalment"),
	POS_MONEY(pos_topup_due, bonus_minor, POS_F_COLUMN, "bonus"),
	POS_TEXT(pos_topup_due, currency, 0, 3, "ISO 4217"),
	{ 0 },
};
const struct pos_record pos_topup_due_record = {
	.type = "topup.due", .v = 1, .size = sizeof(struct pos_topup_due),
	.fields = due_fields, .help = "an instalment that is to come",
};
POS_LIST_RECORD(pos_topup_due_record);

static const struct pos_field posted_fields[] = {
	POS_DAY(pos_posted, to, POS_F_COLUMN, "that fell due until here"),
	POS_INT(pos_posted, instalments, POS_F_COLUMN, 0, INT64_MAX,
	    "that were posted"),
	POS_MONEY(pos_posted, bonus_minor, POS_F_COLUMN, "their sum"),
	POS_TEXT(pos_posted, currency, 0, 3, "ISO 4217"),
	POS_BOOL(pos_posted, more, POS_F_OPTIONAL | POS_F_COLUMN,
	    "there are more: do it again"),
	{ 0 },
};
const struct pos_record pos_posted_record = {
	.type = "topup.post", .v = 1, .size = sizeof(struct pos_posted),
	.fields = posted_fields, .help = "instalments that were posted",
};
POS_LIST_RECORD(pos_posted_record);

POS_SQL(sql_dues,
    "SELECT d.due AS due, d.branch AS branch, d.day AS day,"
    " d.number AS number, d.n AS n, d.bonus_minor AS bonus_minor,"
    " t.owner AS owner FROM topup_due d JOIN topup t ON"
    " t.branch = d.branch AND t.day = d.day AND t.number = d.number"
    " WHERE d.due <= $1"
    " ORDER BY d.due, d.branch, d.day, d.number, d.n");

static void
fill(struct pos_shop *shop, struct pos_query *q, struct pos_pool *pool,
    struct pos_topup_due *due)
{
	char text[TOPUP_TEXT];

	*due = (struct pos_topup_due){
		.due = pos_int(q, "due"),
		.branch_no = pos_int(q, "branch"),
		.day = pos_int(q, "day"),
		.number = pos_int(q, "number"),
		.n = pos_int(q, "n"),
		.bonus_minor = pos_int(q, "bonus_minor"),
		.owner = pos_int(q, "owner"),
		.currency = shop->currency,
	};
	due->topup =
	    pos_pool_text(pool, topup_text(text, due->day, due->number));
	due->account = topup_account(due->owner, pool);
}

enum pos_status
pos_topup_dues(struct pos_shop *shop, int64_t to,
    enum pos_status (
	*each)(void *, const struct pos_topup_due *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_dues);
	struct pos_pool *pool = pos_pool_new();
	struct pos_topup_due due;
	enum pos_status st;

	pos_bind_int(q, 1, to);
	while ((st = pos_step(q, err)) == POS_OK) {
		pos_pool_clear(pool);
		fill(shop, q, pool, &due);
		st = each(arg, &due, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_topup_post(struct pos_shop *shop, int64_t to, struct pos_pool *pool,
    struct pos_posted *done, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_dues);
	struct pos_topup_due *dues = NULL;
	struct pos_money sum = { 0 };
	enum pos_status st;
	size_t n = 0;

	*done = (struct pos_posted){ .to = to, .currency = shop->currency };
	if (to > shop->day)
		return pos_fail(err, POS_REFUSED,
		    "only what fell due until today can be posted");
	pos_bind_int(q, 1, to);
	while ((st = pos_step(q, err)) == POS_OK) {
		if (n == POST_MAX) {
			done->more = true;
			break;
		}
		dues = pos_pool_push(pool, dues, n, sizeof(*dues));
		fill(shop, q, pool, &dues[n]);
		if (!pos_money_add(&sum, sum, pos_minor(dues[n++].bonus_minor)))
			return pos_fail(err, POS_REFUSED,
			    "the instalments are too large together");
	}
	pos_query_done(q);
	if (st != POS_OK && st != POS_END)
		return st;
	done->dues = dues;
	done->dues_count = n;
	done->instalments = (int64_t)n;
	done->bonus_minor = sum.minor;
	return n > 0 ? pos_record(shop, &pos_topup_posted, done, err) : POS_OK;
}
