/*
 * segment_set.c - segment set: who is in a segment.
 *
 * The rule is said whole; a second 'set' replaces it, and keeps the name.
 */
#include <string.h>

#include "outreach.h"
#include "shop/segment.h"

static struct pos_segment_rule rule;
static struct pos_texts levels, tags, not_tags, channels, classes;
static const char *name, *spent_min, *spent_max, *average_min, *average_max;
static const char *r_score, *f_score, *m_score;

#define COUNT(n, m, h) \
	POS_OPT_INT(0, n, &rule.m, 0, INT64_C(1000000000), "N", h)
#define DAY(n, m, h) POS_OPT_DAY(0, n, &rule.m, "DAY", h)

const struct pos_opt segment_set_options[] = {
	POS_OPT_TEXT(0, "name", &name, "NAME", "name of the segment"),
	POS_OPT_TEXTS(0, "level", &levels, "CODE",
	    "any of these levels; '-': without one"),
	POS_OPT_TEXTS(0, "tag", &tags, "TAG", "any of these tags"),
	POS_OPT_TEXTS(0, "not-tag", &not_tags, "TAG", "none of these tags"),
	POS_OPT_TEXTS(0, "enrolled-by", &channels, "CHANNEL",
	    "where they were enrolled; 'counter'"),
	POS_OPT_FLAG(0, "consent", &rule.consent,
	    "only those who take messages"),
	COUNT("within-months", within_months,
	    "spent, visits, average: of the last N calendar months"),
	POS_OPT_MONEY(0, "spent-min", &spent_min, "AMOUNT", "paid at least"),
	POS_OPT_MONEY(0, "spent-max", &spent_max, "AMOUNT", "paid at most"),
	COUNT("visits-min", visits_min, "came at least so often"),
	COUNT("visits-max", visits_max, "came, and at most so often"),
	POS_OPT_FLAG(0, "no-visits", &rule.no_visits, "did not come"),
	POS_OPT_MONEY(0, "average-min", &average_min, "AMOUNT",
	    "a visit came to at least"),
	POS_OPT_MONEY(0, "average-max", &average_max, "AMOUNT",
	    "a visit came to at most"),
	COUNT("points-min", points_min, "can spend at least so many points"),
	COUNT("points-max", points_max, "has points, and at most so many"),
	COUNT("active-days", active_days, "came within so many days"),
	COUNT("lapsed-days", lapsed_days,
	    "did not come for so many days, or never"),
	DAY("first-from", first_from, "came first on this day or later"),
	DAY("first-to", first_to, "came first on this day or before"),
	DAY("last-from", last_from, "came last on this day or later"),
	DAY("last-to", last_to, "came last on this day or before"),
	DAY("enrolled-from", enrolled_from, "enrolled on this day or later"),
	DAY("enrolled-to", enrolled_to, "enrolled on this day or before"),
	POS_OPT_TEXT(0, "recency", &r_score, "A-B", "scores from A to B"),
	POS_OPT_TEXT(0, "frequency", &f_score, "A-B", "likewise"),
	POS_OPT_TEXT(0, "money", &m_score, "A-B", "likewise"),
	POS_OPT_TEXTS(0, "rfm", &classes, "CLASS",
	    "any of these classes, as champion"),
	COUNT("rfm-months", rfm_months,
	    "scores over the last N calendar months"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

/* "4", "4-5" */
static enum pos_status
score(const char *option, const char *text, int64_t *least, int64_t *most,
    struct pos_err *err)
{
	if (text == NULL)
		return POS_OK;
	if (text[0] >= '1' && text[0] <= '5') {
		*least = *most = text[0] - '0';
		if (text[1] == '\0')
			return POS_OK;
		if (text[1] == '-' && text[2] >= '1' && text[2] <= '5' &&
		    text[3] == '\0') {
			*most = text[2] - '0';
			return POS_OK;
		}
	}
	return pos_fail(err, POS_USAGE,
	    "--%s: wants scores of 1 to 5, as 4-5, not '%s'", option, text);
}

static enum pos_status
fill(const struct pos_shop *shop, struct pos_err *err)
{
	enum pos_status st;

	rule.levels = levels.text;
	rule.levels_count = levels.count;
	rule.tags = tags.text;
	rule.tags_count = tags.count;
	rule.not_tags = not_tags.text;
	rule.not_tags_count = not_tags.count;
	rule.channels = channels.text;
	rule.channels_count = channels.count;
	rule.rfm = classes.text;
	rule.rfm_count = classes.count;
	st = score("recency", r_score, &rule.r_min, &rule.r_max, err);
	if (st == POS_OK)
		st = score("frequency", f_score, &rule.f_min, &rule.f_max, err);
	if (st == POS_OK)
		st = score("money", m_score, &rule.m_min, &rule.m_max, err);
	if (st == POS_OK)
		st = outreach_money(shop, "spent-min", spent_min,
		    &rule.spent_min_minor, err);
	if (st == POS_OK)
		st = outreach_money(shop, "spent-max", spent_max,
		    &rule.spent_max_minor, err);
	if (st == POS_OK)
		st = outreach_money(shop, "average-min", average_min,
		    &rule.average_min_minor, err);
	if (st == POS_OK)
		st = outreach_money(shop, "average-max", average_max,
		    &rule.average_max_minor, err);
	return st;
}

static enum pos_status
set(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_segment *s = pos_pool_alloc(pool, sizeof(*s)), *all;
	enum pos_status st;
	bool changed;
	size_t i, n;

	*s = (struct pos_segment){ .code = arg, .name = arg, .rule = &rule };
	st = pos_segment_list(shop, pool, &all, &n, err);
	for (i = 0; st == POS_OK && i < n; i++)
		if (strcmp(all[i].code, s->code) == 0) {
			s->name = all[i].name;
			s->members = all[i].members;
		}
	if (name != NULL)
		s->name = name;
	if (st == POS_OK)
		st = fill(shop, err);
	if (st == POS_OK)
		st = pos_segment_put(shop, s, &changed, err);
	answer->record = &pos_segment_record;
	answer->data = s;
	return st;
}

/* Everything that was said is in the rule, but for amounts. */
static void
asked(struct pos_buf *more)
{
	const struct pos_segment segment = { .code = "",
		.name = "",
		.rule = &rule };

	pos_cmd_asked_add(more, "name", name);
	outreach_asked_texts(more, "level", &levels);
	outreach_asked_texts(more, "tag", &tags);
	outreach_asked_texts(more, "not-tag", &not_tags);
	outreach_asked_texts(more, "enrolled-by", &channels);
	outreach_asked_texts(more, "rfm", &classes);
	pos_cmd_asked_add(more, "spent-min", spent_min);
	pos_cmd_asked_add(more, "spent-max", spent_max);
	pos_cmd_asked_add(more, "average-min", average_min);
	pos_cmd_asked_add(more, "average-max", average_max);
	pos_cmd_asked_add(more, "recency", r_score);
	pos_cmd_asked_add(more, "frequency", f_score);
	pos_cmd_asked_add(more, "money", m_score);
	pos_buf_char(more, ' ');
	pos_record_write(more, &pos_segment_record, &segment);
}

enum pos_status
segment_set_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	asked(&more);
	st = pos_cmd_once("segment set", argc, argv, more.text, set, argv[0],
	    err);
	pos_buf_release(&more);
	return st;
}
