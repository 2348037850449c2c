/*
 * member_batch.c - members written: checked for doubles, sealed, recorded
 * some hundred to an event.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/keys.h"
#include "shop/ledger.h"
#include "shop/member_inside.h"

#define BATCH 500 /* members of one event */
#define NUMBER_MAX UINT32_MAX
#define AHEAD_MAX 1000000 /* numbers that a file may skip */

struct pos_waiting {
	unsigned char hash[POS_FIND_LEN];
	int64_t member_no; /* 0: free */
};

POS_SQL(sql_last,
    "SELECT CAST(COALESCE(MAX(member), 0) AS BIGINT) AS last FROM member"
    " WHERE member BETWEEN $1 AND $2");

void
pos_member_batch_start(struct pos_member_batch *batch, struct pos_shop *shop)
{
	*batch = (struct pos_member_batch){ .shop = shop };
	batch->pool = pos_pool_new();
}

void
pos_member_batch_end(struct pos_member_batch *batch)
{
	pos_pool_free(batch->pool);
	pos_buf_release(&batch->text);
	pos_buf_release(&batch->bytes);
	free(batch->waiting);
	free(batch->writes);
	explicit_bzero(batch, sizeof(*batch));
}

static struct pos_waiting *
slot(const struct pos_member_batch *batch,
    const unsigned char hash[POS_FIND_LEN])
{
	size_t at;

	memcpy(&at, hash, sizeof(at)); /* as good as random */
	for (;; at++) {
		struct pos_waiting *w =
		    &batch->waiting[at & (batch->waiting_cap - 1)];

		if (w->member_no == 0 ||
		    memcmp(w->hash, hash, POS_FIND_LEN) == 0)
			return w;
	}
}

static void
wait_for(struct pos_member_batch *batch, const unsigned char hash[POS_FIND_LEN],
    int64_t member_no)
{
	struct pos_waiting *old = batch->waiting, *w;
	size_t cap = batch->waiting_cap, i;

	if (2 * (batch->waiting_count + 1) > cap) {
		batch->waiting_cap = cap == 0 ? 256 : 2 * cap;
		batch->waiting =
		    pos_alloc(batch->waiting_cap * sizeof(*batch->waiting));
		for (i = 0; i < cap; i++)
			if (old[i].member_no != 0)
				*slot(batch, old[i].hash) = old[i];
		free(old);
	}
	w = slot(batch, hash);
	batch->waiting_count += w->member_no == 0;
	memcpy(w->hash, hash, POS_FIND_LEN);
	w->member_no = member_no;
}

enum pos_status
pos_member_batch_flush(struct pos_member_batch *batch, struct pos_err *err)
{
	struct pos_member_set_data data = { batch->writes, batch->count };
	enum pos_status st = POS_OK;

	if (batch->count > 0)
		st = pos_record(batch->shop, &pos_member_set, &data, err);
	batch->count = 0;
	if (batch->waiting_count > 0)
		memset(batch->waiting, 0,
		    batch->waiting_cap * sizeof(*batch->waiting));
	batch->waiting_count = 0;
	pos_pool_clear(batch->pool);
	return st;
}

/* What waits is written first, so that who asks may read it. */
enum pos_status
pos_member_batch_find(struct pos_member_batch *batch,
    const unsigned char hash[POS_FIND_LEN], int64_t *member_no,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (batch->waiting_count > 0 && slot(batch, hash)->member_no != 0)
		st = pos_member_batch_flush(batch, err);
	return st == POS_OK ?
	    pos_find_member(batch->shop, hash, member_no, err) :
	    st;
}

static const char *
kind_of(const struct pos_member *m, size_t n)
{
	if (n < m->cards_count)
		return POS_TR("card");
	n -= m->cards_count;
	return n < m->ids_count ? POS_TR("identity") : POS_TR("phone");
}

/* Nobody else may be found by what this one is found by. */
static enum pos_status
check_finds(struct pos_member_batch *batch, const struct pos_member *member,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	int64_t other;
	char code[24];
	size_t i;

	for (i = 0; st == POS_OK && i < batch->one.count; i++) {
		st = pos_member_batch_find(batch, batch->one.hash[i], &other,
		    err);
		/* it may have let go of it in what waits */
		if (other == batch->also_no)
			other = 0;
		if (st == POS_OK && other != 0 && other != member->member_no &&
		    batch->count > 0) {
			st = pos_member_batch_flush(batch, err);
			if (st == POS_OK)
				st = pos_find_member(batch->shop,
				    batch->one.hash[i], &other, err);
		}
		if (st == POS_OK && other != 0 && other != member->member_no)
			st = pos_fail(err, POS_REFUSED,
			    "the %s is that of member '%s'",
			    pos_tr(kind_of(member, i)),
			    pos_member_code(code, other));
	}
	return st;
}

/* One that came with the member (a file of our own) stays. */
static enum pos_status
next_number(struct pos_member_batch *batch, int64_t *member_no,
    struct pos_err *err)
{
	int64_t first = batch->shop->branch << 32;
	struct pos_query *q;
	enum pos_status st = POS_OK;

	if (batch->next_no == 0) {
		q = pos_query(batch->shop->store, &sql_last);
		pos_bind_int(q, 1, first);
		pos_bind_int(q, 2, first + NUMBER_MAX);
		st = pos_step(q, err);
		if (st == POS_OK)
			batch->next_no = pos_int(q, "last") != 0 ?
			    pos_int(q, "last") + 1 :
			    first + 1;
		pos_query_done(q);
	}
	if (st != POS_OK)
		return st;
	if (*member_no == 0)
		*member_no = batch->next_no;
	else if (*member_no > batch->next_no + AHEAD_MAX &&
	    *member_no >> 32 == batch->shop->branch)
		return pos_fail(err, POS_REFUSED,
		    "its code is more than %d ahead of those given out",
		    AHEAD_MAX);
	if (*member_no >> 32 != batch->shop->branch)
		return POS_OK;
	if (*member_no > first + NUMBER_MAX)
		return pos_fail(err, POS_REFUSED,
		    "the branch has no number for another member");
	if (*member_no >= batch->next_no)
		batch->next_no = *member_no + 1;
	return POS_OK;
}

/* Its personal part, sealed, and its hashes, masked. */
static enum pos_status
seal(struct pos_member_batch *batch, const struct pos_member *member,
    const struct pos_member_key *key, struct pos_member_write *w,
    struct pos_err *err)
{
	unsigned char masked[POS_FINDS_MAX * POS_FIND_LEN];
	enum pos_status st;

	pos_buf_clear(&batch->text);
	pos_record_write(&batch->text, &pos_member_personal, member);
	pos_buf_clear(&batch->bytes);
	pos_buf_reserve(&batch->bytes, batch->text.len + POS_SEAL_MORE);
	st = pos_seal((unsigned char *)batch->bytes.text, key->dek,
	    batch->text.text, batch->text.len, member->code,
	    strlen(member->code), err);
	if (st != POS_OK)
		return st;
	batch->bytes.len = batch->text.len + POS_SEAL_MORE;
	explicit_bzero(batch->text.text, batch->text.len);
	pos_buf_clear(&batch->text);
	pos_base64(&batch->text, batch->bytes.text, batch->bytes.len);
	w->sealed =
	    pos_pool_textn(batch->pool, batch->text.text, batch->text.len);
	if (batch->one.count == 0)
		return POS_OK;
	pos_finds_mask(masked, batch->one.hash[0], batch->one.count, key->salt,
	    w->sealed);
	pos_buf_clear(&batch->text);
	pos_base64(&batch->text, masked, batch->one.count * POS_FIND_LEN);
	w->finds =
	    pos_pool_textn(batch->pool, batch->text.text, batch->text.len);
	return POS_OK;
}

static void
copy_plain(struct pos_member_batch *batch, const struct pos_member *member,
    struct pos_member_write *w)
{
	struct pos_pool *pool = batch->pool;
	size_t i;

	w->member_no = member->member_no;
	w->language = pos_pool_text(pool, member->language);
	w->tags_count = member->tags_count;
	if (w->tags_count > 0)
		w->tags =
		    pos_pool_alloc(pool, w->tags_count * sizeof(*w->tags));
	for (i = 0; i < w->tags_count; i++)
		w->tags[i] = pos_pool_text(pool, member->tags[i]);
	w->enrolled_at = member->enrolled_at;
	w->channel = pos_pool_text(pool, member->channel);
	w->referred_no = member->referred_no;
	w->consent = member->consent;
	w->consent_at = member->consent_at;
	w->consent_source = pos_pool_text(pool, member->consent_source);
}

static enum pos_status
get_key(struct pos_member_batch *batch, struct pos_member *member,
    const struct pos_member *old, struct pos_member_key *key,
    struct pos_pool *pool, struct pos_err *err)
{
	char code[24];
	enum pos_status st;

	if (old != NULL) {
		st = pos_member_key_get(batch->shop, old->member_no,
		    &batch->old_kek, key, err);
		return st == POS_END ?
		    pos_fail(err, POS_REFUSED, "member '%s' was erased",
			old->code) :
		    st;
	}
	st = next_number(batch, &member->member_no, err);
	if (st != POS_OK)
		return st;
	member->code =
	    pos_pool_text(pool, pos_member_code(code, member->member_no));
	if (member->enrolled_at == 0)
		member->enrolled_at = batch->shop->now;
	return pos_member_key_make(batch->shop, member->member_no, &batch->kek,
	    key, err);
}

/* Who brought somebody is rewarded for the first order: it is said before
 * that, or every customer of old would be worth points to somebody.  A merge
 * (also_no) takes it from who was brought. */
static enum pos_status
check_referrer(struct pos_member_batch *batch, const struct pos_member *member,
    const struct pos_member *old, struct pos_err *err)
{
	enum pos_status st;
	bool first;

	if (old == NULL || batch->also_no != 0 || member->referred_no == 0 ||
	    member->referred_no == old->referred_no)
		return POS_OK;
	st = pos_member_first_order(batch->shop, old->member_no, &first, err);
	if (st == POS_OK && !first)
		st = pos_fail(err, POS_REFUSED,
		    "member '%s' has ordered already: who brought it is said "
		    "before that",
		    old->code);
	return st;
}

enum pos_status
pos_member_batch_add(struct pos_member_batch *batch, struct pos_member *member,
    const struct pos_member *old, struct pos_err *err)
{
	struct pos_member_write *w;
	struct pos_member_key key;
	enum pos_status st = POS_OK;
	size_t i;

	if (!batch->keyed)
		st = pos_key(batch->shop, POS_KEY_MEMBER_FIND, true,
		    batch->find, err);
	batch->keyed = st == POS_OK;
	if (st == POS_OK)
		st = check_referrer(batch, member, old, err);
	if (st == POS_OK && !batch->asked) {
		pos_member_finds(&batch->one, batch->find, member);
		st = check_finds(batch, member, err);
	}
	batch->asked = false;
	if (st == POS_OK && batch->count == BATCH)
		st = pos_member_batch_flush(batch, err);
	if (st == POS_OK)
		st = get_key(batch, member, old, &key, batch->pool, err);
	if (st != POS_OK)
		return st;
	if (batch->writes == NULL)
		batch->writes = pos_alloc(BATCH * sizeof(*batch->writes));
	w = &batch->writes[batch->count];
	*w = (struct pos_member_write){ 0 };
	copy_plain(batch, member, w);
	st = seal(batch, member, &key, w, err);
	explicit_bzero(&key, sizeof(key));
	if (st != POS_OK)
		return st;
	for (i = 0; i < batch->one.count; i++)
		wait_for(batch, batch->one.hash[i], member->member_no);
	batch->count++;
	return POS_OK;
}
