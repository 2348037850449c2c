/*
 * mem.c - memory that does not fail, and pools.
 *
 * The one place outside lib/cli and cmd that prints and exits.  It leaves
 * through _exit(): handlers would want memory too, and a transaction that
 * was not committed is rolled back by its store.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

#define BLOCK_MIN ((size_t)4 * 1024)
#define BLOCK_MAX ((size_t)256 * 1024)
#define PUSH_MIN 4

struct block {
	struct block *next;
	size_t used;
	size_t cap;
	_Alignas(max_align_t) char bytes[];
};

struct pos_pool {
	struct block *blocks; /* the first is the one being filled */
};

static _Noreturn void
out_of_memory(void)
{
	char text[128];
	int len;

	len = snprintf(text, sizeof(text), "%.64s: out of memory\n",
	    program_invocation_short_name);
	if (write(STDERR_FILENO, text, (size_t)len) < 0)
		_exit(pos_status_exit(POS_BUG));
	_exit(pos_status_exit(POS_BUG));
}

static size_t
plus(size_t a, size_t b)
{
	size_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		out_of_memory();
	return sum;
}

static size_t
times(size_t a, size_t b)
{
	size_t product;

	if (__builtin_mul_overflow(a, b, &product))
		out_of_memory();
	return product;
}

void *
pos_alloc(size_t size)
{
	void *memory = calloc(1, size == 0 ? 1 : size);

	if (memory == NULL)
		out_of_memory();
	return memory;
}

void *
pos_realloc(void *old, size_t size)
{
	void *memory = realloc(old, size == 0 ? 1 : size);

	if (memory == NULL)
		out_of_memory();
	return memory;
}

void *
pos_grow(void *old, size_t *cap, size_t need, size_t size)
{
	size_t more;

	if (need <= *cap)
		return old;
	more = times(*cap, 2);
	*cap = more < need ? need : more;
	return pos_realloc(old, times(*cap, size));
}

char *
pos_strdup(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(pos_alloc(size), text, size);
}

struct pos_pool *
pos_pool_new(void)
{
	return pos_alloc(sizeof(struct pos_pool));
}

void
pos_pool_free(struct pos_pool *pool)
{
	struct block *block, *next;

	if (pool == NULL)
		return;
	for (block = pool->blocks; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(pool);
}

void
pos_pool_clear(struct pos_pool *pool)
{
	struct block *block, *next, *kept = NULL;

	/* Keep the largest that is no giant, so that a stream settles. */
	for (block = pool->blocks; block != NULL; block = next) {
		next = block->next;
		if (block->cap > BLOCK_MAX ||
		    (kept != NULL && kept->cap >= block->cap)) {
			free(block);
			continue;
		}
		free(kept);
		kept = block;
	}
	if (kept != NULL) {
		kept->next = NULL;
		kept->used = 0;
	}
	pool->blocks = kept;
}

static struct block *
block_new(struct pos_pool *pool, size_t size)
{
	struct block *first = pool->blocks, *block;
	size_t cap = BLOCK_MIN;

	if (first != NULL)
		cap = first->cap < BLOCK_MAX / 2 ? first->cap * 2 : BLOCK_MAX;
	if (size > cap)
		cap = size;
	block = pos_realloc(NULL, plus(sizeof(*block), cap));
	block->used = 0;
	block->cap = cap;
	/* A giant goes second: the room left in the first stays in use. */
	if (first != NULL && size > BLOCK_MAX) {
		block->next = first->next;
		first->next = block;
	} else {
		block->next = first;
		pool->blocks = block;
	}
	return block;
}

static void *
take(struct pos_pool *pool, size_t size, size_t align)
{
	struct block *block = pool->blocks;
	size_t start;

	if (block != NULL) {
		start = (block->used + align - 1) & ~(align - 1);
		if (start <= block->cap && size <= block->cap - start) {
			block->used = start + size;
			return block->bytes + start;
		}
	}
	block = block_new(pool, size);
	block->used = size;
	return block->bytes;
}

void *
pos_pool_alloc(struct pos_pool *pool, size_t size)
{
	/* One byte at least, so that two empty things differ. */
	size = size == 0 ? 1 : size;
	return memset(take(pool, size, _Alignof(max_align_t)), 0, size);
}

char *
pos_pool_text(struct pos_pool *pool, const char *text)
{
	return text == NULL ? NULL : pos_pool_textn(pool, text, strlen(text));
}

char *
pos_pool_textn(struct pos_pool *pool, const char *text, size_t len)
{
	char *copy = take(pool, plus(len, 1), 1);

	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *
pos_pool_printf(struct pos_pool *pool, const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(len >= 0);
	text = take(pool, (size_t)len + 1, 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}

void *
pos_pool_push(struct pos_pool *pool, void *array, size_t count, size_t size)
{
	size_t used = times(count, size);
	char *grown = array;

	/* What it holds follows from count: 4, and every power of two after. */
	if (count == 0 || (count >= PUSH_MIN && (count & (count - 1)) == 0)) {
		grown = take(pool,
		    count == 0 ? times(PUSH_MIN, size) : times(used, 2),
		    _Alignof(max_align_t));
		if (used > 0)
			memcpy(grown, array, used);
	}
	memset(grown + used, 0, size);
	return grown;
}
