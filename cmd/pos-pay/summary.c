/*
 * summary.c - what the person at the till has to see: what was paid, and
 * above all what goes back over the counter.
 */
#include <string.h>

#include "base/text.h"
#include "pay.h"

#define LABEL 14
#define AMOUNT 12

static void
pad(struct pos_buf *buf, int columns)
{
	while (columns-- > 0)
		pos_buf_char(buf, ' ');
}

static void
row(struct pos_buf *buf, const struct pos_shop *shop, const char *label,
    int64_t minor, bool big)
{
	char text[POS_DECIMAL_MAX];
	struct pos_money amount = pos_minor(minor);

	pos_shop_money_text(shop, text, amount);
	if (big && pos_out_colour())
		pos_buf_text(buf, "\033[1m");
	pos_buf_text(buf, "  ");
	pos_text_clean(buf, label);
	pad(buf, LABEL - pos_width(label));
	pad(buf, AMOUNT - (int)strlen(text));
	pos_buf_text(buf, text);
	if (big && pos_out_colour())
		pos_buf_text(buf, "\033[0m");
	pos_buf_char(buf, '\n');
}

static const char *
summary(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool)
{
	struct pos_buf buf = { 0 };
	const char *text;
	size_t i;

	pos_buf_text(&buf, "  ");
	pos_buf_printf(&buf,
	    sale->of != NULL ? pos_tr("Return %lld") : pos_tr("Sale %lld"),
	    (long long)sale->number);
	pos_buf_char(&buf, '\n');
	row(&buf, shop, pos_tr("Total"), sale->total_minor, false);
	for (i = 0; i < sale->payments_count; i++) {
		const struct pos_payment *pay = &sale->payments[i];

		row(&buf, shop, pos_tr(pay->method),
		    pay->tendered_minor != 0 ? pay->tendered_minor :
					       pay->amount_minor,
		    false);
	}
	if (sale->tip_minor != 0)
		row(&buf, shop, pos_tr("Tip"), sale->tip_minor, false);
	if (sale->rounding_minor != 0)
		row(&buf, shop, pos_tr("Rounding"), sale->rounding_minor,
		    false);
	if (sale->due_minor != 0)
		row(&buf, shop, pos_tr("STILL DUE"), sale->due_minor, true);
	else
		row(&buf, shop, pos_tr("CHANGE"), sale->change_minor, true);
	text = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
	return text;
}

void
pay_answer(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, struct pos_cmd_answer *answer)
{
	answer->record = &pos_sale_record;
	answer->data = sale;
	answer->text = pos_out_table() ? summary(shop, sale, pool) : NULL;
}
