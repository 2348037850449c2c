/*
 * shoptest.h - a shop in a temporary folder, for units that need a store.
 */
#ifndef POS_TESTS_SHOPTEST_H
#define POS_TESTS_SHOPTEST_H

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "shop/place.h"
#include "tap.h"

static struct pos_shop shop;
static struct pos_pool *pool;
static struct pos_err err;
static char shop_dir[200];

static inline void
must(enum pos_status st, const char *what)
{
	if (st == POS_OK)
		return;
	printf("Bail out! %s: %s\n", what, err.text);
	exit(1);
}

static inline void
shop_start(void)
{
	const char *tmp = getenv("TMPDIR");
	char path[256];
	struct pos_shop_new want = {
		.name = "Test",
		.currency = "CNY",
		.zone = "Asia/Shanghai",
	};
	struct pos_shop_options options = { .location = path };

	snprintf(shop_dir, sizeof(shop_dir), "%s/pos-unit-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(shop_dir) == NULL) {
		puts("Bail out! no temporary folder");
		exit(1);
	}
	snprintf(path, sizeof(path), "%s/store.db", shop_dir);
	pool = pos_pool_new();
	must(pos_shop_create(path, &want, &err), "create");
	must(pos_shop_open(&shop, &options, POS_STORE_WRITE, &err), "open");
}

static inline void
shop_stop(void)
{
	DIR *dir = opendir(shop_dir);
	struct dirent *file;

	pos_shop_close(&shop);
	pos_pool_free(pool);
	while (dir != NULL && (file = readdir(dir)) != NULL)
		if (file->d_name[0] != '.')
			unlinkat(dirfd(dir), file->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	rmdir(shop_dir);
}

#endif
