/*
 * coupon_issue.c - coupon issue: coupons to one member, or one list of them.
 *
 * A list is taken as a whole or not at all, and under a key only once,
 * whatever became of the process that began it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../common.h"
#include "base/ident.h"
#include "coupons.h"

#define LIST_MAX 1000000

static const char *to, *list;
static int64_t count = 1;

const struct pos_opt coupon_issue_options[] = {
	POS_OPT_TEXT(0, "to", &to, "MEMBER", "to this member"),
	POS_OPT_TEXT(0, "list", &list, "FILE",
	    "to the members in FILE, one a line; - for standard input"),
	POS_OPT_INT('c', "count", &count, 1, 10000, "N",
	    "so many to each; 1 without"),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	const char *batch;
	const char **who;
	size_t count;
	struct pos_pool *pool;
	struct pos_coupon_issue done;
};

/* A line is what names a member, or a record that has one. */
static enum pos_status
one_line(struct job *job, const char *text, size_t len, struct pos_err *err)
{
	struct pos_json *json;
	enum pos_status st;

	if (*text == '{') {
		st = pos_json_parse(&json, text, len, err);
		if (st != POS_OK)
			return st;
		text = pos_pool_text(job->pool, pos_json_text(json, "member"));
		pos_json_free(json);
		if (text == NULL)
			return pos_fail(err, POS_DATA,
			    "a record without a member");
	}
	if (*text == '\0')
		return POS_OK;
	if (job->count == LIST_MAX)
		return pos_fail(err, POS_DATA, "more than %d members",
		    LIST_MAX);
	job->who =
	    pos_pool_push(job->pool, job->who, job->count, sizeof(*job->who));
	job->who[job->count++] = pos_pool_text(job->pool, text);
	return POS_OK;
}

static enum pos_status
read_list(struct job *job, int fd, char *hex, struct pos_err *err)
{
	unsigned char hash[POS_SHA256_LEN];
	struct pos_lines *lines = pos_lines_new(fd);
	struct pos_sha256 h;
	enum pos_status st;
	char *text;
	size_t len;

	pos_sha256_start(&h);
	while ((st = pos_lines_next(lines, &text, &len, err)) == POS_OK) {
		pos_sha256_add(&h, text, len + 1);
		st = one_line(job, text, len, err);
		if (st != POS_OK)
			break;
	}
	if (st == POS_DATA)
		st = pos_fail_at(err, "%s, line %ld", list,
		    pos_lines_number(lines));
	pos_lines_free(lines);
	pos_sha256_end(&h, hash);
	pos_hex(hex, hash, sizeof(hash));
	if (st == POS_END && job->count == 0)
		return pos_fail(err, POS_NOINPUT, "%s: no members in it", list);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
open_list(struct job *job, char *hex, struct pos_err *err)
{
	bool given = strcmp(list, "-") != 0;
	int fd = given ? open(list, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	enum pos_status st;

	if (fd < 0)
		return pos_fail(err, POS_IO, "cannot read '%s': %s", list,
		    strerror(errno));
	st = read_list(job, fd, hex, err);
	if (given)
		close(fd);
	return st;
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *p = a, *q = b;

	return *p < *q ? -1 : *p > *q;
}

/* Whoever is there twice, by phone and by card perhaps, is one member. */
static size_t
once_each(const int64_t *all, size_t n, int64_t *out, struct pos_pool *pool)
{
	int64_t *seen = pos_pool_alloc(pool, (n + 1) * sizeof(*seen));
	bool *told = pos_pool_alloc(pool, n + 1);
	size_t i, kept = 0, left = 0;
	const int64_t *at;

	memcpy(seen, all, n * sizeof(*seen));
	qsort(seen, n, sizeof(*seen), by_number);
	for (i = 0; i < n; i++)
		if (i == 0 || seen[i] != seen[left - 1])
			seen[left++] = seen[i];
	for (i = 0; i < n; i++) {
		at = bsearch(&all[i], seen, left, sizeof(*seen), by_number);
		if (told[at - seen])
			continue;
		told[at - seen] = true;
		out[kept++] = all[i];
	}
	return kept;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	struct pos_approval approval = { 0 };
	struct pos_pool *scratch = pos_pool_new();
	int64_t *all, *members;
	size_t i, n = 0;
	enum pos_status st = pos_cmd_approval(&approval, pool, err);

	if (st == POS_OK) /* before it tells who is a member */
		st = pos_staff_may(shop, POS_RIGHT_MENU, 0, &approval, NULL,
		    err);
	all = pos_pool_alloc(pool, (job->count + 1) * sizeof(*all));
	members = pos_pool_alloc(pool, (job->count + 1) * sizeof(*all));
	for (i = 0; i < job->count && st == POS_OK; i++) {
		pos_pool_clear(scratch);
		st = coupon_member(shop, job->who[i], scratch, &all[i], err);
	}
	pos_pool_free(scratch);
	if (st == POS_OK) {
		n = once_each(all, job->count, members, pool);
		st = pos_coupon_issue(shop, job->batch, members, n, count,
		    &approval, pool, &job->done, err);
	}
	if (list != NULL)
		job->done.holders_count = 0;
	answer->record = &pos_coupon_issue_record;
	answer->data = &job->done;
	return st;
}

enum pos_status
coupon_issue_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .batch = argv[0], .pool = pos_pool_new() };
	char hex[2 * POS_SHA256_LEN + 1];
	struct pos_buf more = { 0 };
	enum pos_status st = POS_OK;

	if ((to == NULL) == (list == NULL))
		st = pos_fail(err, POS_USAGE,
		    "coupon issue wants --to MEMBER or --list FILE");
	else if (list != NULL)
		st = open_list(&job, hex, err);
	else
		st = one_line(&job, to, strlen(to), err);
	if (st == POS_OK) {
		pos_cmd_asked_private(&more, "to", to);
		pos_cmd_asked_private(&more, "list", list != NULL ? hex : NULL);
		pos_buf_printf(&more, " count=%lld", (long long)count);
		st = pos_cmd_once("coupon issue", argc, argv, more.text, work,
		    &job, err);
	}
	pos_buf_release(&more);
	pos_pool_free(job.pool);
	return st;
}
