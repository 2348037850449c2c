/*
 * level_buy.c - a level bought for a term: a sale of an item of the menu, its
 * payment and the level, in one transaction.
 *
 * That it is a sale puts the money where all money is: on a receipt, into the
 * drawer, the day's report and the taxes.  A return of that sale takes no
 * level away: 'level give' does.
 */
#include <string.h>

#include "base/clock.h"
#include "base/days.h"
#include "shop/level_inside.h"
#include "shop/pay.h"
#include "shop/staff.h"

/* The same day so many months later, or the last of a shorter month. */
static int64_t
add_months(int64_t day, int64_t months)
{
	int64_t m = day / 10000 * 12 + day / 100 % 100 - 1 + months;
	int64_t first = m / 12 * 10000 + (m % 12 + 1) * 100 + 1;
	int64_t next = (m + 1) / 12 * 10000 + ((m + 1) % 12 + 1) * 100 + 1;
	int64_t last = pos_day_add((int32_t)next, -1);

	return first + day % 100 - 1 < last ? first + day % 100 - 1 : last;
}

/* Last day of the term: it begins today, or after the one that runs. */
static int64_t
term_end(const struct pos_standing *now, const struct pos_grade *level,
    int64_t today)
{
	if (now->bought && now->hold == level && now->hold_until >= today)
		return add_months(now->hold_until, level->term_months);
	return pos_day_add((int32_t)add_months(today, level->term_months), -1);
}

static enum pos_status
check(struct pos_shop *shop, const struct pos_standing *now,
    const struct pos_grade *level, struct pos_err *err)
{
	char day[POS_TIME_TEXT];

	if (level->removed || level->sold_as == NULL)
		return pos_fail(err, POS_REFUSED,
		    "level '%s' is not for sale: 'pos-member level set %s "
		    "--sold-as ITEM --term MONTHS' makes it so",
		    level->code, level->code);
	if (now->hold != NULL && now->hold_until == 0)
		return pos_fail(err, POS_REFUSED,
		    "the member was given level '%s' without an end",
		    now->hold->code);
	if (now->hold != NULL && now->hold != level &&
	    now->hold_until >= shop->day && now->hold->rank > level->rank)
		return pos_fail(err, POS_REFUSED,
		    "the member holds the better level '%s' until %s",
		    now->hold->code,
		    pos_day_text(day, (int32_t)now->hold_until));
	return POS_OK;
}

static enum pos_status
sell(struct pos_shop *shop, int64_t member_no, const struct pos_grade *level,
    const char *method, int64_t tendered_minor, struct pos_pool *pool,
    struct pos_sale *sale, struct pos_err *err)
{
	struct pos_order_line line = {
		.item = level->sold_as, .qty_milli = POS_QTY_ONE,
	};
	struct pos_order order = { .lines = &line, .lines_count = 1 };
	struct pos_pay_want want = {
		.method = method, .tendered_minor = tendered_minor,
	};
	struct pos_edit edit = { .kind = POS_EDIT_MEMBER, .n = member_no };
	char code[24];
	enum pos_status st;
	struct pos_id id;

	edit.text = pos_pool_text(pool, pos_member_code(code, member_no));
	st = pos_sale_new(shop, &order, NULL, pool, sale, err);
	if (st != POS_OK)
		return st;
	if (!pos_id_parse(&id, sale->id))
		return pos_fail(err, POS_BUG, "a sale without an id");
	st = pos_sale_edit(shop, &id, &edit, 1, NULL, pool, sale, err);
	if (st == POS_OK)
		st = pos_pay_take(shop, &id, &want, pool, sale, err);
	return st;
}

enum pos_status
pos_level_buy(struct pos_shop *shop, int64_t member_no, const char *code,
    const char *method, int64_t tendered_minor, struct pos_pool *pool,
    struct pos_level_move *move, struct pos_err *err)
{
	const struct pos_grade *level;
	struct pos_level_sums *by;
	struct pos_standing now;
	struct pos_levels levels;
	struct pos_sale sale = { 0 };
	enum pos_status st;
	char text[24];
	int64_t until;

	st = pos_levels_load(shop, pool, &levels, err);
	level = st == POS_OK ? pos_levels_get(&levels, code) : NULL;
	if (st == POS_OK && level == NULL)
		st = pos_fail(err, POS_DATA,
		    "no level '%s': 'pos-member level list' shows them", code);
	if (st == POS_OK)
		st =
		    pos_standing_get(shop, &levels, member_no, pool, &now, err);
	if (st == POS_OK)
		st = check(shop, &now, level, err);
	if (st == POS_OK)
		st = sell(shop, member_no, level, method, tendered_minor, pool,
		    &sale, err);
	if (st == POS_OK)
		st = pos_level_sums_all(shop, &levels, member_no, shop->day,
		    pool, &by, err);
	if (st != POS_OK)
		return st;
	until = term_end(&now, level, shop->day);
	*move = (struct pos_level_move){
		.member = pos_pool_text(pool, pos_member_code(text, member_no)),
		.member_no = member_no,
		.from = now.level_code,
		.reason = "bought",
		.sale = sale.id,
		.sets_hold = true,
		.hold = level->code,
		.hold_until = until,
		.hold_bought = true,
	};
	pos_level_settle(pos_level_reached(&levels, by), level, until, true,
	    move);
	return pos_record(shop, &pos_level_moved, move, err);
}
