/*
 * rights.c - pos_staff_may() against the table of staff.h written down a
 * second time, for every role, right, limit and amount, with and without an
 * approval; settings and places as the library gives them.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/ident.h"
#include "shop/place.h"
#include "shop/staff.h"
#include "tap.h"

static struct pos_shop shop;
static char hash[POS_PIN_HASH_TEXT];

enum { NO, LIMIT, LIMIT_OR_ANY, YES };

/* Columns: cashier, supervisor, manager. */
static const int table[][3] = {
	[POS_RIGHT_SELL] = { YES, YES, YES },
	[POS_RIGHT_DISCOUNT] = { LIMIT, LIMIT_OR_ANY, YES },
	[POS_RIGHT_VOID] = { LIMIT, LIMIT_OR_ANY, YES },
	[POS_RIGHT_REFUND] = { LIMIT, LIMIT_OR_ANY, YES },
	[POS_RIGHT_PRICE] = { NO, YES, YES },
	[POS_RIGHT_STOCK] = { NO, YES, YES },
	[POS_RIGHT_MENU] = { NO, NO, YES },
	[POS_RIGHT_CLOSE] = { NO, YES, YES },
	[POS_RIGHT_BACKDATE] = { NO, NO, YES },
	[POS_RIGHT_ADMIN] = { NO, NO, YES },
};
static const char *const roles[] = { "cashier", "supervisor", "manager" };
static const int64_t limits[] = { POS_NO_LIMIT, 0, 1, 500 };
static const int64_t amounts[] = { 0, 1, 2, 499, 500, 501, 1000000 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool
twin(int role, int right, int64_t limit, int64_t amount)
{
	switch (table[right][role]) {
	case NO:
		return false;
	case YES:
		return true;
	case LIMIT_OR_ANY:
	case LIMIT:
		return limit == POS_NO_LIMIT || amount <= limit;
	}
	return false;
}

static bool
put(const char *code, int role, int64_t limit, bool with_pin, bool inactive)
{
	struct pos_staff s = {
		.code = code,
		.name = code,
		.role = roles[role],
		.pin = with_pin ? hash : NULL,
		.discount_ppm = limit,
		.void_minor = limit,
		.refund_minor = limit,
		.inactive = inactive,
	};
	struct pos_err err = { 0 };
	enum pos_status st;
	bool changed;

	st = pos_change_begin(&shop, &err);
	if (st == POS_OK)
		st = pos_change_end(&shop,
		    pos_staff_put(&shop, &s, &changed, &err), &err);
	if (st != POS_OK)
		printf("# %s: %s\n", code, err.text);
	return st == POS_OK;
}

static void
test_alone(void)
{
	struct pos_err err;
	size_t role, limit, right, amount, wrong = 0, asked = 0;
	int64_t most;

	shop.staff_code = "amy";
	for (role = 0; role < COUNT(roles); role++) {
		for (limit = 0; limit < COUNT(limits); limit++) {
			most = role == 2 ? POS_NO_LIMIT : limits[limit];
			wrong += !put("amy", (int)role, most, false, false);
			for (right = 0; right < COUNT(table); right++) {
				for (amount = 0; amount < COUNT(amounts);
				     amount++, asked++)
					wrong += (pos_staff_may(&shop,
						      (enum pos_right)right,
						      amounts[amount], NULL,
						      NULL, &err) == POS_OK) !=
					    twin((int)role, (int)right, most,
						amounts[amount]);
			}
		}
	}
	same_int((long long)wrong, 0, "every role, right, limit and amount");
	same_int((long long)asked, 3 * 4 * 10 * 7, "all of them were asked");
}

static void
test_owner(void)
{
	struct pos_err err;
	size_t right, wrong = 0;

	shop.staff_code = NULL;
	for (right = 0; right < COUNT(table); right++)
		wrong += pos_staff_may(&shop, (enum pos_right)right, 1000000,
			     NULL, NULL, &err) != POS_OK;
	same_int((long long)wrong, 0, "nobody named: the owner may all");
}

static void
refused(const struct pos_approval *approval, enum pos_right right,
    int64_t amount, const char *want)
{
	struct pos_err err = { 0 };
	const char *by = "unset";
	enum pos_status st;

	st = pos_staff_may(&shop, right, amount, approval, &by, &err);
	ok(st == POS_NOPERM || st == POS_USAGE, "refused: %s", want);
	same_text(err.text, want, "and it says why");
	ok(by == NULL, "and nobody approved");
}

static void
test_messages(void)
{
	struct pos_approval none = { 0 };

	put("amy", 0, 5000, false, false);
	shop.staff_code = "amy";
	refused(&none, POS_RIGHT_VOID, 8000,
	    "'amy' may void up to 50.00: 80.00 needs --approve");
	refused(NULL, POS_RIGHT_VOID, 8000,
	    "'amy' may void up to 50.00, not 80.00");
	refused(&none, POS_RIGHT_DISCOUNT, 500000,
	    "'amy' may discount up to 0.5%: 50% needs --approve");
	put("amy", 0, 0, false, false);
	refused(&none, POS_RIGHT_REFUND, 1,
	    "'amy' may not refund without --approve");
	refused(&none, POS_RIGHT_PRICE, 0,
	    "'amy' may not set another price without --approve");
	refused(NULL, POS_RIGHT_STOCK, 0, "'amy' may not change the stock");
	refused(NULL, POS_RIGHT_MENU, 0, "'amy' may not change the menu");
	refused(NULL, POS_RIGHT_CLOSE, 0, "'amy' may not close the day");
	refused(NULL, POS_RIGHT_BACKDATE, 0,
	    "'amy' may not sell at another time");
	shop.staff_code = "nobody";
	refused(NULL, POS_RIGHT_ADMIN, 0,
	    "nobody with the code 'nobody' works here");
}

static void
test_approval(void)
{
	struct pos_approval by = { "bob", "2580" };
	const char *who = NULL;
	struct pos_err err = { 0 };

	shop.staff_code = "amy";
	put("amy", 0, 0, true, false);
	put("eve", 0, 5000, true, false);
	put("bob", 1, POS_NO_LIMIT, false, false);
	refused(&by, POS_RIGHT_VOID, 1,
	    "'bob' has no PIN to approve with: "
	    "'pos-admin staff set bob --pin-file FILE' gives one");
	put("bob", 1, 5000, true, false);
	ok(pos_staff_may(&shop, POS_RIGHT_VOID, 5000, &by, &who, &err) ==
		POS_OK,
	    "a supervisor approves up to the own limit");
	same_text(who, "bob", "and it is known who");
	refused(&by, POS_RIGHT_VOID, 5001,
	    "'bob' may void up to 50.00, not 50.01");
	refused(&by, POS_RIGHT_MENU, 0, "'bob' may not change the menu");
	by.pin = "2581";
	refused(&by, POS_RIGHT_VOID, 1, "that is not the PIN of 'bob'");
	by.pin = NULL;
	refused(&by, POS_RIGHT_VOID, 1,
	    "--approve wants the PIN of 'bob': "
	    "give --pin-file or --pin-fd");
	by.pin = "2580";
	by.staff = "eve";
	refused(&by, POS_RIGHT_VOID, 1,
	    "'eve' is a cashier: only a "
	    "supervisor or a manager can approve");
	by.staff = "amy";
	refused(&by, POS_RIGHT_VOID, 1,
	    "'amy' is a cashier: only a "
	    "supervisor or a manager can approve");
	by.staff = "zoe";
	refused(&by, POS_RIGHT_VOID, 1,
	    "nobody with the code 'zoe' works here");
	put("bob", 1, POS_NO_LIMIT, true, true);
	by.staff = "bob";
	refused(&by, POS_RIGHT_VOID, 1, "'bob' does not work here any more");
	put("bob", 2, POS_NO_LIMIT, true, false);
	ok(pos_staff_may(&shop, POS_RIGHT_MENU, 0, &by, &who, &err) == POS_OK,
	    "a manager approves anything");
	by.staff = NULL;
	put("amy", 0, 100, true, false);
	ok(pos_staff_may(&shop, POS_RIGHT_VOID, 100, &by, &who, &err) ==
		    POS_OK &&
		who == NULL,
	    "nobody has to approve what one may");
}

static void
test_time(void)
{
	struct pos_err err = { 0 };
	int64_t now = shop.now;

	ok(pos_shop_set_time(&shop, 1772000000000, &err) == POS_OK,
	    "another time");
	same_int(shop.now, 1772000000000, "is now the time");
	same_int(shop.day, 20260225, "and has its day");
	ok(pos_shop_tick(&shop, &err) == POS_OK && shop.now == 1772000000000,
	    "which stays");
	ok(pos_shop_set_time(&shop, 0, &err) == POS_OK && shop.now == now,
	    "until the clock is asked again");
}

static void
test_cutoff(void)
{
	int minutes = -1;

	ok(pos_cutoff_parse(&minutes, "00:00") && minutes == 0, "00:00");
	ok(pos_cutoff_parse(&minutes, "23:59") && minutes == 1439, "23:59");
	ok(!pos_cutoff_parse(&minutes, "24:00"), "24:00 is none");
	ok(!pos_cutoff_parse(&minutes, "00:60"), "00:60 is none");
	ok(!pos_cutoff_parse(&minutes, "1:00"), "1:00 is none");
	ok(!pos_cutoff_parse(&minutes, "01:000"), "01:000 is none");
	ok(!pos_cutoff_parse(&minutes, ""), "nothing is none");
}

int
main(void)
{
	static const struct pos_shop_new want = {
		.name = "Test", .currency = "EUR", .zone = "Europe/Berlin",
	};
	char dir[] = "/tmp/pos-rights-XXXXXX", command[64];
	struct pos_shop_options options = { 0 };
	struct pos_err err = { 0 };
	char path[64];

	setenv("POS_NOW", "2026-03-14T10:00:00Z", 1);
	if (mkdtemp(dir) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/sub/store.db", dir);
	options.location = path;
	ok(pos_pin_hash(hash, "2580", &err) == POS_OK, "a PIN");
	ok(pos_shop_create(path, &want, &err) == POS_OK, "a store");
	ok(pos_shop_create(path, &want, &err) == POS_REFUSED, "only once");
	if (!ok(pos_shop_open(&shop, &options, POS_STORE_WRITE, &err) == POS_OK,
		"opened"))
		return tap_done();
	test_owner();
	test_alone();
	test_messages();
	test_approval();
	test_time();
	test_cutoff();
	shop.staff_code = NULL;
	pos_shop_close(&shop);
	snprintf(command, sizeof(command), "rm -r %s", dir);
	ok(system(command) == 0, "cleaned up");
	return tap_done();
}
