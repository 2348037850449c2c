/*
 * init.c - pos-admin init: a new store with its first branch and till.
 */
#include "admin.h"
#include "shop/place.h"

static struct pos_shop_new want;
static const char *store;

const struct pos_opt pos_init_options[] = {
	POS_OPT_TEXT(0, "store", &store, "FILE",
	    "where to make it; $POS_STORE"),
	POS_OPT_TEXT(0, "name", &want.name, "NAME", "name of the shop"),
	POS_OPT_TEXT(0, "currency", &want.currency, "CODE",
	    "its currency by ISO 4217, as EUR"),
	POS_OPT_TEXT(0, "zone", &want.zone, "ZONE",
	    "its IANA time zone, as Europe/Berlin"),
	POS_OPT_TEXT(0, "cutoff", &want.cutoff, "HH:MM",
	    "when a business day begins; 00:00"),
	POS_OPT_CHOICE(0, "tax-mode", &want.tax_mode, "inclusive|exclusive",
	    "do prices hold the tax; inclusive"),
	POS_OPT_TEXT(0, "language", &want.language, "LANG",
	    "language of receipts, as en or zh-TW; en"),
	POS_OPT_TEXT(0, "branch", &want.branch, "CODE",
	    "code of the first branch; main"),
	POS_OPT_TEXT(0, "till", &want.till, "CODE",
	    "code of its first till; 1"),
	POS_OPT_GROUP(pos_out_options),
	POS_OPT_END,
};

enum pos_status
pos_init(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool;
	struct pos_shop_made made;
	enum pos_status st;
	const char *missing = NULL;

	(void)argc;
	(void)argv;
	if (want.zone == NULL)
		missing = pos_tr("--zone, as --zone Europe/Berlin");
	if (want.currency == NULL)
		missing = pos_tr("--currency, as --currency EUR");
	if (want.name == NULL)
		missing = pos_tr("--name, as --name 'Sweet Things'");
	if (missing != NULL)
		return pos_fail(err, POS_USAGE, "init wants %s", missing);
	pool = pos_pool_new();
	made.store =
	    store != NULL && *store != '\0' ? store : pos_store_default(pool);
	st = pos_shop_create(made.store, &want, err);
	if (st == POS_OK) {
		made.name = want.name;
		made.currency = want.currency;
		made.zone = want.zone;
		made.branch = want.branch != NULL ? want.branch : "main";
		made.till = want.till != NULL ? want.till : "1";
		pos_out_start(0, NULL);
		st = pos_admin_print(&pos_shop_made_record, &made, err);
	}
	pos_pool_free(pool);
	return st;
}
