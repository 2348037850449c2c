/*
 * used.c - used: how often promotions were taken, and what is left of their
 * limits.
 */
#include "rules.h"
#include "shop/member.h"
#include "shop/offer.h"

static const char *member;
static int64_t day;

const struct pos_opt promo_used_options[] = {
	POS_OPT_TEXT('m', "member", &member, "MEMBER",
	    "by this member, of what has a limit a member"),
	POS_OPT_DAY('d', "day", &day, "DAY", "by sales of this day"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct used_row {
	const char *promo, *name;
	int64_t day, uses, units_milli, off_minor;
	int64_t left_uses, left_units_milli, left_budget_minor;
	bool has_uses, has_units, has_budget;
	bool paused;
};

#define LEFT(m, kind_, flags_, given, h) \
	{ \
		.name = #m, .kind = (kind_), \
		.flags = \
		    POS_F_OPTIONAL | POS_F_GIVEN | POS_F_COLUMN | (flags_), \
		.offset = offsetof(struct used_row, m), \
		.count_offset = offsetof(struct used_row, given), \
		.max = INT64_MAX, .help = (h) \
	}

static const struct pos_record used_record = {
	.type = "promo.used", .v = 1, .size = sizeof(struct used_row),
	.help = "how often a promotion was used, and what is left of it",
	.fields = (const struct pos_field[]){
		POS_TEXT(used_row, promo, POS_F_CODE | POS_F_COLUMN, 64,
		    "its code"),
		POS_TEXT(used_row, name, POS_F_COLUMN, 200, "its name"),
		POS_BOOL(used_row, paused, POS_F_OPTIONAL, "it is paused"),
		POS_DAY(used_row, day, POS_F_OPTIONAL,
		    "by sales of this day; without: ever"),
		POS_INT(used_row, uses, POS_F_COLUMN, 0, INT64_MAX,
		    "sales that have it, open ones too"),
		POS_INT(used_row, units_milli, POS_F_COLUMN | POS_F_DECIMAL, 0,
		    INT64_MAX, "units that it lowered, in thousandths"),
		POS_MONEY(used_row, off_minor, POS_F_COLUMN, "taken off"),
		LEFT(left_uses, POS_K_INT, 0, has_uses,
		    "so many sales more; without: no limit"),
		LEFT(left_units_milli, POS_K_INT, POS_F_DECIMAL, has_units,
		    "so many units more, in thousandths"),
		LEFT(left_budget_minor, POS_K_MONEY, 0, has_budget,
		    "so much of its budget"),
		{ 0 },
	},
};
POS_LIST_RECORD(used_record);

struct ask {
	char **codes;
	int64_t member_no;
};

/* A limit that was made smaller afterwards may be passed: nothing is left. */
static bool
left(int64_t limit, int64_t used, int64_t *rest)
{
	*rest = limit > used ? limit - used : 0;
	return limit > 0;
}

static bool
counts_members(const struct pos_rule *rule)
{
	return rule->limit != NULL &&
	    (rule->limit->member_uses > 0 ||
		rule->limit->member_units_milli > 0);
}

static enum pos_status
print(struct pos_shop *shop, const struct pos_rule *rule, const struct ask *ask,
    struct pos_err *err)
{
	static const struct pos_rule_limit none;
	const struct pos_rule_limit *l = rule->limit;
	struct used_row row = { .promo = rule->code,
		.name = rule->name,
		.day = day,
		.paused = rule->paused };
	struct pos_promo_used used;
	enum pos_status st;
	bool ever = day == 0 && member == NULL;

	st = pos_promo_used(shop, rule->code, day, ask->member_no, &used, err);
	if (st != POS_OK)
		return st;
	if (l == NULL)
		l = &none;
	row.uses = used.uses;
	row.units_milli = used.units_milli;
	row.off_minor = used.budget_minor;
	row.has_uses = left(ever ? l->total_uses :
		day != 0         ? l->day_uses :
				   l->member_uses,
	    used.uses, &row.left_uses);
	row.has_units = left(ever ? l->total_units_milli :
		day != 0          ? 0 :
				    l->member_units_milli,
	    used.units_milli, &row.left_units_milli);
	row.has_budget = left(ever ? l->budget_minor : 0, used.budget_minor,
	    &row.left_budget_minor);
	return pos_out_record(&used_record, &row, err);
}

static enum pos_status
named(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    const struct ask *ask, struct pos_err *err)
{
	struct pos_rule rule;
	enum pos_status st = pos_promo_find(shop, code, pool, &rule, err);

	if (st == POS_END)
		return pos_promo_unknown(shop, code, err);
	if (st != POS_OK)
		return st;
	if (member != NULL && !counts_members(&rule))
		return pos_fail(err, POS_REFUSED,
		    "promotion '%s' has no limit a member: its members are "
		    "not counted",
		    rule.code);
	return print(shop, &rule, ask, err);
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_member of = { 0 };
	struct ask *ask = arg;
	struct pos_rule *rules;
	enum pos_status st = POS_OK;
	char **code = ask->codes;
	size_t i, count;

	if (member != NULL) {
		st = pos_member_find(shop, member, pool, &of, err);
		if (st == POS_END || (st == POS_OK && of.erased))
			return pos_fail(err, POS_DATA, "no member '%s'",
			    member);
		ask->member_no = of.member_no;
	}
	for (; st == POS_OK && *code != NULL; code++)
		st = named(shop, *code, pool, ask, err);
	if (st != POS_OK || ask->codes[0] != NULL)
		return st;
	st = pos_promo_all(shop, true, pool, &rules, &count, err);
	for (i = 0; st == POS_OK && i < count; i++)
		if (member == NULL || counts_members(&rules[i]))
			st = print(shop, &rules[i], ask, err);
	return st;
}

enum pos_status
promo_used_run(int argc, char **argv, struct pos_err *err)
{
	struct ask ask = { .codes = argv };

	(void)argc;
	if (member != NULL && day != 0)
		return pos_fail(err, POS_USAGE,
		    "--member and --day do not go together");
	return pos_cmd_look(look, &ask, err);
}
