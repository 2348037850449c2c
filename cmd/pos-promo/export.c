/*
 * export.c - all rules, as JSON lines or CSV, as import takes them again.
 *
 * A row is built into a rule again and compared: what CSV cannot hold is
 * refused instead of being lost.
 */
#include "base/text.h"
#include "row.h"

#define LANGS_MAX 100

const struct pos_opt promo_export_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct sheet {
	struct pos_shop *shop;
	struct pos_pool *pool;
	char delimiter;
	const char *lang[LANGS_MAX];
	size_t langs;
	bool used[200]; /* columns that hold something */
	struct pos_buf text;
};

static bool
same(const struct pos_rule *a, const struct pos_rule *b)
{
	struct pos_buf x = { 0 }, y = { 0 };
	bool equal;

	pos_record_write(&x, &pos_rule_data, a);
	pos_record_write(&y, &pos_rule_data, b);
	equal = strcmp(x.text, y.text) == 0;
	pos_buf_release(&x);
	pos_buf_release(&y);
	return equal;
}

static enum pos_status
fits(struct sheet *s, const struct pos_rule *rule, const struct promo_row *row,
    struct pos_err *err)
{
	struct pos_rule again;

	if (promo_row_rule(s->shop, row, s->pool, &again, NULL) == POS_OK) {
		again.version = rule->version;
		if (same(&again, rule))
			return POS_OK;
	}
	return pos_fail(err, POS_REFUSED,
	    "promotion '%s' says more than a row of CSV can: export it with"
	    " --format json",
	    rule->code);
}

static enum pos_status
add_langs(struct sheet *s, const struct pos_rule *rule, struct pos_err *err)
{
	size_t i, j;

	for (i = 0; i < rule->names_count; i++) {
		for (j = 0; j < s->langs; j++)
			if (strcmp(s->lang[j], rule->names[i].lang) == 0)
				break;
		if (j == LANGS_MAX)
			return pos_fail(err, POS_REFUSED,
			    "names in more than %d languages: export them with"
			    " --format json",
			    LANGS_MAX);
		if (j == s->langs)
			s->lang[s->langs++] = rule->names[i].lang;
	}
	return POS_OK;
}

static enum pos_status
look_at(struct sheet *s, const struct pos_rule *rule, struct pos_err *err)
{
	const struct promo_column *c;
	struct promo_row row;
	enum pos_status st;

	promo_row_of(s->shop, rule, s->pool, &row);
	for (c = promo_columns; c->title != NULL; c++)
		if (*promo_cell(&row, c) != NULL)
			s->used[c - promo_columns] = true;
	st = add_langs(s, rule, err);
	return st == POS_OK ? fits(s, rule, &row, err) : st;
}

static enum pos_status
end_line(struct sheet *s, struct pos_err *err)
{
	enum pos_status st;

	pos_buf_char(&s->text, '\n');
	st = pos_out_text(s->text.text, s->text.len, err);
	pos_buf_clear(&s->text);
	return st;
}

static void
cell(struct sheet *s, const char *text)
{
	pos_csv_cell(&s->text, text != NULL ? text : "", s->delimiter,
	    s->text.len == 0);
}

static enum pos_status
titles(struct sheet *s, struct pos_err *err)
{
	const struct promo_column *c;
	size_t i;

	for (c = promo_columns; c->title != NULL; c++) {
		if (s->used[c - promo_columns])
			cell(s, c->title);
		if (strcmp(c->title, "name") != 0)
			continue;
		for (i = 0; i < s->langs; i++)
			cell(s,
			    pos_pool_printf(s->pool, "name:%s", s->lang[i]));
	}
	return end_line(s, err);
}

static const char *
name_in(const struct pos_rule *rule, const char *lang)
{
	size_t i;

	for (i = 0; i < rule->names_count; i++)
		if (strcmp(rule->names[i].lang, lang) == 0)
			return rule->names[i].text;
	return NULL;
}

static enum pos_status
line(struct sheet *s, const struct pos_rule *rule, struct pos_err *err)
{
	const struct promo_column *c;
	struct promo_row row;
	size_t i;

	promo_row_of(s->shop, rule, s->pool, &row);
	for (c = promo_columns; c->title != NULL; c++) {
		if (s->used[c - promo_columns])
			cell(s, *promo_cell(&row, c));
		if (strcmp(c->title, "name") != 0)
			continue;
		for (i = 0; i < s->langs; i++)
			cell(s, name_in(rule, s->lang[i]));
	}
	return end_line(s, err);
}

static enum pos_status
as_csv(struct sheet *s, const struct pos_rule *rules, size_t count,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	s->used[0] = s->used[1] = true;
	for (i = 0; i < count && st == POS_OK; i++)
		st = look_at(s, &rules[i], err);
	if (st == POS_OK)
		st = titles(s, err);
	for (i = 0; i < count && st == POS_OK; i++)
		st = line(s, &rules[i], err);
	pos_buf_release(&s->text);
	return st;
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const char *form = arg;
	struct sheet s = { .shop = shop,
		.pool = pool,
		.delimiter = strcmp(form, "tsv") == 0 ? '\t' : ',' };
	struct pos_rule *rules;
	enum pos_status st;
	size_t i, count;

	st = pos_promo_all(shop, true, pool, &rules, &count, err);
	if (st == POS_OK && strcmp(form, "json") != 0)
		return as_csv(&s, rules, count, err);
	for (i = 0; i < count && st == POS_OK; i++) {
		pos_record_write(&s.text, &pos_rule_record, &rules[i]);
		st = end_line(&s, err);
	}
	pos_buf_release(&s.text);
	return st;
}

enum pos_status
promo_export_run(int argc, char **argv, struct pos_err *err)
{
	const char *form = pos_out_format();

	(void)argc;
	(void)argv;
	if (form == NULL)
		form = "json";
	if (strcmp(form, "table") == 0)
		return pos_fail(err, POS_USAGE,
		    "export writes json, csv or tsv (list shows a table)");
	return pos_cmd_look(look, (void *)form, err);
}
