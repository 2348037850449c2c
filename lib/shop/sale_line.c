/*
 * sale_line.c - a line of a sale from what was asked for.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shop/sale_inside.h"
#include "shop/staff.h"

#define CHOICES_MAX 50 /* options of one line */

/* "oat" or "milk=oat": the choice, searched in the item's groups. */
static enum pos_status
find_choice(struct pos_shop *shop, const struct pos_item *item,
    const char *text, size_t *group_at, const struct pos_group **group,
    const struct pos_choice **choice, struct pos_err *err)
{
	const struct pos_group *g;
	const char *equals = strchr(text, '='), *code;
	enum pos_status st;
	size_t i, c, found = 0;

	code = equals != NULL ? equals + 1 : text;
	for (i = 0; i < item->groups_count; i++) {
		if (equals != NULL &&
		    (strncmp(item->groups[i], text, (size_t)(equals - text)) !=
			    0 ||
			item->groups[i][equals - text] != '\0'))
			continue;
		st = pos_group_find(shop, item->groups[i], &g, err);
		if (st != POS_OK)
			return st;
		for (c = 0; c < g->choices_count; c++)
			if (strcmp(g->choices[c].code, code) == 0) {
				*group_at = i;
				*group = g;
				*choice = &g->choices[c];
				found++;
			}
	}
	if (found == 0)
		return pos_fail(err, POS_DATA, "'%s' has no option '%s'",
		    item->code, text);
	if (found > 1)
		return pos_fail(err, POS_DATA,
		    "option '%s' of '%s' is in "
		    "several groups (say which, as '%s=%s')",
		    text, item->code, (*group)->code, text);
	return POS_OK;
}

static enum pos_status
check_counts(struct pos_shop *shop, const struct pos_item *item,
    const int64_t *taken, struct pos_err *err)
{
	const struct pos_group *g;
	enum pos_status st;
	size_t i;

	for (i = 0; i < item->groups_count; i++) {
		st = pos_group_find(shop, item->groups[i], &g, err);
		if (st != POS_OK)
			return st;
		if (taken[i] < g->min)
			return pos_fail(err, POS_REFUSED,
			    "'%s' needs %lld of "
			    "'%s', not %lld (see 'pos-stock group show %s')",
			    item->code, (long long)g->min, g->code,
			    (long long)taken[i], g->code);
		if (g->max > 0 && taken[i] > g->max)
			return pos_fail(err, POS_REFUSED,
			    "'%s' takes at most "
			    "%lld of '%s', not %lld",
			    item->code, (long long)g->max, g->code,
			    (long long)taken[i]);
	}
	return POS_OK;
}

enum pos_status
pos_line_choose(struct pos_shop *shop, const struct pos_item *item,
    const char *const *options, size_t count, struct pos_pool *pool,
    struct pos_sale_line *line, struct pos_err *err)
{
	const struct pos_choice *choice = NULL;
	const struct pos_group *group = NULL;
	struct pos_line_choice *choices;
	int64_t *taken;
	enum pos_status st;
	size_t i, at = 0;

	line->choices = NULL;
	line->choices_count = 0;
	if (item->groups_count == 0 && count == 0)
		return POS_OK;
	if (count > CHOICES_MAX)
		return pos_fail(err, POS_DATA,
		    "'%s' with more than %d "
		    "options",
		    item->code, CHOICES_MAX);
	taken = pos_pool_alloc(pool, (item->groups_count + 1) * sizeof(*taken));
	choices = pos_pool_alloc(pool, (count + 1) * sizeof(*choices));
	for (i = 0; i < count; i++) {
		st = find_choice(shop, item, options[i], &at, &group, &choice,
		    err);
		if (st != POS_OK)
			return st;
		choices[i].option_group = pos_pool_text(pool, group->code);
		choices[i].code = pos_pool_text(pool, choice->code);
		choices[i].name = pos_pool_text(pool, choice->name);
		choices[i].price_minor = choice->price_minor;
		taken[at]++;
	}
	line->choices = choices;
	line->choices_count = count;
	return check_counts(shop, item, taken, err);
}

/*
 * off is taken off the line, within the person's limit; the share counts in
 * millionths, rounded up.  What came from outside was agreed there.
 */
enum pos_status
pos_line_discount(struct pos_shop *shop, struct pos_sale_line *line,
    struct pos_money off, const struct pos_approval *approval, bool outside,
    struct pos_err *err)
{
	struct pos_money gross, share = pos_minor(0);
	enum pos_status st;

	st = pos_line_gross(line, &gross, err);
	if (st != POS_OK)
		return st;
	if (pos_money_cmp(off, gross) > 0)
		return pos_fail(err, POS_REFUSED,
		    "a discount of more than the whole of '%s'", line->item);
	if (!outside && pos_money_cmp(off, pos_minor(0)) > 0) {
		if (!pos_money_ratio(&share, off, POS_RATE_MAX, gross.minor,
			POS_ROUND_UP))
			share = pos_minor(POS_RATE_MAX);
		st = pos_staff_may(shop, POS_RIGHT_DISCOUNT, share.minor,
		    approval, NULL, err);
		if (st != POS_OK)
			return st;
	}
	line->discount_minor = off.minor;
	return pos_line_total(line, err);
}

enum pos_status
pos_line_set_qty(const struct pos_item *item, int64_t qty_milli,
    struct pos_sale_line *line, struct pos_err *err)
{
	if (qty_milli <= 0 || qty_milli > POS_QTY_MAX)
		return pos_fail(err, POS_DATA,
		    "'%s': a quantity is more than 0 and at most %lld",
		    item->code, (long long)(POS_QTY_MAX / POS_QTY_ONE));
	if (item->unit == NULL && qty_milli % POS_QTY_ONE != 0)
		return pos_fail(err, POS_DATA, "'%s' is sold in whole pieces",
		    item->code);
	line->qty_milli = qty_milli;
	return POS_OK;
}

static enum pos_status
set_price(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_order_line *want, const struct pos_item *item,
    const struct pos_approval *approval, bool outside,
    struct pos_sale_line *line, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (!want->priced)
		return pos_line_price(sale, line, item, err);
	if (pos_money_cmp(pos_minor(want->price_minor), pos_minor(0)) < 0)
		return pos_fail(err, POS_DATA, "'%s': a price is not negative",
		    item->code);
	if (!outside && !item->open_price)
		st = pos_staff_may(shop, POS_RIGHT_PRICE, 0, approval, NULL,
		    err);
	line->price_minor = want->price_minor;
	return st;
}

static enum pos_status
check_note(const char *note, struct pos_err *err)
{
	const char *wrong = note != NULL ? pos_text_wrong(note, 500) : NULL;

	return wrong == NULL ? POS_OK :
			       pos_fail(err, POS_DATA, "the note is %s", wrong);
}

enum pos_status
pos_line_make(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_order_line *want, const struct pos_approval *approval,
    bool outside, struct pos_pool *pool, struct pos_sale_line *line,
    struct pos_err *err)
{
	const struct pos_item *item;
	const struct pos_tax *tax;
	enum pos_status st;

	st = pos_item_find(shop, want->item, &item, err);
	if (st != POS_OK)
		return st;
	line->item = pos_pool_text(pool, item->code);
	line->name = pos_pool_text(pool, item->name);
	line->variant = pos_pool_text(pool, item->variant);
	line->station = pos_pool_text(pool, item->station);
	line->item_no = item->item_no;
	line->note = want->note;
	line->gift = want->gift;
	if (item->tax != NULL) {
		st = pos_tax_find(shop, item->tax, &tax, err);
		if (st != POS_OK)
			return st;
		line->tax = pos_pool_text(pool, tax->code);
		line->tax_no = tax->tax_no;
	}
	st = pos_line_set_qty(item,
	    want->qty_milli == 0 ? POS_QTY_ONE : want->qty_milli, line, err);
	if (st == POS_OK)
		st = check_note(want->note, err);
	if (st == POS_OK)
		st = set_price(shop, sale, want, item, approval, outside, line,
		    err);
	if (st == POS_OK)
		st = pos_line_choose(shop, item, want->options,
		    want->options_count, pool, line, err);
	if (st == POS_OK && want->gift && !outside)
		st = pos_staff_may(shop, POS_RIGHT_DISCOUNT, POS_RATE_MAX,
		    approval, NULL, err);
	if (st == POS_OK)
		st = pos_line_discount(shop, line,
		    pos_minor(want->gift ? 0 : want->discount_minor), approval,
		    outside, err);
	return st;
}
