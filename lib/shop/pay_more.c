/*
 * pay_more.c - the column `more` of a payment: what accounts have, and money
 * from outside has not.
 */
#include <string.h>

#include "rec/json.h"
#include "shop/pay_inside.h"

#define OPT POS_F_OPTIONAL

static const struct pos_field fields[] = {
	POS_TEXT(pos_payment, account, OPT, 64, "whose account"),
	POS_INT(pos_payment, points, OPT, INT64_MIN, INT64_MAX, "points"),
	POS_MONEY(pos_payment, principal_minor, OPT, "of it paid for"),
	POS_MONEY(pos_payment, bonus_minor, OPT, "of it given on top"),
	{ 0 },
};
static const struct pos_record more_record = {
	.size = sizeof(struct pos_payment), .fields = fields,
};

const char *
pay_more_text(struct pos_buf *buf, const struct pos_payment *pay)
{
	if (pay->account == NULL)
		return NULL;
	pos_buf_clear(buf);
	pos_record_write(buf, &more_record, pay);
	return buf->text;
}

enum pos_status
pos_pay_more_read(struct pos_payment *pay, const char *text,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_payment more = { 0 };
	enum pos_status st;

	if (text == NULL)
		return POS_OK;
	st = pos_record_parse(&more, &more_record, text, strlen(text), pool, 0,
	    err);
	if (st != POS_OK)
		return st;
	pay->account = more.account;
	pay->points = more.points;
	pay->principal_minor = more.principal_minor;
	pay->bonus_minor = more.bonus_minor;
	return POS_OK;
}
