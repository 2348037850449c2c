/*
 * add_kind.c - the common offers, as words on a command line.
 *
 * None of them has code of its own anywhere else: each fills the same row, of
 * which a rule is made like of a row of CSV.
 */
#include "add.h"

static enum pos_status
number(const char *word, int64_t most, const char *what, int64_t *out,
    struct pos_err *err)
{
	size_t len = strspn(word, "0123456789");

	*out = len > 0 && len < 10 ? strtoll(word, NULL, 10) : 0;
	if (word[len] == '\0' && *out >= 1 && *out <= most)
		return POS_OK;
	return pos_fail(err, POS_USAGE,
	    "%s is a number from 1 to %lld, not '%s'", pos_tr(what),
	    (long long)most, word);
}

static const struct pos_rule_slot *
slot(struct promo_add *add, int64_t units, const struct pos_select *select)
{
	struct pos_rule_slot *one = pos_pool_alloc(add->pool, sizeof(*one));

	one->units = units;
	one->select = select;
	return one;
}

/* Sets of n units of what was chosen, which is then no target. */
static void
one_slot(struct promo_add *add, int64_t units)
{
	add->row.slot = slot(add, units, add->select);
	add->row.slot_count = 1;
	add->select = NULL;
}

static const char *
text_of(struct promo_add *add, int64_t n)
{
	return pos_pool_printf(add->pool, "%lld", (long long)n);
}

static const char *
percent(struct promo_add *add, const char *word)
{
	return strchr(word, '%') != NULL ?
	    word :
	    pos_pool_printf(add->pool, "%s%%", word);
}

static enum pos_status
by_percent(struct promo_add *add, char **w, struct pos_err *err)
{
	(void)err;
	add->row.kind = "percent";
	add->row.value = w[0];
	add->label = pos_pool_printf(add->pool, "%s off", percent(add, w[0]));
	return POS_OK;
}

static enum pos_status
by_amount(struct promo_add *add, char **w, struct pos_err *err)
{
	(void)err;
	add->row.kind = "amount";
	add->row.value = w[0];
	add->row.per = add->each ? "unit" : NULL;
	add->label = pos_pool_printf(add->pool, "%s off", w[0]);
	add->each = false;
	return POS_OK;
}

static enum pos_status
by_tiers(struct promo_add *add, char **w, struct pos_err *err)
{
	struct pos_buf all = { 0 };
	char **at;

	(void)err;
	for (at = w; *at != NULL; at++)
		pos_buf_printf(&all, "%s%s", at > w ? " " : "", *at);
	add->row.steps = pos_pool_text(add->pool, all.text);
	add->row.kind = strchr(all.text, '%') != NULL ? "percent" : "amount";
	/* by quantity: of what was chosen; else the amount of the target */
	if (add->row.measure != NULL && add->min == NULL &&
	    add->row.when == NULL)
		add->row.when_select = add->select;
	add->label = pos_pool_printf(add->pool, "%s off", all.text);
	pos_buf_release(&all);
	return POS_OK;
}

static enum pos_status
by_every(struct promo_add *add, char **w, struct pos_err *err)
{
	char *word = pos_pool_text(add->pool, w[0]);
	char *colon = strchr(word, ':');

	if (colon == NULL || colon == word || colon[1] == '\0')
		return pos_fail(err, POS_USAGE,
		    "every wants FROM:OFF, as 100:20, not '%s'", word);
	*colon = '\0';
	add->row.kind = "amount";
	add->row.every = word;
	add->row.value = colon + 1;
	if (add->row.when == NULL)
		add->row.when_select = add->select;
	add->label =
	    pos_pool_printf(add->pool, "%s off every %s", colon + 1, word);
	return POS_OK;
}

static enum pos_status
by_nth(struct promo_add *add, char **w, struct pos_err *err)
{
	int64_t n;
	enum pos_status st = number(w[0], 1000, POS_TR("N of nth"), &n, err);

	if (st != POS_OK)
		return st;
	one_slot(add, n);
	add->row.kind = "percent";
	add->row.value = w[1];
	add->row.on = "cheapest";
	add->row.count = "1";
	add->label = pos_pool_printf(add->pool, "%s off number %lld",
	    percent(add, w[1]), (long long)n);
	return POS_OK;
}

static enum pos_status
free_slot(struct promo_add *add, int64_t buy, int64_t get, struct pos_err *err)
{
	struct pos_rule_slot *two = pos_pool_alloc(add->pool, 2 * sizeof(*two));
	enum pos_status st;

	two[0] = (struct pos_rule_slot){ .units = buy,
		.role = "qualifier",
		.select = add->select };
	two[1] = (struct pos_rule_slot){ .units = get };
	st = promo_select_read(add->shop, add->free_from, add->pool,
	    &two[1].select, err);
	if (st != POS_OK)
		return pos_fail_at(err, "--free-from");
	add->row.slot = two;
	add->row.slot_count = 2;
	add->select = NULL;
	add->free_from = NULL;
	return POS_OK;
}

static enum pos_status
by_buy(struct promo_add *add, char **w, struct pos_err *err)
{
	int64_t buy, get;
	enum pos_status st;

	if (strcmp(w[1], "get") != 0)
		return pos_fail(err, POS_USAGE,
		    "'buy 2 get 1' is how it is written, not 'buy %s %s %s'",
		    w[0], w[1], w[2]);
	st = number(w[0], 500, POS_TR("what is bought"), &buy, err);
	if (st == POS_OK)
		st = number(w[2], 500, POS_TR("what one gets"), &get, err);
	if (st != POS_OK)
		return st;
	add->row.kind = "percent";
	add->row.value = add->off != NULL ? add->off : "100";
	add->label = pos_pool_printf(add->pool, "buy %lld get %lld",
	    (long long)buy, (long long)get);
	add->off = NULL;
	if (add->free_from != NULL)
		return free_slot(add, buy, get, err);
	one_slot(add, buy + get);
	add->row.on = "cheapest";
	add->row.count = text_of(add, get);
	return POS_OK;
}

static enum pos_status
by_bundle(struct promo_add *add, char **w, struct pos_err *err)
{
	if (add->row.slot_count == 0)
		return pos_fail(err, POS_USAGE,
		    "bundle wants --slot for each part, as --slot item:latte"
		    " --slot category:cake");
	add->row.kind = "new_price";
	add->row.value = w[0];
	add->label = pos_pool_printf(add->pool, "together %s", w[0]);
	return POS_OK;
}

static enum pos_status
by_set(struct promo_add *add, char **w, struct pos_err *err)
{
	int64_t n;
	enum pos_status st = number(w[0], 1000, POS_TR("N of set"), &n, err);

	if (st != POS_OK)
		return st;
	one_slot(add, n);
	add->row.kind = "new_price";
	add->row.value = w[1];
	add->label =
	    pos_pool_printf(add->pool, "%lld for %s", (long long)n, w[1]);
	return POS_OK;
}

static enum pos_status
by_price(struct promo_add *add, char **w, struct pos_err *err)
{
	if (add->select == NULL)
		return pos_fail(err, POS_USAGE,
		    "a price for everything? name what it is for by --item,"
		    " --category or --tag");
	add->row.kind = "new_price";
	add->row.value = w[0];
	add->label = pos_pool_printf(add->pool, "now %s", w[0]);
	return POS_OK;
}

static enum pos_status
by_member_price(struct promo_add *add, char **w, struct pos_err *err)
{
	enum pos_status st = by_price(add, w, err);

	add->row.members = "yes";
	add->label = "member price";
	return st;
}

/* Its limits are in units. */
static enum pos_status
by_flash(struct promo_add *add, char **w, struct pos_err *err)
{
	enum pos_status st = by_price(add, w, err);

	if (st == POS_OK && add->total == NULL)
		return pos_fail(err, POS_USAGE,
		    "flash wants --total: how many there are at this price");
	add->row.total_units = add->total;
	add->row.member_units = add->per_member;
	add->total = add->per_member = NULL;
	add->label = "flash sale";
	return st;
}

static enum pos_status
by_gift(struct promo_add *add, char **w, struct pos_err *err)
{
	char *word = pos_pool_text(add->pool, w[0]);
	char *colon = strchr(word, ':');

	(void)err;
	if (colon != NULL) {
		*colon = '\0';
		add->row.qty = colon + 1;
	}
	add->row.kind = "gift";
	add->row.item = word;
	/* what is chosen is what must be bought */
	if (add->select != NULL && add->row.when == NULL)
		add->row.when_select = add->select;
	if (add->select != NULL && add->min == NULL && add->buy == NULL) {
		add->row.measure = "quantity";
		add->min = "1";
	}
	add->select = NULL;
	add->label = pos_pool_printf(add->pool, "free %s", word);
	return POS_OK;
}

static enum pos_status
by_points_pay(struct promo_add *add, char **w, struct pos_err *err)
{
	int64_t n;
	enum pos_status st;

	st = number(w[0], 999999999, POS_TR("the points of points-pay"), &n,
	    err);
	if (st == POS_OK && add->row.worth == NULL)
		return pos_fail(err, POS_USAGE,
		    "points-pay wants --worth: the amount that %s points pay",
		    w[0]);
	add->row.kind = "points_pay";
	add->row.worth_points = w[0];
	add->label = "paid by points";
	return st;
}

static enum pos_status
by_points(struct promo_add *add, char **w, struct pos_err *err)
{
	int64_t times, n;
	enum pos_status st;

	add->row.kind = "points_earn";
	add->label = pos_pool_printf(add->pool, "points %s", w[0]);
	if (w[0][0] != 'x') {
		add->row.points = w[0];
		return number(w[0], 999999999, "points", &n, err);
	}
	st = pos_milli_parse(&times, w[0] + 1, err);
	if (st != POS_OK || times <= POS_QTY_ONE || times > 1000 * POS_QTY_ONE)
		return pos_fail(err, POS_USAGE,
		    "points wants x2 for twice as many, or a number, not"
		    " '%s'",
		    w[0]);
	times -= POS_QTY_ONE; /* thousandths to percents */
	add->row.value = pos_pool_printf(add->pool, "%lld.%lld%%",
	    (long long)(times / 10), (long long)(times % 10));
	return POS_OK;
}

static const struct kind {
	const char *name, *usage;
	int words, most; /* after the name */
	enum pos_status (*read)(struct promo_add *, char **, struct pos_err *);
} kinds[] = {
	{ "percent", "percent RATE", 1, 1, by_percent },
	{ "amount", "amount AMOUNT", 1, 1, by_amount },
	{ "tiers", "tiers FROM:OFF...", 1, 100, by_tiers },
	{ "every", "every FROM:OFF", 1, 1, by_every },
	{ "nth", "nth N RATE", 2, 2, by_nth },
	{ "buy", "buy N get M", 3, 3, by_buy },
	{ "bundle", "bundle PRICE --slot SELECTION...", 1, 1, by_bundle },
	{ "set", "set N PRICE", 2, 2, by_set },
	{ "price", "price PRICE", 1, 1, by_price },
	{ "member-price", "member-price PRICE", 1, 1, by_member_price },
	{ "flash", "flash PRICE --total N", 1, 1, by_flash },
	{ "gift", "gift ITEM[:QTY]", 1, 1, by_gift },
	{ "points-pay", "points-pay POINTS --worth AMOUNT", 1, 1,
	    by_points_pay },
	{ "points", "points xN|N", 1, 1, by_points },
	{ 0 },
};

bool
promo_kind_is(const char *word)
{
	const struct kind *k;

	for (k = kinds; k->name != NULL; k++)
		if (strcmp(k->name, word) == 0)
			return true;
	return false;
}

/* An option that the kind did not take. */
static enum pos_status
left_over(const struct promo_add *add, const char *kind, struct pos_err *err)
{
	const char *option = NULL;

	if (add->free_from != NULL)
		option = "free-from";
	else if (add->off != NULL)
		option = "off";
	else if (add->each)
		option = "each";
	else if (add->row.worth != NULL && strcmp(kind, "points-pay") != 0)
		option = "worth";
	if (option == NULL)
		return POS_OK;
	return pos_fail(err, POS_USAGE, "'%s' has no --%s", kind, option);
}

/* --buy "3 item:latte": once for every three. */
static enum pos_status
bought(struct promo_add *add, struct pos_err *err)
{
	const struct pos_rule_slot *one;
	size_t count;
	enum pos_status st;

	if (add->buy == NULL)
		return POS_OK;
	if (add->min != NULL || add->row.every != NULL || add->row.when != NULL)
		return pos_fail(err, POS_USAGE,
		    "--buy says what must be bought: it goes without --min"
		    " and --if");
	st =
	    promo_slots_read(add->shop, add->buy, add->pool, &one, &count, err);
	if (st != POS_OK)
		return pos_fail_at(err, "--buy");
	if (count != 1 || one->role != NULL || one->distinct)
		return pos_fail(err, POS_USAGE,
		    "--buy is as '3 item:latte', not '%s'", add->buy);
	add->row.measure = "quantity";
	add->row.every = text_of(add, one->units);
	add->row.when_select = one->select;
	return POS_OK;
}

enum pos_status
promo_kind_read(struct promo_add *add, int argc, char **argv,
    struct pos_err *err)
{
	const struct kind *k;
	enum pos_status st;

	for (k = kinds; k->name != NULL; k++)
		if (strcmp(k->name, argv[0]) == 0)
			break;
	if (argc - 1 < k->words || argc - 1 > k->most)
		return pos_fail(err, POS_USAGE, "it is written: add %s",
		    k->usage);
	st = k->read(add, argv + 1, err);
	if (st == POS_OK)
		st = bought(add, err);
	if (st == POS_OK)
		st = left_over(add, k->name, err);
	if (st != POS_OK)
		return st;
	if (add->min != NULL && add->row.when == NULL &&
	    add->row.when_select == NULL)
		add->row.when_select = add->select;
	add->row.min = add->min;
	add->row.target_select = add->select;
	if (add->total != NULL)
		add->row.total_units = add->total;
	if (add->per_member != NULL)
		add->row.member_uses = add->per_member;
	return POS_OK;
}
