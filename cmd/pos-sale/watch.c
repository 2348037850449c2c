/*
 * watch.c - watch: each sale that is new or changed, at once.
 *
 * It follows the journal for which sales something happened to, and then
 * shows them as they are: of several changes within one look the last state
 * counts.  One who joins late starts with the sales of the open day and
 * those still open.  The store is read in short looks, and nothing is printed
 * during one: a reader that is slow, or stops, holds up nobody.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/follow.h"
#include "cmd/pos-sale/sale.h"
#include "shop/sale_list.h"
#include "store/journal.h"

#define LOOK_MAX 100 /* sales in one look */

static bool from_now;
static const char *state;
static int64_t interval_ms = 200;

const struct pos_opt pos_sale_watch_options[] = {
	POS_OPT_CHOICE(0, "state", &state, POS_SALE_STATES,
	    "only those that are in this state now"),
	POS_OPT_FLAG(0, "from-now", &from_now,
	    "leave out what is there already"),
	POS_OPT_INT(0, "interval", &interval_ms, 10, 60000, "MS",
	    "look this often, in milliseconds (200)"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct watch {
	struct pos_shop *shop;
	struct pos_journal_place place;
	struct pos_id *ids; /* to be shown */
	size_t count, cap;
	size_t shown;
	struct pos_pool *pool; /* sales of one look */
};

/* Asked for a moment ago is asked for; what is missed is shown twice. */
static void
want(struct watch *w, const struct pos_id *id)
{
	size_t i = w->shown;

	if (w->count - i > 2 * LOOK_MAX)
		i = w->count - 2 * LOOK_MAX;
	for (; i < w->count; i++)
		if (w->ids[i].ms == id->ms && w->ids[i].seq == id->seq &&
		    w->ids[i].till == id->till)
			return;
	w->ids = pos_grow(w->ids, &w->cap, w->count + 1, sizeof(*w->ids));
	w->ids[w->count++] = *id;
}

static void
want_text(struct watch *w, const char *text)
{
	struct pos_id id;

	if (text != NULL && pos_id_parse(&id, text) &&
	    id.branch == w->shop->branch)
		want(w, &id);
}

/*
 * The id in an entry's data: sale.new is a sale, sale.put holds one; all
 * others name it.
 */
static void
want_entry(struct watch *w, const struct pos_json *entry)
{
	const char *kind = pos_json_text(entry, "kind");
	const struct pos_json *data = pos_json_get(entry, "data");

	if (kind == NULL || data == NULL)
		return;
	if (strcmp(kind, "sale.new") == 0) {
		want_text(w, pos_json_text(data, "id"));
		want_text(w, pos_json_text(data, "of"));
	} else if (strcmp(kind, "sale.put") == 0) {
		data = pos_json_get(data, "sale");
		if (data != NULL)
			want_text(w, pos_json_text(data, "id"));
	} else if (strcmp(kind, "sale.void") == 0 ||
	    strncmp(kind, "pay.", strlen("pay.")) == 0) {
		want_text(w, pos_json_text(data, "sale"));
	}
}

static enum pos_status
each_entry(void *arg, const struct pos_journal_row *row, struct pos_err *err)
{
	struct watch *w = arg;
	struct pos_json *entry;
	enum pos_status st;

	if (w->count >= LOOK_MAX)
		return POS_END;
	if (row->branch != w->shop->branch)
		return POS_OK;
	st = pos_json_parse(&entry, row->bytes, row->len, err);
	if (st != POS_OK)
		return pos_fail_at(err,
		    "journal of till %lld/%lld: entry "
		    "%lld",
		    (long long)row->branch, (long long)row->till,
		    (long long)row->seq);
	want_entry(w, entry);
	pos_json_free(entry);
	return POS_OK;
}

/* A return, paid out or void, changes what is left of its original. */
static enum pos_status
load(struct watch *w, struct pos_sale *sales, size_t *count,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	struct pos_id id;

	while (st == POS_OK && w->shown < w->count && *count < LOOK_MAX) {
		id = w->ids[w->shown];
		st = pos_sale_load(w->shop, &id, w->pool, &sales[*count], err);
		if (st == POS_OK)
			want_text(w, sales[*count].of);
		w->shown++;
		++*count;
	}
	if (w->shown == w->count)
		w->shown = w->count = 0;
	return st;
}

static enum pos_status
print(const struct pos_sale *sales, size_t count, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < count; i++)
		if (state == NULL || strcmp(state, sales[i].state) == 0)
			st = pos_out_record(&pos_sale_record, &sales[i], err);
	return st == POS_OK ? pos_out_flush(err) : st;
}

/* *more: there is something left to look at, without waiting. */
static enum pos_status
look(struct watch *w, bool *more, struct pos_err *err)
{
	struct pos_sale sales[LOOK_MAX];
	size_t count = 0;
	enum pos_status st;

	pos_pool_clear(w->pool);
	pos_menu_refresh(w->shop);
	st = pos_read_begin(w->shop->store, err);
	if (st != POS_OK)
		return st;
	if (w->count == 0)
		st = pos_journal_walk(w->shop->store, &w->place, each_entry, w,
		    err);
	*more = w->count >= LOOK_MAX;
	if (st == POS_OK)
		st = load(w, sales, &count, err);
	*more = *more || w->count > 0;
	pos_read_end(w->shop->store);
	return st == POS_OK ? print(sales, count, err) : st;
}

static enum pos_status
each_sale(void *arg, const struct pos_sale *sale, struct pos_err *err)
{
	(void)err;
	want_text(arg, sale->id);
	return POS_OK;
}

/* From where to follow, and what is there already. */
static enum pos_status
join(struct watch *w, struct pos_err *err)
{
	struct pos_sale_filter today = { .from = w->shop->day };
	struct pos_sale_filter before = { .open = true,
		.to = pos_day_add(w->shop->day, -1) };
	enum pos_status st;

	st = pos_read_begin(w->shop->store, err);
	if (st != POS_OK)
		return st;
	st = pos_journal_place_end(w->shop->store, &w->place, err);
	if (st == POS_OK && !from_now)
		st = pos_sale_list(w->shop, &before, each_sale, w, err);
	if (st == POS_OK && !from_now)
		st = pos_sale_list(w->shop, &today, each_sale, w, err);
	pos_read_end(w->shop->store);
	return st;
}

static enum pos_status
follow(struct watch *w, struct pos_err *err)
{
	int64_t version, last;
	bool more = true;
	enum pos_status st;

	pos_follow_start();
	last = pos_store_version(w->shop->store);
	st = join(w, err);
	while (st == POS_OK) {
		version = pos_store_version(w->shop->store);
		if (more || version != last)
			st = look(w, &more, err);
		last = version;
		if (st == POS_OK)
			st = pos_follow_wait(more ? 0 : interval_ms, err);
	}
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_sale_cmd_watch(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct watch w = { .shop = &shop };
	enum pos_status st;

	(void)argc;
	(void)argv;
	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	w.pool = pos_pool_new();
	st = follow(&w, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_pool_free(w.pool);
	pos_journal_place_release(&w.place);
	free(w.ids);
	pos_shop_close(&shop);
	pos_follow_end(st);
	return st;
}
