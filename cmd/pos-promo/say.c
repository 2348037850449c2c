/*
 * say.c - a rule in words, and what it names that is not there.
 */
#include "rules.h"

char *
promo_sentence(const struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_pool *pool)
{
	struct pos_buf buf = { 0 };
	char *text;

	pos_rule_sentence(&buf, rule, shop->places);
	text = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
	return text;
}

static bool
has(const char *const *texts, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(texts[i], text) == 0)
			return true;
	return false;
}

/* A rule of this code or tag. */
static bool
is_there(const struct pos_rule *rules, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(rules[i].code, word) == 0)
			return true;
		if (rules[i].stacking != NULL &&
		    has(rules[i].stacking->tags, rules[i].stacking->tags_count,
			word))
			return true;
	}
	return false;
}

static void
warn(const struct pos_rule *rule, const struct pos_rule *rules, size_t count,
    const char *field, const char *const *words, size_t words_count)
{
	size_t i;

	for (i = 0; i < words_count; i++)
		if (!is_there(rules, count, words[i]))
			pos_warn("warning: promotion '%s': %s names '%s', and"
				 " no promotion has this code or tag (yet)",
			    rule->code, field, words[i]);
}

enum pos_status
promo_warn_names(struct pos_shop *shop, const struct pos_rule *const *rules,
    size_t count, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_rule *all = NULL;
	enum pos_status st = POS_OK;
	size_t i, n = 0;

	for (i = 0; i < count && st == POS_OK; i++) {
		const struct pos_rule_stacking *s = rules[i]->stacking;

		if (s == NULL || s->not_with_count + s->only_on_count == 0)
			continue;
		if (all == NULL)
			st = pos_promo_all(shop, true, pool, &all, &n, err);
		if (st != POS_OK)
			break;
		warn(rules[i], all, n, "not_with", s->not_with,
		    s->not_with_count);
		warn(rules[i], all, n, "only_on", s->only_on, s->only_on_count);
	}
	return st;
}

enum pos_status
promo_answer(struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_pool *pool, struct pos_cmd_answer *answer, struct pos_err *err)
{
	enum pos_status st = promo_warn_names(shop, &rule, 1, pool, err);
	const char *means;

	if (st != POS_OK)
		return st;
	means = promo_sentence(shop, rule, pool);
	if (pos_out_table())
		answer->text =
		    pos_pool_printf(pool, "%s: %s\n", rule->code, means);
	else
		pos_warn("%s: %s", rule->code, means);
	answer->record = &pos_rule_record;
	answer->data = rule;
	return POS_OK;
}
