/*
 * stock_look.c - reads the menu and the stock of a branch, whole.
 *
 * Four queries whatever the size of the menu, all of one moment.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/stock_look.h"

POS_SQL(items_sql,
    "SELECT i.item AS item, i.code AS code, i.name AS name,"
    " i.policy AS policy, i.tracked AS tracked, i.sold_out AS sold_out,"
    " i.active AS active,"
    " COALESCE(s.on_hand_milli - s.reserved_milli, 0) AS left_milli"
    " FROM item i LEFT JOIN stock s ON s.branch = $1 AND s.item = i.item"
    " AND s.location = '" POS_LOCATION "' ORDER BY i.item");
POS_SQL(parts_sql,
    "SELECT item, part, qty_milli FROM recipe ORDER BY item, part");
POS_SQL(choices_sql,
    "SELECT c.option_group AS option_group, c.code AS code, c.name AS name,"
    " c.sold_out AS sold_out FROM choice c JOIN option_group g"
    " ON g.code = c.option_group AND g.active = 1"
    " ORDER BY c.option_group, c.code");
POS_SQL(choice_parts_sql,
    "SELECT option_group, choice, part, qty_milli FROM choice_recipe"
    " ORDER BY option_group, choice, part");

static int
by_no(const void *key, const void *element)
{
	int64_t no = *(const int64_t *)key;
	const struct pos_thing *thing = element;

	return no < thing->item_no ? -1 : no > thing->item_no;
}

static struct pos_thing *
find(const struct pos_look *look, int64_t item_no)
{
	if (look->count == 0)
		return NULL;
	return bsearch(&item_no, look->things, look->count,
	    sizeof(*look->things), by_no);
}

static enum pos_status
read_items(struct pos_shop *shop, struct pos_look *look, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &items_sql);
	const char *policy;
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	while ((st = pos_step(q, err)) == POS_OK) {
		look->things = pos_pool_push(look->pool, look->things,
		    look->count, sizeof(*look->things));
		policy = pos_text(q, "policy");
		look->things[look->count++] = (struct pos_thing){
			.item_no = pos_int(q, "item"),
			.code = pos_pool_text(look->pool, pos_text(q, "code")),
			.name = pos_pool_text(look->pool, pos_text(q, "name")),
			.flag = pos_int(q, "sold_out") != 0,
			.tracked = pos_int(q, "tracked") != 0,
			.active = pos_int(q, "active") != 0,
			.block = policy == NULL || strcmp(policy, "block") == 0,
			.left_milli = pos_int(q, "left_milli"),
		};
	}
	return st == POS_END ? POS_OK : st;
}

static void
push_part(struct pos_look *look, struct pos_query *q)
{
	look->parts = pos_pool_push(look->pool, look->parts, look->parts_count,
	    sizeof(*look->parts));
	look->parts[look->parts_count++] = (struct pos_thing_part){
		.item_no = pos_int(q, "part"),
		.qty_milli = pos_int(q, "qty_milli"),
	};
}

static enum pos_status
read_parts(struct pos_shop *shop, struct pos_look *look, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &parts_sql);
	struct pos_thing *owner;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		owner = find(look, pos_int(q, "item"));
		if (owner == NULL)
			continue;
		if (owner->parts++ == 0)
			owner->first = look->parts_count;
		push_part(look, q);
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
read_choices(struct pos_shop *shop, struct pos_look *look, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &choices_sql);
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		look->choices = pos_pool_push(look->pool, look->choices,
		    look->choices_count, sizeof(*look->choices));
		look->choices[look->choices_count++] =
		    (struct pos_thing_choice){
			.missing = {
				.option_group = pos_pool_text(look->pool,
				    pos_text(q, "option_group")),
				.choice = pos_pool_text(look->pool,
				    pos_text(q, "code")),
				.name = pos_pool_text(look->pool,
				    pos_text(q, "name")),
			},
			.flag = pos_int(q, "sold_out") != 0,
		};
	}
	return st == POS_END ? POS_OK : st;
}

/* Both come ordered by group and choice: one walk beside the other. */
static enum pos_status
read_choice_parts(struct pos_shop *shop, struct pos_look *look,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &choice_parts_sql);
	struct pos_thing_choice *c = look->choices;
	struct pos_thing_choice *end = c + look->choices_count;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		struct pos_missing key = {
			.option_group = pos_text(q, "option_group"),
			.choice = pos_text(q, "choice"),
		};

		while (c < end && pos_missing_cmp(&c->missing, &key) < 0)
			c++;
		if (c == end || pos_missing_cmp(&c->missing, &key) != 0)
			continue;
		if (c->parts++ == 0)
			c->first = look->parts_count;
		push_part(look, q);
	}
	return st == POS_END ? POS_OK : st;
}

const struct pos_thing *
pos_look_find(const struct pos_look *look, int64_t item_no)
{
	return find(look, item_no);
}

enum pos_status
pos_look_read(struct pos_shop *shop, struct pos_look *look, struct pos_err *err)
{
	enum pos_status st = pos_read_begin(shop->store, err);

	if (st != POS_OK)
		return st;
	st = read_items(shop, look, err);
	if (st == POS_OK)
		st = read_parts(shop, look, err);
	if (st == POS_OK)
		st = read_choices(shop, look, err);
	if (st == POS_OK)
		st = read_choice_parts(shop, look, err);
	pos_read_end(shop->store);
	return st;
}
