/*
 * ident - ids, hashes against published vectors, random bytes, PINs.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/ident.h"
#include "tap.h"

static uint64_t seed = 88172645463325252u;

static uint64_t
any(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static int
order(const struct pos_id *a, const struct pos_id *b)
{
	if (a->ms != b->ms)
		return a->ms < b->ms ? -1 : 1;
	if (a->branch != b->branch)
		return a->branch < b->branch ? -1 : 1;
	if (a->till != b->till)
		return a->till < b->till ? -1 : 1;
	return (a->seq > b->seq) - (a->seq < b->seq);
}

static struct pos_id
any_id(void)
{
	/* Few instants, so that what comes after them decides too. */
	return (struct pos_id){
		.ms = any() % 3 ? POS_TIME_MAX - (int64_t)(any() % 2) :
				  (int64_t)(any() % (POS_TIME_MAX + 1)),
		.branch = any() % 2 ? POS_BRANCH_MAX :
				      (int)(any() % (POS_BRANCH_MAX + 1)),
		.till = any() % 2 ? 0 : (int)(any() % (POS_TILL_MAX + 1)),
		.seq = any() % 9 ? (int64_t)(any() % (POS_SEQ_MAX + 1)) :
				   POS_SEQ_MAX,
	};
}

static void
check_ids(void)
{
	char text[POS_ID_TEXT], last[POS_ID_TEXT], upper[POS_ID_TEXT];
	struct pos_id id, back, before = { 0 };
	int wrong = 0, unsorted = 0, sign, i, k;

	pos_id_text(last, &before);
	for (i = 0; i < 200000; i++) {
		id = any_id();
		pos_id_text(text, &id);
		wrong += strlen(text) != POS_ID_TEXT - 1 || text[14] != '7' ||
		    strchr("89ab", text[19]) == NULL;
		wrong += !pos_id_parse(&back, text) || order(&id, &back) != 0;
		for (k = 0; k < POS_ID_TEXT; k++)
			upper[k] =
			    text[k] >= 'a' ? (char)(text[k] - 32) : text[k];
		wrong += !pos_id_parse(&back, upper) || order(&id, &back) != 0;
		sign = strcmp(text, last);
		unsorted += (sign > 0) - (sign < 0) != order(&id, &before);
		memcpy(last, text, sizeof(last));
		before = id;
	}
	same_int(wrong, 0, "an id is read back from its text");
	same_int(unsorted, 0,
	    "as text, ids sort by time, branch, till, number");
	id = (struct pos_id){ INT64_C(0x017f22e279b0), 0xabc, 0x1234,
		INT64_C(0x56789abcdef0) };
	same_text(pos_id_text(text, &id),
	    "017f22e2-79b0-7abc-9234-56789abcdef0", "where the bits are");
}

static void
check_wrong_ids(void)
{
	static const char *const wrong[] = { "", "0",
		"017f22e2-79b0-7abc-9234-56789abcdef",
		"017f22e2-79b0-7abc-9234-56789abcdef01",
		"017f22e2-79b0-7abc-9234-56789abcdefg",
		"017f22e279b0-7abc-9234-56789abcdef0-",
		"017f22e2-79b0-4abc-9234-56789abcdef0",
		"017f22e2-79b0-7abc-1234-56789abcdef0",
		"017f22e2-79b0-7abc-c234-56789abcdef0",
		"ffffffff-ffff-7abc-9234-56789abcdef0",
		" 17f22e2-79b0-7abc-9234-56789abcdef0",
		"{017f22e2-79b0-7abc-9234-56789abcdef" };
	struct pos_id id = { .seq = 5 };
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ok(!pos_id_parse(&id, wrong[i]) && id.seq == 5, "no id: '%s'",
		    wrong[i]);
}

static void
sha_is(const char *text, const char *want)
{
	unsigned char hash[POS_SHA256_LEN];
	char hex[2 * POS_SHA256_LEN + 1];

	pos_sha256(hash, text, strlen(text));
	same_text(pos_hex(hex, hash, sizeof(hash)), want, "SHA-256 vector");
}

static void
check_sha(void)
{
	unsigned char bytes[1000], whole[POS_SHA256_LEN], parts[POS_SHA256_LEN];
	struct pos_sha256 h, branch;
	size_t at, step, i;
	int wrong = 0, round;

	sha_is("abc",
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	sha_is("",
	    "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	sha_is("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)any();
	pos_sha256(whole, bytes, sizeof(bytes));
	for (round = 0; round < 500; round++) {
		pos_sha256_start(&h);
		for (at = 0; at < sizeof(bytes); at += step) {
			step = any() % 200;
			if (step > sizeof(bytes) - at)
				step = sizeof(bytes) - at;
			pos_sha256_add(&h, bytes + at, step);
		}
		branch = h; /* a copy goes on by itself */
		pos_sha256_add(&branch, "x", 1);
		pos_sha256_end(&branch, parts);
		wrong += memcmp(parts, whole, sizeof(parts)) == 0;
		pos_sha256_end(&h, parts);
		wrong += memcmp(parts, whole, sizeof(parts)) != 0;
	}
	same_int(wrong, 0, "in pieces as in one");
	pos_sha256_start(&h);
	pos_sha256_add(&h, NULL, 0);
	pos_sha256_end(&h, parts);
	ok(parts[0] == 0xe3 && parts[31] == 0x55, "NULL is no bytes");
}

static void
check_random(void)
{
	unsigned char a[700] = { 0 }, b[700] = { 0 };
	struct pos_err err;
	int ones = 0;
	size_t i;

	ok(pos_random(a, sizeof(a), &err) == POS_OK &&
		pos_random(b, sizeof(b), &err) == POS_OK,
	    "random bytes");
	ok(memcmp(a, b, sizeof(a)) != 0, "differ each time");
	for (i = 0; i < sizeof(a); i++)
		ones += __builtin_popcount(a[i]);
	ok(ones > 2500 && ones < 3100, "half of the bits are set");
	ok(pos_random(a, 0, &err) == POS_OK, "none wanted");
}

static void
vector_is(const char *name, const char *pin, const char *stored)
{
	struct pos_err err = { 0 };
	bool match = false;

	ok(pos_pin_check(&match, stored, pin, &err) == POS_OK && match, "%s %s",
	    name, err.text);
	ok(pos_pin_check(&match, stored, "password ", &err) == POS_OK && !match,
	    "and no other password");
}

static void
check_vectors(void)
{
	vector_is("RFC 7914: password, NaCl", "password",
	    "scrypt$10$8$16$4e61436c$"
	    "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
	    "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
	vector_is("RFC 7914: pleaseletmein, SodiumChloride", "pleaseletmein",
	    "scrypt$14$8$1$536f6469756d43686c6f72696465$"
	    "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
	    "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

static void
check_pin(void)
{
	static const char *const wrong[] = { "", "scrypt", "scrypt$",
		"scrypt$15$8$1$00", "scrypt$15$8$1$00$",
		"scrypt$0$8$1$00$"
		"00112233445566778899aabbccddeeff",
		"scrypt$21$8$1$00$"
		"00112233445566778899aabbccddeeff",
		"scrypt$15$8$1$0$"
		"00112233445566778899aabbccddeeff",
		"scrypt$15$8$1$00$"
		"00112233445566778899aabbccddeefg",
		"scrypt$15$8$1$00$"
		"00112233445566778899aabbccddeeff0",
		"scrypt$15$99999999999$1$00$"
		"00112233445566778899aabbccddeeff",
		"bcrypt$15$8$1$00$"
		"00112233445566778899aabbccddeeff",
		"scrypt$15$8$1$00$00" };
	char a[POS_PIN_HASH_TEXT], b[POS_PIN_HASH_TEXT];
	struct pos_err err;
	bool match;
	size_t i;

	ok(pos_pin_hash(a, "4711", &err) == POS_OK &&
		pos_pin_hash(b, "4711", &err) == POS_OK,
	    "two hashes of a PIN");
	ok(strncmp(a, "scrypt$15$8$1$", 14) == 0 &&
		strlen(a) == 14 + 32 + 1 + 64,
	    "in the form that is promised");
	ok(strcmp(a, b) != 0, "differ by their salt");
	ok(pos_pin_check(&match, a, "4711", &err) == POS_OK && match,
	    "the PIN");
	ok(pos_pin_check(&match, a, "4712", &err) == POS_OK && !match,
	    "another PIN");
	a[strlen(a) - 1] ^= 1; /* 0 and 1, a and `: maybe no digit any more */
	ok(pos_pin_check(&match, a, "4711", &err) != POS_OK || !match,
	    "a hash that was changed");
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ok(pos_pin_check(&match, wrong[i], "4711", &err) == POS_DATA,
		    "unreadable hash %zu", i);
	same_text(err.text,
	    "stored PIN hash is not readable (set the PIN"
	    " again)",
	    "and what to do");
}

int
main(void)
{
	check_ids();
	check_wrong_ids();
	check_sha();
	check_random();
	check_vectors();
	check_pin();
	return tap_done();
}
