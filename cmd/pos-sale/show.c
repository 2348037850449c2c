/*
 * show.c - show: sales as they are now.
 *
 * As a filter it takes the ids from its input and shows what the store says,
 * so a stale record in a pipe becomes a fresh one.
 */
#include <string.h>
#include <unistd.h>

#include "cmd/pos-sale/sale.h"

const struct pos_opt pos_sale_show_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, struct pos_err *err)
{
	static bool again;
	const char *text;
	enum pos_status st = POS_OK;

	if (!pos_out_table())
		return pos_out_record(&pos_sale_record, sale, err);
	if (again)
		st = pos_out_text("\n", 1, err);
	again = true;
	text = pos_sale_as_text(shop, sale, pool);
	return st == POS_OK ? pos_out_text(text, strlen(text), err) : st;
}

static enum pos_status
show(struct pos_shop *shop, const char *which, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_sale sale;
	struct pos_id id;
	enum pos_status st;

	st = pos_read_begin(shop->store, err);
	if (st != POS_OK)
		return st;
	st = pos_sale_which(shop, which, &id, err);
	if (st == POS_OK)
		st = pos_sale_load(shop, &id, pool, &sale, err);
	pos_read_end(shop->store);
	if (st == POS_OK)
		st = print(shop, &sale, pool, err);
	pos_pool_clear(pool);
	return st;
}

static enum pos_status
from_input(struct pos_shop *shop, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_ids *ids = pos_ids_new(STDIN_FILENO, "sale");
	struct pos_id id;
	const char *text;
	enum pos_status st;

	while ((st = pos_ids_next(ids, &text, err)) == POS_OK) {
		if (!pos_id_parse(&id, text))
			st = pos_fail(err, POS_DATA, "'%s' is no id of a sale",
			    text);
		else
			st = show(shop, text, pool, err);
		if (st == POS_OK && !pos_ids_ready(ids))
			st = pos_out_flush(err);
		if (st != POS_OK)
			break;
	}
	pos_ids_free(ids);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_sale_cmd_show(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct pos_pool *pool;
	enum pos_status st;
	int i;

	if (argc == 0 && isatty(STDIN_FILENO))
		return pos_fail(err, POS_USAGE,
		    "which sale? say its number, or pipe one in");
	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	if (argc == 0)
		st = from_input(&shop, pool, err);
	for (i = 0; st == POS_OK && i < argc; i++)
		st = show(&shop, argv[i], pool, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}
