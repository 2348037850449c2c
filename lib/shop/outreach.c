/*
 * outreach.c - definitions of levels, templates, segments, campaigns, plans
 * and the rules of referrals and points, kept by kind and code.
 */
#include <string.h>

#include "base/text.h"
#include "rec/json.h"
#include "shop/outreach_inside.h"

#define NAME_MAX_BYTES 200
#define MERGES_MAX 1000 /* that are followed */

POS_SQL(sql_get, "SELECT more FROM outreach WHERE kind = $1 AND code = $2");
POS_SQL(sql_all, "SELECT more FROM outreach WHERE kind = $1 ORDER BY code");
POS_SQL(sql_put,
    "INSERT INTO outreach (kind, code, more) VALUES ($1, $2, $3)"
    " ON CONFLICT (kind, code) DO UPDATE SET more = excluded.more");
POS_SQL(sql_drop, "DELETE FROM outreach WHERE kind = $1 AND code = $2");

const struct pos_record pos_member_ref_data = {
	.size = sizeof(struct pos_member_ref),
	.help = "a member",
	.fields = (const struct pos_field[]){
		POS_INT(pos_member_ref, member_no, 0, 1, INT64_MAX,
		    "its number"),
		{ 0 },
	},
};

static enum pos_status
read(const char *text, const struct pos_record *record, struct pos_pool *pool,
    void *data, struct pos_err *err)
{
	return pos_record_parse(data, record, text, strlen(text), pool, 0, err);
}

enum pos_status
pos_outreach_get(struct pos_shop *shop, const char *kind, const char *code,
    const struct pos_record *record, struct pos_pool *pool, void *data,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_get);
	enum pos_status st;

	pos_bind_text(q, 1, kind);
	pos_bind_text(q, 2, code);
	st = pos_step(q, err);
	if (st == POS_OK)
		st = read(pos_text(q, "more"), record, pool, data, err);
	pos_query_done(q);
	return st;
}

enum pos_status
pos_outreach_all(struct pos_shop *shop, const char *kind,
    const struct pos_record *record, struct pos_pool *pool, void **all,
    size_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_all);
	char *rows = NULL;
	enum pos_status st;
	size_t n = 0;

	pos_bind_text(q, 1, kind);
	while ((st = pos_step(q, err)) == POS_OK) {
		rows = pos_pool_push(pool, rows, n, record->size);
		st = read(pos_text(q, "more"), record, pool,
		    rows + n * record->size, err);
		if (st != POS_OK)
			break;
		n++;
	}
	pos_query_done(q);
	*all = rows;
	*count = n;
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_outreach_same(struct pos_shop *shop, const char *kind, const char *code,
    const struct pos_record *record, const void *data, bool *same,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_get);
	struct pos_buf text = { 0 };
	enum pos_status st;

	pos_bind_text(q, 1, kind);
	pos_bind_text(q, 2, code);
	st = pos_step(q, err);
	*same = false;
	if (st == POS_OK) {
		pos_record_write(&text, record, data);
		*same = strcmp(text.text, pos_text(q, "more")) == 0;
		pos_buf_release(&text);
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_outreach_write(struct pos_shop *shop, const char *kind, const char *code,
    const struct pos_record *record, const void *data, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_put);
	struct pos_buf text = { 0 };
	enum pos_status st;

	pos_record_write(&text, record, data);
	pos_bind_text(q, 1, kind);
	pos_bind_text(q, 2, code);
	pos_bind_text(q, 3, text.text);
	st = pos_run(q, err);
	pos_buf_release(&text);
	return st;
}

enum pos_status
pos_outreach_drop(struct pos_shop *shop, const char *kind, const char *code,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_drop);

	pos_bind_text(q, 1, kind);
	pos_bind_text(q, 2, code);
	return pos_run(q, err);
}

enum pos_status
pos_outreach_check(const char *what, const char *code, const char *name,
    struct pos_err *err)
{
	const char *wrong = pos_code_wrong(code);

	if (wrong == NULL && strchr(code, '/') != NULL)
		wrong = POS_TR("has a '/' in it");
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "%s '%s': %s", pos_tr(what),
		    code, pos_tr(wrong));
	wrong = name != NULL ? pos_text_wrong(name, NAME_MAX_BYTES) : NULL;
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "name of '%s': %s", code,
		    pos_tr(wrong));
	return POS_OK;
}

enum pos_status
pos_outreach_member(struct pos_shop *shop, int64_t member_no,
    struct pos_pool *pool, struct pos_member *member, struct pos_err *err)
{
	enum pos_status st;
	int n;

	st = pos_member_by_no(shop, member_no, pool, member, err);
	for (n = 0; st == POS_OK && member->merged_no != 0; n++) {
		if (n == MERGES_MAX)
			return pos_fail(err, POS_BUG,
			    "members are merged in a circle");
		st = pos_member_by_no(shop, member->merged_no, pool, member,
		    err);
	}
	return st;
}
