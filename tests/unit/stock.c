/*
 * stock.c - what refusals, counts, flags and the check of stock say; the
 * arithmetic has its twin in stock_twin.c.
 */
#include "shop/stock.h"
#include "shoptest.h"

static void
put(const char *code, bool tracked, const char *policy, const char *part,
    int64_t qty)
{
	struct pos_part parts[1] = { { .item = part, .qty_milli = qty } };
	struct pos_item item = { .code = code,
		.name = code,
		.tracked = tracked,
		.policy = policy,
		.recipe = parts,
		.recipe_count = part != NULL };
	bool changed;

	must(pos_item_put(&shop, &item, &changed, &err), code);
}

static void
receive(const char *code, int64_t qty)
{
	struct pos_stock_line line = { .item = code, .qty_milli = qty };
	struct pos_stock_move done,
	    move = { .kind = "receive",
		    .location = POS_LOCATION,
		    .lines = &line,
		    .lines_count = 1 };

	must(pos_stock_move(&shop, &move, pool, &done, &err), "receive");
}

POS_SQL(spoil_sql, "UPDATE stock SET on_hand_milli = on_hand_milli + 1"
    " WHERE item = (SELECT MIN(item) FROM stock)");
POS_SQL(mend_sql, "UPDATE stock SET on_hand_milli = on_hand_milli - 1"
    " WHERE item = (SELECT MIN(item) FROM stock)");

static void
test_check(void)
{
	must(pos_change_begin(&shop, &err), "begin");
	put("tea", true, NULL, NULL, 0);
	receive("tea", 500);
	must(pos_change_end(&shop, POS_OK, &err), "end");
	ok(pos_stock_check(&shop, &err) == POS_OK,
	    "on-hand is the sum of movements");
	must(pos_change_begin(&shop, &err), "begin");
	must(pos_run(pos_query(shop.store, &spoil_sql), &err), "spoil");
	must(pos_change_end(&shop, POS_OK, &err), "end");
	ok(pos_stock_check(&shop, &err) == POS_DATA &&
		strncmp(err.text, "stock of '", 10) == 0 &&
		strstr(err.text, "its movements add up to") != NULL,
	    "a thousandth too many is found: %s", err.text);
	must(pos_change_begin(&shop, &err), "begin");
	must(pos_run(pos_query(shop.store, &mend_sql), &err), "mend");
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

static const char *
answer(const char *code, int64_t qty, const char **warning)
{
	struct pos_needs needs = { 0 };
	const struct pos_item *item;
	enum pos_status st;

	must(pos_item_by_code(&shop, code, &item, &err), code);
	must(pos_needs_add(&shop, &needs, item->item_no, qty, &err), code);
	st = pos_stock_allows(&shop, &needs, pool, warning, &err);
	pos_needs_release(&needs);
	return st == POS_OK ? "ok" : st == POS_REFUSED ? err.text : "?";
}

static void
test_messages(void)
{
	const char *warning;

	must(pos_change_begin(&shop, &err), "begin");
	put("cheesecake", true, NULL, NULL, 0);
	put("milk", true, NULL, NULL, 0);
	put("foam", false, NULL, "milk", 500);
	put("latte", false, NULL, "foam", 400);
	put("scone", true, "warn", NULL, 0);
	put("water", true, "allow", NULL, 0);
	receive("cheesecake", 1000);
	receive("milk", 150);
	same_text(answer("cheesecake", 2000, &warning),
	    "'cheesecake' is sold out: 2 wanted, 1 left", "short of itself");
	same_text(answer("latte", 1000, &warning),
	    "'latte' needs 'milk': 0.2 wanted, 0.15 left", "short of a part");
	same_text(answer("scone", 1000, &warning), "ok", "warn lets it pass");
	same_text(warning, "'scone' is sold out: 1 wanted, 0 left",
	    "and warns");
	same_text(answer("water", 1000, &warning), "ok", "allow says nothing");
	ok(warning == NULL, "really nothing");
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

static enum pos_status
keep_level(void *arg, const struct pos_level *level, struct pos_err *e)
{
	(void)e;
	*(struct pos_level *)arg = *level;
	return POS_OK;
}

static void
test_counts(void)
{
	struct pos_stock_line line = { .item = "milk", .counted_milli = 399 };
	struct pos_stock_move done,
	    move = { .kind = "count",
		    .location = POS_LOCATION,
		    .lines = &line,
		    .lines_count = 1 };
	struct pos_needs needs = { 0 };
	const struct pos_item *item;
	struct pos_level level;
	const char *warning;

	must(pos_change_begin(&shop, &err), "begin");
	must(pos_stock_move(&shop, &move, pool, &done, &err), "count");
	same_int(done.lines[0].expected_milli, 150, "expected");
	same_int(done.lines[0].qty_milli, 249, "difference");
	must(pos_item_by_code(&shop, "milk", &item, &err), "milk");
	must(pos_levels(&shop, item->item_no, NULL, keep_level, &level, &err),
	    "level");
	same_int(level.on_hand_milli, 399, "what was counted is there");
	same_text(answer("latte", 1995, &warning), "ok", "just enough");
	same_text(answer("latte", 2000, &warning),
	    "'latte' needs 'milk': 0.4 wanted, 0.399 left",
	    "a thousandth short");
	move.kind = "adjust";
	line.qty_milli = -1000;
	must(pos_stock_move(&shop, &move, pool, &done, &err), "adjust");
	must(pos_needs_add(&shop, &needs, item->item_no, -500, &err), "less");
	must(pos_stock_allows(&shop, &needs, pool, &warning, &err),
	    "a smaller order passes, whatever is left");
	pos_needs_release(&needs);
	line.qty_milli = 1000;
	must(pos_stock_move(&shop, &move, pool, &done, &err), "adjust back");
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

static void
test_news(void)
{
	struct pos_missing *list;
	size_t count, i, n = 0;

	must(pos_change_begin(&shop, &err), "begin");
	put("flour", true, NULL, NULL, 0);
	put("bread", false, NULL, "flour", 601);
	receive("flour", 600);
	must(pos_change_end(&shop, POS_OK, &err), "end");
	must(pos_missing_list(&shop, pool, &list, &count, &err), "list");
	for (i = 0; i < count; i++)
		if (list[i].item != NULL && strcmp(list[i].item, "bread") == 0)
			n += strcmp(list[i].reason, "part") == 0 &&
			    strcmp(list[i].part, "flour") == 0;
	ok(n == 1, "a part that is a thousandth short is gone");
}

static void
test_flags(void)
{
	const char *const what[] = { "water", "milk", "water" };
	struct pos_soldout done;
	const char *warning;

	must(pos_change_begin(&shop, &err), "begin");
	must(pos_soldout_mark(&shop, true, what, 3, pool, &done, &err), "mark");
	same_int((long long)done.lines_count, 2, "named twice, marked once");
	same_text(answer("water", 1000, &warning), "'water' is sold out",
	    "a flag refuses in spite of the policy");
	same_text(answer("latte", 1000, &warning),
	    "'latte' needs 'milk', which is sold out",
	    "a flagged part refuses what needs it");
	must(pos_soldout_mark(&shop, true, what, 3, pool, &done, &err),
	    "mark again");
	same_int((long long)done.lines_count, 0, "marked again, no change");
	must(pos_soldout_mark(&shop, false, what, 2, pool, &done, &err),
	    "back");
	same_text(answer("water", 1000, &warning), "ok", "back");
	must(pos_change_end(&shop, POS_OK, &err), "end");
}

static void
test_limits(void)
{
	struct pos_needs needs = { 0 };
	const struct pos_item *item;
	int i;

	must(pos_change_begin(&shop, &err), "begin");
	put("drop", true, NULL, NULL, 0);
	put("sea", false, NULL, "drop", POS_STOCK_MAX);
	must(pos_item_by_code(&shop, "sea", &item, &err), "sea");
	ok(pos_needs_add(&shop, &needs, item->item_no, 1000, &err) == POS_OK,
	    "as much as a stock may hold");
	ok(pos_needs_add(&shop, &needs, item->item_no, 1, &err) == POS_DATA,
	    "not a drop more: %s", err.text);
	for (i = 0; i < 3; i++)
		pos_needs_clear(&needs);
	ok(pos_needs_add(&shop, &needs, item->item_no, POS_QTY_MAX, &err) ==
		POS_DATA,
	    "nor by multiplying: %s", err.text);
	ok(pos_needs_add(&shop, &needs, 987654321, 1, &err) == POS_DATA,
	    "an item that is not there: %s", err.text);
	must(pos_change_end(&shop, POS_OK, &err), "end");
	pos_needs_release(&needs);
}

int
main(void)
{
	shop_start();
	test_check();
	test_messages();
	test_counts();
	test_news();
	test_flags();
	test_limits();
	shop_stop();
	return tap_done();
}
