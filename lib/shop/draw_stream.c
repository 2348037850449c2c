/*
 * draw_stream.c - from a seed to results: the arithmetic of draw.h, that
 * examples/draw-check.sh does once more with openssl and awk.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/seal.h"
#include "shop/draw_inside.h"

#define DIGITS 12 /* 48 bits: every number fits a double of awk */
#define A_BLOCK 5

void
draw_stream_start(struct draw_stream *s, const unsigned char *seed,
    const char *label)
{
	memset(s, 0, sizeof(*s));
	s->seed = seed;
	s->label = label;
	s->used = A_BLOCK;
}

static void
next_block(struct draw_stream *s)
{
	unsigned char digest[POS_SHA256_LEN];
	struct pos_buf text = { 0 };

	pos_buf_printf(&text, "%s|%lld", s->label, (long long)s->block++);
	pos_hmac(digest, s->seed, DRAW_SEED_LEN, text.text, text.len);
	pos_hex(s->hex, digest, sizeof(digest));
	pos_buf_release(&text);
	s->used = 0;
}

static int64_t
next(struct draw_stream *s)
{
	int64_t number = 0;
	const char *p;
	int i;

	if (s->used == A_BLOCK)
		next_block(s);
	p = s->hex + s->used++ * DIGITS;
	for (i = 0; i < DIGITS; i++)
		number =
		    number << 4 | (p[i] <= '9' ? p[i] - '0' : p[i] - 'a' + 10);
	return number;
}

int64_t
draw_below(struct draw_stream *s, int64_t n)
{
	const int64_t all = INT64_C(1) << (4 * DIGITS);
	int64_t number;

	assert(n > 0 && n <= all / 2);
	do
		number = next(s);
	while (number >= all - all % n);
	return number % n;
}

static int64_t
weight_of(const struct pos_draw *draw, const struct pos_draw_prize *prize)
{
	int64_t left = prize->count - prize->given;

	if (draw->exact)
		return left;
	return prize->count > 0 && left <= 0 ? 0 : prize->weight;
}

int
draw_pick(const struct pos_draw *draw, const unsigned char *seed,
    const char *ticket)
{
	struct pos_buf label = { 0 };
	struct draw_stream stream;
	int64_t sum = 0, number;
	size_t i;

	for (i = 0; i < draw->prizes_count; i++)
		sum += weight_of(draw, &draw->prizes[i]);
	if (sum == 0)
		return -1;
	pos_buf_printf(&label, "%s|%s", draw->code, ticket);
	draw_stream_start(&stream, seed, label.text);
	number = draw_below(&stream, sum);
	pos_buf_release(&label);
	for (i = 0; i + 1 < draw->prizes_count; i++) {
		number -= weight_of(draw, &draw->prizes[i]);
		if (number < 0)
			break;
	}
	return (int)i;
}

int *
draw_deck(const struct pos_draw *draw, const unsigned char *seed,
    struct pos_pool *pool, int64_t *size)
{
	struct pos_buf label = { 0 };
	struct draw_stream stream;
	int64_t n = 0, i, j, k;
	int *deck, held;
	size_t p;

	for (p = 0; p < draw->prizes_count; p++)
		n += draw->prizes[p].count;
	*size = n;
	deck = pos_pool_alloc(pool, (size_t)n * sizeof(*deck) + 1);
	for (p = 0, i = 0; p < draw->prizes_count; p++)
		for (k = 0; k < draw->prizes[p].count; k++)
			deck[i++] = (int)p;
	pos_buf_printf(&label, "%s|deck", draw->code);
	draw_stream_start(&stream, seed, label.text);
	for (i = n - 1; i > 0; i--) {
		j = draw_below(&stream, i + 1);
		held = deck[i];
		deck[i] = deck[j];
		deck[j] = held;
	}
	pos_buf_release(&label);
	return deck;
}

bool
draw_seed_read(unsigned char seed[DRAW_SEED_LEN], const char *hex)
{
	static const char digits[] = "0123456789abcdef";
	const char *high, *low;
	size_t i;

	if (strlen(hex) != 2 * DRAW_SEED_LEN)
		return false;
	for (i = 0; i < DRAW_SEED_LEN; i++) {
		high = strchr(digits, hex[2 * i]);
		low = strchr(digits, hex[2 * i + 1]);
		if (high == NULL || low == NULL)
			return false;
		seed[i] =
		    (unsigned char)((high - digits) << 4 | (low - digits));
	}
	return true;
}

void
draw_commit(char hex[2 * POS_SHA256_LEN + 1],
    const unsigned char seed[DRAW_SEED_LEN])
{
	unsigned char hash[POS_SHA256_LEN];

	pos_sha256(hash, seed, DRAW_SEED_LEN);
	pos_hex(hex, hash, sizeof(hash));
}
