/*
 * outreach.c - what the verbs that reach out share.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "outreach.h"

#define DAYS_MAX 36600

enum pos_status
outreach_member(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err)
{
	enum pos_status st = pos_member_find(shop, what, pool, member, err);

	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no member '%s' (see 'pos-member enrol')", what);
	if (st == POS_OK && member->erased)
		return pos_fail(err, POS_REFUSED, "member '%s' was erased",
		    what);
	return st;
}

enum pos_status
outreach_days(const char *option, const char *text, int64_t *days,
    struct pos_err *err)
{
	int64_t n = 0;
	const char *p;

	if (text == NULL)
		return POS_OK;
	for (p = text; *p >= '0' && *p <= '9' && n <= DAYS_MAX; p++)
		n = n * 10 + *p - '0';
	if (p > text && strcmp(p, "w") == 0)
		n *= 7;
	else if (p == text || (*p != '\0' && strcmp(p, "d") != 0))
		n = DAYS_MAX + 1;
	if (n > DAYS_MAX)
		return pos_fail(err, POS_USAGE,
		    "--%s: wants days as 7, 7d or 2w, not '%s'", option, text);
	*days = n;
	return POS_OK;
}

enum pos_status
outreach_money(const struct pos_shop *shop, const char *option,
    const char *text, int64_t *minor, struct pos_err *err)
{
	struct pos_money money;
	enum pos_status st;

	if (text == NULL)
		return POS_OK;
	st = pos_shop_money(shop, &money, text, err);
	if (st == POS_OK && pos_money_cmp(money, pos_minor(0)) < 0)
		st = pos_fail(err, POS_DATA, "%s may not be negative", text);
	if (st == POS_OK) {
		*minor = money.minor;
		return POS_OK;
	}
	(void)pos_fail_at(err, "--%s", option);
	if (err != NULL)
		err->status = POS_USAGE;
	return POS_USAGE;
}

void
outreach_asked_int(struct pos_buf *more, const char *name, int64_t value,
    int64_t unset)
{
	if (value != unset)
		pos_buf_printf(more, " %s=%lld", name, (long long)value);
}

void
outreach_asked_texts(struct pos_buf *more, const char *name,
    const struct pos_texts *texts)
{
	size_t i;

	for (i = 0; i < texts->count; i++)
		pos_cmd_asked_add(more, name, texts->text[i]);
}

/* In a file of memory, so that a word goes the way of a record. */
int
outreach_feed(const char *type, const char *const *words, size_t count)
{
	struct pos_buf text = { 0 };
	int fd;
	size_t i;

	if (count == 0)
		return STDIN_FILENO;
	for (i = 0; i < count; i++) {
		pos_buf_printf(&text, "{\"type\":\"%s\",\"v\":1,\"id\":", type);
		pos_json_quote(&text, words[i]);
		pos_buf_text(&text, "}\n");
	}
	fd = memfd_create(type, MFD_CLOEXEC);
	if (fd >= 0 &&
	    (write(fd, text.text, text.len) != (ssize_t)text.len ||
		lseek(fd, 0, SEEK_SET) != 0)) {
		close(fd);
		fd = -1;
	}
	pos_buf_release(&text);
	return fd;
}
