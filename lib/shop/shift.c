/*
 * shift.c - the drawer of a till: open, pay in and out, count, close.
 *
 * A count is blind: what should be there is not needed to close, and a
 * difference is recorded, never refused.
 */
#include <string.h>

#include "base/text.h"
#include "shop/pay_inside.h"
#include "shop/place.h"
#include "shop/rollup_inside.h"
#include "shop/shift_inside.h"

#define REASON_MAX 500

enum pos_status
shift_demanded(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_shift shift;
	struct pos_pool *pool;
	enum pos_status st;

	if (!shop->shift_required)
		return POS_OK;
	pool = pos_pool_new();
	st = shift_find(shop, SHIFT_TAKING, 0, pool, &shift, err);
	pos_pool_free(pool);
	if (st == POS_END)
		return pos_fail(err, POS_REFUSED,
		    "no shift is open at till "
		    "'%s', and cash needs one: 'pos-pay shift open'",
		    shop->till_code);
	return st;
}

/* Rights, and what payments of this change have added so far. */
static enum pos_status
start(struct pos_shop *shop, struct pos_err *err)
{
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_SELL, 0, NULL, NULL, err);
	return st == POS_OK ? pos_rollup_flush(shop, err) : st;
}

static enum pos_status
check_amount(int64_t amount, int64_t least, struct pos_err *err)
{
	if (amount < least || !pos_money_ok(pos_minor(amount)))
		return pos_fail(err, POS_DATA,
		    least > 0 ? pos_tr("the amount must be above zero") :
				pos_tr("the amount cannot be negative"));
	return POS_OK;
}

enum pos_status
pos_shift_open(struct pos_shop *shop, int64_t float_minor,
    const char *opened_by, struct pos_pool *pool, struct pos_shift *shift,
    struct pos_err *err)
{
	struct shift_event event = {
		.shift = 1,
		.float_minor = float_minor,
		.staff = shop->staff_code,
		.staff_no = shop->staff,
	};
	struct pos_staff staff;
	enum pos_status st;

	st = check_amount(float_minor, 0, err);
	if (st == POS_OK)
		st = start(shop, err);
	if (st == POS_OK && opened_by != NULL) {
		st = pos_staff_find(shop, opened_by, pool, &staff, err);
		if (st == POS_END || (st == POS_OK && staff.inactive))
			return pos_fail(err, POS_DATA,
			    "nobody with the code '%s' works here", opened_by);
		event.staff = opened_by;
		event.staff_no = staff.staff_no;
	}
	if (st != POS_OK)
		return st;
	st = shift_find(shop, SHIFT_LAST, 0, pool, shift, err);
	if (st == POS_OK) {
		if (shift->pulled_at == 0 && shift->closed_at == 0)
			return pos_fail(err, POS_REFUSED,
			    "shift %lld of till "
			    "'%s' is open: close it, or pull it with 'pos-pay "
			    "shift count'",
			    (long long)shift->shift, shop->till_code);
		event.shift = shift->shift + 1;
	}
	if (st == POS_OK || st == POS_END)
		st = pos_record(shop, &pos_shift_opened, &event, err);
	return st == POS_OK ?
	    pos_shift_load(shop, event.shift, pool, shift, err) :
	    st;
}

enum pos_status
pos_shift_move(struct pos_shop *shop, const char *kind, int64_t amount_minor,
    const char *reason, struct pos_pool *pool, struct pos_shift *shift,
    struct pos_err *err)
{
	struct shift_event event = { .move = kind,
		.reason = reason,
		.amount_minor = amount_minor };
	bool drawer = strcmp(kind, "drawer") == 0;
	const char *wrong = NULL;
	enum pos_status st;

	st = check_amount(amount_minor, drawer ? 0 : 1, err);
	if (reason != NULL)
		wrong = pos_text_wrong(reason, REASON_MAX);
	if (st == POS_OK && wrong != NULL)
		return pos_fail(err, POS_DATA, "reason: %s", wrong);
	if (st == POS_OK)
		st = start(shop, err);
	if (st == POS_OK)
		st = shift_find(shop, SHIFT_TAKING, 0, pool, shift, err);
	if (st == POS_OK)
		event.shift = shift->shift;
	else if (st == POS_END && !drawer)
		return pos_fail(err, POS_REFUSED,
		    "no shift is open at till "
		    "'%s': 'pos-pay shift open'",
		    shop->till_code);
	else if (st != POS_END)
		return st;
	st = pos_record(shop, &pos_shift_moved, &event, err);
	*shift = (struct pos_shift){ .till = shop->till_code };
	if (st == POS_OK && event.shift != 0)
		st = pos_shift_load(shop, event.shift, pool, shift, err);
	return st;
}

/* The shift that is counted or closed. */
static enum pos_status
unclosed(struct pos_shop *shop, int64_t no, const int64_t *counted,
    struct pos_pool *pool, struct pos_shift *shift, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (counted != NULL)
		st = check_amount(*counted, 0, err);
	if (st == POS_OK)
		st = start(shop, err);
	if (st == POS_OK)
		st = shift_find(shop, no == 0 ? SHIFT_UNCLOSED : SHIFT_NUMBER,
		    no, pool, shift, err);
	if (st == POS_END && no == 0)
		return pos_fail(err, POS_REFUSED,
		    "no shift is open at till '%s'", shop->till_code);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "till '%s' has no shift %lld",
		    shop->till_code, (long long)no);
	if (st == POS_OK && shift->closed_at != 0)
		return pos_fail(err, POS_REFUSED,
		    "shift %lld of till '%s' is "
		    "closed already",
		    (long long)shift->shift, shop->till_code);
	return st;
}

enum pos_status
pos_shift_count(struct pos_shop *shop, int64_t no, const int64_t *counted_minor,
    struct pos_pool *pool, struct pos_shift *shift, struct pos_err *err)
{
	struct shift_event event = { 0 };
	enum pos_status st;

	st = unclosed(shop, no, counted_minor, pool, shift, err);
	if (st != POS_OK)
		return st;
	if (shift->pulled_at != 0 && counted_minor == NULL)
		return pos_fail(err, POS_REFUSED,
		    "shift %lld of till '%s' is "
		    "pulled already: say how much is in it",
		    (long long)shift->shift, shop->till_code);
	event.shift = shift->shift;
	event.counted = counted_minor != NULL;
	if (event.counted)
		event.counted_minor = *counted_minor;
	st = pos_record(shop, &pos_shift_counted, &event, err);
	return st == POS_OK ?
	    pos_shift_load(shop, event.shift, pool, shift, err) :
	    st;
}

enum pos_status
pos_shift_close(struct pos_shop *shop, int64_t no, const int64_t *counted_minor,
    struct pos_pool *pool, struct pos_shift *shift, struct pos_err *err)
{
	struct shift_event event = { .staff = shop->staff_code,
		.staff_no = shop->staff };
	struct pos_money over;
	enum pos_status st;

	st = unclosed(shop, no, counted_minor, pool, shift, err);
	if (st != POS_OK)
		return st;
	if (counted_minor == NULL && !shift->counted)
		return pos_fail(err, POS_REFUSED,
		    "shift %lld of till '%s' is "
		    "not counted: say how much is in the drawer",
		    (long long)shift->shift, shop->till_code);
	event.shift = shift->shift;
	event.counted_minor =
	    counted_minor != NULL ? *counted_minor : shift->counted_minor;
	event.expected_minor = shift->expected_minor;
	if (!pos_money_sub(&over, pos_minor(event.counted_minor),
		pos_minor(event.expected_minor)))
		return pos_fail(err, POS_DATA, "the amount is too large");
	event.difference_minor = over.minor;
	st = pos_record(shop, &pos_shift_closed, &event, err);
	return st == POS_OK ?
	    pos_shift_load(shop, event.shift, pool, shift, err) :
	    st;
}
