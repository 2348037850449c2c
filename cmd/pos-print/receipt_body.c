/*
 * receipt_body.c - the lines of a receipt, what they add up to, how it was
 * paid.
 *
 * The right column adds up, from top to bottom, as a guest would check it:
 * lines before discount, discounts, taxes that come on top, total; then
 * total, rounding and tip against what was handed over and came back.
 */
#include <string.h>

#include "print.h"

static enum pos_status
too_large(const struct pos_sale *sale, struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "amount too large in sale %lld",
	    (long long)sale->number);
}

static enum pos_status
plus(struct pos_money *sum, int64_t minor, const struct pos_sale *sale,
    struct pos_err *err)
{
	if (!pos_money_add(sum, *sum, pos_minor(minor)))
		return too_large(sale, err);
	return POS_OK;
}

/* As printed: amounts leave struct pos_money only to become text. */
static const char *
money(const struct receipt *r, struct pos_money a)
{
	char text[POS_DECIMAL_MAX];

	return pos_pool_text(r->w.pool, pos_money_text(text, a, r->w.places));
}

static const char *
negative(const struct receipt *r, int64_t minor)
{
	const char *plain = amount(&r->w, minor);

	return *plain == '-' ? plain + 1 :
			       pos_pool_printf(r->w.pool, "-%s", plain);
}

static void
put_choices(struct receipt *r, const struct pos_sale_line *line)
{
	size_t i;

	for (i = 0; i < line->choices_count; i++) {
		const struct pos_line_choice *c = &line->choices[i];

		pos_paper_row(r->paper, POS_FAINT, 2,
		    c->price_minor == 0 ?
			pos_pool_printf(r->w.pool, "+ %s", choice_title(r, c)) :
			pos_pool_printf(r->w.pool, "+ %s (%s)",
			    choice_title(r, c), amount(&r->w, c->price_minor)),
		    "");
	}
}

/* What was taken off, by whom: by a person, then each promotion.  Where
 * promotions acted on prices with tax and the line's is without, their
 * amounts would not add up here, and only the sum is told. */
static void
put_discounts(struct receipt *r, const struct pos_sale_line *line)
{
	bool apart = line->offers_count > 0 && !r->sale->taxes_kept;
	int64_t by_hand = apart ? line->hand_minor : line->discount_minor;
	size_t i;

	if (line->gift) {
		pos_paper_row(r->paper, 0, 2,
		    line->given_by != NULL ? offer_title(r, line->given_by) :
					     word(&r->w, L_GIFT),
		    line->discount_minor != 0 ?
			negative(r, line->discount_minor) :
			"");
		return;
	}
	if (by_hand != 0)
		pos_paper_row(r->paper, 0, 2, word(&r->w, L_DISCOUNT),
		    negative(r, by_hand));
	for (i = 0; apart && i < line->offers_count; i++)
		pos_paper_row(r->paper, 0, 2,
		    offer_title(r, line->offers[i].promo),
		    negative(r, line->offers[i].off_minor));
}

static enum pos_status
put_line(struct receipt *r, const struct pos_sale_line *line,
    struct pos_money *gross_all, struct pos_err *err)
{
	struct pos_pool *pool = r->w.pool;
	struct pos_money gross = pos_minor(line->total_minor);
	bool priced = false;
	enum pos_status st;
	size_t i;

	st = plus(&gross, line->discount_minor, r->sale, err);
	if (st == POS_OK)
		st = plus(gross_all, line->total_minor, r->sale, err);
	if (st != POS_OK)
		return st;
	for (i = 0; i < line->choices_count; i++)
		priced = priced || line->choices[i].price_minor != 0;
	pos_paper_row(r->paper, POS_BOLD, 0, line_title(r, line),
	    money(r, gross));
	if (line->qty_milli != POS_QTY_ONE || priced)
		pos_paper_row(r->paper, POS_FAINT, 2,
		    pos_pool_printf(pool, "%s x %s",
			quantity(&r->w, line->qty_milli),
			amount(&r->w, line->price_minor)),
		    "");
	put_choices(r, line);
	if (line->note != NULL)
		pos_paper_row(r->paper, POS_FAINT, 2,
		    pos_pool_printf(pool, "* %s", line->note), "");
	put_discounts(r, line);
	return POS_OK;
}

static const char *
tax_name(struct receipt *r, const struct pos_sale_tax *tax)
{
	char rate[POS_DECIMAL_MAX];

	return pos_pool_printf(r->w.pool, "%s %s", tax->name,
	    pos_rate_text(rate, tax->rate_ppm));
}

static void
put_sums(struct receipt *r, struct pos_money subtotal)
{
	const struct pos_sale *sale = r->sale;
	bool included = false;
	size_t i;

	pos_paper_rule(r->paper);
	if (pos_money_cmp(subtotal, pos_minor(sale->total_minor)) != 0 ||
	    sale->lines_count > 1 || sale->discount_minor != 0)
		pos_paper_row(r->paper, 0, 0, word(&r->w, L_SUBTOTAL),
		    money(r, subtotal));
	for (i = 0; i < sale->taxes_count; i++)
		if (!sale->taxes[i].inclusive)
			pos_paper_row(r->paper, 0, 0,
			    pos_pool_printf(r->w.pool, "%s (%s)",
				tax_name(r, &sale->taxes[i]),
				amount(&r->w, sale->taxes[i].net_minor)),
			    amount(&r->w, sale->taxes[i].tax_minor));
		else
			included = true;
	pos_paper_row(r->paper, POS_TALL | POS_BOLD, 0, word(&r->w, L_TOTAL),
	    price(&r->w, sale->total_minor));
	if (included)
		pos_paper_row3(r->paper, POS_FAINT, word(&r->w, L_TAX_INCLUDED),
		    word(&r->w, L_NET), word(&r->w, L_TAX));
	for (i = 0; i < sale->taxes_count; i++)
		if (sale->taxes[i].inclusive)
			pos_paper_row3(r->paper, POS_FAINT,
			    tax_name(r, &sale->taxes[i]),
			    amount(&r->w, sale->taxes[i].net_minor),
			    amount(&r->w, sale->taxes[i].tax_minor));
	if (sale->discount_minor > 0)
		pos_paper_row(r->paper, POS_FAINT, 0, word(&r->w, L_SAVED),
		    amount(&r->w, sale->discount_minor));
}

static void
put_member(struct receipt *r)
{
	const struct pos_sale *sale = r->sale;
	struct pos_buf points = { 0 };

	if (sale->member == NULL)
		return;
	pos_buf_int(&points, sale->points_earned);
	pos_paper_rule(r->paper);
	pos_paper_row(r->paper, 0, 0, word(&r->w, L_MEMBER), sale->member);
	if (sale->points_earned != 0)
		pos_paper_row(r->paper, 0, 0, word(&r->w, L_POINTS),
		    pos_pool_text(r->w.pool, points.text));
	pos_buf_release(&points);
}

static enum pos_status
put_payment(struct receipt *r, const struct pos_payment *pay,
    struct pos_err *err)
{
	struct pos_money handed = pos_minor(pay->amount_minor);
	const char *method =
	    label_method(r->w.pool, r->w.language, pay->method);
	enum pos_status st;

	if (pay->amount_minor < 0)
		method = pos_pool_printf(r->w.pool, "%s: %s",
		    word(&r->w, L_REFUND), method);
	if (pay->tendered_minor != 0) {
		handed = pos_minor(pay->tendered_minor);
	} else {
		st = plus(&handed, pay->tip_minor, r->sale, err);
		if (st == POS_OK)
			st = plus(&handed, pay->rounding_minor, r->sale, err);
		if (st != POS_OK)
			return st;
	}
	pos_paper_row(r->paper, 0, 0, method, money(r, handed));
	if (pay->reference != NULL)
		pos_paper_row(r->paper, POS_FAINT, 2,
		    pos_pool_printf(r->w.pool, "%s %s",
			word(&r->w, L_REFERENCE), pay->reference),
		    "");
	return POS_OK;
}

static void
put_some(struct receipt *r, unsigned style, enum label which, int64_t minor)
{
	if (minor != 0)
		pos_paper_row(r->paper, style, 0, word(&r->w, which),
		    amount(&r->w, minor));
}

static enum pos_status
put_payments(struct receipt *r, struct pos_err *err)
{
	const struct pos_sale *sale = r->sale;
	bool is_void =
	    strcmp(sale->state, pos_sale_state_name(POS_SALE_VOID)) == 0;
	enum pos_status st = POS_OK;
	size_t i;

	if (sale->payments_count > 0)
		pos_paper_rule(r->paper);
	put_some(r, 0, L_ROUNDING, sale->rounding_minor);
	put_some(r, 0, L_TIP, sale->tip_minor);
	for (i = 0; st == POS_OK && i < sale->payments_count; i++)
		st = put_payment(r, &sale->payments[i], err);
	put_some(r, POS_BOLD, L_CHANGE, sale->change_minor);
	if (!is_void && sale->due_minor != 0 && sale->done_at == 0)
		put_some(r, POS_BOLD, L_DUE, sale->due_minor);
	put_some(r, 0, L_REFUNDED, sale->refunded_minor);
	return st;
}

enum pos_status
receipt_body(struct receipt *r, struct pos_err *err)
{
	struct pos_money subtotal = pos_minor(0);
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < r->sale->lines_count; i++)
		st = put_line(r, &r->sale->lines[i], &subtotal, err);
	if (st != POS_OK)
		return st;
	put_sums(r, subtotal);
	st = put_payments(r, err);
	if (st == POS_OK)
		put_member(r);
	return st;
}
