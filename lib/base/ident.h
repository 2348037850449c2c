/*
 * ident.h - ids of documents, hashes, random bytes, PIN hashes.
 *
 * A document id is a UUIDv7 (RFC 9562): 48 bits of milliseconds, then, where
 * the RFC leaves bits free, the branch (12), the till (14) and a sequence
 * number (48).  It sorts by time, needs no random source to be unique, and
 * names its row, so that tables need no column and no index for it.
 */
#ifndef POS_BASE_IDENT_H
#define POS_BASE_IDENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

#define POS_ID_TEXT 37
#define POS_BRANCH_MAX 4095
#define POS_TILL_MAX 16383
#define POS_SEQ_MAX ((INT64_C(1) << 48) - 1)
#define POS_SHA256_LEN 32

struct pos_id {
	int64_t ms;
	int branch;
	int till;
	int64_t seq;
};

char *pos_id_text(char *text, const struct pos_id *id);
/* False unless text is an id in our form (lower or upper case). */
bool pos_id_parse(struct pos_id *id, const char *text);

struct pos_sha256 { /* OpenSSL's SHA256_CTX, sized here to hide its header */
	_Alignas(8) unsigned char state[128];
};
void pos_sha256_start(struct pos_sha256 *h);
void pos_sha256_add(struct pos_sha256 *h, const void *bytes, size_t len);
void pos_sha256_end(struct pos_sha256 *h, unsigned char hash[POS_SHA256_LEN]);
void pos_sha256(unsigned char hash[POS_SHA256_LEN], const void *bytes,
    size_t len);
/* text has room for 2 * len + 1 */
char *pos_hex(char *text, const unsigned char *bytes, size_t len);

POS_MUST enum pos_status pos_random(void *bytes, size_t len,
    struct pos_err *err);

#define POS_PIN_HASH_TEXT 160
/*
 * scrypt (RFC 7914; N 2^15, r 8, p 1) of a PIN with a fresh salt, as
 * "scrypt$15$8$1$salthex$hashhex".  libcrypto.so is loaded when first
 * called, so that a program that asks no PIN does not pay for it.
 */
POS_MUST enum pos_status pos_pin_hash(char *text, const char *pin,
    struct pos_err *err);
/* *match in constant time. */
POS_MUST enum pos_status pos_pin_check(bool *match, const char *stored,
    const char *pin, struct pos_err *err);

#endif
