/*
 * sale_text.c - a sale on a screen: two columns, words and amounts.
 *
 * It is what a cashier looks at between two commands; what a guest gets is
 * made by pos-print.
 */
#include <string.h>

#include "base/text.h"
#include "sale_job.h"

#define GAP 2 /* blanks between the columns */

struct row {
	const char *left;
	const char *right; /* NULL: none */
};

struct text {
	const struct pos_shop *shop;
	struct pos_pool *pool;
	struct row *rows;
	size_t count;
	struct pos_buf buf;
};

/* Ends the row that was being written to t->buf. */
static void
row(struct text *t, const char *right)
{
	struct row *r;
	struct pos_buf clean = { 0 };

	t->rows = pos_pool_push(t->pool, t->rows, t->count, sizeof(*t->rows));
	r = &t->rows[t->count++];
	pos_text_clean(&clean, t->buf.len > 0 ? t->buf.text : "");
	r->left = pos_pool_text(t->pool, clean.len > 0 ? clean.text : "");
	r->right = pos_pool_text(t->pool, right);
	pos_buf_release(&clean);
	pos_buf_clear(&t->buf);
}

static void
money(struct text *t, int64_t minor)
{
	char text[POS_DECIMAL_MAX];

	row(t, pos_shop_money_text(t->shop, text, pos_minor(minor)));
}

/* A sum under the lines, left out where it is 0. */
static void
sum(struct text *t, const char *what, int64_t minor)
{
	if (minor == 0)
		return;
	pos_buf_text(&t->buf, pos_tr(what));
	money(t, minor);
}

static void
word(struct text *t, const char *format, const char *value)
{
	if (value == NULL)
		return;
	pos_buf_text(&t->buf, t->buf.len > 0 ? "  " : "");
	pos_buf_text(&t->buf, pos_tr(format));
	pos_buf_text(&t->buf, value);
}

static void
head(struct text *t, const struct pos_sale *sale)
{
	char day[POS_TIME_TEXT];
	struct pos_local at;

	if (sale->id == NULL) {
		pos_buf_text(&t->buf, pos_tr("quote"));
		word(t, "member ", sale->member);
		row(t, NULL);
		return;
	}
	pos_local(&at, sale->at, t->shop->zone);
	pos_buf_printf(&t->buf,
	    sale->of != NULL ? pos_tr("return %lld") : pos_tr("sale %lld"),
	    (long long)sale->number);
	pos_buf_printf(&t->buf, "  %s %02d:%02d  %s",
	    pos_day_text(day, (int32_t)sale->day), at.hour, at.minute,
	    pos_tr(sale->state));
	word(t, "pickup ", sale->pickup);
	row(t, NULL);
	word(t, "", pos_tr(sale->order_type));
	word(t, "table ", sale->table);
	if (sale->guests != 0)
		pos_buf_printf(&t->buf, pos_tr("  guests %lld"),
		    (long long)sale->guests);
	word(t, "", sale->channel);
	word(t, "", sale->external);
	word(t, "till ", sale->till);
	word(t, "member ", sale->member);
	word(t, "", sale->staff);
	row(t, NULL);
	if (sale->label != NULL) {
		word(t, "held as ", sale->label);
		row(t, NULL);
	}
	if (sale->note != NULL) {
		word(t, "note: ", sale->note);
		row(t, NULL);
	}
	if (sale->reason != NULL) {
		word(t, "reason: ", sale->reason);
		row(t, NULL);
	}
}

/* "  2  3 latte  oat, less ice" */
static void
line(struct text *t, const struct pos_sale_line *l)
{
	char text[POS_DECIMAL_MAX];
	size_t i;

	pos_buf_printf(&t->buf, "%3lld  %s %s", (long long)l->n,
	    pos_milli_text(text, l->qty_milli), l->name);
	if (l->variant != NULL)
		pos_buf_printf(&t->buf, " (%s)", l->variant);
	if (l->gift)
		pos_buf_printf(&t->buf, "  %s", pos_tr("(gift)"));
	money(t, l->total_minor);
	for (i = 0; i < l->choices_count; i++) {
		pos_buf_printf(&t->buf, "       + %s", l->choices[i].name);
		if (l->choices[i].price_minor != 0)
			pos_buf_printf(&t->buf, "  %s",
			    pos_shop_money_text(t->shop, text,
				pos_minor(l->choices[i].price_minor)));
		row(t, NULL);
	}
	if (l->discount_minor != 0 && !l->gift && l->of_n == 0) {
		pos_buf_printf(&t->buf, pos_tr("       %s off"),
		    pos_shop_money_text(t->shop, text,
			pos_minor(l->discount_minor)));
		for (i = 0; i < l->offers_count; i++)
			word(t, "", l->offers[i].promo);
		row(t, NULL);
	}
	if (l->note != NULL) {
		pos_buf_printf(&t->buf, "       %s", l->note);
		row(t, NULL);
	}
	if (l->back_milli != 0) {
		pos_buf_printf(&t->buf, pos_tr("       %s came back"),
		    pos_milli_text(text, l->back_milli));
		row(t, NULL);
	}
}

static void
sums(struct text *t, const struct pos_sale *sale)
{
	char rate[POS_DECIMAL_MAX];
	size_t i;

	for (i = 0; i < sale->taxes_count; i++) {
		const struct pos_sale_tax *tax = &sale->taxes[i];

		pos_buf_printf(&t->buf,
		    tax->inclusive ? pos_tr("holds %s %s") : "%s %s", tax->name,
		    pos_rate_text(rate, tax->rate_ppm));
		money(t, tax->tax_minor);
	}
	for (i = 0; i < sale->offers_count; i++) {
		const struct pos_offer *o = &sale->offers[i];

		pos_buf_printf(&t->buf, pos_tr("%s saves"),
		    o->name != NULL ? o->name : o->promo);
		money(t, o->amount_minor);
	}
	if (sale->best != NULL && !sale->best->optimal) {
		pos_buf_text(&t->buf,
		    pos_tr("not proved best: may be lower "
			   "by up to"));
		money(t, sale->best->gap_minor);
	}
	pos_buf_printf(&t->buf, pos_tr("total %s"), sale->currency);
	money(t, sale->total_minor);
	for (i = 0; i < sale->payments_count; i++) {
		const struct pos_payment *p = &sale->payments[i];

		pos_buf_text(&t->buf, pos_tr(p->method));
		money(t,
		    p->tendered_minor != 0 ? p->tendered_minor :
					     p->amount_minor);
	}
	sum(t, "change", sale->change_minor);
	sum(t, "tip", sale->tip_minor);
	sum(t, "cash rounding", sale->rounding_minor);
	sum(t, "refunded", sale->refunded_minor);
	if (sale->payments_count > 0)
		sum(t, "due", sale->due_minor);
	if (sale->warning != NULL) {
		word(t, "warning: ", sale->warning);
		row(t, NULL);
	}
}

static void
pad(struct pos_buf *out, int blanks)
{
	while (blanks-- > 0)
		pos_buf_char(out, ' ');
}

/* Amounts end in one column, past all that stands left of an amount. */
static const char *
set(const struct text *t)
{
	struct pos_buf out = { 0 };
	int left = 0, right = 0, width;
	const char *kept;
	size_t i;

	for (i = 0; i < t->count; i++) {
		if (t->rows[i].right == NULL)
			continue;
		width = pos_width(t->rows[i].left);
		left = width > left ? width : left;
		width = pos_width(t->rows[i].right);
		right = width > right ? width : right;
	}
	for (i = 0; i < t->count; i++) {
		const struct row *r = &t->rows[i];

		pos_buf_text(&out, r->left);
		if (r->right != NULL) {
			pad(&out,
			    left + GAP + right - pos_width(r->left) -
				pos_width(r->right));
			pos_buf_text(&out, r->right);
		}
		pos_buf_char(&out, '\n');
	}
	kept = pos_pool_textn(t->pool, out.text, out.len);
	pos_buf_release(&out);
	return kept;
}

const char *
pos_sale_as_text(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool)
{
	struct text t = { .shop = shop, .pool = pool };
	const char *text;
	size_t i;

	head(&t, sale);
	for (i = 0; i < sale->lines_count; i++)
		line(&t, &sale->lines[i]);
	sums(&t, sale);
	text = set(&t);
	pos_buf_release(&t.buf);
	return text;
}
