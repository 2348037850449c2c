/*
 * ident.c - document ids, SHA-256, random bytes.
 *
 * SHA-256 is OpenSSL's low-level one, which 3.0 calls deprecated: its
 * successor looks the algorithm up in providers and configuration first,
 * which costs a short program more than all its hashing.  It is linked from
 * the static library for the same reason.  This is the only file that
 * includes OpenSSL's headers.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <assert.h>
#include <errno.h>
#include <openssl/sha.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/ident.h"

_Static_assert(sizeof(SHA256_CTX) <= sizeof(struct pos_sha256),
    "struct pos_sha256 has no room for SHA256_CTX");
_Static_assert(SHA256_DIGEST_LENGTH == POS_SHA256_LEN, "length of SHA-256");

#define ID_BYTES 16

static void
put(unsigned char *bytes, int count, uint64_t number)
{
	for (; count > 0; count--, number >>= 8)
		bytes[count - 1] = (unsigned char)(number & 0xff);
}

static uint64_t
get(const unsigned char *bytes, int count)
{
	uint64_t number = 0;

	for (; count > 0; count--)
		number = number << 8 | *bytes++;
	return number;
}

char *
pos_id_text(char *text, const struct pos_id *id)
{
	unsigned char bytes[ID_BYTES];
	char hex[2 * ID_BYTES + 1];
	const char *from = hex;
	char *to = text;
	int i;

	assert(id->ms >= POS_TIME_MIN && id->ms <= POS_TIME_MAX);
	assert(id->branch >= 0 && id->branch <= POS_BRANCH_MAX);
	assert(id->till >= 0 && id->till <= POS_TILL_MAX);
	assert(id->seq >= 0 && id->seq <= POS_SEQ_MAX);
	put(bytes, 6, (uint64_t)id->ms);
	put(bytes + 6, 2, 0x7000 | (uint64_t)id->branch);
	put(bytes + 8, 2, 0x8000 | (uint64_t)id->till);
	put(bytes + 10, 6, (uint64_t)id->seq);
	pos_hex(hex, bytes, sizeof(bytes));
	for (i = 0; i < POS_ID_TEXT - 1; i++) {
		if (i == 8 || i == 13 || i == 18 || i == 23)
			*to++ = '-';
		else
			*to++ = *from++;
	}
	*to = '\0';
	return text;
}

static int
nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
pos_id_parse(struct pos_id *id, const char *text)
{
	unsigned char bytes[ID_BYTES] = { 0 };
	int i, value, digits = 0;
	int64_t ms;

	for (i = 0; i < POS_ID_TEXT - 1; i++) {
		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (text[i] != '-')
				return false;
			continue;
		}
		value = nibble(text[i]); /* of the NUL too: not past the end */
		if (value < 0)
			return false;
		bytes[digits / 2] =
		    (unsigned char)(bytes[digits / 2] << 4 | value);
		digits++;
	}
	ms = (int64_t)get(bytes, 6);
	if (text[i] != '\0' || bytes[6] >> 4 != 7 || bytes[8] >> 6 != 2 ||
	    ms > POS_TIME_MAX)
		return false;
	id->ms = ms;
	id->branch = (int)(get(bytes + 6, 2) & 0x0fff);
	id->till = (int)(get(bytes + 8, 2) & 0x3fff);
	id->seq = (int64_t)get(bytes + 10, 6);
	return true;
}

/* The header aligns the bytes, and the assertion above gives them room. */
static SHA256_CTX *
context(struct pos_sha256 *h)
{
	return (SHA256_CTX *)(void *)h->state;
}

void
pos_sha256_start(struct pos_sha256 *h)
{
	SHA256_Init(context(h));
}

void
pos_sha256_add(struct pos_sha256 *h, const void *bytes, size_t len)
{
	if (len > 0)
		SHA256_Update(context(h), bytes, len);
}

void
pos_sha256_end(struct pos_sha256 *h, unsigned char hash[POS_SHA256_LEN])
{
	SHA256_Final(hash, context(h));
}

void
pos_sha256(unsigned char hash[POS_SHA256_LEN], const void *bytes, size_t len)
{
	struct pos_sha256 h;

	pos_sha256_start(&h);
	pos_sha256_add(&h, bytes, len);
	pos_sha256_end(&h, hash);
}

char *
pos_hex(char *text, const unsigned char *bytes, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		text[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		text[2 * i + 1] = "0123456789abcdef"[bytes[i] & 0x0f];
	}
	text[2 * len] = '\0';
	return text;
}

enum pos_status
pos_random(void *bytes, size_t len, struct pos_err *err)
{
	unsigned char *at = bytes;

	while (len > 0) {
		ssize_t got = getrandom(at, len, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return pos_fail(err, POS_UNAVAILABLE,
			    "no random bytes from the system: %s",
			    strerror(errno));
		at += got;
		len -= (size_t)got;
	}
	return POS_OK;
}
