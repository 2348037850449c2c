/*
 * memory.c - what SQLite takes its memory from.
 *
 * Every program parses the whole schema when it starts and frees it when it
 * ends: some five thousand small pieces, none of which was freed before the
 * next is asked for, which is what a general allocator is slowest at.  Here a
 * small piece comes off the end of a chunk, or off the list of those of its
 * size that were freed; a large one is malloc's.  That is a tenth of what a
 * sale takes.  Chunks are never given back: a long stream uses the same
 * pieces again and again.
 *
 * One thread uses the store (see sqlite.c), so nothing is locked.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

#define GRAIN 16
#define SMALL 1024 /* bytes, its head included */
#define CHUNK (64 << 10)

/* Before each piece.  SQLite wants its own aligned to 8 bytes. */
union head {
	uint64_t size;    /* of the whole, a multiple of GRAIN */
	union head *next; /* while it is on a list */
};

static union head *unused[SMALL / GRAIN + 1];
static char *chunk;
static size_t chunk_left;

static size_t
whole(size_t n)
{
	return (n + sizeof(union head) + GRAIN - 1) / GRAIN * GRAIN;
}

/* What is left of a chunk is less than a piece, and is let go. */
static union head *
from_chunk(size_t size)
{
	union head *h;

	if (chunk_left < size) {
		chunk = malloc(CHUNK);
		chunk_left = chunk != NULL ? CHUNK : 0;
		if (chunk == NULL)
			return NULL;
	}
	h = (union head *)(void *)chunk;
	chunk += size;
	chunk_left -= size;
	return h;
}

static void *
take(int n)
{
	size_t size = whole((size_t)n);
	union head *h;

	if (size > SMALL) {
		h = malloc(size);
	} else if ((h = unused[size / GRAIN]) != NULL) {
		unused[size / GRAIN] = h->next;
	} else {
		h = from_chunk(size);
	}
	if (h == NULL)
		return NULL;
	h->size = size;
	return h + 1;
}

static void
give(void *p)
{
	union head *h = (union head *)p - 1;
	size_t size = h->size;

	if (size > SMALL) {
		free(h);
		return;
	}
	h->next = unused[size / GRAIN];
	unused[size / GRAIN] = h;
}

static int
size_of(void *p)
{
	return (int)(((union head *)p - 1)->size - sizeof(union head));
}

static void *
resize(void *p, int n)
{
	union head *h = (union head *)p - 1;
	size_t size = whole((size_t)n);
	void *other;

	if (size == h->size)
		return p;
	if (size > SMALL && h->size > SMALL) {
		h = realloc(h, size);
		if (h == NULL)
			return NULL;
		h->size = size;
		return h + 1;
	}
	other = take(n);
	if (other == NULL)
		return NULL;
	memcpy(other, p, (size_t)(size_of(p) < n ? size_of(p) : n));
	give(p);
	return other;
}

static int
round_up(int n)
{
	return (int)(whole((size_t)n) - sizeof(union head));
}

static int
start(void *unneeded)
{
	(void)unneeded;
	return SQLITE_OK;
}

static void
stop(void *unneeded)
{
	(void)unneeded;
}

void
pos_store_memory(void)
{
	static const sqlite3_mem_methods methods = { take, give, resize,
		size_of, round_up, start, stop, NULL };

	/* a sanitizer sees what is wrong with malloc's pieces only */
#ifndef __SANITIZE_ADDRESS__
	sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
#else
	(void)methods;
#endif
}
