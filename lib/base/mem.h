/*
 * mem.h - memory that does not fail, pools, and growing buffers.
 *
 * Running out of memory ends the program with exit 70 and one line on
 * stderr: nothing here returns NULL.  A pool owns all that was taken from
 * it, until pos_pool_clear() or pos_pool_free(); a buffer owns its bytes.
 */
#ifndef POS_BASE_MEM_H
#define POS_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

void *pos_alloc(size_t size);              /* zeroed; free() it */
void *pos_realloc(void *old, size_t size); /* the growth is not zeroed */
void *pos_grow(void *old, size_t *cap, size_t need, size_t size);
char *pos_strdup(const char *text);

/* Many small things that die together; a cleared pool keeps one block. */
struct pos_pool;
struct pos_pool *pos_pool_new(void);
void pos_pool_free(struct pos_pool *pool); /* NULL is fine */
void pos_pool_clear(struct pos_pool *pool);
void *pos_pool_alloc(struct pos_pool *pool, size_t size); /* zeroed, aligned */
char *pos_pool_text(struct pos_pool *pool, const char *text); /* NULL: NULL */
char *pos_pool_textn(struct pos_pool *pool, const char *text, size_t len);
char *pos_pool_printf(struct pos_pool *pool, const char *format, ...)
    POS_PRINTF(2, 3);
/*
 * The array (NULL at first) with room for one more, zeroed, after its count
 * elements; what it holds doubles.  Only for arrays made by this function.
 */
void *pos_pool_push(struct pos_pool *pool, void *array, size_t count,
    size_t size);

/* text is always NUL-terminated, and never NULL after the first add. */
struct pos_buf {
	char *text;
	size_t len;
	size_t cap;
};
void pos_buf_release(struct pos_buf *buf);
void pos_buf_clear(struct pos_buf *buf); /* keeps the memory; text is "" */
void pos_buf_reserve(struct pos_buf *buf, size_t more);
void pos_buf_add(struct pos_buf *buf, const void *bytes, size_t len);
void pos_buf_text(struct pos_buf *buf, const char *text);
void pos_buf_char(struct pos_buf *buf, char c);
void pos_buf_int(struct pos_buf *buf, int64_t number);
void pos_buf_printf(struct pos_buf *buf, const char *format, ...)
    POS_PRINTF(2, 3);

#endif
