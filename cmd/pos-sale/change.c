/*
 * change.c - change: one line, or the whole, of a sale that is not paid yet.
 *
 * However much is said at once, it is one event.  The order type comes first
 * and the discount last, so that both see what the rest makes of the line.
 */
#include <string.h>

#include "cmd/pos-sale/sale.h"

#define EDITS_MAX 8

static const char *qty, *options, *price, *off;
static int64_t percent_off = -1;
static bool gift;
static const char *type, *table;
static int64_t guests;

const struct pos_opt pos_sale_change_options[] = {
	POS_OPT_TEXT('q', "qty", &qty, "QTY", "the line: how many"),
	POS_OPT_TEXT('o', "options", &options, "OPTION,...",
	    "the line: these options instead of those it has; '' for none"),
	POS_OPT_MONEY('p', "price", &price, "AMOUNT",
	    "the line: price of one, without its options"),
	POS_OPT_MONEY(0, "off", &off, "AMOUNT",
	    "the line: take this much off; 0 takes a discount back"),
	POS_OPT_RATE(0, "percent-off", &percent_off, "PERCENT",
	    "the line: take this share off"),
	POS_OPT_FLAG(0, "gift", &gift, "the line: it is a gift"),
	POS_OPT_CHOICE(0, "type", &type, POS_ORDER_TYPES,
	    "the whole: how it is eaten; prices follow"),
	POS_OPT_TEXT('t', "table", &table, "TABLE",
	    "the whole: at which table; '' for none"),
	POS_OPT_INT('g', "guests", &guests, 1, 9999, "N",
	    "the whole: how many guests"),
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};

struct edits {
	struct pos_edit edit[EDITS_MAX];
	size_t count;
	int64_t n; /* the line; 0: the whole */
};

static struct pos_edit *
more(struct edits *e, enum pos_edit_kind kind)
{
	struct pos_edit *edit = &e->edit[e->count++];

	memset(edit, 0, sizeof(*edit));
	edit->kind = kind;
	edit->n = e->n;
	return edit;
}

static enum pos_status
set_options(struct edits *e, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_order_line *line;
	char *text = pos_pool_text(pool, options), *next;

	line = &more(e, POS_EDIT_OPTIONS)->line;
	while (text != NULL && *options != '\0') {
		next = strchr(text, ',');
		if (next != NULL)
			*next++ = '\0';
		if (*text == '\0')
			return pos_fail(err, POS_USAGE,
			    "--options: a ',' without an option");
		line->options = pos_pool_push(pool, line->options,
		    line->options_count, sizeof(*line->options));
		line->options[line->options_count++] = text;
		text = next;
	}
	return POS_OK;
}

static enum pos_status
set_qty(struct edits *e, struct pos_err *err)
{
	int64_t *target = &more(e, POS_EDIT_QTY)->qty_milli;
	enum pos_status st = pos_milli_parse(target, qty, err);

	if (st == POS_OK && (*target <= 0 || *target > POS_QTY_MAX))
		st = pos_fail(err, POS_DATA,
		    "a quantity is more than 0 and "
		    "at most %lld",
		    (long long)(POS_QTY_MAX / POS_QTY_ONE));
	if (st == POS_OK)
		return POS_OK;
	(void)pos_fail_at(err, "--qty");
	if (err != NULL)
		err->status = POS_USAGE;
	return POS_USAGE;
}

static enum pos_status
of_line(struct pos_shop *shop, struct edits *e, struct pos_pool *pool,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (options != NULL)
		st = set_options(e, pool, err);
	if (st == POS_OK && qty != NULL)
		st = set_qty(e, err);
	if (st == POS_OK && price != NULL)
		st = pos_sale_amount(shop, "price", price,
		    &more(e, POS_EDIT_PRICE)->amount_minor, err);
	if (st == POS_OK && off != NULL)
		st = pos_sale_amount(shop, "off", off,
		    &more(e, POS_EDIT_OFF)->amount_minor, err);
	if (st == POS_OK && percent_off >= 0)
		more(e, POS_EDIT_PERCENT)->rate_ppm = percent_off;
	if (st == POS_OK && gift)
		more(e, POS_EDIT_GIFT);
	return st;
}

static enum pos_status
change(struct pos_shop *shop, const struct pos_id *id, struct pos_sale_job *job,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct edits e = { .n = *(const int64_t *)job->arg };
	enum pos_status st;

	if (type != NULL)
		more(&e, POS_EDIT_TYPE)->text = type;
	if (table != NULL)
		more(&e, POS_EDIT_TABLE)->text = *table != '\0' ? table : NULL;
	if (guests != 0)
		more(&e, POS_EDIT_GUESTS)->qty_milli = guests;
	st = of_line(shop, &e, pool, err);
	return st == POS_OK ? pos_sale_edit(shop, id, e.edit, e.count,
				  &job->approval, pool, sale, err) :
			      st;
}

static void
asked(struct pos_buf *text)
{
	pos_cmd_asked_add(text, "qty", qty);
	pos_cmd_asked_add(text, "options", options);
	pos_cmd_asked_add(text, "price", price);
	pos_cmd_asked_add(text, "off", off);
	pos_cmd_asked_add(text, "type", type);
	pos_cmd_asked_add(text, "table", table);
	pos_buf_printf(text, " percent-off=%lld gift=%d guests=%lld",
	    (long long)percent_off, gift, (long long)guests);
}

static enum pos_status
check(bool line, bool line_options, struct pos_err *err)
{
	if (line_options && !line)
		return pos_fail(err, POS_USAGE,
		    "which line? say its number, "
		    "as 'pos-sale change 2 --qty 3'");
	if (line && !line_options)
		return pos_fail(err, POS_USAGE,
		    "what to change of the line? "
		    "--help lists the options");
	if (!line && type == NULL && table == NULL && guests == 0)
		return pos_fail(err, POS_USAGE,
		    "what to change? --help lists "
		    "the options");
	if ((off != NULL) + (percent_off >= 0) + gift > 1)
		return pos_fail(err, POS_USAGE,
		    "--off, --percent-off and "
		    "--gift: only one of them");
	return POS_OK;
}

enum pos_status
pos_sale_cmd_change(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf text = { 0 };
	int64_t n = 0;
	struct pos_sale_job job = { .step = change, .arg = &n };
	enum pos_status st;

	st = check(argc > 0,
	    qty != NULL || options != NULL || price != NULL || off != NULL ||
		percent_off >= 0 || gift,
	    err);
	if (st == POS_OK && argc > 0)
		st = pos_sale_line_no(argv[0], &n, err);
	if (st != POS_OK)
		return st;
	asked(&text);
	st = pos_sale_do(&job, "change", argc, argv, text.text, err);
	pos_buf_release(&text);
	return st;
}
