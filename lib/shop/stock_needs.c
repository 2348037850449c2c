/*
 * stock_needs.c - what an order takes from stock: recipes followed to their
 * leaves and summed by item.
 *
 * On the path of every sale.  It asks the menu cache only, and remembers the
 * policy with each need so that the check of the stock need not ask again.
 * Quantities may be negative (see stock.h), and rounding is symmetric, so
 * that adding and taking away the same thing leaves exactly nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "shop/stock.h"

/* Who asks for a part, for messages. */
struct asker {
	int64_t item_no;
	const char *group;
	const char *choice;
	const char *name; /* code of the item, or of the choice */
};

void
pos_needs_release(struct pos_needs *needs)
{
	free(needs->need);
	free(needs->flagged);
	*needs = (struct pos_needs){ 0 };
}

void
pos_needs_clear(struct pos_needs *needs)
{
	needs->count = 0;
	needs->flagged_count = 0;
}

static bool
same(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

static bool
sum(int64_t *total, int64_t qty_milli)
{
	int64_t added;

	if (__builtin_add_overflow(*total, qty_milli, &added) ||
	    added > POS_STOCK_MAX || added < -POS_STOCK_MAX)
		return false;
	*total = added;
	return true;
}

static enum pos_status
too_much(const struct asker *asker, const char *code, struct pos_err *err)
{
	return pos_fail(err, POS_DATA,
	    "'%s' needs more '%s' than any stock may hold", asker->name, code);
}

static enum pos_status
need(struct pos_needs *needs, const struct asker *asker,
    const struct pos_item *item, int64_t qty_milli, struct pos_err *err)
{
	struct pos_need *at;
	size_t i;

	for (i = 0; i < needs->count; i++)
		if (needs->need[i].item_no == item->item_no)
			break;
	if (i == needs->count) {
		needs->need = pos_grow(needs->need, &needs->cap,
		    needs->count + 1, sizeof(*needs->need));
		at = &needs->need[needs->count++];
		*at = (struct pos_need){ .item_no = item->item_no,
			.of_no = asker->item_no == item->item_no ?
			    0 :
			    asker->item_no,
			.group = asker->group,
			.choice = asker->choice,
			.policy =
			    item->policy != NULL ? item->policy[0] : 'b' };
	}
	if (!sum(&needs->need[i].qty_milli, qty_milli))
		return too_much(asker, item->code, err);
	return POS_OK;
}

/* Something flagged as sold out is wanted: item NULL is the choice itself. */
static enum pos_status
flagged(struct pos_needs *needs, const struct asker *asker,
    const struct pos_item *item, int64_t qty_milli, struct pos_err *err)
{
	int64_t item_no = item != NULL ? item->item_no : 0;
	struct pos_need *at;
	size_t i;

	for (i = 0; i < needs->flagged_count; i++) {
		at = &needs->flagged[i];
		if (at->item_no == item_no &&
		    (item_no != 0 ||
			(same(at->group, asker->group) &&
			    same(at->choice, asker->choice))))
			break;
	}
	if (i == needs->flagged_count) {
		needs->flagged = pos_grow(needs->flagged, &needs->flagged_cap,
		    needs->flagged_count + 1, sizeof(*needs->flagged));
		needs->flagged[needs->flagged_count++] =
		    (struct pos_need){ .item_no = item_no,
			    .of_no =
				asker->item_no == item_no ? 0 : asker->item_no,
			    .group = asker->group,
			    .choice = asker->choice };
	}
	if (!sum(&needs->flagged[i].qty_milli, qty_milli))
		return too_much(asker, item != NULL ? item->code : asker->name,
		    err);
	return POS_OK;
}

static enum pos_status follow(struct pos_shop *shop, struct pos_needs *needs,
    const struct asker *asker, const struct pos_item *item, int64_t qty_milli,
    int depth, struct pos_err *err);

static enum pos_status
follow_parts(struct pos_shop *shop, struct pos_needs *needs,
    const struct asker *asker, const struct pos_part *parts, size_t count,
    int64_t qty_milli, int depth, struct pos_err *err)
{
	const struct pos_item *item;
	enum pos_status st = POS_OK;
	int64_t taken;
	size_t i;

	if (depth >= POS_RECIPE_DEPTH_MAX)
		return pos_fail(err, POS_DATA,
		    "the recipe of '%s' has more than %d levels", asker->name,
		    POS_RECIPE_DEPTH_MAX);
	for (i = 0; i < count && st == POS_OK; i++) {
		if (!pos_div_round(&taken,
			(__int128)qty_milli * parts[i].qty_milli, POS_QTY_ONE,
			POS_ROUND_HALF_UP))
			return too_much(asker, parts[i].item, err);
		st = pos_item_by_no(shop, parts[i].item_no, &item, err);
		if (st == POS_END)
			return pos_fail(err, POS_DATA,
			    "the recipe of '%s' names item number %lld, which"
			    " is not there",
			    asker->name, (long long)parts[i].item_no);
		if (st == POS_OK)
			st = follow(shop, needs, asker, item, taken, depth + 1,
			    err);
	}
	return st;
}

static enum pos_status
follow(struct pos_shop *shop, struct pos_needs *needs,
    const struct asker *asker, const struct pos_item *item, int64_t qty_milli,
    int depth, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (qty_milli == 0)
		return POS_OK;
	if (item->sold_out)
		st = flagged(needs, asker, item, qty_milli, err);
	if (st != POS_OK)
		return st;
	if (item->recipe_count > 0)
		return follow_parts(shop, needs, asker, item->recipe,
		    item->recipe_count, qty_milli, depth, err);
	if (item->tracked)
		return need(needs, asker, item, qty_milli, err);
	return POS_OK;
}

enum pos_status
pos_needs_add(struct pos_shop *shop, struct pos_needs *needs, int64_t item_no,
    int64_t qty_milli, struct pos_err *err)
{
	const struct pos_item *item;
	struct asker asker = { .item_no = item_no };
	enum pos_status st;

	st = pos_item_by_no(shop, item_no, &item, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no item number %lld",
		    (long long)item_no);
	if (st != POS_OK)
		return st;
	asker.name = item->code;
	return follow(shop, needs, &asker, item, qty_milli, 0, err);
}

enum pos_status
pos_needs_add_choice(struct pos_shop *shop, struct pos_needs *needs,
    const char *group, const char *choice, int64_t qty_milli,
    struct pos_err *err)
{
	const struct pos_group *found;
	const struct pos_choice *c = NULL;
	struct asker asker = { 0 };
	enum pos_status st;
	size_t i;

	st = pos_group_find(shop, group, &found, err);
	if (st == POS_DATA || st == POS_END)
		return POS_OK; /* an old order's group that is no more */
	if (st != POS_OK)
		return st;
	for (i = 0; i < found->choices_count && c == NULL; i++)
		if (strcmp(found->choices[i].code, choice) == 0)
			c = &found->choices[i];
	if (c == NULL || qty_milli == 0)
		return POS_OK;
	asker.group = found->code;
	asker.choice = asker.name = c->code;
	if (c->sold_out)
		st = flagged(needs, &asker, NULL, qty_milli, err);
	if (st == POS_OK)
		/* parts may be as deep as an item is: a choice is no level */
		st = follow_parts(shop, needs, &asker, c->recipe,
		    c->recipe_count, qty_milli, -1, err);
	return st;
}
