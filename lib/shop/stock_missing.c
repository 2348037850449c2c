/*
 * stock_missing.c - everything that a new order could not have now.
 *
 * Judges from memory (stock_look.c): asking item by item would cost a large
 * menu thousands of queries each time anything is sold.  The rules are those
 * of stock_allow.c for an order of one, except that what is sold by weight or
 * in halves is there while any of it is left.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/stock_look.h"

static const struct pos_field news_fields[] = {
	POS_TIME(pos_missing, at, POS_F_COLUMN, "when it was noticed"),
	POS_TEXT(pos_missing, item,
	    POS_F_OPTIONAL | POS_F_CODE | POS_F_COLUMN, 0,
	    "code of the item"),
	POS_TEXT(pos_missing, option_group,
	    POS_F_OPTIONAL | POS_F_CODE | POS_F_COLUMN, 0, "or the group"),
	POS_TEXT(pos_missing, choice,
	    POS_F_OPTIONAL | POS_F_CODE | POS_F_COLUMN, 0,
	    "and its choice"),
	POS_TEXT(pos_missing, name, POS_F_COLUMN, 0, "name of either"),
	POS_CHOICE(pos_missing, reason, POS_F_COLUMN, "flag|stock|part",
	    "flagged by hand, nothing left, or a part is short"),
	POS_TEXT(pos_missing, part,
	    POS_F_OPTIONAL | POS_F_CODE | POS_F_COLUMN, 0,
	    "code of the part"),
	{ 0 },
};

const struct pos_record pos_soldout_news = {
	.type = "stock.soldout", .v = 1, .size = sizeof(struct pos_missing),
	.help = "from now on it cannot be ordered",
	.fields = news_fields,
};
POS_LIST_RECORD(pos_soldout_news);

const struct pos_record pos_back_news = {
	.type = "stock.back", .v = 1, .size = sizeof(struct pos_missing),
	.help = "it can be ordered again; reason and part are why it could"
	    " not",
	.fields = news_fields,
};
POS_LIST_RECORD(pos_back_news);

struct wanted { /* of one leaf, by one order */
	const struct pos_thing *leaf;
	int64_t qty_milli;
};
struct judge {
	struct pos_look look;
	struct wanted *wanted; /* of the order at hand */
	size_t wanted_count, wanted_cap;
	struct pos_missing *list;
	size_t list_count;
};

static void
want(struct judge *judge, const struct pos_thing *leaf, int64_t qty_milli)
{
	size_t i;

	for (i = 0; i < judge->wanted_count; i++)
		if (judge->wanted[i].leaf == leaf)
			break;
	if (i == judge->wanted_count) {
		judge->wanted = pos_grow(judge->wanted, &judge->wanted_cap,
		    i + 1, sizeof(*judge->wanted));
		judge->wanted[judge->wanted_count++] =
		    (struct wanted){ .leaf = leaf };
	}
	if (__builtin_add_overflow(judge->wanted[i].qty_milli, qty_milli,
		&judge->wanted[i].qty_milli))
		judge->wanted[i].qty_milli = INT64_MAX;
}

/* Adds up the leaves; returns the first part on the way that is flagged. */
static const struct pos_thing *
follow(struct judge *judge, size_t first, size_t count, int64_t qty_milli,
    int depth)
{
	const struct pos_thing_part *parts = judge->look.parts;
	const struct pos_thing *thing, *flagged = NULL;
	int64_t taken;
	size_t i;

	if (depth >= POS_RECIPE_DEPTH_MAX)
		return NULL;
	for (i = first; i < first + count && flagged == NULL; i++) {
		thing = pos_look_find(&judge->look, parts[i].item_no);
		if (thing == NULL ||
		    !pos_div_round(&taken,
			(__int128)qty_milli * parts[i].qty_milli, POS_QTY_ONE,
			POS_ROUND_HALF_UP) ||
		    taken == 0)
			continue;
		if (thing->flag)
			flagged = thing;
		else if (thing->parts > 0)
			flagged = follow(judge, thing->first, thing->parts,
			    taken, depth + 1);
		else if (thing->tracked && thing->block)
			want(judge, thing, taken);
	}
	return flagged;
}

/* The part that an order of one lacks, or NULL. */
static const struct pos_thing *
lacks(struct judge *judge, size_t first, size_t count, int depth)
{
	const struct pos_thing *part;
	size_t i;

	judge->wanted_count = 0;
	part = follow(judge, first, count, POS_QTY_ONE, depth);
	for (i = 0; i < judge->wanted_count && part == NULL; i++)
		if (judge->wanted[i].qty_milli >
		    judge->wanted[i].leaf->left_milli)
			part = judge->wanted[i].leaf;
	return part;
}

static void
add(struct judge *judge, struct pos_missing missing,
    const struct pos_thing *part)
{
	if (part != NULL) {
		missing.reason = "part";
		missing.part = part->code;
	}
	if (missing.reason == NULL)
		return;
	judge->list = pos_pool_push(judge->look.pool, judge->list,
	    judge->list_count, sizeof(*judge->list));
	judge->list[judge->list_count++] = missing;
}

static void
judge_item(struct judge *judge, const struct pos_thing *thing)
{
	struct pos_missing missing = { .item = thing->code,
		.name = thing->name };
	const struct pos_thing *part = NULL;

	if (thing->flag)
		missing.reason = "flag";
	else if (thing->parts > 0)
		part = lacks(judge, thing->first, thing->parts, 0);
	else if (thing->tracked && thing->block && thing->left_milli <= 0)
		missing.reason = "stock";
	add(judge, missing, part);
}

/* Its parts may be as deep as an item is: a choice is no level. */
static void
judge_choice(struct judge *judge, const struct pos_thing_choice *choice)
{
	struct pos_missing missing = choice->missing;
	const struct pos_thing *part = NULL;

	if (choice->flag)
		missing.reason = "flag";
	else if (choice->parts > 0)
		part = lacks(judge, choice->first, choice->parts, -1);
	add(judge, missing, part);
}

static int
text_cmp(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

int
pos_missing_cmp(const struct pos_missing *a, const struct pos_missing *b)
{
	int cmp = text_cmp(a->item, b->item);

	if (cmp == 0)
		cmp = text_cmp(a->option_group, b->option_group);
	return cmp != 0 ? cmp : text_cmp(a->choice, b->choice);
}

static int
sort_cmp(const void *a, const void *b)
{
	return pos_missing_cmp(a, b);
}

enum pos_status
pos_missing_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_missing **list, size_t *count, struct pos_err *err)
{
	struct judge judge = { .look = { .pool = pool } };
	const struct pos_look *look = &judge.look;
	enum pos_status st;
	size_t i;

	st = pos_look_read(shop, &judge.look, err);
	if (st != POS_OK)
		return st;
	for (i = 0; i < look->count; i++)
		if (look->things[i].active)
			judge_item(&judge, &look->things[i]);
	for (i = 0; i < look->choices_count; i++)
		judge_choice(&judge, &look->choices[i]);
	free(judge.wanted);
	if (judge.list_count > 0)
		qsort(judge.list, judge.list_count, sizeof(*judge.list),
		    sort_cmp);
	*list = judge.list;
	*count = judge.list_count;
	return POS_OK;
}
