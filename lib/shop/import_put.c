/*
 * import_put.c - what was read is put into the menu, or waits.
 *
 * A recipe may name an item that comes later in the file, an item a group:
 * what cannot be put for that is kept until the end, and tried again as long
 * as anything moves.  Then what is left is refused with its reason.
 */
#include <string.h>

#include "shop/import_inside.h"

static bool
is_fatal(enum pos_status st)
{
	return st != POS_OK && st != POS_DATA && st != POS_REFUSED;
}

static struct pos_waiting *
wait_for(struct pos_importer *im, long line, const char *raw, const char *why)
{
	struct pos_waiting *w;

	im->waiting = pos_pool_push(im->pool, im->waiting, im->waiting_count,
	    sizeof(*im->waiting));
	w = &im->waiting[im->waiting_count++];
	w->line = line;
	w->raw = pos_import_wants_raw(im) ?
	    pos_pool_text(im->pool, raw != NULL ? raw : "") :
	    "";
	w->why = pos_pool_text(im->pool, why);
	return w;
}

/* One put and its bookkeeping.  why is filled where it is refused. */
static enum pos_status
try_item(struct pos_importer *im, const struct pos_item *item, bool has_stock,
    int64_t stock_milli, struct pos_err *why)
{
	struct pos_import_was was = { 0 };
	const struct pos_item *old = NULL;
	bool changed, show = im->options->show_changes;
	bool is_new;
	enum pos_status st;

	st = pos_item_by_code(im->shop, item->code, &old, why);
	if (st != POS_OK && st != POS_END)
		return st;
	is_new = st == POS_END || old->archived;
	if (show && !is_new)
		pos_import_before(im, &was, &pos_item_record, old);
	st = pos_item_put(im->shop, item, &changed, why);
	if (st != POS_OK)
		return st;
	im->result->added += changed && is_new;
	im->result->changed += changed && !is_new;
	im->result->unchanged += !changed;
	if ((!changed || !show) && !has_stock)
		return POS_OK;
	st = pos_item_by_code(im->shop, item->code, &old, why);
	if (st == POS_OK && has_stock)
		pos_import_count(im, old->item_no, stock_milli);
	if (st == POS_OK && changed && show)
		st = pos_import_after(im, &was, &pos_item_record, old,
		    old->code, old->name);
	return st;
}

enum pos_status
pos_import_put_item(struct pos_importer *im, const struct pos_item *item,
    long line)
{
	struct pos_waiting *w;
	struct pos_err why;
	enum pos_status st;

	st = try_item(im, item, im->has_stock, im->stock_milli, &why);
	if (st == POS_OK)
		return st;
	if (is_fatal(st))
		return pos_fail(im->err, st, "%s", why.text);
	if (item->recipe_count == 0 && item->groups_count == 0)
		return pos_import_refuse(im, line, im->raw.text, why.text);
	w = wait_for(im, line, im->raw.text, why.text);
	w->item = pos_item_copy(im->pool, item);
	w->has_stock = im->has_stock;
	w->stock_milli = im->stock_milli;
	return POS_OK;
}

static enum pos_status
try_group(struct pos_importer *im, const struct pos_group *group,
    struct pos_err *why)
{
	struct pos_import_was was = { 0 };
	const struct pos_group *there;
	bool changed, show = im->options->show_changes;
	enum pos_status st;

	if (show &&
	    pos_group_find(im->shop, group->code, &there, why) == POS_OK)
		pos_import_before(im, &was, &pos_group_record, there);
	st = pos_group_put(im->shop, group, &changed, why);
	if (st != POS_OK || !changed)
		return st;
	im->result->groups++;
	if (!show)
		return POS_OK;
	st = pos_group_find(im->shop, group->code, &there, why);
	if (st == POS_OK)
		st = pos_import_after(im, &was, &pos_group_record, there,
		    there->code, there->name);
	return st;
}

enum pos_status
pos_import_put_group(struct pos_importer *im, const struct pos_group *group,
    long line, const char *raw)
{
	struct pos_waiting *w;
	struct pos_err why;
	enum pos_status st = try_group(im, group, &why);
	size_t i;

	if (st == POS_OK)
		return st;
	if (is_fatal(st))
		return pos_fail(im->err, st, "%s", why.text);
	for (i = 0; i < group->choices_count; i++)
		if (group->choices[i].recipe_count > 0)
			break;
	if (i == group->choices_count)
		return pos_import_refuse(im, line, raw, why.text);
	w = wait_for(im, line, raw, why.text);
	w->group = pos_group_copy(im->pool, group);
	return POS_OK;
}

enum pos_status
pos_import_put_tax(struct pos_importer *im, const struct pos_tax *tax,
    long line, const char *raw)
{
	struct pos_import_was was = { 0 };
	const struct pos_tax *there;
	bool changed, show = im->options->show_changes;
	struct pos_err why;
	enum pos_status st;

	if (show && pos_tax_find(im->shop, tax->code, &there, &why) == POS_OK)
		pos_import_before(im, &was, &pos_tax_record, there);
	st = pos_tax_put(im->shop, tax, &changed, &why);
	if (is_fatal(st))
		return pos_fail(im->err, st, "%s", why.text);
	if (st != POS_OK)
		return pos_import_refuse(im, line, raw, why.text);
	im->result->taxes += changed;
	if (!changed || !show)
		return POS_OK;
	st = pos_tax_find(im->shop, tax->code, &there, im->err);
	if (st == POS_OK)
		st = pos_import_after(im, &was, &pos_tax_record, there,
		    there->code, there->name);
	return st;
}

enum pos_status
pos_import_settle(struct pos_importer *im)
{
	struct pos_waiting *w;
	struct pos_err why;
	enum pos_status st;
	bool moved = true;
	size_t i;

	while (moved) {
		moved = false;
		for (i = 0; i < im->waiting_count; i++) {
			w = &im->waiting[i];
			if (w->done)
				continue;
			st = w->item != NULL ?
			    try_item(im, w->item, w->has_stock, w->stock_milli,
				&why) :
			    try_group(im, w->group, &why);
			if (is_fatal(st))
				return pos_fail(im->err, st, "%s", why.text);
			if (st == POS_OK)
				moved = w->done = true;
			else if (strcmp(w->why, why.text) != 0)
				w->why = pos_pool_text(im->pool, why.text);
		}
	}
	for (i = 0; i < im->waiting_count; i++) {
		w = &im->waiting[i];
		if (w->done)
			continue;
		st = pos_import_refuse(im, w->line, w->raw, w->why);
		if (st != POS_OK)
			return st;
	}
	return POS_OK;
}
