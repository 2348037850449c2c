/*
 * coupon_code.c - codes of coupons: what they say, and their check character.
 *
 * A code has 16 characters of an alphabet of 23: digits and letters of which
 * no two look alike, in print or by hand.  What looks like one of them is
 * read as it (B as 8, G as 6, S as 5, U as V, Z as 2); 0, O, Q, D, 1, I, J
 * and L are in no code.  23 is prime, which the check character wants: the sum
 * of the characters' values, each times its place (1 to 16), is a multiple of
 * 23.  One wrong character changes the sum by (place * difference), two that
 * changed places by (difference of places * difference of values), neither
 * of which 23 can divide: all are found, neighbours or not.
 *
 * The 15 before it are the numbers of batch and coupon and the batch's random
 * tag, encrypted: a Feistel network over two numbers, of 8 and 7 digits, as
 * NIST's FF1 (SP 800-38G) has it, ten rounds, with HMAC-SHA-256 as its
 * function.  So codes are a permutation of all 23^15 (2^67.8) texts: none
 * comes twice, and to who has no key a code says nothing, nor many codes
 * about one more.  A guess is right with (coupons / 2^67.8): for a million of
 * them once in 2^47.  The tag makes the codes of a batch others when the same
 * number is given out again, as after a backup was put back.
 */
#include <string.h>

#include "base/text.h"
#include "shop/coupon_inside.h"

#define ROUNDS 10
#define HALF_A 8   /* digits */
#define LOW_BITS 8 /* of n, that stand with the tag */

static const char alphabet[] = "23456789ACEFHKMNPRTVWXY";
static const char alike[][2] = { { 'B', '8' }, { 'G', '6' }, { 'S', '5' },
	{ 'U', 'V' }, { 'Z', '2' } };

_Static_assert(sizeof(alphabet) == POS_COUPON_RADIX + 1, "its digits");

static const uint64_t radix_a = UINT64_C(78310985281); /* 23^8 */
static const uint64_t radix_b = UINT64_C(3404825447);  /* 23^7 */

/* RFC 2104, as pos_hmac(): a million codes want ten million of them. */
void
pos_coupon_key_set(struct pos_coupon_key *key,
    const unsigned char bytes[POS_KEY_LEN])
{
	unsigned char pad[64];
	int i;

	for (i = 0; i < 64; i++)
		pad[i] = 0x36 ^ (i < POS_KEY_LEN ? bytes[i] : 0);
	pos_sha256_start(&key->inner);
	pos_sha256_add(&key->inner, pad, sizeof(pad));
	for (i = 0; i < 64; i++)
		pad[i] ^= 0x36 ^ 0x5c;
	pos_sha256_start(&key->outer);
	pos_sha256_add(&key->outer, pad, sizeof(pad));
	explicit_bzero(pad, sizeof(pad));
}

static void
hmac(unsigned char out[POS_SHA256_LEN], const struct pos_coupon_key *key,
    const void *bytes, size_t len)
{
	struct pos_sha256 h = key->inner;

	pos_sha256_add(&h, bytes, len);
	pos_sha256_end(&h, out);
	h = key->outer;
	pos_sha256_add(&h, out, POS_SHA256_LEN);
	pos_sha256_end(&h, out);
}

/* 128 bits modulo radix: what is left of a bias is below 2^-90. */
static uint64_t
round_of(const struct pos_coupon_key *key, int round, uint64_t half,
    uint64_t radix)
{
	unsigned char in[9], out[POS_SHA256_LEN];
	unsigned __int128 sum = 0;
	int i;

	in[0] = (unsigned char)round;
	for (i = 0; i < 8; i++)
		in[1 + i] = (unsigned char)(half >> (8 * i));
	hmac(out, key, in, sizeof(in));
	for (i = 0; i < 16; i++)
		sum = sum << 8 | out[i];
	return (uint64_t)(sum % radix);
}

static void
put_digits(unsigned char *digits, int count, uint64_t value)
{
	while (count-- > 0) {
		digits[count] = (unsigned char)(value % POS_COUPON_RADIX);
		value /= POS_COUPON_RADIX;
	}
}

static uint64_t
take_digits(const unsigned char *digits, int count)
{
	uint64_t value = 0;
	int i;

	for (i = 0; i < count; i++)
		value = value * POS_COUPON_RADIX + digits[i];
	return value;
}

static unsigned
weighed(const unsigned char *digits, int count)
{
	unsigned sum = 0;
	int i;

	for (i = 0; i < count; i++)
		sum += (unsigned)(i + 1) * digits[i];
	return sum % POS_COUPON_RADIX;
}

bool
pos_coupon_check(const unsigned char digits[POS_COUPON_DIGITS])
{
	return weighed(digits, POS_COUPON_DIGITS) == 0;
}

/* The digit d with sum + 16 d = 0 (mod 23): 1/16 is 13, since 16 * 13 = 208
 * = 9 * 23 + 1. */
static unsigned char
check_digit(const unsigned char *digits)
{
	unsigned sum = weighed(digits, POS_COUPON_DIGITS - 1);

	return (
	    unsigned char)((POS_COUPON_RADIX - sum) * 13 % POS_COUPON_RADIX);
}

void
pos_coupon_encode(unsigned char digits[POS_COUPON_DIGITS],
    const struct pos_coupon_key *key, const struct pos_coupon_id *id)
{
	uint64_t n = (uint64_t)id->n;
	uint64_t a = (uint64_t)id->batch_no << (POS_COUPON_N_BITS - LOW_BITS) |
	    n >> LOW_BITS;
	uint64_t b = (n & ((1 << LOW_BITS) - 1)) << POS_COUPON_TAG_BITS |
	    (uint64_t)id->tag;
	int r;

	for (r = 0; r < ROUNDS; r += 2) {
		a = (a + round_of(key, r, b, radix_a)) % radix_a;
		b = (b + round_of(key, r + 1, a, radix_b)) % radix_b;
	}
	put_digits(digits, HALF_A, a);
	put_digits(digits + HALF_A, POS_COUPON_DIGITS - 1 - HALF_A, b);
	digits[POS_COUPON_DIGITS - 1] = check_digit(digits);
}

bool
pos_coupon_decode(struct pos_coupon_id *id, const struct pos_coupon_key *key,
    const unsigned char digits[POS_COUPON_DIGITS])
{
	uint64_t a = take_digits(digits, HALF_A);
	uint64_t b =
	    take_digits(digits + HALF_A, POS_COUPON_DIGITS - 1 - HALF_A);
	int r;

	for (r = ROUNDS; r > 0; r -= 2) {
		b = (b + radix_b - round_of(key, r - 1, a, radix_b)) % radix_b;
		a = (a + radix_a - round_of(key, r - 2, b, radix_a)) % radix_a;
	}
	id->batch_no = (int64_t)(a >> (POS_COUPON_N_BITS - LOW_BITS));
	id->n = (int64_t)((a & ((1 << (POS_COUPON_N_BITS - LOW_BITS)) - 1))
		<< LOW_BITS |
	    b >> POS_COUPON_TAG_BITS);
	id->tag = (int64_t)(b & ((1 << POS_COUPON_TAG_BITS) - 1));
	return a >> (POS_COUPON_BATCH_BITS + POS_COUPON_N_BITS - LOW_BITS) ==
	    0 &&
	    b >> (LOW_BITS + POS_COUPON_TAG_BITS) == 0;
}

void
pos_coupon_print(char text[POS_COUPON_CODE_TEXT], const char *prefix,
    const unsigned char digits[POS_COUPON_DIGITS])
{
	char *to = text;
	int i;

	if (prefix != NULL) {
		memcpy(to, prefix, strlen(prefix));
		to += strlen(prefix);
		*to++ = '-';
	}
	for (i = 0; i < POS_COUPON_DIGITS; i++) {
		if (i > 0 && i % 4 == 0)
			*to++ = '-';
		*to++ = alphabet[digits[i]];
	}
	*to = '\0';
}

char
pos_coupon_fold(unsigned character)
{
	size_t i;
	char c;

	if (character >= 0xff01 && character <= 0xff5e) /* full width */
		character -= 0xff01 - '!';
	if (character >= 'a' && character <= 'z')
		character -= 'a' - 'A';
	if ((character < 'A' || character > 'Z') &&
	    (character < '0' || character > '9'))
		return '\0';
	c = (char)character;
	for (i = 0; i < sizeof(alike) / sizeof(alike[0]); i++)
		if (alike[i][0] == c)
			return alike[i][1];
	return c;
}

/* What people, printers and keyboards put between groups. */
static bool
is_gap(unsigned character)
{
	return character == ' ' || character == '\t' || character == '-' ||
	    character == '_' || character == '.' || character == 0xa0 ||
	    (character >= 0x2010 && character <= 0x2015) ||
	    character == 0x3000 || character == 0xff0d;
}

bool
pos_coupon_typed(unsigned char digits[POS_COUPON_DIGITS],
    char prefix[POS_COUPON_PREFIX_MAX + 1], const char *typed)
{
	char all[POS_COUPON_PREFIX_MAX + POS_COUPON_DIGITS];
	size_t count = 0, len, i;
	const char *at;
	unsigned c;

	if (pos_utf8_valid(typed, strlen(typed)) != strlen(typed))
		return false;
	while ((c = pos_utf8_next(typed, &len)) != 0) {
		typed += len;
		if (is_gap(c))
			continue;
		if (count == sizeof(all) ||
		    (all[count++] = pos_coupon_fold(c)) == '\0')
			return false;
	}
	if (count < POS_COUPON_DIGITS)
		return false;
	count -= POS_COUPON_DIGITS;
	memcpy(prefix, all, count);
	prefix[count] = '\0';
	for (i = 0; i < POS_COUPON_DIGITS; i++) {
		at = strchr(alphabet, all[count + i]);
		if (at == NULL)
			return false;
		digits[i] = (unsigned char)(at - alphabet);
	}
	return true;
}

bool
pos_coupon_looks(const char *typed)
{
	unsigned char digits[POS_COUPON_DIGITS];
	char prefix[POS_COUPON_PREFIX_MAX + 1];

	return pos_coupon_typed(digits, prefix, typed) &&
	    pos_coupon_check(digits);
}
