/*
 * seal.h - sealing (AES-256-GCM), keyed hashes (HMAC-SHA-256).
 *
 * libcrypto.so is loaded when first called (as in pin.c), so that a program
 * that opens nothing does not pay for it; pos_hmac() needs only what is linked.
 */
#ifndef POS_BASE_SEAL_H
#define POS_BASE_SEAL_H

#include <stddef.h>

#include "base/mem.h"
#include "base/status.h"

#define POS_KEY_LEN 32
#define POS_SEAL_MORE 28 /* bytes that sealing adds: nonce 12, tag 16 */

/*
 * out (room for len + POS_SEAL_MORE): a fresh random nonce, the text, the
 * tag.  aad is bound to it, not hidden.
 */
POS_MUST enum pos_status pos_seal(unsigned char *out,
    const unsigned char key[POS_KEY_LEN], const void *text, size_t len,
    const void *aad, size_t aad_len, struct pos_err *err);
/* text has room for len - POS_SEAL_MORE; POS_DATA: not sealed with this key,
 * or changed since. */
POS_MUST enum pos_status pos_unseal(void *text,
    const unsigned char key[POS_KEY_LEN], const unsigned char *sealed,
    size_t len, const void *aad, size_t aad_len, struct pos_err *err);
/* pos_random() for many small pieces (at most 4096 bytes each): the kernel is
 * asked for a page at a time.  Not after a fork(). */
POS_MUST enum pos_status pos_random_many(void *bytes, size_t len,
    struct pos_err *err);
/* RFC 2104 with SHA-256. */
void pos_hmac(unsigned char out[32], const unsigned char *key,
    size_t key_len, const void *bytes, size_t len);
/* Base64 (RFC 4648, with padding), for texts in records. */
void pos_base64(struct pos_buf *buf, const void *bytes, size_t len);
/* Decode; out has room for 3/4 of the text's length.  Returns the bytes
 * written; -1: not base64. */
long pos_base64_read(unsigned char *out, const char *text);

#endif
