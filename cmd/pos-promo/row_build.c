/*
 * row_build.c - a rule from the words of a row.
 *
 * Whether the whole makes sense is pos_rule_check()'s to say.
 */
#include "base/text.h"
#include "row_inside.h"

static void
window(struct promo_build *b, struct pos_rule *rule)
{
	const struct promo_row *r = b->row;
	struct pos_rule_window *w;

	if (r->days == NULL && r->from == NULL && r->to == NULL &&
	    r->first_day == NULL && r->last_day == NULL)
		return;
	w = pos_pool_alloc(b->pool, sizeof(*w));
	w->days = r->days;
	w->from = r->from;
	w->to = r->to;
	row_day(b, "first_day", r->first_day, &w->first_day);
	row_day(b, "last_day", r->last_day, &w->last_day);
	rule->windows = w;
	rule->windows_count = 1;
}

static void
audience(struct promo_build *b, struct pos_rule *rule)
{
	const struct promo_row *r = b->row;
	struct pos_rule_audience *a;

	if (r->members == NULL && r->levels == NULL && r->segments == NULL &&
	    r->birthday == NULL && r->first_order == NULL)
		return;
	a = pos_pool_alloc(b->pool, sizeof(*a));
	row_yes(b, "members", r->members, &a->members);
	row_list(b, r->levels, &a->tiers, &a->tiers_count);
	row_list(b, r->segments, &a->segments, &a->segments_count);
	row_choice(b, "birthday", r->birthday, "day|week|month", &a->birthday);
	row_yes(b, "first_order", r->first_order, &a->first_order);
	if (a->members || a->tiers_count > 0 || a->segments_count > 0 ||
	    a->birthday != NULL || a->first_order)
		rule->audience = a;
}

static void
eligibility(struct promo_build *b, struct pos_rule *rule)
{
	const struct promo_row *r = b->row;

	row_moment(b, "valid_from", r->valid_from, false, &rule->valid_from);
	row_moment(b, "valid_to", r->valid_to, true, &rule->valid_to);
	window(b, rule);
	row_choice(b, "trigger", r->trigger, "auto|code|group_buy",
	    &rule->trigger);
	row_list(b, r->codes, &rule->codes, &rule->codes_count);
	if (rule->codes_count > 0 && rule->trigger == NULL)
		rule->trigger = "code";
	audience(b, rule);
	row_list(b, r->channels, &rule->channels, &rule->channels_count);
	row_list(b, r->order_types, &rule->order_types,
	    &rule->order_types_count);
	row_list(b, r->branches, &rule->branches, &rule->branches_count);
	row_list(b, r->methods, &rule->methods, &rule->methods_count);
}

static bool
has_condition(const struct promo_row *r)
{
	return r->min != NULL || r->max != NULL || r->every != NULL ||
	    r->buy != NULL;
}

static void
condition(struct promo_build *b, struct pos_rule *rule)
{
	const struct promo_row *r = b->row;
	struct pos_rule_condition *c;
	bool quantity =
	    r->measure != NULL && strcmp(r->measure, "quantity") == 0;

	if (!has_condition(r))
		return;
	c = pos_pool_alloc(b->pool, sizeof(*c));
	row_select_of(b, "when", r->when, r->when_select, &c->select);
	row_choice(b, "measure", r->measure, "quantity|amount", &c->measure);
	if (r->buy != NULL) {
		c->consume = true;
		row_milli(b, "buy", r->buy, &c->units_milli);
	} else if (c->measure == NULL)
		c->measure = "amount";
	(quantity ? row_milli : row_money)(b, "min", r->min,
	    quantity ? &c->min_milli : &c->min_minor);
	(quantity ? row_milli : row_money)(b, "max", r->max,
	    quantity ? &c->max_milli : &c->max_minor);
	(quantity ? row_milli : row_money)(b, "every", r->every,
	    quantity ? &c->every_milli : &c->every_minor);
	row_choice(b, "basis", r->basis, "running|list", &c->basis);
	row_choice(b, "tax", r->tax, "incl|excl", &c->tax);
	rule->conditions = c;
	rule->conditions_count = 1;
}

/* What steps are measured by, where no condition says it. */
static void
tier_measure(struct promo_build *b, struct pos_rule_effect *effect)
{
	const struct promo_row *r = b->row;
	struct pos_rule_condition *c;

	if (has_condition(r) || r->measure == NULL)
		return;
	c = pos_pool_alloc(b->pool, sizeof(*c));
	row_select_of(b, "when", r->when, r->when_select, &c->select);
	row_choice(b, "measure", r->measure, "quantity|amount", &c->measure);
	row_choice(b, "basis", r->basis, "running|list", &c->basis);
	row_choice(b, "tax", r->tax, "incl|excl", &c->tax);
	effect->tier_measure = c;
}

static void
target(struct promo_build *b, struct pos_rule *rule)
{
	const struct promo_row *r = b->row;
	struct pos_rule_target *t;

	if (r->select == NULL && r->target_select == NULL && r->pick == NULL &&
	    r->units == NULL && r->units_per == NULL && r->require_full == NULL)
		return;
	t = pos_pool_alloc(b->pool, sizeof(*t));
	row_select_of(b, "select", r->select, r->target_select, &t->select);
	row_choice(b, "pick", r->pick, "cheapest|dearest|listed", &t->pick);
	row_milli(b, "units", r->units, &t->units_milli);
	row_choice(b, "units_per", r->units_per, "line", &t->units_per);
	row_yes(b, "require_full", r->require_full, &t->require_full);
	rule->target = t;
}

static void
slots(struct promo_build *b, struct pos_rule *rule)
{
	const struct promo_row *r = b->row;

	rule->slots = r->slot;
	rule->slots_count = r->slot_count;
	if (!row_given(b, r->slots))
		return;
	b->st = promo_slots_read(b->shop, r->slots, b->pool, &rule->slots,
	    &rule->slots_count, &b->why);
	row_at(b, "slots");
}

static void
effect(struct promo_build *b, struct pos_rule *rule)
{
	const struct promo_row *r = b->row;
	struct pos_rule_effect *e = pos_pool_alloc(b->pool, sizeof(*e));
	bool percent = false,
	     quantity =
		 r->measure != NULL && strcmp(r->measure, "quantity") == 0;

	rule->effect = e;
	row_choice(b, "kind", r->kind,
	    "percent|amount|new_price|gift|points_earn|points_pay", &e->kind);
	if (e->kind != NULL && strcmp(e->kind, "percent") == 0)
		row_rate(b, "value", r->value, &e->rate_ppm);
	else if (e->kind != NULL && strcmp(e->kind, "points_earn") == 0)
		row_more(b, "value", r->value, &e->rate_ppm);
	else
		row_money(b, "value", r->value, &e->amount_minor);
	if (row_given(b, r->steps)) {
		b->st = promo_steps_read(b->shop, r->steps, quantity, b->pool,
		    &e->tiers, &e->tiers_count, &percent, &b->why);
		if (b->st == POS_OK &&
		    percent != (strcmp(e->kind, "percent") == 0))
			b->st = pos_fail(&b->why, POS_DATA,
			    percent ? "percents are of kind 'percent'" :
				      POS_TR("kind 'percent' wants percents, "
					     "as 100:10%%"));
		row_at(b, "steps");
		tier_measure(b, e);
	}
	row_choice(b, "per", r->per, "unit|line|target", &e->per);
	row_choice(b, "on", r->on, "all|cheapest|dearest", &e->on);
	row_whole(b, "count", r->count, &e->count);
	row_choice(b, "base", r->base, "running|list", &e->base);
	e->item = r->item;
	row_milli(b, "qty", r->qty, &e->qty_milli);
	if (e->item != NULL && r->qty == NULL)
		e->qty_milli = POS_QTY_ONE;
	row_whole(b, "points", r->points, &e->points);
	row_money(b, "worth", r->worth, &e->value_minor);
	row_whole(b, "worth_points", r->worth_points, &e->value_points);
	row_yes(b, "keep_one", r->keep_one, &e->keep_one);
}

static void
limit(struct promo_build *b, struct pos_rule *rule)
{
	static const struct pos_rule_limit none;
	const struct promo_row *r = b->row;
	struct pos_rule_limit *l = pos_pool_alloc(b->pool, sizeof(*l));

	row_money(b, "max_discount", r->max_discount, &l->max_discount_minor);
	row_whole(b, "max_applications", r->max_applications,
	    &l->max_applications);
	row_milli(b, "max_units", r->max_units, &l->max_units_milli);
	row_rate(b, "max_share", r->max_share, &l->max_share_ppm);
	row_whole(b, "max_points", r->max_points, &l->max_points);
	row_whole(b, "points_cost", r->points_cost, &l->points_cost);
	row_whole(b, "total_uses", r->total_uses, &l->total_uses);
	row_milli(b, "total_units", r->total_units, &l->total_units_milli);
	row_money(b, "budget", r->budget, &l->budget_minor);
	row_whole(b, "day_uses", r->day_uses, &l->day_uses);
	row_whole(b, "member_uses", r->member_uses, &l->member_uses);
	row_milli(b, "member_units", r->member_units, &l->member_units_milli);
	if (memcmp(l, &none, sizeof(none)) != 0)
		rule->limit = l;
}

/* Only a lane, tags: nothing was said about what it combines with. */
static bool
silent(const struct promo_row *r)
{
	return r->group == NULL && r->mode == NULL && r->not_with == NULL &&
	    r->only_on == NULL;
}

static void
stacking(struct promo_build *b, struct pos_rule *rule)
{
	const struct promo_row *r = b->row;
	struct pos_rule_stacking *s;
	int64_t lane;

	if (silent(r) && r->lane == NULL && r->scope == NULL && r->tags == NULL)
		return;
	pos_rule_default_stacking(rule, b->pool);
	s = pos_pool_alloc(b->pool, sizeof(*s));
	*s = *rule->stacking;
	row_whole(b, "lane", r->lane, &s->lane);
	if (!silent(r)) {
		s->scope = NULL;
		s->group = r->group != NULL && strcmp(r->group, "-") != 0 ?
		    r->group :
		    NULL;
	} else if (r->lane != NULL) {
		lane = s->lane != 0 ? s->lane : POS_RULE_LANE_ITEM;
		s->scope = lane <= POS_RULE_LANE_ITEM ? "line" : NULL;
		if (strncmp(s->group, "lane", 4) == 0)
			s->group = pos_pool_printf(b->pool, "lane%lld",
			    (long long)lane);
	}
	row_choice(b, "scope", r->scope, "order|line", &s->scope);
	row_choice(b, "mode", r->mode, "exclusive|exclusive_order", &s->mode);
	row_list(b, r->tags, &s->tags, &s->tags_count);
	row_list(b, r->not_with, &s->not_with, &s->not_with_count);
	row_list(b, r->only_on, &s->only_on, &s->only_on_count);
	rule->stacking = s;
}

/* Numbers below zero are nowhere part of a rule but for its priority. */
static void
check_signs(struct promo_build *b)
{
	const struct promo_column *c;
	struct promo_row row = *b->row;
	const char *text;

	for (c = promo_columns; c->title != NULL; c++) {
		text = *promo_cell(&row, c);
		if (!row_given(b, text) || text[0] != '-' || text[1] < '0' ||
		    text[1] > '9' || strcmp(c->title, "priority") == 0 ||
		    strcmp(c->title, "name") == 0 ||
		    strcmp(c->title, "code") == 0)
			continue;
		b->st =
		    pos_fail(&b->why, POS_DATA, "'%s' is less than 0", text);
		row_at(b, c->title);
	}
}

enum pos_status
promo_row_rule(const struct pos_shop *shop, const struct promo_row *row,
    struct pos_pool *pool, struct pos_rule *rule, struct pos_err *err)
{
	struct promo_build b = { .shop = shop, .row = row, .pool = pool };

	*rule = (struct pos_rule){ .code = row->code,
		.name = row->name,
		.names = row->names,
		.names_count = row->names_count,
		.funded_by = row->funded_by };
	check_signs(&b);
	row_yes(&b, "paused", row->paused, &rule->paused);
	if (b.st == POS_OK && row->kind == NULL)
		b.st = pos_fail(&b.why, POS_DATA, "kind: missing");
	if (b.st == POS_OK && row->buy != NULL &&
	    (row->min != NULL || row->max != NULL || row->every != NULL))
		b.st = pos_fail(&b.why, POS_DATA,
		    "buy: goes without min, max and every");
	if (b.st == POS_OK && !has_condition(row) && row->steps == NULL &&
	    (row->when != NULL || row->when_select != NULL ||
		row->measure != NULL || row->basis != NULL || row->tax != NULL))
		b.st = pos_fail(&b.why, POS_DATA,
		    "when, measure, basis and tax: want min, max, every or"
		    " buy");
	eligibility(&b, rule);
	condition(&b, rule);
	target(&b, rule);
	slots(&b, rule);
	effect(&b, rule);
	limit(&b, rule);
	row_whole(&b, "priority", row->priority, &rule->priority);
	if (b.st == POS_OK)
		stacking(&b, rule);
	if (b.st != POS_OK)
		*err = b.why;
	return b.st;
}
