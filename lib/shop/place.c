/*
 * place.c - branches and tills: where things happen.
 *
 * Codes are what people type, numbers are what tables and ids hold; a number
 * is given once and never changes.  Nothing is deleted, since old sales
 * point here: what is not used any more is made inactive.
 */
#include <string.h>

#include "base/ident.h"
#include "base/text.h"
#include "shop/place.h"

#define NAME_MAX_BYTES 200
#define FIRST_TILL "1"

POS_SQL(sql_branch,
    "SELECT branch, code, name, active FROM branch WHERE code = $1");
POS_SQL(sql_branches,
    "SELECT branch, code, name, active FROM branch ORDER BY branch");
POS_SQL(sql_branch_numbers,
    "SELECT CAST(COALESCE(MAX(branch), 0) AS BIGINT) AS top,"
    " CAST(COALESCE(SUM(active), 0) AS BIGINT) AS active FROM branch");
POS_SQL(sql_branch_set,
    "INSERT INTO branch (branch, code, name, active)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT (branch) DO UPDATE SET"
    " code = excluded.code, name = excluded.name,"
    " active = excluded.active");
POS_SQL(sql_till,
    "SELECT branch, till, code, name, active FROM till"
    " WHERE branch = $1 AND code = $2");
POS_SQL(sql_till_first,
    "SELECT branch, till, code, name, active FROM till"
    " WHERE branch = $1 ORDER BY till");
POS_SQL(sql_tills,
    "SELECT till.branch, till.till, till.code, till.name, till.active,"
    " branch.code AS branch_code FROM till JOIN branch"
    " ON branch.branch = till.branch"
    " WHERE till.branch = $1 OR CAST($1 AS BIGINT) = 0"
    " ORDER BY till.branch, till.till");
POS_SQL(sql_till_numbers,
    "SELECT CAST(COALESCE(MAX(till), 0) AS BIGINT) AS top,"
    " CAST(COALESCE(SUM(active), 0) AS BIGINT) AS active FROM till"
    " WHERE branch = $1");
POS_SQL(sql_till_set,
    "INSERT INTO till (branch, till, code, name, active)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (branch, till) DO UPDATE"
    " SET code = excluded.code, name = excluded.name,"
    " active = excluded.active");

static const struct pos_field branch_fields[] = {
	POS_TEXT(pos_place, branch, POS_F_COLUMN | POS_F_CODE, 64,
	    "code of the branch"),
	POS_TEXT(pos_place, name, POS_F_COLUMN, NAME_MAX_BYTES, "its name"),
	POS_BOOL(pos_place, inactive, POS_F_COLUMN | POS_F_OPTIONAL,
	    "not used any more"),
	POS_INT(pos_place, branch_no, 0, 1, POS_BRANCH_MAX,
	    "its number, as journal and ids have it"),
	{ 0 }
};

const struct pos_record pos_branch_record = {
	.type = "branch",
	.v = 1,
	.size = sizeof(struct pos_place),
	.fields = branch_fields,
	.help = "a branch of the shop",
};
POS_LIST_RECORD(pos_branch_record);

static const struct pos_field till_fields[] = {
	POS_TEXT(pos_place, branch, POS_F_COLUMN | POS_F_CODE, 64,
	    "code of the branch"),
	POS_TEXT(pos_place, till, POS_F_COLUMN | POS_F_CODE, 64,
	    "code of the till"),
	POS_TEXT(pos_place, name, POS_F_COLUMN, NAME_MAX_BYTES, "its name"),
	POS_BOOL(pos_place, inactive, POS_F_COLUMN | POS_F_OPTIONAL,
	    "not used any more"),
	POS_INT(pos_place, branch_no, 0, 1, POS_BRANCH_MAX,
	    "number of the branch"),
	POS_INT(pos_place, till_no, 0, 1, POS_TILL_MAX,
	    "number of the till, as journal and ids have it"),
	{ 0 }
};

const struct pos_record pos_till_record = {
	.type = "till",
	.v = 1,
	.size = sizeof(struct pos_place),
	.fields = till_fields,
	.help = "a till of a branch",
};
POS_LIST_RECORD(pos_till_record);

static const struct pos_field data_fields[] = {
	POS_TEXT(pos_place, branch, POS_F_OPTIONAL | POS_F_CODE, 64,
	    "code of the branch"),
	POS_TEXT(pos_place, till, POS_F_OPTIONAL | POS_F_CODE, 64,
	    "code of the till; absent: the branch itself"),
	POS_TEXT(pos_place, name, 0, NAME_MAX_BYTES, "name"),
	POS_BOOL(pos_place, inactive, POS_F_OPTIONAL, "not used any more"),
	POS_INT(pos_place, branch_no, 0, 1, POS_BRANCH_MAX,
	    "number of the branch"),
	POS_INT(pos_place, till_no, POS_F_OPTIONAL, 0, POS_TILL_MAX,
	    "number of the till"),
	{ 0 }
};

const struct pos_record pos_place_data = {
	.size = sizeof(struct pos_place),
	.fields = data_fields,
	.help = "a branch or till that is new or changed",
};

static enum pos_status
apply_branch(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_place *p = data;
	struct pos_query *q = pos_query(shop->store, &sql_branch_set);

	(void)entry;
	pos_bind_int(q, 1, p->branch_no);
	pos_bind_text(q, 2, p->branch);
	pos_bind_text(q, 3, p->name);
	pos_bind_int(q, 4, !p->inactive);
	return pos_run(q, err);
}

const struct pos_event_kind pos_branch_set = {
	.kind = "branch.set",
	.v = 1,
	.record = &pos_place_data,
	.apply = apply_branch,
	.help = "a branch is new or changed",
};

static enum pos_status
apply_till(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_place *p = data;
	struct pos_query *q = pos_query(shop->store, &sql_till_set);

	(void)entry;
	pos_bind_int(q, 1, p->branch_no);
	pos_bind_int(q, 2, p->till_no);
	pos_bind_text(q, 3, p->till);
	pos_bind_text(q, 4, p->name);
	pos_bind_int(q, 5, !p->inactive);
	return pos_run(q, err);
}

const struct pos_event_kind pos_till_set = {
	.kind = "till.set",
	.v = 1,
	.record = &pos_place_data,
	.apply = apply_till,
	.help = "a till is new or changed",
};

static void
branch_row(struct pos_query *q, struct pos_pool *pool, struct pos_place *p)
{
	p->branch_no = pos_int(q, "branch");
	p->branch = pos_pool_text(pool, pos_text(q, "code"));
	p->till = NULL;
	p->till_no = 0;
	p->name = pos_pool_text(pool, pos_text(q, "name"));
	p->inactive = pos_int(q, "active") == 0;
}

static void
till_row(struct pos_query *q, struct pos_pool *pool, struct pos_place *p)
{
	p->branch_no = pos_int(q, "branch");
	p->till_no = pos_int(q, "till");
	p->till = pos_pool_text(pool, pos_text(q, "code"));
	p->name = pos_pool_text(pool, pos_text(q, "name"));
	p->inactive = pos_int(q, "active") == 0;
}

static void
till_of_branch_row(struct pos_query *q, struct pos_pool *pool,
    struct pos_place *p)
{
	till_row(q, pool, p);
	p->branch = pos_pool_text(pool, pos_text(q, "branch_code"));
}

/* The first that is in use, or else the first: in the order of the key, since
 * every program asks, and would have to compile a sort. */
static enum pos_status
first(struct pos_query *q,
    void (*row)(struct pos_query *, struct pos_pool *, struct pos_place *),
    struct pos_pool *pool, struct pos_place *place, struct pos_err *err)
{
	enum pos_status more, st = pos_step(q, err);

	if (st != POS_OK)
		return st;
	row(q, pool, place);
	more = st;
	while (more == POS_OK && pos_int(q, "active") == 0)
		more = pos_step(q, err);
	if (more == POS_OK)
		row(q, pool, place);
	pos_query_done(q);
	return more == POS_END ? POS_OK : more;
}

enum pos_status
pos_branch_find(struct pos_store *store, const char *code,
    struct pos_pool *pool, struct pos_place *place, struct pos_err *err)
{
	struct pos_query *q;

	q = pos_query(store, code != NULL ? &sql_branch : &sql_branches);
	if (code != NULL)
		pos_bind_text(q, 1, code);
	return first(q, branch_row, pool, place, err);
}

enum pos_status
pos_till_find(struct pos_store *store, const char *code, struct pos_pool *pool,
    struct pos_place *place, struct pos_err *err)
{
	struct pos_query *q;

	q = pos_query(store, code != NULL ? &sql_till : &sql_till_first);
	pos_bind_int(q, 1, place->branch_no);
	if (code != NULL)
		pos_bind_text(q, 2, code);
	return first(q, till_row, pool, place, err);
}

static enum pos_status
list(struct pos_query *q,
    void (*row)(struct pos_query *, struct pos_pool *, struct pos_place *),
    struct pos_pool *pool, struct pos_place **places, size_t *count,
    struct pos_err *err)
{
	struct pos_place *all = NULL;
	enum pos_status st;
	size_t n = 0;

	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		row(q, pool, &all[n++]);
	}
	*places = all;
	*count = n;
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_branch_list(struct pos_store *store, struct pos_pool *pool,
    struct pos_place **places, size_t *count, struct pos_err *err)
{
	return list(pos_query(store, &sql_branches), branch_row, pool, places,
	    count, err);
}

enum pos_status
pos_till_list(struct pos_store *store, int64_t branch_no, struct pos_pool *pool,
    struct pos_place **places, size_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_tills);

	pos_bind_int(q, 1, branch_no);
	return list(q, till_of_branch_row, pool, places, count, err);
}

static enum pos_status
numbers(struct pos_query *q, int64_t *top, int64_t *active, struct pos_err *err)
{
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK) {
		*top = pos_int(q, "top");
		*active = pos_int(q, "active");
	}
	pos_query_done(q);
	return st;
}

/* What is said of it, over what there is. */
static enum pos_status
settle(struct pos_place *place, const struct pos_place *old, bool known,
    const char *code, bool *changed, struct pos_err *err)
{
	const char *wrong = pos_code_wrong(code);

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "code '%s': %s", code,
		    pos_tr(wrong));
	if (place->name == NULL)
		place->name = known ? old->name : code;
	wrong = pos_text_wrong(place->name, NAME_MAX_BYTES);
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "name of '%s': %s", code,
		    pos_tr(wrong));
	*changed = !known || strcmp(old->name, place->name) != 0 ||
	    old->inactive != place->inactive;
	return POS_OK;
}

static enum pos_status
first_till(struct pos_shop *shop, const struct pos_place *branch,
    struct pos_err *err)
{
	struct pos_place till = *branch;

	till.till = FIRST_TILL;
	till.till_no = 1;
	till.name = FIRST_TILL;
	till.inactive = false;
	return pos_record(shop, &pos_till_set, &till, err);
}

enum pos_status
pos_branch_put(struct pos_shop *shop, struct pos_place *place,
    struct pos_pool *pool, bool *changed, struct pos_err *err)
{
	struct pos_place old = { 0 };
	int64_t top = 0, active = 0;
	enum pos_status st;
	bool known;

	*changed = false;
	st = pos_branch_find(shop->store, place->branch, pool, &old, err);
	known = st == POS_OK;
	if (st == POS_OK || st == POS_END)
		st = settle(place, &old, known, place->branch, changed, err);
	if (st == POS_OK)
		st = numbers(pos_query(shop->store, &sql_branch_numbers), &top,
		    &active, err);
	if (st != POS_OK)
		return st;
	if (place->inactive && active - (known && !old.inactive) == 0)
		return pos_fail(err, POS_REFUSED,
		    "'%s' is the last active branch", place->branch);
	if (!known && top == POS_BRANCH_MAX)
		return pos_fail(err, POS_REFUSED,
		    "a store has at most %d branches", POS_BRANCH_MAX);
	place->branch_no = known ? old.branch_no : top + 1;
	place->till = NULL;
	place->till_no = 0;
	if (!*changed)
		return POS_OK;
	st = pos_record(shop, &pos_branch_set, place, err);
	if (st == POS_OK && !known)
		st = first_till(shop, place, err);
	return st;
}

enum pos_status
pos_till_put(struct pos_shop *shop, struct pos_place *place,
    struct pos_pool *pool, bool *changed, struct pos_err *err)
{
	struct pos_place old = { .branch_no = place->branch_no };
	int64_t top = 0, active = 0;
	struct pos_query *q;
	enum pos_status st;
	bool known;

	*changed = false;
	st = pos_till_find(shop->store, place->till, pool, &old, err);
	known = st == POS_OK;
	if (st == POS_OK || st == POS_END)
		st = settle(place, &old, known, place->till, changed, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_till_numbers);
	pos_bind_int(q, 1, place->branch_no);
	st = numbers(q, &top, &active, err);
	if (st != POS_OK)
		return st;
	if (place->inactive && active - (known && !old.inactive) == 0)
		return pos_fail(err, POS_REFUSED,
		    "'%s' is the last active till of branch '%s'", place->till,
		    place->branch);
	if (!known && top == POS_TILL_MAX)
		return pos_fail(err, POS_REFUSED,
		    "a branch has at most %d tills", POS_TILL_MAX);
	place->till_no = known ? old.till_no : top + 1;
	return *changed ? pos_record(shop, &pos_till_set, place, err) : POS_OK;
}
