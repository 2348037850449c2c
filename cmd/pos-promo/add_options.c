/*
 * add_options.c - the options of add, and what they say into its row.
 */
#include "add.h"
#include "base/text.h"

static struct promo_row row;
static const char *as, *min, *buy, *when, *free_from, *off, *total, *per_member,
    *price_min, *price_max;
static bool each, full_price, coupons, in_group, members, first_order, keep_one,
    with_others, alone, paused, require_full;
static struct pos_texts names, items, not_items, categories, not_categories,
    tags, slots, codes, levels, segments, channels, order_types, branches,
    methods, not_with, only_on, marks;

static const struct pos_opt what_options[] = {
	POS_OPT_TEXTS('i', "item", &items, "CODE",
	    "for this item, or the variants of this product"),
	POS_OPT_TEXTS('c', "category", &categories, "NAME",
	    "for what is under this heading of the menu"),
	POS_OPT_TEXTS(0, "tag", &tags, "TAG", "for items with this tag"),
	POS_OPT_TEXTS(0, "not-item", &not_items, "CODE", "but not this item"),
	POS_OPT_TEXTS(0, "not-category", &not_categories, "NAME",
	    "but nothing under this heading"),
	POS_OPT_MONEY(0, "price-min", &price_min, "AMOUNT",
	    "for items that cost so much or more"),
	POS_OPT_MONEY(0, "price-max", &price_max, "AMOUNT",
	    "for items that cost so much or less"),
	POS_OPT_FLAG(0, "full-price", &full_price,
	    "for what is not marked down already"),
	POS_OPT_TEXT(0, "units", &row.units, "QTY",
	    "for so many of them, the cheapest"),
	POS_OPT_CHOICE(0, "pick", &row.pick, "cheapest|dearest|listed",
	    "which of them, with --units"),
	POS_OPT_FLAG(0, "require-full", &require_full,
	    "nothing rather than fewer than --units"),
	POS_OPT_TEXTS(0, "slot", &slots, "SELECTION",
	    "a part of a set, as '2 category:cake'; before it 'buy': at its"
	    " price"),
	POS_OPT_TEXT(0, "free-from", &free_from, "SELECTION",
	    "buy: what one gets, as category:cake"),
	POS_OPT_TEXT(0, "off", &off, "RATE",
	    "buy: percent off what one gets, 100 without"),
	POS_OPT_FLAG(0, "each", &each, "amount: off every one of them"),
	POS_OPT_TEXT(0, "worth", &row.worth, "AMOUNT",
	    "points-pay: what the points pay"),
	POS_OPT_FLAG(0, "keep-one", &keep_one,
	    "points-pay: the total stays above zero"),
	POS_OPT_END,
};

static const struct pos_opt if_options[] = {
	POS_OPT_TEXT(0, "min", &min, "AMOUNT",
	    "from so much on, of what it is for"),
	POS_OPT_TEXT(0, "max", &row.max, "AMOUNT", "up to so much"),
	POS_OPT_CHOICE(0, "by", &row.measure, "amount|quantity",
	    "what --min, every and tiers measure; amount without"),
	POS_OPT_TEXT(0, "if", &when, "SELECTION",
	    "measure these instead, as category:cake"),
	POS_OPT_CHOICE(0, "basis", &row.basis, "running|list",
	    "measure after earlier discounts, or before any"),
	POS_OPT_CHOICE(0, "tax", &row.tax, "incl|excl",
	    "measure with or without tax"),
	POS_OPT_TEXT(0, "buy", &buy, "SELECTION",
	    "once for so many bought, as '3 item:latte'"),
	POS_OPT_END,
};

static const struct pos_opt when_options[] = {
	POS_OPT_TEXT(0, "days", &row.days, "DAYS", "as fri,sat or mon-fri"),
	POS_OPT_TEXT(0, "from", &row.from, "HH:MM", "from this time of day"),
	POS_OPT_TEXT(0, "to", &row.to, "HH:MM", "to this time of day"),
	POS_OPT_TEXT(0, "first-day", &row.first_day, "DATE", "from this day"),
	POS_OPT_TEXT(0, "last-day", &row.last_day, "DATE",
	    "to this day, included"),
	POS_OPT_TEXT(0, "valid-from", &row.valid_from, "TIME",
	    "from this moment, or the start of a day"),
	POS_OPT_TEXT(0, "valid-to", &row.valid_to, "TIME",
	    "to this moment, or the end of a day"),
	POS_OPT_TEXTS(0, "branch-only", &branches, "CODE",
	    "in this branch only"),
	POS_OPT_TEXTS(0, "channel", &channels, "CODE",
	    "for orders of this channel; counter: those without"),
	POS_OPT_TEXTS(0, "order-type", &order_types, "TYPE",
	    "for orders of this type"),
	POS_OPT_TEXTS(0, "pay-by", &methods, "METHOD",
	    "when it is paid by this"),
	POS_OPT_END,
};

static const struct pos_opt who_options[] = {
	POS_OPT_TEXTS(0, "code", &codes, "WORD", "who types this word"),
	POS_OPT_FLAG(0, "coupons", &coupons, "who has a coupon of it"),
	POS_OPT_FLAG(0, "group-buy", &in_group, "in a group that has formed"),
	POS_OPT_FLAG(0, "members", &members, "for members"),
	POS_OPT_TEXTS(0, "tier", &levels, "LEVEL",
	    "for members of this level"),
	POS_OPT_TEXTS(0, "segment", &segments, "NAME",
	    "for members in this segment"),
	POS_OPT_CHOICE(0, "birthday", &row.birthday, "day|week|month",
	    "around a member's birthday"),
	POS_OPT_FLAG(0, "first-order", &first_order,
	    "on a member's first order"),
	POS_OPT_END,
};

static const struct pos_opt limit_options[] = {
	POS_OPT_TEXT(0, "cap", &row.max_discount, "AMOUNT",
	    "at most so much off a sale"),
	POS_OPT_TEXT(0, "times", &row.max_applications, "N",
	    "at most so often in a sale"),
	POS_OPT_TEXT(0, "max-units", &row.max_units, "QTY",
	    "at most so many units of a sale"),
	POS_OPT_TEXT(0, "max-share", &row.max_share, "RATE",
	    "points-pay: at most so much of the amount"),
	POS_OPT_TEXT(0, "max-points", &row.max_points, "N",
	    "points-pay: at most so many in a sale"),
	POS_OPT_TEXT(0, "costs", &row.points_cost, "N",
	    "points that a member spends for it"),
	POS_OPT_TEXT(0, "max-uses", &row.total_uses, "N",
	    "for so many sales in all"),
	POS_OPT_TEXT(0, "total", &total, "QTY", "for so many units in all"),
	POS_OPT_TEXT(0, "budget", &row.budget, "AMOUNT",
	    "until so much was taken off in all"),
	POS_OPT_TEXT(0, "per-day", &row.day_uses, "N", "sales of a day"),
	POS_OPT_TEXT(0, "per-member", &per_member, "N",
	    "sales of one member; of flash: units"),
	POS_OPT_END,
};

static const struct pos_opt stack_options[] = {
	POS_OPT_TEXT(0, "lane", &row.lane, "N",
	    "lower ones first: 10 price, 20 item, 30 order, 35 coupon, 40"
	    " points"),
	POS_OPT_TEXT(0, "group", &row.group, "NAME",
	    "one of a group at most; without: of its lane"),
	POS_OPT_CHOICE(0, "scope", &row.scope, "order|line",
	    "one of the group in a sale, or on each line"),
	POS_OPT_FLAG(0, "with-others", &with_others,
	    "in no group: it adds to others"),
	POS_OPT_FLAG(0, "exclusive", &alone, "with no other promotion"),
	POS_OPT_TEXTS(0, "not-with", &not_with, "CODE",
	    "not with this promotion, or those marked so"),
	POS_OPT_TEXTS(0, "only-on", &only_on, "CODE",
	    "only on what this promotion lowered"),
	POS_OPT_TEXTS(0, "mark", &marks, "WORD",
	    "a word by which others name it"),
	POS_OPT_TEXT(0, "priority", &row.priority, "N",
	    "of equally good ones the higher"),
	POS_OPT_END,
};

const struct pos_opt promo_add_options[] = {
	POS_OPT_TEXT(0, "as", &as, "CODE",
	    "its code; made from its words without"),
	POS_OPT_TEXT(0, "name", &row.name, "TEXT",
	    "what the receipt calls it"),
	POS_OPT_TEXTS(0, "name-in", &names, "LANG=TEXT",
	    "its name in a language, as zh=满减"),
	POS_OPT_TEXT(0, "funded-by", &row.funded_by, "WHO",
	    "who bears it; the shop without"),
	POS_OPT_FLAG(0, "paused", &paused, "keep it closed for now"),
	POS_OPT_GROUP(what_options),
	POS_OPT_GROUP(if_options),
	POS_OPT_GROUP(when_options),
	POS_OPT_GROUP(who_options),
	POS_OPT_GROUP(limit_options),
	POS_OPT_GROUP(stack_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static const char *
joined(const struct pos_texts *texts, struct pos_pool *pool)
{
	struct pos_buf buf = { 0 };
	const char *text;
	size_t i;

	for (i = 0; i < texts->count; i++)
		pos_buf_printf(&buf, "%s%s", i > 0 ? "," : "", texts->text[i]);
	text = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
	return text;
}

static enum pos_status
choose(struct promo_add *add, struct pos_err *err)
{
	struct pos_select *s = pos_pool_alloc(add->pool, sizeof(*s));
	struct pos_money a = { 0 };
	enum pos_status st = POS_OK;

	s->items = items.text;
	s->items_count = items.count;
	s->not_items = not_items.text;
	s->not_items_count = not_items.count;
	s->categories = categories.text;
	s->categories_count = categories.count;
	s->not_categories = not_categories.text;
	s->not_categories_count = not_categories.count;
	s->tags = tags.text;
	s->tags_count = tags.count;
	s->not_discounted = full_price;
	if (price_min != NULL) {
		st = pos_shop_money(add->shop, &a, price_min, err);
		s->has_price_min = true;
		s->price_min_minor = a.minor;
	}
	if (price_max != NULL && st == POS_OK) {
		st = pos_shop_money(add->shop, &a, price_max, err);
		s->has_price_max = true;
		s->price_max_minor = a.minor;
	}
	if (items.count + not_items.count + categories.count +
		    not_categories.count + tags.count >
		0 ||
	    full_price || price_min != NULL || price_max != NULL)
		add->select = s;
	return st;
}

static enum pos_status
choose_slots(struct promo_add *add, struct pos_err *err)
{
	struct pos_buf all = { 0 };
	enum pos_status st;
	size_t i;

	if (slots.count == 0)
		return POS_OK;
	for (i = 0; i < slots.count; i++)
		pos_buf_printf(&all, "%s%s", i > 0 ? ";" : "", slots.text[i]);
	st = promo_slots_read(add->shop, all.text, add->pool, &add->row.slot,
	    &add->row.slot_count, err);
	pos_buf_release(&all);
	return st == POS_OK ? st : pos_fail_at(err, "--slot");
}

static enum pos_status
name_it(struct promo_add *add, struct pos_err *err)
{
	struct pos_name *all =
	    pos_pool_alloc(add->pool, (names.count + 1) * sizeof(*all));
	char *word, *is;
	size_t i;

	for (i = 0; i < names.count; i++) {
		word = pos_pool_text(add->pool, names.text[i]);
		is = strchr(word, '=');
		if (is == NULL || is == word || is[1] == '\0')
			return pos_fail(err, POS_USAGE,
			    "--name-in is LANGUAGE=TEXT, as zh=满减, not '%s'",
			    word);
		*is = '\0';
		all[i] = (struct pos_name){ word, is + 1 };
	}
	add->row.names = all;
	add->row.names_count = names.count;
	return POS_OK;
}

static enum pos_status
set_stacking(struct promo_add *add, struct pos_err *err)
{
	if (with_others + alone + (add->row.group != NULL) > 1)
		return pos_fail(err, POS_USAGE,
		    "--group, --with-others and --exclusive are two too many");
	if (alone)
		add->row.mode = "exclusive_order";
	if (with_others)
		add->row.group = "-";
	add->row.not_with = joined(&not_with, add->pool);
	add->row.only_on = joined(&only_on, add->pool);
	add->row.tags = joined(&marks, add->pool);
	return POS_OK;
}

/* What the options say into the row. */
static enum pos_status
take_options(struct promo_add *add, struct pos_err *err)
{
	struct promo_row *r = &add->row;

	*r = row;
	r->code = as;
	r->codes = joined(&codes, add->pool);
	if (coupons || codes.count > 0)
		r->trigger = "code";
	if (in_group && r->trigger != NULL)
		return pos_fail(err, POS_USAGE,
		    "--group-buy and --code or --coupons exclude each other");
	if (in_group)
		r->trigger = "group_buy";
	r->members = members ? "yes" : NULL;
	r->first_order = first_order ? "yes" : NULL;
	r->keep_one = keep_one ? "yes" : NULL;
	r->require_full = require_full ? "yes" : NULL;
	r->paused = paused ? "yes" : NULL;
	r->levels = joined(&levels, add->pool);
	r->segments = joined(&segments, add->pool);
	r->channels = joined(&channels, add->pool);
	r->order_types = joined(&order_types, add->pool);
	r->branches = joined(&branches, add->pool);
	r->methods = joined(&methods, add->pool);
	r->when = when;
	add->min = min;
	add->buy = buy;
	add->free_from = free_from;
	add->off = off;
	add->total = total;
	add->per_member = per_member;
	add->each = each;
	return set_stacking(add, err);
}

enum pos_status
promo_add_take(struct promo_add *add, struct pos_err *err)
{
	enum pos_status st = take_options(add, err);

	if (st == POS_OK)
		st = choose(add, err);
	if (st == POS_OK)
		st = choose_slots(add, err);
	return st == POS_OK ? name_it(add, err) : st;
}

static bool
is_given(const struct pos_opt *o)
{
	if (o->kind == POS_OPT_FLAG_KIND)
		return *(const bool *)o->target;
	if (o->kind == POS_OPT_TEXTS_KIND)
		return ((const struct pos_texts *)o->target)->count > 0;
	return *(const char *const *)o->target != NULL;
}

/* An option of add that was given; NULL: none.  Those that all writing verbs
 * have are no part of the rule. */
static const char *
given(const struct pos_opt *options)
{
	const struct pos_opt *o;
	const char *name = NULL;

	for (o = options; o->kind != POS_OPT_END_KIND && name == NULL; o++) {
		if (o->kind != POS_OPT_GROUP_KIND)
			name = is_given(o) ? o->name : NULL;
		else if (o->group != pos_write_options)
			name = given(o->group);
	}
	return name;
}

const char *
promo_add_given(void)
{
	return given(promo_add_options);
}
