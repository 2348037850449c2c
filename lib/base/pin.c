/*
 * pin.c - PIN hashes.
 *
 * A stored hash names its own parameters, so that ours may grow while old
 * ones stay readable; they are bounded, so that a stored text cannot ask
 * for more memory than a till has.  libcrypto.so is loaded on first use:
 * start-up is part of every sale, and few programs ask a PIN.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "base/ident.h"

#define LIBRARY "libcrypto.so.3"
#define LOG_N 15
#define R 8
#define P 1
#define SALT_LEN 16
#define HASH_LEN 32
#define BYTES_MAX 64
#define MEMORY_MAX ((uint64_t)256 << 20)

/* EVP_PBE_scrypt() as openssl/evp.h declares it. */
typedef int scrypt_fn(const char *pass, size_t pass_len,
    const unsigned char *salt, size_t salt_len, uint64_t n, uint64_t r,
    uint64_t p, uint64_t memory_max, unsigned char *key, size_t key_len);

struct stored {
	int log_n, r, p;
	unsigned char salt[BYTES_MAX], hash[BYTES_MAX];
	size_t salt_len, hash_len;
};

static enum pos_status
load(scrypt_fn **scrypt, struct pos_err *err)
{
	static scrypt_fn *found;
	void *library;

	if (found == NULL) {
		library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
		if (library == NULL)
			return pos_fail(err, POS_UNAVAILABLE,
			    "cannot load %s to hash a PIN: %s (install OpenSSL"
			    " 3)",
			    LIBRARY, dlerror());
		found = (scrypt_fn *)dlsym(library, "EVP_PBE_scrypt");
		if (found == NULL)
			return pos_fail(err, POS_UNAVAILABLE,
			    "%s has no EVP_PBE_scrypt (install OpenSSL 3)",
			    LIBRARY);
	}
	*scrypt = found;
	return POS_OK;
}

static enum pos_status
derive(unsigned char *key, const struct stored *with, const char *pin,
    struct pos_err *err)
{
	scrypt_fn *scrypt = NULL;
	enum pos_status st;

	st = load(&scrypt, err);
	if (st != POS_OK)
		return st;
	if (scrypt(pin, strlen(pin), with->salt, with->salt_len,
		(uint64_t)1 << with->log_n, (uint64_t)with->r,
		(uint64_t)with->p, MEMORY_MAX, key, with->hash_len) != 1)
		return pos_fail(err, POS_UNAVAILABLE,
		    "cannot hash a PIN: scrypt of %s failed", LIBRARY);
	return POS_OK;
}

enum pos_status
pos_pin_hash(char *text, const char *pin, struct pos_err *err)
{
	struct stored fresh = { .log_n = LOG_N,
		.r = R,
		.p = P,
		.salt_len = SALT_LEN,
		.hash_len = HASH_LEN };
	char salt[2 * SALT_LEN + 1], hash[2 * HASH_LEN + 1];
	enum pos_status st;

	st = pos_random(fresh.salt, SALT_LEN, err);
	if (st == POS_OK)
		st = derive(fresh.hash, &fresh, pin, err);
	if (st != POS_OK)
		return st;
	snprintf(text, POS_PIN_HASH_TEXT, "scrypt$%d$%d$%d$%s$%s", LOG_N, R, P,
	    pos_hex(salt, fresh.salt, SALT_LEN),
	    pos_hex(hash, fresh.hash, HASH_LEN));
	return POS_OK;
}

/* A number of 1 to max ended by '$'; 0 where there is none. */
static int
take_number(const char **text, int max)
{
	int number = 0;

	while (**text >= '0' && **text <= '9' && number <= max)
		number = number * 10 + (*(*text)++ - '0');
	if (number > max || **text != '$')
		return 0;
	(*text)++;
	return number;
}

/* Pairs of lower-case hex digits up to end; 0 where they are not. */
static size_t
take_hex(const char **text, char end, unsigned char *bytes)
{
	static const char digits[] = "0123456789abcdef";
	const char *high, *low;
	size_t len;

	for (len = 0; **text != end; len++, *text += 2) {
		if (len == BYTES_MAX || (*text)[0] == '\0' ||
		    (high = strchr(digits, (*text)[0])) == NULL ||
		    (*text)[1] == '\0' ||
		    (low = strchr(digits, (*text)[1])) == NULL)
			return 0;
		bytes[len] =
		    (unsigned char)((high - digits) << 4 | (low - digits));
	}
	if (end != '\0')
		(*text)++;
	return len;
}

static bool
parse(struct stored *out, const char *text)
{
	static const char prefix[] = "scrypt$";

	if (strncmp(text, prefix, sizeof(prefix) - 1) != 0)
		return false;
	text += sizeof(prefix) - 1;
	return (out->log_n = take_number(&text, 20)) > 0 &&
	    (out->r = take_number(&text, 32)) > 0 &&
	    (out->p = take_number(&text, 16)) > 0 &&
	    (out->salt_len = take_hex(&text, '$', out->salt)) > 0 &&
	    (out->hash_len = take_hex(&text, '\0', out->hash)) >= SALT_LEN;
}

enum pos_status
pos_pin_check(bool *match, const char *stored, const char *pin,
    struct pos_err *err)
{
	struct stored with;
	unsigned char key[BYTES_MAX], differ = 0;
	enum pos_status st;
	size_t i;

	if (!parse(&with, stored))
		return pos_fail(err, POS_DATA,
		    "stored PIN hash is not readable (set the PIN again)");
	st = derive(key, &with, pin, err);
	if (st != POS_OK)
		return st;
	for (i = 0; i < with.hash_len; i++)
		differ |= (unsigned char)(key[i] ^ with.hash[i]);
	explicit_bzero(key, sizeof(key));
	*match = differ == 0;
	return POS_OK;
}
