/*
 * member.c - members found and read.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rec/json.h"
#include "shop/keys.h"
#include "shop/ledger.h"
#include "shop/member_inside.h"
#include "shop/segment.h"

#define BRANCH_BITS 32
#define SHORT_MAX 999999 /* numbers of six digits in a code */
#define MERGES_MAX 1000  /* that are followed */

POS_SQL(sql_by_no,
    "SELECT " POS_MEMBER_COLUMNS " FROM member WHERE member = $1");
POS_SQL(sql_sealed, "SELECT sealed FROM member WHERE member = $1");
POS_SQL(sql_walk,
    "SELECT " POS_MEMBER_COLUMNS " FROM member WHERE member > $1"
    " ORDER BY member");
POS_SQL(sql_lost,
    "SELECT m.member AS member FROM member m WHERE m.sealed IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM member_key k"
    " WHERE k.member = m.member) LIMIT 1");
POS_SQL(sql_left,
    "SELECT k.member AS member FROM member_key k WHERE NOT EXISTS"
    " (SELECT 1 FROM member m WHERE m.member = k.member"
    " AND m.sealed IS NOT NULL) LIMIT 1");
POS_SQL(sql_count, "SELECT COUNT(*) AS n FROM member");
POS_SQL(sql_bought, "SELECT day FROM member_sale WHERE member = $1 LIMIT 1");

char *
pos_member_code(char *text, int64_t member_no)
{
	int64_t branch = member_no >> BRANCH_BITS;
	int64_t n = member_no & ((INT64_C(1) << BRANCH_BITS) - 1);

	/* seven digits and more are parted, or m11000001 were two */
	snprintf(text, 24,
	    n <= SHORT_MAX ? "m%" PRId64 "%06" PRId64 : "m%" PRId64 "-%" PRId64,
	    branch, n);
	return text;
}

static bool
number(const char **text, size_t digits, int64_t *n)
{
	size_t i;

	for (i = 0, *n = 0; i < digits; i++) {
		if ((*text)[i] < '0' || (*text)[i] > '9')
			return false;
		*n = *n * 10 + (*text)[i] - '0';
	}
	*text += digits;
	return true;
}

int64_t
pos_member_no(const char *code)
{
	const char *at = code + 1;
	size_t digits, rest = 6;
	int64_t branch, n, member_no;
	char again[24];

	if (code[0] != 'm' && code[0] != 'M')
		return 0;
	digits = strspn(at, "0123456789");
	if (at[digits] == '-')
		rest = strspn(at + digits + 1, "0123456789");
	else if (digits > 6)
		digits -= 6;
	if (digits == 0 || digits > 4 || rest == 0 || rest > 10 ||
	    !number(&at, digits, &branch))
		return 0;
	if (*at == '-')
		at++;
	if (!number(&at, rest, &n) || *at != '\0' || n < 1 || n > UINT32_MAX ||
	    branch < 1)
		return 0;
	member_no = branch << BRANCH_BITS | n;
	pos_member_code(again, member_no);
	return strcmp(again + 1, code + 1) == 0 ? member_no : 0;
}

static const char *
code_of(struct pos_pool *pool, int64_t member_no)
{
	char text[24];

	return member_no != 0 ?
	    pos_pool_text(pool, pos_member_code(text, member_no)) :
	    NULL;
}

static void
take_tags(struct pos_member *member, struct pos_pool *pool, const char *text)
{
	char *tag, *save = NULL;

	if (text == NULL)
		return;
	for (tag = strtok_r(pos_pool_text(pool, text), ",", &save); tag != NULL;
	     tag = strtok_r(NULL, ",", &save)) {
		member->tags = pos_pool_push(pool, member->tags,
		    member->tags_count, sizeof(*member->tags));
		member->tags[member->tags_count++] = tag;
	}
}

void
pos_member_row(struct pos_query *q, struct pos_pool *pool,
    struct pos_member *member, const char **sealed)
{
	*member = (struct pos_member){ .member_no = pos_int(q, "member") };
	*sealed = pos_text(q, "sealed");
	member->code = code_of(pool, member->member_no);
	member->level = pos_pool_text(pool, pos_text(q, "level"));
	member->level_until = pos_int(q, "level_until");
	member->paid_until = pos_int(q, "paid_until");
	member->down_from = pos_int(q, "down_from");
	member->language = pos_pool_text(pool, pos_text(q, "language"));
	take_tags(member, pool, pos_text(q, "tags"));
	member->enrolled_at = pos_int(q, "enrolled_at");
	member->channel = pos_pool_text(pool, pos_text(q, "channel"));
	member->referred_no = pos_int(q, "referred_by");
	member->referred_by = code_of(pool, member->referred_no);
	member->consent = pos_int(q, "consent") != 0;
	member->consent_at = pos_int(q, "consent_at");
	member->consent_source =
	    pos_pool_text(pool, pos_text(q, "consent_source"));
	member->merged_no = pos_int(q, "merged_into");
	member->merged_into = code_of(pool, member->merged_no);
	member->erased = *sealed == NULL && member->merged_no == 0;
}

enum pos_status
pos_member_by_no(struct pos_shop *shop, int64_t member_no,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_by_no);
	const char *sealed;
	enum pos_status st;

	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	if (st == POS_OK)
		pos_member_row(q, pool, member, &sealed);
	pos_query_done(q);
	return st;
}

static enum pos_status
follow(struct pos_shop *shop, int64_t member_no, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err)
{
	enum pos_status st =
	    pos_member_by_no(shop, member_no, pool, member, err);
	int n;

	for (n = 0; st == POS_OK && member->merged_no != 0; n++) {
		if (n == MERGES_MAX)
			return pos_fail(err, POS_BUG,
			    "members are merged in a circle");
		st = pos_member_by_no(shop, member->merged_no, pool, member,
		    err);
	}
	return st;
}

static enum pos_status
by_hash(struct pos_shop *shop, const unsigned char find[POS_KEY_LEN],
    const char *kind, const char *text, int64_t *member_no, struct pos_err *err)
{
	unsigned char hash[POS_FIND_LEN];

	pos_member_hash(hash, find, kind, text);
	return pos_find_member(shop, hash, member_no, err);
}

/* A number may be a phone's or a card's. */
static enum pos_status
by_keyed(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    int64_t *member_no, struct pos_err *err)
{
	unsigned char find[POS_KEY_LEN];
	char phone[POS_PHONE_TEXT];
	const char *country, *wrong;
	bool card = pos_code_wrong(what) == NULL;
	enum pos_status st = pos_member_country(shop, pool, &country, err);

	if (st != POS_OK)
		return st;
	wrong = pos_phone_wrong(phone, what, country);
	if (wrong != NULL && !card && strchr(what, ':') == NULL)
		return pos_fail(err, POS_DATA,
		    "'%s' %s, and neither a card number nor a member's code",
		    what, pos_tr(wrong));
	st = pos_key(shop, POS_KEY_MEMBER_FIND, false, find, err);
	if (st == POS_OK && wrong == NULL)
		st = by_hash(shop, find, "phone", phone, member_no, err);
	if (st == POS_OK && *member_no == 0 && card)
		st = by_hash(shop, find, "card", what, member_no, err);
	if (st == POS_OK && *member_no == 0 && strchr(what, ':') != NULL)
		st = by_hash(shop, find, "id", what, member_no, err);
	explicit_bzero(find, sizeof(find));
	return st;
}

enum pos_status
pos_member_find(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err)
{
	int64_t member_no = pos_member_no(what);
	enum pos_status st = POS_OK;

	if (member_no == 0)
		st = by_keyed(shop, what, pool, &member_no, err);
	if (st != POS_OK)
		return st;
	return member_no != 0 ? follow(shop, member_no, pool, member, err) :
				POS_END;
}

enum pos_status
pos_member_open(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_member *member, struct pos_err *err)
{
	struct pos_query *q;
	struct pos_member_key key;
	struct pos_kek kek = { 0 };
	const char *sealed = NULL;
	enum pos_status st;

	if (member->erased || member->merged_no != 0 || member->opened)
		return POS_OK;
	st = pos_member_key_get(shop, member->member_no, &kek, &key, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "the key of member '%s' is lost: its personal data cannot"
		    " be read any more",
		    member->code);
	if (st == POS_OK) {
		q = pos_query(shop->store, &sql_sealed);
		pos_bind_int(q, 1, member->member_no);
		st = pos_step(q, err);
		if (st == POS_OK)
			sealed = pos_text(q, "sealed");
		if (st == POS_OK && sealed != NULL)
			st = pos_member_unseal(shop, &key, sealed, pool, member,
			    err);
		pos_query_done(q);
	}
	explicit_bzero(&key, sizeof(key));
	explicit_bzero(&kek, sizeof(kek));
	return st;
}

static enum pos_status
open_row(struct pos_shop *shop, struct pos_kek *kek, const char *sealed,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err)
{
	struct pos_member_key key;
	enum pos_status st;

	st = pos_member_key_get(shop, member->member_no, kek, &key, err);
	if (st == POS_OK)
		st = pos_member_unseal(shop, &key, sealed, pool, member, err);
	explicit_bzero(&key, sizeof(key));
	return st == POS_END ? POS_OK : st; /* its key is lost */
}

enum pos_status
pos_member_walk(struct pos_shop *shop, int64_t after, bool open,
    enum pos_status (*each)(void *, const struct pos_member *,
	struct pos_pool *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_walk);
	struct pos_pool *pool = pos_pool_new();
	struct pos_member member;
	struct pos_kek kek = { 0 };
	const char *sealed;
	enum pos_status st;

	pos_bind_int(q, 1, after);
	while ((st = pos_step(q, err)) == POS_OK) {
		pos_member_row(q, pool, &member, &sealed);
		if (open && sealed != NULL)
			st = open_row(shop, &kek, sealed, pool, &member, err);
		if (st == POS_OK)
			st = each(arg, &member, pool, err);
		pos_pool_clear(pool);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	pos_pool_free(pool);
	explicit_bzero(&kek, sizeof(kek));
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_member_count(struct pos_shop *shop, int64_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_count);
	enum pos_status st = pos_step(q, err);

	*count = st == POS_OK ? pos_int(q, "n") : 0;
	pos_query_done(q);
	return st;
}

enum pos_status
pos_member_verify(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_lost);
	char code[24];
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK)
		st = pos_fail(err, POS_DATA,
		    "the key of member '%s' is lost: its personal data cannot"
		    " be read any more",
		    pos_member_code(code, pos_int(q, "member")));
	pos_query_done(q);
	if (st != POS_END)
		return st;
	q = pos_query(shop->store, &sql_left);
	st = pos_step(q, err);
	if (st == POS_OK)
		st = pos_fail(err, POS_DATA,
		    "member '%s' was erased, and its key is still there",
		    pos_member_code(code, pos_int(q, "member")));
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
first_order(struct pos_shop *shop, int64_t member_no, bool *first,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_bought);
	enum pos_status st;

	pos_bind_int(q, 1, member_no);
	st = pos_step(q, err);
	*first = st == POS_END;
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_member_facts(struct pos_shop *shop, int64_t member_no, bool birthday,
    bool segments, struct pos_pool *pool, struct pos_member_facts *facts,
    struct pos_err *err)
{
	struct pos_member member;
	struct pos_balance balance = { 0 };
	enum pos_status st;

	*facts = (struct pos_member_facts){ 0 };
	st = follow(shop, member_no, pool, &member, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no member of this number");
	member_no = member.member_no;
	if (st == POS_OK && birthday)
		st = pos_member_open(shop, pool, &member, err);
	if (st != POS_OK)
		return st;
	facts->level = member.level;
	facts->birthday = member.birthday % 10000;
	st = first_order(shop, member_no, &facts->first_order, err);
	if (st == POS_OK)
		st = pos_balance_of(shop, member_no, &balance, err);
	facts->points = balance.points;
	if (st == POS_OK && segments)
		st = pos_segments_of(shop, member_no, pool, &facts->segments,
		    &facts->segments_count, err);
	return st;
}

enum pos_status
pos_member_heir(struct pos_shop *shop, int64_t *member_no, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_member member;
	enum pos_status st = POS_OK;

	while (st == POS_OK && *member_no != 0) {
		member = (struct pos_member){ 0 };
		st = pos_member_by_no(shop, *member_no, pool, &member, err);
		if (st != POS_OK || member.merged_no == 0)
			break;
		*member_no = member.merged_no;
	}
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}
