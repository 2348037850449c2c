/*
 * create.c - a new store: its first branch, till and settings.
 *
 * Everything is checked before the first file or folder is made, and what
 * was made is removed again when something fails later.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "shop/menu.h"
#include "shop/place.h"
#include "shop/rollup.h"

#define SETTINGS 6

static const struct pos_field fields[] = {
	POS_TEXT(pos_shop_made, name, POS_F_COLUMN, 500, "name of the shop"),
	POS_TEXT(pos_shop_made, currency, POS_F_COLUMN, 3,
	    "currency, ISO 4217"),
	POS_TEXT(pos_shop_made, zone, POS_F_COLUMN, 64, "IANA time zone"),
	POS_TEXT(pos_shop_made, branch, POS_F_COLUMN | POS_F_CODE, 64,
	    "code of the first branch"),
	POS_TEXT(pos_shop_made, till, POS_F_COLUMN | POS_F_CODE, 64,
	    "code of its first till"),
	POS_TEXT(pos_shop_made, store, POS_F_COLUMN, 4096,
	    "where the store is"),
	{ 0 }
};

const struct pos_record pos_shop_made_record = {
	.type = "shop",
	.v = 1,
	.size = sizeof(struct pos_shop_made),
	.fields = fields,
	.help = "a shop whose store was made",
};
POS_LIST_RECORD(pos_shop_made_record);

struct made { /* folders, outermost first */
	const char **dirs;
	size_t count, cap;
};

static enum pos_status
make_dirs(struct pos_pool *pool, const char *path, struct made *made,
    struct pos_err *err)
{
	const char *p;

	for (p = strchr(path + 1, '/'); p != NULL; p = strchr(p + 1, '/')) {
		char *dir = pos_pool_textn(pool, path, (size_t)(p - path));

		if (mkdir(dir, 0700) == 0) {
			made->dirs = pos_grow(made->dirs, &made->cap,
			    made->count + 1, sizeof(*made->dirs));
			made->dirs[made->count++] = dir;
		} else if (errno != EEXIST) {
			return pos_fail(err, POS_IO,
			    "cannot make folder '%s': %s", dir,
			    strerror(errno));
		}
	}
	return POS_OK;
}

static void
clean_up(struct pos_pool *pool, const char *path, struct made *made,
    bool store_is_ours)
{
	static const char *const suffix[] = { "", "-wal", "-shm", "-queue",
		"-turn" };
	size_t i;

	for (i = 0; store_is_ours && i < 5; i++)
		unlink(pos_pool_printf(pool, "%s%s", path, suffix[i]));
	while (made->count > 0)
		rmdir(made->dirs[--made->count]);
}

static void
settings(const struct pos_shop_new *want, struct pos_setting all[SETTINGS])
{
	struct pos_setting list[SETTINGS] = {
		{ .name = "name", .value = want->name },
		{ .name = "currency", .value = want->currency },
		{ .name = "zone", .value = want->zone },
		{ .name = "cutoff",
		    .value = want->cutoff != NULL ? want->cutoff : "00:00" },
		{ .name = "tax_mode", .value = want->tax_mode != NULL ?
		    want->tax_mode : "inclusive" },
		{ .name = "language",
		    .value = want->language != NULL ? want->language : "en" },
	};

	memcpy(all, list, sizeof(list));
}

static enum pos_status
check(const struct pos_shop *shop, const struct pos_setting all[SETTINGS],
    struct pos_err *err)
{
	const char *code[2] = { shop->branch_code, shop->till_code };
	const char *wrong;
	enum pos_status st;
	int i;

	for (i = 0; i < 2; i++) {
		wrong = pos_code_wrong(code[i]);
		if (wrong != NULL)
			return pos_fail(err, POS_DATA, "code '%s': %s", code[i],
			    pos_tr(wrong));
	}
	for (i = 0; i < SETTINGS; i++) {
		st = pos_setting_check(shop, &all[i], err);
		if (st != POS_OK)
			return st;
	}
	return POS_OK;
}

static enum pos_status
fill(struct pos_shop *shop, const struct pos_setting all[SETTINGS],
    struct pos_err *err)
{
	struct pos_place place = {
		.branch = shop->branch_code,
		.name = shop->name,
		.branch_no = 1,
	};
	enum pos_status st;
	bool changed;
	int i;

	st = pos_record(shop, &pos_branch_set, &place, err);
	place.till = shop->till_code;
	place.name = shop->till_code;
	place.till_no = 1;
	if (st == POS_OK)
		st = pos_record(shop, &pos_till_set, &place, err);
	for (i = 0; i < SETTINGS && st == POS_OK; i++)
		st = pos_setting_put(shop, &all[i], &changed, err);
	return st;
}

static enum pos_status
create(struct pos_shop *shop, const char *path,
    const struct pos_setting all[SETTINGS], bool *ours, struct pos_err *err)
{
	enum pos_status st;

	st = pos_store_open(&shop->store, path, POS_STORE_CREATE, err);
	/* a store that was there already is not ours to remove */
	*ours = st != POS_REFUSED;
	if (st != POS_OK)
		return st;
	st = pos_change_begin(shop, err);
	if (st == POS_OK)
		st = pos_change_end(shop, fill(shop, all, err), err);
	pos_menu_cache_free(shop);
	pos_rollup_free(shop);
	pos_store_close(shop->store);
	return st;
}

enum pos_status
pos_shop_create(const char *location, const struct pos_shop_new *want,
    struct pos_err *err)
{
	struct pos_shop shop = { 0 };
	struct pos_setting all[SETTINGS];
	struct made made = { 0 };
	enum pos_status st;
	bool ours = false;

	shop.pool = pos_pool_new();
	if (location == NULL)
		location = pos_store_default(shop.pool);
	shop.branch = shop.till = 1;
	shop.branch_code = want->branch != NULL ? want->branch : "main";
	shop.till_code = want->till != NULL ? want->till : "1";
	shop.name = want->name;
	shop.zone = want->zone;
	settings(want, all);
	st = check(&shop, all, err);
	if (st == POS_OK)
		st = pos_now(&shop.now, err);
	if (st == POS_OK) {
		shop.places = pos_currency_places(want->currency);
		(void)pos_cutoff_parse(&shop.cutoff_minutes, all[3].value);
		shop.fixed_at = shop.now;
		shop.day =
		    pos_business_day(shop.now, shop.zone, shop.cutoff_minutes);
		st = make_dirs(shop.pool, location, &made, err);
	}
	if (st == POS_OK)
		st = create(&shop, location, all, &ours, err);
	if (st != POS_OK)
		clean_up(shop.pool, location, &made, ours);
	free(made.dirs);
	pos_buf_release(&shop.scratch);
	pos_pool_free(shop.pool);
	return st;
}
