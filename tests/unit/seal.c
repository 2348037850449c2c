/*
 * seal.c - AES-256-GCM against vectors of NIST and the GCM specification,
 * HMAC-SHA-256 against RFC 4231, base64 against RFC 4648.
 */
#include <stdlib.h>

#include "base/ident.h"
#include "base/seal.h"
#include "tap.h"

static size_t
unhex(unsigned char *out, const char *hex)
{
	size_t n = 0;
	unsigned byte;

	for (; hex[0] != '\0'; hex += 2, n++) {
		if (sscanf(hex, "%2x", &byte) != 1)
			exit(1);
		out[n] = (unsigned char)byte;
	}
	return n;
}

struct vector {
	const char *name, *key, *nonce, *text, *aad, *sealed, *tag;
};

/* McGrew, Viega: The Galois/Counter Mode of Operation, cases 13 to 16. */
#define K16 \
	"feffe9928665731c6d6a8f9467308308" \
	"feffe9928665731c6d6a8f9467308308"
#define P16 \
	"d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72" \
	"1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
#define C16 \
	"522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa" \
	"8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
#define ZERO "0000000000000000"
static const struct vector vectors[] = {
	{ "case 13", ZERO ZERO ZERO ZERO, "000000000000000000000000", "", "",
	    "", "530f8afbc74536b9a963b4f1c4cb738b" },
	{ "case 14", ZERO ZERO ZERO ZERO, "000000000000000000000000",
	    ZERO ZERO, "", "cea7403d4d606b6e074ec5d3baf39d18",
	    "d0d1c8a799996bf0265b98b5d48ab919" },
	{ "case 15", K16, "cafebabefacedbaddecaf888", P16 "1aafd255", "",
	    C16 "898015ad", "b094dac5d93471bdec1a502270e3cc6c" },
	{ "case 16", K16, "cafebabefacedbaddecaf888", P16,
	    "feedfacedeadbeeffeedfacedeadbeefabaddad2", C16,
	    "76fc6ece0f4e1768cddf8853bb2d551b" },
};

static void
vector(const struct vector *v)
{
	unsigned char key[64], sealed[256], aad[64], want[256], text[256];
	size_t len, aad_len, want_len;
	char all[512];
	struct pos_err err;

	unhex(key, v->key);
	aad_len = unhex(aad, v->aad);
	want_len = unhex(want, v->text);
	snprintf(all, sizeof(all), "%s%s%s", v->nonce, v->sealed, v->tag);
	len = unhex(sealed, all);
	ok(pos_unseal(text, key, sealed, len, aad, aad_len, &err) == POS_OK &&
		memcmp(text, want, want_len) == 0,
	    "GCM %s opens", v->name);
	sealed[len - 1] ^= 1;
	ok(pos_unseal(text, key, sealed, len, aad, aad_len, &err) == POS_DATA,
	    "GCM %s: another tag does not", v->name);
	sealed[len - 1] ^= 1;
	aad[aad_len++] = 7;
	ok(pos_unseal(text, key, sealed, len, aad, aad_len, &err) == POS_DATA,
	    "GCM %s: other data beside it does not", v->name);
}

static void
there_and_back(void)
{
	unsigned char key[POS_KEY_LEN] = { 1 }, other[POS_KEY_LEN] = { 2 };
	unsigned char sealed[600], again[600], text[600], open[600];
	struct pos_err err;
	size_t len, bad = 0, i;

	for (len = 0; len < sizeof(text) - POS_SEAL_MORE; len++) {
		if (pos_random_many(text, len, &err) != POS_OK ||
		    pos_seal(sealed, key, text, len, "m1", 2, &err) != POS_OK ||
		    pos_seal(again, key, text, len, "m1", 2, &err) != POS_OK)
			bad++;
		bad += memcmp(sealed, again, len + POS_SEAL_MORE) == 0;
		bad += pos_unseal(open, key, sealed, len + POS_SEAL_MORE, "m1",
			   2, &err) != POS_OK ||
		    memcmp(open, text, len) != 0;
		bad += pos_unseal(open, other, sealed, len + POS_SEAL_MORE,
			   "m1", 2, &err) != POS_DATA;
		for (i = 0; i < len; i++)
			bad += open[i] != 0;
	}
	same_int((long long)bad, 0, "sealed and opened, of every length");
	ok(pos_unseal(open, key, sealed, POS_SEAL_MORE - 1, "", 0, &err) ==
		POS_DATA,
	    "too short");
}

static void
hmac(const char *name, const char *key_hex, const char *data_hex,
    const char *want)
{
	unsigned char key[200], data[200], out[32];
	size_t key_len = unhex(key, key_hex), len = unhex(data, data_hex);
	char hex[65];

	pos_hmac(out, key, key_len, data, len);
	same_text(pos_hex(hex, out, 32), want, name);
}

static void
hmacs(void)
{
	char key[263] = "", data[101] = "", text[400] = "";
	int i;

	hmac("RFC 4231 case 1", "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
	    "4869205468657265",
	    "b0344c61d8db38535ca8afceaf0bf12b"
	    "881dc200c9833da726e9376c2e32cff7");
	hmac("RFC 4231 case 2", "4a656665",
	    "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
	    "5bdcc146bf60754e6a042426089575c7"
	    "5a003f089d2739839dec58b964ec3843");
	for (i = 0; i < 50; i++)
		memcpy(data + 2 * i, "dd", 3);
	hmac("RFC 4231 case 3", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    data,
	    "773ea91e36800e46854db8ebd09181a7"
	    "2959098b3ef8c122d9635514ced565fe");
	for (i = 0; i < 131; i++)
		memcpy(key + 2 * i, "aa", 3);
	for (const char *p = "Test Using Larger Than Block-Size Key - Hash Key"
			     " First";
	     *p != '\0'; p++)
		snprintf(text + strlen(text), 3, "%02x", (unsigned char)*p);
	hmac("RFC 4231 case 6", key, text,
	    "60e431591ee0b67f0d8a26aacbf5b77f"
	    "8e0bc6213728c5140546040f0ee37f54");
}

static void
base64(void)
{
	static const char *const plain[] = { "", "f", "fo", "foo", "foob",
		"fooba", "foobar" };
	static const char *const coded[] = { "", "Zg==", "Zm8=", "Zm9v",
		"Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy" };
	static const char *const wrong[] = { "Z", "Zg",
		"Zg=", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm 9",
		"Zm9v\n" };
	struct pos_buf buf = { 0 };
	unsigned char out[16];
	size_t i;

	for (i = 0; i < 7; i++) {
		pos_buf_clear(&buf);
		pos_base64(&buf, plain[i], strlen(plain[i]));
		same_text(buf.text, coded[i], "base64 of RFC 4648");
		ok(pos_base64_read(out, coded[i]) == (long)strlen(plain[i]) &&
			memcmp(out, plain[i], strlen(plain[i])) == 0,
		    "and back");
	}
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ok(pos_base64_read(out, wrong[i]) == -1,
		    "'%.3s...' is no base64", wrong[i]);
	pos_buf_release(&buf);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
		vector(&vectors[i]);
	there_and_back();
	hmacs();
	base64();
	return tap_done();
}
