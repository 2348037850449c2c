/*
 * seal.c - AES-256-GCM, HMAC-SHA-256, base64.
 *
 * libcrypto.so is loaded on first use, as in pin.c, and one cipher context
 * serves the whole process: an import seals hundreds of thousands of texts.
 * Nonces are random, 96 bits: a key of a member seals a few texts in its life,
 * the file's key one for each member, which is far below the 2^32 that
 * NIST SP 800-38D allows a key with random nonces.
 */
#include <assert.h>
#include <dlfcn.h>
#include <limits.h>
#include <string.h>

#include "base/ident.h"
#include "base/seal.h"

#define LIBRARY "libcrypto.so.3"
#define NONCE_LEN 12
#define TAG_LEN 16
#define CTRL_GET_TAG 0x10 /* EVP_CTRL_AEAD_GET_TAG */
#define CTRL_SET_TAG 0x11 /* EVP_CTRL_AEAD_SET_TAG */
#define BLOCK_LEN 64      /* of SHA-256 */
#define BATCH_LEN 4096    /* random bytes asked for at once */

_Static_assert(NONCE_LEN + TAG_LEN == POS_SEAL_MORE, "what sealing adds");

/* As openssl/evp.h declares them. */
typedef void *new_fn(void);
typedef const void *cipher_fn(void);
typedef int init_fn(void *ctx, const void *cipher, void *engine,
    const unsigned char *key, const unsigned char *iv, int enc);
typedef int update_fn(void *ctx, unsigned char *out, int *out_len,
    const unsigned char *in, int in_len);
typedef int final_fn(void *ctx, unsigned char *out, int *out_len);
typedef int ctrl_fn(void *ctx, int type, int arg, void *ptr);

static struct {
	init_fn *init;
	update_fn *update;
	final_fn *final;
	ctrl_fn *ctrl;
	void *ctx; /* NULL: not loaded yet */
} evp;

static void *
symbol(void *library, const char *name, struct pos_err *err)
{
	void *found = dlsym(library, name);

	if (found == NULL)
		(void)pos_fail(err, POS_UNAVAILABLE,
		    "%s has no %s (install OpenSSL 3)", LIBRARY, name);
	return found;
}

static enum pos_status
load(struct pos_err *err)
{
	void *library, *ctx;
	new_fn *make;
	cipher_fn *aes;

	if (evp.ctx != NULL)
		return POS_OK;
	library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		return pos_fail(err, POS_UNAVAILABLE,
		    "cannot load %s to seal personal data: %s (install OpenSSL"
		    " 3)",
		    LIBRARY, dlerror());
	make = (new_fn *)symbol(library, "EVP_CIPHER_CTX_new", err);
	aes = (cipher_fn *)symbol(library, "EVP_aes_256_gcm", err);
	evp.init = (init_fn *)symbol(library, "EVP_CipherInit_ex", err);
	evp.update = (update_fn *)symbol(library, "EVP_CipherUpdate", err);
	evp.final = (final_fn *)symbol(library, "EVP_CipherFinal_ex", err);
	evp.ctrl = (ctrl_fn *)symbol(library, "EVP_CIPHER_CTX_ctrl", err);
	if (make == NULL || aes == NULL || evp.init == NULL ||
	    evp.update == NULL || evp.final == NULL || evp.ctrl == NULL)
		return POS_UNAVAILABLE;
	ctx = make();
	if (ctx == NULL || evp.init(ctx, aes(), NULL, NULL, NULL, 1) != 1)
		return pos_fail(err, POS_UNAVAILABLE,
		    "%s does not do AES-256-GCM", LIBRARY);
	evp.ctx = ctx;
	return POS_OK;
}

/* The part that both ways share: all but the tag. */
static bool
run(bool seal, unsigned char *out, const unsigned char *key,
    const unsigned char *nonce, const void *in, size_t len, const void *aad,
    size_t aad_len)
{
	int n;

	return evp.init(evp.ctx, NULL, NULL, key, nonce, seal) == 1 &&
	    (aad_len == 0 ||
		evp.update(evp.ctx, NULL, &n, aad, (int)aad_len) == 1) &&
	    (len == 0 || evp.update(evp.ctx, out, &n, in, (int)len) == 1);
}

enum pos_status
pos_random_many(void *bytes, size_t len, struct pos_err *err)
{
	static unsigned char batch[BATCH_LEN];
	static size_t left;
	enum pos_status st;

	assert(len <= BATCH_LEN);
	if (left < len) {
		st = pos_random(batch, BATCH_LEN, err);
		if (st != POS_OK)
			return st;
		left = BATCH_LEN;
	}
	left -= len;
	memcpy(bytes, batch + left, len);
	explicit_bzero(batch + left, len);
	return POS_OK;
}

enum pos_status
pos_seal(unsigned char *out, const unsigned char key[POS_KEY_LEN],
    const void *text, size_t len, const void *aad, size_t aad_len,
    struct pos_err *err)
{
	unsigned char none[TAG_LEN];
	enum pos_status st;
	int n;

	assert(len <= INT_MAX && aad_len <= INT_MAX);
	st = load(err);
	if (st == POS_OK)
		st = pos_random_many(out, NONCE_LEN, err);
	if (st != POS_OK)
		return st;
	if (!run(true, out + NONCE_LEN, key, out, text, len, aad, aad_len) ||
	    evp.final(evp.ctx, none, &n) != 1 ||
	    evp.ctrl(evp.ctx, CTRL_GET_TAG, TAG_LEN, out + NONCE_LEN + len) !=
		1)
		return pos_fail(err, POS_UNAVAILABLE,
		    "cannot seal: AES-256-GCM of %s failed", LIBRARY);
	return POS_OK;
}

enum pos_status
pos_unseal(void *text, const unsigned char key[POS_KEY_LEN],
    const unsigned char *sealed, size_t len, const void *aad, size_t aad_len,
    struct pos_err *err)
{
	unsigned char none[TAG_LEN], tag[TAG_LEN];
	enum pos_status st = load(err);
	size_t inner;
	int n;

	if (st != POS_OK)
		return st;
	if (len < POS_SEAL_MORE || len > INT_MAX)
		return pos_fail(err, POS_DATA, "too short for a sealed text");
	inner = len - POS_SEAL_MORE;
	memcpy(tag, sealed + NONCE_LEN + inner, TAG_LEN);
	if (run(false, text, key, sealed, sealed + NONCE_LEN, inner, aad,
		aad_len) &&
	    evp.ctrl(evp.ctx, CTRL_SET_TAG, TAG_LEN, tag) == 1 &&
	    evp.final(evp.ctx, none, &n) == 1)
		return POS_OK;
	/* nobody may use what was not proven */
	explicit_bzero(text, inner);
	return pos_fail(err, POS_DATA,
	    "sealed with another key, or changed since");
}

static void
pad(unsigned char block[BLOCK_LEN], const unsigned char *key, size_t len,
    unsigned char with)
{
	size_t i;

	memset(block, 0, BLOCK_LEN);
	if (len > BLOCK_LEN)
		pos_sha256(block, key, len);
	else if (len > 0)
		memcpy(block, key, len);
	for (i = 0; i < BLOCK_LEN; i++)
		block[i] ^= with;
}

void
pos_hmac(unsigned char out[32], const unsigned char *key, size_t key_len,
    const void *bytes, size_t len)
{
	unsigned char block[BLOCK_LEN], inner[POS_SHA256_LEN];
	struct pos_sha256 h;

	pad(block, key, key_len, 0x36);
	pos_sha256_start(&h);
	pos_sha256_add(&h, block, sizeof(block));
	pos_sha256_add(&h, bytes, len);
	pos_sha256_end(&h, inner);
	pad(block, key, key_len, 0x5c);
	pos_sha256_start(&h);
	pos_sha256_add(&h, block, sizeof(block));
	pos_sha256_add(&h, inner, sizeof(inner));
	pos_sha256_end(&h, out);
	explicit_bzero(block, sizeof(block));
}

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
pos_base64(struct pos_buf *buf, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	unsigned group;
	char *out;
	size_t i;

	pos_buf_reserve(buf, (len + 2) / 3 * 4);
	out = buf->text + buf->len;
	for (i = 0; i + 3 <= len; i += 3, out += 4) {
		group =
		    (unsigned)p[i] << 16 | (unsigned)p[i + 1] << 8 | p[i + 2];
		out[0] = digits[group >> 18];
		out[1] = digits[group >> 12 & 63];
		out[2] = digits[group >> 6 & 63];
		out[3] = digits[group & 63];
	}
	if (i < len) {
		group = (unsigned)p[i] << 16 |
		    (i + 1 < len ? (unsigned)p[i + 1] << 8 : 0);
		out[0] = digits[group >> 18];
		out[1] = digits[group >> 12 & 63];
		out[2] = i + 1 < len ? digits[group >> 6 & 63] : '=';
		out[3] = '=';
		out += 4;
	}
	*out = '\0';
	buf->len = (size_t)(out - buf->text);
}

/* One more than the value; 0: no digit. */
static const unsigned char values[256] = {
	['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
	19, 20, 21, 22, 23, 24, 25, 26,
	['a'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
	43, 44, 45, 46, 47, 48, 49, 50, 51, 52,
	['0'] = 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
	['+'] = 63,
	['/'] = 64,
};

static int
value_of(char c)
{
	return values[(unsigned char)c] - 1;
}

/* Strict: whole groups, padding only at the end, no bits left over. */
long
pos_base64_read(unsigned char *out, const char *text)
{
	size_t len = strlen(text), i;
	unsigned char *to = out;
	int v[4], more, k;

	if (len % 4 != 0)
		return -1;
	for (i = 0; i < len; i += 4) {
		more = 3;
		for (k = 0; k < 4; k++)
			v[k] = value_of(text[i + (size_t)k]);
		if (i + 4 == len && v[3] < 0 && text[i + 3] == '=') {
			v[3] = 0;
			more = 2;
			if (v[2] < 0 && text[i + 2] == '=') {
				v[2] = 0;
				more = 1;
			}
		}
		if (v[0] < 0 || v[1] < 0 || v[2] < 0 || v[3] < 0 ||
		    (more == 2 && (v[2] & 3) != 0) ||
		    (more == 1 && (v[1] & 15) != 0))
			return -1;
		*to++ = (unsigned char)(v[0] << 2 | v[1] >> 4);
		if (more > 1)
			*to++ = (unsigned char)(v[1] << 4 | v[2] >> 2);
		if (more > 2)
			*to++ = (unsigned char)(v[2] << 6 | v[3]);
	}
	return (long)(to - out);
}
