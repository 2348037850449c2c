/*
 * paper_qr.c - QR codes for papers that no printer draws.
 *
 * libqrencode is loaded on first use: few receipts have a code, and a
 * receipt printer draws its own.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "link/paper_inside.h"

#define LIBRARY "libqrencode.so.4"
#define LEVEL_M 1

/* As qrencode.h of libqrencode 4 declares them. */
struct qrcode {
	int version;
	int width;
	unsigned char *data; /* a byte a module; bit 0: dark */
};
typedef struct qrcode *
encode_fn(int size, const unsigned char *data, int version, int level);
typedef void free_fn(struct qrcode *code);

struct library {
	encode_fn *encode;
	free_fn *release;
};

static enum pos_status
load(struct library *found, struct pos_err *err)
{
	static void *handle;

	if (handle == NULL)
		handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (handle == NULL)
		return pos_fail(err, POS_UNAVAILABLE,
		    "cannot load %s to draw a QR code (install libqrencode4)",
		    LIBRARY);
	found->encode = (encode_fn *)dlsym(handle, "QRcode_encodeData");
	found->release = (free_fn *)dlsym(handle, "QRcode_free");
	if (found->encode == NULL || found->release == NULL)
		return pos_fail(err, POS_UNAVAILABLE,
		    "%s is not the libqrencode that was expected", LIBRARY);
	return POS_OK;
}

enum pos_status
pos_qr_make(struct pos_qr *qr, const char *text, struct pos_pool *pool,
    struct pos_err *err)
{
	struct library library = { NULL, NULL };
	struct qrcode *code;
	enum pos_status st;
	bool *dark;
	int i;

	st = load(&library, err);
	if (st != POS_OK)
		return st;
	code = library.encode((int)strlen(text), (const unsigned char *)text, 0,
	    LEVEL_M);
	if (code == NULL)
		return pos_fail(err, POS_USAGE,
		    "the text of the QR code is empty or too long");
	dark = pos_pool_alloc(pool,
	    (size_t)code->width * (size_t)code->width * sizeof(*dark));
	for (i = 0; i < code->width * code->width; i++)
		dark[i] = code->data[i] & 1;
	qr->size = code->width;
	qr->dark = dark;
	library.release(code);
	return POS_OK;
}
