/*
 * sql.c - every statement of the library prepares on a fresh store.
 *
 * With --list it prints them as JSON lines, for another engine to prepare.
 * Linked with the whole library, so that none is missed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rec/json.h"
#include "store/store.h"
#include "tap.h"

static int
list(void)
{
	const struct pos_sql *sql = pos_sql_first();
	struct pos_buf buf = { 0 };
	size_t i;

	for (i = 0; i < pos_sql_count(); i++) {
		if (sql[i].where == NULL)
			continue;
		pos_buf_clear(&buf);
		pos_buf_text(&buf, "{\"name\":");
		pos_json_quote(&buf, sql[i].where);
		pos_buf_text(&buf, ",\"sql\":");
		pos_json_quote(&buf, sql[i].text);
		pos_buf_text(&buf, "}");
		puts(buf.text);
	}
	pos_buf_release(&buf);
	return fflush(stdout) == 0 ? 0 : 1;
}

/* Preparing happens on the first use; EXPLAIN would not bind. */
static void
prepare(struct pos_store *store, const struct pos_sql *sql)
{
	struct pos_query *q = pos_query(store, sql);
	struct pos_err err = { 0 };
	bool good = pos_query_good(q, &err);

	ok(good, "%s prepares", sql->where != NULL ? sql->where : sql->text);
	if (!good)
		printf("# %s\n# %s\n", sql->text, err.text);
}

int
main(int argc, char **argv)
{
	char path[] = "/tmp/pos-sql-XXXXXX", file[64];
	struct pos_store *store;
	struct pos_err err;
	size_t i;

	if (argc > 1 && strcmp(argv[1], "--list") == 0)
		return list();
	if (mkdtemp(path) == NULL)
		return 1;
	snprintf(file, sizeof(file), "%s/store.db", path);
	if (pos_store_open(&store, file, POS_STORE_CREATE, &err) != POS_OK) {
		ok(false, "a store: %s", err.text);
		return tap_done();
	}
	ok(pos_sql_count() > 50, "the statements are found");
	for (i = 0; i < pos_sql_count(); i++)
		prepare(store, &pos_sql_first()[i]);
	pos_store_close(store);
	unlink(file);
	snprintf(file, sizeof(file), "%s/store.db-queue", path);
	unlink(file);
	snprintf(file, sizeof(file), "%s/store.db-turn", path);
	unlink(file);
	rmdir(path);
	return tap_done();
}
