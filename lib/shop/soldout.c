/*
 * soldout.c - sold out by word of mouth: event "soldout.set".
 *
 * The kitchen knows before the numbers do.  The flag of an item or a choice
 * refuses new orders, whatever its stock or policy, until it is taken back.
 */
#include <string.h>

#include "base/mem.h"
#include "shop/staff.h"
#include "shop/stock.h"

const struct pos_record pos_soldout_line_record = {
	.size = sizeof(struct pos_soldout_line),
	.help = "an item or a choice whose flag changed",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_soldout_line, item,
		    POS_F_OPTIONAL | POS_F_CODE, 0, "code of the item"),
		POS_TEXT(pos_soldout_line, option_group,
		    POS_F_OPTIONAL | POS_F_CODE, 0, "or the group"),
		POS_TEXT(pos_soldout_line, choice,
		    POS_F_OPTIONAL | POS_F_CODE, 0, "and its choice"),
		{ 0 },
	},
};

const struct pos_record pos_soldout_record = {
	.type = "soldout", .v = 1, .size = sizeof(struct pos_soldout),
	.help = "items and choices that were flagged as sold out, or back",
	.fields = (const struct pos_field[]){
		POS_BOOL(pos_soldout, sold_out, POS_F_COLUMN,
		    "sold out; else back"),
		POS_LIST(pos_soldout, lines, lines_count, 0,
		    &pos_soldout_line_record, "those that were not so before"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_soldout_record);

static const struct pos_record line_data = {
	.size = sizeof(struct pos_soldout_line),
	.help = "an item or a choice whose flag changed",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_soldout_line, item,
		    POS_F_OPTIONAL | POS_F_CODE, 0, "code of the item"),
		POS_INT(pos_soldout_line, item_no, POS_F_OPTIONAL, 1,
		    INT64_MAX, "its number"),
		POS_TEXT(pos_soldout_line, option_group,
		    POS_F_OPTIONAL | POS_F_CODE, 0, "or the group"),
		POS_TEXT(pos_soldout_line, choice,
		    POS_F_OPTIONAL | POS_F_CODE, 0, "and its choice"),
		{ 0 },
	},
};

static const struct pos_record soldout_data = {
	.size = sizeof(struct pos_soldout),
	.help = "items and choices that were flagged as sold out, or back",
	.fields = (const struct pos_field[]){
		POS_BOOL(pos_soldout, sold_out, 0, "sold out; else back"),
		POS_LIST(pos_soldout, lines, lines_count, 0, &line_data,
		    "what changed"),
		{ 0 },
	},
};

POS_SQL(item_sql, "UPDATE item SET sold_out = $1 WHERE item = $2");
POS_SQL(choice_sql,
    "UPDATE choice SET sold_out = $1 WHERE option_group = $2 AND code = $3");

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct pos_soldout *set = data;
	enum pos_status st = POS_OK;
	size_t i;

	(void)entry;
	for (i = 0; i < set->lines_count && st == POS_OK; i++) {
		const struct pos_soldout_line *line = &set->lines[i];
		struct pos_query *q = pos_query(shop->store,
		    line->item != NULL ? &item_sql : &choice_sql);

		pos_bind_int(q, 1, set->sold_out);
		if (line->item != NULL) {
			pos_bind_int(q, 2, line->item_no);
		} else {
			pos_bind_text(q, 2, line->option_group);
			pos_bind_text(q, 3, line->choice);
		}
		st = pos_run(q, err);
	}
	pos_menu_forget(shop);
	return st;
}

const struct pos_event_kind pos_soldout_set = {
	.kind = "soldout.set", .v = 1, .record = &soldout_data,
	.apply = apply, .help = "items or choices are sold out, or back",
	.of_menu = true,
};

static enum pos_status
find_choice(struct pos_shop *shop, const char *what, const char *equals,
    struct pos_pool *pool, struct pos_soldout_line *line, bool *flag,
    struct pos_err *err)
{
	const struct pos_group *group;
	const char *code = equals + 1;
	enum pos_status st;
	size_t i;

	st = pos_group_find(shop,
	    pos_pool_textn(pool, what, (size_t)(equals - what)), &group, err);
	if (st != POS_OK)
		return st;
	for (i = 0; i < group->choices_count; i++) {
		if (strcmp(group->choices[i].code, code) != 0)
			continue;
		line->option_group = pos_pool_text(pool, group->code);
		line->choice = pos_pool_text(pool, code);
		*flag = group->choices[i].sold_out;
		return POS_OK;
	}
	return pos_fail(err, POS_DATA, "no choice '%s' in option group '%s'",
	    code, group->code);
}

static enum pos_status
find(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_soldout_line *line, bool *flag, struct pos_err *err)
{
	const char *equals = strchr(what, '=');
	const struct pos_item *item;
	enum pos_status st;

	if (equals != NULL)
		return find_choice(shop, what, equals, pool, line, flag, err);
	st = pos_item_find(shop, what, &item, err);
	if (st != POS_OK)
		return st;
	line->item = pos_pool_text(pool, item->code);
	line->item_no = item->item_no;
	*flag = item->sold_out;
	return POS_OK;
}

static bool
same_line(const struct pos_soldout_line *a, const struct pos_soldout_line *b)
{
	if (a->item != NULL || b->item != NULL)
		return a->item_no == b->item_no;
	return strcmp(a->option_group, b->option_group) == 0 &&
	    strcmp(a->choice, b->choice) == 0;
}

enum pos_status
pos_soldout_mark(struct pos_shop *shop, bool sold_out, const char *const *what,
    size_t count, struct pos_pool *pool, struct pos_soldout *done,
    struct pos_err *err)
{
	struct pos_soldout_line *lines, line;
	enum pos_status st;
	size_t i, j;
	bool flag = false;

	st = pos_staff_may(shop, POS_RIGHT_STOCK, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	lines = pos_pool_alloc(pool, count * sizeof(*lines) + 1);
	*done = (struct pos_soldout){ .sold_out = sold_out, .lines = lines };
	for (i = 0; i < count; i++) {
		line = (struct pos_soldout_line){ 0 };
		st = find(shop, what[i], pool, &line, &flag, err);
		if (st != POS_OK)
			return st;
		for (j = 0; j < done->lines_count; j++)
			if (same_line(&lines[j], &line))
				break;
		if (flag != sold_out && j == done->lines_count)
			lines[done->lines_count++] = line;
	}
	if (done->lines_count == 0)
		return POS_OK;
	return pos_record(shop, &pos_soldout_set, done, err);
}
