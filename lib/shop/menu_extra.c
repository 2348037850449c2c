/*
 * menu_extra.c - what promotions ask of an item, behind the letters of
 * item.more.
 *
 * Few items have a floor or tags, so they have no columns: the letters that
 * tell of side tables (see menu_load.c) are followed by a JSON object where
 * there is anything to say, as bg{"floor_minor":900,"tags":["cake"]}.
 */
#include <string.h>

#include "base/text.h"
#include "shop/menu_inside.h"

static const struct pos_field extra_fields[] = {
	POS_ITEM_EXTRA_FIELDS,
	{ 0 },
};
static const struct pos_record extra_record = {
	.size = sizeof(struct pos_item),
	.fields = extra_fields,
	.help = "what promotions ask of an item, as a column holds it",
};

void
pos_item_extra_write(struct pos_buf *more, const struct pos_item *item)
{
	if (item->floor_minor != 0 || item->discounted || item->tags_count > 0)
		pos_record_write(more, &extra_record, item);
}

enum pos_status
pos_item_extra_read(const char *more, struct pos_pool *pool,
    struct pos_item *item, struct pos_err *err)
{
	const char *text = more != NULL ? strchr(more, '{') : NULL;
	struct pos_item extra = { 0 };
	enum pos_status st;

	if (text == NULL)
		return POS_OK;
	st = pos_record_parse(&extra, &extra_record, text, strlen(text), pool,
	    0, err);
	if (st != POS_OK)
		return st;
	item->floor_minor = extra.floor_minor;
	item->discounted = extra.discounted;
	item->tags = extra.tags;
	item->tags_count = extra.tags_count;
	return st;
}

enum pos_status
pos_item_extra_check(const struct pos_item *item, struct pos_err *err)
{
	const char *wrong;
	size_t i;

	if (item->floor_minor < 0 || item->floor_minor > POS_MONEY_MAX)
		return pos_fail(err, POS_DATA,
		    "floor of '%s' is not between 0 and the largest amount",
		    item->code);
	for (i = 0; i < item->tags_count; i++) {
		wrong = pos_code_wrong(item->tags[i]);
		if (wrong != NULL)
			return pos_fail(err, POS_DATA, "tag '%s' of '%s': %s",
			    item->tags[i], item->code, pos_tr(wrong));
		if (i > 0 && strcmp(item->tags[i], item->tags[i - 1]) == 0)
			return pos_fail(err, POS_DATA,
			    "'%s' has tag '%s' twice", item->code,
			    item->tags[i]);
	}
	return POS_OK;
}
