/*
 * people.c - what the verbs about members share.
 */
#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "people.h"
#include "shop/member_inside.h"

char *
people_asked(struct pos_pool *pool, const char *verb, int argc, char **argv,
    const char *more)
{
	struct pos_buf little = { 0 };
	char *asked;
	int i;

	for (i = 0; i < argc; i++)
		pos_cmd_asked_private(&little, "member", argv[i]);
	if (more != NULL)
		pos_buf_text(&little, more);
	asked = pos_cmd_asked(pool, verb, 0, NULL, little.text);
	pos_buf_release(&little);
	return asked;
}

enum pos_status
people_once(const char *verb, int argc, char **argv, const char *more,
    enum pos_status (*work)(struct pos_shop *, struct pos_pool *, void *,
	struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_shop shop;
	enum pos_status st = pos_cmd_open(&shop, POS_STORE_WRITE, err);

	if (st != POS_OK)
		return st;
	st = pos_cmd_change(&shop,
	    people_asked(shop.pool, verb, argc, argv, more), work, arg, err);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
people_find(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err)
{
	enum pos_status st = pos_member_find(shop, what, pool, member, err);

	return st == POS_END ? pos_fail(err, POS_DATA, "no member '%s'", what) :
			       st;
}

enum pos_status
people_answer(struct pos_shop *shop, const struct pos_member *member,
    struct pos_pool *pool, struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_member_view *view = pos_pool_alloc(pool, sizeof(*view));
	struct pos_member shown = *member;

	/* what the journal keeps of an answer it keeps for ever */
	if (shop->key != NULL)
		shown.opened = false;
	answer->record = &pos_member_record;
	answer->data = view;
	return pos_member_show(shop, &shown, false, false, pool, view, err);
}

enum pos_status
people_open(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err)
{
	struct pos_err why;
	enum pos_status st = pos_member_open(shop, pool, member, &why);

	if (st == POS_OK)
		return POS_OK;
	if (st != POS_CONFIG && st != POS_NOPERM)
		return pos_fail(err, st, "%s", why.text);
	pos_warn("%s", why.text);
	return POS_OK;
}

enum pos_status
people_birthday(const char *text, int64_t *birthday, struct pos_err *err)
{
	*birthday = *text != '\0' ? pos_birthday_read(text) : 0;
	return *birthday >= 0 ?
	    POS_OK :
	    pos_fail(err, POS_USAGE,
		"--birthday: '%s' is no day (expected 1990-03-08 or 03-08)",
		text);
}

void
people_push(struct pos_pool *pool, const char ***list, size_t *count,
    const char *text)
{
	const char **all = pos_pool_alloc(pool, (*count + 1) * sizeof(*all));

	if (*count > 0)
		memcpy(all, *list, *count * sizeof(*all));
	all[(*count)++] = text;
	*list = all;
}
