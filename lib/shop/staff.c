/*
 * staff.c - the people of the shop, kept by code.
 *
 * A PIN is known to us by its scrypt hash only.  What somebody may do is
 * decided in rights.c.
 */
#include <string.h>

#include "base/ident.h"
#include "base/text.h"
#include "shop/place.h"
#include "shop/staff.h"

#define NAME_MAX_BYTES 200

#define COLUMNS \
	"staff, code, name, role, pin, discount_ppm, void_minor," \
	" refund_minor, active"

POS_SQL(sql_find, "SELECT " COLUMNS " FROM staff WHERE code = $1");
POS_SQL(sql_list, "SELECT " COLUMNS " FROM staff ORDER BY code");
POS_SQL(sql_top,
    "SELECT CAST(COALESCE(MAX(staff), 0) AS BIGINT) AS top FROM staff");
POS_SQL(sql_managers,
    "SELECT code FROM staff WHERE role = 'manager' AND active = 1"
    " AND code <> $1");
POS_SQL(sql_required,
    "SELECT name FROM setting WHERE name = 'staff'"
    " AND value = 'required'");
POS_SQL(sql_set,
    "INSERT INTO staff (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7,"
    " $8, $9) ON CONFLICT (staff) DO UPDATE SET code = excluded.code,"
    " name = excluded.name, role = excluded.role, pin = excluded.pin,"
    " discount_ppm = excluded.discount_ppm,"
    " void_minor = excluded.void_minor,"
    " refund_minor = excluded.refund_minor, active = excluded.active");

#define LIMITS(flags) \
	POS_INT(pos_staff, discount_ppm, flags, POS_NO_LIMIT, POS_RATE_MAX, \
	    "largest discount of a line without approval, in millionths; " \
	    "-1: no limit"), \
	    POS_INT(pos_staff, void_minor, flags, POS_NO_LIMIT, POS_MONEY_MAX, \
		"largest sale voided without approval; -1: no limit"), \
	    POS_INT(pos_staff, refund_minor, flags, POS_NO_LIMIT, \
		POS_MONEY_MAX, \
		"largest refund or return without approval; -1: no limit")

static const struct pos_field fields[] = {
	POS_TEXT(pos_staff, code, POS_F_COLUMN | POS_F_CODE, 64,
	    "code, as --staff wants it"),
	POS_TEXT(pos_staff, name, POS_F_COLUMN, NAME_MAX_BYTES, "name"),
	POS_CHOICE(pos_staff, role, POS_F_COLUMN, POS_ROLES, "role"),
	POS_BOOL(pos_staff, has_pin, POS_F_COLUMN, "can approve by PIN"),
	LIMITS(0),
	POS_BOOL(pos_staff, inactive, POS_F_COLUMN | POS_F_OPTIONAL,
	    "does not work here any more"),
	{ 0 }
};

const struct pos_record pos_staff_record = {
	.type = "staff",
	.v = 1,
	.size = sizeof(struct pos_staff),
	.fields = fields,
	.help = "somebody who works here",
};
POS_LIST_RECORD(pos_staff_record);

static const struct pos_field data_fields[] = {
	POS_TEXT(pos_staff, code, POS_F_CODE, 64, "code"),
	POS_TEXT(pos_staff, name, 0, NAME_MAX_BYTES, "name"),
	POS_CHOICE(pos_staff, role, 0, POS_ROLES, "role"),
	POS_TEXT(pos_staff, pin, POS_F_OPTIONAL, POS_PIN_HASH_TEXT,
	    "scrypt hash of the PIN"),
	LIMITS(0),
	POS_BOOL(pos_staff, inactive, POS_F_OPTIONAL,
	    "does not work here any more"),
	POS_INT(pos_staff, staff_no, 0, 1, INT64_MAX, "number"),
	{ 0 }
};

const struct pos_record pos_staff_data = {
	.size = sizeof(struct pos_staff),
	.fields = data_fields,
	.help = "somebody who is new or changed",
};

static void
bind_limit(struct pos_query *q, int n, int64_t limit)
{
	if (limit == POS_NO_LIMIT)
		pos_bind_null(q, n);
	else
		pos_bind_int(q, n, limit);
}

static enum pos_status
apply_staff(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_staff *s = data;
	struct pos_query *q = pos_query(shop->store, &sql_set);

	(void)entry;
	pos_bind_int(q, 1, s->staff_no);
	pos_bind_text(q, 2, s->code);
	pos_bind_text(q, 3, s->name);
	pos_bind_text(q, 4, s->role);
	pos_bind_text(q, 5, s->pin);
	bind_limit(q, 6, s->discount_ppm);
	bind_limit(q, 7, s->void_minor);
	bind_limit(q, 8, s->refund_minor);
	pos_bind_int(q, 9, !s->inactive);
	return pos_run(q, err);
}

const struct pos_event_kind pos_staff_set = {
	.kind = "staff.set",
	.v = 1,
	.record = &pos_staff_data,
	.apply = apply_staff,
	.help = "somebody who works here is new or changed",
};

static int64_t
limit(struct pos_query *q, const char *column)
{
	return pos_null(q, column) ? POS_NO_LIMIT : pos_int(q, column);
}

static void
row(struct pos_query *q, struct pos_pool *pool, struct pos_staff *s)
{
	s->staff_no = pos_int(q, "staff");
	s->code = pos_pool_text(pool, pos_text(q, "code"));
	s->name = pos_pool_text(pool, pos_text(q, "name"));
	s->role = pos_pool_text(pool, pos_text(q, "role"));
	s->pin = pos_pool_text(pool, pos_text(q, "pin"));
	s->has_pin = s->pin != NULL;
	s->discount_ppm = limit(q, "discount_ppm");
	s->void_minor = limit(q, "void_minor");
	s->refund_minor = limit(q, "refund_minor");
	s->inactive = pos_int(q, "active") == 0;
}

enum pos_status
pos_staff_find(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_staff *staff, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_find);
	enum pos_status st;

	pos_bind_text(q, 1, code);
	st = pos_step(q, err);
	if (st == POS_OK)
		row(q, pool, staff);
	pos_query_done(q);
	return st;
}

enum pos_status
pos_staff_list(struct pos_store *store, struct pos_pool *pool,
    struct pos_staff **staff, size_t *count, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_list);
	struct pos_staff *all = NULL;
	enum pos_status st;
	size_t n = 0;

	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		row(q, pool, &all[n++]);
	}
	*staff = all;
	*count = n;
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_staff_managed(struct pos_shop *shop, const char *without,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_managers);
	enum pos_status st;

	pos_bind_text(q, 1, without != NULL ? without : "");
	st = pos_step(q, err);
	pos_query_done(q);
	if (st != POS_END)
		return st;
	if (without != NULL)
		return pos_fail(err, POS_REFUSED,
		    "'%s' is the last active "
		    "manager, and staff is required here",
		    without);
	return pos_fail(err, POS_REFUSED,
	    "staff cannot be required without a "
	    "manager: 'pos-admin staff set CODE --role manager' first");
}

static bool
is_required(struct pos_shop *shop, enum pos_status *st, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_required);

	*st = pos_step(q, err);
	pos_query_done(q);
	if (*st == POS_OK)
		return true;
	if (*st == POS_END)
		*st = POS_OK;
	return false;
}

static enum pos_status
check(const struct pos_staff *s, struct pos_err *err)
{
	const char *wrong = pos_code_wrong(s->code);
	bool manager = strcmp(s->role, "manager") == 0;

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "code '%s': %s", s->code,
		    pos_tr(wrong));
	wrong = pos_text_wrong(s->name, NAME_MAX_BYTES);
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "name of '%s': %s", s->code,
		    pos_tr(wrong));
	if (!manager && strcmp(s->role, "supervisor") != 0 &&
	    strcmp(s->role, "cashier") != 0)
		return pos_fail(err, POS_DATA,
		    "role of '%s': wants %s, not "
		    "'%s'",
		    s->code, POS_ROLES, s->role);
	if (manager &&
	    (s->discount_ppm != POS_NO_LIMIT || s->void_minor != POS_NO_LIMIT ||
		s->refund_minor != POS_NO_LIMIT))
		return pos_fail(err, POS_DATA,
		    "'%s' is a manager, and those "
		    "have no limits: leave out --max-discount, --max-void "
		    "and --max-refund",
		    s->code);
	return POS_OK;
}

static bool
same(const struct pos_staff *a, const struct pos_staff *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->role, b->role) == 0 &&
	    a->pin == b->pin && a->discount_ppm == b->discount_ppm &&
	    a->void_minor == b->void_minor &&
	    a->refund_minor == b->refund_minor && a->inactive == b->inactive;
}

static enum pos_status
put(struct pos_shop *shop, struct pos_staff *staff, struct pos_pool *pool,
    bool *changed, struct pos_err *err)
{
	struct pos_staff old = { 0 }, s;
	struct pos_query *q;
	enum pos_status st;
	bool known, managed;

	st = pos_staff_find(shop, staff->code, pool, &old, err);
	known = st == POS_OK;
	if (!known && st != POS_END)
		return st;
	s = *staff;
	if (s.pin == NULL)
		s.pin = old.pin;
	if (known) {
		s.staff_no = old.staff_no;
	} else {
		q = pos_query(shop->store, &sql_top);
		st = pos_step(q, err);
		if (st != POS_OK)
			return st;
		s.staff_no = pos_int(q, "top") + 1;
		pos_query_done(q);
	}
	staff->staff_no = s.staff_no;
	staff->has_pin = s.pin != NULL;
	if (known && same(&s, &old))
		return POS_OK;
	managed = !s.inactive && strcmp(s.role, "manager") == 0;
	if (!managed && is_required(shop, &st, err))
		st = pos_staff_managed(shop, s.code, err);
	else if (managed)
		st = POS_OK;
	if (st == POS_OK)
		st = pos_record(shop, &pos_staff_set, &s, err);
	*changed = st == POS_OK;
	return st;
}

enum pos_status
pos_staff_put(struct pos_shop *shop, struct pos_staff *staff, bool *changed,
    struct pos_err *err)
{
	struct pos_pool *pool;
	enum pos_status st;

	*changed = false;
	st = check(staff, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = put(shop, staff, pool, changed, err);
	pos_pool_free(pool);
	return st;
}
