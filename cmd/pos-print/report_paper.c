/*
 * report_paper.c - the report of a day, X or Z, on paper.
 */
#include <string.h>

#include "print.h"
#include "shop/topup.h"

struct report {
	const struct words *w;
	struct pos_paper *paper;
	const struct pos_day_report *day;
};

static void
row(const struct report *r, unsigned style, enum label which, const char *value)
{
	pos_paper_row(r->paper, style, 0, word(r->w, which), value);
}

static void
count(const struct report *r, enum label which, int64_t number)
{
	row(r, 0, which,
	    pos_pool_printf(r->w->pool, "%lld", (long long)number));
}

/* "Voids (2)", only where there is something to say */
static void
some(const struct report *r, enum label which, int64_t number, int64_t minor)
{
	if (number == 0 && minor == 0)
		return;
	pos_paper_row(r->paper, 0, 0,
	    pos_pool_printf(r->w->pool, "%s (%lld)", word(r->w, which),
		(long long)number),
	    amount(r->w, minor));
}

static void
put_head(const struct report *r, const char *shop_name)
{
	const struct pos_day_report *day = r->day;
	enum label title = strcmp(day->kind, "z") == 0 ? L_REPORT_Z :
	    strcmp(day->kind, "x") == 0                ? L_REPORT_X :
							 L_REPORT_DAY;
	char text[POS_TIME_TEXT];

	pos_paper_text(r->paper, POS_CENTRE, POS_BIG | POS_BOLD, shop_name);
	pos_paper_text(r->paper, POS_CENTRE, POS_BIG | POS_BOLD,
	    day->z != 0 ? pos_pool_printf(r->w->pool, "%s %lld",
			      word(r->w, title), (long long)day->z) :
			  word(r->w, title));
	pos_paper_text(r->paper, POS_CENTRE, POS_TALL | POS_BOLD,
	    pos_day_text(text, (int32_t)day->day));
	pos_paper_rule(r->paper);
	row(r, 0, L_BRANCH, day->branch);
	if (day->closed_at != 0)
		row(r, 0, L_CLOSED, moment(r->w, day->closed_at));
	else
		pos_paper_text(r->paper, POS_RIGHT, 0, word(r->w, L_OPEN_DAY));
	pos_paper_rule(r->paper);
}

static void
put_totals(const struct report *r)
{
	const struct pos_day_report *day = r->day;

	count(r, L_SALES, day->sales);
	if (day->returns != 0)
		count(r, L_RETURNS, day->returns);
	row(r, 0, L_ITEMS, quantity(r->w, day->items_milli));
	if (day->guests != 0)
		count(r, L_GUESTS, day->guests);
	row(r, 0, L_SOLD, amount(r->w, day->sold_minor));
	if (day->returned_minor != 0)
		row(r, 0, L_RETURNED,
		    pos_pool_printf(r->w->pool, "-%s",
			amount(r->w, day->returned_minor)));
	row(r, POS_TALL | POS_BOLD, L_NET_SALES, price(r->w, day->net_minor));
	row(r, 0, L_AVERAGE, amount(r->w, day->average_minor));
	if (day->discount_minor != 0)
		row(r, 0, L_DISCOUNT, amount(r->w, day->discount_minor));
	some(r, L_VOIDS, day->voids, day->void_minor);
	some(r, L_OPEN_SALES, day->open, day->open_minor);
}

static void
put_taxes(const struct report *r)
{
	const struct pos_day_report *day = r->day;
	char rate[POS_DECIMAL_MAX];
	size_t i;

	if (day->taxes_count == 0)
		return;
	pos_paper_rule(r->paper);
	pos_paper_row3(r->paper, POS_BOLD, word(r->w, L_TAX), word(r->w, L_NET),
	    word(r->w, L_TAX));
	for (i = 0; i < day->taxes_count; i++)
		pos_paper_row3(r->paper, 0,
		    pos_pool_printf(r->w->pool, "%s %s", day->taxes[i].name,
			pos_rate_text(rate, day->taxes[i].rate_ppm)),
		    amount(r->w, day->taxes[i].net_minor),
		    amount(r->w, day->taxes[i].tax_minor));
}

static void
put_tenders(const struct report *r)
{
	const struct pos_day_report *day = r->day;
	struct pos_pool *pool = r->w->pool;
	size_t i;

	if (day->tenders_count == 0)
		return;
	pos_paper_rule(r->paper);
	pos_paper_text(r->paper, POS_LEFT, POS_BOLD, word(r->w, L_TENDERS));
	for (i = 0; i < day->tenders_count; i++) {
		const struct pos_day_tender *t = &day->tenders[i];

		pos_paper_row3(r->paper, 0,
		    label_method(pool, r->w->language, t->method),
		    pos_pool_printf(pool, "%lld", (long long)t->payments),
		    amount(r->w, t->amount_minor));
		if (t->refunds != 0)
			pos_paper_row3(r->paper, 0,
			    pos_pool_printf(pool, "  %s",
				word(r->w, L_REFUNDS)),
			    pos_pool_printf(pool, "%lld",
				(long long)t->refunds),
			    pos_pool_printf(pool, "-%s",
				amount(r->w, t->refund_minor)));
		if (t->tip_minor != 0)
			pos_paper_row3(r->paper, 0,
			    pos_pool_printf(pool, "  %s", word(r->w, L_TIP)),
			    "", amount(r->w, t->tip_minor));
		if (t->rounding_minor != 0)
			pos_paper_row3(r->paper, 0,
			    pos_pool_printf(pool, "  %s",
				word(r->w, L_ROUNDING)),
			    "", amount(r->w, t->rounding_minor));
	}
}

static void
put_topups(const struct report *r)
{
	const struct pos_day_report *day = r->day;
	struct pos_pool *pool = r->w->pool;
	size_t i;

	if (day->topups_count == 0)
		return;
	pos_paper_rule(r->paper);
	pos_paper_text(r->paper, POS_LEFT, POS_BOLD, word(r->w, L_TOPUPS));
	for (i = 0; i < day->topups_count; i++) {
		const struct pos_topup_sum *t = &day->topups[i];

		pos_paper_row3(r->paper, 0,
		    label_method(pool, r->w->language, t->method),
		    pos_pool_printf(pool, "%lld", (long long)t->topups),
		    amount(r->w, t->amount_minor));
		if (t->refunds != 0)
			pos_paper_row3(r->paper, 0,
			    pos_pool_printf(pool, "  %s",
				word(r->w, L_REFUNDS)),
			    pos_pool_printf(pool, "%lld",
				(long long)t->refunds),
			    pos_pool_printf(pool, "-%s",
				amount(r->w, t->refund_minor)));
	}
}

static const char *
part_title(const struct report *r, const char *part)
{
	static const struct {
		const char *part;
		enum label label;
	} titles[] = {
		{ "hour", L_BY_HOUR }, { "item", L_BY_ITEM },
		{ "category", L_BY_CATEGORY }, { "type", L_BY_TYPE },
		{ "channel", L_BY_CHANNEL }, { "staff", L_BY_STAFF },
		{ "till", L_BY_TILL },
	};
	size_t i;

	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (strcmp(titles[i].part, part) == 0)
			return word(r->w, titles[i].label);
	return part;
}

static void
put_parts(const struct report *r)
{
	const char *last = "";
	size_t i;

	for (i = 0; i < r->day->parts_count; i++) {
		const struct pos_day_part *p = &r->day->parts[i];
		const char *name = p->name != NULL ? p->name : p->value;

		if (strcmp(p->part, last) != 0) {
			pos_paper_rule(r->paper);
			pos_paper_text(r->paper, POS_LEFT, POS_BOLD,
			    part_title(r, p->part));
			last = p->part;
		}
		if (strcmp(p->part, "type") == 0)
			name = label_type(r->w->pool, r->w->language, p->value);
		pos_paper_row3(r->paper, 0, name != NULL ? name : "",
		    p->qty_milli != 0 ? quantity(r->w, p->qty_milli) :
					pos_pool_printf(r->w->pool, "%lld",
					    (long long)p->sales),
		    amount(r->w, p->total_minor));
	}
}

static void
put_shifts(const struct report *r)
{
	size_t i;

	for (i = 0; i < r->day->shifts_count; i++) {
		const struct pos_shift *s = &r->day->shifts[i];

		pos_paper_rule(r->paper);
		pos_paper_row(r->paper, POS_BOLD, 0,
		    pos_pool_printf(r->w->pool, "%s %lld", word(r->w, L_SHIFT),
			(long long)s->shift),
		    pos_pool_printf(r->w->pool, "%s %s", word(r->w, L_TILL),
			s->till));
		row(r, 0, L_FLOAT, amount(r->w, s->float_minor));
		row(r, 0, L_CASH, amount(r->w, s->sales_minor));
		if (s->refunds_minor != 0)
			row(r, 0, L_REFUNDS, amount(r->w, s->refunds_minor));
		if (s->in_minor != 0)
			row(r, 0, L_CASH_IN, amount(r->w, s->in_minor));
		if (s->out_minor != 0)
			row(r, 0, L_CASH_OUT, amount(r->w, s->out_minor));
		row(r, 0, L_EXPECTED, amount(r->w, s->expected_minor));
		if (s->counted) {
			row(r, 0, L_COUNTED, amount(r->w, s->counted_minor));
			row(r, POS_BOLD, L_DIFFERENCE,
			    amount(r->w, s->difference_minor));
		}
	}
}

void
report_make(const struct words *w, struct pos_paper *paper,
    const char *shop_name, const struct pos_day_report *day)
{
	const struct report r = { .w = w, .paper = paper, .day = day };

	put_head(&r, shop_name);
	put_totals(&r);
	put_taxes(&r);
	put_tenders(&r);
	put_topups(&r);
	put_parts(&r);
	put_shifts(&r);
	if (strcmp(day->kind, "z") != 0)
		return;
	pos_paper_rule(paper);
	row(&r, POS_BOLD, L_GRAND, price(w, day->grand_minor));
	if (day->head != NULL) {
		pos_paper_text(paper, POS_LEFT, 0, word(w, L_SEAL));
		pos_paper_text(paper, POS_LEFT, POS_FAINT, day->head);
	}
}
