/*
 * account.c - whose account, and how much: what its verbs share.
 */
#include <string.h>

#include "account.h"
#include "shop/gift.h"

enum pos_status
account_member(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    int64_t *member_no, struct pos_err *err)
{
	struct pos_member member;
	enum pos_status st;

	st = pos_member_find(shop, what, pool, &member, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no member '%s' (see 'pos-member enrol')", what);
	if (st == POS_OK)
		*member_no = member.member_no;
	return st;
}

enum pos_status
account_owner(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    int64_t *owner, struct pos_err *err)
{
	struct pos_card card;
	enum pos_status st;

	if (pos_card_no(what) == 0)
		return account_member(shop, what, pool, owner, err);
	st = pos_card_find(shop, what, pool, &card, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no gift card '%s'", what);
	if (st == POS_OK)
		*owner = -card.card_no;
	return st;
}

const char **
account_words(const char *text, size_t *count, struct pos_pool *pool)
{
	const char **words = NULL;
	size_t len;

	*count = 0;
	while (text != NULL && *text != '\0') {
		len = strcspn(text, ",");
		if (len > 0) {
			words =
			    pos_pool_push(pool, words, *count, sizeof(*words));
			words[(*count)++] = pos_pool_textn(pool, text, len);
		}
		text += len + (text[len] == ',');
	}
	return words;
}
