/*
 * stock_level.c - how much there is: records of type "level".
 */
#include <string.h>

#include "shop/stock.h"

const struct pos_record pos_level_record = {
	.type = "level", .v = 1, .size = sizeof(struct pos_level),
	.help = "how much of an item there is at a location",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_level, item, POS_F_CODE | POS_F_COLUMN, 0,
		    "code of the item"),
		POS_TEXT(pos_level, name, POS_F_COLUMN, 0, "its name"),
		POS_TEXT(pos_level, location, POS_F_CODE | POS_F_COLUMN, 0,
		    "where"),
		POS_INT(pos_level, on_hand_milli,
		    POS_F_DECIMAL | POS_F_COLUMN, INT64_MIN, INT64_MAX,
		    "what is there"),
		POS_INT(pos_level, reserved_milli,
		    POS_F_DECIMAL | POS_F_COLUMN, INT64_MIN, INT64_MAX,
		    "ordered, not yet taken"),
		POS_INT(pos_level, available_milli,
		    POS_F_DECIMAL | POS_F_COLUMN, INT64_MIN, INT64_MAX,
		    "what can still be ordered"),
		POS_INT(pos_level, low_milli, POS_F_DECIMAL | POS_F_OPTIONAL,
		    0, POS_STOCK_MAX, "low at or below this"),
		POS_BOOL(pos_level, low, POS_F_COLUMN, "it is low"),
		POS_BOOL(pos_level, sold_out, POS_F_COLUMN,
		    "nobody can order it"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_level_record);

#define LEVEL_COLUMNS \
	"SELECT i.code AS code, i.name AS name, i.policy AS policy," \
	" i.sold_out AS sold_out, i.low_milli AS low_milli," \
	" COALESCE(s.location, CAST($2 AS TEXT), '" POS_LOCATION "')" \
	" AS location, COALESCE(s.on_hand_milli, 0) AS on_hand_milli," \
	" COALESCE(s.reserved_milli, 0) AS reserved_milli" \
	" FROM item i LEFT JOIN stock s ON s.branch = $1" \
	" AND s.item = i.item AND (CAST($2 AS TEXT) IS NULL" \
	" OR s.location = CAST($2 AS TEXT))"

POS_SQL(all_sql, LEVEL_COLUMNS
    " WHERE i.tracked = 1 AND i.active = 1 AND NOT EXISTS"
    " (SELECT 1 FROM recipe r WHERE r.item = i.item)"
    " ORDER BY i.code, location");
POS_SQL(one_sql, LEVEL_COLUMNS " WHERE i.item = $3 ORDER BY location");

static void
fill(struct pos_level *level, struct pos_query *q)
{
	const char *policy = pos_text(q, "policy");

	*level = (struct pos_level){
		.item = pos_text(q, "code"),
		.name = pos_text(q, "name"),
		.location = pos_text(q, "location"),
		.on_hand_milli = pos_int(q, "on_hand_milli"),
		.reserved_milli = pos_int(q, "reserved_milli"),
		.low_milli = pos_int(q, "low_milli"),
		.sold_out = pos_int(q, "sold_out") != 0,
	};
	level->available_milli = level->on_hand_milli - level->reserved_milli;
	level->low =
	    level->low_milli > 0 && level->available_milli <= level->low_milli;
	if (strcmp(level->location, POS_LOCATION) == 0 &&
	    (policy == NULL || strcmp(policy, "block") == 0) &&
	    level->available_milli <= 0)
		level->sold_out = true;
}

enum pos_status
pos_levels(struct pos_shop *shop, int64_t item_no, const char *location,
    enum pos_status (*each)(void *, const struct pos_level *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q =
	    pos_query(shop->store, item_no != 0 ? &one_sql : &all_sql);
	struct pos_level level;
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_text(q, 2, location);
	if (item_no != 0)
		pos_bind_int(q, 3, item_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		fill(&level, q);
		st = each(arg, &level, err);
		if (st != POS_OK) {
			pos_query_done(q);
			return st;
		}
	}
	return st == POS_END ? POS_OK : st;
}
