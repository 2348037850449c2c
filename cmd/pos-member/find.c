/*
 * find.c - find and show: members looked up.
 *
 * Phones, cards, codes and identities are looked up by index.  A part of a
 * name is searched for in all of them, each opened for that.  What is revealed
 * is recorded, and only then printed.
 */
#include <string.h>

#include "base/text.h"
#include "people.h"

#define LIMIT 100

static bool reveal;
static int64_t limit = LIMIT;

#define LOOK_OPTIONS \
	POS_OPT_FLAG(0, "reveal", &reveal, \
	    "show personal data unmasked; recorded"), \
	    POS_OPT_GROUP(pos_till_options), POS_OPT_GROUP(pos_who_options), \
	    POS_OPT_GROUP(pos_approve_options), \
	    POS_OPT_GROUP(pos_read_options), POS_OPT_END

const struct pos_opt member_show_options[] = {
	LOOK_OPTIONS,
};

const struct pos_opt member_find_options[] = {
	POS_OPT_INT('l', "limit", &limit, 1, 1000000, "N",
	    "at most so many; 100 without"),
	LOOK_OPTIONS,
};

struct search {
	struct pos_shop *shop;
	struct pos_pool *pool;
	const char *what;
	struct pos_buf want, have; /* folded */
	int64_t *found;
	size_t count;
	int64_t looked, total;
	bool more;
};

static void
keep(struct search *s, int64_t member_no)
{
	s->found =
	    pos_pool_push(s->pool, s->found, s->count, sizeof(*s->found));
	s->found[s->count++] = member_no;
}

static enum pos_status
look_at(void *arg, const struct pos_member *m, struct pos_pool *pool,
    struct pos_err *err)
{
	struct search *s = arg;

	(void)pool;
	(void)err;
	if (++s->looked % 1000 == 0)
		pos_progress(pos_tr("members"), (long)s->looked,
		    (long)s->total);
	if (m->name == NULL)
		return POS_OK;
	pos_buf_clear(&s->have);
	pos_text_fold(&s->have, m->name);
	if (strstr(s->have.text, s->want.text) == NULL)
		return POS_OK;
	if (s->count == (size_t)limit) {
		s->more = true;
		return POS_END;
	}
	keep(s, m->member_no);
	return POS_OK;
}

static enum pos_status
by_name(struct search *s, struct pos_err *err)
{
	enum pos_status st = pos_member_count(s->shop, &s->total, err);

	pos_text_fold(&s->want, s->what);
	if (st == POS_OK)
		st = pos_member_walk(s->shop, 0, true, look_at, s, err);
	pos_progress_done();
	pos_buf_release(&s->want);
	pos_buf_release(&s->have);
	if (st == POS_OK && s->more)
		pos_warn("there are more: --limit shows them");
	return st;
}

/* Digits alone are no part of a name. */
static bool
may_be_name(const char *what)
{
	return strpbrk(what, "0123456789:+") == NULL && *what != '\0';
}

static enum pos_status
search(struct search *s, bool names, struct pos_err *err)
{
	struct pos_member m;
	struct pos_err why = { 0 };
	enum pos_status st;

	st = pos_member_find(s->shop, s->what, s->pool, &m, &why);
	if (st == POS_OK)
		keep(s, m.member_no);
	else if (names && may_be_name(s->what) &&
	    (st == POS_END || st == POS_DATA))
		st = by_name(s, err);
	else if (st != POS_END)
		return pos_fail(err, st, "%s", why.text);
	if ((st == POS_OK || st == POS_END) && s->count == 0)
		return names ?
		    pos_fail(err, POS_REFUSED, "nobody is found by '%s'",
			s->what) :
		    pos_fail(err, POS_DATA, "no member '%s'", s->what);
	return st;
}

static enum pos_status
print(struct search *s, bool balance, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_member_view view;
	struct pos_member m;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; st == POS_OK && i < s->count; i++) {
		st = pos_member_by_no(s->shop, s->found[i], pool, &m, err);
		if (st == POS_OK)
			st = reveal ? pos_member_open(s->shop, pool, &m, err) :
				      people_open(s->shop, pool, &m, err);
		if (st == POS_OK)
			st = pos_member_show(s->shop, &m, reveal, balance, pool,
			    &view, err);
		if (st == POS_OK)
			st = pos_out_record(&pos_member_record, &view, err);
		pos_pool_clear(pool);
	}
	pos_pool_free(pool);
	return st;
}

struct look {
	const char *what;
	const char *verb;
	bool names;
};

static enum pos_status
masked(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const struct look *look = arg;
	struct search s = { .shop = shop, .pool = pool, .what = look->what };
	enum pos_status st = search(&s, look->names, err);

	return st == POS_OK ? print(&s, !look->names, err) : st;
}

/* Whom it is about is known before the change begins: a search may be long,
 * and tills must not wait for it. */
static enum pos_status
revealed(const struct look *look, struct pos_err *err)
{
	struct pos_approval approval = { 0 };
	struct pos_shop shop;
	struct search s = { .what = look->what };
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	s.shop = &shop;
	s.pool = shop.pool;
	st = pos_cmd_approval(&approval, shop.pool, err);
	if (st == POS_OK)
		st = pos_staff_may(&shop, POS_RIGHT_PERSONAL, 0, &approval,
		    NULL, err);
	if (st == POS_OK)
		st = search(&s, look->names, err);
	if (st == POS_OK)
		st = pos_change_begin(&shop, err);
	if (st == POS_OK) {
		st = pos_member_reveal(&shop, look->verb, s.found, s.count,
		    &approval, err);
		st = pos_change_end(&shop, st, err);
	}
	if (st == POS_OK)
		st = print(&s, !look->names, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_shop_close(&shop);
	return st;
}

static enum pos_status
run(struct look *look, struct pos_err *err)
{
	return reveal ? revealed(look, err) : pos_cmd_look(masked, look, err);
}

enum pos_status
member_find_run(int argc, char **argv, struct pos_err *err)
{
	struct look look = { argv[0], "find", true };

	(void)argc;
	return run(&look, err);
}

enum pos_status
member_show_run(int argc, char **argv, struct pos_err *err)
{
	struct look look = { argv[0], "show", false };

	(void)argc;
	return run(&look, err);
}
