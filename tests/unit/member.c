/*
 * member.c - members in process: phones, days, codes, look-ups, keys.
 */
#include <sys/stat.h>

#include "base/seal.h"
#include "shop/keys.h"
#include "shop/member_inside.h"
#include "shoptest.h"

struct phone {
	const char *country, *text, *want; /* NULL: refused */
};

static const struct phone phones[] = {
	{ "CN", "13800000000", "+8613800000000" },
	{ "CN", " 138 0000-0000 ", "+8613800000000" },
	{ "CN", "１３８００００００００", "+8613800000000" },
	{ "CN", "138　0000　0000", "+8613800000000" },
	{ "CN", "+86 138 0000 0000", "+8613800000000" },
	{ "CN", "＋86-13800000000", "+8613800000000" },
	{ "CN", "0086 13800000000", "+8613800000000" },
	{ "CN", "8613800000000", "+8613800000000" },
	{ "CN", "(86)13800000000", "+8613800000000" },
	{ "CN", "010-8888 7777", "+861088887777" },
	{ "CN", "021 6666 5555", "+862166665555" },
	{ "CN", "+49 (0)30 1234567", "+49301234567" },
	{ "CN", "+1 (415) 555-0100", "+14155550100" },
	{ "CN", "1380000000", NULL }, /* ten digits */
	{ "CN", "138000000000", NULL }, /* twelve */
	{ "CN", "12800000000", NULL },
	{ "CN", "88887777", NULL }, /* no area code */
	{ "CN", "", NULL },
	{ "CN", "--", NULL },
	{ "CN", "138****0000", NULL },
	{ "CN", "1380000000o", NULL },
	{ "CN", "+", NULL },
	{ "CN", "138+00000000", NULL },
	{ "CN", "+0013800000000", NULL },
	{ "CN", "+86138000000", NULL },
	{ "CN", "11111111111111111111111111", NULL },
	{ "DE", "0151 23456789", "+4915123456789" },
	{ "DE", "030/1234567", "+49301234567" },
	{ "US", "(415) 555-0100", "+14155550100" },
	{ "US", "1-415-555-0100", "+14155550100" },
	{ "US", "555-0100", NULL },
	{ "HK", "9123 4567", "+85291234567" },
	{ "IT", "06 69812345", "+390669812345" },
	{ "SG", "81234567", "+6581234567" },
	{ "RU", "8 912 345-67-89", "+79123456789" },
};

static void
test_phones(void)
{
	char phone[POS_PHONE_TEXT];
	const char *wrong;
	size_t i;

	for (i = 0; i < sizeof(phones) / sizeof(phones[0]); i++) {
		const struct phone *p = &phones[i];

		wrong = pos_phone_wrong(phone, p->text, p->country);
		ok(p->want == NULL ?
			wrong != NULL :
			wrong == NULL && strcmp(phone, p->want) == 0,
		    "%s '%s' is %s (%s)", p->country, p->text,
		    p->want != NULL ? p->want : "refused",
		    wrong != NULL ? wrong : phone);
		/* what it makes it takes, and makes the same of it */
		if (p->want != NULL && wrong == NULL) {
			wrong = pos_phone_wrong(phone, p->want, "VN");
			ok(wrong == NULL && strcmp(phone, p->want) == 0,
			    "and so it stays");
		}
	}
	same_text(pos_phone_mask(pool, "+8613812345678", "CN"), "138****5678",
	    "masked");
	same_text(pos_phone_mask(pool, "+8613812345678", "DE"),
	    "+86138****5678", "masked, of another country");
	same_text(pos_phone_mask(pool, "+85291234567", "HK"), "9*******",
	    "masked, a short one");
}

static void
test_days(void)
{
	static const struct {
		const char *text;
		long long want;
	} days[] = { { "1990-03-08", 19900308 }, { "1990/3/8", 19900308 },
		{ "1990年3月8日", 19900308 }, { "19900308", 19900308 },
		{ "03-08", 308 }, { "3月8日", 308 }, { "0308", 308 },
		{ "02-29", 229 }, { "2000-02-29", 20000229 },
		{ "1900-02-29", -1 }, { "1990-13-01", -1 },
		{ "1990-02-30", -1 }, { "08.03.1990", -1 }, { "", -1 },
		{ "yesterday", -1 }, { "1990", -1 }, { "3-8-9-1", -1 },
		{ "1790-01-01", -1 } };
	size_t i;

	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		same_int(pos_birthday_read(days[i].text), days[i].want,
		    days[i].text);
}

static void
test_codes(void)
{
	static const char *const none[] = { "m", "m1", "m000001", "m1000000",
		"x1000001", "m1-1", "m1-0999999", "m1-1000001x", "m01000001",
		"m4294967295000001", "13800000000", "m1-99999999999" };
	int64_t n, no;
	char code[24];
	int bad = 0;
	size_t i;

	for (n = 1; n < INT64_C(5000000000); n = n * 3 + 7) {
		if (n > UINT32_MAX)
			break;
		for (int64_t branch = 1; branch <= 4095; branch += 409) {
			no = branch << 32 | n;
			bad += pos_member_no(pos_member_code(code, no)) != no;
		}
	}
	same_int(bad, 0, "codes and back");
	same_text(pos_member_code(code, INT64_C(1) << 32 | 17), "m1000017",
	    "a code");
	same_text(pos_member_code(code, INT64_C(1) << 32 | 1000001),
	    "m1-1000001", "a code of seven digits");
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		ok(pos_member_no(none[i]) == 0, "'%s' is no code", none[i]);
}

static enum pos_status
enrol(const char *phone, const char *name, const char *card,
    struct pos_member *m)
{
	enum pos_status st;

	*m = (struct pos_member){ .phone = phone, .name = name };
	if (card != NULL) {
		m->cards = pos_pool_alloc(pool, sizeof(*m->cards));
		m->cards[0] = card;
		m->cards_count = 1;
	}
	must(pos_change_begin(&shop, &err), "begin");
	st = pos_member_check(&shop, m, pool, &err);
	if (st == POS_OK)
		st = pos_member_enrol(&shop, m, pool, &err);
	return pos_change_end(&shop, st, &err);
}

static const char *
whose(const char *what)
{
	struct pos_member m;
	enum pos_status st = pos_member_find(&shop, what, pool, &m, &err);

	return st == POS_OK ? m.code : st == POS_END ? "none" : err.text;
}

static void
test_enrol(void)
{
	struct pos_member m, again;
	int64_t entries;

	same_text(whose("13800000001"), "none", "nobody, and no key file");
	must(enrol("138 0000 0001", "张三", "K1", &m), "enrol");
	same_text(m.code, "m1000001", "the first");
	entries = shop.entries;
	ok(enrol("+8613800000001", "other", NULL, &again) == POS_REFUSED,
	    "the same phone");
	same_text(err.text, "the phone is that of member 'm1000001'",
	    "and whose it is");
	ok(enrol("13800000009", NULL, "K1", &again) == POS_REFUSED,
	    "the same card");
	same_int(shop.entries, entries, "a refusal records nothing");
	ok(enrol(NULL, NULL, NULL, &again) == POS_DATA, "nothing known");
	must(enrol("13800000002", "李四", NULL, &again), "another");
	same_text(again.code, "m1000002", "numbers have no gap");
	same_text(whose("13800000001"), "m1000001", "by phone");
	same_text(whose("K1"), "m1000001", "by card");
	same_text(whose("m1000002"), "m1000002", "by code");
	same_text(whose("m1000003"), "none", "by a code of nobody");
	same_text(whose("nobody"), "none", "by a card of nobody");
	ok(strstr(whose("a b"), "is no phone number") != NULL, "by no form");
	must(pos_member_by_no(&shop, m.member_no, pool, &m, &err), "by no");
	ok(m.name == NULL && !m.opened, "not opened");
	must(pos_member_open(&shop, pool, &m, &err), "open");
	same_text(m.name, "张三", "opened");
}

static void
test_channel(void)
{
	struct pos_member m = { 0 };
	bool fresh = false;

	must(pos_change_begin(&shop, &err), "begin");
	must(pos_member_enrol_channel(&shop, "meituan", "77", "13800000001",
		 "x", pool, &m, &fresh, &err),
	    "known by phone");
	ok(!fresh && strcmp(m.code, "m1000001") == 0, "known by phone");
	must(pos_member_enrol_channel(&shop, "meituan", "77", NULL, NULL, pool,
		 &m, &fresh, &err),
	    "known by identity");
	ok(!fresh && strcmp(m.code, "m1000001") == 0, "and then by identity");
	must(pos_member_enrol_channel(&shop, "eleme", "88", "138****1111", "王",
		 pool, &m, &fresh, &err),
	    "a new one");
	ok(fresh && m.phone == NULL, "new, a masked phone is none");
	same_text(m.channel, "eleme", "and where it came from");
	ok(pos_member_enrol_channel(&shop, "eleme", NULL, "hidden", NULL, pool,
	       &m, &fresh, &err) == POS_END,
	    "nothing to know anybody by");
	must(pos_change_end(&shop, POS_OK, &err), "end");
	same_text(whose("eleme:88"), "m1000003", "found by identity");
}

static void
test_merge_erase(void)
{
	struct pos_member from, into, gone;
	struct pos_approval none = { 0 };
	struct pos_member_key key;
	struct pos_kek kek = { 0 };

	must(pos_member_find(&shop, "m1000002", pool, &from, &err), "from");
	must(pos_member_find(&shop, "m1000001", pool, &into, &err), "into");
	must(pos_member_open(&shop, pool, &from, &err), "open");
	must(pos_member_open(&shop, pool, &into, &err), "open");
	must(pos_change_begin(&shop, &err), "begin");
	ok(pos_member_merge(&shop, &into, &into, pool, &err) == POS_REFUSED,
	    "not with itself");
	must(pos_member_merge(&shop, &from, &into, pool, &err), "merge");
	must(pos_change_end(&shop, POS_OK, &err), "end");
	same_text(whose("13800000002"), "m1000001", "its phone leads over");
	same_text(whose("m1000002"), "m1000001", "and its code");
	ok(pos_member_key_get(&shop, from.member_no, &kek, &key, &err) ==
		POS_END,
	    "its key is gone");
	must(pos_change_begin(&shop, &err), "begin");
	must(pos_member_erase(&shop, &into, &none, &err), "erase");
	must(pos_change_end(&shop, POS_OK, &err), "end");
	must(pos_store_wiped(shop.store, &err), "wiped");
	same_text(whose("13800000001"), "none", "erased: not by phone");
	same_text(whose("13800000002"), "none", "nor by the other's");
	same_text(whose("meituan:77"), "none", "nor by identity");
	must(pos_member_find(&shop, "m1000001", pool, &gone, &err), "code");
	ok(gone.erased, "by code: erased");
	must(pos_member_open(&shop, pool, &gone, &err), "open");
	ok(gone.name == NULL && gone.phone == NULL, "and nothing is known");
	must(pos_member_verify(&shop, &err), "verify");
}

static void
test_rotate(void)
{
	struct pos_rotation done;
	struct pos_member m;
	unsigned char key[POS_KEY_LEN], again[POS_KEY_LEN];
	char path[300];
	struct stat sb;

	must(pos_key(&shop, POS_KEY_MEMBER_FIND, false, key, &err), "key");
	must(pos_member_rotate(&shop, NULL, NULL, &done, &err), "rotate");
	same_int(done.members, 1, "who has a key is resealed");
	must(pos_key(&shop, POS_KEY_MEMBER_FIND, false, again, &err), "key");
	ok(memcmp(key, again, sizeof(key)) == 0, "the look-up key stays");
	must(pos_member_find(&shop, "eleme:88", pool, &m, &err), "find");
	must(pos_member_open(&shop, pool, &m, &err), "open");
	same_text(m.name, "王", "and still opens");
	snprintf(path, sizeof(path), "%s/store.db.key", shop_dir);
	ok(stat(path, &sb) == 0 && (sb.st_mode & 0777) == 0600,
	    "the key file is nobody else's");
	chmod(path, 0640);
	must(pos_member_rotate(&shop, NULL, NULL, &done, &err) == POS_NOPERM ?
		POS_OK :
		POS_BUG,
	    "one that others may read");
	chmod(path, 0600);
}

int
main(void)
{
	shop_start();
	test_phones();
	test_days();
	test_codes();
	test_enrol();
	test_channel();
	test_merge_erase();
	test_rotate();
	shop_stop();
	return tap_done();
}
