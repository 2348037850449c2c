/*
 * points_earn.c - the rule by which sales earn points: event "earn.set".
 *
 * One rule for everybody, kept under the level ""; levels have a rate of
 * their own that multiplies it.
 */
#include <inttypes.h>
#include <string.h>

#include "base/days.h"
#include "base/text.h"
#include "shop/ledger_inside.h"
#include "shop/outreach_inside.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN
#define RATE_MAX INT64_C(100000000) /* a hundred times */
#define MONTHS_MAX 1200

#define EARN_FIELDS \
	POS_TEXT(pos_earn, level, OPT | COL, 64, \
	    "a level with its own rate; absent: the rule"), \
	    POS_MONEY(pos_earn, per_minor, OPT | COL, \
		"for each so much that was paid"), \
	    POS_INT(pos_earn, points, OPT | COL, 1, POS_POINTS_MAX, \
		"so many points"), \
	    POS_INT(pos_earn, rate_ppm, OPT | COL, 1, RATE_MAX, \
		"of a level: millionths of the usual"), \
	    POS_INT(pos_earn, months, OPT | COL, 1, MONTHS_MAX, \
		"they can be used so long; absent: see year_end"), \
	    POS_BOOL(pos_earn, year_end, OPT | COL, \
		"to the end of the year in which that ends"), \
	    POS_TEXTS(pos_earn, exclude, exclude_count, OPT | COL, \
		"methods that earn nothing"), \
	    POS_TEXTS(pos_earn, also, also_count, OPT | COL, \
		"counted as paid too: bonus, points"), \
	    POS_BOOL(pos_earn, removed, OPT, "the rule is gone")

static const struct pos_field earn_fields[] = { EARN_FIELDS, { 0 } };
const struct pos_record pos_earn_record = {
	.type = "earn", .v = 1, .size = sizeof(struct pos_earn),
	.fields = earn_fields, .help = "how points are earned",
};
POS_LIST_RECORD(pos_earn_record);
static const struct pos_record earn_data = {
	.size = sizeof(struct pos_earn),
	.fields = earn_fields, .help = "how points are earned",
};

POS_SQL(sql_levels,
    "SELECT 1 AS one FROM outreach WHERE kind = 'earn' AND code <> ''"
    " LIMIT 1");

enum pos_status
earn_rule_get(struct pos_shop *shop, const char *level, struct pos_pool *pool,
    struct pos_earn *rule, struct pos_err *err)
{
	return pos_outreach_get(shop, "earn", level, &earn_data, pool, rule,
	    err);
}

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct pos_earn *earn = data;
	const char *level = earn->level != NULL ? earn->level : "";

	(void)entry;
	if (earn->removed)
		return pos_outreach_drop(shop, "earn", level, err);
	return pos_outreach_write(shop, "earn", level, &earn_data, earn, err);
}

const struct pos_event_kind pos_earn_set = {
	.kind = "earn.set", .v = 1, .record = &earn_data, .apply = apply,
	.help = "how points are earned",
};

static enum pos_status
check(const struct pos_earn *earn, struct pos_err *err)
{
	size_t i;

	if (earn->level != NULL && pos_code_wrong(earn->level) != NULL)
		return pos_fail(err, POS_DATA, "level '%s': %s", earn->level,
		    pos_code_wrong(earn->level));
	if (earn->level == NULL && !earn->removed &&
	    (earn->per_minor <= 0 || earn->points <= 0))
		return pos_fail(err, POS_DATA,
		    "the rule wants --per AMOUNT and --points N, both above 0");
	if (earn->level != NULL && !earn->removed &&
	    (earn->rate_ppm <= 0 || earn->rate_ppm > RATE_MAX))
		return pos_fail(err, POS_DATA,
		    "the rate of a level is above 0 and at most 100");
	if (earn->months < 0 || earn->months > MONTHS_MAX)
		return pos_fail(err, POS_DATA,
		    "points can be used 1 to %d months", MONTHS_MAX);
	for (i = 0; i < earn->exclude_count; i++)
		if (pos_code_wrong(earn->exclude[i]) != NULL)
			return pos_fail(err, POS_DATA, "method '%s': %s",
			    earn->exclude[i], pos_code_wrong(earn->exclude[i]));
	for (i = 0; i < earn->also_count; i++)
		if (strcmp(earn->also[i], "bonus") != 0 &&
		    strcmp(earn->also[i], "points") != 0)
			return pos_fail(err, POS_DATA,
			    "'%s' is neither bonus nor points", earn->also[i]);
	return POS_OK;
}

enum pos_status
pos_earn_put(struct pos_shop *shop, const struct pos_earn *earn,
    struct pos_err *err)
{
	struct pos_pool *pool;
	struct pos_earn old;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = check(earn, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = earn_rule_get(shop, earn->level != NULL ? earn->level : "", pool,
	    &old, err);
	pos_pool_free(pool);
	if (st == POS_END && earn->removed)
		return pos_fail(err, POS_DATA, "there is no such rule");
	if (st != POS_OK && st != POS_END)
		return st;
	return pos_record(shop, &pos_earn_set, earn, err);
}

enum pos_status
pos_earn_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_earn **list, size_t *count, struct pos_err *err)
{
	void *all;
	enum pos_status st;

	st = pos_outreach_all(shop, "earn", &earn_data, pool, &all, count, err);
	*list = all;
	return st;
}

int64_t
earn_until(const struct pos_earn *rule, int64_t day)
{
	int year = (int)(day / 10000), month = (int)(day / 100 % 100) - 1;
	int last;

	if (rule->months == 0 && !rule->year_end)
		return 0;
	month += (int)rule->months;
	year += month / 12;
	month = month % 12 + 1;
	if (rule->year_end)
		return year * INT64_C(10000) + 1231;
	/* The 31st of January and a month: the last of February. */
	last = month == 12 ?
	    31 :
	    pos_day_add(year * 10000 + (month + 1) * 100 + 1, -1) % 100;
	return year * INT64_C(10000) + month * 100 +
	    (day % 100 < last ? day % 100 : last);
}

enum pos_status
pos_earn_until(struct pos_shop *shop, int64_t *until, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_earn rule;
	enum pos_status st;

	st = earn_rule_get(shop, "", pool, &rule, err);
	*until = st == POS_OK ? earn_until(&rule, shop->day) : 0;
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

static bool
holds(const char *const *list, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

static int64_t
counted(const struct pos_earn *rule, const struct pos_payment *pay)
{
	if (holds(rule->exclude, rule->exclude_count, pay->method))
		return 0;
	if (strcmp(pay->method, "points") == 0)
		return holds(rule->also, rule->also_count, "points") ?
		    pay->amount_minor :
		    0;
	if (pay->account != NULL &&
	    !holds(rule->also, rule->also_count, "bonus"))
		return pay->principal_minor;
	return pay->amount_minor;
}

/* Only where some level has a rate of its own is the member's asked. */
static enum pos_status
level_rate(struct pos_shop *shop, int64_t member_no, struct pos_pool *pool,
    int64_t *rate, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_levels);
	struct pos_member member;
	struct pos_earn own;
	enum pos_status st;

	st = pos_step(q, err);
	pos_query_done(q);
	if (st != POS_OK)
		return st == POS_END ? POS_OK : st;
	st = pos_member_by_no(shop, member_no, pool, &member, err);
	if (st != POS_OK || member.level == NULL)
		return st == POS_END ? POS_OK : st;
	st = earn_rule_get(shop, member.level, pool, &own, err);
	if (st == POS_OK)
		*rate = own.rate_ppm;
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
by_rule(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_payment *last, const struct pos_earn *rule,
    struct pos_pool *pool, int64_t *points, struct pos_err *err)
{
	int64_t rate = POS_RATE_MAX, paid = counted(rule, last);
	enum pos_status st;
	__int128 all;
	size_t i;

	st = level_rate(shop, sale->member_no, pool, &rate, err);
	for (i = 0; i < sale->payments_count; i++)
		if (sale->payments[i].n != last->n)
			paid += counted(rule, &sale->payments[i]);
	for (i = 0; i < sale->offers_count; i++)
		rate += sale->offers[i].earn_rate_ppm;
	if (st != POS_OK || paid <= 0)
		return st;
	all = (__int128)paid * rule->points * rate / rule->per_minor /
	    POS_RATE_MAX;
	if (all > POS_POINTS_MAX)
		return pos_fail(err, POS_REFUSED,
		    "the sale would earn more than %" PRId64 " points: see "
		    "'pos-member earn list'",
		    POS_POINTS_MAX);
	*points = (int64_t)all;
	return POS_OK;
}

enum pos_status
earn_of(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_payment *last, int64_t *points, int64_t *until,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_earn rule;
	enum pos_status st;
	size_t i;

	*points = *until = 0;
	st = earn_rule_get(shop, "", pool, &rule, err);
	if (st == POS_OK) {
		*until = earn_until(&rule, last->day);
		st = by_rule(shop, sale, last, &rule, pool, points, err);
	}
	for (i = 0; i < sale->offers_count; i++)
		*points += sale->offers[i].earn_points;
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}
