/*
 * setting.c - settings of the shop and its branches.
 *
 * One table of rules: the default, whether a branch may have its own, and
 * what the value must look like.  A value that is taken back leaves no row.
 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/member.h"
#include "shop/place.h"
#include "shop/staff.h"

#define VALUE_MAX 500 /* bytes */
#define WIDTH_MIN 24  /* columns of the narrowest paper */
#define WIDTH_MAX 96

enum { OF_BRANCH = 1, NEEDED = 2 };

struct rule {
	const char *name;
	const char *preset; /* NULL: none */
	unsigned flags;
	/* NULL, or what was expected */
	const char *(*wrong)(const struct pos_shop *shop, const char *value);
	const char *choices; /* instead of wrong() */
	const char *help;
};

static const char *
currency_wrong(const struct pos_shop *shop, const char *value)
{
	(void)shop;
	return pos_currency_places(value) < 0 ?
	    POS_TR("a currency of ISO 4217 as EUR") :
	    NULL;
}

static const char *
zone_wrong(const struct pos_shop *shop, const char *value)
{
	(void)shop;
	return pos_zone_check(value, NULL) != POS_OK ?
	    POS_TR("an IANA zone as Europe/Berlin") :
	    NULL;
}

static bool
two_digits(const char *p, int most, int *out)
{
	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return false;
	*out = (p[0] - '0') * 10 + p[1] - '0';
	return *out <= most;
}

bool
pos_cutoff_parse(int *minutes, const char *text)
{
	int hour, minute;

	if (strlen(text) != 5 || text[2] != ':' ||
	    !two_digits(text, 23, &hour) || !two_digits(text + 3, 59, &minute))
		return false;
	*minutes = hour * 60 + minute;
	return true;
}

static const char *
cutoff_wrong(const struct pos_shop *shop, const char *value)
{
	int minutes;

	(void)shop;
	return pos_cutoff_parse(&minutes, value) ?
	    NULL :
	    POS_TR("a time of day as 04:00");
}

static const char *
language_wrong(const struct pos_shop *shop, const char *value)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	size_t len = strlen(value), main = strcspn(value, "-");

	(void)shop;
	return main < 2 || main > 3 || len > 35 || strspn(value, good) != len ||
		value[len - 1] == '-' ?
	    POS_TR("a language as en or zh-TW") :
	    NULL;
}

static const char *
step_wrong(const struct pos_shop *shop, const char *value)
{
	struct pos_money step;

	return pos_money_parse(&step, value, shop->places, NULL) != POS_OK ||
		pos_money_cmp(step, pos_minor(0)) < 0 ?
	    POS_TR("the smallest coin as 0.05, or 0") :
	    NULL;
}

static const char *
width_wrong(const struct pos_shop *shop, const char *value)
{
	size_t len = strlen(value);
	int width = 0;

	(void)shop;
	if (len == 2 && two_digits(value, WIDTH_MAX, &width) &&
	    width >= WIDTH_MIN)
		return NULL;
	return POS_TR("a number of columns from 24 to 96");
}

static const char *
country_wrong(const struct pos_shop *shop, const char *value)
{
	(void)shop;
	return pos_country_known(value) ? NULL :
					  POS_TR("a country as CN or DE");
}

static const char *
points_value_wrong(const struct pos_shop *shop, const char *value)
{
	struct pos_money worth;

	return pos_money_parse(&worth, value, shop->places, NULL) != POS_OK ||
		pos_money_cmp(worth, pos_minor(0)) <= 0 ?
	    POS_TR("what 100 points are worth as 1.00") :
	    NULL;
}

static const struct rule rules[] = {
	{ "name", NULL, OF_BRANCH | NEEDED, NULL, NULL,
	    POS_TR("name of the shop") },
	{ "currency", NULL, NEEDED, currency_wrong, NULL,
	    POS_TR("ISO 4217 code, as EUR") },
	{ "zone", NULL, OF_BRANCH | NEEDED, zone_wrong, NULL,
	    POS_TR("IANA zone, as Europe/Berlin") },
	{ "cutoff", "00:00", OF_BRANCH, cutoff_wrong, NULL,
	    POS_TR("time at which a business day begins") },
	{ "tax_mode", "inclusive", 0, NULL, "inclusive|exclusive",
	    POS_TR("inclusive|exclusive: do prices hold the tax") },
	{ "language", "en", OF_BRANCH, language_wrong, NULL,
	    POS_TR("language of receipts, as en or zh-TW") },
	{ "cash_step", "0", OF_BRANCH, step_wrong, NULL,
	    POS_TR("smallest coin, as 0.05; 0: cash is not rounded") },
	{ "order_type", "dine-in", OF_BRANCH, NULL,
	    "dine-in|takeaway|pickup|delivery",
	    POS_TR("dine-in|takeaway|pickup|delivery: of sales that do "
		"not say") },
	{ "shift", "optional", OF_BRANCH, NULL, "optional|required",
	    POS_TR("optional|required: is cash taken without an open shift") },
	{ "discount_basis", "price", 0, NULL, "price|gross",
	    POS_TR("price|gross: do promotions act on the price, or on it "
		"with tax") },
	{ "promo_time", "order", 0, NULL, "order|now",
	    POS_TR("order|now: promotions of which time, when an order is "
		"changed later") },
	{ "country", "CN", 0, country_wrong, NULL,
	    POS_TR("country of phone numbers without a code, as DE") },
	{ "reveal", "manager", 0, NULL, "manager|supervisor",
	    POS_TR("manager|supervisor: who may see personal data") },
	{ "points_value", NULL, 0, points_value_wrong, NULL,
	    POS_TR("what 100 points are worth as a tender, as 1.00; none: "
		"they are no money") },
	{ "stored_spend", "proportional", 0, NULL, "proportional|principal",
	    POS_TR("proportional|principal: is stored value spent with its "
		"bonus, or before it") },
	{ "staff", "optional", OF_BRANCH, NULL, "optional|required",
	    POS_TR("optional|required: may a change be made without "
		"--staff") },
	{ "receipt_header", NULL, OF_BRANCH, NULL, NULL,
	    POS_TR("lines above every receipt, parted by |") },
	{ "receipt_footer", NULL, OF_BRANCH, NULL, NULL,
	    POS_TR("lines below every receipt, parted by |") },
	{ "receipt_width", "48", OF_BRANCH, width_wrong, NULL,
	    POS_TR("columns of the paper, 24 to 96") },
};

#define RULES (sizeof(rules) / sizeof(rules[0]))

POS_SQL(sql_get,
    "SELECT value FROM setting WHERE name = $1 AND (branch = 0 OR"
    " branch = $2) ORDER BY branch DESC");
POS_SQL(sql_own,
    "SELECT value FROM setting WHERE name = $1 AND branch = $2");
POS_SQL(sql_set,
    "INSERT INTO setting (branch, name, value) VALUES ($1, $2, $3)"
    " ON CONFLICT (branch, name) DO UPDATE SET value = excluded.value");
POS_SQL(sql_unset, "DELETE FROM setting WHERE branch = $1 AND name = $2");
POS_SQL(sql_sold, "SELECT day FROM sale LIMIT 1");

static const struct pos_field fields[] = {
	POS_TEXT(pos_setting, name, POS_F_COLUMN, 64, "which setting"),
	POS_TEXT(pos_setting, value, POS_F_COLUMN | POS_F_OPTIONAL, VALUE_MAX,
	    "its value; absent: none"),
	POS_TEXT(pos_setting, branch, POS_F_COLUMN | POS_F_OPTIONAL, 64,
	    "branch that has its own value; absent: the whole shop"),
	POS_BOOL(pos_setting, preset, POS_F_COLUMN | POS_F_OPTIONAL,
	    "it is the default, nobody set it"),
	POS_TEXT(pos_setting, help, POS_F_COLUMN | POS_F_OPTIONAL, 200,
	    "what it is for"),
	{ 0 }
};

const struct pos_record pos_setting_record = {
	.type = "setting",
	.v = 1,
	.size = sizeof(struct pos_setting),
	.fields = fields,
	.help = "one setting of the shop or a branch",
};
POS_LIST_RECORD(pos_setting_record);

static const struct pos_field data_fields[] = {
	POS_TEXT(pos_setting, name, 0, 64, "which setting"),
	POS_TEXT(pos_setting, value, POS_F_OPTIONAL, VALUE_MAX,
	    "its value; absent: taken back"),
	POS_INT(pos_setting, branch_no, POS_F_OPTIONAL, 0, 4095,
	    "branch; absent: the whole shop"),
	{ 0 }
};

const struct pos_record pos_setting_data = {
	.size = sizeof(struct pos_setting),
	.fields = data_fields,
	.help = "a setting that changed",
};

static enum pos_status
apply_setting(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_setting *s = data;
	struct pos_query *q;

	(void)entry;
	q = pos_query(shop->store, s->value != NULL ? &sql_set : &sql_unset);
	pos_bind_int(q, 1, s->branch_no);
	pos_bind_text(q, 2, s->name);
	if (s->value != NULL)
		pos_bind_text(q, 3, s->value);
	return pos_run(q, err);
}

const struct pos_event_kind pos_setting_set = {
	.kind = "setting.set",
	.v = 1,
	.record = &pos_setting_data,
	.apply = apply_setting,
	.help = "a setting was changed or taken back",
};

static const struct rule *
rule_of(const char *name)
{
	size_t i;

	for (i = 0; i < RULES; i++)
		if (strcmp(rules[i].name, name) == 0)
			return &rules[i];
	return NULL;
}

static enum pos_status
no_setting(const char *name, struct pos_err *err)
{
	const char *best = NULL;
	int d, least = 4;
	size_t i;

	for (i = 0; i < RULES; i++) {
		d = pos_text_distance(name, rules[i].name, 3);
		if (d < least) {
			least = d;
			best = rules[i].name;
		}
	}
	if (best != NULL)
		return pos_fail(err, POS_DATA,
		    "no setting '%s' (did you mean '%s'?)", name, best);
	return pos_fail(err, POS_DATA,
	    "no setting '%s': 'pos-admin config list' shows them", name);
}

enum pos_status
pos_setting_get(struct pos_store *store, int64_t branch, const char *name,
    struct pos_pool *pool, const char **value, struct pos_err *err)
{
	const struct rule *rule = rule_of(name);
	struct pos_query *q;
	enum pos_status st;

	if (rule == NULL)
		return no_setting(name, err);
	q = pos_query(store, &sql_get);
	pos_bind_text(q, 1, name);
	pos_bind_int(q, 2, branch);
	st = pos_step(q, err);
	if (st == POS_OK)
		*value = pos_pool_text(pool, pos_text(q, "value"));
	else if (st == POS_END)
		*value = rule->preset;
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

/* The value that this branch (0: the shop) itself has, NULL: none. */
static enum pos_status
own_value(struct pos_store *store, int64_t branch, const char *name,
    struct pos_pool *pool, const char **value, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &sql_own);
	enum pos_status st;

	pos_bind_text(q, 1, name);
	pos_bind_int(q, 2, branch);
	st = pos_step(q, err);
	*value = NULL;
	if (st == POS_OK)
		*value = pos_pool_text(pool, pos_text(q, "value"));
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_setting_list(struct pos_store *store, int64_t branch,
    const char *branch_code, struct pos_pool *pool,
    struct pos_setting **settings, size_t *count, struct pos_err *err)
{
	struct pos_setting *all;
	const char *own = NULL;
	enum pos_status st = POS_OK;
	size_t i;

	all = pos_pool_alloc(pool, RULES * sizeof(*all));
	for (i = 0; i < RULES && st == POS_OK; i++) {
		struct pos_setting *s = &all[i];

		s->name = rules[i].name;
		s->help = rules[i].help;
		if (branch != 0)
			st = own_value(store, branch, s->name, pool, &own, err);
		if (st == POS_OK && own != NULL) {
			s->branch = branch_code;
			s->branch_no = branch;
			s->value = own;
			continue;
		}
		if (st == POS_OK)
			st = own_value(store, 0, s->name, pool, &s->value, err);
		if (s->value == NULL) {
			s->value = rules[i].preset;
			s->preset = true;
		}
	}
	*settings = all;
	*count = RULES;
	return st;
}

static bool
is_choice(const char *choices, const char *value)
{
	size_t n, len = strlen(value);
	const char *p;

	for (p = choices;; p += n + 1) {
		n = strcspn(p, "|");
		if (n == len && memcmp(p, value, n) == 0)
			return true;
		if (p[n] == '\0')
			return false;
	}
}

enum pos_status
pos_setting_check(const struct pos_shop *shop, const struct pos_setting *s,
    struct pos_err *err)
{
	const struct rule *rule = rule_of(s->name);
	bool none = s->value == NULL || s->value[0] == '\0';
	const char *wrong = NULL;

	if (rule == NULL)
		return no_setting(s->name, err);
	if (s->branch_no != 0 && (rule->flags & OF_BRANCH) == 0)
		return pos_fail(err, POS_DATA,
		    "setting '%s' is of the whole shop: leave out --branch",
		    s->name);
	if (none && (rule->flags & NEEDED) != 0 && s->branch_no == 0)
		return pos_fail(err, POS_DATA, "setting '%s' may not be empty",
		    s->name);
	if (none)
		return POS_OK;
	wrong = pos_text_wrong(s->value, VALUE_MAX);
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "setting '%s': %s", s->name,
		    pos_tr(wrong));
	if (rule->choices != NULL && !is_choice(rule->choices, s->value))
		wrong = rule->choices;
	else if (rule->wrong != NULL)
		wrong = rule->wrong(shop, s->value);
	if (wrong != NULL)
		return pos_fail(err, POS_DATA,
		    "setting '%s' wants %s, not '%s'", s->name, pos_tr(wrong),
		    s->value);
	return POS_OK;
}

/* What depends on more than the value itself. */
static enum pos_status
may_change(struct pos_shop *shop, const struct pos_setting *s,
    struct pos_err *err)
{
	enum pos_status st;

	if (strcmp(s->name, "currency") == 0) {
		struct pos_query *q = pos_query(shop->store, &sql_sold);

		st = pos_step(q, err);
		pos_query_done(q);
		if (st == POS_OK)
			return pos_fail(err, POS_REFUSED,
			    "the currency cannot change once something was "
			    "sold: a new store is needed");
		return st == POS_END ? POS_OK : st;
	}
	if (strcmp(s->name, "staff") == 0 && s->value != NULL &&
	    strcmp(s->value, "required") == 0)
		return pos_staff_managed(shop, NULL, err);
	return POS_OK;
}

enum pos_status
pos_setting_put(struct pos_shop *shop, const struct pos_setting *setting,
    bool *changed, struct pos_err *err)
{
	struct pos_setting s = *setting;
	struct pos_pool *pool;
	const char *old;
	enum pos_status st;

	*changed = false;
	if (s.value != NULL && s.value[0] == '\0')
		s.value = NULL;
	st = pos_setting_check(shop, &s, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = own_value(shop->store, s.branch_no, s.name, pool, &old, err);
	if (st == POS_OK)
		*changed = (old == NULL) != (s.value == NULL) ||
		    (old != NULL && strcmp(old, s.value) != 0);
	pos_pool_free(pool);
	if (st == POS_OK && *changed)
		st = may_change(shop, &s, err);
	if (st == POS_OK && *changed)
		st = pos_record(shop, &pos_setting_set, &s, err);
	return st;
}
