/*
 * paper.c - the report of a day as a page of text, for a terminal.
 *
 * Short on purpose: sums, tenders, taxes, the best items, and the hours as
 * bars.  Everything is in the record, and in `pos-report by`.
 */
#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report.h"
#include "shop/topup.h"

#define WIDTH 56
#define HALF 26 /* of two columns, with a gap between */
#define AMOUNT 14
#define COUNT 8
#define BAR 30
#define ITEMS 10

struct paper {
	const struct pos_shop *shop;
	const struct pos_day_report *report;
	struct pos_buf buf;
	bool utf8;
	bool colour;
};

static void
pad(struct paper *p, int columns)
{
	while (columns-- > 0)
		pos_buf_char(&p->buf, ' ');
}

static void
line(struct paper *p)
{
	int i;

	for (i = 0; i < WIDTH; i++)
		pos_buf_text(&p->buf, p->utf8 ? "\u2500" : "-");
	pos_buf_char(&p->buf, '\n');
}

/* Text cut and padded to columns; of at least one cell more than it needs. */
static void
left(struct paper *p, const char *text, int columns)
{
	struct pos_buf clean = { 0 };
	size_t bytes;
	int used = 0;

	pos_text_clean(&clean, text);
	bytes =
	    pos_width_cut(clean.text != NULL ? clean.text : "", columns, &used);
	pos_buf_add(&p->buf, clean.text, bytes);
	pad(p, columns - used);
	pos_buf_release(&clean);
}

static void
right(struct paper *p, const char *text, int columns)
{
	pad(p, columns - pos_width(text));
	pos_buf_text(&p->buf, text);
}

static void
amount(struct paper *p, int64_t minor, int columns)
{
	char text[POS_DECIMAL_MAX];

	pos_shop_money_text(p->shop, text, pos_minor(minor));
	right(p, text, columns);
}

static void
count(struct paper *p, int64_t n, int columns)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)n);
	right(p, text, columns);
}

static void
bold(struct paper *p, bool on)
{
	if (p->colour)
		pos_buf_text(&p->buf, on ? "\033[1m" : "\033[0m");
}

static void
title(struct paper *p, const char *text)
{
	pos_buf_char(&p->buf, '\n');
	bold(p, true);
	left(p, text, pos_width(text));
	bold(p, false);
	pos_buf_char(&p->buf, '\n');
}

static void
end(struct paper *p)
{
	while (p->buf.len > 0 && p->buf.text[p->buf.len - 1] == ' ')
		p->buf.text[--p->buf.len] = '\0';
	pos_buf_char(&p->buf, '\n');
}

static void
head(struct paper *p)
{
	static const char *const weekday[] = { POS_TR("Monday"),
		POS_TR("Tuesday"), POS_TR("Wednesday"), POS_TR("Thursday"),
		POS_TR("Friday"), POS_TR("Saturday"), POS_TR("Sunday") };
	const struct pos_day_report *r = p->report;
	char day[POS_TIME_TEXT], state[64];
	struct pos_local at;

	if (r->z != 0) {
		pos_local(&at, r->closed_at, p->shop->zone);
		snprintf(state, sizeof(state), "Z %lld  %02d:%02d",
		    (long long)r->z, at.hour, at.minute);
	} else {
		snprintf(state, sizeof(state), "%s",
		    strcmp(r->kind, "x") == 0 ? "X" : pos_tr("open"));
	}
	bold(p, true);
	left(p, p->shop->name, HALF + 4);
	right(p, state, WIDTH - HALF - 4);
	bold(p, false);
	end(p);
	snprintf(state, sizeof(state), "%s %s",
	    pos_tr(weekday[pos_day_weekday((int32_t)r->day) - 1]),
	    pos_day_text(day, (int32_t)r->day));
	left(p, state, HALF + 4);
	snprintf(state, sizeof(state), "%s  %s", r->branch, r->currency);
	right(p, state, WIDTH - HALF - 4);
	end(p);
	line(p);
}

/* One half of a line: a label and a number. */
static void
half_count(struct paper *p, const char *label, int64_t n)
{
	left(p, label, HALF - COUNT - 2);
	count(p, n, COUNT + 2);
}

static void
half_amount(struct paper *p, const char *label, int64_t minor)
{
	left(p, label, HALF - AMOUNT);
	amount(p, minor, AMOUNT);
}

static void
sums(struct paper *p)
{
	const struct pos_day_report *r = p->report;
	char text[POS_DECIMAL_MAX];

	half_count(p, pos_tr("Sales"), r->sales);
	pad(p, WIDTH - 2 * HALF);
	half_amount(p, pos_tr("Sold"), r->sold_minor);
	end(p);
	half_count(p, pos_tr("Returns"), r->returns);
	pad(p, WIDTH - 2 * HALF);
	half_amount(p, pos_tr("Returned"), r->returned_minor);
	end(p);
	left(p, pos_tr("Items"), HALF - COUNT - 2);
	right(p, pos_milli_text(text, r->items_milli), COUNT + 2);
	pad(p, WIDTH - 2 * HALF);
	bold(p, true);
	half_amount(p, pos_tr("Net"), r->net_minor);
	bold(p, false);
	end(p);
	half_count(p, pos_tr("Guests"), r->guests);
	pad(p, WIDTH - 2 * HALF);
	half_amount(p, pos_tr("Average"), r->average_minor);
	end(p);
	half_count(p, pos_tr("Voids"), r->voids);
	pad(p, WIDTH - 2 * HALF);
	half_amount(p, pos_tr("Discounts"), r->discount_minor);
	end(p);
	half_count(p, pos_tr("Still open"), r->open);
	pad(p, WIDTH - 2 * HALF);
	half_amount(p, pos_tr("Taxes"), r->tax_minor);
	end(p);
}

static void
tenders(struct paper *p)
{
	const struct pos_day_tender *t;
	size_t i;

	if (p->report->tenders_count == 0)
		return;
	title(p, pos_tr("Tenders"));
	for (i = 0; i < p->report->tenders_count; i++) {
		t = &p->report->tenders[i];
		left(p, pos_tr(t->method), WIDTH - AMOUNT - COUNT);
		count(p, t->payments, COUNT);
		amount(p, t->amount_minor, AMOUNT);
		end(p);
		if (t->refunds != 0) {
			left(p, pos_tr("  given back"), WIDTH - AMOUNT - COUNT);
			count(p, t->refunds, COUNT);
			amount(p, -t->refund_minor, AMOUNT);
			end(p);
		}
		if (t->tip_minor != 0) {
			left(p, pos_tr("  tips"), WIDTH - AMOUNT);
			amount(p, t->tip_minor, AMOUNT);
			end(p);
		}
		if (t->rounding_minor != 0) {
			left(p, pos_tr("  rounding"), WIDTH - AMOUNT);
			amount(p, t->rounding_minor, AMOUNT);
			end(p);
		}
	}
}

static void
topups(struct paper *p)
{
	const struct pos_topup_sum *t;
	size_t i;

	if (p->report->topups_count == 0)
		return;
	title(p, pos_tr("Top-ups (no revenue)"));
	for (i = 0; i < p->report->topups_count; i++) {
		t = &p->report->topups[i];
		left(p, pos_tr(t->method), WIDTH - AMOUNT - COUNT);
		count(p, t->topups, COUNT);
		amount(p, t->amount_minor, AMOUNT);
		end(p);
		if (t->refunds == 0)
			continue;
		left(p, pos_tr("  given back"), WIDTH - AMOUNT - COUNT);
		count(p, t->refunds, COUNT);
		amount(p, -t->refund_minor, AMOUNT);
		end(p);
	}
}

static void
taxes(struct paper *p)
{
	const struct pos_sale_tax *t;
	char name[256], rate[POS_DECIMAL_MAX];
	size_t i;

	if (p->report->taxes_count == 0)
		return;
	title(p, pos_tr("Taxes"));
	for (i = 0; i < p->report->taxes_count; i++) {
		t = &p->report->taxes[i];
		snprintf(name, sizeof(name), "%s %s", t->name,
		    pos_rate_text(rate, t->rate_ppm));
		left(p, name, WIDTH - 2 * AMOUNT);
		amount(p, t->net_minor, AMOUNT);
		amount(p, t->tax_minor, AMOUNT);
		end(p);
	}
}

static void
items(struct paper *p)
{
	const struct pos_day_report *r = p->report;
	char qty[POS_DECIMAL_MAX], text[32];
	size_t i, shown = 0, more = 0;

	for (i = 0; i < r->parts_count; i++) {
		const struct pos_day_part *part = &r->parts[i];

		if (strcmp(part->part, "item") != 0)
			continue;
		if (shown == ITEMS) {
			more++;
			continue;
		}
		if (shown++ == 0)
			title(p, pos_tr("Items"));
		left(p, part->name != NULL ? part->name : part->value,
		    WIDTH - AMOUNT - COUNT - 1);
		pad(p, 1);
		right(p, pos_milli_text(qty, part->qty_milli), COUNT);
		amount(p, part->total_minor, AMOUNT);
		end(p);
	}
	if (more > 0) {
		snprintf(text, sizeof(text), pos_tr("and %zu more"), more);
		left(p, text, WIDTH);
		end(p);
	}
}

/* Eighths of a cell where the terminal can show them. */
static void
bar(struct paper *p, int64_t value, int64_t most)
{
	static const char *const eighth[] = { "", "\u258f", "\u258e", "\u258d",
		"\u258c", "\u258b", "\u258a", "\u2589" };
	int64_t cells = 0, i;

	if (value <= 0 || most <= 0)
		return;
	if (!pos_div_round(&cells, (__int128)value * BAR * 8, most,
		POS_ROUND_UP))
		return;
	for (i = 0; i < cells / 8; i++)
		pos_buf_text(&p->buf, p->utf8 ? "\u2588" : "#");
	if (p->utf8)
		pos_buf_text(&p->buf, eighth[cells % 8]);
	else if (cells % 8 != 0)
		pos_buf_char(&p->buf, '#');
}

static void
hours(struct paper *p)
{
	const struct pos_day_report *r = p->report;
	int64_t most = 0;
	size_t i;

	for (i = 0; i < r->parts_count; i++)
		if (strcmp(r->parts[i].part, "hour") == 0 &&
		    r->parts[i].total_minor > most)
			most = r->parts[i].total_minor;
	if (most == 0)
		return;
	title(p, pos_tr("Hours"));
	for (i = 0; i < r->parts_count; i++) {
		const struct pos_day_part *part = &r->parts[i];

		if (strcmp(part->part, "hour") != 0)
			continue;
		left(p, part->value, 2);
		count(p, part->sales, 6);
		amount(p, part->total_minor, AMOUNT);
		pad(p, 2);
		bar(p, part->total_minor, most);
		end(p);
	}
}

static void
shifts(struct paper *p)
{
	const struct pos_shift *s;
	char name[128];
	size_t i;

	if (p->report->shifts_count == 0)
		return;
	title(p, pos_tr("Drawers"));
	for (i = 0; i < p->report->shifts_count; i++) {
		s = &p->report->shifts[i];
		snprintf(name, sizeof(name), "%s/%lld %s", s->till,
		    (long long)s->shift,
		    s->opened_by != NULL ? s->opened_by : "");
		left(p, name, WIDTH - 2 * AMOUNT);
		if (s->closed_at == 0) {
			right(p, pos_tr("open"), 2 * AMOUNT);
		} else {
			amount(p, s->counted_minor, AMOUNT);
			amount(p, s->difference_minor, AMOUNT);
		}
		end(p);
	}
}

static void
foot(struct paper *p)
{
	const struct pos_day_report *r = p->report;

	if (r->head == NULL)
		return;
	line(p);
	left(p, pos_tr("Grand total"), WIDTH - AMOUNT);
	amount(p, r->grand_minor, AMOUNT);
	end(p);
	left(p, pos_tr("Journal"), WIDTH - 32);
	pos_buf_add(&p->buf, r->head,
	    strlen(r->head) < 32 ? strlen(r->head) : 32);
	end(p);
}

const char *
report_paper(const struct pos_shop *shop, const struct pos_day_report *report,
    struct pos_pool *pool)
{
	struct paper p = { .shop = shop, .report = report };
	const char *text;

	p.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	p.colour = pos_out_colour();
	head(&p);
	sums(&p);
	tenders(&p);
	topups(&p);
	taxes(&p);
	items(&p);
	hours(&p);
	shifts(&p);
	foot(&p);
	text = pos_pool_text(pool, p.buf.text);
	pos_buf_release(&p.buf);
	return text;
}
