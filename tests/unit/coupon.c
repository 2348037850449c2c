/*
 * coupon.c - codes of coupons: every wrong character and every swap found,
 * no code twice, none that can be told from chance; then batches in a store
 * against a twin that keeps every coupon, and eight processes after one.
 */
#include <sys/wait.h>

#include "base/ident.h"
#include "shop/coupon_inside.h"
#include "shop/keys.h"
#include "shop/member.h"
#include "shop/promo.h"
#include "shop/sale.h"
#include "shoptest.h"

#define MANY 1000000
#define BATCH 60
#define RACERS 8

static struct pos_coupon_key key;
static uint64_t seed = 20260314;

static uint64_t
draw(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}

/* ---- the check character ------------------------------------------- */

/* Digits drawn at random but for two, made right by a third. */
static void
around(unsigned char *digits, int i, int a, int j, int b)
{
	int k, free_one = 0;

	for (k = 0; k < POS_COUPON_DIGITS; k++)
		digits[k] = (unsigned char)draw(POS_COUPON_RADIX);
	digits[i] = (unsigned char)a;
	digits[j] = (unsigned char)b;
	while (free_one == i || free_one == j)
		free_one++;
	for (k = 0; k < POS_COUPON_RADIX; k++) {
		digits[free_one] = (unsigned char)k;
		if (pos_coupon_check(digits))
			return;
	}
}

static void
test_check(void)
{
	unsigned char digits[POS_COUPON_DIGITS], was;
	long wrong = 0, swaps = 0, missed = 0, unmade = 0;
	int i, j, a, b;

	for (i = 0; i < POS_COUPON_DIGITS; i++)
		for (a = 0; a < POS_COUPON_RADIX; a++)
			for (b = 0; b < POS_COUPON_RADIX; b++) {
				around(digits, i, a, (i + 1) % 16, b);
				unmade += !pos_coupon_check(digits);
				was = digits[i];
				digits[i] = (unsigned char)b;
				wrong += was != b;
				missed += was != b && pos_coupon_check(digits);
			}
	same_int(unmade, 0, "codes can be made right");
	same_int(wrong, 16 * 23 * 22, "every wrong character was tried");
	same_int(missed, 0, "and found");
	for (i = 0, missed = 0; i < POS_COUPON_DIGITS; i++)
		for (j = i + 1; j < POS_COUPON_DIGITS; j++)
			for (a = 0; a < POS_COUPON_RADIX; a++)
				for (b = 0; b < POS_COUPON_RADIX; b++) {
					if (a == b)
						continue;
					around(digits, i, a, j, b);
					digits[i] = (unsigned char)b;
					digits[j] = (unsigned char)a;
					swaps++;
					missed += pos_coupon_check(digits);
				}
	same_int(swaps, 120L * 23 * 22, "every swap of two was tried");
	same_int(missed, 0, "and found, of neighbours and others");
}

/* ---- codes ---------------------------------------------------------- */

static int
by_value(const void *a, const void *b)
{
	const uint64_t *p = a, *q = b;

	return *p < *q ? -1 : *p > *q;
}

/* 15 digits are below 2^68: the lower 64 bits tell all but by chance. */
static uint64_t
value(const unsigned char *digits)
{
	uint64_t v = 0;
	int i;

	for (i = 0; i < POS_COUPON_DIGITS - 1; i++)
		v = v * POS_COUPON_RADIX + digits[i];
	return v;
}

static void
test_many(void)
{
	static long seen[POS_COUPON_DIGITS][POS_COUPON_RADIX];
	struct pos_coupon_id id = { 7, 0, 123456 }, back;
	unsigned char digits[POS_COUPON_DIGITS], last[POS_COUPON_DIGITS] = "";
	uint64_t *all = pos_alloc(MANY * sizeof(*all));
	long n, k, twice = 0, bad = 0, lost = 0, alike = 0;
	int64_t chi, off, worst = 0;

	for (n = 0; n < MANY; n++) {
		id.n = n + 1;
		pos_coupon_encode(digits, &key, &id);
		bad += !pos_coupon_check(digits);
		all[n] = value(digits);
		for (k = 0; k < POS_COUPON_DIGITS; k++) {
			seen[k][digits[k]]++;
			alike += digits[k] == last[k];
		}
		memcpy(last, digits, sizeof(last));
		if (n % 10 == 0)
			lost += !pos_coupon_decode(&back, &key, digits) ||
			    back.batch_no != 7 || back.n != id.n ||
			    back.tag != 123456;
	}
	qsort(all, MANY, sizeof(*all), by_value);
	for (n = 1; n < MANY; n++)
		twice += all[n] == all[n - 1];
	free(all);
	same_int(twice, 0, "a million codes, none twice");
	same_int(bad, 0, "each with its check character");
	same_int(lost, 0, "and they are read again");
	for (k = 0; k < POS_COUPON_DIGITS; k++) {
		chi = 0;
		for (n = 0; n < POS_COUPON_RADIX; n++) {
			off = seen[k][n] * POS_COUPON_RADIX - MANY;
			chi += off * off / POS_COUPON_RADIX;
		}
		chi /= MANY / 1000;
		worst = chi > worst ? chi : worst;
	}
	/* chi-square, thousandths, of 22 degrees of freedom: above 60 once in
	 * 40,000 places */
	ok(worst < 60000,
	    "each character as often as others, at every place "
	    "(%lld)",
	    (long long)worst);
	chi =
	    (int64_t)alike * POS_COUPON_RADIX * 1000 / MANY / POS_COUPON_DIGITS;
	ok(chi > 980 && chi < 1020, "one code tells nothing of the next (%lld)",
	    (long long)chi);
}

/* The network once more, by pos_hmac() and digit by digit. */
static void
twin_encode(unsigned char *digits, const unsigned char *bytes,
    const struct pos_coupon_id *id)
{
	unsigned __int128 half[2] = { (uint64_t)id->batch_no * 65536 +
		    (uint64_t)id->n / 256,
		(uint64_t)id->n % 256 * 8388608 + (uint64_t)id->tag };
	unsigned __int128 most[2] = { 1, 1 }, sum;
	unsigned char in[9], out[32];
	int r, i, at;

	for (i = 0; i < 15; i++)
		most[i >= 8] *= 23;
	for (r = 0; r < 10; r++) {
		in[0] = (unsigned char)r;
		for (i = 0; i < 8; i++)
			in[1 + i] = (unsigned char)(half[1 - r % 2] >> 8 * i);
		pos_hmac(out, bytes, POS_KEY_LEN, in, sizeof(in));
		for (i = 0, sum = 0; i < 16; i++)
			sum = sum * 256 + out[i];
		half[r % 2] = (half[r % 2] + sum % most[r % 2]) % most[r % 2];
	}
	for (i = 14; i >= 0; i--) {
		at = i >= 8;
		digits[i] = (unsigned char)(half[at] % 23);
		half[at] /= 23;
	}
}

static void
test_network(const unsigned char *bytes)
{
	unsigned char digits[POS_COUPON_DIGITS], want[POS_COUPON_DIGITS];
	struct pos_coupon_id id;
	int i, bad = 0;

	for (i = 0; i < 2000; i++) {
		id.batch_no = 1 + (int64_t)draw((1 << 20) - 1);
		id.n = 1 + (int64_t)draw(POS_COUPON_MAX);
		id.tag = (int64_t)draw(1 << 23);
		pos_coupon_encode(digits, &key, &id);
		twin_encode(want, bytes, &id);
		bad += memcmp(digits, want, 15) != 0;
	}
	same_int(bad, 0, "codes are what the method says");
}

static void
test_corners(void)
{
	static const int64_t batches[] = { 1, 2, (1 << 20) - 1 };
	static const int64_t numbers[] = { 1, 255, 256, POS_COUPON_MAX };
	static const int64_t tags[] = { 0, 1, (1 << 23) - 1 };
	unsigned char digits[POS_COUPON_DIGITS];
	struct pos_coupon_id id, back = { 0 };
	int i, j, k, bad = 0;

	for (i = 0; i < 3; i++)
		for (j = 0; j < 4; j++)
			for (k = 0; k < 3; k++) {
				id = (struct pos_coupon_id){ batches[i],
					numbers[j], tags[k] };
				pos_coupon_encode(digits, &key, &id);
				bad +=
				    !pos_coupon_decode(&back, &key, digits) ||
				    memcmp(&id, &back, sizeof(id)) != 0;
			}
	same_int(bad, 0, "the least and the greatest of all numbers");
}

static void
test_typed(void)
{
	static const struct pos_coupon_id id = { 3, 14, 159265 };
	unsigned char digits[POS_COUPON_DIGITS], again[POS_COUPON_DIGITS];
	char text[POS_COUPON_CODE_TEXT], prefix[POS_COUPON_PREFIX_MAX + 1];
	char other[200];
	size_t i, n = 0;

	pos_coupon_encode(digits, &key, &id);
	pos_coupon_print(text, "SPRING", digits);
	ok(strlen(text) == 26 &&
		strspn(text + 7, "23456789ACEFHKMNPRTVWXY-") == 19,
	    "a code in four groups: %s", text);
	ok(pos_coupon_typed(again, prefix, text) &&
		memcmp(digits, again, sizeof(digits)) == 0 &&
		strcmp(prefix, "5PRIN6") == 0,
	    "read as printed");
	for (i = 0; text[i] != '\0'; i++) {
		if (text[i] == '-')
			continue;
		other[n++] = text[i] == '8' ? 'b' :
		    text[i] == '6'          ? 'g' :
		    text[i] == '5'          ? 'S' :
		    text[i] == 'V'          ? 'u' :
		    text[i] == '2'          ? 'Z' :
		    text[i] >= 'A'          ? (char)(text[i] + 32) :
					      text[i];
		other[n++] = i % 3 == 0 ? ' ' : '.';
	}
	other[n] = '\0';
	ok(pos_coupon_typed(again, prefix, other) &&
		memcmp(digits, again, sizeof(digits)) == 0,
	    "read when written like %s", other);
	for (i = 7, n = 0; text[i] != '\0'; i++) { /* '-' is U+FF0D */
		other[n++] = '\xef';
		other[n++] = '\xbc';
		other[n++] = (char)(text[i] - '!' + 0x81);
	}
	other[n] = '\0';
	ok(pos_coupon_typed(again, prefix, other) &&
		memcmp(digits, again, sizeof(digits)) == 0,
	    "read when full width: %s", other);
	ok(!pos_coupon_looks("") && !pos_coupon_looks("SPRING10") &&
		!pos_coupon_looks("2222-2222-2222-2220") &&
		!pos_coupon_looks("\xff\xfe") &&
		!pos_coupon_looks("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
	    "what does not have the form is none");
}

/* ---- in a store ------------------------------------------------------ */

struct taking { /* a till that does nothing but take, or let go */
	const char *number;
	const char *sale;
	bool take;
};
static const struct pos_record taking_data = {
	.size = sizeof(struct taking),
	.fields = (const struct pos_field[]){
		POS_TEXT(taking, number, 0, 80, "coupon"),
		POS_TEXT(taking, sale, 0, 36, "sale"),
		POS_BOOL(taking, take, 0, "taken"),
		{ 0 },
	},
};

static enum pos_status
apply_taking(struct pos_shop *at, const struct pos_entry *entry,
    const void *data, struct pos_err *why)
{
	const struct taking *t = data;

	return t->take ?
	    pos_coupon_take_apply(at, entry, t->number, t->sale, why) :
	    pos_coupon_release_apply(at, entry, t->number, t->sale, why);
}
static const struct pos_event_kind taking_kind = {
	.kind = "test.taking", .v = 1, .record = &taking_data,
	.apply = apply_taking,
};

static const char *
sale_id(char *text, const struct pos_shop *at, int64_t number)
{
	struct pos_id id;

	pos_sale_id(&id, at->now, at->branch, at->till, at->day, number);
	return pos_id_text(text, &id);
}

static void
make_rule(const char *code, const char *trigger)
{
	struct pos_rule_effect effect = { .kind = "amount",
		.amount_minor = 500 };
	struct pos_rule rule = { .code = code,
		.name = "Five off",
		.trigger = trigger,
		.effect = &effect };
	bool changed;

	pos_rule_default_stacking(&rule, pool);
	must(pos_change_begin(&shop, &err), "begin");
	must(pos_change_end(&shop, pos_promo_put(&shop, &rule, &changed, &err),
		 &err),
	    code);
}

static enum pos_status
make_batch(struct pos_coupon_batch *batch)
{
	must(pos_change_begin(&shop, &err), "begin");
	return pos_change_end(&shop, pos_coupon_make(&shop, batch, NULL, &err),
	    &err);
}

static struct twin {
	int64_t member;
	int64_t sale;
	bool frozen;
} twin[BATCH + 1];
static bool all_frozen;
static int64_t tried;

static const char *
twin_state(const struct twin *t)
{
	return t->sale != 0         ? "taken" :
	    t->frozen || all_frozen ? "frozen" :
	    t->member != 0          ? "issued" :
				      "open";
}

static int64_t next_n;
static int wrong;

static enum pos_status
compare(void *arg, const struct pos_coupon *c, struct pos_err *why)
{
	const struct twin *t = &twin[c->n];

	(void)why;
	(void)arg;
	wrong += c->n != next_n++;
	if (strcmp(c->state, twin_state(t)) != 0 || c->member_no != t->member) {
		printf("# %s is %s, not %s\n", c->number, c->state,
		    twin_state(t));
		wrong++;
	}
	return POS_OK;
}

/* What the store should say to an issue of two each to two members. */
static bool
twin_issue(const int64_t members[2])
{
	struct twin then[BATCH + 1];
	int64_t n = tried;
	int i;

	memcpy(then, twin, sizeof(then));
	if (all_frozen || tried + 4 > BATCH)
		return false;
	for (i = 0; i < 4; i++) {
		do
			n++;
		while (n <= BATCH &&
		    (then[n].member != 0 || then[n].frozen ||
			then[n].sale != 0));
		if (n > BATCH)
			return false;
		then[n].member = members[i / 2];
	}
	memcpy(twin, then, sizeof(twin));
	tried = n;
	return true;
}

static enum pos_status
step(int what, int64_t n, bool *expected)
{
	int64_t members[2] = { 1 + (int64_t)draw(5), 6 + (int64_t)draw(5) };
	char number[40], sale[POS_ID_TEXT];
	struct taking t = { .number = number, .sale = sale };
	struct pos_coupon_issue done;
	struct pos_coupon c;
	struct twin *w = &twin[n];
	enum pos_status st;
	bool changed;

	snprintf(number, sizeof(number), "TWIN/%lld", (long long)n);
	st = pos_coupon_by_number(&shop, number, pool, &c, &err);
	if (st != POS_OK)
		return st;
	if (what == 0) {
		*expected = twin_issue(members);
		return pos_coupon_issue(&shop, "TWIN", members, 2, 2, NULL,
		    pool, &done, &err);
	}
	if (what == 1) {
		*expected = w->sale == 0 && !w->frozen && !all_frozen;
		if (*expected)
			w->member = members[0];
		return pos_coupon_transfer(&shop, &c, false, 0, members[0],
		    NULL, pool, &err);
	}
	if (what == 2 || what == 3) {
		*expected = w->sale == 0 || what == 3;
		if (*expected)
			w->frozen = what == 2;
		return pos_coupon_freeze(&shop, number, what == 2, NULL,
		    &changed, &err);
	}
	if (what == 4) {
		all_frozen = !all_frozen;
		return pos_coupon_freeze(&shop, "TWIN", all_frozen, NULL,
		    &changed, &err);
	}
	if (what == 5) {
		sale_id(sale, &shop, n + 1000);
		t.take = true;
		*expected = w->sale == 0 && !w->frozen && !all_frozen;
		st = pos_coupon_usable(&shop, &c, w->member, NULL, &err);
		if (st != POS_OK)
			return st;
		w->sale = n + 1000;
		return pos_record(&shop, &taking_kind, &t, &err);
	}
	if (w->sale == 0)
		return POS_OK;
	sale_id(sale, &shop, w->sale);
	w->sale = 0;
	return pos_record(&shop, &taking_kind, &t, &err);
}

static void
test_twin(void)
{
	struct pos_coupon_batch batch = { .code = "TWIN",
		.promo = "FIVE",
		.made = BATCH,
		.transferable = true };
	struct pos_coupon_filter filter = { .batch = "TWIN" };
	struct pos_coupon_stats stats;
	int64_t issued, taken, frozen;
	int i, n, refused = 0, surprises = 0;
	enum pos_status st;
	bool expected;

	must(make_batch(&batch), "TWIN");
	for (i = 0; i < 600 && wrong == 0; i++) {
		must(pos_change_begin(&shop, &err), "begin");
		expected = true;
		st = step((int)draw(7), 1 + (int64_t)draw(BATCH), &expected);
		refused += st == POS_REFUSED;
		if ((st == POS_OK) != expected) {
			printf("# step %d: %s\n", i, err.text);
			surprises++;
		}
		st = pos_change_end(&shop, st, &err);
		next_n = 1;
		must(pos_coupon_each(&shop, &filter, compare, NULL, &err),
		    "each");
		wrong += next_n != BATCH + 1;
	}
	same_int(surprises, 0, "600 changes, refused when they should be");
	same_int(wrong, 0, "and every coupon is as its twin");
	ok(refused > 50, "some were refused (%d)", refused);
	for (n = 1, issued = taken = frozen = 0; n <= BATCH; n++) {
		issued += twin[n].member != 0;
		taken += twin[n].sale != 0;
		frozen += strcmp(twin_state(&twin[n]), "frozen") == 0;
	}
	must(pos_coupon_batch_find(&shop, "TWIN", pool, &batch, &err), "find");
	ok(batch.issued == issued && batch.taken == taken, "so are counters");
	must(pos_coupon_stats(&shop, &batch, pool, &stats, &err), "stats");
	same_int(stats.frozen, frozen, "and statistics");
}

static void
test_days(void)
{
	struct pos_coupon_batch batch = { .code = "DAYS",
		.promo = "FIVE",
		.made = 3,
		.valid_days = 2,
		.valid_to = 20260320 };
	int64_t members[1] = { 5 };
	struct pos_coupon_issue done;
	struct pos_coupon c;
	int64_t at = 0;
	int n;

	must(pos_time_parse(&at, "2026-03-14T23:59:00+08:00", &err), "time");
	must(pos_shop_set_time(&shop, at, &err), "time");
	must(make_batch(&batch), "DAYS");
	must(pos_coupon_by_number(&shop, "DAYS/1", pool, &c, &err), "DAYS/1");
	same_int(pos_coupon_usable(&shop, &c, 5, NULL, &err), POS_REFUSED,
	    "good for some days: not before it is issued");
	must(pos_change_begin(&shop, &err), "begin");
	must(pos_shop_set_time(&shop, at, &err), "time");
	must(pos_change_end(&shop,
		 pos_coupon_issue(&shop, "DAYS", members, 1, 1, NULL, pool,
		     &done, &err),
		 &err),
	    "issue");
	must(pos_coupon_by_number(&shop, "DAYS/1", pool, &c, &err), "DAYS/1");
	same_int(c.last_day, 20260315, "two days: this one and the next");
	for (n = 0; n < 3; n++) {
		must(pos_shop_set_time(&shop, at + n * 86400000LL, &err), "t");
		same_int(pos_coupon_usable(&shop, &c, 5, NULL, &err),
		    n < 2 ? POS_OK : POS_REFUSED, n < 2 ? "good" : "over");
	}
	same_text(err.text, "coupon 'DAYS/1' was good until 2026-03-15",
	    "which is said");
	must(pos_shop_set_time(&shop, at, &err), "time");
	same_int(pos_coupon_usable(&shop, &c, 6, NULL, &err), POS_REFUSED,
	    "another member's");
	same_int(pos_coupon_usable(&shop, &c, 0, NULL, &err), POS_REFUSED,
	    "no member's");
	must(pos_shop_set_time(&shop, 0, &err), "time");
}

static void
test_find(void)
{
	struct pos_coupon_batch batch = { .code = "FIND",
		.promo = "FIVE",
		.made = 1000,
		.prefix = "GO" };
	struct pos_coupon_key found_by;
	unsigned char digits[POS_COUPON_DIGITS];
	char text[POS_COUPON_CODE_TEXT], prefix[POS_COUPON_PREFIX_MAX + 1];
	struct pos_coupon c = { 0 };
	int64_t n;
	int bad = 0, found = 0, i;

	must(make_batch(&batch), "FIND");
	must(pos_coupon_key(&shop, &found_by, &err), "key");
	for (n = 1; n <= 1000; n++) {
		pos_coupon_code(&found_by, &batch, n, text);
		bad += pos_coupon_find(&shop, n % 2 ? text : text + 3, pool, &c,
			   &err) != POS_OK ||
		    c.n != n || strcmp(c.batch, "FIND") != 0;
	}
	same_int(bad, 0, "each code leads to its coupon, prefix or none");
	text[0] = 'N';
	same_int(pos_coupon_find(&shop, text, pool, &c, &err), POS_END,
	    "but with another's prefix to none");
	for (i = 0; i < 20000; i++) {
		around(digits, 1, (int)draw(23), 2, (int)draw(23));
		pos_coupon_print(text, NULL, digits);
		found +=
		    pos_coupon_find(&shop, text, pool, &c, &err) != POS_END;
	}
	same_int(found, 0, "guesses lead nowhere");
	pos_coupon_code(&found_by, &batch, 1, text);
	ok(pos_coupon_typed(digits, prefix, text), "typed");
	digits[4] = (unsigned char)((digits[4] + 1) % POS_COUPON_RADIX);
	pos_coupon_print(text, NULL, digits);
	same_int(pos_coupon_find(&shop, text, pool, &c, &err), POS_DATA,
	    "a wrong character is told");
	batch.made = 1001;
	pos_coupon_code(&found_by, &batch, 1001, text);
	same_int(pos_coupon_find(&shop, text, pool, &c, &err), POS_END,
	    "a number that was not made");
	batch.tag ^= 1;
	pos_coupon_code(&found_by, &batch, 1, text);
	same_int(pos_coupon_find(&shop, text, pool, &c, &err), POS_END,
	    "a batch of the same number, from another time");
}

static void
test_refused(void)
{
	struct pos_coupon_batch batch = { .code = "BAD",
		.promo = "AUTO",
		.made = 1 };

	same_int(make_batch(&batch), POS_DATA, "a rule that asks for no code");
	batch.promo = "NONE";
	same_int(make_batch(&batch), POS_DATA, "no rule");
	batch.promo = "FIVE";
	batch.code = "A/B";
	same_int(make_batch(&batch), POS_DATA, "a code with '/'");
	batch.code = "TWIN";
	same_int(make_batch(&batch), POS_REFUSED, "a code that is there");
	batch.code = "BAD";
	batch.prefix = "a b";
	same_int(make_batch(&batch), POS_DATA, "a prefix that is none");
	batch.prefix = NULL;
	batch.made = POS_COUPON_MAX + 1;
	same_int(make_batch(&batch), POS_DATA, "too many");
	batch.made = 1;
	batch.valid_from = 20260302;
	batch.valid_to = 20260301;
	same_int(make_batch(&batch), POS_DATA, "over before it begins");
}

/* ---- eight after one --------------------------------------------------- */

static int
racer(const char *location, const char *number, int64_t n, int ready)
{
	struct pos_shop_options options = { .location = location };
	struct pos_shop here = { 0 };
	struct pos_err why = { 0 };
	char sale[POS_ID_TEXT];
	struct taking t = { number, sale, true };
	struct pos_coupon c;
	enum pos_status st;
	char go;

	if (pos_shop_open(&here, &options, POS_STORE_WRITE, &why) != POS_OK)
		return 90;
	sale_id(sale, &here, n);
	/* all wait for the end of file */
	while (read(ready, &go, 1) > 0)
		;
	st = pos_change_begin(&here, &why);
	if (st != POS_OK)
		return 91;
	st = pos_coupon_by_number(&here, number, here.pool, &c, &why);
	if (st == POS_OK)
		st = pos_coupon_usable(&here, &c, 0, sale, &why);
	if (st == POS_OK)
		st = pos_record(&here, &taking_kind, &t, &why);
	st = pos_change_end(&here, st, &why);
	pos_shop_close(&here);
	if (st == POS_REFUSED && strstr(why.text, "was used in sale") == NULL)
		return 92;
	return (int)st;
}

static void
test_race(void)
{
	struct pos_coupon_batch batch = { .code = "RACE",
		.promo = "FIVE",
		.made = 30 };
	const char *location = pos_store_path(shop.store);
	int round, i, go[2], status, won = 0, lost = 0, other = 0;
	char number[40];
	pid_t pid;

	must(make_batch(&batch), "RACE");
	location = pos_pool_text(pool, location);
	pos_shop_close(&shop);
	fflush(stdout);
	for (round = 1; round <= 20; round++) {
		snprintf(number, sizeof(number), "RACE/%d", round);
		if (pipe(go) != 0)
			return;
		for (i = 0; i < RACERS; i++) {
			pid = fork();
			if (pid == 0) {
				close(go[1]);
				_exit(racer(location, number, round * 100 + i,
				    go[0]));
			}
		}
		close(go[0]);
		close(go[1]);
		while (wait(&status) > 0) {
			won += status == 0;
			lost += WIFEXITED(status) &&
			    WEXITSTATUS(status) == POS_REFUSED;
			other += status != 0 && WIFEXITED(status) &&
			    WEXITSTATUS(status) != POS_REFUSED;
		}
	}
	same_int(won, 20, "of eight that want one coupon, one gets it");
	same_int(lost, 20 * (RACERS - 1), "the others hear which sale has it");
	same_int(other, 0, "and nothing else happens");
	must(pos_shop_open(&shop,
		 &(struct pos_shop_options){ .location = location },
		 POS_STORE_WRITE, &err),
	    "open");
	must(pos_coupon_batch_find(&shop, "RACE", pool, &batch, &err), "find");
	same_int(batch.taken, 20, "twenty are counted");
}

int
main(void)
{
	static const unsigned char bytes[POS_KEY_LEN] =
	    "an example of a key, 32 bytes..";

	pos_coupon_key_set(&key, bytes);
	test_check();
	test_network(bytes);
	test_corners();
	test_typed();
	test_many();
	shop_start();
	make_rule("FIVE", "code");
	make_rule("AUTO", NULL);
	test_twin();
	test_days();
	test_find();
	test_refused();
	test_race();
	shop_stop();
	return tap_done();
}
