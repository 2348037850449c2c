/*
 * rollup_hash.c - rows of roll-ups in memory, found by their key.
 *
 * Open addressing with linear probing over indexes into an array of rows,
 * so that the rows can be sorted and written in the order of their keys.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/rollup_inside.h"

#define SLOTS_MIN 256

struct pos_rollup *
rollup_of(struct pos_shop *shop)
{
	if (shop->rollup == NULL) {
		shop->rollup = pos_alloc(sizeof(*shop->rollup));
		shop->rollup->texts = pos_pool_new();
	}
	return shop->rollup;
}

void
rollup_clear(struct pos_rollup *rollup)
{
	if (rollup->count > 0)
		memset(rollup->slot, 0, rollup->slots * sizeof(uint32_t));
	rollup->count = 0;
	pos_pool_clear(rollup->texts);
}

void
rollup_release(struct pos_rollup *rollup)
{
	if (rollup == NULL)
		return;
	free(rollup->row);
	free(rollup->slot);
	pos_pool_free(rollup->texts);
	free(rollup);
}

static uint64_t
mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ (hash >> 29);
}

static uint64_t
row_hash(const struct rollup_row *row)
{
	uint64_t hash = (uint64_t)row->kind + 1;
	const char *c;

	hash = mix(hash, (uint64_t)row->branch);
	hash = mix(hash, (uint64_t)row->day);
	hash = mix(hash, (uint64_t)row->number);
	for (c = row->text; *c != '\0'; c++)
		hash = mix(hash, (unsigned char)*c);
	return hash;
}

static bool
same_key(const struct rollup_row *a, const struct rollup_row *b)
{
	return a->kind == b->kind && a->branch == b->branch &&
	    a->day == b->day && a->number == b->number &&
	    strcmp(a->text, b->text) == 0;
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *
find(struct pos_rollup *rollup, const struct rollup_row *key)
{
	size_t i = row_hash(key) & (rollup->slots - 1);

	while (rollup->slot[i] != 0 &&
	    !same_key(&rollup->row[rollup->slot[i] - 1], key))
		i = (i + 1) & (rollup->slots - 1);
	return &rollup->slot[i];
}

static void
more_slots(struct pos_rollup *rollup)
{
	size_t i;

	free(rollup->slot);
	rollup->slots = rollup->slots == 0 ? SLOTS_MIN : 2 * rollup->slots;
	rollup->slot = pos_alloc(rollup->slots * sizeof(uint32_t));
	for (i = 0; i < rollup->count; i++)
		*find(rollup, &rollup->row[i]) = (uint32_t)(i + 1);
}

struct rollup_row *
rollup_row(struct pos_rollup *rollup, enum rollup_kind kind, int64_t branch,
    int64_t day, int64_t number, const char *text)
{
	struct rollup_row key = { .kind = kind,
		.branch = branch,
		.day = day,
		.number = number,
		.text = text != NULL ? text : "" };
	uint32_t *slot;

	if (2 * (rollup->count + 1) > rollup->slots)
		more_slots(rollup);
	slot = find(rollup, &key);
	if (*slot == 0) {
		rollup->row = pos_grow(rollup->row, &rollup->cap,
		    rollup->count + 1, sizeof(key));
		if (key.text[0] != '\0')
			key.text = pos_pool_text(rollup->texts, key.text);
		else
			key.text = "";
		rollup->row[rollup->count++] = key;
		*slot = (uint32_t)rollup->count;
	}
	return &rollup->row[*slot - 1];
}

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int
rollup_order(const void *a, const void *b)
{
	const struct rollup_row *x = a, *y = b;
	int c = compare((int64_t)x->kind, (int64_t)y->kind);

	if (c == 0)
		c = compare(x->branch, y->branch);
	if (c == 0)
		c = compare(x->day, y->day);
	if (c == 0)
		c = compare(x->number, y->number);
	return c != 0 ? c : strcmp(x->text, y->text);
}
