/*
 * stream.c - a stream of changes, committed in groups.
 *
 * The turnstile is taken only once a document is there, and let go as soon
 * as none is ready: other tills never wait for our input.  Lines of other
 * types keep their place among the answers.
 */
#include <stdlib.h>
#include <string.h>

#include "change.h"

#define GROUP 1000 /* documents in one transaction */

struct result {
	struct pos_cmd_answer answer;
	const char *again; /* first answer of a repeated key */
	const char *line;  /* passed through */
};

struct stream {
	struct pos_shop *shop;
	struct pos_ids *ids;
	const char *asked;
	enum pos_status (*each)(struct pos_shop *, struct pos_pool *,
	    const char *, void *, struct pos_cmd_answer *, struct pos_err *);
	void *arg;
	struct pos_pool *pool; /* of one group */
	struct result *results;
	size_t count, cap;
	const char *key; /* as given */
	long documents;
	enum pos_status over; /* why the stream ends; POS_OK: it goes on */
};

static struct result *
add(struct stream *s)
{
	struct result *r;

	s->results =
	    pos_grow(s->results, &s->cap, s->count + 1, sizeof(*s->results));
	r = &s->results[s->count++];
	memset(r, 0, sizeof(*r));
	return r;
}

/* Whether the group can still be committed after this: it was refused for
 * what it is, and before anything of it was recorded. */
static bool
is_refusal(const struct stream *s, enum pos_status st, int64_t entries)
{
	return s->shop->entries == entries &&
	    (st == POS_REFUSED || st == POS_USAGE || st == POS_DATA ||
		st == POS_NOPERM || st == POS_CONFIG);
}

static enum pos_status
one(struct stream *s, const char *id, struct pos_err *err)
{
	struct pos_cmd_answer answer = { 0 };
	struct pos_shop *shop = s->shop;
	struct pos_buf asked = { 0 };
	const char *again = NULL;
	struct result *r;
	enum pos_status st;

	s->documents++;
	if (s->key != NULL && s->documents > 1)
		shop->key =
		    pos_pool_printf(s->pool, "%s/%ld", s->key, s->documents);
	pos_buf_printf(&asked, "%s %s", s->asked, id);
	st = pos_request_seen(shop, asked.text, s->pool, &again, err);
	if (st == POS_END) {
		st = s->each(shop, s->pool, id, s->arg, &answer, err);
		if (st == POS_OK)
			st = pos_cmd_keep(shop, asked.text, &answer, err);
	}
	pos_buf_release(&asked);
	if (st == POS_OK) {
		r = add(s);
		r->answer = answer;
		r->again = again;
	}
	return st;
}

/* Documents until the group is full, none is ready, or one is refused. */
static enum pos_status
fill(struct stream *s, const char *id, struct pos_err *err)
{
	int64_t entries;
	const char *line;
	enum pos_status st;

	while (id != NULL) {
		entries = s->shop->entries;
		st = one(s, id, err);
		if (st != POS_OK) {
			s->over = st;
			return is_refusal(s, st, entries) ? POS_OK : st;
		}
		id = NULL;
		while (
		    id == NULL && s->count < GROUP && pos_ids_ready(s->ids)) {
			s->over = pos_ids_line(s->ids, &id, &line, err);
			if (s->over != POS_OK)
				return POS_OK;
			if (id == NULL)
				add(s)->line = pos_pool_text(s->pool, line);
		}
	}
	return POS_OK;
}

static enum pos_status
print(struct stream *s, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < s->count && st == POS_OK; i++) {
		struct result *r = &s->results[i];

		if (r->line == NULL && !s->shop->dry_run)
			st = pos_cmd_print(&r->answer, r->again, err);
		else if (r->line != NULL && pos_out_json())
			st = pos_out_line(r->line, err);
	}
	if (st == POS_OK && s->shop->dry_run)
		st = pos_cmd_print_dry(s->shop, err);
	s->count = 0;
	pos_pool_clear(s->pool);
	return st == POS_OK ? pos_out_flush(err) : st;
}

static enum pos_status
group(struct stream *s, const char *id, struct pos_err *err)
{
	struct pos_err last = { 0 };
	enum pos_status st;

	st = pos_change_begin(s->shop, err);
	if (st != POS_OK)
		return st;
	/* kept apart: printing what went well must not overwrite it */
	st = pos_change_end(s->shop, fill(s, id, &last), &last);
	s->shop->key = s->key;
	if (st == POS_OK) {
		st = print(s, err);
		if (st != POS_OK)
			return st;
		st = s->over;
	}
	if (st != POS_OK && st != POS_END && err != NULL)
		*err = last;
	return st;
}

enum pos_status
pos_cmd_stream(struct pos_shop *shop, struct pos_ids *ids, const char *asked,
    enum pos_status (*each)(struct pos_shop *, struct pos_pool *, const char *,
	void *, struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct stream s = { .shop = shop,
		.ids = ids,
		.asked = asked,
		.each = each,
		.arg = arg,
		.key = shop->key };
	const char *id;
	enum pos_status st;

	s.pool = pos_pool_new();
	do {
		st = pos_ids_next(ids, &id, err);
		if (st == POS_OK)
			st = group(&s, pos_pool_text(s.pool, id), err);
	} while (st == POS_OK);
	if (st == POS_END)
		st = pos_out_done(err);
	else
		(void)!pos_out_done(NULL);
	free(s.results);
	pos_pool_free(s.pool);
	return st;
}
