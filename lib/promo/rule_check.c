/*
 * rule_check.c - does a rule contradict itself: identity, eligibility, limits
 * and stacking.  The cart and the effect are those of the files beside it.
 *
 * What is refused here is what could never apply, or says two things at once:
 * an offer that silently does nothing is found by a customer, at the till.
 */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "promo/rule_inside.h"

enum pos_status
pos_rule_bad(struct pos_err *err, const char *where, const char *what)
{
	return pos_fail(err, POS_DATA, "%s: %s", where, pos_tr(what));
}

enum pos_status
pos_rule_check_once(const char *where, const char *const *texts, size_t count,
    struct pos_err *err)
{
	size_t i, j;

	for (i = 1; i < count; i++)
		for (j = 0; j < i; j++)
			if (strcmp(texts[i], texts[j]) == 0)
				return pos_fail(err, POS_DATA,
				    "%s: '%s' stands there twice", where,
				    texts[i]);
	return POS_OK;
}

/* Does any day from first to last fall on one of these? */
static bool
day_within(unsigned days, int64_t first, int64_t last)
{
	int32_t day = (int32_t)first;
	int i;

	for (i = 0; i < 7 && day <= last; i++, day = pos_day_add(day, 1))
		if ((days >> (pos_day_weekday(day) - 1) & 1) != 0)
			return true;
	return false;
}

static enum pos_status
check_window(const struct pos_rule_window *w, const char *where,
    struct pos_err *err)
{
	int64_t from, to;
	unsigned days;

	if (w->days == NULL && w->from == NULL && w->to == NULL &&
	    w->first_day == 0 && w->last_day == 0)
		return pos_rule_bad(err, where,
		    POS_TR("says nothing: leave it out for always"));
	if (!pos_rule_days(w->days, &days))
		return pos_fail(err, POS_DATA,
		    "%s.days: days are as 'fri,sat' or 'mon-fri', not '%s'",
		    where, w->days);
	if (!pos_rule_clock(w->from, 0, &from) || from == POS_DAY_MINUTES)
		return pos_fail(err, POS_DATA,
		    "%s.from: a time is as '15:00', not '%s'", where, w->from);
	if (!pos_rule_clock(w->to, POS_DAY_MINUTES, &to))
		return pos_fail(err, POS_DATA,
		    "%s.to: a time is as '15:00', not '%s'", where, w->to);
	if (from == to)
		return pos_fail(err, POS_DATA,
		    "%s: never open, from is to: leave both out for the whole"
		    " day",
		    where);
	if (w->first_day == 0 || w->last_day == 0)
		return POS_OK;
	if (w->first_day > w->last_day)
		return pos_fail(err, POS_DATA, "%s.last_day: before first_day",
		    where);
	if (!day_within(days, w->first_day, w->last_day))
		return pos_fail(err, POS_DATA,
		    "%s.days: none of them is from first_day to last_day",
		    where);
	return POS_OK;
}

static enum pos_status
check_when(const struct pos_rule *rule, struct pos_err *err)
{
	enum pos_status st = POS_OK;
	char where[40];
	size_t i;

	if (rule->valid_from != 0 && rule->valid_to != 0 &&
	    rule->valid_from >= rule->valid_to)
		return pos_rule_bad(err, "valid_to",
		    POS_TR("must be after valid_from"));
	for (i = 0; i < rule->windows_count && st == POS_OK; i++) {
		snprintf(where, sizeof(where), "windows[%zu]", i);
		st = check_window(&rule->windows[i], where, err);
	}
	return st;
}

static enum pos_status
check_codes(const struct pos_rule *rule, struct pos_err *err)
{
	struct pos_buf a = { 0 }, b = { 0 };
	enum pos_status st = POS_OK;
	const char *wrong;
	size_t i, j;

	if (rule->codes_count > 0 &&
	    (rule->trigger == NULL || strcmp(rule->trigger, "code") != 0))
		return pos_rule_bad(err, "codes",
		    POS_TR("are asked for only with trigger 'code'"));
	for (i = 0; i < rule->codes_count && st == POS_OK; i++) {
		wrong = pos_code_wrong(rule->codes[i]);
		if (wrong != NULL)
			st = pos_fail(err, POS_DATA, "codes: '%s': %s",
			    rule->codes[i], wrong);
		pos_buf_clear(&a);
		pos_text_fold(&a, rule->codes[i]);
		for (j = 0; j < i && st == POS_OK; j++) {
			pos_buf_clear(&b);
			pos_text_fold(&b, rule->codes[j]);
			if (strcmp(a.text, b.text) == 0)
				st = pos_fail(err, POS_DATA,
				    "codes: '%s' stands there twice",
				    rule->codes[i]);
		}
	}
	pos_buf_release(&a);
	pos_buf_release(&b);
	return st;
}

static enum pos_status
check_whom(const struct pos_rule *rule, struct pos_err *err)
{
	const struct pos_rule_audience *a = rule->audience;
	enum pos_status st;

	st = pos_rule_check_once("channels", rule->channels,
	    rule->channels_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once("order_types", rule->order_types,
		    rule->order_types_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once("branches", rule->branches,
		    rule->branches_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once("methods", rule->methods,
		    rule->methods_count, err);
	if (st != POS_OK || a == NULL)
		return st;
	if (!a->members && a->tiers_count == 0 && a->segments_count == 0 &&
	    a->birthday == NULL && !a->first_order)
		return pos_rule_bad(err, "audience",
		    POS_TR("says nothing: leave it out for everybody"));
	st = pos_rule_check_once("audience.tiers", a->tiers, a->tiers_count,
	    err);
	if (st == POS_OK)
		st = pos_rule_check_once("audience.segments", a->segments,
		    a->segments_count, err);
	return st;
}

static bool
holds(const char *const *texts, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(texts[i], text) == 0)
			return true;
	return false;
}

static enum pos_status
check_stacking(const struct pos_rule *rule, struct pos_err *err)
{
	const struct pos_rule_stacking *s = rule->stacking;
	enum pos_status st;
	bool alone;

	if (s == NULL)
		return POS_OK;
	alone = s->mode != NULL && strcmp(s->mode, "exclusive_order") == 0;
	if (alone && s->group != NULL)
		return pos_rule_bad(err, "stacking.group",
		    POS_TR("one that is alone in its order is in no group:"
			   " take mode or group away"));
	if (alone && s->not_with_count > 0)
		return pos_rule_bad(err, "stacking.not_with",
		    POS_TR("mode 'exclusive_order' excludes all others: take"
			   " one of them away"));
	if (alone && s->only_on_count > 0)
		return pos_rule_bad(err, "stacking.only_on",
		    POS_TR("mode 'exclusive_order' lets no other rule in:"
			   " it could never apply"));
	if (s->scope != NULL && s->group == NULL && s->not_with_count == 0 &&
	    s->only_on_count == 0)
		return pos_rule_bad(err, "stacking.scope",
		    POS_TR("is that of group, not_with or only_on, and there"
			   " is none"));
	if (holds(s->not_with, s->not_with_count, rule->code))
		return pos_rule_bad(err, "stacking.not_with",
		    POS_TR("names the rule itself"));
	if (holds(s->only_on, s->only_on_count, rule->code))
		return pos_rule_bad(err, "stacking.only_on",
		    POS_TR("names the rule itself"));
	st = pos_rule_check_once("stacking.tags", s->tags, s->tags_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once("stacking.not_with", s->not_with,
		    s->not_with_count, err);
	if (st == POS_OK)
		st = pos_rule_check_once("stacking.only_on", s->only_on,
		    s->only_on_count, err);
	return st;
}

static enum pos_status
check_identity(const struct pos_rule *rule, struct pos_err *err)
{
	const char *wrong = pos_code_wrong(rule->code);

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "code: %s", wrong);
	wrong = rule->name != NULL ? pos_text_wrong(rule->name, 200) :
				     pos_tr("missing");
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "name: %s", wrong);
	if (rule->effect == NULL || rule->effect->kind == NULL)
		return pos_rule_bad(err, "effect", POS_TR("missing"));
	return POS_OK;
}

enum pos_status
pos_rule_check(const struct pos_rule *rule, struct pos_err *err)
{
	enum pos_status st = check_identity(rule, err);

	if (st == POS_OK)
		st = check_when(rule, err);
	if (st == POS_OK)
		st = check_codes(rule, err);
	if (st == POS_OK)
		st = check_whom(rule, err);
	if (st == POS_OK)
		st = pos_rule_check_cart(rule, err);
	if (st == POS_OK)
		st = pos_rule_check_effect(rule, err);
	if (st == POS_OK)
		st = pos_rule_check_limit(rule, err);
	if (st == POS_OK)
		st = check_stacking(rule, err);
	if (st == POS_OK)
		return st;
	return pos_fail_at(err, pos_tr("promotion '%s'"), rule->code);
}
