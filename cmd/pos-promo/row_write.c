/*
 * row_write.c - the words of a row from a rule; and steps.
 *
 * What does not fit is left out: whoever exports builds the rule again and
 * compares, so that nothing is lost in silence, whatever rules may hold one
 * day.
 */
#include "base/text.h"
#include "row.h"

struct words {
	const struct pos_shop *shop;
	struct pos_pool *pool;
};

static const char *
money(const struct words *w, int64_t minor)
{
	char text[POS_DECIMAL_MAX];

	return minor == 0 ?
	    NULL :
	    pos_pool_text(w->pool,
		pos_shop_money_text(w->shop, text, pos_minor(minor)));
}

static const char *
milli(const struct words *w, int64_t value)
{
	char text[POS_DECIMAL_MAX];

	return value == 0 ? NULL :
			    pos_pool_text(w->pool, pos_milli_text(text, value));
}

static const char *
rate(const struct words *w, int64_t ppm)
{
	char text[POS_DECIMAL_MAX];

	return ppm == 0 ? NULL :
			  pos_pool_text(w->pool, pos_rate_text(text, ppm));
}

static const char *
whole(const struct words *w, int64_t n)
{
	return n == 0 ? NULL : pos_pool_printf(w->pool, "%lld", (long long)n);
}

static const char *
yes(bool is)
{
	return is ? "yes" : NULL;
}

static const char *
day(const struct words *w, int64_t value)
{
	char text[POS_TIME_TEXT];

	return value == 0 ?
	    NULL :
	    pos_pool_text(w->pool, pos_day_text(text, (int32_t)value));
}

static const char *
moment(const struct words *w, int64_t ms)
{
	char text[POS_TIME_TEXT];

	return ms == 0 ? NULL : pos_pool_text(w->pool, pos_time_text(text, ms));
}

static const char *
list(const struct words *w, const char *const *texts, size_t count)
{
	struct pos_buf buf = { 0 };
	const char *text;
	size_t i;

	for (i = 0; i < count; i++)
		pos_buf_printf(&buf, "%s%s", i > 0 ? "," : "", texts[i]);
	text = pos_pool_text(w->pool, buf.text);
	pos_buf_release(&buf);
	return count > 0 ? text : NULL;
}

static void
eligibility(const struct words *w, const struct pos_rule *rule,
    struct promo_row *row)
{
	row->valid_from = moment(w, rule->valid_from);
	row->valid_to = moment(w, rule->valid_to);
	if (rule->windows_count > 0) {
		row->days = rule->windows[0].days;
		row->from = rule->windows[0].from;
		row->to = rule->windows[0].to;
		row->first_day = day(w, rule->windows[0].first_day);
		row->last_day = day(w, rule->windows[0].last_day);
	}
	row->trigger = rule->trigger;
	row->codes = list(w, rule->codes, rule->codes_count);
	if (rule->audience != NULL) {
		row->members = yes(rule->audience->members);
		row->levels =
		    list(w, rule->audience->tiers, rule->audience->tiers_count);
		row->segments = list(w, rule->audience->segments,
		    rule->audience->segments_count);
		row->birthday = rule->audience->birthday;
		row->first_order = yes(rule->audience->first_order);
	}
	row->channels = list(w, rule->channels, rule->channels_count);
	row->order_types = list(w, rule->order_types, rule->order_types_count);
	row->branches = list(w, rule->branches, rule->branches_count);
	row->methods = list(w, rule->methods, rule->methods_count);
}

static void
condition(const struct words *w, const struct pos_rule_condition *c,
    struct promo_row *row)
{
	row->measure = c->measure;
	row->min =
	    c->min_milli != 0 ? milli(w, c->min_milli) : money(w, c->min_minor);
	row->max =
	    c->max_milli != 0 ? milli(w, c->max_milli) : money(w, c->max_minor);
	row->every = c->every_milli != 0 ? milli(w, c->every_milli) :
					   money(w, c->every_minor);
	row->buy = milli(w, c->units_milli);
	row->when = promo_select_text(w->shop, c->select, w->pool);
	row->basis = c->basis;
	row->tax = c->tax;
}

static const char *
steps(const struct words *w, const struct pos_rule_effect *e, bool quantity)
{
	struct pos_buf buf = { 0 };
	const char *text;
	size_t i;

	for (i = 0; i < e->tiers_count; i++) {
		const struct pos_rule_tier *t = &e->tiers[i];
		const char *from =
		    quantity ? milli(w, t->min_milli) : money(w, t->min_minor);

		pos_buf_printf(&buf, "%s%s:%s", i > 0 ? " " : "",
		    from != NULL ? from : "0",
		    t->rate_ppm != 0 ? rate(w, t->rate_ppm) :
				       money(w, t->amount_minor));
	}
	text = pos_pool_text(w->pool, buf.text);
	pos_buf_release(&buf);
	return text;
}

static void
effect(const struct words *w, const struct pos_rule_effect *e,
    struct promo_row *row)
{
	row->kind = e->kind;
	row->value =
	    e->rate_ppm != 0 ? rate(w, e->rate_ppm) : money(w, e->amount_minor);
	if (e->tier_measure != NULL && row->measure == NULL)
		condition(w, e->tier_measure, row);
	if (e->tiers_count > 0)
		row->steps = steps(w, e,
		    row->measure != NULL &&
			strcmp(row->measure, "quantity") == 0);
	row->per = e->per;
	row->on = e->on;
	row->count = whole(w, e->count);
	row->base = e->base;
	row->item = e->item;
	row->qty = milli(w, e->qty_milli);
	row->points = whole(w, e->points);
	row->worth = money(w, e->value_minor);
	row->worth_points = whole(w, e->value_points);
	row->keep_one = yes(e->keep_one);
}

static void
limit(const struct words *w, const struct pos_rule_limit *l,
    struct promo_row *row)
{
	row->max_discount = money(w, l->max_discount_minor);
	row->max_applications = whole(w, l->max_applications);
	row->max_units = milli(w, l->max_units_milli);
	row->max_share = rate(w, l->max_share_ppm);
	row->max_points = whole(w, l->max_points);
	row->points_cost = whole(w, l->points_cost);
	row->total_uses = whole(w, l->total_uses);
	row->total_units = milli(w, l->total_units_milli);
	row->budget = money(w, l->budget_minor);
	row->day_uses = whole(w, l->day_uses);
	row->member_uses = whole(w, l->member_uses);
	row->member_units = milli(w, l->member_units_milli);
}

static void
stacking(const struct words *w, const struct pos_rule_stacking *s,
    struct promo_row *row)
{
	row->lane = s->lane == 0 ? "0" : whole(w, s->lane);
	row->group = s->group != NULL ? s->group : "-";
	row->scope = s->scope;
	row->mode = s->mode;
	row->tags = list(w, s->tags, s->tags_count);
	row->not_with = list(w, s->not_with, s->not_with_count);
	row->only_on = list(w, s->only_on, s->only_on_count);
}

void
promo_row_of(const struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_pool *pool, struct promo_row *row)
{
	struct words w = { shop, pool };

	*row = (struct promo_row){ .code = rule->code,
		.name = rule->name,
		.names = rule->names,
		.names_count = rule->names_count,
		.funded_by = rule->funded_by };
	row->paused = yes(rule->paused);
	eligibility(&w, rule, row);
	if (rule->conditions_count > 0)
		condition(&w, &rule->conditions[0], row);
	if (rule->target != NULL) {
		row->select =
		    promo_select_text(shop, rule->target->select, pool);
		row->pick = rule->target->pick;
		row->units = milli(&w, rule->target->units_milli);
		row->units_per = rule->target->units_per;
		row->require_full = yes(rule->target->require_full);
	}
	if (rule->slots_count > 0)
		row->slots = promo_slots_text(shop, rule->slots,
		    rule->slots_count, pool);
	effect(&w, rule->effect, row);
	if (rule->limit != NULL)
		limit(&w, rule->limit, row);
	if (rule->stacking != NULL)
		stacking(&w, rule->stacking, row);
	row->priority = whole(&w, rule->priority);
}

/* "100:10", "3:15%" */
static enum pos_status
step(const struct pos_shop *shop, char *text, bool quantity,
    struct pos_rule_tier *tier, bool *percent, struct pos_err *err)
{
	struct pos_money a = { 0 };
	char *colon = strchr(text, ':');
	enum pos_status st;

	if (colon == NULL || colon == text || colon[1] == '\0')
		return pos_fail(err, POS_DATA,
		    "a step is FROM:OFF, as 100:10 or 100:15%%, not '%s'",
		    text);
	*colon = '\0';
	if (quantity)
		st = pos_milli_parse(&tier->min_milli, text, err);
	else
		st = pos_shop_money(shop, &a, text, err);
	tier->min_minor = a.minor;
	*percent = strchr(colon + 1, '%') != NULL;
	if (st == POS_OK && *percent)
		return pos_rate_parse(&tier->rate_ppm, colon + 1, err);
	if (st == POS_OK)
		st = pos_shop_money(shop, &a, colon + 1, err);
	tier->amount_minor = a.minor;
	return st;
}

enum pos_status
promo_steps_read(const struct pos_shop *shop, const char *text, bool quantity,
    struct pos_pool *pool, const struct pos_rule_tier **tiers, size_t *count,
    bool *percent, struct pos_err *err)
{
	struct pos_rule_tier *all;
	enum pos_status st;
	const char **words;
	size_t i, n;
	bool one = false;

	words = promo_words(text, ' ', pool, &n);
	all = pos_pool_alloc(pool, (n + 1) * sizeof(*all));
	for (i = 0; i < n; i++) {
		st = step(shop, pos_pool_text(pool, words[i]), quantity,
		    &all[i], &one, err);
		if (st != POS_OK)
			return st;
		if (i > 0 && one != *percent)
			return pos_fail(err, POS_DATA,
			    "steps are all amounts or all percents");
		*percent = one;
	}
	*tiers = all;
	*count = n;
	return POS_OK;
}
