/*
 * watch.c - watch: sold out and back, from whatever cause, as it happens.
 *
 * Compares what cannot be ordered now with what could not be ordered a
 * moment ago, whenever the store has changed: so it needs no list of causes,
 * and one who joins late starts with what is sold out already.  What comes
 * and goes within one interval is no news.
 */
#include "../common.h"
#include "../follow.h"
#include "base/clock.h"
#include "stock.h"

static bool from_now;
static int64_t interval_ms = 200;

const struct pos_opt watch_options[] = {
	POS_OPT_FLAG(0, "from-now", &from_now,
	    "leave out what is sold out already"),
	POS_OPT_INT(0, "interval", &interval_ms, 10, 60000, "MS",
	    "look this often, in milliseconds (200)"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct seen {
	struct pos_pool *pool;
	struct pos_missing *list;
	size_t count;
};

static enum pos_status
tell(const struct pos_record *record, const struct pos_missing *missing,
    struct pos_err *err)
{
	struct pos_missing news = *missing;
	enum pos_status st = pos_now(&news.at, err);

	return st == POS_OK ? pos_out_record(record, &news, err) : st;
}

/* Both lists are in the same order. */
static enum pos_status
compare(const struct seen *old, const struct seen *new, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i = 0, j = 0;
	int cmp;

	while (st == POS_OK && (i < old->count || j < new->count)) {
		if (i == old->count)
			cmp = 1;
		else if (j == new->count)
			cmp = -1;
		else
			cmp = pos_missing_cmp(&old->list[i], &new->list[j]);
		if (cmp < 0)
			st = tell(&pos_back_news, &old->list[i], err);
		else if (cmp > 0)
			st = tell(&pos_soldout_news, &new->list[j], err);
		i += cmp <= 0;
		j += cmp >= 0;
	}
	return st == POS_OK ? pos_out_flush(err) : st;
}

static enum pos_status
look(struct pos_shop *shop, struct seen *seen, struct seen *spare, bool quiet,
    struct pos_err *err)
{
	struct seen old = *seen;
	enum pos_status st;

	pos_pool_clear(spare->pool);
	st = pos_missing_list(shop, spare->pool, &spare->list, &spare->count,
	    err);
	if (st == POS_OK && !quiet)
		st = compare(seen, spare, err);
	*seen = *spare;
	*spare = old;
	return st;
}

static enum pos_status
follow(struct pos_shop *shop, struct seen *seen, struct seen *spare,
    struct pos_err *err)
{
	int64_t version, last;
	enum pos_status st;

	pos_follow_start();
	last = pos_store_version(shop->store);
	st = look(shop, seen, spare, from_now, err);
	while (st == POS_OK) {
		st = pos_follow_wait(interval_ms, err);
		if (st != POS_OK)
			break;
		version = pos_store_version(shop->store);
		if (version != last)
			st = look(shop, seen, spare, false, err);
		last = version;
	}
	return st == POS_END ? POS_OK : st;
}

enum pos_status
watch_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct seen seen = { 0 }, spare = { 0 };
	enum pos_status st;

	(void)argc;
	(void)argv;
	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	seen.pool = pos_pool_new();
	spare.pool = pos_pool_new();
	st = follow(&shop, &seen, &spare, err);
	pos_pool_free(seen.pool);
	pos_pool_free(spare.pool);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_shop_close(&shop);
	pos_follow_end(st);
	return st;
}
