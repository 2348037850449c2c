/*
 * draw_prize.c - what may be won: as it is typed, and whether it can be given.
 */
#include <string.h>

#include "base/text.h"
#include "shop/coupon.h"
#include "shop/draw_inside.h"
#include "shop/menu.h"

static enum pos_status
bad_prize(const char *text, struct pos_err *err)
{
	return pos_fail(err, POS_DATA,
	    "prize '%s': expected a name and a number, as 'coffee:5', "
	    "'points=100:5', 'coupon=BATCH:5:50', 'item=latte:5' or 'none:95'",
	    text);
}

static bool
read_number(char *text, int64_t *number)
{
	*number = 0;
	if (*text == '\0' || strlen(text) > 10)
		return false;
	for (; *text >= '0' && *text <= '9'; text++)
		*number = *number * 10 + (*text - '0');
	return *text == '\0' && *number >= 1 && *number <= POS_DRAW_WEIGHT_MAX;
}

/* The last parts that are numbers; the name may hold a ':' of its own. */
static bool
split(char *text, int64_t *first, int64_t *second)
{
	char *colon = strrchr(text, ':');
	int64_t last;

	*second = 0;
	if (colon == NULL || !read_number(colon + 1, &last))
		return false;
	*colon = '\0';
	*first = last;
	colon = strrchr(text, ':');
	if (colon != NULL && read_number(colon + 1, first)) {
		*colon = '\0';
		*second = last;
	}
	return *text != '\0';
}

enum pos_status
pos_draw_prize_parse(struct pos_draw_prize *prize, const char *text,
    bool counts, struct pos_pool *pool, struct pos_err *err)
{
	char *name = pos_pool_text(pool, text), *equals;
	int64_t first, second;

	*prize = (struct pos_draw_prize){ .kind = "text" };
	if (!split(name, &first, &second) || (counts && second != 0))
		return bad_prize(text, err);
	prize->weight = counts ? 0 : first;
	prize->count = counts ? first : second;
	equals = strchr(name, '=');
	prize->name = name;
	if (strcmp(name, "none") == 0)
		prize->kind = "none";
	if (equals == NULL)
		return POS_OK;
	*equals++ = '\0';
	if (strcmp(name, "points") == 0) {
		if (!read_number(equals, &prize->points))
			return bad_prize(text, err);
		prize->name = pos_pool_printf(pool, "%s points", equals);
	} else if (strcmp(name, "coupon") == 0) {
		prize->batch = prize->name = equals;
	} else if (strcmp(name, "item") == 0) {
		prize->item = prize->name = equals;
	} else {
		return bad_prize(text, err);
	}
	prize->kind = name;
	return POS_OK;
}

static enum pos_status
check_kind(struct pos_shop *shop, struct pos_draw_prize *prize,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_coupon_batch batch;
	const struct pos_item *item;
	enum pos_status st = POS_OK;

	if ((prize->points != 0) != (strcmp(prize->kind, "points") == 0) ||
	    (prize->batch != NULL) != (strcmp(prize->kind, "coupon") == 0) ||
	    (prize->item != NULL) != (strcmp(prize->kind, "item") == 0))
		return pos_fail(err, POS_DATA,
		    "prize '%s' of kind %s: points go with kind points, a "
		    "batch with coupon, an item with item",
		    prize->name, prize->kind);
	if (prize->item != NULL) {
		st = pos_item_find(shop, prize->item, &item, err);
		if (st == POS_OK)
			prize->item = pos_pool_text(pool, item->code);
	} else if (prize->batch != NULL) {
		st = pos_coupon_batch_find(shop, prize->batch, pool, &batch,
		    err);
		if (st == POS_END)
			st = pos_fail(err, POS_DATA,
			    "prize '%s': no batch of coupons '%s'", prize->name,
			    prize->batch);
	}
	return st;
}

enum pos_status
draw_prizes_check(struct pos_shop *shop, struct pos_draw *draw,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_draw_prize *prizes = (struct pos_draw_prize *)draw->prizes;
	enum pos_status st = POS_OK;
	const char *wrong;
	int64_t sum = 0;
	size_t i;

	if (draw->prizes_count == 0 || draw->prizes_count > POS_DRAW_PRIZES_MAX)
		return pos_fail(err, POS_DATA, "a draw has 1 to %d prizes",
		    POS_DRAW_PRIZES_MAX);
	for (i = 0; st == POS_OK && i < draw->prizes_count; i++) {
		if (prizes[i].kind == NULL)
			prizes[i].kind = "text";
		wrong = pos_text_wrong(prizes[i].name, 100);
		if (wrong != NULL)
			return pos_fail(err, POS_DATA, "a prize's name is %s",
			    pos_tr(wrong));
		if (draw->exact ? prizes[i].count == 0 : prizes[i].weight == 0)
			return pos_fail(err, POS_DATA,
			    draw->exact ? "prize '%s' needs a count" :
					  POS_TR("prize '%s' needs a weight"),
			    prizes[i].name);
		prizes[i].given = 0;
		sum += draw->exact ? prizes[i].count : prizes[i].weight;
		st = check_kind(shop, &prizes[i], pool, err);
	}
	if (st == POS_OK && strcmp(draw->kind, "scratch") == 0 &&
	    sum > POS_DRAW_DECK_MAX)
		st = pos_fail(err, POS_DATA,
		    "a batch of scratch tickets has at most %d",
		    POS_DRAW_DECK_MAX);
	return st;
}
