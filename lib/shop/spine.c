/*
 * spine.c - decide, record, apply: the frame of every change.
 */
#include <string.h>

#include "rec/json.h"
#include "shop/menu.h"
#include "shop/rollup.h"
#include "shop/spine.h"

/* The data of one event, and an answer kept by its key, fit in here. */
#define DATA_MAX (16 << 20)

enum pos_status
pos_change_begin(struct pos_shop *shop, struct pos_err *err)
{
	enum pos_status st = pos_begin(shop->store, err);

	if (st != POS_OK)
		return st;
	st = pos_shop_tick(shop, err);
	if (st != POS_OK)
		pos_rollback(shop->store);
	return st;
}

enum pos_status
pos_change_end(struct pos_shop *shop, enum pos_status status,
    struct pos_err *err)
{
	if (status == POS_OK && !shop->dry_run) {
		status = pos_rollup_flush(shop, err);
		if (status == POS_OK)
			status = pos_commit(shop->store, err);
		if (status == POS_OK)
			return POS_OK;
	}
	pos_rollup_drop(shop);
	pos_rollback(shop->store);
	pos_menu_forget(shop);
	return status;
}

const struct pos_event_kind *
pos_kind_find(const char *kind, int64_t v)
{
	size_t i;

	for (i = 0; pos_kinds[i] != NULL; i++)
		if (pos_kinds[i]->v == v &&
		    strcmp(pos_kinds[i]->kind, kind) == 0)
			return pos_kinds[i];
	return NULL;
}

static enum pos_status
apply(struct pos_shop *shop, const struct pos_event_kind *kind,
    const struct pos_entry *entry, const void *data, struct pos_err *err)
{
	enum pos_status st = kind->apply(shop, entry, data, err);

	return st == POS_OK && kind->of_menu ? pos_menu_bump(shop->store, err) :
					       st;
}

/* A dry run shows what would be recorded, under the numbers it would get. */
static void
show(struct pos_shop *shop, const struct pos_entry *entry)
{
	pos_record_write(&shop->recorded, &pos_entry_record, entry);
	pos_buf_char(&shop->recorded, '\n');
}

enum pos_status
pos_record(struct pos_shop *shop, const struct pos_event_kind *kind,
    const void *data, struct pos_err *err)
{
	struct pos_entry entry = {
		.branch = shop->branch,
		.till = shop->till,
		.at = shop->now,
		.day = shop->day,
		.kind = kind->kind,
		.kind_v = kind->v,
		.staff = shop->staff_code,
		.key = shop->key,
	};
	enum pos_status st;

	pos_buf_clear(&shop->scratch);
	pos_record_write(&shop->scratch, kind->record, data);
	if (shop->scratch.len > DATA_MAX)
		return pos_fail(err, POS_DATA,
		    "too much in one step: split it");
	entry.data = shop->scratch.text;
	shop->entries++;
	st = pos_journal_append(shop->store, &entry, err);
	if (st != POS_OK)
		return st;
	if (shop->dry_run)
		show(shop, &entry);
	return apply(shop, kind, &entry, data, err);
}

static enum pos_status
replay_data(struct pos_shop *shop, const struct pos_entry *entry,
    const struct pos_json *json, struct pos_pool *pool, struct pos_err *err)
{
	const struct pos_event_kind *kind;
	enum pos_status st;
	void *data;

	kind = pos_kind_find(entry->kind, entry->kind_v);
	if (kind == NULL)
		return pos_fail(err, POS_DATA,
		    "unknown kind '%s' of version "
		    "%lld (written by a newer program?)",
		    entry->kind, (long long)entry->kind_v);
	if (json == NULL)
		return pos_fail(err, POS_DATA, "data: missing");
	data = pos_pool_alloc(pool, kind->record->size);
	st = pos_record_read(data, kind->record, json, pool, 0, err);
	return st == POS_OK ? apply(shop, kind, entry, data, err) : st;
}

enum pos_status
pos_replay(struct pos_shop *shop, const char *bytes, size_t len,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_entry entry = { 0 };
	struct pos_json *json;
	enum pos_status st;

	st = pos_json_parse(&json, bytes, len, err);
	if (st != POS_OK)
		return st;
	st = pos_record_read(&entry, &pos_entry_head, json, pool,
	    POS_READ_EXTRA, err);
	if (st == POS_OK)
		st = replay_data(shop, &entry, pos_json_get(json, "data"), pool,
		    err);
	pos_json_free(json);
	if (st != POS_OK && st != POS_END)
		return pos_fail_at(err, pos_tr("entry %lld of till %lld/%lld"),
		    (long long)entry.seq, (long long)entry.branch,
		    (long long)entry.till);
	return st;
}

enum pos_status
pos_apply_nothing(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	(void)shop;
	(void)entry;
	(void)data;
	(void)err;
	return POS_OK;
}
