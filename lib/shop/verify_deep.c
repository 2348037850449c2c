/*
 * verify_deep.c - the tables against those of a replay.
 *
 * The rows of the store go to a file, those of the replay are compared with
 * it line by line: memory does not grow with the store, and the first row
 * that differs can be shown.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shop/replay.h"
#include "shop/verify.h"

struct compare {
	FILE *file;
	struct pos_buf should; /* of the replay, where they part */
	struct pos_buf is;     /* of the store */
	char *line;
	size_t cap;
	bool parted;
};

static void
keep(void *arg, const void *bytes, size_t len)
{
	struct compare *c = arg;

	fwrite(bytes, 1, len, c->file); /* ferror() is asked in the end */
}

static void
look(void *arg, const void *bytes, size_t len)
{
	struct compare *c = arg;
	ssize_t n;

	if (c->parted)
		return;
	n = getline(&c->line, &c->cap, c->file);
	if (n >= 0 && (size_t)n == len && memcmp(c->line, bytes, len) == 0)
		return;
	c->parted = true;
	pos_buf_add(&c->should, bytes, len > 0 ? len - 1 : 0);
	if (n > 0)
		pos_buf_add(&c->is, c->line, (size_t)n - 1);
}

static enum pos_status
told(struct compare *c, struct pos_err *err)
{
	ssize_t n;

	if (!c->parted) {
		n = getline(&c->line, &c->cap, c->file);
		if (n < 0 && !ferror(c->file))
			return POS_OK;
		pos_buf_text(&c->should, pos_tr("nothing"));
		if (n > 0)
			pos_buf_add(&c->is, c->line, (size_t)n - 1);
	}
	if (ferror(c->file))
		return pos_fail(err, POS_IO, "cannot compare: %s",
		    strerror(EIO));
	if (c->is.len == 0)
		pos_buf_text(&c->is, pos_tr("nothing"));
	return pos_fail(err, POS_DATA,
	    "a table is not what the journal says: "
	    "'%.150s' is there, '%.150s' should be",
	    c->is.text, c->should.text);
}

static enum pos_status
dump(struct pos_store *store, void (*add)(void *, const void *, size_t),
    struct compare *c, struct pos_err *err)
{
	enum pos_status st = pos_store_dump(store, true, add, c, err);

	if (st == POS_OK && (fflush(c->file) != 0 || ferror(c->file)))
		st = pos_fail(err, POS_IO,
		    "cannot write in the temporary "
		    "folder: %s",
		    strerror(errno));
	return st;
}

static enum pos_status
compare(struct pos_shop *shop, const char *path, struct compare *c,
    struct pos_err *err)
{
	struct pos_store *twin;
	enum pos_status st;

	st = dump(shop->store, keep, c, err);
	if (st != POS_OK)
		return st;
	rewind(c->file);
	st = pos_store_open(&twin, path, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	st = pos_store_dump(twin, true, look, c, err);
	if (st == POS_OK)
		st = told(c, err);
	pos_store_close(twin);
	return st;
}

/* Both of one state of the store: tills may be selling. */
static enum pos_status
check(struct pos_shop *shop, const char *path,
    void (*progress)(void *, int64_t), void *arg, struct pos_err *err)
{
	struct pos_rebuild done;
	struct compare c = { 0 };
	enum pos_status st;

	c.file = tmpfile();
	if (c.file == NULL)
		return pos_fail(err, POS_IO,
		    "cannot write in the temporary "
		    "folder: %s",
		    strerror(errno));
	st = pos_read_begin(shop->store, err);
	if (st == POS_OK)
		st = pos_rebuild(shop->store, path, progress, arg, &done, err);
	if (st == POS_OK)
		st = compare(shop, path, &c, err);
	pos_read_end(shop->store);
	fclose(c.file);
	free(c.line);
	pos_buf_release(&c.is);
	pos_buf_release(&c.should);
	return st;
}

enum pos_status
pos_verify_deep(struct pos_shop *shop, void (*progress)(void *, int64_t),
    void *arg, struct pos_err *err)
{
	static const char *const suffix[] = { "", "-wal", "-shm", "-queue",
		"-turn" };
	const char *tmp = getenv("TMPDIR");
	struct pos_pool *pool = pos_pool_new();
	char *dir, *path;
	enum pos_status st;
	size_t i;

	if (tmp == NULL || *tmp == '\0')
		tmp = "/tmp";
	dir = pos_pool_printf(pool, "%s/pos-verify-XXXXXX", tmp);
	if (mkdtemp(dir) == NULL) {
		st = pos_fail(err, POS_IO,
		    "cannot make a temporary folder in '%s': %s (TMPDIR names "
		    "another)",
		    tmp, strerror(errno));
	} else {
		path = pos_pool_printf(pool, "%s/store.db", dir);
		st = check(shop, path, progress, arg, err);
		for (i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++)
			unlink(pos_pool_printf(pool, "%s%s", path, suffix[i]));
		rmdir(dir);
	}
	pos_pool_free(pool);
	return st;
}
