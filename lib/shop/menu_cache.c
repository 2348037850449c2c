/*
 * menu_cache.c - what was read of the menu, kept while it is true.
 *
 * One open-addressed table for everything, its keys and values in one pool;
 * forgetting is dropping both.  The set of hashes that a bulk import keeps
 * beside it answers "certainly new" or "perhaps there": a wrong perhaps
 * costs a query, nothing else.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/menu_inside.h"

uint64_t
pos_menu_hash(const char *text)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	h ^= h >> 29;
	return h != 0 ? h : 1;
}

bool
pos_menu_set_has(const struct pos_menu_set *set, uint64_t hash)
{
	size_t i;

	if (set->cap == 0)
		return false;
	for (i = hash & (set->cap - 1); set->hash[i] != 0;
	     i = (i + 1) & (set->cap - 1))
		if (set->hash[i] == hash)
			return true;
	return false;
}

static void
set_put(uint64_t *all, size_t cap, uint64_t hash)
{
	size_t i = hash & (cap - 1);

	while (all[i] != 0)
		i = (i + 1) & (cap - 1);
	all[i] = hash;
}

void
pos_menu_set_add(struct pos_menu_set *set, uint64_t hash)
{
	uint64_t *old = set->hash;
	size_t i, cap = set->cap;

	if (pos_menu_set_has(set, hash))
		return;
	if ((set->count + 1) * 4 > cap * 3) {
		set->cap = cap == 0 ? 1024 : cap * 2;
		set->hash = pos_alloc(set->cap * sizeof(*old));
		for (i = 0; i < cap; i++)
			if (old[i] != 0)
				set_put(set->hash, set->cap, old[i]);
		free(old);
	}
	set_put(set->hash, set->cap, hash);
	set->count++;
}

void
pos_menu_set_free(struct pos_menu_set *set)
{
	free(set->hash);
	*set = (struct pos_menu_set){ 0 };
}

struct pos_menu_cache *
pos_menu_get(struct pos_shop *shop)
{
	if (shop->menu == NULL) {
		shop->menu = pos_alloc(sizeof(*shop->menu));
		shop->menu->pool = pos_pool_new();
		shop->menu->scratch = pos_pool_new();
		shop->menu->version = pos_store_version(shop->store);
		shop->menu->edition = -1;
	}
	return shop->menu;
}

static uint64_t
key_hash(enum pos_menu_key kind, const char *text, int64_t no)
{
	uint64_t h = text != NULL ? pos_menu_hash(text) :
				    (uint64_t)no * UINT64_C(0x9e3779b97f4a7c15);

	h ^= h >> 31;
	h = (h + (uint64_t)kind) * UINT64_C(0xd6e8feb86659fd93);
	h ^= h >> 32;
	return h != 0 ? h : 1;
}

const void *
pos_menu_cached(struct pos_shop *shop, enum pos_menu_key kind, const char *text,
    int64_t no)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	uint64_t hash = key_hash(kind, text, no);
	const struct pos_menu_slot *s;
	size_t i;

	if (menu->cap == 0)
		return NULL;
	for (i = hash & (menu->cap - 1);; i = (i + 1) & (menu->cap - 1)) {
		s = &menu->slot[i];
		if (s->hash == 0)
			return NULL;
		if (s->hash == hash && s->kind == kind && s->no == no &&
		    (text == NULL || strcmp(s->text, text) == 0))
			return s->value;
	}
}

static void
slot_put(struct pos_menu_slot *all, size_t cap, struct pos_menu_slot slot)
{
	size_t i = slot.hash & (cap - 1);

	while (all[i].hash != 0)
		i = (i + 1) & (cap - 1);
	all[i] = slot;
}

void
pos_menu_keep(struct pos_shop *shop, enum pos_menu_key kind, const char *text,
    int64_t no, const void *value)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	struct pos_menu_slot *old = menu->slot;
	size_t i, cap = menu->cap;

	if (pos_menu_cached(shop, kind, text, no) != NULL)
		return;
	if ((menu->count + 1) * 4 > cap * 3) {
		menu->cap = cap == 0 ? 64 : cap * 2;
		menu->slot = pos_alloc(menu->cap * sizeof(*old));
		for (i = 0; i < cap; i++)
			if (old[i].hash != 0)
				slot_put(menu->slot, menu->cap, old[i]);
		free(old);
	}
	slot_put(menu->slot, menu->cap,
	    (struct pos_menu_slot){
		.hash = key_hash(kind, text, no),
		.kind = kind,
		.no = no,
		.text = pos_pool_text(menu->pool, text),
		.value = value,
	    });
	menu->count++;
}

void
pos_menu_forget(struct pos_shop *shop)
{
	struct pos_menu_cache *menu = shop->menu;

	if (menu == NULL || menu->count == 0)
		return;
	pos_pool_clear(menu->pool);
	memset(menu->slot, 0, menu->cap * sizeof(*menu->slot));
	menu->count = 0;
}

/*
 * Called by apply.  In bulk the groups and classes that rows share must
 * survive the rows, and nobody holds a name that an item might change.
 */
void
pos_menu_changed(struct pos_shop *shop, int64_t item_no)
{
	struct pos_menu_cache *menu = shop->menu;

	if (menu == NULL || menu->count == 0)
		return;
	if (!menu->bulk || pos_menu_cached(shop, POS_BY_NO, NULL, item_no))
		pos_menu_forget(shop);
}

/* The menu changes seldom, the store with every sale of another till. */
POS_SQL(sql_edition, "SELECT value FROM counter"
    " WHERE branch = 0 AND name = 'menu'");
POS_SQL(sql_bump, "INSERT INTO counter (branch, name, value)"
    " VALUES (0, 'menu', 1) ON CONFLICT (branch, name)"
    " DO UPDATE SET value = counter.value + 1");

enum pos_status
pos_menu_bump(struct pos_store *store, struct pos_err *err)
{
	return pos_run(pos_query(store, &sql_bump), err);
}

static int64_t
edition(struct pos_store *store)
{
	struct pos_query *q = pos_query(store, &sql_edition);
	int64_t value = pos_step(q, NULL) == POS_OK ? pos_int(q, "value") : 0;

	pos_query_done(q);
	return value;
}

void
pos_menu_refresh(struct pos_shop *shop)
{
	struct pos_menu_cache *menu = shop->menu;
	int64_t version, now;

	if (menu == NULL)
		return;
	version = pos_store_version(shop->store);
	if (menu->count >= POS_MENU_KEEP)
		pos_menu_forget(shop);
	if (version == menu->version)
		return;
	/* Ours is of an unknown edition until it is first in doubt. */
	now = edition(shop->store);
	if (now != menu->edition)
		pos_menu_forget(shop);
	menu->version = version;
	menu->edition = now;
}

void
pos_menu_cache_free(struct pos_shop *shop)
{
	struct pos_menu_cache *menu = shop->menu;

	if (menu == NULL)
		return;
	pos_menu_bulk_end(shop);
	pos_buf_release(&menu->a);
	pos_buf_release(&menu->b);
	free(menu->slot);
	pos_pool_free(menu->pool);
	pos_pool_free(menu->scratch);
	free(menu);
	shop->menu = NULL;
}
