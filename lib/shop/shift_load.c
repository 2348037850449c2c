/*
 * shift_load.c - shifts read from their rows, and as records.
 *
 * A row holds the sums of its payments already, so a shift costs the same
 * to show and to close after ten sales or ten thousand.
 */
#include "shop/shift_inside.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN

static const struct pos_field fields[] = {
	POS_TEXT(pos_shift, till, COL | POS_F_CODE, 64, "code of the till"),
	POS_INT(pos_shift, shift, COL, 0, INT64_MAX,
	    "number of the shift at its till; 0: none is open"),
	POS_DAY(pos_shift, day, OPT, "business day of its opening"),
	POS_TIME(pos_shift, opened_at, OPT | COL, "when it was opened"),
	POS_TEXT(pos_shift, opened_by, OPT | COL, 64, "whose shift it is"),
	POS_MONEY(pos_shift, float_minor, COL, "cash at the start"),
	POS_INT(pos_shift, payments, 0, 0, INT64_MAX,
	    "cash payments and refunds"),
	POS_MONEY(pos_shift, sales_minor, OPT | COL,
	    "cash taken less change, with tips in cash; absent: none, or not "
	    "to be seen before the count"),
	POS_MONEY(pos_shift, refunds_minor, OPT | COL,
	    "cash given back; positive"),
	POS_MONEY(pos_shift, in_minor, OPT | COL, "paid in"),
	POS_MONEY(pos_shift, out_minor, OPT | COL, "paid out; positive"),
	POS_INT(pos_shift, no_sales, OPT, 0, INT64_MAX,
	    "openings of the drawer without a sale"),
	POS_MONEY(pos_shift, expected_minor, OPT | COL,
	    "what should be in the drawer; absent: nothing, or not to be "
	    "seen before the count"),
	POS_BOOL(pos_shift, counted, 0, "it was counted"),
	POS_MONEY(pos_shift, counted_minor, OPT | COL, "what was in it"),
	POS_MONEY(pos_shift, difference_minor, OPT | COL,
	    "counted less expected: over, or short when negative"),
	POS_TIME(pos_shift, pulled_at, OPT, "takes no more money since"),
	POS_TIME(pos_shift, closed_at, OPT | COL, "when it was closed"),
	POS_TEXT(pos_shift, closed_by, OPT, 64, "who closed it"),
	{ 0 },
};
const struct pos_record pos_shift_record = {
	.type = "shift", .v = 1, .size = sizeof(struct pos_shift),
	.fields = fields, .help = "the drawer of a till for a while",
};
POS_LIST_RECORD(pos_shift_record);

const struct pos_record pos_shift_part = {
	.size = sizeof(struct pos_shift), .fields = fields,
	.help = "the drawer of a till for a while",
};

#define ROW \
	"SELECT t.code AS till_code, s.shift AS shift, s.day AS day," \
	" s.opened_at AS opened_at, o.code AS opened_by," \
	" s.float_minor AS float_minor, s.payments AS payments," \
	" s.sales_minor AS sales_minor, s.refunds_minor AS refunds_minor," \
	" s.in_minor AS in_minor, s.out_minor AS out_minor," \
	" s.no_sales AS no_sales, s.counted_minor AS counted_minor," \
	" s.pulled_at AS pulled_at, s.closed_at AS closed_at," \
	" c.code AS closed_by" \
	" FROM shift s JOIN till t ON t.branch = s.branch AND t.till = s.till" \
	" LEFT JOIN staff o ON o.staff = s.opened_by" \
	" LEFT JOIN staff c ON c.staff = s.closed_by"
#define OF_TILL " WHERE s.branch = $1 AND s.till = $2"

POS_SQL(shift_last, ROW OF_TILL " ORDER BY s.shift DESC LIMIT 1");
POS_SQL(shift_unclosed, ROW OF_TILL " AND s.closed_at IS NULL"
    " ORDER BY CASE WHEN s.pulled_at IS NULL THEN 0 ELSE 1 END,"
    " s.shift DESC LIMIT 1");
POS_SQL(shift_number, ROW OF_TILL " AND s.shift = $3");
POS_SQL(shift_days, ROW
    " WHERE s.branch = $1 AND s.day BETWEEN $2 AND $3"
    " ORDER BY s.day, s.opened_at, t.code, s.shift");
POS_SQL(shift_all_open, ROW
    " WHERE s.branch = $1 AND s.closed_at IS NULL"
    " ORDER BY s.opened_at, t.code, s.shift");

static enum pos_status
too_large(struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "the sums of the shift are too large");
}

/* expected = float + sales - refunds + in - out */
static enum pos_status
expect(struct pos_shift *shift, struct pos_err *err)
{
	struct pos_money all = pos_minor(shift->float_minor), diff;

	if (!pos_money_add(&all, all, pos_minor(shift->sales_minor)) ||
	    !pos_money_sub(&all, all, pos_minor(shift->refunds_minor)) ||
	    !pos_money_add(&all, all, pos_minor(shift->in_minor)) ||
	    !pos_money_sub(&all, all, pos_minor(shift->out_minor)) ||
	    !pos_money_sub(&diff, pos_minor(shift->counted_minor), all))
		return too_large(err);
	shift->expected_minor = all.minor;
	shift->difference_minor = shift->counted ? diff.minor : 0;
	return POS_OK;
}

static enum pos_status
take_row(struct pos_query *q, struct pos_pool *pool, struct pos_shift *shift,
    struct pos_err *err)
{
	*shift = (struct pos_shift){
		.till = pos_pool_text(pool, pos_text(q, "till_code")),
		.shift = pos_int(q, "shift"),
		.day = pos_int(q, "day"),
		.opened_at = pos_int(q, "opened_at"),
		.opened_by = pos_pool_text(pool, pos_text(q, "opened_by")),
		.float_minor = pos_int(q, "float_minor"),
		.payments = pos_int(q, "payments"),
		.sales_minor = pos_int(q, "sales_minor"),
		.refunds_minor = pos_int(q, "refunds_minor"),
		.in_minor = pos_int(q, "in_minor"),
		.out_minor = pos_int(q, "out_minor"),
		.no_sales = pos_int(q, "no_sales"),
		.counted = !pos_null(q, "counted_minor"),
		.counted_minor = pos_int(q, "counted_minor"),
		.pulled_at = pos_int(q, "pulled_at"),
		.closed_at = pos_int(q, "closed_at"),
		.closed_by = pos_pool_text(pool, pos_text(q, "closed_by")),
	};
	return expect(shift, err);
}

enum pos_status
shift_find(struct pos_shop *shop, enum shift_which which, int64_t no,
    struct pos_pool *pool, struct pos_shift *shift, struct pos_err *err)
{
	const struct pos_sql *sql = &shift_last;
	struct pos_query *q;
	enum pos_status st;

	if (which == SHIFT_UNCLOSED)
		sql = &shift_unclosed;
	else if (which == SHIFT_NUMBER)
		sql = &shift_number;
	q = pos_query(shop->store, sql);
	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, shop->till);
	if (which == SHIFT_NUMBER)
		pos_bind_int(q, 3, no);
	st = pos_step(q, err);
	if (st == POS_OK)
		st = take_row(q, pool, shift, err);
	pos_query_done(q);
	if (st == POS_OK && which == SHIFT_TAKING &&
	    (shift->pulled_at != 0 || shift->closed_at != 0))
		return POS_END;
	return st;
}

enum pos_status
pos_shift_load(struct pos_shop *shop, int64_t no, struct pos_pool *pool,
    struct pos_shift *shift, struct pos_err *err)
{
	return shift_find(shop, no == 0 ? SHIFT_LAST : SHIFT_NUMBER, no, pool,
	    shift, err);
}

enum pos_status
pos_shift_list(struct pos_shop *shop, int32_t from, int32_t to,
    struct pos_pool *pool, struct pos_shift **shifts, size_t *count,
    struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	*shifts = NULL;
	*count = 0;
	q = pos_query(shop->store, from == 0 ? &shift_all_open : &shift_days);
	pos_bind_int(q, 1, shop->branch);
	if (from != 0) {
		pos_bind_int(q, 2, from);
		pos_bind_int(q, 3, to);
	}
	while ((st = pos_step(q, err)) == POS_OK) {
		*shifts =
		    pos_pool_push(pool, *shifts, *count, sizeof(**shifts));
		st = take_row(q, pool, &(*shifts)[*count], err);
		if (st != POS_OK)
			break;
		(*count)++;
	}
	return st == POS_END ? POS_OK : st;
}

void
pos_shift_blind(struct pos_shift *shift)
{
	if (shift->closed_at != 0)
		return;
	shift->sales_minor = 0;
	shift->refunds_minor = 0;
	shift->expected_minor = 0;
	shift->difference_minor = 0;
}
