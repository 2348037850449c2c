/*
 * rule_sentence.c - what a rule means, in one sentence.
 *
 * An author reads it back after `pos-promo add`: what it says is taken from
 * the rule's parts alone, so that it is true of rules nobody thought of.
 * First what happens, then what for, when and for whom, then the limits.
 */
#include <string.h>

#include "base/clock.h"
#include "base/money.h"
#include "promo/rule_inside.h"

struct say {
	struct pos_buf *out;
	const struct pos_rule *rule;
	int places;
	struct pos_buf a, b; /* what goes into a template */
};

static bool
is(const char *word, const char *other)
{
	return word != NULL && strcmp(word, other) == 0;
}

static const char *
money(struct say *s, struct pos_buf *buf, int64_t minor)
{
	pos_buf_clear(buf);
	pos_rule_say_money(buf, minor, s->places);
	return buf->text;
}

static const char *
count(struct pos_buf *buf, int64_t milli)
{
	pos_buf_clear(buf);
	pos_rule_say_milli(buf, milli);
	return buf->text;
}

static const char *
chosen(struct say *s, struct pos_buf *buf, const struct pos_select *select)
{
	pos_buf_clear(buf);
	pos_rule_say_select(buf, select, s->places);
	return buf->text;
}

static void
put(struct say *s, const char *format, const char *a, const char *b)
{
	pos_rule_put(s->out, format, a, b);
}

/* "20% off %s", "5.00 off %s", "%s for 9.90", by one number of the effect. */
static const char *
number(struct say *s, struct pos_buf *buf, int64_t rate_ppm,
    int64_t amount_minor)
{
	char text[POS_DECIMAL_MAX];

	if (!is(s->rule->effect->kind, "percent"))
		return money(s, buf, amount_minor);
	pos_buf_clear(buf);
	pos_buf_text(buf, pos_rate_text(text, rate_ppm));
	return buf->text;
}

/* The units of a rule without slots. */
static void
units(struct say *s, struct pos_buf *buf)
{
	const struct pos_rule_target *t = s->rule->target;
	const struct pos_rule_effect *e = s->rule->effect;
	bool whole = e->per != NULL ?
	    is(e->per, "target") :
	    is(e->kind, "amount") || pos_rule_lane(s->rule) >= 25;
	struct pos_buf what = { 0 }, many = { 0 };

	pos_buf_clear(buf);
	if (t == NULL || (t->select == NULL && t->units_milli == 0)) {
		pos_buf_text(buf,
		    whole ? pos_tr("the whole order") : pos_tr("everything"));
		return;
	}
	chosen(s, &what, t->select);
	count(&many, t->units_milli);
	if (t->units_milli == 0)
		pos_buf_text(buf, what.text);
	else if (t->units_per != NULL)
		pos_rule_put(buf, pos_tr("%s of each line of %s"), many.text,
		    what.text);
	else if (is(t->pick, "dearest"))
		pos_rule_put(buf, pos_tr("the dearest %s of %s"), many.text,
		    what.text);
	else if (is(t->pick, "listed"))
		pos_rule_put(buf, pos_tr("the first %s of %s"), many.text,
		    what.text);
	else
		pos_rule_put(buf, pos_tr("the cheapest %s of %s"), many.text,
		    what.text);
	pos_buf_release(&what);
	pos_buf_release(&many);
}

/* The slots of a role: "2 of latte and 1 of anything under cake". */
static void
slots(struct say *s, struct pos_buf *buf, bool qualifiers)
{
	struct pos_buf what = { 0 }, many = { 0 };
	bool first = true;
	size_t i;

	pos_buf_clear(buf);
	for (i = 0; i < s->rule->slots_count; i++) {
		const struct pos_rule_slot *slot = &s->rule->slots[i];

		if (is(slot->role, "qualifier") != qualifiers)
			continue;
		if (!first)
			pos_buf_text(buf, pos_tr(" and "));
		first = false;
		count(&many, slot->units * POS_QTY_ONE);
		chosen(s, &what, slot->select);
		pos_rule_put(buf,
		    slot->distinct ? pos_tr("%s different of %s") :
				     pos_tr("%s of %s"),
		    many.text, what.text);
	}
	pos_buf_release(&what);
	pos_buf_release(&many);
}

/* What the discount is of. */
static void
object(struct say *s, struct pos_buf *buf)
{
	const struct pos_rule_effect *e = s->rule->effect;
	struct pos_buf set = { 0 }, many = { 0 };

	if (s->rule->slots_count == 0) {
		units(s, buf);
		return;
	}
	slots(s, &set, false);
	pos_buf_clear(buf);
	if (e->on == NULL || is(e->on, "all"))
		pos_buf_text(buf, set.text);
	else
		pos_rule_put(buf,
		    is(e->on, "dearest") ?
			pos_tr("the dearest %s of every %s") :
			pos_tr("the cheapest %s of every %s"),
		    count(&many, e->count * POS_QTY_ONE), set.text);
	pos_buf_release(&set);
	pos_buf_release(&many);
}

static bool
each(const struct pos_rule *rule)
{
	const char *per = rule->effect->per;

	if (per != NULL)
		return strcmp(per, "target") != 0;
	return rule->slots_count == 0 && is(rule->effect->kind, "new_price") &&
	    pos_rule_lane(rule) <= POS_RULE_LANE_PRICE;
}

/* a: the number, b: the units */
static void
say_price(struct say *s)
{
	const struct pos_rule_effect *e = s->rule->effect;
	bool all = e->rate_ppm == POS_RATE_MAX && is(e->kind, "percent");

	number(s, &s->a, e->rate_ppm, e->amount_minor);
	object(s, &s->b);
	if (all)
		put(s, pos_tr("%s for nothing"), s->b.text, NULL);
	else if (is(e->kind, "new_price"))
		put(s,
		    each(s->rule) ? pos_tr("%s for %s each") :
				    pos_tr("%s for %s together"),
		    s->b.text, s->a.text);
	else if (is(e->kind, "amount") && is(e->per, "unit"))
		put(s, pos_tr("%s off each of %s"), s->a.text, s->b.text);
	else
		put(s, pos_tr("%s off %s"), s->a.text, s->b.text);
	if (is(e->base, "list"))
		pos_buf_text(s->out, pos_tr(" (of the list price)"));
}

static bool
by_quantity(const struct pos_rule *rule)
{
	if (rule->effect->tier_measure != NULL)
		return is(rule->effect->tier_measure->measure, "quantity");
	return rule->conditions_count > 0 &&
	    is(rule->conditions[0].measure, "quantity");
}

static void
say_tiers(struct say *s)
{
	const struct pos_rule_effect *e = s->rule->effect;
	bool quantity = by_quantity(s->rule);
	size_t i;

	for (i = 0; i < e->tiers_count; i++) {
		const struct pos_rule_tier *t = &e->tiers[i];

		if (i > 0)
			pos_buf_text(s->out, pos_tr(", "));
		number(s, &s->a, t->rate_ppm, t->amount_minor);
		if (quantity)
			count(&s->b, t->min_milli);
		else
			money(s, &s->b, t->min_minor);
		put(s,
		    is(e->kind, "new_price") ? pos_tr("%s from %s on") :
					       pos_tr("%s off from %s on"),
		    s->a.text, s->b.text);
	}
	if (e->tier_measure != NULL && e->tier_measure->select != NULL)
		put(s, pos_tr(" of %s"),
		    chosen(s, &s->a, e->tier_measure->select), NULL);
	if (s->rule->target != NULL || s->rule->slots_count > 0) {
		object(s, &s->a);
		put(s, pos_tr(", on %s"), s->a.text, NULL);
	}
}

static void
say_effect(struct say *s)
{
	const struct pos_rule_effect *e = s->rule->effect;
	char text[POS_DECIMAL_MAX];

	if (e->tiers_count > 0) {
		say_tiers(s);
	} else if (is(e->kind, "gift")) {
		put(s, pos_tr("%s of %s as a gift"), count(&s->a, e->qty_milli),
		    e->item);
	} else if (is(e->kind, "points_earn") && e->points != 0) {
		put(s, pos_tr("%s points"),
		    count(&s->a, e->points * POS_QTY_ONE), NULL);
	} else if (is(e->kind, "points_earn")) {
		put(s, pos_tr("%s more points"),
		    pos_rate_text(text, e->rate_ppm), NULL);
	} else if (is(e->kind, "points_pay")) {
		count(&s->a,
		    (e->value_points != 0 ? e->value_points : 1) * POS_QTY_ONE);
		put(s, pos_tr("%s points pay %s"), s->a.text,
		    money(s, &s->b, e->value_minor));
	} else
		say_price(s);
}

/* A number of a condition, of anything or of what it selects. */
static void
say_number(struct say *s, const struct pos_rule_condition *c, int64_t n,
    const char *plain, const char *of)
{
	if (n == 0)
		return;
	if (is(c->measure, "quantity"))
		count(&s->a, n);
	else
		money(s, &s->a, n);
	if (c->select == NULL && !is(c->measure, "quantity"))
		put(s, plain, s->a.text, NULL);
	else
		put(s, of, s->a.text, chosen(s, &s->b, c->select));
}

/* min, max or every of a condition; quantity and amount alike */
static void
say_measured(struct say *s, const struct pos_rule_condition *c)
{
	bool quantity = is(c->measure, "quantity");
	int64_t min = quantity ? c->min_milli : c->min_minor;
	int64_t max = quantity ? c->max_milli : c->max_minor;
	int64_t every = quantity ? c->every_milli : c->every_minor;

	say_number(s, c, every, pos_tr(", for every %s"),
	    pos_tr(", for every %s of %s"));
	say_number(s, c, min, pos_tr(", from %s on"),
	    pos_tr(", from %s of %s on"));
	say_number(s, c, max, pos_tr(", up to %s"), pos_tr(", up to %s of %s"));
	if (is(c->basis, "list"))
		pos_buf_text(s->out, pos_tr(" before any discount"));
	if (c->tax != NULL)
		pos_buf_text(s->out,
		    is(c->tax, "incl") ? pos_tr(" with tax") :
					 pos_tr(" without tax"));
}

static void
say_conditions(struct say *s)
{
	size_t i;

	if (s->rule->slots_count > 0) {
		slots(s, &s->a, true);
		if (s->a.len > 0)
			put(s, pos_tr(" with %s"), s->a.text, NULL);
	}
	for (i = 0; i < s->rule->conditions_count; i++) {
		const struct pos_rule_condition *c = &s->rule->conditions[i];

		if (c->consume)
			put(s, pos_tr(", with %s of %s bought"),
			    count(&s->a, c->units_milli),
			    chosen(s, &s->b, c->select));
		else
			say_measured(s, c);
	}
}

static void
say_list(struct say *s, const char *format, const char *const *texts, size_t n)
{
	if (n == 0)
		return;
	pos_buf_clear(&s->a);
	pos_rule_say_list(&s->a, texts, n, pos_tr(" or "));
	put(s, format, s->a.text, NULL);
}

/* Of words that have a translation: "takeaway or delivery". */
static void
say_words(struct say *s, const char *format, const char *const *words, size_t n)
{
	size_t i;

	if (n == 0)
		return;
	pos_buf_clear(&s->a);
	for (i = 0; i < n; i++)
		pos_buf_printf(&s->a, "%s%s", i > 0 ? pos_tr(" or ") : "",
		    pos_tr(words[i]));
	put(s, format, s->a.text, NULL);
}

static void
say_when(struct say *s)
{
	const struct pos_rule *r = s->rule;
	char text[POS_TIME_TEXT];
	size_t i;

	for (i = 0; i < r->windows_count; i++) {
		pos_buf_text(s->out, i > 0 ? pos_tr(", or ") : pos_tr(", "));
		pos_rule_window_say(s->out, &r->windows[i]);
	}
	if (r->valid_from != 0)
		put(s, pos_tr(", since %s"), pos_time_text(text, r->valid_from),
		    NULL);
	if (r->valid_to != 0)
		put(s, pos_tr(", until %s"), pos_time_text(text, r->valid_to),
		    NULL);
	say_list(s, pos_tr(", in branch %s"), r->branches, r->branches_count);
	say_list(s, pos_tr(", for orders of %s"), r->channels,
	    r->channels_count);
	say_words(s, pos_tr(", for %s"), r->order_types, r->order_types_count);
	say_words(s, pos_tr(", paid by %s"), r->methods, r->methods_count);
}

static void
say_whom(struct say *s)
{
	const struct pos_rule_audience *a = s->rule->audience;

	if (is(s->rule->trigger, "group_buy"))
		pos_buf_text(s->out, pos_tr(", in a group that has formed"));
	else if (is(s->rule->trigger, "code") && s->rule->codes_count == 0)
		pos_buf_text(s->out, pos_tr(", with a coupon"));
	say_list(s, pos_tr(", with code %s"), s->rule->codes,
	    s->rule->codes_count);
	if (a == NULL)
		return;
	say_list(s, pos_tr(", for members of level %s"), a->tiers,
	    a->tiers_count);
	say_list(s, pos_tr(", for members in %s"), a->segments,
	    a->segments_count);
	if (a->tiers_count + a->segments_count == 0)
		pos_buf_text(s->out, pos_tr(", for members"));
	if (a->first_order)
		pos_buf_text(s->out, pos_tr(", on their first order"));
	if (is(a->birthday, "day"))
		pos_buf_text(s->out, pos_tr(", on their birthday"));
	else if (is(a->birthday, "week"))
		pos_buf_text(s->out,
		    pos_tr(", within three days of their birthday"));
	else if (is(a->birthday, "month"))
		pos_buf_text(s->out,
		    pos_tr(", in the month of their birthday"));
}

static void
limit(struct say *s, const char *format, const char *number_text, int64_t n)
{
	if (n != 0)
		put(s, format, number_text, NULL);
}

static const char *
whole(struct say *s, int64_t n)
{
	return count(&s->a, n <= INT64_MAX / POS_QTY_ONE ? n * POS_QTY_ONE : n);
}

static void
say_limits(struct say *s)
{
	const struct pos_rule_limit *l = s->rule->limit;
	char text[POS_DECIMAL_MAX];

	if (l == NULL)
		return;
	limit(s, pos_tr("; at most %s off a sale"),
	    money(s, &s->a, l->max_discount_minor), l->max_discount_minor);
	limit(s, pos_tr("; at most %s times a sale"),
	    whole(s, l->max_applications), l->max_applications);
	limit(s, pos_tr("; at most %s units a sale"),
	    count(&s->a, l->max_units_milli), l->max_units_milli);
	limit(s, pos_tr("; at most %s of the amount"),
	    pos_rate_text(text, l->max_share_ppm), l->max_share_ppm);
	limit(s, pos_tr("; at most %s points a sale"), whole(s, l->max_points),
	    l->max_points);
	limit(s, pos_tr("; it costs %s points"), whole(s, l->points_cost),
	    l->points_cost);
	limit(s, pos_tr("; for the first %s sales"), whole(s, l->total_uses),
	    l->total_uses);
	limit(s, pos_tr("; for the first %s units"),
	    count(&s->a, l->total_units_milli), l->total_units_milli);
	limit(s, pos_tr("; until %s has been given"),
	    money(s, &s->a, l->budget_minor), l->budget_minor);
	limit(s, pos_tr("; %s sales a day"), whole(s, l->day_uses),
	    l->day_uses);
	limit(s, pos_tr("; %s sales a member"), whole(s, l->member_uses),
	    l->member_uses);
	limit(s, pos_tr("; %s units a member"),
	    count(&s->a, l->member_units_milli), l->member_units_milli);
}

static void
say_stacking(struct say *s)
{
	const struct pos_rule_stacking *k = s->rule->stacking;

	if (k == NULL)
		return;
	if (is(k->mode, "exclusive_order"))
		pos_buf_text(s->out, pos_tr("; with no other offer"));
	else if (is(k->mode, "exclusive"))
		pos_buf_text(s->out, pos_tr("; alone in its lane"));
	if (k->group != NULL)
		put(s,
		    is(k->scope, "line") ?
			pos_tr("; one of group %s on a line") :
			pos_tr("; one of group %s on a sale"),
		    k->group, NULL);
	say_list(s, pos_tr("; not with %s"), k->not_with, k->not_with_count);
	say_list(s, pos_tr("; only on top of %s"), k->only_on,
	    k->only_on_count);
	if (s->rule->paused)
		pos_buf_text(s->out, pos_tr("; paused"));
}

void
pos_rule_sentence(struct pos_buf *buf, const struct pos_rule *rule, int places)
{
	struct say s = { .out = buf, .rule = rule, .places = places };

	say_effect(&s);
	say_conditions(&s);
	say_when(&s);
	say_whom(&s);
	say_limits(&s);
	say_stacking(&s);
	pos_buf_release(&s.a);
	pos_buf_release(&s.b);
}
