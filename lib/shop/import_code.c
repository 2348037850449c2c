/*
 * import_code.c - codes for items that come with none, or with unfit ones.
 *
 * A code is made of what the file says and nothing else, so that the same
 * file makes the same codes again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shop/import_inside.h"

#define SLUG_MAX 56 /* leaves room for "-12345" within a code's 64 */

/* A character that a code may not have, or that reads badly in one. */
static bool
gap(unsigned c)
{
	return c <= ' ' || c == 0x7f || (c >= 0x80 && c <= 0xa0) ||
	    c == 0x3000 || (c >= 0x2000 && c <= 0x206f) || c == 0xfeff ||
	    (c < 0x80 && strchr(":+,;=\"'`|<>\\", (int)c) != NULL);
}

const char *
pos_import_slug(struct pos_pool *pool, const char *text, bool lower)
{
	struct pos_buf fold = { 0 };
	const char *from = text;
	char out[SLUG_MAX + 8], bytes[4];
	size_t n = 0, len, width;
	unsigned c;

	if (pos_code_wrong(text) == NULL && strlen(text) <= SLUG_MAX && !lower)
		return pos_pool_text(pool, text);
	if (lower) {
		pos_text_fold(&fold, text);
		from = fold.text;
	}
	for (; (c = pos_utf8_next(from, &len)) != 0; from += len) {
		if (gap(c)) {
			if (n > 0 && out[n - 1] != '-' && n < SLUG_MAX)
				out[n++] = '-';
			continue;
		}
		width = pos_utf8_put(bytes, c);
		if (n + width > SLUG_MAX)
			break;
		if (n == 0 && c == '-')
			continue;
		memcpy(out + n, bytes, width);
		n += width;
	}
	while (n > 0 && out[n - 1] == '-')
		n--;
	pos_buf_release(&fold);
	out[n] = '\0';
	if (pos_code_wrong(out) != NULL)
		return "item";
	return pos_pool_text(pool, out);
}

static struct pos_seen *
slot(struct pos_seen *all, size_t cap, uint64_t hash)
{
	size_t i = hash & (cap - 1);

	while (all[i].hash != 0 && all[i].hash != hash)
		i = (i + 1) & (cap - 1);
	return &all[i];
}

static struct pos_seen *
remember(struct pos_importer *im, const char *code, long line)
{
	uint64_t hash = pos_menu_hash(code);
	struct pos_seen *old = im->seen, *s;
	size_t i, cap = im->seen_cap;

	if ((im->seen_count + 1) * 4 > cap * 3) {
		im->seen_cap = cap == 0 ? 1024 : cap * 2;
		im->seen = pos_alloc(im->seen_cap * sizeof(*old));
		for (i = 0; i < cap; i++)
			if (old[i].hash != 0)
				*slot(im->seen, im->seen_cap, old[i].hash) =
				    old[i];
		free(old);
	}
	s = slot(im->seen, im->seen_cap, hash);
	if (s->hash == 0) {
		s->hash = hash;
		s->line = (uint32_t)line;
		im->seen_count++;
	}
	s->times++;
	return s;
}

long
pos_import_seen(struct pos_importer *im, const char *code, long line)
{
	struct pos_seen *s = remember(im, code, line);

	return s->times > 1 ? (long)s->line : 0;
}

const char *
pos_import_unique(struct pos_importer *im, struct pos_pool *pool,
    const char *code, bool *again)
{
	const char *made = code;
	struct pos_seen *s = remember(im, code, im->item_line);
	uint32_t times = s->times;

	*again = times > 1;
	while (times > 1) {
		made = pos_pool_printf(pool, "%s-%u", code, times);
		if (remember(im, made, im->item_line)->times == 1)
			break;
		/* the file has that one too: the next number */
		times = remember(im, code, im->item_line)->times;
	}
	return made;
}
