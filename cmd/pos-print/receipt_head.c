/*
 * receipt_head.c - a receipt from its top to the first line, and its foot.
 *
 * What a paper is stands on it in large letters where it is not simply the
 * receipt: a pre-bill, a void, a return, a copy.  Only one original exists.
 */
#include <string.h>

#include "print.h"

/* "one|two" as centred lines */
void
put_parted(struct pos_paper *paper, struct pos_pool *pool, const char *lines)
{
	size_t len;

	if (lines == NULL)
		return;
	for (;; lines += len + 1) {
		len = strcspn(lines, "|");
		pos_paper_text(paper, POS_CENTRE, 0,
		    pos_pool_textn(pool, lines, len));
		if (lines[len] == '\0')
			return;
	}
}

static bool
is_state(const struct receipt *r, int64_t state)
{
	return strcmp(r->sale->state, pos_sale_state_name(state)) == 0;
}

static void
put_mark(struct receipt *r, enum label which, const char *more)
{
	pos_paper_text(r->paper, POS_CENTRE, POS_BIG | POS_BOLD,
	    pos_pool_printf(r->w.pool, "%s%s", word(&r->w, which), more));
}

static enum pos_status
put_marks(struct receipt *r, struct pos_err *err)
{
	struct pos_pool *pool = r->w.pool;
	struct pos_id of;
	char day[POS_TIME_TEXT];

	if (r->sale->of != NULL) {
		if (!pos_id_parse(&of, r->sale->of))
			return pos_fail(err, POS_DATA,
			    "sale %lld is a return of '%s', which is no id",
			    (long long)r->sale->number, r->sale->of);
		put_mark(r, L_RETURN_OF,
		    pos_pool_printf(pool, " #%lld",
			(long long)pos_id_number(&of)));
		pos_paper_text(r->paper, POS_CENTRE, 0,
		    pos_day_text(day, pos_id_day(&of)));
	}
	if (is_state(r, POS_SALE_VOID))
		put_mark(r, L_VOID, "");
	if (is_state(r, POS_SALE_OPEN) || is_state(r, POS_SALE_HELD)) {
		put_mark(r, L_PREBILL, "");
		pos_paper_text(r->paper, POS_CENTRE, POS_BOLD,
		    word(&r->w, L_NOT_RECEIPT));
	} else if (r->copy == PREVIEW) {
		put_mark(r, L_PREVIEW, "");
		pos_paper_text(r->paper, POS_CENTRE, POS_BOLD,
		    word(&r->w, L_NOT_RECEIPT));
	} else if (r->copy > 0) {
		put_mark(r, L_COPY,
		    pos_pool_printf(pool, " %lld", (long long)r->copy));
	}
	return POS_OK;
}

/* The number that is called out is the large one. */
static void
put_number(struct receipt *r)
{
	const struct pos_sale *sale = r->sale;
	struct pos_pool *pool = r->w.pool;
	const char *number =
	    pos_pool_printf(pool, "#%lld", (long long)sale->number);

	if (sale->pickup != NULL) {
		pos_paper_text(r->paper, POS_CENTRE, 0, word(&r->w, L_PICKUP));
		pos_paper_text(r->paper, POS_CENTRE, POS_BIG | POS_BOLD,
		    sale->pickup);
	} else {
		pos_paper_text(r->paper, POS_CENTRE, POS_BIG | POS_BOLD,
		    number);
	}
	if (sale->pickup_code != NULL)
		pos_paper_text(r->paper, POS_CENTRE, POS_TALL | POS_BOLD,
		    pos_pool_printf(pool, "%s %s", word(&r->w, L_PICKUP_CODE),
			sale->pickup_code));
	if (sale->order_type != NULL)
		pos_paper_text(r->paper, POS_CENTRE, POS_BOLD,
		    label_type(pool, r->w.language, sale->order_type));
	if (sale->pickup != NULL)
		pos_paper_row(r->paper, 0, 0, word(&r->w, L_ORDER), number);
}

static void
put_named(struct receipt *r, enum label which, const char *value)
{
	if (value != NULL)
		pos_paper_row(r->paper, 0, 0, word(&r->w, which), value);
}

static void
put_facts(struct receipt *r)
{
	const struct pos_sale *sale = r->sale;
	struct pos_pool *pool = r->w.pool;

	put_named(r, L_TABLE, sale->table);
	if (sale->guests > 0)
		put_named(r, L_GUESTS,
		    pos_pool_printf(pool, "%lld", (long long)sale->guests));
	if (sale->channel != NULL)
		put_named(r, L_CHANNEL,
		    pos_pool_printf(pool, "%s %s", sale->channel,
			sale->external != NULL ? sale->external : ""));
	put_named(r, L_HELD, sale->label);
	if (strcmp(r->branch_name, r->shop_name) != 0)
		put_named(r, L_BRANCH, r->branch_name);
	put_named(r, L_STAFF, r->staff_name);
	pos_paper_row(r->paper, 0, 0,
	    moment(&r->w, sale->done_at != 0 ? sale->done_at : sale->at),
	    pos_pool_printf(pool, "%s %s", word(&r->w, L_TILL), r->till_name));
	put_named(r, L_REASON, sale->reason);
	if (sale->note != NULL)
		pos_paper_row(r->paper, 0, 0,
		    pos_pool_printf(pool, "%s: %s", word(&r->w, L_NOTE),
			sale->note),
		    "");
}

enum pos_status
receipt_make(struct receipt *r, struct pos_err *err)
{
	enum pos_status st;

	pos_paper_text(r->paper, POS_CENTRE, POS_BIG | POS_BOLD, r->shop_name);
	put_parted(r->paper, r->w.pool, r->header);
	pos_paper_gap(r->paper);
	st = put_marks(r, err);
	if (st != POS_OK)
		return st;
	put_number(r);
	pos_paper_rule(r->paper);
	put_facts(r);
	pos_paper_rule(r->paper);
	st = receipt_body(r, err);
	if (st != POS_OK)
		return st;
	if (r->qr != NULL)
		pos_paper_qr(r->paper, r->qr);
	if (r->footer != NULL) {
		pos_paper_gap(r->paper);
		put_parted(r->paper, r->w.pool, r->footer);
	}
	return POS_OK;
}
