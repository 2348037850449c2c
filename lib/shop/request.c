/*
 * request.c - the same key again gives the first answer again.
 *
 * What was asked is kept as a hash, the answer as it was printed; both are
 * an event of their own, so that a rebuilt store still knows them.  The
 * answer is kept as text, not as JSON, so that it comes back byte for byte.
 */
#include <string.h>

#include "base/ident.h"
#include "shop/request.h"

#define ANSWER_MAX (16 << 20)

struct request {
	const char *key;
	const char *asked;
	const char *answer;
};

static const struct pos_field request_fields[] = {
	POS_TEXT(request, key, 0, 200, "the key"),
	POS_TEXT(request, asked, 0, 64, "SHA-256 of what was asked"),
	POS_TEXT(request, answer, 0, ANSWER_MAX, "what was answered"),
	{ 0 },
};

static const struct pos_record request_record = {
	.size = sizeof(struct request), .fields = request_fields,
	.help = "a request done under a key",
};

POS_SQL(sql_request, "SELECT asked, answer FROM request "
    "WHERE branch = $1 AND key = $2");
POS_SQL(sql_request_add, "INSERT INTO request (branch, key, asked, answer) "
    "VALUES ($1, $2, $3, $4)");

static enum pos_status
apply_request(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct request *r = data;
	struct pos_query *q = pos_query(shop->store, &sql_request_add);

	pos_bind_int(q, 1, entry->branch);
	pos_bind_text(q, 2, r->key);
	pos_bind_text(q, 3, r->asked);
	pos_bind_text(q, 4, r->answer);
	return pos_run(q, err);
}

const struct pos_event_kind pos_request_kind = {
	.kind = "request.done",
	.v = 1,
	.record = &request_record,
	.apply = apply_request,
	.help = "a request under a key was answered",
};

static void
hash_text(char hex[2 * POS_SHA256_LEN + 1], const char *text)
{
	unsigned char raw[POS_SHA256_LEN];

	pos_sha256(raw, text, strlen(text));
	pos_hex(hex, raw, sizeof(raw));
}

enum pos_status
pos_request_seen(struct pos_shop *shop, const char *asked,
    struct pos_pool *pool, const char **answer, struct pos_err *err)
{
	char hex[2 * POS_SHA256_LEN + 1];
	struct pos_query *q;
	enum pos_status st;

	*answer = NULL;
	if (shop->key == NULL)
		return POS_END;
	hash_text(hex, asked);
	q = pos_query(shop->store, &sql_request);
	pos_bind_int(q, 1, shop->branch);
	pos_bind_text(q, 2, shop->key);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	if (strcmp(pos_text(q, "asked"), hex) != 0)
		st = pos_fail(err, POS_REFUSED,
		    "key '%s' was used for "
		    "something else",
		    shop->key);
	else
		*answer = pos_pool_text(pool, pos_text(q, "answer"));
	pos_query_done(q);
	return st;
}

enum pos_status
pos_request_done(struct pos_shop *shop, const char *asked, const char *answer,
    struct pos_err *err)
{
	char hex[2 * POS_SHA256_LEN + 1];
	struct request r = { shop->key, hex, answer };

	if (shop->key == NULL)
		return POS_OK;
	hash_text(hex, asked);
	return pos_record(shop, &pos_request_kind, &r, err);
}
